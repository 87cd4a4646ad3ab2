package demo

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
)

// A fault is one way in which a training election goes wrong on purpose. T is
// what it happens to: a precinct's [sending], or a territory's [summing].
type fault[T any] struct {
	kind  string // as planted.json calls it
	every int    // there is one among so many precincts
	// fits reports whether it can happen here.
	fits func(to T) bool
	// happens changes what is sent, and plants every finding that follows.
	happens func(d *day, to T, r *rand.Rand)
}

// Among how many precincts a fault happens once.
const (
	often  = 1250
	seldom = 2500
)

// A schedule says which faults are due. Where they are due is a pattern and not
// chance, so that an election of the usual size has each and one of sixty
// precincts has hardly any; a fault waits for the next place that it fits.
type schedule[T any] struct {
	faults []fault[T]
	first  []int // precinct at which each is due for the first time
	due    []int // how many of each are waiting
}

// draw begins a schedule. The chance of a fault hangs on its kind, so that
// another in the list moves none.
func draw[T any](d *day, faults []fault[T]) *schedule[T] {
	s := &schedule[T]{faults: faults, first: make([]int, len(faults)), due: make([]int, len(faults))}
	for i, f := range faults {
		hash := fnv.New32a()
		hash.Write([]byte(f.kind))
		// The last fifth is left for waiting.
		s.first[i] = d.chance(faultPlaces, int(hash.Sum32())).IntN(f.every * 4 / 5)
	}
	return s
}

// pass notes what is due at a precinct.
func (s *schedule[T]) pass(ordinal int) {
	for i, f := range s.faults {
		if ordinal%f.every == s.first[i] {
			s.due[i]++
		}
	}
}

// next takes the first fault that is due and fits, or nil.
func (s *schedule[T]) next(to T) *fault[T] {
	for i := range s.faults {
		if s.due[i] > 0 && s.faults[i].fits(to) {
			s.due[i]--
			return &s.faults[i]
		}
	}
	return nil
}

// illegibleLines is how many of 10,000 hand-counted protocols have a count that
// nobody could read.
const illegibleLines = 60

// illegible leaves a count empty that nobody could read. It causes no finding:
// an unknown line is a normal state, and every sum over it says "at least".
func (s *sending) illegible(r *rand.Rand) {
	columns := s.official.counted()
	i := columns[r.IntN(len(columns))]
	s.official.cells[i] = ""
	s.plants = append(s.plants, plant{Kind: "illegible-line", File: protocolsFile, Record: s.official.key, Cell: s.official.columns[i]})
}

// The effects of findings.
const (
	hold = "hold" // the record is withheld
	flag = "flag" // it is published with a note
)

// A plant is an entry of planted.json: a finding that is to be found, or,
// without a code, something that readers will notice and no rule objects to.
type plant struct {
	Kind   string `json:"kind"`   // of the fault
	Code   string `json:"code"`   // of the finding
	File   string `json:"file"`   // where the finding points
	Record string `json:"record"` // its key; empty where the finding names none
	Cell   string `json:"cell"`   // its column; empty for the record as a whole
	Effect string `json:"effect"`
}

// A garden writes planted.json as things are planted: a list, one entry a line.
type garden struct {
	w       io.Writer
	entries int
}

func (g *garden) plant(p plant) error {
	line, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	lead := ",\n"
	if g.entries == 0 {
		lead = "[\n"
	}
	g.entries++
	if _, err := fmt.Fprintf(g.w, "%s%s", lead, line); err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	return nil
}

func (g *garden) close() error {
	end := "\n]\n"
	if g.entries == 0 {
		end = "[]\n"
	}
	if _, err := io.WriteString(g.w, end); err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	return nil
}
