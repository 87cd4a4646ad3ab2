package proposal

import (
	"cmp"
	"slices"
)

// A sum is a column that others add up to, in most rows.
type sum struct {
	total int   // indexes among the counts that were searched
	parts []int // in order
	holds int   // rows in which it does
	of    int   // rows that say anything about it
}

// Finding what four columns add up to takes time that grows with the fifth power
// of their number, so of many columns only fewer are added.
var mostFor = map[int]int{2: 300, 3: 64, 4: 32}

const (
	mostParts = 4
	mostInRun = 500 // columns among which votes are looked for
	fewest    = 3   // rows that have to say something
)

// holdsIn compares a total with its parts over all rows. A row says nothing
// where a cell is unknown or everything is zero. Sums hold in nine rows of ten:
// people copy protocols.
func holdsIn(total []int64, parts [][]int64) (holds, of int, ok bool) {
	// First a few rows from everywhere: most sums are none.
	if step := len(total) / 24; step > 1 {
		holds, of = compare(total, parts, step)
		if 2*holds < of {
			return 0, 0, false
		}
	}
	holds, of = compare(total, parts, 1)
	return holds, of, of >= fewest && 10*holds >= 9*of
}

func compare(total []int64, parts [][]int64, step int) (holds, of int) {
rows:
	for i := 0; i < len(total); i += step {
		if total[i] == unknown {
			continue
		}
		var added int64
		for _, p := range parts {
			if p[i] == unknown {
				continue rows
			}
			added += p[i]
		}
		if added == 0 && total[i] == 0 {
			continue
		}
		of++
		if added == total[i] {
			holds++
		}
	}
	return holds, of
}

// telling reports whether a column is worth adding: it has to matter in some
// rows, or anything could be added to anything.
func telling(column []int64) bool {
	above := 0
	for _, n := range column {
		if n > 0 {
			above++
		}
	}
	return above >= 2 && 20*above >= len(column)
}

// sums finds what two to four columns add up to, none of which could be left
// out.
func sums(counts [][]int64) []sum {
	var found []sum
	var told []int
	for i, c := range counts {
		if telling(c) {
			told = append(told, i)
		}
	}
	for _, total := range told {
		least := len(found)
		var may []int // be a part of it
		for _, i := range told {
			if i != total && below10(counts[total], counts[i]) {
				may = append(may, i)
			}
		}
		parts := make([]int, 0, mostParts)
		columns := make([][]int64, 0, mostParts)
		var try func(from, left int)
		try = func(from, left int) {
			if left == 0 {
				if holds, of, ok := holdsIn(counts[total], columns); ok && !extends(found[least:], parts) {
					found = append(found, sum{total, slices.Clone(parts), holds, of})
				}
				return
			}
			for at := from; at < len(may); at++ {
				parts, columns = append(parts, may[at]), append(columns, counts[may[at]])
				try(at+1, left-1)
				parts, columns = parts[:len(parts)-1], columns[:len(columns)-1]
			}
		}
		for size := 2; size <= mostParts && len(told) <= mostFor[size]; size++ {
			try(0, size)
		}
	}
	return found
}

// below10 reports whether a part is hardly ever above its total; it looks at a
// few rows.
func below10(total, part []int64) bool {
	step := max(1, len(total)/24)
	above, of := 0, 0
	for i := 0; i < len(total); i += step {
		if total[i] != unknown && part[i] != unknown {
			of++
			if part[i] > total[i] {
				above++
			}
		}
	}
	return 4*above <= of
}

// extends reports whether parts have all those of a sum that was found.
func extends(found []sum, parts []int) bool {
	return slices.ContainsFunc(found, func(s sum) bool {
		for _, p := range s.parts {
			if !slices.Contains(parts, p) {
				return false
			}
		}
		return true
	})
}

// A run is a row of neighbouring columns that add up to another one: the votes,
// and what they are votes of.
type run struct {
	sum
	from, to int // the first column and the one after the last
	active   int // columns that are above zero somewhere
}

// runs finds neighbouring columns that another one adds up, the longest first
// and of those as long the last: votes stand behind the lines.
// A column of zeros at either end could belong or not: it is left out.
func runs(counts [][]int64) []run {
	if len(counts) > mostInRun || len(counts) == 0 {
		return nil
	}
	rows := len(counts[0])
	step := max(1, rows/24)
	active := make([]bool, len(counts))
	told := make([]bool, len(counts))
	known := make([][]int64, len(counts)) // an empty cell in a run adds nothing
	for i, c := range counts {
		told[i] = telling(c)
		known[i] = make([]int64, rows)
		for n, value := range c {
			known[i][n] = max(value, 0)
			active[i] = active[i] || value > 0
		}
	}
	var found []run
	few := make([]int64, 0, rows/step+1) // what the run comes to in a few rows
	for from := range counts {
		if !active[from] {
			continue
		}
		few = few[:0]
		for i := 0; i < rows; i += step {
			few = append(few, known[from][i])
		}
		live := 1
		for to := from + 2; to <= len(counts); to++ {
			for i := range few {
				few[i] += known[to-1][i*step]
			}
			if !active[to-1] {
				continue
			}
			live++
			for total := range counts {
				if total >= from && total < to || !told[total] || !near(counts[total], few, step) {
					continue
				}
				if holds, of, ok := holdsIn(counts[total], [][]int64{together(known[from:to])}); ok {
					s := sum{total: total, holds: holds, of: of}
					for i := from; i < to; i++ {
						s.parts = append(s.parts, i)
					}
					found = append(found, run{s, from, to, live})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b run) int {
		return cmp.Or(cmp.Compare(b.active, a.active), cmp.Compare(b.from, a.from), cmp.Compare(b.holds*a.of, a.holds*b.of), cmp.Compare(a.total, b.total))
	})
	return found
}

// near reports whether a total agrees with sums in most of a few rows.
func near(total, few []int64, step int) bool {
	differ := 0
	for i, n := range few {
		if value := total[i*step]; value != n && value != unknown {
			if differ++; 3*differ > len(few) {
				return false
			}
		}
	}
	return true
}

// together adds columns.
func together(columns [][]int64) []int64 {
	sum := slices.Clone(columns[0])
	for _, c := range columns[1:] {
		for i, n := range c {
			sum[i] += n
		}
	}
	return sum
}
