package rollup

import (
	"achyk/generator/election"
)

// newTally is an empty tally of a contest.
func newTally(k *election.Contest) *Tally {
	t := new(Tally)
	t.empty(k)
	return t
}

// empty makes t an empty tally of a contest, in the room that it had for the same
// contest before.
func (t *Tally) empty(k *election.Contest) {
	lines, selections := len(k.Lines), len(k.Selections)
	if t.Lines == nil {
		totals := make([]Total, lines+selections)
		parts, unknown := make([]int64, len(k.ShareBases)*selections), make([]int32, len(k.ShareBases)*selections)
		t.Lines, t.Votes, t.Shares = totals[:lines:lines], totals[lines:], make([]Shares, len(k.ShareBases))
		for i := range t.Shares {
			from, to := i*selections, (i+1)*selections
			t.Shares[i] = Shares{Parts: parts[from:to:to], Unknown: unknown[from:to:to]}
		}
		return
	}
	clear(t.Lines)
	clear(t.Votes)
	for i := range t.Shares {
		s := &t.Shares[i]
		s.Over, s.Whole = 0, 0
		clear(s.Parts)
		clear(s.Unknown)
	}
	*t = Tally{Lines: t.Lines, Votes: t.Votes, Shares: t.Shares}
}

// tally adds up one commission's own protocols of a series, one a part, less
// what is voided, in t. It is nil where there is no protocol at all. A part
// without a protocol is unknown, so that paper alone never passes for paper and
// machine.
func (t *Tally) tally(c *election.Commission, k *election.Contest, series election.Series, parts []*election.Protocol, v election.Voided) *Tally {
	present := false
	for _, p := range parts {
		present = present || p != nil
	}
	if !present {
		return nil
	}
	t.empty(k)
	t.Protocols = 1
	if v.Whole == nil {
		t.Counted = 1
	}
	unread, staying := false, int32(0)
	for part, p := range parts {
		missing, stays := t.paper(c, k, series, part, p, v)
		unread = unread || missing
		if stays {
			staying++
		}
	}
	if t.Counted == 1 {
		t.remark(parts, unread)
	}
	t.ratios(k, v, staying)
	return t
}

// paper adds the protocol of one part, less what is voided. It says whether a
// count on it could not be read, and whether its votes stay in the sums.
func (t *Tally) paper(c *election.Commission, k *election.Contest, series election.Series, part int, p *election.Protocol, v election.Voided) (unread, stays bool) {
	read := func(c election.Count) election.Count {
		_, known := c.Value()
		unread = unread || !known
		return c
	}
	m := lost(k, part, p, v)
	for i := range k.Lines {
		if onPaper(&k.Lines[i], c, series, part, p) {
			t.Lines[i] = t.Lines[i].Plus(total(read(count(p, i, false)), m.line(k.Lines[i].Role)))
		}
	}
	for i := range k.Selections {
		loss := m.votes
		if v.Selections[i] != nil {
			loss = out
		}
		t.Votes[i] = t.Votes[i].Plus(total(read(count(p, i, true)), loss))
	}
	return unread, m.votes != out
}

// onPaper reports whether a line belongs to a count: it stands on the form of
// the series and part, or on the form of the protocol that takes its place.
func onPaper(l *election.Line, c *election.Commission, series election.Series, part int, p *election.Protocol) bool {
	return l.On(c, series, part) || (p != nil && p.Series != series && l.On(c, p.Series, part))
}

// remark notes what a reader should know of the protocols behind the figures.
// What only a decision left unknown could be read, and is told elsewhere.
func (t *Tally) remark(parts []*election.Protocol, unread bool) {
	if unread {
		t.Incomplete = 1
	}
	for _, p := range parts {
		if p != nil && p.Corrected {
			t.Corrected = 1
		}
	}
}

// A loss is what a decision does to a figure.
type loss uint8

const (
	kept      loss = iota
	out            // the figure leaves the sum
	remainder      // an unknown part of it leaves the sum
)

// losses are what decisions do to one protocol.
type losses struct {
	all   loss // every figure
	votes loss // the votes
	some  bool // only what out-of-premises ballots went into
}

// lost says what decisions take out of a protocol. Out-of-premises votes that
// are a part of their own leave exactly. Where they are mixed into the protocol
// nobody knows whose they were, so the remainder is unknown, unless the
// protocol itself says that there were none and nowhere says that there were.
func lost(k *election.Contest, part int, p *election.Protocol, v election.Voided) losses {
	switch {
	case v.Whole != nil:
		return losses{all: out, votes: out}
	case v.Outside == nil:
		return losses{}
	case len(k.Parts) > 0 && k.Parts[part].Outside:
		return losses{all: out, votes: out}
	case hasOutsidePart(k):
		return losses{}
	}
	none := false
	for _, role := range []election.Role{election.InMobile, election.IssuedOutside} {
		n, known := count(p, k.Line(role), false).Value()
		if known && n > 0 {
			return losses{votes: remainder, some: true}
		}
		none = none || known
	}
	if none {
		return losses{}
	}
	return losses{votes: remainder, some: true}
}

func hasOutsidePart(k *election.Contest) bool {
	for _, part := range k.Parts {
		if part.Outside {
			return true
		}
	}
	return false
}

// line is what is lost of a protocol line.
func (m losses) line(r election.Role) loss {
	if !m.some {
		return m.all
	}
	switch r {
	case election.Listed, election.ListedAdditional, election.Received, election.IssuedStation, election.IssuedOther,
		election.Unused, election.Spoiled, election.Cancelled, election.InStationary:
		return kept // no out-of-premises ballot is counted in these
	case election.InMobile, election.IssuedOutside:
		return out // nothing else is counted in these
	}
	return remainder
}

// count is a line's or a selection's count, unknown where there is no protocol
// or the contest has no such line.
func count(p *election.Protocol, i int, votes bool) election.Count {
	if p == nil || i < 0 {
		return election.Count{}
	}
	if votes {
		return p.Votes[i]
	}
	return p.Lines[i]
}

func total(c election.Count, m loss) Total {
	n, known := c.Value()
	switch {
	case m == out && !known:
		return Total{OutCounts: 1, OutUnknown: 1}
	case m == out:
		return Total{Out: n, OutCounts: 1}
	case m == remainder, !known:
		return unknown(1)
	}
	return Total{Sum: n, Counts: 1}
}

// ratios sets the shares of a tally that is one commission's own, of which the
// votes of so many parts stay in the sums. A base must stand on the papers of
// each: votes of a part are never set against the base of another.
func (t *Tally) ratios(k *election.Contest, v election.Voided, parts int32) {
	line := func(r election.Role) (int64, bool) {
		if i := k.Line(r); i >= 0 {
			return t.Lines[i].Known()
		}
		return 0, false
	}
	part, known1 := line(election.Participated)
	whole, known2 := line(election.Listed)
	if known1 && known2 {
		t.Turnout = Ratio{1, part, whole}
	}
	for i, role := range k.ShareBases {
		base, known := line(role)
		if !known || t.Lines[k.Line(role)].Counts != parts {
			continue
		}
		t.Shares[i].Over, t.Shares[i].Whole = 1, base
		for j := range t.Votes {
			n, known := t.Votes[j].Known()
			t.Shares[i].Parts[j] = n
			if !known && v.Selections[j] == nil {
				t.Shares[i].Unknown[j] = 1
			}
		}
	}
}
