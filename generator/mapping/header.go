package mapping

import (
	"slices"
	"strconv"
	"strings"

	"achyk/generator/sheets"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A header is what the columns of a sheet are called. Where it has none, they
// have letters alone.
type header struct {
	row    int32 // where the names stand, the lowest row of several; 0 in JSON
	names  []string
	exact  map[string][]int // columns by name
	alike  map[string][]int // columns by what the name looks like; nil until it is needed
	joined bool             // names are made of several rows
}

// separatorOfNames stands between the upper and the lower name of a column.
const separatorOfNames = " / "

// newHeader names columns after rows of cells, the upper first. An empty upper
// cell belongs to the one on its left: they were merged. An empty lower cell was
// merged with the one above.
func newHeader(row int32, rows [][]string) *header {
	h := &header{row: row, exact: make(map[string][]int), joined: len(rows) > 1}
	width := 0
	for _, cells := range rows {
		width = max(width, len(cells))
	}
	above := make([]string, len(rows)) // the last name of each row
	for i := range width {
		var words []string
		has, ends := false, false
		for k, cells := range rows {
			text := ""
			if i < len(cells) {
				text = strings.TrimSpace(cells[i])
			}
			has = has || text != ""
			if text != "" || ends {
				// A new upper name ends the lower ones that were merged to its left.
				above[k], ends = text, true
			}
			if k < len(rows)-1 {
				text = above[k]
			}
			if text != "" && (len(words) == 0 || words[len(words)-1] != text) {
				words = append(words, text)
			}
		}
		name := ""
		if has {
			name = strings.Join(words, separatorOfNames)
		}
		h.names = append(h.names, strings.Clone(name))
	}
	for i, name := range h.names {
		if name != "" {
			h.exact[name] = append(h.exact[name], i)
		}
	}
	return h
}

// find is the columns of a name: as it is written, else as it looks.
func (h *header) find(name string) []int {
	if found := h.exact[name]; found != nil {
		return found
	}
	return h.look(name)
}

// look is the columns whose name looks like this one.
func (h *header) look(name string) []int {
	if h.alike == nil {
		h.alike = make(map[string][]int, len(h.names))
		for i, have := range h.names {
			if look := wording.Alike(have); look != "" {
				h.alike[look] = append(h.alike[look], i)
			}
		}
	}
	return h.alike[wording.Alike(name)]
}

// letter names a column that has no name.
func letter(i int, crosswise bool) string {
	c := source.Cell{Column: int32(i + 1)}
	if crosswise {
		return ":" + strconv.Itoa(i+1)
	}
	return ":" + c.Letter()
}

// A head is the top of a sheet: its header and the cells that templates name.
type head struct {
	header *header
	cells  map[[2]int32]string // by row and index
	first  int32               // the first row with data
	width  int                 // of the header and the first rows after it
	fault  *sheets.Fault       // of the header row
	row    int32               // where the fault is
}

// mostLooked is how many rows are looked at to see how wide a sheet is.
const mostLooked = 100

// readHead reads the top of a sheet. Its header is nil where there is none.
func (x *export) readHead(sheet *sheets.Sheet, wanted [][2]int32) (*head, error) {
	top := &head{cells: make(map[[2]int32]string), first: x.first}
	if sheet.Keys != nil {
		top.header, top.width = newHeader(0, [][]string{sheet.Keys}), len(sheet.Keys)
		top.first = max(1, x.first)
		return top, nil
	}
	lowest, looked := int32(0), 0
	for _, w := range wanted {
		lowest = max(lowest, w[0])
	}
	numbers := x.header
	var named [][]string
	if x.headless {
		top.header, top.first = newHeader(0, nil), max(1, x.first)
	}
	rows := sheet.Rows()
	for rows.Next() {
		row, cells := rows.Row(), rows.Cells()
		if !x.headless && len(numbers) == 0 {
			numbers = []int32{row}
		}
		for _, w := range wanted {
			if w[0] == row && int(w[1]) < len(cells) && rows.Fault() == nil {
				top.cells[w] = strings.Clone(strings.TrimSpace(cells[w[1]]))
			}
		}
		if slices.Contains(numbers, row) {
			if rows.Fault() != nil {
				top.fault, top.row = rows.Fault(), row
				return top, nil
			}
			copied := make([]string, len(cells))
			for i, text := range cells {
				copied[i] = strings.Clone(text)
			}
			// An upper row with nothing in it is a row all the same.
			for len(named) < slices.Index(numbers, row) {
				named = append(named, nil)
			}
			named = append(named, copied)
		}
		if top.header == nil && row >= numbers[len(numbers)-1] {
			top.close(numbers, named)
		}
		if top.header != nil && row >= top.first {
			top.width = max(top.width, len(cells))
			looked++
		}
		if top.header != nil && looked >= mostLooked && row >= lowest {
			break
		}
	}
	if top.header == nil && len(named) > 0 {
		top.close(numbers, named)
	}
	return top, rows.Err()
}

// close ends the header.
func (t *head) close(numbers []int32, named [][]string) {
	last := numbers[len(numbers)-1]
	for len(named) < len(numbers) {
		named = append(named, nil)
	}
	t.header = newHeader(last, named)
	t.first, t.width = max(t.first, last+1), max(t.width, len(t.header.names))
}
