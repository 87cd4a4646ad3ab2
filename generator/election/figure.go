package election

import (
	"iter"
	"time"

	"achyk/generator/wording"
)

// An Item is one figure of a protocol: a line, or the votes for a selection.
// The zero Item is none.
type Item struct {
	Line   *Line
	Select *Selection
}

// Name is what a line or a selection is called; empty for the zero Item.
func (i Item) Name(w *wording.Language) string {
	switch {
	case i.Line != nil:
		if name := i.Line.Name.In(w.Code()); name != "" {
			return name
		}
		return i.Line.Code
	case i.Select != nil:
		name := i.Select.Name.In(w.Code())
		if name == "" {
			name = i.Select.ID
		}
		return w.Text("operand.votes", "name", name)
	}
	return ""
}

// Code is the column of a line or a selection in the tables; empty for the zero
// Item.
func (i Item) Code() string {
	switch {
	case i.Line != nil:
		return i.Line.Code
	case i.Select != nil:
		return "votes:" + i.Select.ID
	}
	return ""
}

// Figures are the counts on a protocol, in the order of the paper: the lines of
// its form, then the votes for every selection.
func (p *Protocol) Figures() iter.Seq2[Item, Count] {
	return func(yield func(Item, Count) bool) {
		for i := range p.Lines {
			l := &p.Contest.Lines[i]
			if l.On(p.Commission, p.Series, p.Part) && !yield(Item{Line: l}, p.Lines[i]) {
				return
			}
		}
		for i, s := range p.Contest.Selections {
			if !yield(Item{Select: s}, p.Votes[i]) {
				return
			}
		}
	}
}

// A Difference is one figure that two versions of a protocol do not share.
type Difference struct {
	Item          Item
	Before, After Count
}

// Differences are the figures that a later version of a protocol changed, in the
// order of the paper. A count that became readable, or unreadable, has changed.
// Before the first version there was nothing: a nil before has no differences.
func Differences(before, after *Protocol) []Difference {
	var all []Difference
	if before == nil {
		return nil
	}
	for i, c := range after.Figures() {
		if was := i.Of(before); !was.Same(c) {
			all = append(all, Difference{i, was, c})
		}
	}
	return all
}

// Of is the figure of a protocol of the item's contest; unknown without one.
func (i Item) Of(p *Protocol) Count {
	switch {
	case p == nil:
		return Count{}
	case i.Select != nil:
		return p.Votes[i.Select.Index]
	}
	return p.Lines[p.Contest.LineCode(i.Line.Code)]
}

// Before is the version of the same protocol that p followed: the highest one
// lower than its own that had come by a moment (zero = any time). It is nil where
// p was the first.
func (p *Protocol) Before(asOf time.Time) *Protocol {
	var before *Protocol
	for _, q := range p.Commission.Protocols {
		same := q.Contest == p.Contest && q.Part == p.Part && q.Series == p.Series
		if same && q.KnownAt(asOf) && q.Version < p.Version && (before == nil || q.Version > before.Version) {
			before = q
		}
	}
	return before
}
