package intake

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// Whatever a table of protocols holds, it is read without a panic; every count
// that is unknown has an empty cell or a finding; every count that is known is
// what its cell says; and what was read, written out again, is read the same.
func FuzzProtocols(f *testing.F) {
	f.Add([]byte(small["protocols.csv"]))
	f.Add([]byte("\ufeff" + strings.ReplaceAll(small["protocols.csv"], "\n", "\r\n")))
	f.Add([]byte(head + "\n\np-1,president,manual,1,1OO,,5\np-1,president,manual,1,\"1\n0\",\"\",,,,\n,,,\n"))
	f.Add([]byte(head + "p-1,president,manual,1,\"100,60,5,30,20,8\np-2,president,manual,1,50,40,,10,28,1"))
	f.Add([]byte("commission,contest,series,version,item,value\np-1,president,manual,1,votes:a,3\np-1,president,manual,1,votes:a,4\np-1,president,device,1,listed,\n"))
	f.Add([]byte("\xff\xfe\n\"\n\"\"\r,\"a\rb\",\r\n"))
	r := rand.New(rand.NewPCG(2027, 124))
	for range 100 {
		f.Add(randomTable(r))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d := read(t, small.always("protocols.csv", string(text)))
		e := only(d)
		if e == nil {
			t.Fatalf("the election is gone: %q", told(d.Findings))
		}
		cells := spreadsheet(text)
		accused := make(map[string]bool)
		for _, found := range d.Findings {
			if found.Code == finding.RowUnreadable {
				cells = nil // what is a row is a matter of opinion then
			}
			if found.Code.Effect() == "" {
				t.Errorf("%v has no effect", found)
			}
			accused[found.At.String()] = true
			for _, also := range found.Also {
				accused[also.String()] = true
			}
		}
		for _, c := range e.Commissions {
			for _, p := range c.Protocols {
				for i, count := range p.Lines {
					if p.Contest.Lines[i].On(c, p.Series, p.Part) {
						accounted(t, p, count, cells, accused)
					} else if count.At.Known() {
						t.Errorf("%s: line %d is not on the form and has a cell", p.Key(), i)
					}
				}
				for _, count := range p.Votes {
					accounted(t, p, count, cells, accused)
				}
			}
		}
		again := read(t, small.always("protocols.csv", export(e)))
		for _, f := range again.Findings {
			if !slices.Contains([]finding.Code{finding.VersionReason, finding.VersionSkipped, finding.PersonalData}, f.Code) {
				t.Errorf("written out again, it has a finding: %v", f)
			}
		}
		if diff := cmp.Diff(counts(e), counts(only(again))); diff != "" {
			t.Errorf("written out again, it is another: -want +got\n%s", diff)
		}
	})
}

// randomTable is a table with the faults that tables have: most rows are good,
// and any cell, comma or line break of the others may be anything.
func randomTable(r *rand.Rand) []byte {
	var b bytes.Buffer
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	b.WriteString(pick("", "", "\ufeff", "\n", "\r\n") + head)
	for range r.IntN(8) {
		faulty := r.IntN(2) == 0
		for i := range 10 {
			cell := pick("0", "7", "12", "")
			switch i {
			case 0:
				cell = pick("p-1", "p-2", "p-2", "cec")
			case 1:
				cell = "president"
			case 2:
				cell = pick("manual", "device", "recount")
			case 3:
				cell = pick("1", "2", "3")
			}
			if faulty && r.IntN(4) == 0 {
				cell = pick(`"`, `""`, `"1`, `1"`, "\"1\n2\"", "\"\n", "1O", "-1", " 5 ", "\u00a06", "007", "99999999999", "12304199012345", "\xff", "\r", "p-9", ",", "\n")
			}
			b.WriteString(cell)
			if i < 9 {
				b.WriteByte(',')
			}
		}
		b.WriteString(pick("\n", "\n", "\n", "\r\n", "\n\n", ",,\n", "\n,,,\n", ""))
	}
	return b.Bytes()
}

// accounted holds a count to its cell.
func accounted(t *testing.T, p *election.Protocol, c election.Count, cells map[string]string, accused map[string]bool) {
	t.Helper()
	n, known := c.Value()
	at := c.At.String()
	switch {
	case !c.At.Known():
		t.Errorf("%s: a count without a cell", p.Key())
	case cells == nil:
		// Rows are not those that the plain reading finds.
	case known:
		if digits := strings.TrimLeft(strings.TrimSpace(cells[at]), "0"); digits != strings.TrimLeft(strconv.FormatInt(n, 10), "0") {
			t.Errorf("%s: %d at %s, where %q stands", p.Key(), n, at, cells[at])
		}
	case c.At.Column > 0 && strings.TrimSpace(cells[at]) != "" && !accused[at]:
		t.Errorf("%s: %q at %s is unknown and nothing says why", p.Key(), cells[at], at)
	}
}

// strayQuote is a quote within a cell, or a carriage return that ends no line.
var strayQuote = regexp.MustCompile(`[^",\n]"[^"]|""|\r`)

// spreadsheet reads a table as a spreadsheet shows it, apart from the program's
// own reader: cells by their names. It is nil where quotes do not pair.
func spreadsheet(text []byte) map[string]string {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) || bytes.Count(text, []byte(`"`))%2 > 0 || strayQuote.Match(text) {
		return nil
	}
	cells := make(map[string]string)
	row, column, cell, quoted := 1, 1, "", false
	end := func() { cells["protocols.csv:"+letter(column)+strconv.Itoa(row)] = cell; cell = "" }
	for _, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted, b != ',' && b != '\n':
			cell += string([]byte{b})
		case b == ',':
			end()
			column++
		default:
			end()
			row, column = row+1, 1
		}
	}
	end()
	return cells
}

func letter(column int) string {
	if column <= 26 {
		return string(rune('A' + column - 1))
	}
	return letter((column-1)/26) + letter((column-1)%26+1)
}

// export writes the protocols of an election as a wide table.
func export(e *election.Election) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	k := e.Contests[0]
	row := []string{"commission", "contest", "series", "version", "kind", "reason_code", "reason_ky", "reason_ru", "decision"}
	for _, l := range k.Lines {
		row = append(row, l.Code)
	}
	for _, s := range k.Selections {
		row = append(row, votesPrefix+s.ID)
	}
	w.Write(row)
	for _, c := range e.Commissions {
		for _, p := range c.Protocols {
			kind := "original"
			if p.Corrected {
				kind = "corrected"
			}
			row := []string{c.ID, k.ID, string(p.Series), strconv.Itoa(p.Version), kind, p.ReasonCode, p.Reason.Ky, p.Reason.Ru, p.Decision}
			for _, count := range append(p.Lines[:len(p.Lines):len(p.Lines)], p.Votes...) {
				text := ""
				if n, known := count.Value(); known {
					text = strconv.FormatInt(n, 10)
				}
				row = append(row, text)
			}
			w.Write(row)
		}
	}
	w.Flush()
	return b.String()
}

// Whatever election.yaml holds, it is read without a panic, and the same way
// each time.
func FuzzYAML(f *testing.F) {
	f.Add([]byte(small["election.yaml"]))
	f.Add([]byte("levels: [{}]\nforms: [{lines: [{}]}]\ncontests: [{forms: ['']}]\nnames: [{}]"))
	f.Add([]byte("a: &a [*a]\nid: *a\n"))
	f.Add([]byte("id: {}\n---\nid: 1\n"))
	f.Add([]byte("contests: [{parts: [{id: a}, {id: a}], constituencies: [cec]}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		first := read(t, small.always("election.yaml", string(text)))
		if e := only(first); e != nil && e.Root == nil && finding.Stops(first.Findings) == 0 {
			t.Error("an election without a highest commission, and nothing stops")
		}
		again := read(t, small.always("election.yaml", string(text)))
		if diff := cmp.Diff(told(first.Findings), told(again.Findings)); diff != "" {
			t.Errorf("read twice: %s", diff)
		}
	})
}

// The order of rows changes nothing but the places of the cells.
func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	f := small.
		with("decisions.csv", "id,date,effect,scope,target,revokes\nd-9,2027-01-25,void,commission,p-1,\nd-10,2027-01-25,revoke,election,,d-9\nd-3,2027-01-24,void,outside,p-2,\n").
		with("protocols.csv", small["protocols.csv"]+"p-1,president,manual,2,100,61,5,30,20,8\np-1,president,device,1,,60,,30,20,8\np-2,president,recount,1,50,41,,10,28,1\n"+
			"p-2,president,device,1,1,1,,1,1,1\np-2,president,device,1,1,1,,1,1,2\np-9,president,manual,1,1,1,1,1,1,1\n").
		with("protocols/long.csv", "commission,contest,series,version,item,value\np-1,president,recount,1,took,60\np-1,president,recount,1,votes:a,1\np-1,president,recount,1,took,61\np-1,president,summary,1,took,60\np-1,president,summary,1,took,60\n")
	want := read(t, f)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffled := f
		for name, text := range f {
			if !strings.HasSuffix(name, ".csv") {
				continue
			}
			head, rows, _ := strings.Cut(text, "\n")
			lines := strings.SplitAfter(strings.TrimSuffix(rows, "\n"), "\n")
			lines[len(lines)-1] += "\n"
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			shuffled = shuffled.with(name, head+"\n"+strings.Join(lines, ""))
		}
		got := read(t, shuffled)
		if diff := cmp.Diff(tree(only(want)), tree(only(got))); diff != "" {
			t.Fatalf("commissions: -want +got\n%s", diff)
		}
		if diff := cmp.Diff(counts(only(want)), counts(only(got))); diff != "" {
			t.Fatalf("protocols: -want +got\n%s", diff)
		}
		if diff := cmp.Diff(aims(only(want)), aims(only(got))); diff != "" {
			t.Fatalf("decisions: -want +got\n%s", diff)
		}
		if got, want := len(got.Findings), len(want.Findings); got != want {
			t.Fatalf("%d findings, want %d", got, want)
		}
	}
}
