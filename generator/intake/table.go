package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// A table is a CSV file being read: UTF-8, one header row, commas.
type table struct {
	reader *reader
	file   *source.File
	data   []byte // the whole file, to begin again after a row that is none
	csv    *csv.Reader
	begun  int      // where in the data the csv reader began
	lines  int      // lines before that
	names  []string // the header
	byName map[string]int
	cells  []string // the row being read
	row    int32    // its number, as a spreadsheet counts: blank rows are rows
	end    int      // last line of the row before, as the file counts
}

// byteOrderMark may begin a UTF-8 file and is no part of the first name.
const byteOrderMark = "\ufeff"

// open starts reading a table. It returns nil, with a finding, where the file
// lacks a column it needs; nil without one where there is no such file.
func (r *reader) open(name string, known, required []string) (*table, error) {
	data, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	t := &table{reader: r, file: &source.File{Path: name}, data: bytes.TrimPrefix(data, []byte(byteOrderMark))}
	t.begin(0, 0)
	more, err := t.next()
	if err != nil {
		return nil, err
	}
	if !more {
		r.report(finding.Finding{Code: finding.TableUnreadable, At: source.Cell{File: t.file}})
		return nil, nil
	}
	if !t.header(known, required) {
		return nil, nil
	}
	return t, nil
}

// begin reads on from a place in the data, where a line begins.
func (t *table) begin(offset, lines int) {
	t.csv = csv.NewReader(bytes.NewReader(t.data[offset:]))
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	t.begun, t.lines = offset, lines
}

// header takes the row just read as the names of the columns. It reports false
// where a needed one is missing or one stands twice: then no cell can be
// trusted to be what its column says.
func (t *table) header(known, required []string) bool {
	t.byName = make(map[string]int, len(t.cells))
	usable := true
	for i, name := range t.cells {
		name = clean(name)
		t.names = append(t.names, name)
		at := cell(t.file, t.row, i)
		if name == "" && slices.Contains(t.names[:i], "") {
			continue // a spreadsheet's empty columns: the first is reported
		}
		if j, twice := t.byName[name]; twice {
			t.reader.report(finding.Finding{Code: finding.ColumnTwice, At: at, Also: []source.Cell{cell(t.file, t.row, j)}}.
				With("column", name))
			usable = false
			continue
		}
		t.byName[name] = i
		if known != nil && !slices.Contains(known, name) {
			t.reader.report(finding.Finding{Code: finding.ColumnUnknown, At: at}.
				With("column", name).With("known", strings.Join(known, ", ")))
		}
	}
	for _, name := range required {
		if _, has := t.byName[name]; !has {
			t.reader.report(finding.Finding{Code: finding.ColumnMissing, At: source.Cell{File: t.file, Row: t.row}}.
				With("column", name).With("has", strings.Join(t.names, ", ")))
			usable = false
		}
	}
	return usable
}

// next reads the next row. A row that is no row of a table, or that holds
// bytes that are not UTF-8, is withheld with a finding, and the one after it is
// read. A row without anything in it is blank, however many commas it has.
func (t *table) next() (bool, error) {
	for {
		before := t.begun + int(t.csv.InputOffset())
		cells, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		var broken *csv.ParseError
		if err != nil && !errors.As(err, &broken) {
			return false, fmt.Errorf("read table %s: %w", t.file.Path, err)
		}
		t.cells = cells
		if broken != nil {
			t.broken(broken, before) // what stood before the break is known
			if t.names == nil {
				return false, nil // nobody knows what the columns are
			}
			continue
		}
		line, _ := t.csv.FieldPos(0)
		t.row += int32(t.lines + line - t.end)
		t.end = t.lines + line
		for _, text := range cells {
			t.end += strings.Count(text, "\n")
		}
		if t.names != nil && !slices.ContainsFunc(cells, filled) {
			continue
		}
		if t.withheld(cells) {
			if t.names == nil {
				return false, nil
			}
			continue
		}
		return true, nil
	}
}

// broken withholds a row that is no row of a table. A quote that nobody closed
// swallows the rows after it: only the line where the row began is given up,
// and reading begins again after it.
func (t *table) broken(e *csv.ParseError, before int) {
	start := t.lines + e.StartLine
	t.row += int32(start - t.end)
	t.end = start
	f := finding.Finding{Code: finding.RowUnreadable, At: cell(t.file, t.row, -1)}
	if errors.Is(e.Err, csv.ErrQuote) || errors.Is(e.Err, csv.ErrBareQuote) {
		f = f.With("problem", finding.StrayQuote)
	} else {
		f = f.With("problem", finding.OtherCause).With(finding.Detail, e.Err.Error())
	}
	t.report(f)
	if e.Line == e.StartLine {
		return
	}
	rest := t.data[before:]
	for range e.StartLine - t.linesRead(before) {
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	t.begin(len(t.data)-len(rest), start)
}

// linesRead is how many lines the csv reader had read when it stood at a place.
func (t *table) linesRead(at int) int { return bytes.Count(t.data[t.begun:at], []byte("\n")) }

// withheld reports whether a row cannot be taken, and says why. A personal
// number withholds its row, so that no other finding quotes it.
func (t *table) withheld(cells []string) bool {
	found := false
	for i, text := range cells {
		if personal(text) {
			t.report(finding.Finding{Code: finding.PersonalData, At: cell(t.file, t.row, i)})
			found = true
		}
	}
	unreadable := func(problem finding.Term) bool {
		t.report(finding.Finding{Code: finding.RowUnreadable, At: cell(t.file, t.row, -1)}.With("problem", problem))
		return true
	}
	switch {
	case found:
		return true
	case slices.ContainsFunc(cells, func(text string) bool { return !utf8.ValidString(text) }):
		return unreadable(finding.NotText)
	case t.names == nil:
		return false
	case len(cells) > len(t.names) && slices.ContainsFunc(cells[len(t.names):], filled):
		t.report(finding.Finding{Code: finding.RowLength, At: cell(t.file, t.row, len(t.names))}.
			With("cells", len(cells)).With("columns", len(t.names)))
		return true
	case len(cells) < len(t.names) && t.begun+int(t.csv.InputOffset()) == len(t.data) && t.data[len(t.data)-1] != '\n':
		// The file was cut off, and maybe so was the last number.
		return unreadable(finding.CutOff)
	}
	return false
}

func filled(text string) bool { return strings.TrimSpace(text) != "" }

// each reads all rows.
func (t *table) each(read func()) error {
	for {
		more, err := t.next()
		if err != nil || !more {
			return err
		}
		read()
	}
}

// text is a cell of the current row by its column's name; empty where the
// table has no such column or the row is short.
func (t *table) text(column string) string {
	i, has := t.byName[column]
	if !has || i >= len(t.cells) {
		return ""
	}
	return clean(t.cells[i])
}

// at is the place of a cell of the current row; of the row where the table has
// no such column.
func (t *table) at(column string) source.Cell {
	i, has := t.byName[column]
	if !has {
		return cell(t.file, t.row, -1)
	}
	return cell(t.file, t.row, i)
}

// clean takes the white space off a cell, no-break spaces included. What it
// keeps is a copy: rows share their memory.
func clean(s string) string { return strings.Clone(strings.TrimSpace(s)) }

// count reads a count: empty is unknown, anything but digits is unknown and a
// finding. Counts above the limit are not counts of people or ballots.
func (t *table) count(i int, record election.Protocol) election.Count {
	at := cell(t.file, t.row, i)
	if i >= len(t.cells) {
		return election.Unread(at)
	}
	text := strings.TrimSpace(t.cells[i])
	if text == "" {
		return election.Unread(at)
	}
	n, ok := parseCount(text)
	if !ok {
		t.report(finding.Finding{
			Code: finding.NotACount, At: at, Record: record.Key(), Commission: record.Commission.ID, Contest: record.Contest.ID,
		}.With("value", clip(text)).With("column", t.names[i]))
		return election.Unread(at)
	}
	return election.Counted(n, at)
}

// highestCount is the most that a count can be; more is a slip of the hand.
const highestCount = 1<<31 - 1

// parseCount reads a whole number written in digits alone.
func parseCount(text string) (int64, bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n <= highestCount
}

// clip shortens what a finding quotes.
func clip(text string) string {
	const most = 60
	if utf8.RuneCountInString(text) <= most {
		return strings.Clone(text)
	}
	return string([]rune(text)[:most]) + "…"
}

// layouts are the times a table may hold; those without a zone are in the
// commission's.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly}

// time reads a time. Empty is unknown; anything else that is no time is unknown
// and a finding.
func (t *table) time(column string, zone *time.Location) time.Time {
	text := t.text(column)
	if text == "" {
		return time.Time{}
	}
	if at, read := parseTime(text, zone); read {
		if t.reader.far(at) {
			t.report(finding.Finding{Code: finding.TimeFar, At: t.at(column)}.With("value", clip(text)))
			return time.Time{}
		}
		return at
	}
	t.report(finding.Finding{Code: finding.NotATime, At: t.at(column)}.With("value", clip(text)))
	return time.Time{}
}

// farYears is how many years from the day of an election nothing happens to it.
const farYears = 5

// far reports whether a time is too far from the election to be more than a
// slip in the year. The latest time in the data ends embargoes, so a slip must
// not count.
func (r *reader) far(at time.Time) bool {
	d := r.election.Date
	day := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, r.election.Zone)
	return at.Before(day.AddDate(-farYears, 0, 0)) || at.After(day.AddDate(farYears, 0, 0))
}

// personal reports whether a cell holds a personal number: fourteen digits, 1
// or 2 first, then a day, a month and a year.
func personal(text string) bool {
	digits := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] >= '0' && text[i] <= '9' {
			digits++
			continue
		}
		if digits == 14 && birthday(text[i-14:i]) {
			return true
		}
		digits = 0
	}
	return false
}

func birthday(pin string) bool {
	if pin[0] != '1' && pin[0] != '2' {
		return false
	}
	_, err := time.Parse("02012006", pin[1:9])
	year := pin[5:7]
	return err == nil && (year == "18" || year == "19" || year == "20")
}
