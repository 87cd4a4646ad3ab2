package mapping

import (
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// A Stream hands out the records of one table in canonical columns: of a file
// that has them, of `tables:` in election.yaml, or of a file that a source maps.
type Stream struct {
	Table     string
	File      *source.File
	Columns   []string // canonical: "commission", "voters_listed", "votes:a", "item", "value"
	Mapped    bool     // by `sources:`: its columns were checked, its counts were not
	Inline    bool     // from `tables:`
	Repeated  bool     // the same record again was left out
	Completes bool     // its counts join protocols that others bring
	Absent    Absent
	Dates     sheets.DateSystem // what a bare number in a column of times counts from

	records   records
	constants map[int]string // by column
	texts     []string
	fault     *sheets.Fault
	beyond    []string // cells of a canonical row after the last column
	cells     int      // of a row that is longer than its header,
	width     int      // which has so many columns
}

// Absent says what the rows of a stream that completes leave out, and what that
// means. Its zero value says: nothing is known of it.
type Absent struct {
	Zero bool   // zero in every protocol of the stream's contest, part and series
	With string // only where this line of the same protocol is zero; empty = everywhere
	At   source.Cell

	items map[string]bool // line codes and votes:ID that rows may bring
	open  []string        // and whatever begins so: `else` leads to them
}

// Brings reports whether rows of the stream may bring a count: a line code, or
// the votes of a selection as votes:ID.
func (a *Absent) Brings(item string) bool {
	return a.items[item] || slices.ContainsFunc(a.open, func(start string) bool { return strings.HasPrefix(item, start) })
}

// records are where a stream takes its rows from.
type records interface {
	// next fills the stream's texts, fault, cells, width and beyond.
	next(*Stream) bool
	at(column int) source.Cell
	cellAt(i int) source.Cell
	columnAt(column int) source.Cell
	headerAt() source.Cell
	place() source.Cell
	err() error
}

// Next moves to the next record. A row that is withheld is handed out too: its
// Fault says why.
func (s *Stream) Next() bool {
	s.fault, s.beyond, s.cells, s.width = nil, nil, 0, 0
	return s.records.next(s)
}

// Text is the text of a column in the current record, trimmed. It is a copy.
func (s *Stream) Text(i int) string {
	if i < 0 || i >= len(s.texts) {
		return ""
	}
	return strings.Clone(s.texts[i])
}

// Texts are those of all columns, trimmed, until Next is called again.
func (s *Stream) Texts() []string { return s.texts }

// At is the cell where the text of a column was read; the first of them, where a
// template joins several. A constant stands in its line of election.yaml.
func (s *Stream) At(i int) source.Cell { return s.records.at(i) }

// CellAt is the cell of the current row at an index of the file, as Fault and
// Long count.
func (s *Stream) CellAt(i int) source.Cell { return s.records.cellAt(i) }

// ColumnAt is where the canonical column is named: its header cell in a
// canonical file, else its line of election.yaml.
func (s *Stream) ColumnAt(i int) source.Cell { return s.records.columnAt(i) }

// HeaderAt is where the columns are named.
func (s *Stream) HeaderAt() source.Cell { return s.records.headerAt() }

// Constant is the text that a column has in every record, whatever the file
// says. A column that the stream does not have is empty everywhere.
func (s *Stream) Constant(column string) (string, bool) {
	i := slices.Index(s.Columns, column)
	if i < 0 {
		return "", true
	}
	text, constant := s.constants[i]
	return text, constant
}

// Place is the whole row of the current record.
func (s *Stream) Place() source.Cell { return s.records.place() }

// Fault is why the row is withheld; nil where it is not.
func (s *Stream) Fault() *sheets.Fault { return s.fault }

// Long compares a row that is longer than its header with the header: how many
// cells and columns there are. Other rows give 0, 0.
func (s *Stream) Long() (cells, columns int) { return s.cells, s.width }

// Beyond are the cells of a row that is longer than its header, until Next is
// called again.
func (s *Stream) Beyond() []string { return s.beyond }

// Err is the error of the program that ended the stream, if one did.
func (s *Stream) Err() error { return s.records.err() }

// canonical are the rows of a file whose header row names canonical columns.
type canonical struct {
	sheet  *sheets.Sheet
	rows   *sheets.Rows
	header int32 // its row; 0 in JSON, which has none
}

// asItStands begins a stream of a canonical sheet; nil, with the fault of its
// header row, if any, where it has none. JSON without a key has none either.
func asItStands(table string, sheet *sheets.Sheet) (*Stream, *sheets.Rows) {
	c := &canonical{sheet: sheet, rows: sheet.Rows()}
	s := &Stream{Table: table, File: sheet.File, Dates: sheet.Dates, records: c}
	names := sheet.Keys
	if len(names) == 0 {
		if !c.rows.Next() || c.rows.Fault() != nil || sheet.Keys != nil {
			return nil, c.rows
		}
		names, c.header = c.rows.Cells(), c.rows.Row()
	}
	for _, name := range names {
		s.Columns = append(s.Columns, strings.Clone(strings.TrimSpace(name)))
	}
	s.texts = make([]string, len(s.Columns))
	return s, c.rows
}

func (c *canonical) next(s *Stream) bool {
	if !c.rows.Next() {
		return false
	}
	cells := c.rows.Cells()
	for i := range s.texts {
		s.texts[i] = ""
		if i < len(cells) {
			s.texts[i] = strings.TrimSpace(cells[i])
		}
	}
	for i := len(cells) - 1; i >= len(s.texts); i-- {
		if strings.TrimSpace(cells[i]) != "" {
			s.cells, s.width, s.beyond = len(cells), len(s.texts), cells[len(s.texts):]
			break
		}
	}
	s.fault = c.rows.Fault()
	// A short row at the end of a file without a line end was cut off, and maybe
	// so was its last number.
	if c.rows.Last() && s.fault == nil && len(cells) < len(s.texts) {
		s.fault = &sheets.Fault{Problem: finding.CutOff, Column: -1}
	}
	return true
}

func (c *canonical) at(column int) source.Cell       { return c.rows.At(column) }
func (c *canonical) cellAt(i int) source.Cell        { return c.rows.At(i) }
func (c *canonical) columnAt(column int) source.Cell { return c.sheet.At(c.header, column) }
func (c *canonical) headerAt() source.Cell {
	return source.Cell{File: c.sheet.File, Row: c.header}
}
func (c *canonical) place() source.Cell { return c.rows.At(-1) }
func (c *canonical) err() error         { return c.rows.Err() }

// inline are the rows that election.yaml holds itself.
type inline struct {
	table   string
	columns []string
	rows    []Row
	row     int
	where   func(path ...any) source.Cell
}

func (in *inline) next(s *Stream) bool {
	if in.row++; in.row >= len(in.rows) {
		return false
	}
	for i, column := range in.columns {
		s.texts[i] = strings.TrimSpace(in.rows[in.row][column])
	}
	return true
}

func (in *inline) at(column int) source.Cell {
	if column < 0 || column >= len(in.columns) {
		return in.place()
	}
	return in.where("tables", in.table, in.row, in.columns[column])
}

func (in *inline) cellAt(i int) source.Cell { return in.at(i) }

// columnAt is the first row that has the column.
func (in *inline) columnAt(column int) source.Cell {
	for i, row := range in.rows {
		if _, has := row[in.columns[column]]; has {
			return in.where("tables", in.table, i, in.columns[column])
		}
	}
	return in.headerAt()
}

func (in *inline) headerAt() source.Cell { return in.where("tables", in.table) }
func (in *inline) place() source.Cell    { return in.where("tables", in.table, in.row) }
func (in *inline) err() error            { return nil }
