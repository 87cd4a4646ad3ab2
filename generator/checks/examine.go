package checks

import (
	"runtime"
	"slices"
	"sync"

	"achyk/generator/changes"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// Examine applies the checks of an election to every protocol in force, voided
// ones included, sets protocols beside their papers, and proves the sums of the
// election a second time. The
// findings of intake about the election are listed among what is withheld. An
// error is the program's; a formula that means nothing is a finding.
func Examine(y *rollup.Country, found []finding.Finding) (*Report, error) {
	r := &Report{country: y, intake: Shown(y, found), told: changes.Tell(y)}
	if err := r.compile(); err != nil {
		return nil, err
	}
	r.counts, r.made = make([][]Count, len(y.Election.Commissions)), make([]bool, len(y.Election.Commissions))
	// Every batch of commissions is judged by itself and all are put
	// together in their order, so that the report does not depend on who was
	// faster.
	broken := make(map[*election.Check]*breakage)
	for _, s := range r.batches() {
		r.open = append(r.open, s.open...)
		r.Findings = append(r.Findings, s.findings...)
		for _, c := range s.made {
			r.made[c.Index] = true
		}
		for c, counts := range s.counts {
			r.add(c, counts)
		}
		for check, b := range s.broken {
			if broken[check] == nil {
				broken[check] = b
			} else {
				broken[check].n += b.n
			}
		}
	}
	for _, check := range y.Election.Checks {
		if b := broken[check]; b != nil {
			r.Findings = append(r.Findings, b.problem.of(finding.Finding{Code: finding.FormulaBroken, Record: check.Code, At: check.At}.
				With("check", check.Code).With("problem", b.problem.term).With("record", b.record).With("n", b.n)))
		}
	}
	r.Findings = append(r.Findings, sharesBeyond(y)...)
	r.Findings = append(r.Findings, unpaired(y)...)
	r.Findings = append(r.Findings, proveOwn(y)...)
	return r, nil
}

// compile reads the formulas of all checks, and reports those that mean
// nothing.
func (r *Report) compile() error {
	e := r.country.Election
	r.formulas = make([][]*formula, len(e.Contests))
	r.compiled = make(map[*election.Check]*formula, len(e.Checks))
	if len(e.Checks) == 0 || len(e.Contests) == 0 {
		return nil
	}
	l, err := newLanguage()
	if err != nil {
		return err
	}
	for i, check := range e.Checks {
		names := vocabulary{each: check.Each, contests: check.Contests, first: e.Contests[0]}
		if len(names.contests) == 0 {
			names.contests = e.Contests
		}
		f, wrong, err := l.read(check, names)
		if err != nil {
			return err
		}
		if wrong != none {
			r.Findings = append(r.Findings, wrong.of(finding.Finding{Code: finding.CheckFormula, Record: check.Code, At: check.At}.
				With("check", check.Code).With("problem", wrong.term)))
			continue
		}
		f.index = i
		r.compiled[check] = f
		for n, k := range e.Contests {
			if slices.Contains(names.contests, k) && (n > 0 || !f.first) {
				r.formulas[n] = append(r.formulas[n], f)
			}
		}
	}
	return nil
}

// batchSize is how many commissions are judged in one go.
const batchSize = 256

// A batch is what came out for some commissions that stand side by side.
type batch struct {
	findings []finding.Finding
	open     []mark // failing and not checkable
	counts   map[*election.Commission][]Count
	broken   map[*election.Check]*breakage
	made     []*election.Commission // of whose protocols any check was made
}

// A mark notes an outcome that will be asked for again.
type mark struct {
	formula *formula
	record  record
	contest int
	item    target
	outcome outcome
}

// A breakage is a formula that could not be worked out: the first time, and how
// often.
type breakage struct {
	problem problem
	record  string
	n       int
}

// batches judges all commissions on all cores.
func (r *Report) batches() []*batch {
	all := r.country.Election.Commissions
	batches := make([]*batch, (len(all)+batchSize-1)/batchSize)
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(batches)) {
		wait.Go(func() {
			j := &judge{country: r.country}
			for i := range next {
				batches[i] = r.batch(j, all[i*batchSize:min((i+1)*batchSize, len(all))])
			}
		})
	}
	for i := range batches {
		next <- i
	}
	close(next)
	wait.Wait()
	return batches
}

// batch judges some commissions.
func (r *Report) batch(j *judge, commissions []*election.Commission) *batch {
	s := &batch{counts: make(map[*election.Commission][]Count), broken: make(map[*election.Check]*breakage)}
	for _, c := range commissions {
		r.each(j, c, func(f *formula, contest int, rec record, item target, came outcome) {
			s.count(c, f.index, len(r.country.Election.Checks), came)
			if n := len(s.made); n == 0 || s.made[n-1] != c {
				s.made = append(s.made, c)
			}
			if came.verdict == Holds {
				return
			}
			s.open = append(s.open, mark{f, rec, contest, item, came})
			switch {
			case came.verdict == Fails:
				told := j.judgement(rec, item, came)
				s.findings = append(s.findings, told.finding())
			case came.reason == Broken:
				if s.broken[f.check] == nil {
					s.broken[f.check] = &breakage{problem: came.wrong, record: rec.Protocol.Key()}
				}
				s.broken[f.check].n++
			}
		})
	}
	return s
}

// each judges every protocol in force of a commission, in the order of pages.
func (r *Report) each(j *judge, c *election.Commission, visit func(f *formula, contest int, rec record, item target, came outcome)) {
	y := r.country
	if len(c.Protocols) == 0 || c.Sealed(y.AsOf) || !y.Election.Signs(c) {
		return
	}
	for n, k := range y.Election.Contests {
		if len(r.formulas[n]) == 0 || !k.HeldAt(c) {
			continue
		}
		for part := range k.PartCount() {
			official := y.Standing.Official(c, k, part, y.AsOf)
			for _, series := range election.AllSeries {
				p := y.Standing.InForce(c, k, part, series, y.AsOf)
				if p == nil {
					continue
				}
				rec := record{p, p == official}
				for _, f := range r.formulas[n] {
					if !f.applies(rec) || (f.whole && part != firstPart(y, c, k, series, len(f.check.Series) == 0)) {
						continue
					}
					j.each(f, rec, func(item target, came outcome) { visit(f, n, rec, item, came) })
				}
			}
		}
	}
}

// firstPart is the first part of a contest of which a commission has a protocol,
// of the official count or of a series; -1 for none.
func firstPart(y *rollup.Country, c *election.Commission, k *election.Contest, series election.Series, official bool) int {
	for part := range k.PartCount() {
		p := y.Standing.InForce(c, k, part, series, y.AsOf)
		if official {
			p = y.Standing.Official(c, k, part, y.AsOf)
		}
		if p != nil {
			return part
		}
	}
	return -1
}

// count counts an outcome for a commission and for all above it.
func (s *batch) count(c *election.Commission, check, checks int, came outcome) {
	for ; c != nil; c = c.Parent {
		if len(c.Children) == 0 {
			continue // asked for itself, it is judged again
		}
		counts := s.counts[c]
		if counts == nil {
			counts = make([]Count, checks)
			s.counts[c] = counts
		}
		counts[check].note(came.verdict)
	}
}

func (n *Count) note(v Verdict) {
	switch v {
	case Holds:
		n.Holds++
	case Fails:
		n.Fails++
	case NotCheckable:
		n.NotCheckable++
	}
}

// add puts the counts of a batch to those of a commission.
func (r *Report) add(c *election.Commission, counts []Count) {
	all := r.counts[c.Index]
	if all == nil {
		r.counts[c.Index] = counts
		return
	}
	for i, n := range counts {
		all[i].Holds += n.Holds
		all[i].Fails += n.Fails
		all[i].NotCheckable += n.NotCheckable
	}
}
