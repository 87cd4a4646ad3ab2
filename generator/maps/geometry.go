package maps

import (
	"slices"
	"strconv"
)

// geometry adds the rings of a geometry to a unit. Points and lines have none.
func (f *file) geometry(u *unit, fields map[string][]byte, depth int) {
	shape := fields["coordinates"]
	if f.topology != nil {
		shape = fields["arcs"]
	}
	switch text(fields["type"]) {
	case "Polygon":
		f.polygon(u, shape)
	case "MultiPolygon":
		items(shape, func(v []byte) bool { return f.polygon(u, v) })
	case "GeometryCollection":
		if depth == deepest {
			f.stop(Fault{Problem: TooLarge, Feature: f.features})
			return
		}
		items(fields["geometries"], func(v []byte) bool {
			f.geometry(u, fieldsOf(v), depth+1)
			return f.broken == nil
		})
	}
}

// polygon adds an outline and its holes.
func (f *file) polygon(u *unit, v []byte) bool {
	items(v, func(v []byte) bool {
		f.ring(u, v)
		return f.broken == nil
	})
	return f.broken == nil
}

// ring adds one closed line, in whichever of the two ways it is written.
func (f *file) ring(u *unit, v []byte) {
	line := positions
	if f.topology != nil {
		line = f.topology.line
	}
	ring, problem := line(v, mostPoints-f.points)
	f.points += len(ring)
	switch problem {
	case "":
	case TooLarge:
		f.stop(Fault{Problem: TooLarge})
		return
	default:
		f.fault(problem, "")
		return
	}
	for _, p := range ring {
		// Longitudes are written up to 360 where a country crosses the line of 180.
		if !(p[0] >= -360 && p[0] <= 360 && p[1] >= -90 && p[1] <= 90) {
			f.stop(Fault{Problem: Projected, Feature: f.features, Value: written(p)})
			return
		}
	}
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 3 {
		f.fault(TooFew, "")
		return
	}
	u.rings = append(u.rings, ring)
}

func written(p [2]float64) string {
	return strconv.FormatFloat(p[0], 'f', -1, 64) + " " + strconv.FormatFloat(p[1], 'f', -1, 64)
}

// positions reads a list of at most so many positions.
func positions(v []byte, most int) (line [][2]float64, problem Problem) {
	isList := items(v, func(v []byte) bool {
		if len(line) == most {
			problem = TooLarge
			return false
		}
		p, ok := pair(v)
		if !ok {
			problem = Unplaced
			return false
		}
		line = append(line, p)
		return true
	})
	if !isList {
		problem = Unplaced
	}
	return line, problem
}

// A topology holds lines that several rings share.
type topology struct {
	arcs    [][][2]float64
	problem Problem
}

// readTopology reads the arcs of a topology. Where it is quantised, each point is
// written as the way from the one before, in steps of a grid.
func readTopology(top map[string][]byte) *topology {
	t := &topology{}
	transform := fieldsOf(top["transform"])
	scale, quantised := pair(transform["scale"])
	translate, placed := pair(transform["translate"])
	points := 0
	items(top["arcs"], func(v []byte) bool {
		if len(t.arcs) == mostPoints {
			t.problem = TooLarge
			return false
		}
		arc, problem := positions(v, mostPoints-points)
		points += len(arc)
		if problem == TooLarge {
			t.problem = TooLarge
			return false
		}
		if problem != "" {
			arc = nil // whoever needs it says so
		}
		if quantised && placed {
			var at [2]float64
			for i, step := range arc {
				for j := range at {
					at[j] += step[j]
					// The conversion keeps processors from rounding once instead of twice.
					arc[i][j] = float64(at[j]*scale[j]) + translate[j]
				}
			}
		}
		t.arcs = append(t.arcs, arc)
		return true
	})
	return t
}

// line joins arcs, by their numbers; a negative number is of an arc that is gone
// through from its end. Each begins where the one before has ended.
func (t *topology) line(v []byte, most int) (line [][2]float64, problem Problem) {
	if t.problem != "" {
		return nil, t.problem
	}
	items(v, func(v []byte) bool {
		n, err := strconv.Atoi(string(v))
		back := n < 0
		if back {
			n = ^n
		}
		if err != nil || n >= len(t.arcs) || t.arcs[n] == nil {
			problem = BrokenArc
			return false
		}
		arc := t.arcs[n]
		if len(line)+len(arc) > most {
			problem = TooLarge
			return false
		}
		begin := len(line)
		line = append(line, arc...)
		if back {
			slices.Reverse(line[begin:])
		}
		if begin > 0 && len(arc) > 0 && line[begin-1] == line[begin] {
			line = slices.Delete(line, begin, begin+1)
		}
		return true
	})
	return line, problem
}
