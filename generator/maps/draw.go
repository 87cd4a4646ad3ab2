package maps

import (
	"maps"
	"slices"
)

// What is left out of borders: at first what is less than about two units of the
// drawing, then twice as much and so on, until there are few enough points for a
// page.
const (
	finest   = 4 * fine * fine // twice the area of two units
	coarsest = 64 * finest
	enough   = 8000 // points of all borders
)

// An outline is a ring of a unit while it is drawn.
type outline struct {
	sides  []side
	points []point // on the fine grid
	area   int64   // twice
}

// draw projects what was read, finds the borders, simplifies them and puts the
// outlines together again.
func (f *file) draw() (*Map, *Fault) {
	width, height, ok := f.place()
	if !ok {
		return nil, &Fault{Problem: NoExtent}
	}
	n := &net{corners: make(map[point]corner), borders: make(map[[3]point]*border)}
	outlines := make(map[*unit][]*outline)
	for _, u := range f.order {
		for _, ring := range u.rings {
			if points := onGrid(ring); len(points) > 2 {
				outlines[u] = append(outlines[u], &outline{points: points, area: twiceArea(points)})
				n.learn(points)
			}
		}
	}
	for _, u := range f.order {
		for _, o := range outlines[u] {
			o.sides = n.cut(o.points)
		}
		if joined := join(outlines[u]); joined != nil {
			outlines[u] = joined
		}
		if o := largest(outlines[u]); o != nil && len(o.sides) == 1 {
			o.sides[0].kept = true
		}
	}
	n.simplify()
	m := &Map{Width: width, Height: height, Unwanted: f.unwanted}
	for _, u := range f.order {
		if len(u.rings) == 0 {
			continue
		}
		s := Shape{Unit: u.Unit, Rings: rings(u, outlines[u])}
		s.Centre = centre(s.Rings)
		m.Shapes = append(m.Shapes, s)
	}
	return m, nil
}

// onGrid is a projected ring in points that are not twice in a row.
func onGrid(ring [][2]float64) []point {
	points := make([]point, 0, len(ring))
	for _, at := range ring {
		if p := (point{int32(at[0]), int32(at[1])}); len(points) == 0 || points[len(points)-1] != p {
			points = append(points, p)
		}
	}
	return closeUp(points)
}

func largest(outlines []*outline) *outline {
	var most *outline
	for _, o := range outlines {
		if most == nil || o.area > most.area {
			most = o
		}
	}
	return most
}

// simplify draws all borders, with as many points as are enough.
func (n *net) simplify() {
	for least := int64(finest); ; least *= 2 {
		points := 0
		for _, b := range n.order {
			b.draw(least)
			points += len(b.drawn)
		}
		if points <= enough || least >= coarsest {
			return
		}
	}
}

// join takes away the borders that a unit has on both sides, where several of its
// features lie side by side, and puts the others together anew. It is nil where
// there are none.
func join(outlines []*outline) []*outline {
	uses := make(map[*border]int)
	for _, o := range outlines {
		for _, s := range o.sides {
			uses[s.border]++
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Values(uses)), func(n int) bool { return n > 1 }) {
		return nil
	}
	var rest []side
	for _, o := range outlines {
		for _, s := range o.sides {
			if uses[s.border]%2 == 1 {
				rest = append(rest, s)
			}
			uses[s.border] = 0 // once
		}
	}
	return stitch(rest)
}

// stitch makes rings of borders. Which of several ways a ring takes where outlines
// meet does not change what is inside by the even-odd rule.
func stitch(rest []side) []*outline {
	from := make(map[point][]int) // sides by their ends
	for i, s := range rest {
		if !s.closed {
			from[s.points[0]] = append(from[s.points[0]], i)
			last := s.points[len(s.points)-1]
			from[last] = append(from[last], i)
		}
	}
	joined := make([]*outline, 0, len(rest))
	done := make([]bool, len(rest))
	for i, s := range rest {
		if done[i] {
			continue
		}
		done[i] = true
		o := &outline{}
		s.back = false
		o.add(s)
		for !s.closed && o.points[0] != o.points[len(o.points)-1] {
			at := o.points[len(o.points)-1]
			next := slices.IndexFunc(from[at], func(i int) bool { return !done[i] })
			if next < 0 {
				break // no ring; what is drawn is closed by a straight line
			}
			j := from[at][next]
			done[j] = true
			along := rest[j]
			along.back = along.points[0] != at
			o.add(along)
		}
		o.points = closeUp(o.points)
		o.area = twiceArea(o.points)
		joined = append(joined, o)
	}
	return joined
}

// add goes along one more side.
func (o *outline) add(s side) {
	line := s.points
	if s.back {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	if n := len(o.points); n > 0 {
		line = line[1:]
	}
	o.points = append(o.points, line...)
	o.sides = append(o.sides, s)
}

// rings are the drawn outlines of a unit. The largest is always there.
func rings(u *unit, outlines []*outline) [][][2]int {
	var drawn [][][2]int
	most := largest(outlines)
	for _, o := range outlines {
		var ring []point
		for _, s := range o.sides {
			line := s.drawn
			if s.back {
				line = slices.Clone(line)
				slices.Reverse(line)
			}
			for _, p := range line {
				if n := len(ring); n == 0 || ring[n-1] != p {
					ring = append(ring, p)
				}
			}
		}
		ring = closeUp(ring)
		area := twiceArea(ring)
		if o == most && area < small {
			ring = square(o.points, o.area)
		} else if area == 0 {
			continue
		}
		drawn = append(drawn, whole(ring))
	}
	if len(drawn) > 0 {
		return drawn
	}
	// All of it lies between two points of the fine grid.
	var points []point
	for _, at := range u.rings[0] {
		points = append(points, point{int32(at[0]), int32(at[1])})
	}
	return [][][2]int{whole(square(points, 0))}
}

func whole(ring []point) [][2]int {
	out := make([][2]int, len(ring))
	for i, p := range ring {
		out[i] = [2]int{int(p.x), int(p.y)}
	}
	return out
}
