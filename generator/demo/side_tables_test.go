package demo

import (
	"strconv"
	"strings"
	"testing"
)

// What stands beside the protocols agrees with them: where someone could not
// read the line, or the protocol has not come, there is nothing to agree with.
func TestSideTablesAgreeWithProtocols(t *testing.T) {
	each(t, func(t *testing.T, folder string, _ Summary, _ int) {
		parents := make(map[string]string)
		for _, c := range rows(t, folder, "commissions.csv") {
			parents[c["id"]] = c["parent"]
		}
		participated, arrived, spoiled := make(map[string]string), make(map[string]bool), spoiled(t, folder)
		// What was voided before the sum voted all the same.
		for _, decision := range rows(t, folder, "decisions.csv") {
			spoiled[parents[decision["target"]]] = true
		}
		for _, p := range rows(t, folder, "protocols.csv") {
			if p["series"] == manual {
				participated[p["commission"]], arrived[p["commission"]] = p["voters_participated"], true
			}
		}
		listed := 0
		for _, p := range rows(t, folder, "participation.csv") {
			listed++
			// A row with a quote or a cell too many is spoiled by itself.
			if spoiled[p["commission"]] || strings.Contains(p["count"], `"`) || !strings.HasPrefix(p["at"], "2027") {
				continue
			}
			if !arrived[p["commission"]] || p["group"] != "" {
				t.Errorf("a participation list of %s, group %q", p["commission"], p["group"])
			}
			if n := participated[p["commission"]]; n != "" && n != p["count"] {
				t.Errorf("%s: %s on the list, %s took part", p["commission"], p["count"], n)
			}
		}
		for id := range arrived {
			if strings.HasPrefix(id, "p-") {
				listed--
			}
		}
		if listed != 0 {
			t.Errorf("%d more participation lists than protocols", listed)
		}

		last, steps := make(map[string]int64), make(map[string]int)
		reports := rows(t, folder, "turnout.csv")
		for i, r := range reports {
			if spoiled[r["commission"]] {
				continue
			}
			n, err := strconv.ParseInt(r["voters"], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if i%len(hours) > 0 && (n < last[r["commission"]] || r["commission"] != reports[i-1]["commission"] || r["at"] <= reports[i-1]["at"]) {
				t.Errorf("report %d, of %s, goes back", i+1, r["commission"])
			}
			last[r["commission"]] = n
			if want := map[bool]string{true: "report", false: device}[strings.HasPrefix(r["commission"], "tec-")]; r["origin"] != want {
				t.Errorf("%s: origin %s", r["commission"], r["origin"])
			}
		}
		for id, n := range last {
			if p := participated[id]; p != "" && p != strconv.FormatInt(n, 10) {
				t.Errorf("%s: %d had voted when the polls closed, %s took part", id, n, p)
			}
		}
		for _, e := range rows(t, folder, "events.csv") {
			steps[e["commission"]]++
			checkLetters(t, "events.csv", e["note_ky"], e["note_ru"])
		}
		for id, n := range steps {
			if n != 3 || !arrived[id] {
				t.Errorf("%s took %d steps", id, n)
			}
		}
	})
}

// The register is of commissions that exist and names nobody.
func TestComplaintsAreOfCommissions(t *testing.T) {
	folder, _ := made(t, 1, 1)
	ids := make(map[string]bool)
	for _, c := range rows(t, folder, "commissions.csv") {
		ids[c["id"]] = true
	}
	complaints := rows(t, folder, "complaints.csv")
	if len(complaints) < 3 {
		t.Errorf("%d complaints", len(complaints))
	}
	for _, c := range complaints {
		if !ids[c["commission"]] || at(t, c["received"]).IsZero() || (c["considered"] == "") != (c["status"] == "pending") {
			t.Errorf("complaint %s: %v", c["id"], c)
		}
		checkLetters(t, "complaints.csv", c["subject_ky"], c["subject_ru"])
	}
}
