package maps

import "math"

// The drawing: at most so wide and so high, with a margin for the lines. While
// borders are worked on, a unit of it is divided into fine parts.
const (
	mostWide = 1000
	mostHigh = 1200
	margin   = 6
	fine     = 16
)

// A point lies on the fine grid, to the right and down.
type point struct{ x, y int32 }

// place projects all rings onto the fine grid, and tells how large the drawing is.
func (f *file) place() (width, height int, ok bool) {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	f.turn()
	p := fit(f.order)
	for _, u := range f.order {
		for _, ring := range u.rings {
			for i, at := range ring {
				ring[i] = p.project(at)
				for j := range 2 {
					low[j], high[j] = min(low[j], ring[i][j]), max(high[j], ring[i][j])
				}
			}
		}
	}
	span := [2]float64{high[0] - low[0], high[1] - low[1]}
	// A metre or so: there is nothing to be seen.
	if !(span[0] > 1e-7 && span[1] > 1e-7) {
		return 0, 0, false
	}
	scale := min((mostWide-2*margin)/span[0], (mostHigh-2*margin)/span[1])
	for _, u := range f.order {
		for _, ring := range u.rings {
			for i, at := range ring {
				ring[i][0] = nearest((at[0]-low[0])*scale*fine) + margin*fine
				ring[i][1] = nearest((high[1]-at[1])*scale*fine) + margin*fine
			}
		}
	}
	side := func(span float64) int { return int(nearest(span*scale)) + 2*margin }
	return side(span[0]), side(span[1]), true
}

func nearest(x float64) float64 { return math.Floor(float64(x) + 0.5) }

// turn makes longitudes grow from the west of what is drawn to its east, so that a
// country on both sides of the line of 180 degrees is in one piece: the widest gap
// that no line of an outline crosses is where the globe is cut.
func (f *file) turn() {
	const parts = 3600 // of the circle
	slot := func(longitude float64) int {
		return int(math.Floor(float64((longitude+360)*10))) % parts
	}
	var edges [2*parts + 1]int // how many lines begin at a part, less those that ended
	for _, u := range f.order {
		for _, ring := range u.rings {
			last := slot(ring[len(ring)-1][0])
			for _, p := range ring {
				to := slot(p[0])
				from, steps := last, (to-last+parts)%parts
				if steps > parts/2 { // the short way
					from, steps = to, parts-steps
				}
				edges[from]++
				edges[from+steps+1]--
				last = to
			}
		}
	}
	var taken [parts]bool
	for i, n := 0, 0; i < 2*parts; i++ {
		n += edges[i]
		taken[i%parts] = taken[i%parts] || n > 0
	}
	begin, longest := 0, 0
	for i, free := 0, 0; i < 2*parts; i++ {
		if free++; taken[i%parts] {
			free = 0
		}
		if free > longest {
			begin, longest = (i+1)%parts, free
		}
	}
	if longest == 0 {
		begin = parts / 2 // all around the globe: cut where maps are cut
	}
	west := float64(begin)/10 - 360
	for _, u := range f.order {
		for _, ring := range u.rings {
			for i := range ring {
				for ring[i][0] < west {
					ring[i][0] += 360
				}
				for ring[i][0] >= west+360 {
					ring[i][0] -= 360
				}
			}
		}
	}
}

// A projection keeps areas in proportion: the conic one of Albers, or, where the
// cone would be all but a cylinder, the cylindrical one of Lambert.
type projection struct {
	centre float64 // longitude, in degrees
	n, c   float64 // of the cone; n 0 = a cylinder
	wide   float64 // of the cylinder: the cosine of the latitude that keeps its scale
}

const radian = math.Pi / 180

// fit chooses the projection by the extent of what is drawn: the two latitudes
// that keep their scale lie a sixth from its edges.
func fit(units []*unit) projection {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, u := range units {
		for _, ring := range u.rings {
			for _, p := range ring {
				for j := range 2 {
					low[j], high[j] = min(low[j], p[j]), max(high[j], p[j])
				}
			}
		}
	}
	sixth := (high[1] - low[1]) / 6
	south, north := float64((low[1]+sixth)*radian), float64((high[1]-sixth)*radian)
	p := projection{centre: (low[0] + high[0]) / 2, wide: cosine(south)}
	twice := sine(south) + sine(north)
	if math.Abs(twice) < 0.02 {
		return p
	}
	p.n = twice / 2
	p.c = float64(p.wide*p.wide) + float64(twice*sine(south))
	return p
}

// project is where a place lies, to the right and up, in radii of the globe.
//
// Products are converted before they are added: a processor that multiplies and
// adds in one step rounds once where others round twice.
func (p projection) project(at [2]float64) [2]float64 {
	across, up := float64((at[0]-p.centre)*radian), sine(float64(at[1]*radian))
	if p.n == 0 {
		return [2]float64{float64(across * p.wide), float64(up / p.wide)}
	}
	radius := math.Sqrt(max(0, p.c-float64(2*p.n*up))) / p.n
	angle := float64(across * p.n)
	return [2]float64{float64(radius * sine(angle)), -float64(radius * cosine(angle))}
}

// sine and cosine are worked out by their series, because those of the library
// differ in the last digit from processor to processor. Half a turn either way is
// exact to about 15 digits.
func sine(x float64) float64 { return series(x, x, 2) }

func cosine(x float64) float64 { return series(1, x, 1) }

func series(first, x float64, k int) float64 {
	sum, term, square := first, first, float64(x*x)
	for i := 0; i < 16; i++ {
		term = float64(-term*square) / float64(k*(k+1))
		sum += term
		k += 2
	}
	return sum
}
