package rollup

import (
	"fmt"
	"testing"
	"time"

	"achyk/generator/election"
	"achyk/generator/source"
)

// wide is a country of one territory with so many precincts, all of which have
// sent one protocol.
func wide(precincts int) *election.Election {
	e := &election.Election{Zone: time.UTC, Levels: []election.Level{{ID: "central"}, {ID: "precinct", Signs: true}}}
	k := &election.Contest{ID: "president", ShareBases: []election.Role{election.Valid}}
	for _, role := range []election.Role{election.Listed, election.Participated, election.Valid, election.Invalid} {
		k.Lines = append(k.Lines, election.Line{Code: string(role), Role: role, Forms: []election.Form{{Levels: []int{1}}}})
	}
	for i := range 5 {
		k.Selections = append(k.Selections, &election.Selection{ID: fmt.Sprint(i), Index: i, Kind: election.Candidate})
	}
	e.Contests = []*election.Contest{k}
	e.Root = &election.Commission{ID: "cec"}
	e.Add(e.Root)
	for i := range precincts {
		c := &election.Commission{ID: fmt.Sprintf("p-%d", i), Level: 1, Parent: e.Root, Kind: election.Ordinary}
		p := &election.Protocol{Commission: c, Contest: k, Series: election.Manual, Version: 1}
		for range k.Lines {
			p.Lines = append(p.Lines, election.Counted(int64(i), source.Cell{}))
		}
		for range k.Selections {
			p.Votes = append(p.Votes, election.Counted(1, source.Cell{}))
		}
		c.Protocols = []*election.Protocol{p}
		e.Add(c)
		e.Root.Children = append(e.Root.Children, c)
	}
	return e
}

// Precincts are many, and adding one up takes no memory of its own.
func TestAPrecinctTakesNoRoom(t *testing.T) {
	allocations := func(precincts int) float64 {
		e := wide(precincts)
		return testing.AllocsPerRun(5, func() {
			y := Roll(e, time.Time{})
			each := y.Each(e.Contests[0])
			for _, c := range e.Commissions {
				each(c)
			}
		})
	}
	if few, many := allocations(10), allocations(1000); many > few+10 {
		t.Errorf("10 precincts take %.0f allocations, 1,000 take %.0f", few, many)
	}
}

// All of a country of 95,000 precincts.
func BenchmarkRoll(b *testing.B) {
	e := wide(95_000)
	b.ReportAllocs()
	for b.Loop() {
		Roll(e, time.Time{})
	}
}
