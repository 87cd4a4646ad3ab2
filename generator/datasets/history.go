package datasets

import (
	"slices"
	"strconv"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A HistoryDocument is every version of every protocol of one commission.
type HistoryDocument struct {
	Head
	Commission Place             `json:"commission"`
	Within     []Place           `json:"within,omitempty"`
	Protocols  []ProtocolHistory `json:"protocols"`
}

// A ProtocolHistory is all versions of one count, the last first.
type ProtocolHistory struct {
	Contest     string           `json:"contest"`
	ContestName *Text            `json:"contest_name,omitempty"` // where the day has several
	Part        string           `json:"part,omitempty"`
	PartName    *Text            `json:"part_name,omitempty"`
	Series      string           `json:"series"`
	Versions    []HistoryVersion `json:"versions"`
}

// A HistoryVersion is one version with what it changed and the cell of every
// figure.
type HistoryVersion struct {
	Version   int64           `json:"version"`
	Kind      string          `json:"version_kind"` // original, corrected
	Times                     // received, signed
	Reason    *Text           `json:"reason,omitempty"`
	Code      string          `json:"reason_code,omitempty"`
	Decision  string          `json:"decision,omitempty"` // that it rests on, by its id
	Decided   *Ruling         `json:"decided,omitempty"`  // the same, where it is known
	RefusedBy *Ruling         `json:"refused_by,omitempty"`
	VoidedBy  *Ruling         `json:"voided_by,omitempty"`
	InForce   bool            `json:"in_force"`
	Follows   *int64          `json:"follows,omitempty"` // the version before it
	Changes   []ChangedFigure `json:"changes,omitempty"` // the figures that are not those of the version before
	Source    *Cell           `json:"source,omitempty"`
	Figures   []Read          `json:"figures"`
}

// A Read is one figure of a protocol with the cell it was read from.
type Read struct {
	Item   string `json:"item"`
	Number string `json:"number,omitempty"`
	Name   *Text  `json:"name,omitempty"`
	Figure Amount `json:"figure"`
	Cell   string `json:"cell,omitempty"` // as a spreadsheet names it: N12; with its file where that is another
}

// HasHistory reports whether any version of a protocol of a commission may be
// shown.
func (s *Set) HasHistory(c *election.Commission) bool {
	return !c.Sealed(s.AsOf) && slices.ContainsFunc(c.Protocols, func(p *election.Protocol) bool { return p.KnownAt(s.AsOf) })
}

func (s *Set) historyDocument(c *election.Commission) *HistoryDocument {
	d := &HistoryDocument{
		Head: s.head(historyKind, HistoryPath(s.Election, c), s.Latest(c)), Commission: s.place(c), Within: s.within(c),
		Protocols: []ProtocolHistory{},
	}
	for _, k := range s.Election.Contests {
		var r *rollup.Result
		for _, p := range c.Protocols {
			if p.Contest != k || !p.KnownAt(s.AsOf) {
				continue
			}
			if r == nil {
				r = s.Of(c, k)
			}
			h := s.historyOf(&d.Protocols, p)
			h.Versions = append([]HistoryVersion{s.historyVersion(r, p)}, h.Versions...)
		}
	}
	return d
}

// historyOf is where the versions of a count are gathered.
func (s *Set) historyOf(all *[]ProtocolHistory, p *election.Protocol) *ProtocolHistory {
	for i := range *all {
		if h := &(*all)[i]; h.Contest == p.Contest.ID && h.Part == part(p) && h.Series == string(p.Series) {
			return h
		}
	}
	h := ProtocolHistory{Contest: p.Contest.ID, Part: part(p), Series: string(p.Series)}
	if len(s.Election.Contests) > 1 {
		h.ContestName = optional(p.Contest.Name)
	}
	if h.Part != "" {
		h.PartName = optional(p.Contest.Parts[p.Part].Name)
	}
	*all = append(*all, h)
	return &(*all)[len(*all)-1]
}

func (s *Set) historyVersion(r *rollup.Result, p *election.Protocol) HistoryVersion {
	v := HistoryVersion{
		Version: int64(p.Version), Kind: versionKind(p), Times: times(p), Reason: optional(p.Reason), Source: cell(p.At), Code: p.ReasonCode, Decision: p.Decision,
		InForce: slices.Contains(r.Protocols, p) && r.Voided.Whole == nil, Figures: make([]Read, 0, len(p.Lines)+len(p.Votes)),
	}
	if d := s.Election.Decision(p.Decision); d != nil {
		v.Decided = s.ruling(d)
	}
	if d := s.Standing.Refused(p); d != nil {
		v.RefusedBy = s.ruling(d)
	}
	if d := r.Voided.Whole; d != nil {
		v.VoidedBy = s.ruling(d)
	}
	if before := p.Before(s.AsOf); before != nil {
		v.Follows = new(int64(before.Version))
		for _, d := range election.Differences(before, p) {
			v.Changes = append(v.Changes, changedFigure(d))
		}
	}
	for item, count := range p.Figures() {
		read := Read{Item: item.Code(), Name: itemName(item), Figure: amount(count.Amount()), Cell: CellOf(p, count)}
		if item.Line != nil {
			read.Number = item.Line.Number
		}
		read.Figure.Voided = r.Voided.Whole != nil || item.Select != nil && r.Voided.Selections[item.Select.Index] != nil
		v.Figures = append(v.Figures, read)
	}
	return v
}

// CellOf names the cell of a figure as a spreadsheet does: N12. A column that has
// no letter goes by its key, and a file other than the record's by its path. It is
// empty for a figure that was read nowhere.
func CellOf(p *election.Protocol, c election.Count) string {
	at := c.At
	if !at.Known() || at.Row == 0 {
		return ""
	}
	name := at.Letter()
	if at.File.Keys != nil && name != "" {
		name += " "
	}
	name += strconv.Itoa(int(at.Row))
	if at.File != p.At.File {
		where := at.File.Path
		if at.File.Sheet != "" {
			where += "!" + at.File.Sheet
		}
		name = where + ": " + name
	}
	return name
}
