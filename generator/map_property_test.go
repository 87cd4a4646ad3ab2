package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/proposal"
)

// headers that random tables are made of: lines, places, parts, candidates, and
// what only looks like one of these.
var headers = []string{
	"uik", "precinct no", "region", "region name", "district", "voters listed", "ballots received", "valid", "valid paper", "valid machine", "invalid", "invalid",
	"against all", "against all paper", "party", "votes", "count", "Smith", "Smith", "1. Jones", "2 Jones", "y", "null", "{a}", ":B", "a: b", "", "#", "no", "total", "version", "series",
}

// randomCell is what an office might put beneath a header.
func randomCell(r *rand.Rand, row int) string {
	switch r.IntN(9) {
	case 0:
		return ""
	case 1:
		return []string{"Total", "Smith", "-", "North", "yes", "01", "1 200", "\"q\": {x}"}[r.IntN(8)]
	case 2:
		return fmt.Sprint(900 + row)
	}
	return fmt.Sprint(r.IntN(40))
}

// randomExport is a table, along or across, or records with lists in them.
func randomExport(t *testing.T, r *rand.Rand) (name, text string) {
	t.Helper()
	names := make([]string, 2+r.IntN(9))
	for i := range names {
		names[i] = headers[r.IntN(len(headers))]
	}
	rows := 1 + r.IntN(9)
	if r.IntN(3) == 0 {
		var records []map[string]any
		for row := range rows {
			record := make(map[string]any)
			for _, name := range names {
				record[name] = randomCell(r, row)
			}
			var list []map[string]any
			for n := range r.IntN(4) {
				list = append(list, map[string]any{"id": n, "candidate": headers[r.IntN(len(headers))], "count": r.IntN(50)})
			}
			record["list"] = list
			records = append(records, record)
		}
		text, err := json.Marshal(map[string]any{"office": "A", "records": records})
		if err != nil {
			t.Fatal(err)
		}
		return "a.json", string(text)
	}
	grid := [][]string{names}
	for row := range rows {
		cells := make([]string, len(names))
		for i := range cells {
			cells[i] = randomCell(r, row)
		}
		grid = append(grid, cells)
	}
	if r.IntN(2) == 0 {
		turned := make([][]string, len(names))
		for _, row := range grid {
			for i, cell := range row {
				turned[i] = append(turned[i], cell)
			}
		}
		grid = turned
	}
	var b strings.Builder
	for _, row := range grid {
		for i, cell := range row {
			row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		b.WriteString(strings.Join(row, ";") + "\n")
	}
	return "a.csv", b.String()
}

// Whatever a table holds, election.yaml with what map proposes can be read.
func TestWhatMapProposesIsConfiguration(t *testing.T) {
	say := func(key string, pairs ...any) string { return key + fmt.Sprint(pairs...) }
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 4))
		dir := filepath.Join(t.TempDir(), "export")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		name, text := randomExport(t, r)
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := proposal.Files([]string{file})
		if err != nil {
			t.Fatal(err)
		}
		proposed, _ := p.Write(say)
		written := finished([]string{"region", "territorial", "precinct"})
		before, _, _ := strings.Cut(written+proposed, "\nsources:")
		if err := os.WriteFile(filepath.Join(dir, "election.yaml"), []byte(written+proposed), 0o666); err != nil {
			t.Fatal(err)
		}
		read, err := intake.Dir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range read.Findings {
			if f.Code == finding.ElectionConfig || f.Code == finding.ConfigKey || f.Code == finding.ElectionValue && int(f.At.Row) > strings.Count(before, "\n")+1 {
				t.Fatalf("seed %d: %s %v %v of\n%s\nfrom\n%s", seed, f.Code, f.At, f.Args, proposed, text)
			}
		}
	}
}
