package charts

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// Arrivals is how protocols came (протоколдордун келиши / поступление протоколов) of
// the commissions of the lowest level that signs.
type Arrivals struct {
	Level    int
	Expected int64
	Steps    []Arrival // by time; between two of them nothing came
	Untimed  int64     // commissions whose official protocols came, nobody noted when
}

// An Arrival is how many commissions had their first protocol by a time: an official
// one, and a scanner's.
type Arrival struct {
	Time             time.Time // in the zone of the place
	Official, Device int64
}

// Arrive follows the protocols of a contest beneath a place. Refused versions have
// come too; withheld protocols have not, and later versions of the same protocol
// change nothing. Where a contest has parts, the official protocols of a commission
// have come when the first version of each part that it signs has: one half of them
// is not its result. A scanner's has come with its first part, because not every
// part is counted by scanners.
//
// The first step is a row of zeros just before anything came.
func Arrive(y *rollup.Country, c *election.Commission, k *election.Contest) Arrivals {
	level, progress := y.Of(c, k).Deepest()
	if progress == nil {
		return Arrivals{}
	}
	a := Arrivals{Level: level, Expected: int64(progress.Expected)}
	var official, device []time.Time
	firsts := make([]first, k.PartCount())
	beneath(c, level, func(one *election.Commission) {
		if !k.Within(one) || !y.Election.Signs(one) || one.Sealed(y.AsOf) {
			return
		}
		at, came := arrival(y, one, k, firsts)
		switch {
		case came && at.official.IsZero():
			a.Untimed++
		case came:
			official = append(official, at.official)
		}
		if !at.device.IsZero() {
			device = append(device, at.device)
		}
	})
	a.Steps = steps(official, device, zone(y, c))
	return a
}

// A first is the first version of an official protocol of one part.
type first struct {
	came bool
	at   time.Time // zero: nobody noted when
}

// arrival is when the protocols of one commission came; a zero time is one that
// nobody noted, or that has not been. It is false while an official one is missing.
func arrival(y *rollup.Country, c *election.Commission, k *election.Contest, firsts []first) (at struct{ official, device time.Time }, came bool) {
	clear(firsts)
	for _, p := range c.Protocols {
		if p.Contest != k || !p.KnownAt(y.AsOf) {
			continue
		}
		switch p.Series {
		case election.Manual, election.Recount:
			f := &firsts[p.Part]
			f.came = true
			f.at = earlier(f.at, p.Came())
		case election.Device:
			at.device = earlier(at.device, p.Came())
		}
	}
	untimed := false
	for part, f := range firsts {
		if !f.came {
			if signs(c, k, part) {
				return at, false
			}
			continue
		}
		came = true
		untimed = untimed || f.at.IsZero()
		if f.at.After(at.official) {
			at.official = f.at
		}
	}
	if untimed {
		at.official = time.Time{}
	}
	return at, came
}

// earlier is the earlier of two times, of which a zero one is unknown.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// signs reports whether a commission signs a protocol of a part: its form has any
// line there, or no form says anything of it at all.
func signs(c *election.Commission, k *election.Contest, part int) bool {
	says := false
	for i := range k.Lines {
		for other := range k.PartCount() {
			on := k.Lines[i].On(c, election.Manual, other)
			if on && other == part {
				return true
			}
			says = says || on
		}
	}
	return !says
}
