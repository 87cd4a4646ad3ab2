package maps_test

import (
	"cmp"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"achyk/generator/maps"
)

// shared is a file of real data, which are not part of this repository.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	dir := cmp.Or(os.Getenv("ACHYK_SHARED"), filepath.Join("..", "..", "..", "shared"))
	data, err := os.ReadFile(filepath.Join(dir, "data", filepath.FromSlash(name)))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("real data are not here: %v", err)
		}
		t.Skipf("real data are not here, set ACHYK_SHARED: %v", err)
	}
	return data
}

func all(string) bool { return true }

// The rayons and cities of Kyrgyzstan, and its oblasts: all are drawn, as large as
// they are, side by side, and within what a page can carry.
func TestTheMapOfARealCountry(t *testing.T) {
	for _, m := range []struct {
		file, property string
		units, bytes   int
	}{
		{"kg-map/kgz_adm2_55_simplified.geojson", "adm2_pcode", 55, 30 << 10},
		{"kg-map/kgz_adm1_9_simplified.geojson", "adm1_pcode", 9, 15 << 10},
	} {
		t.Run(m.property, func(t *testing.T) {
			data := shared(t, m.file)
			drawn, faults := maps.Read(data, m.property, all)
			if len(faults) > 0 || drawn == nil {
				t.Fatalf("faults: %v", faults)
			}
			if len(drawn.Shapes) != m.units {
				t.Errorf("%d units, not %d", len(drawn.Shapes), m.units)
			}
			if drawn.Width != 1000 || drawn.Height < 450 || drawn.Height > 550 {
				t.Errorf("the drawing is %d × %d", drawn.Width, drawn.Height)
			}
			wellDrawn(t, drawn)
			// A unit's own lakes and exclaves aside, no place is in two units, and a
			// square that stands for a city is the only thing over another.
			if twice := covered(drawn); twice > 60 {
				t.Errorf("%d places lie in two units", twice)
			}
			if n := pathBytes(drawn); n > m.bytes {
				t.Errorf("the paths take %d bytes", n)
			}
			sameProportions(t, data, m.property, drawn)
			sharedBorders(t, drawn)
		})
	}
}

// wellDrawn checks what holds for any map: everything is within the drawing, each
// ring has an area, and the centre lies in its unit.
func wellDrawn(t *testing.T, m *maps.Map) {
	t.Helper()
	if len(m.Shapes) == 0 {
		t.Error("nothing is drawn")
	}
	for _, s := range m.Shapes {
		if len(s.Rings) == 0 {
			t.Errorf("%s has no outline", s.Name)
		}
		for _, ring := range s.Rings {
			if len(ring) < 3 {
				t.Errorf("%s has a ring of %d points", s.Name, len(ring))
			}
			for _, p := range ring {
				if p[0] < 0 || p[0] > m.Width || p[1] < 0 || p[1] > m.Height {
					t.Errorf("%s: %v lies outside %d × %d", s.Name, p, m.Width, m.Height)
				}
			}
		}
		if !near(s.Rings, s.Centre) {
			t.Errorf("the centre of %s, %v, lies outside it", s.Name, s.Centre)
		}
	}
}

// near reports whether a point lies in an area or, where that is thinner than the
// units of the drawing, beside it.
func near(rings [][][2]int, p [2]int) bool {
	for _, off := range [][2]float64{{0, 0}, {0.5, 0}, {-0.5, 0}, {0, 0.5}, {0, -0.5}, {0.5, 0.5}, {-0.5, -0.5}, {0.5, -0.5}, {-0.5, 0.5}} {
		if inside(rings, float64(p[0])+off[0]+0.01, float64(p[1])+off[1]+0.003) {
			return true
		}
	}
	return false
}

// inside is the even-odd rule, worked out in another way than the package does.
func inside(rings [][][2]int, x, y float64) bool {
	odd := false
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (float64(a[1]) > y) != (float64(b[1]) > y) {
				if float64(a[0])+float64(b[0]-a[0])*(y-float64(a[1]))/float64(b[1]-a[1]) > x {
					odd = !odd
				}
			}
		}
	}
	return odd
}

// covered counts the middles of squares of the drawing that lie in two units.
func covered(m *maps.Map) (twice int) {
	counts := make([]int, m.Width*m.Height)
	for _, s := range m.Shapes {
		for y := range m.Height {
			at := float64(y) + 0.503
			var across []float64
			for _, ring := range s.Rings {
				for i, a := range ring {
					b := ring[(i+1)%len(ring)]
					if (float64(a[1]) > at) != (float64(b[1]) > at) {
						across = append(across, float64(a[0])+float64(b[0]-a[0])*(at-float64(a[1]))/float64(b[1]-a[1]))
					}
				}
			}
			slices.Sort(across)
			for i := 0; i+1 < len(across); i += 2 {
				for x := int(across[i] + 0.5); float64(x)+0.5 < across[i+1]; x++ {
					if counts[y*m.Width+x]++; counts[y*m.Width+x] == 2 {
						twice++
					}
				}
			}
		}
	}
	return twice
}

// pathBytes is how long the outlines are as paths of SVG.
func pathBytes(m *maps.Map) (n int) {
	for _, s := range m.Shapes {
		for _, ring := range s.Rings {
			last := [2]int{}
			for _, p := range ring {
				n += len(strconv.Itoa(p[0]-last[0])) + len(strconv.Itoa(p[1]-last[1])) + 2
				last = p
			}
			n++
		}
	}
	return n
}

// drawnArea is the area of a unit by the even-odd rule: every ring that lies in
// another one of it is a hole.
func drawnArea(rings [][][2]int) float64 {
	var sum float64
	for i, ring := range rings {
		area := 0
		for j, p := range ring {
			q := ring[(j+1)%len(ring)]
			area += p[0]*q[1] - q[0]*p[1]
		}
		others := append(append([][][2]int{}, rings[:i]...), rings[i+1:]...)
		middle := [2]float64{float64(ring[0][0]+ring[1][0]) / 2, float64(ring[0][1]+ring[1][1]) / 2}
		if inside(others, middle[0]+0.01, middle[1]+0.003) {
			sum -= math.Abs(float64(area)) / 2
		} else {
			sum += math.Abs(float64(area)) / 2
		}
	}
	return sum
}

// sameProportions compares each unit's part of the drawing with its part of the
// country on the globe.
func sameProportions(t *testing.T, data []byte, property string, m *maps.Map) {
	t.Helper()
	var file struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	real := make(map[string]float64)
	var country, drawing float64
	for _, f := range file.Features {
		var polygons [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			polygons = make([][][][2]float64, 1)
			if err := json.Unmarshal(f.Geometry.Coordinates, &polygons[0]); err != nil {
				t.Fatal(err)
			}
		} else if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			t.Fatal(err)
		}
		for _, rings := range polygons {
			for i, ring := range rings {
				var area float64
				for j, p := range ring {
					q := ring[(j+1)%len(ring)]
					area += (q[0] - p[0]) * (math.Sin(p[1]*math.Pi/180) + math.Sin(q[1]*math.Pi/180)) / 2
				}
				area = math.Abs(area)
				if i > 0 {
					area = -area
				}
				real[f.Properties[property].(string)] += area
				country += area
			}
		}
	}
	for _, s := range m.Shapes {
		drawing += drawnArea(s.Rings)
	}
	for _, s := range m.Shapes {
		want := real[s.Name] / country * drawing
		if got := drawnArea(s.Rings); math.Abs(got-want) > 16+want/100 {
			t.Errorf("%s takes %.0f units of the drawing, by its area it should be %.0f", s.Name, got, want)
		}
	}
}

// sharedBorders checks that what is drawn twice is drawn in the same way: the lines
// that only one unit has are the outline of the country and of what is no unit, and
// where they are taken together they close.
func sharedBorders(t *testing.T, m *maps.Map) {
	t.Helper()
	type line struct{ a, b [2]int }
	uses := make(map[line]int)
	for _, s := range m.Shapes {
		for _, ring := range s.Rings {
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				if a[0] > b[0] || a[0] == b[0] && a[1] > b[1] {
					a, b = b, a
				}
				uses[line{a, b}]++
			}
		}
	}
	shared, ends := 0, make(map[[2]int]int)
	for l, n := range uses {
		if n > 2 {
			t.Errorf("the line %v is drawn %d times", l, n)
		}
		if n == 2 {
			shared++
			continue
		}
		ends[l.a]++
		ends[l.b]++
	}
	for p, n := range ends {
		if n%2 != 0 {
			t.Errorf("at %v a border ends", p)
		}
	}
	if shared == 0 {
		t.Error("no line is shared")
	}
}
