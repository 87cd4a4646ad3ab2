package proposal

import (
	"regexp"
	"slices"
	"strconv"

	"achyk/generator/wording"
)

// A long table has one count a row: whose, which one, and how many.
type long struct {
	key, item, value *column
	version, series  *column // nil = all rows are of one
	routes           []route
	rows             map[string]int // of the table laid out wide, by key
	texts            bool           // items are texts, not codes
}

// A route says which count an item is.
type route struct {
	item string
	line *line // of a protocol; nil = votes, or not known
	vote bool
	none bool // the votes for nobody
	why  []Reason

	counts []int64 // by row of the table laid out wide
}

// most items that a table of counts can have and still be one.
const mostItems = 400

// findLong finds out whether the table is long: one column of counts, and two
// that together name each row.
func (d *draft) findLong() bool {
	var values []*column
	for _, c := range d.columns {
		if c.kind == Count && c.mean.place == "" && c.mean.field != "item" && c.mean.field != "version" && !c.generic() {
			values = append(values, c)
		}
	}
	if d.rows < 4 {
		return false
	}
	// What is named a number of votes is; else it must be the only count.
	value := slices.IndexFunc(values, func(c *column) bool { return c.mean.field == "value" })
	switch {
	case value < 0 && len(values) == 2:
		// Codes of items come again and again, counts differ.
		value = 0
		if len(values[1].distinct) > len(values[0].distinct) {
			value = 1
		}
		if codes := values[1-value]; 4*len(codes.distinct) > d.rows || d.v.line(codes.words) != nil {
			return false
		}
	case value < 0 && len(values) != 1:
		return false
	case value < 0:
		value = 0
	}
	l := &long{value: values[value], version: d.fieldOf("version"), series: d.fieldOf("series")}
	if l.version != nil && l.version.kind != Count {
		l.version = nil
	}
	if l.series != nil && len(l.series.distinct) > len(seriesKinds) {
		l.series = nil
	}
	if d.v.line(l.value.words) != nil {
		return false
	}
	if !d.longKeys(l) {
		return false
	}
	d.long = l
	l.key.used, l.item.used, l.value.used = true, true, true
	for _, c := range []*column{l.version, l.series} {
		if c != nil {
			c.used = true
		}
	}
	for _, c := range []*column{l.key, l.item, l.value} {
		if c.mean != (meaning{}) {
			c.why = append(c.why, because("by_name"))
		} else {
			c.why = append(c.why, because("by_pairs"))
		}
	}
	d.keys = keys{level: d.levelOf(l.key), columns: []*column{l.key}}
	d.routeItems()
	return true
}

// longKeys chooses the column of the commission and that of the item: together
// they name each row, each by itself names several.
func (d *draft) longKeys(l *long) bool {
	best := 0
	for _, key := range d.columns {
		if key == l.value || key.filled < d.rows || 2*len(key.distinct) > d.rows {
			continue
		}
		for _, item := range d.columns {
			if item == l.value || item == key || item.filled < d.rows || len(item.distinct) < 2 || len(item.distinct) > mostItems || !d.tells(l, key, item) {
				continue
			}
			weight := 1
			if key.mean.place != "" || key.generic() {
				weight += 4
			}
			if key.mean.place == finest(d.v) {
				weight += 2
			}
			if item.mean.field == "item" {
				weight += 4
			}
			if item.mean.place != "" || key.mean.field == "item" {
				weight -= 6
			}
			if weight > best {
				l.key, l.item, best = key, item, weight
			}
		}
	}
	// Without a name for either, or for the count, two columns that name each
	// row are a coincidence.
	return l.key != nil && (best > 4 || best > 2 && l.value.mean.field == "value")
}

// seriesKinds are the series of protocols; which of a table's texts means which
// a person has to say.
var seriesKinds = []string{"manual", "device", "summary", "recount"}

// fieldOf is the column of a field that has something in every row.
func (d *draft) fieldOf(field string) *column {
	for _, c := range d.columns {
		if c.mean.field == field && c.filled == d.rows {
			return c
		}
	}
	return nil
}

// tells reports whether a commission and an item name (nearly) each row, within
// a version and a series where the table has these.
func (d *draft) tells(l *long, key, item *column) bool {
	seen := make(map[[4]string]bool)
	for i := range d.rows {
		row := [4]string{key.texts[i], item.texts[i]}
		for n, c := range []*column{l.version, l.series} {
			if c == key || c == item {
				return false
			}
			if c != nil {
				row[2+n] = c.texts[i]
			}
		}
		seen[row] = true
	}
	return 50*len(seen) >= 49*d.rows
}

func finest(v *vocabulary) string { return v.Places[len(v.Places)-1].Level }

// pairs reports whether two columns together name (nearly) each row.
func (d *draft) pairs(a, b *column) bool {
	seen := make(map[[2]string]bool)
	for i := range d.rows {
		seen[[2]string{a.texts[i], b.texts[i]}] = true
	}
	return 50*len(seen) >= 49*d.rows
}

// row is the protocol that a row belongs to: the text of its commission, and
// behind it its series and version where the table has these.
func (l *long) row(i int) string {
	row := l.key.texts[i]
	for _, c := range []*column{l.series, l.version} {
		if c != nil {
			row += "\x00" + c.texts[i]
		}
	}
	return row
}

// routeItems finds out which count each item is: by its text, and by laying the
// table out wide and adding up.
func (d *draft) routeItems() {
	l := d.long
	rows := make(map[string]int)
	var items []string
	at := make(map[string]int)
	for i := range d.rows {
		if row := l.row(i); !has(rows, row) {
			rows[row] = len(rows)
		}
		if item := l.item.texts[i]; !has(at, item) {
			at[item] = len(items)
			items = append(items, item)
		}
	}
	l.rows = rows
	columns := make([]*column, len(items))
	for i, item := range items {
		columns[i] = &column{index: i, letter: item, name: item, words: words(item), kind: Count, filled: 1, counts: make([]int64, len(rows))}
		for row := range columns[i].counts {
			columns[i].counts[row] = unknown
		}
		if code.MatchString(item) {
			columns[i].words = nil
		} else {
			l.texts = true
		}
	}
	for i := range d.rows {
		columns[at[l.item.texts[i]]].counts[rows[l.row(i)]] = l.value.counts[i]
	}
	if !l.texts {
		slices.SortStableFunc(columns, func(a, b *column) int { return natural(a.name, b.name) })
	}
	d.byName(columns)
	d.byArithmetic(columns)
	for _, c := range columns {
		r := route{item: c.name, line: c.line, vote: c.vote || c.line == nil && c.doubt == nil && l.texts, none: c.against, why: c.why, counts: c.counts}
		if c.doubt != nil {
			r.why = append(r.why, *c.doubt)
		}
		l.routes = append(l.routes, r)
	}
}

// compareItems gives items the meaning of columns of the protocols that they
// complete, where they say the same: then it is told if they ever do not.
func (d *draft) compareItems(main *draft) {
	own := main.keys.own()
	for i := range d.long.routes {
		r := &d.long.routes[i]
		if r.vote || r.line != nil {
			continue
		}
		most := 0
		compare := func(c *column, l *line) {
			here := make([]int64, main.rows)
			for row, key := range own.texts {
				here[row] = unknown
				if at, known := d.long.rows[key]; known {
					here[row] = r.counts[at]
				}
			}
			if holds, of, ok := holdsIn(here, [][]int64{c.counts}); ok && 1000*holds/of > most {
				most = 1000 * holds / of
				r.line, r.vote, r.none = l, l == nil, l == nil
				r.why = []Reason{because("same_as", "column", c.key, "file", main.sheets[0].name, "holds", holds, "rows", of)}
			}
		}
		for _, c := range main.lines {
			if c.part == "" || c.part == d.part {
				compare(c.column, c.line)
			}
		}
		for _, c := range main.votes {
			if part := d.v.part(c.words); c.against && (part == "" || part == d.part) {
				compare(c, nil)
			}
		}
	}
}

func has(m map[string]int, key string) bool {
	_, is := m[key]
	return is
}

// code is an item that is a number or a code rather than words.
var code = regexp.MustCompile(`^[A-Za-z]{0,3}[-.]?\d+$`)

// plain is what may stand in an id as it is.
var plain = regexp.MustCompile(`^[a-z0-9-]+$`)

// natural compares numbers as numbers.
func natural(a, b string) int {
	n, errN := strconv.Atoi(a)
	m, errM := strconv.Atoi(b)
	if errN == nil && errM == nil {
		return n - m
	}
	switch {
	case wording.Fold(a) < wording.Fold(b):
		return -1
	case wording.Fold(a) > wording.Fold(b):
		return 1
	}
	return 0
}
