package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"achyk/generator/datasets"
)

// A record is one row of a table, by the names of its columns.
type record map[string]string

// table reads a table of the site.
func (p *publication) table(t *testing.T, election, name string) []record {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(p.dir, "data", election, election+"*-"+name+".csv"))
	if name == "protocols" { // and not the long one
		found = slices.DeleteFunc(found, func(f string) bool { return strings.HasSuffix(f, "-long.csv") })
	}
	if err != nil || len(found) != 1 {
		t.Fatalf("table %s: %v %v", name, found, err)
	}
	raw, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []record
	for _, cells := range rows[1:] {
		r := make(record)
		for i, cell := range cells {
			r[rows[0][i]] = cell
		}
		all = append(all, r)
	}
	return all
}

// figure is a cell of figures; false where it is empty.
func (r record) figure(t *testing.T, column string) (int64, bool) {
	t.Helper()
	if r[column] == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(r[column], 10, 64)
	if err != nil {
		t.Fatalf("column %s of %v: %v", column, r, err)
	}
	return n, true
}

// tables are the two tables of figures, and the columns that hold them.
type tables struct {
	results map[string]record   // by commission and contest
	beneath map[string][]record // results of the places directly beneath, by parent and contest
	papers  map[string][]record // figures of protocols that count, by parent and contest
	wide    map[string]record   // protocols that stand, by commission, contest, part and series
	partly  map[string]bool     // places with a protocol of which an unknown part counts
	columns []string
}

func (p *publication) tables(t *testing.T, election string) *tables {
	t.Helper()
	all := &tables{
		results: make(map[string]record), beneath: make(map[string][]record), papers: make(map[string][]record),
		partly: make(map[string]bool), wide: make(map[string]record),
	}
	for _, r := range p.table(t, election, "protocols") {
		if r["current"] == "yes" {
			all.wide[r["commission"]+" "+r["contest"]+" "+r["part"]+" "+r["series"]] = r
		}
	}
	parents := make(map[string]string)
	for _, r := range p.table(t, election, "results") {
		all.results[r["commission"]+" "+r["contest"]] = r
		above := r["parent"] + " " + r["contest"]
		all.beneath[above] = append(all.beneath[above], r)
		parents[r["commission"]] = r["parent"]
	}
	for _, r := range p.table(t, election, "protocols-long") {
		above := parents[r["commission"]] + " " + r["contest"]
		if r["outside_voided_by"] != "" {
			all.partly[above] = true
		}
		if r["in_force"] == "yes" && r["voided_by"] == "" && r["state"] == "known" {
			all.papers[above] = append(all.papers[above], r)
		}
		if !slices.Contains(all.columns, r["item"]) {
			all.columns = append(all.columns, r["item"])
		}
	}
	return all
}

// The tables say what the pages say: results.csv has the figures that lead each
// place's page; where these are a sum, they are the sum of the rows beneath; and
// the figures of protocols add up to what a page names as the sum of those
// beneath.
func TestTablesAddUpToThePages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		election, data string
		asOf           time.Time
	}{
		{"demo", trainingElection(t, 200), time.Time{}},
		{"demo", trainingElection(t, 100), time.Date(2027, time.January, 24, 17, 0, 0, 0, time.UTC)},
		{"kg-2017", kg2017(t), time.Time{}},
	} {
		p := publish(t, test.data, test.asOf)
		all := p.tables(t, test.election)
		led, summed, papers := 0, 0, 0
		for _, of := range p.documents(t) {
			var d datasets.PlaceDocument
			if err := json.Unmarshal(p.read(t, "api/"+of+".json"), &d); err != nil {
				t.Fatal(err)
			}
			if d.Kind != "place" && d.Kind != "precinct" {
				continue
			}
			for i := range d.Contests {
				c := &d.Contests[i]
				key := d.Commission.ID + " " + c.Contest
				r := all.results[key]
				if r["force"] != c.Force || r["basis"] != c.Basis && d.Kind == "place" || r["state"] != c.State {
					t.Errorf("%s: the page leads with %s %s %s, the table with %s %s %s",
						of, c.State, c.Force, c.Basis, r["state"], r["force"], r["basis"])
				}
				led += all.leads(t, of, r, c)
				if r["basis"] == "sum" {
					summed += all.sums(t, r, all.beneath[key])
				}
				papers += all.adds(t, of, key, c)
			}
		}
		t.Logf("%s: %d figures lead, %d are sums of rows, %d of protocols", test.election, led, summed, papers)
		if led == 0 || summed == 0 {
			t.Error("nothing was compared")
		}
	}
}

// leads compares a row of the results with the figures that lead a page. It
// returns how many.
func (all *tables) leads(t *testing.T, of string, r record, c *datasets.PlaceScore) int {
	t.Helper()
	n := 0
	same := func(column string, a *datasets.Amount) {
		n++
		want, least := "", false
		if a != nil && !a.Voided && (a.State == "exact" || a.State == "at_least") {
			want, least = strconv.FormatInt(*a.Value, 10), a.State == "at_least"
		}
		if r[column] != want || slices.Contains(strings.Fields(r["at_least"]), column) != least {
			t.Errorf("%s: %s is %q on the page and %q in the table (at least: %v)", of, column, want, r[column], r["at_least"])
		}
	}
	if c.Results != nil {
		for i := range c.Results.Rows {
			same("votes:"+c.Results.Rows[i].Selection, c.Results.Rows[i].Votes)
		}
	}
	if c.Lines == nil || len(c.Lines.Columns) == 3 {
		return n // lines that the own form does not have come from beneath
	}
	for i := range c.Lines.Rows {
		row := &c.Lines.Rows[i]
		if row.Line != "" && c.Lines.Columns[0].Kind != "protocol" {
			same(row.Line, &row.Figures[0])
		}
		for j, k := range c.Lines.Columns {
			if row.Line == "" || k.Kind != "protocol" {
				continue
			}
			n++
			paper := all.wide[r["commission"]+" "+r["contest"]+" "+k.Part+" "+k.Series]
			want := ""
			if row.Figures[j].Value != nil {
				want = strconv.FormatInt(*row.Figures[j].Value, 10)
			}
			if paper == nil || paper[row.Line] != want {
				t.Errorf("%s: %s of %s is %q on the page and %q in the table", of, row.Line, k.Series, want, paper[row.Line])
			}
		}
	}
	return n
}

// sums compares a row that is a sum with the rows beneath it. It returns how
// many figures.
func (all *tables) sums(t *testing.T, r record, beneath []record) int {
	t.Helper()
	n := 0
	for _, column := range all.columns {
		var sum int64
		any := false
		for _, b := range beneath {
			if b["force"] != r["force"] {
				continue
			}
			if f, known := b.figure(t, column); known {
				sum, any = sum+f, true
			}
		}
		if f, known := r.figure(t, column); known != any || f != sum {
			t.Errorf("%s: %s is %q, the rows beneath add up to %d", r["commission"], column, r[column], sum)
		}
		n++
	}
	return n
}

// adds compares what a page names as the sum of those beneath with the figures
// of their protocols. It returns how many.
func (all *tables) adds(t *testing.T, of, key string, c *datasets.PlaceScore) int {
	t.Helper()
	at := -1
	if c.Lines != nil {
		at = slices.IndexFunc(c.Lines.Columns, func(k datasets.Column) bool { return k.Kind == "sum" && k.Force == "official" })
	}
	if at < 0 || all.partly[key] || slices.ContainsFunc(all.beneath[key], func(r record) bool { return r["basis"] == "sum" }) {
		return 0
	}
	n := 0
	for i := range c.Lines.Rows {
		row := &c.Lines.Rows[i]
		var sum int64
		for _, r := range all.papers[key] {
			if r["item"] == row.Line {
				f, _ := r.figure(t, "value")
				sum += f
			}
		}
		var want int64
		if f := row.Figures[at]; f.Value != nil && !f.Voided {
			want = *f.Value
		}
		if n++; sum != want {
			t.Errorf("%s: the sum of %s is %d, the protocols add up to %d", of, row.Line, want, sum)
		}
	}
	return n
}

// The digests are those of the files, in the words of sha256sum.
func TestDigestsAreThoseOfTheTables(t *testing.T) {
	t.Parallel()
	p := publish(t, trainingElection(t, 30), time.Time{})
	lines := strings.Split(strings.TrimSuffix(string(p.read(t, "data/demo/"+datasets.Sums)), "\n"), "\n")
	entries, err := os.ReadDir(filepath.Join(p.dir, "data", "demo"))
	if err != nil || len(entries) != len(lines)+1 {
		t.Fatalf("%d files and %d digests: %v", len(entries), len(lines), err)
	}
	for _, line := range lines {
		digest, name, _ := strings.Cut(line, "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256(p.read(t, "data/demo/"+name))); got != digest {
			t.Errorf("%s has the digest %s, the list says %s", name, got, digest)
		}
	}
}

// Figures that pages withhold are nowhere: neither those of a place under an
// embargo, nor those of a record that a finding holds, nor how many of a group
// of voters took part.
func TestWhatIsWithheldIsInNoFile(t *testing.T) {
	t.Parallel()
	data := trainingElection(t, 60)
	// Each figure is one that no other can be.
	const embargoed, held, grouped, shown = "7654321", "8765432", "9876543", "6543217"
	edit(t, data, "commissions.csv", func(columns []string, row record) {
		if row["id"] == "p-02001" {
			row["not_before"] = "2027-06-01T00:00:00+06:00"
		}
	})
	edit(t, data, "protocols.csv", func(columns []string, row record) {
		if row["commission"] == "p-02001" {
			row["voters_listed"], row["votes:archa"], row["ballots_valid"] = embargoed, embargoed, "7l"+embargoed
		}
		if row["commission"] == "p-02002" && row["series"] == "manual" {
			row["contest"], row["votes:archa"] = "nothing", held
		}
		if row["commission"] == "p-02003" && row["series"] == "manual" {
			row["votes:archa"] = shown
		}
	})
	appendLine(t, filepath.Join(data, "participation.csv"), "p-02003,president,aged-18-22,"+grouped+",2027-01-25T01:00:00+06:00")

	p := publish(t, data, time.Time{})
	files, found := 0, 0
	err := filepath.WalkDir(p.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(name)
		files++
		text := strings.ReplaceAll(string(raw), "\u00a0", "")
		found += strings.Count(text, shown)
		for _, never := range []string{embargoed, held, grouped, "aged-18-22"} {
			if strings.Contains(text, never) {
				t.Errorf("%s has %s", name, never)
			}
		}
		return err
	})
	if err != nil || found < 6 {
		t.Fatalf("%d files, a figure that is shown stands there %d times: %v", files, found, err)
	}
	for _, r := range p.table(t, "demo", "protocols") {
		if r["commission"] == "p-02001" {
			t.Errorf("a protocol under an embargo: %v", r)
		}
	}
}

// edit changes rows of a table of the data.
func edit(t *testing.T, data, name string, change func(columns []string, row record)) {
	t.Helper()
	rewrite(t, data, name, func(rows [][]string) [][]string {
		for _, cells := range rows[1:] {
			r := make(record)
			for i := range cells {
				r[rows[0][i]] = cells[i]
			}
			change(rows[0], r)
			for i := range cells {
				cells[i] = r[rows[0][i]]
			}
		}
		return rows
	})
}

func appendLine(t *testing.T, name, line string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(line + "\n")
	if closed := f.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
}
