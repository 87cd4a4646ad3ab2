package sheets

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// jsonKinds are the names' ends of files that are JSON or nothing; the first may
// be one value over many lines.
var jsonKinds = []string{".json", ".jsonl", ".ndjson"}

const mostGarbage = 100_000 // values before the first record, if there is any

// records reads the records of a JSON file, in UTF-8. They lie where how.Path leads, in a
// list or in several, or one by one, a line each. The first of two passes
// collects the keys, which are the columns.
func records(name string, text []byte, how How) ([]*Sheet, []finding.Finding, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, refused(name, because(finding.EmptyFile)), nil
	}
	var steps []string
	if how.Path != "" {
		steps = strings.Split(how.Path, ".")
	}
	keys := &columns{of: make(map[string]int)}
	lines := isLines(name, text)
	survey := walkRecords(text, steps, keys, lines)
	var first *Fault
	for {
		line, more, err := survey.next()
		if err != nil {
			return nil, nil, err
		}
		if first == nil {
			first = line.fault
		}
		if !more || survey.objects == 0 && survey.row > mostGarbage {
			break
		}
	}
	keys.closed = true
	if survey.objects == 0 {
		switch {
		case first != nil:
			return nil, refused(name, first), nil
		case !survey.found && len(survey.has) > 0: // where everything is empty there may be records later
			found := refused(name, &Fault{Problem: finding.NoRecords, Column: -1, Has: quoted(strings.Join(survey.has, ", "), 4*mostNamed)})
			return nil, []finding.Finding{found[0].With("path", how.Path)}, nil
		}
	}
	names := slices.Clip(append([]string{}, keys.names...))
	return []*Sheet{{
		File: &source.File{Path: name, Keys: names}, Keys: names,
		open: func() walker { return walkRecords(text, steps, keys, lines) },
	}}, nil, nil
}

// isLines reports whether each line is a value by itself, so that a broken one
// is one record and no more.
func isLines(name string, text []byte) bool {
	if slices.Contains(jsonKinds[1:], strings.ToLower(path.Ext(name))) {
		return true
	}
	first, rest, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	return bytes.HasPrefix(first, []byte("{")) && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{")) && json.Valid(first)
}

// columns are the keys of all records, in the order of their first appearance.
type columns struct {
	names  []string
	of     map[string]int // a path of keys -> its number
	column []int          // by number; -1 = it only leads to others
	closed bool           // all are known
}

const mostKey = 1000 // bytes of a path of keys

// number is that of a path; column is set once it holds a value of its own.
func (c *columns) number(path []byte, holds bool) (n, column int, ok bool) {
	n, known := c.of[string(path)]
	if !known {
		if c.closed || len(c.column) == 4*mostCells {
			return 0, 0, false
		}
		n = len(c.column)
		c.of[string(path)] = n
		c.column = append(c.column, -1)
	}
	if holds && c.column[n] < 0 {
		if c.closed || len(c.names) == mostCells {
			return 0, 0, false
		}
		c.column[n] = len(c.names)
		c.names = append(c.names, string(path))
	}
	return n, c.column[n], true
}

// A recordWalk walks through the records of a text of JSON.
type recordWalk struct {
	text    jsonText
	whole   []byte
	steps   []string
	lines   bool
	keys    *columns
	seen    []int // by the number of a path: the object in which it was seen last
	serial  int   // of the object
	row     int32
	cells   []string
	numbers marks
	filled  bool
	bytes   int
	fault   *Fault
	path    []byte
	frames  []frame
	above   []field // of the objects around the record
	ended   bool
	line    int // lines that end before counted
	counted int
	found   bool     // the path leads somewhere
	objects int      // records that are records
	has     []string // the keys of an object where the path led nowhere
}

// A frame is a list, or an object on the way to the records.
type frame struct {
	level    int
	begun    bool  // list
	parent   bool  // an object
	children []int // where its values on the way begin
	end      int   // where the object ends
	broken   error // or why nobody can tell
	above    int
	fault    *Fault // of the object and those around it
}

// A field is a value in its column.
type field struct {
	column int
	text   string
	number bool
}

func walkRecords(text []byte, steps []string, keys *columns, lines bool) *recordWalk {
	w := &recordWalk{whole: text, steps: steps, keys: keys, lines: lines}
	if !lines {
		w.text.data = text
	}
	return w
}

func (w *recordWalk) next() (line, bool, error) {
	for !w.ended {
		got, err := w.step()
		if err != nil {
			return w.broken(err), true, nil
		}
		if !got {
			continue
		}
		if w.row++; w.filled || w.fault != nil {
			return line{row: w.row, cells: w.cells, numbers: w.numbers, fault: w.fault}, true, nil
		}
	}
	return line{}, false, nil
}

// broken is the row that cannot be read, nor anything after it; in a file of
// lines the next one can.
func (w *recordWalk) broken(err error) line {
	w.row++
	fault := because(finding.CutOff)
	var where mistake
	switch {
	case errors.As(err, &where):
		fault.Problem, fault.Has, fault.Line = where.problem, where.has, w.lineOf(where.at)
	case len(w.text.data) < len(w.whole):
		fault.Problem, fault.Line = finding.LineCut, w.lineOf(len(bytes.TrimRight(w.text.data, " \t\r\n")))
	}
	w.frames, w.above = w.frames[:0], w.above[:0]
	w.text.at = len(w.text.data)
	w.ended = !w.lines
	return line{row: w.row, fault: fault}
}

// step goes on to the next value; true is a record, or what stands in its place.
func (w *recordWalk) step() (bool, error) {
	if len(w.frames) == 0 {
		if !w.root() {
			w.ended = true
			return false, nil
		}
		return w.value(0)
	}
	f := &w.frames[len(w.frames)-1]
	switch {
	case !f.parent:
		more, err := w.text.more(!f.begun, ']')
		if err != nil {
			return false, err
		}
		f.begun = true
		if more {
			return w.value(f.level)
		}
	case len(f.children) > 0:
		w.text.at = f.children[0]
		f.children = f.children[1:]
		return w.value(f.level + 1)
	case f.broken != nil:
		return false, f.broken
	default:
		w.text.at = f.end
		w.above = w.above[:f.above]
	}
	w.frames = w.frames[:len(w.frames)-1]
	return false, nil
}

// root goes on to the next value that lies in no other.
func (w *recordWalk) root() bool {
	for w.text.space() == 0 && w.text.at == len(w.text.data) {
		if len(w.text.data) == len(w.whole) {
			return false
		}
		rest := w.whole[len(w.text.data):]
		if n := bytes.IndexByte(rest, '\n'); n >= 0 {
			rest = rest[:n+1]
		}
		w.text.data = w.whole[:len(w.text.data)+len(rest)]
	}
	return true
}

// value begins to read the value at a level of the path. Lists are as if they
// were not there.
func (w *recordWalk) value(level int) (bool, error) {
	record := level == len(w.steps)
	w.found = w.found || record
	switch w.text.space() {
	case '[':
		w.text.at++
		return false, w.push(frame{level: level, above: len(w.above), fault: w.around()})
	case '{':
		if record {
			return true, w.record()
		}
		return false, w.parent(level)
	}
	w.start()
	raw, err := w.text.scalar()
	nothing := string(raw) == "null" && (!record || len(w.frames) > 0 && w.frames[len(w.frames)-1].parent)
	if err != nil || nothing {
		return false, err
	}
	w.fault = &Fault{Problem: finding.NoRecord, Column: -1, Line: w.lineOf(w.text.at), Has: quoted(raw, mostGlimpsed)}
	return true, nil
}

// lineOf is the line of a position. It counts from the last one it was asked
// for, so that many faults do not take many times the file.
func (w *recordWalk) lineOf(at int) int {
	if at < w.counted {
		w.line, w.counted = 0, 0
	}
	w.line += bytes.Count(w.whole[w.counted:at], []byte("\n"))
	w.counted = at
	return 1 + w.line
}

func (w *recordWalk) push(f frame) error {
	if len(w.frames) == mostNested {
		return w.text.tooDeep()
	}
	w.frames = append(w.frames, f)
	return nil
}

// around is what is wrong with the objects around.
func (w *recordWalk) around() *Fault {
	if len(w.frames) == 0 {
		return nil
	}
	return w.frames[len(w.frames)-1].fault
}

// start begins a record or an object around some.
func (w *recordWalk) start() {
	w.cells, w.numbers, w.filled = w.cells[:0], w.numbers[:0], false
	w.path, w.bytes, w.fault = w.path[:0], 0, nil
	w.serial++
}

// spoil says why the record cannot be taken; the first cause is kept.
func (w *recordWalk) spoil(problem finding.Term, column int, has string) {
	if w.fault == nil {
		w.fault = &Fault{Problem: problem, Column: column, Has: has}
	}
}

// record reads one record.
func (w *recordWalk) record() error {
	w.start()
	w.fault = w.around()
	if err := w.object(len(w.frames), false, nil); err != nil {
		return err
	}
	w.objects++
	for _, f := range w.above {
		w.put(f)
	}
	return nil
}

// put puts a value into its cell.
func (w *recordWalk) put(f field) {
	column, text := f.column, f.text
	if w.bytes += len(text); w.bytes > mostRecord {
		w.spoil(finding.LongRow, -1, "")
		return
	}
	for len(w.cells) <= column {
		w.cells = append(w.cells, "")
	}
	if w.cells[column] != "" {
		w.spoil(finding.KeyTwice, column, quoted(w.keys.names[column], mostNamed))
	}
	w.cells[column] = text
	if f.number {
		w.numbers = w.numbers.set(column)
	}
	w.filled = w.filled || text != ""
}
