package sheets

import (
	"bytes"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/finding"
)

// A row as a test writes it down.
type got struct {
	Row   int32
	Cells []string
	Fault finding.Term
	Last  bool
}

// walked reads a sheet to its end.
func walked(t testing.TB, s *Sheet) []got {
	t.Helper()
	var all []got
	rows := s.Rows()
	for rows.Next() {
		g := got{Row: rows.Row(), Last: rows.Last()}
		if fault := rows.Fault(); fault != nil {
			g.Fault = fault.Problem
		} else {
			g.Cells = append(g.Cells, rows.Cells()...)
		}
		all = append(all, g)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// folderWith puts files into a folder.
func folderWith(t testing.TB, files map[string]string) *Folder {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return Open(dir)
}

// only reads a file that is one sheet and has nothing wrong with it.
func only(t testing.TB, f *Folder, name string, how How) *Sheet {
	t.Helper()
	sheets, found, err := f.Read(name, how)
	if err != nil || len(found) > 0 || len(sheets) != 1 {
		t.Fatalf("%s: %d sheets, %v, %v", name, len(sheets), found, err)
	}
	return sheets[0]
}

func TestRowsOfDelimitedText(t *testing.T) {
	long := strings.Repeat("a", mostCharacters+1)
	for _, c := range []struct {
		name, text string
		how        How
		want       []got
	}{
		{
			name: "a table", text: "a,b\n1,2\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "2"}, "", false}},
		},
		{
			name: "white space is left as it is", text: "a,b\n 1 ,\u00a02\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{" 1 ", "\u00a02"}, "", false}},
		},
		{
			name: "carriage returns and line feeds", text: "a,b\r\n1,2\r\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "2"}, "", false}},
		},
		{
			name: "a carriage return too many", text: "a,b\r\r\n1,\"2\"\r\r\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "2"}, "", false}},
		},
		{
			name: "carriage returns alone", text: "a,b\r1,\"x\r\ny\"\r\r3,4\r",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "x\ny"}, "", false}, {4, []string{"3", "4"}, "", false}},
		},
		{
			name: "a carriage return within a cell", text: "a,b\n1,x\ry\n2,\"x\ry\"\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "x\ry"}, "", false}, {3, []string{"2", "x\ry"}, "", false}},
		},
		{
			name: "blank rows are rows", text: "\n\na,b\n,\n\n 	,\u00a0\n1,2\n\n",
			want: []got{{3, []string{"a", "b"}, "", false}, {7, []string{"1", "2"}, "", false}},
		},
		{
			name: "a row on several lines is one row", text: "a,b\n\"1\n\n1\",2\n3,4\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1\n\n1", "2"}, "", false}, {3, []string{"3", "4"}, "", false}},
		},
		{
			name: "rows longer and shorter", text: "a,b\n1\n1,2,3\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1"}, "", false}, {3, []string{"1", "2", "3"}, "", false}},
		},
		{
			name: "no line end", text: "a,b\n1,2",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1", "2"}, "", true}},
		},
		{
			name: "a quote never closed costs its own line", text: "a,b\n\"1,2\n3,4\n\n5,6\n",
			want: []got{
				{1, []string{"a", "b"}, "", false},
				{2, nil, finding.StrayQuote, false}, {3, []string{"3", "4"}, "", false}, {5, []string{"5", "6"}, "", false},
			},
		},
		{
			name: "a quote that closes too late", text: "a,b\n\"1,2\n3,4\n5,6\"7\n8,9\n",
			want: []got{
				{1, []string{"a", "b"}, "", false},
				{2, nil, finding.StrayQuote, false},
				{3, []string{"3", "4"}, "", false}, {4, nil, finding.StrayQuote, false}, {5, []string{"8", "9"}, "", false},
			},
		},
		{
			name: "a quote never closed at the end", text: "a,b\n1,\"2",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, nil, finding.StrayQuote, true}},
		},
		{
			name: "bare quotes", text: "a,b\nx\"y\",2\n3,4\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, nil, finding.StrayQuote, false}, {3, []string{"3", "4"}, "", false}},
		},
		{
			name: "bytes that are no text", text: "a,b\n\xff,2\n3,\x00\n4,5\n", how: How{Encoding: utf8Text},
			want: []got{
				{1, []string{"a", "b"}, "", false},
				{2, nil, finding.NotText, false}, {3, nil, finding.NotText, false}, {4, []string{"4", "5"}, "", false},
			},
		},
		{
			name: "a cell too long", text: "a,b\n" + long + ",2\n" + long[1:] + ",4\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, nil, finding.LongCell, false}, {3, []string{long[1:], "4"}, "", false}},
		},
		{
			name: "a cell of a megabyte", text: "a,b\n\"" + strings.Repeat("<script>\n", 1<<17) + "\",2\n3,4\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, nil, finding.LongCell, false}, {3, []string{"3", "4"}, "", false}},
		},
		{
			name: "a line too long", text: "a,b\n" + strings.Repeat("x", mostRecord) + "\n3,4\n",
			want: []got{{1, []string{"a", "b"}, "", false}, {2, nil, finding.LongRow, false}, {3, []string{"3", "4"}, "", false}},
		},
		{
			name: "a row of too many cells", text: "a,b\n" + strings.Repeat(",x", mostCells) + "\n" + `"` + strings.Repeat(",", mostCells) + `",4` + "\n",
			want: []got{
				{1, []string{"a", "b"}, "", false},
				{2, nil, finding.LongRow, false}, {3, []string{strings.Repeat(",", mostCells), "4"}, "", false},
			},
		},
		{
			name: "more cells after a line break", text: "a,b\n\"x\ny\"" + strings.Repeat(",x", mostCells) + "\n3,4\n",
			how: How{Delimiter: ','},
			want: []got{
				{1, []string{"a", "b"}, "", false},
				{2, nil, finding.LongRow, false}, {3, nil, finding.StrayQuote, false}, {4, []string{"3", "4"}, "", false},
			},
		},
		{
			name: "a line that only names the delimiter", text: "sep=|\r\na|b,c;d\r\n",
			want: []got{{1, []string{"a", "b,c;d"}, "", false}},
		},
		{
			name: "a delimiter that is declared", text: "a,b;c\n", how: How{Delimiter: ';'},
			want: []got{{1, []string{"a,b", "c"}, "", false}},
		},
		{
			name: "a delimiter beyond ASCII", text: "a§b\n\"1§\"§2\n", how: How{Delimiter: '§'},
			want: []got{{1, []string{"a", "b"}, "", false}, {2, []string{"1§", "2"}, "", false}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{"t.csv": c.text})
			s := only(t, f, "t.csv", c.how)
			if diff := cmp.Diff(c.want, walked(t, s)); diff != "" {
				t.Errorf("rows, -want +got:\n%.2000s", diff)
			}
			if diff := cmp.Diff(walked(t, s), walked(t, s)); diff != "" {
				t.Errorf("a second walk reads something else:\n%.2000s", diff)
			}
		})
	}
}

func TestTheDelimiterIsFound(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       rune
	}{
		{"commas", "a,b\n1,2\n", ','},
		{"semicolons", "a;b\n1;2\n", ';'},
		{"tabs", "a\tb\n1\t2\n", '\t'},
		{"pipes", "a|b\n1|2\n", '|'},
		{"sentences as names", "Voters, listed;Ballots, received, in all\n1;2\n3;4\n", ';'},
		{"decimals with commas", "name;share;share\na;1,5;2,5\nb;1,5;2,5\nc;1,5;2,5\n", ';'},
		{"quoted cells", "\"a;b;c\",\"d;e;f\"\n\"1;1;1\",2\n", ','},
		{"titles above the header", "Results, final, of all\n\na;b;c\n1;2;3\n", ';'},
		{"one column", "a\n1\n", ','},
		{"rows of other lengths", "a;b;c\n1\n1;2;3;4\n,,,\n1;2;3\n", ';'},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{"t.csv": c.text})
			if s := only(t, f, "t.csv", How{}); s.Delimiter != c.want {
				t.Errorf("%q", s.Delimiter)
			}
		})
	}
	f := folderWith(t, map[string]string{"one.tsv": "a\n1\n"})
	if s := only(t, f, "one.tsv", How{}); s.Delimiter != '\t' {
		t.Errorf("one column of a .tsv: %q", s.Delimiter)
	}
	for _, none := range []rune{'"', '\n', '\r', utf8.RuneError, -1} {
		if _, _, err := f.Read("one.tsv", How{Delimiter: none}); err == nil {
			t.Errorf("%q is taken for a delimiter", none)
		}
	}
}

// Whatever was written by the rules of delimited text is read back: the cells,
// and the numbers of the rows.
func TestWhatWasWrittenIsRead(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 4))
	for range 500 {
		delimiter := []rune{',', ';', '\t', '|'}[r.IntN(4)]
		ends := []string{"\n", "\r\n", "\r"}[r.IntN(3)]
		var text strings.Builder
		var want []got
		row := int32(0)
		for range 1 + r.IntN(20) {
			if r.IntN(4) == 0 { // a blank row
				text.WriteString([]string{"", strings.Repeat(string(delimiter), 2)}[r.IntN(2)] + ends)
				row++
			}
			row++
			cells := make([]string, 2+r.IntN(3))
			for i := range cells {
				cells[i] = []string{"", "a", " b ", "1", "x\ny", "\"", "\"\"", ",", ";\t|", "ө№«»", "=1+1"}[r.IntN(11)]
			}
			cells[r.IntN(len(cells))] = "z"
			for i, cell := range cells {
				if i > 0 {
					text.WriteRune(delimiter)
				}
				if r.IntN(3) == 0 || strings.ContainsAny(cell, "\"\n,;\t|") {
					cell = `"` + strings.ReplaceAll(strings.ReplaceAll(cell, `"`, `""`), "\n", ends) + `"`
				}
				text.WriteString(cell)
			}
			text.WriteString(ends)
			want = append(want, got{Row: row, Cells: cells})
		}
		file := snapshot{name: "t.csv", data: []byte(text.String())}
		sheets, found, err := file.sheets(How{Delimiter: delimiter})
		if err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		read := walked(t, sheets[0])
		if diff := cmp.Diff(want, read); diff != "" {
			t.Fatalf("%q, -want +got:\n%s", text.String(), diff)
		}
	}
}

// The time that garbage takes grows with it and not with its square, and the
// memory with its longest row. Steps are counted and not seconds.
func TestGarbageIsReadOnceOrTwice(t *testing.T) {
	for _, c := range []struct {
		name, line string
		size       int
	}{
		{"bare quotes", "a\"b,c\n", 1 << 20},
		{"a quote opened in each line", "\"a,b\n", 1 << 20},
		{"quotes opened and escaped", "\"\"\"a,b\n", 1 << 20},
		{"a quote opened in every other line", "\"a,b\nx\"\"y\n", 1 << 20},
		{"quotes that close too late", "\"a\nb\nc\nd\"e\n", 1 << 20},
		{"no text", "\xff\xfe\xfd,\x80\n", 1 << 20},
		{"delimiters", ",,,,,,,\n", 1 << 20},
		{"line ends", "\n", 1 << 20},
		{"one cell that never ends", "a", 5 << 20},
		{"one quoted cell that never ends", "\"\"a", 5 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := []byte(strings.Repeat(c.line, c.size/len(c.line)))
			l := &lines{script: script{data: data}, delimiter: []byte{','}}
			handed := 0
			d := &delimited{csv: csv.NewReader(readerFunc(func(p []byte) (int, error) {
				n, err := l.Read(p)
				handed += n
				return n, err
			})), lines: l}
			d.csv.FieldsPerRecord, d.csv.ReuseRecord = -1, true
			for {
				_, more, err := d.next()
				if err != nil {
					t.Fatal(err)
				}
				if !more {
					break
				}
			}
			if handed > 2*len(data)+mostRecord {
				t.Errorf("%d bytes were read for %d", handed, len(data))
			}
		})
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// One quote at the top must not be paid for with the whole file.
func TestAQuoteNeverClosedInALargeFile(t *testing.T) {
	text := "a,b\n\"1,2\n" + strings.Repeat("3,4\n", 1<<16+mostRecord/4)
	s := only(t, folderWith(t, map[string]string{"t.csv": text}), "t.csv", How{})
	rows := s.Rows()
	n := 0
	for ; rows.Next(); n++ {
		if (rows.Fault() != nil) != (n == 1) || rows.Row() != int32(n+1) {
			t.Fatalf("row %d: %v", rows.Row(), rows.Fault())
		}
	}
	if n != 2+1<<16+mostRecord/4 {
		t.Errorf("%d rows", n)
	}
}

// Whatever the bytes, the walk ends; rows are numbered upwards and their cells
// are text or faulted; and where the rules of quoting are kept, the csv reader
// alone reads the same.
func FuzzDelimited(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "a;b\r\n\"1\r\n2\";3\r\n", "a\tb\r1\t2\r", "\"a,b\n1,2\n", "a\"b,c\n", "\n\n,,\n1", "sep=;\na;b\n",
		"\"a\n\"\"b\n\"c,d\n", "\ufeffa|b\n1|2", "a,b\n\x00,\xff\n", "\"\"\"\n\"\"\"\n", "a,\"b\r\n\rc\"\r\r\n", "\"", "\r", "\"\r\"\n\r",
	} {
		f.Add([]byte(seed), "")
		f.Add([]byte(seed), ",")
	}
	f.Fuzz(func(t *testing.T, text []byte, declared string) {
		how := How{Encoding: utf8Text}
		how.Delimiter, _ = utf8.DecodeRuneInString(declared)
		if declared == "" || how.Delimiter == utf8.RuneError || strings.ContainsRune("\"\r\n", how.Delimiter) {
			how.Delimiter = 0
		}
		s := snapshot{name: "t.csv", data: text}
		s.text, s.known = understand(text, how.Encoding)
		if !s.known {
			return
		}
		sheets, found, err := s.table(how)
		if err != nil || len(found) > 0 || len(sheets) != 1 {
			t.Fatalf("%d sheets, %v, %v", len(sheets), found, err)
		}
		read := walked(t, sheets[0])
		row, broken := int32(0), false
		for i, g := range read {
			if g.Row <= row || g.Last && i != len(read)-1 {
				t.Fatalf("row %d after %d: %q", g.Row, row, text)
			}
			row, broken = g.Row, broken || g.Fault != ""
			for _, cell := range g.Cells {
				if !utf8.ValidString(cell) {
					t.Fatalf("%q is handed out", cell)
				}
			}
		}
		if broken || bytes.HasPrefix(s.text.data, []byte("sep=")) || bytes.IndexByte(text, '\r') >= 0 {
			return
		}
		alone := csv.NewReader(bytes.NewReader(s.text.data))
		alone.FieldsPerRecord, alone.Comma = -1, sheets[0].Delimiter
		for _, g := range read {
			cells, err := next(alone)
			if err != nil {
				t.Fatalf("row %d of %q: %v", g.Row, text, err)
			}
			if diff := cmp.Diff(g.Cells, cells); diff != "" {
				t.Fatalf("row %d of %q:\n%s", g.Row, text, diff)
			}
		}
		if cells, err := next(alone); err != io.EOF {
			t.Fatalf("%q is left out of %q: %v", cells, text, err)
		}
	})
}

// next is the next row of a csv reader that has anything in it.
func next(r *csv.Reader) ([]string, error) {
	for {
		cells, err := r.Read()
		if err != nil {
			return nil, err
		}
		for _, cell := range cells {
			if filled(cell) {
				return cells, nil
			}
		}
	}
}

func BenchmarkRussia2012(b *testing.B) {
	dir := filepath.Join(shared(b), "data", "ru-2012")
	f := Open(dir)
	s := only(b, f, "2012.csv.zip/2012.csv", How{})
	b.Run("walk", func(b *testing.B) {
		b.SetBytes(int64(len(f.last.data)))
		b.ReportAllocs()
		for b.Loop() {
			rows, n := s.Rows(), 0
			for rows.Next() {
				n++
			}
			if n != 95_416 || rows.Err() != nil {
				b.Fatal(n, rows.Err())
			}
		}
	})
	b.Run("unpack", func(b *testing.B) {
		for b.Loop() {
			if sheets, found, err := Open(dir).Read("2012.csv.zip/2012.csv", How{}); err != nil || len(found) > 0 || len(sheets) != 1 {
				b.Fatal(found, err)
			}
		}
	})
}

// A million rows of garbage: what they cost beyond themselves.
func BenchmarkGarbage(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]func() []byte{
		"quotes": func() []byte { return bytes.Repeat([]byte("\"a,b\"c\n"), 1_000_000) },
		"letters": func() []byte {
			text := make([]byte, 32<<20)
			for i := range text {
				text[i] = ",;\"'\n\t abcdefgh0123456789"[r.IntN(25)]
			}
			return text
		},
		"bytes": func() []byte {
			text := make([]byte, 32<<20)
			for i := range text {
				text[i] = byte(r.Uint32())
			}
			return text
		},
	}
	for name, make := range kinds {
		data := make()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := snapshot{name: "t.csv", data: data}
				sheets, _, err := s.sheets(How{})
				if err != nil {
					b.Fatal(err)
				}
				rows, faults := 0, 0
				for _, sheet := range sheets {
					walk := sheet.Rows()
					for walk.Next() {
						rows++
						if walk.Fault() != nil {
							faults++
						}
					}
				}
				b.ReportMetric(float64(rows), "rows")
				b.ReportMetric(float64(faults), "faults")
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys>>20), "MB-of-the-system")
		})
	}
}
