package sheets

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"

	"achyk/generator/finding"
)

const (
	mostSheetRows = 1 << 20 // of a sheet; the format has no more
	mostCovered   = 1 << 26 // columns of all merged areas together
	mostMerges    = 1 << 18
	mostTag       = 1 << 16 // bytes of a tag that are looked at
)

// A look is what a glance over a sheet tells, before it is read. What is merged
// stands after the rows that it is about, so the glance is needed to read them.
type look struct {
	filled        bool
	hiddenRows    int // with anything in them
	hiddenColumns int
	worked        int    // formulas with the value that was saved with them
	unworked      int    // formulas without one
	merged        []area // by their first row
}

// An area is a rectangle of cells; all count from 1.
type area struct{ top, left, bottom, right int }

// examine looks a sheet through, to its end unless it is enough to know whether
// anything is in it.
func (s *bookSheet) examine(whole bool) error {
	if s.look != nil {
		return nil
	}
	content, err := unpack(s.part)
	if err != nil {
		return err
	}
	g := glance{tags: bufio.NewReaderSize(content, 1<<16)}
	for more := true; more; {
		if more, err = g.tag(); err != nil {
			return err
		}
		if !whole && g.look.filled {
			break
		}
	}
	g.settle()
	for column, filled := range g.filledColumns {
		if filled && g.hidesColumn(column) {
			g.look.hiddenColumns++
		}
	}
	slices.SortFunc(g.look.merged, func(a, b area) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	s.look = &g.look
	return nil
}

// A glance runs over the tags of a sheet. It takes well-formed XML for granted:
// whoever reads the rows afterwards finds out whether it is.
type glance struct {
	look          look
	tags          *bufio.Reader
	buffer        []byte
	inRows        bool
	row, column   int
	rowHidden     bool
	formula       bool // of the cell
	value         bool
	hidden        []area // columns only
	merged        int    // columns of all merged areas together
	filledColumns [mostCells + 1]bool
}

// tag takes in the next tag; false is the end of the file.
func (g *glance) tag() (bool, error) {
	if err := skipTo(g.tags, "<"); err != nil {
		return false, notEnd(err)
	}
	if end := g.aside(); end != "" {
		err := skipTo(g.tags, end)
		return err == nil, notEnd(err)
	}
	g.buffer = g.buffer[:0]
	for quote := byte(0); ; {
		c, err := g.tags.ReadByte()
		if err != nil {
			return false, notEnd(err)
		}
		switch {
		case quote == 0 && c == '>':
			return true, g.take(g.buffer)
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
		if len(g.buffer) < mostTag {
			g.buffer = append(g.buffer, c)
		}
	}
}

// aside is how a comment and the like ends, if one begins here.
func (g *glance) aside() string {
	start, _ := g.tags.Peek(len("![CDATA["))
	switch {
	case bytes.HasPrefix(start, []byte("?")):
		return "?>"
	case bytes.HasPrefix(start, []byte("!--")):
		return "-->"
	case bytes.HasPrefix(start, []byte("![CDATA[")):
		return "]]>"
	}
	return ""
}

func notEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// skipTo reads on to the end of a text that is not empty.
func skipTo(r *bufio.Reader, text string) error {
	for {
		piece, err := r.ReadSlice(text[len(text)-1])
		if err == nil && bytes.HasSuffix(piece, []byte(text)) {
			return nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
	}
}

// take takes in one tag, without its brackets.
func (g *glance) take(tag []byte) error {
	end := bytes.IndexAny(tag, " \t\r\n/")
	if end == 0 { // it closes
		if bytes.HasSuffix(tag, []byte("sheetData")) {
			g.inRows = false
		}
		return nil
	}
	name, attributes := tag, []byte(nil)
	if end > 0 {
		name, attributes = tag[:end], tag[end:]
	}
	if colon := bytes.IndexByte(name, ':'); colon >= 0 {
		name = name[colon+1:]
	}
	switch string(name) {
	case "sheetData":
		g.inRows = !bytes.HasSuffix(tag, []byte("/"))
	case "row":
		g.row++
		g.column, g.rowHidden = 0, truth(valueIn(attributes, "hidden"))
	case "c":
		g.settle()
		g.column++
		if len(g.hidden) > 0 {
			if _, column, ok := reference(valueIn(attributes, "r")); ok {
				g.column = column
			}
		}
	case "v", "f", "t": // the last in <is>
		if !g.inRows {
			break
		}
		fills := g.fills(tag)
		if fills {
			g.fill()
		}
		g.formula = g.formula || name[0] == 'f'
		g.value = g.value || name[0] == 'v' && fills
	case "col":
		return g.columns(attributes)
	case "mergeCell":
		return g.merge(valueIn(attributes, "ref"))
	}
	return nil
}

// settle counts the formula of the cell that is left.
func (g *glance) settle() {
	switch {
	case g.formula && g.value:
		g.look.worked++
	case g.formula:
		g.look.unworked++
	}
	g.formula, g.value = false, false
}

// fills reports whether anything stands in the element that a tag begins: not in
// <v/>, nor in <v></v>.
func (g *glance) fills(tag []byte) bool {
	next, _ := g.tags.Peek(2)
	return !bytes.HasSuffix(tag, []byte("/")) && string(next) != "</"
}

// fill says that the cell has something in it.
func (g *glance) fill() {
	g.look.filled = true
	if g.rowHidden {
		g.look.hiddenRows++
		g.rowHidden = false // once a row
	}
	if g.column < len(g.filledColumns) {
		g.filledColumns[g.column] = true
	}
}

func (g *glance) columns(attributes []byte) error {
	if !truth(valueIn(attributes, "hidden")) {
		return nil
	}
	from, err := strconv.Atoi(valueIn(attributes, "min"))
	to, err2 := strconv.Atoi(valueIn(attributes, "max"))
	if err != nil || err2 != nil || len(g.hidden) == mostCells {
		return broken("its columns are not described as columns are")
	}
	g.hidden = append(g.hidden, area{left: from, right: to})
	return nil
}

func (g *glance) hidesColumn(column int) bool {
	return slices.ContainsFunc(g.hidden, func(a area) bool { return a.left <= column && column <= a.right })
}

func (g *glance) merge(ref string) error {
	if len(g.look.merged) == mostMerges {
		return unreadable{Problem: finding.TooLarge, Detail: fmt.Sprintf("more than %d merged areas", mostMerges)}
	}
	from, to, several := bytes.Cut([]byte(ref), []byte(":"))
	top, left, ok := reference(string(from))
	bottom, right, ok2 := reference(string(to))
	if !several || !ok || !ok2 {
		return nil
	}
	// Areas that lie over each other cost time, and stand in no workbook.
	if g.merged += max(0, right-left+1); g.merged > mostCovered {
		return unreadable{Problem: finding.TooLarge, Detail: "its merged areas lie over each other"}
	}
	g.look.merged = append(g.look.merged, area{top, left, bottom, right})
	return nil
}

// valueIn is the value of an attribute in the text of a tag. No value that is
// looked for here has entities in it.
func valueIn(attributes []byte, name string) string {
	for len(attributes) > 0 {
		equals := bytes.IndexByte(attributes, '=')
		if equals < 0 {
			return ""
		}
		key := bytes.TrimSpace(attributes[:equals])
		rest := bytes.TrimLeft(attributes[equals+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		if string(key) == name {
			return string(rest[1 : 1+end])
		}
		attributes = rest[end+2:]
	}
	return ""
}

// reference is the row and column that a text like B12 names.
func reference(text string) (row, column int, ok bool) {
	i := 0
	for ; i < len(text) && 'A' <= text[i]&^0x20 && text[i]&^0x20 <= 'Z'; i++ {
		if column = column*26 + int(text[i]&^0x20-'A') + 1; column > mostCells {
			return 0, 0, false
		}
	}
	digits := text[i:]
	if i == 0 || digits == "" || len(digits) > 7 {
		return 0, 0, false
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return row, column, 0 < row && row <= mostSheetRows
}
