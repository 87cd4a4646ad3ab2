package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// aims are the decisions of an election in one line each.
func aims(e *election.Election) []string {
	var lines []string
	for _, d := range e.Decisions {
		words := []string{d.ID, string(d.Effect), string(d.Scope)}
		if d.Target != nil {
			words = append(words, d.Target.ID)
		}
		if d.Select != nil {
			words = append(words, d.Select.ID)
		}
		if d.Series != "" {
			words = append(words, string(d.Series), string(rune('0'+d.Version)))
		}
		if d.Revokes != nil {
			words = append(words, "revokes", d.Revokes.ID)
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

func TestDecisions(t *testing.T) {
	for _, test := range []struct {
		name  string
		rows  string
		found []string
		want  []string
	}{
		{"of each scope", "d-1,2027-01-25,void,commission,p-1,,,\nd-2,2027-01-26,void,outside,north,,,\nd-3,2027-01-27,void,selection,,,a,\n" +
			"d-4,2027-01-28,void,election,,president,,\nd-5,2027-01-29,refuse,version,p-1/manual/2,,,\nd-6,2027-01-30,recount,commission,p-2,,,\nd-7,2027-01-31,determine,election,,,,\nd-8,2027-02-01,reinstate,commission,p-1,,,\n", nil,
			[]string{
				"d-1 void commission p-1", "d-2 void outside north", "d-3 void selection a", "d-4 void election", "d-5 refuse version p-1 manual 2",
				"d-6 recount commission p-2", "d-7 determine election", "d-8 reinstate commission p-1",
			}},
		{"stand in the order of their dates", "d-1,2027-01-27,void,commission,p-1,,,\nd-2,2027-01-25T10:00,void,commission,p-2,,,\nd-3,2027-01-25T09:00,void,commission,p-2,,,\n", nil,
			[]string{"d-3 void commission p-2", "d-2 void commission p-2", "d-1 void commission p-1"}},
		{"one that revokes comes after what it revokes, on one day too", "d-9,2027-01-25,void,commission,p-1,,,\nd-10,2027-01-25,revoke,election,,,,d-9\nd-1,2027-01-25,revoke,election,,,,d-10\n", nil,
			[]string{"d-9 void commission p-1", "d-10 revoke election revokes d-9", "d-1 revoke election revokes d-10"}},
		{"one may revoke and void at once", "d-1,2027-01-25,void,commission,p-1,,,\nd-2,2027-02-10,void,selection,,,b,d-1\n", nil,
			[]string{"d-1 void commission p-1", "d-2 void selection b revokes d-1"}},
		{"one that revokes a later one, an unknown one, itself or nothing is withheld",
			"d-1,2027-01-25,revoke,election,,,,d-2\nd-2,2027-01-26,void,commission,p-1,,,\nd-3,2027-01-27,revoke,election,,,,d-9\nd-4,2027-01-28,revoke,election,,,,d-4\nd-5,2027-01-29,revoke,election,,,,\n",
			[]string{"D302 decisions.csv:H2 [d-1]", "D302 decisions.csv:H4 [d-3]", "D302 decisions.csv:H5 [d-4]", "D302 decisions.csv:H6 [d-5]"}, []string{"d-2 void commission p-1"}},
		{"two that revoke each other do not go round in circles", "d-1,2027-01-25,revoke,election,,,,d-2\nd-2,2027-01-25,revoke,election,,,,d-1\n", []string{"D302 decisions.csv:H2 [d-1]"},
			[]string{"d-2 revoke election revokes d-1"}},
		{"one about something unknown is withheld: it would void the wrong thing", "d-1,2027-01-25,void,commission,p-9,,,\nd-2,2027-01-25,void,commission,,,,\nd-3,2027-01-25,void,election,,mayor,,\n" +
			"d-4,2027-01-25,void,selection,,,z,\nd-5,2027-01-25,refuse,version,p-1/manual,,,\nd-6,2027-01-25,refuse,version,p-1/hand/1,,,\nd-7,2027-01-25,refuse,version,p-1/paper/manual/1,,,\n",
			[]string{
				"D301 decisions.csv:E2 [d-1]", "D301 decisions.csv:E3 [d-2]", "D301 decisions.csv:F4 [d-3]", "D301 decisions.csv:G5 [d-4]",
				"D301 decisions.csv:E6 [d-5]", "D301 decisions.csv:E7 [d-6]", "D301 decisions.csv:E8 [d-7]",
			}, nil},
		{"one whose effect and scope do nothing together is withheld", "d-1,2027-01-25,refuse,commission,p-1,,,\nd-2,2027-01-25,void,version,p-1/manual/1,,,\nd-3,2027-01-25,reinstate,version,p-1/manual/1,,,\n",
			[]string{"I106 decisions.csv:D2 [d-1]", "I106 decisions.csv:D3 [d-2]", "I106 decisions.csv:D4 [d-3]"}, nil},
		{"one that names a selection and voids the whole is withheld: it would void too much", "d-1,2027-01-25,void,commission,p-1,,a,\n", []string{"D301 decisions.csv:G2 [d-1]"}, nil},
		{"an unknown effect or scope, no date, no id", "d-1,2027-01-25,cancel,commission,p-1,,,\nd-2,2027-01-25,void,precinct,p-1,,,\nd-3,,void,commission,p-1,,,\n,2027-01-25,void,commission,p-1,,,\nd-5,soon,void,commission,p-1,,,\n",
			[]string{"I106 decisions.csv:C2 [d-1]", "I106 decisions.csv:D3 [d-2]", "I107 decisions.csv:B4 [d-3]", "I107 decisions.csv:A5", "I107 decisions.csv:B6 [d-5]", "I109 decisions.csv:B6 [d-5]"}, nil},
		{"an id that is taken", "d-1,2027-01-25,void,commission,p-1,,,\nd-1,2027-01-26,void,commission,p-2,,,\n", []string{"I209 decisions.csv:A3 & decisions.csv:A2 [d-1]"}, []string{"d-1 void commission p-1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, small.with("decisions.csv", "id,date,effect,scope,target,contest,selection,revokes\n"+test.rows))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.want, aims(only(d))); diff != "" {
				t.Errorf("decisions: -want +got\n%s", diff)
			}
		})
	}
}

func TestWaivers(t *testing.T) {
	f := small.with("protocols.csv", head+"p-1,president,manual,1,1OO,60,5,30,20,8\np-2,president,manual,1,5O,40,,10,28,1\n").
		with("protocols/2.csv", strings.Replace(head, "series", "siries", 1))
	for _, test := range []struct {
		name, rows string
		stops      int
		found      []string
	}{
		{"none", "", 1, []string{"I101 protocols.csv:E2 [p-1 president manual 1]", "I101 protocols.csv:E3 [p-2 president manual 1]", "I102 protocols/2.csv:1"}},
		{"of a code and a record", "I101,,p-1 president manual 1,эски,старый,БШК,2027-01-25\n", 1,
			[]string{"I101 protocols.csv:E2 [p-1 president manual 1] waived", "I101 protocols.csv:E3 [p-2 president manual 1]", "I102 protocols/2.csv:1"}},
		{"of a stop in one file", "I102,protocols/2.csv,,эски,старый,БШК,2027-01-25\n", 0,
			[]string{"I101 protocols.csv:E2 [p-1 president manual 1]", "I101 protocols.csv:E3 [p-2 president manual 1]", "I102 protocols/2.csv:1 waived"}},
		{"of something that is not there", "I101,,p-9 president manual 1,эски,старый,БШК,2027-01-25\n", 1,
			[]string{"I101 protocols.csv:E2 [p-1 president manual 1]", "I101 protocols.csv:E3 [p-2 president manual 1]", "I102 protocols/2.csv:1", "D303 waivers.csv:A2 [p-9 president manual 1]"}},
		{"without who allowed it, when and why", "I101,,p-1 president manual 1,эски,старый,,2027-01-25\n", 1,
			[]string{"I101 protocols.csv:E2 [p-1 president manual 1]", "I101 protocols.csv:E3 [p-2 president manual 1]", "I102 protocols/2.csv:1", "I107 waivers.csv:F2 [p-1 president manual 1]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, f.with("waivers.csv", "code,file,record,reason_ky,reason_ru,by,date\n"+test.rows))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if got := finding.Stops(d.Findings); got != test.stops {
				t.Errorf("%d stops, want %d", got, test.stops)
			}
		})
	}
}

func TestSomeThingsCannotBeWaived(t *testing.T) {
	f := small.with("selections.csv", "").with("protocols.csv", "commission,contest,series,version,listed\np-1,president,manual,1,12304199012345\n").
		with("waivers.csv", "code,file,record,reason_ky,reason_ru,by,date\nL901,,,а,а,а,2027-01-25\nI004,,,а,а,а,2027-01-25\n")
	d := read(t, f)
	if got := finding.Stops(d.Findings); got != 2 {
		t.Errorf("%d stops: %q", got, told(d.Findings))
	}
}
