package paper

import "image"

// unit is a pixel in the units of outlines and strokes.
const unit = 64

// A point is a place in units.
type point struct{ x, y int }

// An edge is a straight piece of an outline.
type edge struct{ from, to point }

// fill finds out how far an outline covers each pixel. The outline is closed; of
// two contours, the one that runs the other way is a hole.
func fill(edges []edge) *mask {
	if len(edges) == 0 {
		return &mask{}
	}
	low, high := edges[0].from, edges[0].from
	for _, e := range edges {
		for _, p := range [2]point{e.from, e.to} {
			low = point{min(low.x, p.x), min(low.y, p.y)}
			high = point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	m := &mask{Rectangle: image.Rect(floor(low.x), floor(low.y), floor(high.x)+1, floor(high.y)+1)}
	f := filler{left: m.Min.X, top: m.Min.Y, width: m.Dx(), cells: make([]cell, m.Dx()*m.Dy())}
	for _, e := range edges {
		f.add(e)
	}
	m.cover = make([]uint8, len(f.cells))
	for y := range m.Dy() {
		passed := 0
		for x := range f.width {
			i := y*f.width + x
			passed += f.cells[i].height
			// Twice the covered area of a pixel is at most 2*unit*unit.
			area := passed*2*unit - f.cells[i].area
			m.cover[i] = uint8(min(abs(area)*255/(2*unit*unit), 255))
		}
	}
	return m
}

// A cell sums up the edges within one pixel: how high they are, downwards, and
// twice the area to the left of them.
type cell struct{ height, area int }

type filler struct {
	left, top, width int
	cells            []cell
}

// add adds an edge, row by row.
func (f *filler) add(e edge) {
	if e.from.y == e.to.y {
		return
	}
	sign := 1
	if e.from.y > e.to.y {
		e.from, e.to, sign = e.to, e.from, -1
	}
	at := func(y int) int { return e.from.x + (y-e.from.y)*(e.to.x-e.from.x)/(e.to.y-e.from.y) }
	for y := e.from.y; y < e.to.y; {
		next := min((floor(y)+1)*unit, e.to.y)
		f.row(floor(y), point{at(y), y}, point{at(next), next}, sign)
		y = next
	}
}

// row adds a piece of an edge within one row, pixel by pixel.
func (f *filler) row(row int, from, to point, sign int) {
	if from.x > to.x {
		// Left of it is the same area either way.
		from.x, to.x = to.x, from.x
	}
	cells := f.cells[(row-f.top)*f.width:]
	high := to.y - from.y
	done := 0
	for x := from.x; ; {
		column := floor(x)
		next := min((column+1)*unit, to.x)
		upTo := high
		if to.x > from.x {
			upTo = (next - from.x) * high / (to.x - from.x)
		}
		part, base := upTo-done, column*unit
		c := &cells[column-f.left]
		c.height += sign * part
		c.area += sign * part * (x - base + next - base)
		done = upTo
		if next == to.x {
			return
		}
		x = next
	}
}

// floor is the pixel of a place.
func floor(n int) int { return n >> 6 }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// smooth draws a curve along points: it begins at the first, ends at the last, and
// passes between the others, with a corner where one stands twice.
func smooth(path []point) []point {
	if len(path) < 3 {
		return path
	}
	curve := []point{path[0]}
	from := path[0]
	for i := 1; i < len(path)-1; i++ {
		to := middle(path[i], path[i+1])
		if i == len(path)-2 {
			to = path[i+1]
		}
		curve = bend(curve, from, path[i], to)
		from = to
	}
	return curve
}

func middle(p, q point) point { return point{(p.x + q.x) / 2, (p.y + q.y) / 2} }

// bend appends a quadratic curve, the longer the more pieces.
func bend(to []point, a, b, c point) []point {
	n := min(3+(abs(a.x-b.x)+abs(a.y-b.y)+abs(b.x-c.x)+abs(b.y-c.y))/(6*unit), 24)
	for i := 1; i <= n; i++ {
		u, v := n-i, i
		to = append(to, point{
			(u*u*a.x + 2*u*v*b.x + v*v*c.x) / (n * n),
			(u*u*a.y + 2*u*v*b.y + v*v*c.y) / (n * n),
		})
	}
	return to
}

// Angles are in whole degrees, clockwise from the right; sines are in this unit.
const radius = 1 << 14

// sines of 0 to 90 degrees, in radius: each turned by one degree from the last.
var sines = func() (table [91]int) {
	// The sine and cosine of one degree in 2^30.
	const one, sinOne, cosOne = 1 << 30, 18739373, 1073578288
	s, c := 0, one
	for i := range table {
		table[i] = (s + one/radius/2) / (one / radius)
		s, c = (s*cosOne+c*sinOne)/one, (c*cosOne-s*sinOne)/one
	}
	return table
}()

// sine is the sine of an angle.
func sine(degrees int) int {
	d := ((degrees % 360) + 360) % 360
	switch {
	case d <= 90:
		return sines[d]
	case d <= 180:
		return sines[180-d]
	case d <= 270:
		return -sines[d-180]
	}
	return -sines[360-d]
}

func cosine(degrees int) int { return sine(degrees + 90) }
