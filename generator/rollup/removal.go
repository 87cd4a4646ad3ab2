package rollup

import "achyk/generator/election"

// A Removal is what decisions took out of the votes of some commissions. None of
// it is in any sum, whoever's protocol leads.
type Removal struct {
	Whole       int   // commissions of which nothing counts
	WholeVotes  Total // their votes; unknown of those that have sent none
	Partly      int   // other commissions, of which some votes do not count
	PartlyVotes Total // these votes; unknown where nobody counted them apart
}

// Any reports whether anything was taken out.
func (m Removal) Any() bool { return m.Whole+m.Partly > 0 }

// Removals are what decisions took out of the votes beneath a place, of the
// commissions of the lowest level that signs.
type Removals struct {
	All        Removal
	Selections []Removal // by Contest.Selections: the votes for each
}

func newRemovals(k *election.Contest) *Removals {
	return &Removals{Selections: make([]Removal, len(k.Selections))}
}

// count adds one commission by its figures in a series, one protocol a part; the
// tally is nil where it has none.
func (m *Removals) count(r *Result, t *Tally, parts []*election.Protocol) {
	whole := r.State == IsVoided
	if r.State == Unsigned || r.State == Embargoed || (t == nil && !whole) {
		return
	}
	var all Total
	for i := range m.Selections {
		votes := r.removed(i, t, parts)
		m.Selections[i].enter(whole, votes)
		all = all.Plus(votes)
	}
	m.All.enter(whole, all)
}

// removed are the votes for a selection that decisions take out of a
// commission's figures.
func (r *Result) removed(selection int, t *Tally, parts []*election.Protocol) Total {
	if t == nil {
		return unknown(r.Contest.PartCount())
	}
	v := t.Votes[selection]
	votes := Total{Sum: v.Out, Counts: v.OutCounts, Unknown: v.OutUnknown}
	if r.Voided.Selections[selection] != nil {
		return votes
	}
	for part, p := range parts {
		if lost(r.Contest, part, p, r.Voided).votes == remainder {
			votes = votes.Plus(unknown(1))
		}
	}
	return votes
}

func (m *Removal) enter(whole bool, votes Total) {
	switch {
	case whole:
		m.Whole++
		m.WholeVotes = m.WholeVotes.Plus(votes)
	case votes.Counts > 0:
		m.Partly++
		m.PartlyVotes = m.PartlyVotes.Plus(votes)
	}
}

// add puts n into m, in place.
func (m *Removals) add(n *Removals) {
	if n == nil {
		return
	}
	m.All.add(&n.All)
	for i := range m.Selections {
		m.Selections[i].add(&n.Selections[i])
	}
}

func (m *Removal) add(n *Removal) {
	m.Whole += n.Whole
	m.WholeVotes = m.WholeVotes.Plus(n.WholeVotes)
	m.Partly += n.Partly
	m.PartlyVotes = m.PartlyVotes.Plus(n.PartlyVotes)
}

// LeftOut is what decisions took out of the sum beneath a place: of the official
// figures, or of the scanners' where nothing else leads. It is nil where nothing
// lies beneath, or nothing was taken out.
func (r *Result) LeftOut() *Removals {
	m := r.Removed
	if lead := r.Leading(); lead.Tally != nil && !lead.Official {
		m = r.Unscanned
	}
	if m == nil || !m.All.Any() {
		return nil
	}
	return m
}
