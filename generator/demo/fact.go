package demo

import (
	"math/rand/v2"
	"slices"
)

// facts are what really happened at a precinct and was counted and signed as it
// was. Nothing is wrong with such protocols; readers ask about them all the
// same, and the territorial commission adds them up as they are.
var facts = []fault[*sending]{
	{kind: "ballots-carried-away", every: often, fits: ordinaryWithScanner, happens: carriedAway},
	{kind: "everybody-came", every: seldom, fits: oddly(closed), happens: everybodyCame},
	{kind: "all-votes-for-one", every: seldom, fits: oddly(mobile), happens: allForOne},
	{kind: "no-votes-for-one", every: seldom, fits: oddly(ordinary), happens: noneForOne},
	{kind: "correction-without-reason", every: seldom, fits: mistakable, happens: withoutReason},
	{kind: "correction-by-decision", every: seldom, fits: mistakable, happens: byDecision},
	{kind: "corrected-twice", every: seldom, fits: func(s *sending) bool {
		return mistakable(s) && s.neighbours() >= 0
	}, happens: correctedTwice},
	{kind: "version-skipped", every: seldom, fits: mistakable, happens: skippedVersion},
}

func ordinaryWithScanner(s *sending) bool {
	return s.clean() && s.kind == ordinary && s.scanner != nil
}

// oddly makes sure that what is odd about a precinct is not so about its whole
// territory.
func oddly(kind string) func(s *sending) bool {
	return func(s *sending) bool {
		return s.clean() && s.kind == kind && s.among > 2 && !s.books.odd
	}
}

// mistakable makes sure that there is room for a mistake to correct.
func mistakable(s *sending) bool { return s.clean() && s.lines[ballotsSpoiled] > 0 }

// truly changes what was counted at a precinct, by hand and by the scanner.
func (s *sending) truly(change func(f *figures)) {
	change(&s.figures)
	s.paper.figures = s.figures.clone()
	if s.scanner != nil {
		change(&s.scanner.figures)
	}
}

// best is the selection that has the most votes.
func (f *figures) best() int { return slices.Index(f.votes, slices.Max(f.votes)) }

// carriedAway lets voters leave with their ballots, so that fewer lie in the
// boxes than were issued. The territorial commission's sums show it too.
func carriedAway(_ *day, s *sending, r *rand.Rand) {
	best, some := s.figures.best(), between(r, 1, 2)
	s.truly(func(f *figures) {
		f.lines[inStationary] -= some
		f.lines[ballotsValid] -= some
		f.votes[best] -= some
	})
	s.breaks(key(s.id, manual, 1), "W6")
	s.books.carried = true
}

// everybodyCame has every voter of a closed institution vote.
func everybodyCame(_ *day, s *sending, _ *rand.Rand) {
	s.truly(func(f *figures) {
		f.lines[votersListed] = f.lines[votersParticipated]
		f.lines[votersAdditional] = min(f.lines[votersAdditional], f.lines[votersListed])
	})
	s.breaks(key(s.id, manual, 1), "W2")
	s.books.odd = true
}

// allForOne has everyone at a small precinct vote alike: one selection has all
// votes, and the others have none.
func allForOne(d *day, s *sending, _ *rand.Rand) {
	best, other := s.figures.best(), 0
	if best == other {
		other = 1
	}
	s.truly(func(f *figures) {
		clear(f.votes)
		f.votes[best] = f.lines[ballotsValid]
	})
	s.plant("W3", protocolsFile, key(s.id, manual, 1), d.votes(other), flag)
	s.plant("W4", protocolsFile, key(s.id, manual, 1), d.votes(best), flag)
	s.books.odd = true
}

// noneForOne leaves one selection without votes, most of all the one that has
// few anyway.
func noneForOne(d *day, s *sending, _ *rand.Rand) {
	best, least := s.figures.best(), slices.Index(s.figures.votes, slices.Min(s.figures.votes))
	s.truly(func(f *figures) {
		f.votes[best] += f.votes[least]
		f.votes[least] = 0
	})
	s.plant("W3", protocolsFile, key(s.id, manual, 1), d.votes(least), flag)
	s.books.odd = true
}

// withoutReason corrects a protocol and does not say why.
func withoutReason(_ *day, s *sending, r *rand.Rand) {
	s.mistaken(r)
	s.plant("I213", protocolsFile, key(s.id, manual, 2), "", flag)
}

// mistaken corrects a protocol, by day, and returns which mistake is put right.
func (s *sending) mistaken(r *rand.Rand) correction {
	i := slices.IndexFunc(corrections, func(c correction) bool { return s.mistake(c, r) })
	s.paper.signed, s.paper.received = correctedLater(r, s.clock)
	return corrections[i]
}

// byDecision corrects a protocol because its commission must: the first version is
// refused, and the second says by whom.
func byDecision(d *day, s *sending, r *rand.Rand) {
	d.correct(s.paper, s.mistaken(r))
	u := s.about(s.fault, 1, s.paper.signed.Add(-minutes(r, 30, 90)).In(home))
	u.effect, u.scope, u.contest, u.target = "refuse", "version", contest, s.id+"/"+manual+"/1"
	d.rule(&s.delivery, u)
	s.paper.decision = u.id
}

// correctedTwice finds one mistake in the night, and another by day.
func correctedTwice(d *day, s *sending, r *rand.Rand) {
	swapped, spoiled := corrections[0], corrections[1]
	second := s.paper.copy()
	spoiled.mistake(&second.figures, r)
	first := second.copy()
	for !swapped.mistake(&first.figures, r) {
		continue // with two others: it draws which
	}
	second.version, s.paper.version = 2, 3
	d.correct(second, swapped)
	d.correct(s.paper, spoiled)
	second.signed, second.received = correctedByMorning(r, s.clock)
	s.paper.signed, s.paper.received = correctedLater(r, s.clock)
	s.earlier = []*protocol{first, second}
	s.note(s.fault, protocolsFile, key(s.id, manual, 3))
}

// skippedVersion sends the first version and the third.
func skippedVersion(d *day, s *sending, r *rand.Rand) {
	d.correct(s.paper, s.mistaken(r))
	s.paper.version = 3
	s.plant("I218", protocolsFile, key(s.id, manual, 3), "", flag)
}

// asks names the first column that each check asks a protocol for, which is
// where its findings point. Where the most or the least votes are asked for,
// it is the first selection that has them.
var asks = map[string]string{
	"E1": "ballots_received", "E2": "ballots_cancelled", "E3": "ballots_mobile", "E4": "ballots_valid",
	"E5": "voters_participated", "E6": "ballots_mobile", "E7": "ballots_mobile", "E8": "voters_participated",
	"W1": "voters_participated", "W2": "voters_participated", "W6": "ballots_mobile", "W7": "voters_participated",
}

// breaks plants a finding for each check that a protocol fails.
func (x *delivery) breaks(record string, codes ...string) {
	for _, code := range codes {
		x.plant(code, protocolsFile, record, asks[code], flag)
	}
}
