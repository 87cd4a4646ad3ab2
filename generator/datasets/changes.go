package datasets

import (
	"time"

	"achyk/generator/changes"
	"achyk/generator/checks"
	"achyk/generator/election"
)

// ChangesTable is the table of everything that happened to the figures, in lines
// of JSON: whoever folds them has what is published.
const ChangesTable = "changes"

// ChangesPath is where that table lies, below the root of the site.
func (s *Set) ChangesPath() string {
	return "data/" + s.Election.ID + "/" + FileName(s.Election, ChangesTable+".ndjson")
}

func changeKeys(*Set) []string { return changes.Keys }

// changes is a line an entry, oldest first.
func (s *Set) changes(t *table) {
	t.expect = s.versionsAtMost()
	for e := range changes.Of(s.Country) {
		if t.bytes, t.err = changes.Append(t.bytes, s.Election, e); t.err != nil {
			return
		}
		t.end()
	}
}

func correctionColumns(*Set) []string {
	return []string{
		"commission", "level", "contest", "part", "series", "from_version", "version", "received", "reason_code", "reason_ky", "reason_ru",
		"decision", "item", "before", "after",
	}
}

// corrections is a row a figure that a later version of a protocol changed. A
// version that changed none has a row without a figure.
func (s *Set) corrections(t *table) {
	for _, entry := range s.list(checks.Corrected) {
		p, before := entry.Change.After, entry.Change.Before
		changed := entry.Change.Figures()
		if len(changed) == 0 {
			changed = []election.Difference{{}}
		}
		for _, d := range changed {
			t.row()
			t.texts(p.Commission.ID, s.Election.Levels[p.Commission.Level].ID, p.Contest.ID, part(p), string(p.Series))
			t.number(int64(before.Version))
			t.number(int64(p.Version))
			t.time(p.Received)
			t.text(p.ReasonCode)
			t.both(p.Reason)
			t.texts(p.Decision, d.Item.Code())
			t.count(d.Before)
			t.count(d.After)
			t.end()
		}
	}
}

// A Change is something that became otherwise.
type Change struct {
	ID   string     `json:"id"` // as in the table changes
	Kind string     `json:"change_kind"`
	At   *time.Time `json:"at,omitempty"`

	// Of a version that came, or that stands since a decision.
	Part        string          `json:"part,omitempty"`
	PartName    *Text           `json:"part_name,omitempty"`
	Series      string          `json:"series,omitempty"`
	FromSeries  string          `json:"from_series,omitempty"` // where it is another
	FromVersion *int64          `json:"from_version,omitempty"`
	Version     *int64          `json:"version,omitempty"`
	ReasonCode  string          `json:"reason_code,omitempty"`
	Reason      *Text           `json:"reason,omitempty"`
	Figures     []ChangedFigure `json:"figures,omitempty"`

	Decision *Ruling `json:"decision,omitempty"`
	InEffect *bool   `json:"in_effect,omitempty"` // of a decision that was made
	Revokes  *Ruling `json:"revokes,omitempty"`
	Left     *int64  `json:"protocols_left,omitempty"`
	Back     *int64  `json:"protocols_back,omitempty"`
	Partly   *int64  `json:"protocols_partly,omitempty"`
	Versions *int64  `json:"versions_replaced,omitempty"` // where there are several
}

// A ChangedFigure is a line or a selection's votes, before and after. There is no
// difference where one of them is unknown.
type ChangedFigure struct {
	Item       string `json:"item"`
	Number     string `json:"number,omitempty"` // of the line, as printed
	Name       *Text  `json:"name,omitempty"`
	Before     Amount `json:"before"`
	After      Amount `json:"after"`
	Difference *int64 `json:"difference,omitempty"`
}

// change describes an entry of the lists of changes and corrections.
func (s *Set) change(e *checks.Entry) *Change {
	t := e.Change
	c := &Change{
		ID: t.ID, Kind: string(t.Kind), At: moment(t.At), Left: some(t.Left), Back: some(t.Back), Partly: some(t.Partly),
	}
	if t.Versions > 1 {
		c.Versions = some(t.Versions)
	}
	if t.Decision != nil {
		c.Decision = s.ruling(t.Decision)
		if t.Kind == changes.Decided {
			c.InEffect = new(s.Standing.RevokedBy(t.Decision) == nil)
		}
		if of := t.Decision.Revokes; of != nil && t.Kind == changes.Decided {
			c.Revokes = s.ruling(of)
		}
	}
	if p := t.After; p != nil {
		c.series(p)
		c.Version = new(int64(p.Version))
	}
	if p := t.Before; p != nil {
		if c.FromVersion = new(int64(p.Version)); t.After == nil {
			c.series(p)
		} else if p.Series != t.After.Series {
			c.FromSeries = string(p.Series)
		}
	}
	if p := t.Version(); p != nil {
		c.ReasonCode, c.Reason = p.ReasonCode, optional(p.Reason)
	}
	c.Figures = changedFigures(t.Figures())
	return c
}

func (c *Change) series(p *election.Protocol) {
	c.Series = string(p.Series)
	if c.Part = part(p); c.Part != "" {
		c.PartName = optional(p.Contest.Parts[p.Part].Name)
	}
}

func changedFigures(all []election.Difference) []ChangedFigure {
	var figures []ChangedFigure
	for _, d := range all {
		figures = append(figures, changedFigure(d))
	}
	return figures
}

func changedFigure(d election.Difference) ChangedFigure {
	f := ChangedFigure{Item: d.Item.Code(), Before: amount(d.Before.Amount()), After: amount(d.After.Amount())}
	if d.Item.Line != nil {
		f.Number, f.Name = d.Item.Line.Number, optional(d.Item.Line.Name)
	} else {
		f.Name = optional(d.Item.Select.Name)
	}
	before, known := d.Before.Value()
	after, too := d.After.Value()
	if known && too {
		f.Difference = new(after - before)
	}
	return f
}

// some is a count of which nothing is said where there is none.
func some(n int) *int64 {
	if n == 0 {
		return nil
	}
	return new(int64(n))
}
