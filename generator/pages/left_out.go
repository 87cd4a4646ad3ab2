package pages

import (
	"achyk/generator/datasets"
	"achyk/generator/rollup"
	"achyk/generator/wording"
	"achyk/templates"
)

// leftOut is what decisions took out of the sum beneath a place: of the votes for
// one selection, or of all where none is named (-1).
func (v view) leftOut(r *rollup.Result, selection int) templates.LeftOut {
	removals := r.LeftOut()
	level, _ := r.Deepest()
	if removals == nil {
		return templates.LeftOut{}
	}
	m := removals.All
	if selection >= 0 {
		m = removals.Selections[selection]
	}
	return templates.LeftOut{
		Level: v.Election.Election.Levels[level].Plural.In(v.w.Code()),
		Whole: int64(m.Whole), Partly: int64(m.Partly), WholeVotes: m.WholeVotes.Amount(), PartlyVotes: m.PartlyVotes.Amount(),
	}
}

// agreement counts where a commission's own protocol and the sum of those
// beneath it differ, where its own protocol leads.
func (v view) agreement(r *rollup.Result) templates.Agreement {
	var a templates.Agreement
	if !datasets.Compared(r) {
		return a
	}
	enter := func(own, sum, owed rollup.Total) {
		switch d := difference(own, sum.Plus(owed)); {
		case d.Absent: // it stands on the papers of one side alone
		case d.Amount.State != wording.Known:
			a.Open++
		case d.Amount.N != 0:
			a.Differ++
			a.Compared++
		default:
			a.Compared++
		}
	}
	for i, own := range r.Official.Lines {
		enter(own, r.Beneath.Lines[i], r.Owed().Lines[i])
	}
	for i, own := range r.Official.Votes {
		enter(own, r.Beneath.Votes[i], r.Owed().Votes[i])
	}
	return a
}
