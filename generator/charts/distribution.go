package charts

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Distribution is how many commissions of the lowest level that signs have how
// high a turnout (катышуу боюнча бөлүштүрүү / распределение по явке). All of its
// commissions together are those that the progress of that level expects.
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

// The scale of turnout, in hundredths of a percent.
const (
	binWidth = 5_00
	whole    = 100_00
)

// Distribute sorts the commissions beneath a place by turnout in a contest, as it
// is printed, so that one whose page says 50.00 % is among those from 50 %. It has
// no bins where the forms do not say, or nothing beneath has reported. Where
// official figures lead the place, a commission of which only the scanner's are
// there is unknown: the two are never mixed.
func Distribute(y *rollup.Country, c *election.Commission, k *election.Contest) Distribution {
	if k.Line(election.Listed) < 0 || k.Line(election.Participated) < 0 {
		return Distribution{}
	}
	r := y.Of(c, k)
	level, progress := r.Deepest()
	if progress == nil {
		return Distribution{}
	}
	d := Distribution{Level: level}
	var bins [whole/binWidth + 1]Bin
	for i := range bins {
		bins[i].From, bins[i].Below = int64(i)*binWidth, int64(i+1)*binWidth
	}
	beyond := &bins[len(bins)-1]
	beyond.Below = 0
	official, each, any := r.Leading().Official, y.Each(k), false
	beneath(c, level, func(one *election.Commission) {
		r := each(one)
		lead := r.Leading()
		switch {
		case r.State == rollup.Unsigned: // not of this contest
			return
		case r.State == rollup.IsVoided || (lead.Tally != nil && lead.Tally.AllOut()):
			d.Voided++
			return
		case lead.Tally == nil || lead.Official != official:
			d.Unknown++
			return
		}
		turnout := lead.Tally.Turnout
		hundredths, known := turnout.Share().Hundredths()
		if !known {
			d.Unknown++
			return
		}
		bin := &bins[min(hundredths/binWidth, whole/binWidth-1)]
		if hundredths > whole {
			bin = beyond
		}
		bin.Commissions++
		bin.Listed += turnout.Whole
		any = true
	})
	switch {
	case beyond.Commissions > 0:
		d.Bins = bins[:]
	case any:
		d.Bins = bins[:len(bins)-1]
	}
	return d
}
