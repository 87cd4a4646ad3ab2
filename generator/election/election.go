// Package election is the vocabulary: what an election is made of, in the
// words of the law and of the field, before anyone adds anything up.
//
// An [Election] has [Level]s of [Commission]s (precinct, territorial, …), and
// [Contest]s with their [Selection]s. Each commission signs [Protocol]s: one a
// contest, part, series and version. A protocol's lines are data, declared in
// forms, and each number on them is a [Count] that knows its cell. [Decision]s
// void and reinstate; [Standing] says what they leave in force.
//
// Nothing here reads files, sums or prints.
package election

import (
	"time"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// An Election is one day of voting as its data describe it.
type Election struct {
	ID       string // part of every path of its pages
	Name     wording.Text
	Date     wording.Date
	Zone     *time.Location
	Training bool           // invented, and said so on every page
	Source   wording.Text   // where the data come from, in a sentence
	Gaps     []wording.Text // what the data do not hold, a sentence each
	Levels   []Level        // from the top down
	Contests []*Contest
	Checks   []*Check // in the order of election.yaml
	// Commissions stand in the order of the tree, which Root begins: each after
	// its parent.
	Commissions []*Commission
	Root        *Commission
	Decisions   []*Decision // in the order of their dates
	// What may be published of papers, which of them are to be there, and where
	// the figures stand on them.
	DocumentRules map[DocumentKind]DocumentRule // see Rule
	Complete      []Completeness                // see Expects
	RegionSheets  []RegionSheet                 // see RegionsOf
	Maps          []*Map

	byID map[string]*Commission
}

// A Level is one rank of commissions.
type Level struct {
	ID     string
	Name   wording.Text
	Plural wording.Text
	Signs  bool // whether its commissions sign protocols
}

// A Kind is what sort of precinct a commission serves. Some lines of a
// protocol exist for some kinds only.
type Kind string

// The kinds of the canonical table.
const (
	Ordinary Kind = "ordinary"
	Abroad   Kind = "abroad"
	Remote   Kind = "remote" // voters registered elsewhere, ballots printed on demand
	Mobile   Kind = "mobile"
	Closed   Kind = "closed" // closed institutions
)

// Kinds are all kinds, in the order they are shown.
var Kinds = []Kind{Ordinary, Abroad, Remote, Mobile, Closed}

// A Commission is an election commission, and the place it serves.
type Commission struct {
	ID      string
	Index   int // in Election.Commissions
	Level   int // index into Election.Levels
	Parent  *Commission
	Number  string       // as printed; never a number to count with
	Name    wording.Text // as printed on the day of the election
	Address wording.Text
	Kind    Kind
	Zone    *time.Location // its own, else its parent's, else the election's
	// NotBefore is when the polls it must wait for have closed; nothing of it
	// is published earlier. Zero means no embargo. It is set before the
	// commission is added, or by Embargo.
	NotBefore time.Time
	Latitude  string // as printed, WGS 84 degrees; empty = unknown
	Longitude string
	MapUnit   string      // id of its unit on a map
	Names     []DatedName // names it bore or bears at other times
	Children  []*Commission
	Protocols []*Protocol // by contest, part, series and version
	Records   *Records    // what it reported beside them; nil = nothing
	// Withheld is when the protocols of it came that intake withheld, each
	// once; zero = nobody noted it.
	Withheld []time.Time
	At       source.Cell

	sealed time.Time // the latest end of an embargo of its own or beneath it
}

// A DatedName is a name with the time it was or is valid.
type DatedName struct {
	From, Until wording.Date // zero = open
	Name        wording.Text
}

// NameOn is the commission's name on a day: the dated name valid then, else
// the name as printed.
func (c *Commission) NameOn(d wording.Date) wording.Text {
	for _, n := range c.Names {
		if (n.From.IsZero() || !d.Before(n.From)) && (n.Until.IsZero() || d.Before(n.Until)) {
			return n.Name
		}
	}
	return c.Name
}

// Embargoed reports whether nothing of the commission may be shown yet.
func (c *Commission) Embargoed(asOf time.Time) bool {
	return !c.NotBefore.IsZero() && asOf.Before(c.NotBefore)
}

// Embargo puts a commission under an embargo until a moment.
func (c *Commission) Embargo(until time.Time) {
	c.NotBefore = until
	c.seal()
}

// seal tells the commissions above how long to wait.
func (c *Commission) seal() {
	for above := c; above != nil; above = above.Parent {
		if c.NotBefore.After(above.sealed) {
			above.sealed = c.NotBefore
		}
	}
}

// Sealed reports whether no protocol of the commission may be shown yet, nor
// anything else that counts those beneath it: while one of them is under an
// embargo, its figures could be worked out from those of all and of the others.
func (c *Commission) Sealed(asOf time.Time) bool {
	return c.Embargoed(asOf) || (!c.sealed.IsZero() && asOf.Before(c.sealed))
}

// HeldAt is how many of the protocols that intake withheld had come by a moment
// (zero = any time). One whose receipt nobody noted is among them.
func (c *Commission) HeldAt(asOf time.Time) int {
	n := 0
	for _, at := range c.Withheld {
		if asOf.IsZero() || !at.After(asOf) {
			n++
		}
	}
	return n
}

// Beneath reports whether c is other or lies beneath it.
func (c *Commission) Beneath(other *Commission) bool {
	for ; c != nil; c = c.Parent {
		if c == other {
			return true
		}
	}
	return false
}

// Signs reports whether commissions of c's level sign protocols.
func (e *Election) Signs(c *Commission) bool { return e.Levels[c.Level].Signs }

// Signing are the nearest commissions beneath c that sign protocols, in the order
// of the tree: the columns of its summary table.
func (e *Election) Signing(c *Commission) []*Commission {
	var all []*Commission
	for _, child := range c.Children {
		if e.Signs(child) {
			all = append(all, child)
		} else {
			all = append(all, e.Signing(child)...)
		}
	}
	return all
}

// Commission finds a commission by its id.
func (e *Election) Commission(id string) *Commission { return e.byID[id] }

// Add puts a commission into the election. It reports false, and changes
// nothing, where the id is taken.
func (e *Election) Add(c *Commission) bool {
	if e.byID == nil {
		e.byID = make(map[string]*Commission)
	}
	if e.byID[c.ID] != nil {
		return false
	}
	e.byID[c.ID] = c
	c.Index = len(e.Commissions)
	e.Commissions = append(e.Commissions, c)
	c.seal()
	return true
}

// Decision finds a decision by its id, or nil.
func (e *Election) Decision(id string) *Decision {
	for _, d := range e.Decisions {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Contest finds a contest by its id.
func (e *Election) Contest(id string) *Contest {
	for _, k := range e.Contests {
		if k.ID == id {
			return k
		}
	}
	return nil
}

// Latest is the latest time found in the data: when a protocol was received or
// signed, withheld ones included, a decision made, or anything else recorded. It is zero where the data
// hold no time at all.
func (e *Election) Latest() time.Time {
	var latest time.Time
	later := func(t time.Time) {
		if t.After(latest) {
			latest = t
		}
	}
	for _, c := range e.Commissions {
		for _, p := range c.Protocols {
			later(p.Received)
			later(p.Signed)
		}
		for _, at := range c.Withheld {
			later(at)
		}
		later(c.Records.Latest())
	}
	for _, d := range e.Decisions {
		later(d.Date)
	}
	return latest
}
