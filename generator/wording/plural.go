package wording

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// pluralNames are the names CLDR gives to plural forms, by x/text's numbers.
var pluralNames = map[plural.Form]string{
	plural.Zero:  "zero",
	plural.One:   "one",
	plural.Two:   "two",
	plural.Few:   "few",
	plural.Many:  "many",
	plural.Other: "other",
}

// forms are the plural forms of one text.
type forms struct {
	messages [6]message // by plural.Form
	at       string
}

// pluralForm is the form that goes with n.
func (l *Language) pluralForm(n int64) plural.Form { return pluralForm(l.tag, magnitude(n)) }

func pluralForm(tag language.Tag, n uint64) plural.Form {
	// x/text takes an int and looks at no more than the last seven digits; one
	// digit above them keeps 10,000,001 from being taken for 1.
	const enough = 10_000_000
	if n >= enough {
		n = n%enough + enough
	}
	return plural.Cardinal.MatchPlural(tag, int(n), 0, 0, 0, 0)
}

// pluralForms are the forms the language has, for whole numbers and for
// fractions, found by asking: x/text does not list them.
func (l *Language) pluralForms() []plural.Form {
	var seen [6]bool
	for n := range uint64(1000) {
		seen[pluralForm(l.tag, n)] = true
	}
	seen[pluralForm(l.tag, 1_000_000)] = true
	seen[plural.Other] = true
	var all []plural.Form
	for form, yes := range seen {
		if yes {
			all = append(all, plural.Form(form))
		}
	}
	return all
}
