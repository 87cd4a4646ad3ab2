package checks

import (
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// A row is everything that a tally says, in one row, so that two tallies can
// be added and compared number by number and nothing is left out.
type row []int64

// add puts g into f.
func (f row) add(g row) {
	for i, n := range g {
		f[i] += n
	}
}

// A layout says where in a row each number of a contest stands.
type layout struct {
	contest *election.Contest
	votes   int // where the votes begin, after the lines
	shares  int // the shares, base by base
	turnout int
	kept    int // what a tally keeps ends here
	// Beyond stands what only the proof knows, base by base: votes that are more
	// than the protocols' own bases, and after them those who took part beyond
	// the listed.
	size int
}

// A tally's own counts stand first, then the lines; each line and each selection
// has the six numbers of a total.
var (
	tallyNames = []string{"protocols", "counted", "incomplete", "corrected"}
	totalNames = []string{"", " out", " counts", " unknown", " out counts", " out unknown"}
)

// The places of a total's numbers.
const (
	totalSum = iota
	totalOut
	totalCounts
	totalUnknown
	totalOutCounts
	totalOutUnknown
	totalSize
)

func newLayout(k *election.Contest) layout {
	l := layout{contest: k}
	l.votes = l.line(len(k.Lines))
	l.shares = l.vote(len(k.Selections))
	l.turnout = l.base(len(k.ShareBases))
	l.kept = l.turnout + 3
	l.size = l.kept + len(k.ShareBases) + 1
	return l
}

// line is where a line's total stands.
func (l *layout) line(i int) int { return len(tallyNames) + i*totalSize }

// vote is where a selection's total stands.
func (l *layout) vote(i int) int { return l.votes + i*totalSize }

// base is where the shares of a base stand: over, whole, then the parts and the
// counts of unknown votes by selection.
func (l *layout) base(b int) int { return l.shares + b*(2+2*len(l.contest.Selections)) }

// lay writes a tally into a row. Nothing at all is all zeros: no
// tally of anything has no protocols.
func (l *layout) lay(t *rollup.Tally, f row) {
	clear(f)
	if t == nil {
		return
	}
	f[0], f[1], f[2], f[3] = int64(t.Protocols), int64(t.Counted), int64(t.Incomplete), int64(t.Corrected)
	for i := range t.Lines {
		layTotal(&t.Lines[i], f[l.line(i):])
	}
	for i := range t.Votes {
		layTotal(&t.Votes[i], f[l.vote(i):])
	}
	for b := range t.Shares {
		s := f[l.base(b):]
		s[0], s[1] = int64(t.Shares[b].Over), t.Shares[b].Whole
		for i, n := range t.Shares[b].Parts {
			s[2+i], s[2+len(l.contest.Selections)+i] = n, int64(t.Shares[b].Unknown[i])
		}
	}
	r := f[l.turnout:]
	r[0], r[1], r[2] = int64(t.Turnout.Over), t.Turnout.Part, t.Turnout.Whole
}

func layTotal(t *rollup.Total, f row) {
	f[totalSum], f[totalOut], f[totalCounts] = t.Sum, t.Out, int64(t.Counts)
	f[totalUnknown], f[totalOutCounts], f[totalOutUnknown] = int64(t.Unknown), int64(t.OutCounts), int64(t.OutUnknown)
}

// item names the number at an index as the tables do: a line by its code, votes
// by their column.
func (l *layout) item(i int) string {
	k := l.contest
	switch {
	case i < len(tallyNames):
		return tallyNames[i]
	case i < l.votes:
		i -= l.line(0)
		return k.Lines[i/totalSize].Code + totalNames[i%totalSize]
	case i < l.shares:
		i -= l.vote(0)
		return votesColumn(k, i/totalSize) + totalNames[i%totalSize]
	case i >= l.turnout:
		return []string{"turnout over", "turnout part", "turnout whole"}[i-l.turnout]
	}
	i -= l.shares
	each := 2 + 2*len(k.Selections)
	of := "share of " + l.baseCode(i/each)
	switch i %= each; {
	case i == 0:
		return of + " over"
	case i == 1:
		return of + " whole"
	case i < 2+len(k.Selections):
		return of + " " + votesColumn(k, i-2)
	}
	return of + " " + votesColumn(k, i-2-len(k.Selections)) + " unknown"
}

// baseCode is the code of the line that is the base of shares.
func (l *layout) baseCode(b int) string {
	if i := l.contest.Line(l.contest.ShareBases[b]); i >= 0 {
		return l.contest.Lines[i].Code
	}
	return string(l.contest.ShareBases[b])
}

// votesColumn is a selection's column in the table of protocols.
func votesColumn(k *election.Contest, selection int) string {
	return "votes:" + k.Selections[selection].ID
}

// A roll is where the commissions beneath a place stand, in one row:
// its progress and its ledger, level by level, then the voters of the ledger,
// then what decisions took out of their votes.
type roll struct {
	contest    *election.Contest
	levels     []election.Level
	voters     int // where they begin
	lowest     int // the level whose voters are kept; -1 = none
	removals   int // where they begin
	signing    int // the level whose votes they are; -1 = none
	selections int
	size       int
}

// The states and the accounts of one level.
var (
	progressStates = []rollup.State{rollup.Counted, rollup.Scanned, rollup.IsVoided, rollup.IsHeld, rollup.Embargoed, rollup.Missing}
	accountNames   = []string{"expected", "published", "held", "voided", "waiting"}
)

// The places in the accounts.
const (
	accountExpected = iota
	accountPublished
	accountHeld
	accountVoided
	accountWaiting
)

func newRoll(e *election.Election, k *election.Contest) roll {
	r := roll{contest: k, levels: e.Levels, lowest: -1, signing: -1, selections: len(k.Selections)}
	for _, c := range e.Commissions {
		if c.Level > r.signing && e.Levels[c.Level].Signs {
			r.signing = c.Level
		}
	}
	if k.Line(election.Listed) >= 0 {
		r.lowest = r.signing
	}
	r.voters = r.progress(len(e.Levels))
	r.removals = r.voters + len(accountNames)*totalSize
	r.size = r.removals + 2*(r.selections+1)*removalSize
	return r
}

// progress is where a level's progress stands: expected, then the states.
func (r *roll) progress(level int) int { return level * (1 + len(progressStates) + len(accountNames)) }

// ledger is where a level's ledger stands.
func (r *roll) ledger(level int) int { return r.progress(level) + 1 + len(progressStates) }

// lay writes the progress and the ledger of a result into a row.
func (r *roll) lay(result *rollup.Result, f row) {
	clear(f)
	for level, p := range result.Progress {
		for i, n := range []int{p.Expected, p.Counted, p.Scanned, p.Voided, p.Held, p.Embargoed, p.Missing} {
			f[r.progress(level)+i] = int64(n)
		}
	}
	for level, a := range result.Ledger {
		for i, n := range []int{a.Expected, a.Published, a.Held, a.Voided, a.Waiting} {
			f[r.ledger(level)+i] = int64(n)
		}
		if v := a.Voters; v != nil && level == r.lowest {
			for i, t := range []*rollup.Total{&v.Expected, &v.Published, &v.Held, &v.Voided, &v.Waiting} {
				layTotal(t, f[r.voters+i*totalSize:])
			}
		}
	}
	r.layRemovals(result, f)
}

// item names the number at an index, and the finding that it is where it was not
// proven straight.
func (r *roll) item(i int) (name string, code finding.Code) {
	switch {
	case i >= r.removals:
		return r.removalItem(i - r.removals), finding.SumOfPrecincts
	case i >= r.voters:
		i -= r.voters
		return "ledger " + r.levels[r.lowest].ID + " voters " + accountNames[i/totalSize] + totalNames[i%totalSize], finding.LedgerOpen
	}
	each := r.progress(1)
	level, at := r.levels[i/each].ID, i%each
	switch {
	case at == 0:
		return "progress " + level + " expected", finding.CountedOnce
	case at <= len(progressStates):
		return "progress " + level + " " + string(progressStates[at-1]), finding.CountedOnce
	}
	return "ledger " + level + " " + accountNames[at-1-len(progressStates)], finding.LedgerOpen
}
