package checks

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// How two counts of the same ballots differ has a name, and the name accuses
// nobody. listed, took, station, outside, valid, invalid, votes a and b.
func TestTheShapeOfADifference(t *testing.T) {
	const hand = "900,600,580,20,590,10,300,290"
	for _, test := range []struct {
		sentence, series, row string
		want                  string
	}{
		{"nothing differs", "device", ",600,,,590,10,300,290", "equal differ 0 unknown 0 moved 0"},
		{"a hand took for valid what the scanner took for invalid", "device", ",600,,,585,15,298,287", "normal differ 4 unknown 0 moved 5"},
		{"the scanner saw other voters", "device", ",601,,,590,11,300,290", "different differ 2 unknown 0 moved 0"},
		{"somebody has fewer votes by hand", "device", ",600,,,589,11,301,288", "different differ 4 unknown 0 moved 0"},
		{"more votes than the invalid account for", "device", ",600,,,585,14,298,287", "different differ 4 unknown 0 moved 0"},
		{"more invalid by hand", "device", ",600,,,592,8,301,291", "different differ 4 unknown 0 moved 0"},
		{"valid alone differs", "device", ",600,,,589,10,300,290", "different differ 1 unknown 0 moved 0"},
		{"a vote is unknown, the rest is the same", "device", ",600,,,590,10,300,", "unclear differ 0 unknown 1 moved 0"},
		{"a vote is unknown, and others differ", "device", ",600,,,585,15,298,", "unclear differ 3 unknown 1 moved 0"},
		{"the summary table repeats the protocol", "summary", hand, "equal differ 0 unknown 0 moved 0"},
		{"the summary table has what would be normal of a scanner", "summary", "900,600,580,20,585,15,298,287", "different differ 4 unknown 0 moved 0"},
	} {
		y, _ := tell(t, fmt.Sprintf(`
-- protocols.csv --
%sp-11,president,,manual,1,original,2027-01-24T23:00:00+06:00,,%s
p-11,president,,%s,1,original,2027-01-24T21:00:00+06:00,,%s
`, columns, hand, test.series, test.row), time.Time{})
		c := y.Election.Commission("p-11")
		all := CountsOf(y, c, y.Election.Contests[0])
		if len(all) != 1 || all[0].Force == nil || all[0].Force.Series != election.Manual || len(all[0].Beside) != 1 {
			t.Fatalf("%s: %+v", test.sentence, all)
		}
		b := all[0].Beside[0]
		if got := fmt.Sprintf("%s differ %d unknown %d moved %d", b.Shape, b.Differ, b.Unknown, b.Moved); got != test.want {
			t.Errorf("%s: %s, want %s", test.sentence, got, test.want)
		}
	}
}

// The recount is in force over the hand count; of each series the last version
// stands there; what is not in force is held against what is.
func TestTheProtocolInForceComesFirst(t *testing.T) {
	y, _ := tell(t, `
-- protocols.csv --
`+columns+`p-11,president,,device,1,original,2027-01-24T21:00:00+06:00,,,600,,,590,10,300,290
p-11,president,,manual,1,original,2027-01-24T23:00:00+06:00,,900,600,580,20,590,10,290,300
p-11,president,,manual,2,corrected,2027-01-25T09:00:00+06:00,,900,600,580,20,590,10,300,290
p-11,president,,recount,1,original,2027-01-27T09:00:00+06:00,,900,600,580,20,590,10,301,289
p-11,president,,summary,1,original,2027-01-25T12:00:00+06:00,,900,600,580,20,590,10,300,290
p-12,president,,device,1,original,2027-01-24T21:00:00+06:00,,,60,,,50,10,30,20
`, time.Time{}, finding.VersionReason)
	k := y.Election.Contests[0]
	told := func(id string) (papers []string) {
		for _, s := range CountsOf(y, y.Election.Commission(id), k) {
			for _, p := range s.Papers() {
				papers = append(papers, p.Key())
			}
			for _, b := range s.Beside {
				papers = append(papers, string(b.Series)+" "+string(b.Shape))
			}
		}
		return papers
	}
	want := []string{
		"p-11 president recount 1", "p-11 president manual 2", "p-11 president device 1", "p-11 president summary 1",
		"manual different", "device different", "summary different",
	}
	if diff := cmp.Diff(want, told("p-11")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"p-12 president device 1", "device "}, told("p-12")); diff != "" {
		t.Errorf("without an official count nothing is compared: %s", diff)
	}
	if got := told("p-21"); got != nil {
		t.Errorf("nothing came, and yet %v", got)
	}
}

// Voters and ballots are followed through the day and held against the number
// who took part, as it stands on paper; a form that does not tell a step has none.
func TestStepsOfTheDay(t *testing.T) {
	const list = "\n-- participation.csv --\ncommission,contest,group,count,at\n"
	for _, test := range []struct{ sentence, id, story, want string }{
		{"all is told", "p-11", "p-11,president,,manual,1,,2027-01-24T23:00:00+06:00,,900,600,580,20,590,10,300,290" + list + "p-11,,,598,\n",
			"listed 900; list 598 -2; participated 600; issued 600 +0"},
		{"abroad nobody votes out of the premises", "p-12", "p-12,president,,manual,1,,2027-01-24T23:00:00+06:00,,900,600,599,,590,10,300,290" + list + "p-12,,,600,\n",
			"listed 900; list 600 +0; participated 600; issued 599 -1"},
		{"what nobody could read is not zero", "p-11", "p-11,president,,manual,1,,2027-01-24T23:00:00+06:00,,900,600,580,,590,10,300,290" + list + "p-11,,,,\n",
			"listed 900; list ?; participated 600; issued ?"},
		{"a voided precinct keeps its figures", "p-11", "p-11,president,,manual,1,,2027-01-24T23:00:00+06:00,,900,600,580,20,590,10,300,290" + list + "p-11,,,600,\n-- decisions.csv --\nid,date,by,effect,scope,target\nd-1,2027-01-26T09:00:00+06:00,cec,void,commission,p-11\n",
			"listed (900); list 600 +0; participated (600); issued (600) +0"},
		{"with the scanner alone there is too little to compare", "p-11", "p-11,president,,device,1,,2027-01-24T21:00:00+06:00,,,600,,,590,10,300,290" + list + "p-11,,,600,\n", ""},
	} {
		y, _ := tell(t, "\n-- protocols.csv --\n"+columns+test.story, time.Time{})
		var told []string
		for _, s := range Steps(y, y.Of(y.Election.Commission(test.id), y.Election.Contests[0])) {
			n := fmt.Sprint(s.Total.Sum)
			switch {
			case s.Voided():
				n = fmt.Sprintf("(%d)", s.Total.Out)
			case s.Total.Unknown > 0:
				n = "?"
			}
			line := string(s.Kind) + " " + n
			if s.Known {
				line += fmt.Sprintf(" %+d", s.More)
			}
			told = append(told, line)
		}
		if got := strings.Join(told, "; "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.sentence, got, test.want)
		}
	}
}

// Every check is worked out with its figures, those that hold too; one that could
// not be made names what is missing.
func TestAllArithmeticIsWorkedOut(t *testing.T) {
	y, r := tell(t, `
-- checks --
E1 station + if_printed(outside) == took
E2 votes_total == valid
E3 valid + invalid == took
-- protocols.csv --
`+columns+`p-11,president,,manual,1,,2027-01-24T23:00:00+06:00,,900,600,580,20,590,11,300,290
p-12,president,,manual,1,,2027-01-24T23:00:00+06:00,,90,60,60,,50,,30,20
`, time.Time{})
	told := func(id string) (all []string) {
		for _, w := range r.Worked(y.Election.Commission(id)) {
			for _, j := range w.Judgements {
				line := w.Check.Code + " " + string(j.Verdict)
				for i := range j.Statements {
					line += " " + j.Statements[i].plain()
				}
				for _, u := range j.Unread() {
					line += " lacks " + u.Text
				}
				all = append(all, line)
			}
		}
		return all
	}
	if diff := cmp.Diff([]string{"E1 holds 580 + 20 = 600", "E2 holds 590 = 590", "E3 fails 590 + 11 = 601 ≠ 600"}, told("p-11")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"E1 holds 60 + 0 = 60", "E2 holds 50 = 50", "E3 not_checkable 50 + ? = 60 lacks invalid"}, told("p-12")); diff != "" {
		t.Error(diff)
	}
	for id, made := range map[string]bool{"p-11": true, "p-12": true, "p-21": false, "t-1": false, "cec": false} {
		if r.Made(y.Election.Commission(id)) != made {
			t.Errorf("%s: made %v", id, !made)
		}
	}
}
