package charts

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClassesOfPercents(t *testing.T) {
	for _, test := range []struct {
		sentence string
		figures  []int64
		want     []Class
	}{
		{"they are as narrow as cover all", []int64{41_20, 45_00, 43_99, 44_00}, []Class{{41_00, 42_00, 1}, {42_00, 43_00, 0}, {43_00, 44_00, 1}, {44_00, 45_00, 2}}},
		{"wider where figures differ more", []int64{0, 33_33, 99_99}, []Class{{0, 20_00, 1}, {20_00, 40_00, 1}, {40_00, 60_00, 0}, {60_00, 80_00, 0}, {80_00, 100_00, 1}}},
		{"the last one holds its end", []int64{50_00, 100_00}, []Class{{50_00, 60_00, 1}, {60_00, 70_00, 0}, {70_00, 80_00, 0}, {80_00, 90_00, 0}, {90_00, 100_00, 1}}},
		{"one figure alone", []int64{62_50}, []Class{{62_00, 63_00, 1}}},
		{"all of them have all", []int64{100_00, 100_00}, []Class{{99_00, 100_00, 2}}},
		{"all of them have nothing", []int64{0}, []Class{{0, 1_00, 1}}},
		{"more than all", []int64{98_00, 103_50}, []Class{{98_00, 100_00, 1}, {100_00, 102_00, 0}, {102_00, 104_00, 1}}},
		{"none", nil, nil},
	} {
		if diff := cmp.Diff(test.want, Classes(test.figures)); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.sentence, diff)
		}
	}
}

func TestClassesOfCounts(t *testing.T) {
	for _, test := range []struct {
		sentence string
		figures  []int64
		want     []Class
	}{
		{"nothing is a class of its own", []int64{0, 0, 1, 7}, []Class{{0, 0, 2}, {1, 2, 1}, {3, 4, 0}, {5, 6, 0}, {7, 8, 1}}},
		{"there is nothing else", []int64{0}, []Class{{0, 0, 1}}},
		{"nobody has nothing", []int64{1, 3}, []Class{{1, 1, 1}, {2, 2, 0}, {3, 3, 1}}},
		{"nobody has little", []int64{30, 38}, []Class{{21, 30, 1}, {31, 40, 1}}},
		{"many", []int64{0, 700, 4000}, []Class{{0, 0, 1}, {1, 1000, 1}, {1001, 2000, 0}, {2001, 3000, 0}, {3001, 4000, 1}}},
		{"none", nil, nil},
	} {
		if diff := cmp.Diff(test.want, CountClasses(test.figures)); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.sentence, diff)
		}
	}
}

// Every figure is in exactly one class, classes follow one another and are equally
// wide, and the order of figures does not matter.
func FuzzEveryFigureIsInOneClass(f *testing.F) {
	for seed := range uint64(500) {
		f.Add(seed, uint8(seed%40), seed*seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, most uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		var figures []int64
		for range n {
			figures = append(figures, r.Int64N(int64(most%1_000_000)+1))
		}
		shuffled := slices.Clone(figures)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		percents, counts := Classes(figures), CountClasses(figures)
		if !slices.Equal(percents, Classes(shuffled)) || !slices.Equal(counts, CountClasses(shuffled)) {
			t.Error("another order, other classes")
		}
		for _, classes := range [][]Class{percents, counts} {
			if len(classes) > mostClasses || (len(figures) > 0) != (len(classes) > 0) {
				t.Fatalf("%v: %v", figures, classes)
			}
			var in int64
			for i, c := range classes {
				in += c.Count
				if c.To < c.From || (i > 0 && c.From <= classes[i-1].From) {
					t.Errorf("%v", classes)
				}
			}
			for _, n := range figures {
				i := ClassOf(classes, n)
				if i < 0 || n < classes[i].From || n > classes[i].To || (i+1 < len(classes) && n >= classes[i+1].From) {
					t.Errorf("%d is in class %d of %v", n, i, classes)
				}
			}
			if in != int64(len(figures)) || ClassOf(classes, -1) >= 0 || ClassOf(classes, 1<<40) >= 0 {
				t.Errorf("%d figures: %v", len(figures), classes)
			}
		}
		for i, c := range percents {
			if c.From%100 != 0 || c.To-c.From != percents[0].To-percents[0].From || (i > 0 && c.From != percents[i-1].To) {
				t.Errorf("%v", percents)
			}
		}
		for i, c := range counts {
			last := counts[len(counts)-1]
			if (c.From == 0) != (c.To == 0) || (c.From > 0 && c.To-c.From != last.To-last.From) || (i > 0 && c.From != counts[i-1].To+1) {
				t.Errorf("%v", counts)
			}
		}
	})
}
