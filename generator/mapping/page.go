package mapping

import (
	"path"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// A page is one sheet of one file of a source, with every name of the source
// resolved to an index of its columns. Rows are then read without a look-up.
type page struct {
	export *export
	name   string // of the file
	file   *source.File
	header *header
	first  int32 // the first row with data
	width  int
	how    string              // as it was read, for whoever looks for a mistake
	cells  map[[2]int32]string // those that templates name
	words
	crosswise bool

	fields [][]program // by give, then by field
	other  []program   // by give: where items do not list a key
	values []program
	fill   []int
	only   []test
	totals []tally
	counts []int // columns of counts, for totals

	used    []bool          // columns that something names
	beyond  int             // how far the columns go that are named by letter
	asked   map[string]bool // names of columns
	missing []lack
	twice   []finding.Finding
	led     bool // a stream has read it to say what is wrong with its rows
	told    map[fault]bool
}

// A fault is what is wrong with one row. Every stream of the page meets it.
type fault struct {
	row   int32
	value int    // the derived value that has none; -1 = of an item
	item  string // that leads nowhere
}

// words are what the words of templates stand for in one sheet.
type words struct{ base, folder, sheet string }

// A lack is a column that a sheet does not have.
type lack struct {
	name   string
	path   []any
	needed bool // no record can do without it
}

// A program is a template with its columns resolved.
type program []slot

// single is the column that a program is the text of; -1 where it is not one.
func single(p program) int {
	if len(p) == 1 && p[0].kind == lettered {
		return p[0].index
	}
	return -1
}

// A slot is one piece of a program.
type slot struct {
	kind  kind // constant, fixed, lettered (any column), derived
	index int  // -1 = a key that no record of the file has
	text  string
	at    source.Cell
}

// A tally is a sum with its columns resolved.
type tally struct {
	*sum
	where []test
}

// wanted are the fixed cells that the templates of a source name.
func (x *export) wanted() [][2]int32 {
	var cells [][2]int32
	take := func(t *template) {
		for _, p := range t.parts {
			if p.kind == fixed {
				cells = append(cells, [2]int32{p.row, int32(p.index)})
			}
		}
	}
	for i := range x.values {
		take(&x.values[i].from)
	}
	for i := range x.gives {
		for j := range x.gives[i].fields {
			take(&x.gives[i].fields[j].from)
		}
		if x.gives[i].other != nil {
			take(x.gives[i].other)
		}
	}
	return cells
}

// compile resolves every name of the source in one sheet.
func (x *export) compile(name string, sheet *sheets.Sheet, top *head) *page {
	pg := &page{
		export: x, name: name, file: sheet.File, header: top.header, first: top.first, width: top.width, cells: top.cells,
		told: make(map[fault]bool), crosswise: x.crosswise, words: words{sheet: sheet.File.Sheet},
		used: make([]bool, max(top.width, len(top.header.names))), asked: make(map[string]bool), how: x.asRead(sheet, top),
	}
	pg.base = strings.TrimSuffix(path.Base(name), path.Ext(name))
	if dir := path.Dir(name); dir != "." {
		pg.folder = path.Base(dir)
	}
	needed := x.neededValues()
	for i := range x.values {
		pg.values = append(pg.values, pg.program(&x.values[i].from, needed[i]))
	}
	for i := range x.gives {
		g := &x.gives[i]
		programs := make([]program, len(g.fields))
		for j := range g.fields {
			programs[j] = pg.program(&g.fields[j].from, g.needs(&g.fields[j]))
			if i := single(programs[j]); g.fields[j].count && i >= 0 && !slices.Contains(pg.counts, i) {
				pg.counts = append(pg.counts, i)
			}
		}
		x.apart(g, programs)
		pg.fields = append(pg.fields, programs)
		var other program
		if g.other != nil {
			other = pg.program(g.other, true)
		}
		pg.other = append(pg.other, other)
	}
	for _, c := range x.fill {
		if i := pg.column(c, false); i >= 0 && !slices.Contains(pg.fill, i) {
			pg.fill = append(pg.fill, i)
		}
	}
	pg.only = pg.tests(x.only)
	for _, t := range x.totals {
		pg.totals = append(pg.totals, tally{sum: t, where: pg.tests(t.where)})
	}
	return pg
}

func (pg *page) tests(conditions []condition) []test {
	var tests []test
	for _, c := range conditions {
		tests = append(tests, test{index: pg.column(c.column, false), any: c.any})
	}
	return tests
}

// program resolves a template. Where a column is missing, the page is not read;
// of JSON only if a record cannot do without it.
func (pg *page) program(t *template, needed bool) program {
	line := pg.export.plan.at(t.path...)
	var out program
	for _, p := range t.parts {
		s := slot{kind: p.kind, index: p.index, text: p.text, at: line}
		switch p.kind {
		case fixed:
			s.text = pg.blank(pg.cells[[2]int32{p.row, int32(p.index)}])
			s.at = source.Cell{File: pg.file, Row: p.row, Column: int32(p.index + 1)}
			if pg.crosswise {
				s.at.Row, s.at.Column = int32(p.index+1), p.row
			}
			if pg.file.Keys != nil {
				pg.missing = append(pg.missing, lack{p.text, t.path, true})
			}
		case named:
			s = pg.word(p, t.path, needed)
		case lettered:
			s.index = pg.column(column{p, t.path}, needed)
		}
		out = append(out, s)
	}
	if len(out) == 1 && out[0].kind == constant {
		out[0].text = strings.TrimSpace(out[0].text)
	}
	return out
}

// word resolves a name in a template: a header of that very name, a word of the
// language, a header that looks like it.
func (pg *page) word(p part, path []any, needed bool) slot {
	if pg.header.exact[p.text] == nil {
		said := slot{kind: fixed, at: source.Cell{File: pg.file}}
		switch p.text {
		case "file":
			said.text = pg.base
			return said
		case "folder":
			said.text = pg.folder
			return said
		case "sheet":
			said.text = pg.sheet
			return said
		}
	}
	return slot{kind: lettered, index: pg.column(column{p, path}, needed)}
}

// column is the index of a column; -1 where the sheet does not have it, or has
// two of that name.
func (pg *page) column(c column, needed bool) int {
	pg.asked[c.text] = true
	if c.kind == lettered {
		if pg.file.Keys != nil || c.index >= pg.width {
			pg.missing = append(pg.missing, lack{c.text, c.path, true})
			return -1
		}
		pg.used[c.index] = true
		pg.beyond = max(pg.beyond, c.index+1)
		return c.index
	}
	found := pg.header.find(c.text)
	switch len(found) {
	case 0:
		pg.missing = append(pg.missing, lack{c.text, c.path, needed})
		return -1
	case 1:
		pg.used[found[0]] = true
		return found[0]
	}
	pg.twice = append(pg.twice, finding.Finding{
		Code: finding.ColumnTwice, At: pg.headerAt(found[1]), Also: []source.Cell{pg.headerAt(found[0])},
	}.With("column", quoted(c.text)))
	return -1
}

// headerAt is where a column is named.
func (pg *page) headerAt(i int) source.Cell {
	c := source.Cell{File: pg.file, Row: pg.header.row, Column: int32(i + 1)}
	if pg.header.row == 0 && pg.file.Keys == nil {
		c.Row = pg.first // no header: where the data begin
	}
	if pg.crosswise {
		c.Row, c.Column = c.Column, c.Row
	}
	return c
}

// headerRow is where the columns are named.
func (pg *page) headerRow() source.Cell {
	if pg.crosswise {
		return source.Cell{File: pg.file}
	}
	return source.Cell{File: pg.file, Row: pg.header.row}
}

// has are the names of the columns; their letters where they have none.
func (pg *page) has() []string {
	if !pg.export.headless {
		return pg.header.names
	}
	names := make([]string, pg.width)
	for i := range names {
		names[i] = letter(i, pg.crosswise)
	}
	return names
}

// ignores reports whether a column is left out knowingly.
func (pg *page) ignores(i int) bool {
	x := pg.export
	return x.ignoreAll || slices.ContainsFunc(x.ignore, func(name string) bool {
		p, ok := parseName(strings.TrimSpace(name), pg.crosswise)
		if ok && p.kind == lettered {
			return p.index == i
		}
		return slices.Contains(pg.header.find(name), i)
	})
}

// blank empties a text that means nothing.
func (pg *page) blank(text string) string {
	if slices.Contains(pg.export.blank, text) {
		return ""
	}
	return text
}
