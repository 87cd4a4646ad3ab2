package rollup

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"achyk/generator/election"
)

// The country is the sum over its precincts, found without going through any
// place above them.
func FuzzTheCountryIsTheSumOfItsPrecincts(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p, asOf := random(r, shape{decisions: true}), moment(r)
		y := Roll(p.build(r), asOf)
		for _, k := range y.Election.Contests {
			got := y.Of(y.Election.Root, k).Beneath
			if got == nil {
				continue
			}
			want := newTally(k)
			for _, c := range y.Election.Commissions {
				if c.Level == p.levels-1 && k.Within(c) {
					direct(want, y.Election, c, k, asOf)
				}
			}
			for i := range want.Lines {
				if got.Lines[i] != want.Lines[i] {
					t.Errorf("line %d: got %+v, want %+v", i, got.Lines[i], want.Lines[i])
				}
			}
			for i := range want.Votes {
				if got.Votes[i] != want.Votes[i] {
					t.Errorf("votes %d: got %+v, want %+v", i, got.Votes[i], want.Votes[i])
				}
			}
			if got.Protocols != want.Protocols || got.Counted != want.Counted {
				t.Errorf("%d protocols, %d counted; want %d, %d", got.Protocols, got.Counted, want.Protocols, want.Counted)
			}
		}
	})
}

// A line is told or owed as often as it stands on papers, no more and no less,
// and no votes are set against the base of another part.
func FuzzALineIsOwedByThePapersThatHaveIt(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y := Roll(random(r, shape{}).build(nil), time.Time{})
		for _, k := range y.Election.Contests {
			papers := make([]int, len(k.Lines))
			for _, c := range y.Election.Commissions {
				if len(c.Children) > 0 || !k.Within(c) || c == y.Election.Root {
					continue
				}
				for i := range k.Lines {
					if y.Election.Signs(c) {
						papers[i] += k.Papers(i, c, election.Manual)
					} else {
						papers[i] += k.PartsOf(i)
					}
				}
				for base, role := range k.ShareBases {
					if own := y.Of(c, k).Official; own != nil && own.Shares[base].Over > 0 && k.Papers(k.Line(role), c, election.Manual) != k.PartCount() {
						t.Errorf("%s: percents of %s, which not every part has", c.ID, role)
					}
				}
			}
			whole := y.Of(y.Election.Root, k)
			if whole.Beneath == nil {
				continue
			}
			for i, n := range papers {
				if got := whole.Beneath.Lines[i].Counts + whole.Owed().Lines[i].Counts; int(got) != n {
					t.Errorf("line %d: %d counts of %d papers", i, got, n)
				}
			}
		}
	})
}

// direct adds one precinct to a tally by the words of the rules, one count at a
// time and with nothing of the package's.
func direct(sum *Tally, e *election.Election, c *election.Commission, k *election.Contest, asOf time.Time) {
	chosen := make([]*election.Protocol, k.PartCount())
	received := false
	for part := range chosen {
		for _, series := range []election.Series{election.Manual, election.Recount} { // the recount comes last and stays
			var best *election.Protocol
			for _, q := range c.Protocols {
				if q.Contest != k || q.Part != part || q.Series != series || (!asOf.IsZero() && q.Received.After(asOf)) || refused(e, q, asOf) {
					continue
				}
				if best == nil || q.Version > best.Version {
					best = q
				}
			}
			if best != nil {
				chosen[part], received = best, true
			}
		}
	}
	if !received {
		return
	}
	all, selections := voids(e, c, k, asOf)
	sum.Protocols++
	if !all {
		sum.Counted++
	}
	put := func(t *Total, count election.Count, out bool) {
		n, known := count.Value()
		switch {
		case out && known:
			t.Out += n
			t.OutCounts++
		case out:
			t.OutCounts++
			t.OutUnknown++
		case known:
			t.Sum += n
			t.Counts++
		default:
			t.Counts++
			t.Unknown++
		}
	}
	for part, q := range chosen {
		for i := range k.Lines {
			if k.Lines[i].On(c, election.Manual, part) {
				var count election.Count
				if q != nil {
					count = q.Lines[i]
				}
				put(&sum.Lines[i], count, all)
			}
		}
		for i := range k.Selections {
			var count election.Count
			if q != nil {
				count = q.Votes[i]
			}
			put(&sum.Votes[i], count, all || selections[i])
		}
	}
}

// inEffect asks of each decision whether a later one that is itself in effect
// revokes it.
func inEffect(e *election.Election, d *election.Decision, asOf time.Time) bool {
	if !asOf.IsZero() && d.Date.After(asOf) {
		return false
	}
	for _, other := range e.Decisions {
		if other.Revokes == d && inEffect(e, other, asOf) {
			return false
		}
	}
	return true
}

func refused(e *election.Election, q *election.Protocol, asOf time.Time) bool {
	for _, d := range e.Decisions {
		if d.Effect == election.Refuse && d.Target == q.Commission && d.Contest == q.Contest && d.Part == q.Part &&
			d.Series == q.Series && d.Version == q.Version && inEffect(e, d, asOf) {
			return true
		}
	}
	return false
}

// voids plays the decisions in the order of their dates: each void is put on a
// list, and what reinstates takes off the list the voids that are as wide or
// wider.
func voids(e *election.Election, c *election.Commission, k *election.Contest, asOf time.Time) (all bool, selections map[int]bool) {
	var list []*election.Decision
	for _, d := range e.Decisions {
		if !inEffect(e, d, asOf) || (d.Contest != nil && d.Contest != k) || (d.Target != nil && !c.Beneath(d.Target)) {
			continue
		}
		switch d.Effect {
		case election.Void:
			list = append(list, d)
		case election.Reinstate:
			list = slices.DeleteFunc(list, func(v *election.Decision) bool {
				return v.Select == d.Select && depth(v.Target) <= depth(d.Target)
			})
		}
	}
	selections = make(map[int]bool)
	for _, d := range list {
		if d.Select != nil {
			selections[d.Select.Index] = true
		} else {
			all = true
		}
	}
	return all, selections
}

// depth is how far beneath the highest commission a target lies; nothing named
// is as wide as that one.
func depth(c *election.Commission) int {
	n := 0
	for c != nil && c.Parent != nil {
		c, n = c.Parent, n+1
	}
	return n
}
