package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// A snapshot is a file as it was read.
type snapshot struct {
	name string
	data []byte

	// Of a text, as it was understood last.
	understood bool
	declared   string
	text       script
	known      bool
}

// What the formats begin with.
const (
	zipMark      = "PK\x03\x04"
	emptyZipMark = "PK\x05\x06"
	oleMark      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // workbooks of before 2007, and those with a password
)

// otherArchives are marks of archives that are not read.
var otherArchives = []string{emptyZipMark, "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x08", "BZh", "\xfd7zXZ\x00"}

// The names' ends of files that are workbooks or nothing: of the format that is
// read, and of others.
var (
	workbooks      = []string{".xlsx", ".xlsm", ".xltx", ".xltm"}
	otherWorkbooks = []string{".xls", ".xlsb", ".ods"}
)

// sheets are the tables of the file. What it is says its content; only where
// that could be several things, its name.
func (s *snapshot) sheets(how How) ([]*Sheet, []finding.Finding, error) {
	begins := func(mark string) bool { return bytes.HasPrefix(s.data, []byte(mark)) }
	kind := strings.ToLower(path.Ext(s.name))
	switch {
	case begins(oleMark), begins(zipMark) && (slices.Contains(workbooks, kind) || slices.Contains(otherWorkbooks, kind) || packsWorkbook(s.data)):
		return workbook(s.name, s.data, how)
	case begins(zipMark), slices.ContainsFunc(otherArchives, begins):
		return nil, refused(s.name, because(finding.BadArchive)), nil
	case len(s.data) == 0:
		return nil, refused(s.name, because(finding.EmptyFile)), nil
	case slices.Contains(workbooks, kind):
		return nil, refused(s.name, because(finding.BadWorkbook)), nil
	case slices.Contains(otherWorkbooks, kind):
		return nil, refused(s.name, because(finding.OtherWorkbook)), nil
	case isArchive(s.name):
		return nil, refused(s.name, because(finding.BadArchive)), nil
	}
	if how.Encoding != "" && !slices.Contains(Encodings, how.Encoding) {
		return nil, nil, fmt.Errorf("read file %s: encoding %q is not known", s.name, how.Encoding)
	}
	if !s.understood || s.declared != how.Encoding {
		s.understood, s.declared = true, how.Encoding
		s.text, s.known = understand(s.data, how.Encoding)
	}
	switch {
	case !s.known:
		return nil, refused(s.name, because(finding.UnknownCoding)), nil
	case len(bytes.TrimSpace(s.text.data)) == 0:
		return nil, refused(s.name, because(finding.EmptyFile)), nil
	case slices.Contains(jsonKinds, kind) || beginsJSON(s.text.data):
		// A row of a table may begin with a bracket.
		if whole := s.text.whole(); len(whole) > MostBytes {
			return nil, refused(s.name, because(finding.TooLarge)), nil
		} else if slices.Contains(jsonKinds, kind) || json.Valid(whole) {
			return records(s.name, whole, how)
		}
	}
	return s.table(how)
}

// packsWorkbook reports whether a zip is a workbook, whatever its name.
func packsWorkbook(data []byte) bool {
	zipped, why := directory(data, finding.BadArchive)
	return why == nil && slices.ContainsFunc(zipped.File, func(file *zip.File) bool { return file.Name == "[Content_Types].xml" })
}

func beginsJSON(data []byte) bool {
	data = bytes.TrimLeft(data, " \t\r\n")
	return len(data) > 0 && (data[0] == '{' || data[0] == '[')
}

// table reads delimited text.
func (s *snapshot) table(how How) ([]*Sheet, []finding.Finding, error) {
	text, delimiter := s.text.hinted()
	if how.Delimiter != 0 {
		delimiter = how.Delimiter
	}
	if delimiter == 0 {
		delimiter = text.delimiter()
	}
	if delimiter == 0 {
		delimiter = ','
		if strings.EqualFold(path.Ext(s.name), ".tsv") {
			delimiter = '\t'
		}
	}
	if !utf8.ValidRune(delimiter) || strings.ContainsRune("\"\r\n\ufffd", delimiter) {
		return nil, nil, fmt.Errorf("read file %s: %q is no delimiter", s.name, delimiter)
	}
	return []*Sheet{{
		File: &source.File{Path: s.name}, Encoding: text.encoding, Delimiter: delimiter,
		open: func() walker { return text.walk(delimiter) },
	}}, nil, nil
}
