package datasets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"achyk/generator/checks"
	"achyk/generator/demo"
	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// charted is a training election with a map of its territories, of which the last is
// not on the map, as published at a moment; zero is the latest.
func charted(t *testing.T, asOf time.Time) (*Set, map[string][]byte) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: 120, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	data, err := intake.Dir(folder)
	if err != nil {
		t.Fatal(err)
	}
	e := data.Elections[0]
	if asOf.IsZero() {
		asOf = e.Latest()
	}
	m := &election.Map{ID: "territories", Level: len(e.Levels) - 2}
	for _, c := range e.Commissions {
		if c.Level == m.Level {
			m.Areas = append(m.Areas, election.Area{Commission: c})
		}
	}
	last := len(m.Areas) - 1
	m.Absent, m.Areas = []*election.Commission{m.Areas[last].Commission}, m.Areas[:last]
	e.Maps = []*election.Map{m}
	y := rollup.Roll(e, asOf)
	report, err := checks.Examine(y, data.Of(e))
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	s := New(y, report, data.Of(e), catalogue, nil)
	tree := &files{all: make(map[string][]byte)}
	if err := s.Write(tree); err != nil {
		t.Fatal(err)
	}
	if missing := catalogue.Missing(); len(missing) > 0 {
		t.Errorf("texts that no catalogue has: %v", missing)
	}
	return s, tree.all
}

// follows checks a document against its schema.
func follows(t *testing.T, schema *jsonschema.Schema, of string, data []byte) {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = schema.Validate(document)
	}
	if err != nil {
		t.Errorf("%s: %v", of, err)
	}
}

// documentOf reads a document; false where there is none.
func documentOf[D any](t *testing.T, all map[string][]byte, path string) (d D, found bool) {
	t.Helper()
	raw, found := all["api/"+path+".json"]
	if found {
		if err := json.Unmarshal(raw, &d); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	return d, found
}

// A place has a document of its turnout and one of its charts exactly where it is
// said to, in the course of the day, in the night and in the end; and they follow
// their schemas.
func TestDocumentsOfChartsAreWhereTheyAreSaidToBe(t *testing.T) {
	night := time.Date(2027, time.January, 24, 16, 0, 0, 0, time.UTC)
	for sentence, asOf := range map[string]time.Time{"in the end": {}, "in the night": night, "at noon": night.Add(-10 * time.Hour), "the day before": night.Add(-40 * time.Hour)} {
		s, all := charted(t, asOf)
		turnouts, others := schemaOf(t, all, turnoutKind), schemaOf(t, all, chartsKind)
		for _, c := range s.Election.Commissions {
			of := TurnoutPath(s.Election, c)
			if raw, there := all["api/"+of+".json"]; there != s.HasTurnout(c) {
				t.Errorf("%s: there is %s: %v", sentence, of, there)
			} else if there {
				follows(t, turnouts, of, raw)
			}
			of = ChartsPath(s.Election, c)
			if raw, there := all["api/"+of+".json"]; there != s.HasCharts(c) {
				t.Errorf("%s: there is %s: %v", sentence, of, there)
			} else if there {
				follows(t, others, of, raw)
			}
			if len(c.Children) == 0 && (s.HasTurnout(c) || s.HasCharts(c)) {
				t.Errorf("%s: nothing lies beneath %s", sentence, c.ID)
			}
		}
		root := s.Election.Root
		follows(t, schemaOf(t, all, placeKind), "the country", all["api/"+Path(s.Election, root)+".json"])
		for _, of := range s.Election.Contests[0].Selections {
			follows(t, schemaOf(t, all, selectionKind), of.ID, all["api/"+SelectionPath(s.Election, of)+".json"])
		}
		if !s.HasCharts(root) || s.HasTurnout(root) == (sentence == "the day before") {
			t.Errorf("%s: the country has charts %v and turnout %v", sentence, s.HasCharts(root), s.HasTurnout(root))
		}
	}
}

// The turnout of places and their shares are those of their own documents.
func TestChartsSayWhatPlacesSay(t *testing.T) {
	s, all := charted(t, time.Time{})
	compared := 0
	for _, c := range s.Election.Commissions {
		turnout, _ := documentOf[TurnoutDocument](t, all, TurnoutPath(s.Election, c))
		for _, k := range turnout.Contests {
			for _, p := range k.Places {
				if own, found := documentOf[PlaceDocument](t, all, p.Path); found && !strings.Contains(p.Path, "/precincts/") {
					compared++
					if of := own.Contests[0].Turnout; cmp.Diff(of.Share, p.Turnout) != "" || cmp.Diff(of.Participated, p.Participated) != "" || cmp.Diff(of.Listed, p.Listed) != "" {
						t.Errorf("%s: %+v and %+v", p.ID, of, p)
					}
				}
			}
		}
		charts, _ := documentOf[ChartsDocument](t, all, ChartsPath(s.Election, c))
		for _, k := range charts.Contests {
			for _, p := range k.Places {
				own, found := documentOf[PlaceDocument](t, all, p.Path)
				if !found || strings.Contains(p.Path, "/precincts/") || own.Contests[0].Results == nil {
					continue
				}
				for i, row := range own.Contests[0].Results.Rows {
					compared++
					if k.Selections[i].Selection != row.Selection || cmp.Diff(row.Shares[0], p.Shares[i]) != "" {
						t.Errorf("%s: %+v and %+v", p.ID, row, p.Shares[i])
					}
				}
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d were compared", compared)
	}
}

// Maps have every place of their level; their legend counts those on the map, and
// each figure is in one class of it.
func TestLegendsCountWhatMapsShow(t *testing.T) {
	night := time.Date(2027, time.January, 24, 16, 0, 0, 0, time.UTC)
	for _, asOf := range []time.Time{{}, night} {
		s, all := charted(t, asOf)
		var maps []MapFigures
		place, _ := documentOf[PlaceDocument](t, all, "demo/index")
		turnout, _ := documentOf[TurnoutDocument](t, all, "demo/turnout")
		charts, _ := documentOf[ChartsDocument](t, all, "demo/charts")
		maps = slices.Concat(place.Contests[0].Maps, turnout.Contests[0].Maps, charts.Contests[0].Maps, charts.Maps)
		for _, of := range s.Election.Contests[0].Selections {
			d, _ := documentOf[SelectionDocument](t, all, SelectionPath(s.Election, of))
			maps = append(maps, d.Maps...)
		}
		kinds := make(map[string]int)
		m := s.Election.Maps[0]
		for _, f := range maps {
			kinds[f.Of]++
			if len(f.Figures) != len(m.Areas)+len(m.Absent) {
				t.Errorf("%s has %d places", f.Of, len(f.Figures))
			}
			legend := f.Tie + f.Without
			for _, class := range f.Classes {
				legend += class.Count
			}
			if legend != int64(len(m.Areas)) {
				t.Errorf("the legend of %s counts %d places of %d: %+v", f.Of, legend, len(m.Areas), f)
			}
			for i, class := range f.Classes {
				n := int64(0)
				for _, figure := range f.Figures {
					if figure.Place != m.Absent[0].ID && within(f, i, figure) {
						n++
					}
				}
				if n != class.Count {
					t.Errorf("%s: %d figures are in %+v", f.Of, n, class)
				}
			}
		}
		want := map[string]int{AheadMap: 1, TurnoutMap: 1, CompletenessMap: 1, DiscrepanciesMap: 1, ShareMap: len(s.Election.Contests[0].Selections)}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Error(diff)
		}
	}
}

// within reports whether a figure is in a class, as a reader of the legend would
// take it.
func within(f MapFigures, i int, figure MapFigure) bool {
	class := f.Classes[i]
	switch {
	case f.Of == AheadMap:
		return figure.Selection == class.Selection
	case f.Of == DiscrepanciesMap:
		return figure.Failing != nil && *class.From <= *figure.Failing && *figure.Failing <= *class.To
	case figure.Share.State == unknown:
		return false
	}
	n, err := strconv.ParseInt(strings.Replace(figure.Share.Percent, ".", "", 1), 10, 64)
	from, to := 100**class.From, 100**class.To
	return err == nil && from <= n && (n < to || (i == len(f.Classes)-1 && n == to))
}

// Documents of random elections, with parts, constituencies' decisions, embargoes and
// reports of every kind, follow their schemas and never fail.
func TestChartsOfRandomElectionsFollowTheirSchemas(t *testing.T) {
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	var schemas [2]*jsonschema.Schema
	seen := 0
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 9))
		e := randomElection(r)
		for _, k := range e.Contests {
			k.ShareBases, k.Name = []election.Role{election.Participated}, wording.Text{Ky: "K", Ru: "K"}
			for _, of := range k.Selections {
				of.Name = wording.Text{Ky: "S"}
			}
			k.Lines[1].Role, k.Lines[2].Role = election.Invalid, election.Listed
		}
		m := &election.Map{ID: "m", Level: 2}
		for _, c := range e.Commissions {
			for range r.IntN(4) {
				if c.Records == nil {
					c.Records = &election.Records{}
				}
				c.Records.Turnout = append(c.Records.Turnout, election.TurnoutReport{
					Contest: one(r, append(e.Contests, nil)...), Time: clock(1 + r.IntN(9)), Origin: one(r, election.Origins...),
					Voters: one(r, election.Counted(r.Int64N(9), source.Cell{}), election.Count{}),
				})
			}
			if c.Level == 2 {
				m.Areas = append(m.Areas, election.Area{Commission: c})
			}
		}
		e.Maps = []*election.Map{m}
		s, _ := publishRandom(t, e, clock(one(r, 0, 3, 24)), catalogue)
		tree := &files{all: make(map[string][]byte)}
		if err := errors.Join(s.writeSchemas(tree), s.writeDocuments(tree)); err != nil {
			t.Fatal(err)
		}
		all := tree.all
		for i, kind := range []string{turnoutKind, chartsKind} {
			if schemas[i] == nil {
				schemas[i] = schemaOf(t, all, kind)
			}
			for of, data := range all {
				if strings.HasSuffix(of, "/"+kind+".json") && !strings.Contains(of, "/schemas/") {
					follows(t, schemas[i], fmt.Sprintf("seed %d, %s", seed, of), data)
					seen++
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d documents", seen)
	}
}
