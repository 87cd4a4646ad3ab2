// Package mapping turns rows as an office exports them into records in the
// canonical columns, as `sources:` of election.yaml describes it. Tables that
// have canonical columns already, and rows that election.yaml holds itself, are
// handed out in the same way, so that intake reads all of them alike.
//
// What a source says is checked before any record is handed out: against the
// canonical columns, and against the header of every file it reads. What does
// not fit is a finding at its line of election.yaml.
package mapping

import (
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// A Plan knows which files of a folder give which tables.
type Plan struct {
	folder   *sheets.Folder
	tables   map[string][]Row
	columns  map[string][]string // canonical, by table
	at       func(path ...any) source.Cell
	names    []string
	claimed  map[string]bool
	own      map[string][]string // canonical files, by table
	exports  []*export
	findings []finding.Finding
	said     map[string]bool // findings that a second reading would repeat
	tell     func(finding.Finding)

	lastName string
	lastHow  sheets.How
	last     []*sheets.Sheet
}

// New plans how the tables of an election are read. The place of a value in
// election.yaml is asked for by its keys and indexes.
func New(folder *sheets.Folder, sources []Source, tables map[string][]Row, columns map[string][]string, at func(path ...any) source.Cell) (*Plan, []finding.Finding, error) {
	p := &Plan{
		folder: folder, tables: tables, columns: columns, at: at,
		claimed: make(map[string]bool), own: make(map[string][]string), said: make(map[string]bool),
	}
	names, found, err := folder.Names()
	if err != nil {
		return nil, nil, fmt.Errorf("plan tables: %w", err)
	}
	p.names = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(config, name) })
	p.report(found...)
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		if _, known := columns[table]; !known {
			p.meaningless(why{known: slices.Sorted(maps.Keys(columns))}, table, "tables", table)
		}
	}
	if err := p.sources(sources); err != nil {
		return nil, nil, err
	}
	p.ownFiles()
	return p, p.Findings(), nil
}

// ownFiles finds the files in canonical columns. What a source claims is not
// one.
func (p *Plan) ownFiles() {
	for _, name := range p.names {
		if table := p.tableOf(name); table != "" && !p.claimed[name] {
			p.own[table] = append(p.own[table], name)
		}
	}
}

// tableOf is the canonical table that a file is by its name; empty for others.
func (p *Plan) tableOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if !slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"}, ext) {
		return ""
	}
	if dir, _, beneath := strings.Cut(name, "/"); beneath && dir == protocols {
		return protocols
	}
	table := strings.TrimSuffix(name, path.Ext(name))
	if _, known := p.columns[table]; !known {
		return ""
	}
	return table
}

// Claimed are the files that sources read.
func (p *Plan) Claimed() map[string]bool { return p.claimed }

// Unclaimed are the other files beneath the folder that are no canonical table.
func (p *Plan) Unclaimed() []string {
	var rest []string
	for _, name := range p.names {
		if !p.claimed[name] && p.tableOf(name) == "" {
			rest = append(rest, name)
		}
	}
	return rest
}

// Has reports whether anything holds or declares a table.
func (p *Plan) Has(table string) bool {
	_, inline := p.tables[table]
	return inline || len(p.own[table]) > 0 || slices.ContainsFunc(p.exports, func(x *export) bool {
		return slices.ContainsFunc(x.gives, func(g give) bool { return g.table == table && !g.completes })
	})
}

// Streams hands out what holds a table, one stream after another: canonical
// files, `tables:`, sources; those that complete others come last. A stream is
// read before the next one is asked for.
func (p *Plan) Streams(table string) iter.Seq2[*Stream, error] {
	return func(yield func(*Stream, error) bool) {
		for _, name := range p.own[table] {
			if !p.ownStreams(table, name, yield) {
				return
			}
		}
		if s := p.inline(table); s != nil && !yield(s, nil) {
			return
		}
		for _, completes := range []bool{false, true} {
			for _, x := range p.exports {
				for _, pg := range x.pages {
					if !p.pageStreams(pg, table, completes, yield) {
						return
					}
				}
			}
		}
	}
}

// pageStreams hands out what the rows of one sheet give to a table.
func (p *Plan) pageStreams(pg *page, table string, completes bool, yield func(*Stream, error) bool) bool {
	for i := range pg.export.gives {
		g := &pg.export.gives[i]
		if g.table != table || g.completes != completes {
			continue
		}
		sheet, err := p.again(pg)
		switch {
		case err != nil:
			return yield(nil, err)
		case sheet == nil:
			return true
		case !yield(pg.stream(g, sheet), nil):
			return false
		}
	}
	return true
}

// again reads a sheet once more; nil where it is not there any more, which was
// reported. Its cells are those of the file as it was read first.
func (p *Plan) again(pg *page) (*sheets.Sheet, error) {
	read, err := p.read(pg.name, pg.export.how)
	if err != nil {
		return nil, err
	}
	for _, sheet := range read {
		if sheet.File.Sheet == pg.file.Sheet {
			sheet.File = pg.file
			return sheet, nil
		}
	}
	return nil, nil
}

// ownStreams hands out the sheets of one canonical file.
func (p *Plan) ownStreams(table, name string, yield func(*Stream, error) bool) bool {
	read, err := p.read(name, sheets.How{Name: table})
	if err != nil {
		return yield(nil, err)
	}
	for _, sheet := range read {
		s, rows := asItStands(table, sheet)
		if rows.Err() != nil {
			return yield(nil, fmt.Errorf("read %s: %w", name, rows.Err()))
		}
		if s == nil && sheet.Keys != nil && rows.Fault() == nil {
			continue // JSON without a record: a table with nothing in it yet
		}
		if s == nil {
			p.noHeader(sheet, rows.Row(), rows.Fault())
			continue
		}
		if !yield(s, nil) {
			return false
		}
	}
	return true
}

// inline is the stream of the rows in election.yaml; nil where there are none.
func (p *Plan) inline(table string) *Stream {
	rows := p.tables[table]
	if len(rows) == 0 {
		return nil
	}
	named := make(map[string]bool)
	for _, row := range rows {
		for column := range row {
			named[column] = true
		}
	}
	in := &inline{table: table, rows: rows, row: -1, where: p.at}
	for _, column := range p.columns[table] {
		if named[column] {
			in.columns = append(in.columns, column)
			delete(named, column)
		}
	}
	in.columns = append(in.columns, slices.Sorted(maps.Keys(named))...)
	return &Stream{
		Table: table, File: p.at("tables", table).File, Columns: in.columns, Inline: true,
		records: in, texts: make([]string, len(in.columns)),
	}
}

// read reads a file, or takes it as it was just read.
func (p *Plan) read(name string, how sheets.How) ([]*sheets.Sheet, error) {
	if p.lastName == name && p.lastHow == how {
		return p.last, nil
	}
	p.last, p.lastName = nil, "" // only one file is held in memory
	read, found, err := p.folder.Read(name, how)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	p.report(found...)
	p.last, p.lastName, p.lastHow = read, name, how
	return read, nil
}

// report collects findings. A file is read more than once, and says each time
// what is wrong with it.
func (p *Plan) report(found ...finding.Finding) {
	for _, f := range found {
		key := fmt.Sprint(f.Code, f.At.String(), f.Args)
		if !p.said[key] {
			p.said[key] = true
			p.out(f)
		}
	}
}

// out hands a finding on.
func (p *Plan) out(f finding.Finding) {
	if p.tell != nil {
		p.tell(f)
		return
	}
	p.findings = append(p.findings, f)
}

// Tell hands findings to a function from now on, each when it is found: a file
// of garbage has more of them than memory holds.
func (p *Plan) Tell(to func(finding.Finding)) { p.tell = to }

// Findings are those collected since it was last asked for them.
func (p *Plan) Findings() []finding.Finding {
	found := p.findings
	p.findings = nil
	return found
}
