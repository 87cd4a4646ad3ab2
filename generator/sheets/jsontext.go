package sheets

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
)

// A script of JSON is walked through where it lies: positions are needed to
// look ahead and to come back, and a text of the size of the file must not be
// copied to be found too long. Only the brackets are read here; what stands
// between them is the standard library's.
type jsonText struct {
	data []byte
	at   int
	open []byte // brackets, for skipping
}

// mostNested is how deep lists and objects lie in each other.
const mostNested = 500

// A mistake is where the brackets and commas are wrong, so that nobody can tell
// what the rest is.
type mistake struct {
	at      int
	problem finding.Term
	has     string
}

func (m mistake) Error() string { return string(m.problem) + " " + m.has }

// errCut is a text that ends within a value.
var errCut = errors.New("the text ends within a value")

// stray is a mistake: something stands here that does not belong here.
func (t *jsonText) stray(c byte) error {
	return mistake{t.at, finding.BrokenLine, quoted([]byte{c}, mostGlimpsed)}
}

func (t *jsonText) tooDeep() error { return mistake{at: t.at, problem: finding.TooDeep} }

// space goes on to the next token and returns its first byte, 0 at the end.
func (t *jsonText) space() byte {
	for ; t.at < len(t.data); t.at++ {
		switch c := t.data[t.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// take goes past one byte that must stand here.
func (t *jsonText) take(want byte) error {
	switch c := t.space(); {
	case t.at == len(t.data):
		return errCut
	case c != want:
		return t.stray(c)
	}
	t.at++
	return nil
}

// more goes past the comma, or past the bracket that ends a list or object.
func (t *jsonText) more(first bool, end byte) (bool, error) {
	c := t.space()
	switch {
	case t.at == len(t.data):
		return false, errCut
	case c == end:
		t.at++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, t.stray(c)
	}
	t.at++
	if t.space() == end {
		return false, t.stray(end)
	}
	return true, nil
}

// scalar goes past a text, a number or a word, and returns it as it is written.
func (t *jsonText) scalar() ([]byte, error) {
	c := t.space()
	from := t.at
	switch {
	case from == len(t.data):
		return nil, errCut
	case c == '"':
		for i := from + 1; i < len(t.data); i++ {
			switch t.data[i] {
			case '\\':
				i++
			case '"':
				t.at = i + 1
				return t.data[from:t.at], nil
			}
		}
		return nil, errCut
	case strings.IndexByte("{}[]:,", c) >= 0:
		return nil, t.stray(c)
	}
	if n := bytes.IndexAny(t.data[from:], " \t\r\n,:{}[]\""); n >= 0 {
		t.at += n
	} else {
		t.at = len(t.data)
	}
	return t.data[from:t.at], nil
}

// key goes past the key of an object and its colon.
func (t *jsonText) key() ([]byte, error) {
	if c := t.space(); c != '"' && t.at < len(t.data) {
		return nil, t.stray(c)
	}
	raw, err := t.scalar()
	if err != nil {
		return nil, err
	}
	return raw, t.take(':')
}

// skip goes past a value, and reports whether it holds lists or objects in a
// list or object.
func (t *jsonText) skip() (nested bool, err error) {
	t.open = t.open[:0]
	for first := false; ; {
		switch c := t.space(); c {
		case '[', '{':
			if len(t.open) == mostNested {
				return nested, t.tooDeep()
			}
			nested = nested || len(t.open) > 0
			t.open = append(t.open, c+2) // the bracket that ends it
			t.at++
			first = true
		default:
			if _, err := t.scalar(); err != nil {
				return nested, err
			}
			first = false
		}
		for {
			if len(t.open) == 0 {
				return nested, nil
			}
			end := t.open[len(t.open)-1]
			more, err := t.more(first, end)
			if err != nil {
				return nested, err
			}
			if more {
				if end == '}' {
					if _, err := t.key(); err != nil {
						return nested, err
					}
				}
				break
			}
			t.open, first = t.open[:len(t.open)-1], false
		}
	}
}

// textOf is the value of a scalar: whole numbers as digits, null as nothing. A fault is the value's own: the next one is read all the same.
func textOf(raw []byte) (string, *Fault) {
	if raw[0] != '"' {
		switch {
		case string(raw) == "null":
			return "", nil
		case !json.Valid(raw):
			return "", &Fault{Problem: finding.NoValue, Has: quoted(raw, mostGlimpsed)}
		case len(raw) > mostCharacters:
			return "", &Fault{Problem: finding.LongCell}
		case isNumber(raw):
			return digits(string(raw)), nil
		}
		return string(raw), nil
	}
	if len(raw) > 12*mostCharacters { // \ud83d\ude00 is the longest that a letter can be
		return "", &Fault{Problem: finding.LongCell}
	}
	if !utf8.Valid(raw) {
		return "", &Fault{Problem: finding.NotText}
	}
	if plainText(raw) {
		return fit(string(raw[1 : len(raw)-1]))
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", &Fault{Problem: finding.NoValue, Has: quoted(raw, mostGlimpsed)}
	}
	if strings.ContainsRune(text, utf8.RuneError) && !bytes.ContainsRune(raw, utf8.RuneError) {
		return "", &Fault{Problem: finding.NotText} // half a letter
	}
	return fit(text)
}

// isNumber reports whether a scalar, which is one, is a number.
func isNumber(raw []byte) bool { return raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9' }

// fit is a text that a cell can hold.
func fit(text string) (string, *Fault) {
	if utf8.RuneCountInString(text) > mostCharacters {
		return "", &Fault{Problem: finding.LongCell}
	}
	return text, nil
}

// plainText reports whether a quoted text is what stands between its quotes.
func plainText(raw []byte) bool {
	for _, c := range raw {
		if c < ' ' || c == '\\' {
			return false
		}
	}
	return true
}
