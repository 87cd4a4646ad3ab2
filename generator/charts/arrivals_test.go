package charts

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// tellSteps says what arrivals are, on the clock of the place.
func tellSteps(a Arrivals) []string {
	told := []string{fmt.Sprintf("of %d", a.Expected)}
	if a.Untimed > 0 {
		told[0] += fmt.Sprintf(", %d untimed", a.Untimed)
	}
	for _, s := range a.Steps {
		told = append(told, fmt.Sprintf("%s: %d official, %d device", s.Time.Format("02 15:04"), s.Official, s.Device))
	}
	return told
}

func TestHowProtocolsCame(t *testing.T) {
	two := []election.Part{{ID: "paper"}, {ID: "machine"}}
	for _, test := range []struct {
		sentence string
		story    story
		place    string
		want     []string
	}{
		{
			"first versions, of hand count or recount, and the scanner's apart",
			story{protocols: []string{
				"p-11 manual 1 @15: a 1", "p-11 manual 2 @16: a 1", "p-12 recount 1 @16: a 1", "p-11 device 1 @14: a 1", "p-12 device 1 @14: a 1", "p-21 device 1 @15: a 1",
			}}, "cec",
			[]string{"of 6", "24 19:50: 0 official, 0 device", "24 20:00: 0 official, 2 device", "24 21:00: 1 official, 3 device", "24 22:00: 2 official, 3 device"},
		},
		{
			"a refused version has come too",
			story{protocols: []string{"p-11 manual 1 @15: a 1", "p-11 manual 2 @20: a 1"}, decisions: []string{"refuse p-11 manual 1"}}, "t-1",
			[]string{"of 3", "24 20:50: 0 official, 0 device", "24 21:00: 1 official, 0 device"},
		},
		{
			"a commission has come with its last part, a scanner with its first",
			story{parts: two, protocols: []string{
				"p-11 manual 1 paper @15: a 1", "p-11 manual 1 machine @17: a 1", "p-12 manual 1 paper @15: a 1", "p-12 device 1 machine @15: a 1",
			}}, "t-1",
			[]string{"of 3", "24 20:50: 0 official, 0 device", "24 21:00: 0 official, 1 device", "24 23:00: 1 official, 1 device"},
		},
		{
			"a part that is on no form of it, a commission does not owe",
			story{parts: two, once: true, protocols: []string{"p-11 manual 1 paper @15: a 1", "p-12 manual 1 machine @15: a 1"}}, "t-1",
			[]string{"of 3", "24 20:50: 0 official, 0 device", "24 21:00: 1 official, 0 device"},
		},
		{
			"of some nobody noted when",
			story{parts: two, protocols: []string{
				"p-11 manual 1 paper: a 1", "p-11 manual 1 machine @17: a 1", "p-12 manual 1 paper @17: a 1", "p-12 manual 1 machine @16: a 1", "p-12 device 1 paper: a 1",
			}}, "t-1",
			[]string{"of 3, 1 untimed", "24 22:50: 0 official, 0 device", "24 23:00: 1 official, 0 device"},
		},
		{
			"of two versions, the time of one is enough: the protocol had come by then",
			story{protocols: []string{"p-11 manual 1: a 1", "p-11 manual 2 @17: a 1"}}, "t-1",
			[]string{"of 3", "24 22:50: 0 official, 0 device", "24 23:00: 1 official, 0 device"},
		},
		{
			"what comes later has not come, nor what is under an embargo, nor what lies outside the constituency",
			story{within: "t-1", embargo: "p-12 @17", asOf: 16, protocols: []string{"p-11 manual 1 @15: a 1", "p-21 manual 1 @15: a 1", "p-12 manual 1 @14: a 1", "p-13 manual 1 @17: a 1"}}, "cec",
			[]string{"of 3", "24 20:50: 0 official, 0 device", "24 21:00: 1 official, 0 device"},
		},
		{
			"a territory's own protocol is not a precinct's, and a typed summary is nobody's",
			story{protocols: []string{"t-1 manual 1 @15: a 1", "p-11 summary 1 @15: a 1"}}, "t-1",
			[]string{"of 3"},
		},
		{
			"the steps are wide enough for all that came",
			story{protocols: []string{"p-11 manual 1 @15: a 1", "p-12 manual 1 @64: a 1", "p-13 manual 1 @65: a 1"}}, "t-1",
			[]string{"of 3", "24 18:00: 0 official, 0 device", "24 21:00: 1 official, 0 device", "27 00:00: 3 official, 0 device"},
		},
		{
			"and no wider",
			story{protocols: []string{"p-11 manual 1 @15: a 1", "p-12 manual 1 @23: a 1"}}, "t-1",
			[]string{"of 3", "24 20:50: 0 official, 0 device", "24 21:00: 1 official, 0 device", "25 05:00: 2 official, 0 device"},
		},
		{"nothing lies beneath a precinct", story{protocols: []string{"p-11 manual 1 @15: a 1"}}, "p-11", []string{"of 0"}},
	} {
		y, k := test.story.tell(t)
		if diff := cmp.Diff(test.want, tellSteps(Arrive(y, y.Election.Commission(test.place), k))); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.sentence, diff)
		}
	}
}

// Whole steps are those of a clock on the wall, also where clocks are set forward and
// back: none is before what it is to hold, none is too far behind it, and the last
// of two times never gets an earlier step.
func FuzzStepsAreThoseOfAClock(f *testing.F) {
	for i := range int64(400) {
		f.Add(i*7919*1013, uint8(i), uint8(i/3))
	}
	f.Add(int64(1_800_000_000), uint8(192), uint8(0)) // just after a whole step
	zones := []*time.Location{time.UTC, bishkek}
	for _, name := range []string{"Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Bishkek"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			f.Fatal(err)
		}
		zones = append(zones, zone)
	}
	f.Fuzz(func(t *testing.T, seconds int64, zone, rung uint8) {
		step := ladder[int(rung)%len(ladder)]
		k := clock{zones[int(zone)%len(zones)], int64(step / time.Second)}
		at := time.Unix(seconds%(1<<33), int64(zone)/64) // some of them just after a second
		up := k.up(at)
		const most = 2 * time.Hour // more than any clock is set by
		if up.Before(at) || up.Sub(at) >= step+most {
			t.Errorf("%v: the step of %v is %v", at.In(k.zone), step, up)
		}
		if again := k.up(up); !again.Equal(up) {
			t.Errorf("%v is no step: %v", up, again)
		}
		if before := k.before(up); !before.Before(up) || up.Sub(before) > step+most {
			t.Errorf("before %v is %v", up, before)
		}
		if up.Second() != 0 || up.Minute()%10 != 0 || (step >= day && up.Hour() > 2) || (step == 7*day && up.Weekday() != time.Monday) {
			t.Errorf("a step of %v ends at %v", step, up)
		}
	})
}
