package charts

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/source"
)

// A story is a small election in words: a region north beneath cec, which signs
// nothing, two territories t-1 and t-2 beneath it, precincts p-11 to p-13 and p-21 to
// p-23 beneath them.
//
// A protocol is "p-11 manual 1 @5: listed 100, a 30, b ?": commission, series,
// version, perhaps a part, the hour it came, what it says. What it does not mention
// nobody could read. A report is "t-1 report @9: 120", of a contest where it names it.
type story struct {
	parts     []election.Part
	within    string   // the constituency; empty = the whole country
	embargo   string   // "p-11 @9"
	unlisted  bool     // the forms do not say how many are listed
	once      bool     // they are of the first part alone
	protocols []string // the decisions are "void p-11" and "refuse p-11 manual 1"
	reports   []string
	decisions []string
	asOf      int
}

var midnight = time.Date(2027, time.January, 24, 0, 0, 0, 0, time.UTC)

// hour is a moment of the day; hour 0 is no moment.
func hour(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return midnight.Add(time.Duration(n) * time.Hour)
}

// bishkek is six hours ahead.
var bishkek = time.FixedZone("+06", 6*60*60)

// country is an election without any data, in which precincts sign, and territories
// do too.
func country(parts []election.Part, unlisted bool) *election.Election {
	e := &election.Election{Zone: bishkek, Levels: []election.Level{
		{ID: "central", Signs: true}, {ID: "region"}, {ID: "territorial", Signs: true}, {ID: "precinct", Signs: true},
	}}
	add := func(id string, parent *election.Commission, level int) *election.Commission {
		c := &election.Commission{ID: id, Parent: parent, Level: level, Kind: election.Ordinary, Zone: bishkek}
		e.Add(c)
		if parent != nil {
			parent.Children = append(parent.Children, c)
		}
		return c
	}
	e.Root = add("cec", nil, 0)
	north := add("north", e.Root, 1)
	for n := 1; n <= 2; n++ {
		t := add(fmt.Sprintf("t-%d", n), north, 2)
		for m := 1; m <= 3; m++ {
			add(fmt.Sprintf("p-%d%d", n, m), t, 3)
		}
	}
	for _, id := range []string{"president", "question"} {
		k := &election.Contest{ID: id, ShareBases: []election.Role{election.Participated}}
		if id == "president" {
			k.Parts = parts
		}
		for _, l := range []struct {
			code string
			role election.Role
		}{{"listed", election.Listed}, {"took", election.Participated}, {"invalid", election.Invalid}} {
			if l.role != election.Listed || !unlisted {
				k.Lines = append(k.Lines, election.Line{Code: l.code, Role: l.role, Forms: []election.Form{{Levels: []int{0, 2, 3}}}})
			}
		}
		for i, of := range []string{"a", "b"} {
			k.Selections = append(k.Selections, &election.Selection{ID: of, Index: i, Kind: election.Candidate})
		}
		e.Contests = append(e.Contests, k)
	}
	return e
}

// tell adds up a story.
func (s *story) tell(t testing.TB) (*rollup.Country, *election.Contest) {
	t.Helper()
	e := country(s.parts, s.unlisted)
	k := e.Contests[0]
	for i := range k.Lines {
		if s.once {
			k.Lines[i].Forms[0].Parts = []int{0}
		}
	}
	if s.within != "" {
		k.Constituencies = []*election.Commission{e.Commission(s.within)}
	}
	if id, at, any := strings.Cut(s.embargo, " @"); any {
		e.Commission(id).Embargo(hour(number(t, at)))
	}
	for _, text := range s.protocols {
		p := protocolOf(t, e, text)
		p.Commission.Protocols = append(p.Commission.Protocols, p)
	}
	for _, text := range s.reports {
		reported(t, e, text)
	}
	for i, text := range s.decisions {
		words := strings.Fields(text)
		d := &election.Decision{ID: fmt.Sprintf("d-%d", i), Date: hour(1), Effect: election.EffectOfDecision(words[0]), Scope: election.WholeCommission, Target: e.Commission(words[1])}
		switch {
		case len(words) == 4:
			d.Scope, d.Contest, d.Series, d.Version = election.OneVersion, k, election.Series(words[2]), number(t, words[3])
		case len(words) == 3 && words[2] == "outside":
			d.Scope = election.OutsideVotes
		case len(words) == 3:
			d.Scope, d.Contest, d.Select = election.OneSelection, k, k.Selection(words[2])
		}
		e.Decisions = append(e.Decisions, d)
	}
	return rollup.Roll(e, hour(s.asOf)), k
}

func number(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func count(t testing.TB, text string) election.Count {
	t.Helper()
	if text == "?" {
		return election.Count{}
	}
	return election.Counted(int64(number(t, text)), source.Cell{})
}

func protocolOf(t testing.TB, e *election.Election, text string) *election.Protocol {
	t.Helper()
	head, says, _ := strings.Cut(text, ":")
	words, k := strings.Fields(head), e.Contests[0]
	p := &election.Protocol{
		Commission: e.Commission(words[0]), Contest: k, Series: election.Series(words[1]), Version: number(t, words[2]),
		Lines: make([]election.Count, len(k.Lines)), Votes: make([]election.Count, len(k.Selections)),
	}
	for _, word := range words[3:] {
		if at, is := strings.CutPrefix(word, "@"); is {
			p.Received = hour(number(t, at))
		} else {
			p.Part = k.PartIndex(word)
		}
	}
	for _, item := range strings.Split(says, ",") {
		words := strings.Fields(item)
		if len(words) != 2 {
			continue
		}
		if i := k.LineCode(words[0]); i >= 0 {
			p.Lines[i] = count(t, words[1])
		} else {
			p.Votes[k.Selection(words[0]).Index] = count(t, words[1])
		}
	}
	return p
}

func reported(t testing.TB, e *election.Election, text string) {
	t.Helper()
	head, says, _ := strings.Cut(text, ": ")
	words := strings.Fields(head)
	c := e.Commission(words[0])
	r := election.TurnoutReport{Origin: election.Origin(words[1]), Voters: count(t, says)}
	for _, word := range words[2:] {
		if at, is := strings.CutPrefix(word, "@"); is {
			r.Time = hour(number(t, at))
		} else {
			r.Contest = e.Contest(word)
		}
	}
	if c.Records == nil {
		c.Records = &election.Records{}
	}
	c.Records.Turnout = append(c.Records.Turnout, r)
}
