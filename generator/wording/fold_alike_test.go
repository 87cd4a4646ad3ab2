package wording

import "testing"

func TestAlikeTellsNoDifferenceThatNobodySees(t *testing.T) {
	for _, c := range []struct{ what, a, b string }{
		{"Latin letters in a Cyrillic word", "Cтанция", "Станция"},
		{"Cyrillic letters in a Latin word", "vоtеs", "votes"},
		{"capitals that look alike", "HOMEP BTK", "НОМЕР ВТК"},
		{"fita for barred o, en with tail for en with descender", "Ѳзгѳн, Тоӊ", "Өзгөн, Тоң"},
		{"io", "Учёт", "Учет"},
		{"kinds of dashes", "Ала–Бука — 1−2", "Ала-Бука - 1-2"},
		{"kinds of quotation marks", "«Ала-Тоо» “2” ’3’", `"Ала-Тоо" "2" '3'`},
		{"kinds of spaces, several, and around", " Число\u00a0\u202fизбирателей\n(всего) ", "Число избирателей (всего)"},
		{"marks that are not seen", "Чис\u00adло\u200b\ufeff", "Число"},
		{"an accent on either letter", "а\u0301", "a\u0301"},
		{"the two ways to write a letter with a mark", "Й", "Й"},
	} {
		if Alike(c.a) != Alike(c.b) {
			t.Errorf("%s: %q and %q give %q and %q", c.what, c.a, c.b, Alike(c.a), Alike(c.b))
		}
	}
}

func TestAlikeTellsApartWhatLooksDifferent(t *testing.T) {
	for _, c := range [][2]string{{"УИК 1", "УИК 2"}, {"№ 1", "N 1"}, {"1-2", "12"}, {"Нарын", "Нарым"}, {"a b", "ab"}, {"л", "п"}} {
		if Alike(c[0]) == Alike(c[1]) {
			t.Errorf("%q and %q are both %q", c[0], c[1], Alike(c[0]))
		}
	}
}
