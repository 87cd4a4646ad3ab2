package proposal

import (
	"archive/zip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
)

// mostRows are read to guess from. What stands in a column that names places is
// read to the end.
const mostRows = 3000

// A sample is the top of one sheet of one file.
type sample struct {
	name   string // as sources name it
	how    sheets.How
	sheet  *sheets.Sheet
	only   bool // the one sheet of its file
	grid   *grid
	header header
	rows   int      // of data in the whole sheet
	faults int      // rows that cannot be taken
	lists  []string // JSON: paths of the lists of objects in a record, which are other records
	within bool     // JSON: the records lie in those of another sample of the same file
}

// base is the name of the file itself, and of the sheet where there are several.
func (s *sample) base() string {
	name := path.Base(s.name)
	if !s.only {
		name += " " + s.sheet.File.Sheet
	}
	return name
}

// read reads the sheets of a file, or of every table in an archive.
func read(v *vocabulary, dir string, names []string) ([]*sample, []finding.Finding, error) {
	folder := sheets.Open(dir)
	var samples []*sample
	var found []finding.Finding
	for _, name := range names {
		got, problems, err := readOne(v, folder, name)
		if err != nil {
			return nil, nil, err
		}
		samples = append(samples, got...)
		found = append(found, problems...)
	}
	return samples, found, nil
}

// readOne reads one file. Where the names of its columns stand one beneath
// another it is read again, with rows and columns changed.
func readOne(v *vocabulary, folder *sheets.Folder, name string) ([]*sample, []finding.Finding, error) {
	how := sheets.How{}
	if ext := strings.ToLower(path.Ext(name)); ext == ".xlsx" || ext == ".xlsm" {
		how.Sheet = "*"
	}
	read, found, err := folder.Read(name, how)
	if err != nil {
		return nil, nil, err
	}
	if len(read) == 1 && read[0].Keys != nil {
		samples, err := records(folder, name, read[0])
		return samples, found, err
	}
	var samples []*sample
	for i, sheet := range read {
		s := &sample{name: name, how: how, sheet: sheet, only: len(read) == 1}
		if err := s.take(); err != nil {
			return nil, nil, err
		}
		if len(s.grid.rows) == 0 {
			continue // an empty sheet beside others
		}
		if s.grid.crosswise(v) {
			s.how.Columns = true
			turned, _, err := folder.Read(name, s.how)
			if err != nil {
				return nil, nil, err
			}
			if len(turned) == len(read) {
				s.sheet = turned[i]
				if err := s.take(); err != nil {
					return nil, nil, err
				}
			}
		}
		s.header = s.grid.header()
		if s.grid.cross {
			s.header = s.grid.side(v)
		}
		s.rows -= s.header.first
		samples = append(samples, s)
	}
	return samples, found, nil
}

// take reads the top of the sheet and counts all of it.
func (s *sample) take() error {
	s.grid, s.rows, s.faults = &grid{keys: s.sheet.Keys, cross: s.how.Columns}, 0, 0
	rows := s.sheet.Rows()
	for rows.Next() {
		if rows.Fault() != nil {
			s.faults++
			continue
		}
		s.rows++
		if len(s.grid.rows) < mostRows+mostAbove {
			cells := slices.Clone(rows.Cells())
			for i := range cells {
				cells[i] = strings.Clone(cells[i])
			}
			s.grid.rows = append(s.grid.rows, cells)
			s.grid.numbers = append(s.grid.numbers, rows.Row())
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read file %s: %w", s.name, err)
	}
	return nil
}

// each walks through all rows of data.
func (s *sample) each(visit func(cells []string)) error {
	rows := s.sheet.Rows()
	for n := 0; rows.Next(); {
		if rows.Fault() != nil {
			continue
		}
		if n++; n > s.header.first {
			visit(rows.Cells())
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read file %s: %w", s.name, err)
	}
	return nil
}

// form reports whether the sheet is one protocol, its names one beneath another.
func (s *sample) form() bool { return s.grid.cross && len(s.grid.rows)-s.header.first == 1 }

var figures = regexp.MustCompile(`\d+`)

// whole reports whether the sample is all of the sheet.
func (s *sample) whole() bool { return s.rows+s.header.first <= len(s.grid.rows) }

// cell is the text of a cell as it is compared.
func cell(cells []string, column int) string {
	if column >= len(cells) {
		return ""
	}
	return strings.Join(strings.Fields(cells[column]), " ")
}

// members are the folder of a file, and its name in it; those of its tables
// where it is an archive.
func members(file string) (dir string, names []string, err error) {
	clean := filepath.Clean(file)
	outer := clean
	for {
		info, err := os.Stat(outer)
		if err == nil && info.IsDir() && outer != clean {
			return "", nil, FileError{file, fs.ErrNotExist}
		}
		if err == nil && info.IsDir() {
			return "", nil, FileError{file, ErrFolder}
		}
		if err == nil {
			break
		}
		up := filepath.Dir(outer)
		if !inArchive(up) {
			return "", nil, FileError{file, err}
		}
		outer = up
	}
	dir = filepath.Dir(outer)
	name := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(clean, dir), string(filepath.Separator)))
	if clean != outer || !strings.EqualFold(filepath.Ext(outer), ".zip") {
		return dir, []string{name}, nil
	}
	archive, err := zip.OpenReader(outer)
	if err != nil {
		return dir, []string{name}, nil // whoever reads it says what is wrong with it
	}
	for _, f := range archive.File {
		if readable(f.Name) {
			names = append(names, name+"/"+f.Name)
		}
	}
	slices.Sort(names)
	if err := archive.Close(); err != nil {
		return "", nil, fmt.Errorf("read file %s: %w", file, err)
	}
	if len(names) == 0 {
		names = []string{name}
	}
	return dir, names, nil
}

// inArchive reports whether a path goes through an archive.
func inArchive(name string) bool {
	for ; name != "." && name != filepath.Dir(name); name = filepath.Dir(name) {
		if strings.EqualFold(filepath.Ext(name), ".zip") {
			return true
		}
	}
	return false
}

// readable reports whether a member of an archive may be a table.
func readable(name string) bool {
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/") {
		return false
	}
	return slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"}, strings.ToLower(path.Ext(name)))
}

// A FileError is a file that was named and is none.
type FileError struct {
	File string
	Err  error // fs.ErrNotExist, ErrFolder, or what the system says
}

func (e FileError) Error() string { return fmt.Sprintf("read file %s: %v", e.File, e.Err) }

func (e FileError) Unwrap() error { return e.Err }

// ErrFolder is a folder where a file belongs.
var ErrFolder = errors.New("it is a folder")
