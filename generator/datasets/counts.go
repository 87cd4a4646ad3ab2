package datasets

import (
	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// Counts are the counts of the same ballots of one part of a contest, line by
// line: the protocol in force first, where there is one.
type Counts struct {
	Part     string `json:"part,omitempty"`
	PartName *Text  `json:"part_name,omitempty"`
	Lines
	Compared []Comparison `json:"compared,omitempty"`
}

// A Comparison says how a count differs from the one in force.
type Comparison struct {
	Series string `json:"series"`
	Shape  string `json:"shape"`            // equal, normal, different, unclear
	Differ *int64 `json:"differ,omitempty"` // of another or an unclear difference: how many figures differ
	Moved  *int64 `json:"moved,omitempty"`  // of a normal one: votes more, and invalid ballots less, than here
}

// partLines are the lines of a precinct's protocols of a contest with parts: their
// total first, then the official protocol of each. It is nil for a contest
// without.
func partLines(r *rollup.Result, lead rollup.Lead) *Lines {
	k, papers := r.Contest, r.Protocols
	if len(k.Parts) == 0 {
		return nil
	}
	if !lead.Official {
		papers = r.Scanned
	}
	t := Lines{Columns: []Column{{Kind: "total", Force: force(lead)}}}
	for part, p := range papers {
		if p != nil {
			t.Columns = append(t.Columns, protocolColumn(p, partID(k, part)))
		}
	}
	add := func(row LineRow, total rollup.Total, i int, votes bool) {
		any := false
		row.Figures = []Amount{figure(total)}
		for _, p := range papers {
			if p != nil {
				f := printed(r, p, i, votes)
				any = any || f.State != notOnForm
				row.Figures = append(row.Figures, f)
			}
		}
		t.add(row, any)
	}
	for i := range k.Lines {
		add(lineRow(&k.Lines[i]), lead.Tally.Lines[i], i, false)
	}
	for i, of := range k.Selections {
		add(LineRow{Selection: of.ID, Name: text(of.Name)}, lead.Tally.Votes[i], i, true)
	}
	return t.any()
}

func protocolColumn(p *election.Protocol, part string) Column {
	c := Column{Kind: "protocol", Part: part, Series: string(p.Series), Force: official}
	if p.Series == election.Device {
		c.Force = preliminary
	}
	return c
}

// printed is a figure as it stands on one protocol.
func printed(r *rollup.Result, p *election.Protocol, i int, votes bool) Amount {
	if !votes && !r.Contest.Lines[i].On(r.Commission, p.Series, p.Part) {
		return Amount{State: notOnForm}
	}
	if !votes {
		f := amount(p.Lines[i].Amount())
		f.Voided = r.Voided.Whole != nil
		return f
	}
	f := amount(p.Votes[i].Amount())
	f.Voided = r.Voided.Whole != nil || r.Voided.Selections[i] != nil
	return f
}

// countsOf are the counts of the same ballots, of each part that has more to show
// than the other tables of the page.
func (s *Set) countsOf(r *rollup.Result) []Counts {
	var all []Counts
	for _, of := range checks.CountsOf(s.Country, r.Commission, r.Contest) {
		if len(r.Contest.Parts) == 0 || len(of.Papers()) > 1 {
			all = append(all, counts(r, &of))
		}
	}
	return all
}

func counts(r *rollup.Result, of *checks.Counts) Counts {
	k, papers := r.Contest, of.Papers()
	c := Counts{Part: partID(k, of.Part)}
	if c.Part != "" {
		c.PartName = optional(k.Parts[of.Part].Name)
	}
	for _, p := range papers {
		c.Columns = append(c.Columns, protocolColumn(p, ""))
	}
	c.Rows = make([]LineRow, 0, len(k.Lines)+len(k.Selections))
	add := func(row LineRow, i int, votes bool) {
		any := false
		row.Figures = make([]Amount, 0, len(papers))
		for n, p := range papers {
			f := printed(r, p, i, votes)
			if n > 0 && of.Force != nil && f.Value != nil && row.Figures[0].Value != nil && *f.Value != *row.Figures[0].Value {
				f.More = new(*f.Value - *row.Figures[0].Value)
			}
			any = any || f.State != notOnForm
			row.Figures = append(row.Figures, f)
		}
		c.add(row, any)
	}
	for i := range k.Lines {
		add(lineRow(&k.Lines[i]), i, false)
	}
	if len(papers) > 1 || r.Voided.Outside != nil {
		for i, of := range k.Selections {
			add(LineRow{Selection: of.ID, Name: text(of.Name)}, i, true)
		}
	}
	for i := range of.Beside {
		b := &of.Beside[i]
		if b.Shape == "" {
			continue
		}
		told := Comparison{Series: string(b.Series), Shape: string(b.Shape)}
		switch b.Shape {
		case checks.Normal:
			told.Moved = &b.Moved
		case checks.Different, checks.Unclear:
			told.Differ = new(int64(b.Differ))
		}
		c.Compared = append(c.Compared, told)
	}
	return c
}

// A Step is one of the figures that voters and ballots left behind, held against
// the number who took part.
type Step struct {
	Step   string `json:"step"`             // listed, identified, list, participated, issued, boxes
	Series string `json:"series,omitempty"` // whose figure it is; left out for the participation list
	Figure Amount `json:"figure"`
	More   *int64 `json:"more,omitempty"` // than took part, where both are known
}

func (s *Set) steps(r *rollup.Result) []Step {
	var all []Step
	steps := checks.Steps(s.Country, r)
	for i := range steps {
		of := &steps[i]
		step := Step{Step: string(of.Kind), Series: string(of.Series), Figure: amount(of.Total.Amount())}
		if of.Voided() {
			step.Figure = amount(of.Total.OutAmount())
			step.Figure.Voided = true
		}
		if of.Known && of.More != 0 {
			step.More = &of.More
		}
		all = append(all, step)
	}
	return all
}
