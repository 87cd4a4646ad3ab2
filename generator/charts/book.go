package charts

import (
	"sync"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Book holds the charts of every place with others beneath it, each worked out
// when somebody first asks: pages in both languages, documents and tables ask for the
// same. It grows with the places above the lowest level alone, and is safe for
// concurrent use.
type Book struct {
	country *rollup.Country
	sheets  map[*election.Commission][]sheet // by contest
	index   map[*election.Contest]int
}

// A Sheet is the charts of one place in one contest. It is shared: nobody may change
// it.
type Sheet struct {
	Days         []Day
	Distribution Distribution
	Comparison   Comparison
	Arrivals     Arrivals
}

type sheet struct {
	once sync.Once
	Sheet
}

// NewBook is the book of a country, with nothing worked out yet.
func NewBook(y *rollup.Country) *Book {
	b := &Book{country: y, sheets: make(map[*election.Commission][]sheet), index: make(map[*election.Contest]int)}
	for i, k := range y.Election.Contests {
		b.index[k] = i
	}
	for _, c := range y.Election.Commissions {
		if len(c.Children) > 0 {
			b.sheets[c] = make([]sheet, len(y.Election.Contests))
		}
	}
	return b
}

// Of are the charts of a place in a contest; empty at the bottom.
func (b *Book) Of(c *election.Commission, k *election.Contest) *Sheet {
	sheets := b.sheets[c]
	if sheets == nil {
		return new(Sheet)
	}
	s := &sheets[b.index[k]]
	s.once.Do(func() {
		s.Sheet = Sheet{Days(b.country, c, k), Distribute(b.country, c, k), Compare(b.country, c, k), Arrive(b.country, c, k)}
	})
	return &s.Sheet
}
