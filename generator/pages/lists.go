package pages

import (
	"strings"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

func (e *Election) listPath(kind checks.List, top *election.Commission, page int) string {
	return datasets.ListPath(e.Election, kind, top, page) + ".html"
}

// list is one page of a list, counted from 1.
func (v view) list(l *datasets.Listing, page int) (templates.ListPage, shell.Page) {
	path := v.listPath(l.Kind, l.Top, page)
	from := (page - 1) * checks.PageLength
	to := min(from+checks.PageLength, len(l.Entries))
	place := v.placeName(l.Top)
	t := templates.ListPage{
		W: v.w, Kind: string(l.Kind), Kicker: place, AsOf: v.moment(v.data.LatestListed(l)), Count: int64(len(l.Entries)), JSON: v.json(path),
		Pager: templates.Pager{Page: int64(page), Pages: int64(l.Pages()), First: int64(from + 1), Last: int64(to)},
	}
	if l.Top != v.Election.Election.Root {
		t.Kicker += " · " + v.title()
	}
	lists := v.data.Listings()
	for i := range lists {
		other := &lists[i]
		if other.Top == l.Top {
			t.Tabs = append(t.Tabs, v.tab(path, other, v.w.Text("list.title."+string(other.Kind)), other == l))
		}
		if other.Kind == l.Kind {
			place := v.tab(path, other, v.placeName(other.Top), other == l)
			if l.Top != v.Election.Election.Root && other != l {
				place.Count = wording.Amount{} // what happens elsewhere does not change this page
			}
			t.Places = append(t.Places, place)
		}
	}
	if len(t.Places) == 1 {
		t.Places = nil // there is nowhere else to go
	}
	if page == 1 {
		t.Rules = v.checkCounts(path, l.Top, l.Kind).Rows
	}
	for i := range l.Entries[from:to] {
		t.Rows = append(t.Rows, v.entry(path, &l.Entries[from+i]))
	}
	if page > 1 {
		t.Pager.Previous = templates.Link{Text: v.w.Text("list.previous"), Href: datasets.Relative(path, v.listPath(l.Kind, l.Top, page-1))}
	}
	if page < l.Pages() {
		t.Pager.Next = templates.Link{Text: v.w.Text("list.next"), Href: datasets.Relative(path, v.listPath(l.Kind, l.Top, page+1))}
	}
	if l.Kind == checks.Changed {
		t.Log, t.Feed = v.changesLog(path), v.feedLink(path, l.Top)
	}
	title := v.w.Text("list.title." + string(l.Kind))
	head := shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(l.Top), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.list", "list", title, "place", place, "election", v.title()),
		Description: v.w.Text("description.list", "list", title, "place", place, "election", v.title()),
	}
	if l.Kind == checks.Changed {
		head.Feed = v.feedOf(l.Top)
	}
	if page > 1 {
		head.Title = v.w.Text("title.list_page", "list", title, "place", place, "page", int64(page))
	}
	return t, head
}

// placeName names the country by the election, and any other place by itself.
func (v view) placeName(c *election.Commission) string {
	if c.Parent == nil {
		return v.title()
	}
	return v.name(c)
}

// wayDown is the way to a page beneath a place's: the place's own page is a
// link on it.
func (v view) wayDown(c *election.Commission) []shell.Crumb {
	crumbs := v.crumbs(c)
	crumbs[len(crumbs)-1].Path = v.path(c)
	return crumbs
}

func (v view) tab(from string, l *datasets.Listing, text string, here bool) templates.Tab {
	return templates.Tab{
		Link:  templates.Link{Text: text, Href: datasets.Relative(from, v.listPath(l.Kind, l.Top, 1))},
		Count: wording.Exactly(int64(len(l.Entries))), Here: here,
	}
}

// entry is one row of a list.
func (v view) entry(from string, e *checks.Entry) templates.ListRow {
	var row templates.ListRow
	if c := e.Commission; c != nil {
		row.Place, row.Above = v.link(from, c), v.above(c)
		if v.isPrecinct(c) && c.NameOn(v.Election.Election.Date).In(v.w.Code()) != "" {
			row.Number, row.Place.Text = c.Number, v.name(c)
		}
	}
	row.Contest = v.contestOf(e.Contest)
	switch {
	case e.Judgement != nil:
		j := v.judgement(from, e.Judgement)
		row.Rule, row.Text, row.Item, row.Severity, row.Record = j.Rule, j.Name, j.Item, j.Severity, j.Record
		row.Compares = string(v.report.Compares(e.Judgement.Check))
		row.Force, row.Equations, row.Reason, row.Waiver = j.Force, j.Equations, j.Reason, j.Waiver
	case e.Finding != nil:
		row.Rule, row.Text, row.Waiver = v.ruleLink(from, string(e.Finding.Code)), v.what(e.Finding), e.Finding.Waiver
		if at := e.Finding.At; at.Known() {
			key, pairs := finding.Place(at.File.Path, at)
			row.Cell = v.w.Text(key, pairs...)
		}
	case e.Change != nil:
		v.changed(&row, e)
	case e.Decision != nil:
		d := v.decision(from, e.Decision, nil)
		row.Decision, row.Contest = &d, ""
	default:
		row.Reason = e.Reason
	}
	return row
}

// what is the sentence of a finding.
func (v view) what(f *finding.Finding) string {
	return f.Say(v.w.Text, "what")
}

// above names the places above a commission, the nearest first, without the
// country.
func (v view) above(c *election.Commission) string {
	var names []string
	for c = c.Parent; c != nil && c.Parent != nil; c = c.Parent {
		if name := v.name(c); len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return strings.Join(names, " · ")
}

// links lead from a place's page to its lists and its protocols' versions, and from the country's to the
// rules and the data as well.
func (v view) links(from string, c *election.Commission) []templates.Tab {
	var tabs []templates.Tab
	lists := v.data.Listings()
	for i := range lists {
		if l := &lists[i]; l.Top == c {
			tabs = append(tabs, v.tab(from, l, v.w.Text("list.title."+string(l.Kind)), false))
		}
	}
	if v.feedOf(c) != "" {
		tabs = append(tabs, templates.Tab{Link: v.feedLink(from, c)})
	}
	for _, page := range v.chartPages(c) {
		tabs = append(tabs, templates.Tab{Link: templates.Link{Text: page.Text, Href: datasets.Relative(from, page.Href)}})
	}
	if v.data.HasHistory(c) {
		tabs = append(tabs, templates.Tab{Link: templates.Link{Text: v.w.Text("history.title"), Href: datasets.Relative(from, v.historyPath(c))}})
	}
	if c.Parent == nil {
		for _, page := range []struct{ key, path string }{
			{"rules.title", datasets.RulesPath(v.Election.Election)}, {"data.title", datasets.DataPath(v.Election.Election)},
		} {
			tabs = append(tabs, templates.Tab{Link: templates.Link{Text: v.w.Text(page.key), Href: datasets.Relative(from, page.path+".html")}})
		}
	}
	return tabs
}
