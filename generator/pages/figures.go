package pages

import (
	"cmp"
	"slices"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
	"achyk/templates"
)

func force(l rollup.Lead) templates.Force {
	switch {
	case l.Tally == nil:
		return templates.NoData
	case l.Official:
		return templates.Official
	}
	return templates.Preliminary
}

// results is the table of votes of a tally, in ballot order.
func (v view) results(from string, k *election.Contest, t *rollup.Tally, voided election.Voided, f templates.Force) templates.ResultsTable {
	table := templates.ResultsTable{
		Force:     f,
		Protocols: int64(t.Counted),
	}
	for i, role := range k.ShareBases {
		line := k.Line(role)
		table.Bases = append(table.Bases, templates.Base{
			Name: k.Lines[line].Name.In(v.w.Code()), Whole: t.Lines[line].Amount(),
		})
		if i == 0 {
			table.SharesOver = int64(t.Shares[0].Over)
		}
	}
	table.Rows = make([]templates.ResultRow, 0, len(k.Selections))
	for i, s := range k.Selections {
		row := templates.ResultRow{
			Position:  int64(s.Position),
			Name:      templates.Link{Text: s.Name.In(v.w.Code()), Href: datasets.Relative(from, v.selectionPath(s))},
			Detail:    s.NominatedBy.In(v.w.Code()),
			Withdrawn: s.Withdrawn,
			Voided:    voided.Selections[i] != nil,
			Votes:     t.Votes[i].Amount(),
			Shares:    make([]wording.Share, len(k.ShareBases)),
		}
		row.VotesOut = t.Votes[i].OutAmount()
		for j := range row.Shares {
			if !row.Voided {
				row.Shares[j] = t.Share(j, i)
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// rank puts the rows in the order of votes: most first, unknown after the
// known, "against all" last, ties in ballot order.
func rank(table *templates.ResultsTable, k *election.Contest) {
	order := make([]int, len(table.Rows))
	for i := range order {
		order[i] = i
	}
	class := func(i int) int {
		switch {
		case k.Selections[i].Kind == election.AgainstAll:
			return 2
		case table.Rows[i].Votes.State == wording.Unknown:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(table.Rows[b].Votes.N, table.Rows[a].Votes.N))
	})
	rows := make([]templates.ResultRow, len(order))
	for i, at := range order {
		rows[i] = table.Rows[at]
	}
	table.Rows = rows
}

// turnout is how many took part, with unknown figures where there is no tally;
// the zero Turnout where the forms do not say.
func (v view) turnout(k *election.Contest, t *rollup.Tally) templates.Turnout {
	part, listed := k.Line(election.Participated), k.Line(election.Listed)
	if part < 0 || listed < 0 {
		return templates.Turnout{}
	}
	turnout := templates.Turnout{
		ParticipatedName: k.Lines[part].Name.In(v.w.Code()),
		ListedName:       k.Lines[listed].Name.In(v.w.Code()),
	}
	if t != nil {
		turnout.Participated, turnout.Listed = t.Lines[part].Amount(), t.Lines[listed].Amount()
		turnout.Share = t.Turnout.Share()
		turnout.Over, turnout.Protocols = int64(t.Turnout.Over), int64(t.Counted)
		if turnout.Voided = t.AllOut(); turnout.Voided {
			turnout.Participated, turnout.Listed = t.Lines[part].OutAmount(), t.Lines[listed].OutAmount()
		}
	}
	return turnout
}

// lineCell is a total in a table of protocol lines.
func lineCell(t rollup.Total) templates.LineCell {
	switch {
	case t.Counts == 0 && t.OutCounts > 0:
		return templates.LineCell{Amount: t.OutAmount(), Voided: true}
	case t.Counts == 0:
		return templates.LineCell{Absent: true}
	}
	return templates.LineCell{Amount: t.Amount()}
}

// difference is own less sum: absent where a line stands on the papers of one
// side alone, and unknown unless both are known exactly.
func difference(own, sum rollup.Total) templates.LineCell {
	a, known1 := own.Known()
	b, known2 := sum.Known()
	switch {
	case own.Counts+own.OutCounts == 0 || sum.Counts+sum.OutCounts == 0:
		return templates.LineCell{Absent: true}
	case !known1 || !known2:
		return templates.LineCell{}
	}
	return templates.LineCell{Amount: wording.Exactly(a - b)}
}

// lines is the table of protocol lines: the leading figures, and beside a
// commission's own protocol the sum of those beneath and the difference.
func (v view) lines(r *rollup.Result, lead rollup.Lead) templates.LinesTable {
	var table templates.LinesTable
	if lead.Tally == nil {
		return table
	}
	k := r.Contest
	compared := datasets.Compared(r)
	f := force(lead)
	switch {
	case compared:
		table.Columns = []templates.Column{
			{Name: v.w.Text("column.own"), Force: f, Kind: templates.Counts},
			{Name: v.w.Text("column.sum"), Force: f, Kind: templates.Counts},
			{Name: v.w.Text("column.difference"), Force: f, Kind: templates.Differences},
		}
	case lead.Own:
		table.Columns = []templates.Column{{Name: v.w.Text("column.own"), Force: f, Kind: templates.Counts}}
	default:
		table.Columns = []templates.Column{{Name: v.w.Text("column.sum"), Force: f, Kind: templates.Counts}}
	}
	for i := range k.Lines {
		row := v.lineRow(&k.Lines[i])
		own := lead.Tally.Lines[i]
		if compared {
			own = r.Official.Lines[i]
			sum := r.Beneath.Lines[i]
			row.Cells = []templates.LineCell{lineCell(own), lineCell(sum), difference(own, sum.Plus(r.Owed().Lines[i]))}
		} else {
			row.Cells = []templates.LineCell{lineCell(own)}
		}
		if !slices.ContainsFunc(row.Cells, func(c templates.LineCell) bool { return !c.Absent }) {
			continue
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (v view) lineRow(l *election.Line) templates.LineRow {
	return templates.LineRow{Number: l.Number, Name: l.Name.In(v.w.Code())}
}
