package pages

import (
	"strconv"

	"achyk/generator/charts"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/templates"
)

// hours draws how many had voted by the hours of the day, a chart for each origin: a
// scanner's figures and what commissions say are not of the same force.
func (s *sketch) hours(c *election.Commission, k *election.Contest) {
	days := s.data.Charts(c, k).Days
	for i := range days {
		s.add(s.day(&days[i]))
	}
}

// day draws one origin: in percents of those listed where all that reported know how
// many those are, else in voters.
func (s *sketch) day(day *charts.Day) templates.Chart {
	origin := s.w.Text("charts.hours.report")
	chart := templates.Chart{
		ID: s.id("hours-" + string(day.Origin)), Kind: templates.DrawLines, Force: templates.Official,
		Title: s.w.Text("charts.hours.title"), Heading: s.w.Text("charts.hours.time"),
		Note: s.w.Text("charts.hours.note_count"), CSV: s.csv(datasets.HoursTable),
	}
	class := "s1"
	if day.Origin == election.FromDevice {
		chart.Force, class, origin = templates.Preliminary, "s2", s.w.Text("charts.hours.device")
	}
	chart.Title += ": " + origin
	chart.Hints = append(chart.Hints, s.w.Text("charts.hours.of", "n", int64(day.Commissions), "origin", origin))
	percents := s.k.Line(election.Listed) >= 0 && day.Covered()
	voters := templates.ChartColumn{Name: s.w.Text("charts.hours.voters"), Unit: templates.InCounts, Drawn: !percents, Class: class}
	reported := templates.ChartColumn{Name: s.w.Text("charts.hours.reported"), Unit: templates.InCounts}
	if percents {
		base := s.lineName(election.Listed)
		chart.Note = s.w.Text("charts.hours.note_percent", "base", base)
		chart.Columns = append(chart.Columns, templates.ChartColumn{
			Name: s.w.Text("turnout.title"), Base: base, Unit: templates.InPercents, Drawn: true, Class: class,
		})
	}
	chart.Columns = append(chart.Columns, voters, reported)
	one := oneDay(day.Hours[0].Time, day.Hours[len(day.Hours)-1].Time)
	for _, hour := range day.Hours {
		row := templates.ChartRow{
			Label: templates.Link{Text: s.moment(hour.Time)}, Short: clock(hour.Time, one), Minutes: hour.Time.Unix() / 60,
		}
		if percents {
			row.Cells = append(row.Cells, shareCell(hour.Turnout.Share()))
		}
		row.Cells = append(row.Cells, amountCell(hour.Voters.Amount()), exactCell(int64(hour.Voters.Counts)))
		chart.Rows = append(chart.Rows, row)
	}
	return chart
}

// distribution draws how many commissions have how high a turnout.
func (s *sketch) distribution(c *election.Commission, k *election.Contest) {
	d := &s.data.Charts(c, k).Distribution
	if len(d.Bins) == 0 || !s.data.Told(c, k) {
		return
	}
	level := s.Election.Election.Levels[d.Level].Plural.In(s.w.Code())
	chart := templates.Chart{
		ID: s.id("distribution"), Kind: templates.DrawHistogram, Force: force(s.Of(c, k).Leading()),
		Title: s.w.Text("charts.distribution.title", "level", level), Note: s.w.Text("charts.distribution.note"),
		Heading: s.w.Text("charts.distribution.turnout"), CSV: s.csv(datasets.DistributionTable),
		Columns: []templates.ChartColumn{
			{Name: s.w.Text("charts.distribution.commissions"), Unit: templates.InCounts, Drawn: true, Class: "s1"},
			{Name: s.w.Text("charts.distribution.listed"), Unit: templates.InCounts},
		},
	}
	last := lastOf(d.Bins)
	for i, bin := range d.Bins {
		from, below := bin.From/100, bin.Below/100
		label := s.w.Text("charts.distribution.range", "from", from, "below", below)
		switch {
		case bin.Below == 0:
			label = s.w.Text("charts.distribution.beyond", "from", from)
		case i == last:
			label = s.w.Text("charts.distribution.last", "from", from, "below", below)
		}
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: templates.Link{Text: label}, Short: s.w.Text("charts.axis", "n", from),
			Cells: []templates.ChartCell{exactCell(bin.Commissions), exactCell(bin.Listed)},
		})
	}
	if d.Unknown > 0 {
		chart.Hints = append(chart.Hints, s.w.Text("charts.distribution.unknown", "n", d.Unknown))
	}
	if d.Voided > 0 {
		chart.Hints = append(chart.Hints, s.w.Text("charts.distribution.voided", "n", d.Voided))
	}
	s.add(chart)
}

// lastOf is the index of the bin that ends the scale, and holds its end.
func lastOf(bins []charts.Bin) int {
	for i := len(bins) - 1; i >= 0; i-- {
		if bins[i].Below > 0 {
			return i
		}
	}
	return -1
}

// turnoutBeneath draws the turnout of the places directly beneath.
func (s *sketch) turnoutBeneath(c *election.Commission, k *election.Contest) {
	results, level := s.beneath(c)
	own := s.turnout(k, s.Of(c, k).Leading().Tally)
	if len(results) == 0 || own.ListedName == "" || !s.data.Told(c, k) {
		return
	}
	chart := templates.Chart{
		ID: s.id("beneath"), Kind: templates.DrawBars, Force: force(s.Of(c, k).Leading()),
		Title: s.w.Text("charts.beneath.title", "level", level), Note: s.w.Text("charts.beneath.note", "base", own.ListedName),
		Heading: s.w.Text("children.place"), CSV: s.csv(datasets.ResultsTable),
		Columns: []templates.ChartColumn{
			{Name: s.w.Text("turnout.title"), Base: own.ListedName, Unit: templates.InPercents, Drawn: true, Class: "s1"},
			{Name: own.ParticipatedName, Unit: templates.InCounts},
			{Name: own.ListedName, Unit: templates.InCounts},
		},
		Reference: shareCell(own.Share), ReferenceName: s.w.Text("charts.reference", "place", s.placeName(c)),
	}
	for _, r := range results {
		t := s.turnout(k, r.Leading().Tally)
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: s.link(s.path, r.Commission), Force: force(r.Leading()),
			Cells: []templates.ChartCell{shareCell(t.Share), figureCell(t.Participated, t.Voided), figureCell(t.Listed, t.Voided)},
		})
	}
	s.add(chart)
}

// drawHours draws each day of a commission's own reports.
func (v view) drawHours(days []templates.TurnoutDay, reports []election.TurnoutReport) {
	for i := range days {
		days[i].Chart = v.recordedHours(days[i], reports[:len(days[i].Rows)])
		if days[i].Chart != nil && i > 0 {
			days[i].Chart.ID += "-" + strconv.Itoa(i+1)
		}
		reports = reports[len(days[i].Rows):]
	}
}

// recordedHours draws the reports of a commission itself, beside the table that its
// page has of them.
func (v view) recordedHours(d templates.TurnoutDay, reports []election.TurnoutReport) *templates.Chart {
	chart := templates.Chart{
		ID: "hours", Kind: templates.DrawLines, Title: v.w.Text("charts.hours.title"), Tableless: true,
	}
	percents := d.Base != ""
	column := templates.ChartColumn{Name: v.w.Text("charts.hours.voters"), Unit: templates.InCounts, Drawn: true, Class: "s1"}
	if percents {
		column = templates.ChartColumn{Name: v.w.Text("turnout.title"), Base: d.Base, Unit: templates.InPercents, Drawn: true, Class: "s1"}
	}
	chart.Columns = []templates.ChartColumn{column}
	for i, row := range d.Rows {
		if row.Force != d.Rows[0].Force {
			return nil // two clocks of different force are not one line
		}
		chart.Force = row.Force
		chart.Rows = append(chart.Rows, templates.ChartRow{
			Label: templates.Link{Text: row.Time}, Short: reports[i].Time.Format("15:04"), Minutes: reports[i].Time.Unix() / 60,
			Cells: []templates.ChartCell{{Amount: row.Voters, Share: row.Share}},
		})
	}
	if len(chart.Rows) < 2 || !drawn(&chart) {
		return nil
	}
	return &chart
}
