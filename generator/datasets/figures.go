package datasets

import (
	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// Results is the table of votes, in the order of the ballot.
type Results struct {
	Bases []Base `json:"bases"`
	// The percents are taken over so many of the protocols: those in which the
	// first base is known. Without the two they are taken over all.
	SharesOver *int64      `json:"shares_over,omitempty"`
	Protocols  *int64      `json:"protocols,omitempty"`
	Compared   string      `json:"compared,omitempty"` // device, or sum: of those beneath
	Rows       []ResultRow `json:"rows"`
}

// A Base is what percents are taken of.
type Base struct {
	Line  string `json:"line"`
	Name  Text   `json:"name"`
	Whole Amount `json:"whole"`
}

// A ResultRow is one line of the ballot.
type ResultRow struct {
	Selection  string    `json:"selection"`
	Position   *int64    `json:"position,omitempty"` // where the page prints it
	Name       Text      `json:"name"`
	Nominated  *Text     `json:"nominated_by,omitempty"`
	Status     string    `json:"status"`
	Voided     bool      `json:"voided,omitempty"`
	Votes      *Amount   `json:"votes,omitempty"`     // what counts; left out where all of it was taken out
	VotesOut   *Amount   `json:"votes_out,omitempty"` // what decisions took out of the sum
	Compared   *Amount   `json:"compared,omitempty"`
	Difference *int64    `json:"difference,omitempty"` // compared less votes, where they differ
	Shares     []Percent `json:"shares"`
}

// votes is the table of votes of a tally.
func votes(k *election.Contest, t *rollup.Tally, voided election.Voided) *Results {
	r := &Results{Rows: make([]ResultRow, 0, len(k.Selections))}
	for i, role := range k.ShareBases {
		line := k.Line(role)
		r.Bases = append(r.Bases, Base{k.Lines[line].Code, text(k.Lines[line].Name), amount(t.Lines[line].Amount())})
		if i == 0 && t.Shares[0].Over != t.Counted {
			r.SharesOver, r.Protocols = new(int64(t.Shares[0].Over)), new(int64(t.Counted))
		}
	}
	for i, s := range k.Selections {
		row := ResultRow{
			Selection: s.ID, Name: text(s.Name), Nominated: optional(s.NominatedBy), Status: status(s),
			Voided: voided.Selections[i] != nil, Shares: make([]Percent, len(r.Bases)),
		}
		counted, out := amount(t.Votes[i].Amount()), amount(t.Votes[i].OutAmount())
		if out.State == unknown {
			counted.Voided = row.Voided && counted.State != unknown
			row.Votes = &counted
		} else {
			out.Voided = true
			row.VotesOut = &out
			if counted.State != unknown && !row.Voided {
				row.Votes = &counted
			}
		}
		for j := range row.Shares {
			share := t.Share(j, i)
			if row.Voided {
				share = wording.Share{}
			}
			row.Shares[j] = percent(share, r.Bases[j].Line)
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// compare sets other figures beside the votes, and the difference where both are
// known and differ.
func (r *Results) compare(with string, t *rollup.Tally, of func(rollup.Total) wording.Amount) {
	r.Compared = with
	for i := range r.Rows {
		row := &r.Rows[i]
		other := amount(of(t.Votes[i]))
		row.Compared = &other
		if row.Votes != nil && row.Votes.State == exact && other.State == exact && *row.Votes.Value != *other.Value {
			row.Difference = new(*other.Value - *row.Votes.Value)
		}
	}
}

// outAmount is what decisions took out of a sum.
func outAmount(t rollup.Total) Amount {
	a := amount(t.OutAmount())
	a.Voided = a.State != unknown
	return a
}

// A Turnout is how many took part, of those on the list.
type Turnout struct {
	Participated Amount  `json:"participated"`
	Listed       Amount  `json:"listed"`
	Share        Percent `json:"share"`
	// The share is taken over so many of the protocols, those in which both
	// figures are known. Without the two it is taken over all.
	Over      *int64 `json:"over,omitempty"`
	Protocols *int64 `json:"protocols,omitempty"`
}

// turnout is unknown where there is no tally, and nil where the forms do not
// say who took part.
func turnout(k *election.Contest, t *rollup.Tally) *Turnout {
	part, listed := k.Line(election.Participated), k.Line(election.Listed)
	if part < 0 || listed < 0 {
		return nil
	}
	base := k.Lines[listed].Code
	if t == nil {
		return &Turnout{Amount{State: unknown}, Amount{State: unknown}, Percent{State: unknown, Base: base}, nil, nil}
	}
	o := &Turnout{
		Participated: amount(t.Lines[part].Amount()), Listed: amount(t.Lines[listed].Amount()),
		Share: percent(t.Turnout.Share(), base),
	}
	if t.AllOut() {
		o.Participated, o.Listed = outAmount(t.Lines[part]), outAmount(t.Lines[listed])
	}
	if t.Turnout.Over != t.Counted {
		o.Over, o.Protocols = new(int64(t.Turnout.Over)), new(int64(t.Counted))
	}
	return o
}

// Lines is the table of protocol lines: a row a line, a figure a column.
type Lines struct {
	Columns []Column  `json:"columns"`
	Rows    []LineRow `json:"rows"`
}

// A Column is where figures come from.
type Column struct {
	Kind   string `json:"kind"` // own, sum, difference, total, protocol
	Part   string `json:"part,omitempty"`
	Series string `json:"series,omitempty"`
	Force  string `json:"force"`
}

// A LineRow is a line of the protocol, or the votes for a selection. It has one
// of the two.
type LineRow struct {
	Line      string   `json:"line,omitempty"`
	Number    string   `json:"number,omitempty"` // as the paper prints it
	Selection string   `json:"selection,omitempty"`
	Name      Text     `json:"name"`
	Figures   []Amount `json:"figures"` // by Columns; a difference is never "at least"
}

func lineRow(l *election.Line) LineRow {
	return LineRow{Line: l.Code, Number: l.Number, Name: text(l.Name)}
}

// figure is a total in a table of lines.
func figure(t rollup.Total) Amount {
	switch {
	case t.Counts == 0 && t.OutCounts > 0:
		a := amount(t.OutAmount())
		a.Voided = true
		return a
	case t.Counts == 0:
		return Amount{State: notOnForm}
	}
	return amount(t.Amount())
}

// difference is own less sum: on one form alone, or unknown unless both are known
// exactly.
func difference(own, sum rollup.Total) Amount {
	a, known1 := own.Known()
	b, known2 := sum.Known()
	switch {
	case own.Counts+own.OutCounts == 0 || sum.Counts+sum.OutCounts == 0:
		return Amount{State: notOnForm}
	case !known1 || !known2:
		return Amount{State: unknown}
	}
	return amount(wording.Exactly(a - b))
}

// placeLines are the lines of a place: the leading figures, and beside its own
// protocol the sum of those beneath and the difference.
func placeLines(r *rollup.Result, lead rollup.Lead) *Lines {
	k, force := r.Contest, force(lead)
	var t Lines
	compared := Compared(r)
	switch {
	case compared:
		t.Columns = []Column{{Kind: "own", Force: force}, {Kind: "sum", Force: force}, {Kind: "difference", Force: force}}
	case lead.Own:
		t.Columns = []Column{{Kind: "own", Force: force}}
	default:
		t.Columns = []Column{{Kind: "sum", Force: force}}
	}
	for i := range k.Lines {
		row := lineRow(&k.Lines[i])
		if !compared {
			row.Figures = []Amount{figure(lead.Tally.Lines[i])}
			t.add(row, lead.Tally.Lines[i].Counts+lead.Tally.Lines[i].OutCounts > 0)
			continue
		}
		own, sum := r.Official.Lines[i], r.Beneath.Lines[i]
		row.Figures = []Amount{figure(own), figure(sum), difference(own, sum.Plus(r.Owed().Lines[i]))}
		t.add(row, own.Counts+own.OutCounts+sum.Counts+sum.OutCounts > 0)
	}
	return t.any()
}

// summed reports whether anything beneath was added.
func summed(r *rollup.Result) bool { return r.Beneath != nil && r.Beneath.Protocols > 0 }

// add puts a row into the table unless no paper in it has the line.
func (t *Lines) add(row LineRow, on bool) {
	if on {
		t.Rows = append(t.Rows, row)
	}
}

// any is the table, or nil where it has no rows.
func (t *Lines) any() *Lines {
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// Progress counts the commissions of one level by what has become of them.
// States that none is in are left out.
type Progress struct {
	Level     string `json:"level"`
	Expected  int64  `json:"expected"`
	Reported  int64  `json:"reported"` // an official protocol is in force
	Device    *int64 `json:"device,omitempty"`
	Voided    *int64 `json:"voided,omitempty"`
	Held      *int64 `json:"held,omitempty"`
	Embargoed *int64 `json:"embargoed,omitempty"`
	Missing   *int64 `json:"missing,omitempty"`
}

func (s *Set) progress(r *rollup.Result) []Progress {
	var all []Progress
	some := func(n int) *int64 {
		if n == 0 {
			return nil
		}
		return new(int64(n))
	}
	for level := range r.Progress {
		p := &r.Progress[level]
		if p.Expected == 0 {
			continue
		}
		all = append(all, Progress{
			Level: s.Election.Levels[level].ID, Expected: int64(p.Expected), Reported: int64(p.Counted),
			Device: some(p.Scanned), Voided: some(p.Voided), Held: some(p.Held), Embargoed: some(p.Embargoed), Missing: some(p.Missing),
		})
	}
	return all
}

// An Account is one level of the ledger: what has become of the protocols that
// it owes. Expected is received and waiting together, and received is published,
// held and voided together.
type Account struct {
	Level     string `json:"level"`
	Of        string `json:"of"` // protocols, or the code of the line that counts voters
	Expected  Amount `json:"expected"`
	Received  Amount `json:"received"`
	Published Amount `json:"published"`
	Held      Amount `json:"held"`
	Voided    Amount `json:"voided"`
	Waiting   Amount `json:"waiting"`
}

func (s *Set) ledger(r *rollup.Result) []Account {
	var all []Account
	exactly := func(n int) Amount { return amount(wording.Exactly(int64(n))) }
	for level := range r.Ledger {
		a := &r.Ledger[level]
		if a.Expected == 0 {
			continue
		}
		all = append(all, Account{
			s.Election.Levels[level].ID, "protocols", exactly(a.Expected), exactly(a.Received()),
			exactly(a.Published), exactly(a.Held), exactly(a.Voided), exactly(a.Waiting),
		})
		if v := a.Voters; v != nil {
			all = append(all, Account{
				s.Election.Levels[level].ID, r.Contest.Lines[r.Contest.Line(election.Listed)].Code,
				voters(v.Expected), voters(v.Received()), voters(v.Published), voters(v.Held), voters(v.Voided), voters(v.Waiting),
			})
		}
	}
	return all
}

// voters is a sum of voters in the ledger. None is nobody: that is known, and not
// the sum of nothing.
func voters(t rollup.Total) Amount {
	if t.Counts == 0 {
		return amount(wording.Exactly(0))
	}
	return amount(t.Amount())
}
