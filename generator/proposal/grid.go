package proposal

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A grid is the top of a sheet: its rows as they stand, and their numbers.
type grid struct {
	rows    [][]string
	numbers []int32
	keys    []string // JSON: the columns; nil elsewhere
	cross   bool     // rows and columns have changed places
}

// A header says where the columns of a grid are named.
type header struct {
	rows  []int // indexes of rows; empty = nothing names them
	first int   // index of the first row of data
	gap   bool  // the data do not begin right after the header
}

// most rows that stand above the data.
const mostAbove = 40

// filled is how many cells of a row hold anything, and how many of these are
// figures.
func filled(row []string) (cells, figures int) {
	for _, cell := range row {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		cells++
		if figure(cell) {
			figures++
		}
	}
	return cells, figures
}

// figure reports whether a cell looks like data rather than a name: a number,
// with whatever separators and signs, or a date.
func figure(cell string) bool {
	digits := 0
	for _, r := range strings.TrimSpace(cell) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune(" \u00a0\u202f\u2009.,'’+-−%:/", r):
		default:
			return false
		}
	}
	return digits > 0
}

func (g *grid) header() header {
	if g.keys != nil {
		return header{}
	}
	wide := g.usual()
	for i := range min(mostAbove, len(g.rows)) {
		cells, figures := filled(g.rows[i])
		if cells*2 < wide || cells == 0 {
			continue // a title
		}
		if 10*figures > 3*cells {
			return header{first: i, gap: i > 0} // data begin and nothing has named them
		}
		h := header{rows: g.lines(i)}
		h.first = h.rows[len(h.rows)-1] + 1
		if h.first < len(g.rows) && counted(g.rows[h.first]) {
			h.first++
			h.gap = true
		}
		return h
	}
	return header{}
}

// usual is how many cells most rows fill: the middle one of all.
func (g *grid) usual() int {
	by := make(map[int]int)
	widest := 0
	for _, row := range g.rows {
		cells, _ := filled(row)
		by[cells]++
		widest = max(widest, cells)
	}
	seen := 0
	for cells := range widest + 1 {
		if seen += by[cells]; seen*2 > len(g.rows) {
			return cells
		}
	}
	return widest
}

// lines are the rows of a header that one row is part of: names may stand in two
// lines, with the upper ones merged over several columns.
func (g *grid) lines(i int) []int {
	one := g.rows[i]
	if i > 0 && g.numbers[i]-g.numbers[i-1] == 1 {
		above := g.rows[i-1]
		if cells, figures := filled(above); cells > 1 && figures == 0 && (fills(above, one) || fills(one, above) && twice(one)) {
			return []int{i - 1, i}
		}
	}
	if i+1 < len(g.rows) {
		below := g.rows[i+1]
		if cells, figures := filled(below); cells > 0 && figures == 0 && fills(below, one) && fills(one, below) {
			return []int{i, i + 1}
		}
	}
	return []int{i}
}

// fills reports whether a row has something where another has nothing.
func fills(row, other []string) bool {
	for i, cell := range row {
		if strings.TrimSpace(cell) != "" && (i >= len(other) || strings.TrimSpace(other[i]) == "") {
			return true
		}
	}
	return false
}

// twice reports whether a text stands in a row more than once.
func twice(row []string) bool {
	seen := make(map[string]bool)
	for _, cell := range row {
		if cell = strings.TrimSpace(cell); cell != "" {
			if seen[cell] {
				return true
			}
			seen[cell] = true
		}
	}
	return false
}

// counted reports whether a row numbers the columns: 1, 2, 3, …
func counted(row []string) bool {
	next := 0
	for _, cell := range row {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		n, err := strconv.Atoi(cell)
		if err != nil || next > 0 && n != next || next == 0 && n > 2 {
			return false
		}
		next = n + 1
	}
	return next > 3
}

// names are those of the columns: of two lines, the upper before the lower one,
// and where the upper line is empty, what stands to the left of it.
func (g *grid) names(h header) []string {
	if g.keys != nil {
		return g.keys
	}
	wide := 0
	for _, row := range g.rows {
		wide = max(wide, len(row))
	}
	names := make([]string, wide)
	for n, row := range h.rows {
		left := ""
		for i := range names {
			cell := ""
			if i < len(g.rows[row]) {
				cell = strings.Join(strings.Fields(g.rows[row][i]), " ")
			}
			if cell == "" && n < len(h.rows)-1 && i > 0 && below(g, h, i) {
				cell = left
			}
			left = cell
			switch {
			case names[i] == "":
				names[i] = cell
			case cell != "" && cell != names[i]: // merged with the one above, or the same again
				names[i] += " / " + cell
			}
		}
	}
	return names
}

// below reports whether the last line of a header names a column.
func below(g *grid, h header, column int) bool {
	last := g.rows[h.rows[len(h.rows)-1]]
	return column < len(last) && strings.TrimSpace(last[column]) != ""
}

// letter is the name of a column or, where they have changed places, of the row
// that stands for one, as `sources:` writes it.
func (g *grid) letter(column int) string {
	if g.cross {
		return strconv.Itoa(column + 1)
	}
	return letters(column + 1)
}

// row is the number or letter of a row.
func (g *grid) row(index int) string {
	if g.cross {
		return letters(int(g.numbers[index]))
	}
	return strconv.Itoa(int(g.numbers[index]))
}

// letters are how a spreadsheet names a column, from 1.
func letters(n int) string {
	var text []byte
	for ; n > 0; n = (n - 1) / 26 {
		text = append([]byte{byte('A' + (n-1)%26)}, text...)
	}
	return string(text)
}

// known reports whether a cell says what a line of a protocol is called.
func (v *vocabulary) known(cell string) bool {
	if utf8.RuneCountInString(cell) < 3 || figure(cell) {
		return false
	}
	w := words(cell)
	return v.line(w) != nil || best(v.AgainstAll, w, false) > 0
}

// side is the header of a sheet whose rows and columns have changed places: what
// stands first may be the numbers of the lines, and their names beside these.
func (g *grid) side(v *vocabulary) header {
	usual := g.header()
	found, most := -1, 2
	for i, row := range g.rows[:min(mostBeside, len(g.rows))] {
		names := 0
		for _, cell := range row {
			if v.known(cell) {
				names++
			}
		}
		if names > most {
			found, most = i, names
		}
	}
	if found < 0 || slices.Contains(usual.rows, found) {
		return usual
	}
	return header{rows: []int{found}, first: found + 1}
}

// most columns among which those with the names of lines are looked for.
const mostBeside = 3

// crosswise reports whether a sheet has the names of its columns one beneath
// another: more of them mean something to the vocabulary than in any row.
func (g *grid) crosswise(v *vocabulary) bool {
	across := 0
	down := make([]map[string]int, mostBeside)
	for i := range down {
		down[i] = make(map[string]int)
	}
	for i, row := range g.rows {
		here := make(map[string]bool)
		for n, cell := range row {
			if (i < mostAbove || n < len(down)) && v.known(cell) {
				here[cell] = true
				if n < len(down) {
					down[n][cell]++
				}
			}
		}
		if i < mostAbove {
			across = max(across, len(here))
		}
	}
	for _, cells := range down {
		times := 0
		for _, n := range cells {
			times += n
		}
		// The items of a long table stand beneath one another too, again and again.
		if len(cells) > 2 && len(cells) > across && 2*times < 3*len(cells) {
			return true
		}
	}
	return false
}
