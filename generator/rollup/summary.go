package rollup

import "achyk/generator/election"

// A Column is one commission in the summary table of the one above it (жыйынды
// таблица / сводная таблица), of one part of a contest: what that one typed for
// it, and what its own protocol says.
type Column struct {
	Result   *Result
	Typed    *election.Protocol // series summary; nil where none was sent
	Protocol *election.Protocol // official, in force; nil without one
	Sum      *Tally             // of those beneath, where there is neither
	part     int
}

// Column is what a commission has in the summary table above it. A sealed one has
// nothing.
func (y *Country) Column(c *election.Commission, k *election.Contest, part int) Column {
	x := Column{Result: y.Of(c, k), part: part}
	if x.Result.Official != nil {
		x.Protocol = x.Result.Protocols[part]
	}
	if !c.Sealed(y.AsOf) && k.HeldAt(c) {
		x.Typed = y.Standing.InForce(c, k, part, election.Summary, y.AsOf)
	}
	if x.Typed == nil && x.Protocol == nil && len(c.Children) > 0 {
		x.Sum = y.Part(c, k, part).Lead
	}
	return x
}

// A Basis is where the figures of a column come from.
type Basis string

// The bases, in the order they are told.
const (
	OfSummary  Basis = "summary"  // what the superior commission typed
	OfProtocol Basis = "protocol" // its own protocol, where nothing was typed
	OfSum      Basis = "sum"      // the sum of those beneath it, where there is neither
	OfNothing  Basis = "none"
)

// Bases are all bases.
var Bases = []Basis{OfSummary, OfProtocol, OfSum, OfNothing}

// Basis is where the figures of the column come from.
func (x *Column) Basis() Basis {
	switch {
	case x.Typed != nil:
		return OfSummary
	case x.Protocol != nil:
		return OfProtocol
	case x.Sum != nil:
		return OfSum
	}
	return OfNothing
}

// Empty reports whether nothing is known of the commission.
func (x *Column) Empty() bool { return x.Basis() == OfNothing }

// State is where the commission stands; one that has reported another part alone
// is missing.
func (x *Column) State() State {
	s := x.Result.Overall()
	if x.Empty() && (s == Counted || s == Partial) {
		return Missing
	}
	return s
}

// Differ counts the figures that were typed otherwise than the protocol has
// them, and those that could be compared.
func (x *Column) Differ() (differ, compared int) {
	k := x.Result.Contest
	for i := range len(k.Lines) + len(k.Selections) {
		if f := x.Figure(i); f.Both {
			compared++
			if f.Differs {
				differ++
			}
		}
	}
	return differ, compared
}

// A Figure is one cell of a column.
type Figure struct {
	Total   Total          // as typed; else of the protocol; else the sum
	Paper   election.Count // of the protocol, where both are there
	Both    bool           // it was typed and stands on the protocol
	Differs bool           // the two do not say the same
	Voided  bool           // a decision takes it out of the sum
}

// Figure is the figure of a line or, behind the lines, of the votes for a
// selection. One that is on no paper is the zero Total.
func (x *Column) Figure(i int) Figure {
	r := x.Result
	f := Figure{Voided: x.voided(i)}
	if x.Sum != nil {
		if n := len(x.Sum.Lines); i < n {
			f.Total = x.Sum.Lines[i]
		} else {
			f.Total = x.Sum.Votes[i-n]
		}
		f.Voided = f.Total.Counts == 0 && f.Total.OutCounts > 0
		return f
	}
	typed, on := r.figure(x.Typed, i)
	paper, signed := r.figure(x.Protocol, i)
	switch {
	case on:
		f.Total, f.Both = total(typed, kept), signed
	case signed:
		f.Total = total(paper, kept)
	}
	if f.Both {
		a, known1 := typed.Value()
		b, known2 := paper.Value()
		f.Paper, f.Differs = paper, a != b || known1 != known2
	}
	return f
}

// figure is a count of a protocol; false where its form has no such line.
func (r *Result) figure(p *election.Protocol, i int) (election.Count, bool) {
	k := r.Contest
	switch {
	case p == nil:
		return election.Count{}, false
	case i >= len(k.Lines):
		return p.Votes[i-len(k.Lines)], true
	}
	return p.Lines[i], k.Lines[i].On(r.Commission, p.Series, p.Part)
}

// voided reports whether a decision takes all of a figure out of the sum.
func (x *Column) voided(i int) bool {
	v, k := x.Result.Voided, x.Result.Contest
	if lost(k, x.part, x.Protocol, v).votes == out {
		return true
	}
	return i >= len(k.Lines) && v.Selections[i-len(k.Lines)] != nil
}

// Blurred reports whether votes leave the sum that nobody counted apart, so that
// the sum has an unknown rest where the column has figures.
func (x *Column) Blurred() bool {
	return lost(x.Result.Contest, x.part, x.Protocol, x.Result.Voided).votes == remainder
}
