package datasets

import (
	"strings"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

func resultColumns(s *Set) []string {
	return append(append([]string{
		"commission", "level", "parent", "contest", "state", "force", "basis", "protocols",
	}, s.items()...), "at_least")
}

// results is a row a commission and contest, with the figures that lead its
// page. A figure that a decision took out of the sum is empty.
func (s *Set) results(t *table) {
	slots, items := s.allSlots(), s.items()
	for _, c := range s.Election.Commissions {
		for _, k := range s.Election.Contests {
			if !k.HeldAt(c) {
				continue
			}
			r := s.Of(c, k)
			lead := r.Leading()
			t.row()
			t.texts(c.ID, s.Election.Levels[c.Level].ID, parent(c), k.ID, State(r), force(lead), basis(lead))
			if lead.Tally == nil {
				for range len(items) + 2 {
					t.empty()
				}
				t.end()
				continue
			}
			t.number(int64(lead.Tally.Counted))
			var least []string
			for i, at := range slots[k] {
				a := leading(lead.Tally, at)
				if a.State == wording.Unknown {
					t.empty()
					continue
				}
				t.number(a.N)
				if a.State == wording.AtLeast {
					least = append(least, items[i])
				}
			}
			t.text(strings.Join(least, " "))
			t.end()
		}
	}
}

// leading is one figure of a tally; unknown where the contest has none.
func leading(t *rollup.Tally, at slot) wording.Amount {
	switch {
	case at.index < 0:
		return wording.Amount{}
	case at.votes:
		return t.Votes[at.index].Amount()
	}
	return t.Lines[at.index].Amount()
}

// parent is the id of the commission above; empty at the top.
func parent(c *election.Commission) string {
	if c.Parent == nil {
		return ""
	}
	return c.Parent.ID
}

// The forces of figures.
const (
	official    = "official"
	preliminary = "preliminary" // the scanner's: no legal force
	noForce     = "none"        // nothing was received
)

func force(l rollup.Lead) string {
	switch {
	case l.Tally == nil:
		return noForce
	case l.Official:
		return official
	}
	return preliminary
}

// basis says what the figures that lead are; empty where there are none.
func basis(l rollup.Lead) string {
	switch {
	case l.Tally == nil:
		return ""
	case l.Own:
		return "own"
	}
	return "sum"
}

// State says in one word where a place stands with a contest: its own state at
// the bottom, what lies beneath it above. It is one of the states of rollup, or
// "partial".
func State(r *rollup.Result) string {
	_, beneath := deepest(r)
	lead := r.Leading()
	switch {
	case beneath == nil && r.State == rollup.Unsigned:
		return string(rollup.Missing)
	case beneath == nil || r.State == rollup.IsVoided || (r.State == rollup.Counted && r.Overtaken == nil):
		return string(r.State)
	case beneath.Voided == beneath.Expected:
		return string(rollup.IsVoided)
	case lead.Tally == nil && beneath.Embargoed == beneath.Expected:
		return string(rollup.Embargoed)
	case lead.Tally == nil:
		return string(rollup.Missing)
	case !lead.Official:
		return string(rollup.Scanned)
	case beneath.Counted+beneath.Voided == beneath.Expected:
		return string(rollup.Counted)
	}
	return "partial"
}

// deepest is the lowest level beneath a place that has commissions which sign.
func deepest(r *rollup.Result) (int, *rollup.Progress) {
	for level := len(r.Progress) - 1; level >= 0; level-- {
		if r.Progress[level].Expected > 0 {
			return level, &r.Progress[level]
		}
	}
	return 0, nil
}
