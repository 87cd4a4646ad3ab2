package templates

import (
	"unicode/utf8"

	"achyk/generator/wording"
)

// A drawnMark is one figure in a drawing. What is unknown has none, but a hint of a
// line.
type drawnMark struct {
	class               string
	x, y, width, height length
	v                   int64
	state               wording.State
	title               string // shown where a pointer rests
}

// open says whether the mark may be longer than it is drawn.
func (m *drawnMark) open() bool { return m.state == wording.AtLeast }

// A drawing is a chart laid out: everything in it is a length of text or a part of the
// width, so that it fits every screen without its letters shrinking.
type drawing struct {
	class        string // how much room the style sheet leaves beside the marks
	height, plot length // of all, and of the part where the marks are
	labels       []label
	axis         []label // names of the grid, at the foot of the plot
	grid         []int64 // where the axis has its marks, in hundredths of a percent
	rows         []markRow
	reference    int64 // likewise
	referred     bool  // there is one
	most         int64 // end of the scale
}

// A markRow is the marks of one row, by the columns drawn.
type markRow struct {
	marks []drawnMark
	gaps  []int64 // where parts of a stack are set apart
	foot  length  // of the bars
	most  int64   // what the row is drawn to where that is its own whole; else 0
}

// Lengths in hundredths of an em.
const (
	line    = 130 // from one line of text to the next
	rise    = 100 // of a text's foot beneath the head of its line
	barAway = 20
	barHigh = 75
	rowAway = 85
)

// rowsDrawing lays out lying bars: a row is its name, and beneath it a bar, two
// bars, or a stack.
func rowsDrawing(w *wording.Language, c *Chart) drawing {
	s := c.scale()
	drawn := c.DrawnColumns()
	d := drawing{class: "drawn", most: s.most, labels: make([]label, 0, (2+len(drawn))*len(c.Rows)), rows: make([]markRow, 0, len(c.Rows))}
	if c.Kind == DrawPairs {
		d.class = "drawn two"
	}
	y := 0
	for i := range c.Rows {
		r := &c.Rows[i]
		value := ""
		if c.Kind == DrawBars && len(drawn) > 0 {
			value = c.Columns[drawn[0]].text(w, r.Cells[drawn[0]])
		}
		for n, text := range broken(r.Label.Text, utf8.RuneCountInString(value)) {
			d.labels = append(d.labels, label{y: em(y + rise), text: text})
			if n == 0 && value != "" {
				d.labels = append(d.labels, label{x: at(whole), y: em(y + rise), class: c.Columns[drawn[0]].valueClass(r.Cells[drawn[0]]), text: value})
			}
			y += line
		}
		if c.sealedRow(r) {
			d.labels = append(d.labels, label{y: em(y + rise), class: "sealed", text: w.Text("seal.short")})
			y += line
		}
		y += barAway
		switch c.Kind {
		case DrawPairs:
			y = d.pair(w, c, r, s, y, drawn)
		case DrawStack:
			y = d.stack(w, c, r, y, drawn)
		default:
			y = d.bar(c, r, s, y, drawn)
		}
		y += rowAway
	}
	d.plot = em(max(y-rowAway/2, 0))
	d.axes(w, c, s, y)
	return d
}

// axes puts marks beneath the rows and, where there is one, the line of reference.
func (d *drawing) axes(w *wording.Language, c *Chart, s scale, y int) {
	if c.Kind == DrawStack {
		s = scaleFor(InPercents, whole)
	}
	var texts []string
	for _, v := range s.marks() {
		d.grid, texts = append(d.grid, s.at(v)), append(texts, s.name(w, v))
	}
	letters := int64(narrowest)
	if c.Kind == DrawPairs {
		letters = pairLetters
	}
	d.axis = even(d.grid, texts, letters)
	d.height = em(y + line)
	if c.Kind != DrawStack {
		if v, state := (ChartColumn{Unit: s.unit}).Figure(c.Reference); state != wording.Unknown {
			d.reference, d.referred = s.at(v), true
		}
	}
}

// valueClass sets a figure at the end of its line, and a quieter one where it is
// not a plain number.
func (c ChartColumn) valueClass(cell ChartCell) string {
	switch _, state := c.Figure(cell); state {
	case wording.Known:
		return "e v"
	case wording.AtLeast:
		return "e v al"
	}
	return "e na"
}

// bar is the one bar of a row.
func (d *drawing) bar(c *Chart, r *ChartRow, s scale, y int, drawn []int) int {
	var row markRow
	if len(drawn) > 0 {
		row.marks = []drawnMark{c.lying(r, drawn[0], s, y, barHigh)}
	}
	d.rows = append(d.rows, row)
	return y + barHigh
}

// lying is a bar from the left.
func (c *Chart) lying(r *ChartRow, column int, s scale, y, height int) drawnMark {
	v, state := c.Columns[column].Figure(r.Cells[column])
	return drawnMark{class: c.class(r, column), x: at(0), y: em(y), width: at(s.at(v)), height: em(height), v: v, state: state}
}

// class colours a mark: the row's colour, else the column's; and a scanner's figures
// look preliminary.
func (c *Chart) class(r *ChartRow, column int) string {
	col := &c.Columns[column]
	class := r.Class
	if class == "" {
		class = col.Class
	}
	if class == "" {
		class = "s1"
	}
	if c.sealedRow(r) || col.Force == Preliminary && c.Force != Preliminary {
		class += " pre"
	}
	return class
}

// Two bars leave pairAside of the width, in hundredths of an em, to their figures:
// .two in the style sheet. On the narrowest screen the bars are then so many letters
// wide.
const (
	pairAside   = 560
	pairLetters = 24
)

const pairHigh = 105

// pair is a bar a column, each with its figure at the end of its line.
func (d *drawing) pair(w *wording.Language, c *Chart, r *ChartRow, s scale, y int, drawn []int) int {
	row := markRow{marks: make([]drawnMark, 0, len(drawn))}
	for _, i := range drawn {
		col := c.Columns[i]
		row.marks = append(row.marks, c.lying(r, i, s, y, pairHigh-15))
		d.labels = append(d.labels, label{x: at(whole), y: em(y + 80), aside: em(pairAside), class: col.valueClass(r.Cells[i]), text: col.text(w, r.Cells[i])})
		y += pairHigh + 5
	}
	d.rows = append(d.rows, row)
	return y
}

// stack lays the columns end to end. A part of it that is unknown leaves the whole
// unknown, and nothing is drawn.
func (d *drawing) stack(w *wording.Language, c *Chart, r *ChartRow, y int, drawn []int) int {
	const high = 110
	row := markRow{marks: make([]drawnMark, 0, len(drawn)), foot: em(y + high)}
	unknown := false
	for _, i := range drawn {
		v, state := c.Columns[i].Figure(r.Cells[i])
		unknown = unknown || state == wording.Unknown
		row.most += max(v, 0)
	}
	s := scale{most: max(row.most, 1)}
	before := int64(0)
	apart := true // the part before is wide enough to be set apart from this one
	for _, i := range drawn {
		col := c.Columns[i]
		v, state := col.Figure(r.Cells[i])
		if unknown {
			state = wording.Unknown
		}
		from, to := s.at(before), s.at(before+max(v, 0))
		m := drawnMark{class: c.class(r, i), x: at(from), y: em(y), width: at(to - from), height: em(high), v: v, state: state}
		m.title = w.Text("charts.point", "name", col.Name, "value", col.text(w, r.Cells[i]))
		row.marks = append(row.marks, m)
		if wide := to-from >= 1_00; to > from {
			if before > 0 && wide && apart && !unknown {
				row.gaps = append(row.gaps, from)
			}
			apart = wide
		}
		before += max(v, 0)
	}
	d.rows = append(d.rows, row)
	return y + high
}
