package pages

import (
	"slices"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/templates"
)

func (e *Election) summaryPath(c *election.Commission) string {
	return datasets.SummaryPath(e.Election, c) + ".html"
}

// summary is the summary table of a commission, down to the next ones that sign.
func (v view) summary(c *election.Commission) (templates.SummaryPage, shell.Page) {
	path := v.summaryPath(c)
	page := templates.SummaryPage{
		W: v.w, Kicker: v.placeName(c), AsOf: v.asOf(c), JSON: v.json(path),
		Commission: templates.Link{Text: v.placeName(c), Href: datasets.Relative(path, v.path(c))},
	}
	if c.Parent != nil {
		page.Kicker += " · " + v.title()
	}
	for _, k := range v.Election.Election.Contests {
		if !k.HeldAt(c) {
			continue
		}
		for part := range k.PartCount() {
			page.Tables = append(page.Tables, v.summaryTable(path, c, k, part))
		}
	}
	title := v.w.Text("series.summary")
	return page, shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(c), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.summary", "place", v.name(c), "election", v.title()),
		Description: v.w.Text("description.summary", "place", v.name(c), "election", v.title()),
	}
}

// summaryLink leads from the page of a commission to a contest in its summary
// table.
func (v view) summaryLink(from string, c *election.Commission, k *election.Contest) templates.Link {
	if !datasets.HasSummary(v.Election.Election, c) {
		return templates.Link{}
	}
	return templates.Link{Text: v.w.Text("summary.link", "level", v.signingLevel(c)), Href: datasets.Relative(from, v.summaryPath(c)) + "#" + k.ID}
}

// signingLevel names the commissions that the summary table has a column for.
func (v view) signingLevel(c *election.Commission) string {
	first := v.Election.Election.Signing(c)[0]
	return v.Election.Election.Levels[first.Level].Plural.In(v.w.Code())
}

// signing are the columns of a summary table, in the order of the language.
func (v view) signing(c *election.Commission) []*election.Commission {
	var all []*election.Commission
	for _, child := range v.children(c) {
		if v.Election.Election.Signs(child) {
			all = append(all, child)
		} else {
			all = append(all, v.signing(child)...)
		}
	}
	return all
}

func (v view) summaryTable(from string, c *election.Commission, k *election.Contest, part int) templates.SummaryTable {
	t := templates.SummaryTable{ID: k.ID, Name: k.Name.In(v.w.Code())}
	if len(k.Parts) > 0 {
		t.Name += ": " + k.Parts[part].Name.In(v.w.Code())
	}
	if part > 0 {
		t.ID += "-" + k.Parts[part].ID
	}
	var columns []rollup.Column
	for _, one := range v.signing(c) {
		if k.HeldAt(one) {
			columns = append(columns, v.Column(one, k, part))
		}
	}
	bases := make([]int64, len(rollup.Bases))
	for i := range columns {
		bases[slices.Index(rollup.Bases, columns[i].Basis())]++
		differ, compared := columns[i].Differ()
		t.Differ += int64(differ)
		t.Compared = t.Compared || compared > 0
	}
	main := rollup.Basis("") // where most columns come from needs no word above each
	for i, basis := range rollup.Bases {
		if bases[i] > 0 {
			t.Sources = append(t.Sources, templates.SummarySource{Basis: string(basis), Columns: bases[i]})
			if main == "" {
				main = basis
			}
		}
	}
	closed := func(x rollup.Column) bool { return x.State() == rollup.Embargoed }
	if t.Why = "none"; slices.ContainsFunc(columns, closed) {
		t.Why = "embargoed"
	}
	shown := v.summaryRows(&t, k, v.Part(c, k, part), columns)
	t.Columns = make([]templates.SummaryColumn, 0, len(columns))
	for i := range columns {
		t.Columns = append(t.Columns, v.summaryColumn(from, &columns[i], shown, main))
	}
	return t
}

// summaryRows fills the rows that stand on any paper of the table, with the
// commission's own protocol and the sum of those beneath, and says which they
// are: lines, and behind them selections.
func (v view) summaryRows(t *templates.SummaryTable, k *election.Contest, whole rollup.PartResult, columns []rollup.Column) (shown []int) {
	t.Totals.Columns = []templates.Column{{Name: v.w.Text("column.sum"), Force: templates.Official, Kind: templates.Counts}}
	if whole.Own != nil {
		t.Totals.Columns = []templates.Column{
			{Name: v.w.Text("column.own"), Force: templates.Official, Kind: templates.Counts}, t.Totals.Columns[0],
			{Name: v.w.Text("column.difference"), Force: templates.Official, Kind: templates.Differences},
		}
	}
	var own, sum, owed []rollup.Total
	for _, of := range []struct {
		tally *rollup.Tally
		into  *[]rollup.Total
	}{{whole.Own, &own}, {whole.Beneath, &sum}, {whole.Owed, &owed}} {
		*of.into = make([]rollup.Total, len(k.Lines)+len(k.Selections))
		if of.tally != nil {
			copy(*of.into, append(slices.Clone(of.tally.Lines), of.tally.Votes...))
		}
	}
	for i := range own {
		on := func(x rollup.Column) bool { return !lineCell(x.Figure(i).Total).Absent }
		if lineCell(own[i]).Absent && lineCell(sum[i]).Absent && !slices.ContainsFunc(columns, on) {
			continue
		}
		var row templates.LineRow
		if i < len(k.Lines) {
			row = v.lineRow(&k.Lines[i])
		} else {
			row.Name = v.w.Text("lines.votes", "name", k.Selections[i-len(k.Lines)].Name)
		}
		row.Cells = []templates.LineCell{lineCell(sum[i])}
		if whole.Own != nil {
			row.Cells = []templates.LineCell{lineCell(own[i]), lineCell(sum[i]), difference(own[i], sum[i].Plus(owed[i]))}
		}
		t.Totals.Rows = append(t.Totals.Rows, row)
		shown = append(shown, i)
	}
	return shown
}

// summaryColumn is the column of one commission, with a word above it where it
// comes from elsewhere than most.
func (v view) summaryColumn(from string, x *rollup.Column, rows []int, main rollup.Basis) templates.SummaryColumn {
	r := x.Result
	c := templates.SummaryColumn{Place: v.link(from, r.Commission), State: string(x.State())}
	if x.Empty() {
		return c
	}
	if basis := x.Basis(); basis != main {
		c.Basis = string(basis)
	}
	for _, note := range []struct {
		there bool
		key   string
	}{
		{r.State == rollup.IsVoided, "state.voided"},
		{r.Overtaken != nil && x.Sum == nil, "summary.overtaken"},
		{x.Blurred(), "summary.blurred"},
	} {
		if note.there {
			c.Notes = append(c.Notes, v.w.Text(note.key))
		}
	}
	c.Cells = make([]templates.SummaryCell, 0, len(rows))
	for _, i := range rows {
		f := x.Figure(i)
		cell := templates.SummaryCell{LineCell: lineCell(f.Total)}
		cell.Voided = f.Voided
		if f.Differs {
			cell.Differs, cell.Protocol = true, f.Paper.Amount()
		}
		c.Cells = append(c.Cells, cell)
	}
	return c
}
