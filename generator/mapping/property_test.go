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
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, config, text string) {
		var c configuration
		var root yaml.Node
		if yaml.Unmarshal([]byte(config), &c) != nil || yaml.Unmarshal([]byte(config), &root) != nil || root.Kind == 0 {
			return
		}
		for i := range c.Sources {
			c.Sources[i].Files = Names{"in.csv"}
		}
		if err := os.WriteFile(filepath.Join(dir, "in.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		plan, found, err := New(sheets.Open(dir), c.Sources, c.Tables, columns, placed(&root))
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range slices.Sorted(maps.Keys(columns)) {
			for s, err := range plan.Streams(table) {
				if err != nil {
					t.Fatal(err)
				}
				for s.Next() {
					for i, text := range s.Texts() {
						if s.Fault() == nil {
							stands(t, s, i, text)
						}
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
	})
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
