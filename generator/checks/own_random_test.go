package checks

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/source"
)

// A wilderness makes elections that no office would send: lines that stand on
// some forms alone, levels that sign nothing, places with nobody beneath them,
// votes beyond the ballots, the same version twice, protocols of levels that
// sign none, times that nobody noted.
type wilderness struct {
	*rand.Rand
	e *election.Election
}

func wild(r *rand.Rand) *election.Election {
	w := &wilderness{r, &election.Election{Zone: time.UTC}}
	levels := 1 + r.IntN(5)
	for level := range levels {
		w.e.Levels = append(w.e.Levels, election.Level{ID: fmt.Sprintf("l-%d", level), Signs: w.one(4) || level == levels-1})
	}
	if w.one(5) {
		w.e.Levels[levels-1].Signs = false
	}
	w.e.Root = w.grow(nil, 0)
	for i := range 1 + r.IntN(3) {
		w.e.Contests = append(w.e.Contests, w.contest(i))
	}
	for _, c := range w.e.Commissions {
		for _, k := range w.e.Contests {
			for part := range k.PartCount() {
				w.sign(c, k, part)
			}
		}
	}
	if r.IntN(3) > 0 {
		for range r.IntN(14) {
			w.decide()
		}
	}
	slices.SortStableFunc(w.e.Decisions, func(a, b *election.Decision) int { return a.Date.Compare(b.Date) })
	return w.e
}

// one is true once in so many times.
func (w *wilderness) one(in int) bool { return w.IntN(in) == 0 }

func wildHour(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Date(2027, time.January, 24, n, 0, 0, 0, time.UTC)
}

// hour is a moment of the election, or none.
func (w *wilderness) hour() time.Time { return wildHour(w.IntN(24)) }

func (w *wilderness) grow(parent *election.Commission, level int) *election.Commission {
	kinds := []election.Kind{election.Ordinary, election.Ordinary, election.Abroad, election.Closed}
	c := &election.Commission{
		ID: fmt.Sprintf("c-%d", len(w.e.Commissions)), Level: level, Kind: kinds[w.IntN(len(kinds))], Parent: parent, Zone: time.UTC,
	}
	if w.one(9) {
		c.NotBefore = w.hour()
	}
	if w.one(6) {
		c.Withheld = []time.Time{w.hour(), w.hour()}[w.IntN(2):]
	}
	w.e.Add(c)
	if left := len(w.e.Levels) - 1 - level; left > 0 {
		children := w.IntN(5)
		if parent == nil {
			children = 1 + w.IntN(5)
		}
		for range children {
			next := level + 1
			if w.one(4) {
				next += w.IntN(left)
			}
			c.Children = append(c.Children, w.grow(c, next))
		}
	}
	return c
}

// form is a random paper: some levels, some series, some kinds.
func (w *wilderness) form() election.Form {
	var f election.Form
	for level := range w.e.Levels {
		if !w.one(3) {
			f.Levels = append(f.Levels, level)
		}
	}
	if w.one(4) {
		f.Series = []election.Series{election.AllSeries[w.IntN(len(election.AllSeries))]}
	}
	if w.one(5) {
		f.Kinds = []election.Kind{election.Ordinary}
	}
	return f
}

func (w *wilderness) contest(i int) *election.Contest {
	k := &election.Contest{ID: fmt.Sprintf("k-%d", i), VotesPerBallot: w.IntN(4)}
	roles := []election.Role{
		election.Listed, election.Participated, election.Valid, election.Invalid, election.InMobile, election.IssuedOutside,
		election.Unused, "", "",
	}
	w.Shuffle(len(roles), func(i, j int) { roles[i], roles[j] = roles[j], roles[i] })
	var all []int
	for level := range w.e.Levels {
		all = append(all, level)
	}
	for n, role := range roles[:3+w.IntN(len(roles)-2)] {
		l := election.Line{Code: fmt.Sprintf("line_%d", n), Role: role, Forms: []election.Form{{Levels: all}}}
		if w.one(3) {
			l.Forms = []election.Form{w.form(), w.form()}
		}
		k.Lines = append(k.Lines, l)
	}
	for n := range 1 + w.IntN(4) {
		k.Selections = append(k.Selections, &election.Selection{ID: fmt.Sprintf("s-%d-%d", i, n), Index: n, Kind: election.Candidate})
	}
	switch w.IntN(4) {
	case 0:
		k.Parts = []election.Part{{ID: "paper"}, {ID: "machine"}}
	case 1:
		k.Parts = []election.Part{{ID: "inside"}, {ID: "outside", Outside: true}}
	}
	if len(k.Parts) > 0 {
		for i := range k.Lines {
			for j := range k.Lines[i].Forms {
				if w.one(4) {
					k.Lines[i].Forms[j].Parts = []int{w.IntN(len(k.Parts))}
				}
			}
		}
	}
	for _, base := range []election.Role{election.Participated, election.Valid, election.Listed} {
		if w.one(2) {
			k.ShareBases = append(k.ShareBases, base)
		}
	}
	if w.one(3) {
		for range 1 + w.IntN(2) {
			k.Constituencies = append(k.Constituencies, w.e.Commissions[w.IntN(len(w.e.Commissions))])
		}
	}
	return k
}

// sign adds protocols of every series; those above the bottom are rarer.
func (w *wilderness) sign(c *election.Commission, k *election.Contest, part int) {
	if len(c.Children) > 0 && !w.one(3) {
		return
	}
	for _, s := range []struct {
		series election.Series
		odds   int
	}{{election.Manual, 0}, {election.Recount, 6}, {election.Device, 3}, {election.Summary, 6}} {
		if s.odds == 0 && w.one(4) || s.odds > 0 && !w.one(s.odds) {
			continue
		}
		for range 1 + w.IntN(3) {
			c.Protocols = append(c.Protocols, w.protocol(c, k, part, s.series))
		}
	}
}

func (w *wilderness) protocol(c *election.Commission, k *election.Contest, part int, series election.Series) *election.Protocol {
	p := &election.Protocol{
		Commission: c, Contest: k, Part: part, Series: series, Version: 1 + w.IntN(3), Corrected: w.one(3),
	}
	if !w.one(5) {
		p.Received, p.Signed = w.hour(), w.hour()
	}
	most, silent := int64(1+w.IntN(3000)), w.one(8)
	count := func(n int64) election.Count {
		if silent || w.one(9) {
			return election.Unread(source.Cell{})
		}
		return election.Counted(n, source.Cell{})
	}
	for i := range k.Lines {
		l := &k.Lines[i]
		n := most/2 + w.Int64N(most)
		if l.Role == election.InMobile || l.Role == election.IssuedOutside {
			n = max(0, w.Int64N(20)-10)
		}
		if l.On(c, series, part) {
			p.Lines = append(p.Lines, count(n))
		} else {
			p.Lines = append(p.Lines, election.Count{})
		}
	}
	for range k.Selections {
		n := w.Int64N(most/int64(len(k.Selections)) + 1)
		if w.one(20) {
			n = w.Int64N(1 << 31) // beyond any ballots
		}
		p.Votes = append(p.Votes, count(n))
	}
	return p
}

func (w *wilderness) decide() {
	some := func() *election.Commission { return w.e.Commissions[w.IntN(len(w.e.Commissions))] }
	k := w.e.Contests[w.IntN(len(w.e.Contests))]
	d := &election.Decision{ID: fmt.Sprintf("d-%d", len(w.e.Decisions)), Date: wildHour(1 + w.IntN(24)), Target: some()}
	if w.one(2) {
		d.Contest = k
	}
	d.Effect = []election.EffectOfDecision{election.Void, election.Void, election.Reinstate, election.Refuse, election.Revoke, election.Determine}[w.IntN(6)]
	d.Scope = []election.Scope{election.WholeCommission, election.WholeCommission, election.OutsideVotes, election.OneSelection, election.WholeElection}[w.IntN(5)]
	switch {
	case d.Effect == election.Refuse:
		d.Scope, d.Contest, d.Part = election.OneVersion, k, w.IntN(k.PartCount())
		d.Series, d.Version = election.AllSeries[w.IntN(len(election.AllSeries))], 1+w.IntN(3)
	case d.Scope == election.OneSelection:
		d.Contest, d.Select = k, k.Selections[w.IntN(len(k.Selections))]
	case d.Scope == election.WholeElection:
		d.Target = nil
	}
	if n := len(w.e.Decisions); n > 0 && w.one(3) {
		d.Revokes = w.e.Decisions[w.IntN(n)]
		if d.Date.Before(d.Revokes.Date) {
			d.Date = d.Revokes.Date
		}
	}
	w.e.Decisions = append(w.e.Decisions, d)
}
