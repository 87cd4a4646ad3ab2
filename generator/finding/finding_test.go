package finding

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/source"
)

func TestFindingsStandInTheOrderOfTheirPlaces(t *testing.T) {
	file := func(path string) *source.File { return &source.File{Path: path} }
	ordered := []Finding{
		{Code: SiteConfig},
		{Code: TableMissing, Folder: "2025", At: source.Cell{File: file("selections.csv")}},
		{Code: ElectionTwice, Folder: "2027"},
		{Code: NotACount, Folder: "2027", At: source.Cell{File: file("a.csv"), Row: 2, Column: 3}},
		{Code: NotACount, Folder: "2027", At: source.Cell{File: file("a.csv"), Row: 10, Column: 1}},
		{Code: NotACount, Folder: "2027", At: source.Cell{File: file("a.csv"), Row: 10, Column: 2}},
		{Code: NotATime, Folder: "2027", At: source.Cell{File: file("a.csv"), Row: 10, Column: 2}, Record: "p-1"},
		{Code: NotATime, Folder: "2027", At: source.Cell{File: file("a.csv"), Row: 10, Column: 2}, Record: "p-2"},
		{Code: NotACount, Folder: "2027", At: source.Cell{File: file("b.csv"), Row: 1}},
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		mixed := append([]Finding(nil), ordered...)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		Sort(mixed)
		if diff := cmp.Diff(ordered, mixed); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
	}
}

func TestAWaivedStopIsPublishedWithItsWaiver(t *testing.T) {
	stop, hold, flag := Finding{Code: ColumnMissing}, Finding{Code: UnknownCommission}, Finding{Code: NotACount}
	waived := stop
	waived.Waiver = "old device"
	for want, f := range map[Effect]Finding{Stop: stop, Hold: hold, Flag: flag} {
		if got := f.Effect(); got != want {
			t.Errorf("%s: got %s, want %s", f.Code, got, want)
		}
	}
	if got := waived.Effect(); got != Flag {
		t.Errorf("waived: %s", got)
	}
	if all := []Finding{stop, hold, flag, waived}; Stops(all) != 1 || Count(all, Hold) != 1 || Count(all, Flag) != 2 {
		t.Errorf("%d, %d, %d", Stops(all), Count(all, Hold), Count(all, Flag))
	}
}

// Two findings that grow out of one must not share the room behind its facts.
func TestFactsAreNotShared(t *testing.T) {
	base := Finding{Code: NotACount}.With("value", "1OO")
	first, second := base.With("column", "a"), base.With("column", "b")
	if diff := cmp.Diff([]any{"value", "1OO", "column", "a"}, first.Pairs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]any{"value", "1OO", "column", "b"}, second.Pairs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(base.Args) != 1 {
		t.Errorf("the first has %v", base.Args)
	}
}

func TestACodeThatIsNotDeclaredIsThatOfACheck(t *testing.T) {
	if f := OfCheck("E4"); f.Code.Declared() || f.Effect() != Flag {
		t.Errorf("%+v: declared %v, %s", f, f.Code.Declared(), f.Effect())
	}
	for _, c := range Codes() {
		if !c.Declared() {
			t.Errorf("%s is not declared", c)
		}
	}
}
