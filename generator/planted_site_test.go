package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/demo"
	"achyk/generator/finding"
)

// TestEveryPlantedFaultIsShown looks for what is planted in the training election
// where readers would: each discrepancy on its list and on the page of its
// protocol, each decision and each withheld record on theirs, each corrected
// version on the page of its precinct and on its list. The lists of regions have
// what the country's have. Nothing else stands there.
func TestEveryPlantedFaultIsShown(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("only a whole country has every kind of fault twice")
	}
	data, out := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "public")
	folder := filepath.Join(data, "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	result, err := build(Order{Data: data, Out: out}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string][]string)
	for _, p := range readPlanted(t, folder) {
		check := result.Data.Elections[0].Check(p.Code)
		switch {
		case check != nil && check.Each:
			want["fails"] = append(want["fails"], line(p.Code, p.Record, p.Cell))
		case check != nil:
			want["fails"] = append(want["fails"], line(p.Code, p.Record))
		case p.Effect == "hold":
			want["held"] = append(want["held"], line(p.Code, p.Record))
		case p.Code == string(finding.VersionReason), p.Code == string(finding.VersionSkipped):
			want["versions told of"] = append(want["versions told of"], line(p.Code, p.Record))
		case p.Code == "" && p.File == "decisions.csv":
			want["decisions"] = append(want["decisions"], p.Record)
		case p.Kind == "corrected-version", p.Kind == "refused-version":
			want["corrected"] = append(want["corrected"], p.Record)
		}
	}
	// All that fails is of commissions beneath a region, and so is every version.
	want["failing on pages"], want["failing in regions"] = want["fails"], want["fails"]
	want["corrections"], want["corrections in regions"] = want["corrected"], want["corrected"]
	want["decisions on pages"] = want["decisions"]

	api, got := filepath.Join(out, "api", "demo"), make(map[string][]string)
	for what, lists := range map[string][]string{
		"fails": {"discrepancies", "notes"}, "held": {"held"}, "decisions": {"decisions"}, "corrections": {"corrections"},
		"failing in regions": {"regions/*/discrepancies", "regions/*/notes"}, "corrections in regions": {"regions/*/corrections"},
	} {
		for _, list := range lists {
			for _, doc := range documents(t, api, list+".json", list+"/*.json") {
				for _, entry := range doc.content["entries"].([]any) {
					got[what] = append(got[what], listed(entry.(map[string]any)))
				}
			}
		}
	}
	for _, doc := range documents(t, api, "precincts/*.json", "commissions/*.json") {
		objects(doc.content, func(o map[string]any) { doc.tells(t, o, got) })
	}
	for what := range want {
		if len(want[what]) < 2 {
			t.Errorf("%s: next to nothing is planted", what)
		}
		slices.Sort(want[what])
		slices.Sort(got[what])
		if diff := cmp.Diff(want[what], slices.Compact(got[what])); diff != "" {
			t.Errorf("%s: planted (-) and shown (+):\n%s", what, diff)
		}
	}
}

// A document is a file of a site for programs: of a place, its id.
type document struct {
	place   string
	content map[string]any
}

func documents(t *testing.T, folder string, patterns ...string) []document {
	t.Helper()
	var all []document
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.Join(folder, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc := document{place: strings.TrimSuffix(filepath.Base(path), ".json")}
			if err := json.Unmarshal(data, &doc.content); err != nil {
				t.Fatal(err)
			}
			all = append(all, doc)
		}
	}
	return all
}

// objects visits everything in a document that has keys.
func objects(value any, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		visit(v)
		for _, member := range v {
			objects(member, visit)
		}
	case []any:
		for _, member := range v {
			objects(member, visit)
		}
	}
}

// listed is an entry of a list as planted.json has it.
func listed(entry map[string]any) string {
	if j, is := entry["judgement"].(map[string]any); is {
		return judged(j)
	}
	if f, is := entry["finding"].(map[string]any); is {
		record, _ := f["record"].(string)
		return line(f["code"].(string), record)
	}
	if c, is := entry["change"].(map[string]any); is {
		place := entry["place"].(map[string]any)["id"].(string)
		return strings.Join([]string{place, "president", c["series"].(string), strconv.Itoa(int(c["version"].(float64)))}, " ")
	}
	return entry["decision"].(map[string]any)["id"].(string)
}

func judged(j map[string]any) string {
	words := []string{j["check"].(string), j["record"].(string)}
	if item, is := j["item"].(string); is {
		words = append(words, item)
	}
	return line(words...)
}

// tells adds what an object on the page of a place tells of the place's own
// protocols.
func (doc document) tells(t *testing.T, o map[string]any, got map[string][]string) {
	if o["verdict"] == "fails" {
		if record := o["record"].(string); !strings.HasPrefix(record, doc.place+" ") {
			t.Errorf("the page of %s tells of %s", doc.place, record)
		}
		got["failing on pages"] = append(got["failing on pages"], judged(o))
	}
	if own, is := o["own"].([]any); is {
		for _, d := range own {
			got["decisions on pages"] = append(got["decisions on pages"], d.(map[string]any)["id"].(string))
		}
	}
	if o["version_kind"] == "corrected" {
		version := strconv.Itoa(int(o["version"].(float64)))
		got["corrected"] = append(got["corrected"], strings.Join([]string{doc.place, "president", o["series"].(string), version}, " "))
	}
	if code := o["code"]; code == string(finding.VersionReason) || code == string(finding.VersionSkipped) {
		got["versions told of"] = append(got["versions told of"], line(code.(string), o["record"].(string)))
	}
}
