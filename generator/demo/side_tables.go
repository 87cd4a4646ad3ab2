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
	participation, hourly, events *csv.Writer
}

// openSideTables begins the tables, and writes the register of complaints, which is
// invented to the last word.
func (d *day) openSideTables(w map[string]io.Writer) error {
	complaints, err := invented.ReadFile("invented/complaints.csv")
	if err != nil {
		return err
	}
	if _, err := w["complaints.csv"].Write(complaints); err != nil {
		return fmt.Errorf("write complaints.csv: %w", err)
	}
	d.participation, d.hourly = csv.NewWriter(w["participation.csv"]), csv.NewWriter(w["turnout.csv"])
	d.events = csv.NewWriter(w["events.csv"])
	if err := d.participation.Write(participationColumns); err != nil {
		return fmt.Errorf("write participation.csv: %w", err)
	}
	if err := d.hourly.Write(turnoutColumns); err != nil {
		return fmt.Errorf("write turnout.csv: %w", err)
	}
	if err := d.events.Write(eventColumns); err != nil {
		return fmt.Errorf("write events.csv: %w", err)
	}
	return nil
}

// closeSideTables completes the tables.
func (d *day) closeSideTables() error {
	for _, w := range []*csv.Writer{d.participation, d.hourly, d.events} {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("write tables beside the protocols: %w", err)
		}
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

// tell reports the turnout of a commission hour by hour.
func (d *day) tell(commission, origin string, t tide) error {
	for i, h := range hours {
		at := pollsClose(home).Add(time.Duration(h.hour-hours[len(hours)-1].hour) * time.Hour)
		if err := d.hourly.Write([]string{commission, contest, stamp(at), strconv.FormatInt(t[i], 10), origin}); err != nil {
			return fmt.Errorf("write turnout.csv: %w", err)
		}
	}
	return nil
}

// list reports how many the participation list of a precinct holds: as many as
// its protocol says took part.
func (d *day) list(p *precinct, signed time.Time) error {
	count := strconv.FormatInt(p.lines[votersParticipated], 10)
	if err := d.participation.Write([]string{p.id, contest, "", count, stamp(signed)}); err != nil {
		return fmt.Errorf("write participation.csv: %w", err)
	}
	return nil
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
