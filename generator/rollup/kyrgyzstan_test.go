package rollup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// kyrgyzstan reads the presidential election of 15 October 2017 as public data
// have it: 53 of 54 territorial commissions.
func kyrgyzstan(t *testing.T) (*intake.Data, *rollup.Country) {
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
	if len(d.Elections) != 1 {
		t.Fatalf("%d elections, findings %v", len(d.Elections), d.Findings)
	}
	return d, rollup.Roll(d.Elections[0], time.Time{})
}

func TestKyrgyzstan2017AddsUpToWhatIsKnown(t *testing.T) {
	d, y := kyrgyzstan(t)
	for _, f := range d.Findings {
		t.Errorf("%s at %v: %v", f.Code, f.At, f.Args)
	}
	e := y.Election
	k := e.Contest("president")
	r := y.Of(e.Root, k)
	lead := r.Leading()
	if !lead.Official || lead.Own || d.Protocols != 53 {
		t.Fatalf("%d protocols, lead %+v", d.Protocols, lead)
	}
	for id, want := range map[string]int64{"jeenbekov": 908_493, "babanov": 563_742} {
		if got := lead.Tally.Votes[k.Selection(id).Index].Amount(); got != wording.Exactly(want) {
			t.Errorf("%s: got %+v, want %d", id, got, want)
		}
	}
	for code, want := range map[string]int64{"ballots_issued": 1_677_249, "voters_listed": 2_970_137} {
		if got := lead.Tally.Lines[k.LineCode(code)].Amount(); got != wording.Exactly(want) {
			t.Errorf("%s: got %+v, want %d", code, got, want)
		}
	}
	for i, s := range k.Selections {
		if total := lead.Tally.Votes[i]; total.Counts != 53 || total.Unknown != 0 {
			t.Errorf("%s: %+v is not over 53 protocols", s.ID, total)
		}
	}
	if want := (rollup.Progress{Expected: 54, Counted: 53, Missing: 1}); r.Progress[2] != want {
		t.Errorf("territorial commissions: %+v", r.Progress[2])
	}
	ledger := r.Ledger[2]
	if ledger.Voters == nil || ledger.Voters.Published.Amount() != wording.Exactly(2_970_137) || ledger.Voters.Expected.Amount() != wording.AtLeastOf(2_970_137) {
		t.Errorf("voters: %+v", ledger.Voters)
	}
	if ledger.Voters = nil; ledger != (rollup.Account{Expected: 54, Published: 53, Waiting: 1}) {
		t.Errorf("ledger: %+v", ledger)
	}
	if r.State != rollup.Missing || lead.Tally.Counted != 53 || lead.Tally.Incomplete != 0 {
		t.Errorf("%s: %d counted, %d incomplete", r.State, lead.Tally.Counted, lead.Tally.Incomplete)
	}
	if got := lead.Tally.Share(0, k.Selection("jeenbekov").Index); (got != wording.Share{Part: 908_493, Whole: 1_677_249, Known: true}) {
		t.Errorf("of those who took part: %+v", got)
	}
	if got := lead.Tally.Share(1, k.Selection("jeenbekov").Index); (got != wording.Share{Part: 908_493, Whole: 1_653_462, Known: true}) {
		t.Errorf("of the valid ballots: %+v", got)
	}
	if s := lead.Tally.Ahead(k, r.Voided); s == nil || s.ID != "jeenbekov" {
		t.Errorf("ahead: %v", s)
	}
}

// Nothing of a place that sent nothing is zero.
func TestKyrgyzstan2017LeavesBalykchyUnknown(t *testing.T) {
	_, y := kyrgyzstan(t)
	e, k := y.Election, y.Election.Contests[0]
	missing := slices.DeleteFunc(slices.Clone(e.Commissions), func(c *election.Commission) bool {
		return e.Levels[c.Level].ID != "territorial" || y.Of(c, k).State != rollup.Missing
	})
	if len(missing) != 1 || missing[0].Name.Ru != "город Балыкчы" {
		t.Fatalf("missing: %v", missing)
	}
	if lead := y.Of(missing[0], k).Leading(); lead.Tally != nil {
		t.Errorf("Balykchy has figures: %+v", lead.Tally)
	}
	abroad := y.Of(e.Commission("abroad"), k)
	if abroad.State != rollup.Unsigned || abroad.Leading().Tally != nil {
		t.Errorf("abroad: %s, %+v", abroad.State, abroad.Leading().Tally)
	}
}

// The regions are those of the table in the notes on the country: listed, got
// ballots, Jeenbekov, Babanov, against all, invalid.
func TestKyrgyzstan2017ByRegion(t *testing.T) {
	_, y := kyrgyzstan(t)
	k := y.Election.Contests[0]
	got := make(map[string]string)
	for _, region := range y.Election.Root.Children {
		lead := y.Of(region, k).Leading()
		if lead.Tally == nil {
			continue
		}
		line := func(code string) int64 { n, _ := lead.Tally.Lines[k.LineCode(code)].Known(); return n }
		votes := func(id string) int64 { n, _ := lead.Tally.Votes[k.Selection(id).Index].Known(); return n }
		got[region.ID] = fmt.Sprint(lead.Tally.Counted, line("voters_listed"), line("ballots_issued"), votes("jeenbekov"), votes("babanov"), votes("against-all"), line("ballots_invalid"))
	}
	want := map[string]string{
		"bishkek":    "1 424811 249152 119738 89240 5449 1526",
		"osh-city":   "1 159348 110480 80757 20526 485 907",
		"batken":     "6 243722 127100 72406 25721 178 1091",
		"jalal-abad": "12 539624 294963 172768 83138 788 2854",
		"issyk-kul":  "6 233100 126462 61156 55474 923 893",
		"naryn":      "6 161895 89890 49886 33030 474 544",
		"osh":        "7 587325 348845 248321 63450 911 3215",
		"talas":      "5 130195 79486 10032 67689 88 443",
		"chui":       "9 490117 250871 93429 125474 2815 2309",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
