package rollup

import "achyk/generator/wording"

// A Total is a sum of counts in three states. The zero Total is a sum of
// nothing, which prints as unknown and not as zero.
type Total struct {
	Sum        int64 // of the known counts
	Out        int64 // known counts that a decision took out of the sum
	Counts     int32 // how many counts were added, known or not
	Unknown    int32 // how many of these were unknown
	OutCounts  int32 // how many counts a decision took out, known or not
	OutUnknown int32 // how many of these were unknown
}

// unknown is a total of n counts that nobody knows.
func unknown(n int) Total { return Total{Counts: int32(n), Unknown: int32(n)} }

// Plus adds two totals. It is commutative and associative, and the zero Total
// changes nothing: in whatever order and groups precincts are added, the
// country is the same.
func (t Total) Plus(u Total) Total {
	return Total{
		t.Sum + u.Sum, t.Out + u.Out, t.Counts + u.Counts, t.Unknown + u.Unknown,
		t.OutCounts + u.OutCounts, t.OutUnknown + u.OutUnknown,
	}
}

// Amount is the total as it is printed: exact, at least, or unknown.
func (t Total) Amount() wording.Amount { return amount(t.Sum, t.Counts, t.Unknown) }

// OutAmount is what decisions took out of the sum, as it is printed.
func (t Total) OutAmount() wording.Amount { return amount(t.Out, t.OutCounts, t.OutUnknown) }

func amount(sum int64, counts, unknown int32) wording.Amount {
	switch {
	case counts == unknown:
		return wording.Amount{}
	case unknown > 0:
		return wording.AtLeastOf(sum)
	}
	return wording.Exactly(sum)
}

// Known is the sum where nothing of it is unknown.
func (t Total) Known() (int64, bool) {
	return t.Sum, t.Counts > 0 && t.Unknown == 0
}

// A Ratio adds up a part and its whole over the protocols in which both are
// known, so that a percent never sets the votes of some precincts against the
// voters of others.
type Ratio struct {
	Over        int32 // protocols in which everything needed is known
	Part, Whole int64
}

// Share is the ratio as it is printed; unknown over no protocol at all.
func (r Ratio) Share() wording.Share {
	return wording.Share{Part: r.Part, Whole: r.Whole, Known: r.Over > 0}
}

// Shares are the parts of one base: the votes of every selection over the
// protocols in which the base is known. One set of protocols for all keeps the
// percents of a contest from adding up to more than their whole; votes that
// nobody could read make a share "at least".
type Shares struct {
	Over    int32
	Whole   int64
	Parts   []int64 // by Contest.Selections
	Unknown []int32 // counts of votes that are unknown, by Contest.Selections
}

// A Tally is what some protocols of one contest add up to.
type Tally struct {
	Protocols  int32    // commissions whose protocols were added
	Counted    int32    // of these, the ones that no decision voids as a whole
	Incomplete int32    // of the counted, those with a count nobody could read
	Corrected  int32    // of the counted, those whose version in force is a corrected one
	Lines      []Total  // by Contest.Lines
	Votes      []Total  // by Contest.Selections
	Shares     []Shares // by Contest.ShareBases
	Turnout    Ratio    // those who took part, of those listed
}

// Share is a selection's share of a base, both by index. It is unknown where
// nothing is known of the votes.
func (t *Tally) Share(base, selection int) wording.Share {
	s := &t.Shares[base]
	return wording.Share{
		Part: s.Parts[selection], Whole: s.Whole,
		Known: s.Over > s.Unknown[selection], AtLeast: s.Unknown[selection] > 0,
	}
}

// silent reports whether the tally tells nothing: not one count is known.
func (t *Tally) silent() bool {
	for _, totals := range [][]Total{t.Lines, t.Votes} {
		for _, u := range totals {
			if u.Counts > u.Unknown || u.OutCounts > u.OutUnknown {
				return false
			}
		}
	}
	return true
}

// add puts u into t, in place.
func (t *Tally) add(u *Tally) {
	t.Protocols += u.Protocols
	t.Counted += u.Counted
	t.Incomplete += u.Incomplete
	t.Corrected += u.Corrected
	for i := range u.Lines {
		t.Lines[i] = t.Lines[i].Plus(u.Lines[i])
	}
	for i := range u.Votes {
		t.Votes[i] = t.Votes[i].Plus(u.Votes[i])
	}
	for i := range u.Shares {
		t.Shares[i].Over += u.Shares[i].Over
		t.Shares[i].Whole += u.Shares[i].Whole
		for j, n := range u.Shares[i].Parts {
			t.Shares[i].Parts[j] += n
			t.Shares[i].Unknown[j] += u.Shares[i].Unknown[j]
		}
	}
	t.Turnout.Over += u.Turnout.Over
	t.Turnout.Part += u.Turnout.Part
	t.Turnout.Whole += u.Turnout.Whole
}
