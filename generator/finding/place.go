package finding

import (
	"path"
	"strconv"

	"achyk/generator/source"
)

// Place is how the catalogues word a cell: the key of the sentence and its
// facts, as a spreadsheet shows them, or as records and keys where the file is
// JSON. The file is named as the reader knows it.
func Place(file string, c source.Cell) (key string, pairs []any) {
	pairs = []any{"file", file, "row", strconv.Itoa(int(c.Row)), "column", c.Letter(), "sheet", c.File.Sheet}
	key = "findings.place_file"
	switch {
	case c.File.Keys != nil && c.Row > 0 && c.Column > 0:
		key = "findings.place_key"
	case c.File.Keys != nil && c.Row > 0:
		key = "findings.place_record"
	case c.Row > 0 && c.Column > 0:
		key = "findings.place_cell"
	case c.Row > 0 && path.Ext(c.File.Path) == ".yaml":
		key = "findings.place_line" // an editor shows lines
	case c.Row > 0:
		key = "findings.place_row"
	case c.Column > 0: // a record of a table whose records are columns
		key = "findings.place_column"
	}
	if c.File.Sheet != "" {
		key += "_sheet"
	}
	return key, pairs
}
