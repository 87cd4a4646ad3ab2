package checks

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/source"
)

// A hamlet is a country small enough to add up by hand: t-1 with p-11 and p-12,
// t-2 with p-21 and p-22, all beneath cec. Its protocols say who is listed, who took
// part, and the votes for a and b.
type hamlet struct {
	e *election.Election
	k *election.Contest
}

const unread = -1

func newHamlet() *hamlet {
	h := &hamlet{e: &election.Election{Zone: time.UTC, Levels: []election.Level{{ID: "central", Signs: true}, {ID: "territorial", Signs: true}, {ID: "precinct", Signs: true}}}}
	h.e.Root = h.add("cec", nil, 0)
	for _, n := range []string{"1", "2"} {
		t := h.add("t-"+n, h.e.Root, 1)
		h.add("p-"+n+"1", t, 2)
		h.add("p-"+n+"2", t, 2)
	}
	all := []election.Form{{Levels: []int{0, 1, 2}}}
	h.k = &election.Contest{
		ID: "president", VotesPerBallot: 1, ShareBases: []election.Role{election.Participated},
		Lines:      []election.Line{{Code: "listed", Role: election.Listed, Forms: all}, {Code: "took", Role: election.Participated, Forms: all}},
		Selections: []*election.Selection{{ID: "a"}, {ID: "b", Index: 1}},
	}
	h.e.Contests = []*election.Contest{h.k}
	return h
}

func (h *hamlet) add(id string, parent *election.Commission, level int) *election.Commission {
	c := &election.Commission{ID: id, Parent: parent, Level: level, Kind: election.Ordinary}
	h.e.Add(c)
	if parent != nil {
		parent.Children = append(parent.Children, c)
	}
	return c
}

// sign adds a protocol: listed, took, votes for a and b.
func (h *hamlet) sign(id string, s election.Series, figures ...int64) *election.Protocol {
	c := h.e.Commission(id)
	p := &election.Protocol{Commission: c, Contest: h.k, Series: s, Version: 1}
	for i, n := range figures {
		at := source.Cell{Row: 2, Column: int32(i) + 1}
		count := election.Counted(n, at)
		if n == unread {
			count = election.Unread(at)
		}
		if i < len(h.k.Lines) {
			p.Lines = append(p.Lines, count)
		} else {
			p.Votes = append(p.Votes, count)
		}
	}
	c.Protocols = append(c.Protocols, p)
	return p
}

// void declares the results of a commission invalid.
func (h *hamlet) void(id string) *election.Decision {
	d := &election.Decision{
		ID: fmt.Sprintf("d-%d", len(h.e.Decisions)), Date: wildHour(9), Effect: election.Void, Scope: election.WholeCommission, Target: h.e.Commission(id),
	}
	h.e.Decisions = append(h.e.Decisions, d)
	return d
}

// ordinary are two precincts of t-1 and one of t-2, with a line unread.
func (h *hamlet) ordinary() {
	h.sign("p-11", election.Manual, 100, 60, 30, 28)
	h.sign("p-12", election.Manual, 90, unread, 20, 10)
	h.sign("p-12", election.Device, 90, 31, 21, 10)
	h.sign("p-21", election.Manual, 50, 10, 4, 6)
}

var ownStories = []struct {
	name  string
	given func(h *hamlet)
	then  func(h *hamlet, of func(id string) *rollup.Result) // what goes wrong
	want  []string                                           // see telling
}{
	{name: "what is added up right is proven", given: (*hamlet).ordinary},
	{name: "nothing received is proven too", given: func(*hamlet) {}},
	{
		name: "a vote more is told where it is and above", given: (*hamlet).ordinary,
		then: func(_ *hamlet, of func(string) *rollup.Result) { of("t-1").Beneath.Votes[0].Sum++ },
		want: []string{"S501 cec votes:a 54 55", "S501 t-1 votes:a 51 50", "S502 t-1 votes:a 51 50", "S502 t-1 lead votes:a 51 50"},
	},
	{
		name: "a line nobody could read is not passed off as read", given: (*hamlet).ordinary,
		then: func(_ *hamlet, of func(string) *rollup.Result) { of("cec").Beneath.Lines[1].Unknown-- },
		want: []string{"S501 cec took unknown 0 1", "S502 cec took unknown 0 1", "S502 cec lead took unknown 0 1"},
	},
	{
		name: "a scanner's figure does not slip into the hand count", given: (*hamlet).ordinary,
		then: func(_ *hamlet, of func(string) *rollup.Result) {
			of("t-1").Beneath.Lines[1] = rollup.Total{Sum: 91, Counts: 2}
		},
		want: []string{"S501 cec took 70 101", "S501 t-1 took 91 60", "S502 t-1 took 91 60", "S502 t-1 lead took 91 60"},
	},
	{
		name: "a voided precinct is not put back quietly",
		given: func(h *hamlet) {
			h.ordinary()
			h.void("p-11")
		},
		then: func(_ *hamlet, of func(string) *rollup.Result) {
			of("cec").Beneath.Votes[0] = rollup.Total{Sum: 54, Counts: 3}
		},
		want: []string{"S501 cec votes:a 54 24", "S502 cec votes:a 54 24", "S502 cec lead votes:a 54 24"},
	},
	{
		name: "a precinct that stands twice beneath its territory is counted twice",
		given: func(h *hamlet) {
			h.ordinary()
			t := h.e.Commission("t-2")
			t.Children = append(t.Children, t.Children[0])
		},
		want: []string{
			"S504 p-21 commission 2 1", "S502 cec protocols 4 3", "S502 cec lead protocols 4 3",
			"S504 cec progress precinct expected 5 4", "S505 cec ledger precinct expected 5 4",
			"S502 t-2 protocols 2 1", "S502 t-2 lead protocols 2 1",
			"S504 t-2 progress precinct expected 3 2", "S505 t-2 ledger precinct expected 3 2",
		},
	},
	{
		name: "a precinct that its territory forgot is missed",
		given: func(h *hamlet) {
			h.ordinary()
			t := h.e.Commission("t-2")
			t.Children = t.Children[1:]
		},
		want: []string{
			"S504 p-21 commission 0 1", "S502 cec protocols 2 3", "S502 cec lead protocols 2 3",
			"S504 cec progress precinct expected 3 4", "S505 cec ledger precinct expected 3 4",
			"S502 t-2 protocols 0 1", "S502 t-2 lead official 0 1", "S502 t-2 lead protocols 0 1",
			"S504 t-2 progress precinct expected 1 2", "S505 t-2 ledger precinct expected 1 2",
		},
	},
	{
		name: "shares of more than their whole are told", given: (*hamlet).ordinary,
		then: func(_ *hamlet, of func(string) *rollup.Result) { of("cec").Beneath.Shares[0].Parts[1] = 40 },
		want: []string{
			"S501 cec share of took votes:b 40 34", "S502 cec share of took votes:b 40 34", "S503 cec share of took whole 74 70",
			"S502 cec lead share of took votes:b 40 34", "S503 cec lead share of took whole 74 70",
		},
	},
	{
		name: "votes beyond a protocol's own base break no sum",
		given: func(h *hamlet) {
			h.ordinary()
			h.sign("p-22", election.Manual, 10, 10, 9, 9)
		},
	},
	{
		name: "a turnout of more than the listed is told",
		given: func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, 90, 50, 40)
			h.sign("p-12", election.Manual, 100, 101, 50, 50) // by one, and says so itself
		},
		then: func(_ *hamlet, of func(string) *rollup.Result) { of("cec").Beneath.Turnout.Part = 202 },
		want: []string{
			"S501 cec turnout part 202 191", "S502 cec turnout part 202 191", "S503 cec turnout whole 202 201",
			"S502 cec lead turnout part 202 191", "S503 cec lead turnout whole 202 201",
		},
	},
	{
		name: "a ledger that does not close is told", given: (*hamlet).ordinary,
		then: func(_ *hamlet, of func(string) *rollup.Result) { of("cec").Ledger[2].Waiting = 0 },
		want: []string{
			"S501 cec ledger precinct waiting 0 1", "S505 cec ledger precinct waiting 0 1", "S505 cec ledger precinct expected 4 3",
		},
	},
	{
		name: "a territory's own protocol stands for its precincts once",
		given: func(h *hamlet) {
			h.ordinary()
			h.sign("t-1", election.Manual, 190, 100, 55, 41)
		},
		then: func(_ *hamlet, of func(string) *rollup.Result) {
			of("cec").Beneath.Votes[0] = rollup.Total{Sum: 109, Counts: 4}
		},
		want: []string{"S501 cec votes:a 109 59", "S502 cec votes:a 109 59", "S502 cec lead votes:a 109 59"},
	},
}

func TestOwnStories(t *testing.T) {
	for _, s := range ownStories {
		t.Run(s.name, func(t *testing.T) {
			h := newHamlet()
			s.given(h)
			y := rollup.Roll(h.e, time.Time{})
			if s.then != nil {
				s.then(h, func(id string) *rollup.Result { return y.Of(h.e.Commission(id), h.k) })
			}
			if diff := cmp.Diff(s.want, telling(proveOwn(y))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A slip of the program breaks every place; nobody reads a hundred thousand
// findings.
func TestBreaksAreToldUpToAHundred(t *testing.T) {
	h := newHamlet()
	for range 300 {
		t := h.add(fmt.Sprintf("north-%d", len(h.e.Commissions)), h.e.Root, 1)
		h.add(fmt.Sprintf("mill-%d", len(h.e.Commissions)), t, 2)
	}
	y := rollup.Roll(h.e, time.Time{})
	for _, c := range stored(y) {
		y.Of(c, h.k).Beneath.Votes[0].Sum++
	}
	if found := proveOwn(y); len(found) != mostBreaks || telling(found)[0] != "S501 cec votes:a 1 0" {
		t.Errorf("%d breaks, first %v", len(found), telling(found)[:1])
	}
}

var shareStories = []struct {
	name  string
	given func(h *hamlet)
	want  []string // record, votes, base, row, column
}{
	{"an ordinary protocol has no more votes than its base", (*hamlet).ordinary, nil},
	{
		"more votes than took part are told with the cell of the base",
		func(h *hamlet) { h.sign("p-11", election.Manual, 100, 60, 30, 31) },
		[]string{"p-11 president manual 1: 61 of 60 at 2:2"},
	},
	{
		"as many votes as took part are not beyond it",
		func(h *hamlet) { h.sign("p-11", election.Manual, 100, 60, 30, 30) }, nil,
	},
	{
		"scanner figures have percents too",
		func(h *hamlet) { h.sign("p-11", election.Device, 100, 60, 30, 31) },
		[]string{"p-11 president device 1: 61 of 60 at 2:2"},
	},
	{
		"a territory's protocol has percents too",
		func(h *hamlet) { h.sign("t-1", election.Manual, 100, 60, 70, unread) },
		[]string{"t-1 president manual 1: 70 of 60 at 2:2"},
	},
	{
		"what nobody could read is beyond nothing",
		func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, unread, 30, 31)
			h.sign("p-12", election.Manual, 100, 60, unread, 60)
		}, nil,
	},
	{
		"a ballot with two votes carries two",
		func(h *hamlet) {
			h.k.VotesPerBallot = 2
			h.sign("p-11", election.Manual, 100, 60, 60, 60)
			h.sign("p-12", election.Manual, 100, 60, 60, 61)
		},
		[]string{"p-12 president manual 1: 121 of 60 at 2:2"},
	},
	{
		"a voided protocol has no percents",
		func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, 60, 30, 31)
			h.void("p-11")
		}, nil,
	},
	{
		"votes that were voided are in no percent",
		func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, 60, 30, 31)
			d := h.void("p-11")
			d.Scope, d.Contest, d.Select = election.OneSelection, h.k, h.k.Selections[1]
		}, nil,
	},
	{
		"nothing under an embargo is told",
		func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, 60, 30, 31)
			h.e.Commission("p-11").Embargo(wildHour(9))
		}, nil,
	},
	{
		"a recount in force is what has the percents",
		func(h *hamlet) {
			h.sign("p-11", election.Manual, 100, 60, 30, 31)
			h.sign("p-11", election.Recount, 100, 60, 30, 30)
		}, nil,
	},
	{
		"one part makes up for another",
		func(h *hamlet) {
			h.k.Parts = []election.Part{{ID: "paper"}, {ID: "machine"}}
			h.sign("p-11", election.Manual, 100, 60, 30, 31)
			h.sign("p-11", election.Manual, 100, 60, 1, 1).Part = 1
			h.sign("p-12", election.Manual, 100, 60, 30, 31)
			h.sign("p-12", election.Manual, 100, 0, 0, 0).Part = 1
		},
		[]string{"p-12 president paper manual 1: 61 of 60 at 2:2"},
	},
}

func TestSharesBeyond(t *testing.T) {
	for _, s := range shareStories {
		t.Run(s.name, func(t *testing.T) {
			h := newHamlet()
			s.given(h)
			y := rollup.Roll(h.e, time.Time{})
			var got []string
			for _, f := range sharesBeyond(y) {
				if f.Record != fact(f, "record") || f.Commission == "" || f.Contest != h.k.ID {
					t.Errorf("%+v", f)
				}
				got = append(got, fmt.Sprintf("%s: %d of %d at %d:%d", f.Record, fact(f, "votes"), fact(f, "base"), f.At.Row, f.At.Column))
			}
			if diff := cmp.Diff(s.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if found := proveOwn(y); len(found) > 0 {
				t.Errorf("sums: %v", telling(found))
			}
		})
	}
}
