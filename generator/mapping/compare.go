package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// compare reports columns that a source names and its files do not have. If no
// file has one, the source is wrong; if one file lacks it, the file is. Such
// files are not read.
//
// JSON is written without the keys that have nothing to say: one that a file
// lacks is an empty cell of all its records, and one that all of them lack is
// wrong only where no record can do without it. Without a record nothing is known
// of the keys.
func (x *export) compare() {
	p := x.plan
	var filled []*page
	lacking := make(map[string]int) // sheets, by column
	for _, pg := range x.pages {
		if pg.file.Keys != nil && len(pg.file.Keys) == 0 {
			pg.missing = nil
			continue
		}
		filled = append(filled, pg)
		for name := range pg.lacks() {
			lacking[name]++
		}
	}
	var nowhere []string
	for _, name := range slices.Sorted(maps.Keys(lacking)) {
		switch {
		case lacking[name] < len(filled):
		case slices.ContainsFunc(filled, func(pg *page) bool { return pg.file.Keys == nil || pg.lacks()[name].needed }):
			nowhere = append(nowhere, name)
		default:
			x.keyless = append(x.keyless, name)
			p.report(finding.Finding{Code: finding.NeverMet, At: p.at(filled[0].lacks()[name].path...)}.
				With("column", quoted(name)).With("value", "").With("problem", finding.NoSuchKey))
		}
	}
	if len(nowhere) > 0 {
		x.nowhere(nowhere, filled[0])
		x.pages, x.unread = nil, true
		return
	}
	x.pages = slices.DeleteFunc(x.pages, func(pg *page) bool {
		p.report(pg.twice...)
		unlike := len(pg.twice) > 0
		lacks := pg.lacks()
		for _, name := range slices.Sorted(maps.Keys(lacks)) {
			if pg.file.Keys != nil && !strings.HasPrefix(name, ":") {
				continue
			}
			unlike = true
			p.report(finding.Finding{Code: finding.FileUnlike, At: pg.headerRow(), Also: []source.Cell{p.at(lacks[name].path...)}}.
				With("column", quoted(name)).With("has", listed(pg.has())).With("meant", quoted(nearest(name, pg.has()))))
		}
		x.unread = x.unread || unlike
		return unlike
	})
}

// nowhere reports columns that no file has. Where they are most of what the
// source names, it is not their names that are wrong.
func (x *export) nowhere(names []string, pg *page) {
	p, lacks := x.plan, pg.lacks()
	const few = 3
	if len(names) >= few && 2*len(names) > len(pg.asked) {
		p.report(finding.Finding{Code: finding.SourceColumn, At: p.at(x.path()...), Also: []source.Cell{pg.headerRow()}}.
			With("column", quoted(names[0])).With("has", listed(pg.has())).With("others", listed(names[1:])).With("most", pg.how))
		return
	}
	for _, name := range names {
		p.report(finding.Finding{Code: finding.SourceColumn, At: p.at(lacks[name].path...), Also: []source.Cell{pg.headerRow()}}.
			With("column", quoted(name)).With("has", listed(pg.has())).With("meant", quoted(nearest(name, pg.has()))))
	}
}

// lacks are the columns that a sheet does not have, each with the first place
// that names it.
func (pg *page) lacks() map[string]lack {
	first := make(map[string]lack)
	for _, m := range pg.missing {
		if known, named := first[m.name]; named {
			known.needed = known.needed || m.needed
			m = known
		}
		first[m.name] = m
	}
	return first
}

// asRead says how a sheet was read, in the words of election.yaml.
func (x *export) asRead(sheet *sheets.Sheet, top *head) string {
	var said []string
	say := func(key, text string) {
		if text != "" {
			said = append(said, key+": "+text)
		}
	}
	if sheet.Keys != nil {
		say("path", strconv.Quote(x.how.Path))
		return said[0]
	}
	if sheet.File.Sheet != "" {
		say("sheet", strconv.Quote(quoted(sheet.File.Sheet)))
	}
	var rows []string
	for _, row := range append(slices.Clip(x.header[:max(0, len(x.header)-1)]), top.header.row) {
		place := fmt.Sprint(row)
		if x.crosswise && row > 0 {
			place = strings.TrimPrefix(letter(int(row)-1, false), ":")
		}
		rows = append(rows, place)
	}
	say("header", strings.Join(rows, ", "))
	switch sheet.Delimiter {
	case 0:
	case '\t':
		say("delimiter", "tab")
	default:
		say("delimiter", strconv.Quote(string(sheet.Delimiter)))
	}
	say("encoding", sheet.Encoding)
	return strings.Join(said, ", ")
}
