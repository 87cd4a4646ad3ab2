package pages

import (
	"achyk/generator/charts"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/wording"
	"achyk/templates"
)

// resultsChart draws the table of votes of a place, which stands beside it: in
// percents of the first base where they are known, else in votes.
func (s *sketch) resultsChart(t *templates.ResultsTable) *templates.Chart {
	chart := templates.Chart{
		ID: s.id("results"), Kind: templates.DrawBars, Title: s.w.Text("charts.results.title"), Force: t.Force, Tableless: true,
		Columns: []templates.ChartColumn{{Name: s.w.Text("results.votes"), Unit: templates.InCounts, Drawn: true}},
		CSV:     s.csv(datasets.ResultsTable),
	}
	if len(t.Bases) > 0 && t.Bases[0].Whole.State != wording.Unknown {
		chart.Note = s.w.Text("charts.results.note", "base", t.Bases[0].Name)
		chart.Columns[0] = templates.ChartColumn{Name: s.w.Text("results.percent"), Base: t.Bases[0].Name, Unit: templates.InPercents, Drawn: true}
	}
	for _, row := range t.Rows {
		bar := templates.ChartRow{Label: row.Name, Class: templates.Colour(row.Position), Cells: []templates.ChartCell{{}}}
		if !row.Voided {
			bar.Cells[0].Amount = row.Votes
			if len(row.Shares) > 0 {
				bar.Cells[0].Share = row.Shares[0]
			}
		}
		chart.Rows = append(chart.Rows, bar)
	}
	if len(chart.Rows) < 2 || !drawn(&chart) {
		return nil
	}
	chart = s.enlivened(chart)
	return &chart
}

// multiples draws the result of every place directly beneath, all to one scale. Those
// of hundreds of precincts would be too many to compare.
func (s *sketch) multiples(c *election.Commission, k *election.Contest) {
	results, level := s.beneath(c)
	if len(results) == 0 || len(k.ShareBases) == 0 || datasets.OverPrecincts(s.Election.Election, c) {
		return
	}
	chart := templates.Chart{
		ID: s.id("multiples"), Kind: templates.DrawMultiples, Force: force(s.Of(c, k).Leading()),
		Title: s.w.Text("charts.multiples.title", "level", level), Note: s.w.Text("charts.multiples.note", "base", s.base()),
		Heading: s.w.Text("children.place"), CSV: s.csv(datasets.ResultsTable),
	}
	for _, sel := range k.Selections {
		chart.Columns = append(chart.Columns, templates.ChartColumn{
			Name: sel.Name.In(s.w.Code()), Unit: templates.InPercents, Drawn: true, Class: templates.Colour(int64(sel.Position)),
		})
	}
	for _, r := range results {
		row := templates.ChartRow{Label: s.link(s.path, r.Commission), Force: force(r.Leading())}
		for _, sel := range k.Selections {
			row.Cells = append(row.Cells, shareCell(r.Share(sel)))
		}
		chart.Rows = append(chart.Rows, row)
	}
	s.add(chart)
}

// counts draws the scanners' counts against those in force: the sums of both over the
// same ballots, and how they differ at every commission.
func (s *sketch) counts(c *election.Commission, k *election.Contest) {
	compared := &s.data.Charts(c, k).Comparison
	if compared.Protocols+compared.Unclear > 0 {
		s.add(s.pairs(compared))
	}
	if len(compared.Beneath) > 0 {
		s.add(s.shapes(c, compared))
	}
}

func (s *sketch) pairs(compared *charts.Comparison) templates.Chart {
	chart := templates.Chart{
		ID: s.id("counts"), Kind: templates.DrawPairs, Force: templates.Official,
		Title: s.w.Text("charts.counts.title"), Note: s.w.Text("charts.counts.note", "n", int64(compared.Protocols)),
		Heading: s.w.Text("charts.counts.selection"), CSV: s.csv(datasets.ComparedTable),
		Columns: []templates.ChartColumn{
			{Name: s.w.Text("charts.counts.device"), Unit: templates.InCounts, Drawn: true, Force: templates.Preliminary, Class: "s2"},
			{Name: s.w.Text("charts.counts.force"), Unit: templates.InCounts, Drawn: true, Force: templates.Official, Class: "s1"},
			{Name: s.w.Text("charts.counts.difference"), Unit: templates.InCounts},
		},
	}
	for i, device := range compared.Device { // none without any pair
		sel, official := s.k.Selections[i], compared.Force[i]
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: templates.Link{Text: sel.Name.In(s.w.Code()), Href: datasets.Relative(s.path, s.selectionPath(sel))},
			Cells: []templates.ChartCell{exactCell(device), exactCell(official), exactCell(official - device)},
		})
	}
	if compared.Unclear > 0 {
		chart.Hints = append(chart.Hints, s.w.Text("charts.counts.unclear", "n", int64(compared.Unclear)))
	}
	return chart
}

func (s *sketch) shapes(c *election.Commission, compared *charts.Comparison) templates.Chart {
	_, level := s.beneath(c)
	chart := templates.Chart{
		ID: s.id("shapes"), Kind: templates.DrawStack, Force: templates.Official,
		Title: s.w.Text("charts.shapes.title", "level", level), Note: s.w.Text("charts.shapes.note"),
		Heading: s.w.Text("children.place"), CSV: s.csv(datasets.ShapesTable),
	}
	for i, shape := range []string{"equal", "normal", "different", "unclear", "unpaired"} {
		chart.Columns = append(chart.Columns, templates.ChartColumn{
			Name: s.w.Text("charts.shapes." + shape), Unit: templates.InCounts, Drawn: true, Class: "s" + string(rune('1'+i)),
		})
	}
	if datasets.OverPrecincts(s.Election.Election, c) {
		together := compared.Together()
		chart.Rows = append(chart.Rows, s.shapesRow(c, &together))
		return chart
	}
	by := make(map[*election.Commission]*charts.Shapes, len(compared.Beneath))
	for i := range compared.Beneath {
		by[compared.Beneath[i].Place] = &compared.Beneath[i]
	}
	for _, child := range s.children(c) {
		if n := by[child]; n != nil {
			chart.Rows = append(chart.Rows, s.shapesRow(child, n))
		}
	}
	return chart
}

func (s *sketch) shapesRow(c *election.Commission, n *charts.Shapes) templates.ChartRow {
	return templates.ChartRow{Label: s.link(s.path, c), Cells: []templates.ChartCell{
		exactCell(n.Equal), exactCell(n.Normal), exactCell(n.Different), exactCell(n.Unclear), exactCell(n.Unpaired),
	}}
}

// arrivals draws how the protocols of the lowest level came.
func (s *sketch) arrivals(c *election.Commission, k *election.Contest) {
	a := &s.data.Charts(c, k).Arrivals
	if len(a.Steps) == 0 {
		return
	}
	chart := templates.Chart{
		ID: s.id("arrivals"), Kind: templates.DrawSteps, Force: templates.Official,
		Title:   s.w.Text("charts.arrivals.title", "level", s.Election.Election.Levels[a.Level].Plural.In(s.w.Code())),
		Note:    s.w.Text("charts.arrivals.note", "expected", a.Expected),
		Heading: s.w.Text("charts.arrivals.time"), CSV: s.csv(datasets.ArrivalsTable),
		Columns: []templates.ChartColumn{
			{Name: s.w.Text("charts.arrivals.official"), Unit: templates.InCounts, Drawn: true, Force: templates.Official, Class: "s1"},
			{Name: s.w.Text("charts.arrivals.device"), Unit: templates.InCounts, Drawn: true, Force: templates.Preliminary, Class: "s2"},
		},
		Reference: exactCell(a.Expected), ReferenceName: s.w.Text("charts.arrivals.expected"),
	}
	one := oneDay(a.Steps[0].Time, a.Steps[len(a.Steps)-1].Time)
	for _, step := range a.Steps {
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: templates.Link{Text: s.moment(step.Time)}, Short: clock(step.Time, one), Minutes: step.Time.Unix() / 60,
			Cells: []templates.ChartCell{exactCell(step.Official), exactCell(step.Device)},
		})
	}
	if a.Untimed > 0 {
		chart.Hints = append(chart.Hints, s.w.Text("charts.arrivals.untimed", "n", a.Untimed))
	}
	s.add(chart)
}

// invalid draws how many ballots were invalid at the places directly beneath.
func (s *sketch) invalid(c *election.Commission, k *election.Contest) {
	results, level := s.beneath(c)
	own := charts.InvalidOf(s.Of(c, k))
	if len(results) == 0 || own.Base == nil {
		return
	}
	base := own.Base.Name.In(s.w.Code())
	chart := templates.Chart{
		ID: s.id("invalid"), Kind: templates.DrawBars, Force: force(s.Of(c, k).Leading()),
		Title: s.w.Text("charts.invalid.title", "level", level), Note: s.w.Text("charts.invalid.note", "base", base),
		Heading: s.w.Text("children.place"), CSV: s.csv(datasets.ResultsTable),
		Columns: []templates.ChartColumn{
			{Name: s.w.Text("charts.invalid.percent"), Base: base, Unit: templates.InPercents, Drawn: true, Class: "s1"},
			{Name: s.w.Text("charts.invalid.ballots"), Unit: templates.InCounts},
			{Name: base, Unit: templates.InCounts},
		},
		Reference: shareCell(own.Ratio().Share()), ReferenceName: s.w.Text("charts.reference", "place", s.placeName(c)),
	}
	for _, r := range results {
		n := charts.InvalidOf(r)
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: s.link(s.path, r.Commission), Force: force(r.Leading()),
			Cells: []templates.ChartCell{shareCell(n.Ratio().Share()), totalCell(n.Ballots), totalCell(n.Of)},
		})
	}
	s.add(chart)
}
