package checks

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// Counts are all counts of the same ballots: of one part of a contest at one
// commission, the protocol in force and whatever stands beside it.
type Counts struct {
	Part   int                // index into Contest.Parts; 0 where there are none
	Force  *election.Protocol // recount over hand count; nil while there is neither
	Beside []Beside           // the others, in the order of election.AllSeries
}

// A Beside is a count that is not in force, held against the one that is.
type Beside struct {
	*election.Protocol
	Shape   Shape // how it differs; empty while nothing is in force
	Differ  int   // how many figures of both are known and differ
	Unknown int   // how many figures that both papers have are unknown on one of them
	Moved   int64 // of a normal difference: votes more, and invalid ballots less, in the protocol in force
}

// A Shape names how two counts of the same ballots differ. It describes and does
// not judge.
type Shape string

// The shapes.
const (
	// Equal: every figure that both have is the same.
	Equal Shape = "equal"
	// Normal: as many took part, and a hand took for valid what a scanner took
	// for invalid. Nobody has fewer votes than before.
	Normal Shape = "normal"
	// Different: any other difference.
	Different Shape = "different"
	// Unclear: a figure is unknown, and those that are known do not tell.
	Unclear Shape = "unclear"
)

// CountsOf are the counts that a commission has of a contest, one for each part
// of which there is any. It is nil while nothing of it may be shown.
func CountsOf(y *rollup.Country, c *election.Commission, k *election.Contest) []Counts {
	if c.Sealed(y.AsOf) {
		return nil
	}
	var all []Counts
	for part := range k.PartCount() {
		counts := Counts{Part: part, Force: y.Standing.Official(c, k, part, y.AsOf)}
		for _, series := range election.AllSeries {
			p := y.Standing.InForce(c, k, part, series, y.AsOf)
			if p != nil && p != counts.Force {
				counts.Beside = append(counts.Beside, beside(p, counts.Force))
			}
		}
		if counts.Force != nil || len(counts.Beside) > 0 {
			all = append(all, counts)
		}
	}
	return all
}

// Papers are the protocols, the one in force first.
func (s *Counts) Papers() []*election.Protocol {
	var all []*election.Protocol
	if s.Force != nil {
		all = append(all, s.Force)
	}
	for i := range s.Beside {
		all = append(all, s.Beside[i].Protocol)
	}
	return all
}

// beside holds a count against the one in force.
func beside(p, force *election.Protocol) Beside {
	b := Beside{Protocol: p}
	if force == nil {
		return b
	}
	k, compared := p.Contest, 0
	compare := func(one, other election.Count) {
		n, known1 := one.Value()
		m, known2 := other.Value()
		compared++
		switch {
		case !known1 || !known2:
			b.Unknown++
		case n != m:
			b.Differ++
		}
	}
	for i := range k.Lines {
		l := &k.Lines[i]
		if l.On(p.Commission, p.Series, p.Part) && l.On(p.Commission, force.Series, p.Part) {
			compare(p.Lines[i], force.Lines[i])
		}
	}
	for i := range k.Selections {
		compare(p.Votes[i], force.Votes[i])
	}
	moved, normal := moved(p, force)
	switch {
	case b.Differ == 0 && b.Unknown > 0:
		b.Shape = Unclear
	case b.Differ == 0 && compared > 0:
		b.Shape = Equal
	case normal && p.Series != election.Summary:
		b.Shape, b.Moved = Normal, moved
	case b.Unknown > 0:
		b.Shape = Unclear
	default:
		b.Shape = Different
	}
	return b
}

// moved is how many ballots the count in force takes for votes that the other
// took for invalid ones, and whether that is all there is to their difference.
// Whoever merely repeats the figures of another, as a summary table does, has no
// such difference.
func moved(p, force *election.Protocol) (votes int64, normal bool) {
	k := p.Contest
	part, known1 := change(k.Line(election.Participated), p.Lines, force.Lines)
	invalid, known2 := change(k.Line(election.Invalid), p.Lines, force.Lines)
	if !known1 || !known2 || part != 0 {
		return 0, false
	}
	for i := range k.Selections {
		more, known := change(i, p.Votes, force.Votes)
		if !known || more < 0 {
			return 0, false
		}
		votes += more
	}
	return votes, votes > 0 && votes == -invalid
}

// change is how much more a figure is in the second of two counts; unknown where
// one of them lacks it.
func change(i int, from, to []election.Count) (more int64, known bool) {
	if i < 0 {
		return 0, false
	}
	n, known1 := from[i].Value()
	m, known2 := to[i].Value()
	return m - n, known1 && known2
}

// A StepKind is one figure on the way of the ballots.
type StepKind string

// The steps, in the order of the day: who could vote, who was let in, who
// received a ballot, and what lay in the boxes in the end.
const (
	StepListed       StepKind = "listed"
	StepIdentified   StepKind = "identified"   // by fingerprint
	StepOnList       StepKind = "list"         // in the list of those who took part
	StepParticipated StepKind = "participated" // as the protocol says
	StepIssued       StepKind = "issued"       // ballots, in and out of the premises
	StepInBoxes      StepKind = "boxes"        // ballots, mobile and stationary
)

// A Step is one figure that voters and ballots left behind at a commission.
type Step struct {
	Kind   StepKind
	Total  rollup.Total
	Series election.Series // whose figure it is; empty for the participation list
	// More is by how much it is above the number who took part, less than nothing
	// where it is below. Known is false for the voters on the list, of whom many
	// stay at home, and where one of the two is unknown.
	More  int64
	Known bool
}

// Voided reports whether decisions take all of the figure out of the sums.
func (s *Step) Voided() bool { return s.Total.Counts == 0 && s.Total.OutCounts > 0 }

// Steps are the figures of voters and ballots side by side, all parts together:
// those that the leading protocol has, the scanner's where it alone has one, and
// the participation list's. Fewer than two beside the number who took part have
// nothing to be held against, and are none.
func Steps(y *rollup.Country, r *rollup.Result) []Step {
	lead := r.Leading()
	if lead.Tally == nil || !lead.Own {
		return nil
	}
	k, series := r.Contest, election.Manual
	if !lead.Official {
		series = election.Device
	} else if p := r.Protocols[0]; p != nil {
		series = p.Series
	}
	var steps []Step
	// A form without the first line of a sum does not tell the sum: ballots in
	// mobile boxes are not those in the boxes.
	add := func(kind StepKind, t *rollup.Tally, of election.Series, roles ...election.Role) bool {
		var sum rollup.Total
		for n, role := range roles {
			var one rollup.Total
			if i := k.Line(role); i >= 0 && t != nil {
				one = t.Lines[i]
			}
			if n == 0 && one.Counts+one.OutCounts == 0 {
				return false
			}
			sum = sum.Plus(one)
		}
		steps = append(steps, Step{Kind: kind, Total: sum, Series: of})
		return true
	}
	add(StepListed, lead.Tally, series, election.Listed)
	if !add(StepIdentified, lead.Tally, series, election.Identified) {
		add(StepIdentified, r.Device, election.Device, election.Identified)
	}
	if list := participation(r.Commission, k, y.AsOf); list.at.Known() {
		total := rollup.Total{Counts: 1, Unknown: 1}
		if list.state == known {
			total = rollup.Total{Sum: list.n, Counts: 1}
		}
		steps = append(steps, Step{Kind: StepOnList, Total: total})
	}
	add(StepParticipated, lead.Tally, series, election.Participated)
	if !add(StepIssued, lead.Tally, series, election.Issued) {
		add(StepIssued, lead.Tally, series, election.IssuedStation, election.IssuedOutside, election.IssuedOther)
	}
	add(StepInBoxes, lead.Tally, series, election.InStationary, election.InMobile)
	return measured(steps)
}

// measured holds every step against the number who took part.
func measured(steps []Step) []Step {
	var part *Step
	for i := range steps {
		if steps[i].Kind == StepParticipated {
			part = &steps[i]
		}
	}
	if part == nil || len(steps) < 3 {
		return nil
	}
	base, known1 := whole(part.Total)
	for i := range steps {
		s := &steps[i]
		n, known2 := whole(s.Total)
		if s.Kind != StepListed && s != part && known1 && known2 {
			s.More, s.Known = n-base, true
		}
	}
	return steps
}

// whole is a figure as it stands on paper, whatever decisions took out of it.
func whole(t rollup.Total) (int64, bool) {
	return t.Sum + t.Out, t.Counts+t.OutCounts > 0 && t.Unknown+t.OutUnknown == 0
}
