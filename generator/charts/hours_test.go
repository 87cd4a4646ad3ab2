package charts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/rollup"
)

// tellDays says what days are: a line a day, and one an hour, on the clock of the
// place: "11 = 120 of 2, 120/400 over 2".
func tellDays(y *rollup.Country, days []Day) []string {
	var told []string
	for _, d := range days {
		told = append(told, fmt.Sprintf("%s of %d", d.Origin, d.Commissions))
		if !d.Covered() {
			told[len(told)-1] += ", not covered"
		}
		for _, h := range d.Hours {
			sum := fmt.Sprint(h.Voters.Sum)
			switch {
			case h.Voters.Unknown == h.Voters.Counts:
				sum = "?"
			case h.Voters.Unknown > 0:
				sum += "+"
			}
			told = append(told, fmt.Sprintf("%s = %s of %d, %d/%d over %d", h.Time.Format("15:04"), sum, h.Voters.Counts, h.Turnout.Part, h.Turnout.Whole, h.Turnout.Over))
		}
	}
	return told
}

func TestHowManyHadVotedByTheHour(t *testing.T) {
	for _, test := range []struct {
		sentence string
		story    story
		place    string
		want     []string
	}{
		{
			"precincts that report are added, hour by hour",
			story{reports: []string{"p-11 report @6: 20", "p-21 report @4: 7", "p-11 report @4: 10", "p-21 report @6: 9"}}, "cec",
			[]string{"report of 2, not covered", "10:00 = 17 of 2, 0/0 over 0", "12:00 = 29 of 2, 0/0 over 0"},
		},
		{
			"a territory that reports speaks for its precincts, at its own hours alone",
			story{reports: []string{"t-1 report @4: 50", "p-11 report @4: 10", "p-11 report @6: 20", "p-21 report @4: 7"}}, "north",
			[]string{"report of 2, not covered", "10:00 = 57 of 2, 0/0 over 0"},
		},
		{
			"the place itself is the highest",
			story{reports: []string{"t-1 report @4: 50", "p-11 report @4: 10"}}, "t-1",
			[]string{"report of 1, not covered", "10:00 = 50 of 1, 0/0 over 0"},
		},
		{
			"whoever speaks for one origin does not speak for the other",
			story{reports: []string{"t-1 report @4: 50", "p-11 device @4: 10", "p-12 device @4: 11"}}, "t-1",
			[]string{"report of 1, not covered", "10:00 = 50 of 1, 0/0 over 0", "device of 2, not covered", "10:00 = 21 of 2, 0/0 over 0"},
		},
		{
			"a count that nobody could read is not zero",
			story{reports: []string{"p-11 report @4: ?", "p-12 report @4: 5", "p-13 report @6: ?"}}, "t-1",
			[]string{"report of 3, not covered", "10:00 = 5+ of 2, 0/0 over 0", "12:00 = ? of 1, 0/0 over 0"},
		},
		{
			"the turnout is of the voters on the lists of those that reported",
			story{
				protocols: []string{"p-11 manual 1: listed 100, took 60", "p-12 manual 1: listed 300, took 90", "p-13 manual 1: listed 50, took 9"},
				reports:   []string{"p-11 report @4: 10", "p-12 report @4: 20", "p-11 report @6: 15"},
			}, "t-1",
			[]string{"report of 2", "10:00 = 30 of 2, 30/400 over 2", "12:00 = 15 of 1, 15/100 over 1"},
		},
		{
			"who is on the list of one of them is not known",
			story{
				protocols: []string{"p-11 manual 1: listed 100, took 60", "p-12 manual 1: listed ?, took 90"},
				reports:   []string{"p-11 report @4: 10", "p-12 report @4: 20"},
			}, "t-1",
			[]string{"report of 2, not covered", "10:00 = 30 of 2, 10/100 over 1"},
		},
		{
			"the sum of those beneath is no list",
			story{protocols: []string{"p-11 manual 1: listed 100, took 60"}, reports: []string{"t-1 report @4: 50"}}, "cec",
			[]string{"report of 1, not covered", "10:00 = 50 of 1, 0/0 over 0"},
		},
		{
			"what is said of the contest goes before what is said of the day, and of another contest is nothing",
			story{reports: []string{"p-11 report @4: 10", "p-11 report @4 president: 9", "p-11 report @6: 12", "p-12 report @4 question: 99"}}, "t-1",
			[]string{"report of 1, not covered", "10:00 = 9 of 1, 0/0 over 0", "12:00 = 12 of 1, 0/0 over 0"},
		},
		{
			"the day of a commission above a constituency is not the constituency's",
			story{within: "t-1", reports: []string{"north report @4: 500", "p-11 report @4: 10", "p-21 report @4: 7", "p-22 report @4 president: 7"}}, "cec",
			[]string{"report of 1, not covered", "10:00 = 10 of 1, 0/0 over 0"},
		},
		{
			"what is reported later has not been reported",
			story{asOf: 5, reports: []string{"p-11 report @4: 10", "p-11 report @6: 20"}}, "cec",
			[]string{"report of 1, not covered", "10:00 = 10 of 1, 0/0 over 0"},
		},
		{
			"an embargo hides it, there and of those who have counted it",
			story{asOf: 10, embargo: "p-11 @12", reports: []string{"t-1 report @4: 50", "p-11 report @4: 10", "p-12 report @4: 11"}}, "cec",
			[]string{"report of 1, not covered", "10:00 = 11 of 1, 0/0 over 0"},
		},
		{"nobody has reported", story{protocols: []string{"p-11 manual 1: listed 100, took 60"}}, "cec", nil},
	} {
		y, k := test.story.tell(t)
		got := tellDays(y, Days(y, y.Election.Commission(test.place), k))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.sentence, diff)
		}
	}
}
