package datasets

import (
	"achyk/generator/rollup"
)

// A LeftOut is what decisions took out of a sum, of the commissions of one
// level.
type LeftOut struct {
	Level  string   `json:"level"`
	Whole  *Removal `json:"whole,omitempty"`  // commissions of which nothing counts
	Partly *Removal `json:"partly,omitempty"` // others that lose a part of their votes
}

// A Removal counts commissions, and the votes that they lose.
type Removal struct {
	Commissions int64  `json:"commissions"`
	Votes       Amount `json:"votes"`
}

// leftOut is what decisions took out of the sum beneath a place: of the votes for
// one selection, or of all (-1). It is nil where that is nothing.
func (s *Set) leftOut(r *rollup.Result, selection int) *LeftOut {
	removals := r.LeftOut()
	if removals == nil {
		return nil
	}
	m := removals.All
	if selection >= 0 {
		m = removals.Selections[selection]
	}
	if !m.Any() {
		return nil
	}
	level, _ := r.Deepest()
	l := &LeftOut{Level: s.Election.Levels[level].ID}
	if m.Whole > 0 {
		l.Whole = &Removal{int64(m.Whole), amount(m.WholeVotes.Amount())}
	}
	if m.Partly > 0 {
		l.Partly = &Removal{int64(m.Partly), amount(m.PartlyVotes.Amount())}
	}
	return l
}

// An Agreement says how far a commission's own protocol and the sum of those
// beneath it say the same, over lines and votes.
type Agreement struct {
	Agrees bool   `json:"agrees"`           // nothing that could be compared differs, and something could be
	Differ *int64 `json:"differ,omitempty"` // figures that differ
	Open   *int64 `json:"open,omitempty"`   // figures that could not be compared, beside others that could
}

// Compared reports whether the page of a place sets its own protocol beside the
// sum of those beneath it.
func Compared(r *rollup.Result) bool { return r.Leading().Own && summed(r) && r.Official != nil }

// agreement is nil where nothing is set beside anything.
func agreement(r *rollup.Result) *Agreement {
	if !Compared(r) {
		return nil
	}
	var same, differ, open int64
	enter := func(own, sum, owed rollup.Total) {
		a, known := own.Known()
		b, summed := sum.Known()
		switch {
		case own.Counts+own.OutCounts == 0 || sum.Counts+sum.OutCounts+owed.Counts == 0:
		case !known || !summed || owed.Counts > 0:
			open++
		case a != b:
			differ++
		default:
			same++
		}
	}
	for i := range r.Official.Lines {
		enter(r.Official.Lines[i], r.Beneath.Lines[i], r.Owed().Lines[i])
	}
	for i := range r.Official.Votes {
		enter(r.Official.Votes[i], r.Beneath.Votes[i], r.Owed().Votes[i])
	}
	if same+differ+open == 0 {
		return nil
	}
	g := &Agreement{Agrees: differ == 0 && same > 0}
	if differ > 0 {
		g.Differ = &differ
	}
	if open > 0 && same+differ > 0 {
		g.Open = &open
	}
	return g
}
