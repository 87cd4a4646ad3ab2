package datasets

import (
	"slices"
	"time"

	"achyk/generator/charts"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// Charts are the numbers of the charts of a place in a contest. They are shared:
// nobody may change them.
func (s *Set) Charts(c *election.Commission, k *election.Contest) *charts.Sheet {
	return s.book.Of(c, k)
}

// findCharted notes which places have figures of a contest directly beneath them, by
// whoever leads there.
func (s *Set) findCharted() {
	s.charted = make(map[*election.Contest][]bool)
	for _, k := range s.Election.Contests {
		told, each := make([]bool, len(s.Election.Commissions)), s.Each(k)
		for _, c := range s.Election.Commissions {
			if c.Parent != nil && k.HeldAt(c) && each(c).Leading().Tally != nil {
				told[c.Parent.Index] = true
			}
		}
		s.charted[k] = told
	}
}

// Told reports whether any place directly beneath a commission has figures of a
// contest, so that there is something to compare.
func (s *Set) Told(c *election.Commission, k *election.Contest) bool {
	return k.HeldAt(c) && s.charted[k][c.Index]
}

// turnsOut reports whether the forms of a contest say how high the turnout is.
func turnsOut(k *election.Contest) bool {
	return k.Line(election.Listed) >= 0 && k.Line(election.Participated) >= 0
}

// HasTurnoutOf reports whether the page of a place's turnout tells of a contest:
// there are reports of the hours, or turnouts of places directly beneath.
func (s *Set) HasTurnoutOf(c *election.Commission, k *election.Contest) bool {
	if len(c.Children) == 0 || !k.HeldAt(c) {
		return false
	}
	return (turnsOut(k) && s.Told(c, k)) || len(s.Charts(c, k).Days) > 0
}

// HasTurnout reports whether a commission has a page of its turnout.
func (s *Set) HasTurnout(c *election.Commission) bool {
	return slices.ContainsFunc(s.Election.Contests, func(k *election.Contest) bool { return s.HasTurnoutOf(c, k) })
}

// HasChartsOf reports whether the page of a place's charts tells of a contest: a
// place directly beneath has figures or, of the country, there is a map of what has
// come, be it nothing.
func (s *Set) HasChartsOf(c *election.Commission, k *election.Contest) bool {
	return s.Told(c, k) || (k.HeldAt(c) && s.mapped(c))
}

// HasCharts reports whether a commission has a page of its charts.
func (s *Set) HasCharts(c *election.Commission) bool {
	return slices.ContainsFunc(s.Election.Contests, func(k *election.Contest) bool { return s.HasChartsOf(c, k) })
}

// mapped reports whether the pages of a commission have maps: those of the country.
func (s *Set) mapped(c *election.Commission) bool { return c.Parent == nil && len(s.Election.Maps) > 0 }

// A TurnoutDocument is the turnout of a place and of the places beneath it.
type TurnoutDocument struct {
	Head
	Commission Place             `json:"commission"`
	Within     []Place           `json:"within,omitempty"`
	Contests   []ContestTurnouts `json:"contests"`
}

// A ContestTurnouts is the turnout in one contest. Its force is that of the figures
// that lead the place; reports of the hours have none.
type ContestTurnouts struct {
	Contest      string         `json:"contest"`
	Name         Text           `json:"name"`
	Force        string         `json:"force"`
	Days         []Hours        `json:"days,omitempty"` // an origin each
	Distribution *Distribution  `json:"distribution,omitempty"`
	Turnout      *Percent       `json:"turnout,omitempty"` // of the place; left out where places are
	Places       []PlaceTurnout `json:"places,omitempty"`  // directly beneath
	Maps         []MapFigures   `json:"maps,omitempty"`
}

// Hours are how many had voted by the hours of the day.
type Hours struct {
	Origin      string `json:"origin"`      // report, device
	Commissions int64  `json:"commissions"` // that reported at any time
	Hours       []Hour `json:"hours"`
}

// An Hour is what was reported at one time. All hours of a day have percents, or
// none.
type Hour struct {
	At       time.Time `json:"at"`
	Voters   Amount    `json:"voters"`   // since voting began
	Reported int64     `json:"reported"` // commissions, at that time
	Turnout  *Percent  `json:"turnout,omitempty"`
}

// A Distribution is how many commissions have how high a turnout.
type Distribution struct {
	Level   string `json:"level"` // of the commissions
	Bins    []Bin  `json:"bins"`
	Unknown int64  `json:"unknown,omitempty"`
	Voided  int64  `json:"voided,omitempty"`
}

// A Bin is a range of turnout in whole percents. Below is left out where it has no
// end.
type Bin struct {
	From        int64  `json:"from"`
	Below       *int64 `json:"below,omitempty"`
	Commissions int64  `json:"commissions"`
	Listed      int64  `json:"listed"` // voters on their lists
}

// A PlaceTurnout is the turnout of a place.
type PlaceTurnout struct {
	Place
	Force        string  `json:"force"`
	Participated Amount  `json:"participated"`
	Listed       Amount  `json:"listed"`
	Turnout      Percent `json:"turnout"`
}

func (s *Set) turnoutDocument(c *election.Commission) *TurnoutDocument {
	d := &TurnoutDocument{
		Head:       s.head(turnoutKind, TurnoutPath(s.Election, c), s.Latest(c)),
		Commission: s.place(c), Within: s.within(c), Contests: []ContestTurnouts{},
	}
	for _, k := range s.Election.Contests {
		if s.HasTurnoutOf(c, k) {
			d.Contests = append(d.Contests, s.turnouts(s.Of(c, k)))
		}
	}
	return d
}

func (s *Set) turnouts(r *rollup.Result) ContestTurnouts {
	k, c, lead := r.Contest, r.Commission, r.Leading()
	t := ContestTurnouts{Contest: k.ID, Name: text(k.Name), Force: force(lead)}
	sheet := s.Charts(c, k)
	for i := range sheet.Days {
		t.Days = append(t.Days, hours(k, &sheet.Days[i]))
	}
	if !turnsOut(k) || !s.Told(c, k) {
		return t
	}
	t.Distribution = s.distribution(&sheet.Distribution)
	t.Turnout = &turnout(k, lead.Tally).Share
	for _, child := range c.Children {
		if k.HeldAt(child) {
			t.Places = append(t.Places, s.placeTurnout(s.Of(child, k)))
		}
	}
	if s.mapped(c) {
		t.Maps = s.maps(k, s.turnoutMap)
	}
	return t
}

// hours are the reports of one day.
func hours(k *election.Contest, d *charts.Day) Hours {
	h := Hours{Origin: string(d.Origin), Commissions: int64(d.Commissions)}
	covered := d.Covered()
	for _, hour := range d.Hours {
		one := Hour{At: hour.Time, Voters: amount(hour.Voters.Amount()), Reported: int64(hour.Voters.Counts)}
		if covered {
			one.Turnout = new(percent(hour.Turnout.Share(), k.Lines[k.Line(election.Listed)].Code))
		}
		h.Hours = append(h.Hours, one)
	}
	return h
}

// distribution is nil where no commission has a turnout.
func (s *Set) distribution(of *charts.Distribution) *Distribution {
	if len(of.Bins) == 0 {
		return nil
	}
	d := &Distribution{Level: s.Election.Levels[of.Level].ID, Unknown: of.Unknown, Voided: of.Voided}
	for _, b := range of.Bins {
		bin := Bin{From: b.From / hundredths, Commissions: b.Commissions, Listed: b.Listed}
		if b.Below > 0 {
			bin.Below = new(b.Below / hundredths)
		}
		d.Bins = append(d.Bins, bin)
	}
	return d
}

// hundredths make a whole percent.
const hundredths = 100

func (s *Set) placeTurnout(r *rollup.Result) PlaceTurnout {
	lead := r.Leading()
	t := turnout(r.Contest, lead.Tally)
	return PlaceTurnout{s.place(r.Commission), force(lead), t.Participated, t.Listed, t.Share}
}
