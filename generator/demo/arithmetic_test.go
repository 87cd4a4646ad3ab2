package demo

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// paperLines are the columns of the lines that a paper may have.
var paperLines = slices.DeleteFunc(slices.Clone(lineCodes[:]), func(code string) bool { return code == lineCodes[votersIdentified] })

// A count of a test: unknown where the cell is empty.
type count struct {
	n     int64
	known bool
}

func counts(t *testing.T, row map[string]string) func(column string) count {
	return func(column string) count {
		text, there := row[column]
		if !there {
			t.Fatalf("no column %s", column)
		}
		if text == "" {
			return count{}
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 {
			t.Errorf("%s %s: %q is not a count", row["commission"], column, text)
		}
		return count{n, true}
	}
}

// A line that the form of the precinct does not have counts as nothing; a line
// that was not read leaves the rule open.
func onFormOf(row map[string]string, kinds map[string]string, plants map[string]string, get func(string) count) func(string) count {
	return func(column string) count {
		c := get(column)
		if c.known || plants[key(row["commission"], row["series"], version(row))] == column {
			return c
		}
		for i, code := range lineCodes {
			if code == column && !onForm(i, kinds[row["commission"]]) {
				return count{0, true}
			}
		}
		return c
	}
}

func version(row map[string]string) int {
	n, _ := strconv.Atoi(row["version"])
	return n
}

// The arithmetic of domain.md, E1 to E8, for every protocol of the hand count
// that nothing was planted in, superseded versions and territorial ones
// included.
func TestSumsHoldInEveryProtocol(t *testing.T) {
	each(t, func(t *testing.T, folder string, s Summary, _ int) {
		kinds, illegibles := make(map[string]string), make(map[string]string)
		for _, c := range rows(t, folder, "commissions.csv") {
			kinds[c["id"]] = c["kind"]
		}
		for _, p := range planted(t, folder) {
			if p.Kind == "illegible-line" {
				illegibles[p.Record] = p.Cell
			}
		}
		all, spoiled := rows(t, folder, "protocols.csv"), spoiled(t, folder)
		if n := len(all) + len(rows(t, folder, summaryFile)); s.Protocols != n {
			t.Errorf("the summary says %d protocols, the tables have %d", s.Protocols, n)
		}
		for _, row := range all {
			if spoiled[row["commission"]] {
				continue
			}
			get := counts(t, row)
			if row["series"] == device {
				checkDevice(t, row, get)
				continue
			}
			get = onFormOf(row, kinds, illegibles, get)
			empty := checkPaper(t, row, get)
			want := 0
			if illegibles[key(row["commission"], row["series"], version(row))] != "" {
				want = 1
			}
			if empty != want {
				t.Errorf("%s: %d unread counts, %d planted", row["commission"], empty, want)
			}
		}
	})
}

// checkPaper checks a protocol's arithmetic and returns how many counts are
// unread.
func checkPaper(t *testing.T, row map[string]string, get func(string) count) int {
	t.Helper()
	sums := []struct {
		rule, whole string
		parts       []string
	}{
		{"E1", "ballots_received", []string{"ballots_issued_station", "ballots_issued_outside", "ballots_cancelled"}},
		{"E2", "ballots_cancelled", []string{"ballots_unused", "ballots_spoiled"}},
		{"E4", "ballots_valid", votesOf(row)},
		{"E8", "voters_participated", []string{"ballots_issued_station", "ballots_issued_outside"}},
	}
	for _, s := range sums {
		whole, parts := get(s.whole), total(get, s.parts...)
		if whole.known && parts.known && whole.n != parts.n {
			t.Errorf("%s: %s: %s is %d, its parts make %d", row["commission"], s.rule, s.whole, whole.n, parts.n)
		}
	}
	boxes, marked := total(get, "ballots_mobile", "ballots_stationary"), total(get, "ballots_valid", "ballots_invalid")
	if boxes.known && marked.known && boxes.n != marked.n {
		t.Errorf("%s: E3: %d in the boxes, %d valid and invalid", row["commission"], boxes.n, marked.n)
	}
	orders := []struct {
		rule       string
		less, more count
	}{
		{"E5", get("voters_participated"), get("voters_listed")},
		{"additional", get("voters_listed_additional"), get("voters_listed")},
		{"E6", boxes, total(get, "ballots_issued_station", "ballots_issued_outside")},
		{"E7", get("ballots_mobile"), get("ballots_issued_outside")},
	}
	for _, o := range orders {
		if o.less.known && o.more.known && o.less.n > o.more.n {
			t.Errorf("%s: %s: %d is more than %d", row["commission"], o.rule, o.less.n, o.more.n)
		}
	}
	empty := 0
	for _, column := range slices.Concat(paperLines, votesOf(row)) {
		if !get(column).known {
			empty++
		}
	}
	return empty
}

// checkDevice checks what the scanner reports within itself.
func checkDevice(t *testing.T, row map[string]string, get func(string) count) {
	t.Helper()
	if get("voters_identified") != get("voters_participated") {
		t.Errorf("%s: %v identified, %v took part", row["commission"], get("voters_identified"), get("voters_participated"))
	}
	took, marked := get("voters_participated"), total(get, "ballots_valid", "ballots_invalid")
	valid, votes := get("ballots_valid"), total(get, votesOf(row)...)
	if !took.known || !marked.known || !votes.known || took.n != marked.n || valid.n != votes.n {
		t.Errorf("%s: device: %v took part, %v marked, %v valid, %v votes", row["commission"], took, marked, valid, votes)
	}
	if get("ballots_received").known || get("ballots_unused").known {
		t.Errorf("%s: the device reports ballots it has not seen", row["commission"])
	}
}

// W1: the voters are equal; what is less invalid by hand is more votes.
func TestDeviceDiffersAsItShould(t *testing.T) {
	each(t, func(t *testing.T, folder string, _ Summary, _ int) {
		corrected, spoiled := make(map[string]bool), spoiled(t, folder)
		for _, row := range rows(t, folder, "protocols.csv") {
			corrected[row["commission"]] = corrected[row["commission"]] || row["version"] != "1"
		}
		for _, p := range planted(t, folder) {
			if p.Kind == "refused-version" {
				spoiled[strings.Fields(p.Record)[0]] = true // the first stays in force
			}
		}
		scanned := make(map[string]map[string]string)
		for _, row := range rows(t, folder, "protocols.csv") {
			id := row["commission"]
			if row["series"] == device {
				scanned[id] = row
				continue
			}
			if spoiled[id] || scanned[id] == nil || (corrected[id] && row["version"] == "1") {
				continue
			}
			dev, man := counts(t, scanned[id]), counts(t, row)
			same := []string{"voters_listed", "voters_participated"}
			for _, column := range same {
				if m := man(column); m.known && m != dev(column) {
					t.Errorf("%s: %s: hand %v, device %v", id, column, m, dev(column))
				}
			}
			for _, column := range votesOf(row) {
				if m := man(column); m.known && m.n < dev(column).n {
					t.Errorf("%s: %s: hand %v, device %v", id, column, m, dev(column))
				}
			}
			invalid, votes := man("ballots_invalid"), total(man, votesOf(row)...)
			if invalid.known && votes.known && dev("ballots_invalid").n-invalid.n != votes.n-total(dev, votesOf(row)...).n {
				t.Errorf("%s: W1 fails", id)
			}
		}
	})
}

// E9: a territorial line is the sum of its precincts' lines. Where one of them
// is unread, it is at least the sum of the others: the commission had the paper.
// Territories that something was planted in are left to the checks.
func TestTerritorialProtocolsAreSums(t *testing.T) {
	signed := 0
	each(t, func(t *testing.T, folder string, _ Summary, _ int) {
		parents, beneath := make(map[string]string), make(map[string]int)
		for _, c := range rows(t, folder, "commissions.csv") {
			parents[c["id"]] = c["parent"]
			if c["level"] == "precinct" {
				beneath[c["parent"]]++
			}
		}
		spoiled := spoiled(t, folder)
		for _, decision := range rows(t, folder, "decisions.csv") {
			place, _, _ := strings.Cut(decision["target"], "/")
			spoiled[place] = true
		}
		for id := range spoiled {
			spoiled[parents[id]] = true
		}
		inForce := make(map[string]map[string]string)
		var order []string
		for _, row := range rows(t, folder, "protocols.csv") {
			if row["series"] != manual {
				continue
			}
			if inForce[row["commission"]] == nil {
				order = append(order, row["commission"])
			}
			inForce[row["commission"]] = row
		}
		for _, id := range order {
			if !strings.HasPrefix(id, "tec-") || spoiled[id] {
				continue
			}
			signed++
			tec, children := inForce[id], 0
			columns := slices.Concat(paperLines, votesOf(tec))
			sums, open := make(map[string]int64), make(map[string]bool)
			for _, child := range order {
				if parents[child] != id {
					continue
				}
				children++
				for _, column := range columns {
					n := counts(t, inForce[child])(column)
					sums[column] += n.n
					open[column] = open[column] || !n.known
				}
			}
			if children != beneath[id] {
				t.Errorf("%s signed with %d of %d protocols", id, children, beneath[id])
			}
			for _, column := range columns {
				got := counts(t, tec)(column)
				if !got.known || got.n < sums[column] || (!open[column] && got.n != sums[column]) {
					t.Errorf("%s %s: %v, its precincts make %d", id, column, got, sums[column])
				}
			}
		}
	})
	if signed < 100 {
		t.Errorf("only %d territorial protocols were tried", signed)
	}
}

// votesOf lists the columns of votes.
func votesOf(row map[string]string) []string {
	var columns []string
	for _, id := range []string{"archa", "karagay", "terek", "kayyn", "zhangak", "tal", "oruk", "alma", "against-all"} {
		if _, there := row["votes:"+id]; there {
			columns = append(columns, "votes:"+id)
		}
	}
	return columns
}

// total adds columns up; one that is unknown makes the total unknown.
func total(get func(string) count, columns ...string) count {
	sum := count{known: true}
	for _, column := range columns {
		c := get(column)
		sum.n += c.n
		sum.known = sum.known && c.known
	}
	return sum
}

// Shares add up to the whole wherever the rounding point lies, and none is
// further than one from its exact part.
func FuzzSplit(f *testing.F) {
	f.Add(int64(10), int64(3), int64(0), int64(7), int64(5))
	f.Add(int64(1), int64(1), int64(1), int64(1), int64(2))
	f.Fuzz(func(t *testing.T, whole, a, b, c, point int64) {
		const most = 1 << 30
		total := a + b + c
		if min(whole, a, b, c, point) < 0 || max(whole, a, b, c) > most || total == 0 || point >= total {
			return // not a share
		}
		weights := []int64{a, b, c}
		shares := split(whole, weights, point)
		if sum(shares) != whole {
			t.Errorf("%v add up to %d of %d", shares, sum(shares), whole)
		}
		for i, n := range shares {
			if n < whole*weights[i]/total || n > (whole*weights[i]+total-1)/total {
				t.Errorf("%d of %d for %v", n, whole, weights)
			}
		}
	})
}
