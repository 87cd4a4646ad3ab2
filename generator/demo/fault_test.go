package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kindsOfFaults lists everything that can go wrong.
func kindsOfFaults() []string {
	var kinds []string
	for _, f := range slices.Concat(facts, slipFaults(), others, mistypings, strays, rulings) {
		kinds = append(kinds, f.kind)
	}
	for _, f := range wrongSums {
		kinds = append(kinds, f.kind)
	}
	return kinds
}

// At the usual size each fault is there, and all of them together are few.
func TestUsualSizeHasEveryFault(t *testing.T) {
	for _, seed := range seeds {
		folder, _ := made(t, DefaultPrecincts, seed)
		places := make(map[string]map[string]bool) // by kind
		for _, p := range planted(t, folder) {
			if places[p.Kind] == nil {
				places[p.Kind] = make(map[string]bool)
			}
			place, _, _ := strings.Cut(p.Record, " ")
			places[p.Kind][place] = true
		}
		faults := 0
		for _, kind := range kindsOfFaults() {
			faults += len(places[kind])
			if len(places[kind]) == 0 {
				t.Errorf("seed %d: no %s", seed, kind)
			}
		}
		if faults < 50 || faults > 95 {
			t.Errorf("seed %d: %d places have faults", seed, faults)
		}
	}
}

// An entry with a code is a finding and has an effect; one without is neither.
func TestEntriesAreComplete(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z][0-9]+$`)
	each(t, func(t *testing.T, folder string, s Summary, _ int) {
		plants := planted(t, folder)
		if len(plants) != s.Planted {
			t.Errorf("the summary says %d entries, there are %d", s.Planted, len(plants))
		}
		for _, p := range plants {
			finding := code.MatchString(p.Code) && (p.Effect == hold || p.Effect == flag)
			if nothing := p.Code == "" && p.Effect == "" && p.Record != ""; finding == nothing {
				t.Errorf("%+v", p)
			}
			if p.Kind == "" || p.File == "" {
				t.Errorf("%+v names no kind or no file", p)
			}
		}
	})
}

// A precinct has one fault at most, so that what follows from it can be told.
func TestFaultsStayByThemselves(t *testing.T) {
	folder, _ := made(t, DefaultPrecincts, 1)
	kinds := make(map[string]string)
	for _, p := range planted(t, folder) {
		place, _, _ := strings.Cut(p.Record, " ")
		if p.Code == "" || !strings.HasPrefix(place, "p-") {
			continue
		}
		if other := kinds[place]; other != "" && other != p.Kind {
			t.Errorf("%s has both %s and %s", place, other, p.Kind)
		}
		kinds[place] = p.Kind
	}
}

// Nothing is odd about a precinct's figures unless it is planted: everyone has
// a vote, nobody has all of them, and someone stayed at home.
func TestNothingIsOddByChance(t *testing.T) {
	each(t, func(t *testing.T, folder string, _ Summary, _ int) {
		spoiled := spoiled(t, folder)
		for _, row := range rows(t, folder, "protocols.csv") {
			if row["series"] != manual || spoiled[row["commission"]] {
				continue
			}
			get := counts(t, row)
			for _, column := range votesOf(row) {
				if n := get(column); n.known && n.n == 0 {
					t.Errorf("%s: nobody for %s", row["commission"], column)
				}
			}
			took, listed := get("voters_participated"), get("voters_listed")
			if took.known && listed.known && took.n >= listed.n {
				t.Errorf("%s: %d of %d took part", row["commission"], took.n, listed.n)
			}
		}
	})
}

// Every decision has its words, and is about something at a time when it could
// be made.
func TestDecisionsAreWorded(t *testing.T) {
	folder, _ := made(t, DefaultPrecincts, 1)
	effects := make(map[string]bool)
	decisions := rows(t, folder, "decisions.csv")
	for _, d := range decisions {
		effects[d["effect"]] = true
		if d["by"] == "" || d["title_ky"] == "" || d["title_ru"] == "" || d["target"] == "" {
			t.Errorf("decision %v", d)
		}
		if !at(t, d["date"]).After(pollsClose(home)) {
			t.Errorf("decision %s was made at %s", d["id"], d["date"])
		}
	}
	for _, effect := range []string{"void", "reinstate", "revoke", "refuse", "recount"} {
		if !effects[effect] {
			t.Errorf("no decision to %s", effect)
		}
	}
}

// A number that was misread is nobody's.
func TestMisreadNumbersAreUnknown(t *testing.T) {
	folder, _ := made(t, 500, 1)
	ids := make(map[string]bool)
	for _, c := range rows(t, folder, "commissions.csv") {
		ids[c["id"]] = true
	}
	for id := range ids {
		if strings.HasPrefix(id, "p-") && ids[misread(id)] {
			t.Errorf("%s and %s are both there", id, misread(id))
		}
		if lost := id[:len(id)-1]; strings.HasPrefix(id, "tec-") && ids[lost] {
			t.Errorf("%s and %s are both there", id, lost)
		}
	}
}
