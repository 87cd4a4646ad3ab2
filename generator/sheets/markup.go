package sheets

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"achyk/generator/finding"
)

const (
	mostMarkup = 4 << 20 // bytes of one tag or one text
	mostDepth  = 64      // of elements in elements; a workbook needs fewer than ten
)

// unpack opens a part. What unpacks to more than it says is a bomb.
func unpack(part *zip.File) (io.Reader, error) {
	content, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", part.Name, err)
	}
	return &unpacking{content: content, part: part}, nil
}

type unpacking struct {
	content io.Reader
	part    *zip.File
	read    uint64
}

func (u *unpacking) Read(into []byte) (int, error) {
	n, err := u.content.Read(into)
	u.read += uint64(n)
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case errors.Is(err, zip.ErrFormat):
		// The library counts too, and stops where the size is exceeded.
		return n, unreadable{Problem: finding.Bomb, Detail: u.part.Name}
	}
	return n, broken("%s: %v", u.part.Name, err)
}

// A markup walks through XML token by token. However hostile the text, it costs
// little memory: tags and texts are bounded, and so is their nesting.
type markup struct {
	decoder *xml.Decoder
	source  *gauge
	around  []xml.Name // the elements that are open
}

func newMarkup(r io.Reader) *markup {
	g := &gauge{source: bufio.NewReaderSize(r, 1<<16)}
	return &markup{decoder: xml.NewDecoder(g), source: g}
}

var errDepth = errors.New("elements are nested too deep")

// next is the next token, io.EOF at the end. Its bytes are overwritten by the
// token after it. Prefixes are not resolved: what matters is the local name.
func (m *markup) next() (xml.Token, error) {
	m.source.left = mostMarkup
	token, err := m.decoder.RawToken()
	if err != nil {
		if err == io.EOF && len(m.around) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch t := token.(type) {
	case xml.StartElement:
		if len(m.around) == mostDepth {
			return nil, errDepth
		}
		m.around = append(m.around, t.Name)
	case xml.EndElement:
		last := len(m.around) - 1
		if last < 0 || m.around[last] != t.Name {
			return nil, fmt.Errorf("</%s> closes nothing", t.Name.Local)
		}
		m.around = m.around[:last]
	case xml.Directive:
		return nil, errors.New("it has a document type of its own")
	}
	return token, nil
}

// depth is how many elements are open.
func (m *markup) depth() int { return len(m.around) }

// attribute is the value of an attribute, empty where there is none.
func attribute(of xml.StartElement, name string) string {
	for _, a := range of.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A gauge hands out bytes as long as a token may be.
type gauge struct {
	source *bufio.Reader
	left   int
}

var errLongToken = errors.New("a tag or a text is longer than any can be")

func (g *gauge) ReadByte() (byte, error) {
	if g.left == 0 {
		return 0, errLongToken
	}
	g.left--
	return g.source.ReadByte()
}

// Read is what a decoder asks for that does not read byte by byte.
func (g *gauge) Read(into []byte) (int, error) {
	if g.left == 0 {
		return 0, errLongToken
	}
	n, err := g.source.Read(into[:min(len(into), g.left)])
	g.left -= n
	return n, err
}
