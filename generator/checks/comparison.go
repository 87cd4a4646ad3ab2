package checks

import (
	"slices"

	"achyk/generator/election"
)

// A Comparison says what a check compares a protocol with. It follows from whose
// figures the formula names.
type Comparison string

// The comparisons.
const (
	WithinProtocol  Comparison = "within"   // its lines with one another
	BetweenCounts   Comparison = "series"   // with another count of the same ballots
	WithSummary     Comparison = "summary"  // with the superior commission's summary table
	BetweenLevels   Comparison = "levels"   // with the sum of the protocols beneath
	BetweenContests Comparison = "contests" // with that of the day's first contest
	BetweenParts    Comparison = "parts"    // with that of another part
	WithList        Comparison = "list"     // with the participation list
)

// Comparisons are all comparisons, in the order they are shown.
var Comparisons = []Comparison{
	WithinProtocol, BetweenCounts, WithSummary, BetweenLevels, BetweenContests, BetweenParts, WithList,
}

// compared says what each origin of a figure makes of a formula that names it.
var compared = map[Origin]Comparison{
	Own: WithinProtocol, Device: BetweenCounts, ByHand: BetweenCounts, InSummary: WithSummary, Beneath: BetweenLevels,
	First: BetweenContests, OtherPart: BetweenParts, Participation: WithList,
}

// Compares is what a check compares: of several things the one that readers would
// look for, which is what stands first among these. It is empty where the formula
// means nothing.
func (r *Report) Compares(check *election.Check) Comparison {
	f := r.compiled[check]
	if f == nil {
		return ""
	}
	for _, kind := range []Comparison{BetweenLevels, WithSummary, BetweenCounts, WithList, BetweenContests, BetweenParts} {
		if slices.ContainsFunc(f.operands, func(o operand) bool { return compared[o.of] == kind }) {
			return kind
		}
	}
	return WithinProtocol
}
