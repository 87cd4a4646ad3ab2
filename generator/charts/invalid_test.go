package charts

import (
	"testing"

	"achyk/generator/rollup"
)

func TestInvalidBallots(t *testing.T) {
	for _, test := range []struct {
		sentence, place string
		story           story
		ballots, of     rollup.Total
		ratio           rollup.Ratio
	}{
		{
			"of a place, the sum", "t-1", story{protocols: []string{"p-11 manual 1: took 60, invalid 2", "p-12 manual 1: took 40, invalid 3"}},
			rollup.Total{Sum: 5, Counts: 2}, rollup.Total{Sum: 100, Counts: 2}, rollup.Ratio{Over: 1, Part: 5, Whole: 100},
		},
		{
			"one that nobody could read makes no percent", "t-1", story{protocols: []string{"p-11 manual 1: took 60, invalid 2", "p-12 manual 1: took 40"}},
			rollup.Total{Sum: 2, Counts: 2, Unknown: 1}, rollup.Total{Sum: 100, Counts: 2}, rollup.Ratio{},
		},
		{
			"none is known to be none", "p-11", story{protocols: []string{"p-11 manual 1: took 60, invalid 0"}},
			rollup.Total{Counts: 1}, rollup.Total{Sum: 60, Counts: 1}, rollup.Ratio{Over: 1, Whole: 60},
		},
		{
			"what is voided does not count", "p-11", story{protocols: []string{"p-11 manual 1: took 60, invalid 2"}, decisions: []string{"void p-11"}},
			rollup.Total{Out: 2, OutCounts: 1}, rollup.Total{Out: 60, OutCounts: 1}, rollup.Ratio{},
		},
		{"nothing has come", "t-1", story{}, rollup.Total{}, rollup.Total{}, rollup.Ratio{}},
	} {
		y, k := test.story.tell(t)
		got := InvalidOf(y.Of(y.Election.Commission(test.place), k))
		if got.Base == nil || got.Base.Code != "took" || got.Ballots != test.ballots || got.Of != test.of || got.Ratio() != test.ratio {
			t.Errorf("%s: %+v, %+v", test.sentence, got, got.Ratio())
		}
	}
	y, k := (&story{protocols: []string{"p-11 manual 1: took 60, invalid 2"}}).tell(t)
	k.Lines = k.Lines[:2] // without that of invalid ballots
	if got := InvalidOf(y.Of(y.Election.Root, k)); got.Base != nil {
		t.Errorf("the forms do not say: %+v", got)
	}
}
