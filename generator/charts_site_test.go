package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"achyk/generator/wording"
)

// Every chart and map of a site says the same as the table beside it: each mark is as
// long as its figure, each figure is drawn, and nothing else is. No script is run.
func TestDrawingsSayWhatTheTablesBesideThemSay(t *testing.T) {
	t.Parallel()
	night := time.Date(2027, time.January, 24, 16, 0, 0, 0, time.UTC)
	precincts := 400
	if testing.Short() {
		precincts = 60
	}
	for _, test := range []struct {
		sentence string
		asOf     time.Time
		kinds    []string // of drawings that must be there
	}{
		{"when everything has come", time.Time{}, []string{
			"bars", "pairs", "stack", "histogram", "steps", "lines", "multiples", "tiles", "land",
		}},
		{"in the evening", night, []string{"bars", "steps", "lines", "histogram", "tiles", "land"}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			t.Parallel()
			p := publish(t, trainingElection(t, precincts), test.asOf)
			drawn := make(map[string]int)
			p.figures(t, func(f *figure) {
				f.compare(t)
				drawn[f.kind]++
			})
			for _, kind := range test.kinds {
				if drawn[kind] == 0 {
					t.Errorf("nothing is drawn as %s", kind)
				}
			}
			t.Log(drawn)
		})
	}
}

// A figure is one <figure> of a page, with the table of the same numbers.
type figure struct {
	*html.Node
	page  string
	w     *wording.Language
	kind  string
	table *html.Node
}

// figures visits every chart and map of a site.
func (p *publication) figures(t *testing.T, visit func(*figure)) {
	t.Helper()
	for _, lang := range wording.Codes {
		err := filepath.WalkDir(filepath.Join(p.dir, lang), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(name) != ".html" {
				return err
			}
			raw, err := os.ReadFile(name)
			if err != nil || !strings.Contains(string(raw), "<figure") {
				return err
			}
			document, err := html.Parse(strings.NewReader(string(raw)))
			if err != nil {
				return err
			}
			for _, n := range all(document, func(n *html.Node) bool {
				return n.DataAtom == atom.Figure && (hasClass(n, "chart") || hasClass(n, "map"))
			}) {
				visit(newFigure(n, name, p.catalogue.Language(lang)))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func newFigure(n *html.Node, page string, w *wording.Language) *figure {
	f := &figure{Node: n, page: page + "#" + attribute(n, "id"), w: w}
	isTable := func(n *html.Node) bool { return n.DataAtom == atom.Table }
	f.table = first(n, isTable)
	for next := n.NextSibling; f.table == nil && next != nil; next = next.NextSibling {
		f.table = first(next, isTable)
	}
	for _, kind := range []string{"bars", "pairs", "stack", "histogram", "steps", "lines", "multiples"} {
		if hasClass(n, kind) {
			f.kind = kind
		}
	}
	if hasClass(n, "map") {
		f.kind = "land"
		if first(n, func(n *html.Node) bool { return n.DataAtom == atom.Svg && hasClass(n, "tiles") }) != nil {
			f.kind = "tiles"
		}
	}
	return f
}

// compare tells where the drawing and its table do not say the same.
func (f *figure) compare(t *testing.T) {
	t.Helper()
	if f.table == nil {
		t.Errorf("%s has no table", f.page)
		return
	}
	for _, picture := range all(f.Node, func(n *html.Node) bool { return n.DataAtom == atom.Svg && attribute(n, "role") != "" }) {
		for _, part := range []string{"title", "desc"} {
			said := first(picture, func(n *html.Node) bool { return n.Data == part })
			if said == nil || strings.TrimSpace(flat(said)) == "" {
				t.Errorf("%s: a drawing has no %s", f.page, part)
			}
		}
	}
	if f.kind == "tiles" || f.kind == "land" {
		f.compareMap(t)
		return
	}
	f.compareMarks(t)
}

// compareMarks holds every mark against the cell of the table that it draws.
func (f *figure) compareMarks(t *testing.T) {
	t.Helper()
	marks := all(f.Node, func(n *html.Node) bool { return attribute(n, "data-v") != "" })
	columns := 1
	switch f.kind {
	case "pairs":
		columns = 2
	case "stack", "multiples":
		columns = -1 // all
	case "steps":
		columns = -1
	}
	var figures []string
	for _, tr := range all(f.table, func(n *html.Node) bool { return n.DataAtom == atom.Tr && n.Parent.DataAtom == atom.Tbody }) {
		cells := all(tr, func(n *html.Node) bool { return n.DataAtom == atom.Td })
		if f.beside() {
			figures = append(figures, flat(tr)) // some cell of it
			continue
		}
		for i, cell := range cells {
			if (columns < 0 || i < columns) && first(cell, func(n *html.Node) bool { return hasClass(n, "na") }) == nil {
				figures = append(figures, flat(cell))
			}
		}
	}
	if f.beside() {
		f.compareRowsBeside(t, marks, figures)
		return
	}
	if len(marks) != len(figures) {
		t.Errorf("%s: %d marks, %d known figures", f.page, len(marks), len(figures))
		return
	}
	for i, mark := range marks {
		f.compareMark(t, mark, figures[i])
	}
}

// beside reports whether the table stands outside of the figure.
func (f *figure) beside() bool {
	return first(f.Node, func(n *html.Node) bool { return n == f.table }) == nil
}

// compareRowsBeside finds the figure of each mark in some row of a table that has more
// columns than the drawing has, in the order of the rows.
func (f *figure) compareRowsBeside(t *testing.T, marks []*html.Node, rows []string) {
	t.Helper()
	if len(marks) == 0 {
		t.Errorf("%s draws nothing", f.page)
	}
	for _, mark := range marks {
		at := slices.IndexFunc(rows, func(row string) bool { return f.says(mark, row) })
		if at < 0 {
			t.Errorf("%s: %s is drawn, and in no row left of the table", f.page, attribute(mark, "data-v"))
			return
		}
		f.compareMark(t, mark, rows[at])
		rows = rows[at+1:]
	}
}

// says reports whether a text has the figure of a mark, as it is printed.
func (f *figure) says(mark *html.Node, text string) bool {
	v, err := strconv.ParseInt(attribute(mark, "data-v"), 10, 64)
	if err != nil {
		return false
	}
	for _, printed := range []string{
		f.w.Number(v), f.w.Percent(wording.Share{Part: v, Whole: 100_00, Known: true}),
	} {
		if at := strings.Index(text, printed); at >= 0 && !partOfNumber(text[:at], printed, text[at+len(printed):]) {
			return true
		}
	}
	return false
}

// compareMark holds a mark against a cell, and its length against the scale.
func (f *figure) compareMark(t *testing.T, mark *html.Node, cell string) {
	t.Helper()
	if !f.says(mark, cell) {
		t.Errorf("%s: %s is drawn, the table says %q", f.page, attribute(mark, "data-v"), strings.TrimSpace(cell))
		return
	}
	v, _ := strconv.ParseInt(attribute(mark, "data-v"), 10, 64)
	most := int64(0)
	for n := mark.Parent; n != nil && most == 0; n = n.Parent {
		most, _ = strconv.ParseInt(attribute(n, "data-most"), 10, 64)
	}
	if most <= 0 || v > most {
		t.Errorf("%s: %d on a scale up to %d", f.page, v, most)
		return
	}
	length := "width"
	switch {
	case mark.Data == "circle":
		length = "cy"
	case f.kind == "histogram":
		length = "height"
	}
	text := strings.TrimSuffix(attribute(mark, length), "%")
	got, err := strconv.ParseFloat(text, 64)
	want := 100 * float64(v) / float64(most)
	if length == "cy" {
		want = 100 - want
	}
	// Positions are hundredths of a percent, and segments end to end share their
	// rounding.
	if err != nil || got-want > 0.021 || want-got > 0.021 {
		t.Errorf("%s: %d of %d is drawn %s=%q", f.page, v, most, length, attribute(mark, length))
	}
}

// compareMap holds each area against the row of the table that leads to the same page,
// and the legend against what is drawn.
func (f *figure) compareMap(t *testing.T) {
	t.Helper()
	type place struct{ class, text string }
	rows := make(map[string]place)
	classes := make(map[string]int64)
	chip := func(n *html.Node) bool { return hasClass(n, "k") }
	for _, tr := range all(f.table, func(n *html.Node) bool { return n.DataAtom == atom.Tr && n.Parent.DataAtom == atom.Tbody }) {
		a := first(tr, func(n *html.Node) bool { return n.DataAtom == atom.A })
		k := first(tr, chip)
		if a == nil {
			t.Errorf("%s: a row without a link: %q", f.page, flat(tr))
			continue
		}
		if k == nil {
			continue // the map does not show it
		}
		cell := first(tr, func(n *html.Node) bool { return n.DataAtom == atom.Td })
		rows[attribute(a, "href")] = place{attribute(k, "class"), flat(cell)}
		classes[attribute(k, "class")]++
	}
	areas := all(f.Node, func(n *html.Node) bool { return attribute(n, "data-unit") != "" })
	if len(areas) == 0 || len(areas) > len(rows) {
		t.Errorf("%s: %d areas, %d rows", f.page, len(areas), len(rows))
	}
	for _, area := range areas {
		href := attribute(area.Parent, "href")
		row, there := rows[href]
		if !there {
			t.Errorf("%s: an area leads to %q, no row does", f.page, href)
			continue
		}
		if row.class != "k "+attribute(area, "class") {
			t.Errorf("%s: %s is %q on the map and %q in the table", f.page, href, attribute(area, "class"), row.class)
		}
		if v := attribute(area, "data-v"); v != "" && !f.says(area, row.text) {
			t.Errorf("%s: %s is %s on the map and %q in the table", f.page, href, v, row.text)
		}
	}
	legend := first(f.Node, func(n *html.Node) bool { return hasClass(n, "legend") })
	for _, li := range all(legend, func(n *html.Node) bool { return n.DataAtom == atom.Li }) {
		class := attribute(first(li, chip), "class")
		count := flat(first(li, func(n *html.Node) bool { return n.DataAtom == atom.B }))
		if strings.TrimSpace(count) != f.w.Number(classes[class]) {
			t.Errorf("%s: the legend has %s of %q, the table %d", f.page, count, class, classes[class])
		}
		delete(classes, class)
	}
	for class, n := range classes {
		t.Errorf("%s: %d places are %q, which the legend does not explain", f.page, n, class)
	}
}
