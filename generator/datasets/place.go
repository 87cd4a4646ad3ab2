package datasets

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A PlaceDocument is the country, a region, or a commission with others beneath
// it.
type PlaceDocument struct {
	Head
	Commission Place        `json:"commission"`
	Within     []Place      `json:"within,omitempty"` // the places above, the nearest first
	Source     *Text        `json:"source,omitempty"`
	Gaps       []Text       `json:"gaps,omitempty"` // what the data do not hold
	Notices    []Notice     `json:"notices,omitempty"`
	Contests   []PlaceScore `json:"contests"`
	Checks     []CheckCount `json:"checks,omitempty"` // of all protocols beneath, its own included
	Lists      []ListRef    `json:"lists,omitempty"`
	Records    *Records     `json:"records,omitempty"` // of its own commission, never a sum
	Papers     *Papers      `json:"papers,omitempty"`
	Decisions  *Decisions   `json:"decisions,omitempty"`
	Missing    []Missing    `json:"missing,omitempty"`
}

// A PlaceScore is what a place reports of one contest.
type PlaceScore struct {
	Contest    string       `json:"contest"`
	Name       Text         `json:"name"`
	State      string       `json:"state"`
	Force      string       `json:"force"`
	Basis      string       `json:"basis,omitempty"`      // own: its signed protocol; sum: of what lies beneath
	Determined *Ruling      `json:"determined,omitempty"` // the decision that determined the result
	LeftOut    *LeftOut     `json:"left_out,omitempty"`   // what decisions took out of the sum beneath
	Agreement  *Agreement   `json:"agreement,omitempty"`  // of its own protocol and the sum beneath
	Leading    *Leading     `json:"leading,omitempty"`    // left out on a tie or without data
	Turnout    *Turnout     `json:"turnout,omitempty"`
	Progress   []Progress   `json:"progress,omitempty"`
	Results    *Results     `json:"results,omitempty"`
	Lines      *Lines       `json:"lines,omitempty"`
	Arithmetic *Arithmetic  `json:"arithmetic,omitempty"` // of its own protocols
	Summary    string       `json:"summary,omitempty"`    // path of the summary table of its commission
	Device     *DeviceSum   `json:"device,omitempty"`
	Ledger     []Account    `json:"ledger,omitempty"`
	Children   []Child      `json:"children,omitempty"`
	Maps       []MapFigures `json:"maps,omitempty"` // of the country: who is ahead where
}

// A Leading is the selection with the most votes.
type Leading struct {
	Selection string  `json:"selection"`
	Name      Text    `json:"name"`
	Share     Percent `json:"share"`
}

// A DeviceSum is the sum of the scanners' figures, which have no legal force.
type DeviceSum struct {
	Level        string   `json:"level,omitempty"`
	Reported     int64    `json:"reported"`
	Expected     int64    `json:"expected"`
	Participated *Amount  `json:"participated,omitempty"`
	Results      *Results `json:"results"`
}

// A Child is a place directly beneath.
type Child struct {
	Place
	State        string   `json:"state"`
	Force        string   `json:"force"`
	Expected     *int64   `json:"expected,omitempty"` // commissions beneath it that sign
	Reported     *int64   `json:"reported,omitempty"`
	Participated *Amount  `json:"participated,omitempty"`
	Turnout      *Percent `json:"turnout,omitempty"`
	Leading      *Leading `json:"leading,omitempty"`
	VoidedMost   *Voided  `json:"voided_most,omitempty"` // where decisions took out all that it reported
}

// A Voided is the selection with the most of the votes that decisions took out.
type Voided struct {
	Selection string `json:"selection"`
	Name      Text   `json:"name"`
	Votes     Amount `json:"votes"`
}

// A ListRef leads to a list, and says how many entries it has.
type ListRef struct {
	List  string `json:"list"`
	Place string `json:"place"`
	Path  string `json:"path"`
	Count *int64 `json:"count,omitempty"`
}

// placeDocument is the document of a place.
func (s *Set) placeDocument(c *election.Commission) *PlaceDocument {
	e := s.Election
	d := &PlaceDocument{
		Head: s.head(placeKind, Path(e, c), s.Latest(c)), Commission: s.place(c), Within: s.within(c),
		Notices: s.placeNotices(c), Contests: []PlaceScore{}, Checks: s.checkCounts(c, checks.Failing, checks.Noted), Lists: s.listRefs(c),
		Records: s.recordsOf(c), Papers: s.papersSection(c), Decisions: s.decisionsOf(c), Missing: s.missing(c),
	}
	if c.Parent == nil {
		d.Source = optional(e.Source)
		for _, gap := range e.Gaps {
			d.Gaps = append(d.Gaps, text(gap))
		}
	}
	for _, k := range e.Contests {
		if k.HeldAt(c) {
			d.Contests = append(d.Contests, s.score(s.Of(c, k)))
		}
	}
	return d
}

// within are the places above a commission, the nearest first.
func (s *Set) within(c *election.Commission) []Place {
	var above []Place
	for c = c.Parent; c != nil; c = c.Parent {
		above = append(above, s.place(c))
	}
	return above
}

// score is what a place reports of one contest.
func (s *Set) score(r *rollup.Result) PlaceScore {
	k, lead := r.Contest, r.Leading()
	p := PlaceScore{
		Contest: k.ID, Name: text(k.Name), State: string(r.Overall()), Force: force(lead), Basis: basis(lead),
		Turnout: turnout(k, lead.Tally), Progress: s.progress(r), Arithmetic: s.arithmetic(r.Commission, k),
		Ledger: s.ledger(r), Children: s.children(r), LeftOut: s.leftOut(r, -1), Agreement: agreement(r),
	}
	if s.mapped(r.Commission) && s.Told(r.Commission, k) {
		p.Maps = s.maps(k, s.aheadMap)
	}
	if d := s.Standing.Determined(k); d != nil && r.Commission.Parent == nil {
		p.Determined = s.ruling(d)
	}
	if HasSummary(s.Election, r.Commission) {
		p.Summary = SummaryPath(s.Election, r.Commission)
	}
	if lead.Tally == nil {
		return p
	}
	p.Results = votes(k, lead.Tally, r.Voided)
	p.Lines = placeLines(r, lead)
	p.Leading = ahead(r, lead)
	if Compared(r) {
		p.Results.compare("sum", r.Beneath, rollup.Total.Amount)
		if slices.ContainsFunc(r.Owed().Votes, func(t rollup.Total) bool { return t.Counts > 0 }) {
			for i := range p.Results.Rows {
				p.Results.Rows[i].Difference = nil // the sum is still missing some
			}
		}
	}
	if lead.Official && r.Scanners != nil && r.Scanners.Protocols > 0 {
		p.Device = s.device(r)
	}
	return p
}

// ahead is who leads, with the share of the first base.
func ahead(r *rollup.Result, lead rollup.Lead) *Leading {
	of := lead.Tally.Ahead(r.Contest, r.Voided)
	if of == nil {
		return nil
	}
	l := &Leading{Selection: of.ID, Name: text(of.Name), Share: Percent{State: unknown}}
	if len(r.Contest.ShareBases) > 0 {
		l.Share = percent(lead.Tally.Share(0, of.Index), r.Contest.Lines[r.Contest.Line(r.Contest.ShareBases[0])].Code)
	}
	return l
}

// device is the sum of the scanners, apart from the figures that lead.
func (s *Set) device(r *rollup.Result) *DeviceSum {
	d := &DeviceSum{Reported: int64(r.Scanners.Protocols), Results: votes(r.Contest, r.Scanners, r.Voided)}
	if level, p := r.Deepest(); p != nil {
		d.Level, d.Expected = s.Election.Levels[level].ID, int64(p.Expected)
	}
	if t := turnout(r.Contest, r.Scanners); t != nil {
		d.Participated = &t.Participated
	}
	return d
}

// children are the places directly beneath.
func (s *Set) children(r *rollup.Result) []Child {
	var all []Child
	for _, c := range r.Commission.Children {
		if r.Contest.HeldAt(c) {
			all = append(all, s.child(s.Of(c, r.Contest)))
		}
	}
	return all
}

func (s *Set) child(r *rollup.Result) Child {
	lead := r.Leading()
	c := Child{Place: s.place(r.Commission), State: string(r.Overall()), Force: force(lead)}
	if _, p := r.Deepest(); p != nil {
		reported := int64(p.Counted)
		if c.Force == preliminary {
			reported = int64(p.Scanned)
		}
		c.Expected, c.Reported = new(int64(p.Expected)), &reported
	}
	if lead.Tally == nil {
		return c
	}
	if t := turnout(r.Contest, lead.Tally); t != nil {
		c.Participated, c.Turnout = &t.Participated, &t.Share
	}
	if lead.Tally.AllOut() {
		c.Turnout = nil
		if most := lead.Tally.MostOut(r.Contest); most != nil {
			c.VoidedMost = &Voided{most.ID, text(most.Name), outAmount(lead.Tally.Votes[most.Index])}
		}
		return c
	}
	c.Leading = ahead(r, lead)
	return c
}

// Missing are commissions of one level that have reported nothing, beneath one
// place.
type Missing struct {
	Place string `json:"place,omitempty"` // left out for those directly beneath
	Level string `json:"level"`
	// Commissions are the first of them, in the order of the table commissions;
	// the list "missing" has all.
	Commissions []Place `json:"commissions"`
	More        *int64  `json:"more,omitempty"`
}

// MostMissing is how many commissions one group of the missing shows; the list
// has the rest.
const MostMissing = 12

// missing lists what has reported nothing, level by level, grouped by the place
// directly beneath. Those directly beneath are listed whole.
func (s *Set) missing(top *election.Commission) []Missing {
	var groups []Missing
	for level := range s.Election.Levels {
		own := Missing{Level: s.Election.Levels[level].ID}
		for _, child := range top.Children {
			if child.Level == level {
				if s.Silent(child) {
					own.Commissions = append(own.Commissions, s.place(child))
				}
				continue
			}
			group := Missing{Place: child.ID, Level: s.Election.Levels[level].ID}
			var more int64
			s.eachBeneath(child, level, func(c *election.Commission) {
				switch {
				case !s.Silent(c):
				case len(group.Commissions) < MostMissing:
					group.Commissions = append(group.Commissions, s.place(c))
				default:
					more++
				}
			})
			if more > 0 {
				group.More = &more
			}
			if len(group.Commissions) > 0 {
				groups = append(groups, group)
			}
		}
		if len(own.Commissions) > 0 {
			groups = append(groups, own)
		}
	}
	return groups
}

// eachBeneath visits the commissions of a level beneath a place.
func (s *Set) eachBeneath(c *election.Commission, level int, visit func(*election.Commission)) {
	for _, child := range c.Children {
		if child.Level == level {
			visit(child)
		} else if child.Level < level {
			s.eachBeneath(child, level, visit)
		}
	}
}

// findSilent notes who is silent. Only those on the list of the missing can be,
// so that a country of a million precincts is not asked through again for each
// place above them.
func (s *Set) findSilent() {
	s.silent = make([]bool, len(s.Election.Commissions))
	for _, e := range s.list(checks.Absent) {
		r := s.Of(e.Commission, e.Contest)
		missing := r.State == rollup.Missing || (r.State == rollup.Unsigned && len(e.Commission.Children) == 0)
		if missing && e.Contest.Within(e.Commission) && r.Leading().Tally == nil && !s.spokenFor(e.Commission, e.Contest) {
			s.silent[e.Commission.Index] = true
		}
	}
}

// Silent reports whether nothing of a commission stands in the sums of some
// contest because nothing has come: neither its own protocol nor one beneath
// it, nor one above it that speaks for it. A place without commissions beneath
// it is silent too: nobody could report for it.
func (s *Set) Silent(c *election.Commission) bool { return s.silent[c.Index] }

// spokenFor reports whether a commission above c leads with a protocol of its
// own, which stands for everything beneath it.
func (s *Set) spokenFor(c *election.Commission, k *election.Contest) bool {
	for above := c.Parent; above != nil; above = above.Parent {
		if s.Of(above, k).Leading().Own {
			return true
		}
	}
	return false
}

// listRefs lead from a place to its lists; a place without lists has none.
func (s *Set) listRefs(top *election.Commission) []ListRef {
	var refs []ListRef
	for i := range s.lists {
		if l := &s.lists[i]; l.Top == top {
			refs = append(refs, s.listRef(l))
		}
	}
	return refs
}

func (s *Set) listRef(l *Listing) ListRef {
	return ListRef{string(l.Kind), l.Top.ID, ListPath(s.Election, l.Kind, l.Top, 1), new(int64(len(l.Entries)))}
}
