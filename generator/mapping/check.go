package mapping

import (
	"errors"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/wording"
)

// An export is a source that was checked: what can be known of it before its
// files are read.
type export struct {
	plan      *Plan
	index     int // in `sources:`
	broken    bool
	how       sheets.How
	crosswise bool
	header    []int32 // its rows, in order; empty = the first row with anything in it
	headless  bool
	first     int32 // the first row with data; 0 = after the header
	blank     []string
	separator string // what may stand between groups of three digits
	fill      []column
	only      []condition
	ignore    []string
	ignoreAll bool
	totals    []*sum
	values    []value
	gives     []give
	pages     []*page
	unread    bool     // a file or a sheet of it cannot be read
	leading   int      // pages that no stream has led to their end
	seen      bool     // a row was read
	keyless   []string // columns that were told to be in no record of JSON
}

// A column is one that election.yaml names.
type column struct {
	part
	path []any
}

// path is the place of a key of the source.
func (x *export) path(steps ...any) []any { return append([]any{"sources", x.index}, steps...) }

// wrong reports a value of the source that means nothing, and why. A source that
// has one is not read.
func (x *export) wrong(w why, value any, steps ...any) {
	x.broken = true
	x.plan.meaningless(w, value, x.path(steps...)...)
}

// check checks what can be known of a source before its files are read.
func (p *Plan) check(index int, s *Source) *export {
	x := &export{plan: p, index: index, ignore: s.Ignore}
	for _, text := range s.Blank {
		x.blank = append(x.blank, strings.TrimSpace(text))
	}
	x.format(s)
	x.head(s)
	x.derive(s.Values)
	for i, name := range s.Fill {
		x.fill = append(x.fill, x.column(name, "fill", i))
	}
	x.only = x.conditions(s.Only, "only")
	x.ignoreAll = slices.Contains(s.Ignore, everything)
	x.separator = separators[s.Thousands]
	if s.Thousands != "" && x.separator == "" {
		x.wrong(why{known: slices.Sorted(maps.Keys(separators))}, s.Thousands, "thousands")
	}
	for i, t := range s.Totals {
		where := x.conditions(t.Where, "totals", i, "where")
		if len(where) == 0 {
			x.wrong(because(finding.KeyNeeded), "", "totals", i, "where")
		}
		of := t.Of
		if of == "" {
			of = ofAll
		}
		if known := []string{ofAll, ofSection, ofNothing}; !slices.Contains(known, of) {
			x.wrong(why{known: known}, of, "totals", i, "of")
		}
		x.totals = append(x.totals, &sum{where: where, of: of, path: x.path("totals", i, "where")})
	}
	for i := range s.Gives {
		x.gives = append(x.gives, x.give(i, &s.Gives[i]))
	}
	if len(s.Gives) == 0 {
		x.wrong(because(finding.KeyNeeded), "", "gives")
	}
	return x
}

// format checks which files the source reads, and in what format.
func (x *export) format(s *Source) {
	for i, glob := range s.Files {
		if _, err := path.Match(glob, ""); err != nil {
			x.wrong(because(finding.BadGlob), glob, "files", i)
		} else if glob == "" {
			x.wrong(because(finding.KeyNeeded), glob, "files", i)
		}
	}
	if len(s.Files) == 0 {
		x.wrong(because(finding.KeyNeeded), "", "files")
	}
	x.crosswise = s.Layout == layoutColumns
	if s.Layout != "" && s.Layout != layoutRows && !x.crosswise {
		x.wrong(why{known: []string{layoutRows, layoutColumns}}, s.Layout, "layout")
	}
	x.how = sheets.How{Encoding: s.Encoding, Sheet: s.Sheet, Path: s.Path, Columns: x.crosswise}
	if s.Encoding != "" && !slices.Contains(sheets.Encodings, s.Encoding) {
		x.wrong(why{known: sheets.Encodings}, s.Encoding, "encoding")
	}
	if _, err := path.Match(s.Sheet, ""); err != nil {
		x.wrong(because(finding.BadGlob), s.Sheet, "sheet")
	}
	switch mark, size := utf8.DecodeRuneInString(s.Delimiter); {
	case s.Delimiter == "":
	case s.Delimiter == "tab":
		x.how.Delimiter = '\t'
	case size != len(s.Delimiter) || strings.ContainsRune("\"\r\n\ufeff\ufffd", mark):
		x.wrong(because(finding.MarkWanted), s.Delimiter, "delimiter")
	default:
		x.how.Delimiter = mark
	}
}

// head checks where the names of the columns stand, and where the data begin.
func (x *export) head(s *Source) {
	last := int32(0)
	for i, text := range s.Header {
		if text == "0" && len(s.Header) == 1 {
			x.headless = true
			break
		}
		row, ok := x.line(text)
		if !ok || row <= last {
			x.wrong(x.lineWanted(ok), text, "header", i)
			continue
		}
		x.header, last = append(x.header, row), row
	}
	if s.First == "" {
		return
	}
	first, ok := x.line(s.First)
	if !ok || first <= last {
		x.wrong(x.lineWanted(ok), s.First, "first")
	}
	x.first = first
}

// line is the number of a row; where rows and columns have changed places, of a
// column by its letter.
func (x *export) line(text string) (int32, bool) {
	if x.crosswise {
		return letterNumber(text)
	}
	return rowNumber(text)
}

// lineWanted is what is wrong with the number or letter of a row. One that is
// understood stands before another that it must come after.
func (x *export) lineWanted(understood bool) why {
	switch {
	case understood:
		return because(finding.LineOrder)
	case x.crosswise:
		return because(finding.LetterWanted)
	}
	return because(finding.NumberWanted)
}

// column is a column as election.yaml names it.
func (x *export) column(name string, steps ...any) column {
	p, ok := parseName(strings.TrimSpace(name), x.crosswise)
	if !ok || p.kind == fixed || p.text == "" {
		w := because(finding.ColumnWanted)
		if x.crosswise {
			w = because(finding.RowWanted)
		}
		x.wrong(w, name, steps...)
	}
	return column{part: p, path: x.path(steps...)}
}

// derive checks the derived values.
func (x *export) derive(given map[string]Value) {
	names := slices.Sorted(maps.Keys(given))
	for _, name := range names {
		if name == "" || strings.ContainsAny(name, "{}:") {
			x.wrong(because(finding.BadName), name, "values", name)
		}
		x.values = append(x.values, value{name: name})
	}
	for i, name := range names {
		v, g := &x.values[i], given[name]
		v.lower, v.pad = g.Lower, g.Pad
		var ok bool
		if v.from, ok = parseTemplate(g.From, x.values, name, x.crosswise, x.path("values", name, "from")...); !ok || g.From == "" {
			x.wrong(templateWanted(g.From), g.From, "values", name, "from")
		}
		if g.Pad < 0 || g.Pad > 100 {
			x.wrong(because(finding.LengthWanted), g.Pad, "values", name, "pad")
		}
		if g.Match != "" {
			match, err := regexp.Compile(g.Match)
			if err != nil {
				x.wrong(why{problem: finding.BadRegexp, detail: complaint(err)}, g.Match, "values", name, "match")
			}
			v.match = match
		}
		if g.Table == nil {
			continue
		}
		v.table, v.known = g.Table, listed(slices.Sorted(maps.Keys(g.Table)))
		var err error
		if v.alike, err = lookedAt(g.Table); err != nil {
			x.wrong(because(finding.KeysAlike), err, "values", name, "table")
		}
	}
	for i := range x.values {
		if x.circular(i, make([]bool, len(x.values))) {
			x.wrong(because(finding.Circle), given[x.values[i].name].From, "values", x.values[i].name, "from")
			x.values[i].from.parts = nil
		}
	}
}

// lookedAt is a table by what its keys look like. Two keys that look the same
// must say the same.
func lookedAt(table map[string]string) (map[string]string, error) {
	alike := make(map[string]string, len(table))
	for _, key := range slices.Sorted(maps.Keys(table)) {
		look := wording.Alike(key)
		if other, twice := alike[look]; twice && other != table[key] {
			return nil, errors.New(key)
		}
		alike[look] = table[key]
	}
	return alike, nil
}

// circular reports whether a derived value is derived from itself.
func (x *export) circular(i int, above []bool) bool {
	if above[i] {
		return true
	}
	above[i] = true
	for _, p := range x.values[i].from.parts {
		if p.kind == derived && x.circular(p.index, above) {
			return true
		}
	}
	above[i] = false
	return false
}
