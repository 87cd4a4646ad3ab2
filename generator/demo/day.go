package demo

import (
	"encoding/csv"
	"errors"
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
	repeats   *summaryTable
	facts     *schedule[*sending]
	mishaps   *schedule[*sending]
	wrongSums *schedule[*summing]
	garden    *garden
	registry  *registry // nil = no papers
	summary   Summary
}

// write writes all files of the election but scans beside those of an earlier one.
func (d *day) write(f *folder, o Options) error {
	w := make(map[string]io.Writer)
	places := d.places(o.Precincts)
	chosen := chooseTerritories(places, o.Papers)
	names := slices.Clone(files)
	if len(chosen) > 0 {
		names = append(names, documentsFile, regionsFile)
	}
	for _, name := range names {
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

	d.numbered = make(map[string]int)
	d.columns = d.protocolColumns()
	d.commissions, d.protocols = csv.NewWriter(w["commissions.csv"]), csv.NewWriter(w["protocols.csv"])
	d.garden = &garden{w: w["planted.json"]}
	if err := d.writeMaps(w); err != nil {
		return err
	}
	d.facts, d.wrongSums = draw(d, facts), draw(d, wrongSums)
	d.mishaps = draw(d, slices.Concat(slipFaults(), others, mistypings, strays, rulings))
	if err := d.openSideTables(w); err != nil {
		return err
	}
	if d.repeats, err = openSummaryTable(w[summaryFile], d.columns); err != nil {
		return err
	}
	if len(chosen) > 0 {
		if d.registry, err = d.openRegistry(f, w, chosen); err != nil {
			return err
		}
		if _, err := io.WriteString(w[electionFile], d.registry.describe()); err != nil {
			return err
		}
	}
	if err := errors.Join(d.hold(places), d.repeats.close()); err != nil {
		return err
	}
	if err := d.closeSideTables(); err != nil {
		return err
	}
	if d.registry != nil {
		d.summary.Papers = len(d.registry.waiting)
		if err := d.registry.close(); err != nil {
			return err
		}
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
func (d *day) hold(places []place) error {
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
	for i, x := range places {
		local := d.mood(d.chance(territoryMood, i), -50, 50, 75, 130)
		if err := d.territory(x.territory, i, x.precincts, x.complete, moods[x.region], local); err != nil {
			return err
		}
	}
	return nil
}

// A place is a territory with how many precincts it has. Every other territorial
// commission has all their protocols and has signed its own.
type place struct {
	*territory
	precincts int
	complete  bool
}

// places divides so many precincts among the territories and the cities abroad.
func (d *day) places(precincts int) []place {
	all := slices.Concat(d.territories, d.cities)
	weights := make([]int64, len(all))
	for i, t := range all {
		weights[i] = t.voters * 1000 / t.precinct
	}
	covered := d.chance(coverage, 0).IntN(2)
	places := make([]place, len(all))
	for i, n := range split(int64(precincts), weights, sum(weights)/2) {
		places[i] = place{&all[i], int(n), all[i].settlement != abroad && i%2 == covered}
	}
	return places
}

// territory holds the election in one territory, and signs the protocol of its
// commission where it is complete.
func (d *day) territory(t *territory, index, precincts int, complete bool, region, local mood) error {
	books := d.openBooks()
	var last time.Time
	var came tide
	for range precincts {
		s := &sending{precinct: d.precinct(t, d.founded), in: t, among: precincts, complete: complete, books: books}
		d.founded++
		d.count(s.precinct, t, region, local)
		d.prepare(s)
		if d.registry != nil {
			if err := d.registry.of(s); err != nil {
				return err
			}
		}
		if err := d.deliver(&s.delivery); err != nil {
			return err
		}
		if s.repeated != nil {
			if err := d.repeats.add(s.repeated); err != nil {
				return err
			}
		}
		if at := s.arrived(); at.After(last) {
			last = at
		}
		came.add(s.came)
	}
	d.summary.Precincts += precincts
	d.summary.Commissions += precincts
	if t.settlement != abroad && precincts > 0 {
		if err := d.deliver(&delivery{turnout: tell(t.id, "report", came)}); err != nil {
			return err
		}
	}
	if !complete || precincts == 0 {
		return nil
	}
	return d.sumUp(t, index, books, last)
}

func (d *day) found(c *commission) error {
	d.summary.Commissions++
	if err := d.commissions.Write(c.row()); err != nil {
		return fmt.Errorf("write commissions.csv: %w", err)
	}
	return nil
}
