package templates

import (
	"fmt"

	"achyk/generator/wording"
)

func figures(list ...ChartCell) []ChartCell { return list }

func counted(n int64) ChartCell          { return ChartCell{Amount: wording.Exactly(n)} }
func shared(part, whole int64) ChartCell { return ChartCell{Share: share(part, whole)} }
func (c ChartCell) atLeast() ChartCell {
	if c.Share.Known {
		c.Share.AtLeast = true
	} else {
		c.Amount.State = wording.AtLeast
	}
	return c
}

var csvSample = Link{"demo-results.csv", "../../data/demo/demo-results.csv"}

// barsSample is the results of a ballot, in the colours of its lines.
func barsSample(w *wording.Language) Chart {
	c := Chart{
		ID: "president-results", Kind: DrawBars, Title: w.Text("charts.results.title"), Note: w.Text("charts.results.note", "base", participatedName(w)),
		Force: Official, Heading: w.Text("results.by_position"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("results.percent"), Base: participatedName(w), Unit: InPercents, Drawn: true},
			{Name: w.Text("results.votes"), Unit: InCounts},
		},
		Options: `{"series":[]}`,
	}
	for i, r := range ballot(w) {
		c.Rows = append(c.Rows, ChartRow{Label: r.Name, Class: colour(r.Position), Cells: figures(ChartCell{Share: share(nationalVotes[i], 2_041_352), Amount: n(nationalVotes[i])}, counted(nationalVotes[i]))})
	}
	c.Rows[3].Cells = figures(ChartCell{}, ChartCell{})
	c.Rows[7].Cells[0] = c.Rows[7].Cells[0].atLeast()
	c.Rows[9].Label.Text += say(w, " (мамлекеттик жана расмий тилде жазылган узун ат)", " (длинное название на государственном и официальном языках)")
	return c
}

// beneathSample is turnout by region, one of them by scanners, beside the country's.
func beneathSample(w *wording.Language) Chart {
	level := say(w, "Облустар жана шаарлар", "Области и города")
	c := Chart{
		ID: "president-beneath", Kind: DrawBars, Title: w.Text("charts.beneath.title", "level", level), Note: w.Text("charts.beneath.note", "base", listedName(w)),
		Force: Official, Heading: w.Text("children.place"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("turnout.title"), Base: listedName(w), Unit: InPercents, Drawn: true, Class: "s1"},
			{Name: participatedName(w), Unit: InCounts},
			{Name: listedName(w), Unit: InCounts},
		},
		Reference: shared(2_041_352, 4_290_118), ReferenceName: w.Text("charts.reference", "place", say(w, "Кыргыз Республикасы", "Кыргызская Республика")),
	}
	for i, r := range regionRows(w) {
		row := ChartRow{Label: r.Name, Force: r.Force, Cells: figures(ChartCell{Share: r.Turnout}, ChartCell{Amount: r.Participated}, counted(424_811))}
		if i == 1 {
			row.Cells[0], row.Cells[1] = row.Cells[0].atLeast(), row.Cells[1].atLeast()
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// countsSample is the sums of two counts of the same ballots.
func countsSample(w *wording.Language) Chart {
	c := Chart{
		ID: "president-counts", Kind: DrawPairs, Title: w.Text("charts.counts.title"), Note: w.Text("charts.counts.note", "n", 2_301),
		Force: Official, Heading: w.Text("charts.counts.selection"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("charts.counts.device"), Unit: InCounts, Drawn: true, Force: Preliminary, Class: "s2"},
			{Name: w.Text("charts.counts.force"), Unit: InCounts, Drawn: true, Force: Official, Class: "s1"},
			{Name: w.Text("charts.counts.difference"), Unit: InCounts},
		},
		Hints: []string{w.Text("charts.counts.unclear", "n", 3)},
	}
	for i, r := range ballot(w) {
		official, device := nationalVotes[i], nationalVotes[i]-nationalVotes[i]/400
		c.Rows = append(c.Rows, ChartRow{Label: r.Name, Cells: figures(counted(device), counted(official), counted(official-device))})
	}
	c.Rows[2].Cells[0] = c.Rows[2].Cells[0].atLeast()
	return c
}

// shapesSample is how the counts differ, by region.
func shapesSample(w *wording.Language) Chart {
	level := say(w, "Облустар жана шаарлар", "Области и города")
	c := Chart{
		ID: "president-shapes", Kind: DrawStack, Title: w.Text("charts.shapes.title", "level", level), Note: w.Text("charts.shapes.note"),
		Force: Official, Heading: w.Text("children.place"), CSV: csvSample,
	}
	for i, shape := range []string{"equal", "normal", "different", "unclear", "unpaired"} {
		c.Columns = append(c.Columns, ChartColumn{Name: w.Text("charts.shapes." + shape), Unit: InCounts, Drawn: true, Class: fmt.Sprintf("s%d", i+1)})
	}
	for i, r := range regionRows(w) {
		k := int64(i)
		c.Rows = append(c.Rows, ChartRow{Label: r.Name, Cells: figures(counted(120+9*k), counted(30+k*k), counted(k%3), counted(1), counted(k*4))})
	}
	c.Rows[9].Cells = figures(counted(0), counted(0), counted(0), counted(0), counted(0))
	c.Rows[8].Cells[1] = ChartCell{}
	return c
}

// distributionSample is precincts by turnout.
func distributionSample(w *wording.Language) Chart {
	c := Chart{
		ID: "president-distribution", Kind: DrawHistogram, Title: w.Text("charts.distribution.title", "level", precinctsName(w)), Note: w.Text("charts.distribution.note"),
		Force: Official, Heading: w.Text("charts.distribution.turnout"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("charts.distribution.commissions"), Unit: InCounts, Drawn: true, Class: "s1"},
			{Name: w.Text("charts.distribution.listed"), Unit: InCounts},
		},
		Hints: []string{w.Text("charts.distribution.unknown", "n", 34), w.Text("charts.distribution.voided", "n", 3)},
	}
	for i, bin := range []int64{0, 0, 1, 3, 11, 29, 74, 158, 290, 371, 402, 366, 251, 170, 92, 61, 38, 22, 17, 36, 1} {
		from := int64(i) * 5
		label := w.Text("charts.distribution.range", "from", from, "below", from+5)
		switch i {
		case 19:
			label = w.Text("charts.distribution.last", "from", from, "below", from+5)
		case 20:
			label = w.Text("charts.distribution.beyond", "from", from)
		}
		c.Rows = append(c.Rows, ChartRow{Label: Link{Text: label}, Short: w.Number(from), Cells: figures(counted(bin), counted(bin*1_720))})
	}
	return c
}

// hoursSample is turnout in the course of a day.
func hoursSample(w *wording.Language) Chart {
	c := Chart{
		ID: "president-hours", Kind: DrawLines, Title: w.Text("charts.hours.title") + ": " + w.Text("charts.hours.device"), Note: w.Text("charts.hours.note_percent", "base", listedName(w)),
		Force: Preliminary, Heading: w.Text("charts.hours.time"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("turnout.title"), Base: listedName(w), Unit: InPercents, Drawn: true, Class: "s2"},
			{Name: w.Text("charts.hours.voters"), Unit: InCounts},
			{Name: w.Text("charts.hours.reported"), Unit: InCounts},
		},
		Hints: []string{w.Text("charts.hours.of", "n", 2_401, "origin", w.Text("charts.hours.device"))},
	}
	for i := range int64(13) {
		voters := i * 170_000 * (28 - i) / 22
		clock := fmt.Sprintf("%02d:00", 8+i)
		c.Rows = append(c.Rows, ChartRow{Label: Link{Text: "24.01.2027, " + clock + " (UTC+6)"}, Short: clock, Minutes: 480 + i*60, Cells: figures(shared(voters, 4_290_118), counted(voters), counted(2_401))})
	}
	c.Rows[5].Cells[0], c.Rows[5].Cells[1] = ChartCell{}, ChartCell{}
	c.Rows[12].Cells[0] = c.Rows[12].Cells[0].atLeast()
	return c
}

// arrivalsSample is how protocols came, in sixty steps.
func arrivalsSample(w *wording.Language) Chart {
	c := Chart{
		ID: "president-arrivals", Kind: DrawSteps, Title: w.Text("charts.arrivals.title", "level", precinctsName(w)), Note: w.Text("charts.arrivals.note", "expected", 2_492),
		Force: Official, Heading: w.Text("charts.arrivals.time"), CSV: csvSample,
		Columns: []ChartColumn{
			{Name: w.Text("charts.arrivals.official"), Unit: InCounts, Drawn: true, Force: Official, Class: "s1"},
			{Name: w.Text("charts.arrivals.device"), Unit: InCounts, Drawn: true, Force: Preliminary, Class: "s2"},
		},
		Reference: counted(2_492), ReferenceName: w.Text("charts.arrivals.expected"),
		Hints: []string{w.Text("charts.arrivals.untimed", "n", 5)},
	}
	for i := range int64(60) {
		minutes := 1_210 + i*i/4
		clock := fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
		c.Rows = append(c.Rows, ChartRow{Label: Link{Text: clock}, Short: clock, Minutes: minutes, Cells: figures(counted(i*i*2_392/3_481), counted(min(2_401, 180*i)))})
	}
	return c
}

// multiplesSample is the results of every region, to one scale.
func multiplesSample(w *wording.Language) Chart {
	level := say(w, "Облустар жана шаарлар", "Области и города")
	c := Chart{
		ID: "president-multiples", Kind: DrawMultiples, Title: w.Text("charts.multiples.title", "level", level), Note: w.Text("charts.multiples.note", "base", participatedName(w)),
		Force: Official, Heading: w.Text("children.place"), CSV: csvSample,
	}
	for _, r := range ballot(w) {
		c.Columns = append(c.Columns, ChartColumn{Name: r.Name.Text, Unit: InPercents, Drawn: true, Class: colour(r.Position)})
	}
	for i, r := range regionRows(w) {
		row := ChartRow{Label: r.Name, Force: r.Force}
		for j := range c.Columns {
			votes := nationalVotes[j] * int64(8+(i*7+j*3)%9) / 12
			row.Cells = append(row.Cells, shared(votes, 2_041_352))
		}
		c.Rows = append(c.Rows, row)
	}
	c.Rows[1].Cells[2] = c.Rows[1].Cells[2].atLeast()
	c.Rows[8] = ChartRow{Label: c.Rows[8].Label, Cells: make([]ChartCell, len(c.Columns))}
	return c
}

// tiles are the places of an invented map of equal squares.
var tiles = []struct {
	column, row int
	ky, ru      string
}{
	{3, 0, "Тлс", "Тлс"}, {4, 0, "Мнс", "Мнс"}, {5, 0, "Жай", "Жай"}, {6, 0, "Бшк", "Бшк"}, {7, 0, "Ысы", "Ысы"}, {9, 0, "Түп", "Тюп"},
	{2, 1, "Чат", "Чат"}, {3, 1, "Ток", "Ток"}, {5, 1, "Жум", "Жум"}, {6, 1, "Коч", "Коч"}, {8, 1, "Тоң", "Тон"}, {9, 1, "Жет", "Жет"},
	{1, 2, "Акс", "Акс"}, {2, 2, "Ноо", "Ноо"}, {3, 2, "Суз", "Суз"}, {4, 2, "Тог", "Тог"}, {5, 2, "Акт", "Акт"}, {6, 2, "Нар", "Нар"}, {12, 1, "НарШ", "НарГ"},
	{0, 3, "Лей", "Лей"}, {1, 3, "Бат", "Бат"}, {2, 3, "Кад", "Кад"}, {3, 3, "Кар", "Кар"}, {4, 3, "Өзг", "Узг"}, {5, 3, "Ала", "Ала"},
}

func tileSample(w *wording.Language, id, title, note string) Map {
	m := Map{
		ID: id, Title: title, Note: note, Force: Official, Heading: w.Text("map.place"), Tiles: true, Width: 1_300, Height: 400,
		Hints: []string{w.Text("map.absent", "names", say(w, "Чет өлкө", "За рубежом"))}, CSV: csvSample,
	}
	for i, t := range tiles {
		x, y := t.column*100, t.row*100
		m.Places = append(m.Places, MapPlace{
			Name: Link{say(w, t.ky, t.ru) + say(w, " аймактык шайлоо комиссиясы", " территориальная избирательная комиссия"), fmt.Sprintf("commissions/t%d.html", i)},
			Unit: fmt.Sprintf("t%d", i), Label: say(w, t.ky, t.ru), X: x + 50, Y: y + 50,
			Path: fmt.Sprintf("M%d %dh96v96h-96z", x+2, y+2),
		})
	}
	m.Places = append(m.Places, MapPlace{Name: Link{Text: say(w, "Чет өлкө", "За рубежом")}, Unit: "abroad", Class: "none"})
	return m
}

// turnoutMapSample is a scale from little to much, on tiles.
func turnoutMapSample(w *wording.Language) Map {
	m := tileSample(w, "president-turnout-tiles", w.Text("map.turnout.title", "level", territorialName(w)), w.Text("map.turnout.note", "base", listedName(w)))
	m.Unit, m.Column, m.Base = InPercents, w.Text("turnout.title"), listedName(w)
	m.Options = `{"series":[]}`
	for i := range tiles {
		class := i * 7 % 5
		m.Places[i].Class, m.Places[i].Cell = fmt.Sprintf("q%d", class+1), shared(int64(4_100+class*800+i), 10_000)
	}
	m.Places[4].Class, m.Places[4].Cell = "none", ChartCell{}
	for i := range int64(5) {
		m.Classes = append(m.Classes, MapClass{fmt.Sprintf("q%d", i+1), w.Text("map.class.range", "from", 41+8*i, "to", 49+8*i), 5})
	}
	m.Classes = append(m.Classes, MapClass{"none", w.Text("map.class.none"), 2})
	return m
}

// leadingMapSample is who is ahead, on tiles: every colour of the ballot, a tie, and
// a place without a figure.
func leadingMapSample(w *wording.Language) Map {
	m := tileSample(w, "president-leading-tiles", w.Text("map.leading.title", "level", territorialName(w)), w.Text("map.leading.note", "base", participatedName(w)))
	m.Unit, m.Column, m.Base, m.Force = InPercents, w.Text("map.ahead"), participatedName(w), Preliminary
	rows := ballot(w)
	for i := range tiles {
		position := int64(i%12 + 1)
		m.Places[i].Class, m.Places[i].Text, m.Places[i].Cell = colour(position), rows[i%len(rows)].Name.Text, shared(int64(3_100+i*97), 10_000)
	}
	m.Places[3] = MapPlace{Name: m.Places[3].Name, Unit: "t3", Class: "tie", Label: m.Places[3].Label, X: m.Places[3].X, Y: m.Places[3].Y, Path: m.Places[3].Path}
	m.Places[4].Class, m.Places[4].Text, m.Places[4].Cell = "none", "", ChartCell{}
	for i, r := range rows {
		m.Classes = append(m.Classes, MapClass{colour(r.Position), r.Name.Text, int64(3 - i%2)})
	}
	m.Classes = append(m.Classes, MapClass{"tie", w.Text("map.class.tie"), 1}, MapClass{"none", w.Text("map.class.none"), 2})
	return m
}

// outlinesSample is boundaries, with counts.
func outlinesSample(w *wording.Language) Map {
	m := Map{
		ID: "president-discrepancies-oblasts", Title: w.Text("map.discrepancies.title", "level", say(w, "Облустар", "Области")), Note: w.Text("map.discrepancies.note"),
		Force: Official, Heading: w.Text("map.place"), Column: w.Text("map.checks"), Unit: InCounts, Width: 1_000, Height: 420,
		Source: say(w, "ойдон чыгарылган", "вымышлены"), CSV: csvSample,
	}
	paths := []string{
		"M0 260l120 -60l110 40l-30 90l-140 40z", "M120 200l150 -120l140 60l-60 120l-120 -20z", "M350 260l60 -120l190 10l120 130l-160 60z",
		"M230 240l120 20l210 80l-180 60l-180 -70z", "M270 80l130 -70l120 30l80 110l-190 -10z", "M600 150l100 -110l260 20l30 120l-270 100z",
	}
	for i, path := range paths {
		r := regionRows(w)[i+2]
		m.Places = append(m.Places, MapPlace{Name: r.Name, Unit: fmt.Sprintf("r%d", i), Class: fmt.Sprintf("q%d", 1+i%5), Cell: counted(int64(i * 3)), Path: path})
	}
	m.Places[5].Class, m.Places[5].Cell = "none", ChartCell{}
	for i := range int64(5) {
		m.Classes = append(m.Classes, MapClass{fmt.Sprintf("q%d", i+1), w.Text("map.class.counts", "from", i*3, "to", i*3+2), 1})
	}
	m.Classes = append(m.Classes, MapClass{"none", w.Text("map.class.none"), 1})
	return m
}

func chartsSample(w *wording.Language) ChartsPage {
	return ChartsPage{
		W: w, Kicker: electionName(w), Title: w.Text("charts.page.charts"), Back: Link{w.Text("page.back", "place", electionName(w)), "index.html"},
		Beside: []Link{{w.Text("charts.page.turnout"), "turnout.html"}}, AsOf: asOf, JSON: "../../api/demo/charts.json",
		Sections: []ChartsSection{{
			ID:     "president",
			Charts: []Chart{barsSample(w), multiplesSample(w), countsSample(w), shapesSample(w), arrivalsSample(w)},
			Maps:   []Map{leadingMapSample(w), outlinesSample(w)},
		}},
		Interactive: Interactive{Library: "../../assets/echarts.0123456789abcdef.js", Auto: true},
	}
}

func turnoutSample(w *wording.Language) ChartsPage {
	p := chartsSample(w)
	p.Title, p.JSON, p.Interactive = w.Text("charts.page.turnout"), "../../api/demo/turnout.json", Interactive{}
	p.Beside = []Link{{w.Text("charts.page.charts"), "charts.html"}}
	p.Sections = []ChartsSection{
		{ID: "president", Name: say(w, "Президентти шайлоо", "Выборы Президента"), Charts: []Chart{hoursSample(w), distributionSample(w), beneathSample(w)}, Maps: []Map{turnoutMapSample(w)}},
		{ID: "referendum", Name: say(w, "Референдум", "Референдум"), Charts: []Chart{bareSample(w)}},
	}
	return p
}

// bareSample is a chart of which nothing is known, or everything is zero.
func bareSample(w *wording.Language) Chart {
	c := beneathSample(w)
	c.ID, c.Reference, c.ReferenceName = "referendum-beneath", ChartCell{}, ""
	c.Rows = c.Rows[:2]
	c.Rows[0].Cells, c.Rows[1].Cells = figures(shared(0, 10), counted(0), counted(10)), figures(ChartCell{}, ChartCell{}, counted(10))
	return c
}
