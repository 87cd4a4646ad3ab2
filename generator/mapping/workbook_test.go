package mapping

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// A summary of a workbook as offices draw it: a title, a header of two rows
// merged across and down, regions merged down, sums between the rows, grouped
// digits, and a sheet that is none of it.
func TestAWorkbookAsOfficesDrawIt(t *testing.T) {
	f := excelize.NewFile()
	t.Cleanup(func() { _ = f.Close() })
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", "Итоги 1"))
	for at, text := range map[string]any{
		"A1": "Итоги голосования", "D1": "Округ 5",
		"A3": "Регион", "B3": "№ УИК", "C3": "Бюллетени", "E3": "Голоса", "C4": "выдано", "D4": "найдено", "E4": "Асанов",
		"A5": "Нарын", "B5": 7, "C5": "1 234", "D5": 1230, "E5": 800,
		"B6": 8, "C6": 20, "D6": "-", "E6": 5,
		"A7": "Итого Нарын", "C7": "1 254", "D7": 1230, "E7": 806,
		"A8": "Ош", "B8": 9, "C8": 1, "D8": 1, "E8": 1,
		"A9": "Итого", "C9": 1255, "D9": 1231, "E9": 806,
	} {
		check(f.SetCellValue("Итоги 1", at, text))
	}
	for _, merged := range [][2]string{{"A1", "C1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"A5", "A6"}} {
		check(f.MergeCell("Итоги 1", merged[0], merged[1]))
	}
	_, err := f.NewSheet("Справка")
	check(err)
	check(f.SetCellValue("Справка", "A1", "Составил"))
	buffer, err := f.WriteToBuffer()
	check(err)

	d := lay(t, `
sources:
  - files: "*.xlsx"
    sheet: "Итоги*"
    header: [3, 4]
    fill: [Регион]
    blank: ["-"]
    thousands: space
    totals:
      - {where: {Регион: Итого}, of: all}
      - {where: {Регион: "Итого *"}, of: section}
    values:
      region: {from: "{Регион}", table: {Нарын: naryn, ОШ: osh}}
      district: {from: "{:D1}", match: '\d+'}
    gives:
      - {table: commissions, repeated: true, fields: {id: "d{district}-{region}", name_ru: "{Регион}", name_ky: "{sheet}"}}
      - table: protocols
        fields: {commission: "{region}-{№ уик}"}
        lines: {issued: "Бюллетени / выдано", found: "Бюллетени / найдено"}
        votes: {a: "Голоса / Асанов"}
`, map[string]string{"in.xlsx": buffer.String()})
	same(t, "commissions", d.records(t, "commissions"), []string{
		"id=d5-naryn name_ky=Итоги 1 name_ru=Нарын", "id=d5-osh name_ky=Итоги 1 name_ru=Ош",
	})
	same(t, "protocols", d.written(t, protocols, func(s *Stream, i int) string { return s.Text(i) + "@" + s.At(i).String() }), []string{
		"naryn-7@in.xlsx!Итоги 1:A5 1230@in.xlsx!Итоги 1:D5 1234@in.xlsx!Итоги 1:C5 800@in.xlsx!Итоги 1:E5",
		"naryn-8@in.xlsx!Итоги 1:A5 20@in.xlsx!Итоги 1:C6 5@in.xlsx!Итоги 1:E6",
		"osh-9@in.xlsx!Итоги 1:A8 1@in.xlsx!Итоги 1:D8 1@in.xlsx!Итоги 1:C8 1@in.xlsx!Итоги 1:E8",
	})
	same(t, "findings", d.findings(), []string{"I113 | in.xlsx!Итоги 1:E7 | column=Голоса / Асанов | printed=806 | sum=805"})
}
