package proposal

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// keys are how a table tells whose row each is: the column of the commission,
// and those of the places above it that are needed to tell two of the same
// number apart.
type keys struct {
	level   string
	columns []*column // the commission's own last; empty = none was found
	twice   int       // rows whose commission stands in another row too
	guessed bool      // the level is not named anywhere
	file    bool      // a file holds one commission
}

// own is the column of the commission itself.
func (k *keys) own() *column {
	if len(k.columns) == 0 {
		return nil
	}
	return k.columns[len(k.columns)-1]
}

// findKeys finds the columns that name each row.
func (d *draft) findKeys() {
	var candidates []*column
	for i := len(d.v.Places) - 1; i >= 0; i-- {
		if c := d.placeColumn(d.v.Places[i].Level, false); c != nil {
			candidates = append(candidates, c)
		}
	}
	for _, c := range d.columns {
		if c.generic() && c.filled == d.rows && c.kind != Link {
			candidates = append(candidates, c)
		}
	}
	for _, c := range candidates {
		if c.unique() && d.apart(c) {
			d.take(c)
			return
		}
	}
	for i, c := range candidates {
		if c.mean.place == "" {
			continue
		}
		for n := len(candidates) - 1; n > i; n-- {
			if above := candidates[n]; above.mean.place != "" && d.pairs(above, c) && len(above.distinct) < d.rows && (len(above.distinct) > 1 || !d.whole()) && d.apart(above, c) {
				d.take(above, c)
				return
			}
		}
	}
	for _, c := range candidates { // one number may stand twice by mistake
		if 50*len(c.distinct) >= 49*c.filled && c.filled == d.rows && d.apart(c) {
			d.take(c)
			return
		}
	}
	d.byContent()
}

// byContent takes the first column of texts, or else the first of numbers, that
// are different in every row.
func (d *draft) byContent() {
	if d.sheets[0].form() && d.byFile() {
		return
	}
	counts := 0
	for _, kind := range []Kind{Text, Count} {
		for _, c := range d.columns {
			if kind == Count && c.kind == Count {
				counts++ // figures further on are counts
			}
			if c.kind != kind || !c.unique() || c.mean.field != "" || d.rows < 2 || kind == Count && (counts > 1 || d.v.line(c.words) != nil || !plainNumbers(c)) || !d.apart(c) {
				continue
			}
			c.why = append(c.why, because("unique"))
			d.take(c)
			return
		}
	}
	if d.byPair() {
		return
	}
	d.keys.guessed = true
	d.keys.level = finest(d.v)
	d.keys.file = len(d.sheets) > 1 && d.rows == len(d.sheets)
	d.byFile()
}

// byFile takes the names of the files, or else of their folders, for those of
// the commissions, where each file is one protocol.
func (d *draft) byFile() bool {
	if len(d.sheets) < 2 || d.rows != len(d.sheets) {
		return false
	}
	for _, what := range []string{"file", "folder"} {
		c := &column{index: -1, name: what, key: what}
		var texts []string
		for _, s := range d.sheets {
			if len(s.grid.rows)-s.header.first != 1 {
				return false
			}
			text := strings.TrimSuffix(path.Base(s.name), path.Ext(s.name))
			if what == "folder" {
				text = path.Base(path.Dir(s.name))
			}
			texts = append(texts, text)
		}
		if c.take(texts); !c.unique() {
			continue
		}
		c.all = texts
		for _, p := range d.v.Places {
			if best(p.Words, words(texts[0]), false) > 0 {
				c.mean.place = p.Level
			}
		}
		c.why = append(c.why, because("unique"))
		d.take(c)
		return true
	}
	return false
}

// byPair takes the first column of numbers that is different in every row of
// the same text in another column: numbers of commissions begin again in the
// next region.
func (d *draft) byPair() bool {
	for _, own := range d.columns {
		if own.kind != Count || own.filled < d.rows || d.v.line(own.words) != nil || own.mean.field != "" {
			continue
		}
		for _, above := range d.columns {
			if above.kind == Text && above.filled == d.rows && len(above.distinct) > 1 && 10*len(above.distinct) <= d.rows && d.exactly(above, own) && d.apart(above, own) {
				doubt := because("by_pairs")
				above.doubt = &doubt
				above.mean = meaning{place: d.v.Places[0].Level}
				d.take(above, own)
				d.keys.guessed = true
				return true
			}
		}
		return false // figures further on are counts
	}
	return false
}

// exactly reports whether two columns together name each row.
func (d *draft) exactly(a, b *column) bool {
	seen := make(map[[2]string]bool)
	for i := range d.rows {
		seen[[2]string{a.texts[i], b.texts[i]}] = true
	}
	return len(seen) == d.rows
}

// plainNumbers reports whether whole numbers look like those of commissions:
// all with as many digits.
func plainNumbers(c *column) bool {
	digits := 0
	for text := range c.distinct {
		if digits != 0 && len(text) != digits {
			return false
		}
		digits = len(text)
	}
	return digits > 1
}

func (d *draft) take(columns ...*column) {
	own := columns[len(columns)-1]
	d.keys = keys{level: d.levelOf(own), columns: columns, guessed: own.mean.place == ""}
	seen := make(map[string]int)
	for i := range d.rows {
		var key strings.Builder
		for _, c := range columns {
			fmt.Fprintf(&key, "%s\x00", c.texts[i])
		}
		seen[key.String()]++
	}
	for _, times := range seen {
		if times > 1 {
			d.keys.twice += times
		}
	}
	for _, c := range columns {
		c.used = true
		if c.mean != (meaning{}) {
			c.why = append(c.why, because("by_name"))
		}
	}
}

// levelOf is the level of a commission by the column that names it. A table of
// few rows that does not say is one of territorial commissions.
func (d *draft) levelOf(c *column) string {
	if c.mean.place != "" {
		return c.mean.place
	}
	if d.rows < 100 && d.placeColumn("region", true) != nil {
		return "territorial"
	}
	return finest(d.v)
}

// placeColumn is the column that names places of a level: by a code, or where
// there is none, by a name.
func (d *draft) placeColumn(level string, names bool) *column {
	var found *column
	for _, c := range d.columns {
		if c.mean.place != level || c.filled == 0 {
			continue
		}
		if c.mean.way != "name" && (found == nil || found.mean.way == "") {
			if found == nil || c.mean.way == "code" {
				found = c
			}
		}
		if c.mean.way == "name" && found == nil && names {
			found = c
		}
	}
	return found
}

// nameOf is the column with the names of the places that a code names.
func (d *draft) nameOf(level string, code *column, language string) *column {
	ways := []string{"name", ""}
	if level == "" {
		ways = ways[:1]
	}
	for _, way := range ways {
		for _, c := range d.columns {
			if c != code && c.mean.place == level && c.mean.way == way && c.kind == Text && (c.mean.language == language || c.mean.language == "") {
				return c
			}
		}
	}
	return nil
}

// An id is how a column becomes part of an id.
type id struct {
	template string // {column} or {value}
	value    string // the name of a derived value; empty = none
	derive   derived
	number   string // template of the number, where the column has one
	name     string // template of the name, where the column has one
	open     bool   // nobody could tell how
}

// A derived value of `values:`.
type derived struct {
	column *column
	match  string
	lower  bool
	table  bool   // of all texts of the column
	prefix string // of the ids in the table
	more   []namedDerived
}

type namedDerived struct{ name, match string }

const mostInTable = 400

var (
	short    = regexp.MustCompile(`^.{1,5}$|\d`) // a code and no name
	upper    = regexp.MustCompile(`^[A-Za-z0-9-]+$`)
	leading  = regexp.MustCompile(`^(\d+)[ .]+(.+)$`)
	anywhere = regexp.MustCompile(`^\D*(\d+)\D*$`)
	digits   = regexp.MustCompile(`^\d+$`)
)

// prefixes of ids, by level, where a number alone could mean two places.
func prefix(level string) string { return level[:1] }

// idOf says how a column names places in ids. A number that a text begins with
// is enough where no two texts beneath the same place have it.
func (d *draft) idOf(c *column, level string, above []*column) id {
	fits := func(re *regexp.Regexp) bool {
		return len(c.all) > 0 && !slices.ContainsFunc(c.all, func(text string) bool { return !re.MatchString(text) })
	}
	column := "{" + c.key + "}"
	switch {
	case fits(plain):
		one := id{template: column}
		if fits(digits) {
			one.number = column
		}
		return one
	case fits(upper) && fits(short) && !d.collide(c, above, strings.ToLower):
		name := level + "_id"
		return id{template: "{" + name + "}", value: name, derive: derived{column: c, lower: true}}
	case fits(leading) && !d.collide(c, above, func(text string) string { return leading.FindStringSubmatch(text)[1] }):
		number, name := level+"_number", level+"_name"
		return id{
			template: "{" + number + "}", value: number, number: "{" + number + "}", name: "{" + name + "}",
			derive: derived{column: c, match: `^(\d+)[ .]`, more: []namedDerived{{name, `^\d+[ .]+(.+)$`}}},
		}
	case fits(anywhere) && !d.collide(c, above, func(text string) string { return anywhere.FindStringSubmatch(text)[1] }):
		number := level + "_number"
		return id{template: "{" + number + "}", value: number, number: "{" + number + "}", derive: derived{column: c, match: `(\d+)`}}
	case len(c.all) <= mostInTable:
		name := level + "_id"
		return id{template: "{" + name + "}", value: name, name: column, derive: derived{column: c, table: true, prefix: prefix(level)}}
	}
	return id{template: column, name: column, open: true}
}

// collide reports whether two texts of a column become one, beneath the same
// places.
func (d *draft) collide(c *column, above []*column, become func(string) string) bool {
	seen := make(map[string]string)
	for i, text := range c.texts {
		if text == "" {
			continue
		}
		var key strings.Builder
		for _, a := range above {
			fmt.Fprintf(&key, "%s\x00", a.texts[i])
		}
		key.WriteString(become(text))
		if other, taken := seen[key.String()]; taken && other != text {
			return true
		}
		seen[key.String()] = text
	}
	return false
}

// follows reports whether each text of a column has one and the same text in
// another: a district lies in one region.
func (d *draft) follows(fine []*column, coarse *column) bool {
	seen := make(map[string]string)
	for i := range d.rows {
		var key strings.Builder
		for _, c := range fine {
			fmt.Fprintf(&key, "%s\x00", c.texts[i])
		}
		if other, known := seen[key.String()]; known && other != coarse.texts[i] {
			return false
		}
		seen[key.String()] = coarse.texts[i]
	}
	return true
}
