package rollup

import (
	"math"

	"achyk/generator/election"
)

// A Lead says which figures lead a place's page.
type Lead struct {
	Tally    *Tally // nil where nothing was received
	Official bool   // hand count, recount or a signed protocol; else scanner figures
	Own      bool   // the commission's own protocol; else a sum of what lies beneath
}

// Leading is the total that leads: the commission's own protocol, else the sum
// of the official figures beneath, else scanner figures.
func (r *Result) Leading() Lead {
	if t := r.contribution(); t != nil {
		return Lead{t, true, r.leads()}
	}
	if t := r.scanners(); t != nil {
		return Lead{t, false, r.Device != nil}
	}
	return Lead{}
}

// Ahead is the selection with the most votes, or nil on a tie, without votes,
// or while someone's votes are wholly unknown and could be more. "Against all"
// is nobody, and a voided selection leads nothing.
func (t *Tally) Ahead(k *election.Contest, v election.Voided) *election.Selection {
	var ahead *election.Selection
	var most int64
	tie, unheard := false, false
	for i, s := range k.Selections {
		total := t.Votes[i]
		if s.Kind == election.AgainstAll || v.Selections[i] != nil {
			continue
		}
		if total.Counts > 0 && total.Counts == total.Unknown {
			unheard = true
			continue
		}
		switch {
		case total.Sum > most:
			ahead, most, tie = s, total.Sum, false
		case total.Sum == most:
			tie = true
		}
	}
	if tie || (unheard && t.room(k) >= most) {
		return nil
	}
	return ahead
}

// room is how many votes there can be beside those that are known: everybody
// who took part has so many. Without that figure there is no end to it.
func (t *Tally) room(k *election.Contest) int64 {
	i := k.Line(election.Participated)
	if i < 0 {
		return math.MaxInt64
	}
	room, known := t.Lines[i].Known()
	if !known {
		return math.MaxInt64
	}
	room *= int64(max(1, k.VotesPerBallot))
	for _, votes := range t.Votes {
		room -= votes.Sum
	}
	return room
}
