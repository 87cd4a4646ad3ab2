package wording

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ sentence, text, want string }{
		{"Kyrgyz letters become their Russian neighbours", "Өмүрбек Чоң-Алай", "омурбек чон-алай"},
		{"io becomes ie", "Ёлка", "елка"},
		{"a composed letter and its parts are the same", "е\u0308лка и\u0306", "елка й"},
		{"the look-alike fita is a barred o", "К\u0473л \u0472зг\u0473н", "кол озгон"},
		{"the look-alike en with tail is an en with descender", "То\u04ca \u04c9", "тон н"},
		{"the number sign stays", "№ 1001", "№ 1001"},
		{"short i is its own letter", "Йод", "йод"},
		{"lower case is that of JavaScript", "\u0130zmir \u039f\u0394\u039f\u03a3", "i\u0307zmir \u03bf\u03b4\u03bf\u03c2"},
		{"nothing stays nothing", "", ""},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			if got := Fold(test.text); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// However a text is encoded, search finds it: canonically equivalent texts fold
// alike.
func FuzzFold(f *testing.F) {
	f.Add("Өзгөн Ёлка Йод")
	f.Add("e\u0323\u0302")
	f.Fuzz(func(t *testing.T, text string) {
		if composed, apart := Fold(norm.NFC.String(text)), Fold(norm.NFD.String(text)); composed != apart {
			t.Fatalf("%q folds as %q composed and as %q apart", text, composed, apart)
		}
	})
}
