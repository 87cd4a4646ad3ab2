package election

import (
	"slices"
	"time"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// An EffectOfDecision is what a decision does.
type EffectOfDecision string

// The effects of decisions.
const (
	Void      EffectOfDecision = "void"      // declares results invalid
	Reinstate EffectOfDecision = "reinstate" // undoes that
	Refuse    EffectOfDecision = "refuse"    // refuses one version of a protocol
	Order     EffectOfDecision = "recount"   // orders a recount
	Determine EffectOfDecision = "determine" // determines the result of the election
	Revoke    EffectOfDecision = "revoke"    // does nothing but revoke another
)

// DecisionEffects are all effects, as the canonical table names them.
var DecisionEffects = []EffectOfDecision{Void, Reinstate, Refuse, Order, Determine, Revoke}

// A Scope is how much a decision covers.
type Scope string

// The scopes of decisions.
const (
	WholeCommission Scope = "commission" // a precinct, or a commission and all beneath it
	OutsideVotes    Scope = "outside"    // the votes cast out of the premises
	OneSelection    Scope = "selection"  // one selection's result
	WholeElection   Scope = "election"   // everything, or a whole contest
	OneVersion      Scope = "version"    // one version of one protocol
)

// Scopes are all scopes, as the canonical table names them.
var Scopes = []Scope{WholeCommission, OutsideVotes, OneSelection, WholeElection, OneVersion}

// A Decision is a ruling of a commission or a court about results. Nothing it
// voids disappears: the numbers stay visible and leave the sums.
type Decision struct {
	ID       string
	Date     time.Time
	By       string
	Effect   EffectOfDecision
	Scope    Scope
	Target   *Commission // nil = everywhere
	Contest  *Contest    // nil = all contests
	Select   *Selection  // for OneSelection
	Part     int         // for OneVersion
	Series   Series
	Version  int
	Revokes  *Decision
	Document string
	Title    wording.Text
	At       source.Cell
}

// A Standing is what the decisions in effect leave in force. Make it once with
// [Election.Standing]; asking it is cheap.
type Standing struct {
	decisions []*Decision // in effect, by date
	at        map[*Commission][]*Decision
	global    []*Decision
}

// Standing works out which decisions are in effect at a moment: those made by
// then and not revoked by another that is itself in effect. A zero asOf means
// all of them.
func (e *Election) Standing(asOf time.Time) *Standing {
	s := &Standing{at: make(map[*Commission][]*Decision)}
	revoked := make(map[*Decision]bool)
	// A decision is revoked by a later one only, so from the last to the first
	// each is judged when everything that could revoke it has been.
	for _, d := range slices.Backward(e.Decisions) {
		if (!asOf.IsZero() && d.Date.After(asOf)) || revoked[d] {
			continue
		}
		s.decisions = append(s.decisions, d)
		if d.Revokes != nil {
			revoked[d.Revokes] = true
		}
	}
	slices.Reverse(s.decisions)
	for _, d := range s.decisions {
		if d.Target == nil {
			s.global = append(s.global, d)
		} else {
			s.at[d.Target] = append(s.at[d.Target], d)
		}
	}
	return s
}

// InEffect lists the decisions in effect, by date.
func (s *Standing) InEffect() []*Decision { return s.decisions }

// Voided is what decisions void for one commission and contest.
type Voided struct {
	Whole      *Decision         // all figures; nil = not voided
	Outside    *Decision         // the out-of-premises votes
	Selections map[int]*Decision // by selection index; nil = none
}

// Any reports whether anything is voided.
func (v Voided) Any() bool { return v.Whole != nil || v.Outside != nil || len(v.Selections) > 0 }

// Of is the decision that takes all figures of a protocol of a part out of the
// sums: that declares its results invalid or, where the part holds nothing else,
// the votes cast out of the premises. It is nil where none does.
func (v Voided) Of(k *Contest, part int) *Decision {
	if v.Whole == nil && len(k.Parts) > 0 && k.Parts[part].Outside {
		return v.Outside
	}
	return v.Whole
}

// Mixed is the decision that takes an unknown part of the figures out of the
// sums: the votes cast out of the premises, where nobody counted them apart.
func (v Voided) Mixed(k *Contest) *Decision {
	if slices.ContainsFunc(k.Parts, func(p Part) bool { return p.Outside }) {
		return nil
	}
	return v.Outside
}

// Results are the ids of the selections whose result is declared invalid, in the
// order of the ballot.
func (v Voided) Results(k *Contest) []string {
	var ids []string
	for i, s := range k.Selections {
		if v.Selections[i] != nil {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// Voided gathers what is voided for a commission in a contest: decisions about
// itself, about any commission above it, and about everything. The latest void
// of a scope is the one named.
func (s *Standing) Voided(c *Commission, k *Contest) Voided {
	var v Voided
	decisions := s.about(c)
	for i, d := range decisions {
		if d.Effect != Void || (d.Contest != nil && d.Contest != k) || reinstated(d, decisions[i+1:], k) {
			continue
		}
		switch d.Scope {
		case WholeCommission, WholeElection:
			v.Whole = d
		case OutsideVotes:
			v.Outside = d
		case OneSelection:
			if d.Select == nil || k.Selection(d.Select.ID) != d.Select {
				continue
			}
			if v.Selections == nil {
				v.Selections = make(map[int]*Decision)
			}
			v.Selections[d.Select.Index] = d
		}
	}
	return v
}

// reinstated reports whether a later decision undoes a void. What reinstates a
// place undoes the void of that place and of those around it, and leaves what
// was voided on its own beneath it: a district comes back without the precinct
// in it that was annulled for its own reasons.
func reinstated(void *Decision, later []*Decision, k *Contest) bool {
	whole := func(s Scope) bool { return s == WholeCommission || s == WholeElection }
	for _, d := range later {
		if d.Effect != Reinstate || (d.Contest != nil && d.Contest != k) {
			continue
		}
		if (d.Scope == void.Scope || (whole(d.Scope) && whole(void.Scope))) && d.Select == void.Select &&
			d.Target.within(void.Target) {
			return true
		}
	}
	return false
}

// within reports whether a target lies in another, or is it; nil is everywhere.
func (c *Commission) within(other *Commission) bool {
	if other == nil || c == nil {
		return other == nil || other.Parent == nil
	}
	return c.Beneath(other)
}

// about lists the decisions that touch a commission, by date.
func (s *Standing) about(c *Commission) []*Decision {
	if len(s.decisions) == 0 {
		return nil
	}
	found := slices.Clip(s.global)
	for ; c != nil; c = c.Parent {
		found = append(found, s.at[c]...)
	}
	if len(found) > 1 {
		slices.SortStableFunc(found, func(a, b *Decision) int {
			return slices.Index(s.decisions, a) - slices.Index(s.decisions, b)
		})
	}
	return found
}

// Refused is the decision that refuses a protocol's version, or nil.
func (s *Standing) Refused(p *Protocol) *Decision {
	for _, d := range s.at[p.Commission] {
		if d.Effect == Refuse && d.Contest == p.Contest && d.Part == p.Part && d.Series == p.Series && d.Version == p.Version {
			return d
		}
	}
	return nil
}

// Determined is the decision that determined the result of a contest, or nil
// while it is not determined.
func (s *Standing) Determined(k *Contest) *Decision {
	for _, d := range slices.Backward(s.decisions) {
		if d.Effect == Determine && (d.Contest == nil || d.Contest == k) {
			return d
		}
	}
	return nil
}

// InForce is the highest version of a series that no decision refuses and that
// had been received by asOf (zero = any time), or nil.
func (s *Standing) InForce(c *Commission, k *Contest, part int, series Series, asOf time.Time) *Protocol {
	var best *Protocol
	for _, p := range c.Protocols {
		if p.Contest != k || p.Part != part || p.Series != series {
			continue
		}
		if !p.KnownAt(asOf) {
			continue
		}
		if (best == nil || p.Version > best.Version) && s.Refused(p) == nil {
			best = p
		}
	}
	return best
}

// Official is the protocol in force of the official count: the recount where
// there is one, else the hand count. The scanner's is never official.
func (s *Standing) Official(c *Commission, k *Contest, part int, asOf time.Time) *Protocol {
	if p := s.InForce(c, k, part, Recount, asOf); p != nil {
		return p
	}
	return s.InForce(c, k, part, Manual, asOf)
}

// RevokedBy is the decision in effect that revokes another, or nil.
func (s *Standing) RevokedBy(d *Decision) *Decision {
	for _, later := range s.decisions {
		if later.Revokes == d {
			return later
		}
	}
	return nil
}

// UndoneBy is the first decision in effect that reinstates all of what another
// voids, or nil. One that reinstates a part of it leaves the rest voided.
func (s *Standing) UndoneBy(d *Decision) *Decision {
	at := slices.Index(s.decisions, d)
	if d.Effect != Void || at < 0 {
		return nil
	}
	for i, later := range s.decisions[at+1:] {
		if d.Target.within(later.Target) && reinstated(d, s.decisions[at+1+i:at+2+i], d.Contest) {
			return later
		}
	}
	return nil
}
