package rollup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/source"
)

// A plan is a random election before it is built, so that the same election can
// be built in another order or with its precincts beneath other parents.
// Commissions are numbered, parents before their children; precincts are those
// of the last level.
type plan struct {
	levels    int
	parent    []int // by commission; -1 for the highest
	level     []int
	kind      []election.Kind
	parts     []election.Part
	once      map[int]int // the only part that has a line, by line
	within    []int       // constituencies of the second contest
	sheets    []sheet
	decisions []ruling
}

// A sheet is one protocol. The figures are what the paper says; hidden ones
// could not be read.
type sheet struct {
	commission, contest, part int
	series                    election.Series
	version                   int
	corrected                 bool
	at                        int // hour; 0 = nobody noted it
	lines, votes              []figure
}

type figure struct {
	n      int64
	hidden bool
}

// A ruling is a decision.
type ruling struct {
	effect          election.EffectOfDecision
	scope           election.Scope
	target          int // -1 = everywhere
	contest         int // -1 = all
	selection, part int
	series          election.Series
	version         int
	revokes         int // -1 = none
	at              int
}

// The lines of the random forms. Territories sign neither the mobile line nor
// the precinct's own; only they sign theirs; mobile stands on the paper of
// ordinary precincts alone.
const (
	listed = iota
	participated
	valid
	invalid
	mobile
	ofPrecincts
	ofTerritories
	lineCount
)

const selectionCount = 4 // the last is against all

var hour0 = time.Date(2027, time.January, 24, 0, 0, 0, 0, time.UTC)

// hour is a moment of the random election; hour 0 is no moment.
func hour(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return hour0.Add(time.Duration(n) * time.Hour)
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// A shape says what kinds of things a random election may hold.
type shape struct {
	above     bool // protocols of commissions above the precincts
	decisions bool
	outside   bool // decisions about out-of-premises votes
}

// random makes a plan: a tree of any depth, with protocols, unknowns, versions,
// series, parts and decisions.
func random(r *rand.Rand, s shape) *plan {
	p := &plan{levels: 2 + r.IntN(4)}
	p.grow(-1, 0, "", r)
	switch r.IntN(4) {
	case 0:
		p.parts = []election.Part{{ID: "paper"}, {ID: "machine"}}
	case 1:
		p.parts = []election.Part{{ID: "inside"}, {ID: "outside", Outside: true}}
	}
	if len(p.parts) > 0 && r.IntN(2) == 0 {
		p.once = make(map[int]int)
		for _, line := range []int{valid, invalid, mobile, ofPrecincts, ofTerritories} {
			if r.IntN(3) == 0 {
				p.once[line] = r.IntN(2)
			}
		}
		if r.IntN(2) == 0 { // of one book of voters for both parts
			p.once[listed] = r.IntN(2)
			p.once[participated] = p.once[listed]
		}
	}
	if r.IntN(2) == 0 {
		p.within = []int{r.IntN(len(p.parent))}
	}
	for c := range p.parent {
		bottom := p.level[c] == p.levels-1
		if !bottom && (!s.above || r.IntN(3) > 0) {
			continue
		}
		for contest := range 2 {
			for part := range max(1, len(p.parts)) {
				p.sign(r, c, contest, part)
			}
		}
	}
	if s.decisions {
		for range r.IntN(6) {
			p.decide(r, s)
		}
	}
	return p
}

// grow adds a commission and a random number beneath it.
func (p *plan) grow(parent, level int, kind election.Kind, r *rand.Rand) {
	if kind == "" {
		kind = pick(r, election.Ordinary, election.Ordinary, election.Abroad)
	}
	c := len(p.parent)
	p.parent, p.level, p.kind = append(p.parent, parent), append(p.level, level), append(p.kind, kind)
	if level == p.levels-1 {
		return
	}
	for range r.IntN(4) {
		next := level + 1
		if r.IntN(5) == 0 {
			next = level + 1 + r.IntN(p.levels-level-1) // a level can be left out
		}
		p.grow(c, next, "", r)
	}
}

// sign adds the protocols of one commission for a contest and part.
func (p *plan) sign(r *rand.Rand, c, contest, part int) {
	one := func(series election.Series, version int) {
		at := r.IntN(20)
		p.sheets = append(p.sheets, sheet{
			commission: c, contest: contest, part: part, series: series, version: version, corrected: version > 1, at: at,
		}.figures(r))
	}
	if r.IntN(3) > 0 {
		for version := range 1 + r.IntN(2) {
			one(election.Manual, version+1)
		}
	}
	if r.IntN(8) == 0 {
		one(election.Recount, 1)
	}
	if r.IntN(3) == 0 {
		one(election.Device, 1)
	}
	if r.IntN(8) == 0 {
		one(election.Summary, 1)
	}
}

// figures fills a sheet: the votes make up at most the valid ballots, which
// make up at most those who took part, who are at most those listed.
func (s sheet) figures(r *rand.Rand) sheet {
	n := make([]int64, lineCount)
	n[listed] = r.Int64N(3000)
	n[participated] = r.Int64N(n[listed] + 1)
	n[valid] = r.Int64N(n[participated] + 1)
	n[invalid] = n[participated] - n[valid]
	n[mobile] = r.Int64N(n[participated]/8 + 1)
	n[ofPrecincts], n[ofTerritories] = r.Int64N(9), r.Int64N(9)
	hidden := func(odds int) bool { return r.IntN(odds) == 0 }
	for _, n := range n {
		s.lines = append(s.lines, figure{n, hidden(12)})
	}
	left := n[valid]
	for range selectionCount {
		votes := r.Int64N(left + 1)
		left -= votes
		s.votes = append(s.votes, figure{votes, hidden(12)})
	}
	return s
}

func (p *plan) decide(r *rand.Rand, s shape) {
	d := ruling{target: r.IntN(len(p.parent)+1) - 1, contest: r.IntN(3) - 1, revokes: -1, at: 1 + r.IntN(24)}
	if len(p.decisions) > 0 && r.IntN(3) == 0 {
		d.revokes = r.IntN(len(p.decisions))
		d.at = max(d.at, p.decisions[d.revokes].at) // the order of the slice settles ties
	}
	switch r.IntN(6) {
	case 0:
		d.effect, d.scope, d.target, d.contest = election.Refuse, election.OneVersion, r.IntN(len(p.parent)), r.IntN(2)
		d.series, d.version, d.part = pick(r, election.Manual, election.Recount, election.Device), 1+r.IntN(2), r.IntN(max(1, len(p.parts)))
	case 1:
		d.effect, d.scope = election.Revoke, election.WholeElection
	default:
		d.effect = pick(r, election.Void, election.Void, election.Reinstate)
		d.scope = pick(r, election.WholeCommission, election.WholeCommission, election.OneSelection)
		if s.outside && r.IntN(3) == 0 {
			d.scope = election.OutsideVotes
		}
		if d.scope == election.OneSelection {
			d.contest, d.selection = r.IntN(2), r.IntN(selectionCount)
		} else if d.target < 0 {
			d.scope = election.WholeElection
		}
	}
	p.decisions = append(p.decisions, d)
}

// contest is one of the two contests of a random election.
func (p *plan) contest(e *election.Election, i int) *election.Contest {
	k := &election.Contest{
		ID: fmt.Sprintf("k-%d", i), VotesPerBallot: 1, Parts: p.parts,
		ShareBases: []election.Role{election.Participated, election.Valid},
	}
	precinct, above := []int{p.levels - 1}, make([]int, 0, p.levels)
	for level := range p.levels - 1 {
		above = append(above, level)
	}
	roles := []election.Role{
		election.Listed, election.Participated, election.Valid, election.Invalid, election.InMobile, "", "",
	}
	for line, role := range roles {
		l := election.Line{Code: fmt.Sprintf("line_%d", line), Role: role}
		switch line {
		case mobile:
			l.Forms = []election.Form{{Levels: precinct, Kinds: []election.Kind{election.Ordinary}}}
		case ofPrecincts:
			l.Forms = []election.Form{{Levels: precinct, Series: []election.Series{election.Manual, election.Recount}}}
		case ofTerritories:
			l.Forms = []election.Form{{Levels: above}}
		default:
			l.Forms = []election.Form{{Levels: precinct}, {Levels: above}}
		}
		if part, once := p.once[line]; once {
			for i := range l.Forms {
				l.Forms[i].Parts = []int{part}
			}
		}
		k.Lines = append(k.Lines, l)
	}
	for s := range selectionCount {
		selection := &election.Selection{ID: fmt.Sprintf("s-%d-%d", i, s), Index: s, Kind: election.Candidate}
		if s == selectionCount-1 {
			selection.Kind = election.AgainstAll
		}
		k.Selections = append(k.Selections, selection)
	}
	if i == 1 {
		for _, c := range p.within {
			k.Constituencies = append(k.Constituencies, e.Commission(id(c)))
		}
	}
	return k
}

func id(c int) string { return fmt.Sprintf("c-%d", c) }

// build makes the election of a plan. With a source of chance, children and
// protocols stand in another order each time.
func (p *plan) build(shuffle *rand.Rand) *election.Election {
	e := &election.Election{Zone: time.UTC}
	for level := range p.levels {
		e.Levels = append(e.Levels, election.Level{ID: fmt.Sprintf("l-%d", level), Signs: level != 1 || p.levels == 2})
	}
	children := make([][]int, len(p.parent))
	for c, parent := range p.parent {
		if parent >= 0 {
			children[parent] = append(children[parent], c)
		}
	}
	var add func(c int, parent *election.Commission) *election.Commission
	add = func(c int, parent *election.Commission) *election.Commission {
		made := &election.Commission{ID: id(c), Level: p.level[c], Kind: p.kind[c], Parent: parent, Zone: time.UTC}
		e.Add(made)
		mix(shuffle, children[c])
		for _, child := range children[c] {
			made.Children = append(made.Children, add(child, made))
		}
		return made
	}
	e.Root = add(0, nil)
	e.Contests = []*election.Contest{p.contest(e, 0), p.contest(e, 1)}
	sheets := slices.Clone(p.sheets)
	mix(shuffle, sheets)
	for _, s := range sheets {
		c, k := e.Commission(id(s.commission)), e.Contests[s.contest]
		if !k.HeldAt(c) || !e.Signs(c) {
			continue // intake withholds it
		}
		c.Protocols = append(c.Protocols, s.protocol(c, k))
	}
	e.Decisions = p.rulings(e)
	return e
}

func mix[T any](r *rand.Rand, list []T) {
	if r != nil {
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
}

var paper = &source.File{Path: "protocols.csv"}

func (s *sheet) protocol(c *election.Commission, k *election.Contest) *election.Protocol {
	made := &election.Protocol{
		Commission: c, Contest: k, Part: s.part, Series: s.series, Version: s.version, Corrected: s.corrected,
		Received: hour(s.at), Signed: hour(s.at), At: source.Cell{File: paper, Row: 2},
	}
	read := func(f figure) election.Count {
		if f.hidden {
			return election.Unread(source.Cell{File: paper, Row: 2, Column: 1})
		}
		return election.Counted(f.n, source.Cell{File: paper, Row: 2, Column: 1})
	}
	for i, f := range s.lines {
		if !k.Lines[i].On(c, s.series, s.part) {
			made.Lines = append(made.Lines, election.Count{})
			continue
		}
		made.Lines = append(made.Lines, read(f))
	}
	for _, f := range s.votes {
		made.Votes = append(made.Votes, read(f))
	}
	return made
}

// rulings are the decisions in the order of their dates, as intake leaves them.
func (p *plan) rulings(e *election.Election) []*election.Decision {
	var made []*election.Decision
	for i, r := range p.decisions {
		d := &election.Decision{
			ID: fmt.Sprintf("d-%d", i), Date: hour(r.at), Effect: r.effect, Scope: r.scope,
			Part: r.part, Series: r.series, Version: r.version,
		}
		if r.target >= 0 {
			d.Target = e.Commission(id(r.target))
		}
		if r.contest >= 0 {
			d.Contest = e.Contests[r.contest]
		}
		if r.scope == election.OneSelection {
			d.Select = d.Contest.Selections[r.selection]
		}
		if r.revokes >= 0 {
			d.Revokes = made[r.revokes]
		}
		made = append(made, d)
	}
	slices.SortStableFunc(made, func(a, b *election.Decision) int { return a.Date.Compare(b.Date) })
	return made
}

// precincts lists the commissions of the last level.
func (p *plan) precincts() []int {
	var found []int
	for c, level := range p.level {
		if level == p.levels-1 {
			found = append(found, c)
		}
	}
	return found
}
