package mapping

import (
	"maps"
	"slices"
	"strings"

	"achyk/generator/finding"
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
		x.wrong(why{known: slices.Sorted(maps.Keys(x.plan.columns))}, g.Table, at("table")...)
		return out
	}
	for _, name := range inOrder(g.Fields, known) {
		allowed := known
		if g.Completes {
			allowed = completing
		}
		if !slices.Contains(known, name) || !slices.Contains(allowed, name) {
			x.wrong(why{known: allowed}, name, at("fields", name)...)
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
		x.wrong(why{known: []string{absentUnknown, absentZero}}, g.Absent, at("absent")...)
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

// needs reports whether no record can do without a field: it names the record or
// its place, or it is what the record counts.
func (g *give) needs(f *field) bool {
	return f.count || slices.Contains(recordKeys[g.table], f.column) || slices.Contains([]string{"contest", "level", "parent", "item"}, f.column)
}

// neededValues are the derived values that such fields are made of.
func (x *export) neededValues() []bool {
	needed := make([]bool, len(x.values))
	var take func(t *template)
	take = func(t *template) {
		for _, p := range t.parts {
			if p.kind == derived && !needed[p.index] {
				needed[p.index] = true
				take(&x.values[p.index].from)
			}
		}
	}
	for i := range x.gives {
		g := &x.gives[i]
		for j := range g.fields {
			if g.needs(&g.fields[j]) {
				take(&g.fields[j].from)
			}
		}
		if g.other != nil {
			take(g.other)
		}
	}
	return needed
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
			x.wrong(because(finding.OnlyProtocols), g.Table, at(key.name)...)
		}
	}
}

// template is a template of the source.
func (x *export) template(text string, steps ...any) template {
	t, ok := parseTemplate(text, x.values, "", x.crosswise, x.path(steps...)...)
	if !ok {
		x.wrong(templateWanted(text), text, steps...)
	}
	return t
}

// count is a field that is a count: the text of one column.
func (x *export) count(name, column, from string, zero bool, steps ...any) field {
	if name == "" {
		x.wrong(because(finding.CodeWanted), name, steps...)
	}
	c := x.column(from, steps...)
	return field{column: column, from: template{parts: []part{c.part}, path: c.path}, count: true, zero: zero}
}

// long checks a record that several rows make, one count each.
func (x *export) long(out *give, g *Give, zero bool, at func(...any) []any) {
	if g.Item == "" {
		for name, given := range map[string]string{"value": g.Value, "items": listed(slices.Sorted(maps.Keys(g.Items))), "else": g.Else} {
			if given != "" || name == "items" && len(g.Items) > 0 {
				x.wrong(because(finding.ItemWanted), given, at(name)...)
			}
		}
		return
	}
	if len(g.Lines)+len(g.Votes) > 0 || g.Repeated {
		x.wrong(because(finding.ItemApart), g.Item, at("item")...)
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
			x.wrong(because(finding.CodeWanted), g.Items[key], at("items", key)...)
		}
	}
	var err error
	if out.alike, err = lookedAt(g.Items); err != nil {
		x.wrong(because(finding.KeysAlike), err, at("items")...)
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
		x.wrong(because(finding.ZeroWanted), g.ZeroWith, at("zero_with")...)
	}
	if !g.Completes {
		return
	}
	if g.Repeated {
		x.wrong(because(finding.NotCompleting), g.Repeated, at("repeated")...)
	}
	if len(g.Lines)+len(g.Votes) == 0 && g.Item == "" {
		x.wrong(because(finding.NothingCounted), g.Completes, at("completes")...)
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
