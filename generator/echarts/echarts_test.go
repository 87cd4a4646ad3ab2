package echarts

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/wording"
	"achyk/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

var kinds = []templates.ChartKind{
	templates.DrawBars, templates.DrawPairs, templates.DrawStack, templates.DrawHistogram,
	templates.DrawSteps, templates.DrawLines, templates.DrawMultiples,
}

func count(n int64) templates.ChartCell { return templates.ChartCell{Amount: wording.Exactly(n)} }

func percent(part, whole int64) templates.ChartCell {
	return templates.ChartCell{Share: wording.Share{Part: part, Whole: whole, Known: true}}
}

// example is a chart of a kind with everything a chart can have: a figure of each
// state, rows with and without a colour, a column that is not drawn, texts that look
// like something else.
func example(kind templates.ChartKind) *templates.Chart {
	unknown := templates.ChartCell{}
	least := templates.ChartCell{
		Amount: wording.AtLeastOf(55),
		Share:  wording.Share{Part: 2, Whole: 3, Known: true, AtLeast: true},
	}
	c := &templates.Chart{
		ID: "turnout", Kind: kind, Title: "Turnout by hour", Note: "Of the voters on the lists.", Heading: "Time",
		Columns: []templates.ChartColumn{
			{Name: "Voters", Unit: templates.InCounts},
			{Name: "Here", Unit: templates.InPercents, Drawn: true, Class: "s1"},
			{Name: "@home </script>", Unit: templates.InPercents, Drawn: true, Class: "s2", Force: templates.Preliminary},
		},
		Rows: []templates.ChartRow{
			{Label: templates.Link{Text: "24.01.2027, 10:00"}, Short: "10:00", Minutes: 600, Cells: []templates.ChartCell{count(120), percent(1, 8), percent(0, 7)}},
			{Label: templates.Link{Text: "@noon"}, Class: "c3", Minutes: 725, Cells: []templates.ChartCell{count(700), unknown, percent(7, 7)}},
			{Label: templates.Link{Text: "function(){}"}, Short: "=>", Minutes: 1200, Cells: []templates.ChartCell{count(900), least, percent(920620, 1697868)}},
		},
		Reference: percent(1, 3), ReferenceName: "The country",
	}
	if kind == templates.DrawBars {
		c.Columns[1].Drawn = false
	}
	return c
}

func exampleMap() *templates.Map {
	return &templates.Map{
		ID: "leading", Title: "Who is ahead", Note: "By the sums.", Column: "Share", Unit: templates.InPercents,
		Places: []templates.MapPlace{
			{Name: templates.Link{Text: "Osh", Href: "../commissions/tec-osh.html"}, Unit: "tec-osh", Class: "c1", Text: "Smith", Cell: percent(1, 2), Path: "M0 0h9v9z"},
			{Name: templates.Link{Text: "Naryn", Href: "../commissions/tec-naryn.html"}, Unit: "tec-naryn", Class: "none", Path: "M10 0h9v9z"},
			{Name: templates.Link{Text: "Abroad", Href: "../commissions/tec-abroad.html"}, Unit: "tec-abroad", Class: "c2", Text: "Jones", Cell: percent(3, 5)},
		},
	}
}

func options(t *testing.T, c *templates.Chart) string {
	t.Helper()
	text, err := Options(c)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func mapOptions(t *testing.T, m *templates.Map) string {
	t.Helper()
	text, err := MapOptions(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestOptionsOfEveryKind(t *testing.T) {
	golden := func(name, text string) {
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, []byte(text), "", "  "); err != nil {
			t.Fatal(err)
		}
		pretty.WriteByte('\n')
		file := filepath.Join("testdata", name+".json")
		if *update {
			if err := os.WriteFile(file, pretty.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), pretty.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, kind := range kinds {
		text := options(t, example(kind))
		if again := options(t, example(kind)); text != again {
			t.Errorf("%s: the same chart gives other bytes:\n%s\n%s", kind, text, again)
		}
		golden(string(kind), text)
	}
	golden("map", mapOptions(t, exampleMap()))
}

func TestAKindThatNobodyDrawsIsAnError(t *testing.T) {
	if _, err := Options(&templates.Chart{ID: "x", Kind: "pie"}); err == nil || !strings.Contains(err.Error(), `chart x: there is no kind "pie"`) {
		t.Error(err)
	}
}

func TestAChartOfNothingHasOptions(t *testing.T) {
	for _, kind := range kinds {
		if text := options(t, &templates.Chart{Kind: kind}); !json.Valid([]byte(text)) {
			t.Errorf("%s: %s", kind, text)
		}
	}
	if text := mapOptions(t, new(templates.Map)); !json.Valid([]byte(text)) {
		t.Error(text)
	}
}

// parsed are options as the browser reads them, with numbers as they are written.
func parsed(t *testing.T, text string) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return all
}

// figures are those in the data of all series, as they are written, with * behind
// what is at least so much; those of places in time are left out.
func figures(t *testing.T, all map[string]any) []string {
	t.Helper()
	var found []string
	for _, s := range all["series"].([]any) {
		data, _ := s.(map[string]any)["data"].([]any)
		for _, d := range data {
			item := d.(map[string]any)
			value := item["value"]
			if pair, is := value.([]any); is {
				value = pair[1]
			}
			text := fmt.Sprint(value)
			if item["least"] == true {
				text += "*"
			}
			found = append(found, text)
		}
	}
	return found
}

// expected are the figures of the columns drawn, as the table prints them, written
// down without the code under test.
func expected(c *templates.Chart) []string {
	var all []string
	one := func(cell templates.ChartCell, unit templates.ChartUnit) string {
		text, least := "<nil>", false
		if unit == templates.InPercents {
			if n, known := cell.Share.Hundredths(); known {
				text, least = fmt.Sprint(n), cell.Share.AtLeast
			}
		} else if cell.Amount.State != wording.Unknown {
			text, least = fmt.Sprint(cell.Amount.N), cell.Amount.State == wording.AtLeast
		}
		if least {
			text += "*"
		}
		return text
	}
	for i, col := range c.Columns {
		if col.Drawn {
			for _, r := range c.Rows {
				all = append(all, one(r.Cells[i], col.Unit))
			}
		}
	}
	slices.Sort(all)
	return all
}

func TestEveryFigureIsThereAndNoOther(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 27))
	for range 300 {
		kind := kinds[r.IntN(len(kinds))]
		c := random(r, kind)
		text := options(t, c)
		got := figures(t, parsed(t, text))
		slices.Sort(got)
		if diff := cmp.Diff(expected(c), got); diff != "" {
			t.Fatalf("%s: %s\n%s", kind, diff, text)
		}
	}
}

// random is a chart with figures of every size and state.
func random(r *rand.Rand, kind templates.ChartKind) *templates.Chart {
	unit := []templates.ChartUnit{templates.InCounts, templates.InPercents}[r.IntN(2)]
	c := &templates.Chart{ID: "r", Kind: kind, Title: "T"}
	for i := range 1 + r.IntN(4) {
		c.Columns = append(c.Columns, templates.ChartColumn{Name: fmt.Sprint("column ", i), Unit: unit, Drawn: i == 0 || r.IntN(2) == 0})
	}
	for i := range r.IntN(9) {
		row := templates.ChartRow{Label: templates.Link{Text: fmt.Sprint("row ", i)}, Minutes: int64(i) * 60}
		for range c.Columns {
			n := r.Int64N(1 << (1 + r.IntN(52)))
			row.Cells = append(row.Cells, templates.ChartCell{
				Amount: wording.Amount{N: n, State: wording.State(r.IntN(3))},
				Share:  wording.Share{Part: n, Whole: n + r.Int64N(100), Known: r.IntN(4) > 0, AtLeast: r.IntN(3) == 0},
			})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// What the script may meet: a token it knows, or a text that is none.
var token = regexp.MustCompile(`^@(count|percent|tick-count|tick-percent|time|place|name|label|splits|whole|ink|quiet|line|paper|none|tie|dash-(ref|[cs]\d{1,2})|[cqs]\d{1,2})$`)

func TestOptionsAreDataAndNothingElse(t *testing.T) {
	texts := []string{mapOptions(t, exampleMap())}
	for _, kind := range kinds {
		texts = append(texts, options(t, example(kind)))
	}
	for _, text := range texts {
		for _, never := range []string{"</", "<", "=>", "__f__"} {
			if strings.Contains(text, never) {
				t.Errorf("%q in %s", never, text)
			}
		}
		var walk func(path string, value any)
		walk = func(path string, value any) {
			switch v := value.(type) {
			case map[string]any:
				for name, inner := range v {
					walk(path+"."+name, inner)
				}
			case []any:
				for _, inner := range v {
					walk(path, inner)
				}
			case string:
				if strings.HasPrefix(v, "@") && !strings.HasPrefix(v, "@@") && !token.MatchString(v) {
					t.Errorf("%s: %q is no token", path, v)
				}
				// Where the library would call a function, there are tokens only.
				if name := path[strings.LastIndex(path, ".")+1:]; strings.HasSuffix(strings.ToLower(name), "formatter") && !token.MatchString(v) {
					t.Errorf("%s is %q", path, v)
				}
			}
		}
		walk("", parsed(t, text))
	}
}

func TestATextThatLooksLikeATokenIsNone(t *testing.T) {
	c := example(templates.DrawPairs)
	series := parsed(t, options(t, c))["series"].([]any)
	if got := series[1].(map[string]any)["name"]; got != "@@home </script>" {
		t.Errorf("the series is called %q", got)
	}
}

func TestALineOfReferenceIsDrawnWhereItIsKnown(t *testing.T) {
	for _, kind := range kinds {
		c := example(kind)
		if text := options(t, c); !strings.Contains(text, `"The country"`) || !strings.Contains(text, "3333") {
			t.Errorf("%s: there is no line of reference in %s", kind, text)
		}
		c.Reference = templates.ChartCell{}
		if text := options(t, c); strings.Contains(text, "markLine") {
			t.Errorf("%s: an unknown reference is drawn: %s", kind, text)
		}
	}
}

func TestAMapHasThePlacesItShows(t *testing.T) {
	series := parsed(t, mapOptions(t, exampleMap()))["series"].([]any)[0].(map[string]any)
	var got []string
	for _, d := range series["data"].([]any) {
		item := d.(map[string]any)
		got = append(got, fmt.Sprintf("%v %v %v %v", item["name"], item["value"], item["place"], item["itemStyle"].(map[string]any)["areaColor"]))
	}
	want := []string{"tec-osh 5000 Osh @c1", "tec-naryn <nil> Naryn @none"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkOptions(b *testing.B) {
	c := example(templates.DrawMultiples)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Options(c); err != nil {
			b.Fatal(err)
		}
	}
}
