package changes

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// hour is a moment of the small election; 0 is no moment.
func hour(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Date(2027, time.January, 24, n, 0, 0, 0, time.UTC)
}

// small is an election of two precincts beneath one commission, with one line and
// one selection.
func small() *election.Election {
	k := &election.Contest{
		ID: "head", Lines: []election.Line{{Code: "listed", Number: "1", Forms: []election.Form{{Levels: []int{1}}}}},
		Selections: []*election.Selection{{ID: "oak", Kind: election.Candidate}},
	}
	e := &election.Election{
		ID: "small", Zone: time.UTC, Contests: []*election.Contest{k},
		Levels: []election.Level{{ID: "central"}, {ID: "precinct", Signs: true}},
	}
	e.Root = &election.Commission{ID: "c", Zone: time.UTC}
	e.Add(e.Root)
	for _, id := range []string{"p-1", "p-2"} {
		c := &election.Commission{ID: id, Level: 1, Parent: e.Root, Zone: time.UTC}
		e.Root.Children = append(e.Root.Children, c)
		e.Add(c)
	}
	return e
}

func file() *source.File { return &source.File{Path: "protocols.csv"} }

// receive adds a protocol with so many votes; below zero nobody could read them.
func receive(e *election.Election, id string, series election.Series, version, at int, votes int64) *election.Protocol {
	cell := source.Cell{File: file(), Row: int32(version + 1), Column: 4}
	count := election.Counted(votes, cell)
	if votes < 0 {
		count = election.Unread(cell)
	}
	c := e.Commission(id)
	p := &election.Protocol{
		Commission: c, Contest: e.Contests[0], Series: series, Version: version, Corrected: version > 1, Received: hour(at), At: cell,
		Lines: []election.Count{election.Counted(100, cell)}, Votes: []election.Count{count},
	}
	c.Protocols = append(c.Protocols, p)
	return p
}

func decide(e *election.Election, d election.Decision, at int) *election.Decision {
	d.ID, d.Date = "d-"+string(rune('1'+len(e.Decisions))), hour(at)
	e.Decisions = append(e.Decisions, &d)
	return &d
}

// happened is what happened, a line each: what, and what it set.
func happened(t *testing.T, e *election.Election, asOf time.Time) []string {
	t.Helper()
	var all []string
	for entry := range Of(rollup.Roll(e, asOf)) {
		line, err := Append(nil, e, entry)
		if err != nil {
			t.Fatal(err)
		}
		var l struct {
			ID, Kind string
			Changes  []struct{ Set, Was json.RawMessage }
		}
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		says := l.Kind + " " + l.ID
		for _, c := range l.Changes {
			says += " " + string(c.Set)
			if c.Was != nil {
				says += "<" + string(c.Was)
			}
		}
		all = append(all, says)
	}
	return all
}

func TestWhatHappenedIsToldInOrder(t *testing.T) {
	e := small()
	receive(e, "p-2", election.Manual, 1, 3, 40)
	receive(e, "p-1", election.Manual, 2, 5, 12)
	receive(e, "p-1", election.Manual, 1, 3, -1)
	receive(e, "p-2", election.Device, 1, 0, 39)
	receive(e, "p-2", election.Recount, 1, 8, 41)
	void := decide(e, election.Decision{Effect: election.Void, Scope: election.WholeCommission, Target: e.Commission("p-2")}, 3)
	decide(e, election.Decision{Effect: election.Refuse, Scope: election.OneVersion, Target: e.Commission("p-1"), Contest: e.Contests[0], Series: election.Manual, Version: 2}, 6)
	decide(e, election.Decision{Effect: election.Revoke, Scope: election.WholeElection, Revokes: void}, 9)
	want := []string{
		`protocol protocol/p-2/head/device/1 {"version":1,"in_force":false,"listed":100,"votes:oak":39}`,
		`protocol protocol/p-1/head/manual/1 {"version":1,"in_force":true,"listed":100,"votes:oak":null}`,
		`protocol protocol/p-2/head/manual/1 {"version":1,"in_force":true,"listed":100,"votes:oak":40}`,
		`decision decision/d-1 {"in_effect":true} {"in_force":false,"voided_by":"d-1"}<{"in_force":true,"voided_by":null} {"voided_by":"d-1"}<{"voided_by":null}`,
		`correction protocol/p-1/head/manual/2 {"version":2,"votes:oak":12}<{"version":1,"votes:oak":null}`,
		`decision decision/d-2 {"in_effect":true} {"version":1,"refused_by":"2:d-2","votes:oak":null}<{"version":2,"refused_by":null,"votes:oak":12}`,
		`recount protocol/p-2/head/recount/1 {"version":1,"in_force":false,"voided_by":"d-1","listed":100,"votes:oak":41}`,
		`decision decision/d-3 {"in_effect":false}<{"in_effect":true} {"in_effect":true} {"voided_by":null}<{"voided_by":"d-1"}` +
			` {"in_force":true,"voided_by":null}<{"in_force":false,"voided_by":"d-1"} {"voided_by":null}<{"voided_by":"d-1"}`,
	}
	if diff := cmp.Diff(want, happened(t, e, hour(20))); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	if diff := cmp.Diff(want[:5], happened(t, e, hour(5))); diff != "" {
		t.Errorf("at five, want (-), got (+):\n%s", diff)
	}
	slices.Reverse(e.Commission("p-1").Protocols) // the rows of a table have no order
	if diff := cmp.Diff(want, happened(t, e, hour(20))); diff != "" {
		t.Errorf("in another order, want (-), got (+):\n%s", diff)
	}
}

func TestNothingSealedIsTold(t *testing.T) {
	e := small()
	receive(e, "p-1", election.Manual, 1, 3, 10)
	receive(e, "p-2", election.Manual, 1, 3, 20)
	e.Commission("p-2").Embargo(hour(6))
	want := []string{`protocol protocol/p-1/head/manual/1 {"version":1,"in_force":true,"listed":100,"votes:oak":10}`}
	if diff := cmp.Diff(want, happened(t, e, hour(5))); diff != "" {
		t.Error(diff)
	}
	if got := happened(t, e, hour(6)); len(got) != 2 {
		t.Errorf("after the embargo: %v", got)
	}
}

// What a version says of itself is read back as it was, the figures in full
// wherever it does not begin its record.
func TestALineIsReadAsItWasWritten(t *testing.T) {
	e := small()
	receive(e, "p-1", election.Manual, 1, 3, 10)
	p := receive(e, "p-1", election.Manual, 2, 4, -1)
	p.Reason, p.ReasonCode = wording.Text{Ky: "<a> \"b\" & c\n", Ru: "\u2028"}, "typing"
	var lines []*Line
	for entry := range Of(rollup.Roll(e, hour(9))) {
		b, err := Append(nil, e, entry)
		if err != nil {
			t.Fatal(err)
		}
		l := new(Line)
		if err := json.Unmarshal(b, l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	l := lines[1]
	if l.ReasonKy != p.Reason.Ky || l.ReasonRu != p.Reason.Ru || l.ReasonCode != "typing" || l.File != "protocols.csv" || l.Row != 3 {
		t.Errorf("it reads %+v", l)
	}
	hundred := int64(100)
	if diff := cmp.Diff(map[string]*int64{"listed": &hundred, "votes:oak": nil}, l.Figures); diff != "" {
		t.Error(diff)
	}
	if lines[0].Figures != nil {
		t.Errorf("the first version says its figures twice: %v", lines[0].Figures)
	}
}
