package datasets

import (
	"time"

	"achyk/generator/charts"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A ChartsDocument is what the page of a place's charts shows.
type ChartsDocument struct {
	Head
	Commission Place           `json:"commission"`
	Within     []Place         `json:"within,omitempty"`
	Contests   []ContestCharts `json:"contests"`
	Maps       []MapFigures    `json:"maps,omitempty"` // of all contests together
}

// ContestCharts are those of one contest. Their force is that of the figures that
// lead the place.
type ContestCharts struct {
	Contest    string           `json:"contest"`
	Name       Text             `json:"name"`
	Force      string           `json:"force"`
	Selections []ChartSelection `json:"selections,omitempty"` // whose shares the places have
	Places     []PlaceShares    `json:"places,omitempty"`     // directly beneath, if they are no precincts
	Comparison *CountComparison `json:"comparison,omitempty"`
	Arrivals   *Arrivals        `json:"arrivals,omitempty"`
	Invalid    *Invalid         `json:"invalid,omitempty"`
	Maps       []MapFigures     `json:"maps,omitempty"`
}

// A ChartSelection names a line of the ballot.
type ChartSelection struct {
	Selection string `json:"selection"`
	Name      Text   `json:"name"`
}

// A PlaceShares is the shares of a place in the first base, by Selections.
type PlaceShares struct {
	Place
	Force  string    `json:"force"`
	Shares []Percent `json:"shares"`
}

// A CountComparison sets the scanners' counts beside those in force.
type CountComparison struct {
	Level     string         `json:"level"`               // of the commissions compared
	Protocols int64          `json:"protocols,omitempty"` // pairs that were added
	Unclear   int64          `json:"unclear,omitempty"`   // pairs left out, because a vote is unknown
	Rows      []ComparedRow  `json:"rows,omitempty"`
	Together  *CountsShapes  `json:"together,omitempty"` // of all places directly beneath
	Places    []CountsShapes `json:"places,omitempty"`   // directly beneath, if they are no precincts
}

// A ComparedRow is one line of the ballot. The difference is the count in force less
// the scanners'.
type ComparedRow struct {
	ChartSelection
	Device     int64 `json:"device"`
	Force      int64 `json:"in_force"`
	Difference int64 `json:"difference"`
}

// A CountsShapes counts commissions by how their two counts differ.
type CountsShapes struct {
	Place
	Equal     int64 `json:"equal"`
	Normal    int64 `json:"normal"`
	Different int64 `json:"different"`
	Unclear   int64 `json:"unclear"`
	Unpaired  int64 `json:"unpaired"`
}

// Arrivals are how many commissions had sent their protocols by when.
type Arrivals struct {
	Level    string    `json:"level"`
	Expected int64     `json:"expected"`
	Untimed  int64     `json:"untimed,omitempty"` // of whose official protocols nobody noted when they came
	Steps    []Arrival `json:"steps"`
}

// An Arrival is one step of them.
type Arrival struct {
	At       time.Time `json:"at"`
	Official int64     `json:"official"`
	Device   int64     `json:"device"`
}

// Invalid are the invalid ballots, of the line that is the base.
type Invalid struct {
	Base   string         `json:"base"`
	Share  Percent        `json:"share"` // of the place itself
	Places []PlaceInvalid `json:"places"`
}

// A PlaceInvalid is the invalid ballots of a place.
type PlaceInvalid struct {
	Place
	Force   string  `json:"force"`
	Ballots Amount  `json:"ballots"`
	Of      Amount  `json:"of"`
	Share   Percent `json:"share"`
}

func (s *Set) chartsDocument(c *election.Commission) *ChartsDocument {
	d := &ChartsDocument{
		Head:       s.head(chartsKind, ChartsPath(s.Election, c), s.Latest(c)),
		Commission: s.place(c), Within: s.within(c), Contests: []ContestCharts{},
	}
	for _, k := range s.Election.Contests {
		if s.HasChartsOf(c, k) {
			d.Contests = append(d.Contests, s.contestCharts(s.Of(c, k)))
		}
	}
	if s.mapped(c) && s.checked() {
		d.Maps = s.maps(nil, s.discrepancyMap)
	}
	return d
}

func (s *Set) contestCharts(r *rollup.Result) ContestCharts {
	k, c := r.Contest, r.Commission
	d := ContestCharts{Contest: k.ID, Name: text(k.Name), Force: force(r.Leading())}
	if s.mapped(c) {
		d.Maps = s.maps(k, s.completenessMap)
	}
	if !s.Told(c, k) {
		return d
	}
	if len(k.ShareBases) > 0 && !OverPrecincts(s.Election, c) {
		d.Selections = chartSelections(k)
		for _, child := range c.Children {
			if k.HeldAt(child) {
				d.Places = append(d.Places, s.placeShares(s.Of(child, k)))
			}
		}
	}
	sheet := s.Charts(c, k)
	d.Comparison = s.comparison(c, k, &sheet.Comparison)
	if a := &sheet.Arrivals; len(a.Steps) > 0 {
		d.Arrivals = &Arrivals{Level: s.Election.Levels[a.Level].ID, Expected: a.Expected, Untimed: a.Untimed}
		for _, step := range a.Steps {
			d.Arrivals.Steps = append(d.Arrivals.Steps, Arrival{step.Time, step.Official, step.Device})
		}
	}
	d.Invalid = s.invalid(r)
	return d
}

func chartSelections(k *election.Contest) []ChartSelection {
	all := make([]ChartSelection, len(k.Selections))
	for i, of := range k.Selections {
		all[i] = ChartSelection{of.ID, text(of.Name)}
	}
	return all
}

func (s *Set) placeShares(r *rollup.Result) PlaceShares {
	k := r.Contest
	p := PlaceShares{Place: s.place(r.Commission), Force: force(r.Leading())}
	base := k.Lines[k.Line(k.ShareBases[0])].Code
	for _, of := range k.Selections {
		p.Shares = append(p.Shares, percent(r.Share(of), base))
	}
	return p
}

// comparison is nil where there is nothing to compare.
func (s *Set) comparison(c *election.Commission, k *election.Contest, of *charts.Comparison) *CountComparison {
	if of.Protocols+of.Unclear == 0 && len(of.Beneath) == 0 {
		return nil
	}
	d := &CountComparison{Level: s.Election.Levels[of.Level].ID, Protocols: int64(of.Protocols), Unclear: int64(of.Unclear)}
	if of.Protocols > 0 {
		for i, named := range chartSelections(k) {
			d.Rows = append(d.Rows, ComparedRow{named, of.Device[i], of.Force[i], of.Force[i] - of.Device[i]})
		}
	}
	if len(of.Beneath) > 0 {
		together := of.Together()
		d.Together = new(s.shapes(c, &together))
	}
	if OverPrecincts(s.Election, c) {
		return d // each precinct would count itself
	}
	for i := range of.Beneath {
		d.Places = append(d.Places, s.shapes(of.Beneath[i].Place, &of.Beneath[i]))
	}
	return d
}

func (s *Set) shapes(c *election.Commission, n *charts.Shapes) CountsShapes {
	return CountsShapes{s.place(c), n.Equal, n.Normal, n.Different, n.Unclear, n.Unpaired}
}

// invalid is nil where the forms do not say.
func (s *Set) invalid(r *rollup.Result) *Invalid {
	own := charts.InvalidOf(r)
	if own.Base == nil {
		return nil
	}
	d := &Invalid{Base: own.Base.Code, Share: percent(own.Ratio().Share(), own.Base.Code)}
	for _, child := range r.Commission.Children {
		if !r.Contest.HeldAt(child) {
			continue
		}
		of := s.Of(child, r.Contest)
		lead, i := of.Leading(), charts.InvalidOf(of)
		p := PlaceInvalid{
			Place: s.place(child), Force: force(lead), Ballots: amount(i.Ballots.Amount()), Of: amount(i.Of.Amount()),
			Share: percent(i.Ratio().Share(), d.Base),
		}
		if lead.Tally != nil && lead.Tally.AllOut() {
			p.Ballots, p.Of = outAmount(i.Ballots), outAmount(i.Of)
		}
		d.Places = append(d.Places, p)
	}
	return d
}
