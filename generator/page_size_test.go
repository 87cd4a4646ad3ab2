package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"achyk/generator/wording"
)

// mostPage is what the main page of a precinct may weigh, in bytes of HTML as a
// telephone receives it.
const mostPage = 14 << 10

// The page of a precinct with two contests, each of them corrected twice, opens on
// a slow line.
func TestAPrecinctPageStaysSmall(t *testing.T) {
	t.Parallel()
	data := trainingElection(t, 60)
	addContest(t, data, "deputies")
	correctTwice(t, data, "p-01001")
	p := publish(t, data, time.Time{})
	for _, lang := range wording.Codes {
		page := p.read(t, lang+"/demo/precincts/p-01001.html")
		w := p.catalogue.Language(lang)
		for _, third := range []string{`id="president"`, `id="deputies"`} {
			if !bytes.Contains(page, []byte(third)) {
				t.Fatalf("%s: the page lacks %s", lang, third)
			}
		}
		if n := bytes.Count(page, []byte(w.Text("version.corrected", "n", int64(3)))); n != 2 {
			t.Fatalf("%s: %d third versions on the page", lang, n)
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(page); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d compressed", lang, len(page), packed.Len())
		if packed.Len() > mostPage {
			t.Errorf("%s: %d bytes compressed, at most %d", lang, packed.Len(), mostPage)
		}
	}
}

// addContest has voters answer a second question on the same day: with a ballot of
// its own, on the same forms, and with the same figures.
func addContest(t *testing.T, data, id string) {
	t.Helper()
	name := filepath.Join(data, "election.yaml")
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const begin = "\nchecks:\n"
	before, after, found := strings.Cut(string(raw), begin)
	if !found {
		t.Fatal("the training election states no checks")
	}
	before = strings.TrimRight(before[:strings.LastIndex(before, "\n\n")], "\n") + `
  - id: ` + id + `
    kind: candidates
    name: {ky: Депутаттарды шайлоо, ru: Выборы депутатов}
    forms: [precinct, scanner, territorial]
    share_bases: [participated, valid]
`
	if err := os.WriteFile(name, []byte(before+begin+after), 0o666); err != nil {
		t.Fatal(err)
	}
	rewrite(t, data, "selections.csv", func(rows [][]string) [][]string {
		for _, row := range slices.Clone(rows[1:]) {
			row = slices.Clone(row)
			row[0], row[1] = id, id+"-"+row[1]
			rows = append(rows, row)
		}
		return rows
	})
	for _, table := range []string{"protocols.csv", "protocols/summary.csv"} {
		if _, err := os.Stat(filepath.Join(data, table)); err != nil {
			continue
		}
		rewrite(t, data, table, func(rows [][]string) [][]string {
			votes := slices.IndexFunc(rows[0], func(c string) bool { return strings.HasPrefix(c, "votes:") })
			n := len(rows[0])
			for _, c := range rows[0][votes:n] {
				rows[0] = append(rows[0], "votes:"+id+"-"+strings.TrimPrefix(c, "votes:"))
			}
			for i := 1; i < len(rows); i++ {
				rows[i] = append(rows[i], make([]string, n-votes)...)
			}
			for _, row := range slices.Clone(rows[1:]) {
				second := slices.Clone(row)
				second[1] = id
				copy(second[n:], row[votes:n])
				clear(second[votes:n])
				rows = append(rows, second)
			}
			return rows
		})
	}
}

// correctTwice gives the hand counts of a precinct a second and a third version.
func correctTwice(t *testing.T, data, id string) {
	t.Helper()
	rewrite(t, data, "protocols.csv", func(rows [][]string) [][]string {
		column := func(name string) int { return slices.Index(rows[0], name) }
		for _, row := range slices.Clone(rows[1:]) {
			if row[column("commission")] != id || row[column("series")] != "manual" {
				continue
			}
			for version := 2; version <= 3; version++ {
				row = slices.Clone(row)
				row[column("version")], row[column("kind")] = strconv.Itoa(version), "corrected"
				row[column("received")] = "2027-01-2" + strconv.Itoa(4+version) + "T10:00:00+06:00"
				row[column("reason_ky")], row[column("reason_ru")] = "7-сап кайра саналган", "строка 7 пересчитана"
				unused, err := strconv.Atoi(row[column("ballots_unused")])
				if err != nil {
					t.Fatal(err)
				}
				row[column("ballots_unused")] = strconv.Itoa(unused + version)
				rows = append(rows, row)
			}
		}
		return rows
	})
}

// rewrite changes a table of the data.
func rewrite(t *testing.T, data, name string, change func(rows [][]string) [][]string) {
	t.Helper()
	path := filepath.Join(data, filepath.FromSlash(name))
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(change(rows)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
