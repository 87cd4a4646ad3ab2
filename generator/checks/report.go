package checks

import (
	"slices"

	"achyk/generator/election"
)

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
	f := r.compiled[check]
	if f == nil || (len(check.Contests) > 0 && !slices.Contains(check.Contests, k)) {
		return nil
	}
	j := &judge{country: r.country, formula: f}
	j.figures = make([]figure, len(j.formula.operands))
	var stated []Statement
	for i := range j.formula.statements {
		s := &j.formula.statements[i]
		rec := record{Protocol: &election.Protocol{Contest: k}}
		stated = append(stated, Statement{Left: j.tokens(&s.left, rec, noTarget), Right: j.tokens(&s.right, rec, noTarget), Sign: s.sign})
	}
	return stated
}
