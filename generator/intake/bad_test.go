package intake

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"achyk/generator/sheets"
)

// exported is an election whose protocols come as an office exports them:
// twelve precincts, one file, in its own words.
var exported = files{
	"election.yaml": strings.Replace(small["election.yaml"], "kinds: [ordinary]", "kinds: [mobile]", 1) + `
tables:
  commissions:
    - {id: cec, level: central, name_ky: БШК, name_ru: ЦИК}
` + func() string {
		var rows strings.Builder
		for i := 1; i <= 12; i++ {
			fmt.Fprintf(&rows, "    - {id: p-%d, level: precinct, parent: cec, number: \"%04d\"}\n", i, i)
		}
		return rows.String()
	}() + `  selections:
    - {contest: president, id: a, position: 1, kind: candidate, name_ky: А, name_ru: А}
    - {contest: president, id: b, position: 2, kind: candidate, name_ky: Б, name_ru: Б}
sources:
  - files: "итоги*"
    gives:
      - table: protocols
        fields: {commission: "p-{УИК}", contest: president, series: manual, version: "1"}
        lines: {listed: "Внесено", took: "Приняли участие"}
        votes: {a: "За А", b: "За Б"}
`,
	"итоги.csv": strings.Join(exportRows(1, 12), "\n") + "\n",
}

const exportHead = "УИК;Внесено;Приняли участие;За А;За Б"

// exportRows is the export of some precincts: its header and a row each.
func exportRows(from, to int) []string {
	rows := []string{exportHead}
	for i := from; i <= to; i++ {
		rows = append(rows, exportRow(i))
	}
	return rows
}

func exportRow(i int) string {
	return fmt.Sprintf("%d;%d;%d;%d;%d", i, 100*i, 60*i, 20*i, 10*i)
}

// grid is the export as cells.
func grid() [][]string {
	var cells [][]string
	for _, row := range exportRows(1, 12) {
		cells = append(cells, strings.Split(row, ";"))
	}
	return cells
}

// without is the grid less a column.
func without(column int) [][]string {
	cells := grid()
	for i := range cells {
		cells[i] = slices.Delete(cells[i], column, column+1)
	}
	return cells
}

// asCSV writes cells with a delimiter.
func asCSV(cells [][]string, delimiter string) string {
	var lines []string
	for _, row := range cells {
		lines = append(lines, strings.Join(row, delimiter))
	}
	return strings.Join(lines, "\n") + "\n"
}

// with sets one cell of the grid, by its name.
func set(row, column int, text string) string {
	cells := grid()
	cells[row-1][column] = text
	return asCSV(cells, ";")
}

// asWorkbook writes cells as a workbook; change may do to it what offices do.
func asWorkbook(t testing.TB, cells [][]string, change func(*excelize.File, string)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	sheet := f.GetSheetName(0)
	for i, row := range cells {
		for j, text := range row {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			var value any = text
			if n, isCount := parseCount(text); isCount && i > 0 {
				value = n
			}
			if err := f.SetCellValue(sheet, at, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if change != nil {
		change(f, sheet)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// asArchive packs files into a zip.
func asArchive(t testing.TB, members files) string {
	t.Helper()
	var b bytes.Buffer
	packed(t, zip.NewWriter(&b), members)
	return b.String()
}

// inserted puts files into an archive beside those that are there: what a
// library that writes workbooks does not write.
func inserted(t testing.TB, archive string, more files) string {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, member := range r.File {
		if err := w.Copy(member); err != nil {
			t.Fatal(err)
		}
	}
	packed(t, w, more)
	return b.String()
}

// packed adds members to an archive and ends it.
func packed(t testing.TB, w *zip.Writer, members files) {
	t.Helper()
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for name, text := range members {
		member, err := w.Create(name)
		if err == nil {
			_, err = member.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// A bad input: what came instead of the export, what is found, and which
// precincts or counts are lost. Everything else must be read as if nothing had
// happened.
type badInput struct {
	name  string
	file  string // empty = итоги.csv
	text  string
	more  files
	yaml  [2]string // what stands otherwise in election.yaml
	found []string
	lost  []int          // precincts that are withheld
	other map[int]string // precincts that are read otherwise
	blank int            // a count that is unknown everywhere, from 0
}

func badInputs(t *testing.T) []badInput {
	megabyte, bomb := strings.Repeat("я", 1<<19), strings.Repeat("0", sheets.MostBytes+1)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(exported["итоги.csv"])
	if err != nil {
		t.Fatal(err)
	}
	cp1251, err := charmap.Windows1251.NewEncoder().String(exported["итоги.csv"])
	if err != nil {
		t.Fatal(err)
	}
	good := exported["итоги.csv"]
	nothingFits := []string{"I012 election.yaml:38 & итоги.csv:1"} // one for all of its columns
	everyone := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	unknown := func(line string) map[int]string { return map[int]string{3: line} }
	return []badInput{
		{name: "truncated", text: strings.TrimSuffix(good, ";240;120\n"), found: []string{"I006 итоги.csv:13 [p-12 president manual 1]"}, lost: []int{12}},
		{name: "another encoding, detected", text: cp1251},
		{name: "UTF-16", text: utf16},
		{name: "byte order mark", text: "\ufeff" + good},
		{name: "wrong delimiter, detected", text: asCSV(grid(), "\t")},
		{name: "a row in another encoding", text: strings.Replace(good, exportRow(3), "3;300;180;\xc4\xc4;30", 1), found: []string{"I006 итоги.csv:D4 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "text in a number", text: set(4, 2, "18O"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "negative", text: set(4, 2, "-180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "decimal", text: set(4, 2, "180.0"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "over 2^31", text: set(4, 2, "2147483648"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "thousands by a space", text: set(4, 2, "1 180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "thousands by a no-break space", text: set(4, 2, "1\u00a0180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "thousands by a comma", text: set(4, 2, "1,180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "thousands by a dot", text: set(4, 2, "1.180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "thousands by an apostrophe", text: set(4, 2, "1'180"), found: []string{"I101 итоги.csv:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "an empty cell", text: set(4, 2, ""), other: unknown("300 ? - 60 30")},
		{name: "a duplicate row", text: good + exportRow(3) + "\n", found: []string{"I204 итоги.csv:14 & итоги.csv:4 [p-3 president manual 1]"}},
		{name: "a contradicting row", text: good + "3;300;180;60;31\n", found: []string{"I205 итоги.csv:14 & итоги.csv:4 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "an unknown precinct", text: set(4, 0, "99"), found: []string{"I201 итоги.csv:A4 [p-99 president manual 1]"}, lost: []int{3}},
		{name: "two files claim a protocol", more: files{"итоги-2.csv": exportHead + "\n3;300;180;60;31\n"},
			found: []string{"I205 итоги.csv:4 & итоги-2.csv:2 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "CR alone ends lines", text: strings.ReplaceAll(good, "\n", "\r")},
		{name: "a quote never closed", text: set(4, 2, "\"180"), found: []string{"I006 итоги.csv:4 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "a row longer than the header", text: set(4, 4, "30;7"), found: []string{"I108 итоги.csv:F4 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "a row shorter than the header", text: strings.Replace(good, exportRow(3), "3;300", 1), other: unknown("300 ? - ? ?")},
		{name: "blank lines", text: strings.ReplaceAll(set(4, 2, "x"), "\n", "\n\n;;;;\n"), found: []string{"I101 итоги.csv:C10 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "a column nobody names", text: asCSV(func() [][]string {
			cells := grid()
			for i := range cells {
				cells[i] = append(cells[i], "7")
			}
			cells[0][5] = "Новое"
			return cells
		}(), ";"), found: []string{"I103 итоги.csv:F1"}},
		{name: "a cell of a megabyte", text: set(4, 2, megabyte), found: []string{"I006 итоги.csv:C4 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "a symbolic link", more: files{"итоги-2.csv": "-> /etc/hostname"}, found: []string{"I015 итоги-2.csv"}},
		{name: "a workbook", file: "итоги.xlsx", text: asWorkbook(t, grid(), nil)},
		{name: "a workbook with macros and links", file: "итоги.xlsx",
			text:  inserted(t, asWorkbook(t, grid(), nil), files{"xl/vbaProject.bin": "\x01", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
			found: []string{"I016 итоги.xlsx", "I016 итоги.xlsx"}},
		{name: "text in a number of a workbook", file: "итоги.xlsx",
			text:  asWorkbook(t, grid(), func(f *excelize.File, sheet string) { f.SetCellValue(sheet, "C4", "180 чел.") }),
			found: []string{"I101 итоги.xlsx!Sheet1:C4 [p-3 president manual 1]"}, other: unknown("300 ? - 60 30")},
		{name: "an archive", file: "итоги.zip", text: asArchive(t, files{"итоги.csv": good})},
		{name: "no archive", more: files{"итоги-2.zip": "PK\x03\x04 ... "}, found: []string{"I015 итоги-2.zip"}},
		{name: "an archive of lies", more: files{"итоги-2.zip": asArchive(t, files{"большой.csv": bomb})}, found: []string{"I015 итоги-2.zip"}},
		{name: "a workbook that unpacks to far too much", more: files{"итоги-2.xlsx": inserted(t, asWorkbook(t, grid(), nil), files{"xl/worksheets/sheet2.xml": bomb})},
			found: []string{"I015 итоги-2.xlsx"}},
		{name: "no workbook", more: files{"итоги-2.xlsx": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"}, found: []string{"I015 итоги-2.xlsx"}},
		{name: "another encoding, declared wrongly", text: cp1251, yaml: [2]string{`files: "итоги*"`, "files: \"итоги*\"\n    encoding: ibm866"}, found: nothingFits, lost: everyone},
		{name: "another delimiter, declared wrongly", yaml: [2]string{`files: "итоги*"`, "files: \"итоги*\"\n    delimiter: \",\""},
			found: nothingFits, lost: everyone},
		{name: "a missing column", text: asCSV(without(3), ";"), found: []string{"I012 election.yaml:43 & итоги.csv:1"}, lost: everyone},
		{name: "a missing column in one file of several", text: asCSV(append(grid()[:1], grid()[2:]...), ";"), more: files{"итоги-2.csv": "УИК;Внесено;За А\n1;100;20\n"},
			found: []string{"I013 итоги-2.csv:1 & election.yaml:43", "I013 итоги-2.csv:1 & election.yaml:42"}, lost: []int{1}},
		{name: "an unknown selection", yaml: [2]string{`b: "За Б"`, `c: "За Б"`}, found: []string{"I105 election.yaml:43 [c]"}, blank: 4},
		{name: "an unknown line", yaml: [2]string{`took: "Приняли участие"`, `tok: "Приняли участие"`}, found: []string{"I003 election.yaml:42"}, blank: 1},
		{name: "markup in a name", yaml: [2]string{"number: \"0003\"", "number: \"0003\", name_ky: \"<script>alert(1)</script>\", name_ru: \"<b>У\""}, found: []string{"I112 election.yaml:24 [p-3]", "I112 election.yaml:24 [p-3]"}},
		{name: "a name that begins as a formula", yaml: [2]string{"number: \"0003\"", "number: \"0003\", name_ky: \"=1+1\", name_ru: \"@У\""}, found: []string{"I112 election.yaml:24 [p-3]", "I112 election.yaml:24 [p-3]"}},
		{name: "a name that lost its letters", yaml: [2]string{"number: \"0003\"", "number: \"0003\", name_ky: \"?зг?н\", name_ru: \"Узген?\""}, found: []string{"I112 election.yaml:24 [p-3]"}},
		{name: "a name that turns the direction of writing", yaml: [2]string{"number: \"0003\"", "number: \"0003\", name_ky: \"а\\u202eб\", name_ru: \"У\\u200b\""}, found: []string{"I112 election.yaml:24 [p-3]", "I112 election.yaml:24 [p-3]"}},
		{name: "JSON", file: "итоги.json", text: asJSON(grid())},
		{name: "JSON with a key twice", file: "итоги.json", text: strings.Replace(asJSON(grid()), `"За Б":"30"`, `"За Б":"30","За Б":"31"`, 1),
			found: []string{"I006 итоги.json:За Б3 [p-3 president manual 1]"}, lost: []int{3}},
		{name: "JSON that breaks off", file: "итоги.json", text: strings.TrimSuffix(asJSON(grid()), `":"120"}]`), found: []string{"I006 итоги.json:12 [president manual 1]"}, lost: []int{12}},
	}
}

// asJSON writes cells as a list of objects.
func asJSON(cells [][]string) string {
	var records []string
	for _, row := range cells[1:] {
		var keys []string
		for i, text := range row {
			keys = append(keys, fmt.Sprintf("%q:%q", cells[0][i], text))
		}
		records = append(records, "{"+strings.Join(keys, ",")+"}")
	}
	return "[" + strings.Join(records, ",") + "]"
}

// What is wrong with an input is told at its cell, and takes nothing with it
// that is right.
func TestBadInput(t *testing.T) {
	good := read(t, exported)
	if found := told(good.Findings); found != nil {
		t.Fatalf("the export itself has findings: %q", found)
	}
	for _, bad := range badInputs(t) {
		t.Run(bad.name, func(t *testing.T) {
			f := exported
			if bad.text != "" {
				name := bad.file
				if name == "" {
					name = "итоги.csv"
				}
				f = f.with("итоги.csv", "").with(name, bad.text)
			}
			for name, text := range bad.more {
				f = f.with(name, text)
			}
			if bad.yaml[0] != "" {
				f = f.with("election.yaml", strings.Replace(f["election.yaml"], bad.yaml[0], bad.yaml[1], 1))
			}
			d := read(t, f)
			if diff := cmp.Diff(bad.found, told(d.Findings)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			var want []string
			for _, line := range counts(only(good)) {
				other := bad.other[precinct(line)]
				if bad.blank > 0 {
					words := strings.Split(line, " ")
					words[4+bad.blank] = "?"
					line = strings.Join(words, " ")
				}
				switch {
				case slices.Contains(bad.lost, precinct(line)):
				case other != "":
					want = append(want, strings.SplitAfter(line, ": ")[0]+other)
				default:
					want = append(want, line)
				}
			}
			if diff := cmp.Diff(want, counts(only(d))); diff != "" {
				t.Errorf("protocols: -want +got\n%s", diff)
			}
		})
	}
}

// precinct is the number in the line of a protocol.
func precinct(line string) int {
	var n int
	fmt.Sscanf(line, "p-%d ", &n)
	return n
}

// linked makes the files that begin with an arrow symbolic links.
func linked(dir string, f files) error {
	for name, text := range f {
		if target, is := strings.CutPrefix(text, "-> "); is {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.Remove(path); err != nil {
				return err
			}
			if err := os.Symlink(target, path); err != nil {
				return err
			}
		}
	}
	return nil
}
