package election

import (
	"slices"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// A ContestKind says what voters choose between.
type ContestKind string

// The kinds of contest.
const (
	Candidates ContestKind = "candidates"
	Lists      ContestKind = "lists"
	Question   ContestKind = "question"
)

// A Contest is one question that voters answer, in the whole country or in
// some constituencies.
type Contest struct {
	ID             string
	Kind           ContestKind
	Name           wording.Text
	Lines          []Line // of all its forms, in the order of the papers
	Parts          []Part // additive parts; empty = the contest is one
	Selections     []*Selection
	VotesPerBallot int
	ShareBases     []Role        // what percents are taken of; the first leads
	Constituencies []*Commission // empty = the whole country
}

// A Part is one of several additive parts of a contest: ballots on paper and
// from machines, or in person and out of the premises. Totals add parts.
type Part struct {
	ID      string
	Name    wording.Text
	Outside bool // the votes cast out of the premises
}

// A Role is what a protocol line means to the program; everything else about a
// line is wording. The official terms are in the glossary.
type Role string

// The roles of protocol lines.
const (
	Listed           Role = "listed" // тизмеге киргизилген / внесены в список
	ListedAdditional Role = "listed_additional"
	Received         Role = "received" // ballots
	IssuedStation    Role = "issued_station"
	IssuedOutside    Role = "issued_outside"
	IssuedOther      Role = "issued_other"
	Issued           Role = "issued" // station, outside and other together
	Participated     Role = "participated"
	Identified       Role = "identified" // by fingerprint
	Unused           Role = "unused"
	Spoiled          Role = "spoiled"
	Cancelled        Role = "cancelled"  // unused and spoiled together
	InMobile         Role = "mobile"     // in the mobile boxes
	InStationary     Role = "stationary" // in the stationary boxes
	Valid            Role = "valid"
	Invalid          Role = "invalid"
)

// Roles are all roles, as election.yaml names them.
var Roles = []Role{
	Listed, ListedAdditional, Received, IssuedStation, IssuedOutside, IssuedOther, Issued, Participated,
	Identified, Unused, Spoiled, Cancelled, InMobile, InStationary, Valid, Invalid,
}

// A Line is a numbered line of a protocol.
type Line struct {
	Code   string       // the column in the tables
	Number string       // as the paper prints it
	Name   wording.Text // the official wording
	Role   Role         // empty = none that the program knows
	Forms  []Form       // the forms that have the line
}

// A Form says on which papers a line stands.
type Form struct {
	Levels []int    // levels that sign the form
	Series []Series // series it is for; empty = all
	Parts  []int    // parts it is for, by index into Contest.Parts; empty = all
	Kinds  []Kind   // kinds of precinct that have the line; empty = all
}

// On reports whether the form that a commission uses for a series and a part
// (0 in a contest without parts) has the line. A line that is not on the form is
// neither zero nor unknown.
func (l *Line) On(c *Commission, s Series, part int) bool {
	for i := range l.Forms {
		f := &l.Forms[i]
		if slices.Contains(f.Levels, c.Level) &&
			(len(f.Series) == 0 || slices.Contains(f.Series, s)) &&
			(len(f.Parts) == 0 || slices.Contains(f.Parts, part)) &&
			(len(f.Kinds) == 0 || slices.Contains(f.Kinds, c.Kind)) {
			return true
		}
	}
	return false
}

// For reports whether anybody's form for a part has the line.
func (l *Line) For(part int) bool {
	return slices.ContainsFunc(l.Forms, func(f Form) bool { return len(f.Parts) == 0 || slices.Contains(f.Parts, part) })
}

// A SelectionKind says what a line of the ballot is.
type SelectionKind string

// The kinds of selection.
const (
	Candidate  SelectionKind = "candidate"
	List       SelectionKind = "list"
	Answer     SelectionKind = "answer"
	AgainstAll SelectionKind = "against_all"
)

// A Selection is one line of the ballot: a candidate, a list, an answer, or
// against all. One who withdrew after printing keeps the line, and may still
// be voted for.
type Selection struct {
	ID          string // unique in the election; part of a path
	Index       int    // in Contest.Selections
	Position    int    // on the ballot; 0 = unknown
	Kind        SelectionKind
	Name        wording.Text
	NominatedBy wording.Text
	Withdrawn   bool
	At          source.Cell
}

// Line finds the index of the line with a role, or -1.
func (k *Contest) Line(r Role) int {
	for i := range k.Lines {
		if k.Lines[i].Role == r {
			return i
		}
	}
	return -1
}

// LineCode finds the index of the line with a code, or -1.
func (k *Contest) LineCode(code string) int {
	for i := range k.Lines {
		if k.Lines[i].Code == code {
			return i
		}
	}
	return -1
}

// Selection finds a selection by its id, or nil.
func (k *Contest) Selection(id string) *Selection {
	for _, s := range k.Selections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// PartIndex finds a part by its id: 0 for the empty id of a contest without
// parts, -1 where there is no such part.
func (k *Contest) PartIndex(id string) int {
	if len(k.Parts) == 0 && id == "" {
		return 0
	}
	for i := range k.Parts {
		if k.Parts[i].ID == id {
			return i
		}
	}
	return -1
}

// PartCount is how many protocols make a commission's whole: 1 for a contest
// without parts.
func (k *Contest) PartCount() int { return max(1, len(k.Parts)) }

// Papers is on how many of a commission's papers of a series, one a part, a line
// stands: 0 where it is on none of its forms.
func (k *Contest) Papers(line int, c *Commission, s Series) int {
	n := 0
	for part := range k.PartCount() {
		if k.Lines[line].On(c, s, part) {
			n++
		}
	}
	return n
}

// PartsOf is how many parts have a line on any form of anybody's.
func (k *Contest) PartsOf(line int) int {
	n := 0
	for part := range k.PartCount() {
		if k.Lines[line].For(part) {
			n++
		}
	}
	return n
}

// HeldAt reports whether the contest is voted on at c, or above or beneath it.
// A commission above a constituency holds the contest for that part of its
// territory alone.
func (k *Contest) HeldAt(c *Commission) bool {
	if len(k.Constituencies) == 0 {
		return true
	}
	for _, d := range k.Constituencies {
		if c.Beneath(d) || d.Beneath(c) {
			return true
		}
	}
	return false
}

// Within reports whether c itself lies in a constituency of the contest, so
// that it votes, or counts, in it.
func (k *Contest) Within(c *Commission) bool {
	if len(k.Constituencies) == 0 {
		return true
	}
	for _, d := range k.Constituencies {
		if c.Beneath(d) {
			return true
		}
	}
	return false
}
