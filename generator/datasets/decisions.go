package datasets

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/election"
)

// Decisions are those that touch a commission, by date.
type Decisions struct {
	Own     []Decision        `json:"own,omitempty"` // about itself, a place around it, or everything
	Beneath *DecisionsBeneath `json:"beneath,omitempty"`
}

// DecisionsBeneath are decisions about the places beneath a commission.
type DecisionsBeneath struct {
	Counts []DecisionCount `json:"counts"`
	First  []Decision      `json:"first,omitempty"` // by date; the list has all
	List   string          `json:"list"`            // path of the list that has them
}

// A DecisionCount is how many decisions have one effect.
type DecisionCount struct {
	Effect string `json:"effect"`
	Count  int64  `json:"count"`
}

// A Decision is a decision with all that a page says of it.
type Decision struct {
	Ruling
	ByName        *Text   `json:"by_name,omitempty"` // of a commission that made it
	Effect        string  `json:"effect"`
	Scope         string  `json:"scope"`
	Target        *Place  `json:"target,omitempty"` // left out: everywhere
	Contest       string  `json:"contest,omitempty"`
	ContestName   *Text   `json:"contest_name,omitempty"`
	Selection     string  `json:"selection,omitempty"`
	SelectionName *Text   `json:"selection_name,omitempty"`
	Part          string  `json:"part,omitempty"`
	PartName      *Text   `json:"part_name,omitempty"`
	Series        string  `json:"series,omitempty"`
	Version       *int64  `json:"version,omitempty"` // of a refused protocol
	Document      string  `json:"document,omitempty"`
	Revokes       *Ruling `json:"revokes,omitempty"`
	RevokedBy     *Ruling `json:"revoked_by,omitempty"`
	UndoneBy      *Ruling `json:"undone_by,omitempty"` // reinstates all that it voids
	InEffect      bool    `json:"in_effect"`
}

// MostDecisions is how many decisions about places beneath it a page shows; the
// list has the rest.
const MostDecisions = 12

// Touching are the decisions that are known and touch a commission, by date:
// those about itself, a place around it or everything; and those about places
// beneath it. What revokes a decision is about what that one was about.
func (s *Set) Touching(c *election.Commission) (own, beneath []*election.Decision) {
	for _, d := range s.Election.Decisions {
		if !s.AsOf.IsZero() && d.Date.After(s.AsOf) {
			continue
		}
		around, under := touches(d, c)
		if around {
			own = append(own, d)
		} else if under {
			beneath = append(beneath, d)
		}
	}
	return own, beneath
}

// touches says whether a decision is about a place or one around it, or about
// one beneath it.
func touches(d *election.Decision, c *election.Commission) (around, beneath bool) {
	if d.Contest != nil && !d.Contest.HeldAt(c) {
		return false, false
	}
	if d.Revokes != nil {
		around, beneath = touches(d.Revokes, c)
		if d.Effect == election.Revoke {
			return around, beneath
		}
	}
	around = around || d.Target == nil || c.Beneath(d.Target)
	return around, beneath || !around && d.Target.Beneath(c)
}

// ListAbove is the list of a place, or of the nearest one around it that has
// one.
func (s *Set) ListAbove(kind checks.List, c *election.Commission) *Listing {
	l := s.Listing(kind, c)
	for ; l == nil; c = c.Parent {
		l = s.Listing(kind, c.Parent)
	}
	return l
}

// decisionsOf are the decisions that touch a commission; nil where none does.
func (s *Set) decisionsOf(c *election.Commission) *Decisions {
	own, beneath := s.Touching(c)
	if len(own)+len(beneath) == 0 {
		return nil
	}
	d := new(Decisions)
	for _, one := range own {
		d.Own = append(d.Own, s.decision(one))
	}
	if len(beneath) == 0 {
		return d
	}
	l := s.ListAbove(checks.Decided, c)
	d.Beneath = &DecisionsBeneath{Counts: []DecisionCount{}, List: ListPath(s.Election, l.Kind, l.Top, 1)}
	counts := make(map[election.EffectOfDecision]int64)
	for i, one := range beneath {
		counts[one.Effect]++
		if c.Parent != nil && i < MostDecisions {
			d.Beneath.First = append(d.Beneath.First, s.decision(one))
		}
	}
	for _, effect := range election.DecisionEffects {
		if n := counts[effect]; n > 0 {
			d.Beneath.Counts = append(d.Beneath.Counts, DecisionCount{string(effect), n})
		}
	}
	return d
}

// decision is everything about one decision.
func (s *Set) decision(d *election.Decision) Decision {
	one := Decision{
		Ruling: *s.ruling(d), Effect: string(d.Effect), Scope: string(d.Scope), Document: d.Document,
		InEffect: slices.Contains(s.Standing.InEffect(), d),
	}
	if by := s.Election.Commission(d.By); by != nil {
		one.ByName = optional(by.NameOn(s.Election.Date))
	}
	if d.Target != nil {
		one.Target = new(s.place(d.Target))
	}
	if d.Contest != nil {
		one.Contest, one.ContestName = d.Contest.ID, optional(d.Contest.Name)
	}
	if d.Select != nil {
		one.Selection, one.SelectionName = d.Select.ID, optional(d.Select.Name)
	}
	if d.Scope == election.OneVersion && d.Effect == election.Refuse {
		one.Series, one.Version = string(d.Series), new(int64(d.Version))
		if one.Part = partID(d.Contest, d.Part); one.Part != "" {
			one.PartName = optional(d.Contest.Parts[d.Part].Name)
		}
	}
	if d.Revokes != nil {
		one.Revokes = s.ruling(d.Revokes)
	}
	if by := s.Standing.RevokedBy(d); by != nil {
		one.RevokedBy = s.ruling(by)
	} else if by := s.Standing.UndoneBy(d); by != nil {
		one.UndoneBy = s.ruling(by)
	}
	return one
}
