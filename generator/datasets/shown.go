package datasets

import (
	"slices"
	"time"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/finding"
)

// Found are the findings of a code that readers may see: nothing of a place
// under an embargo. Those of checks come with the report.
func (s *Set) Found(code finding.Code) []checks.Entry { return s.byCode[code] }

// Failing are the protocols that a check fails for, or that it is merely noted
// of.
func (s *Set) Failing(check *election.Check) []checks.Entry {
	return slices.DeleteFunc(slices.Clone(s.list(checks.ListOf(check))), func(e checks.Entry) bool { return e.Judgement.Check != check })
}

// Notes are the findings about one commission that readers may see.
func (s *Set) Notes(c *election.Commission) []finding.Finding { return s.notes[c.ID] }

// Held counts the records of a commission, and of everything beneath it, that
// findings withhold. Those of nobody are the country's.
func (s *Set) Held(c *election.Commission) int { return s.held[c.Index] }

// Waiver says why and by whom the finding of a check was let pass; empty where
// it was not.
func (s *Set) Waiver(j *checks.Judgement) string {
	return s.waivers[[2]string{j.Check.Code, j.Protocol.Key()}]
}

// LatestListed is the last time in the data of what a list holds. The list of
// what has not come is as old as all that has; an empty one of any other kind has
// no time, and keeps its bytes whatever arrives.
func (s *Set) LatestListed(l *Listing) time.Time {
	if l.Kind == checks.Absent {
		return s.Latest(l.Top)
	}
	var latest time.Time
	for i := range l.Entries {
		e := &l.Entries[i]
		if e.Change != nil {
			latest = s.laterOf(latest, e.Change.At)
		} else if e.Decision != nil {
			latest = s.laterOf(latest, e.Decision.Date)
		} else if e.Commission != nil {
			latest = s.laterOf(latest, s.Latest(e.Commission))
		}
	}
	return latest
}

// LatestChecked is the last time in the data that a check was made of; zero where
// it was never made.
func (s *Set) LatestChecked(check *election.Check) time.Time {
	if s.report.Total(check) == (checks.Count{}) {
		return time.Time{}
	}
	return s.Latest(s.Election.Root)
}

// LatestFound is the last time in the data of the commissions with findings of a
// code; zero where there are none.
func (s *Set) LatestFound(code finding.Code) time.Time {
	var latest time.Time
	for _, e := range s.Found(code) {
		if e.Commission != nil {
			latest = s.laterOf(latest, s.Latest(e.Commission))
		}
	}
	return latest
}

// laterOf is the later of two times, on the clock of the election.
func (s *Set) laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b.In(s.Election.Zone)
	}
	return a
}
