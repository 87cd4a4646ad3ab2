// Package charts works out what charts show beyond the sums of [rollup]: how many
// had voted by which hour, how commissions differ in turnout, how the counts of the
// same ballots differ, when protocols came. It knows neither languages nor drawings:
// its numbers are printed by pages and datasets alike, and drawn beside the table
// that prints them.
//
// Everything is as of the moment of the country, and nothing is here that pages
// withhold: a commission under an embargo is as one that has reported nothing.
package charts

import (
	"time"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Day is how many had voted by the hours of the day, as one origin reports it
// (катышуунун жүрүшү / ход голосования), at a place and beneath it.
type Day struct {
	Origin      election.Origin
	Commissions int32  // that reported at any time; one that reports speaks for those beneath it
	Hours       []Hour // by time
}

// An Hour is what was reported at one time.
type Hour struct {
	Time    time.Time    // in the zone of the place
	Voters  rollup.Total // since voting began: a count a commission that reported at that time
	Turnout rollup.Ratio // of the voters listed, over those of them that know both
}

// Days are the reports of a contest at a place and beneath it, an origin each, in
// the order of [election.Origins]. A report of no contest is of every contest.
func Days(y *rollup.Country, c *election.Commission, k *election.Contest) []Day { return nil }

// A Distribution is how many commissions of the lowest level that signs have how
// high a turnout (катышуу боюнча бөлүштүрүү / распределение по явке).
type Distribution struct {
	Level   int   // index into Election.Levels
	Bins    []Bin // from 0 to 100 %, without gaps, then one beyond 100 % where there is any
	Unknown int64 // commissions whose turnout is not known: nothing came, or a figure is unknown
	Voided  int64 // left out, because decisions took out all that they reported
}

// A Bin is a range of turnout: from From, up to but without Below. The last one of
// the scale ends with 100 % and holds it; one beyond has no end.
type Bin struct {
	From, Below int64 // hundredths of a percent; Below 0 = no end
	Commissions int64
	Listed      int64 // voters on their lists
}

// Distribute sorts the commissions beneath a place by turnout in a contest. It has
// no bins where the forms do not say, or nothing beneath has reported.
func Distribute(y *rollup.Country, c *election.Commission, k *election.Contest) Distribution {
	return Distribution{}
}

// A Comparison sets the sums of two counts of the same ballots side by side, over
// those commissions that have both and in which every vote is known.
type Comparison struct {
	Protocols int32   // pairs of protocols that were added
	Unclear   int32   // pairs left out, because a figure is unknown
	Device    []int64 // the scanners', by Contest.Selections
	Force     []int64 // the hand counts and recounts in force, likewise
	Beneath   []Shapes
}

// Shapes counts how the scanner's count differs from the one in force, at the
// commissions of a place directly beneath, as [checks.CountsOf] names it.
type Shapes struct {
	Place                             *election.Commission
	Equal, Normal, Different, Unclear int64
	Unpaired                          int64 // commissions with one of the two counts
}

// Compare sets the scanners' counts beneath a place against those in force.
func Compare(y *rollup.Country, c *election.Commission, k *election.Contest) Comparison {
	return Comparison{}
}

// Arrivals is how protocols came (протоколдордун келиши / поступление протоколов) of
// the commissions of the lowest level that signs.
type Arrivals struct {
	Level    int
	Expected int64
	Steps    []Arrival // by time; between two of them nothing came
	Untimed  int64     // official protocols of which nobody noted when they came
}

// An Arrival is how many commissions had their first protocol by a time: an official
// one, and a scanner's.
type Arrival struct {
	Time             time.Time // in the zone of the place
	Official, Device int64
}

// Arrive follows the protocols of a contest beneath a place. Withheld protocols have
// not come; later versions of the same protocol change nothing.
func Arrive(y *rollup.Country, c *election.Commission, k *election.Contest) Arrivals {
	return Arrivals{}
}

// An Invalid is how many ballots were invalid, of those found in the boxes or, where
// no line says how many, of those who took part.
type Invalid struct {
	Ballots, Of rollup.Total
	Base        *election.Line // what Of is; nil: the forms do not say, and there is nothing
}

// InvalidOf is that of the figures that lead a place.
func InvalidOf(r *rollup.Result) Invalid { return Invalid{} }

var _ checks.Shape
