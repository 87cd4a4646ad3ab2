package templates

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"achyk/generator/wording"
)

// A pen writes the elements of a drawing. They are many and mostly numbers: writing
// them one by one through components costs more than laying them out.
type pen []byte

// A length is hundredths of a percent of the drawing, or of the size of its text: a
// drawing grows with the letters of its reader, and its letters never shrink with it.
type length struct {
	n    int64
	unit string
}

// em is a length in hundredths of the size of the text.
func em(n int) length { return length{int64(n), "em"} }

// at is a position in hundredths of a percent of the drawing.
func at(h int64) length { return length{h, "%"} }

func (l length) String() string {
	var p pen
	p.length(l)
	return string(p)
}

// length writes a length with as many decimals as it has.
func (p *pen) length(l length) {
	out, h := *p, l.n
	if h < 0 {
		out, h = append(out, '-'), -h
	}
	out = strconv.AppendInt(out, h/100, 10)
	if rest := h % 100; rest != 0 {
		out = append(out, '.', byte('0'+rest/10))
		if rest%10 != 0 {
			out = append(out, byte('0'+rest%10))
		}
	}
	*p = append(out, l.unit...)
}

// open begins an element with its class; empty: it has none.
func (p *pen) open(name, class string) {
	*p = append(append(*p, '<'), name...)
	if class != "" {
		*p = append(append(append(*p, ` class="`...), class...), '"')
	}
}

func (p *pen) attribute(name string, l length) {
	*p = append(append(append(*p, ' '), name...), `="`...)
	p.length(l)
	*p = append(*p, '"')
}

func (p *pen) count(name string, n int64) {
	*p = append(append(append(*p, ' '), name...), `="`...)
	*p = append(strconv.AppendInt(*p, n, 10), '"')
}

func (p *pen) raw(text string) { *p = append(*p, text...) }

func (p *pen) text(text string) {
	if strings.ContainsAny(text, `<>&"'`) {
		text = templ.EscapeString(text)
	}
	*p = append(*p, text...)
}

// title is what shows where a pointer rests.
func (p *pen) title(text string) {
	if text != "" {
		p.raw("<title>")
		p.text(text)
		p.raw("</title>")
	}
}

// line is a straight line between two points.
func (p *pen) line(class string, x1, x2, y1, y2 length) {
	p.open("line", class)
	p.attribute("x1", x1)
	p.attribute("x2", x2)
	p.attribute("y1", y1)
	p.attribute("y2", y2)
	p.raw("/>")
}

// rect is a bar that stands for a figure.
func (p *pen) rect(m *drawnMark) {
	p.open("rect", m.class)
	p.attribute("x", m.x)
	p.attribute("y", m.y)
	p.attribute("width", m.width)
	p.attribute("height", m.height)
	p.count("data-v", m.v)
	p.raw(">")
	p.title(m.title)
	p.raw("</rect>")
}

// circle is a point of a line.
func (p *pen) circle(m *drawnMark, radius string) {
	p.open("circle", m.pointClass())
	p.attribute("cx", m.x)
	p.attribute("cy", m.y)
	p.raw(` r="`)
	p.raw(radius)
	p.raw(`"`)
	p.count("data-v", m.v)
	p.raw(">")
	p.title(m.title)
	p.raw("</circle>")
}

// stub is a short line in a box of its own: where nothing is known, or where a bar is
// longer than anybody knows.
func (p *pen) stub(class string, x, y, height, long length) {
	p.open("svg", class)
	p.attribute("x", x)
	p.attribute("y", y)
	p.attribute("height", height)
	p.raw(">")
	p.line("", at(0), long, at(50_00), at(50_00))
	p.raw("</svg>")
}

// How long those lines are, in hundredths of an em.
const (
	unknownLong = 300
	openLong    = 120
)

// lying draws the bars of a row.
func (p *pen) lying(r *markRow) {
	if r.most > 0 {
		p.raw("<g")
		p.count("data-most", r.most)
		p.raw(">")
	}
	for i := range r.marks {
		m := &r.marks[i]
		if m.state == wording.Unknown {
			p.stub("nil", at(0), m.y, m.height, em(unknownLong))
			continue
		}
		p.rect(m)
		if m.open() {
			p.stub("more "+m.class, m.width, m.y, m.height, em(openLong))
		}
	}
	for _, x := range r.gaps {
		p.line("gap", at(x), at(x), r.marks[0].y, r.foot)
	}
	if r.most > 0 {
		p.raw("</g>")
	}
}

// standing draws the bar or the points of a row.
func (p *pen) standing(r *markRow, kind ChartKind, radius string) {
	for i := range r.marks {
		m := &r.marks[i]
		switch {
		case kind != DrawHistogram && m.state != wording.Unknown:
			p.circle(m, radius)
		case kind == DrawHistogram && m.state != wording.Unknown:
			p.rect(m)
		case kind == DrawHistogram:
			p.line("nil", m.x, at(m.x.n+m.width.n), at(whole), at(whole))
		}
	}
}

// labels writes texts; sink is how far beneath its place each stands.
func (p *pen) labels(list []label, sink length) {
	for i := range list {
		l := &list[i]
		p.open("text", l.class)
		p.attribute("x", l.x)
		p.attribute("y", l.y)
		if l.aside.n != 0 {
			p.attribute("dx", l.aside)
		}
		if sink.n != 0 {
			p.attribute("dy", sink)
		}
		p.raw(">")
		p.text(l.text)
		p.raw("</text>")
	}
}

// axis writes what stands at the foot of a plot.
func (p *pen) axis(list []label) {
	if len(list) > 0 {
		p.raw(`<g class="axis">`)
		p.labels(list, em(axisSink))
		p.raw("</g>")
	}
}

const axisSink = 125 // hundredths of an em

// lyingPlot is the bars of a drawing, the lines behind them, and all its texts.
func lyingPlot(d *drawing) Component {
	return penned(func(p *pen) {
		p.raw(`<svg class="plot" width="100%"`)
		p.attribute("height", d.plot)
		p.count("data-most", d.most)
		p.raw(">")
		for _, x := range d.grid {
			p.line("", at(x), at(x), at(0), at(whole))
		}
		for i := range d.rows {
			p.lying(&d.rows[i])
		}
		if d.referred {
			p.line("ref", at(d.reference), at(d.reference), at(0), at(whole))
		}
		p.axis(d.axis)
		p.raw("</svg>")
		p.labels(d.labels, length{})
	})
}

// standingPlot is the bars or lines of a plot, with its axes.
func standingPlot(l *plot, c *Chart) Component {
	return penned(func(p *pen) {
		p.raw(`<g class="axis">`)
		for _, g := range l.levels {
			p.line("", l.from, at(whole), g, g)
		}
		p.labels(l.labels, length{})
		p.raw(`</g><svg class="plot" width="100%"`)
		p.attribute("y", em(plotHead))
		p.attribute("height", l.plot)
		p.count("data-most", l.most)
		p.raw(">")
		if len(l.paths) > 0 {
			p.raw(`<svg class="curves" width="100%" height="100%" viewBox="0 0 10000 10000" preserveAspectRatio="none">`)
			for _, curve := range l.paths {
				p.open("path", curve.class)
				p.raw(` d="` + curve.d + `"/>`)
			}
			p.raw("</svg>")
		}
		radius := c.pointSize()
		for i := range l.rows {
			p.standing(&l.rows[i], c.Kind, radius)
		}
		p.axis(l.axis)
		p.raw("</svg>")
		if l.referred {
			p.line("ref", l.from, at(whole), l.line, l.line)
		}
	})
}

// penned is what a pen writes, as a component.
func penned(draw func(*pen)) Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		p := make(pen, 0, 4<<10)
		draw(&p)
		_, err := w.Write(p)
		return err
	})
}
