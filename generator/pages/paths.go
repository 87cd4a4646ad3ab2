package pages

import (
	"cmp"
	"slices"
	"strings"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/shell"
	"achyk/generator/wording"
	"achyk/templates"
)

// path is the page of a commission, below the folder of a language.
func (e *Election) path(c *election.Commission) string {
	return datasets.Path(e.Election, c) + ".html"
}

func (e *Election) selectionPath(s *election.Selection) string {
	return datasets.SelectionPath(e.Election, s) + ".html"
}

func (e *Election) isPrecinct(c *election.Commission) bool {
	return datasets.IsPrecinct(e.Election, c)
}

// A view renders pages of an election in one language.
type view struct {
	*Election
	w *wording.Language
}

// name is a commission's name in the language of the page.
func (v view) name(c *election.Commission) string {
	if name := c.NameOn(v.Election.Election.Date).In(v.w.Code()); name != "" {
		return name
	}
	return v.numbered(c)
}

// numbered is a precinct's number as a name.
func (v view) numbered(c *election.Commission) string {
	if c.Number == "" {
		return c.ID
	}
	return v.w.Text("precinct.number", "number", c.Number)
}

// label names a commission in lists: precincts by number, places by name.
func (v view) label(c *election.Commission) string {
	if v.isPrecinct(c) {
		return v.numbered(c)
	}
	return v.name(c)
}

func (v view) link(from string, c *election.Commission) templates.Link {
	return templates.Link{Text: v.label(c), Href: datasets.Relative(from, v.path(c))}
}

// crumbs is the way down to a page: the election, the places above, itself.
func (v view) crumbs(c *election.Commission) []shell.Crumb {
	crumbs := []shell.Crumb{{Text: v.step(c)}}
	if c.Parent == nil {
		crumbs[0].Text = v.title()
		return crumbs
	}
	for c = c.Parent; c != nil; c = c.Parent {
		crumb := shell.Crumb{Text: v.step(c), Path: v.path(c)}
		if c.Parent == nil {
			crumb.Text = v.title()
		}
		crumbs = append(crumbs, crumb)
	}
	slices.Reverse(crumbs)
	return crumbs
}

// step names a commission on the way down: one that bears the name of the place
// above it, as a city that is a region does, by its level.
func (v view) step(c *election.Commission) string {
	if c.Parent != nil && v.label(c) == v.label(c.Parent) {
		return v.Election.Election.Levels[c.Level].Name.In(v.w.Code())
	}
	return v.label(c)
}

// told is the name of a place; of one that bears that of the place above it, with its
// level.
func (v view) told(c *election.Commission) string {
	name := v.placeName(c)
	if step := v.step(c); c.Parent != nil && step != v.label(c) {
		name += ", " + step
	}
	return name
}

// title is the name of the election.
func (v view) title() string { return v.Election.Election.Name.In(v.w.Code()) }

// asOf prints the last time in a commission's data; empty where there is none.
func (v view) asOf(c *election.Commission) string {
	return v.moment(v.data.Latest(c))
}

// sort orders the children of every commission as each language reads them:
// precincts by number, places by name.
func (e *Election) sort() {
	for _, lang := range wording.Codes {
		w := e.catalogue.Language(lang)
		v := view{e, w}
		lists := make([][]*election.Commission, len(e.Election.Commissions))
		for _, c := range e.Election.Commissions {
			children := slices.Clone(c.Children)
			slices.SortFunc(children, func(a, b *election.Commission) int {
				if a.Level == b.Level && (a.Number != "" || b.Number != "") {
					if n := byNumber(a.Number, b.Number); n != 0 {
						return n
					}
				}
				return cmp.Or(cmp.Compare(a.Level, b.Level), w.Compare(v.name(a), v.name(b)), cmp.Compare(a.ID, b.ID))
			})
			lists[c.Index] = children
		}
		e.order[lang] = lists
	}
}

// byNumber compares numbers as printed: digits by what they count, everything
// else as text.
func byNumber(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if digits(x) && digits(y) && len(x) != len(y) {
		return cmp.Compare(len(x), len(y))
	}
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// children are the places beneath in the order of the language.
func (v view) children(c *election.Commission) []*election.Commission {
	return v.order[v.w.Code()][c.Index]
}
