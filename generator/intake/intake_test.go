package intake

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// files are an election's folder, by name.
type files map[string]string

// with is a copy with other files in it; an empty text takes one out.
func (f files) with(name, text string) files {
	f = maps.Clone(f)
	f[name] = text
	if text == "" {
		delete(f, name)
	}
	return f
}

// small is an election with nothing wrong: two precincts, two candidates and
// against all.
var small = files{
	"election.yaml": `id: small
name: {ky: Шайлоо, ru: Выборы}
date: 2027-01-24
time_zone: Asia/Bishkek
levels:
  - {id: central, name: {ky: Б, ru: Ц}, plural: {ky: Б, ru: Ц}, signs: true}
  - {id: region, name: {ky: Р, ru: Р}, plural: {ky: Р, ru: Р}, signs: false}
  - {id: precinct, name: {ky: У, ru: У}, plural: {ky: У, ru: У}, signs: true}
forms:
  - id: precinct
    levels: [precinct]
    lines:
      - {code: listed, number: "1", name: {ky: Т, ru: С}, role: listed}
      - {code: took, number: "2", name: {ky: К, ru: У}, role: participated}
      - {code: mobile, number: "3", name: {ky: Я, ru: Я}, role: mobile, kinds: [ordinary]}
contests:
  - {id: president, kind: candidates, name: {ky: П, ru: П}, forms: [precinct], share_bases: [participated]}
`,
	"commissions.csv": `id,level,parent,number,name_ky,name_ru,kind,time_zone,not_before
cec,central,,,БШК,ЦИК,,,
north,region,cec,,Түндүк,Север,,,
p-1,precinct,north,0001,,,ordinary,,
p-2,precinct,north,0002,,,abroad,Asia/Seoul,2027-01-24T23:00
`,
	"selections.csv": `contest,id,position,kind,name_ky,name_ru
president,a,1,candidate,А,А
president,b,2,candidate,Б,Б
president,against-all,3,against_all,Баарына каршы,Против всех
`,
	"protocols.csv": head + `p-1,president,manual,1,100,60,5,30,20,8
p-2,president,manual,1,50,40,,10,28,1
`,
}

const head = "commission,contest,series,version,listed,took,mobile,votes:a,votes:b,votes:against-all\n"

// read reads an election's folder from a fresh place on disk.
func read(t testing.TB, f files) *Data {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	for name, text := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := linked(dir, f); err != nil {
		t.Fatal(err)
	}
	d, err := Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told are findings in one line each: code, place, record.
func told(fs []finding.Finding) []string {
	var lines []string
	for _, f := range fs {
		line := string(f.Code) + " " + f.At.String()
		for _, also := range f.Also {
			line += " & " + also.String()
		}
		if f.Record != "" {
			line += " [" + f.Record + "]"
		}
		if f.Waiver != "" {
			line += " waived"
		}
		lines = append(lines, line)
	}
	return lines
}

// counts are the protocols of an election in one line each: the key, then the
// lines and votes, "?" for unknown, "-" for a line that the form does not have.
func counts(e *election.Election) []string {
	if e == nil {
		return nil
	}
	var lines []string
	for _, c := range e.Commissions {
		for _, p := range c.Protocols {
			words := []string{p.Key() + ":"}
			for i, count := range p.Lines {
				words = append(words, countOf(count, p.Contest.Lines[i].On(c, p.Series, p.Part)))
			}
			for _, count := range p.Votes {
				words = append(words, countOf(count, true))
			}
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return lines
}

func countOf(c election.Count, on bool) string {
	n, known := c.Value()
	switch {
	case known:
		return strconv.FormatInt(n, 10)
	case on:
		return "?"
	}
	return "-"
}

func only(d *Data) *election.Election {
	if len(d.Elections) == 0 {
		return nil
	}
	return d.Elections[0]
}

func TestAnElectionIsReadAsItStands(t *testing.T) {
	d := read(t, small)
	if got := told(d.Findings); got != nil {
		t.Fatalf("findings: %q", got)
	}
	e := only(d)
	want := []string{"p-1 president manual 1: 100 60 5 30 20 8", "p-2 president manual 1: 50 40 - 10 28 1"}
	if diff := cmp.Diff(want, counts(e)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if d.Protocols != 2 || e.Root.ID != "cec" || len(e.Root.Children) != 1 || len(e.Root.Children[0].Children) != 2 {
		t.Errorf("%d protocols beneath %+v", d.Protocols, e.Root)
	}
	if got := e.Commission("p-1").Protocols[0].Votes[1].At.String(); got != "protocols.csv:I2" {
		t.Errorf("the votes for b stand at %s", got)
	}
	abroad := e.Commission("p-2")
	if abroad.Zone.String() != "Asia/Seoul" || abroad.NotBefore.UTC().Format("15:04") != "14:00" {
		t.Errorf("abroad: %v, %v", abroad.Zone, abroad.NotBefore)
	}
}

// table tests: what one file holds, what is found, what is read.
type tableTest struct {
	name  string
	file  string
	text  string
	found []string
	read  []string // nil = as small
}

func TestTables(t *testing.T) {
	both := counts(only(read(t, small)))
	first, second := both[:1], both[1:]
	row1, row2 := "p-1,president,manual,1,100,60,5,30,20,8\n", "p-2,president,manual,1,50,40,,10,28,1\n"
	long := "commission,contest,series,version,item,value\n"
	because := strings.TrimSuffix(head, "\n") + ",reason_code\n"
	for _, test := range []tableTest{
		{"a byte order mark and carriage returns are no data", "protocols.csv", "\ufeff" + strings.ReplaceAll(head+row1+row2, "\n", "\r\n"), nil, both},
		{"an empty cell is unknown and no finding", "protocols.csv", head + "p-1,president,manual,1,100,,5,30, ,8\n" + row2, nil,
			[]string{"p-1 president manual 1: 100 ? 5 30 ? 8", second[0]}},
		{"0 is zero", "protocols.csv", head + "p-1,president,manual,1,0,0,0,0,0,0\n" + row2, nil, []string{"p-1 president manual 1: 0 0 0 0 0 0", second[0]}},
		{"what is no whole number is unknown and a finding at its cell", "protocols.csv",
			head + "p-1,president,manual,1,1OO,-60,5.0,3e1,2 0,99999999999\n" + row2,
			[]string{
				"I216 protocols.csv:2 [p-1 president manual 1]",
				"I101 protocols.csv:E2 [p-1 president manual 1]", "I101 protocols.csv:F2 [p-1 president manual 1]", "I101 protocols.csv:G2 [p-1 president manual 1]",
				"I101 protocols.csv:H2 [p-1 president manual 1]", "I101 protocols.csv:I2 [p-1 president manual 1]", "I101 protocols.csv:J2 [p-1 president manual 1]",
			}, second},
		{"rows are those a spreadsheet shows, blank ones and broken lines included", "protocols.csv",
			"\n" + strings.Replace(head, "series", "series,reason_ky", 1) + "\n\np-1,president,manual,\"эки\nсап\n\",1,100,60,5,30,20,8\n,,,,,,,,,,\np-2,president,manual,,1,5O,40,,10,28,1\n",
			[]string{"I101 protocols.csv:F7 [p-2 president manual 1]"}, []string{first[0], "p-2 president manual 1: ? 40 - 10 28 1"}},
		{"a short row leaves the rest unknown", "protocols.csv", head + "p-1,president,manual,1,100,60\n" + row2, nil, []string{"p-1 president manual 1: 100 60 ? ? ? ?", second[0]}},
		{"a row that the file breaks off is no row: its last number may be cut", "protocols.csv", head + row1 + "p-2,president,manual,1,50,4", []string{"I006 protocols.csv:3 [p-2 president manual 1]"}, first},
		{"a last row without a line break is whole", "protocols.csv", head + row1 + strings.TrimSuffix(row2, "\n"), nil, both},
		{"a long row is withheld", "protocols.csv", head + "p-1,president,manual,1,100,60,5,30,2,0,8\n" + row2, []string{"I108 protocols.csv:K2 [p-1 president manual 1]"}, second},
		{"empty cells do not make a row long", "protocols.csv", strings.TrimSuffix(head, "\n") + ",,\n" + strings.ReplaceAll(row1+row2, "\n", ",,,,,\n"),
			[]string{"I103 protocols.csv:K1", "I103 protocols.csv:L1"}, both},
		{"a quote in a cell withholds its row alone", "protocols.csv", head + "p-1,president,manual,1,1\"00,60,5,30,20,8\n" + row2, []string{"I006 protocols.csv:2 [p-1 president manual 1]"}, second},
		{"a quote that nobody closed does not swallow the rows after it", "protocols.csv", head + "p-1,president,manual,1,\"100,60,5,30,20,8\n" + row2, []string{"I006 protocols.csv:2 [p-1 president manual 1]"}, second},
		{"nor those up to the next quote", "protocols.csv",
			strings.Replace(head, "series", "series,reason_ky", 1) + "\np-1,president,manual,\"э,1,100,60,5,30,20,8\n\np-2,president,manual,,1,50,40,,10,28,1\np-1,president,manual,\"э,2,100,60,5,30,20,8\n",
			[]string{"I006 protocols.csv:3 [p-1 president manual]", "I006 protocols.csv:6 [p-1 president manual]"}, second},
		{"bytes that are no text withhold their row", "protocols.csv", head + "p-1,president,manual,1,\xff\xfe,60,5,30,20,8\n" + row2, []string{"I006 protocols.csv:E2 [p-1 president manual 1]"}, second},
		{"a header that is no text makes a table unreadable", "protocols.csv", "\xff\xfe" + head + row1, []string{"I005 protocols.csv", "I006 protocols.csv:A1"}, []string(nil)},
		{"an empty file is no table", "protocols.csv", "\n\n", []string{"I015 protocols.csv"}, []string(nil)},
		{"without commissions there is no election", "commissions.csv", "\n",
			[]string{"I015 commissions.csv", "I003 election.yaml:6", "I201 protocols.csv:A2 [p-1 president manual 1]", "I201 protocols.csv:A3 [p-2 president manual 1]"}, []string(nil)},

		{"an unknown column is told and its cells are not read", "protocols.csv", strings.Replace(head, "mobile", "moblie", 1) + row1 + row2,
			[]string{"I103 protocols.csv:G1"}, []string{"p-1 president manual 1: 100 60 ? 30 20 8", second[0]}},
		{"an unknown selection is told and the others are read", "protocols.csv", strings.Replace(head, "votes:b", "votes:c", 1) + row1 + row2,
			[]string{"I105 protocols.csv:I1 [c]"}, []string{"p-1 president manual 1: 100 60 5 30 ? 8", "p-2 president manual 1: 50 40 - 10 ? 1"}},
		{"a column twice stops: nobody knows which one counts", "protocols.csv", strings.Replace(head, "votes:b", "votes:a", 1) + row1, []string{"I104 protocols.csv:I1 & protocols.csv:H1"}, []string(nil)},
		{"a table without its key stops", "protocols.csv", strings.Replace(head, "version", "nr", 1) + row1, []string{"I102 protocols.csv:1"}, []string(nil)},

		{"an unknown commission withholds the record", "protocols.csv", head + "p-9,president,manual,1,100,60,5,30,20,8\n" + row2, []string{"I201 protocols.csv:A2 [p-9 president manual 1]"}, second},
		{"an unknown contest withholds the record", "protocols.csv", head + "p-1,mayor,manual,1,100,60,5,30,20,8\n" + row2, []string{"I202 protocols.csv:B2 [p-1 mayor manual 1]"}, second},
		{"a level that signs nothing withholds the record", "protocols.csv", head + "north,president,manual,1,100,60,5,30,20,8\n" + row2, []string{"I206 protocols.csv:A2 [north president manual 1]"}, second},
		{"an unknown series, version or key withholds the record", "protocols.csv",
			head + "p-1,president,hand,1,100,60,5,30,20,8\np-1,president,manual,0,100,60,5,30,20,8\np-1,president,manual,,100,60,5,30,20,8\n" + row2,
			[]string{"I106 protocols.csv:C2 [p-1 president hand 1]", "I106 protocols.csv:D3 [p-1 president manual 0]", "I107 protocols.csv:D4 [p-1 president manual]"}, second},
		{"a part that the contest does not have withholds the record", "protocols.csv", strings.Replace(head, "series", "series,part", 1) + "p-1,president,manual,paper,1,100,60,5,30,20,8\n",
			[]string{"I203 protocols.csv:D2 [p-1 president paper manual 1]"}, []string(nil)},
		{"a count on a line that the form does not have is told and not taken", "protocols.csv", head + row1 + "p-2,president,manual,1,50,40,0,10,28,1\n",
			[]string{"I210 protocols.csv:G3 [p-2 president manual 1]"}, both},
		{"the same record again is withheld once", "protocols.csv", head + row1 + row1 + row2, []string{"I204 protocols.csv:3 & protocols.csv:2 [p-1 president manual 1]"}, both},
		{"of two that differ neither is taken", "protocols.csv", head + row1 + "p-1,president,manual,1,100,60,5,30,21,8\n" + row2,
			[]string{"I205 protocols.csv:3 & protocols.csv:2 [p-1 president manual 1]"}, second},
		{"nor where the third agrees with the first", "protocols.csv", head + row1 + "p-1,president,manual,1,100,60,5,30,21,8\n" + row1 + row2,
			[]string{"I205 protocols.csv:3 & protocols.csv:2 [p-1 president manual 1]", "I204 protocols.csv:4 & protocols.csv:2 [p-1 president manual 1]"}, second},
		{"unknown and zero differ", "protocols.csv", head + row1 + row2 + "p-2,president,manual,1,50,40,,10,28,\n", []string{"I205 protocols.csv:4 & protocols.csv:3 [p-2 president manual 1]"}, first},
		{"a version without a reason is told", "protocols.csv", head + row1 + "p-1,president,manual,2,100,60,5,30,21,8\n" + row2,
			[]string{"I213 protocols.csv:3 [p-1 president manual 2]"}, []string{first[0], "p-1 president manual 2: 100 60 5 30 21 8", second[0]}},
		{"a version without the one before it is told", "protocols.csv", because + "p-1,president,manual,1,100,60,5,30,20,8,\np-1,president,manual,3,100,60,5,30,21,8,typed\n" + "p-2,president,recount,2,50,40,,10,28,1,typed\n",
			[]string{"I218 protocols.csv:3 [p-1 president manual 3]", "I218 protocols.csv:4 [p-2 president recount 2]"},
			[]string{first[0], "p-1 president manual 3: 100 60 5 30 21 8", "p-2 president recount 2: 50 40 - 10 28 1"}},
		{"whatever the order of its rows, none of three versions is skipped", "protocols.csv", because + "p-1,president,manual,3,100,60,5,30,22,8,typed\np-1,president,manual,1,100,60,5,30,20,8,\np-1,president,manual,2,100,60,5,30,21,8,typed\n",
			nil, []string{first[0], "p-1 president manual 2: 100 60 5 30 21 8", "p-1 president manual 3: 100 60 5 30 22 8"}},
		{"a version that came and is withheld was not skipped", "protocols.csv", strings.Replace(because, "version", "version,kind", 1) +
			"p-1,president,manual,1,copy,100,60,5,30,20,8,\np-1,president,manual,2,,100,60,5,30,21,8,typed\np-1,president,recount,1,,,,,,,,\np-1,president,recount,2,,100,60,5,30,21,8,typed\n" +
			"p-2,president,manual,1,,50,40,,10,28,1,\np-2,president,manual,1,,50,40,,10,28,2,\np-2,president,manual,2,,50,40,,10,28,3,typed\n",
			[]string{
				"I106 protocols.csv:E2 [p-1 president manual 1]", "I216 protocols.csv:4 [p-1 president recount 1]",
				"I205 protocols.csv:7 & protocols.csv:6 [p-2 president manual 1]",
			},
			[]string{"p-1 president manual 2: 100 60 5 30 21 8", "p-1 president recount 2: 100 60 5 30 21 8", "p-2 president manual 2: 50 40 - 10 28 3"}},
		{"nor is one that may be the row without a number", "protocols.csv", because + "p-1,president,manual,,100,60,5,30,20,8,\np-1,president,manual,2,100,60,5,30,21,8,typed\n",
			[]string{"I107 protocols.csv:D2 [p-1 president manual]"}, []string{"p-1 president manual 2: 100 60 5 30 21 8"}},
		{"a time that is none is unknown and told", "protocols.csv", strings.Replace(head, "series", "series,received", 1) + "p-1,president,manual,late,1,100,60,5,30,20,8\n", []string{"I109 protocols.csv:D2 [p-1 president manual 1]"}, first},

		{"a long table is read as a wide one", "protocols.csv", long +
			"p-1,president,manual,1,votes:b,20\np-2,president,manual,1,listed,50\np-1,president,manual,1,listed,100\np-1,president,manual,1,took,60\np-1,president,manual,1,mobile,5\n" +
			"p-1,president,manual,1,votes:a,30\np-1,president,manual,1,votes:against-all,8\np-2,president,manual,1,took,40\np-2,president,manual,1,votes:a,10\np-2,president,manual,1,votes:b,28\np-2,president,manual,1,votes:against-all,1\n",
			nil, both},
		{"a long table's unknown item is told at its cell", "protocols.csv", long + "p-1,president,manual,1,votes:c,20\np-1,president,manual,1,listed,100\n",
			[]string{"I212 protocols.csv:E2 [p-1 president manual 1]"}, []string{"p-1 president manual 1: 100 ? ? ? ? ?"}},
		{"a time years away from the election counts as unknown", "protocols.csv", strings.Replace(head, "series", "series,received", 1) +
			"p-1,president,manual,2072-01-24T21:00,1,100,60,5,30,20,8\n", []string{"I111 protocols.csv:D2 [p-1 president manual 1]"}, first},
		{"of a long table's two answers neither is taken, and nothing is left", "protocols.csv", long + "p-1,president,manual,1,took,60\np-1,president,manual,1,took,61\np-1,president,manual,1,took,60\n",
			[]string{
				"I216 protocols.csv:2 [p-1 president manual 1]", "I205 protocols.csv:F3 & protocols.csv:F2 [p-1 president manual 1]",
				"I205 protocols.csv:F4 & protocols.csv:F2 [p-1 president manual 1]",
			}, []string(nil)},
		{"the same answer twice is one", "protocols.csv", long + "p-1,president,manual,1,took,60\np-1,president,manual,1,took,60\n",
			[]string{"I204 protocols.csv:F3 & protocols.csv:F2 [p-1 president manual 1]"}, []string{"p-1 president manual 1: ? 60 ? ? ? ?"}},
		{"a long record that contradicts itself is withheld", "protocols.csv", strings.Replace(long, "item", "received,item", 1) +
			"p-1,president,manual,1,2027-01-24T21:00,took,60\np-1,president,manual,1,2027-01-24T22:00,listed,100\n",
			[]string{"I205 protocols.csv:3 & protocols.csv:2 [p-1 president manual 1]"}, []string(nil)},
		{"a long table's empty value of another form's line is nothing", "protocols.csv", long + "p-2,president,manual,1,mobile,\np-2,president,manual,1,took,40\n", nil, []string{"p-2 president manual 1: ? 40 - ? ? ?"}},
		{"a long table's other columns are told", "protocols.csv", strings.Replace(long, "value", "value,votes:a", 1) + "p-1,president,manual,1,took,60,30\n", []string{"I103 protocols.csv:G1"}, []string{"p-1 president manual 1: ? 60 ? ? ? ?"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, small.with(test.file, test.text))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.read, counts(only(d))); diff != "" {
				t.Errorf("protocols: -want +got\n%s", diff)
			}
		})
	}
}

// Protocols may lie in a folder, one table an office; what nobody reads is told.
func TestTablesInTheFolderOfProtocols(t *testing.T) {
	f := small.with("protocols.csv", "").
		with("protocols/1.csv", head+"p-1,president,manual,1,100,60,5,30,20,8\n").
		with("protocols/2.csv", head+"p-2,president,manual,1,50,40,,10,28,1\np-1,president,manual,1,100,60,5,30,20,8\n").
		with("protocols/3.xlsx", "PK").with("protocols/old/4.csv", head).with("protcols/5.csv", head).with("turnuot.csv", "x\n")
	d := read(t, f)
	want := []string{
		"I009 protcols/5.csv", "I204 protocols/2.csv:3 & protocols/1.csv:2 [p-1 president manual 1]", "I015 protocols/3.xlsx", "I009 turnuot.csv",
	}
	if diff := cmp.Diff(want, told(d.Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(counts(only(read(t, small))), counts(only(d))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestAFolderNameIsNoPattern(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "[2027]", "small*")
	for name, text := range small.with("protocols/1.csv", small["protocols.csv"]).with("protocols.csv", "") {
		if err := os.MkdirAll(filepath.Join(dir, "protocols"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Dir(dir)
	if err != nil || d.Protocols != 2 {
		t.Errorf("%d protocols, %v", d.Protocols, err)
	}
}

func TestWithheldProtocolsAreCountedForTheirCommission(t *testing.T) {
	d := read(t, small.with("protocols.csv", head+"p-1,president,hand,1,100,60,5,30,20,8\n").
		with("selections.csv", small["selections.csv"]+"president,p-2,4,nobody,П,П\n"))
	for id, want := range map[string]int{"p-1": 1, "p-2": 0, "cec": 0} {
		if got := only(d).Commission(id).HeldAt(time.Time{}); got != want {
			t.Errorf("%s: %d held, want %d", id, got, want)
		}
	}
}

// A personal number stops the publication, and no finding repeats it.
func TestAPersonalNumberIsNeverEchoed(t *testing.T) {
	const pin = "12304199012345"
	places := map[string]files{
		"count":      small.with("protocols.csv", head+"p-1,president,manual,1,"+pin+",60,5,30,20,8\n"),
		"key":        small.with("protocols.csv", head+pin+",president,manual,1,1,60,5,30,20,8\n"),
		"text":       small.with("protocols.csv", head+"\"№ "+pin+" Асанов\",president,manual,1,1,60,5,30,20,8\n"),
		"header":     small.with("protocols.csv", strings.Replace(head, "mobile", pin, 1)),
		"long row":   small.with("protocols.csv", head+"p-1,president,manual,1,1,60,5,30,20,8,"+pin+"\n"),
		"long text":  small.with("selections.csv", small["selections.csv"]+"president,x,1,"+strings.Repeat("к", 55)+" "+pin+",А,А\n"),
		"commission": small.with("commissions.csv", small["commissions.csv"]+pin+",precinct,north,,,,,,\n"),
		"name":       small.with("commissions.csv", small["commissions.csv"]+"p-3,precinct,north,,"+pin+",А,,,\n"),
		"waiver":     small.with("waivers.csv", "code,record,reason_ky,reason_ru,by,date\nI101,"+pin+",а,а,а,2027-01-25\n"),
		"decision":   small.with("decisions.csv", "id,date,effect,scope,by\nd-1,2027-01-25,void,election,"+pin+"\n"),
	}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		d := read(t, places[place])
		if !slices.ContainsFunc(d.Findings, func(f finding.Finding) bool { return f.Code == finding.PersonalData }) || finding.Stops(d.Findings) == 0 {
			t.Errorf("%s: not found: %q", place, told(d.Findings))
		}
		for _, f := range d.Findings {
			if text := fmt.Sprint(f.Record, f.Commission, f.Contest, f.Args); strings.Contains(text, pin[:10]) {
				t.Errorf("%s: echoed in %s", place, f.Code)
			}
		}
	}
}

func TestWhatIsAPersonalNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"12304199012345": true, "ПИН 21512200300001.": true, "1230419901234": false, "123041990123456": false,
		"32304199012345": false, "13304199012345": false, "12313199012345": false, "12304170012345": false, "": false, "20270124201500": false,
	} {
		if got := personal(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}
