package demo

import (
	"math/rand/v2"
	"strconv"
)

// A slip is a count of the hand protocol that was typed otherwise than the
// paper has it.
type slip struct {
	kind   string
	codes  []string // of the checks that fail
	device bool     // whether it parts from the scanner's report, too
	fits   func(s *sending) bool
	typed  func(s *sending, rec *record, r *rand.Rand)
}

// slips break one check each, as far as one can be broken alone.
var slips = []slip{
	{kind: "received-mistyped", codes: []string{"E1"}, typed: func(_ *sending, rec *record, r *rand.Rand) {
		rec.add(ballotsReceived, 10*between(r, 1, 9))
	}},
	{kind: "unused-mistyped", codes: []string{"E2"}, typed: func(_ *sending, rec *record, r *rand.Rand) {
		rec.add(ballotsUnused, between(r, 1, 9))
	}},
	{kind: "invalid-mistyped", codes: []string{"E3"}, device: true, typed: func(_ *sending, rec *record, r *rand.Rand) {
		rec.add(ballotsInvalid, between(r, 1, 9))
	}},
	// Then there are more votes than valid ballots, and perhaps than voters who
	// took part: both are what percents are taken of.
	{kind: "votes-mistyped", codes: []string{"E4"}, device: true, typed: func(s *sending, rec *record, r *rand.Rand) {
		more := 10 * between(r, 1, 9)
		rec.add(lineCount+s.figures.best(), more)
		for _, base := range []int{votersParticipated, ballotsValid} {
			if s.lines[ballotsValid]+more > s.lines[base] {
				s.plant("P402", protocolsFile, rec.key, lineCodes[base], flag)
			}
		}
	}},
	// The last digit is lost, and more took part than were on the list.
	{kind: "listed-mistyped", codes: []string{"E5"}, typed: func(s *sending, rec *record, _ *rand.Rand) {
		rec.set(votersListed, s.lines[votersListed]/10)
	}},
	{kind: "boxes-mistyped", codes: []string{"E3", "E6"}, typed: func(_ *sending, rec *record, r *rand.Rand) {
		rec.add(inStationary, between(r, 1, 9))
	}},
	// Two lines in each other's place: their sum is still right.
	{kind: "boxes-swapped", codes: []string{"E7"}, fits: func(s *sending) bool {
		return s.lines[inStationary] > s.lines[inMobile]
	}, typed: func(s *sending, rec *record, _ *rand.Rand) {
		rec.set(inMobile, s.lines[inStationary])
		rec.set(inStationary, s.lines[inMobile])
	}},
}

// slipFaults are the slips as faults.
func slipFaults() []fault[*sending] {
	var all []fault[*sending]
	for _, one := range slips {
		all = append(all, fault[*sending]{
			kind: one.kind, every: often,
			fits: func(s *sending) bool {
				return s.clean() && s.kind == ordinary && (one.fits == nil || one.fits(s))
			},
			happens: func(_ *day, s *sending, r *rand.Rand) {
				one.typed(s, s.official, r)
				s.breaks(s.official.key, one.codes...)
				if one.device && s.scanned != nil {
					s.breaks(s.official.key, "W1")
				}
			},
		})
	}
	return all
}

// others part from the hand protocol without touching it.
var others = []fault[*sending]{
	{kind: "list-differs", every: often, fits: (*sending).clean, happens: func(_ *day, s *sending, r *rand.Rand) {
		s.participation[0][3] = strconv.FormatInt(s.lines[votersParticipated]+between(r, 1, 9), 10)
		s.breaks(s.official.key, "E8")
	}},
	{kind: "scanner-differs", every: often, fits: ordinaryWithScanner, happens: func(_ *day, s *sending, r *rand.Rand) {
		s.scanned.add(votersParticipated, between(r, 1, 3))
		s.breaks(s.official.key, "W1")
	}},
	{kind: "identified-differs", every: often, fits: ordinaryWithScanner, happens: func(_ *day, s *sending, r *rand.Rand) {
		s.scanned.add(votersIdentified, between(r, 1, 9))
		s.breaks(s.official.key, "W7")
	}},
}
