package sheets

import (
	"path"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// choose says which sheets of the workbook are meant, and looks them through.
// Where nobody named one it must be the only one in sight with anything in it.
func (b *book) choose(how How) ([]*bookSheet, []finding.Finding, error) {
	if how.Sheet != "" {
		return b.named(how.Sheet)
	}
	visible, findings, err := b.inSight()
	if err != nil {
		return nil, nil, err
	}
	if len(visible) > 1 {
		for _, s := range visible {
			if how.Name != "" && strings.EqualFold(strings.TrimSpace(s.name), how.Name) {
				return []*bookSheet{s}, findings, nil
			}
		}
		return nil, append(findings, b.unclear("", visible)), nil
	}
	if len(visible) == 0 {
		return nil, findings, unreadable{Problem: finding.EmptyFile}
	}
	return visible, findings, nil
}

// named finds the sheets that a glob means. A hidden one must be named letter
// by letter: it was hidden by somebody, and a star may not know of it.
func (b *book) named(glob string) ([]*bookSheet, []finding.Finding, error) {
	var chosen, others []*bookSheet
	var findings []finding.Finding
	for _, s := range b.sheets {
		exact := s.name == glob
		fits, err := path.Match(glob, s.name)
		switch {
		case exact || err == nil && fits && !s.hidden:
			if err := s.examine(true); err != nil {
				return nil, nil, err
			}
			chosen = append(chosen, s)
		case err == nil && fits:
			findings = append(findings, b.hiddenSheet(s))
		case !s.hidden:
			others = append(others, s)
		}
	}
	if len(chosen) == 0 {
		findings = append(findings, b.unclear(glob, others))
	}
	return chosen, findings, nil
}

// inSight lists the visible sheets with anything in them, and reports the
// hidden ones.
func (b *book) inSight() ([]*bookSheet, []finding.Finding, error) {
	var visible []*bookSheet
	var findings []finding.Finding
	for _, s := range b.sheets {
		if err := s.examine(!s.hidden); err != nil {
			return nil, nil, err
		}
		if !s.look.filled {
			continue
		}
		if s.hidden {
			findings = append(findings, b.hiddenSheet(s))
			continue
		}
		visible = append(visible, s)
	}
	return visible, findings, nil
}

func (b *book) hiddenSheet(s *bookSheet) finding.Finding {
	return hides(source.Cell{File: &source.File{Path: b.name, Sheet: s.name}}, finding.HiddenSheet, 1)
}

func (b *book) unclear(wanted string, has []*bookSheet) finding.Finding {
	names := make([]string, len(has))
	for i, s := range has {
		names[i] = s.name
	}
	return finding.Finding{Code: finding.SheetUnclear, At: source.Cell{File: &source.File{Path: b.name}}}.
		With("sheet", wanted).With("has", strings.Join(names, ", "))
}
