package templates

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"achyk/generator/wording"
)

// colours is how many colours the style sheet has for the lines of a ballot.
// They go by position alone, so that nobody can choose one.
const colours = 12

// colour is the class that colours a selection's bar.
func colour(position int64) string {
	if position < 1 {
		return "c0"
	}
	return fmt.Sprintf("c%d", (position-1)%colours+1)
}

// Colour is the class of the colour that a line of the ballot has everywhere.
func Colour(position int64) string { return colour(position) }

// columnsClass tells the style sheet how many columns of figures a table has:
// on a narrow screen they stand beneath the name of their row.
func columnsClass(n int) string { return fmt.Sprintf("n%d", n) }

// known says whether a share can be printed as a percent.
func known(s wording.Share) bool {
	_, ok := s.Hundredths()
	return ok
}

// width is a share as the length of a bar. The policy of the site allows no
// style attribute, so a bar is drawn in SVG; it is cut at the whole, because
// the number beside it, not the bar, tells of a share beyond 100 %.
func width(s wording.Share) string {
	h, ok := s.Hundredths()
	if !ok || h < 0 {
		return "0"
	}
	return hundredths(min(h, 100_00))
}

// hundredths prints 5422 as 54.22%, as attributes want it.
func hundredths(h int64) string { return fmt.Sprintf("%d.%02d%%", h/100, h%100) }

// A segment is one part of a progress bar.
type segment struct{ class, x, width string }

// segments lays the states of a level end to end. What has reported nothing
// is the empty track.
func segments(p Progress) []segment {
	if p.Expected <= 0 {
		return nil
	}
	var out []segment
	var before int64
	for _, s := range p.states() {
		from, to := before*100_00/p.Expected, (before+s.count)*100_00/p.Expected
		before += s.count
		if s.key == "missing" || from >= 100_00 {
			continue
		}
		out = append(out, segment{s.key, hundredths(from), hundredths(min(to, 100_00) - from)})
	}
	return out
}

// size is a number of bytes as file managers write it, rounded up.
func size(w *wording.Language, bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		return w.Text("data.bytes", "n", bytes)
	case bytes < 10*mega:
		return w.Text("data.kilobytes", "n", (bytes+kilo-1)/kilo)
	}
	return w.Text("data.megabytes", "n", (bytes+mega-1)/mega)
}

// digest cuts a digest into pieces between which a narrow screen may break it.
func digest(sum string) []string {
	var parts []string
	for len(sum) > digestPiece {
		parts, sum = append(parts, sum[:digestPiece]), sum[digestPiece:]
	}
	return append(parts, sum)
}

const digestPiece = 8

// identifier cuts an identifier or a formula where a narrow screen may break it:
// behind a bracket, a dot or an underscore.
func identifier(code string) []string {
	var parts []string
	for {
		i := strings.IndexAny(code, "(._")
		if i < 0 || i == len(code)-1 {
			return append(parts, code)
		}
		parts, code = append(parts, code[:i+1]), code[i+1:]
	}
}

// pieces is code that a narrow screen may break between its parts. What is
// copied is whole, so nothing else may stand between them, not even the white
// space of a component.
func pieces(parts []string) Component {
	for i, part := range parts {
		parts[i] = templ.EscapeString(part)
	}
	return templ.Raw(strings.Join(parts, "<wbr>"))
}

// capital begins a text with a capital letter: the catalogue of findings writes
// for the terminal, behind a label. The name of a file stays as it is.
func capital(text string) string {
	if word, _, _ := strings.Cut(text, " "); strings.Contains(strings.TrimRight(word, ".,:;"), ".") {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// sentence is an instruction of that catalogue as a sentence of its own.
func sentence(text string) string { return strings.TrimSuffix(capital(text), ".") + "." }
