package rollup

import "achyk/generator/wording"

// A Total is a sum of counts in three states. The zero Total is a sum of
// nothing, which prints as unknown and not as zero.
type Total struct {
	Sum     int64 // of the known counts
	Out     int64 // known counts that a decision took out of the sum
	Counts  int32 // how many counts were added, known or not
	Unknown int32 // how many of these were unknown
}

// Plus adds two totals. It is commutative and associative, and the zero Total
// changes nothing: in whatever order and groups precincts are added, the
// country is the same.
func (t Total) Plus(u Total) Total {
	return Total{t.Sum + u.Sum, t.Out + u.Out, t.Counts + u.Counts, t.Unknown + u.Unknown}
}

// Amount is the total as it is printed: exact, at least, or unknown.
func (t Total) Amount() wording.Amount {
	switch {
	case t.Counts == t.Unknown:
		return wording.Amount{}
	case t.Unknown > 0:
		return wording.AtLeastOf(t.Sum)
	}
	return wording.Exactly(t.Sum)
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
// protocols in which all of them and the base are known. Taking one set of
// protocols for all keeps the percents of a contest from adding up to more
// than their whole.
type Shares struct {
	Over  int32
	Whole int64
	Parts []int64 // by Contest.Selections
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

// Share is a selection's share of a base, both by index.
func (t *Tally) Share(base, selection int) wording.Share {
	s := &t.Shares[base]
	return wording.Share{Part: s.Parts[selection], Whole: s.Whole, Known: s.Over > 0}
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
		}
	}
	t.Turnout.Over += u.Turnout.Over
	t.Turnout.Part += u.Turnout.Part
	t.Turnout.Whole += u.Turnout.Whole
}
