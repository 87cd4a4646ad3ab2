package mapping

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"achyk/generator/sheets"
	"achyk/generator/source"
)

// One table of protocols, written in every way that offices write one: wide,
// long, transposed, one file a record, in an archive, as JSON, its columns in
// any order. The counts are the same.
func TestOneTableInEveryLayout(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		items := []string{"listed", "votes:a", "votes:b"}[:1+r.IntN(3)]
		var want []string
		var precincts [][]string // an id, then a count for each item
		for i := range 1 + r.IntN(8) {
			record := []string{fmt.Sprintf("p %d", i)}
			for _, item := range items {
				count := strconv.Itoa(r.IntN(2000))
				record = append(record, count)
				want = append(want, record[0]+" "+item+" "+count)
			}
			precincts = append(precincts, record)
		}
		slices.Sort(want)
		header := append([]string{"Number"}, items...)
		order := r.Perm(len(header))
		shuffled := func(cells []string) []string {
			var out []string
			for _, i := range order {
				out = append(out, cells[i])
			}
			return out
		}
		wide := [][]string{shuffled(header)}
		long := [][]string{{"count", "Number", "what"}}
		one := make(map[string]string)
		var objects []map[string]string
		for _, record := range precincts {
			wide = append(wide, shuffled(record))
			object := make(map[string]string)
			for i, text := range record {
				object[header[i]] = text
				if i > 0 {
					long = append(long, []string{text, record[0], header[i]})
				}
			}
			objects = append(objects, object)
			one["in/"+record[0]+".csv"] = written(t, [][]string{shuffled(header), shuffled(record)})
		}
		r.Shuffle(len(long)-1, func(i, j int) { long[i+1], long[j+1] = long[j+1], long[i+1] })
		text, err := json.Marshal(objects)
		if err != nil {
			t.Fatal(err)
		}
		file := map[string]string{"in.csv": written(t, wide)}
		for _, way := range []struct {
			what, source string
			files        map[string]string
		}{
			{"wide", "files: in.csv", file},
			{"transposed", "{files: in.csv, layout: columns}", map[string]string{"in.csv": written(t, transposed(wide))}},
			{"one file a record", "files: in/*.csv", one},
			{"zipped", "files: a.zip", map[string]string{"a.zip": zipped(t, one)}},
			{"zipped once", "files: a.zip/in.csv", map[string]string{"a.zip": zipped(t, file)}},
			{"JSON", "files: in.json", map[string]string{"in.json": string(text)}},
			{"long", "files: in.csv", map[string]string{"in.csv": written(t, long)}},
		} {
			var s map[string]any
			if err := yaml.Unmarshal([]byte(way.source), &s); err != nil {
				t.Fatal(err)
			}
			give := map[string]any{"table": protocols, "fields": map[string]any{"commission": "{Number}"}}
			if way.what == "long" {
				give["item"], give["value"] = "{what}", "count"
			} else {
				lines, votesFor := map[string]any{"listed": "listed"}, map[string]any{}
				for _, item := range items[1:] {
					votesFor[strings.TrimPrefix(item, votes)] = item
				}
				give["lines"], give["votes"] = lines, votesFor
			}
			s["gives"] = []any{give}
			config, err := yaml.Marshal(map[string]any{"sources": []any{s}})
			if err != nil {
				t.Fatal(err)
			}
			d := lay(t, string(config), way.files)
			var got []string
			for _, record := range d.written(t, protocols, func(s *Stream, i int) string { return s.Columns[i] + "\x00" + s.Text(i) }) {
				var id, item string
				for i, word := range strings.Split(strings.ReplaceAll(record, "p ", "p\x01"), " ") {
					column, text, _ := strings.Cut(strings.ReplaceAll(word, "p\x01", "p "), "\x00")
					switch {
					case i == 0:
						id = text
					case column == "item":
						item = text
					case column == "value":
						got = append(got, id+" "+item+" "+text)
					default:
						got = append(got, id+" "+column+" "+text)
					}
				}
			}
			slices.Sort(got)
			same(t, fmt.Sprintf("seed %d, %s", seed, way.what), got, want)
			same(t, fmt.Sprintf("seed %d, %s: findings", seed, way.what), d.findings(), nil)
		}
	}
}

func written(t testing.TB, rows [][]string) string {
	t.Helper()
	var buffer bytes.Buffer
	w := csv.NewWriter(&buffer)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return buffer.String()
}

func transposed(rows [][]string) [][]string {
	var out [][]string
	for i := range rows[0] {
		var row []string
		for _, cells := range rows {
			row = append(row, cells[i])
		}
		out = append(out, row)
	}
	return out
}

// Whatever election.yaml and the file say, nothing panics; and a text that is
// not made of several stands in the cell that it names.
func FuzzMapping(f *testing.F) {
	for _, story := range stories {
		for name, text := range story.files {
			if filepath.Ext(name) == ".csv" {
				f.Add(story.config, text)
				break
			}
		}
	}
	f.Fuzz(func(t *testing.T, config, text string) {
		var c configuration
		var root yaml.Node
		if yaml.Unmarshal([]byte(config), &c) != nil || yaml.Unmarshal([]byte(config), &root) != nil || root.Kind == 0 {
			return
		}
		walk(t, c, placed(&root), text)
	})
}

// FuzzSources makes up sources of words that mean something, which a fuzzer of
// text seldom does.
func FuzzSources(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed, "n,v,w\n1,10,\n,20,x\nTotal,30,5\n1,10,\n")
		f.Add(seed, "A,,v\nn,w,\nTotal,1,2\n,\"1 000\",2\n3,-,4\n")
	}
	f.Fuzz(func(t *testing.T, seed uint64, text string) {
		root := yaml.Node{Line: 1, Kind: yaml.MappingNode}
		walk(t, configuration{Sources: []Source{invented(seed), invented(seed + 1)}}, placed(&root), text)
	})
}

// invented is a source of words drawn by lot, most of which fit.
func invented(seed uint64) Source {
	r := rand.New(rand.NewPCG(seed, 7))
	one := func(words ...string) string { return words[r.IntN(len(words))] }
	often := func(word string, seldom ...string) string {
		if r.IntN(40) == 0 {
			return one(seldom...)
		}
		return word
	}
	maybe := func(words ...string) string { return one(append(words, "", "")...) }
	crosswise := r.IntN(4) == 0
	place := func(row, column string) string {
		if crosswise {
			return column
		}
		return row
	}
	column := func() string {
		letter := place(one(":A", ":B", ":C"), one(":1", ":2", ":3"))
		return often(one("n", "v", "w", " N", letter), "A / n", "", "x", ":A1", ":9", ":XX")
	}
	text := func() string {
		words := []string{"a", "{n}", "{v}-{w}", "p-{n}", "{:B2}", "{d}{e}", "{d}", "{file}{folder}{sheet}", "x{e}"}
		return often(one(words...), "", "{n", "{:AB12} ", "{x}")
	}
	value := func() string { return one("*", "", "1", "Total*", "*t*l", "x", "-") }
	where := func() map[string]Names { return map[string]Names{column(): {value(), value()}} }
	s := Source{
		Layout: place(maybe(layoutRows), layoutColumns), First: maybe(place("3", "C")),
		Thousands: maybe(often("space", "_"), "comma", "dot", "apostrophe"), Blank: Names{value()}, Ignore: Names{column()},
		Values: map[string]Value{
			"d": {From: often(one("{n}", "{v}/{w}", "{:A1}"), "{e}", ""), Match: maybe("^(.)", `\d+`), Pad: r.IntN(4), Lower: r.IntN(2) == 0},
			"e": {From: one("{n}", "{d}"), Table: []map[string]string{nil, {"1": "one", "": "none"}, {"Total": "x", "10": ""}}[r.IntN(3)]},
		},
	}
	if r.IntN(2) == 0 {
		s.Header = []Names{{"0"}, {place("1", "A")}, {place("1", "A"), place("2", "B")}}[r.IntN(3)]
	}
	if r.IntN(3) == 0 {
		s.Fill = Names{column()}
	}
	if r.IntN(3) == 0 {
		s.Only = where()
	}
	for range r.IntN(3) {
		s.Totals = append(s.Totals, Totals{Where: where(), Of: maybe(ofAll, ofSection, ofNothing)})
	}
	for range 1 + r.IntN(2) {
		g := Give{Table: one("commissions", protocols, protocols), Fields: map[string]string{}}
		if g.Table != protocols {
			g.Repeated = r.IntN(2) == 0
			g.Fields["id"], g.Fields["level"] = text(), text()
			s.Gives = append(s.Gives, g)
			continue
		}
		g.Fields["commission"], g.Fields[often("contest", "level")] = text(), text()
		g.Absent, g.Completes = maybe(absentZero, absentUnknown), r.IntN(3) == 0
		if r.IntN(2) == 0 {
			g.Item, g.Value, g.Else = text(), column(), maybe(text())
			g.Items = []map[string]string{nil, {"1": "a", "10": "votes:b", "Total": ""}}[r.IntN(2)]
		} else {
			// Two selections do not share a column, but for a slip of the hand.
			places := r.Perm(3)
			counted := func(i int) string {
				return often(one([]string{"n", "v", "w"}[places[i]], place([]string{":A", ":B", ":C"}[places[i]], []string{":1", ":2", ":3"}[places[i]])), column())
			}
			g.Lines, g.Votes = map[string]string{"a": column()}, map[string]string{"b": counted(0), "c": counted(1)}
		}
		s.Gives = append(s.Gives, g)
	}
	return s
}

// walk reads all that a configuration takes from one file.
func walk(t *testing.T, c configuration, at func(...any) source.Cell, text string) {
	t.Helper()
	dir := t.TempDir()
	for i := range c.Sources {
		c.Sources[i].Files = Names{"in.csv"}
	}
	if err := os.WriteFile(filepath.Join(dir, "in.csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, found, err := New(sheets.Open(dir), c.Sources, c.Tables, columns, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range slices.Sorted(maps.Keys(columns)) {
		for s, err := range plan.Streams(table) {
			if err != nil {
				t.Fatal(err)
			}
			for s.Next() {
				if cells, _ := s.Long(); cells > 0 || s.Fault() != nil {
					continue
				}
				for i, text := range s.Texts() {
					stands(t, s, i, text)
				}
			}
			if s.Err() != nil {
				t.Fatal(s.Err())
			}
		}
	}
	for _, f := range append(found, plan.Findings()...) {
		if !f.At.Known() {
			t.Errorf("%s is nowhere", f.Code)
		}
	}
}

// stands reports a text of a record that is not in its cell, unless it was made
// or is what election.yaml says.
func stands(t *testing.T, s *Stream, i int, text string) {
	t.Helper()
	at := s.At(i)
	if !at.Known() {
		t.Errorf("%s=%q is nowhere", s.Columns[i], text)
	}
	m, mapped := s.records.(*mapped)
	if !mapped || i == m.give.item || len(m.programs[i]) != 1 || m.programs[i][0].kind != lettered {
		return
	}
	row := rowOf(t, m, at)
	have := ""
	if index := int(at.Column) - 1; !m.page.crosswise && index < len(row) {
		have = row[index]
	} else if index := int(at.Row) - 1; m.page.crosswise && index < len(row) {
		have = row[index]
	}
	have = m.page.blank(strings.TrimSpace(have))
	switch {
	case have == text, text == "0" && have == "" && m.give.fields[i].zero:
	case m.give.fields[i].count && ungrouped(have, m.page.export.separator) == text:
	default:
		t.Errorf("%s=%q, but %s holds %q", s.Columns[i], text, at, have)
	}
}

// rowOf reads one row of a page once more.
func rowOf(t *testing.T, m *mapped, at source.Cell) []string {
	t.Helper()
	sheet, err := m.page.export.plan.again(m.page)
	if err != nil || sheet == nil {
		t.Fatal("the file is gone", err)
	}
	want := at.Row
	if m.page.crosswise {
		want = at.Column
	}
	rows := sheet.Rows()
	for rows.Next() {
		if rows.Row() == want {
			return slices.Clone(rows.Cells())
		}
	}
	return nil
}
