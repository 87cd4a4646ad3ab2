package maps_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/maps"
)

var update = flag.Bool("update", false, "rewrite testdata from what the code says")

// The outlines of the training election, point by point: every processor draws them
// so.
func TestTheOblastsOfTheTrainingElection(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "demo", "invented", "oblasts.topo.json"))
	if err != nil {
		t.Fatal(err)
	}
	m, faults := maps.Read(data, "", all)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	wellDrawn(t, m)
	sharedBorders(t, m)
	var text strings.Builder
	fmt.Fprintf(&text, "%d × %d\n", m.Width, m.Height)
	for _, s := range m.Shapes {
		fmt.Fprintln(&text, s.Name, s.Centre)
		for _, ring := range s.Rings {
			fmt.Fprintln(&text, " ", strings.Trim(fmt.Sprint(ring), "[]"))
		}
	}
	golden := filepath.Join("testdata", "oblasts.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("run with -update if this is meant:\n%s", diff)
	}
}

// The series agree with the library where it is right everywhere: within the
// fifteenth digit.
func TestSineAndCosine(t *testing.T) {
	for i := -1000; i <= 1000; i++ {
		x := float64(i) / 1000 * math.Pi
		if s, c := maps.Sine(x), maps.Cosine(x); math.Abs(s-math.Sin(x)) > 1e-14 || math.Abs(c-math.Cos(x)) > 1e-14 {
			t.Errorf("at %v: %v and %v", x, s-math.Sin(x), c-math.Cos(x))
		}
	}
}
