package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/rollup"
)

// export puts a real election together: our description in testdata/real beside
// the files that an office or others exported, which are read where they lie
// and are no part of the project.
func export(t testing.TB, name string, files ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data", name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(shared(t), "data")
	for _, file := range files {
		copyFile(t, filepath.Join(data, filepath.FromSlash(file)), filepath.Join(dir, filepath.Base(file)))
	}
	copyFile(t, filepath.Join("testdata", "real", name, "election.yaml"), filepath.Join(dir, "election.yaml"))
	return dir
}

func exportKG2017(t testing.TB) string { return export(t, "kg-2017-export", "kg-2017/tec_results.csv") }

func exportRU2016(t testing.TB) string {
	return export(t, "ru-2016", "ru-2016-slice/ru2016_adygea_altai.csv")
}

func exportRU2012(t testing.TB) string { return export(t, "ru-2012", "ru-2012/2012.csv.zip") }

func exportBG2021(t testing.TB) string {
	const slice = "bg-2021-slice/bg20211114_rik01_"
	return export(t, "bg-2021",
		slice+"21_participants.csv", slice+"31_sections.csv", slice+"41_protocols.csv",
		slice+"50_votes_paper.csv", slice+"50_votes_machine_from_machine_data.csv")
}

// A counted election is one that was read, added up and checked.
type countedElection struct {
	country
	contest *election.Contest
	data    *intake.Data
}

// count reads the only election of a folder and does its arithmetic.
func count(t testing.TB, dir string) countedElection {
	t.Helper()
	data, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	countries, _, err := add(data, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(countries) != 1 {
		t.Fatalf("%d elections: %v", len(countries), data.Findings)
	}
	return countedElection{countries[0], countries[0].Election.Contests[0], data}
}

// findings are what was told, without places: "CODE record", sorted.
func (e countedElection) findings() []string {
	var told []string
	for _, f := range e.data.Findings {
		told = append(told, string(f.Code)+" "+f.Record)
	}
	slices.Sort(told)
	return told
}

// A sum is a total as a test states it: what is known, and how many figures are
// not.
type sum struct {
	Known   int64
	Unknown int32
}

// sums are the leading figures of a commission, by line code and votes:ID.
func (e countedElection) sums(c *election.Commission) map[string]sum {
	lead := e.Of(c, e.contest).Leading()
	if lead.Tally == nil {
		return nil
	}
	all := make(map[string]sum)
	put := func(name string, total rollup.Total) {
		if total.Counts > 0 {
			all[name] = sum{total.Sum, total.Unknown}
		}
	}
	for i, line := range e.contest.Lines {
		put(line.Code, lead.Tally.Lines[i])
	}
	for i, s := range e.contest.Selections {
		put("votes:"+s.ID, lead.Tally.Votes[i])
	}
	return all
}

// expect compares some sums of the whole election, all of them fully known.
func (e countedElection) expect(t *testing.T, want map[string]int64) {
	t.Helper()
	e.expectSums(t, known(want))
}

func known(figures map[string]int64) map[string]sum {
	all := make(map[string]sum)
	for name, n := range figures {
		all[name] = sum{Known: n}
	}
	return all
}

func (e countedElection) expectSums(t *testing.T, want map[string]sum) {
	t.Helper()
	all, have := e.sums(e.Election.Root), make(map[string]sum)
	for name := range want {
		have[name] = all[name]
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("sums of %s, -want +got:\n%s", e.Election.ID, diff)
	}
}

// levels counts the commissions of each level.
func (e countedElection) levels() map[string]int {
	n := make(map[string]int)
	for _, c := range e.Election.Commissions {
		n[e.Election.Levels[c.Level].ID]++
	}
	return n
}

// verdicts are how the checks came out in the whole election, by code.
func (e countedElection) verdicts() map[string]checks.Count {
	came := make(map[string]checks.Count)
	for _, check := range e.Election.Checks {
		came[check.Code] = e.report.Total(check)
	}
	return came
}

// siteSays builds the site of a folder and reads some of its pages.
func siteSays(t *testing.T, dir string, pages []publicPage) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	result, err := build(Order{Data: dir, Out: out}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if result.Stopped {
		t.Fatalf("the build stopped: %v", result.Data.Findings)
	}
	for _, page := range pages {
		page.says(t, out, nil)
	}
}

// Every description is one folder with nothing but its election.yaml: whatever
// an office exports is read without a line of code that knows the office.
func TestRealExportsAreDescribedByYAMLAlone(t *testing.T) {
	t.Parallel()
	found, err := filepath.Glob(filepath.Join("testdata", "real", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatal("there is no description")
	}
	for _, path := range found {
		if filepath.Base(path) != "election.yaml" {
			t.Errorf("%s is not an election.yaml", path)
		}
	}
}

// The presidential election of 2017 straight from the export that others
// compiled.
func TestKyrgyzstan2017FromItsExport(t *testing.T) {
	t.Parallel()
	dir := exportKG2017(t)
	e := count(t, dir)
	want := map[string]int{"central": 1, "region": 10, "territorial": 54}
	if diff := cmp.Diff(want, e.levels()); diff != "" {
		t.Errorf("commissions, -want +got:\n%s", diff)
	}
	if e.data.Protocols != 53 {
		t.Errorf("%d protocols", e.data.Protocols)
	}
	e.expect(t, map[string]int64{
		"votes:jeenbekov": 908_493, "votes:babanov": 563_742, "ballots_issued": 1_677_249, "voters_listed": 2_970_137,
	})
	came := map[string]checks.Count{
		"E1": {Holds: 52, Fails: 1}, "E4": {Holds: 51, Fails: 2}, "E5": {Holds: 53}, "A1": {Holds: 53}, "A2": {Holds: 51, Fails: 2},
	}
	if diff := cmp.Diff(came, e.verdicts()); diff != "" {
		t.Errorf("checks, -want +got:\n%s", diff)
	}
	siteSays(t, dir, []publicPage{
		{
			path: "ru/kg-2017-export/index.html",
			has: []string{
				"Жээнбеков Сооронбай | 908~493 | 54,17~% | 54,94~%", "Бабанов Омурбек | 563~742 | 33,61~% | 34,09~%",
				"1~677~249", "2~970~137", "Территориальные избирательные комиссии\n53 / 54", "За рубежом",
				"Чисел по городу Балыкчы и по зарубежным участкам в таблице нет",
			},
			not: []string{"не менее 1", "не менее 9", "Бюллетени | 0"},
		},
		{path: "ky/kg-2017-export/commissions/tec-nar.html", has: []string{"Нарын району", "25~047 ≠ 25~046 = 14~388 + 10~658"}},
		{path: "ru/kg-2017-export/commissions/tec-blk.html", has: []string{"город Балыкчы", "Протоколы отсюда не поступили"}, not: []string{"| 0", "0,00"}},
		{path: "ru/kg-2017-export/discrepancies.html", has: []string{"67~751 ≠ 57~751", "5~286 ≠ 5~289"}},
	})
}

// The same election in canonical columns, typed by hand, and as it was
// exported: the same commissions, the same sums everywhere, the same arithmetic
// that does not come out.
func TestKyrgyzstan2017IsTheSameEitherWay(t *testing.T) {
	t.Parallel()
	typed, exported := count(t, kg2017(t)), count(t, exportKG2017(t))
	if diff := cmp.Diff(typed.findings(), exported.findings()); diff != "" {
		t.Errorf("findings, -typed +exported:\n%s", diff)
	}
	if len(typed.Election.Commissions) != len(exported.Election.Commissions) {
		t.Errorf("%d commissions typed, %d exported", len(typed.Election.Commissions), len(exported.Election.Commissions))
	}
	for _, c := range typed.Election.Commissions {
		other := exported.Election.Commission(c.ID)
		if other == nil {
			t.Errorf("%s is not in the export", c.ID)
			continue
		}
		if other.Name.Ky != c.Name.Ky {
			t.Errorf("%s is called %q, exported %q", c.ID, c.Name.Ky, other.Name.Ky)
		}
		if diff := cmp.Diff(typed.sums(c), exported.sums(other)); diff != "" {
			t.Errorf("%s, -typed +exported:\n%s", c.ID, diff)
		}
	}
}

// Two regions of Russia: full wording as header, and numbers of precincts that
// both regions have.
func TestRussia2016(t *testing.T) {
	t.Parallel()
	dir := exportRU2016(t)
	e := count(t, dir)
	if told := e.findings(); len(told) > 0 {
		t.Errorf("findings: %v", told)
	}
	want := map[string]int{"central": 1, "region": 2, "territorial": 20, "precinct": 505}
	if diff := cmp.Diff(want, e.levels()); diff != "" {
		t.Errorf("commissions, -want +got:\n%s", diff)
	}
	regions := make(map[string]int) // by the number of a precinct
	for _, c := range e.Election.Commissions {
		if c.Level == 3 {
			regions[c.Number]++
		}
	}
	both := 0
	for number := range maps.Keys(regions) {
		if regions[number] == 2 {
			both++
		}
	}
	if both != 241 {
		t.Errorf("%d numbers in both regions", both)
	}
	e.expect(t, map[string]int64{
		"voters_listed": 498_985, "ballots_received": 474_969, "ballots_valid": 249_782, "ballots_invalid": 5_043,
		"votes:list-4": 143_843, "votes:list-14": 11_775,
	})
	all := checks.Count{Holds: 505}
	if diff := cmp.Diff(map[string]checks.Count{"E1": all, "E3": all, "E4": all}, e.verdicts()); diff != "" {
		t.Errorf("checks, -want +got:\n%s", diff)
	}
	siteSays(t, dir, []publicPage{
		{
			path: "ru/ru-2016/index.html",
			has: []string{
				"498~985", "474~969", "249~782", "Республика Адыгея", "Республика Алтай", "Избирательные участки\n505 / 505",
				"Показаны только два региона России", "100~% = Число действительных избирательных бюллетеней",
			},
			not: []string{"0 / 20", "не менее"},
		},
		{path: "ky/ru-2016/regions/altai-tec-2.html", has: []string{"Кош-Агачская"}},
		{path: "ru/ru-2016/precincts/adygea-1.html", has: []string{"2~584", "2~328"}},
		{path: "ru/ru-2016/precincts/altai-1.html"},
	})
}

// One district of Bulgaria: votes on paper and on machines are parts of one
// result, in five files that are joined by the number of the polling station.
func TestBulgaria2021(t *testing.T) {
	t.Parallel()
	dir := exportBG2021(t)
	e := count(t, dir)
	// One station's machine votes by party do not add up to its protocol; of
	// another the machine's data are missing, and so its boxes do not add up.
	want := []string{
		"E4 014000032 assembly machine manual 1",
		"E6 010300050 assembly paper manual 1",
	}
	if diff := cmp.Diff(want, e.findings()); diff != "" {
		t.Errorf("findings, -want +got:\n%s", diff)
	}
	levels := map[string]int{"central": 1, "district": 1, "municipality": 14, "section": 572}
	if diff := cmp.Diff(levels, e.levels()); diff != "" {
		t.Errorf("commissions, -want +got:\n%s", diff)
	}
	if len(e.contest.Selections) != 28 {
		t.Errorf("%d selections", len(e.contest.Selections))
	}
	e.expect(t, map[string]int64{
		"voters_participated": 116_000, "voters_listed": 316_010, "voters_listed_onsite": 2_762, "ballots_boxes": 7_769 + 108_229,
		"ballots_invalid": 204, "ballots_valid": 7_488 + 107_034, "votes:none": 77 + 1_195,
	})
	// By party, what is missing of one machine makes every sum "at least".
	e.expectSums(t, map[string]sum{"votes:list-32": {2_168 + 28_577, 1}, "votes:list-25": {848 + 21_939, 1}})
	came := map[string]checks.Count{
		"E1": {Holds: 572}, "E2": {Holds: 572}, "E3": {Holds: 572}, "E4": {Holds: 1142, Fails: 1, NotCheckable: 1},
		"E5": {Holds: 572}, "E6": {Holds: 571, Fails: 1},
	}
	if diff := cmp.Diff(came, e.verdicts()); diff != "" {
		t.Errorf("checks, -want +got:\n%s", diff)
	}
	bulgarianParts(t, e)
	siteSays(t, dir, []publicPage{
		{
			path: "ru/bg-2021/index.html",
			has: []string{
				"116~000", "36,71~%", "ГЕРБ СДС | не менее 30~745", "Не поддерживаю никого | 1~272", "Бюллетени в ящиках",
				"лицензия CC BY-SA 4.0", "Избирательные участки\n572 / 572",
			},
			not: []string{"0 / 14"},
		},
		{path: "ky/bg-2021/regions/m-0111.html", has: []string{"Гоце Делчев"}},
		{path: "ru/bg-2021/precincts/010300050.html", has: []string{"218 ≠ 216 = 164 + 52", "нет данных"}},
		{path: "ru/bg-2021/precincts/010100001.html", has: []string{"334", "№~010100001"}, not: []string{"нет данных"}},
	})
}

// bulgarianParts looks at single protocols: what is zero, and what nobody knows.
func bulgarianParts(t *testing.T, e countedElection) {
	t.Helper()
	const paper, machine = 0, 1
	votes := func(commission string, part int, selection string) (int64, bool) {
		for _, p := range e.Election.Commission(commission).Protocols {
			if p.Part == part {
				return p.Votes[e.contest.Selection(selection).Index].Value()
			}
		}
		t.Fatalf("%s has no protocol of part %d", commission, part)
		return 0, false
	}
	for _, test := range []struct {
		says       string
		commission string
		part       int
		selection  string
		n          int64
		known      bool
	}{
		{"no rows, no valid paper ballots", "010100001", paper, "list-32", 0, true},
		{"a row", "014000032", machine, "list-32", 119, true},
		{"no rows, but 51 valid votes on the machine", "010300050", machine, "list-32", 0, false},
		{"no rows, but the protocol itself says it", "010300050", machine, "none", 1, true},
		{"the paper of the same station has rows", "010300050", paper, "none", 4, true},
	} {
		if n, known := votes(test.commission, test.part, test.selection); n != test.n || known != test.known {
			t.Errorf("%s: %s %d %s: %d, known %v", test.says, test.commission, test.part, test.selection, n, known)
		}
	}
	section := e.Election.Commission("010200019")
	if section.Kind != election.Mobile || section.Number != "010200019" || section.Latitude == "" {
		t.Errorf("section %s: kind %s, number %s, latitude %s", section.ID, section.Kind, section.Number, section.Latitude)
	}
}

// Stations before anything is counted, from JSON: codes as numbers in one file
// and as text in the other. One stands there twice, and that is told.
func TestKyrgyzPrecincts(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"uik-names-2.json", "uik-names-osh-oblast.json"} {
		t.Run(file, func(t *testing.T) {
			dir := export(t, "kg-precincts", "kg-precincts/"+file)
			e := count(t, dir)
			if diff := cmp.Diff([]string{"I209 5013"}, e.findings()); diff != "" {
				t.Fatalf("findings, -want +got:\n%s", diff)
			}
			if f := e.data.Findings[0]; f.At.Row != 14 || len(f.Also) != 1 || f.Also[0].Row != 13 {
				t.Errorf("5013 stands in records %v and %v", f.At, f.Also)
			}
			want := map[string]int{"central": 1, "region": 1, "precinct": 105}
			if diff := cmp.Diff(want, e.levels()); diff != "" {
				t.Errorf("commissions, -want +got:\n%s", diff)
			}
			c := e.Election.Commission("5095")
			if c.Number != "5095" || c.Name.Ky != "КАРА-ДЫЙКАН А., \"КАРА-ДЫЙКАН\" МАДАНИЯТ ҮЙҮ" {
				t.Errorf("5095 is %q, %q", c.Number, c.Name.Ky)
			}
			siteSays(t, dir, []publicPage{
				{path: "ky/kg-precincts/index.html", has: []string{"0 / 105", "добуштар саналган эмес"}, not: []string{"0,00"}},
				{path: "ky/kg-precincts/regions/osh.html", has: []string{"№~5013"}},
				{path: "ky/kg-precincts/precincts/5016.html", has: []string{"КЕНЕШ А., №2 Ж.АКМАТАЛИЕВ АТЫНДАГЫ ОРТО МЕКТЕПТИН ИМАРАТЫ"}},
				{path: "ru/kg-precincts/precincts/5016.html", has: []string{"5016"}, not: []string{"| 0"}},
			})
		})
	}
}

// The whole of Russia, out of the archive: 95,415 precincts, and every sum comes
// out. It takes longer than all tests before it, so it is run for large
// countries alone: scripts/large.
func TestRussia2012(t *testing.T) {
	if os.Getenv("ACHYK_LARGE") == "" {
		t.Skip("a large country: ACHYK_LARGE=1, as scripts/large does")
	}
	e := count(t, exportRU2012(t))
	if told := e.findings(); len(told) > 0 {
		t.Errorf("%d findings: %v", len(told), told[:min(len(told), 10)])
	}
	want := map[string]int{"central": 1, "region": 85, "territorial": 2746, "precinct": 95_415}
	if diff := cmp.Diff(want, e.levels()); diff != "" {
		t.Errorf("commissions, -want +got:\n%s", diff)
	}
	e.expect(t, map[string]int64{
		"voters_listed": 109_860_331, "ballots_received": 103_567_183, "ballots_issued_early": 239_569,
		"ballots_issued_station": 65_639_398, "ballots_issued_outside": 5_901_833, "ballots_cancelled": 31_785_750,
		"ballots_mobile": 6_139_277, "ballots_stationary": 65_562_388, "ballots_invalid": 836_691, "ballots_valid": 70_864_974,
		"ballots_lost": 730, "ballots_unaccounted": 97, "votes:zhirinovsky": 4_458_103, "votes:zyuganov": 12_318_353,
		"votes:mironov": 2_763_935, "votes:prokhorov": 5_722_508, "votes:putin": 45_602_075,
	})
	all := checks.Count{Holds: 95_415}
	if diff := cmp.Diff(map[string]checks.Count{"E1": all, "E3": all, "E4": all}, e.verdicts()); diff != "" {
		t.Errorf("checks, -want +got:\n%s", diff)
	}
}
