package proposal

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// A link is a place above a commission: its level, the column that names it, and
// how it becomes part of an id.
type link struct {
	level  string
	code   *column
	id     id
	full   string // template of the whole id
	parent string // template of the id above
}

// chain are the places that the rows of a table name above the commissions, the
// coarsest first. A place that says the same as another, or does not tell where
// the finer one lies, is left out.
func (w *writer) chain(d *draft) []link {
	var chain []link
	var above []*column
	for _, p := range w.v.Places {
		if p.Level == d.keys.level {
			break
		}
		c := d.placeColumn(p.Level, true)
		if c == nil || c.filled < d.rows || !d.follows(d.keys.columns, c) {
			continue
		}
		if len(above) > 0 && d.follows(above[len(above)-1:], c) && d.follows([]*column{c}, above[len(above)-1]) {
			continue
		}
		l := link{level: p.Level, code: c, parent: "cec"}
		l.id = d.idOf(c, p.Level, above)
		l.full = l.id.template
		if !l.id.derive.table {
			l.full = prefix(p.Level) + "-" + l.full
		}
		if len(above) > 0 {
			l.parent = chain[len(chain)-1].full
			if len(d.keys.columns) > 1 || d.twoParents(c, above) {
				l.full = l.parent + "-" + l.full
			}
		}
		chain = append(chain, l)
		above = append(above, c)
	}
	return chain
}

// twoParents reports whether a text of a column occurs beneath two places.
func (d *draft) twoParents(c *column, above []*column) bool {
	return slices.ContainsFunc(above, func(a *column) bool { return !d.follows([]*column{c}, a) })
}

// own is the id of the commission of a row: of its column, behind those of the
// places that are needed to tell it apart.
func (w *writer) own(d *draft, chain []link) (template string, last id) {
	c := d.keys.own()
	if c == nil {
		return "{file}", id{template: "{file}", name: "{file}"}
	}
	last = d.idOf(c, d.keys.level, d.keys.columns[:len(d.keys.columns)-1])
	template = last.template
	for _, above := range slices.Backward(d.keys.columns[:len(d.keys.columns)-1]) {
		for _, l := range chain {
			if l.code == above {
				return l.full + "-" + template, last
			}
		}
	}
	return template, last
}

// source is one entry of `sources:`.
func (w *writer) source(d *draft) (block, []string) {
	first := d.sheets[0]
	source := block{{key: "files", value: w.fileNames(d)}}
	if first.sheet.Encoding != "" && first.sheet.Encoding != "utf-8" {
		source = append(source, pairOf{key: "encoding", value: scalar(first.sheet.Encoding)})
	}
	if first.sheet.Delimiter != 0 && first.sheet.Delimiter != ',' {
		source = append(source, pairOf{key: "delimiter", value: scalar(showDelimiter(first.sheet.Delimiter))})
	}
	if !first.only {
		source = append(source, pairOf{key: "sheet", value: scalar(escapeGlob(first.sheet.File.Sheet))})
	}
	if first.how.Path != "" {
		source = append(source, pairOf{key: "path", value: scalar(first.how.Path)})
	}
	source = append(source, w.head(d)...)
	if len(d.fill) > 0 {
		source = append(source, pairOf{key: "fill", value: keysOf(d.fill), notes: []string{w.say("why.fill")}})
	}
	if len(d.blank) > 0 {
		source = append(source, pairOf{key: "blank", value: inline(d.blank)})
	}
	if d.habits.thousands != "" {
		source = append(source, pairOf{key: "thousands", value: scalar(d.habits.thousands)})
	}

	chain := w.chain(d)
	own, last := w.own(d, chain)
	var gives list
	if d.gives {
		gives = append(gives, w.commissions(d, chain, own, last)...)
	}
	if d.protocol {
		gives = append(gives, w.protocols(d, own)...)
	}
	if ignore := w.ignored(d, chain); len(ignore) > 0 {
		source = append(source, pairOf{key: "ignore", value: ignore})
	}
	if totals := w.totals(d); len(totals) > 0 {
		source = append(source, pairOf{key: "totals", value: totals, notes: []string{w.say("why.totals")}})
	}
	if values := w.values(d, chain, last); len(values) > 0 {
		source = append(source, pairOf{key: "values", value: values})
	}
	if len(gives) == 0 {
		w.todo("nothing", "file", first.name)
		gives = list{{value: flow{{key: "table", value: scalar("commissions")}, {key: "fields", value: flow{}}}}}
	}
	source = append(source, pairOf{key: "gives", value: gives})
	w.questions(d)
	return source, w.facts(d)
}

func (w *writer) fileNames(d *draft) any {
	var names inline
	for _, s := range d.sheets {
		if name := escapeGlob(s.name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return scalar(names[0])
	}
	var all []string
	for _, s := range d.sheets {
		all = append(all, s.name)
	}
	if pattern := glob(all); pattern != "" && !w.others(d, pattern) {
		return scalar(pattern)
	}
	return names
}

// others reports whether a pattern would take files of other sources too.
func (w *writer) others(d *draft, pattern string) bool {
	for _, other := range w.drafts {
		for _, s := range other.sheets {
			if hit, err := path.Match(pattern, s.name); other != d && (hit || err != nil) {
				return true
			}
		}
	}
	return false
}

// escapeGlob keeps the name of a file from being read as a pattern.
func escapeGlob(name string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(name)
}

// head is how the header is found, where it is not the first row.
func (w *writer) head(d *draft) block {
	var head block
	s := d.sheets[0]
	if s.how.Columns {
		head = append(head, pairOf{key: "layout", value: scalar("columns"), notes: []string{w.say("why.crosswise")}})
	}
	if s.grid.keys != nil {
		return head
	}
	rows := w.headerRows(d)
	switch {
	case len(rows) == 0:
		head = append(head, pairOf{key: "header", value: bare("0"), notes: []string{w.say("why.no_header")}})
	case len(rows) > 1:
		head = append(head, pairOf{key: "header", value: bare("[" + strings.Join(rows, ", ") + "]"), notes: []string{w.say("why.two_lines")}})
	case s.header.rows[0] > 0 || s.how.Columns:
		head = append(head, pairOf{key: "header", value: bare(rows[0])})
	}
	if s.header.gap && s.header.first < len(s.grid.numbers) {
		head = append(head, pairOf{key: "first", value: bare(s.grid.row(s.header.first))})
	}
	return head
}

func keysOf(columns []*column) inline {
	var keys inline
	for _, c := range columns {
		keys = append(keys, c.key)
	}
	return keys
}

// totals are the rows that are sums.
func (w *writer) totals(d *draft) list {
	var totals list
	for _, t := range d.totals {
		of, notes := "all", []string(nil)
		if t.rows > len(d.sheets) {
			of, notes = "section", []string{"? " + w.say("why.section")}
		}
		totals = append(totals, entry{flow{{key: "where", value: flow{{key: t.column.key, value: scalar(t.glob)}}}, {key: "of", value: scalar(of)}}, notes})
	}
	return totals
}

// values are the derived values that the ids need.
func (w *writer) values(d *draft, chain []link, last id) block {
	var values block
	ids := make([]id, 0, len(chain)+1)
	for _, l := range chain {
		ids = append(ids, l.id)
	}
	for _, one := range append(ids, last) {
		if one.value == "" || d.keys.own() == nil {
			continue
		}
		from := scalar("{" + one.derive.column.key + "}")
		switch {
		case one.derive.lower:
			values = append(values, pairOf{key: one.value, value: flow{{key: "from", value: from}, {key: "lower", value: bare("true")}}})
		case one.derive.match != "":
			values = append(values, pairOf{key: one.value, value: flow{{key: "from", value: from}, {key: "match", value: scalar(one.derive.match)}}})
			for _, m := range one.derive.more {
				values = append(values, pairOf{key: m.name, value: flow{{key: "from", value: from}, {key: "match", value: scalar(m.match)}}})
			}
		case one.derive.table:
			values = append(values, pairOf{key: one.value, value: block{
				{key: "from", value: from}, {key: "table", value: w.table(d, one), notes: []string{"? " + w.say("why.table")}},
			}})
			w.todo("table", "value", one.value)
		}
	}
	if d.long != nil && d.long.series != nil {
		var table block
		for _, text := range sortedKeys(d.long.series.distinct) {
			// Check withholds such rows until somebody says which is which: a count
			// without legal force must not be taken for one that has it.
			table = append(table, pairOf{key: text, value: scalar("?")})
		}
		values = append(values, pairOf{key: "series", value: block{
			{key: "from", value: scalar("{" + d.long.series.key + "}")}, {key: "table", value: table, notes: []string{"? " + w.say("why.series", "series", strings.Join(seriesKinds, ", "))}},
		}})
		w.todo("series", "file", d.sheets[0].name, "column", d.long.series.key)
	}
	return values
}

// table gives each text of a column an id by its place in the file.
func (w *writer) table(d *draft, one id) block {
	var table block
	seen := make(map[string]bool)
	for _, text := range one.derive.column.all {
		isTotal := slices.ContainsFunc(d.totals, func(t *totalRow) bool { return t.column == one.derive.column && d.v.total(text) != "" })
		if !seen[fold(text)] && !isTotal {
			seen[fold(text)] = true
			table = append(table, pairOf{key: text, value: scalar(one.derive.prefix + "-" + strconv.Itoa(len(table)+1))})
		}
	}
	return table
}

// ignored are the columns that no record takes anything from.
func (w *writer) ignored(d *draft, chain []link) list {
	if len(d.sheets[0].lists) > 0 { // their keys are numbered, and there may be more tomorrow
		return list{{scalar("*"), []string{w.say("why.lists")}}}
	}
	var ignore list
	for _, c := range d.columns {
		if c.used || c.name == "" && c.kind == Empty {
			continue
		}
		var notes []string
		switch {
		case c.kind == Count && d.protocol && d.long == nil:
			notes = append([]string{"? " + w.say("why.count")}, w.reasons(c)...)
		default:
			notes = append([]string{w.say("kind." + string(c.kind))}, w.reasons(c)...)
		}
		ignore = append(ignore, entry{scalar(c.key), notes})
	}
	return ignore
}

// questions tells what is left to ask about a table.
func (w *writer) questions(d *draft) {
	file := d.sheets[0].name
	for _, c := range d.columns {
		if c.kind == Count && !c.used && d.protocol && d.long == nil {
			if c.record {
				w.todo("member", "file", file, "key", c.key)
				continue
			}
			w.todo("column", "file", file, "column", c.key, "letter", c.letter)
		}
	}
	if d.keys.own() == nil {
		w.todo("key", "file", file)
	} else if d.keys.guessed && d.gives {
		w.todo("level", "file", file, "level", d.keys.level)
	}
	if d.keys.twice > 0 {
		w.todo("twice", "file", file, "n", d.keys.twice)
	}
}
