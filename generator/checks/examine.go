package checks

import (
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// Examine applies the checks of an election to every protocol in force, voided
// ones included, and proves the sums of the election a second time. The
// findings of intake about the election are listed among what is withheld. An
// error is the program's; a formula that means nothing is a finding.
func Examine(y *rollup.Country, found []finding.Finding) (*Report, error) {
	r := &Report{country: y, intake: found}
	if err := r.compile(); err != nil {
		return nil, err
	}
	r.counts = make([][]Count, len(y.Election.Commissions))
	// Every share of the commissions is judged by itself and all are put
	// together in their order, so that the report does not depend on who was
	// faster.
	broken := make(map[*election.Check]*breakage)
	for _, s := range r.shares() {
		r.open = append(r.open, s.open...)
		r.Findings = append(r.Findings, s.findings...)
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
			r.Findings = append(r.Findings, finding.Finding{Code: finding.FormulaBroken, Record: check.Code, At: check.At}.
				With("check", check.Code).With("problem", string(b.problem)).With("record", b.record).With("n", b.n))
		}
	}
	return r, nil
}

// compile reads the formulas of all checks, and reports those that mean
// nothing.
func (r *Report) compile() error {
	e := r.country.Election
	r.formulas = make([][]*formula, len(e.Contests))
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
		if wrong != "" {
			r.Findings = append(r.Findings, finding.Finding{Code: finding.CheckFormula, Record: check.Code, At: check.At}.
				With("check", check.Code).With("problem", string(wrong)))
			continue
		}
		f.index = i
		for n, k := range e.Contests {
			if slices.Contains(names.contests, k) && (n > 0 || !f.first) {
				r.formulas[n] = append(r.formulas[n], f)
			}
		}
	}
	return nil
}

// shareSize is how many commissions are judged in one go.
const shareSize = 256

// A share is what came out for some commissions that stand side by side.
type share struct {
	findings []finding.Finding
	open     []mark // failing and not checkable
	counts   map[*election.Commission][]Count
	broken   map[*election.Check]*breakage
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

// shares judges all commissions on all cores.
func (r *Report) shares() []*share {
	all := r.country.Election.Commissions
	shares := make([]*share, (len(all)+shareSize-1)/shareSize)
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(shares)) {
		wait.Go(func() {
			j := &judge{country: r.country}
			for i := range next {
				shares[i] = r.share(j, all[i*shareSize:min((i+1)*shareSize, len(all))])
			}
		})
	}
	for i := range shares {
		next <- i
	}
	close(next)
	wait.Wait()
	return shares
}

// share judges some commissions.
func (r *Report) share(j *judge, commissions []*election.Commission) *share {
	s := &share{counts: make(map[*election.Commission][]Count), broken: make(map[*election.Check]*breakage)}
	for _, c := range commissions {
		r.each(j, c, func(f *formula, contest int, rec record, item target, came outcome) {
			s.count(c, f.index, len(r.country.Election.Checks), came)
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
					s.broken[f.check] = &breakage{problem: came.wrong, record: key(rec.Protocol)}
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
	if len(c.Protocols) == 0 || c.Embargoed(y.AsOf) || !y.Election.Signs(c) {
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
					if !f.applies(rec) {
						continue
					}
					for _, item := range f.items(rec) {
						if came := j.judge(f, rec, item); came.verdict != "" {
							visit(f, n, rec, item, came)
						}
					}
				}
			}
		}
	}
}

// count counts an outcome for a commission and for all above it.
func (s *share) count(c *election.Commission, check, checks int, came outcome) {
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

// add puts the counts of a share to those of a commission.
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

// On is how every check came out for the protocols in force of a commission, in
// the order of contest, part, series, check and item. It is nil while the
// commission is under an embargo.
func (r *Report) On(c *election.Commission) []Judgement {
	var told []Judgement
	j := &judge{country: r.country}
	r.each(j, c, func(_ *formula, _ int, rec record, item target, came outcome) {
		told = append(told, j.judgement(rec, item, came))
	})
	return told
}

// Beneath is how a check came out at a commission and everything beneath it.
func (r *Report) Beneath(c *election.Commission, check *election.Check) Count {
	i := slices.Index(r.country.Election.Checks, check)
	if i < 0 {
		return Count{}
	}
	if len(c.Children) > 0 {
		if counts := r.counts[c.Index]; counts != nil {
			return counts[i]
		}
		return Count{}
	}
	var n Count
	r.each(&judge{country: r.country}, c, func(f *formula, _ int, _ record, _ target, came outcome) {
		if f.index == i {
			n.note(came.verdict)
		}
	})
	return n
}

// Total is how a check came out in the whole election.
func (r *Report) Total(check *election.Check) Count {
	if r.country.Election.Root == nil {
		return Count{}
	}
	return r.Beneath(r.country.Election.Root, check)
}

// Formula is what a check states for a contest, without any figures. It is nil
// where the formula means nothing, or is about other contests.
func (r *Report) Formula(check *election.Check, k *election.Contest) []Statement {
	contest := slices.Index(r.country.Election.Contests, k)
	if contest < 0 {
		return nil
	}
	i := slices.IndexFunc(r.formulas[contest], func(f *formula) bool { return f.check == check })
	if i < 0 {
		return nil
	}
	j := &judge{country: r.country, formula: r.formulas[contest][i]}
	j.figures = make([]figure, len(j.formula.operands))
	var stated []Statement
	for i := range j.formula.statements {
		s := &j.formula.statements[i]
		rec := record{Protocol: &election.Protocol{Contest: k}}
		stated = append(stated, Statement{Left: j.tokens(&s.left, rec, noTarget), Right: j.tokens(&s.right, rec, noTarget), Sign: s.sign})
	}
	return stated
}

// key names a protocol as findings do.
func key(p *election.Protocol) string {
	words := []string{p.Commission.ID, p.Contest.ID}
	if len(p.Contest.Parts) > 0 {
		words = append(words, p.Contest.Parts[p.Part].ID)
	}
	return strings.Join(append(words, string(p.Series), strconv.Itoa(p.Version)), " ")
}

// inQuestion is where a formula names the figure in question.
var inQuestion = regexp.MustCompile(`\b` + each + `\b`)

// finding is a check that failed, as a finding.
func (told *Judgement) finding() finding.Finding {
	f := finding.OfCheck(told.Check.Code)
	f.Record, f.Commission, f.Contest = key(told.Protocol), told.Protocol.Commission.ID, told.Protocol.Contest.ID
	f.At, f.Also = told.cells()
	formula := strings.Join(strings.Fields(told.Check.Formula), " ")
	if told.Check.Each {
		formula = inQuestion.ReplaceAllLiteralString(formula, told.Item.Code())
	}
	var arithmetic []string
	for i := range told.Statements {
		if s := &told.Statements[i]; !s.Holds {
			arithmetic = append(arithmetic, s.plain())
		}
	}
	return f.With("formula", formula).With("arithmetic", strings.Join(arithmetic, "; "))
}

// cells are where the figures of a judgement stand: the first of the protocol
// itself, and all others.
func (told *Judgement) cells() (at source.Cell, also []source.Cell) {
	var all []source.Cell
	for _, s := range told.Statements {
		for _, t := range slices.Concat(s.Left, s.Right) {
			if !t.At.Known() || slices.Contains(all, t.At) {
				continue
			}
			all = append(all, t.At)
			if !at.Known() && t.Of == Own {
				at = t.At
			}
		}
	}
	if !at.Known() {
		at = told.Protocol.At
	}
	return at, slices.DeleteFunc(all, func(c source.Cell) bool { return c == at })
}

// plain is a comparison with its figures in digits alone, for any language.
func (s *Statement) plain() string {
	figure := func(t *Token) string {
		switch {
		case t.Absent:
			return "0"
		case t.Value.State != wording.Known:
			return "?"
		}
		return strconv.FormatInt(t.Value.N, 10)
	}
	return s.write(figure, func(n int64) string { return strconv.FormatInt(n, 10) })
}
