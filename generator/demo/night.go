package demo

import (
	"math/rand/v2"
	"time"
)

// pollsClose is when voting ends, on the clock of a precinct.
func pollsClose(clock *time.Location) time.Time {
	return time.Date(2027, time.January, 24, 20, 0, 0, 0, clock)
}

// embargo is when figures from a clock may be shown: when the polls have closed
// there and at home. In the east they close first, and early figures from there
// must not reach those who still vote.
func embargo(clock *time.Location) time.Time {
	there, here := pollsClose(clock), pollsClose(home)
	if there.Before(here) {
		return here
	}
	return there
}

// stamp writes a time as the tables have it; a time that nobody noted is empty.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func minutes(r *rand.Rand, low, high int64) time.Duration {
	return time.Duration(between(r, low*60, high*60)) * time.Second
}

// reported is when the scanner's report arrived: mostly within the hour after
// the close that the rules allow, the more often the earlier.
func reported(r *rand.Rand, clock *time.Location) time.Time {
	late := min(minutes(r, 5, 58), minutes(r, 5, 58))
	if perTenThousand(r, 300) {
		late += minutes(r, 20, 70)
	}
	return pollsClose(clock).Add(late)
}

// handCounted is when a protocol was signed in the night, and when it arrived.
func handCounted(r *rand.Rand, clock *time.Location) (signed, received time.Time) {
	signed = pollsClose(clock).Add(minutes(r, 90, 330))
	return signed, signed.Add(minutes(r, 25, 200))
}

// correctedByMorning is when a corrected version followed in the same night.
func correctedByMorning(r *rand.Rand, clock *time.Location) (signed, received time.Time) {
	signed = pollsClose(clock).Add(minutes(r, 9*60, 12*60))
	return signed, signed.Add(minutes(r, 20, 90))
}

// correctedLater is when a corrected version followed, by day.
func correctedLater(r *rand.Rand, clock *time.Location) (signed, received time.Time) {
	signed = pollsClose(clock).Add(minutes(r, 14*60, 21*60))
	return signed, signed.Add(minutes(r, 20, 90))
}

// summedUp is when a territorial commission signed, after the last of its
// precincts' protocols had come, and when its own arrived.
func summedUp(r *rand.Rand, last time.Time) (signed, received time.Time) {
	signed = last.In(home).Add(minutes(r, 60, 420))
	return signed, signed.Add(minutes(r, 30, 240))
}
