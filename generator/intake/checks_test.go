package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// rules is an election.yaml with one check, on line 18 and those after it.
const rules = `checks:
  - code: E5
    name: {ky: Аты, ru: Имя}
    why: {ky: Себеби., ru: Причина.}
    advice: {ky: Кеңеш., ru: Совет.}
    law: {ky: 30-берене, ru: статья 30}
    formula: took <= listed
    severity: error
    tolerance: 2
    levels: [precinct]
    series: [manual, device]
    contests: [president]
    kinds: [ordinary]
gaps:
  - {ky: Жетпейт., ru: Не хватает.}
`

func TestChecksAreReadAsTheyAreStated(t *testing.T) {
	d := read(t, small.with("election.yaml", small["election.yaml"]+rules))
	if got := told(d.Findings); got != nil {
		t.Fatalf("%q", got)
	}
	e := only(d)
	want := &election.Check{
		Code: "E5", Name: wording.Text{Ky: "Аты", Ru: "Имя"}, Why: wording.Text{Ky: "Себеби.", Ru: "Причина."},
		Advice: wording.Text{Ky: "Кеңеш.", Ru: "Совет."}, Law: wording.Text{Ky: "30-берене", Ru: "статья 30"},
		Formula: "took <= listed", Severity: election.Error, Tolerance: 2,
		Levels: []int{e.Commission("p-1").Level}, Series: []election.Series{election.Manual, election.Device},
		Contests: e.Contests, Kinds: []election.Kind{election.Ordinary},
	}
	got := *e.Check("E5")
	if got.At.String() != "election.yaml:24" {
		t.Errorf("the formula stands at %v", got.At)
	}
	want.At = got.At
	if len(got.Contests) != 1 || got.Contests[0] != e.Contests[0] {
		t.Errorf("contests: %v", got.Contests)
	}
	if diff := cmp.Diff(*want, got, cmp.Comparer(func(a, b *election.Contest) bool { return a == b })); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]wording.Text{{Ky: "Жетпейт.", Ru: "Не хватает."}}, e.Gaps); diff != "" {
		t.Errorf("gaps: -want +got\n%s", diff)
	}
}

func TestChecksAreReadStrictly(t *testing.T) {
	good := small["election.yaml"] + rules
	for _, test := range []struct {
		name, old, new string
		found          []string
	}{
		{"a key it does not have", "formula:", "rule:", []string{"I010 election.yaml:24"}},
		{"a tolerance that is no number", "tolerance: 2", "tolerance: few", []string{"I002 election.yaml:26"}},
		{"a code that is none", "code: E5", "code: e5", []string{"I003 election.yaml:19"}},
		{"a code without a number", "code: E5", "code: SUM", []string{"I003 election.yaml:19"}},
		{"a code of the program's own", "code: E5", "code: I101", []string{"I003 election.yaml:19"}},
		{"no code", "  - code: E5\n    name", "  - name", []string{"I003 election.yaml:19"}},
		{"a name in one language", "name: {ky: Аты, ru: Имя}", "name: {ky: Аты}", []string{"I003 election.yaml:20"}},
		{"nobody says why", "    why: {ky: Себеби., ru: Причина.}\n", "", []string{"I003 election.yaml:19"}},
		{"nobody says what to do", "    advice: {ky: Кеңеш., ru: Совет.}\n", "", []string{"I003 election.yaml:19"}},
		{"a law in one language", "ru: статья 30", "ru: ''", []string{"I003 election.yaml:23"}},
		{"no law at all is well", "    law: {ky: 30-берене, ru: статья 30}\n", "", nil},
		{"no formula", "formula: took <= listed", "formula: ' '", []string{"I003 election.yaml:24"}},
		{"a severity that is none", "severity: error", "severity: fatal", []string{"I003 election.yaml:25"}},
		{"no severity", "    severity: error\n", "", []string{"I003 election.yaml:19"}},
		{"a tolerance below nothing", "tolerance: 2", "tolerance: -1", []string{"I003 election.yaml:26"}},
		{"a level that is none", "levels: [precinct]\n    series", "levels: [precinct, district]\n    series", []string{"I003 election.yaml:27"}},
		{"a level that signs nothing", "levels: [precinct]\n    series", "levels: [region]\n    series", []string{"I003 election.yaml:27"}},
		{"a series that is none", "series: [manual, device]", "series: [manual, scanner]", []string{"I003 election.yaml:28"}},
		{"a contest that is none", "contests: [president]", "contests: [mayor]", []string{"I003 election.yaml:29"}},
		{"a part that is none", "kinds: [ordinary]\ngaps", "parts: [paper]\ngaps", []string{"I003 election.yaml:30"}},
		{"a kind that is none", "kinds: [ordinary]\ngaps", "kinds: [ship]\ngaps", []string{"I003 election.yaml:30"}},
		{"a gap in one language", "ru: Не хватает.", "ru: ''", []string{"I003 election.yaml:32"}},
		{"a code twice", "gaps:", rules[len("checks:\n"):strings.Index(rules, "gaps:")] + "gaps:", []string{"I003 election.yaml:31"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(good, test.old, test.new, 1)
			if text == good {
				t.Fatalf("%q is not in the file", test.old)
			}
			if diff := cmp.Diff(test.found, told(read(t, small.always("election.yaml", text)).Findings)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A word that means something in every formula cannot mean a line as well.
func TestNoLineIsCalledByAWordOfFormulas(t *testing.T) {
	for _, word := range reserved {
		text := strings.Replace(small["election.yaml"], "code: mobile", "code: "+word, 1)
		if diff := cmp.Diff([]string{"I003 election.yaml:15"}, told(read(t, small.always("election.yaml", text)).Findings)); diff != "" {
			t.Errorf("%s: -want +got\n%s", word, diff)
		}
	}
}
