package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/checks"
	"achyk/generator/demo"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/source"
)

// TestEveryPlantedFaultIsFound compares what the training election lists as
// planted with what is found in it, both ways: nothing planted goes unnoticed,
// and nothing is noticed that was not planted.
func TestEveryPlantedFaultIsFound(t *testing.T) {
	t.Parallel()
	for _, size := range []struct {
		precincts, papers int
		seeds             []uint64
	}{
		{1, 0, []uint64{1}}, {12, 0, []uint64{1, 2}}, {60, 0, []uint64{0, 1, 2, 3}}, {500, 0, []uint64{0, 1, 2, 3}},
		{2500, 0, []uint64{0, 1, 2, 3}}, {9000, 0, []uint64{1}},
		{60, 36, []uint64{1}}, {2500, 36, []uint64{2027}},
	} {
		if testing.Short() && (size.precincts > 500 || size.papers > 0) {
			continue // the same code, for longer; pixels in other rooms
		}
		for _, seed := range size.seeds {
			t.Run(strconv.Itoa(size.precincts)+" precincts, "+strconv.Itoa(size.papers)+" with papers, seed "+strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				folder := filepath.Join(t.TempDir(), "demo")
				if _, err := demo.Write(demo.Options{Out: folder, Precincts: size.precincts, Papers: size.papers, Seed: seed}); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(plantedIn(t, folder), foundIn(t, folder)); diff != "" {
					t.Errorf("planted (-) and found (+):\n%s", diff)
				}
			})
		}
	}
}

// A planted is an entry of planted.json.
type planted struct {
	Kind, Code, File, Record, Cell, Effect string
}

func readPlanted(t *testing.T, folder string) []planted {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "planted.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []planted
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// plantedIn lists the findings that planted.json foretells, a line each.
func plantedIn(t *testing.T, folder string) []string {
	t.Helper()
	var lines []string
	for _, p := range readPlanted(t, folder) {
		if p.Code != "" {
			lines = append(lines, line(p.Code, p.File, p.Record, p.Cell, p.Effect))
		}
	}
	slices.Sort(lines)
	return lines
}

// foundIn lists the findings of an election as of the latest time in it, those
// of intake and those of its arithmetic, a line each.
func foundIn(t *testing.T, folder string) []string {
	t.Helper()
	data, err := intake.Dir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(data.Elections) != 1 {
		t.Fatalf("%d elections", len(data.Elections))
	}
	if _, err := look(data, "", func(string) {}); err != nil {
		t.Fatal(err)
	}
	e := data.Elections[0]
	report, err := checks.Examine(rollup.Roll(e, e.Latest()), data.Of(e))
	if err != nil {
		t.Fatal(err)
	}
	headers := make(map[string][]string)
	var lines []string
	for _, f := range slices.Concat(data.Findings, report.Findings) {
		lines = append(lines, line(string(f.Code), f.At.Path(), f.Record, columnName(t, folder, headers, f.At), string(f.Effect())))
	}
	slices.Sort(lines)
	return lines
}

func line(words ...string) string { return strings.Join(words, " | ") }

// columnName is what the header calls the column of a cell; empty for a row, and
// for a cell that no header is above.
func columnName(t *testing.T, folder string, headers map[string][]string, at source.Cell) string {
	t.Helper()
	header, read := headers[at.Path()]
	if !read && strings.HasPrefix(at.Path(), "scans/") {
		return "" // no table
	}
	if !read {
		file, err := os.Open(filepath.Join(folder, at.Path()))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if header, err = csv.NewReader(file).Read(); err != nil {
			t.Fatal(err)
		}
		headers[at.Path()] = header
	}
	if at.Column < 1 || int(at.Column) > len(header) {
		return ""
	}
	return header[at.Column-1]
}
