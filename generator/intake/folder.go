package intake

import (
	"strings"

	"achyk/generator/finding"
	"achyk/generator/mapping"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// columns are the canonical columns, by table. Those of protocols go on with a
// column for each line and each selection.
var columns = map[string][]string{
	"commissions": commissionColumns, "selections": selectionColumns, "decisions": decisionColumns, "waivers": waiverColumns,
	"protocols": protocolColumns, "participation": participationColumns, "turnout": turnoutColumns, "events": eventColumns,
	"documents": documentColumns, "regions": regionColumns, "complaints": complaintColumns,
}

// tables are the canonical tables, in the order in which they are named to
// operators.
var tables = []string{
	"commissions", "selections", "decisions", "waivers", "protocols", "participation", "turnout", "events", "documents", "regions",
	"complaints",
}

// scans is the folder of images and papers. What lies there is no table.
const scans = "scans"

// survey finds out which files of the folder give which tables. Files that
// nobody reads are findings, so that an export under a wrong name does not go
// missing in silence.
func (r *reader) survey() error {
	plan, found, err := mapping.New(sheets.Open(r.dir, append(r.outlines(), scans)...), r.file.Sources, r.file.Tables, columns, r.document.at)
	if err != nil {
		return err
	}
	r.plan = plan
	for _, f := range found {
		r.take(f)
	}
	plan.Tell(r.take)
	for _, name := range plan.Unclaimed() {
		r.report(finding.Finding{Code: finding.TableNotRead, At: source.Cell{File: &source.File{Path: name}}}.
			With("known", strings.Join(tables, ", ")))
	}
	return nil
}

// missingTable reports a table that an election cannot do without.
func (r *reader) missingTable(name string) {
	r.report(finding.Finding{Code: finding.TableMissing, At: source.Cell{File: &source.File{Path: name}}}.With("table", name))
}
