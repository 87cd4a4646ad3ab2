package mapping

import (
	"slices"
	"strconv"
	"strings"
)

// A template is a text with columns and derived values in braces.
type template struct {
	parts []part
	path  []any // its keys and indexes in election.yaml
}

// A part is one piece of a template, or a column where only a column can stand.
type part struct {
	kind  kind
	text  string // the constant text, or the name as written
	index int    // of the derived value or the column, from 0
	row   int32  // of a fixed cell, as rows are handed out
}

// A kind is what a part of a template stands for.
type kind int

const (
	constant kind = iota
	named         // a column by its header, or file, folder, sheet
	lettered      // a column by its letter
	fixed         // one cell of the sheet
	derived       // a value of `values:`
)

// most are the furthest column and row that a spreadsheet shows.
const (
	mostColumns = 16_384
	mostRows    = 1<<31 - 2
)

// parseTemplate takes a template apart. It reports false where braces or letters
// mean nothing. Derived values are known by name; own is the one that is being
// defined, whose name means a column in its own template.
func parseTemplate(text string, values []value, own string, crosswise bool, path ...any) (template, bool) {
	t := template{path: path}
	for text != "" {
		before, rest, opens := strings.Cut(text, "{")
		if strings.Contains(before, "}") {
			return t, false
		}
		if before != "" {
			t.parts = append(t.parts, part{text: before})
		}
		if !opens {
			break
		}
		name, after, closes := strings.Cut(rest, "}")
		name = strings.TrimSpace(name)
		if !closes || name == "" || strings.Contains(name, "{") {
			return t, false
		}
		p, ok := parseName(name, crosswise)
		if !ok {
			return t, false
		}
		if i := slices.IndexFunc(values, func(v value) bool { return v.name == name }); i >= 0 && name != own {
			p = part{kind: derived, text: name, index: i}
		}
		t.parts = append(t.parts, p)
		text = after
	}
	return t, true
}

// parseName understands what names a column or a cell: header text, ":C", ":B2";
// where rows and columns have changed places, ":3" and again ":B2".
func parseName(name string, crosswise bool) (part, bool) {
	place, placed := strings.CutPrefix(name, ":")
	if !placed {
		return part{kind: named, text: name}, true
	}
	letters := strings.TrimRight(place, "0123456789")
	column, isColumn := letterNumber(letters)
	row, isRow := rowNumber(place[len(letters):])
	switch {
	case isColumn && isRow && crosswise:
		return part{kind: fixed, text: name, index: int(row) - 1, row: column}, true
	case isColumn && isRow:
		return part{kind: fixed, text: name, index: int(column) - 1, row: row}, true
	case isRow && letters == "" && crosswise:
		return part{kind: lettered, text: name, index: int(row) - 1}, true
	case isColumn && letters == place && !crosswise:
		return part{kind: lettered, text: name, index: int(column) - 1}, true
	}
	return part{}, false
}

// letterNumber is the number of a column by its letter: A is 1.
func letterNumber(letters string) (int32, bool) {
	n := int32(0)
	for _, c := range letters {
		if c >= 'a' && c <= 'z' {
			c += 'A' - 'a'
		}
		if c < 'A' || c > 'Z' {
			return 0, false
		}
		if n = n*26 + (c - 'A' + 1); n > mostColumns {
			return 0, false
		}
	}
	return n, n > 0
}

// rowNumber is the number of a row.
func rowNumber(digits string) (int32, bool) {
	n, err := strconv.ParseInt(digits, 10, 32)
	return int32(n), err == nil && n > 0 && n <= mostRows && digits[0] != '+'
}

// constantText is the text of a template that names nothing.
func (t *template) constantText() (string, bool) {
	for _, p := range t.parts {
		if p.kind != constant {
			return "", false
		}
	}
	if len(t.parts) == 0 {
		return "", true
	}
	return strings.TrimSpace(t.parts[0].text), true
}
