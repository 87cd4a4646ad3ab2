package datasets

import (
	"cmp"
	"slices"

	"achyk/generator/election"
	"achyk/generator/source"
)

// ExportsTable is the table of the files that were received.
const ExportsTable = "exports"

// An Export is a file as it was received, by its digest: whoever has it can see
// that a figure was read from this file and no other. Digests stand here and not
// on the pages of figures, which would all change with every file.
type Export struct {
	File   string `json:"file"` // below the folder of the election
	SHA256 string `json:"sha256"`
}

// Exports are the files that the election was read from, by name.
func (s *Set) Exports() []Export { return s.received }

// exportsOf finds the files by the cells of everything that was read.
func exportsOf(e *election.Election) []Export {
	files := make(map[string]string)
	var last *source.File // most cells lie in the file of the one before
	note := func(at source.Cell) {
		if at.File == last || !at.Known() {
			return
		}
		if last = at.File; last.SHA256 != "" {
			files[last.Path] = last.SHA256
		}
	}
	for _, c := range e.Commissions {
		note(c.At)
		for _, p := range c.Protocols {
			note(p.At)
			for _, counts := range [][]election.Count{p.Lines, p.Votes} {
				for _, n := range counts {
					note(n.At)
				}
			}
		}
		if r := c.Records; r != nil {
			for _, at := range r.Cells() {
				note(at)
			}
		}
	}
	for _, k := range e.Contests {
		for _, of := range k.Selections {
			note(of.At)
		}
	}
	for _, d := range e.Decisions {
		note(d.At)
	}
	for _, m := range e.Maps {
		if !m.Tiles {
			note(m.At)
		}
	}
	exports := make([]Export, 0, len(files))
	for name, digest := range files {
		exports = append(exports, Export{name, digest})
	}
	slices.SortFunc(exports, func(a, b Export) int { return cmp.Compare(a.File, b.File) })
	return exports
}

func exportColumns(*Set) []string { return []string{"file", "sha256"} }

// exports is a row a file.
func (s *Set) exports(t *table) {
	for _, f := range s.received {
		t.row()
		t.texts(f.File, f.SHA256)
		t.end()
	}
}
