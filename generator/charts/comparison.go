package charts

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/rollup"
)

// A Comparison sets the sums of two counts of the same ballots side by side, over
// those commissions that have both and in which every vote is known.
type Comparison struct {
	Level     int     // index into Election.Levels: of the commissions compared
	Protocols int32   // pairs of protocols that were added
	Unclear   int32   // pairs left out, because a figure is unknown
	Device    []int64 // the scanners', by Contest.Selections; nil without any pair
	Force     []int64 // the hand counts and recounts in force, likewise
	Beneath   []Shapes
}

// Shapes counts how the scanner's count differs from the one in force, at the
// commissions of a place directly beneath, as [checks.CountsOf] names it. Of several
// parts the one that differs most speaks for the commission.
type Shapes struct {
	Place                             *election.Commission
	Equal, Normal, Different, Unclear int64
	Unpaired                          int64 // commissions with one of the two counts
}

// Together are those of all places.
func (f *Comparison) Together() Shapes {
	var all Shapes
	for _, s := range f.Beneath {
		all.Equal += s.Equal
		all.Normal += s.Normal
		all.Different += s.Different
		all.Unclear += s.Unclear
		all.Unpaired += s.Unpaired
	}
	return all
}

// any reports whether a commission is among them.
func (s *Shapes) any() bool { return s.Equal+s.Normal+s.Different+s.Unclear+s.Unpaired > 0 }

// Compare sets the scanners' counts beneath a place against those in force, at the
// lowest level that has both; it is zero where nobody in the country has a scanner.
//
// What decisions took out of the sums whole, a commission or a part, is left out
// here too. What they took out of a count, the result of one selection or votes that
// nobody counted apart, stays in it: this holds papers against each other, and does
// not say who has won.
func Compare(y *rollup.Country, c *election.Commission, k *election.Contest) Comparison {
	if y.Election.Root == nil {
		return Comparison{}
	}
	if all := y.Of(y.Election.Root, k).Scanners; all == nil || all.Protocols == 0 {
		return Comparison{}
	}
	progress := y.Of(c, k).Progress
	var lowest *Comparison
	for level := range slices.Backward(progress) {
		if progress[level].Expected == 0 {
			continue
		}
		found := compareAt(y, c, k, level)
		if found.Protocols+found.Unclear > 0 {
			return found
		}
		if lowest == nil && len(found.Beneath) > 0 {
			lowest = &found
		}
	}
	if lowest == nil {
		return Comparison{}
	}
	return *lowest
}

// compareAt compares at one level.
func compareAt(y *rollup.Country, c *election.Commission, k *election.Contest, level int) Comparison {
	found := Comparison{Level: level}
	for _, child := range c.Children {
		shapes := Shapes{Place: child}
		take := func(one *election.Commission) { found.take(y, one, k, &shapes) }
		if child.Level == level {
			take(child)
		} else {
			beneath(child, level, take)
		}
		if shapes.any() {
			found.Beneath = append(found.Beneath, shapes)
		}
	}
	return found
}

// worst are the shapes of pairs, the one that speaks for the others first.
var worst = []checks.Shape{checks.Different, checks.Unclear, checks.Normal, checks.Equal}

// take adds the counts of one commission.
func (f *Comparison) take(y *rollup.Country, c *election.Commission, k *election.Contest, s *Shapes) {
	if !k.Within(c) {
		return
	}
	voided := y.Standing.Voided(c, k)
	shape, lone := len(worst), false
	for _, counts := range checks.CountsOf(y, c, k) {
		i := slices.IndexFunc(counts.Beside, func(b checks.Beside) bool { return b.Series == election.Device })
		switch {
		case voided.Of(k, counts.Part) != nil:
		case i < 0 && counts.Force == nil: // only what a superior commission typed
		case i < 0 || counts.Force == nil:
			lone = true
		default:
			shape = min(shape, slices.Index(worst, counts.Beside[i].Shape))
			f.add(counts.Beside[i].Protocol, counts.Force)
		}
	}
	switch {
	case shape < len(worst):
		*s.of(worst[shape])++
	case lone:
		s.Unpaired++
	}
}

// of is the counter of a shape.
func (s *Shapes) of(shape checks.Shape) *int64 {
	switch shape {
	case checks.Equal:
		return &s.Equal
	case checks.Normal:
		return &s.Normal
	case checks.Unclear:
		return &s.Unclear
	}
	return &s.Different
}

// add adds a pair, unless a vote of it is unknown.
func (f *Comparison) add(device, force *election.Protocol) {
	unknown := func(c election.Count) bool {
		_, known := c.Value()
		return !known
	}
	if slices.ContainsFunc(device.Votes, unknown) || slices.ContainsFunc(force.Votes, unknown) {
		f.Unclear++
		return
	}
	if f.Device == nil {
		f.Device, f.Force = make([]int64, len(device.Votes)), make([]int64, len(force.Votes))
	}
	f.Protocols++
	for i := range device.Votes {
		n, _ := device.Votes[i].Value()
		m, _ := force.Votes[i].Value()
		f.Device[i] += n
		f.Force[i] += m
	}
}
