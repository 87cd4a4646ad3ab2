package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"achyk/generator/wording"
)

// The columns of the canonical tables.
var (
	commissionColumns = []string{
		"id", "level", "parent", "number", "name_ky", "name_ru", "address_ky", "address_ru", "kind", "time_zone",
		"not_before", "latitude", "longitude", "map_unit",
	}
	selectionColumns = []string{
		"contest", "id", "position", "kind", "name_ky", "name_ru", "nominated_by_ky", "nominated_by_ru", "status",
	}
	protocolHead = []string{
		"commission", "contest", "part", "series", "version", "kind", "received", "signed", "reason_code",
		"reason_ky", "reason_ru", "decision",
	}
	decisionColumns = []string{
		"id", "date", "by", "effect", "scope", "target", "contest", "selection", "revokes", "document", "title_ky",
		"title_ru",
	}
)

// contest is the only one of the day.
const contest = "president"

// Series of counts of the same ballots.
const (
	device  = "device"
	manual  = "manual"
	recount = "recount"
	summary = "summary"
)

// protocolColumns are the columns of protocols.csv in its wide layout.
func (c *country) protocolColumns() []string {
	columns := slices.Concat(protocolHead, lineCodes[:])
	for i := range c.selections {
		columns = append(columns, c.votes(i))
	}
	return columns
}

// votes is the column of a selection's votes.
func (c *country) votes(selection int) string { return "votes:" + c.selections[selection].id }

// A protocol is one signed record, before it becomes a row.
type protocol struct {
	commission string
	kind       string // of the commission
	series     string
	version    int
	received   time.Time
	signed     time.Time
	reasonCode string
	reason     wording.Text
	decision   string // that it rests on
	figures
}

// copy copies a protocol whose figures are about to be changed.
func (p *protocol) copy() *protocol {
	q := *p
	q.figures = p.clone()
	return &q
}

// key names a protocol as findings do.
func key(commission, series string, version int) string {
	return commission + " " + contest + " " + series + " " + strconv.Itoa(version)
}

// A record is a protocol as a row of protocols.csv, which is where faults
// happen: between the paper and the table.
type record struct {
	key     string
	columns []string
	cells   []string
}

// row writes a protocol as a record. Cells of lines that the paper does not
// have, or that the device does not report, stay empty.
func (c *country) row(p *protocol, columns []string) *record {
	kind := "original"
	if p.version > 1 {
		kind = "corrected"
	}
	cells := make([]string, 0, len(columns))
	cells = append(cells, p.commission, contest, "", p.series, strconv.Itoa(p.version), kind, stamp(p.received),
		stamp(p.signed), p.reasonCode, p.reason.Ky, p.reason.Ru, p.decision)
	for i, n := range p.lines {
		if has := p.series == device && onDevice(i) || p.series != device && onForm(i, p.kind); !has {
			cells = append(cells, "")
			continue
		}
		cells = append(cells, strconv.FormatInt(n, 10))
	}
	for _, n := range p.votes {
		cells = append(cells, strconv.FormatInt(n, 10))
	}
	return &record{key: key(p.commission, p.series, p.version), columns: columns, cells: cells}
}

// counted lists the columns in which the record holds a count.
func (r *record) counted() []int {
	var columns []int
	for i := len(protocolHead); i < len(r.cells); i++ {
		if r.cells[i] != "" {
			columns = append(columns, i)
		}
	}
	return columns
}

// row writes a commission as a row of commissions.csv. No place on a map is
// invented for a precinct.
func (c *commission) row() []string {
	return []string{
		c.id, c.level, c.parent, c.number, c.name.Ky, c.name.Ru, c.address.Ky, c.address.Ru, c.kind, c.zone,
		c.notBefore, "", "", c.mapUnit,
	}
}

// A correction is a mistake in the first version of a protocol that the second
// puts right. The arithmetic holds in both: such mistakes are found by people.
type correction struct {
	code string
	// mistake changes true figures into the mistaken ones; false where these
	// figures leave no room for it.
	mistake func(f *figures, r *rand.Rand) bool
}

// corrections have their reasons, under the same codes, in reasons.csv.
var corrections = []correction{
	{"votes_swapped", func(f *figures, r *rand.Rand) bool {
		i := r.IntN(len(f.votes) - 1)
		if f.votes[i] == f.votes[i+1] {
			return false
		}
		f.votes[i], f.votes[i+1] = f.votes[i+1], f.votes[i]
		return true
	}},
	{"spoiled_as_unused", func(f *figures, _ *rand.Rand) bool {
		if f.lines[ballotsSpoiled] == 0 {
			return false
		}
		f.lines[ballotsUnused] += f.lines[ballotsSpoiled]
		f.lines[ballotsSpoiled] = 0
		return true
	}},
}
