package templates

import (
	"strconv"
	"unicode/utf8"

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
		if _, state := m.column().Figure(p.Cell); state == wording.Unknown {
			value = p.Text
		} else {
			value = p.Text + ", " + value
		}
	}
	return w.Text("charts.point", "name", p.Name.Text, "value", value)
}

// letter is the size of the labels in the units of the drawing: three letters fit
// across the distance from one tile to the next. Longer labels are smaller, by the
// style sheet.
func (m *Map) letter() string {
	least := m.Width
	xs := map[int]bool{}
	for i := range m.Places {
		if p := &m.Places[i]; p.Path != "" && p.Label != "" {
			xs[p.X] = true
		}
	}
	for x := range xs {
		for other := range xs {
			if x < other {
				least = min(least, other-x)
			}
		}
	}
	return strconv.Itoa(least * 42 / 100)
}

// labelClass colours a label by what it stands on.
func (p *MapPlace) labelClass() string {
	if utf8.RuneCountInString(p.Label) > 3 {
		return p.Class + " long"
	}
	return p.Class
}
