package mapping

import (
	"maps"
	"slices"
	"strings"

	"achyk/generator/wording"
)

// A give is one record that each row gives, checked.
type give struct {
	index     int
	table     string
	repeated  bool
	completes bool
	fields    []field
	item      int // which field is the item; -1 = the record is wide
	routed    bool
	items     map[string]string // item: line code, votes:ID, or "" = left out
	alike     map[string]string // the same, by what the keys look like
	other     *template         // for what items do not list
	absent    Absent
}

// A field is one canonical column of a record.
type field struct {
	column string
	from   template
	count  bool // digits may be grouped
	zero   bool // an empty cell means 0
}

// completing are the fields of a record that completes others: what names a
// protocol.
var completing = []string{"commission", "contest", "part", "series", "version"}

// countColumns are the canonical columns that hold a count.
var countColumns = map[string][]string{"participation": {"count"}, "turnout": {"voters"}}

// give checks one record that each row gives.
func (x *export) give(i int, g *Give) give {
	out := give{index: i, table: g.Table, repeated: g.Repeated, completes: g.Completes, item: -1}
	at := func(steps ...any) []any { return append([]any{"gives", i}, steps...) }
	known, isTable := x.plan.columns[g.Table]
	if !isTable {
		x.wrong(g.Table, at("table")...)
		return out
	}
	for _, name := range inOrder(g.Fields, known) {
		if !slices.Contains(known, name) || g.Completes && !slices.Contains(completing, name) {
			x.wrong(name, at("fields", name)...)
			continue
		}
		out.fields = append(out.fields, field{
			column: name, from: x.template(g.Fields[name], at("fields", name)...),
			count: slices.Contains(countColumns[g.Table], name),
		})
	}
	if g.Table != protocols {
		x.onlyProtocols(g, at)
		return out
	}
	zero := g.Absent == absentZero
	if g.Absent != "" && g.Absent != absentUnknown && !zero {
		x.wrong(g.Absent, at("absent")...)
	}
	for _, code := range slices.Sorted(maps.Keys(g.Lines)) {
		out.fields = append(out.fields, x.count(code, code, g.Lines[code], zero, at("lines", code)...))
	}
	for _, id := range slices.Sorted(maps.Keys(g.Votes)) {
		out.fields = append(out.fields, x.count(id, votes+id, g.Votes[id], zero, at("votes", id)...))
	}
	x.long(&out, g, zero, at)
	x.completing(&out, g, at)
	return out
}

// inOrder are the keys of a map: known ones in their order, then the others.
func inOrder(given map[string]string, known []string) []string {
	var names []string
	for _, name := range known {
		if _, has := given[name]; has {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			names = append(names, name)
		}
	}
	return names
}

// onlyProtocols reports keys that other tables do not have.
func (x *export) onlyProtocols(g *Give, at func(...any) []any) {
	for _, key := range []struct {
		name string
		set  bool
	}{
		{"completes", g.Completes}, {"lines", len(g.Lines) > 0}, {"votes", len(g.Votes) > 0}, {"item", g.Item != ""},
		{"value", g.Value != ""}, {"items", len(g.Items) > 0}, {"else", g.Else != ""}, {"absent", g.Absent != ""},
		{"zero_with", g.ZeroWith != ""},
	} {
		if key.set {
			x.wrong(g.Table, at(key.name)...)
		}
	}
}

// template is a template of the source.
func (x *export) template(text string, steps ...any) template {
	t, ok := parseTemplate(text, x.values, "", x.crosswise, x.path(steps...)...)
	if !ok {
		x.wrong(text, steps...)
	}
	return t
}

// count is a field that is a count: the text of one column.
func (x *export) count(name, column, from string, zero bool, steps ...any) field {
	if name == "" {
		x.wrong(name, steps...)
	}
	c := x.column(from, steps...)
	return field{column: column, from: template{parts: []part{c.part}, path: c.path}, count: true, zero: zero}
}

// long checks a record that several rows make, one count each.
func (x *export) long(out *give, g *Give, zero bool, at func(...any) []any) {
	if g.Item == "" {
		for name, set := range map[string]bool{"value": g.Value != "", "items": len(g.Items) > 0, "else": g.Else != ""} {
			if set {
				x.wrong(g.Item, at(name)...)
			}
		}
		return
	}
	if len(g.Lines)+len(g.Votes) > 0 || g.Repeated {
		x.wrong(g.Item, at("item")...)
	}
	out.item = len(out.fields)
	out.fields = append(out.fields,
		field{column: "item", from: x.template(g.Item, at("item")...)},
		x.count("value", "value", g.Value, zero, at("value")...),
	)
	out.routed = g.Items != nil || g.Else != ""
	out.items = g.Items
	for _, key := range slices.Sorted(maps.Keys(g.Items)) {
		if g.Items[key] == votes {
			x.wrong(g.Items[key], at("items", key)...)
		}
	}
	var err error
	if out.alike, err = lookedAt(g.Items); err != nil {
		x.wrong(err, at("items")...)
	}
	if g.Else != "" {
		t := x.template(g.Else, at("else")...)
		out.other = &t
	}
}

// completing checks a record that completes others, and what its rows leave out.
func (x *export) completing(out *give, g *Give, at func(...any) []any) {
	zero := g.Absent == absentZero
	if g.ZeroWith != "" && !(g.Completes && zero) {
		x.wrong(g.ZeroWith, at("zero_with")...)
	}
	if !g.Completes {
		return
	}
	if g.Repeated {
		x.wrong(g.Repeated, at("repeated")...)
	}
	if len(g.Lines)+len(g.Votes) == 0 && g.Item == "" {
		x.wrong(g.Completes, at("completes")...)
	}
	if !zero {
		return
	}
	out.absent = Absent{Zero: true, With: g.ZeroWith, At: x.plan.at(x.path(at("absent")...)...), items: make(map[string]bool)}
	for code := range g.Lines {
		out.absent.items[code] = true
	}
	for id := range g.Votes {
		out.absent.items[votes+id] = true
	}
	for _, item := range g.Items {
		out.absent.items[item] = item != ""
	}
	open := func(t *template) {
		start := ""
		if len(t.parts) > 0 && t.parts[0].kind == constant {
			start = strings.TrimLeft(t.parts[0].text, " ")
		}
		out.absent.open = append(out.absent.open, start)
	}
	switch {
	case out.other != nil:
		open(out.other)
	case out.item >= 0 && !out.routed:
		open(&out.fields[out.item].from)
	}
}

// route is where a row of a long table belongs: a line code or votes:ID, or
// nothing where it is left out. It reports false where no key is like the item.
func (g *give) route(item string) (string, bool) {
	to, listed := g.items[item]
	if !listed {
		to, listed = g.alike[wording.Alike(item)]
	}
	return to, listed
}
