package pages

import (
	"slices"
	"strings"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/shell"
	"achyk/templates"
)

func (e *Election) rulePath(code string) string {
	return datasets.RulePath(e.Election, code) + ".html"
}

// ruleLink leads to the page of a check or of a finding's code.
func (v view) ruleLink(from, code string) templates.Link {
	return templates.Link{Text: code, Href: datasets.Relative(from, v.rulePath(code))}
}

// check is the page of one check of the election.
func (v view) check(check *election.Check) (templates.RulePage, shell.Page) {
	path := v.rulePath(check.Code)
	page := templates.RulePage{
		W: v.w, Code: check.Code, Title: check.Name.In(v.w.Code()), Kicker: v.title(), AsOf: v.moment(v.data.LatestChecked(check)),
		Family: "check", Effect: string(finding.Flag), Severity: string(check.Severity),
		Why: check.Why.In(v.w.Code()), Advice: check.Advice.In(v.w.Code()), Law: check.Law.In(v.w.Code()),
		Formula: check.Formula, Compares: string(v.report.Compares(check)), Scope: v.scope(check), Tolerance: check.Tolerance,
		Counts: v.checkCount(path, check, v.report.Total(check)), JSON: v.json(path),
	}
	var words []string
	for _, s := range v.report.Formula(check) {
		words = append(words, s.Words(v.w))
	}
	page.Words = strings.Join(words, "; ")
	entries := v.data.Failing(check)
	if page.Rows = v.first(path, entries); len(page.Rows) < len(entries) {
		page.More = v.more(path, checks.ListOf(check))
	}
	return page, v.ruleHead(path, check.Code, page.Title)
}

// rule is the page of one of the program's own codes.
func (v view) rule(code finding.Code) (templates.RulePage, shell.Page) {
	path, texts := v.rulePath(string(code)), code.Texts()
	page := templates.RulePage{
		W: v.w, Code: string(code), Title: v.w.Text(texts + ".name"), Kicker: v.title(), AsOf: v.moment(v.data.LatestFound(code)),
		Family: "finding", Effect: string(code.Effect()), Why: v.w.Text(texts + ".why"), Advice: v.w.Text(texts + ".fix"),
		JSON: v.json(path),
	}
	found := v.data.Found(code)
	page.Found = int64(len(found))
	if page.Rows = v.first(path, found); len(page.Rows) < len(found) && code.Effect() == finding.Hold {
		page.More = v.more(path, checks.Held)
	}
	return page, v.ruleHead(path, string(code), page.Title)
}

// first are the entries that the page of a rule shows.
func (v view) first(path string, entries []checks.Entry) []templates.ListRow {
	var rows []templates.ListRow
	for i := range entries[:min(datasets.MostEntries, len(entries))] {
		rows = append(rows, v.entry(path, &entries[i]))
	}
	return rows
}

// more leads to the list of the country that has all entries.
func (v view) more(from string, kind checks.List) templates.Link {
	return templates.Link{
		Text: v.w.Text("list.title." + string(kind)), Href: datasets.Relative(from, v.listPath(kind, v.Election.Election.Root, 1)),
	}
}

func (v view) ruleHead(path, code, name string) shell.Page {
	rules := shell.Crumb{Text: v.w.Text("rules.title"), Path: datasets.RulesPath(v.Election.Election) + ".html"}
	return shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(v.Election.Election.Root), rules, shell.Crumb{Text: code}),
		Title:       v.w.Text("title.rule", "code", code, "name", name, "election", v.title()),
		Description: v.w.Text("description.rule", "code", code, "name", name, "election", v.title()),
	}
}

// scope says to which protocols a check applies, in the names of levels, series
// and kinds.
func (v view) scope(check *election.Check) string {
	var parts []string
	list := func(key string, names []string) {
		if len(names) > 0 {
			parts = append(parts, v.w.Text("rule.scope."+key, "names", strings.Join(names, ", ")))
		}
	}
	var levels, contests, of, series, kinds []string
	for _, level := range check.Levels {
		levels = append(levels, v.Election.Election.Levels[level].Plural.In(v.w.Code()))
	}
	for _, k := range check.Contests {
		contests = append(contests, k.Name.In(v.w.Code()))
	}
	for _, k := range v.Election.Election.Contests {
		for _, part := range k.Parts {
			if name := part.Name.In(v.w.Code()); slices.Contains(check.Parts, part.ID) && !slices.Contains(of, name) {
				of = append(of, name)
			}
		}
	}
	for _, s := range check.Series {
		series = append(series, v.w.Text("series."+string(s)))
	}
	for _, kind := range check.Kinds {
		kinds = append(kinds, v.w.Text("precinct.kind."+string(kind)))
	}
	list("levels", levels)
	list("contests", contests)
	list("parts", of)
	list("series", series)
	list("kinds", kinds)
	return strings.Join(parts, " ")
}

// rules is the list of all rules.
func (v view) rules() (templates.RulesPage, shell.Page) {
	root := v.Election.Election.Root
	path := datasets.RulesPath(v.Election.Election) + ".html"
	page := templates.RulesPage{W: v.w, Kicker: v.title(), AsOf: v.asOf(root), JSON: v.json(path)}
	for _, check := range v.Election.Election.Checks {
		page.Checks = append(page.Checks, v.checkCount(path, check, v.report.Total(check)))
	}
	for _, code := range finding.Codes() {
		page.Findings = append(page.Findings, templates.RuleLine{
			Rule: v.ruleLink(path, string(code)), Name: v.w.Text(code.Texts() + ".name"), Effect: string(code.Effect()),
			Found: int64(len(v.data.Found(code))),
		})
	}
	title := v.w.Text("rules.title")
	return page, shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(root), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.rules", "election", v.title()),
		Description: v.w.Text("description.rules", "election", v.title()),
	}
}
