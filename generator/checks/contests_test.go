package checks

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// day is an election of three contests on one day: the president in the whole
// country, a referendum of two parts, and a mayor in the second territory alone.
func day(checks string) string {
	yaml := strings.SplitN(strings.SplitN(small, "-- election.yaml --\n", 2)[1], "-- ", 2)[0]
	yaml += `  - id: referendum
    kind: question
    name: {ky: Р, ru: Р}
    forms: [precinct, scanner, territorial]
    share_bases: [participated]
    parts: [{id: at-home, name: {ky: Ү, ru: Д}, outside: true}, {id: station, name: {ky: У, ru: У}}]
  - {id: mayor, kind: candidates, name: {ky: М, ru: М}, forms: [precinct, territorial], share_bases: [participated], constituencies: [t-2]}
`
	return "-- election.yaml --\n" + yaml + "-- checks --\n" + checks + `
-- selections.csv --
contest,id,position,kind,name_ky,name_ru
president,a,1,candidate,А,А
president,b,2,candidate,Б,Б
referendum,yes,1,answer,Ооба,Да
referendum,no,2,answer,Жок,Нет
mayor,c,1,candidate,В,В
-- protocols.csv --
commission,contest,part,series,version,kind,received,signed,listed,took,station,outside,valid,invalid,votes:a,votes:b,votes:yes,votes:no,votes:c
`
}

// Ballots are issued for every contest of the day to whoever comes: each later
// contest is compared with the first one, where that is held.
func TestContestsOfOneDay(t *testing.T) {
	y, r := tell(t, day("E10 station + if_printed(outside) == first.station + if_printed(first.outside) | levels: [precinct]; contests: [president, mayor]\n"+
		"A1 it == first.it | each: true; contests: [mayor]; levels: [precinct]")+
		"p-11,president,,manual,1,,,,100,50,45,5,48,2,30,18,,,\n"+
		"p-21,president,,manual,1,,,,80,30,29,1,30,0,10,20,,,\n"+
		"p-21,mayor,,manual,1,,,,80,30,29,1,28,2,,,,,28\n"+
		"p-22,president,,manual,1,,,,70,20,20,,18,2,9,9,,,\n"+
		"p-22,mayor,,manual,1,,,,70,21,20,1,21,0,,,,,21\n", time.Time{})
	want := []string{
		"p-21 mayor manual 1 E10 holds: 29 + 1 == 29 + 1",
		"p-21 mayor manual 1 A1 listed holds: 80 == 80", "p-21 mayor manual 1 A1 took holds: 30 == 30", "p-21 mayor manual 1 A1 station holds: 29 == 29",
		"p-21 mayor manual 1 A1 outside holds: 1 == 1", "p-21 mayor manual 1 A1 valid fails: 28 == 30", "p-21 mayor manual 1 A1 invalid fails: 2 == 0",
		"p-22 mayor manual 1 E10 not_checkable unread: 20 + 1 == 20 + ?",
		"p-22 mayor manual 1 A1 listed holds: 70 == 70", "p-22 mayor manual 1 A1 took fails: 21 == 20", "p-22 mayor manual 1 A1 station holds: 20 == 20",
		"p-22 mayor manual 1 A1 outside not_checkable unread: 1 == ?", "p-22 mayor manual 1 A1 valid fails: 21 == 18", "p-22 mayor manual 1 A1 invalid fails: 0 == 2",
	}
	if diff := cmp.Diff(want, all(y, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	agree(t, y, r)
	// Of the first contest it is never made, and can be read all the same.
	if check := y.Election.Check("E10"); r.Formula(check) == nil {
		t.Error("a check that is never made has no words")
	}
}

// Where the first contest has sent nothing yet, there is nothing to compare with
// yet; of a contest with parts, nobody knows the whole while one is missing.
func TestTheFirstContestOfTheDayHasSentNothing(t *testing.T) {
	y, r := tell(t, day("E10 took == first.took")+
		"p-21,mayor,,manual,1,,,,80,30,29,1,28,2,,,,,28\np-21,referendum,station,manual,1,,,,80,29,29,,28,1,,,20,8,\n", time.Time{})
	want := []string{"p-21 referendum station manual 1 E10 not_checkable unread: ? == ?", "p-21 mayor manual 1 E10 not_checkable unread: 30 == ?"}
	if diff := cmp.Diff(want, all(y, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A list of those who took part, and another contest, know nothing of parts: all
// parts together are compared with them, once.
func TestPartsAreComparedTogetherWithWhatHasNone(t *testing.T) {
	y, r := tell(t, day("E8 took == participation.count | contests: [referendum]\nE10 took == first.took | contests: [referendum]")+
		"p-22,president,,manual,1,,,,70,20,20,,18,2,9,9,,,\n"+
		"p-22,referendum,at-home,manual,1,,,,70,2,,2,2,0,,,1,1,\np-22,referendum,station,manual,1,,,,70,18,18,,18,0,,,9,9,\n"+
		"-- participation.csv --\ncommission,contest,group,count,at\np-22,referendum,,21,\n", time.Time{})
	want := []string{"p-22 referendum at-home manual 1 E8 fails: 20 == 21", "p-22 referendum at-home manual 1 E10 holds: 20 == 20"}
	if diff := cmp.Diff(want, all(y, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A protocol is of one part, and so are the sums that it is compared with.
func TestPartsOfAContest(t *testing.T) {
	const rows = "p-21,referendum,at-home,manual,1,,,,80,3,,3,2,1,,,1,1,\np-21,referendum,station,manual,1,,,,80,29,29,,28,1,,,20,8,\n" +
		"p-22,referendum,at-home,manual,1,,,,70,2,,2,2,0,,,1,1,\np-22,referendum,station,manual,1,,,,70,18,18,,18,0,,,9,9,\n" +
		"t-2,referendum,at-home,manual,1,,,2027-01-25T10:00,150,5,,,4,1,,,2,2,\nt-2,referendum,station,manual,1,,,2027-01-25T10:00,150,47,,,46,1,,,29,17,\n"
	for _, test := range []struct {
		name, checks, rows, rest string
		want                     []string
	}{
		{
			"a check can be of one part", "A1 took == outside | parts: [at-home]", rows, "",
			[]string{"p-21 referendum at-home manual 1 A1 holds: 3 == 3", "p-22 referendum at-home manual 1 A1 holds: 2 == 2"},
		},
		{
			"a part can be compared with another", "A1 listed == at_home.listed && took >= at_home.votes_total | parts: [station]; levels: [precinct]", rows, "",
			[]string{
				"p-21 referendum station manual 1 A1 holds: 80 == 80 && 29 >= 2", "p-22 referendum station manual 1 A1 holds: 70 == 70 && 18 >= 2",
			},
		},
		{
			"one that has not come is unknown", "A1 listed == at_home.listed | parts: [station]; levels: [precinct]",
			strings.Replace(rows, "p-22,referendum,at-home,manual,1,,,,70,2,,2,2,0,,,1,1,\n", "", 1), "",
			[]string{"p-21 referendum station manual 1 A1 holds: 80 == 80", "p-22 referendum station manual 1 A1 not_checkable unread: 70 == ?"},
		},
		{
			"a recount of one part is compared with the hand count of the other", "A1 listed == at_home.listed | parts: [station]; levels: [precinct]",
			strings.Replace(rows, "p-21,referendum,station,manual", "p-21,referendum,station,recount", 1), "",
			[]string{"p-21 referendum station recount 1 A1 holds: 80 == 80", "p-22 referendum station manual 1 A1 holds: 70 == 70"},
		},
		{
			"a series of one part is compared with that series", "A1 listed == at_home.listed | parts: [station]; levels: [precinct]; series: [recount]",
			strings.Replace(rows, "p-21,referendum,station,manual", "p-21,referendum,station,recount", 1), "",
			[]string{"p-21 referendum station recount 1 A1 not_checkable unread: 80 == ?"},
		},
		{
			"sums beneath are of the part", "E9 took == beneath.took && votes_total == beneath.votes_total", rows, "",
			[]string{
				"t-2 referendum at-home manual 1 E9 holds: 5 == 5 && 4 == 4", "t-2 referendum station manual 1 E9 holds: 47 == 47 && 46 == 46",
			},
		},
		{
			"a part that has not come is missing in its own sum alone", "E9 took == beneath.took",
			strings.Replace(rows, "p-22,referendum,at-home,manual,1,,,,70,2,,2,2,0,,,1,1,\n", "", 1), "",
			[]string{
				"t-2 referendum at-home manual 1 E9 not_checkable unread: 5 == 3+", "t-2 referendum station manual 1 E9 holds: 47 == 47",
			},
		},
		{
			"out-of-premises votes that are void leave the sum of their part", "E9 took == beneath.took",
			strings.Replace(rows, "10:00,150,5,", "10:00,150,2,", 1), decided + "d-1,2027-01-25T09:00,БШК,void,outside,p-21,,Ч,Р\n",
			[]string{
				"t-2 referendum at-home manual 1 E9 holds: 2 == 2", "t-2 referendum station manual 1 E9 holds: 47 == 47",
			},
		},
		{
			"the highest commission adds up its territories by part", "E9 took == beneath.took | levels: [central]",
			rows + "t-1,referendum,station,manual,1,,,,190,85,,,85,0,,,80,5,\ncec,referendum,station,manual,1,,,2027-01-25T12:00,340,132,,,131,1,,,109,22,\n" +
				"cec,referendum,at-home,manual,1,,,2027-01-25T12:00,340,5,,,4,1,,,2,2,\n", "",
			[]string{
				"cec referendum at-home manual 1 E9 not_checkable unread: 5 == 5+", "cec referendum station manual 1 E9 holds: 132 == 132",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			y, r := tell(t, day(strings.Replace(test.checks, " | ", " | contests: [referendum]; ", 1))+test.rows+test.rest, time.Time{})
			if diff := cmp.Diff(test.want, all(y, r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			agree(t, y, r)
			partsAddUp(t, y, y.Election.Contest("referendum"))
		})
	}
}

// A line that one part alone prints is absent on the papers of the others: what
// names it is a check of that part, and its sums are of that part's papers.
func TestALineOfOnePart(t *testing.T) {
	story := func(checks, rows string) string {
		text := strings.Replace(day(strings.ReplaceAll(checks, " | ", " | contests: [referendum]; ")), "contests:\n", `  - {id: book, levels: [precinct], parts: [station], lines: [{code: book}]}
  - {id: books, levels: [territorial], parts: [station], lines: [{code: book}]}
contests:
`, 1)
		text = strings.Replace(text, "forms: [precinct, scanner, territorial]\n", "forms: [precinct, scanner, territorial, book, books]\n", 1)
		return strings.Replace(text, "signed,listed,", "signed,book,listed,", 1) + rows
	}
	const p21 = "p-21,referendum,at-home,manual,1,,,,,80,3,,3,2,1,,,1,1,\np-21,referendum,station,manual,1,,,,110,80,29,29,,28,1,,,20,8,\n"
	const t2 = "t-2,referendum,at-home,manual,1,,,2027-01-25T10:00,,150,5,,,4,1,,,2,2,\nt-2,referendum,station,manual,1,,,2027-01-25T10:00,110,150,47,,,46,1,,,29,17,\n"
	for _, test := range []struct {
		name, checks, rows string
		want               []string
	}{
		{
			"a check that names it is of its part", "A1 book >= listed | levels: [precinct]", p21,
			[]string{"p-21 referendum station manual 1 A1 holds: 110 >= 80"},
		},
		{
			"where it may be absent it counts as nothing", "A1 took >= if_printed(book) | levels: [precinct]", p21,
			[]string{"p-21 referendum at-home manual 1 A1 holds: 3 >= -", "p-21 referendum station manual 1 A1 fails: 29 >= 110"},
		},
		{
			"another part cannot ask for it", "A1 took <= station.book | levels: [precinct]; parts: [at-home]\nA2 took <= at_home.book | levels: [precinct]; parts: [station]", p21,
			[]string{"p-21 referendum at-home manual 1 A1 holds: 3 <= 110"},
		},
		{
			"illegible, it is unknown on its own part alone", "A1 book >= took | levels: [precinct]", strings.Replace(p21, "110", "", 1),
			[]string{"p-21 referendum station manual 1 A1 not_checkable unread: ? >= 29"},
		},
		{
			"all parts together have it once", "A1 book >= first.listed | levels: [precinct]", p21 + "p-21,president,,manual,1,,,,,80,30,29,1,28,2,9,9,,,\n",
			[]string{"p-21 referendum at-home manual 1 A1 holds: 110 >= 80"},
		},
		{
			"its sum beneath is of its part", "A1 book == beneath.book | levels: [territorial]",
			p21 + "p-22,referendum,station,manual,1,,,,7,80,29,29,,28,1,,,20,8,\n" + t2,
			[]string{"t-2 referendum station manual 1 A1 fails: 110 == 117"},
		},
		{
			"for which the other parts need not have come", "A1 book == beneath.book | levels: [territorial]", p21 + t2,
			[]string{"t-2 referendum station manual 1 A1 not_checkable unread: 110 == 110+"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			y, r := tell(t, story(test.checks, test.rows), time.Time{})
			if diff := cmp.Diff(test.want, all(y, r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			agree(t, y, r)
			partsAddUp(t, y, y.Election.Contest("referendum"))
			for _, f := range r.Findings {
				if f.Effect() == finding.Stop {
					t.Errorf("%s %v", f.Code, f.Args)
				}
			}
		})
	}
}

// A word of formulas that is the name of a part as well could mean either.
func TestAPartUnderTheNameOfAWord(t *testing.T) {
	story := strings.Replace(day("A1 took == device.took | contests: [referendum]\nA2 took == participation.count | contests: [president]"), "id: at-home", "id: device", 1)
	_, r := tell(t, story, time.Time{})
	want := []string{`I011 A1 election.yaml:50 check=A1 problem=part name=device`}
	if diff := cmp.Diff(want, reported(r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// partsAddUp compares the sums of the parts with the sum that rollup has of all.
func partsAddUp(t *testing.T, y *rollup.Country, k *election.Contest) {
	t.Helper()
	j := &judge{country: y}
	for _, c := range y.Election.Commissions {
		if len(c.Children) == 0 {
			continue
		}
		result := y.Of(c, k)
		compare := func(name string, at target, want rollup.Total) {
			var got rollup.Total
			for part := range k.PartCount() {
				got = got.Plus(j.ofPart(c, k, part, at))
			}
			if got != want {
				t.Errorf("%s beneath %s: the parts make %+v, all together are %+v", name, c.ID, got, want)
			}
		}
		for i := range k.Lines {
			compare(k.Lines[i].Code, target{line: i, selection: -1}, result.Beneath.Lines[i].Plus(result.Owed().Lines[i]))
		}
		for i, s := range k.Selections {
			compare(s.ID, target{line: -1, selection: i}, result.Beneath.Votes[i].Plus(result.Owed().Votes[i]))
		}
	}
}

// A check that adds parts together adds those of another count as well, and is not
// made while that count lacks one; a check of each part compares it with its own.
func TestCountsOfPartsAreAddedAlike(t *testing.T) {
	y, r := tell(t, day("A1 took == participation.count && took == device.took | contests: [referendum]\nA2 took == device.took | contests: [referendum]")+
		"p-21,referendum,at-home,manual,1,,,,80,3,,3,2,1,,,1,1,\np-21,referendum,station,manual,1,,,,80,29,29,,28,1,,,20,8,\n"+
		"p-21,referendum,at-home,device,1,,,,,3,,,2,1,,,1,1,\np-21,referendum,station,device,1,,,,,28,,,27,1,,,20,7,\n"+
		"p-22,referendum,at-home,manual,1,,,,80,3,,3,2,1,,,1,1,\np-22,referendum,station,manual,1,,,,80,29,29,,28,1,,,20,8,\n"+
		"p-22,referendum,station,device,1,,,,,29,,,28,1,,,20,8,\n"+
		"-- participation.csv --\ncommission,contest,group,count,at\np-21,,,32,\np-22,,,32,\n", time.Time{})
	want := []string{
		"p-21 referendum at-home manual 1 A1 fails: 32 == 32 && 32 == 31", "p-21 referendum at-home manual 1 A2 holds: 3 == 3",
		"p-21 referendum station manual 1 A2 fails: 29 == 28", "p-22 referendum station manual 1 A2 holds: 29 == 29",
	}
	if diff := cmp.Diff(want, all(y, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	agree(t, y, r)
}
