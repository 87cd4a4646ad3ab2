package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// strays are rows that cannot be taken as they are: some hold a cell that
// nobody can read, others do not say where they belong, or say it twice.
var strays = []fault[*sending]{
	{kind: "not-a-count", every: often, fits: (*sending).clean, happens: notACount},
	{kind: "time-unreadable", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.official.cells[signedCell] = s.paper.signed.Format("02/01/2006 15:04")
		s.plant("I109", protocolsFile, s.official.key, protocolHead[signedCell], flag)
	}},
	{kind: "year-mistyped", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.official.cells[receivedCell] = stamp(s.paper.received.AddDate(180, 0, 0))
		s.plant("I111", protocolsFile, s.official.key, protocolHead[receivedCell], flag)
	}},
	{kind: "duplicate-record", every: often, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.plant("I204", protocolsFile, s.again(s.official).key, "", hold)
	}},
	{kind: "conflicting-records", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, r *rand.Rand) {
		s.again(s.official).add(ballotsUnused, between(r, 1, 9))
		s.withhold("I205", "")
	}},
	{kind: "unknown-commission", every: often, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.rename(commissionCell, misread(s.id))
		s.withhold("I201", protocolHead[commissionCell])
	}},
	{kind: "unknown-contest", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.rename(contestCell, "prezident")
		s.withhold("I202", protocolHead[contestCell])
	}},
	{kind: "version-missing", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.rename(versionCell, "")
		s.withhold("I107", protocolHead[versionCell])
	}},
	{kind: "empty-protocol", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		clear(s.official.cells[len(protocolHead):])
		s.withhold("I216", "")
	}},
	{kind: "unknown-part", every: seldom, fits: ordinaryWithScanner, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.scanned.cells[partCell] = "aeu"
		s.plant("I203", protocolsFile, s.scanned.named(), protocolHead[partCell], hold)
		s.scanned = nil
	}},
	{kind: "line-not-on-form", every: seldom, fits: func(s *sending) bool {
		return s.clean() && !onForm(issuedOutside, s.kind)
	}, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.official.set(issuedOutside, 0)
		s.plant("I210", protocolsFile, s.official.key, lineCodes[issuedOutside], flag)
	}},

	{kind: "turnout-time-unreadable", every: seldom, fits: hourly, happens: func(_ *day, s *sending, r *rand.Rand) {
		row := s.turnout[r.IntN(len(s.turnout))]
		row[2] = "24/01/2027 " + row[2][len("2027-01-24T"):len("2027-01-24T10:00")]
		key := strings.Join([]string{row[0], row[1], row[2], row[4]}, " ")
		s.plant("I109", turnoutFile, key, "at", flag)
		s.plant("I107", turnoutFile, key, "at", hold)
	}},
	{kind: "turnout-origin-unknown", every: seldom, fits: hourly, happens: func(_ *day, s *sending, r *rand.Rand) {
		row := s.turnout[r.IntN(len(s.turnout))]
		row[4] = "phone"
		s.plant("I106", turnoutFile, strings.Join([]string{row[0], row[1], row[2], row[4]}, " "), "origin", hold)
	}},
	{kind: "row-unreadable", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		row := s.participation[0]
		row[3] = row[3][:1] + `"` + row[3][1:]
		s.participation, s.unreadable = nil, strings.Join(row, ",")
		s.plant("I006", participationFile, s.id+" "+contest, "", hold)
	}},
	// A comma between the thousands is one cell more.
	{kind: "row-too-long", every: seldom, fits: func(s *sending) bool {
		return s.clean() && s.lines[votersParticipated] >= 1000
	}, happens: func(_ *day, s *sending, _ *rand.Rand) {
		count := s.participation[0][3]
		thousands := len(count) - 3
		s.participation[0] = slices.Replace(s.participation[0], 3, 4, count[:thousands], count[thousands:])
		s.plant("I108", participationFile, s.id+" "+contest, "", hold)
	}},

	{kind: "commission-twice", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		s.commissions = append(s.commissions, s.commission.row())
		s.plant("I209", commissionsFile, s.id, "id", hold)
	}},
	{kind: "invalid-id", every: seldom, fits: (*sending).clean, happens: func(_ *day, s *sending, _ *rand.Rand) {
		twin := s.commission.row()
		twin[0] = strings.ToUpper(twin[0])
		s.commissions = append(s.commissions, twin)
		s.plant("I214", commissionsFile, twin[0], "id", hold)
	}},
	{kind: "unknown-parent", every: seldom, fits: func(s *sending) bool {
		return s.clean() && !s.complete && s.in.settlement != abroad
	}, happens: unknownParent},
}

// Cells at the head of a record, by the columns of protocolHead.
const (
	commissionCell = iota
	contestCell
	partCell
	_
	versionCell
	_
	receivedCell
	signedCell
)

// hourly reports whether turnout is reported by the hour.
func hourly(s *sending) bool { return s.clean() && len(s.turnout) > 0 }

// named is what a record says of itself, which is its key in findings.
func (r *record) named() string {
	return strings.Join(strings.Fields(strings.Join(r.cells[:versionCell+1], " ")), " ")
}

// rename changes what the hand count says of itself.
func (s *sending) rename(cell int, text string) {
	s.official.cells[cell] = text
	s.official.key = s.official.named()
}

// withhold plants that the hand count is withheld, so that none is in force.
func (s *sending) withhold(code, cell string) {
	s.plant(code, protocolsFile, s.official.key, cell, hold)
	s.official = nil
}

// misread writes a number as someone does who takes a zero for a letter. No
// commission is called so.
func misread(id string) string { return strings.Replace(id, "0", "o", 1) }

// notACount takes a digit for a letter.
func notACount(_ *day, s *sending, r *rand.Rand) {
	columns := s.official.counted()
	for _, at := range r.Perm(len(columns)) {
		i := columns[at]
		text := strings.NewReplacer("0", "o", "1", "l").Replace(s.official.cells[i])
		if text == s.official.cells[i] {
			continue
		}
		s.official.cells[i] = text
		s.plant("I101", protocolsFile, s.official.key, s.official.columns[i], flag)
		return
	}
	// Not a one and not a zero in the whole protocol.
	i := columns[r.IntN(len(columns))]
	s.official.cells[i] += "?"
	s.plant("I101", protocolsFile, s.official.key, s.official.columns[i], flag)
}

// unknownParent puts a precinct beneath a commission that is not there. With
// the precinct, everything that it sent in is of nowhere.
func unknownParent(_ *day, s *sending, _ *rand.Rand) {
	parent := &s.commissions[0][2]
	*parent = strings.TrimSuffix(*parent, (*parent)[len(*parent)-1:])
	s.plant("I207", commissionsFile, s.id, "parent", hold)
	for _, rec := range s.protocols {
		s.plant("I201", protocolsFile, rec.key, protocolHead[commissionCell], hold)
	}
	s.plant("I201", participationFile, s.id+" "+contest, "commission", hold)
	for _, row := range s.turnout {
		s.plant("I201", turnoutFile, strings.Join([]string{row[0], row[1], row[2], row[4]}, " "), "commission", hold)
	}
	s.official, s.nowhere = nil, true
}
