package pages

import (
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/shell"
	"achyk/templates"
)

func (e *Election) arithmeticPath(c *election.Commission) string {
	return datasets.ArithmeticPath(e.Election, c) + ".html"
}

// worked is every check made for the protocols of a commission, with its figures.
func (v view) worked(c *election.Commission) (templates.ArithmeticPage, shell.Page) {
	path := v.arithmeticPath(c)
	page := templates.ArithmeticPage{W: v.w, Kicker: v.kicker(c), Back: v.back(path, c), Beside: v.beside(path, c), AsOf: v.asOf(c), JSON: v.json(path)}
	var last *election.Contest
	for _, made := range v.report.Worked(c) {
		if made.Contest != last {
			last = made.Contest
			page.Contests = append(page.Contests, templates.WorkedContest{Name: made.Contest.Name.In(v.w.Code())})
		}
		check := templates.WorkedCheck{
			Rule: v.ruleLink(path, made.Check.Code), Name: made.Check.Name.In(v.w.Code()), Why: made.Check.Why.In(v.w.Code()),
		}
		check.Sums = make([]templates.WorkedSum, 0, len(made.Judgements))
		for _, j := range made.Judgements {
			check.Sums = append(check.Sums, v.workedSum(j))
		}
		contest := &page.Contests[len(page.Contests)-1]
		contest.Checks = append(contest.Checks, check)
	}
	return page, v.subHead(path, c, "arithmetic")
}

// workedSum is one check of one protocol, or of one line of it.
func (v view) workedSum(j *checks.Judgement) templates.WorkedSum {
	s := templates.WorkedSum{
		Verdict: verdict(j), Record: v.paper(j.Protocol), Item: j.Item.Name(v.w), Force: judged(j),
		Reason: string(j.Reason), Waiver: v.data.Waiver(j),
	}
	s.Equations = make([]templates.Equation, 0, len(j.Statements))
	for i := range j.Statements {
		s.Equations = append(s.Equations, v.equation(&j.Statements[i]))
	}
	if j.Reason == checks.Unread {
		for _, t := range j.Unread() {
			s.Missing = append(s.Missing, templates.MissingFigure{Number: numberOf(t.Item), Name: t.Name(v.w)})
		}
	}
	return s
}

// verdict is how a judgement is marked. Of a figure that is merely noted nothing
// is wrong.
func verdict(j *checks.Judgement) string {
	switch {
	case j.Verdict == checks.NotCheckable:
		return "open"
	case j.Verdict == checks.Holds:
		return "holds"
	case j.Check.Severity == election.Information:
		return "noted"
	}
	return "fails"
}

// kicker names the commission that a page beneath its own is about.
func (v view) kicker(c *election.Commission) string {
	name := v.placeName(c)
	if v.isPrecinct(c) && name != v.numbered(c) {
		name = v.numbered(c) + " · " + name
	}
	if c.Parent == nil {
		return name
	}
	return name + " · " + v.title()
}

// back leads to the page of a commission.
func (v view) back(from string, c *election.Commission) templates.Link {
	return templates.Link{Text: v.w.Text("page.back", "place", v.label(c)), Href: datasets.Relative(from, v.path(c))}
}

// subHead is the head of a page beneath that of a commission.
func (v view) subHead(path string, c *election.Commission, kind string) shell.Page {
	title := v.w.Text(kind + ".title")
	return shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(c), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.sub", "title", title, "place", v.label(c), "election", v.title()),
		Description: v.w.Text("description."+kind, "place", v.label(c), "election", v.title()),
	}
}
