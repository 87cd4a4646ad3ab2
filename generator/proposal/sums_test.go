package proposal

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// country is a table of counts that add up, but for a few rows; its columns
// stand in a given order. In rows of ten, one does not.
func country(r *rand.Rand, rows, selections int) (counts [][]int64, names []string) {
	names = []string{"listed", "received", "issued", "cancelled", "valid", "invalid"}
	for range selections {
		names = append(names, "vote")
	}
	counts = make([][]int64, len(names))
	for row := range rows {
		valid := int64(0)
		votes := make([]int64, selections)
		for i := range votes {
			votes[i] = r.Int64N(400)
			valid += votes[i]
		}
		invalid, cancelled := r.Int64N(30), 200+r.Int64N(300)
		issued := valid + invalid
		if row%12 == 11 {
			valid++ // somebody copied a figure wrongly
		}
		line := []int64{issued + cancelled + r.Int64N(100), issued + cancelled, issued, cancelled, valid, invalid}
		for i, n := range append(line, votes...) {
			counts[i] = append(counts[i], n)
		}
	}
	return counts, names
}

// Whatever the order of the lines, the votes are found, and what they are votes
// of; and the ballots received.
func TestArithmeticFindsTheLinesInAnyOrder(t *testing.T) {
	v := read1(t)
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		selections := 3 + r.IntN(12)
		counts, names := country(r, 60+r.IntN(100), selections)
		order := r.Perm(6) // votes stand together, lines before them
		for i := range selections {
			order = append(order, 6+i)
		}
		// Invalid ballots beside the votes could be votes; a table has the total
		// or another line between them.
		if order[5] == 5 {
			order[0], order[5] = order[5], order[0]
		}
		a := &arithmetic{v: v}
		for _, i := range order {
			a.columns = append(a.columns, &column{name: names[i], letter: names[i], kind: Count, filled: 1, counts: counts[i]})
			a.values = append(a.values, counts[i])
		}
		a.findVotes()
		a.searchSums()
		a.infer()
		want := map[string]string{"valid": "ballots_valid", "invalid": "ballots_invalid", "received": "ballots_received", "cancelled": "ballots_cancelled", "listed": "voters_listed"}
		for _, c := range a.columns {
			if c.vote != (c.name == "vote") {
				t.Errorf("seed %d: %s is a vote: %v", seed, c.name, c.vote)
			}
			if code := want[c.name]; code != "" && (c.line == nil || c.line.Code != code) {
				t.Errorf("seed %d: %s is %+v", seed, c.name, c.line)
			}
		}
	}
}

// Figures that have nothing to do with each other give nothing.
func TestNoSumsByChance(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 5))
		counts := make([][]int64, 20)
		for i := range counts {
			for range 50 {
				counts[i] = append(counts[i], r.Int64N(1000))
			}
		}
		if found := sums(counts); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
		if found := runs(counts); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
	}
}

// Rows that are empty or all zero say nothing, and one wrong row in ten does not
// matter.
func TestASumHoldsInNineRowsOfTen(t *testing.T) {
	total := []int64{10, 20, 30, 40, 50, 60, 70, 80, 90, 101, 0, unknown, 5}
	one := []int64{4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 0, 3, unknown}
	other := []int64{6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 0, 3, 1}
	if holds, of, ok := holdsIn(total, [][]int64{one, other}); holds != 9 || of != 10 || !ok {
		t.Errorf("%d of %d: %v", holds, of, ok)
	}
	total[0]++
	if _, _, ok := holdsIn(total, [][]int64{one, other}); ok {
		t.Error("it holds in eight rows of ten")
	}
	if s := sums([][]int64{total[1:9], one[1:9], other[1:9]}); len(s) != 1 || s[0].total != 0 || !slices.Equal(s[0].parts, []int{1, 2}) {
		t.Errorf("%+v", s)
	}
}
