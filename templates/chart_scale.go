package templates

import (
	"strings"
	"unicode/utf8"

	"achyk/generator/wording"
)

// whole is what positions in a drawing are parts of: hundredths of a percent.
const whole = 100_00

// A scale says how long a figure is drawn. It begins at zero, so that a bar twice
// as long is a figure twice as large, and ends with a round figure.
type scale struct {
	unit ChartUnit
	most int64 // its end: a count, or hundredths of a percent
	step int64 // from one mark of the axis to the next; divides most
}

// percentScales are the round ends for percents, in percent, and their steps.
var percentScales = []struct{ end, step int64 }{
	{5, 1}, {10, 2}, {20, 5}, {30, 10}, {60, 20}, {75, 25}, {100, 25}, {125, 25}, {150, 50}, {200, 50},
}

// scaleFor is the shortest scale that holds a figure.
func scaleFor(unit ChartUnit, figure int64) scale {
	if unit == InPercents {
		for _, p := range percentScales {
			if figure <= p.end*100 {
				return scale{unit, p.end * 100, p.step * 100}
			}
		}
	}
	for _, round := range smallScales {
		if figure <= round.end {
			return scale{unit, round.end, round.end / round.steps}
		}
	}
	for tens := int64(1); tens <= 1e16; tens *= 10 {
		for _, round := range roundScales {
			if end := round.end * tens; figure <= end {
				return scale{unit, end, end / round.steps}
			}
		}
	}
	// No count an office can write is as long as this.
	return scale{unit, figure, figure}
}

// smallScales and roundScales are the round ends for counts, and into how many steps
// each is divided; the round ones come again ten times, a hundred times as long.
var (
	smallScales = []struct{ end, steps int64 }{{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 3}, {8, 4}, {10, 5}}
	roundScales = []struct{ end, steps int64 }{{15, 3}, {20, 4}, {25, 5}, {30, 3}, {40, 4}, {50, 5}, {60, 3}, {80, 4}, {100, 5}}
)

// scale is that of all that a chart draws, its reference included.
func (c *Chart) scale() scale {
	var most int64
	unit := c.DrawnUnit()
	for i, column := range c.Columns {
		if !column.Drawn {
			continue
		}
		for _, r := range c.Rows {
			if v, state := column.Figure(r.Cells[i]); state != wording.Unknown {
				most = max(most, v)
			}
		}
	}
	if v, state := (ChartColumn{Unit: unit}).Figure(c.Reference); state != wording.Unknown {
		most = max(most, v)
	}
	return scaleFor(unit, most)
}

// at is where a figure stands on the scale, in hundredths of a percent of it.
func (s scale) at(figure int64) int64 {
	h, _ := wording.Share{Part: max(figure, 0), Whole: s.most, Known: true}.Hundredths()
	return min(h, whole)
}

// marks are the figures that the axis names, zero and the end included.
func (s scale) marks() []int64 {
	var out []int64
	for v := int64(0); v < s.most; v += s.step {
		out = append(out, v)
	}
	return append(out, s.most)
}

// name writes a mark of the axis. Steps of percents are whole.
func (s scale) name(w *wording.Language, figure int64) string {
	if s.unit == InPercents {
		return w.Text("charts.axis", "n", figure/100)
	}
	return w.Number(figure)
}

// Figure is what a column draws of a cell: a count, or hundredths of a percent.
func (c ChartColumn) Figure(cell ChartCell) (int64, wording.State) {
	if c.Unit == InPercents {
		h, ok := cell.Share.Hundredths()
		switch {
		case !ok:
			return 0, wording.Unknown
		case cell.Share.AtLeast:
			return h, wording.AtLeast
		}
		return h, wording.Known
	}
	if cell.Amount.State != wording.Known && cell.Amount.State != wording.AtLeast {
		return 0, wording.Unknown
	}
	return cell.Amount.N, cell.Amount.State
}

// text is the cell as the table prints it.
func (c ChartColumn) text(w *wording.Language, cell ChartCell) string {
	if c.Unit == InPercents {
		return w.Percent(cell.Share)
	}
	return w.Amount(cell.Amount)
}

// DrawnColumns are the columns that are series, by their index.
func (c *Chart) DrawnColumns() []int {
	var out []int
	for i, column := range c.Columns {
		if column.Drawn {
			out = append(out, i)
		}
	}
	return out
}

// ShortLabel is a row's label where there is little room.
func (r *ChartRow) ShortLabel() string {
	if r.Short != "" {
		return r.Short
	}
	return r.Label.Text
}

// A label is a text in a drawing.
type label struct {
	x, y  length
	aside length // how far to the right of x
	class string // where x is: "" its beginning, m its middle, e its end; and how it looks
	text  string
}

// narrowest is how many letters of its own size stand side by side in a drawing on
// the narrowest screen, 320 px less the margins of the page.
const narrowest = 33

// breadth is about how much of a drawing that many letters wide a text takes, in
// hundredths of a percent, with a little air.
func breadth(text string, letters int64) int64 {
	return int64(utf8.RuneCountInString(text)+1) * whole / letters
}

// fitting chooses, of texts at rising positions beneath a plot, those that do not run
// into one another where it is only so many letters wide. The first and the last are always among them
// where both fit: they say what the axis spans.
func fitting(positions []int64, texts []string, letters int64) []label {
	var out []label
	free := int64(0) // where the next text may begin
	last := len(texts) - 1
	if last < 0 {
		return nil
	}
	reserved := int64(whole)
	if last > 0 {
		from, _, _ := placed(positions[last], breadth(texts[last], letters))
		reserved = from
	}
	for i, text := range texts {
		from, to, class := placed(positions[i], breadth(text, letters))
		if i > 0 && (from < free || i < last && to > reserved) {
			continue
		}
		x := positions[i]
		switch class {
		case "":
			x = from
		case "e":
			x = to
		}
		out = append(out, label{x: at(x), y: at(whole), class: class, text: text})
		free = to
	}
	return out
}

// even chooses of the names of an axis every second, third, … so that the ends are
// among them and all fit.
func even(positions []int64, texts []string, letters int64) []label {
	last := len(texts) - 1
	for stride := 1; stride <= last; stride++ {
		if last%stride != 0 {
			continue
		}
		var p []int64
		var t []string
		for i := 0; i <= last; i += stride {
			p, t = append(p, positions[i]), append(t, texts[i])
		}
		if out := fitting(p, t, letters); len(out) == len(t) {
			return out
		}
	}
	return fitting(positions[last:], texts[last:], letters)
}

// placed is what a text centred at a position covers, moved back into the drawing.
func placed(position, breadth int64) (from, to int64, class string) {
	from, to = position-breadth/2, position+breadth/2
	switch {
	case from < 0:
		return 0, breadth, ""
	case to > whole:
		return whole - breadth, whole, "e"
	}
	return from, to, "m"
}

// broken breaks a text between words: SVG does not. The first line leaves room for
// what stands at its end.
func broken(text string, taken int) []string {
	var out []string
	room := max(narrowest-taken, narrowest/3)
	begin, end, count := 0, 0, 0 // of the line, and how many letters it has
	for word := range strings.SplitSeq(text, " ") {
		letters := utf8.RuneCountInString(word)
		if end > begin && count+1+letters > room {
			out = append(out, text[begin:end])
			begin, count, room = end+1, -1, narrowest
			end = begin
		}
		if end > begin || count < 0 {
			count++
		}
		if end > begin {
			end++
		}
		count += letters
		end += len(word)
	}
	return append(out, text[begin:])
}

// cut is a text of at most so many letters, the last one a sign that it goes on.
func cut(text string, letters int) string {
	if utf8.RuneCountInString(text) <= letters {
		return text
	}
	n := 0
	for i := range text {
		if n++; n == letters {
			return text[:i] + "…"
		}
	}
	return text
}
