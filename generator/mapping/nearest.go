package mapping

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"achyk/generator/wording"
)

// nearest is the name that was probably meant: the one that looks most like what
// was written. It is empty where none looks like it.
func nearest(written string, names []string) string {
	// A distance takes time by the square of the length.
	const longest, most = 300, 2000 // characters, names
	want := wording.Alike(written)
	if utf8.RuneCountInString(want) > longest {
		return ""
	}
	meant, least := "", utf8.RuneCountInString(want)*2/5+1 // of two letters, any two look alike
	for _, name := range names[:min(len(names), most)] {
		have := wording.Alike(name)
		if have == "" || utf8.RuneCountInString(have) > longest {
			continue
		}
		distance := levenshtein.ComputeDistance(want, have)
		if distance < least {
			meant, least = name, distance
		}
	}
	return meant
}

// listed joins names for a sentence. A sentence has room for so many; of the
// others it says how many there are.
func listed(names []string) string {
	const most = 30
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "" })
	said := make([]string, 0, most)
	for _, name := range names[:min(most, len(names))] {
		said = append(said, quoted(name))
	}
	text := strings.Join(said, ", ")
	if more := len(names) - most; more > 0 {
		text += ", … +" + strconv.Itoa(more)
	}
	return text
}

// quoted shortens what a finding quotes, and hides what may be a personal
// number: fourteen digits in a row.
func quoted(text string) string {
	const most = 120
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	hidden := []byte(text)
	digits := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] >= '0' && text[i] <= '9' {
			digits++
			continue
		}
		if digits >= 14 {
			copy(hidden[i-digits:i], strings.Repeat("*", digits))
		}
		digits = 0
	}
	return string(hidden)
}
