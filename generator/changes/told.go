package changes

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Told is an entry as lists and feeds tell it: that something became otherwise.
// What came first is no change, and stands in the log alone.
type Told struct {
	ID       string
	Kind     Kind // Corrected, Recounted, Decided
	At       time.Time
	Decision *election.Decision // that was made, or that a version rests on; nil = none

	// Before and After are what readers compare: the version before a correction,
	// the hand count that a recount takes the place of, or the version that stood
	// until a decision. Before is nil where there was none. After is nil where
	// none stands, or where a decision lets every version stand as it did.
	Before, After *election.Protocol

	// Of a decision: how many protocols left the sums by it, came back into them,
	// and are in them with fewer or more votes.
	Left, Back, Partly int
	Versions           int // of how many records it lets another version stand
}

// Version is the protocol that came; nil for a decision.
func (t *Told) Version() *election.Protocol {
	if t.Kind == Decided {
		return nil
	}
	return t.After
}

// Place is what it is about: a commission, or everywhere; a contest, or all. What
// does nothing but revoke is about what it revokes.
func (t *Told) Place() (*election.Commission, *election.Contest) {
	if p := t.Version(); p != nil {
		return p.Commission, p.Contest
	}
	d := t.Decision
	for d.Effect == election.Revoke && d.Target == nil && d.Revokes != nil {
		d = d.Revokes
	}
	return d.Target, d.Contest
}

// Figures are the figures that differ, in the order of the paper.
func (t *Told) Figures() []election.Difference {
	if t.After == nil {
		return nil
	}
	return election.Differences(t.Before, t.After)
}

// Tell is everything that became otherwise, oldest first.
func Tell(y *rollup.Country) []Told {
	var all []Told
	for e := range Of(y) {
		if e.Kind == Arrived {
			continue
		}
		one := Told{ID: e.ID, Kind: e.Kind, At: e.At, Decision: e.Decision, Before: e.Against, After: e.Protocol}
		if e.Kind == Decided {
			one.decision(e.Changes)
		}
		all = append(all, one)
	}
	return all
}

// decision notes what a decision did to the protocols it touched.
func (t *Told) decision(all []Change) {
	for i := range all {
		c := &all[i]
		was, is := c.Before.counts(), c.After.counts()
		switch {
		case was && !is:
			t.Left++
		case is && !was:
			t.Back++
		case is && (c.Before.Mixed != c.After.Mixed || c.Before.Selections != c.After.Selections):
			t.Partly++
		}
		if c.Before.Protocol != c.After.Protocol {
			t.Before, t.After = c.Before.Protocol, c.After.Protocol
			t.Versions++
		}
	}
	if t.Versions > 1 { // a table for each would be a list of its own
		t.Before, t.After = nil, nil
	}
}

// counts reports whether the record's figures are in the sums.
func (st *State) counts() bool { return st.InForce && st.Voided == nil }
