package sheets

import (
	"strconv"
	"strings"

	"achyk/generator/finding"
)

const mostKeys = 20 // that a finding names

// parent reads an object on the way to the records: its own values, which
// belong to all records in it, and where they lie. It looks ahead to the end of
// the object, because values may stand after the records.
func (w *recordWalk) parent(level int) error {
	w.start()
	f := frame{level: level, parent: true, above: len(w.above)}
	w.path = append(w.path, strings.Repeat("../", len(w.steps)-level)...)
	var own []string
	err := w.object(len(w.frames), true, func(key string) bool {
		if key != w.steps[level] {
			if len(own) < mostKeys {
				own = append(own, key)
			}
			return false
		}
		w.text.space()
		f.children = append(f.children, w.text.at)
		return true
	})
	f.end, f.broken = w.text.at, err
	if len(f.children) == 0 && len(w.has) == 0 {
		w.has = own
	}
	for column, text := range w.cells {
		if text != "" {
			w.above = append(w.above, field{column, text, w.numbers.at(column)})
		}
	}
	if f.fault = w.around(); f.fault == nil {
		f.fault = w.fault
	}
	return w.push(f)
}

// object reads an object into cells; the path of keys so far lies in w.path.
// It may be, or lie in, an object around records. What leads to the records is
// set aside.
func (w *recordWalk) object(depth int, around bool, aside func(key string) bool) error {
	if depth >= mostNested {
		return w.text.tooDeep()
	}
	if err := w.text.take('{'); err != nil {
		return err
	}
	from := len(w.path)
	for first := true; ; first = false {
		w.path = w.path[:from]
		more, err := w.text.more(first, '}')
		if err != nil || !more {
			return err
		}
		raw, err := w.text.key()
		if err != nil {
			return err
		}
		key, fault := textOf(raw)
		w.path = append(w.path, key...)
		switch {
		case fault != nil:
			w.spoil(fault.Problem, -1, fault.Has)
			_, err = w.text.skip()
		case aside != nil && aside(key):
			w.enter(false)
			_, err = w.text.skip()
		default:
			err = w.member(depth, around)
		}
		if err != nil {
			return err
		}
	}
}

// enter notes that the path was come to; twice in one object is a fault. The
// column is -1 where there is none.
func (w *recordWalk) enter(holds bool) int {
	if len(w.path) > mostKey {
		w.spoil(finding.LongCell, -1, "")
		return -1
	}
	n, column, ok := w.keys.number(w.path, holds)
	if !ok {
		w.spoil(finding.LongRow, -1, "")
		return -1
	}
	for len(w.seen) <= n {
		w.seen = append(w.seen, 0)
	}
	if w.seen[n] == w.serial {
		w.spoil(finding.KeyTwice, column, quoted(w.path, mostNamed))
		return -1
	}
	w.seen[n] = w.serial
	return column
}

// member reads one value of an object or of a list, under the path to it.
func (w *recordWalk) member(depth int, around bool) error {
	if w.fault != nil && w.fault.Problem == finding.LongRow {
		_, err := w.text.skip() // it is not taken, however much there is
		return err
	}
	from := len(w.path)
	switch w.text.space() {
	case '{':
		w.enter(false)
		w.path = append(w.path, '.')
		return w.object(depth+1, around, nil)
	case '[':
		w.enter(false)
		if around {
			// Lists of objects are other records, not values of these.
			at := w.text.at
			if nested, err := w.text.skip(); err != nil || nested {
				return err
			}
			w.text.at = at
		}
		w.text.at++
		for i := 1; ; i++ {
			w.path = w.path[:from]
			more, err := w.text.more(i == 1, ']')
			if err != nil || !more {
				return err
			}
			if depth+1 >= mostNested {
				return w.text.tooDeep()
			}
			w.path = append(w.path, '.')
			w.path = strconv.AppendInt(w.path, int64(i), 10)
			if err := w.member(depth+1, around); err != nil {
				return err
			}
		}
	}
	raw, err := w.text.scalar()
	if err != nil {
		return err
	}
	column := w.enter(true)
	text, fault := textOf(raw)
	switch {
	case fault != nil:
		w.spoil(fault.Problem, column, fault.Has)
	case column >= 0:
		w.put(field{column, text, isNumber(raw)})
	}
	return nil
}
