package election

import (
	"testing"
	"time"

	"achyk/generator/wording"
)

// Jalal-Abad city became Manas in September 2025: pages of an earlier election
// keep the name that was printed.
func TestNamesAreThoseOfTheDay(t *testing.T) {
	old, name := wording.Text{Ky: "Жалал-Абад шаары", Ru: "город Джалал-Абад"}, wording.Text{Ky: "Манас шаары", Ru: "город Манас"}
	change := wording.Date{Year: 2025, Month: time.September, Day: 1}
	c := &Commission{Name: name, Names: []DatedName{{Until: change, Name: old}}}
	for _, test := range []struct {
		on   wording.Date
		want wording.Text
	}{
		{wording.Date{Year: 2017, Month: time.October, Day: 15}, old},
		{wording.Date{Year: 2025, Month: time.August, Day: 31}, old},
		{change, name},
		{wording.Date{Year: 2027, Month: time.January, Day: 24}, name},
	} {
		if got := c.NameOn(test.on); got != test.want {
			t.Errorf("%v: got %v", test.on, got)
		}
	}
}

func TestNothingIsShownBeforeTheEmbargoEnds(t *testing.T) {
	c := &Commission{NotBefore: time.Date(2027, time.January, 24, 20, 0, 0, 0, time.UTC)}
	if !c.Embargoed(c.NotBefore.Add(-time.Second)) || c.Embargoed(c.NotBefore) {
		t.Error("the embargo ends at another moment than it says")
	}
	if !c.Embargoed(time.Time{}) {
		t.Error("without a moment nobody can say that it has ended")
	}
	if (&Commission{}).Embargoed(time.Time{}) {
		t.Error("no embargo, and yet one holds")
	}
}
