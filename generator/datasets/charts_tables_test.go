package datasets

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/wording"
)

// Whoever takes the tables has what the documents say, place by place.
func TestTablesOfChartsSayWhatDocumentsSay(t *testing.T) {
	s, all := charted(t, time.Time{})
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	var want []string
	add := func(cells ...string) { want = append(want, strings.Join(cells, " ")) }
	for _, c := range s.Election.Commissions {
		turnout, _ := documentOf[TurnoutDocument](t, all, TurnoutPath(s.Election, c))
		for _, k := range turnout.Contests {
			for _, d := range k.Days {
				for _, h := range d.Hours {
					add(HoursTable, c.ID, k.Contest, d.Origin, h.At.Format(time.RFC3339), number(*h.Voters.Value), number(h.Reported), number(d.Commissions))
				}
			}
			if d := k.Distribution; d != nil {
				for _, b := range d.Bins {
					add(DistributionTable, c.ID, k.Contest, k.Force, d.Level, number(b.From), number(b.Commissions), number(b.Listed))
				}
			}
		}
		charts, _ := documentOf[ChartsDocument](t, all, ChartsPath(s.Election, c))
		for _, k := range charts.Contests {
			if d := k.Comparison; d != nil {
				for _, row := range d.Rows {
					add(ComparedTable, c.ID, k.Contest, row.Selection, number(d.Protocols), number(d.Unclear), number(row.Device), number(row.Force))
					if row.Difference != row.Force-row.Device {
						t.Errorf("%s: %+v", c.ID, row)
					}
				}
				if p := d.Together; p != nil {
					add("together", c.ID, k.Contest, number(p.Equal), number(p.Normal), number(p.Different), number(p.Unclear), number(p.Unpaired))
				}
				for _, p := range d.Places {
					add(ShapesTable, c.ID, k.Contest, p.ID, number(p.Equal), number(p.Normal), number(p.Different), number(p.Unclear), number(p.Unpaired))
				}
			}
			if d := k.Arrivals; d != nil {
				for _, step := range d.Steps {
					add(ArrivalsTable, c.ID, k.Contest, step.At.Format(time.RFC3339), number(step.Official), number(step.Device), number(d.Untimed), number(d.Expected))
				}
			}
		}
	}
	var got []string
	together := make(map[string]*CountsShapes)
	for table, columns := range map[string][]string{
		HoursTable:        {"commission", "contest", "origin", "time", "voters", "reported", "commissions"},
		DistributionTable: {"commission", "contest", "force", "beneath_level", "from_percent", "commissions", "listed"},
		ComparedTable:     {"commission", "contest", "selection", "pairs", "unclear_pairs", "device_votes", "force_votes"},
		ShapesTable:       {"commission", "contest", "place", "equal", "normal", "different", "unclear", "unpaired"},
		ArrivalsTable:     {"commission", "contest", "time", "official", "device", "untimed", "expected"},
	} {
		f, found := s.File(table)
		if !found || f.Rows == 0 {
			t.Fatalf("%s: %v, %d rows", table, found, f.Rows)
		}
		for _, row := range rowsOf(all[f.Path]) {
			if len(s.Election.Commission(row["commission"]).Children) == 0 {
				continue // its own reports are in its own document
			}
			if table == ShapesTable {
				of := row["commission"] + " " + row["contest"]
				if together[of] == nil {
					together[of] = new(CountsShapes)
				}
				together[of].count(t, row)
				if OverPrecincts(s.Election, s.Election.Commission(row["commission"])) {
					continue // its document has them together
				}
			}
			line := table
			for _, column := range columns {
				line += " " + row[column]
			}
			got = append(got, line)
		}
	}
	for of, p := range together {
		got = append(got, strings.Join([]string{"together", of, number(p.Equal), number(p.Normal), number(p.Different), number(p.Unclear), number(p.Unpaired)}, " "))
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, found := s.File("nothing"); found {
		t.Error("there is a table of nothing")
	}
}

// count adds a row of the table.
func (n *CountsShapes) count(t *testing.T, row map[string]string) {
	t.Helper()
	for column, to := range map[string]*int64{
		"equal": &n.Equal, "normal": &n.Normal, "different": &n.Different, "unclear": &n.Unclear, "unpaired": &n.Unpaired,
	} {
		of, err := strconv.ParseInt(row[column], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		*to += of
	}
}

// A table that would be empty is not there.
func TestThereIsNoTableOfNothing(t *testing.T) {
	s, _ := charted(t, time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC))
	for _, table := range []string{HoursTable, DistributionTable, ComparedTable, ShapesTable, ArrivalsTable} {
		if f, found := s.File(table); found {
			t.Errorf("before anything came, %s has %d rows", table, f.Rows)
		}
	}
}

// A code of a line that is a column's name too is described as the column, but in the
// tables that have a column a line.
func TestColumnsAreDescribedByTheirTable(t *testing.T) {
	s, _ := training(t, 12, time.Time{})
	s.Election.Contests[0].Lines[0].Code = "listed"
	line := s.Election.Contests[0].Lines[0].Name
	if got := s.MeaningIn(ResultsTable, "listed"); got != line {
		t.Errorf("of results: %v", got)
	}
	if got := s.MeaningIn(DistributionTable, "listed"); got == line || got == (wording.Text{}) {
		t.Errorf("of the distribution: %v", got)
	}
}
