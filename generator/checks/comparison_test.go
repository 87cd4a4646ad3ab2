package checks

import (
	"slices"
	"testing"
	"time"
)

// What a check compares follows from the figures it names, however it names them.
func TestWhatChecksCompare(t *testing.T) {
	y, _ := tell(t, day("A1 took > 0\nA2 it > 0 | each: true"), time.Time{})
	e := y.Election
	met := make(map[Comparison]bool)
	for _, test := range []struct {
		formula string
		want    Comparison
	}{
		{"votes_total == valid", WithinProtocol},
		{"took == station + if_printed(outside)", WithinProtocol},
		{"took == device.took", BetweenCounts},
		{"took == if_printed(manual.took)", BetweenCounts},
		{"[took, valid].all(x, x <= device.votes_total)", BetweenCounts},
		{"took == summary.took", WithSummary},
		{"took == summary.took && took == device.took", WithSummary},
		{"took == beneath.took", BetweenLevels},
		{"summary.took == beneath.took", BetweenLevels},
		{"station == first.station", BetweenContests},
		{"took == at_home.took + station", BetweenParts},
		{"took == participation.count", WithList},
		{"took == participation.count && took == device.took", BetweenCounts},
		{"nobody == took", ""},
	} {
		e.Checks[0].Formula = test.formula
		r, err := Examine(y, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Compares(e.Checks[0]); got != test.want {
			t.Errorf("%s compares %q, want %q", test.formula, got, test.want)
		}
		met[test.want] = true
	}
	for _, one := range Comparisons {
		if !met[one] {
			t.Errorf("nothing compares %s", one)
		}
	}
	if len(met) != len(Comparisons)+1 || slices.Contains(Comparisons, "") {
		t.Errorf("%v are not all of %v", Comparisons, met)
	}
}
