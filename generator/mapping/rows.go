package mapping

import (
	"bytes"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// mapped are the records that the rows of a page give.
type mapped struct {
	page     *page
	give     *give
	programs []program
	other    program
	rows     *sheets.Rows
	leads    bool // says what is wrong with the rows
	ended    bool

	cells  []string
	above  []filling // the columns that are merged down
	worths []worth
	failed int // the derived value that has none in this row; -1 = no
	joined []byte
	before []string // the last joined text of each field
	key    []byte
	last   []byte
	seen   map[string]struct{} // records handed out, where they may be repeated
	routes map[string]route    // of items
	tally  *totals
}

// A filling is the text that empty cells of a column repeat.
type filling struct {
	column int
	text   string
	number bool
	row    int32
	empty  bool // in the current row
}

// stream begins a stream of what one give takes from one sheet.
func (pg *page) stream(g *give, sheet *sheets.Sheet) *Stream {
	m := &mapped{
		page: pg, give: g, programs: pg.fields[g.index], other: pg.other[g.index], rows: sheet.Rows(), leads: !pg.led,
		worths: make([]worth, len(pg.values)), before: make([]string, len(g.fields)+1),
	}
	pg.led = true
	for _, i := range pg.fill {
		m.above = append(m.above, filling{column: i})
	}
	if g.repeated {
		m.seen = make(map[string]struct{})
	}
	if m.leads && slices.ContainsFunc(pg.totals, func(t tally) bool { return t.of != ofNothing }) {
		m.tally = newTotals(pg)
	}
	s := &Stream{
		Table: g.table, File: pg.file, Mapped: true, Repeated: g.repeated, Completes: g.completes, Absent: g.absent, Dates: sheet.Dates,
		records: m, texts: make([]string, len(g.fields)), constants: make(map[int]string),
	}
	for i := range g.fields {
		s.Columns = append(s.Columns, g.fields[i].column)
		if text, always := g.fields[i].from.constantText(); always && i != g.item {
			s.constants[i] = text
		}
	}
	return s
}

func (m *mapped) next(s *Stream) bool {
	for m.rows.Next() {
		if m.rows.Row() < m.page.first {
			continue
		}
		m.cells = m.rows.Cells()
		if fault := m.fault(); fault != nil {
			if m.spoilt(s) {
				s.fault = fault
				return true
			}
			continue
		}
		if m.leads {
			m.meet()
		}
		if m.isSum() || m.holds(m.page.only) == unlike {
			continue
		}
		if cells, columns := m.long(); cells > columns {
			if m.spoilt(s) {
				s.cells, s.width = cells, columns
				return true
			}
			continue
		}
		m.tally.add(m)
		if m.read(s) {
			return true
		}
	}
	if m.rows.Err() == nil {
		m.tally.close(m)
		if m.leads && !m.ended {
			m.ended = true
			m.page.export.led()
		}
	}
	return false
}

// fault is why the current row cannot be taken; nil where it can. A short row
// at the end of a file without a line end was cut off, and maybe so was its last
// number.
func (m *mapped) fault() *sheets.Fault {
	if fault := m.rows.Fault(); fault != nil {
		return fault
	}
	if m.rows.Last() && len(m.cells) < len(m.page.header.names) {
		return &sheets.Fault{Problem: finding.CutOff, Column: -1}
	}
	return nil
}

// long compares a row that is longer than its header with the header: how many
// cells and columns there are. A column that the source names by letter is one.
func (m *mapped) long() (cells, columns int) {
	columns = len(m.page.header.names)
	if columns > 0 {
		columns = max(columns, m.page.beyond)
	}
	if columns == 0 || m.page.crosswise || len(m.cells) <= columns ||
		!slices.ContainsFunc(m.cells[columns:], func(text string) bool { return strings.TrimSpace(text) != "" }) {
		return 0, 0
	}
	return len(m.cells), columns
}

// spoilt makes a row that cannot be taken known by what names its record, as
// far as that can be read. It reports whether this stream is the one to say so.
func (m *mapped) spoilt(s *Stream) bool {
	if !m.leads {
		return false
	}
	m.tally.spoil()
	m.failed = -1
	for i := range m.programs {
		s.texts[i] = ""
		if !m.give.fields[i].count {
			s.texts[i] = m.eval(m.programs[i], i)
		}
	}
	return true
}

// isSum reports whether the current row is a sum, and fills what is merged down
// otherwise.
func (m *mapped) isSum() bool {
	for i := range m.above {
		f := &m.above[i]
		f.empty = f.column >= len(m.cells) || m.page.blank(strings.TrimSpace(m.cells[f.column])) == ""
	}
	// "TOTAL" and "Total" may be two kinds of sums, each as it is written.
	of, how := "", unlike
	for i := range m.page.totals {
		t := &m.page.totals[i]
		if how == verbatim && (t.met || !m.leads) {
			continue
		}
		is := m.holds(t.where)
		t.met = t.met || is != unlike
		if is > how {
			of, how = t.of, is
		}
	}
	if how != unlike {
		m.tally.row(m, of)
		return true
	}
	for i := range m.above {
		if f := &m.above[i]; !f.empty {
			f.text, f.row, f.number = strings.Clone(strings.TrimSpace(m.cells[f.column])), m.rows.Row(), m.rows.Number(f.column)
		}
	}
	return false
}

// holds reports whether, and how, the current row has what all tests ask for.
func (m *mapped) holds(tests []test) likeness {
	how := verbatim
	for i := range tests {
		if how = min(how, tests[i].holds(m.cell(tests[i].index))); how == unlike {
			return unlike
		}
	}
	return how
}

// cell is the text of a column in the current row.
func (m *mapped) cell(i int) string {
	if f := m.filling(i); f != nil {
		return f.text
	}
	if i < 0 || i >= len(m.cells) {
		return ""
	}
	return m.page.blank(strings.TrimSpace(m.cells[i]))
}

// filling is what an empty cell repeats; nil where it does not.
func (m *mapped) filling(i int) *filling {
	for j := range m.above {
		if m.above[j].column == i && m.above[j].empty {
			return &m.above[j]
		}
	}
	return nil
}

// read makes the record of the current row. It reports false where there is
// none to hand out.
func (m *mapped) read(s *Stream) bool {
	m.failed = -1
	g := m.give
	holds := g.item >= 0 // a row with no count at all is a protocol that has not come, and none of zeros
	for i := range m.programs {
		text := m.eval(m.programs[i], i)
		if g.fields[i].count {
			text = m.ungrouped(text, m.programs[i])
			holds = holds || text != ""
		}
		s.texts[i] = text
	}
	for i := range s.texts {
		if holds && s.texts[i] == "" && g.fields[i].zero {
			s.texts[i] = "0"
		}
	}
	sent := g.item < 0 || !g.routed || m.route(s)
	switch {
	case m.failed >= 0:
		if m.first(fault{row: m.rows.Row(), value: m.failed}) {
			m.report(s, m.valueless())
		}
		return false
	case !sent:
		return false
	}
	return m.seen == nil || m.fresh(s.texts)
}

// route sends the count of a row to where its item says. It reports false where
// the row is left out.
func (m *mapped) route(s *Stream) bool {
	i := m.give.item
	item := s.texts[i]
	to, listed := m.routeOf(item)
	switch {
	case m.failed >= 0:
		return true
	case listed && to == "":
		return false
	case listed:
		s.texts[i] = to
		return true
	case m.other != nil:
		if text := m.eval(m.other, len(m.programs)); text != "" || m.failed >= 0 {
			s.texts[i] = text
			return true
		}
	}
	if m.first(fault{row: m.rows.Row(), value: -1, item: item}) {
		m.report(s, finding.Finding{Code: finding.UnknownItem, At: m.at(i)}.With("item", quoted(item)))
	}
	return false
}

// routeOf is where an item belongs: the same few stand in row after row.
func (m *mapped) routeOf(item string) (to string, listed bool) {
	if r, known := m.routes[item]; known {
		return r.to, r.listed
	}
	if len(m.routes) >= mostKept || m.routes == nil {
		m.routes = make(map[string]route)
	}
	to, listed = m.give.route(item)
	m.routes[strings.Clone(item)] = route{to, listed}
	return to, listed
}

// A route is where an item belongs, if it is listed.
type route struct {
	to     string
	listed bool
}

// fresh reports whether a record was not handed out before.
func (m *mapped) fresh(texts []string) bool {
	m.key = m.key[:0]
	for _, text := range texts {
		m.key = append(append(m.key, text...), 0)
	}
	if bytes.Equal(m.key, m.last) {
		return false
	}
	m.last = append(m.last[:0], m.key...)
	if _, again := m.seen[string(m.key)]; again {
		return false
	}
	m.seen[string(m.key)] = struct{}{}
	return true
}

// eval is the text of a program in the current row: empty where one of its
// columns is. Only a text that several pieces make is made anew.
func (m *mapped) eval(p program, at int) string {
	if len(p) == 1 {
		return m.piece(&p[0])
	}
	m.joined = m.joined[:0]
	for i := range p {
		text := m.piece(&p[i])
		if text == "" && p[i].kind != constant {
			return ""
		}
		m.joined = append(m.joined, text...)
	}
	text := bytes.TrimSpace(m.joined)
	if string(text) != m.before[at] {
		m.before[at] = string(text)
	}
	return m.before[at]
}

func (m *mapped) piece(s *slot) string {
	switch s.kind {
	case lettered:
		return m.cell(s.index)
	case derived:
		return m.worth(s.index)
	}
	return s.text
}

// worth is a derived value in the current row.
func (m *mapped) worth(i int) string {
	w := &m.worths[i]
	if w.row != m.rows.Row() {
		w.row = m.rows.Row()
		w.of(&m.page.export.values[i], m.join(m.page.values[i]))
	}
	if !w.ok {
		m.failed = i
		return ""
	}
	return w.text
}

// join is the text that a value is derived from. It may be made of other values,
// so it has its own memory.
func (m *mapped) join(p program) string {
	if len(p) == 1 {
		return m.piece(&p[0])
	}
	var b strings.Builder
	for i := range p {
		text := m.piece(&p[i])
		if text == "" && p[i].kind != constant {
			return ""
		}
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

// first reports whether no stream of the page has told of a fault yet.
func (m *mapped) first(f fault) bool {
	if m.page.told[f] {
		return false
	}
	f.item = strings.Clone(f.item)
	m.page.told[f] = true
	return true
}

// valueless is the finding of a derived value that the current row has not.
func (m *mapped) valueless() finding.Finding {
	x := m.page.export
	v := &x.values[m.failed]
	text, step := v.failing(m.worths[m.failed].from)
	f := finding.Finding{
		Code: finding.Underived, At: m.programAt(m.page.values[m.failed]), Also: []source.Cell{x.plan.at(x.path("values", v.name, step)...)},
	}.With("value", quoted(text)).With("name", quoted(v.name))
	if step == "match" {
		return f.With("match", v.match.String())
	}
	return f.With("known", v.known)
}

// report reports a record that the current row would have given, under the name
// that it would have had, as far as that is known.
func (m *mapped) report(s *Stream, f finding.Finding) {
	var words []string
	for _, column := range recordKeys[m.give.table] {
		if i := slices.Index(s.Columns, column); i >= 0 && s.texts[i] != "" {
			words = append(words, s.texts[i])
		}
	}
	text := func(column string) string {
		if i := slices.Index(s.Columns, column); i >= 0 {
			return quoted(s.texts[i])
		}
		return ""
	}
	f.Record, f.Contest, f.Commission = quoted(strings.Join(words, " ")), text("contest"), text("commission")
	if m.give.table == "commissions" {
		f.Commission = text("id")
	}
	m.page.export.plan.out(f)
}

// recordKeys are the columns that name a record, by table.
var recordKeys = map[string][]string{
	protocols: completing, "commissions": {"id"}, "selections": {"id"}, "decisions": {"id"}, "complaints": {"id"},
	"participation": {"commission", "contest", "group"}, "turnout": {"commission", "contest", "at", "origin"},
	"events": {"commission", "step", "at"}, "documents": {"commission", "contest", "part", "series", "kind", "version", "page"},
	"regions": {"commission", "contest", "kind", "version", "page", "item"},
}

func (m *mapped) at(i int) source.Cell {
	if i < 0 || i >= len(m.programs) {
		return m.place()
	}
	if len(m.programs[i]) == 0 {
		return m.page.export.plan.at(m.give.fields[i].from.path...)
	}
	return m.programAt(m.programs[i])
}

// programAt is where the first text of a program was read.
func (m *mapped) programAt(p program) source.Cell {
	for i := range p {
		switch s := &p[i]; s.kind {
		case lettered:
			if f := m.filling(s.index); f != nil && f.row > 0 {
				c := m.rows.At(s.index)
				if m.page.crosswise {
					c.Column = f.row
				} else {
					c.Row = f.row
				}
				return c
			}
			return m.rows.At(s.index)
		case derived:
			return m.programAt(m.page.values[s.index])
		case fixed:
			return s.at
		}
	}
	if len(p) > 0 {
		return p[0].at
	}
	return m.place()
}

func (m *mapped) cellAt(i int) source.Cell { return m.rows.At(i) }

// columnAt is the line of election.yaml that names the field: what is wrong with
// the name is wrong there.
func (m *mapped) columnAt(i int) source.Cell {
	return m.page.export.plan.at(m.give.fields[i].from.path...)
}

// headerAt is where election.yaml says what each row gives.
func (m *mapped) headerAt() source.Cell {
	return m.page.export.plan.at(m.page.export.path("gives", m.give.index)...)
}
func (m *mapped) place() source.Cell { return m.rows.At(-1) }
func (m *mapped) err() error         { return m.rows.Err() }
