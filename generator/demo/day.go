package demo

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"time"
)

// A day is one training election being written.
type day struct {
	*country
	seed     uint64
	numbered map[string]int // precincts so far, by prefix of their numbers
	founded  int            // precincts so far

	columns     []string // of protocols.csv
	commissions *csv.Writer
	protocols   *csv.Writer
	sideTables
	garden  *garden
	summary Summary
}

// write writes all files of the election beside those of an earlier one.
func (d *day) write(f *folder, precincts int) error {
	w := make(map[string]io.Writer)
	for _, name := range files {
		made, err := f.create(name)
		if err != nil {
			return err
		}
		w[name] = made
	}
	election, err := invented.ReadFile("invented/" + electionFile)
	if err != nil {
		return err
	}
	if _, err := w[electionFile].Write(election); err != nil {
		return err
	}
	rows := [][]string{selectionColumns}
	for _, s := range d.selections {
		rows = append(rows, s.row)
	}
	if err := csv.NewWriter(w["selections.csv"]).WriteAll(rows); err != nil {
		return fmt.Errorf("write selections.csv: %w", err)
	}
	if err := csv.NewWriter(w["decisions.csv"]).WriteAll([][]string{decisionColumns}); err != nil {
		return fmt.Errorf("write decisions.csv: %w", err)
	}

	d.numbered = make(map[string]int)
	d.columns = d.protocolColumns()
	d.commissions, d.protocols = csv.NewWriter(w["commissions.csv"]), csv.NewWriter(w["protocols.csv"])
	d.garden = &garden{w: w["planted.json"]}
	if err := d.openSideTables(w); err != nil {
		return err
	}
	if err := d.hold(precincts); err != nil {
		return err
	}
	if err := d.closeSideTables(); err != nil {
		return err
	}
	d.commissions.Flush()
	d.protocols.Flush()
	if err := d.commissions.Error(); err != nil {
		return fmt.Errorf("write commissions.csv: %w", err)
	}
	if err := d.protocols.Error(); err != nil {
		return fmt.Errorf("write protocols.csv: %w", err)
	}
	d.summary.Planted = d.garden.entries
	return d.garden.close()
}

// hold holds the election: commissions from the top down, then the precincts
// of one territory after another with their protocols.
func (d *day) hold(precincts int) error {
	if err := d.commissions.Write(commissionColumns); err != nil {
		return fmt.Errorf("write commissions.csv: %w", err)
	}
	if err := d.protocols.Write(d.columns); err != nil {
		return fmt.Errorf("write protocols.csv: %w", err)
	}
	for i := range d.above {
		if err := d.found(&d.above[i]); err != nil {
			return err
		}
	}
	for i := range d.territories {
		if err := d.found(&d.territories[i].commission); err != nil {
			return err
		}
	}
	moods := make([]mood, len(d.above))
	for i := range moods {
		moods[i] = d.mood(d.chance(regionMood, i), 470, 620, 40, 180)
	}
	places := slices.Concat(d.territories, d.cities)
	weights := make([]int64, len(places))
	for i, t := range places {
		weights[i] = t.voters * 1000 / t.precinct
	}
	covered := d.chance(coverage, 0).IntN(2)
	for i, n := range split(int64(precincts), weights, sum(weights)/2) {
		t := &places[i]
		local := d.mood(d.chance(territoryMood, i), -50, 50, 75, 130)
		// Every other territorial commission has all its precincts' protocols
		// and has signed its own.
		complete := t.settlement != abroad && i%2 == covered
		if err := d.territory(t, i, int(n), complete, moods[t.region], local); err != nil {
			return err
		}
	}
	return nil
}

// territory holds the election in one territory, and signs the protocol of its
// commission where it is complete.
func (d *day) territory(t *territory, index, precincts int, complete bool, region, local mood) error {
	total := figures{votes: make([]int64, len(d.selections))}
	var last time.Time
	var came tide
	for range precincts {
		p := d.precinct(t, d.founded)
		d.founded++
		d.count(p, t, region, local)
		if err := d.found(&p.commission); err != nil {
			return err
		}
		received, err := d.report(p, complete)
		if err != nil {
			return err
		}
		if received.After(last) {
			last = received
		}
		total.add(p.figures)
		voters := flow(d.chance(precinctHours, p.ordinal), p.lines[votersParticipated])
		came.add(voters)
		if p.hasScanner() && p.ordinal%devicesShown == 0 {
			if err := d.tell(p.id, device, voters); err != nil {
				return err
			}
		}
	}
	d.summary.Precincts += precincts
	if t.settlement != abroad && precincts > 0 {
		if err := d.tell(t.id, "report", came); err != nil {
			return err
		}
	}
	if !complete || precincts == 0 {
		return nil
	}
	sums := protocol{commission: t.id, kind: t.kind, series: manual, version: 1, figures: total}
	sums.signed, sums.received = summedUp(d.chance(territoryTimes, index), last)
	if err := d.steps(t.id, sums.signed, sums.received); err != nil {
		return err
	}
	return d.send(d.row(&sums, d.columns))
}

// How many of 10,000 precincts lack what they should have sent, and how many
// hand counts were corrected.
const (
	failedDevices     = 200
	protocolsNotYet   = 1200 // in territories that are not complete
	correctedVersions = 40
)

// report sends in what a precinct reports: the scanner's count, and the
// protocol of the hand count with its correction. It returns when the last
// protocol arrived.
func (d *day) report(p *precinct, complete bool) (time.Time, error) {
	r := d.chance(precinctRecords, p.ordinal)
	scanner := protocol{commission: p.id, kind: p.kind, series: device, version: 1, received: reported(r, p.clock)}
	scanner.figures = p.scanned(r)
	switch failed := perTenThousand(r, failedDevices); {
	case !p.hasScanner():
	case failed:
		if err := d.missing("no-device-report", p.id, device); err != nil {
			return time.Time{}, err
		}
	default:
		if err := d.send(d.row(&scanner, d.columns)); err != nil {
			return time.Time{}, err
		}
	}

	paper := protocol{commission: p.id, kind: p.kind, series: manual, version: 1, figures: p.figures}
	paper.signed, paper.received = handCounted(r, p.clock)
	if perTenThousand(r, protocolsNotYet) && !complete {
		return time.Time{}, d.missing("no-protocol-yet", p.id, manual)
	}
	if perTenThousand(r, correctedVersions) {
		c := corrections[r.IntN(len(corrections))]
		if first := paper.clone(); c.mistake(&first, r) {
			mistaken := paper
			mistaken.figures = first
			if err := d.send(d.row(&mistaken, d.columns)); err != nil {
				return time.Time{}, err
			}
			paper.version, paper.reasonCode, paper.reason = 2, c.code, choose(d.reasons, c.code)[0]
			paper.signed, paper.received = correctedLater(r, p.clock)
			d.summary.Corrected++
			if err := d.garden.plant(plant{Kind: "corrected-version", File: "protocols.csv", Record: key(p.id, manual, 2)}); err != nil {
				return time.Time{}, err
			}
		}
	}
	if err := d.list(p, paper.signed); err != nil {
		return time.Time{}, err
	}
	rec := d.row(&paper, d.columns)
	if err := d.spoil(rec, p.ordinal); err != nil {
		return time.Time{}, err
	}
	return paper.received, d.send(rec)
}

// spoil lets faults at a record, and lists those that took.
func (d *day) spoil(rec *record, ordinal int) error {
	r := d.chance(precinctFaults, ordinal)
	for _, f := range faults {
		if !perTenThousand(r, f.cases) {
			continue
		}
		cell := f.spoil(rec, r)
		entry := plant{Kind: f.kind, Code: f.code, File: "protocols.csv", Record: rec.key, Cell: cell, Effect: f.effect}
		if err := d.garden.plant(entry); err != nil {
			return err
		}
	}
	return nil
}

// missing lists a protocol that should be there and is not.
func (d *day) missing(kind, commission, series string) error {
	return d.garden.plant(plant{Kind: kind, File: "protocols.csv", Record: key(commission, series, 1)})
}

func (d *day) found(c *commission) error {
	d.summary.Commissions++
	if err := d.commissions.Write(c.row()); err != nil {
		return fmt.Errorf("write commissions.csv: %w", err)
	}
	return nil
}

func (d *day) send(rec *record) error {
	d.summary.Protocols++
	if err := d.protocols.Write(rec.cells); err != nil {
		return fmt.Errorf("write protocols.csv: %w", err)
	}
	return nil
}
