package checks

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// entries are a list, a line each: whose, of what, and why.
func entries(r *Report, l List, top *election.Commission) []string {
	var lines []string
	for _, e := range r.List(l, top) {
		words := []string{"everywhere"}
		if e.Commission != nil {
			words[0] = e.Commission.ID
		} else if e.Finding != nil {
			words[0] = "unknown"
		}
		if e.Contest != nil {
			words = append(words, e.Contest.ID)
		}
		switch {
		case e.Judgement != nil:
			words = append(words, e.Judgement.Check.Code, e.Judgement.Item.Code(), string(e.Judgement.Reason))
		case e.Finding != nil:
			words = append(words, string(e.Finding.Code))
		case e.Decision != nil:
			words = append(words, e.Decision.ID)
		}
		lines = append(lines, strings.Join(strings.Fields(strings.Join(append(words, e.Reason), " ")), " "))
	}
	return lines
}

const embargoed = `-- commissions.csv --
id,level,parent,number,name_ky,name_ru,kind,time_zone,not_before
cec,central,,,БШК,ЦИК,,,
north,region,cec,,Түндүк,Север,,,
t-1,territorial,north,,Бир,Один,,,
p-11,precinct,t-1,0011,,,ordinary,,
p-12,precinct,t-1,0012,,,abroad,,2027-01-26T23:00
p-13,precinct,t-1,0013,,,ordinary,,
p-14,precinct,t-1,0014,,,ordinary,,
far,region,cec,,Чет,Даль,,,
t-2,territorial,north,,Эки,Два,,,
p-21,precinct,t-2,0021,,,ordinary,,
p-22,precinct,t-2,0022,,,ordinary,,
`

func TestLists(t *testing.T) {
	y, r := tell(t, embargoed+"-- checks --\nE4 votes_total == valid\nE1 took == station + outside\nA1 it < 80 | each: true; levels: [precinct]\nW1 valid < 45 | levels: [precinct]; severity: information\n"+
		"-- decisions.csv --\nid,date,by,effect,scope,target,contest,revokes,title_ky,title_ru\n"+
		"d-1,2027-01-24,БШК,void,commission,p-14,,,Ч,Р\nd-2,2027-01-25,БШК,void,commission,p-22,,,Ч,Р\nd-3,2027-01-26T01:00,БШК,revoke,election,,,d-2,Ч,Р\n"+
		"d-4,2027-01-26T02:00,БШК,determine,election,,president,,Ч,Р\nd-5,2027-01-27,БШК,void,commission,p-21,,,Ч,Р\n"+
		"-- protocols.csv --\n"+columns+
		"p-11,president,,manual,1,,,,100,50,45,6,47,2,30,18\np-12,president,,manual,1,,,,100,50,50,,40,2,30,18\np-13,president,,device,1,,,,,50,,,46,4,29,17\n"+
		"p-21,president,,manual,1,,,,80,,29,1,30,0,10,20\np-22,president,,paper,1,,,,80,30,29,1,30,0,10,20\np-12,president,,paper,1,,,,80,30,29,,30,0,10,20\n"+
		"p-99,president,,manual,1,,,,80,30,29,1,30,0,10,20\n",
		at(26, 12), finding.NotAValue, finding.NotAValue, finding.UnknownCommission)
	e := y.Election
	agree(t, y, r)
	for _, test := range []struct {
		name string
		list List
		top  string
		want []string
	}{
		{"what fails, by commission, check and line", Failing, "cec", []string{"p-11 president E4", "p-11 president E1", "p-11 president A1 listed", "p-21 president A1 listed"}},
		{"what fails in a territory", Failing, "t-2", []string{"p-21 president A1 listed"}},
		{"nothing fails where nobody is", Failing, "far", nil},
		{"what is merely noted stands on a list of its own", Noted, "cec", []string{"p-11 president W1"}},
		{"nothing is noted in another territory", Noted, "t-2", nil},
		{"what cannot be checked", Open, "cec", []string{"p-21 president E1 unread", "p-21 president A1 took unread"}},
		{"what is withheld, first of those nobody knows, and nothing under an embargo", Held, "cec", []string{"unknown president I201", "p-22 president I106"}},
		{"what is withheld in a territory", Held, "t-2", []string{"p-22 president I106"}},
		{"nothing is withheld in another", Held, "t-1", nil},
		{"who sent nothing, and why", Absent, "cec", []string{
			"cec president embargo", "far president unsigned", "t-1 president embargo", "p-12 president embargo", "p-13 president device",
			"p-14 president voided", "t-2 president nothing",
		}},
		{"in a territory", Absent, "t-1", []string{"t-1 president embargo", "p-12 president embargo", "p-13 president device", "p-14 president voided"}},
		{"all decisions that are known", Decided, "cec", []string{"p-14 d-1", "p-22 d-2", "everywhere d-3", "everywhere president d-4"}},
		{"those about a territory or everything", Decided, "t-1", []string{"p-14 d-1", "everywhere d-3", "everywhere president d-4"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, entries(r, test.list, e.Commission(test.top))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if got := r.List("", e.Root); got != nil {
		t.Errorf("a list that there is not: %v", got)
	}
}

// A territory is on the lists of what is decided about its precincts, and a
// precinct on those of what is decided about its territory.
func TestDecisionsAboveAndBeneath(t *testing.T) {
	y, r := tell(t, "-- protocols.csv --\n"+columns+"-- decisions.csv --\nid,date,by,effect,scope,target,contest,title_ky,title_ru\nd-1,2027-01-25,БШК,void,commission,t-1,,Ч,Р\n", time.Time{})
	for id, want := range map[string][]string{"cec": {"t-1 d-1"}, "t-1": {"t-1 d-1"}, "p-11": {"t-1 d-1"}, "t-2": nil, "p-21": nil} {
		if diff := cmp.Diff(want, entries(r, Decided, y.Election.Commission(id))); diff != "" {
			t.Errorf("%s: -want +got\n%s", id, diff)
		}
	}
}

// An election without checks is examined like any other.
func TestAnElectionWithoutChecks(t *testing.T) {
	y, r := tell(t, "-- protocols.csv --\n"+columns+p11, time.Time{})
	if len(r.Findings) != 0 || all(y, r) != nil || r.Total(nil) != (Count{}) || r.Formula(nil) != nil {
		t.Errorf("findings %q, judgements %q", reported(r), all(y, r))
	}
	if got := entries(r, Absent, y.Election.Commission("t-1")); len(got) != 2 {
		t.Errorf("missing: %q", got)
	}
}
