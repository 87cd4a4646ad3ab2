package pages

import (
	"slices"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/templates"
)

// A column of a precinct's table is one protocol of one part and series.
type column struct {
	heading  templates.Column
	protocol *election.Protocol
}

// columns are the protocols in force of a precinct, side by side.
func (v view) columns(r *rollup.Result) []column {
	k := r.Contest
	var columns []column
	if r.Commission.Sealed(v.AsOf) {
		return nil
	}
	for part := range k.PartCount() {
		for _, series := range election.AllSeries {
			p := v.Standing.InForce(r.Commission, k, part, series, v.AsOf)
			if p == nil {
				continue
			}
			heading := templates.Column{Name: v.w.Text("series." + string(series)), Force: templates.Official, Kind: templates.Counts}
			if len(k.Parts) > 0 {
				heading.Name = k.Parts[part].Name.In(v.w.Code()) + ": " + heading.Name
			}
			if series == election.Device {
				heading.Force = templates.Preliminary
			}
			columns = append(columns, column{heading, p})
		}
	}
	return columns
}

// precinctLines is the table of all protocols in force, line by line as on the
// paper, so that they can be compared with it. Where a contest has parts their
// total stands first. The votes follow where the table of results does not show
// those of every protocol.
func (v view) precinctLines(r *rollup.Result) templates.LinesTable {
	k, lead, columns := r.Contest, r.Leading(), v.columns(r)
	var table templates.LinesTable
	total := len(k.Parts) > 0 && lead.Tally != nil
	if total {
		table.Columns = append(table.Columns, templates.Column{
			Name: v.w.Text("column.total"), Force: force(lead), Kind: templates.Counts,
		})
	}
	for _, column := range columns {
		table.Columns = append(table.Columns, column.heading)
	}
	for i := range k.Lines {
		row, any := v.lineRow(&k.Lines[i]), false
		if total {
			row.Cells = append(row.Cells, lineCell(lead.Tally.Lines[i]))
		}
		for _, column := range columns {
			on := k.Lines[i].On(r.Commission, column.protocol.Series, column.protocol.Part)
			any = any || on
			row.Cells = append(row.Cells, templates.LineCell{
				Amount: column.protocol.Lines[i].Amount(), Absent: !on, Voided: on && r.Voided.Whole != nil,
			})
		}
		if any {
			table.Rows = append(table.Rows, row)
		}
	}
	if !slices.ContainsFunc(columns, func(c column) bool { return total || r.Voided.Outside != nil || !shown(r, c.protocol) }) {
		return table
	}
	for i, s := range k.Selections {
		row := templates.LineRow{Name: v.w.Text("lines.votes", "name", s.Name.In(v.w.Code()))}
		if total {
			row.Cells = append(row.Cells, lineCell(lead.Tally.Votes[i]))
		}
		for _, column := range columns {
			row.Cells = append(row.Cells, templates.LineCell{
				Amount: column.protocol.Votes[i].Amount(), Voided: r.Voided.Whole != nil || r.Voided.Selections[i] != nil,
			})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// shown reports whether the table of results shows a protocol's votes: those in
// force, and the scanner's beside them.
func shown(r *rollup.Result, p *election.Protocol) bool {
	return slices.Contains(r.Protocols, p) || p.Series == election.Device
}
