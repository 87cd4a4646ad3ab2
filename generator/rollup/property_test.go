package rollup

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// many is how many random elections each property is tried on, without fuzzing.
const many = 500

// property runs a test over random elections, and more of them when fuzzed.
func property(f *testing.F, holds func(t *testing.T, r *rand.Rand)) {
	for seed := range uint64(many) {
		f.Add(seed, uint64(0))
	}
	f.Fuzz(func(t *testing.T, a, b uint64) { holds(t, rand.New(rand.NewPCG(a, b))) })
}

// moment is a random moment to look at the data from; mostly none.
func moment(r *rand.Rand) time.Time {
	if r.IntN(3) > 0 {
		return time.Time{}
	}
	return hour(1 + r.IntN(26))
}

// A picture is all that a reader sees of one place, by names instead of
// pointers, so that two elections can be compared.
type picture struct {
	State                      State
	Lead, Beneath, Scanners    *Tally
	Official, Own              bool
	Overtaken, Whole, Outside  string
	Selections                 map[int]string
	Progress                   []Progress
	Ledger                     []Account
	Shown, Device, Contributed *Tally
	Removed, Unscanned         *Removals
}

func pictures(y *Country) map[string]picture {
	all := make(map[string]picture)
	name := func(d *election.Decision) string {
		if d == nil {
			return ""
		}
		return d.ID
	}
	for _, k := range y.Election.Contests {
		for _, c := range y.Election.Commissions {
			r := y.Of(c, k)
			lead := r.Leading()
			p := picture{
				State: r.State, Lead: lead.Tally, Official: lead.Official, Own: lead.Own, Beneath: r.Beneath, Scanners: r.Scanners,
				Shown: r.Official, Device: r.Device, Contributed: r.contribution(), Progress: r.Progress, Ledger: r.Ledger,
				Removed: r.Removed, Unscanned: r.Unscanned,
				Overtaken: name(r.Overtaken), Whole: name(r.Voided.Whole), Outside: name(r.Voided.Outside),
			}
			for i, d := range r.Voided.Selections {
				if p.Selections == nil {
					p.Selections = make(map[int]string)
				}
				p.Selections[i] = d.ID
			}
			all[k.ID+" "+c.ID] = p
		}
	}
	return all
}

// However commissions and protocols are ordered, everything is the same.
func FuzzOrderDoesNotMatter(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p, asOf := random(r, shape{above: true, decisions: true, outside: true}), moment(r)
		want := pictures(Roll(p.build(nil), asOf))
		got := pictures(Roll(p.build(r), asOf))
		if !reflect.DeepEqual(want, got) { // the difference takes long, even where there is none
			t.Errorf("another order, another result: -want +got\n%s", cmp.Diff(want, got))
		}
	})
}

// Whoever goes through a country is told the same as whoever asks for one place.
func FuzzEachIsToldAsOne(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y := Roll(random(r, shape{above: true, decisions: true, outside: true}).build(nil), moment(r))
		for _, k := range y.Election.Contests {
			each := y.Each(k)
			for _, c := range y.Election.Commissions {
				if got, want := each(c), y.Of(c, k); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: got %+v, want %+v", c.ID, got, want)
				}
			}
		}
	})
}

// However precincts are grouped into places, the country is the same.
func FuzzGroupingDoesNotMatter(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p, asOf := random(r, shape{decisions: true, outside: true}), moment(r)
		p.within = nil
		p.decisions = slices.DeleteFunc(p.decisions, func(d ruling) bool { return d.revokes >= 0 })
		for i, d := range p.decisions {
			if d.target >= 0 && p.level[d.target] != p.levels-1 {
				p.decisions[i].target = 0 // a decision about a place moves with the place
			}
		}
		before := Roll(p.build(nil), asOf)
		for _, c := range p.precincts() {
			for {
				if to := r.IntN(len(p.parent)); p.level[to] < p.levels-1 {
					p.parent[c] = to
					break
				}
			}
		}
		after := Roll(p.build(nil), asOf)
		for i, k := range before.Election.Contests {
			was, is := before.Of(before.Election.Root, k), after.Of(after.Election.Root, after.Election.Contests[i])
			if was.Beneath == nil || is.Beneath == nil {
				continue // nobody beneath the highest commission
			}
			if diff := cmp.Diff(was.Beneath, is.Beneath); diff != "" {
				t.Errorf("official: -before +after\n%s", diff)
			}
			if diff := cmp.Diff(was.Scanners, is.Scanners); diff != "" {
				t.Errorf("scanners: -before +after\n%s", diff)
			}
			if diff := cmp.Diff(was.Progress[p.levels-1], is.Progress[p.levels-1]); diff != "" {
				t.Errorf("progress of precincts: -before +after\n%s", diff)
			}
			if diff := cmp.Diff(was.Ledger[p.levels-1], is.Ledger[p.levels-1]); diff != "" {
				t.Errorf("ledger of precincts: -before +after\n%s", diff)
			}
		}
	})
}

// A protocol more never takes anything from a sum.
func FuzzNothingAddedLowersASum(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p := random(r, shape{above: r.IntN(2) == 0})
		silent := slices.DeleteFunc(p.precincts(), func(c int) bool {
			return slices.ContainsFunc(p.sheets, func(s sheet) bool { return s.commission == c && s.series != election.Device })
		})
		if len(silent) == 0 {
			return
		}
		before := Roll(p.build(nil), time.Time{})
		c := silent[r.IntN(len(silent))]
		for part := range max(1, len(p.parts)) {
			p.sheets = append(p.sheets, sheet{commission: c, part: part, series: election.Manual, version: 1, at: 1}.figures(r))
		}
		after := Roll(p.build(nil), time.Time{})
		for i, was := range before.Election.Commissions {
			is := after.Election.Commissions[i]
			a, b := before.Of(was, before.Election.Contests[0]), after.Of(is, after.Election.Contests[0])
			if a.Beneath == nil {
				continue
			}
			grows(t, was.ID+" lines", a.Beneath.Lines, b.Beneath.Lines)
			grows(t, was.ID+" votes", a.Beneath.Votes, b.Beneath.Votes)
			if diff := cmp.Diff(a.Scanners, b.Scanners); diff != "" {
				t.Errorf("%s: a hand count changed scanner figures\n%s", was.ID, diff)
			}
		}
	})
}

func grows(t *testing.T, what string, was, is []Total) {
	t.Helper()
	for i := range was {
		if is[i].Sum < was[i].Sum {
			t.Errorf("%s %d: fell from %d to %d", what, i, was[i].Sum, is[i].Sum)
		}
	}
}

// What is known, what was voided and what nobody could read make up the whole.
func FuzzKnownVoidedAndUnreadMakeTheWhole(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		p := random(r, shape{decisions: true})
		p.decisions = slices.DeleteFunc(p.decisions, func(d ruling) bool {
			return d.effect == election.Refuse || d.revokes >= 0 || d.effect == election.Revoke
		})
		p.parts, p.once = nil, nil
		p.sheets = slices.DeleteFunc(p.sheets, func(s sheet) bool { return s.part > 0 })
		y := Roll(p.build(nil), time.Time{})

		bare := *p
		bare.decisions = nil
		bare.sheets = slices.Clone(p.sheets)
		for i, s := range bare.sheets {
			bare.sheets[i].lines, bare.sheets[i].votes = slices.Clone(s.lines), slices.Clone(s.votes)
			for j := range s.lines {
				bare.sheets[i].lines[j].hidden = false
			}
			for j := range s.votes {
				bare.sheets[i].votes[j].hidden = false
			}
		}
		whole := Roll(bare.build(nil), time.Time{})
		for i, k := range y.Election.Contests {
			got, want := y.Of(y.Election.Root, k).Beneath, whole.Of(whole.Election.Root, whole.Election.Contests[i]).Beneath
			if got == nil {
				continue
			}
			hidden := p.hidden(y, k)
			for j := range want.Votes {
				g, w := got.Votes[j], want.Votes[j]
				if g.Sum+g.Out+hidden[j] != w.Sum || g.Counts+g.OutCounts != w.Counts {
					t.Errorf("votes %d: %+v and %d hidden are not %+v", j, g, hidden[j], w)
				}
			}
			for j := range want.Lines {
				g, w := got.Lines[j], want.Lines[j]
				if g.Counts+g.OutCounts != w.Counts || w.Unknown != 0 || g.Sum+g.Out > w.Sum {
					t.Errorf("line %d: %+v is not %+v", j, g, w)
				}
			}
		}
	})
}

// hidden adds up, by selection, what the papers in force say where nobody could
// read it.
func (p *plan) hidden(y *Country, k *election.Contest) []int64 {
	sums := make([]int64, selectionCount)
	for _, c := range y.Election.Commissions {
		q := y.Standing.Official(c, k, 0, time.Time{})
		if q == nil || len(c.Children) > 0 {
			continue
		}
		for _, s := range p.sheets {
			if id(s.commission) != c.ID || y.Election.Contests[s.contest] != k || s.series != q.Series || s.version != q.Version {
				continue
			}
			for i, f := range s.votes {
				if f.hidden {
					sums[i] += f.n
				}
			}
		}
	}
	return sums
}

// Percents of one base never add up to more than the whole, whatever is
// unknown, missing or voided.
func FuzzPercentsDoNotExceedTheWhole(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y := Roll(random(r, shape{above: true, decisions: true, outside: true}).build(nil), moment(r))
		for _, k := range y.Election.Contests {
			for _, c := range y.Election.Commissions {
				result := y.Of(c, k)
				for _, tally := range []*Tally{result.Leading().Tally, result.Beneath, result.Scanners, result.Official, result.Device} {
					if tally != nil {
						fits(t, c.ID, k, tally)
					}
				}
			}
		}
	})
}

func fits(t *testing.T, at string, k *election.Contest, tally *Tally) {
	t.Helper()
	for base := range k.ShareBases {
		var parts int64
		for i := range k.Selections {
			s := tally.Share(base, i)
			if s.Part < 0 || s.Part > s.Whole {
				t.Errorf("%s: selection %d has %d of %d", at, i, s.Part, s.Whole)
			}
			parts += s.Part
		}
		if parts > tally.Shares[base].Whole {
			t.Errorf("%s: the parts make %d of %d", at, parts, tally.Shares[base].Whole)
		}
	}
	if tally.Turnout.Part > tally.Turnout.Whole {
		t.Errorf("%s: %d of %d took part", at, tally.Turnout.Part, tally.Turnout.Whole)
	}
}

// The states of the commissions beneath a place add up to those expected, and
// every commission that signs is in one of them.
func FuzzProgressAddsUp(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y := Roll(random(r, shape{above: true, decisions: true}).build(nil), moment(r))
		for _, k := range y.Election.Contests {
			for _, c := range y.Election.Commissions {
				for level, p := range y.Of(c, k).Progress {
					if sum := p.Counted + p.Scanned + p.Voided + p.Held + p.Embargoed + p.Missing; sum != p.Expected {
						t.Errorf("%s, level %d: the states make %d of %d", c.ID, level, sum, p.Expected)
					}
					expected := 0
					for _, d := range y.Election.Commissions {
						if d != c && d.Level == level && d.Beneath(c) && k.Within(d) && y.Election.Signs(d) {
							expected++
						}
					}
					if p.Expected != expected {
						t.Errorf("%s, level %d: %d expected, %d sign", c.ID, level, p.Expected, expected)
					}
					closes(t, c.ID, y.Of(c, k).Ledger[level], p)
				}
			}
		}
	})
}

// closes checks that an account is made up of its parts and agrees with the
// states.
func closes(t *testing.T, at string, a Account, p Progress) {
	t.Helper()
	if a.Published+a.Held+a.Voided+a.Waiting != a.Expected || a.Expected != p.Expected || a.Published != p.Counted || a.Held != p.Held || a.Voided > p.Voided {
		t.Errorf("%s: %+v is not %+v", at, a, p)
	}
	if v := a.Voters; v != nil && v.Received().Plus(v.Waiting) != v.Expected {
		t.Errorf("%s: %+v does not close", at, *v)
	}
}
