package proposal

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// A Say words a text of the catalogues, by its key beneath cli.map.
type Say func(key string, pairs ...any) string

// A writer puts a proposal into words.
type writer struct {
	*Proposal
	say    Say
	finish []string // what a person has to do, in order
	chosen map[string]*selection
	order  []*selection
}

// A selection is a line of the ballot.
type selection struct {
	id       string
	position int
	kind     string
	ky, ru   string // as printed, where nobody says it in both languages
}

// Write writes the proposal as YAML with its reasons as comments, and says what
// a person has to finish.
func (p *Proposal) Write(say Say) (text string, finish []string) {
	w := &writer{Proposal: p, say: say, chosen: make(map[string]*selection)}
	for _, d := range p.drafts {
		w.choose(d)
	}
	var sources, others list
	for _, d := range p.drafts {
		if d.same != nil {
			w.todo("same", "file", d.sheets[0].name, "other", d.same.sheets[0].name)
			continue
		}
		if d.unread {
			w.todo("list", "file", d.sheets[0].name, "path", d.sheets[0].how.Path)
			continue
		}
		if !d.useful() && slices.ContainsFunc(p.drafts, (*draft).useful) {
			w.todo(map[bool]string{true: "ballot", false: "left_out"}[d.ballot], "file", d.sheets[0].base())
			continue
		}
		source, notes := w.source(d)
		if !d.useful() {
			others = append(others, entry{source, notes})
			continue
		}
		sources = append(sources, entry{source, notes})
	}
	var b strings.Builder
	comments(&b, "", []string{say("head"), say("head_questions")})
	if forms := w.forms(); len(forms) > 0 {
		b.WriteString("\n")
		write(&b, "", pairOf{key: "forms", value: forms, notes: []string{say("forms")}})
	}
	if tables := w.tables(); len(tables) > 0 {
		b.WriteString("\n")
		write(&b, "", pairOf{key: "tables", value: tables, notes: []string{say("tables")}})
	}
	b.WriteString("\n")
	if len(sources) > 0 {
		write(&b, "", pairOf{key: "sources", value: sources})
	} else {
		// A source that gives nothing would stop the publication.
		var open strings.Builder
		write(&open, "", pairOf{key: "sources", value: others})
		comments(&b, "", []string{"? " + say("why.nothing")})
		for line := range strings.Lines(open.String()) {
			b.WriteString(strings.TrimRight("# "+line, "\n") + "\n")
		}
	}
	w.settle()
	return b.String(), w.finish
}

// useful reports whether a table gives anything.
func (d *draft) useful() bool { return d.gives || d.protocol }

// todo notes what a person has to do, once.
func (w *writer) todo(key string, pairs ...any) {
	if text := w.say("finish."+key, pairs...); !slices.Contains(w.finish, text) {
		w.finish = append(w.finish, text)
	}
}

// reasons words the reasons of a column; a question begins with its mark.
func (w *writer) reasons(c *column) []string {
	var words []string
	for _, r := range c.why {
		words = append(words, w.say("why."+r.Key, r.Pairs...))
	}
	if c.doubt != nil {
		words = append(words, "? "+w.say("why."+c.doubt.Key, c.doubt.Pairs...))
	}
	return words
}

// levels are those that the sources name, the coarsest first.
func (w *writer) levels() []string {
	levels := []string{"central"}
	for _, place := range w.v.Places {
		for _, d := range w.drafts {
			if d.gives && (d.keys.level == place.Level || slices.ContainsFunc(w.chain(d), func(l link) bool { return l.level == place.Level })) {
				levels = append(levels, place.Level)
				break
			}
		}
	}
	return levels
}

// level is that of the commissions whose protocols are counted.
func (w *writer) level() string {
	for _, d := range w.drafts {
		if d.protocol && len(d.keys.columns) > 0 {
			return d.keys.level
		}
	}
	return finest(w.v)
}

// partsOf are the parts that any table names.
func (w *writer) partsOf() []string {
	var parts []string
	for _, d := range w.drafts {
		for _, part := range append(slices.Clone(d.parts), d.part) {
			if part != "" && d.protocol && !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// forms is the skeleton of the forms: a form for each part, if there are any.
func (w *writer) forms() list {
	lines := w.lineOrder()
	if len(lines) == 0 {
		return nil
	}
	parts := w.partsOf()
	if len(parts) == 0 {
		parts = []string{""}
	}
	var forms list
	told := make(map[*line]bool)
	for _, part := range parts {
		form := block{{key: "id", value: scalar("protocol")}, {key: "levels", value: inline{w.level()}}}
		if part != "" {
			form = block{{key: "id", value: scalar(part)}, {key: "levels", value: inline{w.level()}}, {key: "parts", value: inline{part}}}
		}
		var rows list
		roles := make(map[string]bool)
		for _, l := range lines {
			if part != "" && !w.has(l, part) {
				continue
			}
			row := flow{{key: "code", value: scalar(l.Code)}}
			if !told[l] {
				row = append(row, pairOf{key: "name", value: flow{{key: "ky", value: scalar(l.Name["ky"])}, {key: "ru", value: scalar(l.Name["ru"])}}})
				if l.Role != "" && !roles[l.Role] {
					row = append(row, pairOf{key: "role", value: scalar(l.Role)})
					roles[l.Role] = true
				}
			}
			told[l] = true
			rows = append(rows, entry{value: row})
		}
		if len(rows) > 0 {
			forms = append(forms, entry{value: append(form, pairOf{key: "lines", value: rows})})
		}
	}
	return forms
}

// has reports whether any table gives a line for a part.
func (w *writer) has(l *line, part string) bool {
	for _, d := range w.drafts {
		for _, one := range d.lines {
			if one.line == l && (one.part == part || one.part == "" && (d.part == part || d.part == "")) {
				return true
			}
		}
		if d.long != nil && (d.part == part || d.part == "") && slices.ContainsFunc(d.long.routes, func(r route) bool { return r.line == l }) {
			return true
		}
	}
	return false
}

// tables are the rows that no file gives: the top, and the ballot.
func (w *writer) tables() block {
	var tables block
	if slices.ContainsFunc(w.drafts, func(d *draft) bool { return d.gives }) {
		tables = append(tables, pairOf{key: "commissions", value: list{{value: flow{
			{key: "id", value: scalar("cec")}, {key: "level", value: scalar("central")},
			{key: "name_ky", value: scalar(w.v.Names["central"]["ky"])}, {key: "name_ru", value: scalar(w.v.Names["central"]["ru"])},
		}}}})
	}
	var rows list
	for _, s := range w.order {
		rows = append(rows, entry{flow{
			{key: "contest", value: scalar(contest)}, {key: "id", value: scalar(s.id)}, {key: "position", value: scalar(strconv.Itoa(s.position))},
			{key: "kind", value: scalar(s.kind)}, {key: "name_ky", value: scalar(s.ky)}, {key: "name_ru", value: scalar(s.ru)},
		}, nil})
	}
	if len(rows) > 0 {
		tables = append(tables, pairOf{key: "selections", value: rows, notes: []string{"? " + w.say("selections")}})
	}
	return tables
}

// contest is the id that stands for the contest until a person names it.
const contest = "contest"

// choose names the selections of a table. Their ids are the headers where these
// are ids, else numbers: nothing is transliterated.
func (w *writer) choose(d *draft) {
	for i, c := range d.votes {
		w.selectionOf(c.short(), c.against, i+1)
	}
	if d.long == nil {
		return
	}
	n := 0
	for _, r := range d.long.routes {
		if r.vote {
			n++
			w.selectionOf(r.item, r.none, n)
		}
	}
}

func (w *writer) selectionOf(name string, against bool, place int) *selection {
	key := fold(name)
	if against {
		key = "against-all"
	}
	if s := w.chosen[key]; s != nil {
		return s
	}
	s := &selection{position: place, kind: "candidate", ky: name, ru: name}
	if best(w.v.Parties, words(name), false) > 0 {
		s.kind = "list"
	}
	id := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	match := leading.FindStringSubmatch(name)
	switch {
	case against:
		s.id, s.kind = "against-all", "against_all"
		s.ky, s.ru = w.v.Names["against_all"]["ky"], w.v.Names["against_all"]["ru"]
	case match != nil:
		s.id, s.ky, s.ru = "s-"+match[1], match[2], match[2]
		if n, err := strconv.Atoi(match[1]); err == nil && n > 0 && n < 10_000 {
			s.position = n
		}
	case digits.MatchString(name):
		s.id = "s-" + name
		if n, err := strconv.Atoi(name); err == nil && n > 0 && n < 10_000 {
			s.position = n
		}
	case plain.MatchString(id) && upper.MatchString(strings.ReplaceAll(name, "_", "-")):
		s.id = id
	default:
		s.id = "s-" + strconv.Itoa(place)
	}
	for taken := func() bool { return slices.ContainsFunc(w.order, func(o *selection) bool { return o.id == s.id }) }; taken(); {
		s.id += "-" + strconv.Itoa(len(w.order)+1)
	}
	w.chosen[key] = s
	w.order = append(w.order, s)
	return s
}

// A Source is what was found out about files that are alike, for machines.
type Source struct {
	Files     []string `json:"files"`
	Encoding  string   `json:"encoding,omitempty"`
	Delimiter string   `json:"delimiter,omitempty"`
	Sheet     string   `json:"sheet,omitempty"`
	Path      string   `json:"path,omitempty"`
	Layout    string   `json:"layout"` // rows or columns
	Long      bool     `json:"long"`
	Header    []string `json:"header,omitempty"` // rows, or columns where these have changed places
	Rows      int      `json:"rows"`
	Columns   []Column `json:"columns"`
}

// A Column is what was guessed of one column.
type Column struct {
	Letter string   `json:"letter,omitempty"`
	Name   string   `json:"name,omitempty"`
	Kind   Kind     `json:"kind"`
	Line   string   `json:"line,omitempty"` // of a protocol
	Vote   bool     `json:"vote,omitempty"`
	Used   bool     `json:"used"`
	Why    []string `json:"why,omitempty"`
}

// Sources are the facts beside the proposal, once it is written.
func (p *Proposal) Sources(say Say) []Source {
	w := &writer{Proposal: p, say: say}
	sources := make([]Source, 0, len(p.drafts))
	for _, d := range p.drafts {
		first := d.sheets[0]
		s := Source{Encoding: first.sheet.Encoding, Sheet: first.sheet.File.Sheet, Path: first.how.Path, Layout: "rows", Long: d.long != nil, Header: w.headerRows(d)}
		if first.sheet.Delimiter != 0 {
			s.Delimiter = showDelimiter(first.sheet.Delimiter)
		}
		if first.how.Columns {
			s.Layout = "columns"
		}
		for _, sheet := range d.sheets {
			s.Files = append(s.Files, sheet.name)
			s.Rows += sheet.rows
		}
		for _, c := range d.columns {
			column := Column{Name: c.name, Kind: c.kind, Vote: c.vote, Used: c.used, Why: w.reasons(c)}
			if first.grid.keys == nil {
				column.Letter = c.letter
			}
			if c.line != nil {
				column.Line = c.line.Code
			}
			s.Columns = append(s.Columns, column)
		}
		sources = append(sources, s)
	}
	return sources
}

// facts are what the comment above a source says of its files.
func (w *writer) facts(d *draft) []string {
	first := d.sheets[0]
	rows, faults := 0, 0
	for _, s := range d.sheets {
		rows += s.rows
		faults += s.faults
	}
	var notes []string
	var how []string
	if first.sheet.Encoding != "" {
		how = append(how, w.say("encoding", "encoding", first.sheet.Encoding))
	}
	if first.sheet.Delimiter != 0 {
		how = append(how, w.say("delimiter", "delimiter", showDelimiter(first.sheet.Delimiter)))
	}
	if first.sheet.File.Sheet != "" {
		how = append(how, w.say("sheet", "sheet", first.sheet.File.Sheet))
	}
	how = append(how, w.say("rows", "rows", rows, "columns", len(d.columns)))
	switch {
	case first.grid.keys != nil:
	case len(first.header.rows) == 0:
		how = append(how, w.say("no_header"))
	default:
		how = append(how, w.say("header", "rows", strings.Join(w.headerRows(d), ", ")))
	}
	if first.how.Columns {
		how = append(how, w.say("crosswise"))
	}
	if d.long != nil {
		how = append(how, w.say("long"))
	}
	name := first.name
	if len(d.sheets) > 1 {
		name = w.say("files", "first", first.name, "n", len(d.sheets))
	}
	notes = append(notes, name+": "+strings.Join(how, ", "))
	if faults > 0 {
		notes = append(notes, w.say("faults", "n", faults))
	}
	return notes
}

func (w *writer) headerRows(d *draft) []string {
	var rows []string
	for _, row := range d.sheets[0].header.rows {
		rows = append(rows, d.sheets[0].grid.row(row))
	}
	return rows
}

func showDelimiter(r rune) string {
	if r == '\t' {
		return "tab"
	}
	return string(r)
}

// settle says what is to be done with the whole.
func (w *writer) settle() {
	if slices.ContainsFunc(w.drafts, func(d *draft) bool {
		return strings.Contains(d.sheets[0].name, "/") && !inArchive(path.Dir(d.sheets[0].name))
	}) {
		w.todo("folder", "folder", shown(w.folder))
	}
	w.todo("levels", "levels", strings.Join(w.levels(), ", "))
	if slices.ContainsFunc(w.drafts, func(d *draft) bool { return d.protocol }) {
		w.todo("contest", "contest", contest)
		if parts := w.partsOf(); len(parts) > 0 {
			w.todo("parts", "parts", strings.Join(parts, ", "))
		}
		var missing []string
		has := make(map[string]bool)
		for _, l := range w.lineOrder() {
			has[l.Code] = true
		}
		for _, code := range []string{"voters_listed", "ballots_received", "ballots_valid", "ballots_invalid"} {
			if !has[code] {
				missing = append(missing, code)
			}
		}
		if len(missing) > 0 {
			w.todo("missing", "lines", strings.Join(missing, ", "))
		}
	}
	if len(w.order) > 0 {
		w.todo("selections", "n", len(w.order))
	}
	w.todo("check")
}
