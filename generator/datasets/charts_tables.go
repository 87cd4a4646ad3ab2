package datasets

import (
	"slices"

	"achyk/generator/charts"
	"achyk/generator/election"
	"achyk/generator/wording"
)

// The tables of charts: every place in one file.
const (
	HoursTable        = "turnout-hours"        // how many had voted by the hours of the day
	DistributionTable = "turnout-distribution" // how many commissions have how high a turnout
	ComparedTable     = "counts-compared"      // scanners' counts beside those in force
	ShapesTable       = "counts-shapes"        // how many commissions' counts differ in what way
	ArrivalsTable     = "arrivals"             // when protocols came
)

// What leads the page of a commission, and what checks do not hold.
const (
	ResultsTable       = "results"
	DiscrepanciesTable = "discrepancies"
)

// eachSheet visits the charts of every place with others beneath it, in every
// contest, until one visit says to end.
func (s *Set) eachSheet(visit func(c *election.Commission, k *election.Contest, of *charts.Sheet) bool) {
	for _, c := range s.Election.Commissions {
		for _, k := range s.Election.Contests {
			if len(c.Children) > 0 && k.HeldAt(c) && !visit(c, k, s.Charts(c, k)) {
				return
			}
		}
	}
}

// anySheet is a condition of a table: whether the charts of any place have rows for
// it.
func anySheet(has func(of *charts.Sheet) bool) func(*Set) bool {
	return func(s *Set) bool {
		found := false
		s.eachSheet(func(_ *election.Commission, _ *election.Contest, of *charts.Sheet) bool {
			found = has(of)
			return !found
		})
		return found
	}
}

// days are the reports at a place and beneath it, or of one at the bottom alone.
func (s *Set) days(c *election.Commission, k *election.Contest) []charts.Day {
	if len(c.Children) > 0 {
		return s.Charts(c, k).Days
	}
	return charts.Days(s.Country, c, k)
}

// reported reports whether anybody has told how many had voted by some hour.
func (s *Set) reported() bool {
	return slices.ContainsFunc(s.Election.Commissions, func(c *election.Commission) bool {
		return slices.ContainsFunc(s.Election.Contests, func(k *election.Contest) bool { return k.HeldAt(c) && len(s.days(c, k)) > 0 })
	})
}

func hourColumns(*Set) []string {
	return []string{
		"commission", "contest", "origin", "time", "voters", "reported", "commissions", "turnout_part", "turnout_whole", "turnout_over", "at_least",
	}
}

// hourRows is a row a place, contest, origin and hour.
func (s *Set) hourRows(t *table) {
	for _, c := range s.Election.Commissions {
		for _, k := range s.Election.Contests {
			if !k.HeldAt(c) {
				continue
			}
			days := s.days(c, k)
			for i := range days {
				for _, h := range days[i].Hours {
					t.row()
					t.texts(c.ID, k.ID, string(days[i].Origin))
					t.hour(h)
					t.number(int64(days[i].Commissions))
					t.turnoutOf(h)
					t.end()
				}
			}
		}
	}
}

// hour writes what was reported at one time.
func (t *table) hour(h charts.Hour) {
	t.time(h.Time)
	if a := h.Voters.Amount(); a.State == wording.Unknown {
		t.empty()
	} else {
		t.number(a.N)
	}
	t.number(int64(h.Voters.Counts))
}

// turnoutOf writes of how many the voters of one time are, and whether there are at
// least so many.
func (t *table) turnoutOf(h charts.Hour) {
	if h.Turnout.Over > 0 {
		t.number(h.Turnout.Part)
		t.number(h.Turnout.Whole)
	} else {
		t.empty()
		t.empty()
	}
	t.number(int64(h.Turnout.Over))
	if h.Voters.Amount().State == wording.AtLeast {
		t.text("voters")
	} else {
		t.empty()
	}
}

func distributionColumns(*Set) []string {
	return []string{"commission", "contest", "force", "beneath_level", "from_percent", "below_percent", "commissions", "listed"}
}

// distributionRows is a row a place, contest and range of turnout.
func (s *Set) distributionRows(t *table) {
	s.eachSheet(func(c *election.Commission, k *election.Contest, of *charts.Sheet) bool {
		for _, b := range of.Distribution.Bins {
			t.row()
			t.texts(c.ID, k.ID, force(s.Of(c, k).Leading()), s.Election.Levels[of.Distribution.Level].ID)
			t.number(b.From / hundredths)
			if b.Below > 0 {
				t.number(b.Below / hundredths)
			} else {
				t.empty()
			}
			t.number(b.Commissions)
			t.number(b.Listed)
			t.end()
		}
		return true
	})
}

func comparedColumns(*Set) []string {
	return []string{"commission", "contest", "beneath_level", "selection", "pairs", "unclear_pairs", "device_votes", "force_votes"}
}

// comparedRows is a row a place, contest and selection.
func (s *Set) comparedRows(t *table) {
	s.eachSheet(func(c *election.Commission, k *election.Contest, of *charts.Sheet) bool {
		for i := range of.Comparison.Device {
			t.row()
			t.texts(c.ID, k.ID, s.Election.Levels[of.Comparison.Level].ID, k.Selections[i].ID)
			t.numbers(int64(of.Comparison.Protocols), int64(of.Comparison.Unclear), of.Comparison.Device[i], of.Comparison.Force[i])
			t.end()
		}
		return true
	})
}

// numbers writes a cell each.
func (t *table) numbers(all ...int64) {
	for _, n := range all {
		t.number(n)
	}
}

func shapeColumns(*Set) []string {
	return []string{"commission", "contest", "beneath_level", "place", "equal", "normal", "different", "unclear", "unpaired"}
}

// shapeRows is a row a place, contest and place directly beneath it.
func (s *Set) shapeRows(t *table) {
	s.eachSheet(func(c *election.Commission, k *election.Contest, of *charts.Sheet) bool {
		for _, b := range of.Comparison.Beneath {
			t.row()
			t.texts(c.ID, k.ID, s.Election.Levels[of.Comparison.Level].ID, b.Place.ID)
			t.numbers(b.Equal, b.Normal, b.Different, b.Unclear, b.Unpaired)
			t.end()
		}
		return true
	})
}

func arrivalColumns(*Set) []string {
	return []string{"commission", "contest", "beneath_level", "time", "official", "device", "untimed", "expected"}
}

// arrivalRows is a row a place, contest and time by which something had come.
func (s *Set) arrivalRows(t *table) {
	s.eachSheet(func(c *election.Commission, k *election.Contest, of *charts.Sheet) bool {
		for _, step := range of.Arrivals.Steps {
			t.row()
			t.texts(c.ID, k.ID, s.Election.Levels[of.Arrivals.Level].ID)
			t.time(step.Time)
			t.numbers(step.Official, step.Device, of.Arrivals.Untimed, of.Arrivals.Expected)
			t.end()
		}
		return true
	})
}
