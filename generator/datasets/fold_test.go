package datasets

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/changes"
	"achyk/generator/election"
)

// A state is the flat state that lines are folded over: record, slash, name. What
// is null is not in it.
type state map[string]string

// fold goes through the published lines as any reader of them would, knowing
// nothing but their format. Before a line sets anything, what it says was there
// must be there.
func fold(t *testing.T, file []byte) state {
	t.Helper()
	folded := make(state)
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.UseNumber()
	seen := make(map[string]bool)
	for decoder.More() {
		var l changes.Line
		if err := decoder.Decode(&l); err != nil {
			t.Fatal(err)
		}
		if seen[l.ID] {
			t.Errorf("%s is told twice", l.ID)
		}
		seen[l.ID] = true
		for _, a := range l.Changes {
			record := strings.Join([]string{a.Commission, a.Contest, a.Part, a.Series}, " ")
			if a.Decision != "" {
				record = a.Decision
			}
			for name := range a.Was {
				if _, sets := a.Set[name]; !sets {
					t.Errorf("%s: %s was, and is not set", l.ID, name)
				}
			}
			for name, value := range a.Set {
				key := record + "/" + name
				if was := flat(a.Was[name]); was != folded[key] {
					t.Errorf("%s: %s was %q, the line says %q", l.ID, key, folded[key], was)
				}
				if folded[key] = flat(value); folded[key] == "" {
					delete(folded, key)
				}
			}
		}
	}
	return folded
}

func flat(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// direct is the same state worked out without any history.
func (s *Set) direct() state {
	now := make(state)
	put := func(record, name, value string) {
		if value != "" {
			now[record+"/"+name] = value
		}
	}
	id := func(d *election.Decision) string {
		if d == nil {
			return ""
		}
		return d.ID
	}
	for r := range s.records() {
		record := strings.Join([]string{r.Commission.ID, r.Contest.ID, part(r.Protocol), string(r.Series)}, " ")
		if r.refused != nil {
			put(record, "refused_by", strings.TrimSpace(now[record+"/refused_by"]+fmt.Sprintf(" %d:%s", r.Version, r.refused.ID)))
		}
		put(record, "voided_by", id(r.out()))
		put(record, "outside_voided_by", id(r.remainder()))
		put(record, "voided_selections", strings.Join(r.voided.Results(r.Contest), " "))
		if !r.current {
			continue
		}
		put(record, "version", strconv.Itoa(r.Version))
		put(record, "in_force", strconv.FormatBool(r.inForce))
		for item, count := range r.Figures() {
			if n, known := count.Value(); known {
				put(record, item.Code(), strconv.FormatInt(n, 10))
			}
		}
	}
	for _, d := range s.Election.Decisions {
		if s.AsOf.IsZero() || !d.Date.After(s.AsOf) {
			put(d.ID, "in_effect", strconv.FormatBool(slices.Contains(s.Standing.InEffect(), d)))
		}
	}
	return now
}

// rowsOf reads a table, by the names of its columns.
func rowsOf(file []byte) []map[string]string {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil
	}
	var all []map[string]string
	for _, cells := range rows[1:] {
		row := make(map[string]string)
		for i, cell := range cells {
			row[rows[0][i]] = strings.TrimPrefix(cell, "'")
		}
		all = append(all, row)
	}
	return all
}

// fromTables is the same state as the tables of protocols and decisions have it, but
// for refused versions, of which a table has a row each.
func fromTables(t *testing.T, files map[string][]byte, name string) state {
	t.Helper()
	now := make(state)
	each := func(table string, row func(get func(string) string, names []string)) {
		file := files[strings.Replace(name, "changes.ndjson", table+".csv", 1)]
		header, _, _ := strings.Cut(string(file), "\n")
		for _, cells := range rowsOf(file) {
			row(func(name string) string { return cells[name] }, strings.Split(header, ","))
		}
	}
	truth := map[string]string{"yes": "true", "no": "false"}
	each("protocols", func(get func(string) string, names []string) {
		if get("current") != "yes" {
			return
		}
		record := strings.Join([]string{get("commission"), get("contest"), get("part"), get("series")}, " ")
		put := func(name, value string) {
			if value != "" {
				now[record+"/"+name] = value
			}
		}
		put("in_force", truth[get("in_force")])
		items := names[slices.Index(names, "row")+1:]
		for _, name := range slices.Concat([]string{"version", "voided_by", "outside_voided_by", "voided_selections"}, items) {
			put(name, get(name))
		}
	})
	each("decisions", func(get func(string) string, _ []string) { now[get("id")+"/in_effect"] = truth[get("in_effect")] })
	return now
}

// standing is a state without what tables do not have: of records of which no
// version stands, and refused versions.
func (s state) standing() state {
	left := maps.Clone(s)
	for key := range s {
		record, name, _ := strings.Cut(key, "/")
		if name == "refused_by" || name != "in_effect" && s[record+"/version"] == "" {
			delete(left, key)
		}
	}
	return left
}

// changesOf is the log of an election as published.
func (s *Set) changesOf(t *testing.T, files map[string][]byte) (name string, file []byte) {
	t.Helper()
	name = "data/" + s.Election.ID + "/" + FileName(s.Election, "changes.ndjson")
	file, there := files[name]
	if !there {
		t.Fatalf("there is no %s", name)
	}
	return name, file
}

// Folding everything from the start gives the current state exactly: worked out
// directly, and as the tables have it.
func (s *Set) foldsToNow(t *testing.T, files map[string][]byte) state {
	t.Helper()
	name, file := s.changesOf(t, files)
	folded := fold(t, file)
	if diff := cmp.Diff(s.direct(), folded); diff != "" {
		t.Errorf("worked out directly (-) and folded (+):\n%s", diff)
	}
	if diff := cmp.Diff(fromTables(t, files, name), folded.standing()); diff != "" {
		t.Errorf("in the tables (-) and folded (+):\n%s", diff)
	}
	return folded
}

func TestChangesFoldToTheCurrentState(t *testing.T) {
	for _, moment := range []string{"", "2027-01-24T14:00:00Z", "2027-01-24T16:00:00Z", "2027-01-24T20:00:00Z", "2027-01-26T00:00:00Z"} {
		t.Run(moment, func(t *testing.T) {
			var asOf time.Time
			if moment != "" {
				var err error
				if asOf, err = time.Parse(time.RFC3339, moment); err != nil {
					t.Fatal(err)
				}
			}
			s, files := training(t, 300, asOf)
			t.Logf("%d values", len(s.foldsToNow(t, files)))
		})
	}
}

func TestChangesOfATrainingElectionSaySo(t *testing.T) {
	s, files := training(t, 12, time.Time{})
	name, file := s.changesOf(t, files)
	if !strings.Contains(name, "-training-") {
		t.Errorf("the name is %s", name)
	}
	lines := 0
	for line := range strings.Lines(string(file)) {
		lines++
		if !strings.HasPrefix(line, `{"election":"demo","training":true,"id":"`) {
			t.Errorf("a line begins %.60s", line)
		}
	}
	if lines < 12 {
		t.Errorf("%d lines", lines)
	}
}
