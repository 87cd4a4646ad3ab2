package sheets

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

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
