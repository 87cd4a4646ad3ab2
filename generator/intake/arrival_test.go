package intake

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// toldAt lists the findings that are told as of an hour of the night, with the
// waiver of those that have one.
func toldAt(t *testing.T, f files, asOf time.Time) []string {
	t.Helper()
	d := read(t, f)
	d.Until(asOf)
	var told []string
	for _, found := range d.Findings {
		line := string(found.Code) + " " + found.Record
		if found.Waiver != "" {
			line += ": " + found.Waiver
		}
		told = append(told, line)
	}
	return told
}

func TestNothingIsToldOfWhatHadNotCome(t *testing.T) {
	timed := strings.Replace(head, "series", "received,signed,series", 1)
	evening, night := "2027-01-24T21:00", "2027-01-26T21:00"
	row := func(id, received, signed, rest string) string {
		return id + ",president," + received + "," + signed + ",manual," + rest + "\n"
	}
	for _, test := range []struct {
		name  string
		files files
		early []string // as of the evening
		late  []string // as of the night after
	}{
		{
			"a cell that nobody can read", small.with("protocols.csv", timed+row("p-1", night, "", "1,1oo,60,5,30,20,8")),
			nil, []string{"I101 p-1 president manual 1"},
		},
		{
			"a record is withheld from the day it came", small.with("protocols.csv", timed+row("p-77", evening, "", "1,100,60,5,30,20,8")+row("p-78", night, "", "1,100,60,5,30,20,8")),
			[]string{"I201 p-77 president manual 1"}, []string{"I201 p-77 president manual 1", "I201 p-78 president manual 1"},
		},
		{
			"two records disagree when both have come",
			small.with("protocols.csv", timed+row("p-1", night, "", "1,100,60,5,30,20,8")+row("p-1", evening, "", "1,100,60,5,20,30,8")),
			nil, []string{"I205 p-1 president manual 1"},
		},
		{
			"without a receipt the signature counts, and without either it is told at once",
			small.with("protocols.csv", timed+row("p-1", "", night, "1,1oo,60,5,30,20,8")+row("p-2", "", "", "1,5o,40,,10,28,1")),
			[]string{"I101 p-2 president manual 1"}, []string{"I101 p-1 president manual 1", "I101 p-2 president manual 1"},
		},
		{
			"a waiver counts from its date, and so does one that waives nothing",
			small.with("protocols.csv", timed+row("p-1", evening, "", "1,1oo,60,5,30,20,8")).
				with("waivers.csv", "code,record,reason_ky,reason_ru,by,date\nI101,p-1 president manual 1,М,О,БШК,2027-01-26\nI101,p-2 president manual 1,М,О,БШК,2027-01-26\n"),
			[]string{"I101 p-1 president manual 1"},
			[]string{"I101 p-1 president manual 1: М · О · БШК · 2027-01-26", "D303 p-2 president manual 1"},
		},
		{
			"a waiver of no known date waives nothing",
			small.with("protocols.csv", timed+row("p-1", evening, "", "1,1oo,60,5,30,20,8")).
				with("waivers.csv", "code,record,reason_ky,reason_ru,by,date\nI101,p-1 president manual 1,М,О,БШК,yesterday\n"),
			[]string{"I101 p-1 president manual 1", "I109 p-1 president manual 1"},
			[]string{"I101 p-1 president manual 1", "I109 p-1 president manual 1"},
		},
		{
			"what stops the publication stops it whenever it came",
			small.with("events.csv", "commission,step,at,note_ru\np-1,14,2027-01-26T21:00,12304199012345\n"),
			[]string{"L901 "}, []string{"L901 "},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			at := func(day int) time.Time { return time.Date(2027, time.January, day, 16, 0, 0, 0, time.UTC) }
			for asOf, want := range map[time.Time][]string{at(24): test.early, at(26): test.late, {}: test.late} {
				if diff := cmp.Diff(want, toldAt(t, test.files, asOf)); diff != "" {
					t.Errorf("as of %s (-want +got):\n%s", asOf, diff)
				}
			}
		})
	}
}

// A commission whose protocol is withheld has sent one, from the day it came.
func TestAWithheldProtocolHadNotAlwaysCome(t *testing.T) {
	timed := strings.Replace(head, "series", "received,series", 1)
	d := read(t, small.with("protocols.csv", timed+
		"p-1,president,2027-01-24T21:00,manual,1,100,60,5,30,20,8\np-1,president,2027-01-26T21:00,manual,1,100,60,5,20,30,8\n"+
		"p-2,president,2027-01-26T21:00,hand,1,50,40,,10,28,1\n"))
	got := func(id string, hour time.Duration) int {
		return only(d).Commission(id).HeldAt(time.Date(2027, time.January, 24, 0, 0, 0, 0, time.UTC).Add(hour * time.Hour))
	}
	for _, test := range []struct {
		id   string
		hour time.Duration
		want int
	}{{"p-1", 14, 0}, {"p-1", 16, 1}, {"p-2", 16, 0}, {"p-2", 64, 1}} {
		if n := got(test.id, test.hour); n != test.want {
			t.Errorf("%s after %d hours: %d withheld, want %d", test.id, test.hour, n, test.want)
		}
	}
	if at := only(d).Latest(); at.UTC().Format("02 15:04") != "26 12:00" {
		t.Errorf("the latest time is %s: a withheld protocol has come too", at)
	}
}
