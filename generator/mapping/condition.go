package mapping

import (
	"maps"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/wording"
)

// A condition says what a row has in a column.
type condition struct {
	column
	any []*pattern
}

// A sum says which rows are sums.
type sum struct {
	where []condition
	of    string
	path  []any // of where
	met   bool  // a row is such a sum
}

// A pattern is a text in which a star stands for any characters: what stands
// between the stars, as it is written, and as it looks.
type pattern struct {
	text         string
	exact, alike []string
	path         []any
	met          bool // a row has such a text
}

func newPattern(text string, path []any) *pattern {
	p := &pattern{text: strings.TrimSpace(text), path: path}
	p.exact = strings.Split(p.text, everything)
	for _, piece := range p.exact {
		look := alikePiece(piece)
		if look == "" && piece != "" {
			p.alike = nil // nothing to be seen is like everything
			break
		}
		p.alike = append(p.alike, look)
	}
	return p
}

// alikePiece is what a piece of a text looks like. A space at its edge is one
// between words.
func alikePiece(piece string) string {
	look := wording.Alike(piece)
	if look == "" {
		return ""
	}
	if strings.TrimLeft(piece, " ") != piece {
		look = " " + look
	}
	if strings.TrimRight(piece, " ") != piece {
		look += " "
	}
	return look
}

// A likeness is how a text is what is asked for.
type likeness int8

const (
	unlike    likeness = iota
	lookalike          // it looks so
	verbatim           // it is written so
)

// matches compares a text, and what it looks like, with the pattern.
func (p *pattern) matches(text, look string) likeness {
	switch {
	case between(text, p.exact):
		return verbatim
	case p.alike != nil && look != "" && between(look, p.alike):
		return lookalike
	}
	return unlike
}

// between reports whether a text is made of pieces and of anything between them.
func between(text string, pieces []string) bool {
	rest, ok := strings.CutPrefix(text, pieces[0])
	last := len(pieces) - 1
	if !ok || last == 0 {
		return ok && rest == ""
	}
	for _, piece := range pieces[1:last] {
		_, after, found := strings.Cut(rest, piece)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, pieces[last])
}

// conditions checks what rows must have.
func (x *export) conditions(given map[string]Names, steps ...any) []condition {
	var all []condition
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := append(slices.Clip(steps), name)
		c := condition{column: x.column(name, at...)}
		for i, text := range given[name] {
			c.any = append(c.any, newPattern(text, x.path(append(slices.Clip(at), i)...)))
		}
		if len(c.any) == 0 {
			x.wrong(because(finding.KeyNeeded), "", at...)
		}
		all = append(all, c)
	}
	return all
}

// A test is a condition with its column resolved.
type test struct {
	index int
	any   []*pattern
	kept  map[string]likeness // by text: the same few stand in row after row
}

// holds reports whether, and how, a text is one of those that are asked for.
func (t *test) holds(text string) likeness {
	if how, known := t.kept[text]; known {
		return how
	}
	look, how := text, unlike
	if strings.Trim(text, "0123456789") != "" { // digits look like themselves
		look = wording.Alike(text)
	}
	for _, p := range t.any {
		is := p.matches(text, look)
		p.met = p.met || is != unlike
		how = max(how, is)
	}
	if t.kept == nil || len(t.kept) >= mostKept {
		t.kept = make(map[string]likeness)
	}
	t.kept[strings.Clone(text)] = how
	return how
}

// meet notes which values of `only` the current row has. That one condition does
// not hold says nothing of the others.
func (m *mapped) meet() {
	m.page.export.seen = true
	for i := range m.page.only {
		m.page.only[i].holds(m.cell(m.page.only[i].index))
	}
}

// led notes that all rows of a page were read. After the last page of a source it
// is known what occurs in none of them; where a file could not be read, nobody
// knows.
func (x *export) led() {
	if x.leading--; x.leading > 0 || x.unread || !x.seen {
		return
	}
	for _, c := range x.only {
		for _, p := range c.any {
			if !p.met {
				x.neverMet(p.path, c.text, []*pattern{p})
			}
		}
	}
	for _, s := range x.totals {
		if !s.met {
			// One of several conditions is to blame, if one holds nowhere by itself.
			c := s.where[0]
			for _, other := range s.where {
				if !slices.ContainsFunc(other.any, func(p *pattern) bool { return p.met }) {
					c = other
					break
				}
			}
			x.neverMet(s.path, c.text, c.any)
		}
	}
}

// neverMet reports texts that no row has in a column.
func (x *export) neverMet(path []any, column string, missing []*pattern) {
	if slices.Contains(x.keyless, column) {
		return
	}
	var texts []string
	for _, p := range missing {
		texts = append(texts, p.text)
	}
	problem, value := finding.NoSuchText, listed(texts)
	if value == "" {
		problem = finding.NoneEmpty
	}
	x.plan.report(finding.Finding{Code: finding.NeverMet, At: x.plan.at(path...)}.
		With("column", quoted(column)).With("value", value).With("problem", problem))
}
