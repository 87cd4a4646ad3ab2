package wording

import (
	"math"
	"math/bits"
)

// A Share is a part of a whole, kept as two integers until it is printed. The
// zero Share is unknown.
type Share struct {
	Part, Whole int64
	Known       bool
	AtLeast     bool // a part of the part is unknown
}

// Hundredths is the share in hundredths of a percent, 5422 for 54.22 %, rounded
// half up in exact integers. This is the only rounding in the program: two
// pages that show the same share cannot differ in the last digit. It is false
// where the share is unknown, where there is no whole to have a share of, and
// where the result would not fit. What is printed as "at least" must be true, so such a
// share is cut off, not rounded.
func (s Share) Hundredths() (int64, bool) {
	if !s.Known || s.Whole <= 0 {
		return 0, false
	}
	whole := uint64(s.Whole)
	// 128 bits in between, so that no count an office can write overflows.
	hi, lo := bits.Mul64(magnitude(s.Part), 100*100)
	if hi >= whole {
		return 0, false // Div64 would panic: the quotient needs more than 64 bits
	}
	quotient, rest := bits.Div64(hi, lo, whole)
	if rest >= whole-rest && !s.AtLeast {
		quotient++
	}
	if quotient > math.MaxInt64 {
		return 0, false
	}
	if s.Part < 0 {
		return -int64(quotient), true
	}
	return int64(quotient), true
}

// magnitude is n without its sign; it holds for the smallest int64 too, whose
// negation is not an int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
