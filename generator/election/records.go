package election

import (
	"cmp"
	"slices"
	"time"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// Records are what a commission reported beside its protocols. Most
// commissions have few or none, so a commission holds a pointer to them. They
// are never added up: whoever wants a sum takes a protocol.
type Records struct {
	Participation []ParticipationCount // by contest and group
	Turnout       []TurnoutReport      // by contest and time
	Events        []Event              // by time
	Documents     []Document           // by contest, kind, part, series, version and page
	Complaints    []Complaint          // by time of receipt
}

// Cells are where the records were read.
func (r *Records) Cells() []source.Cell {
	var cells []source.Cell
	for i := range r.Participation {
		cells = append(cells, r.Participation[i].At)
	}
	for i := range r.Turnout {
		cells = append(cells, r.Turnout[i].At)
	}
	for i := range r.Events {
		cells = append(cells, r.Events[i].At)
	}
	for i := range r.Documents {
		cells = append(cells, r.Documents[i].At)
	}
	for i := range r.Complaints {
		cells = append(cells, r.Complaints[i].At)
	}
	return cells
}

// A ParticipationCount is how many voters a participation list holds
// (шайлоого катышкан шайлоочулардын тизмеси / список избирателей, принявших
// участие), or one group of them. Who they are is never read.
type ParticipationCount struct {
	Contest *Contest // nil = the day
	// Group is empty for the whole list. A group may be a handful of people:
	// nothing prints one without suppressing what is under five.
	Group string
	Count Count     // voters
	Time  time.Time // of the count; zero = nobody noted it
	At    source.Cell
}

// An Origin is where a turnout report comes from.
type Origin string

// The origins of the canonical table.
const (
	FromDevice Origin = "device" // voting equipment: preliminary, no legal force
	FromReport Origin = "report" // what the commission said
)

// Origins are all origins, in the order they are shown.
var Origins = []Origin{FromReport, FromDevice}

// A TurnoutReport is how many had voted by an hour of the day (катышуу / явка).
type TurnoutReport struct {
	Contest *Contest  // nil = the day
	Time    time.Time // never zero
	Voters  Count     // since voting began, not since the report before
	Origin  Origin
	At      source.Cell
}

// An Event is that a step of the procedure took place.
type Event struct {
	Step     string // its code in the calendar, as the table has it: "14"
	Time     time.Time
	Document string // the paper that proves it, as the table names it
	Note     wording.Text
	At       source.Cell
}

// A ComplaintStatus is what became of a complaint.
type ComplaintStatus string

// The statuses of the canonical table.
const (
	Pending   ComplaintStatus = "pending" // not considered yet
	Satisfied ComplaintStatus = "satisfied"
	Partly    ComplaintStatus = "partly"    // satisfied in part
	Declined  ComplaintStatus = "declined"  // left unsatisfied
	Returned  ComplaintStatus = "returned"  // to whoever made it, unconsidered
	Forwarded ComplaintStatus = "forwarded" // to whom it concerns
	Withdrawn ComplaintStatus = "withdrawn" // by whoever made it
)

// ComplaintStatuses are all statuses.
var ComplaintStatuses = []ComplaintStatus{Pending, Satisfied, Partly, Declined, Returned, Forwarded, Withdrawn}

// A Complaint is an entry of a commission's register of applications and
// complaints (арыздар, даттануулар / заявления, жалобы): one register, not two.
// Whose it is, nobody asks.
type Complaint struct {
	ID         string // unique in the election, as the register has it
	Received   time.Time
	Subject    wording.Text
	Considered time.Time // zero = not yet, or nobody noted it
	Status     ComplaintStatus
	Decision   *Decision // nil = none, or none that is known
	Document   string
	At         source.Cell
}

// RecordsAt are the records of the commission that were known at a moment
// (zero = all): none while it is embargoed, and no counts of voters while it is
// sealed. A complaint that was considered
// later is still pending.
func (c *Commission) RecordsAt(asOf time.Time) Records {
	if c.Records == nil || c.Embargoed(asOf) {
		return Records{}
	}
	all := *c.Records
	if c.Sealed(asOf) {
		// Of voters beneath, as its protocol is.
		all.Participation, all.Turnout = nil, nil
	}
	if asOf.IsZero() {
		return all
	}
	known := Records{
		Participation: until(asOf, all.Participation, func(p ParticipationCount) time.Time { return p.Time }),
		Turnout:       until(asOf, all.Turnout, func(t TurnoutReport) time.Time { return t.Time }),
		Events:        until(asOf, all.Events, func(e Event) time.Time { return e.Time }),
		Documents:     until(asOf, all.Documents, func(d Document) time.Time { return d.Arrived() }),
		Complaints:    until(asOf, all.Complaints, func(p Complaint) time.Time { return p.Received }),
	}
	for i := range known.Complaints {
		p := &known.Complaints[i]
		if p.Considered.After(asOf) || (p.Decision != nil && p.Decision.Date.After(asOf)) {
			p.Considered, p.Status, p.Decision = time.Time{}, Pending, nil
		}
	}
	return known
}

// until copies the records that do not come after a moment.
func until[T any](asOf time.Time, all []T, when func(T) time.Time) []T {
	var known []T
	for _, one := range all {
		if !when(one).After(asOf) {
			known = append(known, one)
		}
	}
	return known
}

// Latest is the latest time in the records.
func (r *Records) Latest() time.Time {
	var latest time.Time
	if r == nil {
		return latest
	}
	later := func(t time.Time) {
		if t.After(latest) {
			latest = t
		}
	}
	for _, p := range r.Participation {
		later(p.Time)
	}
	for _, t := range r.Turnout {
		later(t.Time)
	}
	for _, e := range r.Events {
		later(e.Time)
	}
	for _, d := range r.Documents {
		later(d.Arrived())
	}
	for _, p := range r.Complaints {
		later(p.Received)
		later(p.Considered)
	}
	return latest
}

// Sort puts the records in their order, whatever the order of the tables.
func (r *Records) Sort() {
	slices.SortFunc(r.Participation, func(a, b ParticipationCount) int {
		return cmp.Or(compareContests(a.Contest, b.Contest), cmp.Compare(a.Group, b.Group))
	})
	slices.SortFunc(r.Turnout, func(a, b TurnoutReport) int {
		return cmp.Or(compareContests(a.Contest, b.Contest), a.Time.Compare(b.Time),
			cmp.Compare(slices.Index(Origins, a.Origin), slices.Index(Origins, b.Origin)))
	})
	slices.SortFunc(r.Events, func(a, b Event) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Step, b.Step))
	})
	slices.SortFunc(r.Documents, func(a, b Document) int {
		return cmp.Or(compareContests(a.Contest, b.Contest),
			cmp.Compare(slices.Index(DocumentKinds, a.Kind), slices.Index(DocumentKinds, b.Kind)),
			cmp.Compare(a.Part, b.Part), cmp.Compare(slices.Index(AllSeries, a.Series), slices.Index(AllSeries, b.Series)),
			cmp.Compare(a.Version, b.Version), cmp.Compare(a.Page, b.Page))
	})
	slices.SortFunc(r.Complaints, func(a, b Complaint) int {
		return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID))
	})
}

// compareContests orders contests by id, what is of the whole day first.
func compareContests(a, b *Contest) int {
	id := func(k *Contest) string {
		if k == nil {
			return ""
		}
		return k.ID
	}
	return cmp.Compare(id(a), id(b))
}
