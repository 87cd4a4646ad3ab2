package checks

import (
	"cmp"
	"slices"

	"achyk/generator/changes"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// A List is one of the lists that anyone can go through. Its value is the name
// of its page.
type List string

// The lists.
const (
	Failing List = "discrepancies" // checks that fail
	Noted   List = "notes"         // the same of checks behind which nothing need be wrong
	Open    List = "not-checkable" // checks that cannot be made
	Held    List = "held"          // records withheld by findings
	Absent  List = "missing"       // places without a protocol, and why
	Decided List = "decisions"

	Corrected List = "corrections" // versions after the first
	Changed   List = "changes"     // what became otherwise, the newest first
)

// Lists are all lists, in the order they are shown.
var Lists = []List{Failing, Noted, Open, Held, Absent, Changed, Corrected, Decided}

// ListOf is the list of what fails a check. Figures that readers merely ask
// about are no discrepancies, and must not stand among them.
func ListOf(check *election.Check) List {
	if check.Severity == election.Information {
		return Noted
	}
	return Failing
}

// Lists are the lists that the election has, in the order they are shown.
// Without checks there is nothing to list of them, and an empty list would read
// as if all had come out; without commissions beneath the highest none can be
// missing.
func (r *Report) Lists() []List {
	e := r.country.Election
	var all []List
	for _, l := range Lists {
		switch {
		case l == Open && len(e.Checks) == 0:
		case (l == Failing || l == Noted) && !slices.ContainsFunc(e.Checks, func(c *election.Check) bool { return ListOf(c) == l }):
		case l == Absent && (e.Root == nil || len(e.Root.Children) == 0):
		default:
			all = append(all, l)
		}
	}
	return all
}

// PageLength is how many entries of a list stand on one page.
const PageLength = 100

// The reasons of entries: why a commission has no protocol.
const (
	Nothing      = "nothing"  // nothing has come
	UnderEmbargo = "embargo"  // polls have not closed everywhere they must
	DeviceAlone  = "device"   // scanner figures have come
	VoidedUnsent = "voided"   // declared invalid before anything came
	NobodySigns  = "unsigned" // its level signs nothing, and nobody is beneath it
)

// An Entry is a line of a list. What it has depends on the list.
type Entry struct {
	Commission *election.Commission // nil where it is unknown, or everything is meant
	Contest    *election.Contest    // nil where none is meant
	Judgement  *Judgement           // of Failing, Noted and Open
	Finding    *finding.Finding     // of Held
	Reason     string               // of Absent
	Decision   *election.Decision   // of Decided
	Change     *changes.Told        // of Corrected and Changed
}

// List is a list of everything at a commission and beneath it, in the order of
// its pages: by commission as in the tree, by contest, and by check and item.
func (r *Report) List(l List, top *election.Commission) []Entry {
	switch l {
	case Failing, Noted:
		return r.marked(top, func(m *mark) bool { return m.outcome.verdict == Fails && ListOf(m.formula.check) == l })
	case Open:
		return r.marked(top, func(m *mark) bool { return m.outcome.verdict == NotCheckable })
	case Held:
		return r.held(top)
	case Absent:
		return r.absent(top)
	case Decided:
		return r.decided(top)
	case Corrected:
		return r.corrected(top)
	case Changed:
		return r.changed(top)
	}
	return nil
}

// marked lists judgements that belong on a list, with their arithmetic.
func (r *Report) marked(top *election.Commission, belongs func(*mark) bool) []Entry {
	var marks []*mark
	for i := range r.open {
		if m := &r.open[i]; belongs(m) && m.record.Commission.Beneath(top) {
			marks = append(marks, m)
		}
	}
	slices.SortStableFunc(marks, func(a, b *mark) int {
		return cmp.Or(
			cmp.Compare(a.record.Commission.Index, b.record.Commission.Index),
			cmp.Compare(a.contest, b.contest),
			cmp.Compare(a.formula.index, b.formula.index),
		)
	})
	j := &judge{country: r.country}
	entries := make([]Entry, len(marks))
	for i, m := range marks {
		came := m.outcome
		if j.formula = m.formula; !m.formula.check.Each || m.item != noTarget {
			came = j.judge(m.formula, m.record, m.item)
		}
		told := j.judgement(m.record, m.item, came)
		entries[i] = Entry{Commission: m.record.Commission, Contest: m.record.Contest, Judgement: &told}
	}
	return entries
}

// held lists the records that intake withheld. Those of commissions that nobody
// knows belong to the whole country and come first.
func (r *Report) held(top *election.Commission) []Entry {
	e := r.country.Election
	var entries []Entry
	for i := range r.intake {
		f := &r.intake[i]
		if f.Effect() != finding.Hold {
			continue
		}
		c := e.Commission(f.Commission)
		switch {
		case c == nil && top != e.Root, c != nil && !c.Beneath(top):
			continue
		}
		entries = append(entries, Entry{Commission: c, Contest: e.Contest(f.Contest), Finding: f})
	}
	place := func(entry Entry) (commission, contest int) {
		commission = -1
		if entry.Commission != nil {
			commission = entry.Commission.Index
		}
		return commission, slices.Index(e.Contests, entry.Contest)
	}
	slices.SortStableFunc(entries, func(a, b Entry) int {
		c, k := place(a)
		d, l := place(b)
		return cmp.Or(cmp.Compare(c, d), cmp.Compare(k, l))
	})
	return entries
}

// absent lists the commissions that owe a protocol and have none in force, and
// why. A commission whose superior has sent one is on the list all the same.
func (r *Report) absent(top *election.Commission) []Entry {
	var entries []Entry
	for _, c := range r.country.Election.Commissions {
		if !c.Beneath(top) {
			continue
		}
		for _, k := range r.country.Election.Contests {
			if !k.HeldAt(c) {
				continue
			}
			if reason := why(r.country.Of(c, k)); reason != "" {
				entries = append(entries, Entry{Commission: c, Contest: k, Reason: reason})
			}
		}
	}
	return entries
}

// why is the reason why a commission has no official protocol in force, or
// nothing.
func why(r *rollup.Result) string {
	switch r.State {
	case rollup.Missing:
		return Nothing
	case rollup.Embargoed:
		return UnderEmbargo
	case rollup.Scanned:
		return DeviceAlone
	case rollup.IsVoided:
		if r.Official == nil && r.Device == nil && r.Held == 0 {
			return VoidedUnsent
		}
	case rollup.Unsigned:
		if len(r.Commission.Children) == 0 {
			return NobodySigns
		}
	}
	return ""
}

// decided lists the decisions that are known, by date: for a part of the country
// those about something in it, around it or everywhere.
func (r *Report) decided(top *election.Commission) []Entry {
	y := r.country
	var entries []Entry
	for _, d := range y.Election.Decisions {
		if !about(d.Target, top) || (!y.AsOf.IsZero() && d.Date.After(y.AsOf)) {
			continue
		}
		entries = append(entries, Entry{Commission: d.Target, Contest: d.Contest, Decision: d})
	}
	return entries
}

// about reports whether what is decided about a commission, or about everything,
// is about something at a place, beneath it or around it.
func about(target, top *election.Commission) bool {
	return target == nil || target.Beneath(top) || top.Beneath(target)
}

// corrected lists the versions after the first, by commission, contest, part,
// series and version.
func (r *Report) corrected(top *election.Commission) []Entry {
	var entries []Entry
	for i := range r.told {
		if t := &r.told[i]; t.Kind == changes.Corrected && t.After.Commission.Beneath(top) {
			entries = append(entries, r.change(t))
		}
	}
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Commission.Index, b.Commission.Index), a.Change.After.Compare(b.Change.After))
	})
	return entries
}

// changed lists what became otherwise, the newest first: for a part of the
// country what is about something in it, around it or everywhere.
func (r *Report) changed(top *election.Commission) []Entry {
	var entries []Entry
	for i := range slices.Backward(r.told) {
		t := &r.told[i]
		if c, _ := t.Place(); c != nil && c.Beneath(top) || t.Version() == nil && about(c, top) {
			entries = append(entries, r.change(t))
		}
	}
	return entries
}

// change is an entry about something that became otherwise.
func (r *Report) change(t *changes.Told) Entry {
	e := Entry{Change: t}
	e.Commission, e.Contest = t.Place()
	return e
}
