package checks_test

import (
	"path/filepath"
	"testing"
	"time"

	"achyk/generator/checks"
	"achyk/generator/demo"
	"achyk/generator/intake"
	"achyk/generator/rollup"
)

// training reads and adds up a training election.
func training(t testing.TB, precincts int) (*rollup.Country, *intake.Data) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: dir, Precincts: precincts, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	d, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Elections) != 1 {
		t.Fatalf("%d elections, findings %v", len(d.Elections), d.Findings)
	}
	return rollup.Roll(d.Elections[0], d.Elections[0].Latest()), d
}

func examined(t testing.TB, y *rollup.Country, d *intake.Data) *checks.Report {
	t.Helper()
	r, err := checks.Examine(y, d.Of(y.Election))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// All checks of a whole country, on all cores.
func BenchmarkExamine(b *testing.B) {
	y, d := training(b, 2500)
	b.ReportAllocs()
	for b.Loop() {
		examined(b, y, d)
	}
}

// What one page of a precinct asks for.
func BenchmarkOn(b *testing.B) {
	y, d := training(b, 2500)
	r := examined(b, y, d)
	all := y.Election.Commissions
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		r.On(all[i%len(all)])
		i++
	}
}

// A build of a country must not wait for its arithmetic.
func TestACountryIsExaminedAtOnce(t *testing.T) {
	y, d := training(t, 2500)
	began := time.Now()
	examined(t, y, d)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("2,500 precincts took %v", took)
	}
}
