package pages

import (
	"slices"
	"strings"

	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
	"achyk/templates"
)

// arithmetic is how the checks came out for a commission's own protocols of one
// contest: those that fail and those that could not be made with their figures,
// those that hold by their names.
func (v view) arithmetic(from string, c *election.Commission, k *election.Contest) templates.Arithmetic {
	var a templates.Arithmetic
	var held, others []*election.Check
	judgements := v.report.On(c)
	for i := range judgements {
		j := &judgements[i]
		if j.Protocol.Contest != k {
			continue
		}
		switch j.Verdict {
		case checks.Fails:
			a.Fails = append(a.Fails, v.judgement(from, j))
			others = append(others, j.Check)
		case checks.NotCheckable:
			a.Open = append(a.Open, v.judgement(from, j))
			others = append(others, j.Check)
		case checks.Holds:
			if !slices.Contains(held, j.Check) {
				held = append(held, j.Check)
			}
		}
	}
	for _, check := range held {
		// One that holds for some lines and fails for others does not hold.
		if !slices.Contains(others, check) {
			a.Held = append(a.Held, templates.HeldCheck{Rule: v.ruleLink(from, check.Code), Name: check.Name.In(v.w.Code())})
		}
	}
	if len(a.Fails)+len(a.Open)+len(a.Held) > 0 {
		a.Worked = templates.Link{Text: v.w.Text("arithmetic.worked"), Href: datasets.Relative(from, v.arithmeticPath(c))}
	}
	return a
}

// judgement is a check applied to one protocol, as a page tells it.
func (v view) judgement(from string, j *checks.Judgement) templates.Judgement {
	t := templates.Judgement{
		Rule: v.ruleLink(from, j.Check.Code), Name: j.Check.Name.In(v.w.Code()), Record: v.paper(j.Protocol),
		Item: j.Item.Name(v.w), Severity: string(j.Check.Severity), Reason: string(j.Reason),
		Force: judged(j), Equations: v.equations(j), Waiver: v.data.Waiver(j),
	}
	return t
}

// equations are the comparisons that do not come out, or that could not be
// made.
func (v view) equations(j *checks.Judgement) []templates.Equation {
	var all []templates.Equation
	for i := range j.Statements {
		s := &j.Statements[i]
		if j.Tells(i) {
			all = append(all, v.equation(s))
		}
	}
	return all
}

func (v view) equation(s *checks.Statement) templates.Equation {
	e := templates.Equation{Words: s.Words(v.w), Figures: s.Figures(v.w)}
	if !s.Holds && s.LeftValue.State == wording.Known && s.RightValue.State == wording.Known {
		e.Difference = wording.Exactly(s.LeftValue.N - s.RightValue.N)
	}
	return e
}

// judged is the force of the figures a check was made of: one of the scanner's
// among them makes all of it preliminary.
func judged(j *checks.Judgement) templates.Force {
	if j.Protocol.Series == election.Device {
		return templates.Preliminary
	}
	for i := range j.Statements {
		for _, side := range [][]checks.Token{j.Statements[i].Left, j.Statements[i].Right} {
			if slices.ContainsFunc(side, func(t checks.Token) bool { return t.Of == checks.Device }) {
				return templates.Preliminary
			}
		}
	}
	return templates.Official
}

// paper tells one protocol of a commission from the others: by its part and by
// its series, unless it is the hand count of a contest without parts; and whether
// its figures count no more.
func (v view) paper(p *election.Protocol) string {
	var words []string
	if len(p.Contest.Parts) > 0 {
		words = append(words, p.Contest.Parts[p.Part].Name.In(v.w.Code()))
	}
	if p.Series != election.Manual {
		words = append(words, v.w.Text("series."+string(p.Series)))
	}
	// A page asks this of every judgement: the sums need not be made for it.
	if v.Standing.Voided(p.Commission, p.Contest).Whole != nil {
		words = append(words, v.w.Text("arithmetic.voided"))
	}
	if p.Series == election.Manual && v.Standing.Official(p.Commission, p.Contest, p.Part, v.AsOf) != p {
		words = append(words, v.w.Text("arithmetic.replaced"))
	}
	return strings.Join(words, ", ")
}

// checkCount is how one check came out.
func (v view) checkCount(from string, check *election.Check, n checks.Count) templates.CheckCount {
	return templates.CheckCount{
		Rule: v.ruleLink(from, check.Code), Name: check.Name.In(v.w.Code()), Severity: string(check.Severity),
		Compares: string(v.report.Compares(check)), Holds: int64(n.Holds), Fails: int64(n.Fails), Open: int64(n.NotCheckable),
	}
}

// checkCounts is how the checks whose failures are on one of the lists came out
// for a place and everything beneath it.
func (v view) checkCounts(from string, c *election.Commission, lists ...checks.List) templates.CheckCounts {
	var counts templates.CheckCounts
	for _, check := range v.Election.Election.Checks {
		if n := v.report.Beneath(c, check); slices.Contains(lists, checks.ListOf(check)) && n != (checks.Count{}) {
			counts.Rows = append(counts.Rows, v.checkCount(from, check, n))
		}
	}
	return counts
}

// ledger accounts for the protocols beneath a place: a column for each level
// that signs, and one for the voters on the lists of the lowest.
func (v view) ledger(r *rollup.Result) templates.Ledger {
	var l templates.Ledger
	exactly := func(n int) wording.Amount { return wording.Exactly(int64(n)) }
	for level := range r.Ledger {
		a := &r.Ledger[level]
		if a.Expected == 0 {
			continue
		}
		l.Columns = append(l.Columns, templates.LedgerColumn{
			Level:    v.Election.Election.Levels[level].Plural.In(v.w.Code()),
			Expected: exactly(a.Expected), Received: exactly(a.Received()),
			Published: exactly(a.Published), Held: exactly(a.Held), Voided: exactly(a.Voided), Waiting: exactly(a.Waiting),
		})
		if a.Voters == nil {
			continue
		}
		// None is nobody: that is known, and not the sum of nothing.
		voters := func(t rollup.Total) wording.Amount {
			if t.Counts == 0 {
				return wording.Exactly(0)
			}
			return t.Amount()
		}
		n := a.Voters
		l.Columns = append(l.Columns, templates.LedgerColumn{
			Level:    r.Contest.Lines[r.Contest.Line(election.Listed)].Name.In(v.w.Code()),
			Expected: voters(n.Expected), Received: voters(n.Received()),
			Published: voters(n.Published), Held: voters(n.Held), Voided: voters(n.Voided), Waiting: voters(n.Waiting),
		})
	}
	return l
}
