package proposal

import (
	"strings"
	"testing"
)

// A summary table as commissions hang it on the wall: numbers of the lines, their
// names, a column for each precinct, a column of sums.
func TestSummaryTableWithNumberedLines(t *testing.T) {
	_, text, sources := propose(t, "svod.csv", table(
		"SUMMARY TABLE;;;;;", "No;Line of the protocol;Precincts;;;Total", ";;No 9001;No 9002;No 9003;",
		"1;Voters on the list;1200;900;1400;3500", "2;Ballots received;1100;850;1300;3250", "3;Invalid ballots;10;5;20;35", "4;Valid ballots;790;595;980;2365",
		";Candidates;;;;", "5;Smith;500;300;600;1400", "6;Jones;290;295;380;965",
	))
	s := sources[0]
	if s.Layout != "columns" || len(s.Header) != 1 || s.Header[0] != "B" || len(s.Totals) != 1 || s.Totals[0].Where["Line of the protocol"][0] != "Total*" {
		t.Fatalf("%+v in:\n%s", s, text)
	}
	if v := s.Values["precinct_number"]; v.From != "{:3}" || v.Match != `(\d+)` {
		t.Errorf("the number of a precinct comes of %+v", v)
	}
	give := s.Gives[len(s.Gives)-1]
	if give.Fields["commission"] != "{precinct_number}" || give.Lines["ballots_valid"] != "Valid ballots" || len(give.Lines) != 4 || give.Votes["smith"] != "Smith" || len(give.Votes) != 2 {
		t.Errorf("%+v in:\n%s", give, text)
	}
	if strings.Contains(text, "header: 0") {
		t.Errorf("%s", text)
	}
}

// Without a title, and with bare numbers for the precincts.
func TestPlainSummaryTable(t *testing.T) {
	_, text, sources := propose(t, "svod.csv", table(
		"#,Line,9001,9002,9003,Total", "1,Voters on the list,1200,900,1400,3500", "2,Ballots received,1100,850,1300,3250", "3,Invalid ballots,10,5,20,35", "4,Valid ballots,790,595,980,2365",
		"5,Smith,500,300,600,1400", "6,Jones,290,295,380,965",
	))
	give := sources[0].Gives[len(sources[0].Gives)-1]
	if len(sources[0].Header) != 1 || sources[0].Header[0] != "B" || give.Fields["commission"] != "{Line}" || len(give.Lines) != 4 || len(give.Votes) != 2 {
		t.Errorf("%s", text)
	}
}
