package intake

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// The columns of the tables beside the protocols.
var (
	participationColumns = []string{"commission", "contest", "group", "count", "at"}
	turnoutColumns       = []string{"commission", "contest", "at", "voters", "origin"}
	eventColumns         = []string{"commission", "step", "at", "document", "note_ky", "note_ru"}
	complaintColumns     = []string{
		"id", "commission", "received", "subject_ky", "subject_ru", "considered", "status", "decision", "document",
	}
)

// participation reads how many voters the participation lists hold.
func (r *reader) participation() error {
	var read shelf[election.ParticipationCount]
	err := r.read("participation", participationColumns, []string{"commission", "count"}, func(t *table) {
		e := t.entry()
		if e == nil {
			return
		}
		group := t.text("group")
		read.put(e, e.id(group), election.ParticipationCount{
			Contest: e.contest, Group: group, Count: e.voters("count"), Time: t.time("at", e.commission.Zone), At: t.at("count"),
		})
	})
	read.each(func(to *election.Records, p election.ParticipationCount) {
		to.Participation = append(to.Participation, p)
	})
	return err
}

// turnout reads how many had voted by an hour. A report of no hour says
// nothing.
func (r *reader) turnout() error {
	var read shelf[election.TurnoutReport]
	err := r.read("turnout", turnoutColumns, []string{"commission", "at", "voters", "origin"}, func(t *table) {
		e := t.entry()
		if e == nil {
			return
		}
		origin, known := one(e, "origin", election.Origins)
		if !known {
			return
		}
		at, known := e.moment("at")
		if !known {
			return
		}
		read.put(e, e.id(instant(at), string(origin)), election.TurnoutReport{
			Contest: e.contest, Time: at, Voters: e.voters("voters"), Origin: origin, At: t.at("voters"),
		})
	})
	read.each(func(to *election.Records, u election.TurnoutReport) { to.Turnout = append(to.Turnout, u) })
	return err
}

// instant writes a moment in one way, whatever clock it was read from.
func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// events reads which steps of the procedure took place.
func (r *reader) events() error {
	var read shelf[election.Event]
	err := r.read("events", eventColumns, []string{"commission", "step", "at"}, func(t *table) {
		e := t.entry()
		if e == nil {
			return
		}
		step := t.text("step")
		if step == "" {
			e.wrong(finding.KeyMissing, "step")
			return
		}
		if !validID.MatchString(step) {
			e.wrong(finding.InvalidID, "step")
			return
		}
		at, known := e.moment("at")
		if !known {
			return
		}
		read.put(e, e.id(step, instant(at)), election.Event{
			Step: step, Time: at, Document: t.paper(),
			Note: t.wordings("note"), At: t.at("step"),
		})
	})
	read.each(func(to *election.Records, v election.Event) { to.Events = append(to.Events, v) })
	return err
}

// complaints reads the registers of applications and complaints. One that names
// an unknown decision is shown without it.
func (r *reader) complaints() error {
	decisions := make(map[string]*election.Decision, len(r.election.Decisions))
	for _, d := range r.election.Decisions {
		decisions[d.ID] = d
	}
	var read shelf[election.Complaint]
	err := r.read("complaints", complaintColumns, []string{"id", "commission", "subject_ky", "subject_ru"}, func(t *table) {
		e := t.entry()
		if e == nil {
			return
		}
		c := election.Complaint{
			ID: t.text("id"), Subject: t.wordings("subject"),
			Status: election.Pending, Document: t.paper(), At: t.at("id"),
		}
		if c.ID == "" {
			e.wrong(finding.KeyMissing, "id")
			return
		}
		if t.text("status") != "" {
			status, known := one(e, "status", election.ComplaintStatuses)
			if !known {
				return
			}
			c.Status = status
		}
		c.Received, c.Considered = t.time("received", e.commission.Zone), t.time("considered", e.commission.Zone)
		if id := t.text("decision"); id != "" {
			if c.Decision = decisions[id]; c.Decision == nil {
				// The decision came when the complaint was considered.
				e.report(finding.Finding{Code: finding.ComplaintDecision, Record: e.key, Received: bothCame(c.Received, c.Considered), At: e.at("decision")}.
					With("column", "decision").With("value", clip(id)))
			}
		}
		read.put(e, c.ID, c)
	})
	read.each(func(to *election.Records, c election.Complaint) { to.Complaints = append(to.Complaints, c) })
	return err
}
