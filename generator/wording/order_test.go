package wording

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKyrgyzLettersStandInPlace(t *testing.T) {
	c := real(t)
	const alphabet = "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я"
	for _, code := range []string{"ky", "ru", "en"} {
		letters := strings.Fields(alphabet)
		slices.Sort(letters) // in byte order, which is another one
		slices.SortFunc(letters, c.Language(code).Compare)
		if diff := cmp.Diff(alphabet, strings.Join(letters, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", code, diff)
		}
	}
}

func TestNamesInOrder(t *testing.T) {
	want := []string{
		"Алай", "Жети-Өгүз", "Кочкор", "Көл", "Нарын", "Нура", "ңа", "Ош шаары",
		"Өзгөн", "Сузак", "Сүлүктү", "Тогуз-Торо", "Төрөбаев", "Түп", "Чоң-Алай", "Ысык-Көл",
	}
	for _, code := range Codes {
		l := real(t).Language(code)
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, l.Compare)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s by Compare (-want +got):\n%s", code, diff)
		}
		slices.Reverse(got)
		slices.SortFunc(got, func(a, b string) int { return bytes.Compare(l.SortKey(a), l.SortKey(b)) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s by SortKey (-want +got):\n%s", code, diff)
		}
	}
}

// Sorting is a total order: whichever way a list comes in, it comes out the
// same; and a sort key gives the order of Compare.
func FuzzCompare(f *testing.F) {
	l := real(f).Language("ky")
	f.Add("Ёлка", "ЕЛКА", "елка")
	f.Add("№ 1001", "1001", "1 001")
	f.Add("и\u0306", "й", "и")
	f.Add("", "\x00", "\u0306")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		all := []string{a, b, c}
		for _, x := range all {
			for _, y := range all {
				order := l.Compare(x, y)
				if order != -l.Compare(y, x) {
					t.Fatalf("%q and %q have no order", x, y)
				}
				if (order == 0) != (x == y) {
					t.Fatalf("%q and %q compare as %d", x, y, order)
				}
				if byKey := bytes.Compare(l.SortKey(x), l.SortKey(y)); byKey != order {
					t.Fatalf("%q and %q compare as %d, their keys as %d", x, y, order, byKey)
				}
				for _, z := range all {
					if order < 0 && l.Compare(y, z) < 0 && l.Compare(x, z) >= 0 {
						t.Fatalf("%q < %q < %q, but not the first and the last", x, y, z)
					}
				}
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	l := real(b).Language("ky")
	b.ReportAllocs()
	for b.Loop() {
		_ = l.Compare("Базар-Коргон району", "Базар-Коргон шаары")
	}
}

func BenchmarkSortKey(b *testing.B) {
	l := real(b).Language("ky")
	b.ReportAllocs()
	for b.Loop() {
		_ = l.SortKey("Базар-Коргон району")
	}
}
