package rollup

import "achyk/generator/election"

// A PartResult is what one commission has of one part of a contest, official
// figures alone. The parts of a contest add up to its [Result], line by line.
type PartResult struct {
	Own     *Tally // its own protocol; nil where it has none of any part
	Beneath *Tally // sum beneath; nil at the bottom
	Lead    *Tally // what it adds to the sum above it; nil where it adds nothing
	Owed    *Tally // counts that those beneath have not reported, as unknown; nil at the bottom
	owes    *Tally // counts that it owes the sum above it, as unknown
}

// Part works out one part of a contest for a commission and everything beneath
// it. Which figures lead, the whole of the contest has settled.
func (y *Country) Part(c *election.Commission, k *election.Contest, part int) PartResult {
	r := y.Of(c, k)
	if len(k.Parts) == 0 {
		return PartResult{Own: r.Official, Beneath: r.Beneath, Lead: r.contribution(), Owed: r.absent, owes: r.unreported()}
	}
	var p PartResult
	if r.Official != nil {
		p.Own = newTally(k)
		p.Own.paper(c, k, election.Manual, part, r.Protocols[part], r.Voided)
	}
	if len(c.Children) == 0 {
		p.Lead, p.owes = p.Own, r.unreportedOf(part)
		return p
	}
	p.Beneath, p.Owed = newTally(k), newTally(k)
	for _, child := range c.Children {
		q := y.Part(child, k, part)
		if q.Lead != nil {
			p.Beneath.add(q.Lead)
		}
		if q.owes != nil {
			p.Owed.add(q.owes)
		}
	}
	switch {
	case r.Overtaken != nil:
		p.Lead = r.restOf(p)
	case r.leads():
		p.Lead = r.mergedOf(p)
	case r.Beneath.Protocols > 0:
		p.Lead, p.owes = p.Beneath, p.Owed
	default:
		p.owes = p.Owed
	}
	return p
}

// mergedOf is a protocol of a part with the lines that no paper of its
// commission has, as [Result.contribution] makes it.
func (r *Result) mergedOf(p PartResult) *Tally {
	merged := newTally(r.Contest)
	merged.add(p.Own)
	for i, own := range r.Official.Lines {
		if own.Counts+own.OutCounts == 0 {
			merged.Lines[i] = p.Beneath.Lines[i].Plus(p.Owed.Lines[i])
		}
	}
	return merged
}

// restOf is what remains of a part where a decision has overtaken the protocol,
// as [Result.rest] makes it.
func (r *Result) restOf(p PartResult) *Tally {
	t := newTally(r.Contest)
	t.add(p.Beneath)
	t.add(p.Owed)
	for i, own := range p.Own.Lines {
		if own.Counts > 0 && !below(r.Contest, i, r.Commission) {
			t.Lines[i] = t.Lines[i].Plus(unknown(int(own.Counts)))
		}
	}
	return t
}

// unreportedOf is [Result.unreported] of one part, for a commission at the
// bottom.
func (r *Result) unreportedOf(part int) *Tally {
	c, k := r.Commission, r.Contest
	if r.leads() || r.Voided.Whole != nil || !k.Within(c) {
		return nil
	}
	t := newTally(k)
	for i := range k.Lines {
		if k.Lines[i].On(c, election.Manual, part) || (r.State == Unsigned && k.Lines[i].For(part)) {
			t.Lines[i] = unknown(1)
		}
	}
	for i := range k.Selections {
		t.Votes[i] = unknown(1)
	}
	return t
}
