package main

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/wording"
)

// A row is what the cells of a row of a table must say, in this order: each cell
// says its pieces one after another, and no other digit.
type row [][]string

// rows are the tables that a document asks for, by the class of the table on the
// page or of the section it stands in, in the order of the page.
type rows map[string][][]row

func (t rows) add(class string, table []row) {
	if len(table) > 0 {
		t[class] = append(t[class], table)
	}
}

// compareRows tells where a table of the page says something else than the
// document, row by row and cell by cell.
func (s *side) compareRows() []string {
	want, err := s.expected()
	if err != nil {
		return []string{err.Error()}
	}
	var problems []string
	for class, tables := range want {
		found := all(s.main, func(n *html.Node) bool {
			return n.DataAtom == atom.Table && (hasClass(n, class) || hasClass(n.Parent, class))
		})
		if len(found) != len(tables) {
			problems = append(problems, fmt.Sprintf("%d tables of class %s, the document has %d", len(found), class, len(tables)))
			continue
		}
		for i, table := range tables {
			problems = append(problems, s.compareTable(class, found[i], table)...)
		}
	}
	return problems
}

// compareTable sets the rows of a table beside those of the document: by the
// page they lead to, where they lead to one, else by their order.
func (s *side) compareTable(class string, table *html.Node, want []row) []string {
	var problems []string
	var got []*html.Node
	for _, tr := range all(table, func(n *html.Node) bool { return n.DataAtom == atom.Tr }) {
		if tr.Parent.DataAtom == atom.Tbody {
			got = append(got, tr)
		}
	}
	if len(got) != len(want) {
		return []string{fmt.Sprintf("a table of class %s has %d rows, the document has %d", class, len(got), len(want))}
	}
	left := slices.Clone(want)
	for _, tr := range got {
		at := 0
		if a := first(tr, func(n *html.Node) bool { return n.DataAtom == atom.A }); a != nil {
			target := path.Join(path.Dir(s.path), strings.TrimSuffix(attribute(a, "href"), ".html"))
			if at = slices.IndexFunc(left, func(r row) bool { return r[0][0] == target }); at < 0 {
				problems = append(problems, fmt.Sprintf("a table of class %s leads to %s, the document does not", class, target))
				continue
			}
		}
		expected := left[at]
		left = slices.Delete(left, at, at+1)
		var cells []string
		for cell := range tr.ChildNodes() {
			if cell.Type == html.ElementNode {
				cells = append(cells, strings.Join(strings.FieldsFunc(flat(cell), isSpace), " "))
			}
		}
		for i, pieces := range expected[1:] {
			if i >= len(cells) {
				problems = append(problems, fmt.Sprintf("class %s: a row has %d cells, the document has %d", class, len(cells), len(expected)-1))
				break
			}
			if wrong := says(cells[i], pieces); wrong != "" {
				problems = append(problems, fmt.Sprintf("class %s, %s: %q %s", class, cells[0], cells[i], wrong))
			}
		}
	}
	return problems
}

// isSpace leaves a no-break space alone, which is a part of numbers.
func isSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\t' }

// flat is all the text of an element.
func flat(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		b.WriteString(" ")
	}
	return b.String()
}

// says tells what is wrong with a cell that should say these pieces and no
// other digit.
func says(cell string, pieces []string) string {
	for _, piece := range pieces {
		before, after, found := strings.Cut(cell, piece)
		if !found || piece != "" && partOfNumber(before, piece, after) {
			return fmt.Sprintf("does not say %q", piece)
		}
		if strings.ContainsAny(before, "0123456789") {
			return fmt.Sprintf("says more than %q", pieces)
		}
		cell = after
	}
	if strings.ContainsAny(cell, "0123456789") {
		return fmt.Sprintf("says more than %q", pieces)
	}
	return ""
}

// text is a text in the language of the page.
func (s *side) text(t *datasets.Text) string {
	if t == nil {
		return ""
	}
	return wording.Text(*t).In(s.w.Code())
}

// amount is a figure as pages write it.
func (s *side) amount(a datasets.Amount) string {
	switch a.State {
	case "exact":
		return s.w.Number(*a.Value)
	case "at_least":
		return s.w.Amount(wording.AtLeastOf(*a.Value))
	case "not_on_form":
		return "–"
	}
	return s.w.Amount(wording.Amount{})
}

// difference is a difference as pages write it.
func (s *side) difference(a datasets.Amount) string {
	if a.State == "exact" {
		return s.w.Signed(*a.Value)
	}
	return s.amount(a)
}

// percent is a share as pages write it.
func (s *side) percent(p datasets.Percent) string {
	if p.State == "unknown" {
		return s.w.Percent(wording.Share{})
	}
	hundredths, err := strconv.ParseInt(strings.Replace(p.Percent, ".", "", 1), 10, 64)
	if err != nil {
		return err.Error()
	}
	return s.w.Percent(wording.Share{Part: hundredths, Whole: 100_00, Known: true, AtLeast: p.State == "at_least"})
}

// expected are the tables that the document asks for.
func (s *side) expected() (rows, error) {
	t := make(rows)
	var err error
	switch s.doc["kind"] {
	case "place":
		var d datasets.PlaceDocument
		err = json.Unmarshal(s.raw, &d)
		s.expectPlace(t, &d)
	case "summary":
		var d datasets.SummaryDocument
		err = json.Unmarshal(s.raw, &d)
		for i := range d.Tables {
			s.expectSummary(t, &d.Tables[i])
		}
	case "precinct":
		var d datasets.PrecinctDocument
		err = json.Unmarshal(s.raw, &d)
		for i := range d.Contests {
			t.add("r", s.results(d.Contests[i].Results))
			t.add("l", s.lines(d.Contests[i].Lines))
			for j := range d.Contests[i].Counts {
				t.add("l", s.lines(&d.Contests[i].Counts[j].Lines))
			}
			t.add("steps", s.steps(d.Contests[i].Steps))
		}
		s.expectTurnout(t, d.Records)
	case "history":
		var d datasets.HistoryDocument
		err = json.Unmarshal(s.raw, &d)
		s.expectHistory(t, &d)
	case "selection":
		var d datasets.SelectionDocument
		err = json.Unmarshal(s.raw, &d)
		var table []row
		for _, region := range d.Regions {
			table = append(table, s.selection(region.SelectionRow))
			for _, child := range region.Children {
				table = append(table, s.selection(child))
			}
		}
		t.add("s", table)
		s.expectMaps(t, d.Maps)
	case "turnout":
		var d datasets.TurnoutDocument
		err = json.Unmarshal(s.raw, &d)
		for i := range d.Contests {
			s.expectMaps(t, d.Contests[i].Maps)
		}
	case "charts":
		var d datasets.ChartsDocument
		err = json.Unmarshal(s.raw, &d)
		for i := range d.Contests {
			s.expectMaps(t, d.Contests[i].Maps)
		}
		s.expectMaps(t, d.Maps)
	case "list":
		var d datasets.ListDocument
		err = json.Unmarshal(s.raw, &d)
		s.expectGroups(t, d.Checks)
		for i := range d.Rows {
			if c := d.Rows[i].Change; c != nil {
				t.add("diff", s.changed(c.Figures))
			}
		}
	case "rules":
		var d datasets.RulesDocument
		err = json.Unmarshal(s.raw, &d)
		s.expectGroups(t, d.Checks)
		var table []row
		for _, f := range d.Findings {
			table = append(table, row{{f.Path}, {f.Code, s.text(&f.Name)}, {}, {s.w.Number(f.Found)}})
		}
		t.add("q", table)
	}
	return t, err
}

// changed are the rows of a table of what was and what is.
func (s *side) changed(figures []datasets.ChangedFigure) []row {
	var table []row
	for _, f := range figures {
		name := s.text(f.Name)
		if strings.HasPrefix(f.Item, "votes:") {
			name = s.w.Text("operand.votes", "name", name)
		}
		cells := row{{""}, {f.Number, name}, {s.amount(f.Before)}, {s.amount(f.After)}, {}}
		if f.Difference != nil {
			cells[4] = []string{s.w.Signed(*f.Difference)}
		}
		table = append(table, cells)
	}
	return table
}

func (s *side) expectPlace(t rows, d *datasets.PlaceDocument) {
	for i := range d.Contests {
		c := &d.Contests[i]
		t.add("r", s.results(c.Results))
		t.add("l", s.lines(c.Lines))
		if c.Device != nil {
			t.add("r", s.results(c.Device.Results))
		}
		var children []row
		for _, child := range c.Children {
			children = append(children, s.child(&child, c.Turnout != nil))
		}
		t.add("c", children)
		t.add("g", s.ledger(c.Ledger))
		s.expectMaps(t, c.Maps)
	}
	s.expectChecks(t, d.Checks)
	s.expectTurnout(t, d.Records)
}

// expectTurnout is a table for each contest, a row an hour.
func (s *side) expectTurnout(t rows, r *datasets.Records) {
	if r == nil {
		return
	}
	for _, day := range r.Turnout {
		var table []row
		for _, report := range day.Reports {
			cells := row{{""}, {s.w.Time(report.At)}, {s.amount(report.Voters)}}
			if report.Share != nil {
				cells = append(cells, []string{s.percent(*report.Share)})
			}
			table = append(table, cells)
		}
		t.add("records", table)
	}
}

// results are the rows of a table of votes, in any order: each begins with the
// path of the selection's page.
func (s *side) results(r *datasets.Results) []row {
	if r == nil {
		return nil
	}
	var table []row
	for i := range r.Rows {
		of := &r.Rows[i]
		name := s.text(&of.Name)
		th, votes := []string{name}, []string{}
		if of.Position != nil {
			th = []string{s.w.Number(*of.Position), name}
		}
		for _, a := range []*datasets.Amount{of.Votes, of.VotesOut} {
			if a != nil {
				votes = append(votes, s.amount(*a))
			}
		}
		cells := row{{s.election() + "/selections/" + of.Selection}, th, votes}
		if of.Compared != nil {
			compared := []string{s.amount(*of.Compared)}
			if of.Difference != nil {
				compared = append(compared, s.w.Signed(*of.Difference))
			}
			cells = append(cells, compared)
		}
		for _, p := range of.Shares {
			cells = append(cells, []string{s.percent(p)})
		}
		table = append(table, cells)
	}
	return table
}

// election is the folder of the election.
func (s *side) election() string {
	folder, _, _ := strings.Cut(s.path, "/")
	return folder
}

// lines are the rows of a table of lines, in their order.
func (s *side) lines(l *datasets.Lines) []row {
	if l == nil {
		return nil
	}
	var table []row
	for _, r := range l.Rows {
		cells := row{{""}, {r.Number, s.text(&r.Name)}}
		for i, f := range r.Figures {
			switch {
			case l.Columns[i].Kind == "difference":
				cells = append(cells, []string{s.difference(f)})
			case f.More != nil:
				cells = append(cells, []string{s.amount(f), s.w.Signed(*f.More)})
			default:
				cells = append(cells, []string{s.amount(f)})
			}
		}
		table = append(table, cells)
	}
	return table
}

// steps are the rows of what voters and ballots left behind.
func (s *side) steps(steps []datasets.Step) []row {
	var table []row
	for _, of := range steps {
		cells := row{{""}, {s.w.Text("steps." + of.Step)}, {s.amount(of.Figure)}}
		if of.More != nil {
			cells[2] = append(cells[2], s.w.Signed(*of.More))
		}
		table = append(table, cells)
	}
	return table
}

// expectHistory is a table of every figure and its cell for each version, and one
// of what it changed.
func (s *side) expectHistory(t rows, d *datasets.HistoryDocument) {
	for _, p := range d.Protocols {
		for _, v := range p.Versions {
			var cells []row
			for _, f := range v.Figures {
				cells = append(cells, row{{""}, {f.Number, s.text(f.Name)}, {s.amount(f.Figure)}, {f.Cell}})
			}
			t.add("provenance", cells)
			t.add("diff", s.changed(v.Changes))
		}
	}
}

func (s *side) child(c *datasets.Child, turnout bool) row {
	cells := row{{c.Path}, {c.Number, s.text(c.Name)}, {s.w.Text("state." + c.State)}}
	if c.Expected != nil {
		cells[2] = append(cells[2], s.w.Number(*c.Reported), s.w.Number(*c.Expected))
	}
	if turnout && c.Turnout != nil {
		cells = append(cells, []string{s.percent(*c.Turnout), s.amount(*c.Participated)})
	} else if turnout && c.Participated != nil {
		cells = append(cells, []string{s.amount(*c.Participated)})
	} else if turnout {
		cells = append(cells, []string{s.amount(datasets.Amount{})})
	}
	if c.VoidedMost != nil {
		return append(cells, []string{s.text(&c.VoidedMost.Name), s.amount(c.VoidedMost.Votes)})
	}
	if c.Leading != nil {
		return append(cells, []string{s.text(&c.Leading.Name), s.percent(c.Leading.Share)})
	}
	return append(cells, []string{})
}

func (s *side) selection(r datasets.SelectionRow) row {
	name := s.text(r.Name)
	if strings.Contains(r.Path, "/precincts/") {
		name = s.w.Text("precinct.number", "number", r.Number)
	}
	votes := []string{s.amount(r.Votes)}
	if r.VotesOut != nil {
		if votes = append(votes, s.amount(*r.VotesOut)); r.Votes.State == "unknown" {
			votes = votes[1:]
		}
	}
	return row{{r.Path}, {name}, votes, {s.percent(r.Share)}}
}

// expectChecks is a table of what is compared, and one of what is merely noted.
func (s *side) expectChecks(t rows, counts []datasets.CheckCount) {
	information := func(c datasets.CheckCount) bool { return c.Severity == "information" }
	compared := slices.DeleteFunc(slices.Clone(counts), information)
	t.add("q", s.checks(compared))
	t.add("q", s.checks(slices.DeleteFunc(slices.Clone(counts), func(c datasets.CheckCount) bool { return !information(c) })))
}

// expectGroups is a table for each thing that is compared, first of what is
// compared and then of what is merely noted.
func (s *side) expectGroups(t rows, counts []datasets.CheckCount) {
	for _, noted := range []bool{false, true} {
		for _, kind := range checks.Comparisons {
			t.add("q", s.checks(slices.DeleteFunc(slices.Clone(counts), func(c datasets.CheckCount) bool {
				return (c.Severity == "information") != noted || c.Compares != string(kind)
			})))
		}
	}
}

func (s *side) checks(counts []datasets.CheckCount) []row {
	var table []row
	for _, c := range counts {
		table = append(table, row{{c.Path}, {c.Check, s.text(&c.Name)}, {s.w.Number(c.Holds)}, {s.w.Number(c.Fails)}, {s.w.Number(c.NotCheckable)}})
	}
	return table
}

// ledger is read downwards on the page: a row a line of the account.
func (s *side) ledger(accounts []datasets.Account) []row {
	if len(accounts) == 0 {
		return nil
	}
	table := make([]row, 6)
	for i := range table {
		table[i] = row{{""}, {}}
	}
	for _, a := range accounts {
		for i, f := range []datasets.Amount{a.Expected, a.Received, a.Published, a.Held, a.Voided, a.Waiting} {
			table[i] = append(table[i], []string{s.amount(f)})
		}
	}
	return table
}
