package proposal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"go.yaml.in/yaml/v3"

	"achyk/generator/mapping"
)

// plainly words a text by its key and facts.
func plainly(key string, pairs ...any) string { return key + " " + fmt.Sprint(pairs...) }

// propose proposes for files written in a folder, and reads the YAML back as
// strictly as election.yaml is read.
func propose(t *testing.T, files ...string) (*Proposal, string, []mapping.Source) {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i := 0; i+1 < len(files); i += 2 {
		names = append(names, writeFile(t, dir, files[i], files[i+1]))
	}
	p, err := Files(names)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := p.Write(plainly)
	p.Sources(plainly)
	var back struct {
		Forms   []any                    `yaml:"forms"`
		Tables  map[string][]mapping.Row `yaml:"tables"`
		Sources []mapping.Source         `yaml:"sources"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&back); err != nil && !errors.Is(err, io.EOF) { // nothing but comments
		t.Fatalf("%v in:\n%s", err, text)
	}
	return p, text, back.Sources
}

// writeFile writes a file into a folder, and the folders to it.
func writeFile(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// Whatever a file holds, what is proposed parses, and the same file gives the
// same proposal.
func FuzzFiles(f *testing.F) {
	f.Add("a.csv", "code,valid,invalid\n1,2,3\n2,3,4\n")
	f.Add("a.csv", "code;party;votes\n1;2;3\n1;3;4\n2;2;1\n2;3;5\n")
	f.Add("a.csv", "line,PEC 1,PEC 2\nvoters listed,1,2\nballots received,3,4\nvalid,5,6\ninvalid,7,8\n")
	f.Add("a.csv", "region,uik,x\nA,1,1\nA,2,1\nB,1,2\nB,2,2\n")
	f.Add("a.csv", ",,\n,,\n1,2,3\n")
	f.Add("a.csv", "\"a{b}\",:c,\"x\ny\"\n1,2,3\n1,2,3\n")
	f.Add("a.csv", "total,total\ntotal,1\nsum,2\n")
	f.Add("a.json", `[{"a": {"b": [1, 2]}, "c": [{"d": 1}, {"d": 2}]}]`)
	f.Add("a.json", `{"s": [{"id": "x", "valid": 1}]}`)
	f.Fuzz(func(t *testing.T, name, text string) {
		if name != "a.json" {
			name = "a.csv"
		}
		_, first, _ := propose(t, name, text)
		if _, again, _ := propose(t, name, text); again != first {
			t.Errorf("twice read, two proposals:\n%s\n%s", first, again)
		}
	})
}

// table writes rows as CSV.
func table(rows ...string) string { return strings.Join(rows, "\n") + "\n" }

// Numbers of precincts begin again in the next region, below what is looked at
// first.
func TestAllRowsDecideWhatNamesARow(t *testing.T) {
	var b strings.Builder
	b.WriteString("region,uik,valid,invalid\n")
	for _, region := range []string{"North", "South"} {
		for n := range mostRows + 100 {
			fmt.Fprintf(&b, "%s region,%d,%d,%d\n", region, n+1, 500+n%7, n%5)
		}
	}
	_, _, sources := propose(t, "uik.csv", b.String())
	s := sources[0]
	if got := s.Gives[len(s.Gives)-1].Fields["commission"]; got != "{region_id}-{uik}" {
		t.Errorf("commission: %s", got)
	}
	if got := len(s.Values["region_id"].Table); got != 2 {
		t.Errorf("%d regions", got)
	}
}

// A line that two columns claim is asked for; a name that arithmetic denies is
// too.
func TestDoubtsAreAsked(t *testing.T) {
	_, text, sources := propose(t, "a.csv", table(
		"uik,ballots received,ballots issued,ballots cancelled,valid,valid again,invalid",
		"101,500,300,100,290,290,10", "102,600,350,110,340,340,10", "103,700,420,120,410,410,10", "104,700,430,130,425,425,5",
	))
	if !strings.Contains(text, `"valid again" # ? why.count`) && !strings.Contains(text, "valid again # ? why.count") {
		t.Errorf("the second column is not asked about:\n%s", text)
	}
	if !strings.Contains(text, "ballots_received: ballots received # why.by_name ; ? why.no_relation") {
		t.Errorf("what does not add up is not asked about:\n%s", text)
	}
	if got := sources[0].Gives[1].Lines["ballots_valid"]; got != "valid" {
		t.Errorf("valid: %s", got)
	}
}

// Habits of spreadsheets: groups of three digits, dashes for nothing, a name that
// stands once for the rows beneath, rows of sums in each section.
func TestHabitsOfSpreadsheets(t *testing.T) {
	_, _, sources := propose(t, "a.csv", table(
		"region;uik;voters listed;valid;invalid", "North region;101;1'200;1'100;-", ";102;2'000;1'900;10", ";103;900;800;1", "Total;;4'100;3'800;11",
		"South region;201;1'300;1'000;-", ";202;800;700;20", ";203;700;600;2", "Total;;2'800;2'300;22",
	))
	s := sources[0]
	if s.Thousands != "apostrophe" || len(s.Blank) != 1 || s.Blank[0] != "-" || len(s.Fill) != 1 || s.Fill[0] != "region" {
		t.Errorf("%+v", s)
	}
	if len(s.Totals) != 1 || s.Totals[0].Of != "section" || s.Totals[0].Where["region"][0] != "Total*" {
		t.Errorf("totals: %+v", s.Totals)
	}
	if n := len(s.Values["region_id"].Table); n != 2 {
		t.Errorf("%d regions", n)
	}
}

// One file a precinct: nothing in it tells whose it is, its name does.
func TestOneFileAPrecinct(t *testing.T) {
	_, _, sources := propose(t,
		"p-901.csv", "valid,invalid,a,b,c\n10,1,5,3,2\n", "p-902.csv", "valid,invalid,a,b,c\n20,1,5,13,2\n", "p-903.csv", "valid,invalid,a,b,c\n30,1,15,13,2\n")
	if len(sources) != 1 || len(sources[0].Files) != 1 || sources[0].Files[0] != "p-*.csv" {
		t.Fatalf("%+v", sources)
	}
	give := sources[0].Gives[1]
	if sources[0].Gives[0].Fields["id"] != "{file}" || give.Fields["commission"] != "{file}" || len(give.Votes) != 3 || give.Lines["ballots_valid"] != "valid" {
		t.Errorf("%+v", give)
	}
}

// Where nothing is understood, nothing is proposed that would stop the
// publication: the source is a comment to begin with.
func TestNothingIsUnderstood(t *testing.T) {
	p, text, sources := propose(t, "a.csv", table("colour,shape", "red,round", "red,square", "blue,round", "red,round"))
	if len(sources) > 0 || !strings.Contains(text, "# sources:\n") || !strings.Contains(text, "#   - files: a.csv\n") || !strings.Contains(text, "? why.nothing") {
		t.Errorf("%s", text)
	}
	if _, finish := p.Write(plainly); !strings.Contains(strings.Join(finish, "\n"), "finish.nothing") {
		t.Errorf("%q", finish)
	}
}

// A workbook as an office draws it: notes on one sheet, a title, names in two
// lines with merged cells, columns that are numbered.
func TestWorkbookWithAMergedHeader(t *testing.T) {
	book := excelize.NewFile()
	set := func(sheet string, rows [][]any) {
		t.Helper()
		for i, row := range rows {
			if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.SetSheetName("Sheet1", "Notes"); err != nil {
		t.Fatal(err)
	}
	set("Notes", [][]any{{"Read this first"}, {"Figures are preliminary"}})
	if _, err := book.NewSheet("Results"); err != nil {
		t.Fatal(err)
	}
	set("Results", [][]any{
		{"Results of voting"},
		{"Precinct", "Ballots", nil, nil, "Votes"},
		{nil, "received", "valid", "invalid", "Smith", "Jones", "Brown"},
		{1, 2, 3, 4, 5, 6, 7},
		{901, 500, 300, 10, 100, 150, 50},
		{902, 600, 400, 20, 200, 150, 50},
		{903, 700, 500, 5, 200, 250, 50},
	})
	for _, cells := range [][2]string{{"A1", "G1"}, {"A2", "A3"}, {"B2", "D2"}, {"E2", "G2"}} {
		if err := book.MergeCell("Results", cells[0], cells[1]); err != nil {
			t.Fatal(err)
		}
	}
	file, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	p, text, sources := propose(t, "results.xlsx", file.String())
	if len(p.Findings) > 0 || len(sources) != 1 {
		t.Fatalf("%v, %d sources:\n%s", p.Findings, len(sources), text)
	}
	s := sources[0]
	if s.Sheet != "Results" || strings.Join(s.Header, " ") != "2 3" || s.First != "5" {
		t.Errorf("sheet %q, header %v, first %q", s.Sheet, s.Header, s.First)
	}
	give := s.Gives[len(s.Gives)-1]
	if give.Lines["ballots_received"] != "Ballots / received" || give.Lines["ballots_valid"] != "Ballots / valid" || len(give.Votes) != 3 || give.Fields["commission"] != "{Precinct}" {
		t.Errorf("%+v", give)
	}
}
