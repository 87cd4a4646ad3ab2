package maps

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// A border is a line between two points where outlines meet, or a whole ring that
// meets no other. Neighbours share it, so that what is left out of it is missing in
// both. Its direction is that of its first point being the lesser end.
type border struct {
	points []point
	closed bool    // a ring; its first point is the least
	weight []int64 // of each point: twice the area that is lost without it, in fine units
	whole  int64   // of a ring: twice its area
	kept   bool    // the largest ring of a unit
	drawn  []point // in units of the drawing
}

// A side is a border as one ring goes along it.
type side struct {
	*border
	back bool
}

// A corner is what lies next to a point of an outline, the lesser first.
type corner struct {
	a, b  point
	meets bool // outlines go on differently from here
}

func compare(a, b point) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) }

// A net is all borders of a map.
type net struct {
	corners map[point]corner
	borders map[[3]point]*border
	order   []*border // as they were met
}

// learn notes how a ring goes through its points.
func (n *net) learn(ring []point) {
	for i, at := range ring {
		c := corner{a: ring[(i+len(ring)-1)%len(ring)], b: ring[(i+1)%len(ring)]}
		if compare(c.a, c.b) > 0 {
			c.a, c.b = c.b, c.a
		}
		have, known := n.corners[at]
		switch {
		case !known:
			n.corners[at] = c
		case have.a != c.a || have.b != c.b:
			have.meets = true
			n.corners[at] = have
		}
	}
}

// cut divides a ring into its borders, once all rings have been learnt.
func (n *net) cut(ring []point) []side {
	first := slices.IndexFunc(ring, func(p point) bool { return n.corners[p].meets })
	if first < 0 {
		least := slices.Index(ring, slices.MinFunc(ring, compare))
		ring = slices.Concat(ring[least:], ring[:least])
		back := compare(ring[1], ring[len(ring)-1]) > 0
		if back {
			slices.Reverse(ring[1:])
		}
		return []side{{n.border(ring, true), back}}
	}
	ring = slices.Concat(ring[first:], ring[:first], ring[first:first+1])
	var sides []side
	for from, i := 0, 1; i < len(ring); i++ {
		if !n.corners[ring[i]].meets {
			continue
		}
		line := slices.Clone(ring[from : i+1])
		last := len(line) - 1
		back := cmp.Or(compare(line[0], line[last]), compare(line[1], line[last-1])) > 0
		if back {
			slices.Reverse(line)
		}
		sides = append(sides, side{n.border(line, false), back})
		from = i
	}
	return sides
}

// border finds the border along some points. Where it begins, how it goes on and
// where it ends tell it from all others.
func (n *net) border(points []point, closed bool) *border {
	key := [3]point{points[0], points[1], points[len(points)-1]}
	b := n.borders[key]
	if b == nil {
		b = &border{points: points, closed: closed, whole: twiceArea(points)}
		b.weigh()
		n.borders[key] = b
		n.order = append(n.order, b)
	}
	return b
}

// weigh finds for each point how much of the area changes without it, as Visvalingam
// and Whyatt do: the point that matters least is taken away first, and its
// neighbours are weighed again.
func (b *border) weigh() {
	n := len(b.points)
	b.weight = make([]int64, n)
	for i := range b.weight {
		b.weight[i] = math.MaxInt64
	}
	// A ring keeps four points; so does a line that ends where it begins, which is
	// written at both ends. Other lines keep their ends.
	spare := n - 2
	if b.closed {
		spare = n - 4
	} else if b.points[0] == b.points[n-1] {
		spare = n - 5
	}
	if spare <= 0 {
		return
	}
	before, after := make([]int, n), make([]int, n)
	for i := range n {
		before[i], after[i] = (i+n-1)%n, (i+1)%n
	}
	area := func(i int) int64 { return abs(cross(b.points[before[i]], b.points[i], b.points[after[i]])) }
	q := &queue{at: make([]int, n), area: make([]int64, n)}
	for i := range n {
		q.at[i] = -1
		if b.closed || i > 0 && i < n-1 {
			q.area[i] = area(i)
			q.at[i] = len(q.order)
			q.order = append(q.order, i)
		}
	}
	heap.Init(q)
	var most int64
	for range spare {
		i := heap.Pop(q).(int)
		most = max(most, q.area[i])
		b.weight[i] = most
		after[before[i]], before[after[i]] = after[i], before[i]
		for _, near := range []int{before[i], after[i]} {
			if q.at[near] >= 0 {
				q.area[near] = area(near)
				heap.Fix(q, q.at[near])
			}
		}
	}
}

// A queue hands out the points of a border, the least area first, and of equal
// ones the first.
type queue struct {
	order []int // a heap of points
	at    []int // where a point is in it; -1 = not any more
	area  []int64
}

func (q *queue) Len() int { return len(q.order) }
func (q *queue) Less(i, j int) bool {
	a, b := q.order[i], q.order[j]
	return cmp.Or(cmp.Compare(q.area[a], q.area[b]), cmp.Compare(a, b)) < 0
}
func (q *queue) Swap(i, j int) {
	q.order[i], q.order[j] = q.order[j], q.order[i]
	q.at[q.order[i]], q.at[q.order[j]] = i, j
}
func (q *queue) Push(x any) { q.order = append(q.order, x.(int)) }
func (q *queue) Pop() any {
	last := len(q.order) - 1
	i := q.order[last]
	q.order, q.at[i] = q.order[:last], -1
	return i
}

// small is the least area of what is drawn for the largest ring of a unit, twice,
// in units of the drawing; side is how wide a square is at least that stands for it.
const (
	small     = 2 * 8
	leastSide = 4
)

// draw leaves out what matters less than so much and rounds the rest to units of the
// drawing. A ring that would all but vanish becomes a square where it is the largest
// of a unit, and nothing elsewhere.
func (b *border) draw(least int64) {
	b.drawn = b.drawn[:0]
	if b.closed && !b.kept && b.whole < least {
		return
	}
	for i, p := range b.points {
		if b.weight[i] >= least {
			b.drawn = extend(b.drawn, rounded(p))
		}
	}
	if !b.closed {
		return
	}
	b.drawn = closeUp(b.drawn)
	switch area := twiceArea(b.drawn); {
	case b.kept && area < small:
		b.drawn = square(b.points, b.whole)
	case area == 0:
		b.drawn = b.drawn[:0]
	}
}

func rounded(p point) point { return point{(p.x + fine/2) / fine, (p.y + fine/2) / fine} }

// extend goes on to a point, if it is another, and straight on where the line is
// straight.
func extend(line []point, p point) []point {
	n := len(line)
	if n > 0 && line[n-1] == p {
		return line
	}
	if n > 1 && between(line[n-2], line[n-1], p) {
		line[n-1] = p
		return line
	}
	return append(line, p)
}

// between reports whether a point lies on the straight way between two others.
func between(a, p, b point) bool {
	dot := int64(p.x-a.x)*int64(b.x-p.x) + int64(p.y-a.y)*int64(b.y-p.y)
	return cross(a, p, b) == 0 && dot > 0
}

// closeUp takes the points from the end of a ring that it does not need.
func closeUp(ring []point) []point {
	for len(ring) > 1 && ring[len(ring)-1] == ring[0] {
		ring = ring[:len(ring)-1]
	}
	return ring
}

// square stands for a ring that is too small to be drawn: as large, or a few units
// wide, around its middle.
func square(ring []point, whole int64) []point {
	low, high := ring[0], ring[0]
	for _, p := range ring {
		low.x, low.y, high.x, high.y = min(low.x, p.x), min(low.y, p.y), max(high.x, p.x), max(high.y, p.y)
	}
	middle := rounded(point{(low.x + high.x) / 2, (low.y + high.y) / 2})
	side := max(leastSide, int32(math.Sqrt(float64(whole/2)))/fine)
	x, y := middle.x-side/2, middle.y-side/2
	return []point{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}
}

// cross is twice the area of a triangle, with the sign of its direction.
func cross(a, b, c point) int64 {
	return int64(b.x-a.x)*int64(c.y-a.y) - int64(b.y-a.y)*int64(c.x-a.x)
}

// twiceArea is twice the area within a ring.
func twiceArea(ring []point) int64 {
	var sum int64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += int64(p.x)*int64(q.y) - int64(q.x)*int64(p.y)
	}
	return abs(sum)
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
