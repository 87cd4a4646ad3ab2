package templates

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"achyk/generator/wording"
)

// A found mark is one that the page draws, as it stands there.
type foundMark struct {
	tag    string
	most   int64
	v      int64
	x, y   float64 // percent
	width  float64
	height float64
}

var (
	plotOrMark = regexp.MustCompile(`<(svg class="plot"|g data-most|rect|circle)([^>]*)>`)
	attribute  = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
	tableCell  = regexp.MustCompile(`(?s)<td[^>]*>(.*?)</td>`)
)

// marksOf reads the marks of a figure in the order of the page.
func marksOf(t *testing.T, page string) []foundMark {
	t.Helper()
	var out []foundMark
	var most int64
	number := func(text string) int64 {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	percent := func(text string) float64 {
		value, ok := strings.CutSuffix(text, "%")
		if !ok {
			return 0 // zero, or a length of text
		}
		f, err := strconv.ParseFloat(value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, m := range plotOrMark.FindAllStringSubmatch(page, -1) {
		has := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(m[0], -1) {
			has[a[1]] = a[2]
		}
		if _, ok := has["data-most"]; ok {
			most = number(has["data-most"])
			continue
		}
		f := foundMark{tag: m[1], most: most, v: number(has["data-v"])}
		f.x, f.y, f.width, f.height = percent(has["x"]), percent(has["y"]), percent(has["width"]), percent(has["height"])
		if f.tag == "circle" {
			f.x, f.y = percent(has["cx"]), percent(has["cy"])
		}
		out = append(out, f)
	}
	return out
}

// random is a chart of any kind with any figures, known, at least and unknown.
func random(r *rand.Rand, kind ChartKind) Chart {
	c := Chart{ID: "c", Kind: kind, Title: "t", Heading: "h"}
	unit := InCounts
	if r.IntN(2) == 0 && kind != DrawStack {
		unit = InPercents
	}
	for i := range 1 + r.IntN(5) {
		c.Columns = append(c.Columns, ChartColumn{Name: fmt.Sprint("n", i), Unit: unit, Drawn: i == 0 || r.IntN(2) == 0, Class: "s1"})
	}
	top := []int64{1, 9, 100, 12_345, 4_000_000_000}[r.IntN(5)]
	minutes := int64(0)
	for i := range r.IntN(60) {
		minutes += 1 + r.Int64N(90)
		row := ChartRow{Label: Link{Text: fmt.Sprint("row ", i)}, Minutes: minutes}
		for range c.Columns {
			v := r.Int64N(top + 1)
			cell := ChartCell{Amount: n(v), Share: wording.Share{Part: v, Whole: 1 + top*int64(1+r.IntN(2))/2, Known: true}}
			switch r.IntN(8) {
			case 0:
				cell = ChartCell{}
			case 1:
				cell.Amount.State, cell.Share.AtLeast = wording.AtLeast, true
			}
			row.Cells = append(row.Cells, cell)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// wanted are the figures that are to be drawn, row by row.
func wanted(c *Chart) (figures []int64, rows []int) {
	for i := range c.Rows {
		first := true
		unknown := false
		var of []int64
		for j, column := range c.Columns {
			if !column.Drawn || !first && (c.Kind == DrawBars || c.Kind == DrawHistogram) {
				continue
			}
			first = false
			v, state := column.Figure(c.Rows[i].Cells[j])
			if unknown = unknown || state == wording.Unknown; state != wording.Unknown {
				of = append(of, v)
			}
		}
		if c.Kind == DrawStack && unknown {
			continue
		}
		for _, v := range of {
			figures, rows = append(figures, v), append(rows, i)
		}
	}
	return figures, rows
}

// What is drawn is what the table says: as many marks as there are known figures, in
// their order, each as long as its figure on a scale from zero.
func TestEveryMarkIsAsLongAsItsFigure(t *testing.T) {
	w := catalogue(t).Language("ru")
	r := rand.New(rand.NewPCG(7, 7))
	for _, kind := range []ChartKind{DrawBars, DrawPairs, DrawStack, DrawHistogram, DrawSteps, DrawLines, DrawMultiples} {
		for range 40 {
			c := random(r, kind)
			page := render(t, chart(w, c))
			found := marksOf(t, page)
			want, rows := wanted(&c)
			if len(found) != len(want) {
				t.Fatalf("%s: %d marks for %d figures\n%s", kind, len(found), len(want), page)
			}
			before, row := 0.0, -1
			for i, m := range found {
				if m.v != want[i] {
					t.Fatalf("%s: mark %d stands for %d, not for %d", kind, i, m.v, want[i])
				}
				if row != rows[i] {
					before, row = 0, rows[i]
				}
				length := 0.0
				if m.most > 0 {
					length = 100 * float64(m.v) / float64(m.most)
				}
				var wrong bool
				switch kind {
				case DrawHistogram:
					wrong = apart(m.height, length) || apart(m.y+m.height, 100)
				case DrawSteps, DrawLines:
					span := float64(c.Rows[len(c.Rows)-1].Minutes - c.Rows[0].Minutes)
					x := 50.0
					if span > 0 {
						x = 100 * float64(c.Rows[row].Minutes-c.Rows[0].Minutes) / span
					}
					wrong = apart(m.y, 100-length) || apart(m.x, x)
				case DrawStack:
					wrong = apart(m.width, length) || apart(m.x, before)
					before += length
				default:
					wrong = apart(m.width, length) || m.x != 0
				}
				if wrong {
					t.Fatalf("%s: %d of %d is drawn as %+v", kind, m.v, m.most, m)
				}
			}
			printed := tableCell.FindAllStringSubmatch(page[strings.Index(page, "<tbody>"):], -1)
			for i, cell := range printed {
				at, column := c.Rows[i/len(c.Columns)], c.Columns[i%len(c.Columns)]
				got := strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(cell[1], "")))
				if text := column.text(w, at.Cells[i%len(c.Columns)]); got != text {
					t.Fatalf("%s: the table prints %q for %q", kind, got, text)
				}
			}
			if len(printed) != len(c.Rows)*len(c.Columns) {
				t.Fatalf("%s: %d cells for %d rows of %d", kind, len(printed), len(c.Rows), len(c.Columns))
			}
		}
	}
}

// apart says whether two lengths differ by more than roundings: a stack adds up one
// a part.
func apart(a, b float64) bool { return a-b > 0.03 || b-a > 0.03 }

// The end of a scale holds what is drawn, is round, and is not far beyond it.
func TestScalesEndRound(t *testing.T) {
	for _, c := range []struct {
		unit            ChartUnit
		figure          int64
		most, stepsThen int64
	}{
		{InCounts, 0, 1, 1},
		{InCounts, 1, 1, 1},
		{InCounts, 7, 8, 4},
		{InCounts, 11, 15, 3},
		{InCounts, 2_492, 2_500, 5},
		{InCounts, 871_345, 1_000_000, 5},
		{InCounts, 1_000_001, 1_500_000, 3},
		{InPercents, 0, 5_00, 5},
		{InPercents, 42_68, 60_00, 3},
		{InPercents, 60_01, 75_00, 3},
		{InPercents, 100_00, 100_00, 4},
		{InPercents, 100_01, 125_00, 5},
	} {
		if s := scaleFor(c.unit, c.figure); s.most != c.most || s.most/s.step != c.stepsThen {
			t.Errorf("%s: up to %d the scale ends with %d in %d steps", c.unit, c.figure, s.most, s.most/s.step)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		v := r.Int64() >> r.IntN(63)
		for _, unit := range []ChartUnit{InCounts, InPercents} {
			s := scaleFor(unit, v)
			if s.most < v || s.step < 1 || s.most%s.step != 0 || s.most/s.step > 5 {
				t.Fatalf("%s: a scale of %d in steps of %d for %d", unit, s.most, s.step, v)
			}
		}
	}
}

// Names of an axis never run into one another, whatever they are.
func TestNamesOfAnAxisKeepApart(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2_000 {
		var positions []int64
		var texts []string
		at := int64(0)
		for at <= whole {
			positions, texts = append(positions, at), append(texts, strings.Repeat("0", 1+r.IntN(9)))
			at += r.Int64N(20_00)
		}
		free := int64(0)
		for i, l := range fitting(positions, texts, upLetters) {
			x, b := l.x.n, breadth(l.text, upLetters)
			from := map[string]int64{"": x, "m": x - b/2, "e": x - b}[l.class]
			if from < free && i > 0 || from < 0 && b <= whole || from+b > whole+1 && b <= whole {
				t.Fatalf("%q begins at %d, where %d is taken", l.text, from, free)
			}
			free = from + b
		}
	}
}

// A long name loses no word and no line runs out of the narrowest screen, unless a
// word alone does.
func TestLongNamesAreBrokenBetweenWords(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2_000 {
		var words []string
		for range 1 + r.IntN(12) {
			words = append(words, strings.Repeat("ө", 1+r.IntN(16)))
		}
		text, taken := strings.Join(words, " "), r.IntN(20)
		lines := broken(text, taken)
		if strings.Join(lines, " ") != text {
			t.Fatalf("%q is broken into %q", text, lines)
		}
		for i, line := range lines {
			room := narrowest
			if i == 0 {
				room = max(narrowest-taken, narrowest/3)
			}
			if utf8.RuneCountInString(line) > room && strings.Contains(line, " ") {
				t.Fatalf("line %d of %q is longer than %d", i, lines, room)
			}
		}
	}
}

// A picture is not read aloud, a link in it cannot be reached: every drawing has a
// title and a description, and areas of a map are links in a group.
func TestDrawingsAreNamed(t *testing.T) {
	c := catalogue(t)
	drawing := regexp.MustCompile(`<svg class="(?:drawn|areas)[^>]*>\s*<title id="([^"]+)">[^<]+</title>\s*<desc id="([^"]+)">[^<]+</desc>`)
	outer := regexp.MustCompile(`<svg class="(?:drawn|areas)`)
	ids := regexp.MustCompile(` id="([^"]+)"`)
	for _, code := range wording.Codes {
		for _, p := range []ChartsPage{chartsSample(c.Language(code)), turnoutSample(c.Language(code))} {
			page := render(t, Charts(p))
			named := drawing.FindAllStringSubmatch(page, -1)
			if len(named) == 0 || len(named) != len(outer.FindAllString(page, -1)) {
				t.Fatalf("%s: %d drawings of %d are named", code, len(named), len(outer.FindAllString(page, -1)))
			}
			for _, m := range named {
				if !strings.Contains(page, `aria-labelledby="`+m[1]+` `+m[2]+`"`) && !strings.Contains(page, `aria-labelledby="`+m[1]+`" aria-describedby="`+m[2]+`"`) {
					t.Errorf("%s: nothing is labelled by %s", code, m[1])
				}
			}
			seen := map[string]bool{}
			for _, m := range ids.FindAllStringSubmatch(page, -1) {
				if seen[m[1]] {
					t.Errorf("%s: the id %s stands there twice", code, m[1])
				}
				seen[m[1]] = true
			}
			if strings.Contains(page, `role="img"`) && regexp.MustCompile(`<svg class="areas[^>]*role="img"`).MatchString(page) {
				t.Errorf("%s: a map is a picture", code)
			}
		}
	}
}

// The page offers to bring charts to life only where the program has what it takes.
func TestChartsComeAliveOnlyWithTheLibrary(t *testing.T) {
	w := catalogue(t).Language("ky")
	with, without := render(t, Charts(chartsSample(w))), render(t, Charts(turnoutSample(w)))
	for _, mark := range []string{`<template id="charts"`, `data-library="../../assets/echarts.`, ` data-auto`, `class="enliven"`} {
		if !strings.Contains(with, mark) || strings.Contains(without, mark) {
			t.Errorf("%s stands where it should not, or not where it should", mark)
		}
	}
	if !strings.Contains(with, `<script type="application/json" class="options">{"series":[]}</script>`) {
		t.Error("the options of a chart are not on the page")
	}
}

func BenchmarkBars(b *testing.B) {
	w := catalogue(b).Language("ky")
	c := barsSample(w)
	for b.Loop() {
		render(b, chart(w, c))
	}
}

func BenchmarkMap(b *testing.B) {
	w := catalogue(b).Language("ky")
	m := turnoutMapSample(w)
	m.Places = append(m.Places, m.Places...)
	m.Places = append(m.Places, m.Places[:2]...)
	for b.Loop() {
		render(b, areas(w, m))
	}
}
