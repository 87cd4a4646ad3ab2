package pages

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/templates"
)

// decisions are those that touch a commission, for its page.
func (v view) decisions(from string, c *election.Commission) templates.Decisions {
	var d templates.Decisions
	own, beneath := v.data.Touching(c)
	for _, one := range own {
		d.Own = append(d.Own, v.decision(from, one, c))
	}
	for _, effect := range election.DecisionEffects {
		n := int64(0)
		for _, one := range beneath {
			if one.Effect == effect {
				n++
			}
		}
		if n > 0 {
			d.Counts = append(d.Counts, templates.DecisionCount{Effect: string(effect), Count: n})
		}
	}
	if len(beneath) == 0 {
		return d
	}
	if c.Parent != nil {
		for _, one := range beneath[:min(len(beneath), datasets.MostDecisions)] {
			d.Beneath = append(d.Beneath, v.decision(from, one, c))
		}
	}
	l := v.data.ListAbove(checks.Decided, c)
	d.All = templates.Link{
		Text: v.w.Text("decision.all", "place", v.placeName(l.Top)), Href: datasets.Relative(from, v.listPath(l.Kind, l.Top, 1)),
	}
	return d
}

// decision is one decision in words, on the page of a commission; nil on a page
// that names the place itself.
func (v view) decision(from string, d *election.Decision, here *election.Commission) templates.DecisionRow {
	row := templates.DecisionRow{
		Title: v.titleOf(d), Date: v.w.Date(v.date(d)), By: v.maker(d), Effect: string(d.Effect), Scope: v.decisionScope(d),
		Contest: v.contestOf(d.Contest), State: "in_effect",
	}
	if d.Document != "" {
		row.Document = v.w.Text("decision.document", "document", d.Document)
	}
	if here != nil && d.Target != nil && d.Target != here {
		row.Place = v.link(from, d.Target)
	}
	if !slices.Contains(v.Standing.InEffect(), d) {
		row.State = "revoked"
	}
	if by := v.Standing.RevokedBy(d); by != nil {
		row.TakenBack = v.w.Text("decision.revoked_by", "title", v.titleOf(by), "date", v.date(by))
	} else if by := v.Standing.UndoneBy(d); by != nil {
		row.State = "undone"
		row.TakenBack = v.w.Text("decision.undone_by", "title", v.titleOf(by), "date", v.date(by))
	}
	if d.Revokes != nil {
		row.Revokes = v.w.Text("decision.revokes", "title", v.titleOf(d.Revokes), "date", v.date(d.Revokes))
	}
	return row
}

// decisionScope says what a decision is about; empty where its effect says it.
func (v view) decisionScope(d *election.Decision) string {
	switch d.Effect {
	case election.Void, election.Reinstate, election.Refuse:
	default:
		return ""
	}
	switch d.Scope {
	case election.WholeCommission:
		return v.w.Text("decision.scope.commission")
	case election.OutsideVotes:
		return v.w.Text("decision.scope.outside")
	case election.OneSelection:
		return v.w.Text("decision.scope.selection", "name", d.Select.Name)
	case election.OneVersion:
		series := v.w.Text("series." + string(d.Series))
		if len(d.Contest.Parts) > 0 {
			series += " (" + d.Contest.Parts[d.Part].Name.In(v.w.Code()) + ")"
		}
		return v.w.Text("decision.scope.version", "series", series, "n", int64(d.Version))
	}
	return v.w.Text("decision.scope.election")
}
