package sheets

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestAWorkbookIsReadAsItLooks(t *testing.T) {
	file := saved(t, func(f *excelize.File) {
		put(t, f, "Sheet1",
			"A1", "precinct", "B1", "listed", "D1", "note",
			"A3", "0012", "B3", 1234.0, "C3", true, "D3", "a\nb",
			"A4", "1.0", "B4", 1.5, "D4", -7)
		must(t, f.MergeCell("Sheet1", "B1", "C1"))
	})
	expect(t, readWorkbook(t, file, How{}),
		"1: precinct | listed |  | note",
		"3: 0012 | 1234 | TRUE | a\nb",
		"4: 1.0 | 1.5 |  | -7")
	sheets, _, err := workbook("a.zip/results.xlsx", file, How{})
	must(t, err)
	rows := sheets[0].Rows()
	rows.Next()
	if at := rows.At(3).String(); at != "a.zip/results.xlsx!Sheet1:D1" {
		t.Errorf("the cell is at %s", at)
	}
	if sheets[0].Dates != Excel1900 || sheets[0].Keys != nil {
		t.Errorf("dates %v, keys %v", sheets[0].Dates, sheets[0].Keys)
	}
}

func TestWholeNumbersAreDigitsHoweverTheyAreSaved(t *testing.T) {
	for number, want := range map[string]string{
		"0": "0", "1234": "1234", "1234.0": "1234", "1234.": "1234", "1.234E3": "1234", "1.2e+03": "1200", "12340E-1": "1234", "-5.00": "-5", "-0.0": "0", "0E0": "0",
		"1234.5": "1234.5", "1.2345E3": "1.2345E3", "5E-1": "5E-1", "1E300": "1E300", "12345678901234567890": "12345678901234567890", "2.5E10": "25000000000",
		"00012.0": "12", ".0": ".0", "1.2.0": "1.2.0", "1E": "1E", "1E1.0": "1E1.0", "--1.0": "--1.0", "+1.0": "+1.0", "NaN": "NaN", "0x10": "0x10", "": "", "E": "E",
	} {
		if got := digits(number); got != want {
			t.Errorf("%q is written %q, want %q", number, got, want)
		}
		cell := fmt.Sprintf(`<row r="1"><c r="A1" t="n"><v>%s</v></c></row>`, number)
		if got := readWorkbook(t, packed(t, sheetOf(cell+`<row r="2"><c t="str"><v>x</v></c></row>`)), How{}); want != "" && !strings.HasPrefix(got, "1: "+want+"\n") {
			t.Errorf("%q is read as %q", number, got)
		}
	}
}

func TestEveryKindOfCell(t *testing.T) {
	parts := sheetOf(`<row r="2" spans="1:9">
		<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v> 1 </v></c><c r="C2" t="s"><v>2</v></c>
		<c r="D2" t="inlineStr"><is><t xml:space="preserve"> in </t><r><t>line</t></r></is></c>
		<c r="E2" t="e"><v>#REF!</v></c><c r="F2" t="d"><v>2020-10-04</v></c><c r="G2" s="3"><v>44108</v></c>
		<c r="H2" t="str"><f>A1&amp;""</f><v>1.0</v></c><c r="I2" t="b"><v>0</v></c>
	</row>
	<row><c><v>1</v></c><c/><c r="D3"><v>4</v></c><c><v>5</v></c></row>
	<row r="7" hidden="0"><c r="A7" t="str"><f>IF(B7="","",B7)</f><v></v></c><c r="B7"><f>SUM(B1:B6)</f><v>15</v></c></row>
	<row r="8"><c r="C8"><f>SUM(C1:C6)</f></c><c r="D8"><f t="shared" si="1"/><v/></c></row>
	<row r="9"><c r="A9" t="str"><v></v></c></row>`)
	parts["xl/sharedStrings.xml"] = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><x:sst xmlns:x="main"><x:si><x:t>plain</x:t></x:si>` +
		`<x:si><x:r><x:rPr><x:b/></x:rPr><x:t>bo</x:t></x:r><x:r><x:t>ld</x:t></x:r><x:rPh sb="0" eb="1"><x:t>aloud</x:t></x:rPh></x:si>` +
		`<x:si><x:t><![CDATA[<b>]]>&lt;&#1088;_x000D__x005F_x_xZZZZ_</x:t></x:si></x:sst>`
	expect(t, readWorkbook(t, packed(t, parts), How{}),
		"2: plain | bold | <b><р\r_x_xZZZZ_ |  in line | #REF! | 2020-10-04 | 44108 | 1.0 | FALSE",
		"3: 1 |  |  | 4 | 5",
		"7:  | 15",
		// Never worked out: neither empty, which could be taken for zero, nor a count.
		"8:  |  | =SUM(C1:C6) | =",
		"I016 results.xlsx!Results problem=unworked number=3")
}

func TestNumbersAreToldFromTextsThatLookAlike(t *testing.T) {
	const grouped, point = `<c r="A1" t="str"><v>1.234</v></c>`, `<c r="C1"><v>1.234</v></c>`
	book := sheetOf(`<row r="1">` + grouped + point + `</row><row r="3"><c r="A3"><f>A1</f><v>1234.0</v></c><c r="B3" t="e"><v>#N/A</v></c></row>`)
	f := folderWith(t, map[string]string{
		"t.xlsx": string(packed(t, book)),
		"t.csv":  "1.234,,1.234,5\n\n1234,x\n",
		"t.json": `{"n": 1, "of": [{"a": "1.234", "c": 1.234, "d": null}, {"a": 1234.0, "b": true, "d": "-"}, {"c": -7}]}`,
	})
	for _, c := range []struct {
		name string
		how  How
		want []string
	}{
		{"t.xlsx", How{}, []string{"1.234||#1.234", "#1234|#N/A"}},
		{"t.xlsx", How{Columns: true}, []string{"1.234||#1234", "||#N/A", "#1.234||"}},
		{"t.csv", How{}, []string{"1.234||1.234|5", "1234|x"}},
		{"t.json", How{Path: "of"}, []string{"#1|1.234|#1.234|", "#1|#1234||-|true", "#1||#-7"}},
	} {
		var got []string
		for rows := only(t, f, c.name, c.how).Rows(); rows.Next(); {
			cells := slices.Clone(rows.Cells())
			for i := range cells {
				if rows.Number(i) {
					cells[i] = "#" + cells[i]
				}
			}
			if rows.Number(-1) || rows.Number(len(cells)) {
				t.Error("a number where there is no cell")
			}
			got = append(got, strings.Join(cells, "|"))
		}
		expect(t, strings.Join(got, "\n"), c.want...)
	}
}

// Programs that write a workbook seldom work its formulas out. What they save in
// the place of a value differs; that nobody worked it out is always told.
func TestFormulasThatNobodyWorkedOut(t *testing.T) {
	const other = `<c r="A1"><v>7</v></c>`
	for name, c := range map[string]struct {
		cells string
		want  []string
	}{
		"no value":                  {other + `<c r="B1"><f>A1</f></c>`, []string{"1: 7 | =A1", "unworked number=1"}},
		"an empty one":              {other + `<c r="B1"><f>A1</f><v></v></c><c r="C1"><f>A1</f><v/></c>`, []string{"1: 7 | =A1 | =A1", "unworked number=2"}},
		"an empty text":             {other + `<c r="B1" t="str"><f>A1</f><v></v></c>`, []string{"1: 7 | =A1", "unworked number=1"}},
		"an empty text among texts": {other + `<c r="B1" t="str"><f>A1</f><v></v></c><c r="C1"><f>A1</f><v>7</v></c>`, []string{"1: 7 |  | 7", "unworked number=1"}},
		"shared by several cells":   {other + `<c r="B1"><f t="shared" si="0"/></c>`, []string{"1: 7 | =", "unworked number=1"}},
		"values":                    {other + `<c r="B1"><f>A1</f><v>7</v></c><c r="C1" t="str"><f>A1</f><v>x</v></c>`, []string{"1: 7 | 7 | x"}},
	} {
		want := c.want
		if len(want) > 1 {
			want = []string{want[0], "I016 results.xlsx!Results problem=" + want[1]}
		}
		t.Run(name, func(t *testing.T) {
			expect(t, readWorkbook(t, packed(t, sheetOf(`<row r="1">`+c.cells+`</row>`)), How{}), want...)
		})
	}
	// A zero that stands for every value, and a word to work them out later.
	zero := edited(t, packed(t, sheetOf(`<row r="1">`+other+`<c r="B1"><f>A1</f><v>0</v></c></row>`)), func(name, content string) string {
		return strings.Replace(content, "</sheets>", `</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/>`, 1)
	})
	expect(t, readWorkbook(t, zero, How{}), "1: 7 | 0", "I016 results.xlsx!Results problem=out_of_date number=1")
	written := saved(t, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		must(t, err)
		must(t, w.SetRow("A1", []any{7, excelize.Cell{Formula: "A1"}}))
		must(t, w.Flush())
	})
	expect(t, readWorkbook(t, written, How{}), "1: 7 | =A1", "I016 results.xlsx!Sheet1 problem=unworked number=1")
}

func TestOnlyTheUpperLeftOfMergedCellsShows(t *testing.T) {
	parts := map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>
		<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
		<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c><c r="C2"><v>6</v></c></row>
		<row r="4"><c r="A4"><v>7</v></c><c r="B4"><v>8</v></c><c r="C4"><v>9</v></c></row>
	</sheetData><mergeCells count="2"><mergeCell ref="B2:C9"/><mergeCell ref="A1:B1"/></mergeCells></worksheet>`}
	expect(t, readWorkbook(t, packed(t, parts), How{}), "1: 1 |  | 3", "2: 4 | 5", "4: 7")
}

func TestDatesCountFrom1904WhereTheWorkbookSaysSo(t *testing.T) {
	for _, yes := range []string{"1", "true"} {
		file := edited(t, packed(t, sheetOf(`<row r="1"><c><v>1</v></c></row>`)), func(name, content string) string {
			return strings.Replace(content, "<workbookPr/>", `<workbookPr date1904="`+yes+`"/>`, 1)
		})
		sheets, _, err := workbook("results.xlsx", file, How{})
		must(t, err)
		if sheets[0].Dates != Excel1904 {
			t.Errorf("date1904=%s gives %v", yes, sheets[0].Dates)
		}
	}
}

// An office's workbook: a title page, two sheets of results, the lists of a
// drop-down menu, out of sight.
func office(t testing.TB) []byte {
	return saved(t, func(f *excelize.File) {
		for i, name := range []string{"Results 1", "Results 2", "Lists", "Secret", "Empty"} {
			_, err := f.NewSheet(name)
			must(t, err)
			if name != "Empty" {
				put(t, f, name, "A1", i)
			}
		}
		must(t, f.DeleteSheet("Sheet1"))
		must(t, f.SetSheetVisible("Lists", false))
		must(t, f.SetSheetVisible("Secret", false, true))
		must(t, f.AddChartSheet("Results 3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Name: "x", Values: "Lists!$A$1"}}}))
	})
}

func TestWhichSheetIsMeant(t *testing.T) {
	const lists, secret = "I018 results.xlsx!Lists problem=hidden_sheet number=1", "I018 results.xlsx!Secret problem=hidden_sheet number=1"
	for _, c := range []struct {
		name string
		how  How
		want []string
	}{
		{"nobody said", How{}, []string{lists, secret, "I017 results.xlsx has=Results 1, Results 2"}},
		{"by the name of the table", How{Name: "results 2"}, []string{"1: 1", lists, secret}},
		{"none has the name of the table", How{Name: "protocols"}, []string{lists, secret, "I017 results.xlsx has=Results 1, Results 2"}},
		{"a glob", How{Sheet: "Results*"}, []string{"Results 1", "1: 0", "Results 2", "1: 1"}},
		{"a hidden one, letter by letter", How{Sheet: "Secret"}, []string{"1: 3"}},
		{"a glob that fits a hidden one", How{Sheet: "*s"}, []string{lists, "I017 results.xlsx sheet=*s has=Results 1, Results 2, Empty"}},
		{"no such sheet", How{Sheet: "Totals"}, []string{"I017 results.xlsx sheet=Totals has=Results 1, Results 2, Empty"}},
		{"not a glob", How{Sheet: "["}, []string{"I017 results.xlsx sheet=[ has=Results 1, Results 2, Empty"}},
		{"an empty one, by name", How{Sheet: "Empty"}, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, readWorkbook(t, office(t), c.how), c.want...) })
	}
	nothing := saved(t, func(*excelize.File) {})
	expect(t, readWorkbook(t, nothing, How{}), "I015 results.xlsx problem=empty")
}

// Some programs write every text into its cell, and numbers as texts.
func TestASheetOfTextsInTheirCellsIsNotEmpty(t *testing.T) {
	row := func(t, more string) string {
		return `<row r="1"` + more + `><c r="A1" t="inlineStr"><is><t>` + t + `</t></is></c></row>`
	}
	expect(t, readWorkbook(t, packed(t, sheetOf(row("a", ""))), How{}), "1: a")
	expect(t, readWorkbook(t, packed(t, sheetOf(row("<![CDATA[a]]>", ` hidden="1"`))), How{}), "1: a", "I018 results.xlsx!Results problem=hidden_rows number=1")
	expect(t, readWorkbook(t, packed(t, sheetOf(row("", ""))), How{}), "I015 results.xlsx problem=empty")
}

func TestHiddenRowsAndColumnsAreReadAndTold(t *testing.T) {
	file := saved(t, func(f *excelize.File) {
		put(t, f, "Sheet1", "A1", "a", "B1", "b", "A2", 1, "B2", 2, "A3", 3, "B3", 4)
		must(t, f.SetRowVisible("Sheet1", 2, false))
		must(t, f.SetRowVisible("Sheet1", 3, false))
		must(t, f.SetRowVisible("Sheet1", 9, false)) // nothing in it
		must(t, f.SetColVisible("Sheet1", "B", false))
		must(t, f.SetColVisible("Sheet1", "D:XFD", false)) // nothing in them
	})
	expect(t, readWorkbook(t, file, How{}),
		"1: a | b", "2: 1 | 2", "3: 3 | 4",
		"I018 results.xlsx!Sheet1 problem=hidden_rows number=2", "I018 results.xlsx!Sheet1 problem=hidden_columns number=1")
}

func TestMacrosAndLinksAreLeftAlone(t *testing.T) {
	for part, problem := range map[string]string{
		"xl/vbaProject.bin": "macros", "xl/macrosheets/sheet1.xml": "macros", "XL/ActiveX/activeX1.xml": "macros",
		"xl/externalLinks/externalLink1.xml": "links", "xl/connections.xml": "links", `xl\queryTables\queryTable1.xml`: "links",
	} {
		parts := sheetOf(`<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c></row>`)
		parts[part] = "<x/>"
		expect(t, readWorkbook(t, packed(t, parts), How{}), "1: 5", "I016 results.xlsx problem="+problem)
	}
}

func TestAWorkbookWithAPasswordIsLocked(t *testing.T) {
	f := excelize.NewFile()
	put(t, f, "Sheet1", "A1", 1)
	var file bytes.Buffer
	must(t, f.Write(&file, excelize.Options{Password: "salt"}))
	expect(t, readWorkbook(t, file.Bytes(), How{}), "I015 results.xlsx problem=locked")
}

func TestNothingIsLeftInTheTemporaryFolder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	readWorkbook(t, office(t), How{Sheet: "*"})
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
}

// large is a workbook of a whole country: 100,000 precincts, six columns.
func large(t testing.TB, rows int) []byte {
	return saved(t, func(f *excelize.File) {
		w, err := f.NewStreamWriter("Sheet1")
		must(t, err)
		for row := 1; row <= rows; row++ {
			must(t, w.SetRow(fmt.Sprintf("A%d", row), []any{fmt.Sprintf("p-%d", row), row, 2 * row, row % 7, row % 1000, 3 * row}))
		}
		must(t, w.Flush())
	})
}

// A second opinion: what a library of spreadsheets reads in a workbook that is
// whole, cell by cell.
func TestALibraryReadsTheSame(t *testing.T) {
	for _, file := range [][]byte{large(t, 2000), office(t)} {
		f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
		must(t, err)
		for _, name := range f.GetSheetList() {
			if name == "Results 3" {
				continue // a chart
			}
			theirs, err := f.GetRows(name)
			must(t, err)
			sheets, _, err := workbook("results.xlsx", file, How{Sheet: name})
			must(t, err)
			ours := make([][]string, 0, len(theirs))
			for rows := sheets[0].Rows(); rows.Next(); {
				ours = append(ours, slices.Clone(rows.Cells()))
			}
			if diff := cmp.Diff(theirs, ours); diff != "" {
				t.Errorf("%s, -theirs +ours:\n%s", name, diff)
			}
		}
		must(t, f.Close())
	}
}

func BenchmarkWorkbook(b *testing.B) {
	file := large(b, 100_000)
	for b.Loop() {
		sheets, _, err := workbook("results.xlsx", file, How{})
		must(b, err)
		n := 0
		for rows := sheets[0].Rows(); rows.Next(); {
			n += len(rows.Cells())
		}
		if n != 600_000 {
			b.Fatal(n)
		}
	}
}

// As it came: in an archive, a record in each column.
func TestAWorkbookInAnArchive(t *testing.T) {
	file := saved(t, func(f *excelize.File) {
		put(t, f, "Sheet1", "A1", "precinct", "B1", "07-113", "C1", "07-114", "A3", "listed", "B3", 1234, "C3", 900)
	})
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "results.zip"), packed(t, map[string]string{"osh/results.xlsx": string(file)}), 0o666))
	sheets, findings, err := Open(dir).Read("results.zip/osh/results.xlsx", How{Columns: true})
	expect(t, told(t, sheets, findings, err), "1: precinct |  | listed", "2: 07-113 |  | 1234", "3: 07-114 |  | 900")
	rows := sheets[0].Rows()
	rows.Next()
	rows.Next()
	if at := rows.At(2).String(); at != "results.zip/osh/results.xlsx!Sheet1:B3" {
		t.Errorf("the cell is at %s", at)
	}
}

// The same workbook as programs pack it that take the standard at its word, or
// not at all.
func TestOtherProgramsPackOtherwise(t *testing.T) {
	parts := sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1234</v></c></row>`)
	parts["xl/sharedStrings.xml"] = "<sst><si><t>precinct</t></si></sst>"
	usual := packed(t, parts)
	for name, edit := range map[string]func(name, content string) (string, string){
		"strictly": func(name, content string) (string, string) {
			return name, strings.ReplaceAll(content, "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
		},
		"with the slashes of Windows": func(name, content string) (string, string) { return strings.ReplaceAll(name, "/", `\`), content },
		"with other letters":          func(name, content string) (string, string) { return strings.ToUpper(name), content },
		"from the root": func(name, content string) (string, string) {
			return name, strings.ReplaceAll(content, `Target="worksheets`, `Target="/xl/worksheets`)
		},
		"with prefixes": func(name, content string) (string, string) {
			for _, element := range []string{"worksheet", "sheetData", "row", "c", "v", "workbook", "sheets", "sheet", "sst", "si", "t"} {
				content = regexp.MustCompile(`<(/?)(`+element+`[ />])`).ReplaceAllString(content, "<${1}x:$2")
			}
			return name, content
		},
		"with a mark at the beginning": func(name, content string) (string, string) {
			return name, "\ufeff" + `<?xml version="1.0" encoding="UTF-8"?>` + "\r\n<!-- made by hand -->" + content
		},
	} {
		z, err := zip.NewReader(bytes.NewReader(usual), int64(len(usual)))
		must(t, err)
		var file bytes.Buffer
		w := zip.NewWriter(&file)
		for _, part := range z.File {
			r, err := part.Open()
			must(t, err)
			content, err := io.ReadAll(r)
			must(t, err)
			partName, text := edit(part.Name, string(content))
			to, err := w.Create(partName)
			must(t, err)
			_, err = io.WriteString(to, text)
			must(t, err)
		}
		must(t, w.Close())
		if got := readWorkbook(t, file.Bytes(), How{}); got != "1: precinct | 1234" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
