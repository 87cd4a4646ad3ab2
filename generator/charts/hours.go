package charts

import (
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Day is how many had voted by the hours of the day, as one origin reports it
// (катышуунун жүрүшү / ход голосования), at a place and beneath it.
type Day struct {
	Origin      election.Origin
	Commissions int32  // that reported at any time; one that reports speaks for those beneath it
	Hours       []Hour // by time
}

// An Hour is what was reported at one time.
type Hour struct {
	Time    time.Time    // in the zone of the place
	Voters  rollup.Total // since voting began: a count a commission that reported at that time
	Turnout rollup.Ratio // of the voters listed, over those of them that know both
}

// Covered reports whether at every hour the turnout is over all that reported: only
// then are the percents of the day those of one and the same voters.
func (d *Day) Covered() bool {
	return !slices.ContainsFunc(d.Hours, func(h Hour) bool { return h.Turnout.Over != h.Voters.Counts })
}

// Days are the reports of a contest at a place and beneath it, an origin each, in
// the order of [election.Origins]; one that nobody reported from is left out. A
// report of no contest is of every contest, where all of the commission's voters
// vote in it. In each branch the highest commission that reports anything speaks for
// all beneath it, at the hours that it reports: whoever reports for a district has
// counted its precincts.
func Days(y *rollup.Country, c *election.Commission, k *election.Contest) []Day {
	g := gathering{country: y, contest: k, zone: zone(y, c)}
	for _, origin := range election.Origins {
		g.days = append(g.days, gathered{day: Day{Origin: origin}, at: make(map[int64]int)})
	}
	g.visit(c, make([]bool, len(g.days)))
	var days []Day
	for _, d := range g.days {
		if len(d.day.Hours) > 0 {
			slices.SortFunc(d.day.Hours, func(a, b Hour) int { return a.Time.Compare(b.Time) })
			days = append(days, d.day)
		}
	}
	return days
}

// A gathering is reports on the way to days.
type gathering struct {
	country *rollup.Country
	contest *election.Contest
	zone    *time.Location
	days    []gathered // by election.Origins
}

// A gathered is one day of them.
type gathered struct {
	day Day
	at  map[int64]int // index into day.Hours, by second and fraction
}

// visit takes in a commission, and those beneath it for origins of which it and
// nobody above it has reported anything.
func (g *gathering) visit(c *election.Commission, spoken []bool) {
	if !g.contest.HeldAt(c) {
		return
	}
	if c.Records != nil {
		spoken = g.hear(c, spoken)
	}
	if !slices.Contains(spoken, false) {
		return
	}
	for _, child := range c.Children {
		g.visit(child, spoken)
	}
}

// hear takes in the reports of one commission. It answers which origins are spoken
// for beneath it.
func (g *gathering) hear(c *election.Commission, spoken []bool) []bool {
	reports := g.of(c)
	if len(reports) == 0 {
		return spoken
	}
	listed, known := g.listed(c)
	spoken = slices.Clone(spoken)
	for i, origin := range election.Origins {
		if spoken[i] {
			continue
		}
		for _, r := range reports {
			if r.Origin == origin {
				g.days[i].add(r, listed, known, g.zone)
				spoken[i] = true
			}
		}
		if spoken[i] {
			g.days[i].day.Commissions++
		}
	}
	return spoken
}

// of are the reports of a commission that are of the contest, one an origin and
// time: what is said of the contest itself goes before what is said of the day.
func (g *gathering) of(c *election.Commission) []election.TurnoutReport {
	var found []election.TurnoutReport
	all := c.RecordsAt(g.country.AsOf).Turnout
	add := func(r election.TurnoutReport) {
		if !slices.ContainsFunc(found, func(f election.TurnoutReport) bool { return f.Origin == r.Origin && f.Time.Equal(r.Time) }) {
			found = append(found, r)
		}
	}
	for _, r := range all {
		if r.Contest == g.contest {
			add(r)
		}
	}
	for _, r := range all {
		if r.Contest == nil && g.contest.Within(c) {
			add(r)
		}
	}
	return found
}

// listed is how many voters the commission's own leading protocol has on its list.
// A sum of those beneath is no whole: some of them may be missing from it.
func (g *gathering) listed(c *election.Commission) (int64, bool) {
	line := g.contest.Line(election.Listed)
	if line < 0 {
		return 0, false
	}
	lead := g.country.Of(c, g.contest).Leading()
	if lead.Tally == nil || !lead.Own {
		return 0, false
	}
	return lead.Tally.Lines[line].Known()
}

// add takes in one report.
func (d *gathered) add(r election.TurnoutReport, listed int64, base bool, zone *time.Location) {
	key := r.Time.UnixNano()
	i, known := d.at[key]
	if !known {
		i = len(d.day.Hours)
		d.at[key] = i
		d.day.Hours = append(d.day.Hours, Hour{Time: r.Time.In(zone)})
	}
	h := &d.day.Hours[i]
	n, read := r.Voters.Value()
	if !read {
		h.Voters = h.Voters.Plus(rollup.Total{Counts: 1, Unknown: 1})
		return
	}
	h.Voters = h.Voters.Plus(rollup.Total{Sum: n, Counts: 1})
	if base {
		h.Turnout.Over, h.Turnout.Part, h.Turnout.Whole = h.Turnout.Over+1, h.Turnout.Part+n, h.Turnout.Whole+listed
	}
}
