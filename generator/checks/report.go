package checks

import (
	"cmp"
	"slices"

	"achyk/generator/election"
)

// On is how every check came out for the protocols in force of a commission, in
// the order of contest, part, series, check and item. Those that hold are many
// and come without their arithmetic: they have no statements, which Worked has. It
// is nil while the commission is under an embargo.
func (r *Report) On(c *election.Commission) []Judgement { return r.on(c, false) }

// on is what On says, with the arithmetic of all.
func (r *Report) on(c *election.Commission, arithmetic bool) []Judgement {
	var told []Judgement
	j := &judge{country: r.country}
	r.each(j, c, func(_ *formula, _ int, rec record, item target, came outcome) {
		one := j.bare(rec, item, came)
		if arithmetic || came.verdict != Holds {
			one = j.judgement(rec, item, came)
		}
		told = append(told, one)
	})
	return told
}

// Made reports whether any check was made of a commission's own protocols.
func (r *Report) Made(c *election.Commission) bool { return r.made[c.Index] }

// A Working is one check with everything that came of it at one commission, in
// one contest.
type Working struct {
	Contest    *election.Contest
	Check      *election.Check
	Judgements []Judgement // with the arithmetic of each, those that hold too
}

// Worked is all arithmetic of a commission's protocols in force, in the order of
// contest and check.
func (r *Report) Worked(c *election.Commission) []Working {
	var all []Working
	for _, j := range r.on(c, true) {
		k := j.Protocol.Contest
		at := slices.IndexFunc(all, func(w Working) bool { return w.Contest == k && w.Check == j.Check })
		if at < 0 {
			at = len(all)
			all = append(all, Working{Contest: k, Check: j.Check})
		}
		all[at].Judgements = append(all[at].Judgements, j)
	}
	e := r.country.Election
	slices.SortStableFunc(all, func(a, b Working) int {
		return cmp.Or(
			cmp.Compare(slices.Index(e.Contests, a.Contest), slices.Index(e.Contests, b.Contest)),
			cmp.Compare(slices.Index(e.Checks, a.Check), slices.Index(e.Checks, b.Check)),
		)
	})
	return all
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
