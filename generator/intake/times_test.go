package intake

import (
	"testing"
	"time"

	"achyk/generator/mapping"
	"achyk/generator/sheets"
)

// A time is read as offices write it: as a standard does, with the day first, or
// as the number of days that a workbook counts.
func TestTimesAreReadAsTheyAreWritten(t *testing.T) {
	bishkek, err := time.LoadLocation("Asia/Bishkek")
	if err != nil {
		t.Fatal(err)
	}
	sofia, err := time.LoadLocation("Europe/Sofia")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text  string
		dates sheets.DateSystem
		zone  *time.Location
		want  string // RFC 3339; empty = no time
	}{
		{"2027-01-24T21:15", sheets.NoDates, bishkek, "2027-01-24T21:15:00+06:00"},
		{"2027-01-24T15:15:00Z", sheets.NoDates, bishkek, "2027-01-24T21:15:00+06:00"},
		{"24.01.2027 21:15", sheets.NoDates, bishkek, "2027-01-24T21:15:00+06:00"},
		{"24.01.2027 21:15:30", sheets.NoDates, bishkek, "2027-01-24T21:15:30+06:00"},
		{"24.01.2027", sheets.NoDates, bishkek, "2027-01-24T00:00:00+06:00"},
		{"01.24.2027", sheets.NoDates, bishkek, ""},
		{"24/01/2027", sheets.NoDates, bishkek, ""}, // or is the month first?
		{"46411.885416666664", sheets.Excel1900, bishkek, "2027-01-24T21:15:00+06:00"},
		{"44949.885416666664", sheets.Excel1904, bishkek, "2027-01-24T21:15:00+06:00"},
		{"46411", sheets.Excel1900, bishkek, "2027-01-24T00:00:00+06:00"},
		{"46411.885416666664", sheets.NoDates, bishkek, ""},
		{"2027", sheets.Excel1900, bishkek, "1905-07-19T00:00:00+04:58"}, // far from any election, and told
		{"60", sheets.Excel1900, bishkek, ""},
		{"-1", sheets.Excel1900, bishkek, ""},
		{"1e9", sheets.Excel1900, bishkek, ""},
		{"NaN", sheets.Excel1900, bishkek, ""},
		// Clocks were put forward at three in the night: the hands count.
		{"44283.5", sheets.Excel1900, sofia, "2021-03-28T12:00:00+03:00"},
	} {
		table := &table{Stream: &mapping.Stream{Dates: test.dates}}
		at, read := table.parseTime(test.text, test.zone)
		got := ""
		if read {
			got = at.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("%q counted as %v: %q, want %q", test.text, test.dates, got, test.want)
		}
	}
}
