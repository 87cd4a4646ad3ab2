package pages

import (
	"slices"
	"time"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/templates"
)

// precinct is the page of a commission of the lowest level.
func (v view) precinct(c *election.Commission) (templates.PrecinctPage, shell.Page) {
	path, e := v.path(c), v.Election.Election
	page := templates.PrecinctPage{
		W: v.w, Number: c.Number, Level: e.Levels[c.Level].Name.In(v.w.Code()), Name: c.NameOn(e.Date).In(v.w.Code()),
		Address: c.Address.In(v.w.Code()), Kind: string(c.Kind), Parent: v.link(path, c.Parent), AsOf: v.asOf(c),
		Notices: v.precinctNotices(c), Records: v.records(c), Decisions: v.decisions(path, c), Papers: v.paperList(path, c), JSON: v.json(path), Found: v.address(path),
	}
	siblings := v.children(c.Parent)
	at := slices.Index(siblings, c)
	if at > 0 && v.isPrecinct(siblings[at-1]) {
		page.Previous = v.link(path, siblings[at-1])
	}
	if at+1 < len(siblings) && v.isPrecinct(siblings[at+1]) {
		page.Next = v.link(path, siblings[at+1])
	}
	for _, k := range e.Contests {
		if k.Within(c) {
			contest := v.precinctContest(path, v.Of(c, k))
			contest.Arithmetic = v.arithmetic(path, c, k)
			contest.Papers, contest.Paperless = v.besides(path, v.Of(c, k))
			page.Contests = append(page.Contests, contest)
		}
	}
	number := c.Number
	if number == "" {
		number = c.ID
	}
	return page, shell.Page{
		Path: path, Breadcrumbs: v.crumbs(c),
		Title:       v.w.Text("title.precinct", "number", number, "place", v.name(c.Parent), "election", v.title()),
		Description: v.w.Text("description.precinct", "number", number, "name", v.name(c), "election", v.title()),
	}
}

// precinctContest is what a precinct reported of one contest: the figures in
// force, and every other count of the same ballots beside them.
func (v view) precinctContest(path string, r *rollup.Result) templates.PrecinctContest {
	k, lead := r.Contest, r.Leading()
	s := templates.PrecinctContest{
		ID: k.ID, Name: k.Name.In(v.w.Code()), Force: force(lead),
		Protocol: v.versions(path, r), Turnout: v.turnout(k, lead.Tally),
	}
	switch r.State {
	case rollup.IsHeld, rollup.Embargoed, rollup.IsVoided:
		s.Why = string(r.State)
	}
	if lead.Tally == nil {
		return s
	}
	s.Results = v.results(path, k, lead.Tally, r.Voided, s.Force)
	s.Results.BallotOrder = true
	s.Lines, s.Counts, s.Steps = v.partLines(path, r), v.counts(path, r), v.steps(r)
	return s
}

// versions tells which protocol is in force, and all versions there were.
func (v view) versions(path string, r *rollup.Result) templates.ProtocolNote {
	var note templates.ProtocolNote
	lead := append(slices.Clone(r.Protocols), r.Scanned...)
	for _, p := range lead {
		if p != nil && note.Series == "" {
			note.Series, note.Version = string(p.Series), int64(p.Version)
		}
	}
	for _, p := range v.shown(r.Commission) {
		if p.Contest == r.Contest {
			note.Versions = append(note.Versions, v.version(r, p))
		}
	}
	if len(note.Versions) > 0 {
		note.History = templates.Link{Text: v.w.Text("history.all"), Href: datasets.Relative(path, v.historyPath(r.Commission))}
	}
	return note
}

// shown are the protocols of a commission that may be shown, all versions of
// them.
func (v view) shown(c *election.Commission) []*election.Protocol {
	if c.Sealed(v.AsOf) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.Protocols), func(p *election.Protocol) bool { return !p.KnownAt(v.AsOf) })
}

// version is one version of a protocol in short.
func (v view) version(r *rollup.Result, p *election.Protocol) templates.VersionNote {
	n := templates.VersionNote{
		Series: string(p.Series), Version: int64(p.Version), Kind: "original",
		Received: v.moment(p.Received), Signed: v.moment(p.Signed), Reason: p.Reason.In(v.w.Code()),
		Refused: v.Standing.Refused(p) != nil,
		InForce: slices.Contains(r.Protocols, p) && r.Voided.Whole == nil,
		Lines:   int64(len(election.Differences(p.Before(v.AsOf), p))),
	}
	if p.Corrected {
		n.Kind = "corrected"
	}
	if len(r.Contest.Parts) > 0 {
		n.Part = r.Contest.Parts[p.Part].Name.In(v.w.Code())
	}
	return n
}

// moment prints a time where it happened; empty where it is not known.
func (v view) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return v.w.Time(t)
}

// precinctNotices are the sentences of importance on a precinct's page.
func (v view) precinctNotices(c *election.Commission) []templates.Notice {
	var list []templates.Notice
	say := func(kind, key string, pairs ...any) {
		list = append(list, templates.Notice{Kind: kind, Text: v.w.Text("notice."+key, pairs...)})
	}
	for _, k := range v.Election.Election.Contests {
		r := v.Of(c, k)
		list = append(list, v.rulings(r)...)
		if lead := r.Leading(); lead.Tally != nil && lead.Tally.Incomplete > 0 {
			say("unknown", "unknown_line")
		}
	}
	if v.embargoed(c) {
		say("embargo", "embargo", "time", v.moment(c.NotBefore.In(v.Election.Election.Zone)))
	}
	return append(list, v.remarks(c)...)
}
