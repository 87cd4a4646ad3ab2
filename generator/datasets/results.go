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
	}, s.items()...), leftOutColumns[0], leftOutColumns[1], leftOutColumns[2], leftOutColumns[3], "at_least")
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
			t.texts(c.ID, s.Election.Levels[c.Level].ID, parent(c), k.ID, string(r.Overall()), force(lead), basis(lead))
			if lead.Tally == nil {
				for range len(items) + len(leftOutColumns) + 2 {
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
			t.text(strings.Join(append(least, t.leftOut(r)...), " "))
			t.end()
		}
	}
}

// leftOutColumns are what decisions took out of the sum beneath a place: whole
// commissions and their votes, and others with the votes that they lose.
var leftOutColumns = [4]string{"voided_whole", "voided_whole_votes", "voided_partly", "voided_partly_votes"}

// leftOut writes these columns, 0 where nothing was taken out and empty at the
// bottom. It returns those of which only "at least" is known.
func (t *table) leftOut(r *rollup.Result) (least []string) {
	if r.Removed == nil {
		for range leftOutColumns {
			t.empty()
		}
		return nil
	}
	var m rollup.Removal
	if removals := r.LeftOut(); removals != nil {
		m = removals.All
	}
	for i, of := range []struct {
		commissions int
		votes       rollup.Total
	}{{m.Whole, m.WholeVotes}, {m.Partly, m.PartlyVotes}} {
		t.number(int64(of.commissions))
		switch a := of.votes.Amount(); {
		case of.commissions == 0:
			t.number(0)
		case a.State == wording.Unknown:
			t.empty()
		default:
			t.number(a.N)
			if a.State == wording.AtLeast {
				least = append(least, leftOutColumns[2*i+1])
			}
		}
	}
	return least
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
