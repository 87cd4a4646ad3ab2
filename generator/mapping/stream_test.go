package mapping

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Tables in canonical columns, whatever their format, rows in election.yaml and
// sources are handed out one after another; those that complete come last.
func TestTheOrderOfStreams(t *testing.T) {
	d := lay(t, `
tables:
  protocols:
    - {commission: inline, version: 1}
sources:
  - files: votes.csv
    gives: [{table: protocols, completes: true, fields: {commission: completing}, lines: {a: n}}]
  - files: "*/one.csv"
    gives: [{table: protocols, fields: {commission: mapped}}]
`, map[string]string{
		"protocols.csv": "commission,voters\ncanonical,1\n", "protocols.tsv": "commission\tvoters\ntabs\t2\n",
		"protocols.json": `[{"commission": "json", "voters": 3}]`, "protocols/x.csv": "commission\nfolder\n",
		"protocols/deep.zip": zipped(t, map[string]string{"y.csv": "commission\nzip\n"}), "protocols/readme.txt": "no",
		"protocols/in/z.csv": "commission\nbeneath\n", "protocols/one.csv": "a\n1\n",
		"votes.csv": "n\n1\n", "notes.txt": "no", "commissions.csv": "id\nc\n", "other.csv": "x\n", "scans/1.pdf": "no",
	})
	var order []string
	for s, err := range d.plan.Streams(protocols) {
		if err != nil {
			t.Fatal(err)
		}
		for s.Next() {
			order = append(order, s.File.Path+" "+s.Text(0))
		}
	}
	same(t, "streams", order, []string{
		"protocols.csv canonical", "protocols.json json", "protocols.tsv tabs", "protocols/deep.zip/y.csv zip",
		"protocols/in/z.csv beneath", "protocols/x.csv folder",
		"election.yaml inline", "protocols/one.csv mapped", "votes.csv completing",
	})
	same(t, "files that nobody reads", d.plan.Unclaimed(), []string{
		"notes.txt", "other.csv", "protocols/readme.txt", "scans/1.pdf",
	})
	for table, want := range map[string]bool{protocols: true, "commissions": true, "turnout": false} {
		if d.plan.Has(table) != want {
			t.Errorf("has %s: %v", table, !want)
		}
	}
}

// A canonical table is handed out as it stands: its header is for intake to
// judge.
func TestACanonicalTable(t *testing.T) {
	d := lay(t, "", map[string]string{
		"commissions.csv": "id , name_ru,,x,id\n1,\u00a0Osh\u00a0,2\n\n 2 ,a,b,c,d,,e\n3,\"x\"y\n4,,,,,\n",
	})
	for s, err := range d.plan.Streams("commissions") {
		if err != nil {
			t.Fatal(err)
		}
		same(t, "columns", s.Columns, []string{"id", "name_ru", "", "x", "id"})
		if at := s.ColumnAt(4).String(); at != "commissions.csv:E1" {
			t.Errorf("the last column is named at %s", at)
		}
		if at := s.HeaderAt().String(); at != "commissions.csv:1" {
			t.Errorf("the columns are named at %s", at)
		}
		if s.Mapped || s.Inline || s.Repeated || s.Completes || s.Absent.Zero {
			t.Errorf("the stream is more than a table: %+v", s)
		}
		type row struct {
			place, second, at string
			cells, columns    int
			fault             bool
		}
		want := []row{
			{"commissions.csv:2", "Osh", "commissions.csv:B2", 0, 0, false},
			{"commissions.csv:4", "a", "commissions.csv:B4", 7, 5, false},
			{"commissions.csv:5", "", "commissions.csv:B5", 0, 0, true},
			{"commissions.csv:6", "", "commissions.csv:B6", 0, 0, false},
		}
		for i := 0; s.Next(); i++ {
			got := row{place: s.Place().String(), at: s.At(1).String(), fault: s.Fault() != nil}
			if !got.fault {
				got.second = s.Text(1)
			}
			got.cells, got.columns = s.Long()
			if i >= len(want) || got != want[i] {
				t.Errorf("row %d: %+v", i, got)
			}
			if i == 1 && !slices.Equal(s.Beyond(), []string{"", "e"}) {
				t.Errorf("beyond the header: %q", s.Beyond())
			}
		}
		if at := s.CellAt(6).Letter(); at != "G" {
			t.Errorf("the seventh cell is %s", at)
		}
	}
}

// A table with nothing in it is declared, and is no stream.
func TestInlineTables(t *testing.T) {
	d := lay(t, `
tables:
  selections: []
  commissions:
    - {id: cec, level: central, note: x}
    - id: " osh "
      parent: cec
      number: 017
      name_ru:
`, nil)
	if !d.plan.Has("selections") || len(d.records(t, "selections")) > 0 {
		t.Error("an empty table is not there, or has something in it")
	}
	same(t, "places", d.written(t, "commissions", func(s *Stream, i int) string {
		if s.File.Path != "election.yaml" || !s.Inline {
			t.Errorf("the stream comes from %s", s.File.Path)
		}
		return s.Columns[i] + "=" + s.Text(i) + "@" + s.At(i).String()
	}), []string{
		"id=cec@election.yaml:5 level=central@election.yaml:5 note=x@election.yaml:5",
		"id=osh@election.yaml:6 parent=cec@election.yaml:7 number=017@election.yaml:8",
	})
	for s := range d.plan.Streams("commissions") {
		i := slices.Index(s.Columns, "name_ru")
		if at := s.ColumnAt(i).String(); at != "election.yaml:9" {
			t.Errorf("name_ru is named at %s", at)
		}
		if s.ColumnAt(0).String() != "election.yaml:5" || s.HeaderAt().String() != "election.yaml:5" {
			t.Errorf("the table is at %s, its first column at %s", s.HeaderAt(), s.ColumnAt(0))
		}
	}
}

// A text is where it was read; what a source says itself, at its line.
func TestPlaces(t *testing.T) {
	config := `
sources:
  - files: out.csv
    fill: [r]
    values: {v: {from: "{a}-{b}", lower: true}}
    gives:
      - table: protocols
        fields: {commission: "x-{r}-{b}", contest: k, part: "{v}", series: "{:B1}", kind: "{file}", decision: ""}
        lines: {listed: b}
        votes: {x: a}
        absent: zero
`
	write := func(s *Stream, i int) string { return s.Columns[i] + "=" + s.Text(i) + "@" + s.At(i).String() }
	d := lay(t, config, map[string]string{"out.csv": "r,a,b\nR,A,1\n,B,2\n,C,\n"})
	same(t, "rows", d.written(t, protocols, write), []string{
		"commission=x-R-1@out.csv:A2 contest=k@election.yaml:8 part=a-1@out.csv:B2 series=a@out.csv:B1 kind=out@out.csv listed=1@out.csv:C2 votes:x=A@out.csv:B2",
		"commission=x-R-2@out.csv:A2 contest=k@election.yaml:8 part=b-2@out.csv:B3 series=a@out.csv:B1 kind=out@out.csv listed=2@out.csv:C3 votes:x=B@out.csv:B3",
		"contest=k@election.yaml:8 series=a@out.csv:B1 kind=out@out.csv listed=0@out.csv:C4 votes:x=C@out.csv:B4",
	})
	d = lay(t, strings.Replace(config, "fill:", "layout: columns\n    fill:", 1), map[string]string{"out.csv": "r,R,,\na,A,B,C\nb,1,2,\n"})
	same(t, "columns", d.written(t, protocols, write), []string{
		"commission=x-R-1@out.csv:B1 contest=k@election.yaml:9 part=a-1@out.csv:B2 series=R@out.csv:B1 kind=out@out.csv listed=1@out.csv:B3 votes:x=A@out.csv:B2",
		"commission=x-R-2@out.csv:B1 contest=k@election.yaml:9 part=b-2@out.csv:C2 series=R@out.csv:B1 kind=out@out.csv listed=2@out.csv:C3 votes:x=B@out.csv:C2",
		"contest=k@election.yaml:9 series=R@out.csv:B1 kind=out@out.csv listed=0@out.csv:D3 votes:x=C@out.csv:D2",
	})
	for s := range d.plan.Streams(protocols) {
		var named []string
		for i, column := range s.Columns {
			named = append(named, column+"@"+s.ColumnAt(i).String())
		}
		same(t, "columns are named", named, []string{
			"commission@election.yaml:9", "contest@election.yaml:9", "part@election.yaml:9", "series@election.yaml:9", "kind@election.yaml:9",
			"decision@election.yaml:9", "listed@election.yaml:10", "votes:x@election.yaml:11",
		})
		if s.HeaderAt().String() != "election.yaml:8" || !s.Mapped {
			t.Errorf("the columns are named at %s", s.HeaderAt())
		}
	}
}

// What is the same in all records, and what a stream that completes may bring.
func TestConstantsAndWhatIsAbsent(t *testing.T) {
	d := lay(t, `
sources:
  - files: out.csv
    gives:
      - table: protocols
        completes: true
        fields: {commission: "{n}", contest: " k ", version: "{n}"}
        item: "{n}"
        value: n
        items: {"1": boxes, "2": "votes:none", "3": ""}
        else: "votes:p-{n}"
        absent: zero
        zero_with: valid
      - {table: protocols, completes: true, fields: {commission: "{n}"}, lines: {a: n}, votes: {b: n}, absent: zero}
      - {table: protocols, completes: true, fields: {commission: "{n}"}, lines: {a: n}}
`, map[string]string{"out.csv": "n\n"})
	var streams []*Stream
	for s := range d.plan.Streams(protocols) {
		streams = append(streams, s)
	}
	if len(streams) != 3 {
		t.Fatalf("%d streams", len(streams))
	}
	s := streams[0]
	for column, want := range map[string]string{"contest": "k", "part": "", "commission": "no", "version": "no", "item": "no"} {
		text, constant := s.Constant(column)
		if !constant {
			text = "no"
		}
		if text != want {
			t.Errorf("%s is %q", column, text)
		}
	}
	if a := s.Absent; !a.Zero || a.With != "valid" || a.At.String() != "election.yaml:12" {
		t.Errorf("absent: %+v", a)
	}
	for i, want := range []map[string]bool{
		{"boxes": true, "votes:none": true, "votes:p-7": true, "votes:7": false, "": false, "a": false},
		{"a": true, "votes:b": true, "b": false},
		{"a": false},
	} {
		for item, brings := range want {
			if streams[i].Absent.Brings(item) != brings {
				t.Errorf("stream %d brings %q: %v", i, item, !brings)
			}
		}
	}
}

// A row that cannot be read is withheld once, however many records it would
// have given.
func TestAFaultIsHandedOutOnce(t *testing.T) {
	d := lay(t, `
sources:
  - files: out.csv
    first: 3
    gives:
      - {table: commissions, repeated: true, fields: {id: "{r}"}}
      - {table: commissions, fields: {id: "{n}"}}
      - {table: protocols, fields: {commission: "{n}"}}
`, map[string]string{"out.csv": "r,n\n\"a\"b,0\nr,1\n\"a\"b,2\nr,3\n"})
	same(t, "commissions", d.records(t, "commissions"), []string{"id=r", "out.csv:4: quote", "id=1", "id=3"})
	same(t, "protocols", d.records(t, protocols), []string{"commission=1", "commission=3"})
}

// An archive is a folder, and a glob that means it means all in it.
func TestArchives(t *testing.T) {
	for _, glob := range []string{"*.zip", "a.zip/in/*.csv", "?.zip/*/1.csv"} {
		d := lay(t, "sources:\n- files: '"+glob+"'\n  gives: [{table: protocols, fields: {commission: '{folder}-{file}-{n}'}}]\n",
			map[string]string{"a.zip": zipped(t, map[string]string{"in/1.csv": "n\n7\n"}), "b.csv": "n\n"})
		same(t, glob, d.records(t, protocols), []string{"commission=in-1-7"})
		same(t, glob+": findings", d.findings(), nil)
	}
}

// The columns of JSON are its keys, those of the levels above among them.
func TestJSON(t *testing.T) {
	d := lay(t, `
sources:
  - files: "*.json"
    path: regions.precincts
    ignore: ["../code"]
    gives:
      - table: protocols
        fields: {commission: "{../../country}-{../name}-{no}"}
        lines: {listed: "counts.Listed"}
        votes: {a: "votes.1"}
`, map[string]string{"out.json": `{"country": "kg", "regions": [
		{"name": "osh", "code": 1, "precincts": [{"no": "07", "counts": {"listed": 120}, "votes": [45, 30]}, {"no": "08", "votes": []}]},
		{"name": "chui", "precincts": [{"no": "1", "counts": {"listed": 5}}]}]}`})
	same(t, "records", d.written(t, protocols, func(s *Stream, i int) string { return s.Text(i) + "@" + s.At(i).String() }), []string{
		"kg-osh-07@out.json:../../country1 120@out.json:counts.listed1 45@out.json:votes.11", "kg-osh-08@out.json:../../country2",
		"kg-chui-1@out.json:../../country3 5@out.json:counts.listed3",
	})
	same(t, "findings", d.findings(), []string{"I103 | out.json | column=votes.2"})
}

// Where nobody can say what the columns are, no row is handed out.
func TestTablesWithoutAHeader(t *testing.T) {
	for _, c := range []struct {
		what, config string
		files        map[string]string
		findings     []string
	}{
		{"a canonical table", "", map[string]string{"protocols.csv": "a\"b\n1\n"}, []string{"I005 | protocols.csv", "I006 | protocols.csv:1 | problem=quote"}},
		{"rows that end before it", indented("header: 5\ngives: [{table: protocols}]"), map[string]string{"out.csv": "a\n1\n"}, []string{"I005 | out.csv"}},
		{"an empty canonical table", "", map[string]string{"protocols.csv": "\n"}, []string{"I015 | protocols.csv | problem=empty"}},
	} {
		d := lay(t, c.config, c.files)
		same(t, c.what, d.records(t, protocols), nil)
		same(t, c.what+": findings", d.findings(), c.findings)
	}
}

// A blank row above the names is an upper row with nothing in it; and the names
// may end the file.
func TestHeadersWithGaps(t *testing.T) {
	d := lay(t, indented("header: [2, 3]\ngives: [{table: protocols, fields: {commission: '{n}-{w / x}'}}]"),
		map[string]string{"out.csv": "title\n\nn,w / x\n7,8\n"})
	same(t, "records", d.records(t, protocols), []string{"commission=7-8"})
	d = lay(t, indented("header: [1, 3]\ngives: [{table: protocols, fields: {commission: '{n}-{w / x}'}}]"),
		map[string]string{"out.csv": "n,w\nx,y\n,x\n7,8\n"})
	same(t, "records", d.records(t, protocols), []string{"commission=7-8"})
	d = lay(t, indented("header: [1, 2, 9]\ngives: [{table: protocols, fields: {commission: '{n}'}}]"),
		map[string]string{"out.csv": "n,w\n,x\n"})
	same(t, "records", d.records(t, protocols), nil)
	same(t, "findings", d.findings(), []string{"I103 | out.csv:B9 | column=w / x"})
}

// A row longer than its header, and one that the end of the file cut off, may
// hold every number in the wrong column. They are known by their key alone.
func TestRowsThatMayHaveMoved(t *testing.T) {
	d := lay(t, indented(`gives:
  - {table: protocols, fields: {commission: "p-{n}", contest: k}, lines: {a: v}}
  - {table: commissions, fields: {id: "p-{n}"}}`), map[string]string{"out.csv": "n,v,w\n1,2,3,4\n2,3,4,,\n3,4"})
	var said []string
	for _, table := range []string{protocols, "commissions"} {
		for s := range d.plan.Streams(table) {
			for s.Next() {
				cells, columns := s.Long()
				said = append(said, fmt.Sprintf("%s %q %d/%d %v %s", s.Place(), s.Texts(), cells, columns, s.Fault() != nil, s.CellAt(1)))
			}
		}
	}
	same(t, "rows", said, []string{
		`out.csv:2 ["p-1" "k" ""] 4/3 false out.csv:B2`,
		`out.csv:3 ["p-2" "k" "3"] 0/0 false out.csv:B3`,
		`out.csv:4 ["p-3" "k" ""] 0/0 true out.csv:B4`,
		`out.csv:3 ["p-2"] 0/0 false out.csv:B3`,
	})
}

// A reader may leave a table when it has seen enough.
func TestStreamsAreLeftEarly(t *testing.T) {
	d := lay(t, "tables: {commissions: [{id: a}]}\nsources: [{files: out.csv, gives: [{table: commissions, fields: {id: '{n}'}}]}]",
		map[string]string{"commissions.csv": "id\nx\n", "out.csv": "n\n1\n"})
	for most := range 4 {
		n := 0
		for range d.plan.Streams("commissions") {
			if n++; n > most {
				break
			}
		}
		if n != min(most+1, 3) {
			t.Errorf("%d streams", n)
		}
	}
}

// A file that is another one when its rows are read was not the one that was
// looked at.
func TestAFileThatChanges(t *testing.T) {
	d := lay(t, "sources: [{files: '*.csv', gives: [{table: commissions, fields: {id: '{n}'}}]}]", map[string]string{"a.csv": "n\n1\n", "b.csv": "n\n2\n"})
	if err := os.WriteFile(filepath.Join(d.dir, "a.csv"), []byte("m,n\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	same(t, "records", d.records(t, "commissions"), []string{"id=2"})
	same(t, "findings", d.findings(), []string{"I015 | a.csv | problem=changed"})
}
