package datasets

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// Records are what a commission reported beside its protocols.
type Records struct {
	Turnout       []TurnoutDay    `json:"turnout,omitempty"`
	Participation []Participation `json:"participation,omitempty"`
	Events        []Event         `json:"events,omitempty"`
	Complaints    []Complaint     `json:"complaints,omitempty"`
}

// A TurnoutDay is how many had voted by the hours of the day, in one contest or
// in all.
type TurnoutDay struct {
	Contest string          `json:"contest,omitempty"`
	Base    string          `json:"base,omitempty"` // the code of the line that is the whole; left out: it is not known
	Force   string          `json:"base_force,omitempty"`
	Reports []TurnoutReport `json:"reports"`
}

// A TurnoutReport is one report of one hour.
type TurnoutReport struct {
	At     time.Time `json:"at"`
	Origin string    `json:"origin"` // report, device
	Voters Amount    `json:"voters"`
	Share  *Percent  `json:"share,omitempty"`
}

// A Participation is how many voters the whole participation list holds. Groups
// of it are not published: one may be a single person.
type Participation struct {
	Contest string     `json:"contest,omitempty"`
	Count   Amount     `json:"count"`
	At      *time.Time `json:"at,omitempty"`
}

// An Event is that a step of the procedure took place.
type Event struct {
	Step     string    `json:"step"`
	At       time.Time `json:"at"`
	Document string    `json:"document,omitempty"`
	Note     *Text     `json:"note,omitempty"`
}

// A Complaint is an entry of the register of applications and complaints.
type Complaint struct {
	ID         string     `json:"id"`
	Subject    *Text      `json:"subject,omitempty"`
	Status     string     `json:"status"`
	Received   *time.Time `json:"received,omitempty"`
	Considered *time.Time `json:"considered,omitempty"`
	Decision   *Ruling    `json:"decision,omitempty"`
}

// recordsOf is what the commission itself reported; nil for nothing.
func (s *Set) recordsOf(c *election.Commission) *Records {
	known := c.RecordsAt(s.AsOf)
	r := &Records{Turnout: s.turnoutDays(c, known.Turnout)}
	for _, p := range known.Participation {
		if p.Group != "" {
			continue // may be a handful of people
		}
		r.Participation = append(r.Participation, Participation{contestID(p.Contest), amount(p.Count.Amount()), moment(p.Time)})
	}
	for _, e := range known.Events {
		r.Events = append(r.Events, Event{e.Step, e.Time, e.Document, optional(e.Note)})
	}
	for _, p := range known.Complaints {
		one := Complaint{
			ID: p.ID, Subject: optional(p.Subject), Status: string(p.Status),
			Received: moment(p.Received), Considered: moment(p.Considered),
		}
		if p.Decision != nil {
			one.Decision = s.ruling(p.Decision)
		}
		r.Complaints = append(r.Complaints, one)
	}
	if len(r.Turnout)+len(r.Participation)+len(r.Events)+len(r.Complaints) == 0 {
		return nil
	}
	return r
}

// contestID is empty for what is of the whole day.
func contestID(k *election.Contest) string {
	if k == nil {
		return ""
	}
	return k.ID
}

// turnoutDays sets the reports of each contest beneath one another.
func (s *Set) turnoutDays(c *election.Commission, reports []election.TurnoutReport) []TurnoutDay {
	var days []TurnoutDay
	var whole wording.Amount
	for i, t := range reports {
		if i == 0 || t.Contest != reports[i-1].Contest {
			day := TurnoutDay{Contest: contestID(t.Contest)}
			day.Base, day.Force, whole = s.listed(c, t.Contest)
			days = append(days, day)
		}
		day := &days[len(days)-1]
		report := TurnoutReport{At: t.Time, Origin: string(t.Origin), Voters: amount(t.Voters.Amount())}
		if day.Base != "" {
			var share wording.Share
			if n, known := t.Voters.Value(); known && whole.State == wording.Known {
				share = wording.Share{Part: n, Whole: whole.N, Known: true}
			}
			p := percent(share, day.Base)
			report.Share = &p
		}
		day.Reports = append(day.Reports, report)
	}
	return days
}

// listed is how many voters the commission's own leading protocol has on the
// list, by the code of the line. A sum of those beneath is no base: some of them
// may be missing from it.
func (s *Set) listed(c *election.Commission, k *election.Contest) (line, of string, whole wording.Amount) {
	contests := s.Election.Contests
	if k != nil {
		contests = []*election.Contest{k}
	}
	for _, k := range contests {
		i := k.Line(election.Listed)
		if i < 0 || !k.HeldAt(c) {
			continue
		}
		lead := s.Of(c, k).Leading()
		if lead.Tally == nil || !lead.Own {
			continue
		}
		if whole := lead.Tally.Lines[i].Amount(); whole.State == wording.Known {
			return k.Lines[i].Code, force(lead), whole
		}
	}
	return "", "", wording.Amount{}
}

// dateOf is the date on a paper; empty where it is unknown.
func dateOf(d *election.Document) string {
	if d.Date.IsZero() {
		return ""
	}
	return d.Date.Format(time.DateOnly)
}
