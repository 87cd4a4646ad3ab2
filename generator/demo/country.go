package demo

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"achyk/generator/wording"
)

//go:embed invented
var invented embed.FS

// A country is where the training election is held: real territory, and the
// invented words that fill it.
type country struct {
	above       []commission      // central, then regions
	prefixes    map[string]string // of precinct numbers, by region
	territories []territory
	cities      []territory // abroad: not commissions, only where precincts are
	selections  []selection
	venues      []phrase // by kind of precinct
	addresses   []phrase // by settlement
	names       []name
	reasons     []phrase // by code of a correction
	stepNotes   []phrase // by step of the procedure
	titles      []title
	subjects    []wording.Text // of the complaints that are made
}

// A commission is a row of commissions.csv.
type commission struct {
	id, level, parent, number string
	name, address             wording.Text
	kind                      string
	zone                      string
	notBefore                 string
	mapUnit                   string
}

// A territory is what precincts are beneath, with what shapes them: a
// territorial commission or a city abroad.
type territory struct {
	commission
	region      int // index into country.above
	prefix      string
	voters      int64 // for proportions only
	precinct    int64 // about how many voters a precinct has
	settlement  string
	city, state wording.Text   // abroad
	clock       *time.Location // the local time of its precincts
}

// abroad is the region without a territorial commission, the kind of its
// precincts, and their settlement.
const abroad = "abroad"

// A selection is a line of the ballot.
type selection struct {
	row    []string // of selections.csv
	id     string
	name   wording.Text
	weight int64
}

// A phrase is a wording with {placeholders}, for one kind of thing.
type phrase struct {
	of string
	wording.Text
}

// A name is what venues and streets are called.
type name struct {
	wording.Text
	streetRu string
}

// home is the time of the country: UTC+6 all year.
var home = time.FixedZone("", 6*60*60)

func readCountry() (*country, error) {
	c := &country{prefixes: make(map[string]string)}
	for _, read := range []func() error{c.readTerritory, c.readAbroad, c.readBallot, c.readWords, c.readDecisions} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *country) readTerritory() error {
	t, err := openTable("territory.csv")
	if err != nil {
		return err
	}
	for t.next() {
		one := commission{
			id: t.text("id"), level: t.text("level"), parent: t.text("parent"), name: t.both("name"),
			kind: ordinary, zone: t.text("time_zone"), mapUnit: t.text("map_unit"),
		}
		if one.id == abroad {
			one.kind = abroad
		}
		if one.level != "territorial" {
			c.above = append(c.above, one)
			c.prefixes[one.id] = t.text("number_prefix")
			continue
		}
		c.territories = append(c.territories, territory{
			commission: one, region: c.region(one.parent), prefix: c.prefixes[one.parent],
			voters: t.number("voters"), precinct: t.number("precinct"), settlement: t.text("settlement"), clock: home,
		})
	}
	return t.err
}

func (c *country) readAbroad() error {
	t, err := openTable("abroad.csv")
	if err != nil {
		return err
	}
	for t.next() {
		offset, err := time.Parse("-07:00", t.text("utc_offset"))
		if err != nil {
			return fmt.Errorf("read abroad.csv: %w", err)
		}
		_, seconds := offset.Zone()
		c.cities = append(c.cities, territory{
			commission: commission{id: abroad, zone: t.text("time_zone")},
			region:     c.region(abroad), prefix: c.prefixes[abroad], settlement: abroad,
			voters: t.number("voters"), precinct: t.number("precinct"),
			city: t.both("city"), state: t.both("country"), clock: time.FixedZone("", seconds),
		})
	}
	return t.err
}

// region finds the index of a region among the commissions above.
func (c *country) region(id string) int {
	for i := range c.above {
		if c.above[i].id == id {
			return i
		}
	}
	return 0
}

func (c *country) readBallot() error {
	t, err := openTable("selections.csv")
	if err != nil {
		return err
	}
	for t.next() {
		row := make([]string, len(selectionColumns))
		for i, column := range selectionColumns {
			row[i] = t.text(column)
		}
		c.selections = append(c.selections, selection{row: row, id: t.text("id"), name: t.both("name"), weight: t.number("weight")})
	}
	return t.err
}

func (c *country) readWords() error {
	for _, list := range []struct {
		file, of string
		phrases  *[]phrase
	}{
		{"venues.csv", "kind", &c.venues},
		{"addresses.csv", "settlement", &c.addresses},
		{"reasons.csv", "code", &c.reasons},
		{"steps.csv", "step", &c.stepNotes},
	} {
		t, err := openTable(list.file)
		if err != nil {
			return err
		}
		for t.next() {
			*list.phrases = append(*list.phrases, phrase{t.text(list.of), wording.Text{Ky: t.text("ky"), Ru: t.text("ru")}})
		}
		if t.err != nil {
			return t.err
		}
	}
	t, err := openTable("names.csv")
	if err != nil {
		return err
	}
	for t.next() {
		c.names = append(c.names, name{wording.Text{Ky: t.text("ky"), Ru: t.text("ru")}, t.text("street_ru")})
	}
	return t.err
}

// readDecisions reads how decisions are called, and what complaints are about.
func (c *country) readDecisions() error {
	t, err := openTable(decisionsFile)
	if err != nil {
		return err
	}
	for t.next() {
		c.titles = append(c.titles, title{t.text("case"), t.text("by"), wording.Text{Ky: t.text("ky"), Ru: t.text("ru")}})
	}
	if t.err != nil {
		return t.err
	}
	if t, err = openTable(complaintsFile); err != nil {
		return err
	}
	for t.next() {
		c.subjects = append(c.subjects, t.both("subject"))
	}
	return t.err
}

// choose lists the phrases for one kind of thing.
func choose(phrases []phrase, of string) []wording.Text {
	var found []wording.Text
	for _, p := range phrases {
		if p.of == of {
			found = append(found, p.Text)
		}
	}
	return found
}

// A table is an embedded CSV file, read by column names. The first cell that
// does not read as asked for ends it.
type table struct {
	file    string
	columns map[string]int
	rows    [][]string
	row     []string
	err     error
}

func openTable(file string) (*table, error) {
	data, err := invented.ReadFile("invented/" + file)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	t := &table{file: file, columns: make(map[string]int), rows: rows[1:]}
	for i, column := range rows[0] {
		t.columns[column] = i
	}
	return t, nil
}

func (t *table) next() bool {
	if t.err != nil || len(t.rows) == 0 {
		return false
	}
	t.row, t.rows = t.rows[0], t.rows[1:]
	return true
}

func (t *table) text(column string) string {
	i, ok := t.columns[column]
	if !ok {
		t.err = fmt.Errorf("read %s: no column %s", t.file, column)
		return ""
	}
	return t.row[i]
}

func (t *table) both(column string) wording.Text {
	return wording.Text{Ky: t.text(column + "_ky"), Ru: t.text(column + "_ru")}
}

func (t *table) number(column string) int64 {
	n, err := strconv.ParseInt(t.text(column), 10, 64)
	if err != nil && t.err == nil {
		t.err = fmt.Errorf("read %s: column %s: %w", t.file, column, err)
	}
	return n
}

// fill puts words into the {placeholders} of a phrase: placeholder, word,
// placeholder, word. A Replacer would take longer to build than it saves.
func fill(p wording.Text, ky, ru []string) wording.Text {
	for i := 0; i < len(ky); i += 2 {
		p.Ky = strings.ReplaceAll(p.Ky, ky[i], ky[i+1])
	}
	for i := 0; i < len(ru); i += 2 {
		p.Ru = strings.ReplaceAll(p.Ru, ru[i], ru[i+1])
	}
	return p
}
