package sheets

import (
	"slices"

	"achyk/generator/finding"
)

// mostTurned is how many cells a sheet may have for its rows and columns to
// change places, which takes all of it in memory.
const mostTurned = 4 << 20

// turn makes each column of a sheet a row. Its cells keep their places.
func (s *Sheet) turn() {
	straight := s.open
	s.crosswise = true
	s.open = func() walker { return &crosswise{straight: straight()} }
}

// crosswise walks through a sheet by its columns. A row that cannot be taken is
// a cell missing in every column: none of them can be.
type crosswise struct {
	straight walker
	read     bool
	columns  [][]string
	numbers  []marks // of columns; nil where there are none
	fault    *Fault  // of a row, by its number as a column
	cut      int     // the first column that the last row may have lost; -1 = none
	at       int
}

func (c *crosswise) next() (line, bool, error) {
	if !c.read {
		c.read = true
		if err := c.turn(); err != nil {
			return line{}, false, err
		}
	}
	for c.at < len(c.columns) {
		c.at++
		cells := c.columns[c.at-1]
		if c.fault == nil && !slices.ContainsFunc(cells, filled) {
			continue
		}
		turned := line{row: int32(c.at), cells: cells, fault: c.fault}
		if c.numbers != nil {
			turned.numbers = c.numbers[c.at-1]
		}
		if c.fault == nil && c.cut >= 0 && c.at > c.cut {
			turned.fault = &Fault{Problem: finding.CutOff, Column: len(cells) - 1}
		}
		return turned, true, nil
	}
	return line{}, false, nil
}

// turn reads the whole sheet.
func (c *crosswise) turn() error {
	c.cut = -1
	var rows [][]string
	var numbers []marks // of rows
	width, cells, last := 1, 0, false
	for {
		row, more, err := c.straight.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		width = max(width, len(row.cells))
		if cells += len(row.cells); cells > mostTurned || int(row.row) > mostCells || width*int(row.row) > mostTurned {
			c.columns, c.fault = [][]string{nil}, &Fault{Problem: finding.LongRow, Column: -1}
			return nil
		}
		if row.fault != nil && c.fault == nil {
			fault := *row.fault
			fault.Column, c.fault = int(row.row)-1, &fault
		}
		for len(rows) < int(row.row)-1 {
			rows, numbers = append(rows, nil), append(numbers, nil) // blank
		}
		rows, numbers = append(rows, slices.Clone(row.cells)), append(numbers, slices.Clone(row.numbers))
		last = row.last
	}
	if n := len(rows); last && len(rows[n-1]) < width {
		c.cut = len(rows[n-1]) - 1
	}
	if len(rows) == 0 {
		return nil
	}
	c.columns = make([][]string, width)
	for i := range c.columns {
		c.columns[i] = make([]string, len(rows))
		for j, row := range rows {
			if i < len(row) {
				c.columns[i][j] = row[i]
			}
		}
	}
	for j, row := range numbers {
		for i, is := range row {
			if !is {
				continue
			}
			if c.numbers == nil {
				c.numbers = make([]marks, width)
			}
			c.numbers[i] = c.numbers[i].set(j)
		}
	}
	return nil
}
