package sheets

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// MostBytes is the most that a file holds, as it lies in a folder or unpacked.
const MostBytes = 256 << 20

// A Folder reads the files beneath one folder, each as it was when it was read
// first: what is read twice must not say two things. It is not for several
// goroutines at once.
type Folder struct {
	dir     string
	stamps  map[string]stamp
	last    snapshot                  // of a file or of a member
	through func(io.Reader) io.Reader // tests: what a file is read through
}

// A snapshot is a file as it was read.
type snapshot struct {
	name string
	data []byte
}

// A stamp tells one state of a file from another.
type stamp struct {
	size     int64
	modified int64 // in nanoseconds
}

// Open begins with a folder; nothing is read yet.
func Open(dir string) *Folder {
	return &Folder{dir: dir, stamps: make(map[string]stamp), through: func(r io.Reader) io.Reader { return r }}
}

// refused is the finding of a file that is not read.
func refused(name string, problem finding.Term, detail string) []finding.Finding {
	return []finding.Finding{finding.Finding{Code: finding.FileRefused, At: source.Cell{File: &source.File{Path: name}}}.
		With("problem", problem).With(finding.Detail, detail)}
}

// Names lists every file beneath the folder, in order, with slashes; what is
// hidden is left out. A zip is a folder: its members stand beneath its name.
func (f *Folder) Names() ([]string, []finding.Finding, error) {
	var names []string
	var found []finding.Finding
	err := filepath.WalkDir(f.dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(f.dir, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case name == ".":
		case hidden(name):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list folder %s: %w", f.dir, err)
	}
	return names, found, nil
}

// hidden reports whether a file is kept out of sight, or a copy that a program
// keeps of one that is open.
func hidden(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || base == "__MACOSX"
}

// Read reads one file, named as Names does. A file that cannot be read is a
// finding and no sheets.
func (f *Folder) Read(name string, how How) ([]*Sheet, []finding.Finding, error) {
	data, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, nil, fmt.Errorf("read file %s: %w", name, err)
	}
	return table(name, data, how)
}

// table reads delimited text.
func table(name string, data []byte, how How) ([]*Sheet, []finding.Finding, error) {
	text, known := understand(data, how.Encoding)
	if !known {
		return nil, refused(name, finding.UnknownCoding, ""), nil
	}
	text, delimiter := text.hinted()
	if how.Delimiter != 0 {
		delimiter = how.Delimiter
	}
	if delimiter == 0 {
		delimiter = text.delimiter()
	}
	if delimiter == 0 {
		delimiter = ','
		if strings.EqualFold(path.Ext(name), ".tsv") {
			delimiter = '\t'
		}
	}
	if !utf8.ValidRune(delimiter) || strings.ContainsRune("\"\r\n\ufffd", delimiter) {
		return nil, nil, fmt.Errorf("read file %s: %w", name, errors.New("no delimiter can be "+string(delimiter)))
	}
	return []*Sheet{{
		File: &source.File{Path: name}, Encoding: text.encoding, Delimiter: delimiter,
		open: func() walker { return text.walk(delimiter) },
	}}, nil, nil
}
