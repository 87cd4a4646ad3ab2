package maps_test

import (
	"os"
	"path/filepath"
	"testing"

	"achyk/generator/maps"
)

// whatever reads any bytes: either something is drawn and is well drawn, or a fault
// says why nothing is.
func whatever(t *testing.T, data []byte, property string) {
	m, faults := maps.Read(data, property, func(unit string) bool { return unit != "not this" })
	if m == nil {
		if len(faults) == 0 || !faults[len(faults)-1].Problem.Whole() {
			t.Fatalf("nothing is drawn: %v", faults)
		}
		return
	}
	if m.Width < 1 || m.Width > 1000 || m.Height < 1 || m.Height > 1200 {
		t.Errorf("the drawing is %d × %d", m.Width, m.Height)
	}
	wellDrawn(t, m)
	again, _ := maps.Read(data, property, func(unit string) bool { return unit != "not this" })
	for i, s := range m.Shapes {
		if again.Shapes[i].Centre != s.Centre || len(again.Shapes[i].Rings) != len(s.Rings) {
			t.Error("the same file is drawn in two ways")
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(collection(block("a", 70, 40, 72, 42), block("b", 72, 40, 74, 42), block("a", 74, 40, 75, 42))), "code")
	f.Add([]byte(collection(block("a", 179, 40, -179, 42), `{"type":"Feature","id":1,"geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,2]],[]]]}]}}`)), "")
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"id":"\u0061","geometry":{"type":"Polygon","coordinates":[[[0,0],[1e-9,0],[0,1e-9]],[[9,89],[9,90],[8,90]]]}}]}`), "")
	f.Fuzz(func(t *testing.T, data []byte, property string) { whatever(t, data, property) })
}

func FuzzTopoJSON(f *testing.F) {
	f.Add([]byte(topology), "code")
	f.Add([]byte(topology), "")
	if data, err := os.ReadFile(filepath.Join("..", "demo", "invented", "oblasts.topo.json")); err == nil {
		f.Add(data, "")
	}
	f.Fuzz(func(t *testing.T, data []byte, property string) { whatever(t, data, property) })
}
