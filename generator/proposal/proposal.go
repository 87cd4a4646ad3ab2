// Package proposal reads samples of what an office exports and proposes how
// election.yaml could describe it, for a person to finish: which columns are
// which lines, by their names in several languages and by what they add up to;
// which are votes; and which name the commission.
//
// It guesses, and says of every guess why. What it cannot tell it asks. What
// offices call their columns is data, in vocabulary.yaml.
package proposal

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/wording"
)

// A Proposal is what is proposed for a few files.
type Proposal struct {
	Findings []finding.Finding // about the files
	Unread   []string          // files of which nothing could be read

	v      *vocabulary
	folder string // that the files are named from
	drafts []*draft
}

// Files reads files and proposes how they could be described. A file that
// cannot be read is a finding.
func Files(files []string) (*Proposal, error) {
	v, err := readVocabulary()
	if err != nil {
		return nil, err
	}
	p := &Proposal{v: v}
	var samples []*sample
	var dirs []string
	for _, file := range files {
		dir, names, err := members(file)
		if err != nil {
			return nil, err
		}
		got, found, err := read(v, dir, names)
		if err != nil {
			return nil, err
		}
		for range got {
			dirs = append(dirs, dir)
		}
		if len(got) == 0 {
			p.Unread = append(p.Unread, file)
		}
		samples = append(samples, got...)
		p.Findings = append(p.Findings, found...)
	}
	folder, err := commonFolder(dirs)
	if err != nil {
		return nil, err
	}
	p.folder = folder
	for i, s := range samples {
		if err := nameFrom(folder, dirs[i], s); err != nil {
			return nil, err
		}
	}
	for _, alike := range group(v, samples) {
		p.drafts = append(p.drafts, draftsOf(v, alike)...)
	}
	for _, d := range p.drafts {
		d.readOn()
		if d.failed != nil {
			return nil, d.failed
		}
	}
	p.relate()
	return p, nil
}

// draftsOf makes one source of sheets that are alike; several, where only each
// by itself tells its rows apart, because they are about the same commissions.
func draftsOf(v *vocabulary, alike []*sample) []*draft {
	together := newDraft(v, alike)
	together.guess()
	if alike[0].within && together.long == nil {
		together.unread = true
		together.protocol, together.lines, together.votes = false, nil, nil
		return []*draft{together}
	}
	if len(alike) == 1 || together.keys.own() != nil || together.keys.file {
		return []*draft{together}
	}
	var each []*draft
	for i := range alike {
		d := newDraft(v, alike[i:i+1])
		d.guess()
		if d.keys.own() == nil {
			return []*draft{together}
		}
		each = append(each, d)
	}
	return each
}

// group puts files together that are read alike and have the same columns.
func group(v *vocabulary, samples []*sample) [][]*sample {
	var order []string
	by := make(map[string][]*sample)
	for _, s := range samples {
		sheet := ""
		if !s.only {
			sheet = s.sheet.File.Sheet
		}
		names := slices.DeleteFunc(slices.Clone(s.grid.names(s.header)), s.inList)
		switch {
		case len(s.header.rows) == 0 && s.grid.keys == nil:
			names = []string{s.name} // nothing tells that they are alike
		case s.form():
			for i := range names {
				names[i] = figures.ReplaceAllString(names[i], "0") // numbers and dates of the one protocol
			}
		}
		key := strings.Join(append([]string{
			s.sheet.Encoding, string(s.sheet.Delimiter), sheet, s.how.Path, v.part(words(s.base())), fmt.Sprint(s.how.Columns, s.header.rows, s.header.first),
		}, names...), "\x00")
		if by[key] == nil {
			order = append(order, key)
		}
		by[key] = append(by[key], s)
	}
	groups := make([][]*sample, len(order))
	for i, key := range order {
		groups[i] = by[key]
	}
	return groups
}

// relate decides which table gives the commissions, and whose counts complete
// the protocols of another.
func (p *Proposal) relate() {
	var main *draft // most lines of protocols
	for _, d := range p.drafts {
		if d.unread {
			continue
		}
		d.ballot = !d.protocol && d.keys.guessed && best(p.v.Ballots, words(d.sheets[0].base()), false) > 0
		d.gives = len(d.keys.columns) > 0 && !d.ballot
		if d.long == nil && len(d.lines) > 1 && (main == nil || len(d.lines) > len(main.lines)) {
			main = d
		}
	}
	for _, d := range p.drafts {
		for _, other := range p.drafts {
			if d == other || !d.gives || !other.gives || !overlap(d, other) {
				continue
			}
			if cmp.Or(cmp.Compare(d.about(), other.about()), cmp.Compare(slices.Index(p.drafts, other), slices.Index(p.drafts, d))) < 0 {
				d.gives = false
				if !d.protocol {
					d.same = other
				}
			}
		}
		if main != nil && d != main && d.protocol && overlap(d, main) {
			d.joins = true
			if len(main.parts) > 0 && d.part == "" {
				d.part = main.parts[0]
			}
		}
	}
	for _, d := range p.drafts {
		if d.long != nil && d.joins {
			d.compareItems(main)
		}
	}
	p.dropLonelyPart()
}

// dropLonelyPart forgets what the name of a file said of parts where there are
// not several.
func (p *Proposal) dropLonelyPart() {
	parts := make(map[string]bool)
	for _, d := range p.drafts {
		for _, part := range append(slices.Clone(d.parts), d.part) {
			if part != "" && d.protocol {
				parts[part] = true
			}
		}
	}
	if len(parts) < 2 {
		for _, d := range p.drafts {
			d.part = ""
		}
	}
}

// about is how much a table says of its commissions, apart from counts.
func (d *draft) about() int {
	n := 0
	for _, c := range d.columns {
		if c.mean.place != "" || c.mean.field == "address" || c.mean.field == "latitude" || c.mean.way == "name" {
			n++
		}
	}
	if d.long != nil {
		return 0
	}
	return n
}

// overlap reports whether two tables are about the same commissions: half of
// those in the smaller one are in the other.
func overlap(a, b *draft) bool {
	own, other := a.keys.own(), b.keys.own()
	if own == nil || other == nil || len(a.keys.columns) != len(b.keys.columns) {
		return false
	}
	both := 0
	for text := range own.distinct {
		if has(other.distinct, text) {
			both++
		}
	}
	return 2*both >= min(len(own.distinct), len(other.distinct)) && both > 1
}

// lineOrder are the lines of all tables, in the order of the columns.
func (p *Proposal) lineOrder() []*line {
	var order []*line
	add := func(l *line) {
		if l != nil && !slices.Contains(order, l) {
			order = append(order, l)
		}
	}
	for _, d := range p.drafts {
		for _, l := range d.lines {
			add(l.line)
		}
		if d.long != nil {
			for _, r := range d.long.routes {
				add(r.line)
			}
		}
	}
	return order
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// fold compares texts of columns as sources do.
func fold(text string) string { return wording.Fold(text) }
