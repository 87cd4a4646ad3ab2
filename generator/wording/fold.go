package wording

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// foldings maps letters people do not type, because their keyboard or their
// encoding has none, to the letters they type instead. The look-alikes U+0473
// and U+04CA stand for o-bar and en-descender in some exports, so they end
// where those end.
var foldings = strings.NewReplacer(
	"\u0451", "\u0435", // io
	"\u04a3", "\u043d", // en with descender
	"\u04ca", "\u043d", // en with tail, its look-alike
	"\u04e9", "\u043e", // barred o
	"\u0473", "\u043e", // fita, its look-alike
	"\u04af", "\u0443", // straight u
)

// Fold reduces a text to what search compares: NFC, lower case, Kyrgyz letters
// and io as their Russian neighbours. The search script folds what a reader
// types in the same way, so lower case is Unicode's full mapping, as in
// JavaScript.
func Fold(s string) string {
	s = norm.NFC.String(s)
	if strings.ContainsAny(s, "\u0130\u03a3") {
		// The two letters whose lower case strings.ToLower does not write as
		// JavaScript does.
		s = cases.Lower(language.Und).String(s)
	} else {
		s = strings.ToLower(s)
	}
	return foldings.Replace(s)
}

// Composed writes every letter as one character: systems differ in whether they
// write й and ё as one or as two, and both look the same.
func Composed(s string) string { return norm.NFC.String(s) }
