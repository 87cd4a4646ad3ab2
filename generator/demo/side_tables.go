package demo

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"
)

// The columns of the canonical tables beside the protocols.
var (
	participationColumns = []string{"commission", "contest", "group", "count", "at"}
	turnoutColumns       = []string{"commission", "contest", "at", "voters", "origin"}
	eventColumns         = []string{"commission", "step", "at", "document", "note_ky", "note_ru"}
)

// sideTables are the tables beside the protocols, being written.
type sideTables struct {
	participation, hourly, events, decisions, complaints *csv.Writer

	lists io.Writer // what the writer of participation writes into
}

// openSideTables begins the tables, and writes the register of complaints, which is
// invented to the last word.
func (d *day) openSideTables(w map[string]io.Writer) error {
	complaints, err := invented.ReadFile("invented/" + complaintsFile)
	if err != nil {
		return err
	}
	if _, err := w[complaintsFile].Write(complaints); err != nil {
		return fmt.Errorf("write %s: %w", complaintsFile, err)
	}
	d.complaints, d.lists = csv.NewWriter(w[complaintsFile]), w[participationFile]
	for _, table := range []struct {
		name    string
		w       **csv.Writer
		columns []string
	}{
		{participationFile, &d.participation, participationColumns},
		{turnoutFile, &d.hourly, turnoutColumns},
		{"events.csv", &d.events, eventColumns},
		{decisionsFile, &d.decisions, decisionColumns},
	} {
		*table.w = csv.NewWriter(w[table.name])
		if err := (*table.w).Write(table.columns); err != nil {
			return fmt.Errorf("write %s: %w", table.name, err)
		}
	}
	return nil
}

// closeSideTables completes the tables.
func (d *day) closeSideTables() error {
	for _, w := range []*csv.Writer{d.participation, d.hourly, d.events, d.decisions, d.complaints} {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("write tables beside the protocols: %w", err)
		}
	}
	return nil
}

// spill writes a line into participation.csv as it is; the empty line is none.
func (d *day) spill(line string) error {
	if line == "" {
		return nil
	}
	d.participation.Flush()
	if _, err := io.WriteString(d.lists, line+"\n"); err != nil {
		return fmt.Errorf("write %s: %w", participationFile, err)
	}
	return nil
}

// hours are when turnout is reported, and how many of 1,000 voters who take
// part have voted by then, at least and at most. At the last one the polls close.
var hours = [...]struct {
	hour      int
	low, high int64
}{
	{10, 60, 160}, {12, 240, 380}, {14, 450, 600}, {16, 650, 780}, {18, 830, 930}, {20, 1000, 1000},
}

// A tide is how many had voted by each of the hours.
type tide [len(hours)]int64

// flow draws how the voters of a precinct came through the day.
func flow(r *rand.Rand, participated int64) tide {
	var t tide
	for i, h := range hours {
		t[i] = participated * between(r, h.low, h.high) / 1000
	}
	return t
}

func (t *tide) add(u tide) {
	for i, n := range u {
		t[i] += n
	}
}

// devicesShown is how many precincts with a scanner there are for each whose
// reports are kept by the hour: all of them would be most of the election.
const devicesShown = 10

// tell reports the turnout of a commission hour by hour, as rows.
func tell(commission, origin string, t tide) [][]string {
	rows := make([][]string, 0, len(hours))
	for i, h := range hours {
		at := pollsClose(home).Add(time.Duration(h.hour-hours[len(hours)-1].hour) * time.Hour)
		rows = append(rows, []string{commission, contest, stamp(at), strconv.FormatInt(t[i], 10), origin})
	}
	return rows
}

// steps records what a territorial commission did around its protocol.
func (d *day) steps(commission string, signed, received time.Time) error {
	times := map[string]time.Time{"25": signed.Add(-30 * time.Minute), "15": signed, "16": received}
	for _, s := range d.stepNotes {
		if err := d.events.Write([]string{commission, s.of, stamp(times[s.of]), "", s.Ky, s.Ru}); err != nil {
			return fmt.Errorf("write events.csv: %w", err)
		}
	}
	return nil
}
