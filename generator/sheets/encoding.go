package sheets

import (
	"bytes"
	"encoding/binary"
	"iter"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings that files come in, as they are declared.
const (
	utf8Text    = "utf-8"
	utf16Text   = "utf-16"
	windows1251 = "windows-1251"
	ibm866      = "ibm866"
)

// Encodings are those that [How] can declare.
var Encodings = []string{utf8Text, utf16Text, windows1251, ibm866}

// A script is text as it was received, with what is needed to read it.
type script struct {
	data     []byte // without a byte order mark
	encoding string
	letters  *letters // of an encoding of single bytes; nil where the data are UTF-8
	returns  bool     // lines end with a carriage return alone
}

// letters is an encoding of single bytes: what each of them is in UTF-8.
type letters [256]string

// noText stands for bytes that are nothing in their encoding: it is nothing in
// UTF-8 either, so that the row they stand in is not taken.
const noText = "\xff"

// decoded appends a part of the data in UTF-8.
func (t script) decoded(to, part []byte) []byte {
	switch {
	case t.letters == nil:
		return append(to, part...)
	case strayUTF8(part):
		return append(to, noText...)
	}
	for _, c := range part {
		to = append(to, t.letters[c]...)
	}
	return to
}

// strayUTF8 reports whether a part is UTF-8 with Cyrillic in it: in a file of
// single bytes another program put it there, and it would be read as other
// letters. One letter can be chance: a capital and a closing quote.
func strayUTF8(part []byte) bool {
	if !utf8.Valid(part) {
		return false
	}
	letters := 0
	for len(part) > 0 {
		r, size := utf8.DecodeRune(part)
		part = part[size:]
		switch {
		case r >= 0x400 && r < 0x530:
			letters++
		case r == 0x2116, r >= 0x2010 && r <= 0x203a: // a sign of three bytes is no chance
			return true
		}
	}
	return letters > 1
}

// chanceUTF8 reports whether so little of a text is not ASCII that its being
// UTF-8 can be chance: three letters of IBM866 can be one letter of a script of
// Asia. Signs and the letters of Europe cannot, nor what IBM866 draws lines with.
func chanceUTF8(data []byte) bool {
	const most = 8
	letters := 0
	for len(data) > 0 && letters <= most {
		r, size := utf8.DecodeRune(data)
		switch {
		case size == 1:
		case size != 3, r >= 0x2000 && r < 0x2c00, data[1] >= 0xb0, data[2] >= 0xb0:
			return false
		default:
			letters++
		}
		data = data[size:]
	}
	return letters > 0 && letters <= most
}

// whole is the data in UTF-8, for formats that are not read by the line.
func (t script) whole() []byte {
	if t.letters == nil {
		return t.data
	}
	size := 0
	for _, c := range t.data {
		size += len(t.letters[c])
	}
	return t.decoded(make([]byte, 0, size), t.data)
}

// understand finds out how a file is encoded, where that is not declared. It is
// false where nobody can tell, and where the bytes are certainly not what was
// declared: text read in a wrong encoding is text of some kind, and nothing
// would look broken.
func understand(data []byte, declared string) (script, bool) {
	text := script{data: data, encoding: declared}
	marked, wide := markOf(data)
	switch {
	case declared != "" && marked != "" && declared != marked, bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return script{}, false
	case marked == utf8Text:
		text.encoding, text.data = utf8Text, data[3:]
	case marked == utf16Text:
		text.encoding, text.data = utf16Text, narrow(data[2:], wide)
	case declared == utf16Text:
		if wide = orderOf(data); wide == nil {
			return script{}, false
		}
		text.data = narrow(data, wide)
	case declared == "":
		if text = detected(data); text.encoding == "" {
			return script{}, false
		}
	case declared != utf8Text && (strayUTF8(data) || orderOf(data) != nil):
		return script{}, false
	case declared == windows1251:
		text.letters = &cyrillic[0].letters
	case declared == ibm866:
		text.letters = &cyrillic[1].letters
	}
	text.returns = returns(text.data)
	return text, true
}

// markOf is the encoding that a byte order mark names, and the order of bytes.
func markOf(data []byte) (string, binary.ByteOrder) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return utf8Text, nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16Text, binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16Text, binary.BigEndian
	}
	return "", nil
}

// narrow turns UTF-16 into UTF-8. The text is measured first: a large one is
// not to be copied while it grows.
func narrow(data []byte, order binary.ByteOrder) []byte {
	size := len(data) % 2
	for r := range units(data, order) {
		size += max(utf8.RuneLen(r), len(noText))
	}
	text := make([]byte, 0, size)
	for r := range units(data, order) {
		if r < 0 {
			text = append(text, noText...)
		} else {
			text = utf8.AppendRune(text, r)
		}
	}
	if len(data)%2 > 0 {
		text = append(text, noText...)
	}
	return text
}

// units are the characters of UTF-16; half of a pair is -1.
func units(data []byte, order binary.ByteOrder) iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for i := 0; i+1 < len(data); i += 2 {
			r := rune(order.Uint16(data[i:]))
			if utf16.IsSurrogate(r) {
				pair := utf8.RuneError
				if i+3 < len(data) {
					pair = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
				}
				if r = -1; pair != utf8.RuneError {
					r = pair
					i += 2
				}
			}
			if !yield(r) {
				return
			}
		}
	}
}

// What is looked at to find an encoding, in bytes.
const sniffed = 64 << 10

// orderOf is the order of bytes in UTF-16 without a mark; nil where the data are
// none. Every table has delimiters or line ends, so one of two bytes is often
// zero; read the wrong way round they are letters of no language around here.
func orderOf(data []byte) binary.ByteOrder {
	data = data[:min(len(data), sniffed)&^1]
	if len(data) == 0 || bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	var likely [2]int
	orders := [2]binary.ByteOrder{binary.LittleEndian, binary.BigEndian}
	for i := 0; i < len(data); i += 2 {
		for k, order := range orders {
			switch r := order.Uint16(data[i:]); {
			case r == '\t', r == '\n', r == '\r', r >= ' ' && r <= '~', r >= 0xa0 && r < 0x180, r >= 0x400 && r < 0x530,
				r >= 0x2010 && r <= 0x203a, r == 0x2116: // №
				likely[k]++
			}
		}
	}
	for k, order := range orders {
		if likely[k]*20 >= len(data)/2*19 && likely[1-k]*4 <= len(data) {
			return order
		}
	}
	return nil
}

// detected finds out how data are encoded that nothing marks; the encoding is
// empty where nobody can tell.
func detected(data []byte) script {
	if order := orderOf(data); order != nil {
		return script{data: narrow(data, order), encoding: utf16Text}
	}
	if binaryData(data) {
		return script{}
	}
	text := script{data: data, encoding: utf8Text}
	valid := utf8.Valid(data)
	if valid && !chanceUTF8(data) {
		return text
	}
	if good, bad := sequences(data); !valid && good >= 4*bad {
		return text
	}
	if best := mostLikely(data); best != nil {
		return script{data: data, encoding: best.name, letters: &best.letters}
	}
	if !valid && mostlyASCII(data) {
		return text
	}
	return script{}
}

// binaryData reports whether there is more than a slip of bytes that no text
// has.
func binaryData(data []byte) bool {
	data = data[:min(len(data), sniffed)]
	controls := 0
	for _, c := range data {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			controls++
		}
	}
	return controls > 3 && controls*50 > len(data)
}

// sequences counts the bytes that make letters of UTF-8 beyond ASCII, and those
// that make none.
func sequences(data []byte) (good, bad int) {
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good += size
		}
		data = data[size:]
	}
	return good, bad
}

// mostlyASCII reports whether a file in an encoding that cannot be told can be
// read all the same, but for a few rows: the first line is ASCII, and so are
// nine of ten others. Those that are not are no text.
func mostlyASCII(data []byte) bool {
	count, beyond := 0, 0
	for line := range bytes.FieldsFuncSeq(data, func(r rune) bool { return r == '\n' || r == '\r' }) {
		count++
		if !utf8.Valid(line) {
			beyond++
			if count == 1 {
				return false
			}
		}
	}
	return beyond*10 <= count || beyond == 1
}

// An alphabet is one encoding of Cyrillic.
type alphabet struct {
	name    string // empty where it is only known so as not to be mistaken
	rarity  float64
	letters letters
	kinds   [256]kind
	weights [256]float64
}

// cyrillic are the encodings of single bytes that Cyrillic was ever written in.
// Only the first two are read.
var cyrillic = []alphabet{
	newAlphabet(windows1251, charmap.Windows1251, 0),
	newAlphabet(ibm866, charmap.CodePage866, 0),
	newAlphabet("", charmap.KOI8U, 0),
	// It has the capitals of the one and the small letters of the other, and
	// nothing has written it for twenty years.
	newAlphabet("", charmap.MacintoshCyrillic, 7),
	newAlphabet("", charmap.ISO8859_5, 0),
	newAlphabet("", charmap.CodePage855, 0),
}

func newAlphabet(name string, from *charmap.Charmap, rarity float64) alphabet {
	a := alphabet{name: name, rarity: rarity}
	for c := range 256 {
		r := from.DecodeByte(byte(c))
		a.letters[c], a.kinds[c] = string(r), kindOf(r)
		a.weights[c] = weight(r, a.kinds[c])
		if r == utf8.RuneError {
			a.letters[c] = noText
		}
	}
	return a
}
