package checks

import (
	"math/rand/v2"
	"slices"
	"testing"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// On whatever papers a line stands, the sums of the parts make up the sum of all.
// Where out-of-premises votes are void and no part of their own, a part says less
// than it might: nothing at all.
func FuzzThePartsMakeUpTheWhole(f *testing.F) {
	inTheWild(f, func(t *testing.T, _ *rand.Rand, y *rollup.Country) {
		y.Election.Decisions = slices.DeleteFunc(y.Election.Decisions, func(d *election.Decision) bool {
			return d.Scope == election.OutsideVotes
		})
		y = rollup.Roll(y.Election, y.AsOf)
		for _, k := range y.Election.Contests {
			partsAddUp(t, y, k)
		}
	})
}
