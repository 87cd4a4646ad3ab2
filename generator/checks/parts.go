package checks

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// ofPart adds one figure up over the official protocols of one part beneath a
// commission. The sums of rollup are those of all parts together, but a
// protocol is of one: what is taken out and what is unknown is the same. A
// commission that has a line on the paper of one part alone has told all of it
// there.
func (j *judge) ofPart(c *election.Commission, k *election.Contest, part int, at target) rollup.Total {
	var sum rollup.Total
	for _, child := range c.Children {
		result := j.country.Of(child, k)
		switch lead := result.Leading(); {
		case lead.Official && lead.Own && onAnyForm(result, at):
			if onForm(result, part, at) {
				sum = sum.Plus(partOf(result, part, at))
			}
		case len(child.Children) > 0:
			sum = sum.Plus(j.ofPart(child, k, part, at))
			if result.Overtaken != nil && onForm(result, part, at) && partOf(result, part, at).Counts > 0 && !told(k, at, child.Children) {
				sum = sum.Plus(owed) // only the protocol knew
			}
		case result.Voided.Whole == nil && k.Within(child) && owes(result, part, at):
			sum = sum.Plus(owed)
		}
	}
	return sum
}

// owed is a count that nobody has reported.
var owed = rollup.Total{Counts: 1, Unknown: 1}

// onForm reports whether a figure is on the form of the hand count of a part, or
// on that of the protocol that takes its place.
func onForm(r *rollup.Result, part int, at target) bool {
	if at.line < 0 {
		return true
	}
	line, c := &r.Contest.Lines[at.line], r.Commission
	return line.On(c, election.Manual, part) ||
		(r.Protocols != nil && r.Protocols[part] != nil && line.On(c, r.Protocols[part].Series, part))
}

// onAnyForm reports whether a figure is on any of a commission's own papers.
func onAnyForm(r *rollup.Result, at target) bool {
	for part := range r.Contest.PartCount() {
		if onForm(r, part, at) {
			return true
		}
	}
	return false
}

// owes reports whether a place with nobody beneath it would have told a figure of
// a part. One that signs nothing stands for others, who have every form.
func owes(r *rollup.Result, part int, at target) bool {
	if r.State == rollup.Unsigned && at.line >= 0 {
		return r.Contest.Lines[at.line].For(part)
	}
	return onForm(r, part, at)
}

// told reports whether a figure is on the form of anyone beneath, of whatever part.
func told(k *election.Contest, at target, commissions []*election.Commission) bool {
	if at.line < 0 {
		return true
	}
	for part := range k.PartCount() {
		if stands(&k.Lines[at.line], part, commissions) {
			return true
		}
	}
	return false
}

// partOf is one figure of a commission's own protocol of a part, less what
// decisions take out.
func partOf(r *rollup.Result, part int, at target) rollup.Total {
	p, v, k := r.Protocols[part], r.Voided, r.Contest
	outside := false
	for _, other := range k.Parts {
		outside = outside || other.Outside
	}
	var count election.Count
	switch {
	case p == nil:
	case at.line >= 0:
		count = p.Lines[at.line]
	default:
		count = p.Votes[at.selection]
	}
	n, is := count.Value()
	out := v.Whole != nil || (v.Outside != nil && k.Parts[part].Outside) || v.Selections[at.selection] != nil
	switch {
	case out && !is:
		return rollup.Total{OutCounts: 1, OutUnknown: 1}
	case out:
		return rollup.Total{Out: n, OutCounts: 1}
	case !is, v.Outside != nil && !outside:
		return owed
	}
	return rollup.Total{Sum: n, Counts: 1}
}
