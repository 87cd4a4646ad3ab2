package maps

import "slices"

// centre finds a point inside an area and far from its outline: the best of those
// that lie in the middle of where some level lines cross the area. Where the area is
// so thin that no point lies inside, it is a point of the outline.
func centre(rings [][][2]int) [2]int {
	const lines = 32
	low, high := rings[0][0][1], rings[0][0][1]
	for _, ring := range rings {
		for _, p := range ring {
			low, high = min(low, p[1]), max(high, p[1])
		}
	}
	best, room := rings[0][0], int64(-1)
	last := low
	for i := 1; i <= lines; i++ {
		y := low + (high-low)*i/(lines+1)
		if y == last {
			continue
		}
		last = y
		across := crossings(rings, y)
		for j := 0; j+1 < len(across); j += 2 {
			p := [2]int{(across[j] + across[j+1]) / 2, y}
			if r := clearance(rings, p, room); r > room && holds(rings, p) {
				best, room = p, r
			}
		}
	}
	return best
}

// crossings are where a level line enters an area and leaves it, in turn.
func crossings(rings [][][2]int, y int) []int {
	var across []int
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a[1] <= y) == (b[1] <= y) {
				continue
			}
			if a[1] > b[1] { // rounded alike, whichever way the ring goes
				a, b = b, a
			}
			across = append(across, a[0]+(b[0]-a[0])*(y-a[1])/(b[1]-a[1]))
		}
	}
	slices.Sort(across)
	return across
}

// holds reports whether a point lies inside an area. Where a level line is crossed is
// rounded, so that what is found between two crossings may lie a little beside it.
func holds(rings [][][2]int, p [2]int) bool {
	odd := false
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a[1] <= p[1]) == (b[1] <= p[1]) {
				continue
			}
			if a[1] > b[1] {
				a, b = b, a
			}
			if (b[0]-a[0])*(p[1]-a[1]) > (p[0]-a[0])*(b[1]-a[1]) {
				odd = !odd
			}
		}
	}
	return odd
}

// clearance is the square of the way from a point to the nearest line of an outline,
// or less than enough where it is not even that.
func clearance(rings [][][2]int, p [2]int, enough int64) int64 {
	least := int64(1) << 62
	for _, ring := range rings {
		for i, a := range ring {
			least = min(least, away(p, a, ring[(i+1)%len(ring)]))
			if least <= enough {
				return least
			}
		}
	}
	return least
}

// away is the square of the way from a point to a line between two others.
func away(p, a, b [2]int) int64 {
	dx, dy := int64(b[0]-a[0]), int64(b[1]-a[1])
	px, py := int64(p[0]-a[0]), int64(p[1]-a[1])
	long := dx*dx + dy*dy
	along := px*dx + py*dy
	switch {
	case along <= 0 || long == 0:
		return px*px + py*py
	case along >= long:
		px, py = int64(p[0]-b[0]), int64(p[1]-b[1])
		return px*px + py*py
	}
	off := px*dy - py*dx
	return off * off / long
}
