package datasets

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A SelectionDocument is one line of the ballot over the country.
type SelectionDocument struct {
	Head
	Contest       string            `json:"contest"`
	ContestName   Text              `json:"contest_name"`
	Selection     string            `json:"selection"`
	SelectionKind string            `json:"selection_kind"`     // candidate, list, answer, against_all
	Position      int64             `json:"position,omitempty"` // on the ballot; absent where it is not known
	Name          Text              `json:"name"`
	Nominated     *Text             `json:"nominated_by,omitempty"`
	Status        string            `json:"status"`
	Voided        bool              `json:"voided,omitempty"`
	Force         string            `json:"force"`
	Votes         Amount            `json:"votes"`
	VotesOut      *Amount           `json:"votes_out,omitempty"` // what decisions took out of the sum
	LeftOut       *LeftOut          `json:"left_out,omitempty"`  // the same of everybody beneath, whoever's protocol leads
	Bases         []Base            `json:"bases"`
	Shares        []Percent         `json:"shares"`
	Progress      []Progress        `json:"progress,omitempty"`
	Notices       []Notice          `json:"notices,omitempty"`
	Regions       []SelectionRegion `json:"regions,omitempty"`
	Maps          []MapFigures      `json:"maps,omitempty"` // of its share of the first base
}

// A SelectionRegion is a place beneath the country, with the commissions above
// precincts beneath it.
type SelectionRegion struct {
	SelectionRow
	Children []SelectionRow `json:"children,omitempty"`
}

// A SelectionRow is one place: votes, and their share of the first base.
type SelectionRow struct {
	Place
	Force    string  `json:"force"`
	Votes    Amount  `json:"votes"`
	VotesOut *Amount `json:"votes_out,omitempty"` // what decisions took out of the sum
	Share    Percent `json:"share"`
}

// selectionDocument is the document of a selection.
func (s *Set) selectionDocument(k *election.Contest, of *election.Selection) *SelectionDocument {
	e, top := s.Election, s.Election.Root
	r := s.Of(top, k)
	lead := r.Leading()
	d := &SelectionDocument{
		Head: s.head(selectionKind, SelectionPath(e, of), s.Latest(top)), Contest: k.ID, ContestName: text(k.Name),
		Selection: of.ID, SelectionKind: string(of.Kind), Position: int64(of.Position), Name: text(of.Name),
		Nominated: optional(of.NominatedBy), Status: status(of), Voided: r.Voided.Selections[of.Index] != nil,
		Force: force(lead), Votes: Amount{State: unknown}, Bases: []Base{}, Shares: []Percent{},
		Progress: s.progress(r), Notices: s.rulings(r),
	}
	if lead.Tally != nil {
		d.Votes, d.VotesOut = counted(lead.Tally.Votes[of.Index])
		d.LeftOut = s.leftOut(r, of.Index)
		for i, role := range k.ShareBases {
			line := &k.Lines[k.Line(role)]
			d.Bases = append(d.Bases, Base{line.Code, text(line.Name), amount(lead.Tally.Lines[k.Line(role)].Amount())})
			d.Shares = append(d.Shares, percent(lead.Tally.Share(i, of.Index), line.Code))
		}
	}
	if s.mapped(top) && s.Told(top, k) && len(k.ShareBases) > 0 {
		d.Maps = s.maps(k, s.shareMap(of))
	}
	for _, c := range top.Children {
		if !k.HeldAt(c) {
			continue
		}
		region := SelectionRegion{SelectionRow: s.selectionRow(s.Of(c, k), of)}
		for _, child := range c.Children {
			if k.HeldAt(child) && !IsPrecinct(e, child) {
				region.Children = append(region.Children, s.selectionRow(s.Of(child, k), of))
			}
		}
		d.Regions = append(d.Regions, region)
	}
	return d
}

func (s *Set) selectionRow(r *rollup.Result, of *election.Selection) SelectionRow {
	lead, k := r.Leading(), r.Contest
	row := SelectionRow{Place: s.place(r.Commission), Force: force(lead), Votes: Amount{State: unknown}, Share: Percent{State: unknown}}
	if len(k.ShareBases) > 0 {
		row.Share.Base = k.Lines[k.Line(k.ShareBases[0])].Code
	}
	if lead.Tally != nil {
		row.Votes, row.VotesOut = counted(lead.Tally.Votes[of.Index])
		row.Share = percent(r.Share(of), row.Share.Base)
	}
	return row
}

// counted are the votes that count, and those that decisions took out; nil where
// they took none.
func counted(t rollup.Total) (Amount, *Amount) {
	if out := outAmount(t); out.State != unknown {
		return amount(t.Amount()), &out
	}
	return amount(t.Amount()), nil
}
