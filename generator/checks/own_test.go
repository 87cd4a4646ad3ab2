package checks

import (
	"math/rand/v2"
	"testing"
	"time"

	"achyk/generator/rollup"
)

// wildElections is how many random elections a property is tried on, without fuzzing.
const wildElections = 1000

// inTheWild runs a test over random elections and moments to look at them from.
func inTheWild(f *testing.F, holds func(t *testing.T, r *rand.Rand, y *rollup.Country)) {
	for seed := range uint64(wildElections) {
		f.Add(seed, uint64(0))
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		r := rand.New(rand.NewPCG(a, b))
		e, asOf := wild(r), time.Time{}
		if r.IntN(3) == 0 {
			asOf = wildHour(r.IntN(24))
		}
		holds(t, r, rollup.Roll(e, asOf))
	})
}

// Whatever is unknown, missing, voided, overtaken or beyond belief, every sum
// is proven.
func FuzzOwnSumsAreProven(f *testing.F) {
	inTheWild(f, func(t *testing.T, _ *rand.Rand, y *rollup.Country) {
		for _, f := range proveOwn(y) {
			t.Errorf("%s %v", f.Code, f.Args)
		}
	})
}
