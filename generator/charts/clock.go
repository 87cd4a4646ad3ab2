package charts

import (
	"cmp"
	"slices"
	"time"
)

// ladder are the steps that a clock can have, and mostSteps how many there may be
// from the first arrival to the last. After the last rung there are more.
var ladder = []time.Duration{
	10 * time.Minute, 30 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 7 * day,
}

const (
	day       = 24 * time.Hour
	mostSteps = 48
)

// A clock tells whole steps of a time zone: full hours, midnights, Mondays.
type clock struct {
	zone *time.Location
	step int64 // seconds
}

// up is the first whole step that is not before a time.
func (k clock) up(t time.Time) time.Time {
	_, offset := t.In(k.zone).Zone()
	local := t.Unix() + int64(offset)
	local -= monday
	if rest := ((local % k.step) + k.step) % k.step; rest > 0 {
		local += k.step - rest
	}
	local += monday
	// A fraction of a second is after its step; and where clocks are set back, a time
	// of day comes twice, and the earlier may be before t.
	for {
		if at := k.at(local); !at.Before(t) {
			return at
		}
		local += k.step
	}
}

// monday is the first one of the epoch, in seconds.
const monday = 4 * int64(day/time.Second)

// before is the step before another.
func (k clock) before(t time.Time) time.Time {
	_, offset := t.Zone()
	if at := k.at(t.Unix() + int64(offset) - k.step); at.Before(t) {
		return at
	}
	return t.Add(-time.Duration(k.step) * time.Second)
}

// at is the time that a clock on the wall shows, in seconds since 1970.
func (k clock) at(local int64) time.Time {
	return time.Date(1970, time.January, 1, 0, 0, int(local), 0, k.zone)
}

// steps counts arrivals by whole steps of a clock, the smallest with which they are
// not too many.
func steps(official, device []time.Time, zone *time.Location) []Arrival {
	both := slices.Concat(official, device)
	if len(both) == 0 {
		return nil
	}
	first, last := slices.MinFunc(both, time.Time.Compare), slices.MaxFunc(both, time.Time.Compare)
	k := clock{zone: zone}
	for _, step := range ladder {
		k.step = int64(step / time.Second)
		if k.up(last).Sub(k.up(first)) <= mostSteps*step {
			break
		}
	}
	counts := []Arrival{{Time: k.before(k.up(first))}}
	for _, t := range official {
		counts = append(counts, Arrival{Time: k.up(t), Official: 1})
	}
	for _, t := range device {
		counts = append(counts, Arrival{Time: k.up(t), Device: 1})
	}
	slices.SortFunc(counts, func(a, b Arrival) int { return cmp.Compare(a.Time.Unix(), b.Time.Unix()) })
	all := counts[:1]
	for _, one := range counts[1:] {
		now := &all[len(all)-1]
		if !one.Time.Equal(now.Time) {
			all = append(all, Arrival{one.Time, now.Official, now.Device})
			now = &all[len(all)-1]
		}
		now.Official += one.Official
		now.Device += one.Device
	}
	return slices.Clip(all)
}
