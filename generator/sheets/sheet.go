// Package sheets reads a file as it was received, whatever its format, as rows
// of cells the way a spreadsheet shows them: delimited text in any of the
// encodings that offices use, workbooks, JSON, and archives of these. It knows
// nothing of elections.
//
// A file is read once, into memory and within limits, so that what is read
// cannot change under the reader; rows are handed out one at a time. What is
// wrong with a file is a finding, what is wrong with a row is its [Fault], and
// the rows around it are read all the same.
package sheets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// How says how a file is to be read. What is left empty is found out.
type How struct {
	Encoding  string // utf-8, utf-16, windows-1251 or ibm866
	Delimiter rune
	Sheet     string // glob of the sheets of a workbook; empty = the only visible one with anything in it
	Path      string // JSON: the keys that lead to the records, joined by dots
	Name      string // canonical tables: a sheet of this name is meant where there are several
	Columns   bool   // a record is a column: rows and columns change places
}

// DateSystem is what a bare number in a column of times counts from.
type DateSystem int

// The date systems: text has none.
const (
	NoDates DateSystem = iota
	Excel1900
	Excel1904
)

// A Sheet is one table: a delimited file, one sheet of a workbook, the records
// of a JSON file.
type Sheet struct {
	File      *source.File
	Keys      []string   // JSON: the columns; nil elsewhere, where a row names them
	Dates     DateSystem // of a workbook
	Encoding  string     // as it was read; empty where a format knows its own
	Delimiter rune       // as it was read; 0 where there is none

	open      func() walker
	crosswise bool
}

// A walker hands out the rows of one format. The slice of cells is its own and
// is overwritten by the next call.
type walker interface {
	// next is false at the end of the sheet; blank rows are left out.
	next() (line, bool, error)
}

// A line is one row as a walker hands it out.
type line struct {
	row     int32 // from 1, as a spreadsheet counts: blank rows are rows
	cells   []string
	numbers marks // the cells that are numbers
	fault   *Fault
	last    bool // the file ends with this row, and without a line end
}

// marks are a yes or no for each cell of a row; those beyond the last are a no.
type marks []bool

func (m marks) at(i int) bool { return 0 <= i && i < len(m) && m[i] }

// set marks a cell, over what an earlier row left behind.
func (m marks) set(i int) marks {
	for len(m) <= i {
		m = append(m, false)
	}
	m[i] = true
	return m
}

// A Fault is why a row cannot be taken.
type Fault struct {
	Problem finding.Term
	Column  int    // 0-based; -1 = the whole row
	Line    int    // of the file, from 1, where the row does not tell it; 0 = it does
	Has     string // what stands there
	Detail  string // a library's own words, where only it knows
}

// Tell adds to a finding what its problem is about.
func (f *Fault) Tell(to finding.Finding) finding.Finding {
	if f.Line > 0 {
		to = to.With("line", f.Line)
	}
	if f.Has != "" {
		to = to.With("has", f.Has)
	}
	if f.Detail != "" {
		to = to.With(finding.Detail, f.Detail)
	}
	return to
}

// How much of a file a fault quotes, in characters.
const (
	mostGlimpsed = 12 // of its values: too little for a personal number
	mostNamed    = 120
)

// quoted is the beginning of what stands in a file, as it can be shown.
func quoted[text string | []byte](of text, most int) string {
	var b strings.Builder
	for _, r := range string(of[:min(len(of), utf8.UTFMax*(most+1))]) {
		if most--; most < 0 {
			return b.String() + "…"
		}
		if !unicode.IsPrint(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Rows walks through a sheet from the top.
type Rows struct {
	sheet *Sheet
	walk  walker
	line  line
	err   error
}

// Rows begins at the top, as often as it is called.
func (s *Sheet) Rows() *Rows { return &Rows{sheet: s, walk: s.open()} }

// Next moves to the next row that has anything in it.
func (r *Rows) Next() bool {
	var more bool
	r.line, more, r.err = r.walk.next()
	return more && r.err == nil
}

// Row is the number of the row as a spreadsheet shows it; in JSON that of the
// record. Where rows and columns have changed places it is that of the column.
func (r *Rows) Row() int32 { return r.line.row }

// Cells are the texts of the row, until Next is called again. A row may be
// shorter or longer than others.
func (r *Rows) Cells() []string { return r.line.cells }

// Number reports whether a cell is a number, and not a text that looks like one:
// its point is that of a decimal. Delimited text has no numbers.
func (r *Rows) Number(i int) bool { return r.line.numbers.at(i) }

// At is the place of a cell, by its index; -1 is the whole row.
func (r *Rows) At(i int) source.Cell { return r.sheet.At(r.line.row, i) }

// Fault is why the row cannot be taken; nil where it can.
func (r *Rows) Fault() *Fault { return r.line.fault }

// Last reports whether the file ends with this row and without a line end: it
// may have been cut off.
func (r *Rows) Last() bool { return r.line.last }

// Err is the error of the program that ended the walk, if one did.
func (r *Rows) Err() error { return r.err }

// At is the place of a cell by its row and its index in it; -1 is the whole row.
func (s *Sheet) At(row int32, i int) source.Cell {
	if s.crosswise {
		return source.Cell{File: s.File, Row: int32(i + 1), Column: row}
	}
	return source.Cell{File: s.File, Row: row, Column: int32(i + 1)}
}
