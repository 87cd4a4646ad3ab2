package pages

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/templates"
)

// selection is the page of one line of the ballot, over the country.
func (v view) selection(k *election.Contest, s *election.Selection) (templates.SelectionPage, shell.Page) {
	path, top := v.selectionPath(s), v.Election.Election.Root
	name := s.Name.In(v.w.Code())
	page := templates.SelectionPage{
		W: v.w, Election: v.title(), Position: int64(s.Position), Name: name,
		Kind: string(s.Kind), Nominated: s.NominatedBy.In(v.w.Code()), Withdrawn: s.Withdrawn, AsOf: v.asOf(top),
		JSON: v.json(path),
	}
	if len(v.Election.Election.Contests) > 1 {
		page.Contest = k.Name.In(v.w.Code())
	}
	r := v.Of(top, k)
	lead := r.Leading()
	page.Determined = v.Standing.Determined(k) != nil
	page.Force, page.Voided = force(lead), r.Voided.Selections[s.Index] != nil
	page.Progress, page.Notices = v.progress(r), v.rulings(r)
	if lead.Tally != nil {
		page.Votes, page.VotesOut = lead.Tally.Votes[s.Index].Amount(), lead.Tally.Votes[s.Index].OutAmount()
		page.LeftOut = v.leftOut(r, s.Index)
		for i, role := range k.ShareBases {
			line := k.Line(role)
			page.Shares = append(page.Shares, templates.SelectionShare{
				Base:  templates.Base{Name: k.Lines[line].Name.In(v.w.Code()), Whole: lead.Tally.Lines[line].Amount()},
				Share: lead.Tally.Share(i, s.Index),
			})
		}
	}
	for _, c := range v.children(top) {
		if !k.HeldAt(c) {
			continue
		}
		region := templates.SelectionRegion{SelectionRow: v.selectionRow(path, v.Of(c, k), s)}
		for _, child := range v.children(c) {
			if k.HeldAt(child) && !v.isPrecinct(child) {
				region.Children = append(region.Children, v.selectionRow(path, v.Of(child, k), s))
			}
		}
		page.Regions = append(page.Regions, region)
	}
	head := shell.Page{
		Path:        path,
		Breadcrumbs: []shell.Crumb{{Text: v.title(), Path: v.path(top)}, {Text: name}},
		Title:       v.w.Text("title.selection", "name", name, "election", v.title()),
		Description: v.w.Text("description.selection", "name", name, "election", v.title()),
	}
	drawing := v.sketch(path, k)
	if len(k.ShareBases) > 0 && v.data.Told(top, k) {
		drawing.maps(top, shareMap(s))
	}
	page.Maps, page.Interactive = drawing.Maps, v.enliven(path, &head, drawing.alive)
	return page, head
}

func (v view) selectionRow(path string, r *rollup.Result, s *election.Selection) templates.SelectionRow {
	lead := r.Leading()
	row := templates.SelectionRow{Place: v.link(path, r.Commission), Force: force(lead)}
	if lead.Tally != nil {
		row.Votes, row.VotesOut = lead.Tally.Votes[s.Index].Amount(), lead.Tally.Votes[s.Index].OutAmount()
		row.Share = r.Share(s)
	}
	return row
}
