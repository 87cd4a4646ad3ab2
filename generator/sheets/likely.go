package sheets

import (
	"bytes"
	"math"
	"unicode"
)

// How much likelier, as a logarithm, one encoding must make a text than any
// other, and how likely a character must be at least. Four Russian words are
// enough.
const (
	leastLead       = 10.0
	leastLikelihood = -4.2
	unlikelyPair    = 4.0
)

// mostAmid is in how many characters one sign may stand amid a word. In more it
// is a letter that the encoding does not have, like those of Kyrgyz in an
// encoding of its own.
const mostAmid = 300

// mostLikely is the encoding of single bytes in which the data read as words,
// and in no other; nil where there is none.
//
// Letters are weighed by how often they occur in Russian, Kyrgyz and Bulgarian,
// and by what they stand next to: a capital does not follow a small letter, a
// sign does not stand amid a word, and a word is not half Latin. The wrong
// encoding puts rare letters where frequent ones were, and capitals and signs
// anywhere.
func mostLikely(data []byte) *alphabet {
	sample, seen := sampled(data)
	likelihoods := make([]float64, len(cyrillic))
	var beyond, amid int
	best, second := -1, math.Inf(-1)
	for i := range cyrillic {
		var signs int
		likelihoods[i], beyond, signs = cyrillic[i].likelihood(sample)
		if best < 0 || likelihoods[i] > likelihoods[best] {
			best, amid = i, signs
		}
	}
	for i := range cyrillic {
		if i != best && cyrillic[i].differs(&cyrillic[best], seen) {
			second = max(second, likelihoods[i])
		}
	}
	winner := &cyrillic[best]
	if winner.name == "" || beyond == 0 || amid*mostAmid > beyond ||
		likelihoods[best] < leastLikelihood*float64(beyond) || likelihoods[best]-second < leastLead {
		return nil
	}
	return winner
}

// sampled takes lines that are not ASCII from all parts of the data, and tells
// which bytes the whole data have.
func sampled(data []byte) (sample []byte, seen *[256]bool) {
	seen = new([256]bool)
	for _, c := range data {
		seen[c] = true
	}
	skip := max(0, len(data)/sniffed-1) * 256
	for rest := data; len(rest) > 0 && len(sample) < sniffed; {
		end := bytes.IndexAny(rest[:min(len(rest), 4096)], "\r\n") + 1
		if end == 0 {
			end = min(len(rest), 4096)
		}
		for _, c := range rest[:end] {
			if c >= 0x80 {
				sample = append(sample, rest[:end]...)
				break
			}
		}
		rest = rest[end:]
		rest = rest[min(len(rest), skip):]
	}
	return sample, seen
}

// differs reports whether two encodings read the data differently.
func (a *alphabet) differs(b *alphabet, seen *[256]bool) bool {
	for c := range 256 {
		if seen[c] && a.letters[c] != b.letters[c] {
			return true
		}
	}
	return false
}

// likelihood is how likely a text is in this encoding, as a logarithm, how many
// of its characters are not ASCII, and how many signs stand amid words.
func (a *alphabet) likelihood(text []byte) (sum float64, beyond, amid int) {
	sum = -a.rarity
	before, last := kindOther, kindOther
	for _, c := range text {
		kind := a.kinds[c]
		if c >= 0x80 {
			beyond++
			sum += a.weights[c]
		}
		switch {
		case kind == kindCapital && last.small(),
			kind.small() && last == kindCapital && before == kindCapital,
			kind == kindLatin && last.letter(), last == kindLatin && kind.letter(),
			kind == kindSign && last.letter():
			sum -= unlikelyPair
		case kind == kindMute && !last.letter():
			sum -= unlikelyPair
		case last == kindSign && kind.letter():
			sum -= unlikelyPair
			if before.letter() {
				amid++
			}
		}
		before, last = last, kind
	}
	return sum, beyond, amid
}

// kind is what a character is among its neighbours.
type kind int

const (
	kindOther   kind = iota // ASCII that is no letter, and signs that text has
	kindLatin               // a Latin letter
	kindSmall               // a Cyrillic letter
	kindMute                // one that begins no word
	kindCapital             // a Cyrillic capital
	kindSign                // a sign that text does not have
)

func (k kind) small() bool  { return k == kindSmall || k == kindMute }
func (k kind) letter() bool { return k >= kindSmall && k <= kindCapital }

func kindOf(r rune) kind {
	switch {
	case r < 0x80 && unicode.IsLetter(r):
		return kindLatin
	case r < 0x80:
		return kindOther
	case frequency(unicode.ToLower(r)) > 0:
		if unicode.IsUpper(r) {
			return kindCapital
		}
		if r == '\u044c' || r == '\u044a' { // ь ъ
			return kindMute
		}
		return kindSmall
	case textSigns[r]:
		return kindOther
	}
	return kindSign
}

// weight is how likely a character beyond ASCII is.
func weight(r rune, k kind) float64 {
	switch k {
	case kindSmall, kindMute, kindCapital:
		return math.Log(frequency(unicode.ToLower(r)))
	case kindOther:
		if r == '\u2116' { // № before every number of a precinct
			return math.Log(0.013)
		}
		return math.Log(0.003)
	}
	return math.Log(0.0002)
}

// textSigns are the signs beyond ASCII that tables of names have: « » № – — “ ”
// „ ’ ‘ … § °, no-break spaces and soft hyphens.
var textSigns = map[rune]bool{
	'\u00ab': true, '\u00bb': true, '\u2116': true, '\u2013': true, '\u2014': true, '\u201c': true, '\u201d': true, '\u201e': true,
	'\u2019': true, '\u2018': true, '\u2026': true, '\u00a7': true, '\u00b0': true, '\u00a0': true, '\u00ad': true,
}

// frequencies are how often letters occur, roughly and over languages. The last
// are those of Ukrainian and Belarusian.
var frequencies = letterFrequencies(
	0.07, "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u043b\u043a", // о е а и н т с р л к
	0.03, "\u0432\u043c\u0434\u043f\u0443\u044b\u0431\u0433", // в м д п у ы б г
	0.013, "\u044f\u044c\u0437\u0447\u0439\u0448\u0436", // я ь з ч й ш ж
	0.004, "\u0445\u044e\u0446\u0449\u044d\u0444\u044a\u0451\u0456\u0457\u0454\u0491\u045e", // х ю ц щ э ф ъ ё і ї є ґ ў
)

func letterFrequencies(pairs ...any) map[rune]float64 {
	all := make(map[rune]float64)
	for i := 0; i < len(pairs); i += 2 {
		for _, r := range pairs[i+1].(string) {
			all[r] = pairs[i].(float64)
		}
	}
	return all
}

// frequency is how often a small letter occurs; 0 where it is none of ours.
func frequency(r rune) float64 { return frequencies[r] }
