package templates

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"achyk/generator/wording"
)

// plotHigh is how high the part of a chart is that has standing bars or lines, and
// plotHead the room above it, in hundredths of an em.
const (
	plotHigh = 1500
	plotHead = 150
)

// The names of the axis upwards stand in a margin, in hundredths of an em: .up and
// .far in the style sheet. On the narrowest screen the plot beside it is then so many
// letters wide.
const (
	shortName   = 5 // letters of a name
	upAside     = 320
	upLetters   = 28
	farAside    = 560
	farLetters  = 24
	panelAside  = 800
	panelFigure = 480
)

// A plot is a chart with figures upwards: standing bars, or lines over time.
type plot struct {
	drawing
	from   length   // where the margin begins
	levels []length // of the axis upwards
	line   length   // of the reference
	paths  []curve
}

// A curve is the line of one column, in a box of 10 000 by 10 000.
type curve struct{ class, d string }

// plotDrawing lays out standing bars or lines.
func plotDrawing(w *wording.Language, c *Chart) plot {
	s := c.scale()
	p := plot{drawing: drawing{most: s.most, plot: em(plotHigh), height: em(plotHead + plotHigh + line + 20)}}
	height := func(v int64) int { return plotHead + plotHigh - int(s.at(v)*plotHigh/whole) }
	letters := int64(upLetters)
	p.class, p.from = "drawn up", em(-upAside)
	if utf8.RuneCountInString(s.name(w, s.most)) > shortName {
		letters = farLetters
		p.class, p.from = "drawn up far", em(-farAside)
	}
	for _, v := range s.marks() {
		p.levels = append(p.levels, em(height(v)))
		if v > 0 {
			p.labels = append(p.labels, label{x: p.from, y: em(height(v) - 25), text: s.name(w, v)})
		}
	}
	if v, state := (ChartColumn{Unit: s.unit}).Figure(c.Reference); state != wording.Unknown {
		p.line, p.referred = em(height(v)), true
	}
	positions := make([]int64, len(c.Rows))
	texts := make([]string, len(c.Rows))
	for i := range c.Rows {
		positions[i], texts[i] = c.across(i), c.Rows[i].ShortLabel()
	}
	p.axis = fitting(positions, texts, letters)
	drawn := c.DrawnColumns()
	for i := range c.Rows {
		p.rows = append(p.rows, c.standing(w, i, positions[i], s, drawn))
	}
	if c.Kind != DrawHistogram {
		for _, column := range drawn {
			p.paths = append(p.paths, c.curve(column, positions, s))
		}
	}
	return p
}

// across is where a row stands from left to right: on the axis of time, or where its
// share of the width begins.
func (c *Chart) across(row int) int64 {
	if c.Kind == DrawHistogram {
		return int64(row) * whole / int64(len(c.Rows))
	}
	first, last := c.Rows[0].Minutes, c.Rows[len(c.Rows)-1].Minutes
	if first >= last {
		return whole / 2
	}
	return scale{most: last - first}.at(c.Rows[row].Minutes - first)
}

// standing is the marks of one row: a bar, or a point a column.
func (c *Chart) standing(w *wording.Language, row int, x int64, s scale, drawn []int) markRow {
	r := &c.Rows[row]
	out := markRow{marks: make([]drawnMark, 0, len(drawn))}
	for _, i := range drawn {
		col := &c.Columns[i]
		v, state := col.Figure(r.Cells[i])
		m := drawnMark{class: c.class(r, i), v: v, state: state}
		high := s.at(v)
		m.y, m.height = at(whole-high), at(high)
		if c.Kind == DrawHistogram {
			from, to := int64(row)*whole/int64(len(c.Rows)), int64(row+1)*whole/int64(len(c.Rows))
			air := (to - from) / 16
			m.x, m.width = at(from+air), at(to-from-2*air)
		} else {
			m.x = at(x)
		}
		name := r.Label.Text
		if len(drawn) > 1 {
			name += ", " + col.Name
		}
		m.title = w.Text("charts.point", "name", name, "value", col.text(w, r.Cells[i]))
		out.marks = append(out.marks, m)
		if c.Kind == DrawHistogram {
			break
		}
	}
	return out
}

// curve is the line of a column. It ends before what is unknown and begins again
// behind it. Steps rise from nothing: before the first row nothing was there.
func (c *Chart) curve(column int, positions []int64, s scale) curve {
	var d strings.Builder
	to := func(command byte, numbers ...int64) {
		d.WriteByte(command)
		for i, n := range numbers {
			if i > 0 {
				d.WriteByte(' ')
			}
			d.WriteString(strconv.FormatInt(n, 10))
		}
	}
	open := false
	for i := range c.Rows {
		v, state := c.Columns[column].Figure(c.Rows[i].Cells[column])
		if state == wording.Unknown {
			open = false
			continue
		}
		x, y := positions[i], whole-s.at(v)
		switch {
		case !open && c.Kind == DrawSteps && i == 0:
			to('M', x, whole)
			to('V', y)
		case !open:
			to('M', x, y)
		case c.Kind == DrawSteps:
			to('H', x)
			to('V', y)
		default:
			to('L', x, y)
		}
		open = true
	}
	return curve{c.class(&ChartRow{}, column), d.String()}
}

// How long a name in a small drawing is, and how high its bars and lines.
const (
	panelLetters = 12
	panelHigh    = 75
	panelLine    = 145
)

// panel lays out the small drawing of one row: its columns beneath each other, with
// their names and figures, all panels of a chart to one scale.
func panel(w *wording.Language, c *Chart, r *ChartRow, s scale) drawing {
	drawn := c.DrawnColumns()
	d := drawing{class: "drawn", most: s.most, labels: make([]label, 0, 2*len(drawn))}
	y := 0
	row := markRow{marks: make([]drawnMark, 0, len(drawn))}
	for _, i := range drawn {
		col := &c.Columns[i]
		name := col.Short
		if name == "" {
			name = col.Name
		}
		d.labels = append(d.labels,
			label{x: em(-panelAside), y: em(y + rise), text: cut(name, panelLetters)},
			label{x: at(whole), y: em(y + rise), aside: em(panelFigure), class: col.valueClass(r.Cells[i]), text: col.text(w, r.Cells[i])})
		row.marks = append(row.marks, c.lying(&ChartRow{Cells: r.Cells, Force: r.Force}, i, s, y+32, panelHigh))
		y += panelLine
	}
	for _, v := range s.marks() {
		d.grid = append(d.grid, s.at(v))
	}
	d.rows = []markRow{row}
	d.height = em(y)
	d.plot = d.height
	return d
}
