package proposal

import (
	"slices"
	"strings"

	"achyk/generator/wording"
)

// A draft is one source in the making: sheets that are alike, and what is
// guessed of their columns.
type draft struct {
	v       *vocabulary
	sheets  []*sample // alike in everything but their rows
	columns []*column
	rows    int // sampled
	habits  habits
	blank   []string // as written
	fill    []*column
	totals  []*totalRow
	long    *long

	protocol bool // its rows are counts of protocols
	keys     keys
	parts    []string // of the contest, where columns name them
	part     string   // that the file's name says
	ballot   bool     // it lists the selections, and a person says how
	gives    bool     // it gives the commissions themselves
	joins    bool     // its counts complete the protocols of another one
	unread   bool     // lists in the records of another draft, and nobody can tell what of
	same     *draft   // says no more than that one, of the same commissions
	failed   error    // while all rows were read

	lines []lineColumn // of wide tables
	votes []*column
}

// A lineColumn is the column of a line, and of which part.
type lineColumn struct {
	*column
	part string
}

// A totalRow is what rows of sums have in a column.
type totalRow struct {
	column *column
	glob   string
	rows   int
}

// newDraft reads the columns of sheets that are alike.
func newDraft(v *vocabulary, sheets []*sample) *draft {
	d := &draft{v: v, sheets: sheets}
	first := sheets[0]
	names := first.grid.names(first.header)
	cells := make([][]string, len(names))
	for _, s := range sheets {
		for _, row := range s.grid.rows[s.header.first:] {
			for i := range cells {
				text := ""
				if i < len(row) {
					text = strings.Join(strings.Fields(row[i]), " ")
				}
				cells[i] = append(cells[i], text)
			}
			d.rows++
		}
	}
	folded := make(map[string]int)
	for _, name := range names {
		folded[wording.Fold(name)]++
	}
	for i, name := range names {
		if first.inList(name) {
			continue
		}
		c := &column{index: i, letter: first.grid.letter(i), name: name, key: name, words: words(name), record: first.grid.keys != nil}
		if name == "" || folded[wording.Fold(name)] > 1 || strings.ContainsAny(name, "{}") || strings.HasPrefix(name, ":") || !everywhere(sheets, i, name) {
			c.key = ":" + c.letter
		}
		c.mean = v.meaning(c.words)
		if first.how.Columns && (c.mean.field == "item" || c.mean.field == "value") {
			c.mean = meaning{} // it names the column of names, not what this one holds
		}
		c.take(cells[i])
		d.columns = append(d.columns, c)
	}
	d.dropTotals()
	d.fillDown()
	d.habits.thousands = separator(d.columns)
	d.habits.blank = v.Blank
	for _, c := range d.columns {
		c.look(d.habits)
		if c.kind != Count {
			continue
		}
		for _, text := range sortedKeys(c.distinct) {
			if slices.Contains(v.Blank, wording.Alike(text)) && !slices.Contains(d.blank, text) {
				d.blank = append(d.blank, text)
			}
		}
	}
	for _, s := range sheets {
		if d.part == "" {
			d.part = v.part(words(s.base()))
		}
	}
	return d
}

// everywhere reports whether a column has the same name in all sheets: what
// stands there on one protocol may be its number.
func everywhere(sheets []*sample, column int, name string) bool {
	return !slices.ContainsFunc(sheets, func(s *sample) bool {
		if !s.form() {
			return false
		}
		names := s.grid.names(s.header)
		return column >= len(names) || names[column] != name
	})
}

// dropTotals finds rows that are sums of others by what their first text says,
// and leaves them out of everything else.
func (d *draft) dropTotals() {
	drop := make([]bool, d.rows)
	for i := range d.rows {
		for _, c := range d.columns {
			if c.texts[i] == "" {
				continue
			}
			if glob := d.v.total(c.texts[i]); glob != "" {
				drop[i] = true
				n := slices.IndexFunc(d.totals, func(t *totalRow) bool { return t.column == c && t.glob == glob })
				if n < 0 {
					n = len(d.totals)
					d.totals = append(d.totals, &totalRow{column: c, glob: glob})
				}
				d.totals[n].rows++
			}
			if !figure(c.texts[i]) {
				break // only the first text of a row says what the row is
			}
		}
	}
	if len(d.totals) == 0 {
		return
	}
	for _, c := range d.columns {
		var kept []string
		for i, text := range c.texts {
			if !drop[i] {
				kept = append(kept, text)
			}
		}
		c.take(kept)
	}
	d.rows = len(d.columns[0].texts)
}

// fillDown finds names that stand once for several rows beneath: merged cells.
func (d *draft) fillDown() {
	for _, c := range d.columns {
		if c.mean.place == "" || d.rows == 0 || c.filled == 0 || 2*c.filled > d.rows || c.texts[0] == "" {
			continue
		}
		d.fill = append(d.fill, c)
		filled := slices.Clone(c.texts)
		for i := range filled {
			if filled[i] == "" {
				filled[i] = filled[i-1]
			}
		}
		c.take(filled)
	}
}

// guess works out what each column is.
func (d *draft) guess() {
	for _, c := range d.columns {
		if c.kind == Count && c.mean.place == "" && numbersRows(c) && !c.generic() {
			c.why = append(c.why, because("numbers_rows"))
			c.kind = Number
		}
	}
	if d.findLong() {
		d.protocol = true
		return
	}
	d.findKeys()
	counts := d.counted()
	d.byName(counts)
	d.byArithmetic(counts)
	for _, c := range counts {
		if c.line != nil {
			d.lines = append(d.lines, lineColumn{column: c})
			c.used = true
		}
		if c.vote {
			d.votes = append(d.votes, c)
			c.used = true
		}
	}
	d.protocol = len(d.lines) > 0 || len(d.votes) > 0
	d.findParts()
}

// numbersRows reports whether a column counts the rows: 1, 2, 3, …
func numbersRows(c *column) bool {
	for i, n := range c.counts {
		if n != c.counts[0]+int64(i) {
			return false
		}
	}
	return len(c.counts) > 2 && c.counts[0] <= 1
}

// generic reports whether a column is named a code and no more.
func (c *column) generic() bool {
	return c.mean.way == "code" && c.mean.field == "" && c.mean.place == ""
}

// counted are the columns of counts that name nothing.
func (d *draft) counted() []*column {
	var counts []*column
	for _, c := range d.columns {
		if c.kind == Count && c.mean.place == "" && !c.generic() && !c.used && c.mean.field != "latitude" && c.mean.field != "longitude" {
			counts = append(counts, c)
		}
	}
	return counts
}

// byName gives counts the lines that their headers name. Where two columns name
// the same one, and no part tells them apart, it is a question which is meant.
func (d *draft) byName(counts []*column) {
	taken := make(map[string]*column)
	for _, c := range counts {
		l := d.v.line(c.words)
		if l == nil {
			if best(d.v.AgainstAll, c.words, false) > 0 {
				c.vote, c.against = true, true
				c.why = append(c.why, because("by_name"))
			}
			continue
		}
		key := l.Code + " " + d.v.part(c.words)
		if other := taken[key]; other != nil {
			doubt := because("named_like", "line", l.Code, "column", other.show())
			c.doubt = &doubt
			continue
		}
		taken[key] = c
		c.line = l
		c.why = append(c.why, because("by_name"))
	}
}

// show is how a reason names a column: by its line, else by its letter.
func (c *column) show() string {
	if c.line != nil {
		return c.line.Code
	}
	return c.place()
}

// place is how a reason points to a column: by its letter; records of JSON have
// none.
func (c *column) place() string {
	if c.record {
		return c.key
	}
	return ":" + c.letter
}

// findParts tells lines of several parts apart, as paper and machines.
func (d *draft) findParts() {
	by := make(map[string]int)
	for _, l := range d.lines {
		if part := d.v.part(l.words); part != "" {
			by[part]++
		}
	}
	if len(by) < 2 {
		return
	}
	d.parts = sortedKeys(by)
	slices.SortStableFunc(d.parts, func(a, b string) int { return by[b] - by[a] })
	for i := range d.lines {
		l := &d.lines[i]
		if l.part = d.v.part(l.words); l.part == "" {
			l.part = d.parts[0]
			l.why = append(l.why, because("which_part"))
		}
	}
}
