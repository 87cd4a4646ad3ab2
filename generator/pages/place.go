package pages

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

// place is the page of the country, a region or a commission with others
// beneath it.
func (v view) place(c *election.Commission) (templates.PlacePage, shell.Page) {
	path, e := v.path(c), v.Election.Election
	page := templates.PlacePage{
		W: v.w, Title: v.name(c), Kicker: e.Levels[c.Level].Name.In(v.w.Code()) + " · " + v.title(),
		AsOf: v.asOf(c), Notices: v.notices(path, c), Records: v.records(c), Papers: v.paperList(path, c), Decisions: v.decisions(path, c),
		Checks: v.checkCounts(path, c, checks.Failing, checks.Noted), Lists: v.links(path, c), JSON: v.json(path),
	}
	head := shell.Page{
		Path:        path,
		Breadcrumbs: v.crumbs(c),
		Title:       v.w.Text("title.place", "place", v.name(c), "election", v.title()),
		Description: v.w.Text("description.place", "place", v.name(c), "election", v.title()),
		Feed:        v.feedOf(c),
	}
	switch {
	case c.Parent == nil:
		page.Kind, page.Title, page.Kicker = "national", v.title(), ""
		page.Date, page.Source = e.Date, e.Source.In(v.w.Code())
		for _, gap := range e.Gaps {
			page.Gaps = append(page.Gaps, gap.In(v.w.Code()))
		}
		head.Title = v.w.Text("title.national", "election", v.title())
		head.Description = v.w.Text("description.national", "election", v.title())
	case e.Signs(c):
		page.Kind = "commission"
		level := e.Levels[c.Level].Name.In(v.w.Code())
		head.Title = v.w.Text("title.commission", "place", v.name(c), "level", level, "election", v.title())
		head.Description = v.w.Text("description.commission", "place", v.name(c), "level", level, "election", v.title())
	default:
		page.Kind = "region"
	}
	alive := false
	for _, k := range e.Contests {
		if k.HeldAt(c) {
			section := v.section(path, v.Of(c, k))
			alive = v.draw(path, c, k, &section) || alive
			section.Arithmetic = v.arithmetic(path, c, k)
			section.Papers, section.Paperless = v.besides(path, v.Of(c, k))
			page.Contests = append(page.Contests, section)
		}
	}
	page.Interactive = v.enliven(path, &head, alive)
	page.Missing = v.missing(path, c)
	return page, head
}

// draw adds the chart of the results to what a place reports of a contest, and to the
// country the maps of who is ahead. It reports whether any of them can come alive.
func (v view) draw(path string, c *election.Commission, k *election.Contest, section *templates.ContestSection) bool {
	s := v.sketch(path, k)
	if section.Chart = s.resultsChart(&section.Results); section.Chart != nil {
		section.Results.Drawn = true
	}
	s.leading(c, k)
	section.Maps = s.Maps
	return s.alive
}

// section is what a place reports of one contest.
func (v view) section(path string, r *rollup.Result) templates.ContestSection {
	k, lead := r.Contest, r.Leading()
	s := templates.ContestSection{
		ID: k.ID, Name: k.Name.In(v.w.Code()), Force: force(lead), Own: lead.Own,
		Progress: v.progress(r),
		Turnout:  v.turnout(k, lead.Tally),
		Children: v.childrenTable(path, r), Ledger: v.ledger(r), LeftOut: v.leftOut(r, -1), Agreement: v.agreement(r),
		Summary: v.summaryLink(path, r.Commission, k),
	}
	if d := v.Standing.Determined(k); d != nil && r.Commission.Parent == nil {
		s.Determined = d.Title.In(v.w.Code())
	}
	if lead.Tally == nil {
		return s
	}
	s.Results = v.results(path, k, lead.Tally, r.Voided, s.Force)
	s.Lines = v.lines(r, lead)
	if datasets.Compared(r) {
		s.Results.Compared, s.Results.ComparedForce = v.w.Text("column.sum"), templates.Official
		for i := range s.Results.Rows {
			s.Results.Rows[i].Compared = r.Beneath.Votes[i].Amount()
			s.Results.Partial = s.Results.Partial || r.Owed().Votes[i].Counts > 0
		}
	}
	rank(&s.Results, k)
	if ahead := lead.Tally.Ahead(k, r.Voided); ahead != nil {
		s.Leading = templates.Link{Text: ahead.Name.In(v.w.Code()), Href: datasets.Relative(path, v.selectionPath(ahead))}
		s.LeadingShare = lead.Tally.Share(0, ahead.Index)
	}
	if lead.Official && r.Scanners != nil && r.Scanners.Protocols > 0 {
		s.Device = v.device(path, r)
	}
	return s
}

// device is the sum of the scanners, apart from the figures that lead.
func (v view) device(path string, r *rollup.Result) *templates.DeviceSection {
	d := &templates.DeviceSection{
		Reported: int64(r.Scanners.Protocols),
		Turnout:  v.turnout(r.Contest, r.Scanners),
		Results:  v.results(path, r.Contest, r.Scanners, r.Voided, templates.Preliminary),
	}
	rank(&d.Results, r.Contest)
	if level, p := r.Deepest(); p != nil {
		d.Expected = int64(p.Expected)
		d.Level = v.Election.Election.Levels[level].Plural.In(v.w.Code())
	}
	return d
}

func (v view) progress(r *rollup.Result) []templates.Progress {
	var all []templates.Progress
	for level, p := range r.Progress {
		if p.Expected == 0 {
			continue
		}
		all = append(all, templates.Progress{
			Level:    v.Election.Election.Levels[level].Plural.In(v.w.Code()),
			Expected: int64(p.Expected), Reported: int64(p.Counted), Device: int64(p.Scanned), Voided: int64(p.Voided),
			Held: int64(p.Held), Embargoed: int64(p.Embargoed), Missing: int64(p.Missing),
		})
	}
	return all
}

// childrenTable lists the places directly beneath.
func (v view) childrenTable(path string, r *rollup.Result) templates.ChildrenTable {
	var table templates.ChildrenTable
	for _, c := range v.children(r.Commission) {
		if !r.Contest.HeldAt(c) {
			continue
		}
		if table.Level == "" {
			table.Level = v.Election.Election.Levels[c.Level].Plural.In(v.w.Code())
		}
		table.Rows = append(table.Rows, v.child(path, v.Of(c, r.Contest)))
	}
	return table
}

func (v view) child(path string, r *rollup.Result) templates.ChildRow {
	lead := r.Leading()
	row := templates.ChildRow{
		Name:  templates.Link{Text: v.name(r.Commission), Href: datasets.Relative(path, v.path(r.Commission))},
		State: string(r.Overall()), Force: force(lead),
	}
	if v.isPrecinct(r.Commission) {
		row.Number = r.Commission.Number
	}
	if _, p := r.Deepest(); p != nil {
		row.Expected, row.Reported = int64(p.Expected), int64(p.Counted)
		if force(lead) == templates.Preliminary {
			row.Reported = int64(p.Scanned)
		}
	}
	if lead.Tally == nil {
		return row
	}
	t := v.turnout(r.Contest, lead.Tally)
	row.Participated, row.Turnout = t.Participated, t.Share
	if row.Voided = lead.Tally.AllOut(); row.Voided {
		if most := lead.Tally.MostOut(r.Contest); most != nil {
			row.Leading, row.LeadingColour = most.Name.In(v.w.Code()), int64(most.Position)
			row.LeadingVotes = lead.Tally.Votes[most.Index].OutAmount()
		}
		return row
	}
	if ahead := lead.Tally.Ahead(r.Contest, r.Voided); ahead != nil {
		row.Leading = ahead.Name.In(v.w.Code())
		row.LeadingShare = lead.Tally.Share(0, ahead.Index)
		row.LeadingColour = int64(ahead.Position)
	}
	return row
}

// missing lists what has reported nothing, level by level, grouped by the
// place directly beneath.
func (v view) missing(path string, top *election.Commission) []templates.MissingGroup {
	var groups []templates.MissingGroup
	for level := range v.Election.Election.Levels {
		plural := v.Election.Election.Levels[level].Plural.In(v.w.Code())
		own := templates.MissingGroup{Level: plural}
		for _, child := range v.children(top) {
			if child.Level == level {
				if v.data.Silent(child) {
					own.Items = append(own.Items, v.link(path, child))
				}
				continue
			}
			group := templates.MissingGroup{Place: v.name(child), Level: plural}
			v.eachBeneath(child, level, func(c *election.Commission) {
				if !v.data.Silent(c) {
					return
				}
				if len(group.Items) < datasets.MostMissing {
					group.Items = append(group.Items, v.link(path, c))
				} else {
					group.More++
				}
			})
			if len(group.Items) > 0 {
				groups = append(groups, group)
			}
		}
		if len(own.Items) > 0 {
			groups = append(groups, own)
		}
	}
	return groups
}

// eachBeneath visits the commissions of a level beneath a place, in the order
// of the language.
func (v view) eachBeneath(c *election.Commission, level int, visit func(*election.Commission)) {
	for _, child := range v.children(c) {
		if child.Level == level {
			visit(child)
		} else if child.Level < level {
			v.eachBeneath(child, level, visit)
		}
	}
}

// notices are the sentences of importance on a place's page.
func (v view) notices(path string, c *election.Commission) []templates.Notice {
	var list []templates.Notice
	say := func(kind, key string, pairs ...any) {
		list = append(list, templates.Notice{Kind: kind, Text: v.w.Text("notice."+key, pairs...)})
	}
	if len(c.Children) == 0 && !v.Election.Election.Signs(c) {
		say("missing", "no_commissions")
	}
	var incomplete, corrected int64
	own := false // the protocol with unknown lines is the place's own
	for _, k := range v.Election.Election.Contests {
		r := v.Of(c, k)
		list = append(list, v.rulings(r)...)
		if d := r.Overtaken; d != nil {
			say("voided", "overtaken", "title", d.Title.In(v.w.Code()), "date", v.date(d))
		}
		if lead := r.Leading(); lead.Tally != nil {
			incomplete = max(incomplete, int64(lead.Tally.Incomplete))
			own = own || lead.Own && lead.Tally.Incomplete > 0
			corrected = max(corrected, int64(lead.Tally.Corrected))
		}
	}
	switch {
	case own:
		say("unknown", "unknown_line")
	case incomplete > 0:
		say("unknown", "unknown", "n", incomplete)
	}
	if corrected > 0 {
		say("correction", "corrected", "n", corrected)
	}
	list = append(list, v.remarks(c)...)
	if n := v.data.Held(c); n > 0 {
		say("held", "held", "n", n)
	}
	return list
}

// remarks are the findings about a commission, in words: what was withheld, and
// what is published with a note. They quote cells, so under an embargo there are
// none.
func (v view) remarks(c *election.Commission) []templates.Notice {
	var list []templates.Notice
	for _, f := range v.data.Notes(c) {
		list = append(list, v.remark(&f))
	}
	return list
}

// remark is a finding in words.
func (v view) remark(f *finding.Finding) templates.Notice {
	kind := "correction"
	if f.Effect() == finding.Hold {
		kind = "held"
	}
	text := string(f.Code) + ": " + v.what(f)
	if f.Waiver != "" {
		text += " – " + v.w.Text("findings.label_waived") + ": " + f.Waiver
	}
	return templates.Notice{Kind: kind, Text: text}
}

// rulings are the decisions that void something of a commission.
func (v view) rulings(r *rollup.Result) []templates.Notice {
	var list []templates.Notice
	say := func(key string, d *election.Decision, pairs ...any) {
		pairs = append(pairs, "title", d.Title.In(v.w.Code()), "date", v.date(d))
		list = append(list, templates.Notice{Kind: "voided", Text: v.w.Text("notice."+key, pairs...)})
	}
	if r.Voided.Whole != nil {
		say("voided", r.Voided.Whole)
	}
	if r.Voided.Outside != nil {
		apart := func(p election.Part) bool { return p.Outside }
		if slices.ContainsFunc(r.Contest.Parts, apart) {
			say("voided_outside", r.Voided.Outside)
		} else {
			say("voided_outside_mixed", r.Voided.Outside)
		}
	}
	for i, s := range r.Contest.Selections {
		if d := r.Voided.Selections[i]; d != nil {
			say("voided_selection", d, "name", s.Name.In(v.w.Code()))
		}
	}
	return list
}

// date is the day of a decision where the election is held.
func (v view) date(d *election.Decision) wording.Date {
	return day(d.Date.In(v.Election.Election.Zone))
}
