package rollup

import (
	"achyk/generator/election"
	"achyk/generator/wording"
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

// Share is a selection's share of the first base, in the figures that lead; unknown
// where its result was taken out, nothing came, or there is no base.
func (r *Result) Share(of *election.Selection) wording.Share {
	t := r.Leading().Tally
	if t == nil || len(r.Contest.ShareBases) == 0 || r.Voided.Selections[of.Index] != nil {
		return wording.Share{}
	}
	return t.Share(0, of.Index)
}

// Ahead is the selection with the most known votes, or nil on a tie, without
// votes, or while votes that nobody could read may make another one level: all
// of somebody's, or some of them where it is known how few are left. "Against
// all" is nobody, and a voided selection leads nothing.
func (t *Tally) Ahead(k *election.Contest, v election.Voided) *election.Selection {
	var ahead *election.Selection
	var most int64
	tie := false
	runs := func(s *election.Selection) bool { return s.Kind != election.AgainstAll && v.Selections[s.Index] == nil }
	for i, s := range k.Selections {
		switch total := t.Votes[i]; {
		case !runs(s):
		case total.Sum > most:
			ahead, most, tie = s, total.Sum, false
		case total.Sum == most:
			tie = true
		}
	}
	if tie || ahead == nil {
		return nil
	}
	room, bounded := t.room(k)
	for i, s := range k.Selections {
		total := t.Votes[i]
		if s == ahead || !runs(s) || total.Unknown == 0 {
			continue
		}
		unheard := total.Counts == total.Unknown
		if (bounded && total.Sum+room >= most) || (!bounded && unheard) {
			return nil
		}
	}
	return ahead
}

// AllOut reports whether decisions took out everything that the tally's
// protocols say.
func (t *Tally) AllOut() bool { return t.Protocols > 0 && t.Counted == 0 }

// MostOut is the selection with the most votes among those that decisions took
// out, or nil on a tie, or while some of them are not known.
func (t *Tally) MostOut(k *election.Contest) *election.Selection {
	var most *election.Selection
	var votes int64
	for i, s := range k.Selections {
		switch total := t.Votes[i]; {
		case total.OutUnknown > 0:
			return nil
		case total.Out > votes:
			most, votes = s, total.Out
		case total.Out == votes:
			most = nil
		}
	}
	return most
}

// room is how many votes there can be beside those that are known: everybody
// who took part has so many. It has no bound where that is not known.
func (t *Tally) room(k *election.Contest) (room int64, bounded bool) {
	i := k.Line(election.Participated)
	if i < 0 {
		return 0, false
	}
	room, bounded = t.Lines[i].Known()
	room *= int64(max(1, k.VotesPerBallot))
	for _, votes := range t.Votes {
		room -= votes.Sum
	}
	return room, bounded
}
