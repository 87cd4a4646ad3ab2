package checks_test

import (
	"path/filepath"
	"testing"

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

// What the pages of a precinct ask for first.
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

// Four times as many precincts take about four times the work, and not sixteen. It
// is counted in allocations, which do not depend on who else uses the machine; how
// long it takes is for the benchmarks to say.
func TestExaminingGrowsWithTheCountry(t *testing.T) {
	work := func(precincts int) float64 {
		y, d := training(t, precincts)
		return testing.AllocsPerRun(1, func() { examined(t, y, d) })
	}
	if few, many := work(500), work(2000); many > 5*few {
		t.Errorf("500 precincts take %.0f allocations, 2,000 take %.0f", few, many)
	}
}
