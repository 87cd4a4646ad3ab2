package checks

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/finding"
	"achyk/generator/wording"
)

// What a formula cannot mean stops the build, and names its line.
func TestFormulasThatMeanNothing(t *testing.T) {
	const (
		row = "-- protocols.csv --\n" + columns + p11
		// Where the formula of the first check stands.
		place = "election.yaml:43"
	)
	for _, test := range []struct{ name, check, problem string }{
		{"a line that nobody knows", "E1 took == stations", "name stations"},
		{"a figure of the scanner that nobody knows", "E1 took == device.stations", "name device.stations"},
		{"a part that nobody knows", "E1 took == paper.took", "name paper.took"},
		{"another count of the participation list", "E1 took == participation.women", "name participation.women"},
		{"a word alone", "E1 took == device", "name device"},
		{"a figure of the summary table that nobody knows", "E1 took == summary.stations", "name summary.stations"},
		{"the summary table alone", "E1 took == summary", "name summary"},
		{"a line of nobody in particular", "E1 it == 5", "name it"},
		{"each, and none in particular", "E1 took == 5 | each: true", "each"},
		{"the name of a type", "E1 took == int", "name int"},
		{"no sign", "E1 took station", "syntax Syntax error: extraneous input 'station' expecting <EOF>"},
		{"one sign too many", "E1 took === station", "syntax Syntax error: token recognition error at: '= '"},
		{"half a formula", "E1 took ==", "syntax Syntax error: mismatched input '<EOF>'"},
		{"a number", "E1 took + station", "compares"},
		{"a word", "E1 'took'", "line"},
		{"always true", "E1 1 == 1", "line"},
		{"a fraction", "E1 took > 0.5", "kinds"},
		{"a text", "E1 took == 'all'", "kinds"},
		{"two comparisons in a row", "E1 0 < took < 5", "kinds"},
		{"a time", "E1 took > 0 && timestamp('2027-01-24T00:00:00Z') < timestamp('2027-01-25T00:00:00Z')", "name timestamp"},
		{"a pattern", "E1 took > 0 && 'a'.matches('(a+)+')", "name matches"},
		{"a field of a number", "E1 took.sum == 5", "name took.sum"},
		{"is it there", "E1 has(device.took)", "name has"},
		{"braces", "E1 {'a': took} == {'a': 5}", "braces"},
		{"two lines in brackets", "E1 took == if_printed(station, outside)", "printed"},
		{"a sum in brackets", "E1 took == if_printed(station + outside)", "printed"},
		{"an unknown line in brackets", "E1 took == if_printed(stations)", "name stations"},
		{"a member of a list under the name of a line", "E1 [1, 2].all(took, took > 0)", "taken took"},
		{"a tolerance without a comparison", "E1 took == 5 || took == 6 | tolerance: 1", "tolerance"},
		{"a formula without an end", "E1 took == " + strings.Repeat("1 + ", 400) + "1", "long"},
		{"a formula without a bottom", "E1 took == " + strings.Repeat("(", 300) + "1" + strings.Repeat(")", 300), "long"},
		{"a number that nothing holds", "E1 took < 99999999999999999999", "big"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, r := tell(t, "-- checks --\n"+test.check+"\nE2 took <= listed\n"+row, time.Time{})
			if len(r.Findings) != 1 {
				t.Fatalf("findings: %q", reported(r))
			}
			f := r.Findings[0]
			if f.Code != finding.CheckFormula || f.Effect() != finding.Stop || f.At.String() != place || f.Record != "E1" {
				t.Errorf("%s (%s) at %v of %s", f.Code, f.Effect(), f.At, f.Record)
			}
			got := strings.TrimSpace(fmt.Sprint(f.Args[1].Value, " ", f.Fact("name"), f.Fact(finding.Detail)))
			if f.Args[0].Value != "E1" || !strings.HasPrefix(got, test.problem) || strings.Contains(got, "\n") {
				t.Errorf("got %v, want %q", f.Args, test.problem)
			}
			// The other check is made all the same.
			if got := r.Total(r.country.Election.Check("E2")); got != (Count{Holds: 1}) {
				t.Errorf("the other check: %v", got)
			}
		})
	}
}

// A formula that cannot be worked out for some figures leaves those protocols
// unchecked, and is reported once.
func TestFormulasThatBreak(t *testing.T) {
	list := "[" + strings.TrimSuffix(strings.Repeat("1,", 60), ",") + "]"
	for _, test := range []struct{ name, formula, problem string }{
		{"a division by zero", "took / (listed - took) > 0", "zero"},
		{"a remainder of a division by zero", "took % (listed - took) >= 0", "zero"},
		{"a number that nothing holds", "took * 9223372036854775807 > listed", "big"},
		{"a member that a list does not have", "[took][listed] == 1", "index"},
		{"a loop without an end", fmt.Sprintf("%s.all(a, %s.all(b, %s.all(c, a + b + c < took)))", list, list, list), "steps"},
		{"a loop that makes a long list", fmt.Sprintf("%s.map(a, %s.map(b, %s.map(c, took))).size() > 0", list, list, list), "steps"},
	} {
		t.Run(test.name, func(t *testing.T) {
			began := time.Now()
			y, r := tell(t, "-- checks --\nA1 "+test.formula+"\n-- protocols.csv --\n"+columns+
				"p-11,president,,manual,1,,,,50,50,45,5,48,2,30,18\np-21,president,,manual,1,,,,50,50,45,5,48,2,30,18\np-22,president,,manual,1,,,,50,,45,5,48,2,30,18\n", time.Time{})
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
			want := []string{"P401 A1 election.yaml:43 check=A1 problem=" + test.problem + " record=p-11 president manual 1 n=2"}
			if diff := cmp.Diff(want, reported(r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for i, reason := range []Reason{Broken, Broken, Unread} {
				if entries := r.List(Open, y.Election.Root); entries[i].Judgement.Reason != reason {
					t.Errorf("%s: %s", entries[i].Commission.ID, entries[i].Judgement.Reason)
				}
			}
			agree(t, y, r)
		})
	}
}

func TestSidesMayLieApartByATolerance(t *testing.T) {
	const most, least = int64(1<<63 - 1), int64(-1 << 63)
	for _, test := range []struct {
		left      int64
		sign      string
		right     int64
		tolerance int64
		want      bool
	}{
		{5, "==", 5, 0, true}, {5, "==", 6, 0, false}, {5, "==", 6, 1, true}, {6, "==", 5, 1, true}, {4, "==", 6, 1, false},
		{5, "!=", 5, 0, false}, {5, "!=", 6, 0, true}, {5, "!=", 6, 1, false}, {4, "!=", 6, 1, true},
		{5, "<=", 5, 0, true}, {6, "<=", 5, 0, false}, {6, "<=", 5, 1, true}, {7, "<=", 5, 1, false}, {1, "<=", 5, 1, true},
		{5, ">=", 5, 0, true}, {5, ">=", 6, 0, false}, {5, ">=", 6, 1, true}, {5, ">=", 7, 1, false}, {5, ">=", 1, 1, true},
		{5, "<", 5, 0, false}, {5, "<", 5, 1, true}, {6, "<", 5, 1, false}, {4, "<", 5, 0, true}, {4, "<", 9, 1, true},
		{5, ">", 5, 0, false}, {5, ">", 5, 1, true}, {5, ">", 6, 1, false}, {5, ">", 4, 0, true}, {9, ">", 4, 1, true},
		{most, "==", least, most, false}, {least, "<=", most, 0, true}, {most, "<=", least, most, false}, {most, ">", least, 0, true},
	} {
		if got := compare(test.left, test.sign, test.right, test.tolerance); got != test.want {
			t.Errorf("%d %s %d within %d: %v", test.left, test.sign, test.right, test.tolerance, got)
		}
	}
}

// What holds only because of a tolerance is not shown as equal.
func TestNearlyIsNotEqual(t *testing.T) {
	figure := func(n int64) []Token { return []Token{{Kind: Operand, Value: wording.Exactly(n)}} }
	for _, test := range []struct {
		left  int64
		sign  string
		right int64
		holds bool
		want  string
	}{
		{48, "==", 48, true, "48 = 48"}, {48, "==", 47, true, "48 ≈ 47"}, {48, "==", 40, false, "48 ≠ 40"},
		{48, "<=", 47, true, "48 ≈ 47"}, {48, "<=", 40, false, "48 > 40"}, {48, "!=", 47, false, "48 ≈ 47"}, {48, "!=", 48, false, "48 = 48"},
	} {
		s := Statement{
			Left: figure(test.left), Right: figure(test.right), Sign: test.sign, Holds: test.holds,
			LeftValue: wording.Exactly(test.left), RightValue: wording.Exactly(test.right),
		}
		if got := s.plain(); got != test.want {
			t.Errorf("%d %s %d, holds: %v: got %q, want %q", test.left, test.sign, test.right, test.holds, got, test.want)
		}
	}
}

// A formula is shown as it was written, with no more brackets than it needs, and
// without those that only say what a form may lack.
func TestHowFormulasAreShown(t *testing.T) {
	for _, test := range []struct{ formula, want, arithmetic string }{
		{"took == station+outside", "took == station + outside", "50 == 45 + 5"},
		{"((took)) != (station + (outside))", "took != station + outside", "50 != 45 + 5"},
		{"took - (station - outside) == 3", "took - ( station - outside ) == 3", "50 - ( 45 - 5 ) == 3"},
		{"2 * (took + 1) == if_printed(device.valid) - -1", "2 * ( took + 1 ) == device.valid - - 1", "2 * ( 50 + 1 ) == 46 - - 1"},
		{"(took == 1) && (valid == 2 && invalid == 3)", "took == 1 && valid == 2 && invalid == 3", "50 == 1 && 48 == 2 && 2 == 3"},
		{"took == 1 && (valid == 2 || invalid == 3)", "took == 1 && ( valid == 2 || invalid == 3 )", "50 == 1 && ( 48 == 2 || 2 == 3 )"},
		{"took > 0 ? valid > 0x10 : false", "( took > 0 ) ? ( valid > 16 ) : false", "( 50 > 0 ) ? ( 48 > 16 ) : false"},
		{"[took, valid].exists(x, x < 5)", "[ took , valid ] .exists ( x , x < 5 )", "[ 50 , 48 ] .exists ( x , x < 5 )"},
		{`[took].exists(x, 'a \'b\' took' == "c" || x < 5)`, `[ took ] .exists ( x , "a 'b' took" == "c" || x < 5 )`, `[ 50 ] .exists ( x , "a 'b' took" == "c" || x < 5 )`},
		{"// what the law says\ntook\n  == station", "took == station", "50 == 45"},
	} {
		t.Run(test.formula, func(t *testing.T) {
			y, _ := tell(t, "-- checks --\nA1 took > 0\n-- protocols.csv --\n"+columns+p11+"p-11,president,,device,1,,,,,50,,,46,4,29,17\n", time.Time{})
			e := y.Election
			e.Checks[0].Formula = test.formula
			r, err := Examine(y, nil)
			if err != nil {
				t.Fatal(err)
			}
			var shown []string
			for _, s := range r.Formula(e.Checks[0]) {
				words := func(tokens []Token) string {
					var all []string
					for _, token := range tokens {
						all = append(all, token.Text)
					}
					return strings.Join(all, " ")
				}
				text := words(s.Left)
				if s.Sign != "" {
					text += " " + s.Sign + " " + words(s.Right)
				}
				shown = append(shown, text)
			}
			if got := strings.Join(shown, " && "); got != test.want {
				t.Errorf("the formula: got %q, want %q", got, test.want)
			}
			judged := r.On(e.Commission("p-11"))
			if len(judged) != 1 {
				t.Fatalf("%d judgements, %q", len(judged), reported(r))
			}
			if _, got, _ := strings.Cut(line(&judged[0]), ": "); got != test.arithmetic {
				t.Errorf("the arithmetic: got %q, want %q", got, test.arithmetic)
			}
		})
	}
}
