// Package wording is how the site speaks: the catalogues of texts in each
// language, and the way numbers, shares, dates and names are written and put
// in order.
//
// It knows three things about a number: that it is known, that it is unknown,
// and that it is at least so much. Unknown is the zero value, because a cell
// nobody could read must never become a zero by being forgotten. It knows
// nothing about elections and imports nothing of ours, so that templates may
// use it freely.
//
// There is no text in code. What is printed lies in templates/i18n, one folder
// a language, as YAML: nested maps, flattened with dots into keys. A leaf is a
// string with {name} placeholders, or the plural forms of one. [Load] reads
// everything once and checks what can be checked without asking for it; a key
// asked for and not found is noted in [Catalogue.Missing], and the build stops
// on any, so that no page is published with a hole in it. Even month names and
// the decimal comma come from the catalogue (formats.yaml); plural rules and
// collation come from x/text, since both are tables others keep better.
//
// Formatting happens millions of times a build and from several goroutines:
// everything here is safe for concurrent use once loaded, and the paths taken
// for every cell of every table allocate only the string they return.
package wording

// Codes are the languages of the site, Kyrgyz first.
var Codes = []string{"ky", "ru"}

// A Text is something as printed on paper or written by an office, in both
// languages: a name, a title, a reason.
type Text struct{ Ky, Ru string }

// In is the text in a language of the site, or in the other one where it is
// empty: a name in the wrong language says more than none.
func (t Text) In(code string) string {
	first, second := t.Ky, t.Ru
	if code == "ru" {
		first, second = second, first
	}
	if first == "" {
		return second
	}
	return first
}
