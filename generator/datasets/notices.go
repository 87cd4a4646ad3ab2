package datasets

import (
	"slices"
	"strconv"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/source"
)

// A Notice is something of importance about the figures of a document. Its kind
// says which of the rest it has.
type Notice struct {
	Kind      string     `json:"kind"`
	Count     *int64     `json:"count,omitempty"`
	Decision  *Ruling    `json:"decision,omitempty"`
	Selection string     `json:"selection,omitempty"`
	NotBefore *time.Time `json:"not_before,omitempty"`
	Finding   *Finding   `json:"finding,omitempty"`
}

// A Ruling is a decision as documents name it; the table decisions has the rest.
type Ruling struct {
	ID    string    `json:"id"`
	Title *Text     `json:"title,omitempty"`
	Date  time.Time `json:"date"`
	By    string    `json:"by,omitempty"`
}

func (s *Set) ruling(d *election.Decision) *Ruling {
	return &Ruling{d.ID, optional(d.Title), d.Date.In(s.Election.Zone), d.By}
}

// A Finding is what the program found in the data: the code of the rule, the
// key of the record, and the facts of the sentence that pages print.
type Finding struct {
	Code   string         `json:"code"`
	Effect string         `json:"effect"`
	Record string         `json:"record,omitempty"`
	At     *Cell          `json:"at,omitempty"`
	Also   []Cell         `json:"also,omitempty"`
	Facts  map[string]any `json:"facts,omitempty"`
	Waiver string         `json:"waiver,omitempty"`
}

// A Cell is where something was read. A row counts from 1 and a column is a
// letter, as a spreadsheet shows them.
type Cell struct {
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	Row    string `json:"row,omitempty"`
	Column string `json:"column,omitempty"`
}

// cell is nil for a figure that was read nowhere.
func cell(at source.Cell) *Cell {
	if !at.Known() {
		return nil
	}
	c := &Cell{File: at.File.Path, Sheet: at.File.Sheet, Column: at.Letter()}
	if at.Row > 0 {
		c.Row = strconv.Itoa(int(at.Row))
	}
	return c
}

// described is a finding for readers. A map of facts is written in the order of
// its keys.
func described(f *finding.Finding) *Finding {
	d := &Finding{
		Code: string(f.Code), Effect: string(f.Effect()), Record: f.Record, At: cell(f.At), Waiver: f.Waiver,
	}
	for _, at := range f.Also {
		if c := cell(at); c != nil {
			d.Also = append(d.Also, *c)
		}
	}
	if len(f.Args) > 0 {
		d.Facts = make(map[string]any, len(f.Args))
		for _, a := range f.Args {
			d.Facts[a.Name] = a.Value
		}
	}
	return d
}

// placeNotices are the notices about a place with others beneath it.
func (s *Set) placeNotices(c *election.Commission) []Notice {
	var list []Notice
	if len(c.Children) == 0 && !s.Election.Signs(c) {
		list = append(list, Notice{Kind: "no_commissions"})
	}
	var incomplete, corrected int64
	own := false // the protocol with unknown lines is the place's own
	for _, k := range s.Election.Contests {
		r := s.Of(c, k)
		list = append(list, s.rulings(r)...)
		if r.Overtaken != nil {
			list = append(list, Notice{Kind: "overtaken", Decision: s.ruling(r.Overtaken)})
		}
		if lead := r.Leading(); lead.Tally != nil {
			incomplete = max(incomplete, int64(lead.Tally.Incomplete))
			own = own || lead.Own && lead.Tally.Incomplete > 0
			corrected = max(corrected, int64(lead.Tally.Corrected))
		}
	}
	switch {
	case own:
		list = append(list, Notice{Kind: "unknown_line"})
	case incomplete > 0:
		list = append(list, Notice{Kind: "unknown", Count: &incomplete})
	}
	if corrected > 0 {
		list = append(list, Notice{Kind: "corrected", Count: &corrected})
	}
	list = s.remarks(list, c)
	if n := s.Held(c); n > 0 {
		list = append(list, Notice{Kind: "held", Count: new(int64(n))})
	}
	return list
}

// precinctNotices are the notices about a commission of the lowest level, which
// has these results.
func (s *Set) precinctNotices(c *election.Commission, results []*rollup.Result) []Notice {
	var list []Notice
	for _, r := range results {
		list = append(list, s.rulings(r)...)
		if lead := r.Leading(); lead.Tally != nil && lead.Tally.Incomplete > 0 {
			list = append(list, Notice{Kind: "unknown_line"})
		}
	}
	if s.embargoed(c) {
		list = append(list, Notice{Kind: "embargo", NotBefore: moment(c.NotBefore.In(s.Election.Zone))})
	}
	return s.remarks(list, c)
}

// remarks appends the findings about a commission.
func (s *Set) remarks(list []Notice, c *election.Commission) []Notice {
	for i := range s.notes[c.ID] {
		list = append(list, Notice{Kind: "finding", Finding: described(&s.notes[c.ID][i])})
	}
	return list
}

// rulings are the decisions that void something of a commission.
func (s *Set) rulings(r *rollup.Result) []Notice {
	var list []Notice
	if d := r.Voided.Whole; d != nil {
		list = append(list, Notice{Kind: "voided", Decision: s.ruling(d)})
	}
	if d := r.Voided.Outside; d != nil {
		kind := "voided_outside_mixed"
		if slices.ContainsFunc(r.Contest.Parts, func(p election.Part) bool { return p.Outside }) {
			kind = "voided_outside"
		}
		list = append(list, Notice{Kind: kind, Decision: s.ruling(d)})
	}
	for i, of := range r.Contest.Selections {
		if d := r.Voided.Selections[i]; d != nil {
			list = append(list, Notice{Kind: "voided_selection", Decision: s.ruling(d), Selection: of.ID})
		}
	}
	return list
}
