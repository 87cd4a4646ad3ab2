package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// kg2017 puts the real election of 2017 together: our description beside the
// tables, which are read where they lie and are no part of the project.
func kg2017(t *testing.T) string {
	t.Helper()
	tables := filepath.Join(shared(t), "data", "kg-2017", "canonical")
	dir := filepath.Join(t.TempDir(), "data", "kg-2017")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"commissions.csv", "selections.csv", "protocols.csv"} {
		copyFile(t, filepath.Join(tables, name), filepath.Join(dir, name))
	}
	copyFile(t, filepath.Join("testdata", "kg-2017", "election.yaml"), filepath.Join(dir, "election.yaml"))
	return dir
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	bytes, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, bytes, 0o666); err != nil {
		t.Fatal(err)
	}
}

// The presidential election of 2017 by territorial commission: 53 of 54
// commissions, and nothing that is unknown counted as zero.
func TestKyrgyzstan2017(t *testing.T) {
	t.Parallel()
	data, out := kg2017(t), filepath.Join(t.TempDir(), "public")
	result, err := build(Order{Data: data, Out: out}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	// The tables are well formed; three of their rows do not come out.
	var told []string
	for _, f := range result.Data.Findings {
		told = append(told, string(f.Code)+" "+f.Commission+" "+string(f.Effect()))
	}
	want := []string{"A2 tec-suz flag", "E4 tec-suz flag", "P402 tec-suz flag", "E1 tec-nar flag", "A2 tec-sul flag", "E4 tec-sul flag"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("findings, -want +got:\n%s", diff)
	}
	pages := []publicPage{
		{
			"ru/kg-2017/index.html",
			[]string{
				"Жээнбеков Сооронбай | 908~493 | 54,17~% | 54,94~%",
				"Бабанов Омурбек | 563~742 | 33,61~% | 34,09~%",
				"1~677~249", "2~970~137", "Территориальные избирательные комиссии\n53 / 54",
				"город Балыкчы", "За рубежом", "Состояние",
			},
			// No sum is "at least": every line of every protocol could be read.
			// What is missing is counted apart, in the ledger.
			[]string{"не менее 1", "не менее 9", "Бюллетени | 0"},
		},
		{
			"ky/kg-2017/index.html",
			[]string{"Жээнбеков Сооронбай | 908~493 | 54,17% | 54,94%", "Балыкчы шаары", "Чет өлкө", "Аймактык шайлоо комиссиялары\n53 / 54", "Күтүлөт | 54 | кеминде 2~970~137"},
			[]string{"кеминде 1", "кеминде 9"},
		},
		{
			"ru/kg-2017/regions/issyk-kul.html",
			[]string{"город Балыкчы", "нет данных", "6 / 7", "126~462"},
			nil,
		},
		{
			"ru/kg-2017/commissions/tec-blk.html",
			[]string{"город Балыкчы", "Протоколы отсюда не поступили"},
			[]string{"| 0", " 0~%", "0,00"},
		},
		{
			"ky/kg-2017/commissions/tec-nar.html",
			// Whoever typed the table may have slipped: the page speaks of the
			// data, and of nobody.
			[]string{"Нарын району", "25~047 ≠ 25~046 = 14~388 + 10~658", "Маалыматтардагы сандар бири-бирине дал келбейт."},
			[]string{"бузуу", "ката"},
		},
		{
			"ru/kg-2017/commissions/tec-suz.html",
			[]string{"67~751 ≠ 57~751", "Числа в данных не сходятся."},
			[]string{"нарушен", "ошибк"},
		},
		{
			"ky/kg-2017/discrepancies.html",
			[]string{"Маалыматтардагы сандар бири-бирине дал келбеген жерлер", "Дал келбөө өзүнөн өзү мыйзам бузуу дегенди билдирбейт"},
			[]string{"ката"},
		},
		{
			"ru/kg-2017/regions/abroad.html",
			[]string{"За рубежом", "Протоколы отсюда не поступили"},
			[]string{"| 0", " 0~%", "0,00"},
		},
		{
			"ru/kg-2017/discrepancies.html",
			[]string{"Места, где числа в данных не сходятся", "Расхождение само по себе не нарушение", "5 записей", "67~751 ≠ 57~751", "68~520 ≠ 58~520 = 57~751 + 769 + 0", "5~286 ≠ 5~289"},
			nil,
		},
		{
			"ky/kg-2017/checks/e1.html",
			[]string{"25~047 ≠ 25~046 = 14~388 + 10~658", "Нарын району"},
			[]string{"Сузак"},
		},
		{
			"ru/kg-2017/selections/jeenbekov.html",
			[]string{"908~493", "54,17~%", "1~677~249", "Чуйская область | 93~429 | 37,24~%"},
			nil,
		},
	}
	for _, page := range pages {
		page.says(t, out, nil)
	}
}
