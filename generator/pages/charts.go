package pages

import (
	"fmt"
	"sync"
	"time"

	"achyk/generator/datasets"
	"achyk/generator/echarts"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

func (e *Election) turnoutPath(c *election.Commission) string {
	return datasets.TurnoutPath(e.Election, c) + ".html"
}

func (e *Election) chartsPath(c *election.Commission) string {
	return datasets.ChartsPath(e.Election, c) + ".html"
}

// The scripts that bring charts to life: ours, and the library that it asks for.
const (
	chartScript  = "js/charts.js"
	chartLibrary = "vendor/echarts.js"
)

// turnoutCharts is the page of a place about turnout: by the hour, by precinct, by
// place, and on maps.
func (v view) turnoutCharts(c *election.Commission) (templates.ChartsPage, shell.Page) {
	return v.chartsPage(v.turnoutPath(c), c, "turnout", func(s *sketch, k *election.Contest) {
		s.hours(c, k)
		s.distribution(c, k)
		s.turnoutBeneath(c, k)
		if v.data.Told(c, k) && s.lineName(election.Listed) != "" && s.lineName(election.Participated) != "" {
			s.maps(c, turnoutMap)
		}
	})
}

// otherCharts is the page of all other charts of a place.
func (v view) otherCharts(c *election.Commission) (templates.ChartsPage, shell.Page) {
	return v.chartsPage(v.chartsPath(c), c, "charts", func(s *sketch, k *election.Contest) {
		if v.data.Told(c, k) {
			s.multiples(c, k)
			s.counts(c, k)
			s.arrivals(c, k)
			s.invalid(c, k)
		}
		s.maps(c, completenessMap)
	}, discrepancyMap)
}

// chartsPage is a page of charts beneath a place; draw adds those of a contest, and at
// the end come the maps of all contests together.
func (v view) chartsPage(path string, c *election.Commission, kind string, draw func(*sketch, *election.Contest), overall ...theme) (templates.ChartsPage, shell.Page) {
	page := templates.ChartsPage{
		W: v.w, Kicker: v.kicker(c), Title: v.w.Text("charts.page." + kind), Back: v.back(path, c), Beside: v.beside(path, c),
		AsOf: v.asOf(c), JSON: v.json(path),
	}
	head := shell.Page{
		Path: path, Breadcrumbs: append(v.wayDown(c), shell.Crumb{Text: page.Title}),
		Title:       v.w.Text("charts.head."+kind, "place", v.told(c), "election", v.title()),
		Description: v.w.Text("charts.describe."+kind, "place", v.told(c), "election", v.title()),
	}
	alive := false
	take := func(s *sketch) {
		if len(s.Charts)+len(s.Maps) > 0 {
			page.Sections = append(page.Sections, s.ChartsSection)
			alive = alive || s.alive
		}
	}
	for _, k := range v.Election.Election.Contests {
		if k.HeldAt(c) {
			s := v.sketch(path, k)
			draw(s, k)
			take(s)
		}
	}
	s := v.sketch(path, nil)
	for _, of := range overall {
		s.maps(c, of)
	}
	take(s)
	page.Interactive = v.enliven(path, &head, alive)
	return page, head
}

// enliven gives a page with charts the scripts that bring them to life.
func (v view) enliven(path string, head *shell.Page, alive bool) templates.Interactive {
	script, there := v.shell.Asset(chartScript)
	if !alive || !there || !v.lively() {
		return templates.Interactive{}
	}
	library, _ := v.shell.Asset(chartLibrary)
	head.Scripts = append(head.Scripts, script)
	return templates.Interactive{Library: toRoot(path) + library, Auto: true}
}

// lively reports whether the program was built with the library: without it charts
// are pictures, and nothing offers more.
func (e *Election) lively() bool {
	_, there := e.shell.Asset(chartLibrary)
	return there
}

// A sketch gathers the charts of a contest for one page.
type sketch struct {
	view
	templates.ChartsSection
	path  string
	k     *election.Contest
	alive bool // a chart on it has options
}

// sketch begins the charts of a contest, or of all together.
func (v view) sketch(path string, k *election.Contest) *sketch {
	if k == nil {
		return &sketch{view: v, path: path, ChartsSection: templates.ChartsSection{ID: "all"}}
	}
	return &sketch{view: v, path: path, k: k, ChartsSection: templates.ChartsSection{ID: k.ID, Name: v.contestOf(k)}}
}

// id is the anchor of a chart: of the contest, so that a page with several has each
// but once.
func (s *sketch) id(name string) string { return s.ID + "-" + name }

func (s *sketch) add(c templates.Chart) { s.Charts = append(s.Charts, s.enlivened(c)) }

// enlivened is a chart with the options of its interactive twin. Where no figure is
// known there is nothing to bring to life.
func (s *sketch) enlivened(c templates.Chart) templates.Chart {
	if !s.lively() || !drawn(&c) {
		return c
	}
	options, err := echarts.Options(&c)
	if err != nil {
		s.fail(fmt.Errorf("chart %s of %s: %w", c.ID, s.path, err))
		return c
	}
	c.Options, s.alive = options, s.alive || options != ""
	return c
}

// drawn reports whether any figure that would be drawn is known.
func drawn(c *templates.Chart) bool {
	for _, column := range c.DrawnColumns() {
		for _, row := range c.Rows {
			if _, state := c.Columns[column].Figure(row.Cells[column]); state != wording.Unknown {
				return true
			}
		}
	}
	return false
}

// csv leads to the published table that has a chart's figures for every place.
func (s *sketch) csv(table string) templates.Link {
	f, there := s.data.File(table)
	if !there {
		return templates.Link{}
	}
	return templates.Link{Text: f.Name, Href: toRoot(s.path) + f.Path}
}

// beneath are the results of the places directly beneath one, in the order of the
// language, and the name of their level.
func (s *sketch) beneath(c *election.Commission) (results []*rollup.Result, level string) {
	for _, child := range s.children(c) {
		if !s.k.HeldAt(child) {
			continue
		}
		if level == "" {
			level = s.Election.Election.Levels[child.Level].Plural.In(s.w.Code())
		}
		results = append(results, s.Of(child, s.k))
	}
	return results, level
}

// oneDay reports whether two times are of one day, where they were taken.
func oneDay(a, b time.Time) bool { return day(a) == day(b) }

// clock is a time on an axis: with its day, unless all are of one.
func clock(t time.Time, one bool) string {
	if one {
		return t.Format("15:04")
	}
	return t.Format("02.01 15:04")
}

func amountCell(a wording.Amount) templates.ChartCell { return templates.ChartCell{Amount: a} }

// figureCell is a count that decisions may have taken out of the sums.
func figureCell(a wording.Amount, voided bool) templates.ChartCell {
	return templates.ChartCell{Amount: a, Voided: voided && a.State != wording.Unknown}
}

// totalCell is a total, struck where decisions took out all of it.
func totalCell(t rollup.Total) templates.ChartCell {
	if t.Counts == 0 && t.OutCounts > 0 {
		return figureCell(t.OutAmount(), true)
	}
	return amountCell(t.Amount())
}

func exactCell(n int64) templates.ChartCell             { return amountCell(wording.Exactly(n)) }
func shareCell(share wording.Share) templates.ChartCell { return templates.ChartCell{Share: share} }

// lineName is the wording of the line with a role; empty where no form has it.
func (s *sketch) lineName(role election.Role) string {
	if i := s.k.Line(role); i >= 0 {
		return s.k.Lines[i].Name.In(s.w.Code())
	}
	return ""
}

// base is the name of the line that percents of votes are first taken of.
func (s *sketch) base() string {
	if len(s.k.ShareBases) == 0 {
		return ""
	}
	return s.lineName(s.k.ShareBases[0])
}

// A failure keeps the first error of what cannot fail but for a mistake of ours,
// whichever worker meets it.
type failure struct {
	once sync.Once
	err  error
}

func (f *failure) first() error { return f.err }

// fail ends the writing of pages once those at work are done.
func (e *Election) fail(err error) { e.failed.once.Do(func() { e.failed.err = err }) }

// chartPages are the pages of charts that a place has, by their paths.
func (v view) chartPages(c *election.Commission) []templates.Link {
	var all []templates.Link
	if v.data.HasTurnout(c) {
		all = append(all, templates.Link{Text: v.w.Text("charts.page.turnout"), Href: v.turnoutPath(c)})
	}
	if v.data.HasCharts(c) {
		all = append(all, templates.Link{Text: v.w.Text("charts.page.charts"), Href: v.chartsPath(c)})
	}
	return all
}
