package rollup

import (
	"testing"

	"achyk/generator/election"
)

// Who is ahead can be certain while the votes of others are unknown: nobody can
// have more votes than there are voters left.
func TestSomeoneIsAheadWhenNobodyElseCanBe(t *testing.T) {
	k := &election.Contest{
		Lines:          []election.Line{{Code: "took", Role: election.Participated}},
		Selections:     []*election.Selection{{ID: "a"}, {ID: "b", Index: 1}, {ID: "c", Index: 2}},
		VotesPerBallot: 1,
	}
	known := func(n int64) Total { return Total{Sum: n, Counts: 1} }
	for _, test := range []struct {
		story string
		took  Total
		votes []Total
		ahead string
	}{
		{"the rest of the voters are too few to change it", known(100), []Total{known(54), known(33), unknown(1)}, "a"},
		{"the rest of the voters could all be of the third", known(100), []Total{known(40), known(20), unknown(1)}, ""},
		{"the rest of the voters could make a tie", known(100), []Total{known(45), known(10), unknown(1)}, ""},
		{"nobody knows how many took part", unknown(1), []Total{known(54), known(33), unknown(1)}, ""},
		{"two are level, whatever the third has", known(100), []Total{known(45), known(45), unknown(1)}, ""},
		{"a few votes that nobody could read could change it", known(1000), []Total{{Sum: 442, Counts: 7, Unknown: 1}, {Sum: 441, Counts: 7, Unknown: 1}, known(50)}, ""},
		{"a few votes that nobody could read are too few", known(1000), []Total{{Sum: 542, Counts: 7, Unknown: 1}, {Sum: 341, Counts: 7, Unknown: 1}, known(50)}, "a"},
		{"nobody knows how many votes nobody could read", unknown(1), []Total{{Sum: 542, Counts: 7, Unknown: 1}, {Sum: 341, Counts: 7, Unknown: 1}, known(50)}, "a"},
		{"all are known", unknown(1), []Total{known(3), known(2), known(1)}, "a"},
	} {
		t.Run(test.story, func(t *testing.T) {
			tally := newTally(k)
			tally.Lines[0], tally.Votes = test.took, test.votes
			got := ""
			if s := tally.Ahead(k, election.Voided{}); s != nil {
				got = s.ID
			}
			if got != test.ahead {
				t.Errorf("ahead is %q, want %q", got, test.ahead)
			}
		})
	}
	k.Lines = nil
	tally := newTally(k)
	tally.Votes = []Total{known(54), known(33), unknown(1)}
	if s := tally.Ahead(k, election.Voided{}); s != nil {
		t.Errorf("%s is ahead where the form does not say how many took part", s.ID)
	}
}
