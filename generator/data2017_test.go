package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The presidential election of 2017 in our own data: of the whole country, only
// four figures of the central commission's protocol are confirmed, and nothing
// that is unknown may look like zero or like something that never came.
func TestPresident2017IsWhatIsConfirmed(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "public")
	result, err := build(Order{Data: filepath.Join("..", "data", "2017-president"), Out: out}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Data.Findings) != 0 || result.Stopped {
		t.Errorf("findings in our own data: %v", result.Data.Findings)
	}
	e := result.Data.Elections[0]
	if e.ID != "2017-president" || e.Training || result.Data.Protocols != 1 || len(e.Commissions) != 1 || len(e.Gaps) == 0 {
		t.Errorf("%s: training %v, %d protocols, %d commissions, gaps %v", e.ID, e.Training, result.Data.Protocols, len(e.Commissions), e.Gaps)
	}
	for _, page := range []publicPage{
		{
			path: "ru/2017-president/index.html",
			has: []string{
				"Результаты выборов определены", "30 октября 2017 года", "56,11~%", "3~025~768", "1~697~868",
				"Жээнбеков Сооронбай СДПК | 920~620 | 54,22~%", "Бабанов Омурбек | 568~665 | 33,49~%",
				"Мадумаров Адахан «Бүтүн Кыргызстан» | нет данных | нет данных",
				"Ташиев Камчыбек выбыл(а) | нет данных | нет данных", "Против всех | нет данных | нет данных",
				"Недействительные бюллетени | нет данных",
				"E4 Сумма всех голосов = действительные бюллетени | 0 | 0 | 1",
			},
		},
		{
			path: "ky/2017-president/index.html",
			has: []string{
				"Шайлоонун натыйжалары аныкталган", "2017-жылдын 30-октябр", "56,11%", "3~025~768", "1~697~868",
				"Жээнбеков Сооронбай СДПК | 920~620 | 54,22%", "Бабанов Өмүрбек | 568~665 | 33,49%",
				"Төрөбаев Бакыт «Өнүгүү-Прогресс» чыгып калган | маалымат жок | маалымат жок",
				"Баарына каршы | маалымат жок | маалымат жок", "Жараксыз бюллетендер | маалымат жок",
			},
		},
		{path: "ru/2017-president/selections/jeenbekov.html", has: []string{"920~620", "54,22~%"}},
		{path: "ky/2017-president/selections/torobaev.html", has: []string{"чыгып калган", "маалымат жок"}},
	} {
		page.not = []string{"| 0", " 0~%", " 0%", "0,00", "не менее ", "кеминде ", "Протокол жок", "не поступ", "түшө элек"}
		// How often a check came out is known: a zero there is one.
		page.says(t, out, func(text string) string { return checkCounts.ReplaceAllString(text, "") })
	}
	// Nothing is listed beneath the central commission, so there is no page of
	// a place, and no list names anything as missing.
	for _, folder := range []string{"regions", "commissions", "precincts"} {
		if _, err := os.Stat(filepath.Join(out, "ru", "2017-president", folder)); err == nil {
			t.Errorf("there are pages in %s", folder)
		}
	}
	if strings.Contains(readText(t, filepath.Join(out, "robots.txt")), "2017-president") {
		t.Error("a real election is kept out of search engines")
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// checkCounts are the rows that count how checks came out.
var checkCounts = regexp.MustCompile(`(?m)^E\d+ .*$`)
