package checks

import (
	"cmp"
	"slices"

	"achyk/generator/election"
)

// On is how every check came out for the protocols in force of a commission, with
// its arithmetic, in the order of contest, part, series, check and item. It is nil
// while the commission is under an embargo, and shared: nobody may change it.
func (r *Report) On(c *election.Commission) []Judgement {
	return r.judged.Of(c, r.arithmetic).judgements
}

// Worked is the same in the order of contest and check.
func (r *Report) Worked(c *election.Commission) []Working { return r.judged.Of(c, r.arithmetic).worked }

// A Working is one check with everything that came of it at one commission, in
// one contest.
type Working struct {
	Contest    *election.Contest
	Check      *election.Check
	Judgements []*Judgement // with the arithmetic of each, those that hold too
}

// A judged is all arithmetic of one commission.
type judged struct {
	judgements []Judgement
	worked     []Working
}

// many is about how many judgements a commission has, where there are many checks.
const many = 64

// arithmetic judges all protocols of a commission.
func (r *Report) arithmetic(c *election.Commission) judged {
	type place struct{ contest, check, judgement int }
	var told []Judgement
	var order []place
	j := &judge{country: r.country}
	r.each(j, c, func(f *formula, contest int, rec record, item target, came outcome) {
		if told == nil {
			told, order = make([]Judgement, 0, many), make([]place, 0, many)
		}
		order = append(order, place{contest, f.index, len(told)})
		told = append(told, j.judgement(rec, item, came))
	})
	slices.SortFunc(order, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.contest, b.contest), cmp.Compare(a.check, b.check), cmp.Compare(a.judgement, b.judgement))
	})
	all := judged{judgements: told}
	sorted := make([]*Judgement, len(order))
	for i, p := range order {
		one := &told[p.judgement]
		sorted[i] = one
		if i == 0 || order[i-1].contest != p.contest || order[i-1].check != p.check {
			all.worked = append(all.worked, Working{Contest: one.Protocol.Contest, Check: one.Check, Judgements: sorted[i:i]})
		}
		w := &all.worked[len(all.worked)-1]
		w.Judgements = w.Judgements[:len(w.Judgements)+1]
	}
	return all
}

// Verdicts visits how every check came out for the protocols in force of a
// commission, in the order of [Report.On] and without arithmetic: for whoever goes
// through a whole country.
func (r *Report) Verdicts(c *election.Commission, visit func(p *election.Protocol, check *election.Check, came Verdict)) {
	r.each(&judge{country: r.country}, c, func(f *formula, _ int, rec record, _ target, came outcome) {
		visit(rec.Protocol, f.check, came.verdict)
	})
}

// Made reports whether any check was made of a commission's own protocols.
func (r *Report) Made(c *election.Commission) bool { return r.made[c.Index] }

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

// Formula is what a check states, without any figures, in the lines of the first
// contest it is made for, or else of the first it is about. It is nil where the
// formula means nothing.
func (r *Report) Formula(check *election.Check) []Statement {
	f := r.compiled[check]
	if f == nil {
		return nil
	}
	contests := r.country.Election.Contests
	k := slices.Concat(check.Contests, contests)[0]
	if made := slices.IndexFunc(r.formulas, func(all []*formula) bool { return slices.Contains(all, f) }); made >= 0 {
		k = contests[made]
	}
	j := &judge{country: r.country, formula: f, figures: make([]figure, len(f.operands))}
	rec := record{Protocol: &election.Protocol{Contest: k}}
	var stated []Statement
	for i := range f.statements {
		s := &f.statements[i]
		stated = append(stated, Statement{Left: j.tokens(&s.left, rec, noTarget), Right: j.tokens(&s.right, rec, noTarget), Sign: s.sign})
	}
	return stated
}
