package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/charmap"

	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/mapping"
)

// A proposed file is what map prints, read as strictly as election.yaml is.
type proposed struct {
	Forms   []any                    `yaml:"forms"`
	Tables  map[string][]mapping.Row `yaml:"tables"`
	Sources []mapping.Source         `yaml:"sources"`
}

// runMap proposes for real files, in place.
func runMap(t *testing.T, args ...string) (text string, p proposed) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(append([]string{"map"}, args...), &stdout, &stderr); code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr.String())
	}
	decoder := yaml.NewDecoder(bytes.NewReader(stdout.Bytes()))
	decoder.KnownFields(true)
	if err := decoder.Decode(&p); err != nil {
		t.Fatalf("%v in:\n%s", err, stdout.String())
	}
	return stdout.String(), p
}

// data is the folder of one kind of real export.
func data(t *testing.T, names ...string) []string {
	t.Helper()
	var files []string
	for _, name := range names {
		files = append(files, filepath.Join(shared(t), "data", filepath.FromSlash(name)))
	}
	return files
}

// give is the only entry of a table with lines or items.
func (p proposed) protocols(t *testing.T, source int) []mapping.Give {
	t.Helper()
	var gives []mapping.Give
	for _, g := range p.Sources[source].Gives {
		if g.Table == "protocols" {
			gives = append(gives, g)
		}
	}
	if len(gives) == 0 {
		t.Fatalf("source %d gives no protocols", source)
	}
	return gives
}

// Headers that are the long official names of Russian lines, and short English
// ones: every line is found, and every vote.
func TestMapFindsLinesOfRealExports(t *testing.T) {
	tests := []struct {
		file  string
		lines map[string]string // some of them
		votes int
	}{
		{"kg-2017/tec_results.csv", map[string]string{
			"voters_listed": "voters_listed", "ballots_received": "ballots_received", "ballots_issued": "ballots_issued_total",
			"ballots_cancelled": "ballots_cancelled", "ballots_valid": "valid", "ballots_invalid": "invalid",
		}, 12},
		{"ru-2016-slice/ru2016_adygea_altai.csv", map[string]string{
			"voters_listed":          "Число избирателей, внесенных в список избирателей на момент окончания голосования",
			"ballots_received":       "Число избирательных бюллетеней, полученных участковой избирательной комиссией",
			"ballots_issued_station": "Число избирательных бюллетеней, выданных в помещении для голосования в день голосования",
			"ballots_cancelled":      "Число погашенных избирательных бюллетеней",
			"ballots_valid":          "Число действительных избирательных бюллетеней",
			"ballots_invalid":        "Число недействительных избирательных бюллетеней",
		}, 14},
	}
	for _, test := range tests {
		_, p := runMap(t, data(t, test.file)...)
		give := p.protocols(t, 0)[0]
		for line, column := range test.lines {
			if got := give.Lines[line]; got != column {
				t.Errorf("%s: %s is %q", test.file, line, got)
			}
		}
		if len(give.Votes) != test.votes || len(p.Tables["selections"]) != test.votes {
			t.Errorf("%s: %d votes, %d selections", test.file, len(give.Votes), len(p.Tables["selections"]))
		}
	}
}

// Without a single name in the header, arithmetic finds the same.
func TestMapFindsLinesWithoutNames(t *testing.T) {
	tests := []struct {
		file  string
		lines map[string]string
		votes []string // the first and the last of the block
	}{
		{"kg-2017/tec_results.csv", map[string]string{
			"ballots_received": "v5", "voters_listed": "v6", "ballots_cancelled": "v7", "ballots_valid": "v13", "ballots_invalid": "v14",
		}, []string{"v15", "v26"}},
		{"ru-2016-slice/ru2016_adygea_altai.csv", map[string]string{
			"voters_listed": "v5", "ballots_received": "v6", "ballots_issued_station": "v8", "ballots_issued_outside": "v9", "ballots_cancelled": "v10",
			"ballots_mobile": "v11", "ballots_stationary": "v12", "ballots_invalid": "v13", "ballots_valid": "v14",
		}, []string{"v23", "v36"}},
	}
	for _, test := range tests {
		real, err := os.ReadFile(data(t, test.file)[0])
		if err != nil {
			t.Fatal(err)
		}
		_, rows, _ := strings.Cut(string(real), "\n")
		first, _, _ := strings.Cut(rows, "\n")
		var header []string
		for i := range strings.Split(first, ",") {
			header = append(header, fmt.Sprintf("v%d", i+1))
		}
		file := filepath.Join(t.TempDir(), "anonymous.csv")
		if err := os.WriteFile(file, []byte(strings.Join(header, ",")+"\n"+rows), 0o666); err != nil {
			t.Fatal(err)
		}
		_, p := runMap(t, file)
		give := p.protocols(t, 0)[0]
		for line, column := range test.lines {
			if got := give.Lines[line]; got != column {
				t.Errorf("%s: %s is %q, not %s", test.file, line, got, column)
			}
		}
		for _, column := range test.votes {
			if give.Votes[column] != column {
				t.Errorf("%s: %s is no vote of %v", test.file, column, slices.Sorted(maps.Keys(give.Votes)))
			}
		}
	}
}

// Five files about the same polling stations: places from one, lines in two
// parts from another, votes from two long ones in which some "parties" are lines.
func TestMapRelatesFiles(t *testing.T) {
	const prefix = "bg-2021-slice/bg20211114_rik01_"
	_, p := runMap(t, data(t, prefix+"31_sections.csv", prefix+"41_protocols.csv", prefix+"50_votes_paper.csv", prefix+"50_votes_machine_from_machine_data.csv")...)
	if got := len(p.Sources); got != 4 {
		t.Fatalf("%d sources", got)
	}
	for i, s := range p.Sources {
		gives := slices.ContainsFunc(s.Gives, func(g mapping.Give) bool { return g.Table == "commissions" })
		if gives != (i == 0) {
			t.Errorf("source %d gives commissions: %v", i, gives)
		}
	}
	parts := p.protocols(t, 1)
	if len(parts) != 2 || parts[0].Fields["part"] != "paper" || parts[1].Fields["part"] != "machine" || parts[1].Lines["ballots_valid"] != "valid_machine_votes_for_parties" {
		t.Errorf("parts: %+v", parts)
	}
	paper := p.protocols(t, 2)[0]
	want := map[string]string{
		"99": "votes:against-all", "100": "ballots_valid", "101": "ballots_boxes", "102": "ballots_invalid", "103": "ballots_valid",
		"104": "voters_listed", "105": "voters_listed_additional", "106": "voters_participated",
	}
	if !paper.Completes || paper.Else != "votes:s-{party}" || paper.Fields["part"] != "paper" {
		t.Errorf("paper: %+v", paper)
	}
	if diff := cmp.Diff(want, paper.Items); diff != "" {
		t.Errorf("items of the paper votes, -want +got:\n%s", diff)
	}
	if machine := p.protocols(t, 3)[0]; !machine.Completes || machine.Fields["part"] != "machine" || machine.Items["99"] != "votes:against-all" {
		t.Errorf("machine: %+v", machine)
	}
}

// Of 95,415 rows in an archive the top is looked at, and all regions are found.
func TestMapReadsArchives(t *testing.T) {
	_, p := runMap(t, data(t, "ru-2012/2012.csv.zip")...)
	s := p.Sources[0]
	if len(s.Files) != 1 || s.Files[0] != "2012.csv.zip/2012.csv" {
		t.Errorf("files: %v", s.Files)
	}
	if n := len(s.Values["region_id"].Table); n != 85 {
		t.Errorf("%d regions", n)
	}
	if give := p.protocols(t, 0)[0]; len(give.Votes) != 5 || give.Fields["commission"] != "{region_id}-{uik}" {
		t.Errorf("%+v", give)
	}
}

// Two lists of the same polling stations: one of them is enough.
func TestMapReadsRecords(t *testing.T) {
	_, p := runMap(t, data(t, "kg-precincts/uik-names-2.json", "kg-precincts/uik-names-osh-oblast.json")...)
	if len(p.Sources) != 1 {
		t.Fatalf("%d sources", len(p.Sources))
	}
	want := map[string]string{"id": "{code}", "level": "precinct", "parent": "cec", "number": "{code}", "name_ky": "{name}", "name_ru": "{name}"}
	if diff := cmp.Diff(want, p.Sources[0].Gives[0].Fields); diff != "" {
		t.Error(diff)
	}
}

// What is proposed works: with the levels and the contest written by a person,
// the figures of the real export come out.
func TestWhatMapProposesReads(t *testing.T) {
	tests := []struct {
		files     []string
		levels    []string
		protocols int
		totals    map[string]int64
	}{
		{[]string{"kg-2017/tec_results.csv"}, []string{"region", "territorial"}, 53, map[string]int64{
			"ballots_issued": 1_677_249, "voters_listed": 2_970_137, "votes:jeenbekov": 908_493, "votes:babanov": 563_742,
		}},
		{[]string{"ru-2016-slice/ru2016_adygea_altai.csv"}, []string{"region", "territorial", "precinct"}, 505, map[string]int64{
			"voters_listed": 498_985, "ballots_received": 474_969, "ballots_valid": 249_782, "ballots_invalid": 5_043,
		}},
	}
	for _, test := range tests {
		t.Run(test.levels[len(test.levels)-1], func(t *testing.T) {
			text, _ := runMap(t, data(t, test.files...)...)
			dir := filepath.Join(t.TempDir(), "export")
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			for _, name := range test.files {
				copyFile(t, data(t, name)[0], filepath.Join(dir, filepath.Base(name)))
			}
			if err := os.WriteFile(filepath.Join(dir, "election.yaml"), []byte(finished(test.levels)+text), 0o666); err != nil {
				t.Fatal(err)
			}
			read, err := intake.Dir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range read.Findings {
				t.Errorf("%s %s %v %v", f.Code, f.Record, f.At, f.Args)
			}
			if len(read.Elections) != 1 || read.Protocols != test.protocols {
				t.Fatalf("%d elections, %d protocols", len(read.Elections), read.Protocols)
			}
			for what, want := range test.totals {
				if got := total(t, read.Elections[0], what); got != want {
					t.Errorf("%s: %d, not %d", what, got, want)
				}
			}
		})
	}
}

// finished is what a person writes before what map proposes.
func finished(levels []string) string {
	var b strings.Builder
	b.WriteString("id: export\nname: {ky: Шайлоо, ru: Выборы}\ndate: 2027-01-24\ntime_zone: Asia/Bishkek\nlevels:\n")
	for i, level := range append([]string{"central"}, levels...) {
		fmt.Fprintf(&b, "  - {id: %s, name: {ky: Комиссия, ru: Комиссия}, plural: {ky: Комиссиялар, ru: Комиссии}, signs: %v}\n", level, i == len(levels))
	}
	b.WriteString("contests:\n  - {id: contest, kind: lists, name: {ky: Шайлоо, ru: Выборы}, forms: [protocol], share_bases: [valid]}\n")
	return b.String()
}

// total adds a line, or the votes for a selection, over all protocols.
func total(t *testing.T, e *election.Election, what string) int64 {
	t.Helper()
	var sum int64
	for _, c := range e.Commissions {
		for _, p := range c.Protocols {
			counts := map[string]election.Count{}
			for i, l := range p.Contest.Lines {
				counts[l.Code] = p.Lines[i]
			}
			for i, s := range p.Contest.Selections {
				counts["votes:"+s.ID] = p.Votes[i]
			}
			n, known := counts[what].Value()
			if !known {
				t.Fatalf("%s of %s is unknown", what, c.ID)
			}
			sum += n
		}
	}
	return sum
}

// recodeCommand writes a text in another encoding: recode windows-1251 FILE INTO.
func recodeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || args[0] != "windows-1251" {
		ts.Fatalf("usage: recode windows-1251 FILE INTO")
	}
	text, err := charmap.Windows1251.NewEncoder().String(ts.ReadFile(args[1]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text), 0o666))
}
