package wording

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, test := range []struct {
		sentence, text string
		want           Date
		ok             bool
	}{
		{"a date is year, month and day", "2027-01-24", Date{2027, time.January, 24}, true},
		{"a leap day exists in leap years", "2028-02-29", Date{2028, time.February, 29}, true},
		{"a leap day does not exist in other years", "2027-02-29", Date{}, false},
		{"there is no thirteenth month", "2027-13-01", Date{}, false},
		{"figures are not left out", "2027-1-24", Date{}, false},
		{"a printed date is not a date of a table", "24.01.2027", Date{}, false},
		{"a time is not a date", "2027-01-24T00:00", Date{}, false},
		{"nothing is not a date", "", Date{}, false},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			got, err := ParseDate(test.text)
			if got != test.want || (err == nil) != test.ok {
				t.Fatalf("ParseDate(%q) = %v, %v", test.text, got, err)
			}
			if test.ok && got.String() != test.text {
				t.Errorf("%q is written back as %q", test.text, got)
			}
		})
	}
}

func TestDatesAreOrderedAsDays(t *testing.T) {
	days := []Date{{2017, 10, 15}, {2017, 10, 16}, {2017, 11, 1}, {2018, 1, 1}}
	for i, a := range days {
		for j, b := range days {
			if a.Before(b) != (i < j) {
				t.Errorf("%v before %v is %v", a, b, a.Before(b))
			}
		}
	}
	if !(Date{}).IsZero() || days[0].IsZero() || (Date{}).String() != "" {
		t.Error("the zero date, and only it, is unknown and empty")
	}
}
