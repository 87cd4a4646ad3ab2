// Package changes tells an election as the sequence of what happened to its
// published figures, oldest first: a version of a protocol came, a decision was
// made. [Of] is where to begin.
//
// The figures stand in a flat state: for every [Record], which is a count of one
// commission, contest, part and series, the version that stands, whether it is in
// force, what decisions say of it, and each of its figures. Every [Entry] says
// what it set and what was there before, so that whoever folds all entries over
// an empty state has what is published now, exactly, and whoever folds a part of
// them has what stood then.
//
// Nothing here is told early: no protocol of a sealed commission, and nothing
// that had not come by the moment of the build.
package changes

import (
	"cmp"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Kind is what happened.
type Kind string

// The kinds of entries.
const (
	Arrived   Kind = "protocol"   // the first version of a count that anyone sent
	Corrected Kind = "correction" // a later version
	Recounted Kind = "recount"    // the first version of a recount
	Decided   Kind = "decision"   // a decision was made, or revoked another
)

// An Entry is one thing that happened. It has a protocol or, of kind Decided, a
// decision of its own.
type Entry struct {
	ID       string // stable for ever: protocol/p-9001/president/manual/1, decision/d-1
	Kind     Kind
	At       time.Time // zero = nobody noted it
	Protocol *election.Protocol
	// Against is what a reader compares the protocol with: the version before it,
	// or the hand count that a recount takes the place of. It is nil for none.
	Against *election.Protocol
	// Decision is the one that was made, or the one that a version rests on; nil
	// for none that is known.
	Decision *election.Decision
	Changes  []Change // what it set, in the order of commissions, contests, parts and series
	Effects  []Effect // the decisions that came into effect by it, and left it
}

// An Effect is that a decision is in effect, or no longer.
type Effect struct {
	Decision *election.Decision
	InEffect bool
}

// Of is what happened to the figures of an election, as far as it may be shown,
// oldest first. What nobody noted the time of comes first; of one moment,
// protocols come before decisions. It may be gone through by one goroutine at a
// time.
func Of(y *rollup.Country) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		s := &sequence{
			country: y, standing: (&election.Election{}).Standing(time.Time{}),
			records: make([][]*kept, len(y.Election.Commissions)), byID: make(map[string]*election.Decision),
		}
		events := s.events()
		for i := range events {
			if !yield(s.step(&events[i])) {
				return
			}
		}
	}
}

// A sequence is how far the telling has come.
type sequence struct {
	country   *rollup.Country
	decisions []*election.Decision // that may be told, by date
	byID      map[string]*election.Decision
	made      int                // how many of them have been told
	standing  *election.Standing // what these leave in force
	records   [][]*kept          // by commission index
}

// An event is a protocol or a decision, and when it came.
type event struct {
	at       time.Time
	protocol *election.Protocol
	decision *election.Decision
}

// events are all that may be told, in order. The order depends on times and keys
// alone, not on the rows of a table.
func (s *sequence) events() []event {
	e, asOf := s.country.Election, s.country.AsOf
	var all []event
	for _, c := range e.Commissions {
		if c.Sealed(asOf) {
			continue
		}
		for _, p := range c.Protocols {
			if p.KnownAt(asOf) {
				all = append(all, event{at: p.Came(), protocol: p})
			}
		}
	}
	for _, d := range e.Decisions {
		if asOf.IsZero() || !d.Date.After(asOf) {
			s.decisions, s.byID[d.ID] = append(s.decisions, d), d
			all = append(all, event{at: d.Date, decision: d})
		}
	}
	slices.SortStableFunc(all, func(a, b event) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		switch {
		case a.protocol == nil && b.protocol == nil:
			return 0 // decisions have their order
		case a.protocol == nil:
			return 1
		case b.protocol == nil:
			return -1
		}
		return cmp.Or(cmp.Compare(a.protocol.Commission.ID, b.protocol.Commission.ID), a.protocol.Compare(b.protocol))
	})
	return all
}

// step tells one event.
func (s *sequence) step(of *event) *Entry {
	if of.decision != nil {
		return s.decide(of.decision)
	}
	return s.receive(of.protocol)
}

// receive takes a version in.
func (s *sequence) receive(p *election.Protocol) *Entry {
	e := &Entry{
		ID: "protocol/" + strings.ReplaceAll(p.Key(), " ", "/"), Kind: Arrived, At: p.Came(), Protocol: p,
		Against: p.Before(s.country.AsOf), Decision: s.byID[p.Decision],
	}
	switch {
	case e.Against != nil:
		e.Kind = Corrected
	case p.Series == election.Recount:
		e.Kind, e.Against = Recounted, s.overtaken(p)
	}
	k := s.keep(p)
	k.came = append(k.came, p)
	e.Changes = s.settle(nil, p.Commission, p.Contest, p.Part)
	return e
}

// overtaken is the hand count that a recount takes the place of: the one in force
// when it came, or nil.
func (s *sequence) overtaken(p *election.Protocol) *election.Protocol {
	if k := s.record(p.Commission, p.Contest, p.Part, election.Manual); k != nil {
		return k.Protocol
	}
	return nil
}

// decide lets a decision take effect: on it and on those that it revokes depends
// what stands of everything that they are about.
func (s *sequence) decide(d *election.Decision) *Entry {
	before := inEffect(s.standing)
	s.made++
	made := election.Election{Decisions: s.decisions[:s.made]}
	s.standing = made.Standing(time.Time{})
	after := inEffect(s.standing)

	e := &Entry{ID: "decision/" + url.PathEscape(d.ID), Kind: Decided, At: d.Date, Decision: d}
	for _, each := range made.Decisions {
		if after[each] != before[each] {
			e.Effects = append(e.Effects, Effect{each, after[each]})
		}
	}
	touched := make(map[*election.Commission]bool)
	for _, effect := range e.Effects {
		switch effect.Decision.Effect {
		case election.Void, election.Reinstate, election.Refuse:
			s.touch(e, cmp.Or(effect.Decision.Target, s.country.Election.Root), touched)
		}
	}
	slices.SortFunc(e.Changes, func(a, b Change) int { return s.compare(&a.Record, &b.Record) })
	return e
}

func inEffect(s *election.Standing) map[*election.Decision]bool {
	set := make(map[*election.Decision]bool)
	for _, d := range s.InEffect() {
		set[d] = true
	}
	return set
}

// touch settles everything at a commission and beneath it, once.
func (s *sequence) touch(e *Entry, c *election.Commission, touched map[*election.Commission]bool) {
	if c == nil || touched[c] {
		return
	}
	touched[c] = true
	for _, k := range s.records[c.Index] {
		e.Changes = s.change(e.Changes, k)
	}
	for _, child := range c.Children {
		s.touch(e, child, touched)
	}
}

// settle works out what stands of one contest and part of a commission, and
// appends what that changes.
func (s *sequence) settle(list []Change, c *election.Commission, k *election.Contest, part int) []Change {
	for _, series := range election.AllSeries {
		if r := s.record(c, k, part, series); r != nil {
			list = s.change(list, r)
		}
	}
	return list
}

func (s *sequence) change(list []Change, k *kept) []Change {
	now := s.state(k)
	if now == k.State && k.told {
		return list
	}
	one := Change{Record: k.Record, After: now}
	if k.told {
		one.Before = new(k.State)
	}
	k.State, k.told = now, true
	return append(list, one)
}

// compare orders records as the tables do.
func (s *sequence) compare(a, b *Record) int {
	contests := s.country.Election.Contests
	return cmp.Or(
		cmp.Compare(a.Commission.Index, b.Commission.Index),
		cmp.Compare(slices.Index(contests, a.Contest), slices.Index(contests, b.Contest)),
		cmp.Compare(a.Part, b.Part),
		cmp.Compare(slices.Index(election.AllSeries, a.Series), slices.Index(election.AllSeries, b.Series)),
	)
}
