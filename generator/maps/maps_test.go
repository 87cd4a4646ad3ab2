package maps_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/maps"
)

// block is a GeoJSON feature: a rectangle of degrees.
func block(unit string, west, south, east, north float64) string {
	return fmt.Sprintf(`{"type":"Feature","id":%q,"properties":{"code":%[1]q},"geometry":{"type":"Polygon","coordinates":[%s]}}`, unit, ringOf(west, south, east, north))
}

func ringOf(west, south, east, north float64) string {
	return fmt.Sprintf(`[[%v,%v],[%v,%v],[%v,%v],[%v,%v],[%v,%v]]`, west, south, east, south, east, north, west, north, west, south)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// topology has two blocks side by side, quantised: the arc between them is gone
// through in both directions.
const topology = `{"type":"Topology","transform":{"scale":[0.5,0.25],"translate":[70,40]},
	"objects":{"units":{"type":"GeometryCollection","geometries":[
		{"type":"Polygon","id":"west","properties":{"code":"W"},"arcs":[[0,1]]},
		{"type":"MultiPolygon","id":2,"properties":{"code":7},"arcs":[[[2,-1]]]}]}},
	"arcs":[[[4,0],[0,8]],[[4,8],[-4,0],[0,-8],[4,0]],[[4,0],[4,0],[0,8],[-4,0]]]}`

func TestReading(t *testing.T) {
	two := []string{block("a", 70, 40, 72, 42), block("b", 72, 40, 74, 42)}
	for _, story := range []struct {
		name     string
		file     string
		property string
		wanted   string // units, with spaces; empty = all
		units    string
		unwanted string
		faults   []maps.Fault
	}{
		{name: "features of GeoJSON by a property", file: collection(two...), property: "code", units: "a b"},
		{name: "features of GeoJSON by their id", file: collection(two...), units: "a b"},
		{name: "a file that begins with a mark of its encoding", file: "\ufeff" + collection(two...), units: "a b"},
		{name: "one feature alone", file: two[0], units: "a"},
		{name: "objects of TopoJSON by their id", file: topology, units: "west 2"},
		{name: "objects of TopoJSON by a property", file: topology, property: "code", units: "W 7"},
		{name: "an object that is one feature", file: strings.NewReplacer(`{"type":"GeometryCollection","geometries":[`, "", `},
		{"type":"Multi`, `},"more":{"type":"Multi`, `]]]}]}}`, `]]]}}`).Replace(topology), units: "west 2"},
		{name: "only what is asked for is drawn", file: collection(two...), wanted: "b", units: "b", unwanted: "a"},
		{name: "a collection of geometries is one unit", file: collection(`{"type":"Feature","id":"a","geometry":{"type":"GeometryCollection","geometries":[
			{"type":"Point","coordinates":[70,40]},{"type":"Polygon","coordinates":[` + ringOf(70, 40, 71, 41) + `]}]}}`), units: "a"},
		{
			name: "a feature that does not say what it is of",
			file: collection(two[0], strings.Replace(two[1], `"code":"b"`, `"code":null`, 1)), property: "code", units: "a",
			faults: []maps.Fault{{Problem: maps.NoUnit, Feature: 2}},
		},
		{
			name: "a property that no feature has", file: collection(two...), property: "unit",
			faults: []maps.Fault{{Problem: maps.NoUnit, Feature: 1}, {Problem: maps.NoUnit, Feature: 2}, {Problem: maps.NoUnits, Value: "code"}},
		},
		{
			name: "features without an id", file: collection(strings.Replace(two[0], `"id":"a",`, "", 1)),
			faults: []maps.Fault{{Problem: maps.NoUnit, Feature: 1}, {Problem: maps.NoUnits, Value: "code"}},
		},
		{name: "units that nobody asked for", file: collection(two...), wanted: "c", faults: []maps.Fault{{Problem: maps.NoneWanted, Value: "a, b"}}},
		{
			name: "metres instead of degrees", file: collection(two[0], block("b", 500000, 4800000, 600000, 4900000)),
			faults: []maps.Fault{{Problem: maps.Projected, Feature: 2, Value: "500000 4800000"}},
		},
		{
			name: "a ring of two points", file: collection(two[0], strings.Replace(two[1], "[72,40],[74,40],[74,42],[72,42],[72,40]", "[72,40],[74,40],[72,40]", 1)), units: "a",
			faults: []maps.Fault{{Problem: maps.TooFew, Feature: 2}},
		},
		{
			name: "a point is no area", file: collection(two[0], `{"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[1,2]}}`), units: "a",
			faults: []maps.Fault{{Problem: maps.NoArea, Feature: 2}},
		},
		{
			name: "a feature without a place", file: collection(two[0], `{"type":"Feature","id":"b","geometry":null}`), units: "a",
			faults: []maps.Fault{{Problem: maps.NoArea, Feature: 2}},
		},
		{
			name: "words instead of numbers", file: collection(two[0], strings.Replace(two[1], "[74,40]", `["74","40"]`, 1)), units: "a",
			faults: []maps.Fault{{Problem: maps.Unplaced, Feature: 2}},
		},
		{
			name: "an arc that is not there", file: strings.Replace(topology, "[2,-1]", "[2,-9]", 1), units: "west",
			faults: []maps.Fault{{Problem: maps.BrokenArc, Feature: 2}},
		},
		{name: "a file that is cut off", file: collection(two...)[:60], faults: []maps.Fault{{Problem: maps.NotJSON, Offset: 60}}},
		{name: "nothing", file: "", faults: []maps.Fault{{Problem: maps.NotJSON}}},
		{name: "JSON of another kind", file: `{"rows":[1,2]}`, faults: []maps.Fault{{Problem: maps.NotAMap}}},
		{name: "a list", file: `[1,2]`, faults: []maps.Fault{{Problem: maps.NotAMap}}},
		{name: "no features", file: collection(), faults: []maps.Fault{{Problem: maps.NotAMap}}},
		{name: "all points are one", file: collection(block("a", 70, 40, 70, 40)), faults: []maps.Fault{{Problem: maps.NoExtent}}},
		{
			name:   "collections within collections without end",
			file:   collection(`{"type":"Feature","id":"a","geometry":` + strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 9) + strings.Repeat(`]}`, 9) + `}`),
			faults: []maps.Fault{{Problem: maps.TooLarge, Feature: 1}},
		},
		{
			name:   "arcs that are gone through again and again",
			file:   strings.Replace(topology, "[[0,1]]", "[["+strings.Repeat("1,", 300_000)+"1]]", 1),
			faults: []maps.Fault{{Problem: maps.TooLarge}},
		},
		{name: "too many features", file: collection(strings.Repeat("{},", 20_000) + "{}"), faults: nil, units: "…"},
		{name: "too many bytes", file: strings.Repeat(" ", maps.MostBytes+1), faults: []maps.Fault{{Problem: maps.TooLarge}}},
	} {
		t.Run(story.name, func(t *testing.T) {
			wanted := func(unit string) bool {
				return story.wanted == "" || strings.Contains(" "+story.wanted+" ", " "+unit+" ")
			}
			m, faults := maps.Read([]byte(story.file), story.property, wanted)
			if story.units == "…" { // as many faults as features, and the last says why
				if last := faults[len(faults)-1]; m != nil || last.Problem != maps.TooLarge {
					t.Errorf("%v", last)
				}
				return
			}
			if diff := cmp.Diff(story.faults, faults); diff != "" {
				t.Errorf("faults: wanted (-), got (+)\n%s", diff)
			}
			if m == nil {
				if story.units != "" {
					t.Error("nothing is drawn")
				}
				return
			}
			var units, unwanted []string
			for _, s := range m.Shapes {
				units = append(units, s.Name)
			}
			for _, u := range m.Unwanted {
				unwanted = append(unwanted, u.Name)
			}
			if diff := cmp.Diff([]string{story.units, story.unwanted}, []string{strings.Join(units, " "), strings.Join(unwanted, " ")}); diff != "" {
				t.Errorf("units: wanted (-), got (+)\n%s", diff)
			}
		})
	}
}

// The same land in both formats is the same drawing.
func TestTopologyAndFeaturesAreDrawnAlike(t *testing.T) {
	features := collection(block("west", 70, 40, 72, 42), block("2", 72, 40, 74, 42))
	a, _ := maps.Read([]byte(features), "", all)
	b, _ := maps.Read([]byte(topology), "", all)
	for _, m := range []*maps.Map{a, b} {
		wellDrawn(t, m)
		sharedBorders(t, m)
	}
	if a.Width != b.Width || a.Height != b.Height || drawnArea(a.Shapes[0].Rings) != drawnArea(b.Shapes[0].Rings) {
		t.Errorf("%d × %d and %d × %d", a.Width, a.Height, b.Width, b.Height)
	}
}

func TestFeaturesOfOneUnitAreJoined(t *testing.T) {
	m, faults := maps.Read([]byte(collection(
		block("a", 70, 40, 71, 41), block("b", 72, 40, 73, 41), block("a", 71, 40, 72, 41), // side by side: one outline
		block("c", 70, 41, 71, 42), block("c", 72, 41, 73, 42), // apart: two
	)), "code", all)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	wellDrawn(t, m)
	var rings []int
	for _, s := range m.Shapes {
		rings = append(rings, len(s.Rings))
	}
	if diff := cmp.Diff([]int{1, 1, 2}, rings); diff != "" {
		t.Errorf("rings of a, b and c: wanted (-), got (+)\n%s", diff)
	}
	if twice := covered(m); twice > 0 {
		t.Errorf("%d places lie in two units", twice)
	}
	if a, b := drawnArea(m.Shapes[0].Rings), drawnArea(m.Shapes[1].Rings); a < 1.98*b || a > 2.02*b {
		t.Errorf("two blocks take %.0f units, one takes %.0f", a, b)
	}
}

// An enclave fills the hole it lies in, however small it is.
func TestSmallUnitsDoNotVanish(t *testing.T) {
	for _, size := range []float64{1, 0.1, 0.01, 0.001, 0.000001} {
		hole := ringOf(72, 41, 72+size, 41+size)
		m, faults := maps.Read([]byte(collection(
			`{"type":"Feature","id":"land","geometry":{"type":"Polygon","coordinates":[`+ringOf(70, 40, 75, 43)+`,`+hole+`]}}`,
			`{"type":"Feature","id":"town","geometry":{"type":"Polygon","coordinates":[`+hole+`]}}`,
			`{"type":"Feature","id":"isles","geometry":{"type":"MultiPolygon","coordinates":[[`+ringOf(76, 41, 76.0001, 41.0001)+`],[`+ringOf(76.1, 41, 76.1001, 41.0001)+`]]}}`,
		)), "", all)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		wellDrawn(t, m)
		for _, s := range m.Shapes[1:] {
			if area := drawnArea(s.Rings); area < 8 {
				t.Errorf("a unit of %v degrees takes %.0f units of the drawing", size, area)
			}
		}
		if twice := covered(m); size >= 0.001 && twice > 0 {
			t.Errorf("%v degrees: %d places lie in two units", size, twice)
		}
	}
}

// A country on both sides of the line of 180 degrees is in one piece, whichever way
// its longitudes are written.
func TestTheLineOf180Degrees(t *testing.T) {
	var first *maps.Map
	for name, far := range map[string]string{
		"cut at the line":          block("far", -180, -18, -178, -16),
		"longitudes beyond it":     block("far", 180, -18, 182, -16),
		"longitudes from the west": block("far", -180, -18, -178, -16),
	} {
		t.Run(name, func(t *testing.T) {
			m, faults := maps.Read([]byte(collection(block("near", 176, -18, 180, -16), far)), "", all)
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			wellDrawn(t, m)
			sharedBorders(t, m)
			if m.Shapes[0].Centre[0] >= m.Shapes[1].Centre[0] {
				t.Error("east and west have changed places")
			}
			if first == nil {
				first = m
			} else if diff := cmp.Diff(first, m); diff != "" {
				t.Errorf("drawn otherwise:\n%s", diff)
			}
		})
	}
}

// land is an invented country: a field of units whose borders wander, the corners
// and borders shared by neighbours, as a list of rings by unit.
func land(r *rand.Rand, columns, rows, steps int) (rings [][][2]float64) {
	place := func(x, y int) [2]float64 {
		return [2]float64{float64(700+x*3+r.IntN(2)) / 10, float64(400+y*3+r.IntN(2)) / 10}
	}
	corners := make([][][2]float64, columns+1)
	for x := range corners {
		for y := range rows + 1 {
			corners[x] = append(corners[x], place(x, y))
		}
	}
	ways := make(map[[4]int][][2]float64)
	way := func(x, y, u, v int) [][2]float64 {
		if line, known := ways[[4]int{x, y, u, v}]; known {
			return line
		}
		a, b := corners[x][y], corners[u][v]
		line := [][2]float64{a}
		for i := 1; i < steps; i++ {
			f := float64(i) / float64(steps)
			line = append(line, [2]float64{a[0] + (b[0]-a[0])*f + float64(r.IntN(7)-3)/500, a[1] + (b[1]-a[1])*f + float64(r.IntN(7)-3)/500})
		}
		back := make([][2]float64, 0, steps)
		back = append(back, b)
		for i := len(line) - 1; i > 0; i-- {
			back = append(back, line[i])
		}
		ways[[4]int{x, y, u, v}], ways[[4]int{u, v, x, y}] = line, back
		return line
	}
	for x := range columns {
		for y := range rows {
			var ring [][2]float64
			for _, side := range [][4]int{{x, y, x + 1, y}, {x + 1, y, x + 1, y + 1}, {x + 1, y + 1, x, y + 1}, {x, y + 1, x, y}} {
				ring = append(ring, way(side[0], side[1], side[2], side[3])...)
			}
			rings = append(rings, ring)
		}
	}
	return rings
}

// written is a country in GeoJSON; each ring may begin anywhere and go either way.
func written(t *testing.T, r *rand.Rand, rings [][][2]float64) []byte {
	t.Helper()
	var features []string
	for i, ring := range rings {
		ring = append([][2]float64{}, ring...)
		if r != nil {
			at := r.IntN(len(ring))
			ring = append(append([][2]float64{}, ring[at:]...), ring[:at]...)
			if r.IntN(2) == 0 {
				for i, j := 0, len(ring)-1; i < j; i, j = i+1, j-1 {
					ring[i], ring[j] = ring[j], ring[i]
				}
			}
		}
		text, err := json.Marshal(append(ring, ring[0]))
		if err != nil {
			t.Fatal(err)
		}
		features = append(features, fmt.Sprintf(`{"type":"Feature","id":"u%d","geometry":{"type":"Polygon","coordinates":[%s]}}`, i, text))
	}
	return []byte(collection(features...))
}

// Whatever the country: neighbours share their borders to the point, no place lies
// in two units, and it does not matter where a ring begins and which way it goes.
func TestInventedCountries(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 7))
		rings := land(r, 2+r.IntN(6), 2+r.IntN(6), 1+r.IntN(40))
		m, faults := maps.Read(written(t, nil, rings), "", all)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		wellDrawn(t, m)
		sharedBorders(t, m)
		if twice := covered(m); twice > m.Width*m.Height/2000 {
			t.Errorf("seed %d: %d places lie in two units", seed, twice)
		}
		turned, _ := maps.Read(written(t, r, rings), "", all)
		for i, s := range m.Shapes {
			if a, b := drawnArea(s.Rings), drawnArea(turned.Shapes[i].Rings); a != b || s.Centre != turned.Shapes[i].Centre {
				t.Errorf("seed %d: %s takes %.0f units, turned %.0f", seed, s.Name, a, b)
			}
		}
	}
}

// A file with far more points than a page can carry is drawn with fewer.
func TestLargeMapsAreSimplified(t *testing.T) {
	m, faults := maps.Read(written(t, nil, land(rand.New(rand.NewPCG(1, 2)), 12, 10, 300)), "", all)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	wellDrawn(t, m)
	if n := pathBytes(m); n > 130_000 {
		t.Errorf("the paths take %d bytes", n)
	}
}
