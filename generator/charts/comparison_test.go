package charts

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// tellCounts says what a comparison is.
func tellCounts(c Comparison) []string {
	var told []string
	if c.Protocols+c.Unclear > 0 {
		told = append(told, fmt.Sprintf("%d pairs, %d unclear: device %v, in force %v", c.Protocols, c.Unclear, c.Device, c.Force))
	}
	for _, s := range c.Beneath {
		told = append(told, fmt.Sprintf("%s: %d equal, %d normal, %d different, %d unclear, %d unpaired", s.Place.ID, s.Equal, s.Normal, s.Different, s.Unclear, s.Unpaired))
	}
	return told
}

func TestTwoCountsOfTheSameBallots(t *testing.T) {
	machineOnly := []election.Part{{ID: "paper"}, {ID: "machine"}}
	outside := []election.Part{{ID: "inside"}, {ID: "outside", Outside: true}}
	for _, test := range []struct {
		sentence string
		story    story
		place    string
		want     []string
	}{
		{
			"only commissions that have both are added",
			story{protocols: []string{
				"p-11 device 1: took 60, invalid 2, a 30, b 28", "p-11 manual 1: took 60, invalid 2, a 30, b 28",
				"p-12 device 1: took 50, invalid 4, a 20, b 26", "p-12 manual 1: took 50, invalid 3, a 21, b 26",
				"p-13 device 1: took 9, a 4, b 5", "p-21 manual 1: took 9, a 4, b 5",
				"p-22 device 1: took 9, invalid 0, a 4, b 5", "p-22 manual 1: took 9, invalid 0, a 5, b 4",
			}}, "north",
			[]string{
				"3 pairs, 0 unclear: device [54 59], in force [56 58]",
				"t-1: 1 equal, 1 normal, 0 different, 0 unclear, 1 unpaired", "t-2: 0 equal, 0 normal, 1 different, 0 unclear, 1 unpaired",
			},
		},
		{
			"of a territory each precinct is told",
			story{protocols: []string{"p-11 device 1: a 30, b 28", "p-11 manual 1: a 30, b 28"}}, "t-1",
			[]string{"1 pairs, 0 unclear: device [30 28], in force [30 28]", "p-11: 0 equal, 0 normal, 0 different, 1 unclear, 0 unpaired"},
		},
		{
			"a pair of which one vote is unknown is left out of the sums",
			story{protocols: []string{
				"p-11 device 1: took 60, invalid 2, a ?, b 28", "p-11 manual 1: took 60, invalid 2, a 30, b 28",
				"p-12 device 1: took 5, invalid 0, a 1, b 4", "p-12 manual 1: took 5, invalid 0, a 1, b 4",
				"p-13 device 1: took 5, invalid 0, a 1, b 4", "p-13 manual 1: took 5, invalid 0, a 1, b ?",
			}}, "north",
			[]string{"1 pairs, 2 unclear: device [1 4], in force [1 4]", "t-1: 1 equal, 0 normal, 0 different, 2 unclear, 0 unpaired"},
		},
		{
			"the recount is in force, and the last version",
			story{protocols: []string{
				"p-11 device 1: took 60, invalid 2, a 30, b 28", "p-11 manual 1: took 60, invalid 2, a 20, b 38",
				"p-11 recount 1: took 60, invalid 2, a 10, b 48", "p-11 recount 2: took 60, invalid 2, a 30, b 28",
			}}, "t-1",
			[]string{"1 pairs, 0 unclear: device [30 28], in force [30 28]", "p-11: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"a part without a scanner does not make a commission unpaired, and the worst part speaks for it",
			story{parts: machineOnly, protocols: []string{
				"p-11 manual 1 paper: took 5, invalid 0, a 1, b 4", "p-11 manual 1 machine: took 5, invalid 0, a 1, b 4", "p-11 device 1 machine: took 5, invalid 0, a 1, b 4",
				"p-12 manual 1 paper: took 5, invalid 0, a 1, b 4", "p-12 device 1 paper: took 5, invalid 0, a 2, b 3",
				"p-12 manual 1 machine: took 5, invalid 0, a 1, b 4", "p-12 device 1 machine: took 5, invalid 0, a 1, b 4",
			}}, "north",
			[]string{"3 pairs, 0 unclear: device [4 11], in force [3 12]", "t-1: 1 equal, 0 normal, 1 different, 0 unclear, 0 unpaired"},
		},
		{
			"what is voided whole is left out, the commission or the part",
			story{parts: outside, protocols: []string{
				"p-11 manual 1 inside: took 5, invalid 0, a 1, b 4", "p-11 device 1 inside: took 5, invalid 0, a 1, b 4",
				"p-12 manual 1 inside: took 5, invalid 0, a 1, b 4", "p-12 device 1 inside: took 5, invalid 0, a 1, b 4",
				"p-12 manual 1 outside: took 7, invalid 0, a 3, b 4", "p-12 device 1 outside: took 7, invalid 0, a 4, b 3",
			}, decisions: []string{"void p-11", "void p-12 outside"}}, "north",
			[]string{"1 pairs, 0 unclear: device [1 4], in force [1 4]", "t-1: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"what is taken out of a count stays in it: papers are compared",
			story{protocols: []string{"p-11 manual 1: took 5, invalid 0, a 1, b 4", "p-11 device 1: took 5, invalid 0, a 1, b 4"}, decisions: []string{"void p-11 a"}}, "north",
			[]string{"1 pairs, 0 unclear: device [1 4], in force [1 4]", "t-1: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"what lies outside of the constituency is not compared",
			story{within: "t-1", protocols: []string{
				"p-11 manual 1: took 5, invalid 0, a 1, b 4", "p-11 device 1: took 5, invalid 0, a 1, b 4", "p-21 manual 1: took 5, invalid 0, a 1, b 4", "p-21 device 1: took 5, invalid 0, a 1, b 4",
			}}, "north",
			[]string{"1 pairs, 0 unclear: device [1 4], in force [1 4]", "t-1: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"no scanner of a territory can be added to those of precincts",
			story{protocols: []string{
				"t-1 device 1: took 50, a 10, b 40", "t-1 manual 1: took 50, a 10, b 40", "p-11 manual 1: took 5, invalid 0, a 1, b 4", "p-11 device 1: took 5, invalid 0, a 1, b 4",
			}}, "cec",
			[]string{"1 pairs, 0 unclear: device [1 4], in force [1 4]", "north: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"where territories alone have scanners, they are compared",
			story{protocols: []string{"t-1 device 1: took 50, invalid 0, a 10, b 40", "t-1 manual 1: took 50, invalid 0, a 10, b 40", "p-11 manual 1: took 5, a 1, b 4"}}, "cec",
			[]string{"1 pairs, 0 unclear: device [10 40], in force [10 40]", "north: 1 equal, 0 normal, 0 different, 0 unclear, 0 unpaired"},
		},
		{
			"without a scanner here, while others have one, all are unpaired",
			story{protocols: []string{"p-11 device 1: a 1, b 4", "p-21 manual 1: a 1, b 4"}}, "t-2",
			[]string{"p-21: 0 equal, 0 normal, 0 different, 0 unclear, 1 unpaired"},
		},
		{"without any scanner there is nothing", story{protocols: []string{"p-21 manual 1: a 1, b 4"}}, "cec", nil},
		{
			"an embargo hides it",
			story{asOf: 5, embargo: "p-11 @9", protocols: []string{"p-11 manual 1 @2: took 5, a 1, b 4", "p-11 device 1 @2: took 5, a 1, b 4", "p-21 device 1 @2: a 1, b 4"}}, "cec",
			[]string{"north: 0 equal, 0 normal, 0 different, 0 unclear, 1 unpaired"},
		},
	} {
		test.story.unlisted = true // a scanner does not know the lists
		y, k := test.story.tell(t)
		if diff := cmp.Diff(test.want, tellCounts(Compare(y, y.Election.Commission(test.place), k))); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.sentence, diff)
		}
	}
}
