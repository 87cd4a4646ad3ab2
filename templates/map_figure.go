package templates

import (
	"strconv"

	"achyk/generator/wording"
)

// column is the figures of a map as those of a chart.
func (m *Map) column() ChartColumn { return ChartColumn{Name: m.Column, Unit: m.Unit} }

// kind is the look of the drawing.
func (m *Map) kind() string {
	if m.Tiles {
		return "areas tiles"
	}
	return "areas"
}

// box is the drawing in its own units.
func (m *Map) box() string { return "0 0 " + strconv.Itoa(m.Width) + " " + strconv.Itoa(m.Height) }

// said is a place and its figure as one text.
func (m *Map) said(w *wording.Language, p *MapPlace) string {
	value := m.column().text(w, p.Cell)
	if p.Text != "" {
		if _, state := m.column().figure(p.Cell); state == wording.Unknown {
			value = p.Text
		} else {
			value = p.Text + ", " + value
		}
	}
	return w.Text("charts.point", "name", p.Name.Text, "value", value)
}

// letter is the size of the labels in the units of the drawing: three of them, or
// four, fit across the distance from one tile to the next.
func (m *Map) letter() string {
	least := m.Width
	longest := 3
	xs := map[int]bool{}
	for i := range m.Places {
		if p := &m.Places[i]; p.Path != "" && p.Label != "" {
			xs[p.X] = true
			longest = max(longest, len([]rune(p.Label)))
		}
	}
	for x := range xs {
		for other := range xs {
			if x < other {
				least = min(least, other-x)
			}
		}
	}
	return strconv.Itoa(least * 112 / 100 / longest)
}
