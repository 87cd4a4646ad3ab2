package scans

import (
	"bytes"
	"strconv"
)

// The values of a PDF: nil, bool, number, and these.
type (
	pdfNumber float64
	pdfName   string // decoded: no letter is spelt as #xx any more
	pdfString []byte // as it stands in the file, without its brackets
	pdfArray  []any
	pdfDict   map[pdfName]any
	pdfRef    int // the number of an object of generation 0
)

// How much of a PDF is read by the gate.
const (
	deepestValue = 32
	longestName  = 127
	mostValues   = 1 << 20
)

// A pdfLexer reads values, one after another. It forgives nothing: what readers
// repair, each does in its own way, and what one of them sees the gate would not
// see. After a mistake it is broken for good.
type pdfLexer struct {
	data   []byte
	at     int
	values *int // how many may still be read
	broken bool
}

func (l *pdfLexer) fail() any {
	l.broken = true
	return nil
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// space goes to the next byte that is none. Comments are no space: nobody needs
// one, and anything can stand in it.
func (l *pdfLexer) space() {
	for l.at < len(l.data) && isSpace(l.data[l.at]) {
		l.at++
	}
}

// word goes past a word and returns it: up to the next space or delimiter.
func (l *pdfLexer) word() string {
	from := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[from:l.at])
}

// take goes past a text that stands here; ok tells whether it does.
func (l *pdfLexer) take(text string) (ok bool) {
	if ok = bytes.HasPrefix(l.data[l.at:], []byte(text)); ok {
		l.at += len(text)
	}
	return ok
}

// whole reads a whole number that is not negative.
func (l *pdfLexer) whole() int {
	l.space()
	n, ok := wholeNumber(l.word())
	l.broken = l.broken || !ok
	return n
}

func wholeNumber(word string) (n int, ok bool) {
	if len(word) == 0 || len(word) > 10 {
		return 0, false
	}
	for _, c := range []byte(word) {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}

// value reads a value.
func (l *pdfLexer) value(depth int) any {
	l.space()
	if *l.values--; l.broken || l.at >= len(l.data) || depth > deepestValue || *l.values < 0 {
		return l.fail()
	}
	switch c := l.data[l.at]; {
	case c == '/':
		l.at++
		return l.name()
	case l.take("<<"):
		return l.dict(depth)
	case c == '<':
		l.at++
		return l.hexString()
	case c == '(':
		l.at++
		return l.literal()
	case c == '[':
		l.at++
		return l.array(depth)
	}
	return l.scalar()
}

// name reads a name and decodes it.
func (l *pdfLexer) name() any {
	word := l.word()
	name, ok := decodedName(word)
	if !ok || len(word) > longestName {
		return l.fail()
	}
	return name
}

func decodedName(word string) (name pdfName, ok bool) {
	var to []byte
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c == '#' {
			if i+2 >= len(word) {
				return "", false
			}
			n, err := strconv.ParseUint(word[i+1:i+3], 16, 8)
			if err != nil {
				return "", false
			}
			c = byte(n)
			i += 2
		}
		to = append(to, c)
	}
	return pdfName(to), true
}

func (l *pdfLexer) dict(depth int) any {
	d := make(pdfDict)
	for !l.broken {
		l.space()
		if l.take(">>") {
			return d
		}
		if !l.take("/") {
			return l.fail()
		}
		key, _ := l.name().(pdfName)
		if _, twice := d[key]; twice {
			return l.fail() // which of them counts?
		}
		d[key] = l.value(depth + 1)
	}
	return nil
}

func (l *pdfLexer) array(depth int) any {
	a := pdfArray{}
	for !l.broken {
		l.space()
		if l.take("]") {
			return a
		}
		a = append(a, l.value(depth+1))
	}
	return nil
}

func (l *pdfLexer) hexString() any {
	from := l.at
	for ; l.at < len(l.data); l.at++ {
		c := l.data[l.at]
		if c == '>' {
			l.at++
			return pdfString(l.data[from : l.at-1])
		}
		if !isSpace(c) && bytes.IndexByte([]byte("0123456789abcdefABCDEF"), c) < 0 {
			break
		}
	}
	return l.fail()
}

func (l *pdfLexer) literal() any {
	from := l.at
	for open := 1; l.at < len(l.data); l.at++ {
		switch l.data[l.at] {
		case '\\':
			l.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return pdfString(l.data[from : l.at-1])
			}
		}
	}
	return l.fail()
}

// scalar reads a number, a reference, or one of three words.
func (l *pdfLexer) scalar() any {
	word := l.word()
	switch word {
	case "true", "false":
		return word == "true"
	case "null":
		return nil
	}
	if n, whole := wholeNumber(word); whole {
		after := *l
		after.space()
		generation := after.word()
		after.space()
		if _, is := wholeNumber(generation); is && after.word() == "R" {
			l.at = after.at
			if generation != "0" {
				return l.fail()
			}
			return pdfRef(n)
		}
		return pdfNumber(n)
	}
	n, err := strconv.ParseFloat(word, 64)
	if err != nil || bytes.IndexByte([]byte("+-.0123456789"), word[0]) < 0 {
		return l.fail()
	}
	return pdfNumber(n)
}
