// Package rollup adds up: from the protocols of each commission to the sums of
// each place above it, per series, with what is unknown, missing and voided
// kept apart all the way.
//
// [Country] starts from an election and a moment; [Country.Of] answers what
// one commission has of one contest. Each level shows its own signed protocol
// and the sum of what lies beneath it. Its own protocol leads; else the sum of
// hand counts; else the sum of scanner figures, under their seal. Scanner
// figures are never added to hand counts.
package rollup

import (
	"slices"
	"time"

	"achyk/generator/election"
)

// A Country is an election added up as of a moment. It is read-only after
// [Roll] and safe for concurrent use.
type Country struct {
	Election *election.Election
	Standing *election.Standing
	AsOf     time.Time // zero = no moment: all is received, and no embargo has ended

	// results hold the commissions that have others beneath them, by contest
	// and commission index. Those at the bottom are worked out when asked, so
	// that memory grows with the places above them alone.
	results [][]*Result
	index   map[*election.Contest]int
	lowest  int // level whose voters the ledgers keep, and whose votes decisions take out; see lowestSigning
	// recent are those at the bottom that were asked for last, by contest.
	recent []election.Recent[*Result]
}

// A Result is what one commission has of one contest.
type Result struct {
	Commission *election.Commission
	Contest    *election.Contest
	State      State
	Official   *Tally               // its own protocol of hand count or recount; nil without one
	Device     *Tally               // its own scanner figures; nil without any
	Protocols  []*election.Protocol // in force of the official count, by part; nil entries are missing
	Scanned    []*election.Protocol // in force of the scanner, by part
	Beneath    *Tally               // sum of the official figures beneath; Protocols 0 = none
	Scanners   *Tally               // sum of the scanner figures beneath
	Voided     election.Voided
	Held       int // protocols of the commission that had come and are withheld, of any contest
	// Overtaken is a decision about something beneath, made after the
	// commission's own protocol: the protocol cannot know of it, and the sum
	// leads.
	Overtaken *election.Decision
	Progress  []Progress // of the commissions beneath, by level index
	Ledger    []Account  // of the commissions beneath, by level index
	Removed   *Removals  // what decisions took out of the official counts beneath; nil at the bottom
	Unscanned *Removals  // the same of the scanners'

	absent *Tally // the counts that nobody beneath has reported, all unknown
}

// A State says where a commission stands with a contest.
type State string

// The states of a commission.
const (
	Counted   State = "counted"   // an official protocol is in force
	Scanned   State = "device"    // scanner figures only
	IsVoided  State = "voided"    // declared invalid
	IsHeld    State = "held"      // received, but withheld by a finding
	Embargoed State = "embargoed" // polls have not closed everywhere they must, there or beneath
	Missing   State = "missing"   // nothing received
	Unsigned  State = "unsigned"  // its level signs no protocols
)

// A Progress counts the commissions of one level that lie beneath a place, by
// state. The counts of the states add up to Expected.
type Progress struct {
	Expected, Counted, Scanned, Voided, Held, Embargoed, Missing int
}

func (p *Progress) count(s State) {
	if s == Unsigned {
		return
	}
	p.Expected++
	switch s {
	case Counted:
		p.Counted++
	case Scanned:
		p.Scanned++
	case IsVoided:
		p.Voided++
	case IsHeld:
		p.Held++
	case Embargoed:
		p.Embargoed++
	case Missing:
		p.Missing++
	}
}

func (p *Progress) add(q Progress) {
	p.Expected += q.Expected
	p.Counted += q.Counted
	p.Scanned += q.Scanned
	p.Voided += q.Voided
	p.Held += q.Held
	p.Embargoed += q.Embargoed
	p.Missing += q.Missing
}

// Roll adds up an election as of a moment. Protocols received and decisions
// made later are left out, and so is everything under an embargo. A zero asOf
// leaves out only what is under an embargo: nobody can say that it has ended.
func Roll(e *election.Election, asOf time.Time) *Country {
	y := &Country{
		Election: e,
		Standing: e.Standing(asOf),
		AsOf:     asOf,
		results:  make([][]*Result, len(e.Contests)),
		index:    make(map[*election.Contest]int, len(e.Contests)),
		lowest:   lowestSigning(e),
		recent:   make([]election.Recent[*Result], len(e.Contests)),
	}
	for i, k := range e.Contests {
		y.index[k] = i
		y.results[i] = make([]*Result, len(e.Commissions))
		if e.Root != nil {
			y.sum(e.Root, k, i, newDraft(k))
		}
	}
	return y
}

// Of is what a commission has of a contest. It is shared: nobody may change it.
func (y *Country) Of(c *election.Commission, k *election.Contest) *Result {
	contest := y.index[k]
	if r := y.results[contest][c.Index]; r != nil {
		return r
	}
	return y.recent[contest].Of(c, func(c *election.Commission) *Result { return y.own(c, k, newDraft(k)) })
}

// Each answers what [Country.Of] does, for whoever goes through a whole country:
// what it tells of a commission at the bottom is good until it is asked again.
// It belongs to one goroutine.
func (y *Country) Each(k *election.Contest) func(*election.Commission) *Result {
	d, above := newDraft(k), y.results[y.index[k]]
	return func(c *election.Commission) *Result {
		if r := above[c.Index]; r != nil {
			return r
		}
		return y.own(c, k, d)
	}
}

// A draft is room to work out one commission's result.
type draft struct {
	result           Result
	official, device Tally
	protocols        []*election.Protocol // official and scanned, by part
}

func newDraft(k *election.Contest) *draft {
	return &draft{protocols: make([]*election.Protocol, 2*k.PartCount())}
}

// own is a commission's result without anything beneath it, as a draft.
func (y *Country) own(c *election.Commission, k *election.Contest, d *draft) *Result {
	r := &d.result
	*r = Result{Commission: c, Contest: k, Voided: y.Standing.Voided(c, k), Held: c.HeldAt(y.AsOf)}
	signs := y.Election.Signs(c) && k.HeldAt(c)
	embargo := c.Sealed(y.AsOf)
	if signs && !embargo {
		n := k.PartCount()
		r.Protocols, r.Scanned = d.protocols[:n:n], d.protocols[n:]
		for part := range r.Protocols {
			r.Protocols[part] = y.Standing.Official(c, k, part, y.AsOf)
			r.Scanned[part] = y.Standing.InForce(c, k, part, election.Device, y.AsOf)
		}
		r.Official = d.official.tally(c, k, election.Manual, r.Protocols, r.Voided)
		r.Device = d.device.tally(c, k, election.Device, r.Scanned, r.Voided)
	}
	switch {
	case !signs || !k.Within(c):
		r.State = Unsigned
	case embargo:
		r.State = Embargoed
	case r.Voided.Whole != nil:
		r.State = IsVoided
	case r.Official != nil:
		r.State = Counted
	case r.Device != nil:
		r.State = Scanned
	case r.Held > 0:
		r.State = IsHeld
	default:
		r.State = Missing
	}
	return r
}

// sum works out a commission and everything beneath it. Those at the bottom are
// worked out in one draft, one after another.
func (y *Country) sum(c *election.Commission, k *election.Contest, contest int, bottom *draft) *Result {
	if len(c.Children) == 0 {
		return y.own(c, k, bottom)
	}
	r := y.own(c, k, newDraft(k))
	r.Beneath, r.Scanners, r.absent = newTally(k), newTally(k), newTally(k)
	r.Progress, r.Ledger = make([]Progress, len(y.Election.Levels)), y.newLedger(k)
	r.Removed, r.Unscanned = newRemovals(k), newRemovals(k)
	for _, child := range c.Children {
		s := y.sum(child, k, contest, bottom)
		if t := s.contribution(); t != nil {
			r.Beneath.add(t)
		}
		if t := s.scanners(); t != nil {
			r.Scanners.add(t)
		}
		if t := s.unreported(); t != nil {
			r.absent.add(t)
		}
		r.Progress[child.Level].count(s.State)
		r.Ledger[child.Level].count(s)
		if child.Level == y.lowest {
			r.Removed.count(s, s.Official, s.Protocols)
			r.Unscanned.count(s, s.Device, s.Scanned)
		}
		r.Removed.add(s.Removed)
		r.Unscanned.add(s.Unscanned)
		for level := range s.Progress {
			r.Progress[level].add(s.Progress[level])
			r.Ledger[level].add(&s.Ledger[level])
		}
	}
	r.Overtaken = y.overtaken(r)
	y.results[contest][c.Index] = r
	return r
}

// overtaken finds a decision about something beneath a commission that its own
// protocol is older than: one that has come into effect since, or one that has
// revoked another since. Of several parts the oldest protocol counts.
func (y *Country) overtaken(r *Result) *election.Decision {
	if r.Official == nil || len(y.Election.Decisions) == 0 {
		return nil
	}
	var sealed time.Time
	for _, p := range r.Protocols {
		if p == nil {
			continue
		}
		at := p.Signed
		if at.IsZero() {
			at = p.Received
		}
		if at.IsZero() {
			return nil // nobody knows which came first: the paper stands
		}
		if sealed.IsZero() || at.Before(sealed) {
			sealed = at
		}
	}
	then, now := y.Election.Standing(sealed).InEffect(), y.Standing.InEffect()
	for _, d := range now {
		if r.beneath(d) && !slices.Contains(then, d) {
			return d
		}
	}
	for _, d := range now {
		if d.Revokes != nil && r.beneath(d.Revokes) && slices.Contains(then, d.Revokes) {
			return d
		}
	}
	return nil
}

// beneath reports whether a decision changes figures of the contest beneath the
// commission and not its own.
func (r *Result) beneath(d *election.Decision) bool {
	about := d.Effect == election.Void || d.Effect == election.Reinstate || d.Effect == election.Refuse
	return about && d.Target != nil && d.Target != r.Commission && d.Target.Beneath(r.Commission) &&
		(d.Contest == nil || d.Contest == r.Contest)
}

// leads reports whether the commission's own protocol leads. One that tells
// nothing does not hide what is known beneath it.
func (r *Result) leads() bool {
	return r.Official != nil && r.Overtaken == nil &&
		(r.Beneath == nil || r.Beneath.Protocols == 0 || !r.Official.silent())
}

// contribution is what a commission adds to the sum above it: its own official
// protocol, else the sum beneath. Lines that its own forms have for no part come
// from beneath, and what is absent there is unknown: above, nobody could see
// that it is missing.
func (r *Result) contribution() *Tally {
	switch {
	case r.Overtaken != nil:
		return r.rest()
	case !r.leads():
		if r.Beneath == nil || r.Beneath.Protocols == 0 {
			return nil
		}
		return r.Beneath
	case r.Beneath == nil:
		return r.Official
	}
	merged := *r.Official
	merged.Lines = slices.Clone(r.Official.Lines)
	for i := range merged.Lines {
		if own := r.Official.Lines[i]; own.Counts+own.OutCounts == 0 { // on none of its own papers
			merged.Lines[i] = r.Beneath.Lines[i].Plus(r.absent.Lines[i])
		}
	}
	return &merged
}

// rest is what remains of a protocol that a decision has overtaken: the sum
// beneath, and unknown for everything that only the protocol knew.
func (r *Result) rest() *Tally {
	t := newTally(r.Contest)
	t.add(r.Beneath)
	t.add(r.absent)
	if t.Protocols == 0 {
		t.Protocols, t.Counted = r.Official.Protocols, r.Official.Counted
	}
	for i, own := range r.Official.Lines {
		if own.Counts > 0 && !below(r.Contest, i, r.Commission) {
			t.Lines[i] = t.Lines[i].Plus(unknown(int(own.Counts)))
		}
	}
	return t
}

// below reports whether a line stands on a paper of anyone beneath a commission.
func below(k *election.Contest, line int, c *election.Commission) bool {
	return slices.ContainsFunc(c.Children, func(child *election.Commission) bool {
		return k.Papers(line, child, election.Manual) > 0 || below(k, line, child)
	})
}

// unreported are the counts that a place owes the sum above it, as unknown; nil
// where it owes none. A protocol of its own answers for everything beneath.
func (r *Result) unreported() *Tally {
	c, k := r.Commission, r.Contest
	switch {
	case r.Overtaken != nil || r.leads():
		return nil
	case r.absent != nil:
		return r.absent
	case r.Voided.Whole != nil || !k.Within(c):
		return nil
	}
	t := newTally(k)
	for i := range k.Lines {
		papers := k.Papers(i, c, election.Manual)
		if r.State == Unsigned {
			papers = k.PartsOf(i) // with nobody beneath it who could report, it owes every line
		}
		t.Lines[i] = unknown(papers)
	}
	for i := range k.Selections {
		t.Votes[i] = unknown(k.PartCount())
	}
	return t
}

// Owed are the counts that nobody beneath a commission has reported, all
// unknown: with them the sum beneath tells whether it is the whole. It is nil
// for a commission at the bottom.
func (r *Result) Owed() *Tally { return r.absent }

// scanners is what a commission adds to the scanner sum above it.
func (r *Result) scanners() *Tally {
	switch {
	case r.Device != nil:
		return r.Device
	case r.Scanners != nil && r.Scanners.Protocols > 0:
		return r.Scanners
	}
	return nil
}
