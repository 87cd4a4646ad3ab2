package election

import (
	"testing"
	"time"
)

func TestRecordsAreThoseKnownAtTheMoment(t *testing.T) {
	hour := func(h int) time.Time { return time.Date(2027, time.January, 24, h, 0, 0, 0, time.UTC) }
	ruling := &Decision{ID: "d-1", Date: hour(19)}
	c := &Commission{Records: &Records{
		Participation: []ParticipationCount{{Time: hour(20)}},
		Turnout:       []TurnoutReport{{Time: hour(10)}, {Time: hour(12)}, {Time: hour(14)}},
		Events:        []Event{{Step: "14", Time: hour(13)}},
		Documents:     []Document{{Received: hour(11)}, {Date: hour(21)}, {}},
		Complaints: []Complaint{
			{ID: "a", Received: hour(9), Considered: hour(11), Status: Satisfied},
			{ID: "b", Received: hour(9), Considered: hour(15), Status: Declined, Decision: ruling},
			{ID: "c", Received: hour(18)},
		},
	}}
	known := c.RecordsAt(hour(12))
	if len(known.Participation) != 0 || len(known.Turnout) != 2 || len(known.Events) != 0 || len(known.Documents) != 2 {
		t.Errorf("at noon: %+v", known)
	}
	if len(known.Complaints) != 2 || known.Complaints[0].Status != Satisfied {
		t.Errorf("complaints at noon: %+v", known.Complaints)
	}
	if later := known.Complaints[1]; later.Status != Pending || !later.Considered.IsZero() || later.Decision != nil {
		t.Errorf("a complaint considered later: %+v", later)
	}
	if c.Records.Complaints[1].Status != Declined {
		t.Error("looking at noon changed what is known in the evening")
	}
	if all := c.RecordsAt(time.Time{}); len(all.Turnout) != 3 || all.Complaints[1].Decision != ruling {
		t.Errorf("in the end: %+v", all)
	}
	if got := c.Records.Latest(); !got.Equal(hour(21)) {
		t.Errorf("the latest is %s", got)
	}

	c.NotBefore = hour(20)
	if early := c.RecordsAt(hour(19)); len(early.Turnout)+len(early.Complaints) != 0 {
		t.Errorf("beneath the embargo: %+v", early)
	}
	if got := (&Commission{}).RecordsAt(hour(12)); got.Turnout != nil {
		t.Errorf("of nothing: %+v", got)
	}
}
