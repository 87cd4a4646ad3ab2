package sheets

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
)

// What a spreadsheet holds, and so the most that a row is taken with.
const (
	mostCharacters = 32_767  // of a cell
	mostCells      = 16_384  // of a row
	mostRecord     = 4 << 20 // bytes of a row, with its delimiters
)

// delimited walks through a table of delimited text.
//
// A row that breaks the rules of quoting is given up with the line where it
// began, and reading goes on with the line after it: a quote that nobody closed
// swallows no row but its own. No line is read more than twice for that. A line
// that opens a quote has an odd number of quotes, and the next line with an odd
// number ends the row or breaks it; the lines between have an even number, and
// read by themselves they end where they began.
type delimited struct {
	csv   *csv.Reader
	lines *lines
	row   int32
}

func (t script) walk(delimiter rune) walker {
	l := &lines{script: t, delimiter: utf8.AppendRune(nil, delimiter)}
	d := &delimited{csv: csv.NewReader(l), lines: l}
	d.csv.Comma = delimiter
	d.csv.FieldsPerRecord = -1
	d.csv.ReuseRecord = true
	return d
}

func (d *delimited) next() (line, bool, error) {
	for {
		blank, more := d.lines.begin()
		if !more {
			return line{}, false, nil
		}
		d.row += int32(blank) + 1
		cells, err := d.csv.Read()
		fault, err := d.fault(cells, err)
		if err != nil {
			return line{}, false, err
		}
		if fault == nil && !slices.ContainsFunc(cells, filled) {
			continue
		}
		return line{row: d.row, cells: cells[:min(len(cells), mostCells)], fault: fault, last: d.lines.cutOff()}, true, nil
	}
}

// fault is why a row cannot be taken as it was read. After a row whose end is
// not known the next line begins a new one.
func (d *delimited) fault(cells []string, err error) (*Fault, error) {
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken), errors.Is(err, errEndless):
		d.lines.giveUp()
		return &Fault{Problem: finding.StrayQuote, Column: -1}, nil
	case errors.Is(err, errLong):
		d.lines.giveUp()
		return &Fault{Problem: finding.LongRow, Column: -1}, nil
	case err != nil:
		return nil, err
	case len(cells) > mostCells:
		return &Fault{Problem: finding.LongRow, Column: mostCells}, nil
	}
	for i, text := range cells {
		if problem := unfit(text); problem != "" {
			return &Fault{Problem: problem, Column: i}, nil
		}
	}
	return nil, nil
}

// unfit is why a text is none that a cell can hold; empty where it can.
func unfit(text string) finding.Term {
	switch {
	case !utf8.ValidString(text), strings.IndexByte(text, 0) >= 0:
		return finding.NotText
	case len(text) > mostCharacters && utf8.RuneCountInString(text) > mostCharacters:
		return finding.LongCell
	}
	return ""
}

func filled(text string) bool { return strings.TrimSpace(text) != "" }

var (
	errLong    = errors.New("a line is longer than a row can be")
	errEndless = errors.New("a quoted cell does not end")
)

// lines hands a text to the csv reader, one line a call and in UTF-8. The csv
// reader asks for no more than it needs, so between two rows it holds nothing,
// and reading may go on at any line.
type lines struct {
	script
	delimiter []byte
	at        int    // where the next line begins
	second    int    // where the line after the first of this row begins
	size      int    // what was handed out of this row, in bytes
	rest      []byte // what is left of the line being handed out
	buffer    []byte
}

// begin begins a row at the next line that has anything in it, and tells how
// many had not. It is false at the end.
func (l *lines) begin() (blank int, more bool) {
	for l.at < len(l.data) {
		content, after := l.line()
		if len(content) > 0 {
			l.second, l.size, l.rest = after, 0, nil
			return blank, true
		}
		l.at = after
		blank++
	}
	return blank, false
}

// giveUp goes back to the line after the one where the row began.
func (l *lines) giveUp() { l.at, l.rest = l.second, nil }

// cutOff reports whether the text is read to its end, and no line end is there.
func (l *lines) cutOff() bool {
	last := l.data[len(l.data)-1]
	return l.at == len(l.data) && last != '\n' && (last != '\r' || !l.returns)
}

// line is the next line without its end, and where the one after it begins.
func (l *lines) line() (content []byte, after int) {
	rest := l.data[l.at:]
	end := -1
	if l.returns {
		end = bytes.IndexAny(rest, "\r\n")
	} else {
		end = bytes.IndexByte(rest, '\n')
	}
	if end < 0 {
		return bytes.TrimRight(rest, "\r"), len(l.data)
	}
	after = l.at + end + 1
	if l.returns && rest[end] == '\r' && after < len(l.data) && l.data[after] == '\n' {
		after++
	}
	return bytes.TrimRight(rest[:end], "\r"), after
}

func (l *lines) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		if err := l.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func (l *lines) fill() error {
	if l.at == len(l.data) {
		return io.EOF
	}
	content, after := l.line()
	first := l.size == 0
	l.size += len(content) + 1
	switch {
	case l.size > mostRecord && !first:
		return errEndless
	case l.size > mostRecord, l.crowded(content, first):
		return errLong
	}
	l.at = after
	l.buffer = append(l.decoded(l.buffer[:0], content), '\n')
	l.rest = l.buffer
	return nil
}

// crowded reports whether a line holds more cells than a row can have. The csv
// reader would take ten times the memory of the line to find out.
func (l *lines) crowded(content []byte, first bool) bool {
	if len(content) <= mostCells || bytes.Count(content, l.delimiter) < mostCells {
		return false
	}
	// Delimiters within quotes are text. A row goes on where a quote is open.
	cells := 1
	for i, part := range bytes.Split(content, []byte{'"'}) {
		if (i%2 == 0) == first {
			cells += bytes.Count(part, l.delimiter)
		}
	}
	return cells > mostCells
}

// delimiters are those that are looked for, the rarest in a sentence first.
const delimiters = "\t|;,"

// What is looked at to find a delimiter.
const (
	sniffedRows  = 50
	sniffedBytes = 1 << 20
)

// delimiter finds out what stands between the cells: what splits the most of
// the first rows, the header among them, in the same number of cells. It is 0
// where nothing splits them.
func (t script) delimiter() rune {
	t.data = t.data[:min(len(t.data), sniffedBytes)]
	var best rune
	var rows, width int
	for _, delimiter := range delimiters {
		n, cells := agreement(t.walk(delimiter))
		if n > rows || n == rows && cells > width {
			best, rows, width = delimiter, n, cells
		}
	}
	return best
}

// agreement is how many of the first rows have the same number of cells, more
// than one, and which number.
func agreement(walk walker) (rows, cells int) {
	seen := make(map[int]int)
	for range sniffedRows {
		line, more, err := walk.next()
		if err != nil || !more {
			break
		}
		n := len(line.cells)
		if line.fault != nil || n < 2 {
			continue
		}
		if seen[n]++; seen[n] > rows || seen[n] == rows && n > cells {
			rows, cells = seen[n], n
		}
	}
	return rows, cells
}

// hinted takes off a first line that only names the delimiter. Spreadsheets
// write it, and do not show it as a row.
func (t script) hinted() (script, rune) {
	rest, is := bytes.CutPrefix(t.data, []byte("sep="))
	if !is || len(rest) < 2 || strings.IndexByte(delimiters, rest[0]) < 0 {
		return t, 0
	}
	after := bytes.TrimLeft(rest[1:], "\r")
	switch {
	case len(after) > 0 && after[0] == '\n':
		t.data = after[1:]
	case t.returns && rest[1] == '\r':
		t.data = rest[2:]
	default:
		return t, 0
	}
	return t, rune(rest[0])
}

// returns reports whether lines end with a carriage return alone: whether more
// of them do, outside quotes, than end with a line feed.
func returns(data []byte) bool {
	data = data[:min(len(data), sniffedBytes)]
	if bytes.IndexByte(data, '\r') < 0 {
		return false
	}
	alone, feeds, quoted := 0, 0, false
	for i, c := range data {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			feeds++
		case c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			alone++
		}
	}
	return alone > feeds
}
