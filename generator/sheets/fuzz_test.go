package sheets

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"achyk/generator/finding"
)

// sound reads sheets twice and holds them to what every reader promises. It
// reports whether anything was found to be wrong.
func sound(t *testing.T, sheets []*Sheet, findings []finding.Finding, err error) (wrong bool) {
	t.Helper()
	if err != nil {
		t.Fatalf("an error of the program: %v", err)
	}
	if len(sheets)+len(findings) == 0 {
		t.Error("neither a sheet nor a finding")
	}
	for _, s := range sheets {
		once, faults := rowsOf(t, s)
		twice, _ := rowsOf(t, s)
		if !slices.Equal(once, twice) {
			t.Errorf("read once %q, read twice %q", once, twice)
		}
		wrong = wrong || faults > 0
	}
	return wrong || len(findings) > 0
}

func rowsOf(t *testing.T, s *Sheet) (told []string, faults int) {
	t.Helper()
	rows := s.Rows()
	for rows.Next() {
		if rows.Fault() != nil {
			faults++
			told = append(told, fmt.Sprint(*rows.Fault()))
			continue
		}
		told = append(told, strings.Join(rows.Cells(), "\x00"))
		if rows.Row() < 1 || len(rows.Cells()) > mostCells || !slices.ContainsFunc(rows.Cells(), func(text string) bool { return text != "" }) {
			t.Errorf("row %d has %d cells", rows.Row(), len(rows.Cells()))
		}
		for i, text := range rows.Cells() {
			if !utf8.ValidString(text) || utf8.RuneCountInString(text) > mostCharacters {
				t.Errorf("%s holds %q", rows.At(i), text)
			}
		}
	}
	if rows.Err() != nil {
		t.Fatalf("an error of the program: %v", rows.Err())
	}
	return told, faults
}

// Whatever a workbook is made of, it is read or there is a finding; and where
// its XML breaks nobody takes it for whole.
func FuzzWorkbook(f *testing.F) {
	const sheet = `<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A2</f><v>1.2E3</v></c></row>` +
		`<row><c t="inlineStr"><is><t>a_x000D_</t></is></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`
	const texts = `<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>`
	const plan = `<workbook xmlns:r="o"><workbookPr date1904="1"/><sheets><sheet name="Results" r:id="r1"/><sheet name="Lists" state="hidden" r:id="r1"/></sheets></workbook>`
	f.Add([]byte(nil), sheet, texts, plan)
	f.Add(office(f), "", "", "")
	f.Add(saved(f, func(f *excelize.File) {}), `<x:worksheet><x:sheetData/></x:worksheet>`, `<sst/>`, plan)
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), `<!-- <row> --><worksheet><sheetData><row r="2"><c r="XFD2"><v><![CDATA[1]]></v></c></row>`, texts, plan)
	f.Fuzz(func(t *testing.T, file []byte, sheet, texts, plan string) {
		read, findings, err := workbook("e.xlsx", file, How{})
		sound(t, read, findings, err)
		made := packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts, "xl/workbook.xml": plan})
		for _, how := range []How{{}, {Sheet: "*"}, {Name: "results"}} {
			read, findings, err := workbook("e.xlsx", made, how)
			if !sound(t, read, findings, err) && len(read) > 0 && breaks(sheet) {
				t.Errorf("a broken sheet is taken for a whole one with %+v", how)
			}
		}
	})
}

// breaks asks the standard library, which reads names and prefixes as well.
func breaks(text string) bool {
	for decoder := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := decoder.Token(); err != nil {
			return err != io.EOF
		}
	}
}

// Whatever a text is, it is read or there is a finding; what is JSON is not
// called broken, and what is not is not taken for whole.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{
		`[{"id": "07-113", "listed": 1234, "votes": {"a": 1.0, "b": [1, true, null]}}, {"id": "\u0430\ud83d\udc18", "id": 1e3}]`,
		`{"sections": [{"id": "01", "votes": [{"n": 1}, {"n": 2}]}, {"votes": null, "extra": {"x": [1, {"y": 2}]}}], "day": "2021-11-14"}`,
		"{\"a\": 1}\n{\"a\": \n\n{\"b\": 3}]\n17", "[[[{}]], [{\"\": {\"\": []}}]", "\xff\xfe[\x001\x00]\x00", "[{\"a\": 01}, {\"a\": \"\\ud800\"}, NaN, {\"a.b\": 1, \"a\": {\"b\": 2}}",
	} {
		for _, path := range []string{"", "sections.votes", "a", "."} {
			f.Add(text, path)
		}
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		if len(path) > 100 {
			return
		}
		for _, name := range []string{"e.json", "e.jsonl"} {
			read, findings, err := records(name, []byte(text), How{Path: path})
			wrong := sound(t, read, findings, err)
			if name == "e.jsonl" || path != "" || !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\ufeff") || isLines(name, []byte(text)) {
				continue
			}
			if broken := brokenJSON(text); broken && !wrong {
				t.Errorf("%q is taken for JSON", text)
			} else if !broken {
				called(t, read, findings)
			}
		}
	})
}

// brokenJSON asks the standard library whether these are values one after
// another.
func brokenJSON(text string) bool {
	for decoder := json.NewDecoder(bytes.NewReader([]byte(text))); ; {
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err != io.EOF
		}
	}
}

// called fails where JSON is called broken. That it holds no records is another
// matter, and so is how deep it is nested.
func called(t *testing.T, read []*Sheet, findings []finding.Finding) {
	t.Helper()
	broken := []finding.Term{finding.CutOff, finding.LineCut, finding.BrokenLine, finding.NoValue}
	for _, f := range findings {
		if problem, is := f.Args[0].Value.(finding.Term); is && slices.Contains(broken, problem) {
			t.Errorf("refused: %v", f)
		}
	}
	for _, s := range read {
		for rows := s.Rows(); rows.Next(); {
			if fault := rows.Fault(); fault != nil && slices.Contains(broken, fault.Problem) {
				t.Errorf("row %d: %v", rows.Row(), *fault)
			}
		}
	}
}
