package proposal

import (
	"slices"
	"strings"
)

// commissions are what the rows give of places: those above, once each, and the
// commission itself.
func (w *writer) commissions(d *draft, chain []link, own string, last id) list {
	var gives list
	for _, l := range chain {
		if l.id.open {
			l.code.doubt = reasonOf("open")
			continue
		}
		l.code.used = true
		if !slices.ContainsFunc(l.code.why, func(r Reason) bool { return r.Key == "by_name" }) {
			l.code.why = append(l.code.why, because("by_name"))
		}
		fields := block{
			{key: "id", value: scalar(l.full)}, {key: "level", value: scalar(l.level)}, {key: "parent", value: scalar(l.parent)},
		}
		if l.id.number != "" {
			fields = append(fields, pairOf{key: "number", value: scalar(l.id.number)})
		}
		name := l.id.name
		if name == "" && !digits.MatchString(strings.Join(l.code.texts[:1], "")) && l.id.number == "" {
			name = "{" + l.code.key + "}"
		}
		fields = append(fields, w.names(d, l.level, l.code, name)...)
		gives = append(gives, entry{block{
			{key: "table", value: scalar("commissions")},
			{key: "repeated", value: bare("true")},
			{key: "fields", value: fields},
		}, w.reasons(l.code)})
	}
	parent := "cec"
	if len(chain) > 0 && !chain[len(chain)-1].id.open {
		parent = chain[len(chain)-1].full
	}
	fields := block{{key: "id", value: scalar(own)}}
	var notes []string
	if c := d.keys.own(); c != nil {
		notes = w.reasons(c)
	}
	fields[0].notes = notes
	level := pairOf{key: "level", value: scalar(d.keys.level)}
	if d.keys.guessed {
		level.notes = []string{"? " + w.say("why.level")}
	}
	fields = append(fields, level, pairOf{key: "parent", value: scalar(parent)})
	if last.number != "" {
		fields = append(fields, pairOf{key: "number", value: scalar(last.number)})
	}
	fields = append(fields, w.names(d, d.keys.level, d.keys.own(), last.name)...)
	fields = append(fields, w.about(d)...)
	give := block{{key: "table", value: scalar("commissions")}}
	if d.long != nil {
		give = append(give, pairOf{key: "repeated", value: bare("true")})
	}
	return append(gives, entry{value: append(give, pairOf{key: "fields", value: fields})})
}

func reasonOf(key string) *Reason {
	r := because(key)
	return &r
}

// names are the names of a commission in both languages: of columns that say
// so, else what the id was made from.
func (w *writer) names(d *draft, level string, code *column, name string) block {
	var fields block
	for _, language := range []string{"ky", "ru"} {
		field := pairOf{key: "name_" + language}
		c := w.nameColumn(d, level, code, language)
		switch {
		case c != nil:
			c.used = true
			field.value = scalar("{" + c.key + "}")
			if c.mean.language != language && !c.in(language) {
				field.notes = []string{"? " + w.say("why.language")}
			}
		case name != "":
			field.value = scalar(name)
			if code == nil || !code.in(language) {
				field.notes = []string{"? " + w.say("why.language")}
			}
		default:
			continue
		}
		fields = append(fields, field)
	}
	return fields
}

// nameColumn is the column with the names in a language; where there is none,
// that with the names in the other one.
func (w *writer) nameColumn(d *draft, level string, code *column, language string) *column {
	for _, other := range []string{language, map[string]string{"ky": "ru", "ru": "ky"}[language]} {
		if c := d.nameOf(level, code, other); c != nil {
			return c
		}
		if level == d.keys.level {
			if c := d.nameOf("", code, other); c != nil {
				return c
			}
		}
	}
	return nil
}

// about are the other columns that say something of a commission.
func (w *writer) about(d *draft) block {
	var fields block
	for _, field := range []string{"address", "latitude", "longitude"} {
		for _, c := range d.columns {
			if c.mean.field != field || c.used || field != "address" && c.kind != Number {
				continue
			}
			c.used = true
			if field != "address" {
				fields = append(fields, pairOf{key: field, value: scalar("{" + c.key + "}"), notes: []string{w.say("why.by_name")}})
				break
			}
			for _, language := range []string{"ky", "ru"} {
				if c.mean.language == "" || c.mean.language == language {
					fields = append(fields, pairOf{key: "address_" + language, value: scalar("{" + c.key + "}"), notes: []string{w.say("why.by_name")}})
				}
			}
			break
		}
	}
	return fields
}

// protocols are what the rows give of protocols: one for each part.
func (w *writer) protocols(d *draft, own string) list {
	parts := d.parts
	if len(parts) == 0 {
		parts = []string{d.part}
	}
	var gives list
	for _, part := range parts {
		fields := flow{{key: "commission", value: scalar(own)}, {key: "contest", value: scalar(contest)}}
		if part != "" {
			fields = append(fields, pairOf{key: "part", value: scalar(part)})
		}
		series, version := scalar("manual"), scalar("1")
		if d.long != nil && d.long.series != nil {
			series = "{series}"
		}
		if d.long != nil && d.long.version != nil {
			version = scalar("{" + d.long.version.key + "}")
		}
		fields = append(fields, pairOf{key: "series", value: series}, pairOf{key: "version", value: version})
		give := block{{key: "table", value: scalar("protocols")}}
		if d.joins {
			give = append(give, pairOf{key: "completes", value: bare("true"), notes: []string{w.say("why.completes")}})
		}
		give = append(give, pairOf{key: "fields", value: fields})
		if d.long != nil {
			give = append(give, w.items(d)...)
		} else {
			give = append(give, w.wide(d, part)...)
		}
		gives = append(gives, entry{value: give})
	}
	return gives
}

// wide are the columns of lines and votes, of one part.
func (w *writer) wide(d *draft, part string) block {
	var lines, votes block
	taken := make(map[string]*column)
	free := func(c *column, count string) bool {
		other := taken[count]
		if other == nil {
			taken[count] = c
			return true
		}
		c.used = false // one key cannot name two columns
		doubt := because("named_like", "line", count, "column", other.place())
		c.doubt = &doubt
		return false
	}
	for _, l := range d.lines {
		if (len(d.parts) == 0 || l.part == part) && free(l.column, l.line.Code) {
			lines = append(lines, pairOf{key: l.line.Code, value: scalar(l.key), notes: w.reasons(l.column)})
		}
	}
	for i, c := range d.votes {
		mine := w.v.part(c.words)
		if mine == "" && len(d.parts) > 0 {
			mine = d.parts[0]
		}
		if id := w.selectionOf(c.short(), c.against, i+1).id; (len(d.parts) == 0 || mine == part) && free(c, "votes:"+id) {
			votes = append(votes, pairOf{key: id, value: scalar(c.key), notes: w.reasons(c)})
		}
	}
	var give block
	if len(lines) > 0 {
		give = append(give, pairOf{key: "lines", value: lines})
	}
	if len(votes) > 0 {
		give = append(give, pairOf{key: "votes", value: votes})
	}
	if w.gaps(d) {
		give = append(give, pairOf{key: "absent", value: scalar("unknown"), notes: []string{"? " + w.say("why.absent")}})
	}
	return give
}

// gaps reports whether a count is missing in any row sampled.
func (w *writer) gaps(d *draft) bool {
	missing := func(c *column) bool { return slices.Contains(c.counts, unknown) }
	return slices.ContainsFunc(d.lines, func(l lineColumn) bool { return missing(l.column) }) || slices.ContainsFunc(d.votes, missing)
}

// items are the counts of a long table: lines one by one, and what the rest is.
func (w *writer) items(d *draft) block {
	l := d.long
	var items block
	n, other := 0, 0
	simple := !l.texts // votes:s-{item} says it of all
	for _, r := range l.routes {
		if r.vote {
			n++
		}
		item := pairOf{key: r.item}
		for _, why := range r.why {
			item.notes = append(item.notes, w.say("why."+why.Key, why.Pairs...))
		}
		switch {
		case r.line != nil:
			item.value = scalar(r.line.Code)
		case r.vote:
			id := w.selectionOf(r.item, r.none, n).id
			if simple && id == "s-"+r.item {
				continue
			}
			item.value = scalar("votes:" + id)
		case simple && !w.routed(l):
			// Nothing adds up, so nothing tells lines and votes apart.
			w.selectionOf(r.item, false, len(w.order)+1)
			other++
			continue
		default:
			item.value = bare(`""`)
			item.notes = append(item.notes, "? "+w.say("why.item"))
			w.todo("item", "file", d.sheets[0].name, "item", r.item)
		}
		items = append(items, item)
	}
	give := block{{key: "item", value: scalar("{" + l.item.key + "}"), notes: w.reasons(l.item)}, {key: "value", value: scalar(l.value.key), notes: w.reasons(l.value)}}
	if len(items) > 0 {
		give = append(give, pairOf{key: "items", value: items})
	}
	if simple {
		rest := pairOf{key: "else", value: scalar("votes:s-{" + l.item.key + "}")}
		if other > 0 {
			rest.notes = []string{"? " + w.say("why.else")}
			w.todo("else", "file", d.sheets[0].name)
		}
		give = append(give, rest)
	}
	if d.joins {
		give = append(give, pairOf{key: "absent", value: scalar("unknown"), notes: []string{"? " + w.say("why.absent_rows")}})
	}
	return give
}

// routed reports whether arithmetic told any votes apart.
func (w *writer) routed(l *long) bool {
	return slices.ContainsFunc(l.routes, func(r route) bool { return r.vote && !r.none })
}
