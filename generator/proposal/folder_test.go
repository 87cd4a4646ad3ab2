package proposal

import (
	"strings"
	"testing"
)

// A protocol as it is filled in, a file each, by the commission that sent it:
// one source reads them all, and the names of the files say whose they are.
func TestFilledInForms(t *testing.T) {
	form := func(number, valid, smith string) string {
		return table("PROTOCOL;;", "PEC No;"+number+";", "No;Line;Value", "1;Voters;1"+number, "2;Valid ballots;"+valid, "3;Invalid ballots;1", ";Votes;", "4a;Smith;"+smith, "4b;Jones;250", "4c;Against all;50", "Signed;2027-01-24 23:0"+number[3:]+";")
	}
	p, text, sources := propose(t, "TEC A/Protocol PEC 9001.csv", form("9001", "700", "400"), "TEC A/Protocol PEC 9002.csv", form("9002", "699", "399"), "TEC B/Protocol PEC 9003.csv", form("9003", "698", "398"))
	if len(sources) != 1 || sources[0].Layout != "columns" || sources[0].Header[0] != "B" || len(sources[0].Files) != 1 || sources[0].Files[0] != "*/Protocol PEC *.csv" {
		t.Fatalf("%+v in:\n%s", sources, text)
	}
	s := sources[0]
	give := s.Gives[1]
	if v := s.Values["precinct_number"]; v.From != "{file}" || v.Match != `(\d+)` || give.Fields["commission"] != "{precinct_number}" || s.Gives[0].Fields["number"] != "{precinct_number}" {
		t.Errorf("%s", text)
	}
	if give.Lines["ballots_valid"] != "Valid ballots" || give.Votes["smith"] != "Smith" || give.Votes["against-all"] != "Against all" {
		t.Errorf("%+v", give)
	}
	_, finish := p.Write(plainly)
	if told := strings.Join(finish, "\n"); strings.Contains(told, "finish.same") || !strings.Contains(told, "finish.folder") {
		t.Errorf("%s", told)
	}
}

// Files of one name in several folders are named from the folder above them, or
// from that of the election.
func TestFilesAreNamedFromTheirFolder(t *testing.T) {
	rows := func(uik string) string { return table("uik;valid;invalid", uik+"1;10;1", uik+"2;20;2") }
	_, text, sources := propose(t, "x/r.csv", rows("1"), "y/r.csv", rows("2"))
	if len(sources) != 1 || sources[0].Files[0] != "*/r.csv" {
		t.Errorf("%s", text)
	}
	dir := t.TempDir()
	writeFile(t, dir, "election.yaml", "id: a\n")
	name := writeFile(t, dir, "paper/r.csv", rows("1"))
	p, err := Files([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := p.Write(plainly); !strings.Contains(text, "files: \"paper/r.csv\"") {
		t.Errorf("%s", text)
	}
}

func TestGlobs(t *testing.T) {
	for want, names := range map[string]string{
		"":          "a.csv b.csv c.csv",
		"*/r.csv":   "x/r.csv y/r.csv",
		"uik-*.csv": "uik-1.csv uik-2.csv uik-13.csv",
	} {
		if got := glob(strings.Fields(names)); got != want {
			t.Errorf("%s: %q", names, got)
		}
	}
	for _, names := range [][]string{{"a.csv"}, {"p1.csv", "p2.csv"}, {"x/p1.csv", "p2.csv", "p3.csv"}, {"aa.csv", "aaa.csv", "a.csv", ".csv"}} {
		if got := glob(names); got != "" {
			t.Errorf("%q: %q", names, got)
		}
	}
}
