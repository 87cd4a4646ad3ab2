package demo

import "strconv"

// books are kept for a territory while its precincts are written: what its
// commission adds up, and how far the tables say otherwise. The commission had
// the papers before anything went wrong with the tables, so that every fault
// beneath it shows again as a difference between its protocol and the sum of
// its precincts, wherever that sum can be had at all.
//
// Columns count from 0 and are those of protocols.csv after its head: the
// lines of the form, then the selections.
type books struct {
	sum   figures  // of the papers
	off   []int64  // by column: how much more the tables say beneath it
	open  []bool   // by column: a count is missing beneath it
	cause []string // by column: the kind of fault that made the difference

	overtaken bool // a decision about a precinct came after the commission signed
	carried   bool // from some precinct, a ballot was carried away
	odd       bool // a precinct's figures are odd as a whole; one a territory
	unsummed  bool // a precinct was declared invalid before the sum
}

func (d *day) openBooks() *books {
	n := lineCount + len(d.selections)
	b := &books{off: make([]int64, n), open: make([]bool, n), cause: make([]string, n)}
	b.sum.votes = make([]int64, len(d.selections))
	return b
}

// enter enters what is in force of a precinct, and what its commission had.
func (b *books) enter(s *sending) {
	if s.unsummed {
		b.unsummed = true // it counts neither here nor there
		return
	}
	b.sum.add(s.figures)
	for i := range b.off {
		if i < lineCount && !onForm(i, s.kind) {
			continue
		}
		n, known := int64(0), false
		if s.official != nil {
			n, known = s.official.value(i)
		}
		if !known {
			b.open[i] = true
			continue
		}
		if truth := s.figures.column(i); n != truth {
			b.off[i] += n - truth
			b.cause[i] = s.fault
		}
	}
}

// column is a figure by its column.
func (f *figures) column(i int) int64 {
	if i < lineCount {
		return f.lines[i]
	}
	return f.votes[i-lineCount]
}

// value is a count of a record by its column; false where it cannot be read.
func (r *record) value(column int) (int64, bool) {
	n, err := strconv.ParseInt(r.cells[len(protocolHead)+column], 10, 64)
	return n, err == nil
}

// set writes a count into a record.
func (r *record) set(column int, n int64) {
	r.cells[len(protocolHead)+column] = strconv.FormatInt(n, 10)
}

// add changes a count of a record that has it.
func (r *record) add(column int, more int64) {
	n, _ := r.value(column)
	r.set(column, n+more)
}

// name is the name of a column.
func (r *record) name(column int) string { return r.columns[len(protocolHead)+column] }

// differences plants what the protocol of the territorial commission cannot
// agree with: each column in which the tables beneath it say something else.
func (x *summing) differences() {
	if x.books.overtaken {
		return
	}
	for i, off := range x.books.off {
		if off != 0 && !x.books.open[i] {
			x.fault = x.books.cause[i]
			x.plant("E9", protocolsFile, x.rec.key, x.rec.name(i), flag)
		}
	}
}
