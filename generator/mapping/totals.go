package mapping

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// totals add up the counts of a sheet, to compare them with what its totals rows
// say. A nil *totals adds up nothing.
type totals struct {
	all, section []figure // by the columns of counts
	printed      []printed
}

// A figure is a sum. It is not whole where a cell was empty or no count.
type figure struct {
	sum   int64
	whole bool
}

// printed is what a totals row says of all rows, which may come after it.
type printed struct {
	column int // of page.counts
	text   string
	number bool
	at     source.Cell
}

func newTotals(pg *page) *totals {
	return &totals{all: begin(len(pg.counts)), section: begin(len(pg.counts))}
}

// begin are sums of nothing.
func begin(n int) []figure {
	figures := make([]figure, n)
	for i := range figures {
		figures[i].whole = true
	}
	return figures
}

// add adds the current row.
func (t *totals) add(m *mapped) {
	if t == nil {
		return
	}
	for i, column := range m.page.counts {
		n, ok := m.number(column)
		for _, f := range []*figure{&t.all[i], &t.section[i]} {
			f.sum += n
			f.whole = f.whole && ok
		}
	}
}

// spoil leaves out a row that cannot be read.
func (t *totals) spoil() {
	if t == nil {
		return
	}
	for i := range t.all {
		t.all[i].whole, t.section[i].whole = false, false
	}
}

// row takes a totals row.
func (t *totals) row(m *mapped, of string) {
	if t == nil || of == ofNothing {
		return
	}
	for i, column := range m.page.counts {
		p := printed{column: i, text: m.cell(column), number: m.isNumber(column), at: m.rows.At(column)}
		switch {
		case p.text == "":
		case of == ofSection:
			t.compare(m, p, t.section[i])
		default:
			p.text = strings.Clone(p.text)
			t.printed = append(t.printed, p)
		}
	}
	if of == ofSection {
		t.section = begin(len(t.all))
	}
}

// close compares what is said of all rows.
func (t *totals) close(m *mapped) {
	if t == nil {
		return
	}
	for _, p := range t.printed {
		t.compare(m, p, t.all[p.column])
	}
	t.printed = nil
}

// compare reports a total that is not the sum of its rows. Where a row says
// nothing, the total may be more than the sum, and is never less.
func (t *totals) compare(m *mapped, p printed, f figure) {
	n, ok := m.count(p.text, p.number)
	if ok && (n == f.sum || !f.whole && n > f.sum) {
		return
	}
	name := letter(m.page.counts[p.column], m.page.crosswise)
	if i := m.page.counts[p.column]; i < len(m.page.header.names) && m.page.header.names[i] != "" {
		name = m.page.header.names[i]
	}
	m.page.export.plan.report(finding.Finding{Code: finding.TotalsRow, At: p.at}.
		With("column", quoted(name)).With("printed", quoted(p.text)).With("sum", f.sum))
}

// number is the count in a column of the current row.
func (m *mapped) number(column int) (int64, bool) {
	return m.count(m.cell(column), m.isNumber(column))
}

// count is what a text says, or a number: that has no groups.
func (m *mapped) count(text string, number bool) (int64, bool) {
	if !number {
		text = ungrouped(text, m.page.export.separator)
	}
	return parseCount(text)
}

// ungrouped is the text of a program without its groups, where it is no number.
func (m *mapped) ungrouped(text string, p program) string {
	if len(p) == 1 && p[0].kind == lettered && m.isNumber(p[0].index) {
		return text
	}
	return ungrouped(text, m.page.export.separator)
}

// isNumber reports whether the cell of a column is a number in the current row.
func (m *mapped) isNumber(i int) bool {
	if f := m.filling(i); f != nil {
		return f.number
	}
	return m.rows.Number(i)
}

// parseCount reads a whole number written in digits alone.
func parseCount(text string) (int64, bool) {
	if text == "" || strings.TrimLeft(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 48) // so that no sum of a sheet is too big
	if err != nil {
		return 0, false
	}
	return n, true
}

// ungrouped takes out what stands between groups of digits, where it does so as
// it should: one to three digits, then always three. Other texts stay as they
// are.
func ungrouped(text, separator string) string {
	if separator == "" || !strings.ContainsAny(text, separator) {
		return text
	}
	digits := make([]byte, 0, len(text))
	group, groups := 0, 0
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case c >= '0' && c <= '9':
			group++
			digits = append(digits, byte(c))
		case strings.ContainsRune(separator, c) && (groups == 0 && group >= 1 && group <= 3 || group == 3):
			group, groups = 0, groups+1
		default:
			return text
		}
	}
	if group != 3 {
		return text
	}
	return string(digits)
}
