package datasets

import (
	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/finding"
)

// Found are the findings that readers may see: nothing of a place under an
// embargo, and not those of checks, which come with the report.
func (s *Set) Found() []finding.Finding { return s.found }

// Notes are the same about one commission.
func (s *Set) Notes(c *election.Commission) []finding.Finding { return s.notes[c.ID] }

// Held counts the records of a commission, and of everything beneath it, that
// findings withhold. Those of nobody are the country's.
func (s *Set) Held(c *election.Commission) int { return s.held[c.Index] }

// Waiver says why and by whom the finding of a check was let pass; empty where
// it was not.
func (s *Set) Waiver(j *checks.Judgement) string {
	return s.waivers[[2]string{j.Check.Code, j.Protocol.Key()}]
}
