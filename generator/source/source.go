// Package source says where a figure was read: in which file, on which sheet,
// in which row and column. A count carries its cell from intake to the
// published footnote, so that anyone can go back and look.
package source

import "strconv"

// A File is one file as received, or one sheet of a workbook. All cells of a
// file share one File, so a cell stays small however many there are.
type File struct {
	Path  string   // relative to the folder of the election, with slashes; a file in an archive stands beneath it
	Sheet string   // empty for formats without sheets
	Keys  []string // of JSON records, in place of the letters of columns; nil elsewhere
	// SHA256 is the digest of the file as it was received, in 64 hexadecimal
	// digits: of the archive, where it came in one. It is empty where nothing was
	// read of it.
	SHA256 string
}

// A Cell is one cell of a file. Rows and columns count from 1, as a
// spreadsheet shows them: the header of a plain table is row 1. In JSON rows are
// records. The zero Cell is nowhere; a Cell with a row and no column is a whole
// row.
type Cell struct {
	File   *File
	Row    int32
	Column int32
}

// Known reports whether the cell is anywhere at all.
func (c Cell) Known() bool { return c.File != nil }

// Path is the file of the cell, empty for the zero Cell.
func (c Cell) Path() string {
	if c.File == nil {
		return ""
	}
	return c.File.Path
}

// Letter is the column as a spreadsheet names it: A, B, …, Z, AA; in JSON it is
// the key. It is empty for a cell without a column.
func (c Cell) Letter() string {
	if c.File != nil && c.Column > 0 && int(c.Column) <= len(c.File.Keys) {
		return c.File.Keys[c.Column-1]
	}
	letters := make([]byte, 0, 3)
	for n := c.Column; n > 0; n = (n - 1) / 26 {
		letters = append(letters, byte('A'+(n-1)%26))
	}
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	return string(letters)
}

// String is for tests and errors of the program; pages and findings word a
// cell in the reader's language.
func (c Cell) String() string {
	if c.File == nil {
		return "nowhere"
	}
	s := c.File.Path
	if c.File.Sheet != "" {
		s += "!" + c.File.Sheet
	}
	if c.Row > 0 {
		s += ":" + c.Letter() + strconv.Itoa(int(c.Row))
	}
	return s
}

// Compare orders cells by file, sheet, row and column; cells that are nowhere
// come first.
func Compare(a, b Cell) int {
	if a.File != b.File {
		if a.File == nil {
			return -1
		}
		if b.File == nil {
			return 1
		}
		if a.File.Path != b.File.Path {
			return order(a.File.Path < b.File.Path)
		}
		if a.File.Sheet != b.File.Sheet {
			return order(a.File.Sheet < b.File.Sheet)
		}
	}
	if a.Row != b.Row {
		return order(a.Row < b.Row)
	}
	if a.Column != b.Column {
		return order(a.Column < b.Column)
	}
	return 0
}

func order(less bool) int {
	if less {
		return -1
	}
	return 1
}
