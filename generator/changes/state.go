package changes

import (
	"fmt"
	"slices"
	"strings"

	"achyk/generator/election"
)

// A Record is one of several counts of the ballots of a commission: what its
// versions are versions of.
type Record struct {
	Commission *election.Commission
	Contest    *election.Contest
	Part       int // index into Contest.Parts; 0 where there are none
	Series     election.Series
}

// A State is what stands of a record. The zero State is that nothing does.
type State struct {
	// Protocol is the highest version that no decision refuses; nil where there is
	// none, and then no figure is known.
	Protocol *election.Protocol
	InForce  bool               // its figures are the commission's official ones
	Refused  string             // refused versions and by which decisions: "2:d-5 3:d-7"
	Voided   *election.Decision // takes all figures out of the sums
	Mixed    *election.Decision // takes an unknown part of them out
	// Selections are the ids of those whose result is declared invalid, in the
	// order of the ballot.
	Selections string
}

// A Change is what an entry sets of one record.
type Change struct {
	Record
	Before *State // nil = nothing was known of the record
	After  State
}

// A kept is a record with the versions that have come.
type kept struct {
	Record
	State
	came []*election.Protocol
	told bool // its state has been
}

// record finds a record that something has come of, or nil.
func (s *sequence) record(c *election.Commission, k *election.Contest, part int, series election.Series) *kept {
	for _, r := range s.records[c.Index] { // a commission has few
		if r.Contest == k && r.Part == part && r.Record.Series == series {
			return r
		}
	}
	return nil
}

// keep finds the record of a version, or begins it.
func (s *sequence) keep(p *election.Protocol) *kept {
	if k := s.record(p.Commission, p.Contest, p.Part, p.Series); k != nil {
		return k
	}
	k := &kept{Record: Record{p.Commission, p.Contest, p.Part, p.Series}}
	s.records[p.Commission.Index] = append(s.records[p.Commission.Index], k)
	return k
}

// state works out what stands of a record now.
func (s *sequence) state(k *kept) State {
	voided := s.standing.Voided(k.Commission, k.Contest)
	st := State{
		Protocol: s.stands(k), Voided: voided.Of(k.Contest, k.Part), Mixed: voided.Mixed(k.Contest),
		Refused: s.refused(k), Selections: strings.Join(voided.Results(k.Contest), " "),
	}
	st.InForce = st.Protocol != nil && voided.Whole == nil && s.official(k.Record) == st.Protocol
	return st
}

// stands is the highest version that has come and that no decision refuses.
func (s *sequence) stands(k *kept) *election.Protocol {
	var best *election.Protocol
	for _, p := range k.came {
		if (best == nil || p.Version > best.Version) && s.standing.Refused(p) == nil {
			best = p
		}
	}
	return best
}

// official is the protocol whose figures are the commission's: the recount where
// one stands, else the hand count.
func (s *sequence) official(r Record) *election.Protocol {
	for _, series := range []election.Series{election.Recount, election.Manual} {
		if k := s.record(r.Commission, r.Contest, r.Part, series); k != nil {
			if p := s.stands(k); p != nil {
				return p
			}
		}
	}
	return nil
}

// refused lists the versions that decisions refuse.
func (s *sequence) refused(k *kept) string {
	var all []string
	for _, p := range slices.SortedFunc(slices.Values(k.came), (*election.Protocol).Compare) {
		if d := s.standing.Refused(p); d != nil {
			all = append(all, fmt.Sprintf("%d:%s", p.Version, d.ID))
		}
	}
	return strings.Join(all, " ")
}
