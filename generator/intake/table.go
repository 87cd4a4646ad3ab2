package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/mapping"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// A table is one stream of records while it is being read: a file in canonical
// columns, the rows of election.yaml, or an export that its sources map.
type table struct {
	*mapping.Stream
	reader *reader
	byName map[string]int
}

// read hands every record of a canonical table to a function, wherever the
// records come from.
func (r *reader) read(name string, known, required []string, record func(*table)) error {
	return r.streams(name, known, required, func(t *table) error {
		return t.each(func() { record(t) })
	})
}

// streams hands out the streams of a canonical table that have the columns they
// need.
func (r *reader) streams(name string, known, required []string, read func(*table) error) error {
	for s, err := range r.plan.Streams(name) {
		if err != nil {
			return fmt.Errorf("read table %s: %w", name, err)
		}
		t := &table{Stream: s, reader: r}
		needed := required
		if s.Mapped || s.Inline {
			needed = slices.DeleteFunc(slices.Clone(required), func(column string) bool { return slices.Contains(omittable, column) })
		}
		if !t.header(known, needed) {
			continue
		}
		if err := read(t); err != nil {
			return fmt.Errorf("read %s: %w", s.File.Path, err)
		}
	}
	return nil
}

// omittable are the columns that a canonical file must have and that other rows
// may leave out, because empty says the same.
var omittable = []string{"parent", "position", "name_ky", "name_ru"}

// take takes over a finding of the plan. A header may hold a personal number
// too, and no finding repeats one.
func (r *reader) take(f finding.Finding) {
	if slices.ContainsFunc(f.Args, func(a finding.Arg) bool { text, is := a.Value.(string); return is && personal(text) }) {
		f = finding.Finding{Code: finding.PersonalData, At: f.At}
	}
	if f.Contest != "" && f.Effect() == finding.Hold {
		r.hold(f) // of a protocol: its commission is told that one has come
		return
	}
	r.report(f)
}

// header makes the columns known by their names. It reports false where a
// needed one is missing or one stands twice: then no cell can be trusted to be
// what its column says. Sources say themselves what their columns mean.
func (t *table) header(known, required []string) bool {
	t.byName = make(map[string]int, len(t.Columns))
	usable := true
	for i, name := range t.Columns {
		if personal(name) {
			t.reader.report(finding.Finding{Code: finding.PersonalData, At: t.ColumnAt(i)})
			return false
		}
	}
	for i, name := range t.Columns {
		if name == "" && slices.Contains(t.Columns[:i], "") {
			continue // a spreadsheet's empty columns: the first is reported
		}
		if j, twice := t.byName[name]; twice {
			t.reader.report(finding.Finding{Code: finding.ColumnTwice, At: t.ColumnAt(i), Also: []source.Cell{t.ColumnAt(j)}}.
				With("column", name))
			usable = false
			continue
		}
		t.byName[name] = i
		if known != nil && !slices.Contains(known, name) {
			t.reader.report(finding.Finding{Code: finding.ColumnUnknown, At: t.ColumnAt(i)}.
				With("column", name).With("known", strings.Join(known, ", ")))
		}
	}
	for _, name := range required {
		if _, has := t.byName[name]; !has {
			t.reader.report(finding.Finding{Code: finding.ColumnMissing, At: t.HeaderAt()}.
				With("column", name).With("has", strings.Join(t.Columns, ", ")))
			usable = false
		}
	}
	return usable
}

// each reads all rows. One that is no row of a table is withheld with a
// finding, and the one after it is read.
func (t *table) each(read func()) error {
	for t.Next() {
		if !t.withheld() {
			read()
		}
	}
	return t.Err()
}

// withheld reports whether a row cannot be taken, and says why. A personal
// number withholds its row, so that no other finding quotes it.
func (t *table) withheld() bool {
	found := false
	for i, text := range t.Texts() {
		if personal(text) {
			t.report(finding.Finding{Code: finding.PersonalData, At: t.At(i)})
			found = true
		}
	}
	for i, text := range t.Beyond() {
		if personal(text) {
			t.report(finding.Finding{Code: finding.PersonalData, At: t.CellAt(len(t.Columns) + i)})
			found = true
		}
	}
	if found {
		return true
	}
	if fault := t.Fault(); fault != nil {
		at := t.Place()
		if fault.Column >= 0 {
			at = t.CellAt(fault.Column)
		}
		f := finding.Finding{Code: finding.RowUnreadable, At: at}.With("problem", fault.Problem)
		t.report(fault.Tell(f))
		return true
	}
	if cells, columns := t.Long(); cells > columns {
		t.report(finding.Finding{Code: finding.RowLength, At: t.CellAt(columns)}.
			With("cells", cells).With("columns", columns))
		return true
	}
	return false
}

// text is a cell of the current row by its column's name; empty where the
// table has no such column or the row is short.
func (t *table) text(column string) string {
	i, has := t.byName[column]
	if !has {
		return ""
	}
	return t.Text(i)
}

// at is the place of a cell of the current row; of the row where the table has
// no such column.
func (t *table) at(column string) source.Cell {
	i, has := t.byName[column]
	if !has {
		return t.Place()
	}
	return t.At(i)
}

// count reads a count: empty is unknown, anything but digits is unknown and a
// finding. Counts above the limit are not counts of people or ballots.
func (t *table) count(i int, record *election.Protocol) election.Count {
	at := t.At(i)
	text := t.Texts()[i]
	if text == "" {
		return election.Unread(at)
	}
	n, ok := parseCount(text)
	if !ok {
		t.report(finding.Finding{
			Code: finding.NotACount, At: at, Record: record.Key(), Commission: record.Commission.ID, Contest: record.Contest.ID,
		}.With("value", clip(text)).With("column", t.Columns[i]))
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
// commission's. With dots the day comes first wherever elections are written in
// Cyrillic.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly,
	"02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006",
}

// time reads a time. Empty is unknown; anything else that is no time is unknown
// and a finding.
func (t *table) time(column string, zone *time.Location) time.Time {
	text := t.text(column)
	if text == "" {
		return time.Time{}
	}
	if at, read := t.parseTime(text, zone); read {
		if t.reader.far(at) {
			t.report(finding.Finding{Code: finding.TimeFar, At: t.at(column)}.With("value", clip(text)))
			return time.Time{}
		}
		return at
	}
	t.report(finding.Finding{Code: finding.NotATime, At: t.at(column)}.With("value", clip(text)))
	return time.Time{}
}

// parseTime reads a time as the table writes it: a workbook also counts days.
func (t *table) parseTime(text string, zone *time.Location) (time.Time, bool) {
	if at, read := parseTime(text, zone); read {
		return at, true
	}
	return parseSerial(text, t.Dates, zone)
}

// parseSerial reads the number of days that a workbook writes for a time, to
// the nearest second. In the older system day 60 is a 29 February 1900 that
// never was; no election is as old as that.
func parseSerial(text string, dates sheets.DateSystem, zone *time.Location) (time.Time, bool) {
	first := time.Date(1899, time.December, 30, 0, 0, 0, 0, zone)
	switch dates {
	case sheets.NoDates:
		return time.Time{}, false
	case sheets.Excel1904:
		first = time.Date(1904, time.January, 1, 0, 0, 0, 0, zone)
	}
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || !(days >= 61 && days < 1_000_000) {
		return time.Time{}, false
	}
	whole := int(days)
	seconds := int((days-float64(whole))*24*60*60 + 0.5)
	// The hands of the clock, not the hours that passed: clocks are put forward.
	day := first.AddDate(0, 0, whole)
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, seconds, 0, zone), true
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
