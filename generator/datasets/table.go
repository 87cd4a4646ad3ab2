package datasets

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/charts"
	"achyk/generator/election"
	"achyk/generator/wording"
)

// A table is a CSV file being written: RFC 4180 with line feeds, in UTF-8
// without a mark, a header and then rows. Every file leads with the columns
// election and training, so that a row copied out of it still says what it is.
type table struct {
	bytes   []byte
	columns []string
	rows    int64
	lead    string // the leading cells of every row
	started bool   // the row has a cell
	expect  int64  // rows, or a little more; 0 = nobody knows
	err     error  // why it ended early
}

// A definition is one table of the set.
type definition struct {
	name    string
	columns func(s *Set) []string
	fill    func(s *Set, t *table)
	// of reports whether the election has what the table is of: an empty one would
	// read as if all had come out, or nothing had been kept back. nil = it has.
	of    func(s *Set) bool
	lines bool // JSON objects, one a line, and no CSV
}

// extension is how the name of the table's file ends.
func (d *definition) extension() string {
	if d.lines {
		return ".ndjson"
	}
	return ".csv"
}

// definitions are the tables in the order they are offered.
var definitions = []definition{
	{name: ResultsTable, columns: resultColumns, fill: (*Set).results},
	{name: "protocols", columns: protocolColumns, fill: (*Set).protocols},
	{name: "protocols-long", columns: figureColumns, fill: (*Set).figures},
	{name: "commissions", columns: commissionColumns, fill: (*Set).commissions},
	{name: "selections", columns: selectionColumns, fill: (*Set).selections},
	{name: "decisions", columns: decisionColumns, fill: (*Set).decisions},
	{name: "checks", columns: checkColumns, fill: (*Set).checks, of: (*Set).checked},
	{name: "verdicts", columns: verdictColumns, fill: (*Set).verdicts, of: (*Set).checked},
	{name: DiscrepanciesTable, columns: discrepancyColumns, fill: (*Set).discrepancies, of: (*Set).checked},
	{name: "corrections", columns: correctionColumns, fill: (*Set).corrections},
	{name: DocumentsTable, columns: documentColumns, fill: (*Set).documentRows, of: (*Set).documented},
	{name: ScansTable, columns: scanColumns, fill: (*Set).scanRows, of: (*Set).scanned},
	{name: HoursTable, columns: hourColumns, fill: (*Set).hourRows, of: (*Set).reported},
	{
		name: DistributionTable, columns: distributionColumns, fill: (*Set).distributionRows,
		of: anySheet(func(of *charts.Sheet) bool { return len(of.Distribution.Bins) > 0 }),
	},
	{
		name: ComparedTable, columns: comparedColumns, fill: (*Set).comparedRows,
		of: anySheet(func(of *charts.Sheet) bool { return len(of.Comparison.Device) > 0 }),
	},
	{
		name: ShapesTable, columns: shapeColumns, fill: (*Set).shapeRows,
		of: anySheet(func(of *charts.Sheet) bool { return len(of.Comparison.Beneath) > 0 }),
	},
	{
		name: ArrivalsTable, columns: arrivalColumns, fill: (*Set).arrivalRows,
		of: anySheet(func(of *charts.Sheet) bool { return len(of.Arrivals.Steps) > 0 }),
	},
	{name: ExportsTable, columns: exportColumns, fill: (*Set).exports},
	{name: ChangesTable, columns: changeKeys, fill: (*Set).changes, lines: true},
}

func (s *Set) checked() bool { return len(s.Election.Checks) > 0 }

// begin starts a table.
func (t *table) begin(s *Set, columns []string) {
	t.columns = append([]string{"election", "training"}, columns...)
	for _, name := range t.columns {
		t.text(name)
	}
	t.bytes = append(t.bytes, '\n')
	t.started = false
	t.lead = s.Election.ID + ",no"
	if s.Election.Training {
		t.lead = s.Election.ID + ",yes"
	}
}

// row begins a row.
func (t *table) row() {
	t.bytes = append(t.bytes, t.lead...)
	t.started = true
}

// end ends a row.
func (t *table) end() {
	t.bytes = append(t.bytes, '\n')
	t.started = false
	if t.rows++; t.rows == sample && t.expect > sample {
		// Growing by doubling would need three times the memory of a table that
		// may have millions of rows.
		t.bytes = slices.Grow(t.bytes, len(t.bytes)*int(t.expect/sample+1)*11/10-len(t.bytes))
	}
}

// sample is how many rows tell how long the others will be.
const sample = 1000

func (t *table) cell() {
	if t.started {
		t.bytes = append(t.bytes, ',')
	}
	t.started = true
}

// empty is a cell for what is unknown, or not there.
func (t *table) empty() { t.cell() }

// texts writes a cell each.
func (t *table) texts(all ...string) {
	for _, s := range all {
		t.text(s)
	}
}

// text writes what somebody wrote. A spreadsheet would take some beginnings for
// a formula, and run it; an apostrophe keeps them text.
func (t *table) text(s string) {
	t.cell()
	guarded := s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
	if !strings.ContainsAny(s, ",\"\n\r") {
		if guarded {
			t.bytes = append(t.bytes, '\'')
		}
		t.bytes = append(t.bytes, s...)
		return
	}
	t.bytes = append(t.bytes, '"')
	if guarded {
		t.bytes = append(t.bytes, '\'')
	}
	for i := range len(s) {
		if s[i] == '"' {
			t.bytes = append(t.bytes, '"')
		}
		t.bytes = append(t.bytes, s[i])
	}
	t.bytes = append(t.bytes, '"')
}

// both writes a cell a language.
func (t *table) both(text wording.Text) { t.texts(text.Ky, text.Ru) }

// decimal writes a decimal as it was given; whatever else stands there is text.
func (t *table) decimal(s string) {
	if strings.Trim(s, "-.0123456789") != "" {
		t.text(s)
		return
	}
	t.cell()
	t.bytes = append(t.bytes, s...)
}

func (t *table) number(n int64) {
	t.cell()
	t.bytes = strconv.AppendInt(t.bytes, n, 10)
}

// count writes a count; an unknown one is empty, which is not zero.
func (t *table) count(c election.Count) {
	if n, known := c.Value(); known {
		t.number(n)
	} else {
		t.empty()
	}
}

// ordinal writes a number that counts from 1, so that 0 is none.
func (t *table) ordinal(n int) {
	if n == 0 {
		t.empty()
	} else {
		t.number(int64(n))
	}
}

func (t *table) yes(is bool) {
	if is {
		t.text("yes")
	} else {
		t.text("no")
	}
}

// time writes a moment; an unknown one is empty.
func (t *table) time(at time.Time) {
	t.cell()
	if !at.IsZero() {
		t.bytes = at.AppendFormat(t.bytes, time.RFC3339)
	}
}

// decision writes the id of a decision; empty for none.
func (t *table) decision(d *election.Decision) {
	if d == nil {
		t.empty()
	} else {
		t.text(d.ID)
	}
}

func (t *table) digest() string {
	sum := sha256.Sum256(t.bytes)
	return hex.EncodeToString(sum[:])
}
