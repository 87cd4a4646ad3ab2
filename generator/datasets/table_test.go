package datasets

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

func TestCells(t *testing.T) {
	for _, test := range []struct {
		sentence string
		write    func(t *table)
		want     string
	}{
		{"an unknown count is empty, which is not zero", func(t *table) { t.count(election.Unread(source.Cell{})) }, ""},
		{"zero is zero", func(t *table) { t.count(election.Counted(0, source.Cell{})) }, "0"},
		{"a negative number stays a number", func(t *table) { t.number(-3) }, "-3"},
		{"a text that would be a formula stays text", func(t *table) { t.text("=1+1") }, "'=1+1"},
		{"so does one that begins with a plus", func(t *table) { t.text("+996 312") }, "'+996 312"},
		{"a minus", func(t *table) { t.text("-") }, "'-"},
		{"an at sign", func(t *table) { t.text("@name") }, "'@name"},
		{"a tab", func(t *table) { t.text("\tx") }, "'\tx"},
		{"a carriage return", func(t *table) { t.text("\rx") }, "\"'\rx\""},
		{"the guard stands inside the quotes", func(t *table) { t.text(`=a,"b"`) }, `"'=a,""b"""`},
		{"a comma is quoted", func(t *table) { t.text("a, b") }, `"a, b"`},
		{"quotes are doubled", func(t *table) { t.text(`"Ала-Тоо" гимназиясы`) }, `"""Ала-Тоо"" гимназиясы"`},
		{"a line break is quoted", func(t *table) { t.text("a\nb") }, "\"a\nb\""},
		{"a text without any of these is as it was", func(t *table) { t.text("Өзгөн району") }, "Өзгөн району"},
		{"a latitude south of the equator is a number", func(t *table) { t.decimal("-12.5") }, "-12.5"},
		{"a latitude that is none is text", func(t *table) { t.decimal("-12°") }, "'-12°"},
		{"an unknown time is empty", func(t *table) { t.time(time.Time{}) }, ""},
		{"a time has its zone", func(t *table) {
			t.time(time.Date(2027, time.January, 24, 21, 0, 0, 0, time.FixedZone("", 6*3600)))
		}, "2027-01-24T21:00:00+06:00"},
		{"no ordinal is empty", func(t *table) { t.ordinal(0) }, ""},
		{"a sum that is only at least so much is no exact amount", func(t *table) { t.amount(wording.AtLeastOf(5)) }, ""},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			var got table
			test.write(&got)
			if string(got.bytes) != test.want {
				t.Errorf("got %q, want %q", got.bytes, test.want)
			}
		})
	}
}

// Whatever is written into a cell is read back, but for the guard.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "=1", `a"b`, "a,b\nc", "'", "\r\n", "ң"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got table
		got.texts("x", s, "y")
		got.bytes = append(got.bytes, '\n')
		rows, err := csv.NewReader(strings.NewReader(string(got.bytes))).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 3 {
			t.Fatalf("%q is read as %q: %v", got.bytes, rows, err)
		}
		read := rows[0][1]
		if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
			if read[0] != '\'' {
				t.Fatalf("%q is not guarded", read)
			}
			read = read[1:]
		}
		// The reader takes a carriage return before a line feed for a part of it.
		if want := strings.ReplaceAll(s, "\r\n", "\n"); read != want {
			t.Errorf("%q comes back as %q", s, read)
		}
	})
}

func TestFigures(t *testing.T) {
	number := func(n int64) *int64 { return &n }
	for _, test := range []struct {
		sentence  string
		got, want any
	}{
		{"unknown has no value", amount(wording.Amount{}), Amount{State: "unknown"}},
		{"zero has one", amount(wording.Exactly(0)), Amount{Value: number(0), State: "exact"}},
		{"at least says so", amount(wording.AtLeastOf(7)), Amount{Value: number(7), State: "at_least"}},
		{"what a decision took out is voided", figure(rollup.Total{Out: 5, OutCounts: 1}), Amount{Value: number(5), State: "exact", Voided: true}},
		{"a line that no form has is neither zero nor unknown", figure(rollup.Total{}), Amount{State: "not_on_form"}},
		{"a difference needs both", difference(rollup.Total{Sum: 5, Counts: 1}, rollup.Total{Sum: 3, Counts: 2, Unknown: 1}), Amount{State: "unknown"}},
		{"a difference has a sign", difference(rollup.Total{Sum: 5, Counts: 1}, rollup.Total{Sum: 8, Counts: 2}), Amount{Value: number(-3), State: "exact"}},
		{"a percent has two decimals", percent(wording.Share{Part: 1, Whole: 3, Known: true}, "valid"), Percent{"33.33", "exact", "valid"}},
		{"less than one percent begins with a nought", percent(wording.Share{Part: 5, Whole: 10000, Known: true}, "valid"), Percent{"0.05", "exact", "valid"}},
		{"a share of nothing is unknown", percent(wording.Share{Known: true}, "valid"), Percent{"", "unknown", "valid"}},
		{"a share that is at least so much is cut off", percent(wording.Share{Part: 2, Whole: 3, Known: true, AtLeast: true}, "valid"), Percent{"66.66", "at_least", "valid"}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVerdictOfAllLinesIsTheGravest(t *testing.T) {
	for _, test := range []struct {
		sentence string
		of       []checks.Verdict
		want     checks.Verdict
	}{
		{"it fails if it fails for any", []checks.Verdict{checks.Holds, checks.Fails, checks.NotCheckable}, checks.Fails},
		{"else it is not checkable if it is not for any", []checks.Verdict{checks.Holds, checks.NotCheckable, checks.Holds}, checks.NotCheckable},
		{"else it holds", []checks.Verdict{checks.Holds, checks.Holds}, checks.Holds},
		{"it is nothing where it was never made", nil, ""},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			var worst checks.Verdict
			for _, v := range test.of {
				worst = graver(worst, v)
			}
			if worst != test.want {
				t.Errorf("got %q", worst)
			}
		})
	}
}

func TestRelative(t *testing.T) {
	for _, test := range [][3]string{
		{"api/kg/index", "api/kg/schemas/place.json", "schemas/place.json"},
		{"api/kg/precincts/p-1", "api/kg/schemas/precinct.json", "../schemas/precinct.json"},
		{"api/kg/regions/chui/discrepancies/2", "api/kg/schemas/list.json", "../../../schemas/list.json"},
	} {
		if got := Relative(test[0], test[1]); got != test[2] {
			t.Errorf("from %s to %s: %s", test[0], test[1], got)
		}
	}
}
