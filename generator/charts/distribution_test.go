package charts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tellBins says what a distribution is: its bins that hold anything, and the rest.
func tellBins(d Distribution) []string {
	var told []string
	for _, b := range d.Bins {
		if b.Commissions > 0 {
			told = append(told, fmt.Sprintf("%d-%d: %d, %d listed", b.From, b.Below, b.Commissions, b.Listed))
		}
	}
	if d.Unknown+d.Voided > 0 {
		told = append(told, fmt.Sprintf("unknown %d, voided %d", d.Unknown, d.Voided))
	}
	return told
}

func TestHowHighTheTurnoutIs(t *testing.T) {
	for _, test := range []struct {
		sentence string
		story    story
		place    string
		bins     int
		want     []string
	}{
		{
			"commissions are sorted by the percent that their pages print",
			story{protocols: []string{
				"p-11 manual 1: listed 100, took 60", "p-12 manual 1: listed 200, took 129", "p-13 manual 1: listed 200, took 130",
				"p-21 manual 1: listed 100000, took 64995", "p-22 manual 1: listed 100000, took 64994",
			}}, "cec", 20,
			[]string{"6000-6500: 3, 100300 listed", "6500-7000: 2, 100200 listed", "unknown 1, voided 0"},
		},
		{
			"the last bin holds 100 %, and so do those that round to it",
			story{protocols: []string{"p-11 manual 1: listed 100, took 100", "p-12 manual 1: listed 100000, took 100001", "p-13 manual 1: listed 10, took 0"}}, "t-1", 20,
			[]string{"0-500: 1, 10 listed", "9500-10000: 2, 100100 listed"},
		},
		{
			"more than all has a bin of its own",
			story{protocols: []string{"p-11 manual 1: listed 100, took 101", "p-12 manual 1: listed 100, took 300"}}, "t-1", 21,
			[]string{"10000-0: 2, 200 listed", "unknown 1, voided 0"},
		},
		{
			"an unknown figure makes the turnout unknown, and so does a list of nobody",
			story{protocols: []string{"p-11 manual 1: listed ?, took 60", "p-12 manual 1: listed 90, took ?", "p-13 manual 1: listed 0, took 0"}}, "t-1", 0,
			[]string{"unknown 3, voided 0"},
		},
		{
			"what decisions took out is left out, also where nothing had come",
			story{protocols: []string{"p-11 manual 1: listed 100, took 60", "p-12 manual 1: listed 100, took 70"}, decisions: []string{"void p-12", "void p-13"}}, "t-1", 20,
			[]string{"6000-6500: 1, 100 listed", "unknown 0, voided 2"},
		},
		{
			"a territory's own protocol says nothing of its precincts",
			story{protocols: []string{"t-1 manual 1: listed 300, took 200", "p-11 manual 1: listed 100, took 60"}}, "t-1", 20,
			[]string{"6000-6500: 1, 100 listed", "unknown 2, voided 0"},
		},
		{
			"scanners are not mixed with what is official",
			story{protocols: []string{"p-11 manual 1: listed 100, took 60", "p-12 device 1: listed 100, took 70"}}, "t-1", 20,
			[]string{"6000-6500: 1, 100 listed", "unknown 2, voided 0"},
		},
		{
			"where scanners alone have reported, they are told",
			story{protocols: []string{"p-12 device 1: listed 100, took 70"}}, "t-1", 20,
			[]string{"7000-7500: 1, 100 listed", "unknown 2, voided 0"},
		},
		{
			"commissions outside of the constituency do not count",
			story{within: "t-1", protocols: []string{"p-11 manual 1: listed 100, took 60"}}, "cec", 20,
			[]string{"6000-6500: 1, 100 listed", "unknown 2, voided 0"},
		},
		{
			"an embargoed commission is unknown",
			story{asOf: 5, embargo: "p-11 @9", protocols: []string{"p-11 manual 1 @3: listed 100, took 60", "p-12 manual 1 @3: listed 100, took 70"}}, "t-1", 20,
			[]string{"7000-7500: 1, 100 listed", "unknown 2, voided 0"},
		},
		{"nothing lies beneath a precinct", story{protocols: []string{"p-11 manual 1: listed 100, took 60"}}, "p-11", 0, nil},
		{"the forms do not say who is listed", story{unlisted: true, protocols: []string{"p-11 manual 1: took 60"}}, "cec", 0, nil},
		{"nothing has come", story{}, "t-2", 0, []string{"unknown 3, voided 0"}},
	} {
		y, k := test.story.tell(t)
		d := Distribute(y, y.Election.Commission(test.place), k)
		if diff := cmp.Diff(test.want, tellBins(d)); diff != "" || len(d.Bins) != test.bins {
			t.Errorf("%s: %d bins, want %d; -want +got\n%s", test.sentence, len(d.Bins), test.bins, diff)
		}
		at := int64(0)
		for _, b := range d.Bins {
			if b.From != at || (b.Below != at+500 && (b.Below != 0 || b.From != 100_00)) {
				t.Errorf("%s: a bin from %d to %d after %d", test.sentence, b.From, b.Below, at)
			}
			at = b.Below
		}
	}
}
