package pages

import (
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
	"achyk/templates"
)

// column heads the figures of one protocol, and leads to their cells.
func (v view) column(from string, p *election.Protocol) templates.Column {
	heading := templates.Column{
		Name: v.w.Text("series." + string(p.Series)), Force: templates.Official, Kind: templates.Counts,
		Href: datasets.Relative(from, v.historyPath(p.Commission)) + "#" + datasets.Anchor(p),
	}
	if p.Series == election.Device {
		heading.Force = templates.Preliminary
	}
	return heading
}

// partLines is the table of a precinct's protocols of a contest with parts: their
// total first, then the official protocol of each. It is empty for a contest
// without.
func (v view) partLines(from string, r *rollup.Result) templates.LinesTable {
	k, lead := r.Contest, r.Leading()
	var table templates.LinesTable
	if len(k.Parts) == 0 || lead.Tally == nil {
		return table
	}
	papers := r.Protocols
	if !lead.Official {
		papers = r.Scanned
	}
	table.Columns = []templates.Column{{Name: v.w.Text("column.total"), Force: force(lead), Kind: templates.Counts}}
	for part, p := range papers {
		if p == nil {
			continue
		}
		heading := v.column(from, p)
		heading.Name = k.Parts[part].Name.In(v.w.Code()) + ": " + heading.Name
		table.Columns = append(table.Columns, heading)
	}
	row := func(name templates.LineRow, total rollup.Total, cell func(p *election.Protocol) templates.LineCell) {
		row, any := name, false
		row.Cells = []templates.LineCell{lineCell(total)}
		for _, p := range papers {
			if p != nil {
				c := cell(p)
				any = any || !c.Absent
				row.Cells = append(row.Cells, c)
			}
		}
		if any {
			table.Rows = append(table.Rows, row)
		}
	}
	for i := range k.Lines {
		row(v.lineRow(&k.Lines[i]), lead.Tally.Lines[i], func(p *election.Protocol) templates.LineCell { return printed(r, p, i, false) })
	}
	for i, s := range k.Selections {
		row(v.votesRow(s), lead.Tally.Votes[i], func(p *election.Protocol) templates.LineCell { return printed(r, p, i, true) })
	}
	return table
}

// counts are the tables of the counts of the same ballots, one for each part that
// has more to show than the other tables of the page.
func (v view) counts(from string, r *rollup.Result) []templates.CountsTable {
	var all []templates.CountsTable
	for _, s := range checks.CountsOf(v.Country, r.Commission, r.Contest) {
		if len(r.Contest.Parts) == 0 || len(s.Papers()) > 1 {
			all = append(all, v.countsTable(from, r, &s))
		}
	}
	return all
}

// countsTable is one of them: line by line as on the paper, so that it can be
// compared with it. The votes follow unless the table of results has all of them.
func (v view) countsTable(from string, r *rollup.Result, s *checks.Counts) templates.CountsTable {
	k, papers := r.Contest, s.Papers()
	var t templates.CountsTable
	if len(k.Parts) > 0 {
		t.Part = k.Parts[s.Part].Name.In(v.w.Code())
	}
	for _, p := range papers {
		t.Table.Columns = append(t.Table.Columns, v.column(from, p))
	}
	t.Table.Rows = make([]templates.LineRow, 0, len(k.Lines)+len(k.Selections))
	row := func(row templates.LineRow, i int, votes bool) {
		any := false
		row.Cells = make([]templates.LineCell, 0, len(papers))
		for n, p := range papers {
			c := printed(r, p, i, votes)
			if n > 0 && s.Force != nil {
				c.More = more(row.Cells[0], c)
			}
			any = any || !c.Absent
			row.Cells = append(row.Cells, c)
		}
		if any {
			t.Table.Rows = append(t.Table.Rows, row)
		}
	}
	for i := range k.Lines {
		row(v.lineRow(&k.Lines[i]), i, false)
	}
	if len(papers) > 1 || r.Voided.Outside != nil {
		for i, of := range k.Selections {
			row(v.votesRow(of), i, true)
		}
	}
	for i := range s.Beside {
		if b := &s.Beside[i]; b.Shape != "" {
			t.Shapes = append(t.Shapes, templates.CountsShape{
				Shape: string(b.Shape), Series: string(b.Series), Differ: int64(b.Differ), Moved: b.Moved,
			})
		}
	}
	return t
}

// more is by how much one figure is above another; unknown unless both are known.
func more(than, c templates.LineCell) wording.Amount {
	if than.Amount.State != wording.Known || c.Amount.State != wording.Known {
		return wording.Amount{}
	}
	return wording.Exactly(c.Amount.N - than.Amount.N)
}

// printed is a figure as it stands on one protocol.
func printed(r *rollup.Result, p *election.Protocol, i int, votes bool) templates.LineCell {
	if votes {
		return templates.LineCell{Amount: p.Votes[i].Amount(), Voided: r.Voided.Whole != nil || r.Voided.Selections[i] != nil}
	}
	if !r.Contest.Lines[i].On(r.Commission, p.Series, p.Part) {
		return templates.LineCell{Absent: true}
	}
	return templates.LineCell{Amount: p.Lines[i].Amount(), Voided: r.Voided.Whole != nil}
}

func (v view) votesRow(s *election.Selection) templates.LineRow {
	return templates.LineRow{Name: v.w.Text("lines.votes", "name", s.Name.In(v.w.Code()))}
}

// steps are the figures of voters and ballots side by side.
func (v view) steps(r *rollup.Result) templates.Steps {
	var t templates.Steps
	all := checks.Steps(v.Country, r)
	for i := range all {
		s := &all[i]
		row := templates.Step{Kind: string(s.Kind), Force: templates.Official, Source: v.w.Text("steps.source_list")}
		if s.Series != "" {
			row.Source = v.w.Text("series." + string(s.Series))
		}
		if s.Series == election.Device {
			row.Force = templates.Preliminary
		}
		row.Cell = templates.LineCell{Amount: s.Total.Amount()}
		if s.Voided() {
			row.Cell = templates.LineCell{Amount: s.Total.OutAmount(), Voided: true}
		}
		if s.Known {
			row.Cell.More, row.Same = wording.Exactly(s.More), s.More == 0
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
