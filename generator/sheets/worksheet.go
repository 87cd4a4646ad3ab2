package sheets

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
)

// A worksheet walks through the rows of a sheet as they stand in the file. A
// row that cannot be read is handed out with its fault; where the XML breaks,
// what follows is unknown, and one last faulty row says so.
type worksheet struct {
	book    *book
	xml     *markup
	merged  []area // those that begin further down
	covers  *covered
	worked  bool // formulas were saved with their values
	row     int
	cells   []string
	numbers marks
	fault   *Fault
	bytes   int // of the texts of the row
	ended   bool
	inRows  bool
}

func walkSheet(b *book, s *bookSheet) walker {
	w := &worksheet{book: b, merged: s.look.merged, worked: s.look.worked > 0}
	if len(w.merged) > 0 {
		w.covers = new(covered)
	}
	content, err := unpack(s.part)
	if err != nil {
		content = failing{err}
	}
	w.xml = newMarkup(content)
	return w
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func (w *worksheet) next() (line, bool, error) {
	for !w.ended {
		token, err := w.xml.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return w.broken(err), true, nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "sheetData" && w.xml.depth() == 2:
				w.inRows = true
			case t.Name.Local == "row" && w.xml.depth() == 3 && w.inRows:
				something, err := w.readRow(t)
				if err != nil {
					return w.broken(err), true, nil
				}
				if something || w.fault != nil {
					return line{row: int32(w.row), cells: w.cells, numbers: w.numbers, fault: w.fault}, true, nil
				}
			}
		case xml.EndElement:
			if w.xml.depth() == 1 {
				w.inRows = false
			}
		}
	}
	w.ended = true
	return line{}, false, nil
}

// broken is the last row: nobody can tell what stands in it and after it.
func (w *worksheet) broken(err error) line {
	w.ended = true
	return line{row: int32(w.row), fault: faultOf(err)}
}

// readRow reads to the end of a row and reports whether anything is in it.
func (w *worksheet) readRow(start xml.StartElement) (bool, error) {
	clear(w.cells)
	w.cells, w.numbers, w.fault, w.bytes = w.cells[:0], w.numbers[:0], nil, 0
	before := w.row
	w.row++
	if r := attribute(start, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n <= 0 {
			return false, fmt.Errorf("a row has the number %q", r)
		}
		w.row = n
	}
	switch {
	case w.row > mostSheetRows:
		n := w.row
		w.row = mostSheetRows
		return false, fmt.Errorf("a row has the number %d", n)
	case w.row <= before:
		w.spoil(finding.BadWorkbook, -1, fmt.Sprintf("the row %d stands after the row %d", w.row, before))
	}
	w.merge()
	column := 0
	for {
		token, err := w.xml.next()
		if err != nil {
			return false, early(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" || w.xml.depth() != 4 {
				continue
			}
			column++
			if err := w.readCell(t, &column); err != nil {
				return false, early(err)
			}
		case xml.EndElement:
			if w.xml.depth() == 2 {
				return slices.ContainsFunc(w.cells, filled), nil
			}
		}
	}
}

// early says that a file ends where it must not.
func early(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// spoil says why the row cannot be taken; the first cause is kept.
func (w *worksheet) spoil(problem finding.Term, column int, detail string) {
	if w.fault == nil {
		w.fault = &Fault{Problem: problem, Detail: detail, Column: column}
	}
}

// readCell reads to the end of a cell and puts its text where it belongs.
func (w *worksheet) readCell(start xml.StartElement, column *int) error {
	kind, ref := attribute(start, "t"), attribute(start, "r")
	cell, err := w.readParts()
	if err != nil {
		return err
	}
	if ref != "" {
		row, c, ok := reference(ref)
		if !ok || row != w.row {
			w.spoil(finding.BadWorkbook, -1, fmt.Sprintf("the cell %.20q stands in the row %d", ref, w.row))
			return nil
		}
		*column = c
	}
	if *column > mostCells {
		w.spoil(finding.LongRow, -1, "")
		return nil
	}
	at := *column - 1
	text, number := w.text(kind, cell, at)
	if text == "" || w.covers.hides(w.row, *column) {
		return nil
	}
	if utf8.RuneCountInString(text) > mostCharacters {
		w.spoil(finding.LongCell, at, "")
		return nil
	}
	if w.bytes += len(text); w.bytes > mostRecord {
		w.spoil(finding.LongRow, -1, "")
		return nil
	}
	for len(w.cells) <= at {
		w.cells = append(w.cells, "")
	}
	if w.cells[at] != "" {
		w.spoil(finding.BadWorkbook, at, fmt.Sprintf("the cell %.20s stands twice", ref))
	}
	w.cells[at] = text
	if number {
		w.numbers = w.numbers.set(at)
	}
	return nil
}

// cellParts are what a cell is made of.
type cellParts struct {
	value, inline, formula string
	hasValue, hasFormula   bool
}

func (w *worksheet) readParts() (cellParts, error) {
	var cell cellParts
	depth := w.xml.depth()
	for {
		token, err := w.xml.next()
		if err != nil {
			return cell, early(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if w.xml.depth() != depth+1 {
				continue
			}
			switch t.Name.Local {
			case "v":
				cell.hasValue = true
				cell.value, err = w.xml.plain()
			case "f":
				cell.hasFormula = true
				cell.formula, err = w.xml.plain()
			case "is":
				cell.inline, err = w.xml.rich()
			}
			if err != nil {
				return cell, early(err)
			}
		case xml.EndElement:
			if w.xml.depth() < depth {
				return cell, nil
			}
		}
	}
}

// text is what the cell shows, numbers without their format: 1234 and not
// 1,234. A formula shows the value that was saved with it. One that was never
// worked out shows itself, as in a spreadsheet that shows formulas: it is not
// empty, and no count either. An empty text is a value, unless no formula of the
// sheet has any other: then a program wrote it that works nothing out.
func (w *worksheet) text(kind string, cell cellParts, at int) (text string, number bool) {
	if cell.hasFormula && cell.value == "" && (kind != "str" || !cell.hasValue || !w.worked) {
		return "=" + cell.formula, false
	}
	switch kind {
	case "", "n":
		return digits(strings.TrimSpace(cell.value)), true
	case "s":
		if strings.TrimSpace(cell.value) == "" {
			return "", false
		}
		n, err := strconv.Atoi(strings.TrimSpace(cell.value))
		if err != nil || n < 0 || n >= len(w.book.texts) {
			w.spoil(finding.BadWorkbook, at, fmt.Sprintf("the text %.20q is none of the %d that the workbook has", cell.value, len(w.book.texts)))
			return "", false
		}
		return w.book.texts[n], false
	case "inlineStr":
		return unescape(cell.inline), false
	case "b":
		switch strings.TrimSpace(cell.value) {
		case "1", "true":
			return "TRUE", false
		case "0", "false":
			return "FALSE", false
		}
	}
	return unescape(cell.value), false
}

// merge takes in the merged areas that the walk has come to.
func (w *worksheet) merge() {
	for len(w.merged) > 0 && w.merged[0].top <= w.row {
		w.covers.add(w.merged[0])
		w.merged = w.merged[1:]
	}
}

// A covered knows which cells lie under a merged area. Whatever stands in them,
// a spreadsheet shows its upper left one alone.
type covered struct {
	until  [mostCells + 1]int // the last row that is covered
	corner [mostCells + 1]int // the row whose cell shows
}

func (c *covered) add(a area) {
	for column := a.left; column <= a.right; column++ {
		c.until[column] = max(c.until[column], a.bottom)
	}
	c.corner[a.left] = a.top
}

func (c *covered) hides(row, column int) bool {
	return c != nil && c.until[column] >= row && c.corner[column] != row
}
