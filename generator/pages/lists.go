package pages

import (
	"cmp"
	"strings"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

// A listing is one list of the election with everything that is on it: of the
// country or of a region.
type listing struct {
	kind    checks.List
	top     *election.Commission
	entries []checks.Entry
}

func (l *listing) pages() int { return max(1, (len(l.entries)+checks.PageLength-1)/checks.PageLength) }

// listings are all lists: of the country, and of each region that has
// commissions beneath it.
func (e *Election) listings() []listing {
	var all []listing
	if e.Election.Root == nil {
		return nil
	}
	for _, top := range append([]*election.Commission{e.Election.Root}, e.regions()...) {
		for _, kind := range checks.Lists {
			all = append(all, listing{kind, top, e.report.List(kind, top)})
		}
	}
	return all
}

// regions are the places directly beneath the country that have others beneath
// them.
func (e *Election) regions() []*election.Commission {
	var all []*election.Commission
	for _, c := range e.Election.Root.Children {
		if len(c.Children) > 0 {
			all = append(all, c)
		}
	}
	return all
}

func (e *Election) listPath(kind checks.List, top *election.Commission, page int) string {
	return datasets.ListPath(e.Election, kind, top, page) + ".html"
}

// list is one page of a list, counted from 1.
func (v view) list(l *listing, page int) (templates.ListPage, shell.Page) {
	path := v.listPath(l.kind, l.top, page)
	from := (page - 1) * checks.PageLength
	to := min(from+checks.PageLength, len(l.entries))
	place := v.placeName(l.top)
	t := templates.ListPage{
		W: v.w, Kind: string(l.kind), Kicker: place, AsOf: v.asOf(l.top), Count: int64(len(l.entries)), JSON: v.json(path),
		Pager: templates.Pager{Page: int64(page), Pages: int64(l.pages()), First: int64(from + 1), Last: int64(to)},
	}
	if l.top != v.Election.Election.Root {
		t.Kicker += " · " + v.title()
	}
	for _, kind := range checks.Lists {
		t.Tabs = append(t.Tabs, v.tab(path, kind, l.top, v.w.Text("list.title."+string(kind)), kind == l.kind))
	}
	for _, top := range append([]*election.Commission{v.Election.Election.Root}, v.regions()...) {
		t.Places = append(t.Places, v.tab(path, l.kind, top, v.placeName(top), top == l.top))
	}
	if l.kind == checks.Failing && page == 1 {
		t.Rules = v.checkCounts(path, l.top).Rows
	}
	for i := range l.entries[from:to] {
		t.Rows = append(t.Rows, v.entry(path, &l.entries[from+i]))
	}
	if page > 1 {
		t.Pager.Previous = templates.Link{Text: v.w.Text("list.previous"), Href: relative(path, v.listPath(l.kind, l.top, page-1))}
	}
	if page < l.pages() {
		t.Pager.Next = templates.Link{Text: v.w.Text("list.next"), Href: relative(path, v.listPath(l.kind, l.top, page+1))}
	}
	title := v.w.Text("list.title." + string(l.kind))
	return t, shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(l.top), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.list", "list", title, "place", place, "election", v.title()),
		Description: v.w.Text("description.list", "list", title, "place", place, "election", v.title()),
	}
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

func (v view) tab(from string, kind checks.List, top *election.Commission, text string, here bool) templates.Tab {
	return templates.Tab{
		Link:  templates.Link{Text: text, Href: relative(from, v.listPath(kind, top, 1))},
		Count: wording.Exactly(int64(v.lengths[listKey{kind, top}])), Here: here,
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
		row.Force, row.Equations, row.Reason = j.Force, j.Equations, j.Reason
	case e.Finding != nil:
		row.Rule, row.Text = v.ruleLink(from, string(e.Finding.Code)), v.what(e.Finding)
		if at := e.Finding.At; at.Known() {
			key, pairs := finding.Place(at.File.Path, at)
			row.Cell = v.w.Text(key, pairs...)
		}
	case e.Decision != nil:
		d := e.Decision
		row.Text, row.Record = cmp.Or(d.Title.In(v.w.Code()), d.ID), d.By
		row.Time, row.Revoked = v.w.Date(v.date(d)), e.Reason == "revoked"
	default:
		row.Reason = e.Reason
	}
	return row
}

// what is the sentence of a finding.
func (v view) what(f *finding.Finding) string {
	return v.w.Text(f.Code.Texts()+".what", append(f.Pairs(), "record", f.Record)...)
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

// listKey names a list; its length is known before any page is rendered.
type listKey struct {
	kind checks.List
	top  *election.Commission
}

// links lead from a place's page to its lists, and from the country's to the
// rules and the data as well.
func (v view) links(from string, c *election.Commission) []templates.Tab {
	var tabs []templates.Tab
	if _, listed := v.lengths[listKey{checks.Failing, c}]; !listed {
		return nil
	}
	for _, kind := range checks.Lists {
		tabs = append(tabs, v.tab(from, kind, c, v.w.Text("list.title."+string(kind)), false))
	}
	if c.Parent == nil {
		for _, page := range []struct{ key, path string }{
			{"rules.title", datasets.RulesPath(v.Election.Election)}, {"data.title", datasets.DataPath(v.Election.Election)},
		} {
			tabs = append(tabs, templates.Tab{Link: templates.Link{Text: v.w.Text(page.key), Href: relative(from, page.path+".html")}})
		}
	}
	return tabs
}
