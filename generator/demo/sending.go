package demo

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// The tables that things are planted in.
const (
	commissionsFile   = "commissions.csv"
	protocolsFile     = "protocols.csv"
	decisionsFile     = "decisions.csv"
	participationFile = "participation.csv"
	turnoutFile       = "turnout.csv"
	complaintsFile    = "complaints.csv"
)

// A delivery is what one place puts into the tables, row by row.
type delivery struct {
	fault  string // the kind of the one that has happened; empty = none
	plants []plant

	protocols                                                  []*record
	commissions, participation, turnout, decisions, complaints [][]string
	unreadable                                                 string // a line of participation.csv that is no row
}

// plant lists a finding that follows from the fault that has happened.
func (x *delivery) plant(code, file, record, cell, effect string) {
	x.plants = append(x.plants, plant{x.fault, code, file, record, cell, effect})
}

// note lists what readers will notice and no rule objects to.
func (x *delivery) note(kind, file, record string) {
	x.plants = append(x.plants, plant{Kind: kind, File: file, Record: record})
}

// deliver writes a delivery into the tables.
func (d *day) deliver(x *delivery) error {
	for _, rec := range x.protocols {
		d.summary.Protocols++
		if err := d.protocols.Write(rec.cells); err != nil {
			return fmt.Errorf("write %s: %w", protocolsFile, err)
		}
	}
	for _, table := range []struct {
		name string
		w    *csv.Writer
		rows [][]string
	}{
		{commissionsFile, d.commissions, x.commissions},
		{participationFile, d.participation, x.participation},
		{turnoutFile, d.hourly, x.turnout},
		{decisionsFile, d.decisions, x.decisions},
		{complaintsFile, d.complaints, x.complaints},
	} {
		for _, row := range table.rows {
			if err := table.w.Write(row); err != nil {
				return fmt.Errorf("write %s: %w", table.name, err)
			}
		}
	}
	if err := d.spill(x.unreadable); err != nil {
		return err
	}
	for _, p := range x.plants {
		if err := d.garden.plant(p); err != nil {
			return err
		}
	}
	return nil
}

// A sending is everything that a precinct sends in, on its way into the tables.
// Faults that are facts change the protocols before they become rows, all
// others change the rows.
type sending struct {
	*precinct
	in       *territory
	among    int  // how many precincts the territory has
	complete bool // its territorial commission has signed its own protocol
	books    *books
	came     tide

	scanner *protocol   // nil = no report came
	earlier []*protocol // mistaken versions, the first of them first
	paper   *protocol   // nil = the hand count has not come
	further []*protocol // signed after it, which do not correct it
	untyped *protocol   // the hand count that has come on paper alone
	nowhere bool        // no commission is above it

	delivery
	scanned  *record // of the scanner
	official *record // in force of the official count; nil = none
	repeated *record // in the summary table above; nil = not there
	unsummed bool    // declared invalid before the territorial commission summed up
	replaced bool    // since then a decision has put another protocol in force
}

// clean reports whether a precinct has one hand count that nobody corrected,
// which is where faults happen, so that each stays by itself.
func (s *sending) clean() bool { return s.paper != nil && len(s.earlier) == 0 }

// prepare gathers what a precinct sends in, with at most one fault.
func (d *day) prepare(s *sending) {
	d.draft(s)
	r := d.chance(faultDetails, s.ordinal)
	d.facts.pass(s.ordinal)
	d.mishaps.pass(s.ordinal)
	d.wrongSums.pass(s.ordinal)
	d.leaveUntyped(s)
	if f := d.facts.next(s); f != nil {
		s.fault = f.kind
		f.happens(d, s, r)
	}
	d.putDown(s)
	d.repeat(s)
	if s.fault == "" {
		if f := d.mishaps.next(s); f != nil {
			s.fault = f.kind
			f.happens(d, s, r)
		} else if r := d.chance(precinctFaults, s.ordinal); s.official != nil && perTenThousand(r, illegibleLines) {
			s.illegible(r)
		}
	}
	if s.unsummed {
		s.repeated = nil
	}
	s.unlike()
	s.books.enter(s)
}

// How many of 10,000 precincts lack what they should have sent, and how many
// hand counts were corrected.
const (
	failedDevices     = 200
	protocolsNotYet   = 1200 // in territories that are not complete
	correctedVersions = 40
)

// draft drafts what a precinct has counted: the scanner's report, and the
// protocol of the hand count with its correction.
func (d *day) draft(s *sending) {
	p := s.precinct
	r := d.chance(precinctRecords, p.ordinal)
	scanner := &protocol{commission: p.id, kind: p.kind, series: device, version: 1, received: reported(r, p.clock)}
	scanner.figures = p.scanned(r)
	if failed := perTenThousand(r, failedDevices); p.hasScanner() && !failed {
		s.scanner = scanner
	}
	paper := &protocol{commission: p.id, kind: p.kind, series: manual, version: 1, figures: p.figures.clone()}
	paper.signed, paper.received = handCounted(r, p.clock)
	if perTenThousand(r, protocolsNotYet) && !s.complete {
		return
	}
	s.paper = paper
	if !perTenThousand(r, correctedVersions) {
		return
	}
	if c := corrections[r.IntN(len(corrections))]; s.mistake(c, r) {
		d.correct(paper, c)
		paper.signed, paper.received = correctedLater(r, p.clock)
	}
}

// correct says of a version which mistake it puts right.
func (d *day) correct(p *protocol, c correction) {
	p.reasonCode, p.reason = c.code, choose(d.reasons, c.code)[0]
}

// mistake puts a mistaken version before the hand count; false where the
// figures leave no room for the mistake.
func (s *sending) mistake(c correction, r *rand.Rand) bool {
	first := s.paper.copy()
	if !c.mistake(&first.figures, r) {
		return false
	}
	s.earlier = append(s.earlier, first)
	s.paper.version++
	return true
}

// putDown turns what was counted into rows, and lists what has not come.
func (d *day) putDown(s *sending) {
	s.commissions = [][]string{s.commission.row()}
	s.came = flow(d.chance(precinctHours, s.ordinal), s.lines[votersParticipated])
	if s.hasScanner() && s.ordinal%devicesShown == 0 {
		s.turnout = tell(s.id, device, s.came)
	}
	switch {
	case s.scanner != nil:
		s.scanned = d.row(s.scanner, d.columns)
		s.protocols = append(s.protocols, s.scanned)
	case s.hasScanner():
		s.note("no-device-report", protocolsFile, key(s.id, device, 1))
	}
	if s.paper == nil {
		s.note("no-protocol-yet", protocolsFile, key(s.id, manual, 1))
		return
	}
	for _, p := range slices.Concat(s.earlier, []*protocol{s.paper}) {
		s.official = d.row(p, d.columns)
		s.protocols = append(s.protocols, s.official)
		if p.version > 1 {
			d.summary.Corrected++
			s.note("corrected-version", protocolsFile, s.official.key)
		}
	}
	count := strconv.FormatInt(s.lines[votersParticipated], 10)
	s.participation = [][]string{{s.id, contest, "", count, stamp(s.paper.signed)}}
}

// again adds a copy of a record.
func (x *delivery) again(rec *record) *record {
	twin := &record{key: rec.key, columns: rec.columns, cells: slices.Clone(rec.cells)}
	x.protocols = append(x.protocols, twin)
	return twin
}

// arrived is when the last of the hand count came; zero where nothing did.
func (s *sending) arrived() time.Time {
	if s.paper == nil {
		return time.Time{}
	}
	return s.paper.received
}
