package datasets

import (
	"cmp"
	"slices"

	"achyk/generator/charts"
	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// MapFigures is what one map shows: a figure of every place of its level, and its
// legend. The legend counts the places that the map has an area for.
type MapFigures struct {
	Map     string      `json:"map"` // its id
	Of      string      `json:"of"`
	Source  *Text       `json:"source,omitempty"` // whose boundaries
	Figures []MapFigure `json:"figures"`          // in the order of the table commissions
	Classes []MapClass  `json:"classes,omitempty"`
	Tie     int64       `json:"tie,omitempty"`     // places where nobody is ahead
	Without int64       `json:"without,omitempty"` // places without a figure
}

// What maps show.
const (
	AheadMap         = "ahead"         // who is ahead, and with what share of the first base
	ShareMap         = "share"         // one selection's share of the first base
	TurnoutMap       = "turnout"       // of the voters listed
	CompletenessMap  = "completeness"  // how many of the expected protocols are counted
	DiscrepanciesMap = "discrepancies" // how many checks fail at and beneath the place
)

// A MapFigure is the figure of one place. An unknown one is not there, or has a
// state that says so.
type MapFigure struct {
	Place     string   `json:"place"`               // id of the commission
	Selection string   `json:"selection,omitempty"` // who is ahead
	Share     *Percent `json:"share,omitempty"`
	Counted   *int64   `json:"counted,omitempty"`
	Expected  *int64   `json:"expected,omitempty"`
	Failing   *int64   `json:"failing,omitempty"`

	tie bool // there are figures, and nobody is ahead
}

// A MapClass is a colour of the legend: a selection, or a range of whole percents or
// of counts.
type MapClass struct {
	Selection string `json:"selection,omitempty"`
	From      *int64 `json:"from,omitempty"`
	To        *int64 `json:"to,omitempty"`
	Count     int64  `json:"count"`
}

// maps are the figures of all maps, of one kind.
func (s *Set) maps(k *election.Contest, kind func(m *election.Map, k *election.Contest) MapFigures) []MapFigures {
	var all []MapFigures
	for _, m := range s.Election.Maps {
		all = append(all, kind(m, k))
	}
	return all
}

// placesOf are all commissions of a map's level where a contest is held (nil: any),
// also those that it does not show, in the order of the election.
func placesOf(m *election.Map, k *election.Contest) []*election.Commission {
	places := slices.Clone(m.Absent)
	for i := range m.Areas {
		places = append(places, m.Areas[i].Commission)
	}
	if k != nil {
		places = slices.DeleteFunc(places, func(c *election.Commission) bool { return !k.HeldAt(c) })
	}
	slices.SortFunc(places, func(a, b *election.Commission) int { return cmp.Compare(a.Index, b.Index) })
	return places
}

// A shade is what a place's figure is sorted by: hundredths of a percent, or a
// count.
type shade struct {
	figure MapFigure
	value  int64
	known  bool
}

// shaded fills a map whose colours are ranges of values.
func shaded(m *election.Map, k *election.Contest, kind string, classes func([]int64) []charts.Class, unit int64, of func(*election.Commission) shade) MapFigures {
	f := MapFigures{Map: m.ID, Of: kind, Source: optional(m.Source), Figures: []MapFigure{}}
	var values []int64
	for _, c := range placesOf(m, k) {
		one := of(c)
		one.figure.Place = c.ID
		f.Figures = append(f.Figures, one.figure)
		switch {
		case slices.Contains(m.Absent, c):
		case one.known:
			values = append(values, one.value)
		default:
			f.Without++
		}
	}
	for _, class := range classes(values) {
		f.Classes = append(f.Classes, MapClass{From: new(class.From / unit), To: new(class.To / unit), Count: class.Count})
	}
	return f
}

// percents is a map of shares.
func percents(m *election.Map, k *election.Contest, kind string, of func(*election.Commission) (wording.Share, MapFigure, string)) MapFigures {
	return shaded(m, k, kind, charts.Classes, hundredths, func(c *election.Commission) shade {
		share, figure, base := of(c)
		figure.Share = new(percent(share, base))
		value, known := share.Hundredths()
		return shade{figure, value, known}
	})
}

func (s *Set) turnoutMap(m *election.Map, k *election.Contest) MapFigures {
	base := k.Lines[k.Line(election.Listed)].Code
	return percents(m, k, TurnoutMap, func(c *election.Commission) (wording.Share, MapFigure, string) {
		if lead := s.Of(c, k).Leading(); lead.Tally != nil {
			return lead.Tally.Turnout.Share(), MapFigure{}, base
		}
		return wording.Share{}, MapFigure{}, base
	})
}

// shareMap shows one selection over the country.
func (s *Set) shareMap(of *election.Selection) func(m *election.Map, k *election.Contest) MapFigures {
	return func(m *election.Map, k *election.Contest) MapFigures {
		base := k.Lines[k.Line(k.ShareBases[0])].Code
		return percents(m, k, ShareMap, func(c *election.Commission) (wording.Share, MapFigure, string) {
			return s.Of(c, k).Share(of), MapFigure{}, base
		})
	}
}

func (s *Set) completenessMap(m *election.Map, k *election.Contest) MapFigures {
	return percents(m, k, CompletenessMap, func(c *election.Commission) (wording.Share, MapFigure, string) {
		counted, expected := Completeness(s.Of(c, k))
		if expected == 0 {
			return wording.Share{}, MapFigure{}, ofProtocols
		}
		return wording.Share{Part: counted, Whole: expected, Known: true}, MapFigure{Counted: &counted, Expected: &expected}, ofProtocols
	})
}

// ofProtocols is what a percent of protocols is of, in place of a line.
const ofProtocols = "protocols"

// Completeness is how many commissions of the lowest level that signs are counted at
// a place, of those that there are; at the bottom it is the place itself. Nothing is
// expected where nobody signs.
func Completeness(r *rollup.Result) (counted, expected int64) {
	if _, p := r.Deepest(); p != nil {
		return int64(p.Counted), int64(p.Expected)
	}
	switch r.State {
	case rollup.Unsigned:
		return 0, 0
	case rollup.Counted:
		return 1, 1
	}
	return 0, 1
}

func (s *Set) discrepancyMap(m *election.Map, _ *election.Contest) MapFigures {
	return shaded(m, nil, DiscrepanciesMap, charts.CountClasses, 1, func(c *election.Commission) shade {
		failing, known := s.FailingAt(c)
		if !known {
			return shade{}
		}
		return shade{MapFigure{Failing: &failing}, failing, true}
	})
}

// FailingAt is how often checks fail at a place and beneath it, without those behind
// which nothing need be wrong. It is false where none was made.
func (s *Set) FailingAt(c *election.Commission) (fails int64, known bool) {
	for _, check := range s.Election.Checks {
		if checks.ListOf(check) != checks.Failing {
			continue
		}
		n := s.report.Beneath(c, check)
		fails += int64(n.Fails)
		known = known || n != (checks.Count{})
	}
	return fails, known
}

// aheadMap shows who is ahead where.
func (s *Set) aheadMap(m *election.Map, k *election.Contest) MapFigures {
	f := MapFigures{Map: m.ID, Of: AheadMap, Source: optional(m.Source), Figures: []MapFigure{}}
	counts := make([]int64, len(k.Selections))
	for _, c := range placesOf(m, k) {
		r := s.Of(c, k)
		figure, of := aheadFigure(r), (*election.Selection)(nil)
		if figure.Selection != "" {
			of = k.Selection(figure.Selection)
		}
		f.Figures = append(f.Figures, figure)
		switch {
		case slices.Contains(m.Absent, c):
		case of != nil:
			counts[of.Index]++
		case figure.tie:
			f.Tie++
		default:
			f.Without++
		}
	}
	for i, of := range k.Selections {
		if counts[i] > 0 {
			f.Classes = append(f.Classes, MapClass{Selection: of.ID, Count: counts[i]})
		}
	}
	return f
}

// aheadFigure is who is ahead at a place.
func aheadFigure(r *rollup.Result) MapFigure {
	figure := MapFigure{Place: r.Commission.ID}
	lead := r.Leading()
	if lead.Tally == nil || lead.Tally.AllOut() {
		return figure
	}
	if l := ahead(r, lead); l != nil {
		figure.Selection, figure.Share = l.Selection, &l.Share
	} else {
		figure.tie = true
	}
	return figure
}
