package templates

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"achyk/generator/wording"
)

// The gallery is for looking: every kind of page with every state a figure can
// be in, in both languages, beside the real style sheet.
//
//	go test ./templates -run TestGallery -gallery ../.cache/gallery
var gallery = flag.String("gallery", "", "write the sample pages to this folder")

// A sample is one page of the gallery.
type sample struct {
	name string
	page func(*wording.Language) templ.Component
}

var samples = []sample{
	{"national", func(w *wording.Language) templ.Component { return Place(nationalSample(w)) }},
	{"night", func(w *wording.Language) templ.Component { return Place(nightSample(w)) }},
	{"region", func(w *wording.Language) templ.Component { return Place(regionSample(w)) }},
	{"commission", func(w *wording.Language) templ.Component { return Place(commissionSample(w)) }},
	{"precinct", func(w *wording.Language) templ.Component { return Precinct(precinctSample(w)) }},
	{"scanner", func(w *wording.Language) templ.Component { return Precinct(scannerSample(w)) }},
	{"hard", func(w *wording.Language) templ.Component { return Precinct(hardSample(w)) }},
	{"missing", func(w *wording.Language) templ.Component { return Precinct(missingSample(w)) }},
	{"worked", func(w *wording.Language) templ.Component { return WorkedArithmetic(workedSample(w)) }},
	{"history", func(w *wording.Language) templ.Component { return History(historySample(w)) }},
	{"papers", func(w *wording.Language) templ.Component { return Papers(papersSample(w)) }},
	{"summary", func(w *wording.Language) templ.Component { return Summary(summarySample(w)) }},
	{"selection", func(w *wording.Language) templ.Component { return Selection(selectionSample(w)) }},
	{"discrepancies", func(w *wording.Language) templ.Component { return List(discrepanciesSample(w)) }},
	{"notes", func(w *wording.Language) templ.Component { return List(notesSample(w)) }},
	{"not-checkable", func(w *wording.Language) templ.Component { return List(notCheckableSample(w)) }},
	{"held", func(w *wording.Language) templ.Component { return List(heldSample(w)) }},
	{"absent", func(w *wording.Language) templ.Component { return List(absentSample(w)) }},
	{"decisions", func(w *wording.Language) templ.Component { return List(decisionsSample(w)) }},
	{"changes", func(w *wording.Language) templ.Component { return List(changesSample(w)) }},
	{"corrections", func(w *wording.Language) templ.Component { return List(correctionsSample(w)) }},
	{"empty", func(w *wording.Language) templ.Component { return List(emptyListSample(w)) }},
	{"check", func(w *wording.Language) templ.Component { return Rule(checkSample(w)) }},
	{"finding", func(w *wording.Language) templ.Component { return Rule(findingSample(w)) }},
	{"rules", func(w *wording.Language) templ.Component { return Rules(rulesSample(w)) }},
	{"charts", func(w *wording.Language) templ.Component { return Charts(chartsSample(w)) }},
	{"turnout", func(w *wording.Language) templ.Component { return Charts(turnoutSample(w)) }},
	{"data", func(w *wording.Language) templ.Component { return Data(dataSample(w)) }},
}

func catalogue(t testing.TB) *wording.Catalogue {
	t.Helper()
	c, err := wording.Load(os.DirFS("i18n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func render(t testing.TB, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGallery(t *testing.T) {
	if *gallery == "" {
		t.Skip("no -gallery folder")
	}
	if err := os.MkdirAll(*gallery, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(*gallery, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.css", []byte(styleSheet(t)))
	c := catalogue(t)
	for _, code := range wording.Codes {
		for _, s := range samples {
			body := render(t, s.page(c.Language(code)))
			write(s.name+"."+code+".html", []byte(fmt.Sprintf(
				`<!doctype html><html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><link rel="stylesheet" href="site.css"><body><main id="main">%s</main></body></html>`,
				code, s.name, body)))
		}
	}
	if missing := c.Missing(); len(missing) > 0 {
		t.Error(missing)
	}
}

// say is a text of the sample data, which real pages have from election.yaml.
func say(w *wording.Language, ky, ru string) string { return wording.Text{Ky: ky, Ru: ru}.In(w.Code()) }

func share(part, whole int64) wording.Share {
	return wording.Share{Part: part, Whole: whole, Known: true}
}

var n = wording.Exactly

func listedName(w *wording.Language) string {
	return say(w, "Тизмеге киргизилген шайлоочулардын саны", "Число избирателей, внесённых в список")
}

func participatedName(w *wording.Language) string {
	return say(w, "Добуш берүүгө катышкан шайлоочулардын саны", "Число избирателей, принявших участие в голосовании")
}

func validName(w *wording.Language) string {
	return say(w, "Жарактуу бюллетендердин саны", "Число действительных бюллетеней")
}

// ballot are the lines of an invented ballot, in its order.
func ballot(w *wording.Language) []ResultRow {
	own := say(w, "Өзүн өзү көрсөткөн", "Самовыдвижение")
	rows := []ResultRow{
		{Name: Link{Text: say(w, "Арчабеков Таласбек", "Арчабеков Таласбек")}, Detail: own},
		{Name: Link{Text: say(w, "Булакбаева Чынаркүл", "Булакбаева Чынаркуль")}, Detail: say(w, "«Жашыл өрөөн» партиясы", "Партия «Зелёная долина»")},
		{Name: Link{Text: say(w, "Дарыялиев Өмүрзак", "Дарыялиев Омурзак")}, Detail: say(w, "«Туруктуу өнүгүү жана санарип коом» саясий партиясы", "Политическая партия «Устойчивое развитие и цифровое общество»")},
		{Name: Link{Text: say(w, "Жайлообаев Нурбек", "Джайлобаев Нурбек")}, Detail: own, Withdrawn: true},
		{Name: Link{Text: say(w, "Көлбаева Айсулуу", "Кольбаева Айсулу")}, Detail: say(w, "«Ачык асман» партиясы", "Партия «Открытое небо»")},
		{Name: Link{Text: say(w, "Мөңгүлөев Эркинбек", "Монгулоев Эркинбек")}, Detail: own},
		{Name: Link{Text: say(w, "Токойбеков Үсөн", "Токойбеков Усон")}, Detail: own},
		{Name: Link{Text: say(w, "Чокубаев Кубанычбек", "Чокубаев Кубанычбек")}, Detail: say(w, "«Кең пейил» партиясы", "Партия «Кен пейил»")},
		{Name: Link{Text: say(w, "Шамалбекова Гүлзат", "Шамалбекова Гульзат")}, Detail: own},
		{Name: Link{Text: say(w, "Баарына каршы", "Против всех")}},
	}
	for i := range rows {
		rows[i].Position = int64(i + 1)
		rows[i].Name.Href = fmt.Sprintf("selections/s%d.html", i+1)
	}
	return rows
}

// voted fills a ballot: votes by position, both shares, and what the scanner
// counted where compared is given.
func voted(w *wording.Language, votes []int64, participated, valid int64, compared []int64) ResultsTable {
	t := ResultsTable{
		Force: Official,
		Bases: []Base{{participatedName(w), n(participated)}, {validName(w), n(valid)}},
		Rows:  ballot(w),
	}
	for i := range t.Rows {
		t.Rows[i].Votes = n(votes[i])
		t.Rows[i].Shares = []wording.Share{share(votes[i], participated), share(votes[i], valid)}
		if compared != nil {
			t.Rows[i].Compared = n(compared[i])
		}
	}
	if compared != nil {
		t.Compared, t.ComparedForce = w.Text("series.device"), Preliminary
	}
	return t
}

func turnoutOf(w *wording.Language, participated, listed int64) Turnout {
	return Turnout{participatedName(w), listedName(w), n(participated), n(listed), share(participated, listed), 0, 0, false}
}

// protocolLines are the lines of a form, with one column of counts a series.
func protocolLines(w *wording.Language, columns []Column, counts ...[]int64) LinesTable {
	names := []string{
		listedName(w),
		say(w, "анын ичинде кошумча тизмеде", "в том числе в дополнительный список"),
		say(w, "УШК алган бюллетендердин саны", "Число бюллетеней, полученных УИК"),
		say(w, "Участокто берилген бюллетендердин саны", "Число бюллетеней, выданных на участке"),
		say(w, "Жайдан тышкары берилген бюллетендердин саны", "Число бюллетеней, выданных вне помещения"),
		participatedName(w),
		say(w, "Пайдаланылбай калган бюллетендердин саны", "Число неиспользованных бюллетеней"),
		say(w, "Бузулган бюллетендердин саны", "Число испорченных бюллетеней"),
		say(w, "Эсептен чыгарылган бюллетендердин саны", "Число погашенных бюллетеней"),
		say(w, "Көчмө ящиктердеги бюллетендердин саны", "Число бюллетеней в переносных ящиках"),
		say(w, "Стационардык ящиктердеги бюллетендердин саны", "Число бюллетеней в стационарных ящиках"),
		validName(w),
		say(w, "Жараксыз бюллетендердин саны", "Число недействительных бюллетеней"),
	}
	t := LinesTable{Columns: columns}
	for i, name := range names {
		row := LineRow{Number: fmt.Sprint(i + 1), Name: name}
		for _, series := range counts {
			row.Cells = append(row.Cells, LineCell{Amount: n(series[i])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
