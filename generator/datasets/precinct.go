package datasets

import (
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A PrecinctDocument is a commission of the lowest level.
type PrecinctDocument struct {
	Head
	Commission     Place           `json:"commission"`
	Address        *Text           `json:"address,omitempty"`
	CommissionKind string          `json:"commission_kind,omitempty"` // ordinary, abroad, remote, mobile, closed
	NotBefore      *time.Time      `json:"not_before,omitempty"`      // the embargo, while it holds
	Within         []Place         `json:"within,omitempty"`          // the places above, the nearest first
	Notices        []Notice        `json:"notices,omitempty"`
	Contests       []PrecinctScore `json:"contests"`
	Decisions      *Decisions      `json:"decisions,omitempty"` // those that touch it
	Records        *Records        `json:"records,omitempty"`
	Papers         *Papers         `json:"papers,omitempty"`
}

// A PrecinctScore is what a precinct reported of one contest.
type PrecinctScore struct {
	Contest    string      `json:"contest"`
	Name       Text        `json:"name"`
	State      string      `json:"state"`
	Force      string      `json:"force"`
	Turnout    *Turnout    `json:"turnout,omitempty"`
	Results    *Results    `json:"results,omitempty"`
	Lines      *Lines      `json:"lines,omitempty"`  // of a contest with parts: the total, and the protocol of each
	Counts     []Counts    `json:"counts,omitempty"` // of each part of which there is more than the lines show
	Steps      []Step      `json:"steps,omitempty"`
	Arithmetic *Arithmetic `json:"arithmetic,omitempty"`
	Versions   []Version   `json:"versions,omitempty"` // all of them, first to last
}

// A Version is one version of one protocol; its figures are in the table
// protocols.
type Version struct {
	Part     string `json:"part,omitempty"`
	PartName *Text  `json:"part_name,omitempty"`
	Series   string `json:"series"`
	Version  int64  `json:"version"`
	Kind     string `json:"version_kind"` // original, corrected
	Times
	Reason    *Text  `json:"reason,omitempty"`
	Changes   *int64 `json:"changes,omitempty"` // how many figures are not those of the version before
	InForce   bool   `json:"in_force"`
	RefusedBy string `json:"refused_by,omitempty"`
	Source    *Cell  `json:"source,omitempty"` // the row, or the file, it was read from
}

// Times are when a version was signed and when it was received.
type Times struct {
	Received *time.Time `json:"received,omitempty"`
	Signed   *time.Time `json:"signed,omitempty"`
}

func times(p *election.Protocol) Times { return Times{moment(p.Received), moment(p.Signed)} }

// precinctDocument is the document of a commission of the lowest level.
func (s *Set) precinctDocument(c *election.Commission) *PrecinctDocument {
	// They are worked out when asked, so they are asked once.
	results := make([]*rollup.Result, len(s.Election.Contests))
	for i, k := range s.Election.Contests {
		results[i] = s.Of(c, k)
	}
	d := &PrecinctDocument{
		Head: s.head(precinctKind, Path(s.Election, c), s.Latest(c)), Commission: s.place(c), Address: optional(c.Address),
		CommissionKind: string(c.Kind), Within: s.within(c), Notices: s.precinctNotices(c, results),
		Contests: []PrecinctScore{}, Decisions: s.decisionsOf(c), Records: s.recordsOf(c), Papers: s.papersSection(c),
	}
	if s.embargoed(c) {
		d.NotBefore = moment(c.NotBefore.In(s.Election.Zone))
	}
	for _, r := range results {
		if r.Contest.Within(c) {
			d.Contests = append(d.Contests, s.precinctScore(r))
		}
	}
	return d
}

// precinctScore is what a precinct reported of one contest: the figures in
// force, and every other count of the same ballots beside them.
func (s *Set) precinctScore(r *rollup.Result) PrecinctScore {
	k, lead := r.Contest, r.Leading()
	p := PrecinctScore{
		Contest: k.ID, Name: text(k.Name), State: string(r.Overall()), Force: force(lead),
		Arithmetic: s.arithmetic(r.Commission, k), Versions: s.versions(r),
	}
	if lead.Tally == nil {
		return p
	}
	p.Turnout = turnout(k, lead.Tally)
	p.Results = votes(k, lead.Tally, r.Voided)
	for i := range p.Results.Rows {
		if at := k.Selections[i].Position; at > 0 {
			p.Results.Rows[i].Position = new(int64(at))
		}
	}
	p.Lines, p.Counts, p.Steps = partLines(r, lead), s.countsOf(r), s.steps(r)
	return p
}

// versions are all versions of all protocols of one contest that may be shown.
func (s *Set) versions(r *rollup.Result) []Version {
	var all []Version
	if r.Commission.Sealed(s.AsOf) {
		return nil
	}
	for _, p := range r.Commission.Protocols {
		if p.Contest != r.Contest || !p.KnownAt(s.AsOf) {
			continue
		}
		v := Version{
			Part: part(p), Series: string(p.Series), Version: int64(p.Version), Kind: versionKind(p),
			Times: times(p), Reason: optional(p.Reason),
			InForce: slices.Contains(r.Protocols, p) && r.Voided.Whole == nil, Source: cell(p.At),
		}
		if n := int64(len(election.Differences(p.Before(s.AsOf), p))); n > 0 {
			v.Changes = &n
		}
		if v.Part != "" {
			v.PartName = optional(r.Contest.Parts[p.Part].Name)
		}
		if d := s.Standing.Refused(p); d != nil {
			v.RefusedBy = d.ID
		}
		all = append(all, v)
	}
	return all
}
