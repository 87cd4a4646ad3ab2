package demo

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// made writes a training election for a test and returns its folder.
func made(t testing.TB, precincts int, seed uint64) (string, Summary) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "demo")
	s, err := Write(Options{Out: out, Precincts: precincts, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return out, s
}

// rows reads a table as one map a row. Rows that are none, because of a quote or
// a cell too many, are read as far as they go.
func rows(t testing.TB, folder, file string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var found []map[string]string
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, column := range all[0] {
			row[column] = cells[i]
		}
		found = append(found, row)
	}
	return found
}

func planted(t testing.TB, folder string) []plant {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "planted.json"))
	if err != nil {
		t.Fatal(err)
	}
	var plants []plant
	if err := json.Unmarshal(data, &plants); err != nil {
		t.Fatal(err)
	}
	return plants
}

// spoiled are the places that have a finding: what holds of all others may be
// broken there. A commission that is not one is spoiled, too.
func spoiled(t testing.TB, folder string) map[string]bool {
	t.Helper()
	found := make(map[string]bool)
	for _, p := range planted(t, folder) {
		if place, _, _ := strings.Cut(p.Record, " "); p.Code != "" && place != "" {
			found[place] = true
			if number, is := strings.CutPrefix(place, "p-o"); is {
				found["p-0"+number] = true // who it should have been
			}
		}
	}
	return found
}

// contents are the files of a folder by their paths in it.
func contents(t testing.TB, folder string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		found[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSameSeedSameBytes(t *testing.T) {
	one, s1 := made(t, 300, 7)
	two, s2 := made(t, 300, 7)
	if diff := cmp.Diff(contents(t, one), contents(t, two)); diff != "" {
		t.Errorf("two runs differ: %s", diff)
	}
	if s1 != s2 {
		t.Errorf("summaries differ: %v, %v", s1, s2)
	}
	other, _ := made(t, 300, 8)
	a, b := contents(t, one), contents(t, other)
	for _, file := range []string{"protocols.csv", summaryFile, "commissions.csv", "planted.json"} {
		if a[file] == b[file] {
			t.Errorf("%s is the same for another seed", file)
		}
	}
}

// sizes and seeds over which the properties below are tried.
var (
	sizes = []int{1, 7, 10, 60, 500}
	seeds = []uint64{0, 1, 2, 2027}
)

// each runs a property over all sizes and seeds.
func each(t *testing.T, property func(t *testing.T, folder string, s Summary, precincts int)) {
	for _, n := range sizes {
		for _, seed := range seeds {
			t.Run(strconv.Itoa(n)+" precincts, seed "+strconv.FormatUint(seed, 10), func(t *testing.T) {
				folder, s := made(t, n, seed)
				property(t, folder, s, n)
			})
		}
	}
}

func TestEveryCommissionExistsOnce(t *testing.T) {
	each(t, func(t *testing.T, folder string, s Summary, n int) {
		levels, ids, numbers := make(map[string]int), make(map[string]string), make(map[string]bool)
		kinds := make(map[string]string)
		for _, p := range planted(t, folder) {
			if p.File == "commissions.csv" {
				kinds[p.Record] = p.Kind
			}
		}
		all := rows(t, folder, "commissions.csv")
		strays := 0
		for _, c := range all {
			if kinds[c["id"]] == "invalid-id" || (kinds[c["id"]] == "commission-twice" && ids[c["id"]] != "") {
				strays++
				continue
			}
			levels[c["level"]]++
			if _, taken := ids[c["id"]]; taken {
				t.Errorf("%s stands twice", c["id"])
			}
			ids[c["id"]] = c["level"]
			if lost := kinds[c["id"]] == "unknown-parent"; c["parent"] != "" && (ids[c["parent"]] == "") != lost {
				t.Errorf("%s stands before its parent %q", c["id"], c["parent"])
			}
			if c["level"] != "precinct" {
				continue
			}
			if number := c["number"]; len(number) < 5 || number[0] != '0' || numbers[number] {
				t.Errorf("%s: number %q could be real, or stands twice", c["id"], number)
			}
			numbers[c["number"]] = true
			if got, want := ids[c["parent"]] == "region", c["kind"] == abroad; got != want {
				t.Errorf("%s of kind %s is beneath %s", c["id"], c["kind"], c["parent"])
			}
		}
		want := map[string]int{"central": 1, "region": 10, "territorial": 54, "precinct": n}
		if diff := cmp.Diff(want, levels); diff != "" {
			t.Error(diff)
		}
		if s.Precincts != n || s.Commissions != len(all)-strays {
			t.Errorf("the summary says %d precincts of %d commissions, the table has %d", s.Precincts, s.Commissions, len(all))
		}
	})
}

// The rayons and cities of the country, as its electoral geography has them.
func TestTerritoryIsComplete(t *testing.T) {
	c, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	counts := make(map[string]int)
	for _, x := range c.territories {
		counts[x.parent]++
		if strings.HasSuffix(x.name.Ky, " району") != strings.HasSuffix(x.name.Ru, " район") ||
			strings.HasSuffix(x.name.Ky, " шаары") != strings.HasPrefix(x.name.Ru, "город ") {
			t.Errorf("%s is not the same kind of place in both languages: %v", x.id, x.name)
		}
		if x.mapUnit == "" {
			t.Errorf("%s has no unit on the map", x.id)
		}
	}
	want := map[string]int{
		"bishkek": 1, "osh-city": 1, "batken": 6, "jalal-abad": 12, "issyk-kul": 7, "naryn": 6, "osh": 7, "talas": 5,
		"chui": 9,
	}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsAreCanonical(t *testing.T) {
	folder, _ := made(t, 10, 1)
	want := map[string]string{
		"commissions.csv": "id,level,parent,number,name_ky,name_ru,address_ky,address_ru,kind,time_zone,not_before,latitude,longitude,map_unit",
		"selections.csv":  "contest,id,position,kind,name_ky,name_ru,nominated_by_ky,nominated_by_ru,status",
		"protocols.csv": "commission,contest,part,series,version,kind,received,signed,reason_code,reason_ky,reason_ru,decision," +
			"voters_listed,voters_listed_additional,ballots_received,ballots_issued_station,ballots_issued_outside," +
			"voters_participated,ballots_unused,ballots_spoiled,ballots_cancelled,ballots_mobile,ballots_stationary," +
			"ballots_valid,ballots_invalid,voters_identified,votes:archa,votes:karagay,votes:terek,votes:kayyn,votes:zhangak,votes:tal," +
			"votes:oruk,votes:alma,votes:against-all",
		"decisions.csv":     "id,date,by,effect,scope,target,contest,selection,revokes,document,title_ky,title_ru",
		"participation.csv": "commission,contest,group,count,at",
		"turnout.csv":       "commission,contest,at,voters,origin",
		"events.csv":        "commission,step,at,document,note_ky,note_ru",
		"complaints.csv":    "id,commission,received,subject_ky,subject_ru,considered,status,decision,document",
	}
	want[summaryFile] = want["protocols.csv"]
	for file, text := range contents(t, folder) {
		if strings.ContainsAny(text, "\r\uFEFF") {
			t.Errorf("%s has carriage returns or a byte order mark", file)
		}
		if header, _, _ := strings.Cut(text, "\n"); want[file] != "" && header != want[file] {
			t.Errorf("%s begins with\n%s", file, header)
		}
	}
}

func TestBothLanguagesEverywhere(t *testing.T) {
	folder, _ := made(t, 2500, 3)
	bare := make(map[string]bool)
	for _, p := range planted(t, folder) {
		bare[p.Record] = bare[p.Record] || p.Kind == "correction-without-reason"
	}
	for _, file := range []string{"commissions.csv", "selections.csv", "protocols.csv", "decisions.csv", "complaints.csv"} {
		for i, row := range rows(t, folder, file) {
			for column, ky := range row {
				stem, isKy := strings.CutSuffix(column, "_ky")
				if !isKy {
					continue
				}
				ru := row[stem+"_ru"]
				empty := ky == "" && ru == ""
				mayBeEmpty := (stem == "address" && row["level"] != "precinct") ||
					(stem == "reason" && (row["kind"] == "original" || bare[key(row["commission"], row["series"], version(row))])) || (stem == "nominated_by" && row["kind"] == "against_all")
				if (ky == "") != (ru == "") || (empty && !mayBeEmpty) {
					t.Errorf("%s, record %d, %s: %q and %q", file, i+1, stem, ky, ru)
				}
				checkLetters(t, file, ky, ru)
			}
		}
	}
}

// checkLetters finds letters of neighbouring alphabets and words that were not
// filled in.
func checkLetters(t *testing.T, file, ky, ru string) {
	t.Helper()
	if strings.ContainsAny(ky+ru, "{}") || strings.ContainsAny(ky, "қғұәіһѳӊ") || strings.ContainsAny(ru, "ңөүқғұәі") {
		t.Errorf("%s: wrong letters in %q or %q", file, ky, ru)
	}
	for _, r := range ky + ru {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Cyrillic, r) {
			t.Errorf("%s: %q or %q mixes alphabets", file, ky, ru)
		}
	}
}

func TestSixtyPrecinctsHaveEveryKind(t *testing.T) {
	folder, _ := made(t, 60, 1)
	kinds := make(map[string]int)
	for _, c := range rows(t, folder, "commissions.csv") {
		if c["level"] == "precinct" {
			kinds[c["kind"]]++
		}
	}
	for _, kind := range []string{ordinary, abroad, remote, mobile, closed} {
		if kinds[kind] == 0 {
			t.Errorf("no precinct of kind %s", kind)
		}
	}
}

// Every kind of precinct, and everything that may be missing, is there at the
// usual size; the shares are those that the site is to be tried with.
func TestUsualSizeHasEverything(t *testing.T) {
	for _, seed := range seeds {
		folder, s := made(t, DefaultPrecincts, seed)
		kinds, series, territorial := make(map[string]int), make(map[string]int), 0
		for _, c := range rows(t, folder, "commissions.csv") {
			kinds[c["kind"]]++
		}
		for _, kind := range []string{ordinary, abroad, remote, mobile, closed} {
			if kinds[kind] < 10 {
				t.Errorf("seed %d: %d precincts of kind %s", seed, kinds[kind], kind)
			}
		}
		for _, p := range rows(t, folder, "protocols.csv") {
			switch {
			case strings.HasPrefix(p["commission"], "tec-"):
				territorial++
			case p["version"] == "1":
				series[p["series"]]++
			}
		}
		plants := make(map[string]int)
		for _, p := range planted(t, folder) {
			plants[p.Kind]++
		}
		within := func(what string, got, low, high int) {
			t.Helper()
			if got < low || got > high {
				t.Errorf("seed %d: %s: %d, want %d to %d", seed, what, got, low, high)
			}
		}
		within("manual protocols", series[manual], 2280, 2420)
		within("device reports", series[device], 2230, 2380)
		within("protocols not yet", plants["no-protocol-yet"], 80, 220)
		within("failed devices", plants["no-device-report"], 25, 75)
		within("illegible lines", plants["illegible-line"], 4, 30)
		within("corrected versions", plants["corrected-version"], 2, 20)
		within("territorial protocols", territorial, 27, 27)
		corrected := plants["corrected-version"] + plants["refused-version"]
		within("corrected in the summary", s.Corrected, corrected, corrected)
		// Some stand twice or are of nobody, and one does not say its version.
		more := plants["duplicate-record"] + plants["conflicting-records"] + plants["region-signs"] - plants["version-missing"]
		within("manual protocols and those not yet", series[manual]+plants["no-protocol-yet"], DefaultPrecincts+more, DefaultPrecincts+more)
	}
}

// Nothing arrives before the polls closed where it comes from, nor before it
// was signed, nor a correction before the original.
func TestTimesAreInOrder(t *testing.T) {
	folder, _ := made(t, 2500, 5)
	zones, embargoes := make(map[string]*time.Location), make(map[string]time.Time)
	parents := make(map[string]string)
	for _, c := range rows(t, folder, "commissions.csv") {
		parents[c["id"]] = c["parent"]
		zones[c["id"]] = home
		if c["level"] == "precinct" && (c["kind"] == abroad) != (c["not_before"] != "") {
			t.Errorf("%s of kind %s: not_before %q", c["id"], c["kind"], c["not_before"])
		}
		if c["kind"] != abroad || c["level"] != "precinct" {
			continue
		}
		zone, err := time.LoadLocation(c["time_zone"])
		if err != nil {
			t.Fatal(err)
		}
		zones[c["id"]], embargoes[c["id"]] = zone, at(t, c["not_before"])
		if got := embargoes[c["id"]]; got.Before(pollsClose(zone)) || got.Before(pollsClose(home)) {
			t.Errorf("%s: embargo until %s", c["id"], c["not_before"])
		}
	}
	originals, last := make(map[string]time.Time), make(map[string]time.Time)
	var sums []map[string]string
	for _, p := range rows(t, folder, "protocols.csv") {
		id := p["commission"]
		mistyped := !strings.HasPrefix(p["received"], "2027") || (p["signed"] != "" && !strings.HasPrefix(p["signed"], "2027"))
		if zones[id] == nil || p["version"] == "" || mistyped || parents[id] == "cec" {
			continue // planted
		}
		received := at(t, p["received"])
		if received.Before(pollsClose(zones[id]).Add(5 * time.Minute)) {
			t.Errorf("%s %s arrived at %s, before the polls closed", id, p["series"], p["received"])
		}
		if p["series"] != device && !at(t, p["signed"]).Before(received) {
			t.Errorf("%s was signed at %s and arrived at %s", id, p["signed"], p["received"])
		}
		if strings.HasPrefix(id, "tec-") {
			sums = append(sums, p)
			continue
		}
		if first := originals[id]; p["version"] == "2" && !first.Before(received) {
			t.Errorf("%s was corrected at %s", id, p["received"])
		}
		if p["series"] == recount {
			continue // ordered long after the night
		}
		originals[id] = received
		if received.After(last[parents[id]]) && p["version"] == "1" {
			last[parents[id]] = received
		}
	}
	for _, p := range sums {
		if !last[p["commission"]].Before(at(t, p["signed"])) {
			t.Errorf("%s was signed before its last protocol came", p["commission"])
		}
	}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// BenchmarkWrite writes 200,000 precincts: the size of a large country.
func BenchmarkWrite(b *testing.B) {
	out := filepath.Join(b.TempDir(), "demo")
	for b.Loop() {
		if _, err := Write(Options{Out: out, Precincts: 200_000, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
