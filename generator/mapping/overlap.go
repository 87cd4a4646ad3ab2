package mapping

import (
	"reflect"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// overlap reports where a source gives protocols that it, or a source before it,
// gives already: out of the same rows, under the same names.
func (p *Plan) overlap(sources []Source, x *export) {
	for _, y := range p.exports {
		if y.broken || y != x && !(readAlike(sources[x.index], sources[y.index]) && x.shares(y)) {
			continue
		}
		for i := range x.gives {
			before := len(y.gives)
			if y == x {
				before = i
			}
			for j := range before {
				if sameProtocols(&x.gives[i], &y.gives[j]) {
					x.broken = true
					p.meaningless(why{problem: finding.SameRecords, also: []source.Cell{p.at(y.path("gives", j)...)}}, protocols, x.path("gives", i)...)
				}
			}
		}
		if x.broken {
			return
		}
	}
}

// readAlike reports whether two sources take the same rows of a file in the same
// way.
func readAlike(a, b Source) bool {
	for _, s := range []*Source{&a, &b} {
		s.Files, s.Ignore, s.Totals, s.Thousands, s.Gives = nil, nil, nil, "", nil
	}
	return reflect.DeepEqual(a, b)
}

// shares reports whether two sources read one sheet.
func (x *export) shares(y *export) bool {
	return slices.ContainsFunc(x.pages, func(a *page) bool {
		return slices.ContainsFunc(y.pages, func(b *page) bool { return a.name == b.name && a.file.Sheet == b.file.Sheet })
	})
}

// sameProtocols reports whether two gives, of rows that are read alike, make
// protocols of the same names. What a row of a long table gives is one count of
// a protocol, and two of them may be of one.
func sameProtocols(a, b *give) bool {
	if a.table != protocols || b.table != protocols || a.completes || b.completes || a.item >= 0 || b.item >= 0 {
		return false
	}
	return !slices.ContainsFunc(completing, func(column string) bool { return !slices.Equal(a.parts(column), b.parts(column)) })
}

// parts are those of the template of a column; none where it is not given.
func (g *give) parts(column string) []part {
	for i := range g.fields {
		if g.fields[i].column == column {
			return g.fields[i].from.parts
		}
	}
	return nil
}

// apart reports a column that is the count of two lines, or of two selections,
// which is a slip of the hand. A line and a selection may share one.
func (x *export) apart(g *give, programs []program) {
	type taken struct {
		votes  bool
		column int
	}
	first := make(map[taken]int)
	for i := range g.fields {
		column := single(programs[i])
		if g.table != protocols || g.item >= 0 || !g.fields[i].count || column < 0 {
			continue
		}
		key := taken{strings.HasPrefix(g.fields[i].column, votes), column}
		j, twice := first[key]
		if !twice {
			first[key] = i
			continue
		}
		a, b := &g.fields[j], &g.fields[i]
		above, below := x.plan.at(a.from.path...), x.plan.at(b.from.path...)
		if below.Row < above.Row {
			a, b, above = b, a, below
		}
		x.broken = true
		x.plan.meaningless(why{problem: finding.SameColumn, other: strings.TrimPrefix(a.column, votes), also: []source.Cell{above}},
			b.from.parts[0].text, b.from.path...)
	}
}
