package datasets

import (
	"iter"
	"slices"
	"strings"

	"achyk/generator/election"
)

// A record is one version of a protocol with what decisions say of it.
type record struct {
	*election.Protocol
	current bool               // the highest version of its series that no decision refuses
	inForce bool               // its figures are the commission's official ones
	refused *election.Decision // refuses this version; nil = none does
	voided  election.Voided
}

// records are all versions of all protocols that may be shown, by commission,
// contest, part, series and version.
func (s *Set) records() iter.Seq[record] {
	return func(yield func(record) bool) {
		for _, c := range s.Election.Commissions {
			if c.Sealed(s.AsOf) {
				continue
			}
			for _, p := range c.Protocols {
				if p.KnownAt(s.AsOf) && !yield(s.record(p)) {
					return
				}
			}
		}
	}
}

// versionsAtMost counts the versions, shown or not.
func (s *Set) versionsAtMost() int64 {
	n := 0
	for _, c := range s.Election.Commissions {
		n += len(c.Protocols)
	}
	return int64(n)
}

// figuresAtMost counts the figures in all versions, shown or not.
func (s *Set) figuresAtMost() int64 {
	n := 0
	for _, c := range s.Election.Commissions {
		for _, p := range c.Protocols {
			n += len(p.Lines) + len(p.Votes)
		}
	}
	return int64(n)
}

func (s *Set) record(p *election.Protocol) record {
	c, k := p.Commission, p.Contest
	r := record{Protocol: p, refused: s.Standing.Refused(p), voided: s.Standing.Voided(c, k)}
	r.current = s.Standing.InForce(c, k, p.Part, p.Series, s.AsOf) == p
	r.inForce = r.voided.Whole == nil && s.Standing.Official(c, k, p.Part, s.AsOf) == p
	return r
}

// out is the decision that takes all figures of the protocol out of the sums.
func (r *record) out() *election.Decision { return r.voided.Of(r.Contest, r.Part) }

// remainder is the decision that takes an unknown part of them out of the sums.
func (r *record) remainder() *election.Decision { return r.voided.Mixed(r.Contest) }

// part is the id of a protocol's part; empty where a contest has none.
func part(p *election.Protocol) string { return partID(p.Contest, p.Part) }

// items are the columns of figures in the wide tables: the codes of all lines,
// then the votes for all selections. A code that several contests share is one
// column.
func (s *Set) items() []string {
	var codes []string
	for _, k := range s.Election.Contests {
		for i := range k.Lines {
			if !slices.Contains(codes, k.Lines[i].Code) {
				codes = append(codes, k.Lines[i].Code)
			}
		}
	}
	for _, k := range s.Election.Contests {
		for _, s := range k.Selections {
			codes = append(codes, votesOf(s))
		}
	}
	return codes
}

// votesOf is the column of the votes for a selection, as in the canonical
// tables.
func votesOf(s *election.Selection) string { return "votes:" + s.ID }

// A slot is where a column of figures stands in a contest.
type slot struct {
	index int // into Lines or Selections; -1 = the contest has no such figure
	votes bool
}

// slots are the columns of items in a contest, in their order.
func (s *Set) slots(k *election.Contest) []slot {
	items := s.items()
	slots := make([]slot, len(items))
	for i, code := range items {
		slots[i].index = -1
		if id, votes := strings.CutPrefix(code, "votes:"); votes {
			if of := k.Selection(id); of != nil {
				slots[i] = slot{of.Index, true}
			}
		} else {
			slots[i].index = k.LineCode(code)
		}
	}
	return slots
}

func (s *Set) allSlots() map[*election.Contest][]slot {
	slots := make(map[*election.Contest][]slot, len(s.Election.Contests))
	for _, k := range s.Election.Contests {
		slots[k] = s.slots(k)
	}
	return slots
}

func protocolColumns(s *Set) []string {
	return append([]string{
		"commission", "level", "contest", "part", "series", "version", "kind", "received", "signed",
		"reason_code", "reason_ky", "reason_ru", "decision", "current", "in_force", "refused_by",
		"voided_by", "outside_voided_by", "voided_selections", "file", "row",
	}, s.items()...)
}

// protocols is a row a version, a column a figure.
func (s *Set) protocols(t *table) {
	slots := s.allSlots()
	t.expect = s.versionsAtMost()
	for r := range s.records() {
		t.row()
		t.texts(r.Commission.ID, s.Election.Levels[r.Commission.Level].ID, r.Contest.ID, part(r.Protocol), string(r.Series))
		t.number(int64(r.Version))
		t.text(versionKind(r.Protocol))
		t.time(r.Received)
		t.time(r.Signed)
		t.text(r.ReasonCode)
		t.both(r.Reason)
		t.text(r.Decision)
		t.yes(r.current)
		t.yes(r.inForce)
		t.decision(r.refused)
		t.decision(r.out())
		t.decision(r.remainder())
		t.text(strings.Join(r.voided.Results(r.Contest), " "))
		t.text(r.At.Path())
		t.ordinal(int(r.At.Row))
		for _, at := range slots[r.Contest] {
			switch {
			case at.index < 0:
				t.empty()
			case at.votes:
				t.count(r.Votes[at.index])
			case r.Contest.Lines[at.index].On(r.Commission, r.Series, r.Part):
				t.count(r.Lines[at.index])
			default:
				t.empty()
			}
		}
		t.end()
	}
}

// versionKind is the kind of a version in the canonical tables.
func versionKind(p *election.Protocol) string {
	if p.Corrected {
		return "corrected"
	}
	return "original"
}

func figureColumns(*Set) []string {
	return []string{
		"commission", "contest", "part", "series", "version", "current", "in_force", "item", "kind", "value", "state",
		"voided_by", "outside_voided_by", "file", "sheet", "row", "column",
	}
}

// figures is a row a figure, with the cell it was read from.
func (s *Set) figures(t *table) {
	t.expect = s.figuresAtMost()
	for r := range s.records() {
		from := len(t.bytes)
		t.row()
		t.texts(r.Commission.ID, r.Contest.ID, part(r.Protocol), string(r.Series))
		t.number(int64(r.Version))
		t.yes(r.current)
		t.yes(r.inForce)
		to := len(t.bytes)
		out, remainder := r.out(), r.remainder()
		for i := range r.Contest.Lines {
			l := &r.Contest.Lines[i]
			state := known(r.Lines[i])
			if !l.On(r.Commission, r.Series, r.Part) {
				state = notOnForm
			}
			t.figure(l.Code, "line", r.Lines[i], state, out, remainder)
			t.again(from, to)
		}
		for i, of := range r.Contest.Selections {
			void := out
			if void == nil {
				void = r.voided.Selections[i]
			}
			t.figure(votesOf(of), "votes", r.Votes[i], known(r.Votes[i]), void, remainder)
			t.again(from, to)
		}
		t.bytes = t.bytes[:len(t.bytes)-(to-from)] // what was begun once too often
		t.started = false
	}
}

// again begins another row as an earlier one began: with the same bytes.
func (t *table) again(from, to int) {
	t.bytes = append(t.bytes, t.bytes[from:to]...)
	t.started = true
}

// The states of a figure.
const (
	exact     = "exact"
	atLeast   = "at_least"
	unknown   = "unknown"
	isKnown   = "known" // of a single count, which is never "at least"
	notOnForm = "not_on_form"
)

func known(c election.Count) string {
	if _, known := c.Value(); known {
		return isKnown
	}
	return unknown
}

// figure ends the row of one figure.
func (t *table) figure(item, kind string, c election.Count, state string, out, remainder *election.Decision) {
	t.texts(item, kind)
	if state == notOnForm {
		t.empty()
	} else {
		t.count(c)
	}
	t.text(state)
	t.decision(out)
	t.decision(remainder)
	t.text(c.At.Path())
	if c.At.File != nil {
		t.text(c.At.File.Sheet)
	} else {
		t.empty()
	}
	t.ordinal(int(c.At.Row))
	t.text(c.At.Letter())
	t.end()
}
