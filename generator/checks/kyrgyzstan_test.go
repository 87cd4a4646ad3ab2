package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/checks"
	"achyk/generator/intake"
	"achyk/generator/rollup"
)

// kyrgyzstan examines the presidential election of 15 October 2017 as public
// data have it: 53 of 54 territorial commissions.
func kyrgyzstan(t *testing.T) (*rollup.Country, *checks.Report) {
	t.Helper()
	shared := os.Getenv("ACHYK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	tables := filepath.Join(shared, "data", "kg-2017", "canonical")
	if _, err := os.Stat(tables); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("real data: %v", err)
		}
		t.Skipf("real data are not here, set ACHYK_SHARED: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "kg-2017")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		filepath.Join("..", "testdata", "kg-2017", "election.yaml"),
		filepath.Join(tables, "commissions.csv"), filepath.Join(tables, "selections.csv"), filepath.Join(tables, "protocols.csv"),
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Elections) != 1 || len(d.Findings) > 0 {
		t.Fatalf("%d elections, findings %v", len(d.Elections), d.Findings)
	}
	y := rollup.Roll(d.Elections[0], time.Time{})
	r, err := checks.Examine(y, nil)
	if err != nil {
		t.Fatal(err)
	}
	return y, r
}

// Five sums of three rows do not come out, and for one of them more votes are
// there than valid ballots, of which a percent is taken. Nobody here knows whether
// the paper or the compiling is the reason.
func TestKyrgyzstan2017DoesNotComeOutInThreeRows(t *testing.T) {
	y, r := kyrgyzstan(t)
	var got []string
	for _, f := range r.Findings {
		words := []string{string(f.Code), f.Record, f.At.String()}
		for _, a := range f.Args {
			words = append(words, fmt.Sprint(a.Value))
		}
		got = append(got, strings.Join(words, " | "))
	}
	want := []string{
		"E4 | tec-sul president manual 1 | protocols.csv:U51 | votes_total == ballots_valid | 5286 ≠ 5289",
		"A2 | tec-sul president manual 1 | protocols.csv:P51 | ballots_issued == ballots_valid + ballots_invalid + ballots_unexplained | 5338 ≠ 5341 = 5289 + 45 + 7",
		"E4 | tec-suz president manual 1 | protocols.csv:U3 | votes_total == ballots_valid | 67751 ≠ 57751",
		"A2 | tec-suz president manual 1 | protocols.csv:P3 | ballots_issued == ballots_valid + ballots_invalid + ballots_unexplained | 68520 ≠ 58520 = 57751 + 769 + 0",
		"E1 | tec-nar president manual 1 | protocols.csv:M22 | ballots_received == ballots_issued + ballots_cancelled | 25047 ≠ 25046 = 14388 + 10658",
		"P402 | tec-suz president manual 1 | protocols.csv:U3 | tec-suz president manual 1 | 67751 | 57751",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	var fail []string
	for _, entry := range r.List(checks.Failing, y.Election.Root) {
		fail = append(fail, entry.Judgement.Check.Code+" "+entry.Commission.ID)
	}
	if diff := cmp.Diff([]string{"E4 tec-sul", "A2 tec-sul", "E4 tec-suz", "A2 tec-suz", "E1 tec-nar"}, fail); diff != "" {
		t.Errorf("the list: -want +got\n%s", diff)
	}
}

// What the table has is checked in all its rows, and what only precincts have in
// none: no precinct is in the table.
func TestKyrgyzstan2017IsCheckedInAllRows(t *testing.T) {
	y, r := kyrgyzstan(t)
	want := map[string]checks.Count{
		"E1": {Holds: 52, Fails: 1}, "E4": {Holds: 51, Fails: 2}, "E5": {Holds: 53}, "A1": {Holds: 53}, "A2": {Holds: 51, Fails: 2},
	}
	for _, check := range y.Election.Checks {
		if got := r.Total(check); got != want[check.Code] {
			t.Errorf("%s: got %+v, want %+v", check.Code, got, want[check.Code])
		}
	}
	if got := len(r.On(y.Election.Commission("tec-nar"))); got != 5 {
		t.Errorf("%d judgements about one row", got)
	}
	if got := r.On(y.Election.Commission("tec-blk")); got != nil {
		t.Errorf("of a place that sent nothing: %v", got)
	}
}
