package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/charts"
	"achyk/generator/datasets"
	"achyk/generator/echarts"
	"achyk/generator/election"
	"achyk/generator/wording"
	"achyk/templates"
)

// An outline is an area of a map, ready to be written into pages.
type outline struct {
	*election.Area
	path string // the d of an SVG path
}

// outlines writes the areas of every map once; all pages print the same.
func outlines(e *election.Election) map[*election.Map]map[*election.Commission]outline {
	all := make(map[*election.Map]map[*election.Commission]outline, len(e.Maps))
	for _, m := range e.Maps {
		of := make(map[*election.Commission]outline, len(m.Areas))
		for i := range m.Areas {
			of[m.Areas[i].Commission] = outline{&m.Areas[i], pathOf(m.Areas[i].Rings)}
		}
		all[m] = of
	}
	return all
}

// pathOf writes outlines in steps from point to point, which is shorter than places.
func pathOf(rings [][]election.Point) string {
	var d []byte
	for _, ring := range rings {
		var at election.Point
		for i, p := range ring {
			switch {
			case i == 0:
				d = append(d, 'M')
			case i == 1:
				d = append(d, 'l')
			}
			d = strconv.AppendInt(d, int64(p.X-at.X), 10)
			if p.Y >= at.Y {
				d = append(d, ' ')
			}
			d = strconv.AppendInt(d, int64(p.Y-at.Y), 10)
			if i > 0 && i < len(ring)-1 && ring[i+1].X >= p.X {
				d = append(d, ' ')
			}
			at = p
		}
		d = append(d, 'z')
	}
	return string(d)
}

// A theme is one figure of every place that a map shows.
type theme struct {
	name string // of the chart, and in the catalogue beneath map
	unit templates.ChartUnit
	// title fills in the title of a map, by the name of the map.
	title func(s *sketch, level string) string
	// of is the figure of a place, and what is said before it.
	of func(s *sketch, c *election.Commission) (templates.ChartCell, string)
	// classes sorts the figures into colours.
	classes func([]int64) []charts.Class
	table   string // where the figures are published
}

var turnoutMap = theme{
	"turnout", templates.InPercents, titled("map.turnout.title"),
	func(s *sketch, c *election.Commission) (templates.ChartCell, string) {
		return shareCell(s.turnout(s.k, s.Of(c, s.k).Leading().Tally).Share), ""
	},
	charts.Classes, datasets.ResultsTable,
}

var completenessMap = theme{
	"completeness", templates.InPercents, titled("map.completeness.title"),
	func(s *sketch, c *election.Commission) (templates.ChartCell, string) {
		counted, expected := datasets.Completeness(s.Of(c, s.k))
		if expected == 0 {
			return templates.ChartCell{}, ""
		}
		return shareCell(wording.Share{Part: counted, Whole: expected, Known: true}), s.w.Number(counted) + " / " + s.w.Number(expected)
	},
	charts.Classes, datasets.ResultsTable,
}

var discrepancyMap = theme{
	"discrepancies", templates.InCounts, titled("map.discrepancies.title"),
	func(s *sketch, c *election.Commission) (templates.ChartCell, string) {
		if failing, known := s.data.FailingAt(c); known {
			return exactCell(failing), ""
		}
		return templates.ChartCell{}, ""
	},
	charts.CountClasses, datasets.DiscrepanciesTable,
}

// titled names a map by what it shows and by its places.
func titled(key string) func(*sketch, string) string {
	return func(s *sketch, level string) string { return s.w.Text(key, "level", level) }
}

// shareMap shows the share of one selection.
func shareMap(sel *election.Selection) theme {
	return theme{
		"share", templates.InPercents,
		func(s *sketch, level string) string {
			return s.w.Text("map.share.title", "name", sel.Name.In(s.w.Code()), "level", level)
		},
		func(s *sketch, c *election.Commission) (templates.ChartCell, string) {
			return shareCell(s.Of(c, s.k).Share(sel)), ""
		},
		charts.Classes, datasets.ResultsTable,
	}
}

// maps draws a theme on every map of the election. They are of the whole country.
func (s *sketch) maps(c *election.Commission, of theme) {
	if c.Parent != nil || of.name == discrepancyMap.name && len(s.Election.Election.Checks) == 0 {
		return
	}
	for _, m := range s.Election.Election.Maps {
		s.addMap(s.themed(m, of))
	}
}

func (s *sketch) addMap(m templates.Map) {
	if s.lively() {
		options, err := echarts.MapOptions(&m)
		if err != nil {
			s.fail(fmt.Errorf("map %s of %s: %w", m.ID, s.path, err))
			return
		}
		m.Options, s.alive = options, s.alive || options != ""
	}
	s.Maps = append(s.Maps, m)
}

// blank is a map of the election with all its places and no figures yet.
func (s *sketch) blank(m *election.Map, name, table string) templates.Map {
	root := s.Election.Election.Root
	drawing := templates.Map{
		ID: s.id(name + "-" + m.ID), Heading: s.w.Text("map.place"), Tiles: m.Tiles, Width: m.Width, Height: m.Height,
		Source: m.Source.In(s.w.Code()), CSV: s.csv(table),
	}
	if s.k != nil {
		drawing.Force = force(s.Of(root, s.k).Leading())
	}
	var names []string
	for _, c := range m.Absent {
		if s.k == nil || s.k.HeldAt(c) {
			names = append(names, s.label(c))
		}
	}
	if len(names) > 0 {
		slices.SortFunc(names, s.w.Compare)
		drawing.Hints = append(drawing.Hints, s.w.Text("map.absent", "names", strings.Join(names, ", ")))
	}
	return drawing
}

// eachPlace visits the places of a map's level in the order of the language. One that
// the map does not show has no outline, and no colour.
func (s *sketch) eachPlace(m *election.Map, visit func(c *election.Commission, p *templates.MapPlace)) []templates.MapPlace {
	var places []templates.MapPlace
	shapes := s.outlines[m]
	s.eachBeneath(s.Election.Election.Root, m.Level, func(c *election.Commission) {
		if s.k != nil && !s.k.HeldAt(c) {
			return
		}
		p := templates.MapPlace{Name: s.link(s.path, c), Unit: c.ID}
		if shape, shown := shapes[c]; shown {
			p.Path, p.Label, p.Class = shape.path, shape.Label.In(s.w.Code()), "none"
			p.X, p.Y = shape.Centre.X, shape.Centre.Y
		}
		visit(c, &p)
		places = append(places, p)
	})
	return places
}

// themed draws one figure by a scale of few colours.
func (s *sketch) themed(m *election.Map, of theme) templates.Map {
	drawing := s.blank(m, of.name, of.table)
	drawing.Title, drawing.Unit = of.title(s, m.Name.In(s.w.Code())), of.unit
	s.describe(&drawing, of.name)
	var values []int64
	var without int64
	figures := make(map[string]int64) // by unit, of those that have a colour
	drawing.Places = s.eachPlace(m, func(c *election.Commission, p *templates.MapPlace) {
		p.Cell, p.Text = of.of(s, c)
		if p.Path == "" {
			return
		}
		n, known := raw(of.unit, p.Cell)
		if !known {
			without++
			return
		}
		values, figures[p.Unit] = append(values, n), n
	})
	classes := of.classes(values)
	for i := range drawing.Places {
		if n, coloured := figures[drawing.Places[i].Unit]; coloured {
			drawing.Places[i].Class = scaleClass(charts.ClassOf(classes, n), len(classes))
		}
	}
	for i, class := range classes {
		drawing.Classes = append(drawing.Classes, templates.MapClass{
			Class: scaleClass(i, len(classes)), Name: s.className(class, of.unit), Count: class.Count,
		})
	}
	if without > 0 {
		drawing.Classes = append(drawing.Classes, templates.MapClass{Class: "none", Name: s.w.Text("map.class.none"), Count: without})
	}
	return drawing
}

// raw is what colours go by: a count, or hundredths of a percent.
func raw(unit templates.ChartUnit, cell templates.ChartCell) (int64, bool) {
	if unit == templates.InPercents {
		return cell.Share.Hundredths()
	}
	return cell.Amount.N, cell.Amount.State == wording.Known
}

// scaleClass spreads few classes over the whole scale, so that the lightest and the
// darkest are always far apart.
func scaleClass(i, of int) string {
	if of < 2 {
		return "q3"
	}
	return "q" + strconv.Itoa(1+i*4/(of-1))
}

func (s *sketch) className(class charts.Class, unit templates.ChartUnit) string {
	switch {
	case unit == templates.InPercents:
		return s.w.Text("map.class.range", "from", class.From/100, "to", class.To/100)
	case class.From == class.To:
		return s.w.Text("map.class.one", "n", class.From)
	}
	return s.w.Text("map.class.counts", "from", class.From, "to", class.To)
}

// describe says what the figures of a theme are, and of what.
func (s *sketch) describe(m *templates.Map, name string) {
	switch name {
	case "turnout":
		base := s.lineName(election.Listed)
		m.Column, m.Base, m.Note = s.w.Text("turnout.title"), base, s.w.Text("map.turnout.note", "base", base)
	case "share":
		m.Column, m.Base, m.Note = s.w.Text("map.percent"), s.base(), s.w.Text("map.share.note", "base", s.base())
	case "discrepancies":
		m.Column, m.Note = s.w.Text("map.checks"), s.w.Text("map.discrepancies.note")
	default:
		m.Column, m.Note = s.w.Text("map.percent"), s.w.Text("map.completeness.note")
	}
}

// leading draws who is ahead at every place, in the colours of the ballot.
func (s *sketch) leading(c *election.Commission, k *election.Contest) {
	if c.Parent != nil || len(k.ShareBases) == 0 || !s.data.Told(c, k) {
		return
	}
	for _, m := range s.Election.Election.Maps {
		drawing := s.blank(m, "leading", datasets.ResultsTable)
		title := "map.leading.title"
		if s.Standing.Determined(k) != nil {
			title = "map.leading.determined"
		}
		drawing.Title = s.w.Text(title, "level", m.Name.In(s.w.Code()))
		drawing.Unit, drawing.Base = templates.InPercents, s.base()
		drawing.Column, drawing.Note = s.w.Text("map.ahead"), s.w.Text("map.leading.note", "base", s.base())
		ahead := make([]int64, len(k.Selections))
		var ties, none int64
		drawing.Places = s.eachPlace(m, func(c *election.Commission, p *templates.MapPlace) {
			sel, tie := s.aheadAt(c)
			if sel != nil {
				p.Text, p.Cell = sel.Name.In(s.w.Code()), shareCell(s.Of(c, k).Leading().Tally.Share(0, sel.Index))
			}
			switch {
			case p.Path == "":
			case sel != nil:
				p.Class = templates.Colour(int64(sel.Position))
				ahead[sel.Index]++
			case tie:
				p.Class = "tie"
				ties++
			default:
				none++
			}
		})
		drawing.Classes = s.aheadClasses(ahead, ties, none)
		s.addMap(drawing)
	}
}

// aheadAt is who is ahead at a place; tie is set where there are figures and nobody is.
func (s *sketch) aheadAt(c *election.Commission) (sel *election.Selection, tie bool) {
	r := s.Of(c, s.k)
	t := r.Leading().Tally
	if t == nil || t.AllOut() {
		return nil, false
	}
	sel = t.Ahead(s.k, r.Voided)
	return sel, sel == nil
}

// aheadClasses is the legend: those who are ahead anywhere, in the order of the ballot.
func (s *sketch) aheadClasses(ahead []int64, ties, none int64) []templates.MapClass {
	var classes []templates.MapClass
	for i, sel := range s.k.Selections {
		if ahead[i] > 0 {
			classes = append(classes, templates.MapClass{Class: templates.Colour(int64(sel.Position)), Name: sel.Name.In(s.w.Code()), Count: ahead[i]})
		}
	}
	if ties > 0 {
		classes = append(classes, templates.MapClass{Class: "tie", Name: s.w.Text("map.class.tie"), Count: ties})
	}
	if none > 0 {
		classes = append(classes, templates.MapClass{Class: "none", Name: s.w.Text("map.class.none"), Count: none})
	}
	return classes
}
