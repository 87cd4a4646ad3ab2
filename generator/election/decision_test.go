package election

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/source"
)

// day is a day of the month after the election.
func day(n int) time.Time { return time.Date(2027, time.February, n, 12, 0, 0, 0, time.UTC) }

// country is a small one: two territories of two precincts each, two contests.
func country() *Election {
	e := &Election{
		Levels:   []Level{{ID: "central", Signs: true}, {ID: "territorial", Signs: true}, {ID: "precinct", Signs: true}},
		Contests: []*Contest{{ID: "president"}, {ID: "referendum"}},
	}
	for i, id := range []string{"a", "b", "c"} {
		k := e.Contests[0]
		k.Selections = append(k.Selections, &Selection{ID: id, Index: i})
	}
	e.Contests[1].Selections = []*Selection{{ID: "yes"}}
	add := func(id string, parent *Commission, level int) *Commission {
		c := &Commission{ID: id, Parent: parent, Level: level}
		e.Add(c)
		if parent != nil {
			parent.Children = append(parent.Children, c)
		}
		return c
	}
	e.Root = add("cec", nil, 0)
	for _, t := range []string{"t-1", "t-2"} {
		territory := add(t, e.Root, 1)
		add(t+"-p-1", territory, 2)
		add(t+"-p-2", territory, 2)
	}
	return e
}

func TestWhatDecisionsLeaveInForce(t *testing.T) {
	type verdict struct {
		Whole, Outside string
		Selections     map[int]string
	}
	e := country()
	k, other := e.Contests[0], e.Contests[1]
	precinct, neighbour, territory := e.Commission("t-1-p-1"), e.Commission("t-1-p-2"), e.Commission("t-1")
	void := func(id string, on int, scope Scope, target *Commission) *Decision {
		return &Decision{ID: id, Date: day(on), Effect: Void, Scope: scope, Target: target}
	}
	reinstate := func(id string, on int, scope Scope, target *Commission) *Decision {
		return &Decision{ID: id, Date: day(on), Effect: Reinstate, Scope: scope, Target: target}
	}
	revoke := func(id string, on int, d *Decision) *Decision {
		return &Decision{ID: id, Date: day(on), Effect: Revoke, Scope: WholeElection, Revokes: d}
	}
	of := func(d *Decision, k *Contest) *Decision { d.Contest = k; return d }
	one := func(d *Decision, s *Selection) *Decision { d.Contest, d.Select = k, s; return d }
	v1 := void("d-1", 1, WholeCommission, precinct)
	r2 := revoke("d-2", 2, v1)

	tests := []struct {
		name      string
		decisions []*Decision
		asOf      time.Time
		of        *Commission
		contest   *Contest
		want      verdict
	}{
		{"no decision voids nothing", nil, time.Time{}, precinct, k, verdict{}},
		{"a voided precinct is voided", []*Decision{v1}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{"its neighbour is not", []*Decision{v1}, time.Time{}, neighbour, k, verdict{}},
		{"nor is the territory above it", []*Decision{v1}, time.Time{}, territory, k, verdict{}},
		{"a voided territory voids its precincts", []*Decision{void("d-1", 1, WholeCommission, territory)}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{"everything voided voids every precinct", []*Decision{void("d-1", 1, WholeElection, nil)}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{"one contest voided leaves the other", []*Decision{of(void("d-1", 1, WholeCommission, precinct), other)}, time.Time{}, precinct, k, verdict{}},
		{"one contest voided is voided", []*Decision{of(void("d-1", 1, WholeCommission, precinct), other)}, time.Time{}, precinct, other, verdict{Whole: "d-1"}},
		{"outside votes voided leave the rest", []*Decision{void("d-1", 1, OutsideVotes, precinct)}, time.Time{}, precinct, k, verdict{Outside: "d-1"}},
		{"one selection voided leaves the others", []*Decision{one(void("d-1", 1, OneSelection, nil), k.Selections[1])}, time.Time{}, precinct, k, verdict{Selections: map[int]string{1: "d-1"}}},
		{"a selection of another contest is none of this one's", []*Decision{one(void("d-1", 1, OneSelection, nil), k.Selections[1])}, time.Time{}, precinct, other, verdict{}},
		{"a decision after the moment is not made yet", []*Decision{v1}, day(1).Add(-time.Second), precinct, k, verdict{}},
		{"a decision at the moment is made", []*Decision{v1}, day(1), precinct, k, verdict{Whole: "d-1"}},
		{"a revoked decision voids nothing", []*Decision{v1, r2}, time.Time{}, precinct, k, verdict{}},
		{"a revocation after the moment revokes nothing yet", []*Decision{v1, r2}, day(1), precinct, k, verdict{Whole: "d-1"}},
		{"a revoked revocation revokes nothing", []*Decision{v1, r2, revoke("d-3", 3, r2)}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{"what reinstates undoes what voids", []*Decision{v1, reinstate("d-2", 2, WholeCommission, precinct)}, time.Time{}, precinct, k, verdict{}},
		{"what voids again voids", []*Decision{v1, reinstate("d-2", 2, WholeCommission, precinct), void("d-3", 3, WholeCommission, precinct)}, time.Time{}, precinct, k, verdict{Whole: "d-3"}},
		{"what reinstates before the void undoes nothing", []*Decision{reinstate("d-1", 1, WholeCommission, precinct), void("d-2", 2, WholeCommission, precinct)}, time.Time{}, precinct, k, verdict{Whole: "d-2"}},
		{"a precinct can come back out of a voided territory", []*Decision{void("d-1", 1, WholeCommission, territory), reinstate("d-2", 2, WholeCommission, precinct)}, time.Time{}, precinct, k, verdict{}},
		{"its neighbour does not come with it", []*Decision{void("d-1", 1, WholeCommission, territory), reinstate("d-2", 2, WholeCommission, precinct)}, time.Time{}, neighbour, k, verdict{Whole: "d-1"}},
		{
			"a territory comes back without the precinct voided on its own",
			[]*Decision{v1, void("d-2", 2, WholeCommission, territory), reinstate("d-3", 3, WholeCommission, territory)},
			time.Time{}, precinct, k, verdict{Whole: "d-1"},
		},
		{
			"and with its neighbour",
			[]*Decision{v1, void("d-2", 2, WholeCommission, territory), reinstate("d-3", 3, WholeCommission, territory)},
			time.Time{}, neighbour, k, verdict{},
		},
		{"the election comes back without the voided precinct", []*Decision{v1, void("d-2", 2, WholeElection, nil), reinstate("d-3", 3, WholeElection, nil)}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{"everything is the whole of the highest commission", []*Decision{void("d-1", 1, WholeCommission, e.Root), reinstate("d-2", 2, WholeElection, nil)}, time.Time{}, precinct, k, verdict{}},
		{"reinstating one contest leaves the other voided", []*Decision{v1, of(reinstate("d-2", 2, WholeCommission, precinct), k)}, time.Time{}, precinct, other, verdict{Whole: "d-1"}},
		{"reinstating outside votes leaves the precinct voided", []*Decision{v1, reinstate("d-2", 2, OutsideVotes, precinct)}, time.Time{}, precinct, k, verdict{Whole: "d-1"}},
		{
			"reinstating a selection leaves the other voided",
			[]*Decision{one(void("d-1", 1, OneSelection, nil), k.Selections[0]), one(void("d-2", 2, OneSelection, nil), k.Selections[1]), one(reinstate("d-3", 3, OneSelection, nil), k.Selections[0])},
			time.Time{}, precinct, k, verdict{Selections: map[int]string{1: "d-2"}},
		},
		{
			// February 2026: an annulment is revoked and one candidate's result voided instead.
			"a decision can revoke and void at once",
			[]*Decision{v1, func() *Decision {
				d := one(void("d-2", 2, OneSelection, nil), k.Selections[2])
				d.Revokes = v1
				return d
			}()},
			time.Time{}, precinct, k, verdict{Selections: map[int]string{2: "d-2"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.Decisions = test.decisions
			v := e.Standing(test.asOf).Voided(test.of, test.contest)
			var got verdict
			if v.Whole != nil {
				got.Whole = v.Whole.ID
			}
			if v.Outside != nil {
				got.Outside = v.Outside.ID
			}
			for i, d := range v.Selections {
				if got.Selections == nil {
					got.Selections = make(map[int]string)
				}
				got.Selections[i] = d.ID
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if v.Any() != !cmp.Equal(test.want, verdict{}) {
				t.Errorf("Any is %v", v.Any())
			}
		})
	}
}

func TestWhichProtocolIsInForce(t *testing.T) {
	e := country()
	c, k := e.Commission("t-1-p-1"), e.Contests[0]
	k.Parts = []Part{{ID: "paper"}, {ID: "machine"}}
	made := func(part int, s Series, version, received int) *Protocol {
		p := &Protocol{Commission: c, Contest: k, Part: part, Series: s, Version: version}
		if received > 0 {
			p.Received = day(received)
		}
		return p
	}
	refuse := func(id string, on int, s Series, version int) *Decision {
		return &Decision{ID: id, Date: day(on), Effect: Refuse, Scope: OneVersion, Target: c, Contest: k, Series: s, Version: version}
	}
	refusal := refuse("d-1", 5, Manual, 2)
	signedLate := made(0, Manual, 1, 0)
	signedLate.Signed = day(4)
	tests := []struct {
		name      string
		protocols []*Protocol
		decisions []*Decision
		asOf      time.Time
		want      string // series and version
	}{
		{"none where nothing was received", nil, nil, time.Time{}, ""},
		{"the highest version", []*Protocol{made(0, Manual, 1, 1), made(0, Manual, 3, 3), made(0, Manual, 2, 2)}, nil, time.Time{}, "manual 3"},
		{"the highest version received by then", []*Protocol{made(0, Manual, 1, 1), made(0, Manual, 2, 3)}, nil, day(2), "manual 1"},
		{"none received by then", []*Protocol{made(0, Manual, 1, 3)}, nil, day(2), ""},
		{"a protocol whose receipt nobody noted", []*Protocol{made(0, Manual, 1, 0)}, nil, day(2), "manual 1"},
		{"but not before it was signed", []*Protocol{signedLate}, nil, day(3), ""},
		{"a refused version is not in force", []*Protocol{made(0, Manual, 1, 1), made(0, Manual, 2, 2)}, []*Decision{refusal}, time.Time{}, "manual 1"},
		{"a version is in force until it is refused", []*Protocol{made(0, Manual, 1, 1), made(0, Manual, 2, 2)}, []*Decision{refusal}, day(4), "manual 2"},
		{"a later version is not refused with it", []*Protocol{made(0, Manual, 2, 1), made(0, Manual, 3, 2)}, []*Decision{refusal}, time.Time{}, "manual 3"},
		{
			"a revoked refusal refuses nothing", []*Protocol{made(0, Manual, 1, 1), made(0, Manual, 2, 2)},
			[]*Decision{refusal, {ID: "d-2", Date: day(6), Effect: Revoke, Revokes: refusal}}, time.Time{}, "manual 2",
		},
		{"recount over manual", []*Protocol{made(0, Manual, 2, 1), made(0, Recount, 1, 2)}, nil, time.Time{}, "recount 1"},
		{"a refused recount leaves the hand count", []*Protocol{made(0, Manual, 1, 1), made(0, Recount, 1, 2)}, []*Decision{refuse("d-1", 5, Recount, 1)}, time.Time{}, "manual 1"},
		{"the scanner is never official", []*Protocol{made(0, Device, 1, 1)}, nil, time.Time{}, ""},
		{"what the superior typed is never official", []*Protocol{made(0, Summary, 1, 1)}, nil, time.Time{}, ""},
		{"another part is another protocol", []*Protocol{made(1, Manual, 1, 1)}, nil, time.Time{}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, protocols := range [][]*Protocol{test.protocols, reversed(test.protocols)} {
				c.Protocols, e.Decisions = protocols, test.decisions
				got := ""
				if p := e.Standing(test.asOf).Official(c, k, 0, test.asOf); p != nil {
					got = string(p.Series) + " " + string(rune('0'+p.Version))
				}
				if got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
			}
		})
	}
}

func reversed(ps []*Protocol) []*Protocol {
	ps = slices.Clone(ps)
	slices.Reverse(ps)
	return ps
}

func TestAResultIsDeterminedOnce(t *testing.T) {
	e := country()
	first := &Decision{ID: "d-1", Date: day(1), Effect: Determine, Scope: WholeElection}
	second := &Decision{ID: "d-2", Date: day(2), Effect: Determine, Scope: WholeElection, Contest: e.Contests[1]}
	e.Decisions = []*Decision{first, second, {ID: "d-3", Date: day(3), Effect: Revoke, Revokes: first}}
	if got := e.Standing(day(2)).Determined(e.Contests[0]); got != first {
		t.Errorf("by the second day: got %v", got)
	}
	if got := e.Standing(day(2)).Determined(e.Contests[1]); got != second {
		t.Errorf("the other contest: got %v", got)
	}
	if got := e.Standing(time.Time{}).Determined(e.Contests[0]); got != nil {
		t.Errorf("after the revocation: got %v", got)
	}
}

func TestAnUnreadCountIsUnknownAndNotZero(t *testing.T) {
	at := source.Cell{File: &source.File{Path: "protocols.csv"}, Row: 2, Column: 14}
	unread, zero := Unread(at), Counted(0, at)
	if _, known := unread.Value(); known || unread.At != at {
		t.Errorf("an unread count: %+v", unread)
	}
	if n, known := zero.Value(); n != 0 || !known {
		t.Errorf("zero: %+v", zero)
	}
	if unread.Amount() == zero.Amount() {
		t.Error("unknown prints as zero does")
	}
	if (Count{}).Amount() != unread.Amount() {
		t.Error("the zero Count is not unknown")
	}
}

func TestALineStandsOnTheFormsThatHaveIt(t *testing.T) {
	l := Line{Forms: []Form{
		{Levels: []int{2}, Series: []Series{Manual}, Kinds: []Kind{Ordinary, Mobile}},
		{Levels: []int{0, 1}},
		{Levels: []int{3}, Parts: []int{1}},
	}}
	for _, test := range []struct {
		level  int
		kind   Kind
		series Series
		part   int
		want   bool
	}{
		{2, Ordinary, Manual, 0, true}, {2, Mobile, Manual, 0, true}, {2, Abroad, Manual, 0, false}, {2, Ordinary, Device, 0, false},
		{1, Ordinary, Device, 0, true}, {0, Abroad, Manual, 1, true}, {3, Ordinary, Manual, 0, false}, {3, Ordinary, Manual, 1, true},
		{4, Ordinary, Manual, 1, false},
	} {
		if got := l.On(&Commission{Level: test.level, Kind: test.kind}, test.series, test.part); got != test.want {
			t.Errorf("level %d, %s, %s, part %d: got %v", test.level, test.kind, test.series, test.part, got)
		}
	}
}

func TestHowManyPapersHaveALine(t *testing.T) {
	once := Line{Forms: []Form{{Levels: []int{2}, Parts: []int{1}}}}
	each := Line{Forms: []Form{{Levels: []int{1, 2}}}}
	c := &Commission{Level: 2, Kind: Ordinary}
	whole, parts := &Contest{Lines: []Line{each}}, &Contest{Lines: []Line{once, each}, Parts: []Part{{ID: "machine"}, {ID: "paper"}}}
	if got := [...]int{whole.Papers(0, c, Manual), parts.Papers(0, c, Manual), parts.Papers(1, c, Manual)}; got != [...]int{1, 1, 2} {
		t.Errorf("papers: %v", got)
	}
	if got := [...]int{whole.PartsOf(0), parts.PartsOf(0), parts.PartsOf(1)}; got != [...]int{1, 1, 2} {
		t.Errorf("parts: %v", got)
	}
	c.Level = 1
	if got := parts.Papers(0, c, Manual); got != 0 {
		t.Errorf("%d papers of a level that signs others", got)
	}
}

func TestWhereAContestIsHeld(t *testing.T) {
	e := country()
	k := &Contest{Constituencies: []*Commission{e.Commission("t-1")}}
	for id, want := range map[string][2]bool{
		"cec": {true, false}, "t-1": {true, true}, "t-1-p-1": {true, true}, "t-2": {false, false}, "t-2-p-1": {false, false},
	} {
		if c := e.Commission(id); k.HeldAt(c) != want[0] || k.Within(c) != want[1] {
			t.Errorf("%s: held %v, within %v", id, k.HeldAt(c), k.Within(c))
		}
	}
	if all := (&Contest{}); !all.HeldAt(e.Root) || !all.Within(e.Root) {
		t.Error("a contest without constituencies is the whole country's")
	}
}

func TestAnIDIsTakenOnce(t *testing.T) {
	e := country()
	n := len(e.Commissions)
	if e.Add(&Commission{ID: "t-1"}) || len(e.Commissions) != n {
		t.Error("an id was taken twice")
	}
}

func TestTheLatestTimeOfAllThatIsInTheData(t *testing.T) {
	e := country()
	if !e.Latest().IsZero() {
		t.Error("no time, and yet one was found")
	}
	e.Commission("t-2-p-1").Protocols = []*Protocol{{Received: day(2), Signed: day(1)}}
	e.Decisions = []*Decision{{Date: day(3)}}
	if got := e.Latest(); !got.Equal(day(3)) {
		t.Errorf("got %v", got)
	}
}

// A reader of a decision learns which one took it back: by revoking it, or by
// reinstating all that it voided and not only a part.
func TestWhatTookADecisionBack(t *testing.T) {
	e := country()
	k, territory, precinct := e.Contests[0], e.Commission("t-1"), e.Commission("t-1-p-1")
	one := func(on int, effect EffectOfDecision, target *Commission, contest *Contest, revokes *Decision) *Decision {
		d := &Decision{Date: day(on), Effect: effect, Scope: WholeCommission, Target: target, Contest: contest, Revokes: revokes}
		e.Decisions = append(e.Decisions, d)
		return d
	}
	revoked := one(1, Void, precinct, nil, nil)
	wide := one(2, Void, territory, nil, nil)
	narrow := one(3, Reinstate, precinct, nil, nil)
	undone := one(4, Void, precinct, k, nil)
	of := one(5, Revoke, nil, nil, revoked)
	again := one(6, Reinstate, precinct, nil, nil)
	back := one(7, Revoke, nil, nil, of)
	for _, test := range []struct {
		sentence    string
		d           *Decision
		asOf        time.Time
		by, undoing *Decision
	}{
		{"revoked, and that is revoked; the precinct is reinstated", revoked, time.Time{}, nil, narrow},
		{"revoked so far: what is not in effect is not undone", revoked, day(5), of, nil},
		{"nothing yet", revoked, day(2), nil, nil},
		{"a part of a territory is not the whole of it", wide, time.Time{}, nil, nil},
		{"one contest comes back with all of them", undone, time.Time{}, nil, again},
		{"not before that", undone, day(4), nil, nil},
		{"what revokes can be revoked", of, time.Time{}, back, nil},
		{"what reinstates is not undone", narrow, time.Time{}, nil, nil},
	} {
		s := e.Standing(test.asOf)
		if by, undoing := s.RevokedBy(test.d), s.UndoneBy(test.d); by != test.by || undoing != test.undoing {
			t.Errorf("%s: revoked by %v, undone by %v", test.sentence, by, undoing)
		}
	}
}
