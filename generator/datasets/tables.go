package datasets

import (
	"slices"
	"strings"

	"achyk/generator/wording"
)

// A DataDocument lists the tables.
type DataDocument struct {
	Head
	Source *Text       `json:"source,omitempty"`
	Tables []TableFile `json:"tables"`
	Sums   string      `json:"checksums"` // below the root of the site, as the tables
	// Exports are the first of the files that were received; the table exports
	// has all.
	Exports []Export `json:"exports"`
	More    *int64   `json:"more_exports,omitempty"`
	Papers  *Zips    `json:"papers,omitempty"`
}

// Zips are the papers to be downloaded, a file for each commission that has
// precincts directly beneath it.
type Zips struct {
	Sums     string        `json:"checksums"` // below the root of the site, beside the zips
	Archives []ArchiveFile `json:"archives"`
}

// An ArchiveFile is one zip.
type ArchiveFile struct {
	Commission Place  `json:"commission"`
	Name       string `json:"name"`
	Path       string `json:"path"`
	Documents  int64  `json:"documents"`
	Pages      int64  `json:"pages"`
	Bytes      int64  `json:"bytes"`
	SHA256     string `json:"sha256"`
}

// MostExports is how many of the files that were received a page lists.
const MostExports = 40

// A TableFile is one table to be downloaded.
type TableFile struct {
	Table   string        `json:"table"`
	What    Text          `json:"what"`
	Name    string        `json:"name"`
	Path    string        `json:"path"`
	Rows    int64         `json:"rows"`
	Bytes   int64         `json:"bytes"`
	SHA256  string        `json:"sha256"`
	Columns []TableColumn `json:"columns"`
}

// A TableColumn is one column, by the name in the header.
type TableColumn struct {
	Name    string `json:"name"`
	Meaning Text   `json:"meaning"`
}

func (s *Set) dataDocument() *DataDocument {
	d := &DataDocument{
		Head: s.head(dataKind, DataPath(s.Election), s.Latest(s.Election.Root)), Source: optional(s.Election.Source),
		Tables: []TableFile{}, Sums: "data/" + s.Election.ID + "/" + Sums,
	}
	d.Exports = s.received[:min(MostExports, len(s.received))]
	d.More = some(len(s.received) - len(d.Exports))
	for _, f := range s.files {
		table := TableFile{
			Table: f.Table, What: s.say("dataset.table." + f.Table), Name: f.Name, Path: f.Path,
			Rows: f.Rows, Bytes: f.Bytes, SHA256: f.SHA256,
		}
		for _, name := range f.Columns {
			table.Columns = append(table.Columns, TableColumn{name, text(s.MeaningIn(f.Table, name))})
		}
		d.Tables = append(d.Tables, table)
	}
	if len(s.archives) > 0 {
		d.Papers = &Zips{Sums: s.ArchiveSums()}
	}
	for _, a := range s.archives {
		d.Papers.Archives = append(d.Papers.Archives, ArchiveFile{s.place(a.Commission), a.Name, a.Path, a.Documents, a.Pages, a.Bytes, a.SHA256})
	}
	return d
}

// worded are the tables with columns in the election's own words.
var worded = []string{ResultsTable, "protocols", "verdicts"}

// MeaningIn says what a column of a table holds. A line of some protocol may have the
// same code as a column of a table that has no column a line.
func (s *Set) MeaningIn(table, column string) wording.Text {
	if slices.Contains(worded, table) {
		return s.Meaning(column)
	}
	return wording.Text(s.say("dataset.column." + column))
}

// Meaning says what a column of the tables holds. Some are made of the
// election's own words: a column a line, a selection, a check.
func (s *Set) Meaning(column string) wording.Text {
	if check := s.Election.Check(column); check != nil {
		return check.Name
	}
	for _, k := range s.Election.Contests {
		if i := k.LineCode(column); i >= 0 {
			return k.Lines[i].Name
		}
		if id, votes := strings.CutPrefix(column, "votes:"); votes && k.Selection(id) != nil {
			name := k.Selection(id).Name
			return wording.Text{
				Ky: s.catalogue.Language("ky").Text("operand.votes", "name", name),
				Ru: s.catalogue.Language("ru").Text("operand.votes", "name", name),
			}
		}
	}
	return wording.Text(s.say("dataset.column." + column))
}
