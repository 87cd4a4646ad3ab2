package checks

import (
	"runtime"
	"slices"
	"sync"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// mostBreaks is how many breaks of a contest are told. One alone stops the
// build, and a slip of the program breaks a sum in every place.
const mostBreaks = 100

// proveOwn adds up a country a second time, by another way than rollup goes,
// and reports every figure that does not come out the same.
//
// rollup goes level by level and hands each sum to the place above. The proof
// takes each commission once, in a flat list, reads its raw protocols, and adds
// them to every place above it, as far up as somebody's own protocol stands in
// the way. Then it adds up the children of each place as their pages show them.
// Both must make what rollup has, for every number that it keeps.
func proveOwn(y *rollup.Country) []finding.Finding {
	var found []finding.Finding
	if y.Election.Root == nil {
		return nil
	}
	for _, k := range y.Election.Contests {
		p := newProof(y, k, func() results { return y.Each(k) })
		found = append(found, p.prove()...)
	}
	return found
}

// A proof is the second sum of one contest.
type proof struct {
	country *rollup.Country
	contest *election.Contest
	layout  layout
	roll    roll
	ask     func() results // what is proven, for one worker each
	desk    *desk
	places  []*place // in the order of Election.Commissions
	at      []*place // by commission; nil for those with nobody beneath them
	// revoked says by which later decisions a decision is revoked.
	revoked map[*election.Decision][]*election.Decision
}

// results answer what rollup has of a commission, until they are asked again.
type results func(*election.Commission) *rollup.Result

// A place is a commission with others beneath it, and what they add up to.
type place struct {
	commission *election.Commission
	// Its own protocols, and what they allow to be seen of those beneath.
	official, device row   // nil without protocols
	leads            bool  // its own protocol stands for everything beneath
	overtaken        bool  // a decision was made that its own protocol cannot know of
	off              []int // lines that are on none of its own papers
	// What lies beneath, straight from the protocols.
	spoken   bool // somebody beneath has an official protocol
	beneath  row
	scanners row
	// Counts that those beneath have not reported and no protocol between
	// answers for; nil where there is no protocol to hide that they are missing.
	owed  row
	roll  row
	forms map[form]*election.Commission // one commission beneath of each sort
}

// A form is whose paper it is; commissions alike in it have the same lines.
type form struct {
	level int
	kind  election.Kind
}

func newProof(y *rollup.Country, k *election.Contest, ask func() results) *proof {
	l := newLayout(k)
	p := &proof{
		country: y, contest: k, layout: l, roll: newRoll(y.Election, k), ask: ask, desk: newDesk(y, k, l),
		at: make([]*place, len(y.Election.Commissions)), revoked: make(map[*election.Decision][]*election.Decision),
	}
	for i, d := range y.Election.Decisions {
		for _, later := range y.Election.Decisions[i+1:] {
			if later.Revokes == d {
				p.revoked[d] = append(p.revoked[d], later)
			}
		}
	}
	return p
}

// prove adds up and compares. Its findings are in the order of the tree.
func (p *proof) prove() []finding.Finding {
	p.survey()
	for _, c := range p.country.Election.Commissions {
		p.enter(c)
	}
	for _, x := range p.places {
		if x.owed != nil {
			p.climb(x.commission, x.owed, x.leads, x.off)
		}
	}
	found := p.listedOnce()
	for _, breaks := range p.examineAll() {
		found = append(found, breaks...)
	}
	return found[:min(len(found), mostBreaks)]
}

// survey finds the places, reads their own protocols, and settles which of them
// lead.
func (p *proof) survey() {
	all := p.country.Election.Commissions
	for _, c := range all {
		if c.Parent != nil && p.at[c.Parent.Index] == nil {
			p.at[c.Parent.Index] = &place{
				commission: c.Parent, beneath: make(row, p.layout.size), scanners: make(row, p.layout.size),
				roll: make(row, p.roll.size), forms: make(map[form]*election.Commission),
			}
		}
	}
	for _, c := range all {
		x := p.at[c.Index]
		p.desk.lay(c)
		if x != nil {
			p.places = append(p.places, x)
			p.own(x)
		}
		sort := form{c.Level, c.Kind}
		for a := c.Parent; a != nil && p.at[a.Index].forms[sort] == nil; a = a.Parent {
			p.at[a.Index].forms[sort] = c
		}
		if p.desk.official.there {
			for a := c.Parent; a != nil && !p.at[a.Index].spoken; a = a.Parent {
				p.at[a.Index].spoken = true
			}
		}
	}
	for _, x := range p.places {
		// A protocol that tells nothing does not hide what is known beneath it.
		x.leads = x.official != nil && !x.overtaken && (!x.spoken || p.layout.tells(x.official))
		if x.leads || x.overtaken {
			x.owed = make(row, p.layout.size)
		}
	}
}

// own keeps what the papers of a place say, which lie on the desk.
func (p *proof) own(x *place) {
	d := p.desk
	if d.device.there {
		d.read(&d.device)
		x.device = slices.Clone(d.device.figures)
	}
	if !d.official.there {
		return
	}
	d.read(&d.official)
	x.official = slices.Clone(d.official.figures)
	x.overtaken = p.overtaken(x.commission, d.official.sheets)
	for i := range p.contest.Lines {
		on := false
		for part := range d.official.sheets {
			on = on || d.printed(i, &d.official, part)
		}
		if !on {
			x.off = append(x.off, i)
		}
	}
}

// tells reports whether a single count is known.
func (l *layout) tells(f row) bool {
	for i := l.line(0); i < l.shares; i += totalSize {
		if f[i+totalCounts] > f[i+totalUnknown] || f[i+totalOutCounts] > f[i+totalOutUnknown] {
			return true
		}
	}
	return false
}

// overtaken reports whether what decisions do beneath a commission has changed
// since the oldest of its papers. Where a paper tells no time, nobody knows.
func (p *proof) overtaken(c *election.Commission, sheets []*election.Protocol) bool {
	var sealed time.Time
	for _, s := range sheets {
		if s == nil {
			continue
		}
		at := s.Signed
		if at.IsZero() {
			at = s.Received
		}
		if at.IsZero() {
			return false
		}
		if sealed.IsZero() || at.Before(sealed) {
			sealed = at
		}
	}
	now := p.country.AsOf
	for _, d := range p.country.Election.Decisions {
		switch d.Effect {
		case election.Void, election.Reinstate, election.Refuse:
		default:
			continue
		}
		if d.Target == nil || d.Target == c || !d.Target.Beneath(c) || (d.Contest != nil && d.Contest != p.contest) {
			continue
		}
		if (now.IsZero() || !d.Date.After(now)) && p.inEffect(d, sealed) != p.inEffect(d, now) {
			return true
		}
	}
	return false
}

// inEffect reports whether a decision had been made by a moment (zero = any)
// and none had by then revoked it that was itself in effect.
func (p *proof) inEffect(d *election.Decision, moment time.Time) bool {
	if !moment.IsZero() && d.Date.After(moment) {
		return false
	}
	return !slices.ContainsFunc(p.revoked[d], func(later *election.Decision) bool { return p.inEffect(later, moment) })
}

// enter adds one commission to every place above it that it counts in.
func (p *proof) enter(c *election.Commission) {
	d := p.desk
	d.lay(c)
	for a := c.Parent; a != nil; a = a.Parent {
		p.roll.enroll(d, p.at[a.Index].roll)
	}
	if d.device.there {
		d.read(&d.device)
		for a := c.Parent; a != nil; a = a.Parent {
			above := p.at[a.Index]
			above.scanners.add(d.device.figures)
			if above.device != nil {
				break // its own scanner figures stand for those beneath
			}
		}
	}
	x := p.at[c.Index]
	switch {
	case x != nil && x.leads:
		p.climb(c, x.official, false, nil)
	case x != nil && x.overtaken:
		p.climb(c, p.lost(x), false, nil)
	case x != nil: // it has nothing to say, and hides nothing
	case d.official.there:
		d.read(&d.official)
		p.climb(c, d.official.figures, false, nil)
	case d.voided.Whole == nil && p.contest.Within(c):
		p.owe(c)
	}
}

// climb adds figures to every place above a commission, up to and including the
// first whose own protocol leads; and above it what that protocol has no line
// for. With some, none but the lines are added from the beginning.
func (p *proof) climb(c *election.Commission, f row, some bool, lines []int) {
	for a := c.Parent; a != nil && (!some || len(lines) > 0); a = a.Parent {
		x := p.at[a.Index]
		if !some {
			x.beneath.add(f)
		} else {
			for _, i := range lines {
				at := p.layout.line(i)
				x.beneath[at : at+totalSize].add(f[at : at+totalSize])
			}
		}
		switch {
		case !x.leads:
		case !some:
			some, lines = true, x.off
		default:
			lines = slices.DeleteFunc(slices.Clone(lines), func(i int) bool { return !slices.Contains(x.off, i) })
		}
	}
}

// owe notes that a commission with nobody beneath it has not reported, at the
// first place above whose protocol leads or has been overtaken. What that place
// takes from beneath goes up as unknown: nobody above could see that it is
// missing.
func (p *proof) owe(c *election.Commission) {
	for a := c.Parent; a != nil; a = a.Parent {
		x := p.at[a.Index]
		if x.owed == nil {
			continue
		}
		n := int64(p.contest.PartCount())
		for i := range p.contest.Lines {
			papers := int64(p.contest.Papers(i, c, election.Manual))
			if !p.desk.signs(c) {
				papers = int64(p.contest.PartsOf(i))
			}
			x.owed[p.layout.line(i)+totalCounts] += papers
			x.owed[p.layout.line(i)+totalUnknown] += papers
		}
		for i := range p.contest.Selections {
			x.owed[p.layout.vote(i)+totalCounts] += n
			x.owed[p.layout.vote(i)+totalUnknown] += n
		}
		return
	}
}

// lost is what nobody knows any more when a protocol has been overtaken: the
// lines that stand on nobody's paper beneath it; and that it was there, where
// no other was.
func (p *proof) lost(x *place) row {
	f := make(row, p.layout.size)
	if !x.spoken {
		f[0], f[1] = x.official[0], x.official[1]
	}
	for i := range p.contest.Lines {
		n := x.official[p.layout.line(i)+totalCounts]
		for _, c := range x.forms {
			if p.contest.Papers(i, c, election.Manual) > 0 {
				n = 0
			}
		}
		f[p.layout.line(i)+totalCounts], f[p.layout.line(i)+totalUnknown] = n, n
	}
	return f
}

// enroll counts the commission on the desk in a roll.
func (r *roll) enroll(d *desk, f row) {
	state := d.state()
	if state == rollup.Unsigned {
		return
	}
	level, account := d.commission.Level, d.account()
	f[r.progress(level)]++
	f[r.progress(level)+1+slices.Index(progressStates, state)]++
	f[r.ledger(level)+accountExpected]++
	f[r.ledger(level)+account]++
	if level == r.lowest {
		d.voters(f[r.voters+accountExpected*totalSize:])
		d.voters(f[r.voters+account*totalSize:])
	}
	if level == r.signing && state != rollup.Embargoed {
		r.remove(d, f)
	}
}

// listedOnce proves that every commission stands beneath its parent once, and
// nowhere else.
func (p *proof) listedOnce() []finding.Finding {
	all := p.country.Election.Commissions
	times := make([]int64, len(all))
	times[p.country.Election.Root.Index]++
	for _, c := range all {
		for _, child := range c.Children {
			if child.Parent == c {
				times[child.Index]++
			}
		}
	}
	var found []finding.Finding
	for i, n := range times {
		if n != 1 {
			found = append(found, p.broken(all[i], finding.CountedOnce, "commission", n, 1))
		}
	}
	return found
}

// examineAll compares every place, on all cores, in the order of the places.
func (p *proof) examineAll() [][]finding.Finding {
	all := make([][]finding.Finding, 1+len(p.places))
	all[0] = newExaminer(p).root()
	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(p.places))
	for worker := range workers {
		wait.Go(func() {
			e := newExaminer(p)
			for i := worker; i < len(p.places); i += workers {
				all[1+i] = e.place(p.places[i])
			}
		})
	}
	wait.Wait()
	return all
}

// broken is a finding about a number of ours that does not come out.
func (p *proof) broken(c *election.Commission, code finding.Code, item string, ours, proven int64) finding.Finding {
	f := finding.Finding{Code: code, Record: c.ID, Commission: c.ID, Contest: p.contest.ID}
	return f.With("place", c.ID).With("contest", p.contest.ID).With("item", item).With("ours", ours).With("proven", proven)
}
