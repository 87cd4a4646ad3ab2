package checks

import (
	"slices"

	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// Unquoted stands where a finding may not say what a cell holds.
const Unquoted = "…"

// Shown are the findings about an election as readers may see them. Nothing is
// told of a commission under an embargo. Cells are not quoted where they may say
// a figure too early: of a commission whose protocols are sealed, and, while
// anything is under an embargo, of rows that name no commission anyone knows –
// whose they are cannot be told. Nor are they quoted where they may be about a
// handful of people.
func Shown(y *rollup.Country, found []finding.Finding) []finding.Finding {
	root := y.Election.Root
	early := root != nil && root.Sealed(y.AsOf)
	shown := make([]finding.Finding, 0, len(found))
	for _, f := range found {
		c := y.Election.Commission(f.Commission)
		switch {
		case c == nil && early:
			f = unquoted(f)
			// Its key is made of cells as well.
			f.Record, f.Commission = "", ""
			if y.Election.Contest(f.Contest) == nil {
				f.Contest = ""
			}
		case c == nil:
		case c.Embargoed(y.AsOf):
			continue
		case c.Sealed(y.AsOf):
			f = unquoted(f)
		}
		if f.Private {
			f = unquoted(f)
			f.Record = "" // it names the group
		}
		shown = append(shown, f)
	}
	return shown
}

// ofConfiguration are the facts that no row of a table holds: names of columns,
// what a cell may hold, and what a parser had to say.
var ofConfiguration = []string{"column", "known", "has", "table", "problem", "check", "key"}

// unquoted is a finding without what cells hold: with its code and place, and
// the numbers that were counted.
func unquoted(f finding.Finding) finding.Finding {
	args := slices.Clone(f.Args)
	for i, a := range args {
		if _, text := a.Value.(string); text && !slices.Contains(ofConfiguration, a.Name) {
			args[i].Value = Unquoted
		}
	}
	f.Args = args
	return f
}
