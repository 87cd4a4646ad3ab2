package finding_test

import (
	"testing"

	"achyk/generator/finding"
	"achyk/generator/source"
)

func TestAPlaceIsNamedAsItsFormatShowsIt(t *testing.T) {
	table := &source.File{Path: "a.csv"}
	sheet := &source.File{Path: "a.xlsx", Sheet: "Totals"}
	records := &source.File{Path: "a.json", Keys: []string{"id", "votes.1"}}
	tests := map[string]struct {
		at   source.Cell
		want string
	}{
		"a file":                    {source.Cell{File: table}, "a.csv"},
		"a row":                     {source.Cell{File: table, Row: 3}, "a.csv, row 3"},
		"a cell":                    {source.Cell{File: table, Row: 3, Column: 27}, "a.csv, row 3, column AA"},
		"a column that is a record": {source.Cell{File: table, Column: 2}, "a.csv, column B"},
		"a line of a configuration": {source.Cell{File: &source.File{Path: "election.yaml"}, Row: 9}, "election.yaml, line 9"},
		"a cell on a sheet":         {source.Cell{File: sheet, Row: 3, Column: 1}, "a.xlsx, sheet Totals, row 3, column A"},
		"a record that is a column": {source.Cell{File: sheet, Column: 4}, "a.xlsx, sheet Totals, column D"},
		"a record":                  {source.Cell{File: records, Row: 12}, "a.json, record 12"},
		"a key of a record":         {source.Cell{File: records, Row: 12, Column: 2}, "a.json, record 12, key votes.1"},
		"a file of records":         {source.Cell{File: records}, "a.json"},
		"a record without any key":  {source.Cell{File: &source.File{Path: "a.json", Keys: []string{}}, Row: 1}, "a.json, record 1"},
	}
	c := catalogue(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			key, pairs := finding.Place(test.at.File.Path, test.at)
			if got := c.Language("en").Text(key, pairs...); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			for _, language := range []string{"ky", "ru"} {
				c.Language(language).Text(key, pairs...)
			}
		})
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}
