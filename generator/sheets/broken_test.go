package sheets

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"maps"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

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
