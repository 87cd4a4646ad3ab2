package rollup

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// For any set of protocols, versions, recounts, annulments and revocations, the
// totals of every place are the sum of the versions in force that are not
// voided, part by part, however the precincts are ordered and grouped; and what
// is left out is what decisions took out of them.
func FuzzTotalsAreTheVersionsInForceThatAreNotVoided(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p, asOf := random(r, shape{decisions: true, outside: true}), moment(r)
		whole(t, "as it is", Roll(p.build(nil), asOf))
		whole(t, "in another order", Roll(p.build(r), asOf))
		for _, c := range p.precincts() {
			if to := r.IntN(len(p.parent)); p.level[to] < p.levels-1 {
				p.parent[c] = to
			}
		}
		whole(t, "in other groups", Roll(p.build(r), asOf))
	})
}

// whole compares every place with its precincts, counted one figure at a time.
func whole(t *testing.T, how string, y *Country) {
	t.Helper()
	bottom := lowestSigning(y.Election) // a tree may have no precincts at all
	for _, k := range y.Election.Contests {
		for _, c := range y.Election.Commissions {
			got := y.Of(c, k)
			if got.Beneath == nil {
				continue
			}
			parts := make([]*naive, k.PartCount())
			all := &naive{lines: make([]Total, len(k.Lines)), votes: make([]Total, len(k.Selections)), removed: newRemovals(k)}
			for part := range parts {
				parts[part] = &naive{lines: make([]Total, len(k.Lines)), votes: make([]Total, len(k.Selections))}
			}
			for _, precinct := range y.Election.Commissions {
				if precinct != c && precinct.Level == bottom && precinct.Beneath(c) && k.Within(precinct) {
					all.enter(y, precinct, k, parts)
				}
			}
			if diff := cmp.Diff(all.lines, got.Beneath.Lines); diff != "" {
				t.Errorf("%s, %s: lines: -want +got\n%s", how, c.ID, diff)
			}
			if diff := cmp.Diff(all.votes, got.Beneath.Votes); diff != "" {
				t.Errorf("%s, %s: votes: -want +got\n%s", how, c.ID, diff)
			}
			if diff := cmp.Diff(all.removed, got.Removed); diff != "" {
				t.Errorf("%s, %s: left out: -want +got\n%s", how, c.ID, diff)
			}
			for part, want := range parts {
				beneath := y.Part(c, k, part).Beneath
				if !reflect.DeepEqual(want.lines, beneath.Lines) || !reflect.DeepEqual(want.votes, beneath.Votes) {
					t.Errorf("%s, %s, part %d: got %+v, want %+v", how, c.ID, part, beneath, want)
				}
			}
		}
	}
}

// naive is a sum made by the words of the rules.
type naive struct {
	lines, votes []Total
	removed      *Removals
}

// enter adds one precinct, as a whole and part by part.
func (n *naive) enter(y *Country, c *election.Commission, k *election.Contest, parts []*naive) {
	sheets, received := inForce(y, c, k)
	v := ruled(y, c, k)
	if !received && !v.all {
		return
	}
	var lost []Total // by selection
	for i := range k.Selections {
		lost = append(lost, Total{})
		if !received {
			lost[i] = unknown(len(sheets))
		}
	}
	for part, q := range sheets {
		if !received {
			break
		}
		gone, mixed := v.fate(k, part, q)
		for i := range k.Lines {
			if k.Lines[i].On(c, election.Manual, part) {
				role := k.Lines[i].Role
				outside := mixed && role == election.InMobile
				blurred := mixed && (role == election.Participated || role == election.Valid || role == election.Invalid || role == "")
				one := entered(count(q, i, false), gone || outside, blurred)
				n.lines[i], parts[part].lines[i] = n.lines[i].Plus(one), parts[part].lines[i].Plus(one)
			}
		}
		for i := range k.Selections {
			out := gone || v.selections[i]
			one := entered(count(q, i, true), out, mixed)
			n.votes[i], parts[part].votes[i] = n.votes[i].Plus(one), parts[part].votes[i].Plus(one)
			switch {
			case out:
				lost[i] = lost[i].Plus(Total{Sum: one.Out, Counts: 1, Unknown: one.OutUnknown})
			case mixed:
				lost[i] = lost[i].Plus(unknown(1))
			}
		}
	}
	n.leave(v.all, lost)
}

// leave notes what a precinct loses.
func (n *naive) leave(whole bool, lost []Total) {
	var sum Total
	enter := func(m *Removal, votes Total) {
		if whole {
			m.Whole, m.WholeVotes = m.Whole+1, m.WholeVotes.Plus(votes)
		} else if votes != (Total{}) {
			m.Partly, m.PartlyVotes = m.Partly+1, m.PartlyVotes.Plus(votes)
		}
	}
	for i, votes := range lost {
		enter(&n.removed.Selections[i], votes)
		sum = sum.Plus(votes)
	}
	enter(&n.removed.All, sum)
}

func entered(c election.Count, out, blurred bool) Total {
	n, known := c.Value()
	switch {
	case out && known:
		return Total{Out: n, OutCounts: 1}
	case out:
		return Total{OutCounts: 1, OutUnknown: 1}
	case known && !blurred:
		return Total{Sum: n, Counts: 1}
	}
	return unknown(1)
}

// inForce are a precinct's protocols by part: the highest version that had come
// and is not refused, the recount's where there is one.
func inForce(y *Country, c *election.Commission, k *election.Contest) (sheets []*election.Protocol, received bool) {
	sheets = make([]*election.Protocol, k.PartCount())
	for part := range sheets {
		for _, series := range []election.Series{election.Manual, election.Recount} {
			var best *election.Protocol
			for _, q := range c.Protocols {
				came := y.AsOf.IsZero() || !q.Received.After(y.AsOf)
				if q.Contest == k && q.Part == part && q.Series == series && came && !refused(y.Election, q, y.AsOf) &&
					(best == nil || q.Version > best.Version) {
					best = q
				}
			}
			if best != nil {
				sheets[part], received = best, true
			}
		}
	}
	return sheets, received
}

// A verdict is what decisions leave of one precinct.
type verdict struct {
	all, outside bool
	selections   map[int]bool
}

// ruled plays the decisions in the order of their dates.
func ruled(y *Country, c *election.Commission, k *election.Contest) verdict {
	var list []*election.Decision
	e := y.Election
	kind := func(d *election.Decision) election.Scope {
		if d.Scope == election.WholeElection {
			return election.WholeCommission
		}
		return d.Scope
	}
	for _, d := range e.Decisions {
		if !inEffect(e, d, y.AsOf) || (d.Contest != nil && d.Contest != k) || (d.Target != nil && !c.Beneath(d.Target)) {
			continue
		}
		switch d.Effect {
		case election.Void:
			list = append(list, d)
		case election.Reinstate:
			kept := list[:0]
			for _, v := range list {
				if kind(v) != kind(d) || v.Select != d.Select || depth(v.Target) > depth(d.Target) {
					kept = append(kept, v)
				}
			}
			list = kept
		}
	}
	v := verdict{selections: make(map[int]bool)}
	for _, d := range list {
		switch d.Scope {
		case election.OutsideVotes:
			v.outside = true
		case election.OneSelection:
			v.selections[d.Select.Index] = true
		default:
			v.all = true
		}
	}
	return v
}

// fate is what becomes of one sheet: all of it is gone, or it is a mixture of
// which nobody knows what stays.
func (v verdict) fate(k *election.Contest, part int, q *election.Protocol) (gone, mixed bool) {
	switch {
	case v.all:
		return true, false
	case !v.outside:
		return false, false
	case len(k.Parts) == 2 && k.Parts[1].Outside:
		return part == 1, false
	}
	n, known := count(q, k.Line(election.InMobile), false).Value()
	return false, !known || n > 0
}

// The parts of a contest add up to the whole of it at every place, whoever's
// protocol leads and whatever has overtaken it.
func FuzzPartsMakeTheWhole(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y := Roll(random(r, shape{above: true, decisions: true, outside: true}).build(r), []time.Time{{}, hour(12)}[r.IntN(2)])
		for _, k := range y.Election.Contests {
			for _, c := range y.Election.Commissions {
				want := y.Of(c, k)
				for _, of := range []struct {
					name string
					want *Tally
					got  func(PartResult) *Tally
				}{
					{"own", want.Official, func(p PartResult) *Tally { return p.Own }},
					{"beneath", want.Beneath, func(p PartResult) *Tally { return p.Beneath }},
					{"lead", want.contribution(), func(p PartResult) *Tally { return p.Lead }},
				} {
					sum := newTally(k)
					for part := range k.PartCount() {
						got := of.got(y.Part(c, k, part))
						if (got == nil) != (of.want == nil) {
							t.Fatalf("%s, part %d: %s is %v of %v", c.ID, part, of.name, got, of.want)
						}
						if got != nil {
							sum.add(got)
						}
					}
					if of.want != nil && (!reflect.DeepEqual(sum.Lines, of.want.Lines) || !reflect.DeepEqual(sum.Votes, of.want.Votes)) {
						t.Errorf("%s: %s: the parts make %+v, the whole is %+v", c.ID, of.name, sum, of.want)
					}
				}
			}
		}
	})
}
