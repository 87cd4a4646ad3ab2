package main

import (
	"os"
	"path"
	"path/filepath"

	"achyk/generator/datasets"
	"achyk/generator/wording"
)

// expectMaps is a table a map, a row a place.
func (s *side) expectMaps(t rows, maps []datasets.MapFigures) {
	for _, m := range maps {
		var table []row
		for _, f := range m.Figures {
			table = append(table, row{{s.pageOf(f.Place)}, {}, s.mapped(&f)})
		}
		t.add("mt", table)
	}
}

// mapped is what a map's table says of a place.
func (s *side) mapped(f *datasets.MapFigure) []string {
	var said []string
	if f.Counted != nil {
		said = append(said, s.w.Number(*f.Counted)+" / "+s.w.Number(*f.Expected))
	}
	switch {
	case f.Failing != nil:
		return append(said, s.w.Number(*f.Failing))
	case f.Share != nil:
		return append(said, s.percent(*f.Share))
	}
	return append(said, s.w.Amount(wording.Amount{}))
}

// pageOf is where the page of a commission above precincts lies, by its id.
func (s *side) pageOf(id string) string {
	for _, folder := range []string{"regions", "commissions", "precincts"} {
		of := path.Join(s.election(), folder, id)
		if _, err := os.Stat(filepath.Join(s.dir, "api", filepath.FromSlash(of)+".json")); err == nil {
			return of
		}
	}
	return id
}
