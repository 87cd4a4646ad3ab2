package templates

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"

	"achyk/generator/wording"
)

// forceClass marks a drawing that is preliminary as a whole.
func forceClass(f Force) string {
	if f == Preliminary {
		return " pre"
	}
	return ""
}

// pointClass is that of a point: open where the figure is "at least".
func (m *drawnMark) pointClass() string {
	if m.open() {
		return m.class + " open"
	}
	return m.class
}

// pointSize is the radius of a point: many of them are small, and those of steps are
// where the corners are anyway.
func (c *Chart) pointSize() string {
	if c.Kind == DrawSteps || len(c.Rows) > manyPoints {
		return "2"
	}
	return "3.5"
}

const manyPoints = 24

func (c *Chart) panelID(row int) string { return c.ID + "-" + strconv.Itoa(row+1) }

// A legendEntry names a series by its colour.
type legendEntry struct {
	line                bool // drawn as a line, not as an area
	class, name, figure string
	force               Force
}

// legend names what is drawn where that is more than one thing.
func (c *Chart) legend(w *wording.Language) []legendEntry {
	drawn := c.DrawnColumns()
	over := c.Kind == DrawSteps || c.Kind == DrawLines
	var out []legendEntry
	if len(drawn) > 1 && c.Kind != DrawMultiples {
		for _, i := range drawn {
			col := c.Columns[i]
			e := legendEntry{line: over, class: c.class(&ChartRow{}, i), name: col.Name}
			if c.Force != Preliminary {
				e.force = col.Force
			}
			switch {
			case over:
				e.figure = c.latest(w, i)
			case c.Kind == DrawStack:
				e.figure = w.Amount(c.sum(i))
			}
			out = append(out, e)
		}
	}
	unit := c.DrawnUnit()
	if _, state := (ChartColumn{Unit: unit}).Figure(c.Reference); state != wording.Unknown && c.ReferenceName != "" && c.Kind != DrawStack {
		out = append(out, legendEntry{line: true, class: "ref", name: c.ReferenceName, figure: ChartColumn{Unit: unit}.text(w, c.Reference)})
	}
	return out
}

// DrawnUnit is the unit of what is drawn.
func (c *Chart) DrawnUnit() ChartUnit {
	for _, column := range c.Columns {
		if column.Drawn {
			return column.Unit
		}
	}
	return InCounts
}

// latest is the last known figure of a column; empty: there is none.
func (c *Chart) latest(w *wording.Language, column int) string {
	for i := len(c.Rows) - 1; i >= 0; i-- {
		if _, state := c.Columns[column].Figure(c.Rows[i].Cells[column]); state != wording.Unknown {
			return c.Columns[column].text(w, c.Rows[i].Cells[column])
		}
	}
	return ""
}

// sum adds up the counts of a column; what is unknown in it makes it "at least".
func (c *Chart) sum(column int) wording.Amount {
	sum, known := wording.Exactly(0), false
	for i := range c.Rows {
		a := c.Rows[i].Cells[column].Amount
		if a.State != wording.Known {
			sum.State = wording.AtLeast
		}
		known = known || a.State != wording.Unknown
		sum.N += a.N
	}
	if !known {
		return wording.Amount{}
	}
	return sum
}

// options are data for a script: a browser runs nothing of it, and the policy of the
// site allows it. It was made to stand in a page by whoever encoded it.
func options(json string) Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if json == "" {
			return nil
		}
		_, err := io.WriteString(w, `<script type="application/json" class="options">`+json+`</script>`)
		return err
	})
}
