package wording

import (
	"math"
	"math/big"
	"testing"
)

func TestHundredths(t *testing.T) {
	for _, test := range []struct {
		sentence string
		share    Share
		want     int64
		known    bool
	}{
		{"a share is rounded to two decimals of a percent", Share{920620, 1697868, true, false}, 5422, true},
		{"half a hundredth goes up", Share{1, 20000, true, false}, 1, true},
		{"less than half a hundredth goes down", Share{1, 20001, true, false}, 0, true},
		{"a part missing to the whole is not hidden", Share{9999, 10000, true, false}, 9999, true},
		{"at least is never more than it is", Share{2, 3, true, true}, 6666, true},
		{"one of three", Share{1, 3, true, false}, 3333, true},
		{"two of three", Share{2, 3, true, false}, 6667, true},
		{"nothing of something is zero", Share{0, 7, true, false}, 0, true},
		{"the whole is one hundred percent", Share{7, 7, true, false}, 10000, true},
		{"more than the whole is printed as it is", Share{3, 2, true, false}, 15000, true},
		{"a decrease is rounded like an increase", Share{-1, 20000, true, false}, -1, true},
		{"an unknown share is not zero", Share{1, 2, false, false}, 0, false},
		{"the zero share is unknown", Share{}, 0, false},
		{"there is no share of an empty whole", Share{0, 0, true, false}, 0, false},
		{"there is no share of a negative whole", Share{1, -2, true, false}, 0, false},
		{"the largest part of the largest whole", Share{math.MaxInt64, math.MaxInt64, true, false}, 10000, true},
		{"half of the largest whole", Share{math.MaxInt64/2 + 1, math.MaxInt64, true, false}, 5000, true},
		{"the smallest part does not overflow", Share{math.MinInt64, math.MaxInt64, true, false}, -10000, true},
		{"what does not fit is not printed", Share{math.MaxInt64, 1, true, false}, 0, false},
		{"what just does not fit is not printed", Share{math.MaxInt64, 9999, true, false}, 0, false},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			got, known := test.share.Hundredths()
			if got != test.want || known != test.known {
				t.Errorf("%+v is %d, %v; want %d, %v", test.share, got, known, test.want, test.known)
			}
		})
	}
}

// A printed share is never further than half a hundredth of a percent from the
// exact one, more votes never make it smaller, and 100 % is printed only for
// what rounds to it.
func FuzzHundredths(f *testing.F) {
	f.Add(int64(920620), int64(1697868))
	f.Add(int64(19999), int64(20000))
	f.Add(int64(math.MaxInt64-1), int64(math.MaxInt64))
	f.Add(int64(math.MinInt64), int64(3))
	f.Fuzz(func(t *testing.T, part, whole int64) {
		printed, ok := Share{part, whole, true, false}.Hundredths()
		if whole <= 0 {
			if ok {
				t.Fatalf("a share of %d is %d", whole, printed)
			}
			return
		}
		exact := new(big.Rat).Mul(big.NewRat(10000, 1), new(big.Rat).SetFrac64(part, whole))
		if !ok {
			if exact.Abs(exact).Cmp(new(big.Rat).SetInt64(math.MaxInt64)) < 0 {
				t.Fatalf("%d of %d fits but is not printed", part, whole)
			}
			return
		}
		half := big.NewRat(1, 2)
		distance := new(big.Rat).Sub(new(big.Rat).SetInt64(printed), exact)
		if distance.Abs(distance).Cmp(half) > 0 {
			t.Fatalf("%d of %d is printed as %d, exactly %v", part, whole, printed, exact)
		}
		if part < math.MaxInt64 {
			more, ok := Share{part + 1, whole, true, false}.Hundredths()
			if ok && more < printed {
				t.Fatalf("%d of %d is %d, one more is %d", part, whole, printed, more)
			}
		}
		reaches := new(big.Rat).Add(exact, half).Cmp(big.NewRat(10000, 1)) >= 0
		if printed >= 10000 && !reaches {
			t.Fatalf("%d of %d is printed as the whole, exactly %v", part, whole, exact)
		}
	})
}
