package wording

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a day of the calendar, without a clock or a zone: the day of an
// election is the same day in Bishkek and in Seoul. The zero Date is unknown.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date as it stands in tables and in election.yaml,
// 2027-01-24; a day that does not exist is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date like 2027-01-24", s)
	}
	year, month, day := t.Date()
	return Date{year, month, day}, nil
}

// String is the date as [ParseDate] reads it; empty for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool {
	return cmp.Or(
		cmp.Compare(d.Year, other.Year),
		cmp.Compare(d.Month, other.Month),
		cmp.Compare(d.Day, other.Day),
	) < 0
}
