package proposal

import (
	"strings"
	"testing"
)

// Votes that lie in a list within each record are read along a path of their
// own, and belong to the commission that the record names.
func TestVotesInListsOfRecords(t *testing.T) {
	_, text, sources := propose(t, "api.json", `{"generated": "2027-01-25", "tec": [{"code": "T-1", "protocols": [
		{"uik": {"number": 9001}, "valid": 690, "invalid": 3, "listed": 1000, "signed": ["a", "b"],
		 "votes": [{"id": 1, "candidate": "Smith", "count": 400}, {"id": 2, "candidate": "Jones", "count": 250}, {"id": 3, "candidate": "Against all", "count": 40}]},
		{"uik": {"number": 9002}, "valid": 500, "invalid": 4, "listed": 900, "signed": ["a"],
		 "votes": [{"id": 1, "candidate": "Smith", "count": 300}, {"id": 2, "candidate": "Jones", "count": 150}, {"id": 3, "candidate": "Against all", "count": 50}]}]}]}`)
	if len(sources) != 2 || sources[0].Path != "tec.protocols" || sources[1].Path != "tec.protocols.votes" {
		t.Fatalf("%+v", sources)
	}
	if got := sources[0].Gives[1]; len(got.Votes) > 0 || got.Fields["commission"] != "{uik.number}" || got.Lines["ballots_valid"] != "valid" || len(sources[0].Ignore) != 1 {
		t.Errorf("%+v", sources[0])
	}
	give := sources[1].Gives[0]
	if len(sources[1].Gives) != 1 || !give.Completes || give.Fields["commission"] != "{../uik.number}" || give.Item != "{candidate}" || give.Value != "count" || give.Items["Against all"] != "votes:against-all" {
		t.Errorf("%+v", give)
	}
	if strings.Contains(text, " :") {
		t.Errorf("records have no letters:\n%s", text)
	}
}

// A list that is not understood leaves the records around it as they are, and
// is told.
func TestListsNobodyUnderstands(t *testing.T) {
	p, text, sources := propose(t, "a.json", `[
		{"uik": 9001, "valid": 690, "invalid": 3, "a": 400, "b": 290, "turnout": [{"hour": "10:00", "n": 10}, {"hour": "12:00", "n": 20}]},
		{"uik": 9002, "valid": 500, "invalid": 4, "a": 300, "b": 200, "turnout": [{"hour": "10:00", "n": 11}, {"hour": "12:00", "n": 21}]}]`)
	if len(sources) != 1 || sources[0].Path != "" || sources[0].Gives[1].Fields["commission"] != "{uik}" {
		t.Errorf("%s", text)
	}
	if _, finish := p.Write(plainly); !strings.Contains(strings.Join(finish, "\n"), "turnout") {
		t.Errorf("%q", finish)
	}
}

// One key names one column, however many are called the same.
func TestNamesThatStandTwice(t *testing.T) {
	_, text, sources := propose(t, "a.json", `[
		{"uik": 1, "paper": {"valid": 5, "smith": 3, "jones": 2}, "again": {"valid": 5, "smith": 3, "jones": 2}},
		{"uik": 2, "paper": {"valid": 7, "smith": 4, "jones": 3}, "again": {"valid": 7, "smith": 4, "jones": 3}},
		{"uik": 3, "paper": {"valid": 9, "smith": 8, "jones": 1}, "again": {"valid": 9, "smith": 8, "jones": 1}}]`)
	if len(sources) != 1 {
		t.Errorf("%s", text)
	}
	_, text, _ = propose(t, "a.csv", table("uik;valid;against all;against all;voters listed", "1;10;5;5;20", "2;11;5;6;30", "3;12;5;7;40"))
	if strings.Count(text, "against-all: ") != 1 {
		t.Errorf("%s", text)
	}
}
