package proposal

import (
	"hash/maphash"
	"slices"
)

// What is guessed from the top of a sheet may be wrong further down: numbers of
// commissions begin again in the next region. Where it matters all rows are
// read.

// apart reports whether columns together name (nearly) each row of the whole
// sheets, not only of the samples. Rows that have none of them are not meant.
func (d *draft) apart(columns ...*column) bool {
	if d.whole() {
		return true
	}
	seed := maphash.MakeSeed()
	seen := make(map[uint64]bool)
	rows := 0
	for _, s := range d.sheets {
		d.fail(s.each(func(cells []string) {
			var hash maphash.Hash
			hash.SetSeed(seed)
			some := false
			for _, c := range columns {
				text := cell(cells, c.index)
				some = some || text != ""
				hash.WriteString(text)
				hash.WriteByte(0)
			}
			if some {
				rows++
				seen[hash.Sum64()] = true
			}
		}))
	}
	return 50*len(seen) >= 49*rows
}

// whole reports whether the samples are all there is.
func (d *draft) whole() bool {
	return !slices.ContainsFunc(d.sheets, func(s *sample) bool { return !s.whole() })
}

// readOn reads all texts of the columns that ids are made of.
func (d *draft) readOn() {
	var columns []*column
	for _, c := range d.columns {
		if c.mean.place != "" || slices.Contains(d.keys.columns, c) {
			columns = append(columns, c)
		}
	}
	seen := make([]map[string]bool, len(columns))
	for i := range seen {
		seen[i] = make(map[string]bool)
	}
	for _, s := range d.sheets {
		d.fail(s.each(func(cells []string) {
			for i, c := range columns {
				if text := cell(cells, c.index); text != "" && !seen[i][text] {
					seen[i][text] = true
					c.all = append(c.all, text)
				}
			}
		}))
	}
	for _, c := range columns {
		c.all = slices.DeleteFunc(c.all, func(text string) bool {
			return slices.ContainsFunc(d.totals, func(t *totalRow) bool { return t.column == c }) && d.v.total(text) != ""
		})
	}
}

// fail keeps the first error of a reading; what is proposed after it is not
// handed out.
func (d *draft) fail(err error) {
	if d.failed == nil {
		d.failed = err
	}
}
