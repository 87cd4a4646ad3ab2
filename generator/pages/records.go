package pages

import (
	"cmp"
	"time"

	"achyk/generator/election"
	"achyk/generator/wording"
	"achyk/templates"
)

// records is what the commission itself reported beside its protocols: nothing
// of those beneath it.
func (v view) records(c *election.Commission) templates.Records {
	known := c.RecordsAt(v.AsOf)
	r := templates.Records{Turnout: v.turnoutDays(c, known.Turnout)}
	for _, p := range known.Participation {
		if p.Group != "" {
			continue // may be a handful of people
		}
		r.Participants = append(r.Participants, templates.Participants{
			Contest: v.contestOf(p.Contest), Count: p.Count.Amount(), Time: v.moment(p.Time),
		})
	}
	for _, e := range known.Events {
		r.Events = append(r.Events, templates.EventNote{Step: e.Step, Time: v.moment(e.Time), Note: e.Note.In(v.w.Code())})
	}
	for _, p := range known.Complaints {
		note := templates.ComplaintNote{
			ID: p.ID, Subject: p.Subject.In(v.w.Code()), Status: string(p.Status),
			Received: v.moment(p.Received), Considered: v.moment(p.Considered),
		}
		if p.Decision != nil {
			note.Decision = cmp.Or(p.Decision.Title.In(v.w.Code()), p.Decision.ID)
		}
		r.Complaints = append(r.Complaints, note)
	}
	return r
}

// turnoutDays sets the reports of each contest beneath one another.
func (v view) turnoutDays(c *election.Commission, reports []election.TurnoutReport) []templates.TurnoutDay {
	var days []templates.TurnoutDay
	var whole wording.Amount
	for i, t := range reports {
		if i == 0 || t.Contest != reports[i-1].Contest {
			day := templates.TurnoutDay{Contest: v.contestOf(t.Contest)}
			day.Base, day.BaseForce, whole = v.listed(c, t.Contest)
			days = append(days, day)
		}
		row := templates.TurnoutRow{Time: v.moment(t.Time), Voters: t.Voters.Amount(), Force: templates.Official}
		if t.Origin == election.FromDevice {
			row.Force = templates.Preliminary
		}
		if n, known := t.Voters.Value(); known && whole.State == wording.Known {
			row.Share = wording.Share{Part: n, Whole: whole.N, Known: true}
		}
		day := &days[len(days)-1]
		day.Rows = append(day.Rows, row)
	}
	v.drawHours(days, reports)
	return days
}

// listed is how many voters the commission's own leading protocol has on the
// list, by the name of the line. A sum of those beneath is no base: some of
// them may be missing from it.
func (v view) listed(c *election.Commission, k *election.Contest) (string, templates.Force, wording.Amount) {
	contests := v.Election.Election.Contests
	if k != nil {
		contests = []*election.Contest{k}
	}
	for _, k := range contests {
		line := k.Line(election.Listed)
		if line < 0 || !k.HeldAt(c) {
			continue
		}
		lead := v.Of(c, k).Leading()
		if lead.Tally == nil || !lead.Own {
			continue
		}
		if whole := lead.Tally.Lines[line].Amount(); whole.State == wording.Known {
			return k.Lines[line].Name.In(v.w.Code()), force(lead), whole
		}
	}
	return "", templates.NoData, wording.Amount{}
}

// contestOf names the contest of a record where the day has several.
func (v view) contestOf(k *election.Contest) string {
	if k == nil || len(v.Election.Election.Contests) == 1 {
		return ""
	}
	return k.Name.In(v.w.Code())
}

// day is the day of a time, on its own clock.
func day(t time.Time) wording.Date {
	if t.IsZero() {
		return wording.Date{}
	}
	return wording.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
