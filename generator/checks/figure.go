package checks

import (
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A figure is what an operand comes to for one protocol.
type figure struct {
	state  figureState
	n      int64          // of a known one
	amount wording.Amount // as it is shown
	at     source.Cell    // zero for a sum
}

type figureState uint8

const (
	nowhere figureState = iota // there is no such thing here: the check is not made
	absent                     // not on the form
	unknown                    // nobody could read it, or it has not come
	known
)

func knownFigure(n int64, at source.Cell) figure {
	return figure{state: known, n: n, amount: wording.Exactly(n), at: at}
}

// A record is a protocol in force that is to be checked.
type record struct {
	*election.Protocol
	official bool // the official count in force
}

// A target is which figure of a protocol is meant: a line or a selection by its
// index, or an aggregate of all votes.
type target struct {
	line, selection int // -1 = none
	sum             Aggregate
}

var noTarget = target{line: -1, selection: -1}

// target finds the figure that an operand means in a contest; it is noTarget
// where the contest has none. The item is one of the contest that is checked.
func (o *operand) target(in, checked *election.Contest, item target) target {
	switch {
	case o.sum != "":
		return target{-1, -1, o.sum}
	case !o.each:
		return target{line: in.LineCode(o.line), selection: -1}
	case in == checked:
		return item
	case item.line >= 0:
		return target{line: in.LineCode(checked.Lines[item.line].Code), selection: -1}
	}
	return noTarget // a selection of another contest is somebody else
}

// item is a target as readers of a judgement see it.
func (t target) item(k *election.Contest) election.Item {
	switch {
	case t.line >= 0:
		return election.Item{Line: &k.Lines[t.line]}
	case t.selection >= 0:
		return election.Item{Select: k.Selections[t.selection]}
	}
	return election.Item{}
}

// figure looks up what an operand comes to for a record.
func (j *judge) figure(o *operand, rec record, item target) figure {
	c, k := rec.Commission, rec.Contest
	switch o.of {
	case Own:
		if j.formula.whole && len(k.Parts) > 0 {
			return together(k, func(part int) figure { return j.otherPart(rec, part, o.target(k, k, item)) })
		}
		return read(rec.Protocol, c, k, rec.Series, rec.Part, o.target(k, k, item))
	case Device, ByHand, InSummary:
		return j.counted(rec, election.Series(o.of), o.target(k, k, item))
	case First:
		return j.first(o, rec, item)
	case OtherPart:
		part := k.PartIndex(o.part)
		if part < 0 {
			return figure{}
		}
		return j.otherPart(rec, part, o.target(k, k, item))
	case Beneath:
		return j.beneath(rec, o.target(k, k, item))
	}
	return participation(c, k, j.country.AsOf)
}

// counted is a figure of another count of the same ballots: of all parts together,
// or of the part that the check is about. Where there is no such count in force it
// is nowhere.
func (j *judge) counted(rec record, series election.Series, at target) figure {
	c, k, y := rec.Commission, rec.Contest, j.country
	of := func(part int) figure {
		p := y.Standing.InForce(c, k, part, series, y.AsOf)
		if p == nil {
			return figure{}
		}
		return read(p, c, k, series, part, at)
	}
	if j.formula.whole {
		return together(k, of)
	}
	return of(rec.Part)
}

// first is a figure of the same commission's protocols of the day's first
// contest: of all its parts together, or of the part of the same name where the
// check is about parts.
func (j *judge) first(o *operand, rec record, item target) figure {
	first := j.country.Election.Contests[0]
	if j.formula.whole {
		if !first.HeldAt(rec.Commission) {
			return figure{}
		}
		return together(first, func(part int) figure {
			return j.official(rec.Commission, first, part, o.target(first, rec.Contest, item))
		})
	}
	id := ""
	if len(rec.Contest.Parts) > 0 {
		id = rec.Contest.Parts[rec.Part].ID
	}
	part := first.PartIndex(id)
	if part < 0 || !first.HeldAt(rec.Commission) {
		return figure{}
	}
	return j.official(rec.Commission, first, part, o.target(first, rec.Contest, item))
}

// together is a figure of all parts of a contest: unknown where one of them is.
func together(k *election.Contest, of func(part int) figure) figure {
	if k.PartCount() == 1 {
		return of(0)
	}
	sum := figure{state: absent}
	for part := range k.PartCount() {
		switch one := of(part); {
		case one.state == nowhere:
			return one
		case one.state == unknown:
			return figure{state: unknown}
		case one.state == known:
			sum = knownFigure(sum.n+one.n, source.Cell{})
		}
	}
	return sum
}

// official is a figure of the official protocol in force, recount over manual.
func (j *judge) official(c *election.Commission, k *election.Contest, part int, at target) figure {
	p := j.country.Standing.Official(c, k, part, j.country.AsOf)
	if p == nil {
		return read(nil, c, k, election.Manual, part, at)
	}
	return read(p, c, k, p.Series, part, at)
}

// otherPart is a figure of the same commission's protocol of another part: of
// the official count for a check of that, else of the record's series.
func (j *judge) otherPart(rec record, part int, at target) figure {
	c, k, y := rec.Commission, rec.Contest, j.country
	if len(j.formula.check.Series) == 0 {
		return j.official(c, k, part, at)
	}
	return read(y.Standing.InForce(c, k, part, rec.Series, y.AsOf), c, k, rec.Series, part, at)
}

// read reads a figure off a protocol. Where none has come it is nil, and what
// its form has is unknown.
func read(p *election.Protocol, c *election.Commission, k *election.Contest, s election.Series, part int, at target) figure {
	count := func(all []election.Count, i int) figure {
		n, is := all[i].Value()
		if !is {
			return figure{state: unknown, at: all[i].At}
		}
		return knownFigure(n, all[i].At)
	}
	switch {
	case at == noTarget:
		return figure{state: absent}
	case at.sum != "" && len(k.Selections) == 0, at.line >= 0 && !k.Lines[at.line].On(c, s, part):
		return figure{state: absent}
	case p == nil:
		return figure{state: unknown}
	case at.line >= 0:
		return count(p.Lines, at.line)
	case at.selection >= 0:
		return count(p.Votes, at.selection)
	}
	return aggregate(at.sum, len(p.Votes), func(i int) figure { return count(p.Votes, i) })
}

// aggregate makes one figure of all votes. Where one of them is unknown, so is
// the figure. The most and the least are read where the first of them stands.
func aggregate(sum Aggregate, selections int, votes func(i int) figure) figure {
	var all figure
	for i := range selections {
		one := votes(i)
		switch {
		case one.state == unknown:
			return figure{state: unknown}
		case sum == VotesTotal:
			all = knownFigure(all.n+one.n, source.Cell{})
		case i == 0, sum == VotesMost && one.n > all.n, sum == VotesLeast && one.n < all.n:
			all = one
		}
	}
	return all
}

// participation is how many voters the participation list holds: of the
// contest, else of the day.
func participation(c *election.Commission, k *election.Contest, asOf time.Time) figure {
	list := figure{state: unknown}
	if c.Records == nil {
		return list
	}
	for _, p := range c.Records.Participation {
		if p.Group != "" || (p.Contest != nil && p.Contest != k) || (!asOf.IsZero() && p.Time.After(asOf)) {
			continue
		}
		list = figure{state: unknown, at: p.Count.At}
		if n, is := p.Count.Value(); is {
			list = knownFigure(n, p.Count.At)
		}
		if p.Contest == k {
			break
		}
	}
	return list
}

// beneath is the sum of a figure over the official protocols beneath a
// commission, of the same part. Where one of them is missing or illegible it is
// unknown.
func (j *judge) beneath(rec record, at target) figure {
	k, expected := rec.Contest, 0
	for _, p := range j.country.Of(rec.Commission, k).Progress {
		expected += p.Expected
	}
	switch {
	case expected == 0:
		return figure{}
	case at == noTarget, at.sum != "" && len(k.Selections) == 0:
		return figure{state: absent}
	case at.sum != "":
		return aggregate(at.sum, len(k.Selections), func(i int) figure { return j.sum(rec, target{line: -1, selection: i}) })
	}
	return j.sum(rec, at)
}

// sum is the sum beneath of one line or selection.
func (j *judge) sum(rec record, at target) figure {
	k, result := rec.Contest, j.country.Of(rec.Commission, rec.Contest)
	var total rollup.Total
	switch {
	case len(k.Parts) > 1:
		total = j.ofPart(rec.Commission, k, rec.Part, at)
	case at.line >= 0:
		total = result.Beneath.Lines[at.line].Plus(result.Owed().Lines[at.line])
	default:
		total = result.Beneath.Votes[at.selection].Plus(result.Owed().Votes[at.selection])
	}
	switch {
	case total.Unknown > 0:
		return figure{state: unknown, amount: total.Amount()}
	case total.Counts+total.OutCounts == 0 && at.line >= 0 && !stands(&k.Lines[at.line], rec.Part, rec.Commission.Children):
		return figure{state: absent}
	}
	// Nothing was added where all who have the line are voided and sent nothing.
	return knownFigure(total.Sum, source.Cell{})
}

// stands reports whether a line is on the form for a part of any of some
// commissions or of one beneath them.
func stands(l *election.Line, part int, commissions []*election.Commission) bool {
	return slices.ContainsFunc(commissions, func(c *election.Commission) bool {
		return l.On(c, election.Manual, part) || stands(l, part, c.Children)
	})
}
