// Package demo writes a training election: an election.yaml and the canonical
// tables beside it, as an office would export them, for trying the portal out
// and for practice before a real election.
//
// The country is real (its oblasts, rayons and cities), everything else is
// invented: precincts with numbers that cannot exist, candidates who are trees,
// voters and votes. What is invented in words lies under invented/, in both
// languages; what is invented in numbers comes from chance, seeded, so that the
// same size and seed give the same bytes on any machine. For that there is no
// floating point here, no look-up of time zones, and no order of a map.
//
// An election is clean first and spoiled afterwards. [Write] draws each
// precinct's [figures] so that all the arithmetic of a protocol holds, gathers
// what a voting day would have sent in as a [sending], and only then lets at
// most one [fault] at a precinct. What is missing or spoiled is listed in
// planted.json with every finding that follows from it, which is worked out
// from what was done to the record and never from what it then says, so that
// whoever reads the tables can be asked to find exactly that.
//
// Of whole territories there are papers, too: what was written on each is what the
// protocol said before anything went wrong with the table. They are listed while
// the precincts are written, and drawn at the end, on all cores.
//
// Precincts are written one after another and forgotten: an election of a
// million precincts needs no more memory than one of ten, and its papers.
package demo

import (
	"fmt"
	"math/rand/v2"
)

// DefaultPrecincts is about as many as the country has.
const DefaultPrecincts = 2500

// Options say what to write and where.
type Options struct {
	Out       string // a folder that is missing, empty, or was written by this package
	Precincts int    // 0 means DefaultPrecincts
	Seed      uint64
	// Papers is of about how many precincts papers are drawn: of those of whole
	// territories that are no more. They are most of the size of the election.
	Papers int
}

// A Summary counts what was written.
type Summary struct {
	Commissions int // all of them, precincts included
	Precincts   int
	Protocols   int // of all series and versions
	Corrected   int // of these, the corrected versions
	Planted     int // entries of planted.json
	Papers      int // files of scans
}

// Write writes a training election. The folder holds either the election it
// held before or the whole new one; a run that dies in between leaves no
// election.yaml, so that nothing takes the remains for an election.
func Write(o Options) (Summary, error) {
	if o.Precincts == 0 {
		o.Precincts = DefaultPrecincts
	}
	if o.Precincts < 0 || o.Papers < 0 {
		return Summary{}, fmt.Errorf("write training election: %d precincts, papers of %d", o.Precincts, o.Papers)
	}
	if o.Out == "" {
		return Summary{}, fmt.Errorf("write training election: no folder given")
	}
	land, err := readCountry()
	if err != nil {
		return Summary{}, fmt.Errorf("read invented country: %w", err)
	}
	f, err := claim(o.Out, marker{WrittenBy: author, Seed: o.Seed, Precincts: o.Precincts, Papers: o.Papers, Files: files})
	if err != nil {
		return Summary{}, fmt.Errorf("claim folder %s: %w", o.Out, err)
	}
	d := &day{country: land, seed: o.Seed}
	if err := d.write(f, o); err != nil {
		f.abandon()
		return Summary{}, fmt.Errorf("write training election to %s: %w", o.Out, err)
	}
	if d.registry != nil {
		if err := d.registry.draw(); err != nil {
			f.abandon()
			return Summary{}, fmt.Errorf("write papers to %s: %w", o.Out, err)
		}
	}
	if err := f.publish(); err != nil {
		return Summary{}, fmt.Errorf("put training election in place: %w", err)
	}
	return d.summary, nil
}

// A stream is what chance is asked about. Each thing of an election has a
// stream of its own, so that one more draw for a precinct does not change its
// neighbours, and a fault added later does not change anybody's votes.
type stream uint64

const (
	regionMood stream = iota + 1
	territoryMood
	coverage
	precinctPlace
	precinctFigures
	precinctRecords
	precinctFaults
	territoryTimes
	precinctHours
	faultPlaces
	faultDetails
	sumDetails
	paperDrawing
	paperScanner
)

// chance is the stream about one thing, by its index.
func (d *day) chance(about stream, index int) *rand.Rand {
	return rand.New(rand.NewPCG(d.seed, uint64(about)<<48|uint64(index)))
}

// between draws a number from low to high, both included.
func between(r *rand.Rand, low, high int64) int64 { return low + r.Int64N(high-low+1) }

// perTenThousand is true in so many of 10,000 cases.
func perTenThousand(r *rand.Rand, cases int64) bool { return r.Int64N(10_000) < cases }

// split divides a whole in proportion to weights, in integers that add up to
// it. The rounding point says where along the weights the odd ones fall: half
// the total for a fixed answer, a random one for chance without favour.
func split(whole int64, weights []int64, roundingPoint int64) []int64 {
	total := sum(weights)
	shares := make([]int64, len(weights))
	var weight, given int64
	for i, w := range weights {
		weight += w
		upTo := (whole*weight + roundingPoint) / total
		shares[i] = upTo - given
		given = upTo
	}
	return shares
}

func sum(ns []int64) int64 {
	var total int64
	for _, n := range ns {
		total += n
	}
	return total
}
