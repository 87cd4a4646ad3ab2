package mapping

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// config are the files that say how others are read, and are never data.
var config = []string{"election.yaml", "planted.json", "demo.json"}

// sources checks the sources and the top of every file they read. Only sheets
// that have all columns are read later.
func (p *Plan) sources(sources []Source) error {
	for i := range sources {
		x := p.check(i, &sources[i])
		p.exports = append(p.exports, x)
		files := p.files(x, sources[i].Files)
		if x.broken {
			continue
		}
		for _, name := range files {
			if err := p.survey(x, name); err != nil {
				return err
			}
		}
		x.compare()
		if p.overlap(sources, x); x.broken {
			x.pages = nil
		}
		x.leading = len(x.pages)
	}
	p.unnamed()
	return nil
}

// files are those that the globs of a source mean. A glob that means an archive
// means every file in it.
func (p *Plan) files(x *export, globs []string) []string {
	var files []string
	for j, glob := range globs {
		none := true
		for _, name := range p.names {
			if !within(glob, name) {
				continue
			}
			none = false
			if !slices.Contains(files, name) {
				files = append(files, name)
			}
			p.claimed[name] = true
		}
		if _, err := path.Match(glob, ""); none && err == nil && glob != "" {
			p.report(finding.Finding{Code: finding.SourceEmpty, At: p.at(x.path("files", j)...)}.
				With("files", quoted(glob)).With("has", listed(p.names)).With("meant", quoted(nearest(glob, p.names))))
		}
	}
	slices.Sort(files)
	return files
}

// within reports whether a glob means a file, or an archive that it lies in.
func within(glob, name string) bool {
	glob, name = wording.Composed(glob), wording.Composed(name) // not every system writes a letter in one way
	for {
		if hit, err := path.Match(glob, name); hit && err == nil {
			return true
		}
		if name = path.Dir(name); name == "." || name == "/" || !strings.EqualFold(path.Ext(name), ".zip") && !strings.Contains(strings.ToLower(name), ".zip/") {
			return false
		}
	}
}

// survey reads the top of each sheet of a file.
func (p *Plan) survey(x *export, name string) error {
	before := len(p.findings)
	read, err := p.read(name, x.how)
	if err != nil {
		return err
	}
	for i, f := range p.findings[before:] {
		if slices.Contains(f.Args, finding.Arg{Name: "problem", Value: finding.NoRecords}) {
			p.findings[before+i].Also = append(f.Also, p.at(x.path("path")...))
		}
	}
	x.unread = x.unread || len(read) == 0
	for _, sheet := range read {
		top, err := x.readHead(sheet, x.wanted())
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if top.header == nil {
			p.noHeader(sheet, top.row, top.fault)
			x.unread = true
			continue
		}
		x.pages = append(x.pages, x.compile(name, sheet, top))
	}
	return nil
}

// noHeader reports a sheet whose columns nobody can name, and the row that would
// name them, where it is none.
func (p *Plan) noHeader(sheet *sheets.Sheet, row int32, fault *sheets.Fault) {
	p.report(finding.Finding{Code: finding.TableUnreadable, At: source.Cell{File: sheet.File}})
	if fault == nil {
		return
	}
	f := finding.Finding{Code: finding.RowUnreadable, At: sheet.At(row, fault.Column)}.With("problem", fault.Problem)
	p.report(fault.Tell(f))
}

// unnamed reports columns that no source names. Several sources may read one
// file, each its own columns.
func (p *Plan) unnamed() {
	type place struct{ path, sheet string }
	pages := make(map[place][]*page)
	var order []place
	for _, x := range p.exports {
		for _, pg := range x.pages {
			at := place{pg.file.Path, pg.file.Sheet}
			if pages[at] == nil {
				order = append(order, at)
			}
			pages[at] = append(pages[at], pg)
		}
	}
	type kin struct {
		export *export
		name   string
	}
	told := make(map[kin]bool) // once for all files of a source
	for _, at := range order {
		all := pages[at]
		for i, name := range all[0].has() {
			named := func(pg *page) bool { return i < len(pg.used) && pg.used[i] || pg.ignores(i) }
			if k := (kin{all[0].export, name}); name != "" && !told[k] && !slices.ContainsFunc(all, named) {
				told[k] = true
				p.report(finding.Finding{Code: finding.ColumnUnknown, At: all[0].headerAt(i)}.
					With("column", quoted(name)).With("known", listed(all[0].known())))
			}
		}
	}
}

// known are the columns that the source names.
func (pg *page) known() []string {
	var names []string
	for i, name := range pg.has() {
		if i < len(pg.used) && pg.used[i] {
			names = append(names, name)
		}
	}
	return names
}
