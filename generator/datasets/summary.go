package datasets

import (
	"slices"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A SummaryDocument is the summary table of a commission: its own protocol, the
// sum of those beneath, and what each of the next commissions beneath has.
type SummaryDocument struct {
	Head
	Commission Place          `json:"commission"`
	Within     []Place        `json:"within,omitempty"` // the places above, the nearest first
	Tables     []SummaryTable `json:"tables"`           // of each contest and part
}

// A SummaryTable is the table of one contest, or of one of its parts.
type SummaryTable struct {
	Contest  string          `json:"contest"`
	Name     Text            `json:"name"`
	Part     string          `json:"part,omitempty"`
	PartName *Text           `json:"part_name,omitempty"`
	Sources  []SummarySource `json:"sources"`          // where the columns come from
	Compared bool            `json:"compared"`         // a commission has both a typed column and a protocol
	Differ   *int64          `json:"differ,omitempty"` // figures typed otherwise than the protocol has them
	Rows     []SummaryRow    `json:"rows"`
	Columns  []SummaryColumn `json:"columns"` // in the order of the table commissions
}

// A SummarySource is where the figures of so many columns come from.
type SummarySource struct {
	Basis   string `json:"basis"`
	Columns int64  `json:"columns"`
}

// A SummaryRow is a line of the paper, or the votes for a selection.
type SummaryRow struct {
	Line       string  `json:"line,omitempty"`
	Number     string  `json:"number,omitempty"` // as the paper prints it
	Selection  string  `json:"selection,omitempty"`
	Name       Text    `json:"name"`
	Own        *Amount `json:"own,omitempty"` // of its own protocol, where there is one
	Sum        Amount  `json:"sum"`
	Difference *Amount `json:"difference,omitempty"` // own less sum; unknown unless both are exact
}

// A SummaryColumn is one commission beneath.
type SummaryColumn struct {
	Place
	State     string          `json:"state"`
	Basis     string          `json:"basis"`               // summary, protocol, sum or none
	Overtaken bool            `json:"overtaken,omitempty"` // the sum has what lies beneath it instead
	Blurred   bool            `json:"blurred,omitempty"`   // some of its votes leave the sum, nobody knows which
	Figures   []SummaryFigure `json:"figures,omitempty"`   // by rows
}

// A SummaryFigure is a figure of a column, and what the commission's own
// protocol has where that is something else.
type SummaryFigure struct {
	Amount
	Protocol *Amount `json:"protocol,omitempty"`
}

// HasSummary reports whether a commission draws up a summary table: it signs,
// and so do others beneath it.
func HasSummary(e *election.Election, c *election.Commission) bool {
	return e.Signs(c) && len(e.Signing(c)) > 0
}

// summaryDocument is the document of a summary table.
func (s *Set) summaryDocument(c *election.Commission) *SummaryDocument {
	d := &SummaryDocument{
		Head: s.head(summaryKind, SummaryPath(s.Election, c), s.Latest(c)), Commission: s.place(c), Within: s.within(c),
		Tables: []SummaryTable{},
	}
	for _, k := range s.Election.Contests {
		if !k.HeldAt(c) {
			continue
		}
		for part := range k.PartCount() {
			d.Tables = append(d.Tables, s.summaryTable(c, k, part))
		}
	}
	return d
}

func (s *Set) summaryTable(c *election.Commission, k *election.Contest, part int) SummaryTable {
	t := SummaryTable{
		Contest: k.ID, Name: text(k.Name), Sources: []SummarySource{}, Rows: []SummaryRow{}, Columns: []SummaryColumn{},
	}
	if t.Part = partID(k, part); t.Part != "" {
		t.PartName = optional(k.Parts[part].Name)
	}
	var columns []rollup.Column
	bases := make(map[rollup.Basis]int64)
	for _, one := range s.Election.Signing(c) {
		if !k.HeldAt(one) {
			continue
		}
		x := s.Column(one, k, part)
		columns = append(columns, x)
		bases[x.Basis()]++
		t.compare(&x)
	}
	for _, basis := range rollup.Bases {
		if n := bases[basis]; n > 0 {
			t.Sources = append(t.Sources, SummarySource{string(basis), n})
		}
	}
	whole := s.Part(c, k, part)
	shown := t.rows(k, whole, columns)
	if len(shown) == 0 {
		t.Sources = []SummarySource{} // none is worth a word
	}
	for i := range columns {
		t.Columns = append(t.Columns, s.summaryColumn(&columns[i], shown))
	}
	return t
}

// compare counts where a column was typed otherwise than its protocol.
func (t *SummaryTable) compare(x *rollup.Column) {
	differ, compared := x.Differ()
	t.Compared = t.Compared || compared > 0
	if differ > 0 && t.Differ == nil {
		t.Differ = new(int64)
	}
	if differ > 0 {
		*t.Differ += int64(differ)
	}
}

// rows fills the rows that stand on any paper of the table, and says which.
func (t *SummaryTable) rows(k *election.Contest, whole rollup.PartResult, columns []rollup.Column) (shown []int) {
	at := func(tally *rollup.Tally, i int) rollup.Total {
		switch {
		case tally == nil:
			return rollup.Total{}
		case i < len(k.Lines):
			return tally.Lines[i]
		}
		return tally.Votes[i-len(k.Lines)]
	}
	for i := range len(k.Lines) + len(k.Selections) {
		own, sum := at(whole.Own, i), at(whole.Beneath, i)
		there := func(total rollup.Total) bool { return total.Counts+total.OutCounts > 0 }
		if !there(own) && !there(sum) && !slices.ContainsFunc(columns, func(x rollup.Column) bool { return there(x.Figure(i).Total) }) {
			continue
		}
		var row SummaryRow
		if i < len(k.Lines) {
			row = SummaryRow{Line: k.Lines[i].Code, Number: k.Lines[i].Number, Name: text(k.Lines[i].Name)}
		} else {
			of := k.Selections[i-len(k.Lines)]
			row = SummaryRow{Selection: of.ID, Name: text(of.Name)}
		}
		row.Sum = figure(sum)
		if whole.Own != nil {
			row.Own = new(figure(own))
			row.Difference = new(difference(own, sum.Plus(at(whole.Owed, i))))
		}
		t.Rows = append(t.Rows, row)
		shown = append(shown, i)
	}
	return shown
}

func (s *Set) summaryColumn(x *rollup.Column, rows []int) SummaryColumn {
	r := x.Result
	c := SummaryColumn{
		Place: s.place(r.Commission), State: string(x.State()), Basis: string(x.Basis()), Overtaken: r.Overtaken != nil && x.Sum == nil,
	}
	if x.Empty() {
		return c
	}
	c.Blurred = x.Blurred()
	for _, i := range rows {
		f := x.Figure(i)
		cell := SummaryFigure{Amount: figure(f.Total)}
		if f.Voided && cell.State != notOnForm {
			cell.Voided = true
		}
		if f.Differs {
			cell.Protocol = new(amount(f.Paper.Amount()))
		}
		c.Figures = append(c.Figures, cell)
	}
	return c
}
