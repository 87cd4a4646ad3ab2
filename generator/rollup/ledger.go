package rollup

import "achyk/generator/election"

// An Account says what has become of the protocols that one level beneath a
// place owes. Published, held, voided and waiting make up what is expected;
// all but the waiting have been received.
type Account struct {
	Expected  int // commissions that sign protocols of the contest
	Published int // an official protocol is in force
	Held      int // received, and withheld by findings
	Voided    int // received, and declared invalid
	// Waiting is everything else: nothing has come, or scanner figures alone,
	// or an embargo has not ended, or the void came before any protocol.
	Waiting int
	// Voters are the same in listed voters, at the lowest level that signs and
	// has anyone; nil at the others, and where the contest has no such line.
	Voters *Voters
}

// Received counts the commissions whose protocols have come.
func (a *Account) Received() int { return a.Published + a.Held + a.Voided }

// Voters are the listed voters of the commissions in an [Account]. A
// commission's figure is the one in its official protocol, voided or not, else
// the scanner's, else unknown.
type Voters struct {
	Expected, Published, Held, Voided, Waiting Total
}

// Received is the voters of the commissions whose protocols have come.
func (v *Voters) Received() Total { return v.Published.Plus(v.Held).Plus(v.Voided) }

// newLedger is an account of every level with nothing in it.
func (y *Country) newLedger(k *election.Contest) []Account {
	ledger := make([]Account, len(y.Election.Levels))
	if y.lowest >= 0 && k.Line(election.Listed) >= 0 {
		ledger[y.lowest].Voters = &Voters{}
	}
	return ledger
}

// lowestSigning is the lowest level that signs and has commissions, or -1.
func lowestSigning(e *election.Election) int {
	lowest := -1
	for _, c := range e.Commissions {
		if e.Signs(c) {
			lowest = max(lowest, c.Level)
		}
	}
	return lowest
}

// count puts one commission into the account of its level.
func (a *Account) count(r *Result) {
	if r.State == Unsigned {
		return
	}
	v := a.Voters
	if v == nil {
		v = new(Voters) // of an account that keeps none
	}
	commissions, voters := &a.Waiting, &v.Waiting
	switch {
	case r.State == Counted:
		commissions, voters = &a.Published, &v.Published
	case r.State == IsHeld:
		commissions, voters = &a.Held, &v.Held
	case r.State == IsVoided && (r.Official != nil || r.Held > 0):
		commissions, voters = &a.Voided, &v.Voided
	}
	a.Expected++
	*commissions++
	if a.Voters != nil {
		listed := r.listed()
		v.Expected, *voters = v.Expected.Plus(listed), voters.Plus(listed)
	}
}

// add puts b into a, in place.
func (a *Account) add(b *Account) {
	a.Expected += b.Expected
	a.Published += b.Published
	a.Held += b.Held
	a.Voided += b.Voided
	a.Waiting += b.Waiting
	if a.Voters == nil || b.Voters == nil {
		return
	}
	v, w := a.Voters, b.Voters
	v.Expected = v.Expected.Plus(w.Expected)
	v.Published = v.Published.Plus(w.Published)
	v.Held = v.Held.Plus(w.Held)
	v.Voided = v.Voided.Plus(w.Voided)
	v.Waiting = v.Waiting.Plus(w.Waiting)
}

// listed is how many voters a commission has on its lists, by whoever tells:
// a decision takes votes out of the sums and nobody off the lists. It is the
// zero Total where no form of the commission has the line.
func (r *Result) listed() Total {
	i := r.Contest.Line(election.Listed)
	for _, t := range []*Tally{r.Official, r.Device} {
		if t == nil {
			continue
		}
		if l := t.Lines[i]; l.Counts+l.OutCounts > 0 {
			return Total{Sum: l.Sum + l.Out, Counts: l.Counts + l.OutCounts, Unknown: l.Unknown + l.OutUnknown}
		}
	}
	return unknown(r.Contest.Papers(i, r.Commission, election.Manual))
}
