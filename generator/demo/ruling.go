package demo

import (
	"math/rand/v2"
	"strconv"
	"time"

	"achyk/generator/wording"
)

// A ruling is a row of decisions.csv.
type ruling struct {
	kind          string // of the case, in planted.json and in invented/decisions.csv
	id            string
	date          time.Time
	effect, scope string
	target        string
	contest       string
	selection     string
	revokes       string
	number        string // of a precinct, for the title
	named, chosen wording.Text
}

// A title is how decisions in one kind of case are called, and who makes them.
type title struct {
	kind, by string
	wording.Text
}

// rule makes a decision. It changes what counts and is no fault of the data.
func (d *day) rule(x *delivery, u ruling) {
	x.note(u.kind, decisionsFile, u.id)
	x.decisions = append(x.decisions, d.ruled(u))
}

// ruled writes a ruling as a row.
func (d *day) ruled(u ruling) []string {
	var t title
	for _, one := range d.titles {
		if one.kind == u.kind {
			t = one
		}
	}
	words := fill(t.Text,
		[]string{"{number}", u.number, "{name}", u.named.Ky, "{selection}", u.chosen.Ky},
		[]string{"{number}", u.number, "{name}", u.named.Ru, "{selection}", u.chosen.Ru})
	return []string{
		u.id, stamp(u.date), t.by, u.effect, u.scope, u.target, u.contest, u.selection, u.revokes, "", words.Ky, words.Ru,
	}
}

// decision is the id of the n-th decision about a precinct or a territory.
func decision(about string, n int) string { return "d-" + about + "-" + strconv.Itoa(n) }

// about begins a ruling about a precinct.
func (s *sending) about(kind string, n int, date time.Time) ruling {
	return ruling{kind: kind, id: decision(s.number, n), date: date, target: s.id, number: s.number}
}

// Commissions and courts sit by day.
func sitting(r *rand.Rand, firstDay, lastDay int64) time.Time {
	return time.Date(2027, time.January, 24+int(between(r, firstDay, lastDay)), int(between(r, 9, 17)), int(between(r, 0, 59)), 0, 0, home)
}

// rulings are decisions about one precinct.
var rulings = []fault[*sending]{
	{kind: "precinct-voided", every: seldom, fits: (*sending).clean, happens: func(d *day, s *sending, r *rand.Rand) {
		u := s.about(s.fault, 1, sitting(r, 3, 10))
		u.effect, u.scope = "void", "commission"
		d.rule(&s.delivery, u)
		s.books.overtaken = true
	}},
	{kind: "precinct-reinstated", every: seldom, fits: (*sending).clean, happens: reinstated},
	{kind: "precinct-void-revoked", every: seldom, fits: (*sending).clean, happens: voidedAndBack},
	{kind: "precinct-voided-again", every: seldom, fits: (*sending).clean, happens: func(d *day, s *sending, r *rand.Rand) {
		voidedAndBack(d, s, r)
		again := s.about(s.fault, 3, sitting(r, 11, 15))
		again.effect, again.scope = "void", "commission"
		d.rule(&s.delivery, again)
		s.books.overtaken = true
	}},
	{kind: "precinct-voided-at-once", every: seldom, fits: func(s *sending) bool {
		// Something must be left to add up.
		return s.clean() && s.complete && s.among > 3 && !s.books.unsummed
	}, happens: func(d *day, s *sending, r *rand.Rand) {
		u := s.about(s.fault, 1, s.paper.received.Add(minutes(r, 20, 50)).In(home))
		u.effect, u.scope = "void", "commission"
		d.rule(&s.delivery, u)
		s.unsummed = true
	}},
	{kind: "outside-voided", every: seldom, fits: func(s *sending) bool {
		return s.clean() && s.kind == ordinary && s.lines[issuedOutside] > 0
	}, happens: func(d *day, s *sending, r *rand.Rand) {
		u := s.about(s.fault, 1, sitting(r, 2, 5))
		u.effect, u.scope = "void", "outside"
		d.rule(&s.delivery, u)
		s.books.overtaken = true
	}},
	{kind: "selection-voided", every: seldom, fits: (*sending).clean, happens: func(d *day, s *sending, r *rand.Rand) {
		best := d.selections[s.figures.best()]
		u := s.about(s.fault, 1, sitting(r, 6, 12))
		u.effect, u.scope, u.contest, u.selection, u.chosen = "void", "selection", contest, best.id, best.name
		d.rule(&s.delivery, u)
		s.books.overtaken = true
	}},
	{kind: "version-refused", every: seldom, fits: mistakable, happens: refused},
	{kind: "recount-ordered", every: seldom, fits: func(s *sending) bool {
		return s.clean() && s.lines[ballotsInvalid] > 0
	}, happens: recounted},

	{kind: "decision-of-nowhere", every: seldom, fits: (*sending).clean, happens: func(d *day, s *sending, r *rand.Rand) {
		u := s.about(s.fault, 1, sitting(r, 3, 10))
		u.effect, u.scope, u.target = "void", "commission", misread(s.id)
		s.decisions = append(s.decisions, d.ruled(u))
		s.plant("D301", decisionsFile, u.id, "target", hold)
	}},
	{kind: "decision-revokes-nothing", every: seldom, fits: (*sending).clean, happens: func(d *day, s *sending, r *rand.Rand) {
		u := s.about(s.fault, 2, sitting(r, 11, 15))
		u.effect, u.scope, u.revokes = "revoke", "commission", decision(s.number, 1)
		s.decisions = append(s.decisions, d.ruled(u))
		s.plant("D302", decisionsFile, u.id, "revokes", hold)
	}},
	{kind: "complaint-names-nothing", every: seldom, fits: func(s *sending) bool {
		return s.clean() && s.in.settlement != abroad
	}, happens: func(d *day, s *sending, r *rand.Rand) {
		subject := d.subjects[r.IntN(len(d.subjects))]
		received := pollsClose(home).Add(-minutes(r, 60, 600))
		id := "c-" + s.number
		s.complaints = append(s.complaints, []string{
			id, s.in.id, stamp(received), subject.Ky, subject.Ru, stamp(received.Add(minutes(r, 60, 240))), "satisfied",
			decision(s.number, 1), "",
		})
		s.plant("D304", complaintsFile, id, "decision", flag)
	}},
}

// reinstated voids a precinct and brings it back. Its commission's protocol is
// older than both, and cannot know of either.
func reinstated(d *day, s *sending, r *rand.Rand) {
	void := s.about("precinct-voided", 1, sitting(r, 2, 6))
	void.effect, void.scope = "void", "commission"
	d.rule(&s.delivery, void)
	back := s.about(s.fault, 2, sitting(r, 9, 14))
	back.effect, back.scope = "reinstate", "commission"
	d.rule(&s.delivery, back)
	s.books.overtaken = true
}

// voidedAndBack voids a precinct and revokes that.
func voidedAndBack(d *day, s *sending, r *rand.Rand) {
	void := s.about("precinct-voided", 1, sitting(r, 3, 6))
	void.effect, void.scope = "void", "commission"
	d.rule(&s.delivery, void)
	back := s.about("precinct-void-revoked", 2, sitting(r, 8, 10))
	back.effect, back.scope, back.revokes = "revoke", "commission", void.id
	d.rule(&s.delivery, back)
}

// refused sends a second version with other figures, which is not accepted, so
// that the first stays in force.
func refused(d *day, s *sending, r *rand.Rand) {
	second := s.paper.copy()
	for _, c := range corrections {
		if c.mistake(&second.figures, r) {
			d.correct(second, c)
			break
		}
	}
	second.version = 2
	second.signed, second.received = correctedLater(r, s.clock)
	s.further = append(s.further, second)
	s.protocols = append(s.protocols, d.row(second, d.columns))
	d.summary.Corrected++
	s.note("refused-version", protocolsFile, key(s.id, manual, 2))
	u := s.about(s.fault, 1, sitting(r, 2, 5))
	u.effect, u.scope, u.contest, u.target = "refuse", "version", contest, s.id+"/"+manual+"/2"
	d.rule(&s.delivery, u)
	s.books.overtaken, s.replaced = true, true
}

// recounted orders a recount, which finds the will of some voters whose ballots
// were taken for invalid. The territorial commission has added up the count
// before it.
func recounted(d *day, s *sending, r *rand.Rand) {
	u := s.about(s.fault, 1, sitting(r, 2, 4))
	u.effect, u.scope = "recount", "commission"
	d.rule(&s.delivery, u)
	again := s.paper.copy()
	again.series, again.decision = recount, u.id
	again.signed = sitting(r, 5, 6).In(s.clock)
	again.received = again.signed.Add(minutes(r, 30, 200))
	found := between(r, 1, min(3, s.lines[ballotsInvalid]))
	again.lines[ballotsInvalid] -= found
	again.lines[ballotsValid] += found
	again.votes[again.best()] += found
	s.further = append(s.further, again)
	s.official, s.replaced = d.row(again, d.columns), true
	s.protocols = append(s.protocols, s.official)
	s.note("recount-protocol", protocolsFile, s.official.key)
	for _, column := range []string{lineCodes[ballotsInvalid], lineCodes[ballotsValid], d.votes(again.best())} {
		s.plant("W8", protocolsFile, s.official.key, column, flag)
	}
}
