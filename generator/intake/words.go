package intake

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"achyk/generator/finding"
	"achyk/generator/wording"
)

// words is a text that readers will see. It is kept as printed; but what would
// change how the text around it reads, without being seen itself, is taken out,
// and a text that is more than text is a finding.
func (t *table) words(column string) string {
	text := t.text(column)
	if text == "" {
		return ""
	}
	odd := func(problem finding.Term) {
		t.report(finding.Finding{Code: finding.OddText, At: t.at(column)}.With("column", column).With("problem", problem))
	}
	if strings.ContainsFunc(text, unseen) {
		odd(finding.ControlText)
		text = strings.Map(func(c rune) rune {
			if unseen(c) {
				return -1
			}
			return c
		}, text)
	}
	switch {
	case markup(text):
		odd(finding.Markup)
	case lost.MatchString(text) && !strings.Contains(text, "://"):
		odd(finding.LostLetter)
	case len(text) > 1 && strings.ContainsRune("=+@", rune(text[0])):
		odd(finding.FormulaText)
	}
	return text
}

// wordings is a text in both languages, in columns that end in _ky and _ru.
func (t *table) wordings(column string) wording.Text {
	return wording.Text{Ky: t.words(column + "_ky"), Ru: t.words(column + "_ru")}
}

// unseen reports whether a character is not seen and may change what is: control
// characters, and those that turn the direction of writing or join and part
// letters. Breaks of lines are white space.
func unseen(c rune) bool {
	return unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Cc, c) && c != '\n' && c != '\r' && c != '\t'
}

// lost is a question mark where a letter was: windows-1251 and IBM866 have no ң,
// ө and ү, and programs that save in them write a question mark and say nothing.
var lost = regexp.MustCompile(`\?\pL|\x{FFFD}`)

// markup reports whether a text holds something that a browser would take for a
// tag.
func markup(text string) bool {
	for {
		_, after, found := strings.Cut(text, "<")
		if !found {
			return false
		}
		if after != "" && (after[0] == '/' || after[0] == '!' || after[0] == '?' || unicode.IsLetter(rune(after[0])) && after[0] < unicode.MaxASCII) {
			return true
		}
		text = after
	}
}

// personal reports whether a cell holds a personal number: fourteen digits, 1
// or 2 first, then a day, a month and a year.
func personal(text string) bool {
	digits := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] >= '0' && text[i] <= '9' {
			digits++
			continue
		}
		if digits == 14 && birthday(text[i-14:i]) {
			return true
		}
		digits = 0
	}
	return false
}

func birthday(pin string) bool {
	if pin[0] != '1' && pin[0] != '2' {
		return false
	}
	_, err := time.Parse("02012006", pin[1:9])
	year := pin[5:7]
	return err == nil && (year == "18" || year == "19" || year == "20")
}
