package intake

import (
	"slices"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// A ledger collects protocols by their names, to find those that come twice,
// and to bring together what several files say of one.
type ledger struct {
	reader *reader
	byName map[name]*record
	order  []*record
	torn   map[*election.Count]bool // counts about which two files disagree
}

// A name is what makes a protocol this one and no other.
type name struct {
	commission *election.Commission
	contest    *election.Contest
	part       int
	series     election.Series
	version    int
}

func nameOf(p *election.Protocol) name {
	return name{p.Commission, p.Contest, p.Part, p.Series, p.Version}
}

// A record is a protocol while tables are read.
type record struct {
	*election.Protocol
	held      bool // another claims to be it, or its rows disagree
	completed bool // by the stream being read
}

// read reads one stream of protocols: one row a record, one count a row, or
// counts for protocols that others brought.
func (b *ledger) read(t *table) error {
	long, usable := t.long()
	if !usable {
		return nil
	}
	fill := func(p *election.Protocol) { b.item(t, p) }
	if !long {
		places := t.places()
		fill = func(p *election.Protocol) {
			for _, place := range places {
				b.fill(t, p, place)
			}
		}
	}
	switch {
	case t.Completes:
		return b.complete(t, fill)
	case long:
		return b.gather(t, fill)
	}
	return t.each(func() {
		if p := t.protocol(); p != nil {
			fill(blank(p))
			b.enter(p)
		}
	})
}

// blank gives a protocol its places for counts.
func blank(p *election.Protocol) *election.Protocol {
	counts := make([]election.Count, len(p.Contest.Lines)+len(p.Contest.Selections))
	lines := len(p.Contest.Lines)
	p.Lines, p.Votes = counts[:lines:lines], counts[lines:]
	return p
}

// gather reads a table with one count a row. The rows of a record may stand
// anywhere; what is said of the record must be the same in all of them.
func (b *ledger) gather(t *table, fill func(*election.Protocol)) error {
	records := make(map[name]*record)
	var order []*record
	err := t.each(func() {
		p := t.protocol()
		if p == nil {
			return
		}
		first := records[nameOf(p)]
		if first == nil {
			first = &record{Protocol: blank(p)}
			records[nameOf(p)] = first
			order = append(order, first)
		}
		if !sameRecord(p, first.Protocol) {
			// Nobody can tell which row says it right: none is taken.
			first.held = true
			b.claim(finding.ConflictingRecord, p, first.Protocol)
			return
		}
		fill(first.Protocol)
	})
	for _, r := range order {
		entered := b.enter(r.Protocol)
		entered.held = entered.held || r.held
	}
	return err
}

// complete reads counts of protocols that other tables brought. A protocol that
// nothing else brings is withheld: these rows name it and do not describe it.
func (b *ledger) complete(t *table, fill func(*election.Protocol)) error {
	if with := t.Absent.With; with != "" && !slices.Contains(b.reader.lineCodes(), with) {
		b.reader.report(finding.Finding{Code: finding.ElectionValue, At: t.Absent.At}.
			With("key", "zero_with").With("value", with).With("known", strings.Join(b.reader.lineCodes(), ", ")))
	}
	lost := make(map[name]bool)
	for _, r := range b.order {
		r.completed = false
	}
	err := t.each(func() {
		p := t.protocol()
		if p == nil {
			return
		}
		if r := b.byName[nameOf(p)]; r != nil {
			r.completed = true
			fill(r.Protocol)
			return
		}
		if !lost[nameOf(p)] {
			lost[nameOf(p)] = true
			b.reader.hold(t.about(finding.Finding{
				Code: finding.CompletesNothing, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: p.At,
			}.With("record", p.Key())))
		}
	})
	if t.Absent.Zero {
		for _, r := range b.order {
			if r.completed || t.covers(r.Protocol) {
				t.zero(r.Protocol)
			}
		}
	}
	return err
}

// covers reports whether a table that completes protocols is about all of a
// contest, part and series, this one's among them.
func (t *table) covers(p *election.Protocol) bool {
	part := ""
	if len(p.Contest.Parts) > 0 {
		part = p.Contest.Parts[p.Part].ID
	}
	for column, want := range map[string]string{"contest": p.Contest.ID, "part": part, "series": string(p.Series)} {
		if have, constant := t.Constant(column); have != want || !constant && want != "" {
			return false
		}
	}
	return true
}

// zero takes what a table left out for zero, as its source says: at the line of
// election.yaml that says so, and only where the count that goes with it is
// zero too.
func (t *table) zero(p *election.Protocol) {
	if t.Absent.With != "" {
		i := p.Contest.LineCode(t.Absent.With)
		if i < 0 {
			return
		}
		if n, known := p.Lines[i].Value(); !known || n != 0 {
			return
		}
	}
	none := election.Counted(0, t.Absent.At)
	for i := range p.Votes {
		if !p.Votes[i].At.Known() && t.Absent.Brings(votesPrefix+p.Contest.Selections[i].ID) {
			p.Votes[i] = none
		}
	}
	for i := range p.Lines {
		l := &p.Contest.Lines[i]
		if !p.Lines[i].At.Known() && l.On(p.Commission, p.Series, p.Part) && t.Absent.Brings(l.Code) {
			p.Lines[i] = none
		}
	}
}

// enter puts a protocol into the ledger. The same record again is withheld; of
// two that claim to be the same protocol and differ, both are.
func (b *ledger) enter(p *election.Protocol) *record {
	other, twice := b.byName[nameOf(p)]
	if !twice {
		r := &record{Protocol: p}
		b.byName[nameOf(p)] = r
		b.order = append(b.order, r)
		return r
	}
	switch {
	case empty(p):
		b.void(p)
		return other
	case empty(other.Protocol):
		b.void(other.Protocol)
		other.Protocol = p
		return other
	}
	code := finding.DuplicateRecord
	if !same(p, other.Protocol) {
		code, other.held = finding.ConflictingRecord, true
	}
	b.claim(code, p, other.Protocol)
	return other
}

// empty reports whether a record says nothing.
func empty(p *election.Protocol) bool {
	known := func(c election.Count) bool { _, known := c.Value(); return known }
	return !slices.ContainsFunc(p.Lines, known) && !slices.ContainsFunc(p.Votes, known)
}

// void withholds a record that says nothing.
func (b *ledger) void(p *election.Protocol) {
	b.reader.hold(finding.Finding{
		Code: finding.EmptyRecord, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came(),
	})
}

// claim reports a record that claims to be another.
func (b *ledger) claim(code finding.Code, p, other *election.Protocol) {
	b.reader.withhold(finding.Finding{
		Code: code, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: p.At, Also: []source.Cell{other.At},
		Received: bothCame(p.Came(), other.Came()),
	}.With("record", p.Key()), oneCame(p.Came(), other.Came()))
}

// close hands the protocols to their commissions. A count that no table has a
// cell for is unknown at the place of the record; a record without a single
// count says nothing.
func (b *ledger) close() {
	for _, r := range b.order {
		p := r.Protocol
		for i := range p.Lines {
			if !p.Lines[i].At.Known() && p.Contest.Lines[i].On(p.Commission, p.Series, p.Part) {
				p.Lines[i] = election.Unread(p.At)
			}
		}
		for i := range p.Votes {
			if !p.Votes[i].At.Known() {
				p.Votes[i] = election.Unread(p.At)
			}
		}
		switch {
		case r.held:
		case empty(p):
			b.void(p)
		default:
			p.Commission.Protocols = append(p.Commission.Protocols, p)
			b.reader.protocols++
		}
	}
}

// same reports whether two records say the same in every cell.
func same(p, q *election.Protocol) bool {
	return sameRecord(p, q) && slices.EqualFunc(p.Lines, q.Lines, sameCount) && slices.EqualFunc(p.Votes, q.Votes, sameCount)
}

// sameRecord reports whether two rows say the same of their record, the counts
// aside.
func sameRecord(p, q *election.Protocol) bool {
	return p.Corrected == q.Corrected && p.Received.Equal(q.Received) && p.Signed.Equal(q.Signed) &&
		p.ReasonCode == q.ReasonCode && p.Reason == q.Reason && p.Decision == q.Decision
}

func sameCount(a, b election.Count) bool {
	n, known1 := a.Value()
	m, known2 := b.Value()
	return n == m && known1 == known2
}
