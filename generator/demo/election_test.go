package demo

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/google/go-cmp/cmp"
)

// words are a text in both languages.
type words struct {
	Ky string `yaml:"ky"`
	Ru string `yaml:"ru"`
}

// described is election.yaml as its schema has it.
type described struct {
	ID       string `yaml:"id"`
	Training bool   `yaml:"training"`
	Name     words  `yaml:"name"`
	Date     string `yaml:"date"`
	TimeZone string `yaml:"time_zone"`
	Source   words  `yaml:"source"`
	Levels   []struct {
		ID     string `yaml:"id"`
		Name   words  `yaml:"name"`
		Plural words  `yaml:"plural"`
		Signs  bool   `yaml:"signs"`
	} `yaml:"levels"`
	Forms []struct {
		ID     string   `yaml:"id"`
		Levels []string `yaml:"levels"`
		Series []string `yaml:"series"`
		Lines  []struct {
			Code   string   `yaml:"code"`
			Number string   `yaml:"number"`
			Name   words    `yaml:"name"`
			Role   string   `yaml:"role"`
			Kinds  []string `yaml:"kinds"`
		} `yaml:"lines"`
	} `yaml:"forms"`
	Contests []struct {
		ID         string   `yaml:"id"`
		Kind       string   `yaml:"kind"`
		Name       words    `yaml:"name"`
		Forms      []string `yaml:"forms"`
		ShareBases []string `yaml:"share_bases"`
	} `yaml:"contests"`
	Checks []struct {
		Code     string   `yaml:"code"`
		Name     words    `yaml:"name"`
		Why      words    `yaml:"why"`
		Advice   words    `yaml:"advice"`
		Formula  string   `yaml:"formula"`
		Severity string   `yaml:"severity"`
		Each     bool     `yaml:"each"`
		Levels   []string `yaml:"levels"`
		Series   []string `yaml:"series"`
	} `yaml:"checks"`
	Names []struct {
		Commission string `yaml:"commission"`
		Until      string `yaml:"until"`
		Name       words  `yaml:"name"`
	} `yaml:"names"`
}

func electionYAML(t *testing.T) described {
	t.Helper()
	data, err := invented.ReadFile("invented/election.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var e described
	if err := d.Decode(&e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestElectionDescribesTheTables(t *testing.T) {
	e := electionYAML(t)
	if e.ID != "demo" || !e.Training || e.Date != pollsClose(home).Format("2006-01-02") || e.TimeZone != "Asia/Bishkek" {
		t.Errorf("it is %s of %s in %s, training %v", e.ID, e.Date, e.TimeZone, e.Training)
	}
	var levels []string
	for _, l := range e.Levels {
		levels = append(levels, l.ID)
	}
	if diff := cmp.Diff([]string{"central", "region", "territorial", "precinct"}, levels); diff != "" {
		t.Error(diff)
	}
	kinds := []string{ordinary, abroad, remote, mobile, closed}
	wordings := make(map[string]words)
	for _, f := range e.Forms {
		if f.ID == "scanner" {
			for _, l := range f.Lines {
				if !slices.Contains(lineCodes[:], l.Code) {
					t.Errorf("the scanner reports %s, which is no line", l.Code)
				}
			}
			continue
		}
		var codes []string
		roles := make(map[string]bool)
		for i, l := range f.Lines {
			codes = append(codes, l.Code)
			if roles[l.Role] {
				t.Errorf("form %s has role %s twice", f.ID, l.Role)
			}
			roles[l.Role] = true
			// Both forms have the same column, so it must mean the same.
			if before, ok := wordings[l.Code]; ok && before != l.Name {
				t.Errorf("line %s has two wordings: %v, %v", l.Code, before, l.Name)
			}
			wordings[l.Code] = l.Name
			for _, kind := range kinds {
				has := len(l.Kinds) == 0 || slices.Contains(l.Kinds, kind)
				if f.ID == "precinct" && has != onForm(i, kind) {
					t.Errorf("line %s: the form of kind %s has it: %v", l.Code, kind, has)
				}
			}
		}
		if diff := cmp.Diff(paperLines, codes); diff != "" {
			t.Errorf("form %s: %s", f.ID, diff)
		}
	}
	if len(e.Contests) != 1 || e.Contests[0].ID != contest {
		t.Errorf("contests: %v", e.Contests)
	}
}

func TestElectionSpeaksBothLanguages(t *testing.T) {
	e := electionYAML(t)
	all := []words{e.Name, e.Source}
	for _, l := range e.Levels {
		all = append(all, l.Name, l.Plural)
	}
	for _, f := range e.Forms {
		for _, l := range f.Lines {
			// All but one of the scanner's lines are worded on the form above.
			if f.ID != "scanner" || l.Code == lineCodes[votersIdentified] {
				all = append(all, l.Name)
			}
		}
	}
	for _, c := range e.Contests {
		all = append(all, c.Name)
	}
	for _, n := range e.Names {
		all = append(all, n.Name)
	}
	for _, k := range e.Checks {
		all = append(all, k.Name, k.Why, k.Advice)
	}
	for _, w := range all {
		if w.Ky == "" || w.Ru == "" || w.Ky == w.Ru && w.Ky != "Регион" {
			t.Errorf("%q and %q", w.Ky, w.Ru)
		}
		checkLetters(t, "election.yaml", w.Ky, w.Ru)
	}
}

// The dated name is of a commission that exists and now has another.
func TestRenamedCommission(t *testing.T) {
	c, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range electionYAML(t).Names {
		i := slices.IndexFunc(c.territories, func(x territory) bool { return x.id == n.Commission })
		if i < 0 || c.territories[i].name.Ky == n.Name.Ky {
			t.Errorf("%s was %v", n.Commission, n.Name)
		}
	}
}

// Every check has a fault that breaks it, and it points at a line the formula
// asks for. Of one contest a day, nothing can be compared with the first.
func TestChecksHaveFaults(t *testing.T) {
	// By faults beneath a commission that signed, by votes that are odd, and by recounts.
	broken := map[string]bool{"E9": true, "W3": true, "W4": true, "W8": true, "S1": true}
	for code := range asks {
		broken[code] = true
	}
	for _, k := range electionYAML(t).Checks {
		if !broken[k.Code] && k.Code != "E10" {
			t.Errorf("nothing is planted that breaks %s", k.Code)
		}
		if column := asks[k.Code]; !strings.Contains(k.Formula, column) {
			t.Errorf("%s does not ask for %s: %s", k.Code, column, k.Formula)
		}
		delete(broken, k.Code)
	}
	for code := range broken {
		t.Errorf("%s is planted and there is no such check", code)
	}
}

func TestCorrectionsHaveReasons(t *testing.T) {
	c, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range corrections {
		if reasons := choose(c.reasons, k.code); len(reasons) != 1 || reasons[0].Ky == "" || reasons[0].Ru == "" {
			t.Errorf("%s: %v", k.code, reasons)
		}
	}
}
