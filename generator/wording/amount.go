package wording

// A State says what is known of a number.
type State uint8

const (
	Unknown State = iota // nothing: the line is missing or nobody could read it
	Known                // the number itself
	AtLeast              // a sum some of whose addends are unknown
)

// An Amount is a number to print. The zero Amount is unknown, which is not the
// same as zero.
type Amount struct {
	N     int64
	State State
}

// Exactly is a known amount.
func Exactly(n int64) Amount { return Amount{N: n, State: Known} }

// AtLeastOf is the amount of a sum to which unknown numbers would be added.
func AtLeastOf(n int64) Amount { return Amount{N: n, State: AtLeast} }
