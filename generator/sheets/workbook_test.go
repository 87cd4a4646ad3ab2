package sheets

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"achyk/generator/finding"
)

// saved is a workbook as a spreadsheet program would save it.
func saved(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// put fills cells: A1, value, B1, value, …
func put(t testing.TB, f *excelize.File, sheet string, cells ...any) {
	t.Helper()
	for i := 0; i < len(cells); i += 2 {
		must(t, f.SetCellValue(sheet, cells[i].(string), cells[i+1]))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// packed is a zip of these parts; the plan of a workbook with the one sheet
// "Results" is added where it is not given.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="` + office + `"><workbookPr/><sheets><sheet name="Results" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` + office + `/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
	}
	maps.Copy(all, parts)
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		must(t, err)
		_, err = io.WriteString(part, all[name])
		must(t, err)
	}
	must(t, w.Close())
	return file.Bytes()
}

// zipOf is a zip of members with nothing in them.
func zipOf(t testing.TB, names ...string) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, name := range names {
		_, err := w.Create(name)
		must(t, err)
	}
	must(t, w.Close())
	return file.Bytes()
}

// edited changes the parts of a workbook.
func edited(t testing.TB, file []byte, edit func(name, content string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	parts := make(map[string]string)
	for _, part := range z.File {
		r, err := part.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		parts[part.Name] = edit(part.Name, string(content))
	}
	return packed(t, parts)
}

// sheetOf is the part of a sheet with these rows, as XML.
func sheetOf(rows string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`}
}

// told is everything that was read, one row a line, and the findings after it.
func told(t testing.TB, sheets []*Sheet, findings []finding.Finding, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, s := range sheets {
		if len(sheets) > 1 {
			fmt.Fprintf(&out, "%s\n", s.File.Sheet)
		}
		rows := s.Rows()
		for rows.Next() {
			fmt.Fprintf(&out, "%d: %s", rows.Row(), strings.Join(rows.Cells(), " | "))
			if f := rows.Fault(); f != nil {
				fmt.Fprintf(&out, " !%s %d %s", f.Problem, f.Column, f.Has+f.Detail)
				if f.Line > 0 {
					fmt.Fprintf(&out, " (line %d)", f.Line)
				}
			}
			out.WriteString("\n")
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
	}
	for _, f := range findings {
		fmt.Fprintf(&out, "%s %s", f.Code, f.At)
		for _, a := range f.Args {
			if a.Value != "" {
				fmt.Fprintf(&out, " %s=%v", a.Name, a.Value)
			}
		}
		out.WriteString("\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func readWorkbook(t testing.TB, file []byte, how How) string {
	t.Helper()
	sheets, findings, err := workbook("results.xlsx", file, how)
	return told(t, sheets, findings, err)
}

func expect(t *testing.T, got string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(strings.Join(want, "\n"), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

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
		{"t.json", How{Path: "of"}, []string{"#1|1.234|#1.234|", "#1|#1234.0||-|true", "#1||#-7"}},
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

func TestAWorkbookThatIsNone(t *testing.T) {
	whole := saved(t, func(f *excelize.File) { put(t, f, "Sheet1", "A1", 1) })
	one := sheetOf(`<row r="1"><c><v>1</v></c></row>`)
	with := func(name, content string) []byte {
		parts := maps.Clone(one)
		parts[name] = content
		return packed(t, parts)
	}
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"cut off":            {whole[:len(whole)/2], "workbook"},
		"a text":             {[]byte("precinct;listed\n1;2\n"), "workbook"},
		"nothing":            {nil, "workbook"},
		"an old workbook":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "workbook_other"},
		"some other archive": {with("_rels/.rels", "<Relationships/>"), "workbook detail=no workbook in it"},
		"in binary form":     {with("_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`), "workbook_other"},
		"of OpenDocument":    {zipOf(t, "mimetype", "content.xml"), "workbook_other"},
		"a part twice":       {zipOf(t, "xl/a.xml", `xl\A.xml`), "member_twice has=xl/a.xml"},
		"packed otherwise":   {bytes.ReplaceAll(whole, []byte("\x08\x00\x08\x00"), []byte("\x08\x00\x0e\x00")), "packing"},
		"a plan that breaks": {with("xl/workbook.xml", "<workbook><sheets>"), "workbook detail=xl/workbook.xml: "},
		"a document type":    {with("xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "aa">]><workbook/>`), "workbook detail=xl/workbook.xml: it has a document type of its own"},
		"a lost sheet":       {with("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Lost" r:id="r7"/></sheets></workbook>`), `workbook detail=the sheet "Lost" has no part`},
		"texts that break":   {with("xl/sharedStrings.xml", "<sst><si><t>a</t>"), "workbook detail=xl/sharedStrings.xml: unexpected EOF"},
	} {
		got := readWorkbook(t, c.file, How{})
		if !strings.HasPrefix(got, "I015 results.xlsx problem="+c.says) || !strings.Contains(c.says, "detail=") && strings.Contains(got, "detail=") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAChangedByteIsSeen(t *testing.T) {
	parts := sheetOf(`<row r="1"><c><v>1234</v></c></row>`)
	file := packed(t, parts)
	expect(t, readWorkbook(t, file, How{}), "1: 1234")
	changed := bytes.Replace(file, []byte("1234"), []byte("1294"), 1)
	expect(t, readWorkbook(t, changed, How{}), "I015 results.xlsx problem=workbook detail=xl/worksheets/sheet1.xml: zip: checksum error")
}

func TestRowsBeforeABreakAreRead(t *testing.T) {
	const good = `<row r="1"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>`
	for name, c := range map[string]struct{ rows, last string }{
		"a tag":               {good + `<<row r="3"><c><v>3</v></c></row>`, "2:  !workbook -1 XML syntax error"},
		"a row's end":         {good + `<row r="3"><c><v>3</v></c>`, "3:  !workbook -1 </sheetData> closes nothing"},
		"an entity":           {good + `<row r="3"><c><v>&bomb;</v></c></row>`, "3:  !workbook -1 XML syntax error"},
		"a number of rows":    {good + `<row r="1048577"><c><v>3</v></c></row>`, "1048576:  !workbook -1 a row has the number 1048577"},
		"no number":           {good + `<row r="three"><c><v>3</v></c></row>`, `3:  !workbook -1 a row has the number "three"`},
		"deeper and deeper":   {good + strings.Repeat("<row>", 70), "3:  !workbook -1 elements are nested too deep"},
		"a text without end":  {good + `<row r="3"><c t="str"><v>` + strings.Repeat("x", mostMarkup) + `</v></c></row>`, "3:  !workbook -1 a tag or a text is longer"},
		"an inline text, too": {good + `<row r="3"><c t="inlineStr"><is>` + strings.Repeat("<t>"+strings.Repeat("x", 1<<20)+"</t>", 5) + `</is></c></row>`, "3:  !workbook -1 a tag or a text is longer"},
	} {
		got := readWorkbook(t, packed(t, sheetOf(c.rows)), How{})
		if !strings.HasPrefix(got, "1: 1\n2: 2\n"+c.last) || strings.Count(got, "\n") != 2 {
			t.Errorf("%s: %.300s", name, got)
		}
	}
}

func TestAFaultyRowIsOneRow(t *testing.T) {
	long := strings.Repeat("x", 32768)
	for name, c := range map[string]struct{ row, want string }{
		"a long cell":        {`<row r="2"><c r="B2" t="str"><v>` + long + `</v></c></row>`, "2:  !long_cell 1 "},
		"a megabyte":         {`<row r="2"><c r="B2" t="str"><v>` + strings.Repeat(long, 32) + `</v></c></row>`, "2:  !long_cell 1 "},
		"too many columns":   {`<row r="2"><c r="XFD2"><v>1</v></c><c><v>1</v></c></row>`, "2: " + strings.Repeat(" | ", 16383) + "1 !long_row -1 "},
		"a far column":       {`<row r="2"><c r="XFE2"><v>1</v></c></row>`, `2:  !workbook -1 the cell "XFE2" stands in the row 2`},
		"of another row":     {`<row r="2"><c r="A3"><v>1</v></c></row>`, `2:  !workbook -1 the cell "A3" stands in the row 2`},
		"a text that is not": {`<row r="2"><c t="s"><v>7</v></c></row>`, `2:  !workbook 0 the text "7" is none of the 0 that the workbook has`},
		"twice":              {`<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>`, "2: 2 !workbook 0 the cell A2 stands twice"},
		"backwards":          {`<row r="1"><c r="A1"><v>2</v></c></row>`, "1: 2 !workbook -1 the row 1 stands after the row 1"},
	} {
		got := readWorkbook(t, packed(t, sheetOf(`<row r="1"><c><v>1</v></c></row>`+c.row+`<row r="4"><c><v>4</v></c></row>`)), How{})
		if want := "1: 1\n" + c.want + "\n4: 4"; got != want {
			t.Errorf("%s: %.300q, want %.300q", name, got, want)
		}
	}
}

// costs runs something hostile and watches the memory.
func costs(t *testing.T, run func()) {
	t.Helper()
	runtime.GC()
	done := make(chan struct{})
	peak := make(chan uint64)
	go func() {
		var m runtime.MemStats
		var most uint64
		for tick := time.Tick(10 * time.Millisecond); ; {
			select {
			case <-done:
				peak <- most
				return
			case <-tick:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse+m.StackInuse)
			}
		}
	}()
	run()
	close(done)
	if most := <-peak; most > 256<<20 {
		t.Errorf("it cost %d MB", most>>20)
	} else {
		t.Logf("%d MB", most>>20)
	}
}

// repeated is a text again and again, which nobody has in memory.
type repeated struct {
	text  string
	times int
}

func (r *repeated) WriteTo(w io.Writer) (total int64, err error) {
	block := max(1, 1<<16/len(r.text))
	for left := r.times; left > 0 && err == nil; left -= block {
		var n int
		n, err = io.WriteString(w, strings.Repeat(r.text, min(left, block)))
		total += int64(n)
	}
	return total, err
}

// swollen is a workbook in which one part is a text again and again.
func swollen(t *testing.T, name, begin, text, end string, size int) []byte {
	t.Helper()
	whole := packed(t, sheetOf(`<row r="1"><c t="s"><v>0</v></c></row>`))
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	must(t, err)
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, part := range z.File {
		if part.Name != name {
			must(t, w.Copy(part))
		}
	}
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	part, err := w.Create(name)
	must(t, err)
	_, err = io.WriteString(part, begin)
	must(t, err)
	_, err = (&repeated{text, size / len(text)}).WriteTo(part)
	must(t, err)
	_, err = io.WriteString(part, end)
	must(t, err)
	must(t, w.Close())
	return file.Bytes()
}

// claiming is a workbook in which one part says how large it is.
func claiming(t *testing.T, name string, size uint64) []byte {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	_, err := w.CreateRaw(&zip.FileHeader{Name: name, UncompressedSize64: size})
	must(t, err)
	must(t, w.Close())
	return file.Bytes()
}

func TestBombs(t *testing.T) {
	usual := mostTexts
	t.Cleanup(func() { mostTexts = usual })
	mostTexts.number, mostTexts.bytes = 1<<18, 12<<20
	const sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"larger than any", claiming(t, sheet, MostBytes+1), "I015 results.xlsx problem=bomb"},
		{"nothing but texts", swollen(t, texts, "<sst>", "<si/>", "</sst>", 2<<20), "I015 results.xlsx problem=large detail=" + texts},
		{"long texts", swollen(t, texts, "<sst>", "<si><t>"+strings.Repeat("y", 30000)+"</t></si>", "</sst>", 13<<20), "I015 results.xlsx problem=large detail=" + texts},
		{"one text", swollen(t, texts, "<sst><si><t>", "z", "</t></si></sst>", 8<<20), "I015 results.xlsx problem=workbook detail=" + texts + ": a tag or a text is longer than any can be"},
		{"elements without end", swollen(t, texts, "<sst>", "<a>", "", 8<<20), "I015 results.xlsx problem=workbook detail=" + texts + ": elements are nested too deep"},
		{"merged over and over", swollen(t, sheet, "<worksheet>", `<mergeCell ref="A1:XFD1048576"/>`, "</worksheet>", 12<<20), "I015 results.xlsx problem=large detail=its merged areas lie over each other"},
		{"merged without end", swollen(t, sheet, "<worksheet>", `<mergeCell ref="A1:B1"/>`, "</worksheet>", 12<<20), "I015 results.xlsx problem=large detail=more than 262144 merged areas"},
		{"a plan without end", swollen(t, "xl/workbook.xml", "<workbook><sheets>", `<sheet name="a" id="r1"/>`, "</sheets></workbook>", 9<<20), "I015 results.xlsx problem=large detail=xl/workbook.xml"},
		{"empty rows", swollen(t, sheet, `<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="1000000"/>`, `<row><c/></row>`, "</sheetData></worksheet>", 1<<20), "1: 1\n1048576:  !workbook -1 a row has the number 1048577"},
	} {
		t.Run(c.name, func(t *testing.T) {
			costs(t, func() { expect(t, readWorkbook(t, c.file, How{}), c.want) })
		})
	}
}

// A part that says it is small and is not.
func TestABombThatLies(t *testing.T) {
	file := swollen(t, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", `<row><c><v>1</v></c></row>`, "</sheetData></worksheet>", 1<<20)
	directory := bytes.LastIndex(file, []byte("PK\x01\x02")) // of the part written last
	copy(file[directory+24:], []byte{0, 4, 0, 0})            // 1,024 bytes unpacked
	expect(t, readWorkbook(t, file, How{}), "I015 results.xlsx problem=bomb detail=xl/worksheets/sheet1.xml")
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
