package mapping

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"achyk/generator/sheets"
)

// shared is a folder of real data; without it a test is skipped, and fails where
// it must not be.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("ACHYK_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(root, "data", name)
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("real data: %v", err)
		}
		t.Skipf("real data are not here, set ACHYK_SHARED: %v", err)
	}
	return dir
}

// described plans a folder of real data by the description of it that the
// project has.
func described(t testing.TB, election, dir string) *Plan {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", "real", election, "election.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var c configuration
	var root yaml.Node
	if err := yaml.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	wide := map[string][]string{
		"commissions": {"id", "level", "parent", "number", "name_ky", "name_ru", "address_ky", "address_ru", "kind", "latitude", "longitude"},
		"selections":  {"contest", "id", "position", "kind", "name_ky", "name_ru"},
		"protocols":   {"commission", "contest", "part", "series", "version"},
	}
	plan, found, err := New(sheets.Open(dir), c.Sources, c.Tables, wide, placed(&root))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s %s %v", f.Code, f.At, f.Args)
	}
	return plan
}

// Real exports, as they came: how many records they give, and that nothing in
// them is left unsaid.
func TestRealExports(t *testing.T) {
	for _, c := range []struct {
		election, folder       string
		commissions, protocols int
		counts                 int // rows with one count each, for protocols that others bring
	}{
		{"bg-2021", "bg-2021-slice", 1 + 14 + 572, 2 * 572, 12_516 + 4_410},
		{"kg-2017-export", "kg-2017", 53, 53, 0},
		{"kg-precincts", "kg-precincts", 2 * 106, 0, 0},
		{"ru-2016", "ru-2016-slice", 20 + 505, 505, 0},
	} {
		t.Run(c.election, func(t *testing.T) {
			plan := described(t, c.election, shared(t, c.folder))
			got := c
			got.commissions, got.protocols, got.counts = 0, 0, 0
			for table, n := range map[string]*int{"commissions": &got.commissions, protocols: &got.protocols} {
				for s, err := range plan.Streams(table) {
					if err != nil {
						t.Fatal(err)
					}
					for s.Next() {
						switch {
						case s.Fault() != nil:
							t.Errorf("%s: %s", s.Place(), s.Fault().Problem)
						case s.Completes:
							got.counts++
						case s.Mapped:
							*n++
						}
					}
				}
			}
			if got != c {
				t.Errorf("%+v, not %+v", got, c)
			}
			for _, f := range plan.Findings() {
				t.Errorf("%s %s %v", f.Code, f.At, f.Args)
			}
		})
	}
}

// The 95,415 precincts of Russia 2012, out of their archive, as commissions and
// as protocols: three records a row.
func BenchmarkRussia2012(b *testing.B) {
	dir := shared(b, "ru-2012")
	b.ReportAllocs()
	for b.Loop() {
		plan := described(b, "ru-2012", dir)
		for _, c := range []struct {
			table string
			want  int
		}{{"commissions", 98_161}, {protocols, 95_415}} {
			n := 0
			for s, err := range plan.Streams(c.table) {
				if err != nil {
					b.Fatal(err)
				}
				for s.Next() {
					for _, text := range s.Texts() {
						if strings.HasPrefix(text, "\x00") {
							b.Fatal(s.Place())
						}
					}
					if s.Mapped {
						n++
					}
				}
			}
			if n != c.want {
				b.Errorf("%d %s, %d expected", n, c.table, c.want)
			}
		}
		if found := plan.Findings(); len(found) > 0 {
			b.Errorf("%d findings, the first %v", len(found), found[0])
		}
	}
}
