package checks

import (
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// An examiner holds what rollup has against what was proven, place by place.
// Each worker has one.
type examiner struct {
	*proof
	of    results
	desk  *desk
	found []finding.Finding
	// Rows to write in.
	ours, proven, scanners row
	ourRoll, provenRoll    row
}

func newExaminer(p *proof) *examiner {
	return &examiner{
		proof: p, of: p.ask(), desk: newDesk(p.country, p.contest, p.layout),
		ours: make(row, p.layout.size), proven: make(row, p.layout.size), scanners: make(row, p.layout.size),
		ourRoll: make(row, p.roll.size), provenRoll: make(row, p.roll.size),
	}
}

// root examines the highest commission's own papers; everybody else's are
// examined with the place above them.
func (e *examiner) root() []finding.Finding {
	root := e.country.Election.Root
	e.desk.lay(root)
	e.papers(root, e.of(root))
	return e.found
}

// place examines a place and the papers of those right beneath it.
func (e *examiner) place(x *place) []finding.Finding {
	e.found = nil
	r := e.of(x.commission)
	e.children(x, r)
	e.same(x.commission, finding.SumOfPrecincts, "", r.Beneath, x.beneath)
	e.same(x.commission, finding.SumOfPrecincts, "device ", r.Scanners, x.scanners)
	e.lead(x, r)
	e.rolls(x.commission, x.roll, false)
	e.closes(x.commission)
	return e.found
}

// children proves a place from its children, as their pages show them: the sum
// of the official figures that lead there, and of the scanners'.
func (e *examiner) children(x *place, r *rollup.Result) {
	clear(e.proven)
	clear(e.scanners)
	clear(e.provenRoll)
	beneath, scanners := e.proven, e.scanners
	for _, child := range x.commission.Children {
		s := e.of(child)
		if lead := s.Leading(); lead.Official {
			e.layout.lay(lead.Tally, e.ours)
			beneath.add(e.ours)
		}
		if s.Device != nil {
			e.layout.lay(s.Device, e.ours)
			scanners.add(e.ours)
		} else {
			e.layout.lay(s.Scanners, e.ours)
			scanners.add(e.ours)
		}
		e.roll.lay(s, e.ourRoll)
		e.provenRoll.add(e.ourRoll)
		e.desk.lay(child)
		e.roll.enroll(e.desk, e.provenRoll)
		e.papers(child, s)
	}
	e.same(x.commission, finding.SumOfChildren, "", r.Beneath, beneath)
	e.same(x.commission, finding.SumOfChildren, "device ", r.Scanners, scanners)
	e.roll.lay(r, e.ourRoll)
	e.rolls(x.commission, e.provenRoll, true)
}

// papers proves the own figures of the commission on the desk from the cells of
// its protocols; and where it has nobody beneath it, that they lead.
func (e *examiner) papers(c *election.Commission, r *rollup.Result) {
	d := e.desk
	for _, own := range []struct {
		item   string
		ours   *rollup.Tally
		papers *papers
	}{{"own ", r.Official, &d.official}, {"own device ", r.Device, &d.device}} {
		d.read(own.papers)
		if own.ours == nil && !own.papers.there {
			continue
		}
		e.same(c, finding.SumOfPrecincts, own.item, own.ours, own.papers.figures)
	}
	if e.at[c.Index] != nil {
		return
	}
	lead, want, proven := r.Leading(), r.Device, d.device.figures
	if d.official.there {
		want, proven = r.Official, d.official.figures
	}
	e.equal(c, "lead official", lead.Official, d.official.there)
	if lead.Tally != want { // else it has just been proven
		e.same(c, finding.SumOfPrecincts, "lead ", lead.Tally, proven)
	}
}

// lead proves the figures that lead the page of a place: its own protocol with
// the lines that only those beneath have; else what lies beneath, and what
// nobody knows any more; else the scanners'.
func (e *examiner) lead(x *place, r *rollup.Result) {
	f := e.proven
	clear(f)
	switch {
	case x.leads:
		f.add(x.official)
		for _, i := range x.off {
			at := e.layout.line(i)
			total := f[at : at+totalSize]
			total.add(x.beneath[at : at+totalSize])
			total.add(x.owed[at : at+totalSize])
		}
	case x.overtaken:
		f.add(x.beneath)
		f.add(x.owed)
		f.add(e.lost(x))
	case x.spoken:
		f.add(x.beneath)
	case x.device != nil:
		f.add(x.device)
	default:
		f.add(x.scanners)
	}
	lead := r.Leading()
	e.equal(x.commission, "overtaken", r.Overtaken != nil, x.overtaken)
	e.equal(x.commission, "lead official", lead.Official, x.spoken || x.official != nil)
	if lead.Official {
		e.equal(x.commission, "lead own", lead.Own, x.leads)
	}
	e.same(x.commission, finding.SumOfPrecincts, "lead ", lead.Tally, f)
}

// same reports the first number of a tally that was not proven, and shares that
// come to more than their whole.
func (e *examiner) same(c *election.Commission, code finding.Code, item string, ours *rollup.Tally, proven row) {
	e.layout.lay(ours, e.ours)
	for i, n := range e.ours[:e.layout.kept] {
		if n != proven[i] {
			e.tell(c, code, item+e.layout.item(i), n, proven[i])
			break
		}
	}
	if code == finding.SumOfPrecincts {
		e.fits(c, item, proven[e.layout.kept:])
	}
}

// fits reports shares that come to more than their whole, and a turnout of more
// than the listed, other than by what the protocols themselves say beyond it.
func (e *examiner) fits(c *election.Commission, item string, beyond row) {
	for b := range e.contest.ShareBases {
		shares, parts := e.ours[e.layout.base(b):], int64(0)
		for i := range e.contest.Selections {
			parts += shares[2+i]
		}
		if whole := shares[1]*e.layout.ballot() + beyond[b]; parts > whole {
			e.tell(c, finding.ShareBeyondWhole, item+e.layout.item(e.layout.base(b)+1), parts, whole)
		}
	}
	turnout := e.ours[e.layout.turnout:]
	if whole := turnout[2] + beyond[len(e.contest.ShareBases)]; turnout[1] > whole {
		e.tell(c, finding.ShareBeyondWhole, item+e.layout.item(e.layout.turnout+2), turnout[1], whole)
	}
}

// rolls reports the first number of the progress, of the ledger, and of what
// decisions took out, that was not proven, from the children or straight.
func (e *examiner) rolls(c *election.Commission, proven row, children bool) {
	told := map[finding.Code]bool{}
	for i, n := range e.ourRoll {
		if n == proven[i] {
			continue
		}
		item, code := e.roll.item(i)
		if children {
			code = finding.SumOfChildren
		}
		if !told[code] {
			told[code] = true
			e.tell(c, code, item, n, proven[i])
		}
	}
}

// closes reports an account that is not made up of its parts.
func (e *examiner) closes(c *election.Commission) {
	sum := func(at, first, n, step int) {
		made := int64(0)
		for i := range n {
			made += e.ourRoll[at+(first+i)*step]
		}
		if made != e.ourRoll[at] {
			item, _ := e.roll.item(at)
			e.tell(c, finding.LedgerOpen, item, e.ourRoll[at], made)
		}
	}
	for level := range e.roll.levels {
		sum(e.roll.progress(level), 1, len(progressStates), 1)
		sum(e.roll.ledger(level), 1, len(accountNames)-1, 1)
	}
	for number := range totalSize {
		sum(e.roll.voters+number, 1, len(accountNames)-1, totalSize)
	}
}

// equal reports a statement of ours that was not proven: 1 is yes.
func (e *examiner) equal(c *election.Commission, item string, ours, proven bool) {
	if ours != proven {
		number := map[bool]int64{true: 1}
		e.tell(c, finding.SumOfPrecincts, item, number[ours], number[proven])
	}
}

func (e *examiner) tell(c *election.Commission, code finding.Code, item string, ours, proven int64) {
	e.found = append(e.found, e.broken(c, code, item, ours, proven))
}
