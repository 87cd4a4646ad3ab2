package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alikes maps Cyrillic letters, folded, to the Latin ones that look the same in
// print, small or capital: a name typed in the other alphabet looks right to
// whoever typed it. Capital ve and en look like Latin B and H, so their small
// letters go with b and h.
var alikes = map[rune]rune{
	'\u0430': 'a', // a
	'\u0432': 'b', // ve
	'\u0435': 'e', // ie; io is folded to it
	'\u043a': 'k', // ka
	'\u043c': 'm', // em
	'\u043d': 'h', // en; en with descender is folded to it
	'\u043e': 'o', // o; barred o is folded to it
	'\u0440': 'p', // er
	'\u0441': 'c', // es
	'\u0442': 't', // te
	'\u0443': 'y', // u; straight u is folded to it
	'\u0445': 'x', // ha
	'\u0455': 's', // dze
	'\u0456': 'i', // Ukrainian i
	'\u0458': 'j', // je
	'\u04bb': 'h', // shha
	'\u04cf': 'l', // palochka
	'\u2212': '-', // minus
}

// Alike reduces a text to how it looks: [Fold], one letter for those that look
// the same in Latin and Cyrillic, one kind of dash, of quotation mark and of
// space, one space for several and none around. It is for finding which of a few
// names is meant, never for telling records apart.
func Alike(s string) string {
	var b strings.Builder
	space := false
	for _, c := range Fold(s) {
		if a, has := alikes[c]; has {
			c = a
		}
		switch {
		case unicode.Is(unicode.Cf, c):
			continue // not seen: soft hyphens, marks of direction
		case unicode.IsSpace(c):
			space = true
			continue
		case unicode.Is(unicode.Pd, c):
			c = '-'
		case unicode.In(c, unicode.Pi, unicode.Pf) || strings.ContainsRune("'\"`\u201a\u201e\u2032\u2033\u02bc\u00b4", c):
			c = '"'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(c)
	}
	return norm.NFC.String(b.String()) // an accent may now have a letter to join
}
