package main

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"achyk/generator/datasets"
)

// expectSummary asks for the totals of a summary table, and for its columns in
// the order of the page: every column of the document stands in one table, under
// the link to its own page.
func (s *side) expectSummary(t rows, of *datasets.SummaryTable) {
	var totals []row
	for _, r := range of.Rows {
		cells := row{{""}, {r.Number, s.text(&r.Name)}}
		if r.Own != nil {
			cells = append(cells, []string{s.amount(*r.Own)})
		}
		cells = append(cells, []string{s.amount(r.Sum)})
		if r.Difference != nil {
			cells = append(cells, []string{s.difference(*r.Difference)})
		}
		totals = append(totals, cells)
	}
	t.add("l", totals)
	if len(of.Rows) == 0 {
		return // there is nothing to be said of any column
	}
	left := slices.Clone(of.Columns)
	tables := all(s.main, func(n *html.Node) bool { return n.DataAtom == atom.Table && hasClass(n, "sm") })
	for _, table := range tables[min(len(tables), len(t["sm"])):] {
		var columns []datasets.SummaryColumn
		for _, a := range all(table, func(n *html.Node) bool { return n.DataAtom == atom.A }) {
			target := path.Join(path.Dir(s.path), strings.TrimSuffix(attribute(a, "href"), ".html"))
			if i := slices.IndexFunc(left, func(c datasets.SummaryColumn) bool { return c.Path == target }); i >= 0 {
				columns = append(columns, left[i])
				left = slices.Delete(left, i, i+1)
			}
		}
		if len(columns) == 0 {
			break
		}
		t.add("sm", s.columns(of, columns))
		if len(left) == 0 {
			return
		}
	}
	if len(left) > 0 {
		t.add("sm", []row{{{left[0].Path}}}) // of which the page has no column
	}
}

// columns are the rows of some columns beside one another. One of which nothing
// is known says so once, over all rows.
func (s *side) columns(of *datasets.SummaryTable, columns []datasets.SummaryColumn) []row {
	var table []row
	for i, r := range of.Rows {
		cells := row{{""}, {r.Number, s.text(&r.Name)}}
		for _, c := range columns {
			if c.Figures == nil {
				if i == 0 {
					cells = append(cells, []string{s.w.Text("state." + c.State)})
				}
				continue
			}
			says := []string{s.amount(c.Figures[i].Amount)}
			if other := c.Figures[i].Protocol; other != nil {
				says = append(says, s.amount(*other))
			}
			cells = append(cells, says)
		}
		table = append(table, cells)
	}
	return table
}
