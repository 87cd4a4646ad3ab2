package demo

import (
	"slices"
	"strings"
	"testing"
)

// A summary table repeats every precinct of a commission that signed, once, and
// came with its protocol. Where nothing was planted and nothing decided it says
// what the protocol in force says, as far as that can be read.
func TestSummaryTablesRepeatProtocols(t *testing.T) {
	compared := 0
	each(t, func(t *testing.T, folder string, _ Summary, _ int) {
		parents, left := make(map[string]string), make(map[string]bool)
		for _, c := range rows(t, folder, "commissions.csv") {
			parents[c["id"]] = c["parent"]
		}
		for _, p := range planted(t, folder) {
			if p.Kind == "precinct-voided-at-once" {
				left["p-"+strings.Split(p.Record, "-")[1]] = true
			}
		}
		other := spoiled(t, folder)
		for _, d := range rows(t, folder, "decisions.csv") {
			place, _, _ := strings.Cut(d["target"], "/")
			other[place] = true
		}
		inForce := make(map[string]map[string]string)
		for _, row := range rows(t, folder, "protocols.csv") {
			if row["series"] == manual {
				inForce[row["commission"]] = row
			}
		}
		repeated := make(map[string]int)
		for _, row := range rows(t, folder, summaryFile) {
			id, above := row["commission"], inForce[parents[row["commission"]]]
			if repeated[id]++; row["series"] != summary || repeated[id] > 1 || left[id] {
				t.Errorf("%s of series %s stands there %d times", id, row["series"], repeated[id])
			}
			if above == nil || row["signed"] != above["signed"] || row["received"] != above["received"] {
				t.Errorf("%s: the table was signed %s and came %s, the protocol is %v", id, row["signed"], row["received"], above)
			}
			if other[id] {
				continue
			}
			for _, column := range slices.Concat(paperLines, votesOf(row)) {
				got, want := counts(t, row)(column), counts(t, inForce[id])(column)
				if compared++; want.known && got != want {
					t.Errorf("%s %s: %v in the table, %v in the protocol", id, column, got, want)
				}
			}
		}
		for id, parent := range parents {
			if strings.HasPrefix(id, "p-0") && inForce[parent] != nil && repeated[id] == 0 && !left[id] && inForce[id] != nil {
				t.Errorf("%s is not in the table of %s", id, parent)
			}
		}
	})
	if compared < 10_000 {
		t.Errorf("only %d counts were compared", compared)
	}
}

// Of three versions each differs from the next, and says why.
func TestOneProtocolIsCorrectedTwice(t *testing.T) {
	folder, _ := made(t, DefaultPrecincts, 1)
	versions := make(map[string][]map[string]string)
	for _, row := range rows(t, folder, "protocols.csv") {
		if row["series"] == manual {
			versions[row["commission"]] = append(versions[row["commission"]], row)
		}
	}
	found := 0
	for id, all := range versions {
		if len(all) != 3 {
			continue
		}
		found++
		for i, row := range all[1:] {
			before, differ := all[i], 0
			for _, column := range slices.Concat(paperLines, votesOf(row)) {
				if row[column] != before[column] {
					differ++
				}
			}
			if differ != 2 || version(row) != i+2 || row["reason_ky"] == "" || !at(t, row["received"]).After(at(t, before["received"])) {
				t.Errorf("%s: version %s differs in %d lines from %s: %v", id, row["version"], differ, before["version"], row)
			}
		}
	}
	if found == 0 {
		t.Error("no protocol has three versions")
	}
}
