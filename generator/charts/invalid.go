package charts

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// An Invalid is how many ballots were invalid, of the voters who took part: no role
// is that of the ballots found in all boxes together.
type Invalid struct {
	Ballots, Of rollup.Total
	Base        *election.Line // what Of is; nil: the forms do not say, and there is nothing
}

// InvalidOf is that of the figures that lead a place. Where nothing has come, or
// decisions took all of it out, nothing counts in either total.
func InvalidOf(r *rollup.Result) Invalid {
	k := r.Contest
	invalid, of := k.Line(election.Invalid), k.Line(election.Participated)
	if invalid < 0 || of < 0 {
		return Invalid{}
	}
	i := Invalid{Base: &k.Lines[of]}
	if lead := r.Leading(); lead.Tally != nil {
		i.Ballots, i.Of = lead.Tally.Lines[invalid], lead.Tally.Lines[of]
	}
	return i
}

// Ratio is the one of the other; over nothing where one of them is not known
// exactly, because then they may be of different commissions.
func (i *Invalid) Ratio() rollup.Ratio {
	part, known1 := i.Ballots.Known()
	whole, known2 := i.Of.Known()
	if !known1 || !known2 {
		return rollup.Ratio{}
	}
	return rollup.Ratio{Over: 1, Part: part, Whole: whole}
}
