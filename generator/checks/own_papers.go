package checks

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A desk is where the protocols of one commission are laid out and read, by the
// words of the rules and with nothing of rollup's. What decisions are in effect
// and what they void, election says to both.
type desk struct {
	country  *rollup.Country
	contest  *election.Contest
	layout   layout
	separate bool // out-of-premises votes are a part of their own
	// What lies on the desk, until the next commission: the protocols in force
	// by part, with nil for a part without one, and what they add up to.
	commission       *election.Commission
	voided           election.Voided
	official, device papers
}

// papers are one commission's protocols of one count.
type papers struct {
	there    bool
	sheets   []*election.Protocol // by part
	figures  row
	counting election.Series // whose form they are of
	form     form            // of the commission
	lines    []bool          // that stand on that form, part by part
}

func newDesk(y *rollup.Country, k *election.Contest, l layout) *desk {
	d := &desk{country: y, contest: k, layout: l}
	for _, part := range k.Parts {
		d.separate = d.separate || part.Outside
	}
	for _, p := range []*papers{&d.official, &d.device} {
		p.sheets, p.figures = make([]*election.Protocol, max(1, len(k.Parts))), make(row, l.size)
		p.form.level = -1
	}
	d.official.counting, d.device.counting = election.Manual, election.Device
	return d
}

// lay puts a commission's protocols in force on the desk: the recount over the
// hand count, and of each the highest version that had come and is not refused.
func (d *desk) lay(c *election.Commission) {
	y := d.country
	d.commission, d.voided = c, y.Standing.Voided(c, d.contest)
	for _, p := range []*papers{&d.official, &d.device} {
		p.there = false
		clear(p.sheets)
		p.take(form{c.Level, c.Kind}, c, d.contest)
	}
	if !d.signs(c) || c.Sealed(y.AsOf) {
		return
	}
	for _, p := range c.Protocols {
		on := &d.official
		if p.Series == election.Device {
			on = &d.device
		}
		if p.Contest != d.contest || p.Series == election.Summary || !p.KnownAt(y.AsOf) {
			continue
		}
		if over(p, on.sheets[p.Part]) && y.Standing.Refused(p) == nil {
			on.there, on.sheets[p.Part] = true, p
		}
	}
}

// over reports whether a protocol is in force over another of the same count, if
// there is one.
func over(p, other *election.Protocol) bool {
	switch {
	case other == nil:
		return true
	case p.Series == other.Series:
		return p.Version > other.Version
	}
	return p.Series == election.Recount
}

// signs reports whether a commission signs protocols of the contest.
func (d *desk) signs(c *election.Commission) bool {
	return d.country.Election.Levels[c.Level].Signs && d.contest.HeldAt(c)
}

// state is where the commission on the desk stands.
func (d *desk) state() rollup.State {
	c := d.commission
	switch {
	case !d.signs(c), !d.contest.Within(c):
		return rollup.Unsigned
	case c.Sealed(d.country.AsOf):
		return rollup.Embargoed
	case d.voided.Whole != nil:
		return rollup.IsVoided
	case d.official.there:
		return rollup.Counted
	case d.device.there:
		return rollup.Scanned
	case c.HeldAt(d.country.AsOf) > 0:
		return rollup.IsHeld
	}
	return rollup.Missing
}

// account is where in the ledger the commission on the desk stands.
func (d *desk) account() int {
	switch d.state() {
	case rollup.Counted:
		return accountPublished
	case rollup.IsHeld:
		return accountHeld
	case rollup.IsVoided:
		if d.official.there || d.commission.HeldAt(d.country.AsOf) > 0 {
			return accountVoided
		}
	}
	return accountWaiting
}

// voters adds how many are on the lists of the commission on the desk to the
// numbers of a total: what its official protocols say, else what the scanner's
// say, else that nobody knows.
func (d *desk) voters(total row) {
	listed := d.contest.Line(election.Listed)
	for _, p := range []*papers{&d.official, &d.device} {
		told := false
		for part, sheet := range p.sheets {
			if !p.there || !d.printed(listed, p, part) {
				continue
			}
			told = true
			total[totalCounts]++
			if n, known := says(sheet, listed).Value(); known {
				total[totalSum] += n
			} else {
				total[totalUnknown]++
			}
		}
		if told {
			return
		}
	}
	n := int64(d.contest.Papers(listed, d.commission, election.Manual))
	total[totalCounts] += n
	total[totalUnknown] += n
}

// take finds the lines on a commission's form. Neighbours mostly share one.
func (p *papers) take(f form, c *election.Commission, k *election.Contest) {
	if p.form == f {
		return
	}
	p.form, p.lines = f, p.lines[:0]
	for part := range p.sheets {
		for i := range k.Lines {
			p.lines = append(p.lines, k.Lines[i].On(c, p.counting, part))
		}
	}
}

// printed reports whether a line stands on the paper of a part: on the form of
// the count, or of the protocol that took its place.
func (d *desk) printed(line int, p *papers, part int) bool {
	sheet := p.sheets[part]
	return p.lines[part*len(d.contest.Lines)+line] ||
		(sheet != nil && sheet.Series != p.counting && d.contest.Lines[line].On(d.commission, sheet.Series, part))
}

// says is what a protocol says on a line, if there is a protocol and a line.
func says(sheet *election.Protocol, line int) election.Count {
	if sheet == nil || line < 0 {
		return election.Count{}
	}
	return sheet.Lines[line]
}

// read adds up the papers of the commission on the desk.
func (d *desk) read(p *papers) {
	f := p.figures
	clear(f)
	if !p.there {
		return
	}
	f[0] = 1
	if d.voided.Whole == nil {
		f[1] = 1
	}
	staying := int64(0)
	for part, sheet := range p.sheets {
		gone, mixed := d.fate(part, sheet)
		if !gone {
			staying++
		}
		for i := range d.contest.Lines {
			if !d.printed(i, p, part) {
				continue
			}
			count := says(sheet, i)
			outside := insideAlone
			if mixed {
				outside = holds(d.contest.Lines[i].Role)
			}
			f.enter(d.layout.line(i), count, gone || outside == outsideAlone, outside == insideAndOutside)
		}
		for i := range d.contest.Selections {
			var count election.Count
			if sheet != nil {
				count = sheet.Votes[i]
			}
			f.enter(d.layout.vote(i), count, gone || d.voided.Selections[i] != nil, mixed)
		}
		if sheet != nil && sheet.Corrected {
			f[3] = f[1]
		}
	}
	d.compare(f, staying)
}

// enter adds one count of a commission to the total that begins at an index.
// One that leaves the sums is kept apart; of one with something in it that
// leaves, nobody knows what stays.
func (f row) enter(i int, count election.Count, leaves, blurred bool) {
	total := f[i : i+totalSize]
	n, known := count.Value()
	if !known {
		f[2] = f[1] // incomplete, unless it is voided as a whole
	}
	switch {
	case leaves && known:
		total[totalOutCounts]++
		total[totalOut] += n
	case leaves:
		total[totalOutCounts]++
		total[totalOutUnknown]++
	case known && !blurred:
		total[totalCounts]++
		total[totalSum] += n
	default:
		total[totalCounts]++
		total[totalUnknown]++
	}
}

// fate is what decisions do to one protocol: gone, all of it leaves the sums;
// mixed, the votes cast out of the premises do, and the protocol does not tell
// them from the others. One that tells that there were none loses none.
func (d *desk) fate(part int, sheet *election.Protocol) (gone, mixed bool) {
	switch {
	case d.voided.Whole != nil:
		return true, false
	case d.voided.Outside == nil:
		return false, false
	case d.separate:
		return d.contest.Parts[part].Outside, false
	}
	told := false
	for _, role := range []election.Role{election.IssuedOutside, election.InMobile} {
		if n, known := says(sheet, d.contest.Line(role)).Value(); known {
			if told = true; n > 0 {
				return false, true
			}
		}
	}
	return false, !told
}

// contents say whose ballots a line counts.
type contents int

const (
	insideAlone contents = iota
	outsideAlone
	insideAndOutside
)

// holds says whose ballots or voters a line of a mixed protocol counts. The
// votes are both.
func holds(r election.Role) contents {
	switch r {
	case election.InMobile, election.IssuedOutside:
		return outsideAlone
	case election.InStationary, election.IssuedStation, election.IssuedOther, election.Listed, election.ListedAdditional,
		election.Received, election.Unused, election.Spoiled, election.Cancelled:
		return insideAlone
	}
	return insideAndOutside
}

// compare sets the shares and the turnout of one commission's figures, and how
// far its own protocols go beyond them. A share needs its base on the paper of
// every part whose votes stay.
func (d *desk) compare(f row, parts int64) {
	l, k := &d.layout, d.contest
	known := func(i int) (int64, bool) { return f[i+totalSum], f[i+totalCounts] > 0 && f[i+totalUnknown] == 0 }
	line := func(r election.Role) (int64, bool) {
		if i := k.Line(r); i >= 0 {
			return known(l.line(i))
		}
		return 0, false
	}
	for b, role := range k.ShareBases {
		whole, is := line(role)
		if !is || f[l.line(k.Line(role))+totalCounts] != parts {
			continue
		}
		shares, all := f[l.base(b):], int64(0)
		shares[0], shares[1] = 1, whole
		for i := range k.Selections {
			n, is := known(l.vote(i))
			shares[2+i], all = n, all+n
			if !is && d.voided.Selections[i] == nil {
				shares[2+len(k.Selections)+i] = 1
			}
		}
		f[l.kept+b] = max(0, all-whole*l.ballot())
	}
	part, is := line(election.Participated)
	whole, are := line(election.Listed)
	if is && are {
		r := f[l.turnout:]
		r[0], r[1], r[2] = 1, part, whole
		f[l.size-1] = max(0, part-whole)
	}
}

// ballot is how many votes one ballot carries.
func (l *layout) ballot() int64 { return int64(max(1, l.contest.VotesPerBallot)) }
