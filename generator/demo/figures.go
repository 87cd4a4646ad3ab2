package demo

import "math/rand/v2"

// The lines of the form, in the order of election.yaml. A precinct's figures
// hold all of them, whether or not its kind has the line.
const (
	votersListed = iota
	votersAdditional
	ballotsReceived
	issuedStation
	issuedOutside
	votersParticipated
	ballotsUnused
	ballotsSpoiled
	ballotsCancelled
	inMobile
	inStationary
	ballotsValid
	ballotsInvalid
	votersIdentified // the scanner reports it; no paper has it
	lineCount
)

// lineCodes are the columns of protocols.csv.
var lineCodes = [lineCount]string{
	"voters_listed", "voters_listed_additional", "ballots_received", "ballots_issued_station",
	"ballots_issued_outside", "voters_participated", "ballots_unused", "ballots_spoiled", "ballots_cancelled",
	"ballots_mobile", "ballots_stationary", "ballots_valid", "ballots_invalid", "voters_identified",
}

// onForm reports whether the form of a kind of precinct has a line, as the
// kinds: of election.yaml say.
func onForm(line int, kind string) bool {
	switch line {
	case votersIdentified:
		return false
	case issuedOutside, inMobile:
		return kind == ordinary || kind == mobile
	}
	return true
}

// onDevice reports whether the voting equipment reports a line: it identifies
// voters against the list and reads ballots, and knows nothing of the pile of
// unused ones.
func onDevice(line int) bool {
	switch line {
	case votersListed, votersParticipated, votersIdentified, ballotsValid, ballotsInvalid:
		return true
	}
	return false
}

// figures are the true numbers of a precinct, or sums of them: what a protocol
// says when nobody made a mistake.
type figures struct {
	lines [lineCount]int64
	votes []int64 // by selection
}

// add adds another's figures, for a territorial commission.
func (f *figures) add(g figures) {
	for i, n := range g.lines {
		f.lines[i] += n
	}
	for i, n := range g.votes {
		f.votes[i] += n
	}
}

// clone copies figures that are about to be changed.
func (f figures) clone() figures {
	f.votes = append([]int64(nil), f.votes...)
	return f
}

// A mood is how a region or a territory differs from the country: its turnout
// in tenths of a percent, and how it likes each selection, in hundredths.
type mood struct {
	turnout int64
	likes   []int64
}

func (d *day) mood(r *rand.Rand, turnoutLow, turnoutHigh, likeLow, likeHigh int64) mood {
	m := mood{turnout: between(r, turnoutLow, turnoutHigh), likes: make([]int64, len(d.selections))}
	for i := range m.likes {
		m.likes[i] = between(r, likeLow, likeHigh)
	}
	return m
}

// count invents a precinct's voting day. Each line is drawn, or follows from
// others by the arithmetic of the protocol; nothing is drawn twice.
func (d *day) count(p *precinct, t *territory, region, local mood) {
	r := d.chance(precinctFigures, p.ordinal)
	f := figures{}
	l := &f.lines

	l[votersListed] = size(r, p.kind, t.precinct)
	l[votersAdditional] = l[votersListed] * additional(r, p.kind) / 1000
	took := l[votersListed] * d.turnout(r, p.kind, region, local) / 1000
	l[votersParticipated] = max(1, took)
	took = l[votersParticipated]
	l[votersIdentified] = took

	switch p.kind {
	case mobile:
		l[issuedOutside] = took
	case ordinary:
		l[issuedOutside] = took * between(r, 5, 60) / 1000
	}
	l[issuedStation] = took - l[issuedOutside]
	l[inMobile], l[inStationary] = l[issuedOutside], l[issuedStation]

	l[ballotsSpoiled] = between(r, 0, 2+took/250)
	l[ballotsReceived] = took + l[ballotsSpoiled]
	if p.kind != remote { // where voting is remote, each ballot is printed on demand
		printed := l[votersListed] * between(r, 960, 1015) / 1000
		l[ballotsReceived] = roundUp(max(l[ballotsReceived], printed), 10)
	}
	l[ballotsUnused] = l[ballotsReceived] - took - l[ballotsSpoiled]
	l[ballotsCancelled] = l[ballotsUnused] + l[ballotsSpoiled]

	l[ballotsInvalid] = took * between(r, 2, 18) / 1000
	l[ballotsValid] = took - l[ballotsInvalid]
	weights := make([]int64, len(d.selections))
	for i, s := range d.selections {
		weights[i] = s.weight * region.likes[i] * local.likes[i] * between(r, 70, 130)
	}
	f.votes = split(l[ballotsValid], weights, r.Int64N(sum(weights)))
	f.spread()
	p.figures = f
}

// spread gives one vote to each selection that has none, from the one that has
// the most: what is odd about a precinct is planted and never chance. The
// smallest precinct has more ballots than there are selections.
func (f *figures) spread() {
	for i, n := range f.votes {
		if n == 0 {
			f.votes[f.best()]--
			f.votes[i]++
		}
	}
}

// size is how many voters a precinct has.
func size(r *rand.Rand, kind string, usual int64) int64 {
	switch kind {
	case remote:
		return between(r, 3000, 9000)
	case closed:
		return between(r, 60, 600)
	case mobile:
		return between(r, 40, 250)
	}
	return usual * between(r, 45, 130) / 100
}

// additional is how many of 1,000 voters are on the additional list.
func additional(r *rand.Rand, kind string) int64 {
	switch kind {
	case abroad, closed:
		return between(r, 20, 120)
	case remote:
		return 0
	}
	return between(r, 0, 20)
}

// turnout is how many of 1,000 voters take part.
func (d *day) turnout(r *rand.Rand, kind string, region, local mood) int64 {
	switch kind {
	case remote:
		return between(r, 700, 900)
	case closed:
		return between(r, 850, 970)
	case mobile:
		return between(r, 600, 900)
	case abroad:
		return between(r, 220, 480)
	}
	return region.turnout + local.turnout + between(r, -80, 80)
}

func roundUp(n, to int64) int64 { return (n + to - 1) / to * to }

// scanned is what the scanner made of the same ballots. It takes some for
// invalid where the hand count finds the voter's will: the voters are equal,
// and what it counts less for selections it counts more as invalid.
func (f figures) scanned(r *rand.Rand) figures {
	g := f.clone()
	less := between(r, 0, min(f.lines[ballotsValid], 1+f.lines[votersParticipated]/150))
	g.lines[ballotsValid] -= less
	g.lines[ballotsInvalid] += less
	if less == 0 {
		return g
	}
	// Each loses at most what it has: a share of the whole is never rounded
	// above a whole number it does not exceed.
	for i, n := range split(less, f.votes, r.Int64N(f.lines[ballotsValid])) {
		g.votes[i] -= n
	}
	return g
}
