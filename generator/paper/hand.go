package paper

import (
	"image"
	"math/rand/v2"
)

// A Hand is how somebody writes: a pen, a slant, and never twice alike.
type Hand struct {
	ink   Ink
	thick int // half the width of a stroke, in units
	slant int // to the right, in hundredths of the height
	r     *rand.Rand
}

// pens are blue, violet and black.
var pens = []Ink{{32, 52, 150, 235}, {48, 62, 168, 225}, {58, 44, 140, 230}, {36, 38, 52, 235}, {24, 70, 142, 230}}

// NewHand draws how somebody writes.
func NewHand(r *rand.Rand) *Hand {
	return &Hand{ink: pens[r.IntN(len(pens))], thick: 88 + r.IntN(44), slant: r.IntN(22) - 2, r: r}
}

// A shape is a sign as strokes through points, in hundredths of its height; the
// base line is at 100. A point that stands twice is a corner.
type shape [][]point

// digits as they are learned at school, with a bar through the seven.
var digits = [10][]shape{
	{{{{45, 4}, {18, 12}, {4, 50}, {14, 92}, {36, 101}, {60, 84}, {64, 44}, {52, 6}, {32, 3}, {22, 14}}},
		{{{34, 2}, {6, 22}, {4, 80}, {30, 103}, {60, 82}, {62, 26}, {38, 0}, {30, 4}}}},
	{{{{12, 34}, {26, 22}, {42, 2}, {42, 2}, {40, 50}, {36, 101}}},
		{{{10, 30}, {28, 18}, {38, 1}, {38, 1}, {36, 60}, {34, 100}}}},
	{{{{8, 28}, {12, 4}, {44, -2}, {62, 18}, {52, 52}, {24, 78}, {4, 99}, {4, 99}, {34, 95}, {68, 98}}},
		{{{10, 22}, {24, -2}, {58, 2}, {58, 36}, {28, 74}, {6, 96}, {4, 104}, {22, 92}, {40, 98}, {66, 96}}}},
	{{{{10, 14}, {32, -2}, {60, 8}, {58, 34}, {30, 47}, {30, 47}, {64, 54}, {66, 88}, {32, 106}, {4, 88}}},
		{{{8, 3}, {34, 1}, {60, 2}, {60, 2}, {44, 22}, {28, 42}, {28, 42}, {66, 50}, {64, 92}, {28, 106}, {4, 90}}}},
	{{{{42, 2}, {28, 34}, {6, 64}, {6, 64}, {40, 62}, {70, 61}}, {{52, 30}, {50, 64}, {46, 102}}},
		{{{16, 4}, {12, 30}, {10, 52}, {10, 52}, {36, 54}, {60, 50}}, {{56, 2}, {54, 50}, {50, 102}}}},
	{{{{20, 5}, {16, 24}, {13, 43}, {13, 43}, {42, 32}, {68, 52}, {60, 92}, {30, 105}, {5, 90}}, {{20, 5}, {42, 6}, {64, 2}}}},
	{{{{54, 4}, {24, 18}, {6, 56}, {8, 90}, {32, 104}, {60, 90}, {60, 60}, {36, 50}, {14, 64}, {10, 80}}}},
	{{{{6, 9}, {34, 6}, {66, 4}, {66, 4}, {44, 42}, {28, 101}}, {{22, 50}, {56, 46}}},
		{{{8, 14}, {8, 5}, {34, 6}, {64, 4}, {64, 4}, {46, 40}, {34, 101}}, {{24, 52}, {56, 47}}}},
	{{{{54, 14}, {34, -3}, {10, 12}, {20, 38}, {52, 60}, {62, 88}, {34, 104}, {8, 88}, {20, 58}, {52, 36}, {58, 16}, {48, 4}}}},
	{{{{60, 26}, {44, 0}, {12, 10}, {8, 40}, {34, 52}, {58, 34}, {61, 22}, {61, 22}, {60, 58}, {50, 101}}},
		{{{58, 22}, {36, -2}, {8, 18}, {14, 46}, {40, 48}, {60, 20}, {60, 20}, {58, 80}, {38, 104}, {14, 96}}}},
}

// dash and point stand where there is no digit.
var (
	dash = shape{{{10, 54}, {34, 51}, {60, 52}}}
	dot  = shape{{{30, 97}, {33, 99}, {34, 98}}}
	colo = shape{{{30, 42}, {33, 44}, {34, 43}}, {{28, 90}, {31, 92}, {32, 91}}}
)

// Digit writes one sign, a digit, a dash, a point or a colon, in the middle of a
// box.
func (s *Sheet) Digit(h *Hand, sign byte, box image.Rectangle) {
	form := dash
	switch {
	case sign >= '0' && sign <= '9':
		variants := digits[sign-'0']
		form = variants[h.r.IntN(len(variants))]
	case sign == '.':
		form = dot
	case sign == ':':
		form = colo
	}
	tall := box.Dy() * (66 + h.r.IntN(10)) / 100
	x := (box.Min.X+box.Max.X)/2*unit - tall*unit*34/100 + (h.r.IntN(7)-3)*unit*box.Dx()/50
	y := (box.Min.Y+box.Dy()*52/100)*unit - tall*unit/2 + (h.r.IntN(7)-3)*unit*box.Dy()/60
	wide := 88 + h.r.IntN(20)
	for _, line := range form {
		path := make([]point, len(line))
		for i, p := range line {
			if i > 0 && p == line[i-1] {
				path[i] = path[i-1]
				continue
			}
			px, py := p.x+h.r.IntN(5)-2, p.y+h.r.IntN(5)-2
			px = px*wide/100 + (100-py)*h.slant/100
			path[i] = point{x + px*tall*unit/100, y + py*tall*unit/100}
		}
		s.stroke(smooth(path), h.press(), h.ink)
	}
}

// press is how thick the next stroke is.
func (h *Hand) press() int { return h.thick + h.r.IntN(25) - 12 }

// Note writes signs one after another, in a box of a width each.
func (s *Sheet) Note(h *Hand, text string, at image.Rectangle) {
	wide := at.Dy() * 60 / 100
	x := at.Min.X
	for i := range len(text) {
		w := wide
		if text[i] == '.' || text[i] == ':' {
			w = wide / 2
		}
		if text[i] != ' ' {
			s.Digit(h, text[i], image.Rect(x, at.Min.Y, x+w, at.Max.Y))
		}
		x += w
	}
}

// Cross crosses out what stands in a box.
func (s *Sheet) Cross(h *Hand, box image.Rectangle) {
	jog := func(n int) int { return (n + h.r.IntN(9) - 4) * unit }
	middle := (box.Min.Y + box.Max.Y) / 2
	s.stroke(smooth([]point{
		{jog(box.Min.X), jog(middle + 4)}, {jog(box.Min.X + box.Dx()/3), jog(middle)},
		{jog(box.Min.X + box.Dx()*2/3), jog(middle + 2)}, {jog(box.Max.X), jog(middle - 4)},
	}), h.press(), h.ink)
}

// Sign writes a signature that is nobody's.
func (s *Sheet) Sign(h *Hand, box image.Rectangle) {
	at := func(x, y int) point {
		x = box.Min.X*unit + box.Dx()*unit*x/100
		return point{x + box.Dy()*unit*(100-y)*h.slant/10_000, box.Min.Y*unit + box.Dy()*unit*y/100}
	}
	// A large first letter, of one of three shapes.
	path := [3][]point{
		{at(2, 60), at(6, 10), at(16, -8), at(12, 80), at(8, 100), at(4, 84)},
		{at(12, 8), at(2, 20), at(2, 84), at(16, 100), at(22, 50), at(14, 2), at(10, 40)},
		{at(4, 98), at(10, 20), at(14, -6), at(18, 96), at(22, 40), at(6, 62)},
	}[h.r.IntN(3)]
	end, step := 55+h.r.IntN(35), 3+h.r.IntN(5)
	for x := 20; x < end; x += step + h.r.IntN(6) {
		high := 22 + h.r.IntN(40)
		if h.r.IntN(5) == 0 {
			high = -10 // a tall letter
		}
		path = append(path, at(x, high), at(x+1+h.r.IntN(5), 66+h.r.IntN(28)))
	}
	path = append(path, at(end+4, 40+h.r.IntN(40)), at(98, 10+h.r.IntN(60)))
	s.stroke(smooth(path), h.press()*3/4, h.ink)
	if h.r.IntN(3) == 0 {
		s.stroke(smooth([]point{at(4, 92), at(40, 84+h.r.IntN(12)), at(94, 78)}), h.press()*2/3, h.ink)
	}
}

// Blot lets ink run over a box, so that nobody can read what was written there.
func (s *Sheet) Blot(h *Hand, box image.Rectangle) {
	for range 26 {
		x, y := box.Min.X+h.r.IntN(box.Dx()), box.Min.Y+box.Dy()/5+h.r.IntN(box.Dy()*3/5)
		far := func() int { return (h.r.IntN(25) - 12) * unit }
		from := point{x * unit, y * unit}
		s.stroke([]point{from, {from.x + far(), from.y + far()/2}}, 3*h.thick+h.r.IntN(200), h.ink)
	}
}

// roots are square roots of whole numbers, for distances of up to four pixels.
var roots = func() []uint16 {
	const far = 10 * unit
	table := make([]uint16, far*far+1)
	for n, root := 0, 0; n < len(table); n++ {
		if (root+1)*(root+1) <= n {
			root++
		}
		table[n] = uint16(root)
	}
	return table
}()

// stroke draws a line along points with a round pen, thick units on either side.
func (s *Sheet) stroke(path []point, thick int, ink Ink) {
	low, high := path[0], path[0]
	for _, p := range path {
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
	}
	reach := min(thick, 9*unit) + unit/2
	m := &mask{Rectangle: image.Rect(floor(low.x-reach), floor(low.y-reach), floor(high.x+reach)+1, floor(high.y+reach)+1)}
	m.cover = make([]uint8, m.Dx()*m.Dy())
	for i := range len(path) - 1 {
		m.line(path[i], path[i+1], reach)
	}
	s.stain(m, image.Point{}, ink)
}

// line covers what is within reach of a straight line.
func (m *mask) line(a, b point, reach int) {
	dx, dy := b.x-a.x, b.y-a.y
	length := dx*dx + dy*dy
	for y := floor(min(a.y, b.y) - reach); y <= floor(max(a.y, b.y)+reach); y++ {
		for x := floor(min(a.x, b.x) - reach); x <= floor(max(a.x, b.x)+reach); x++ {
			px, py := x*unit+unit/2-a.x, y*unit+unit/2-a.y
			if along := px*dx + py*dy; length > 0 && along > 0 {
				along = min(along, length)
				px, py = px-dx*along/length, py-dy*along/length
			}
			square := px*px + py*py
			if square >= reach*reach {
				continue
			}
			c := uint8(min((reach-int(roots[square]))*255/unit, 255))
			i := (y-m.Min.Y)*m.Dx() + x - m.Min.X
			m.cover[i] = max(m.cover[i], c)
		}
	}
}
