package pages

import (
	"testing"
	"testing/quick"

	"achyk/generator/election"
)

// A cell that is cut out of a page lies on the page and holds all of the place that
// was named, whatever the size of the picture.
func TestACellIsCutOutWhole(t *testing.T) {
	holds := func(a, b uint32, side uint16) bool {
		pixels := int(side)%4000 + 8
		start := int(a) % election.Whole
		length := int(b)%(election.Whole-start) + 1
		from, size := along(start, length, pixels, margin(election.Picture{Width: pixels}))
		inside := from >= 0 && size >= 1 && from+size <= pixels
		whole := from*election.Whole <= start*pixels && (from+size+1)*election.Whole >= (start+length)*pixels
		return inside && whole
	}
	if err := quick.Check(holds, &quick.Config{MaxCount: 20_000}); err != nil {
		t.Error(err)
	}
}

// Versions of one paper share a name but for the version, and a page is no paper of
// its own: the anchor is that of the whole.
func TestAPaperIsFoundByItsAnchor(t *testing.T) {
	c := &election.Commission{ID: "p-01001"}
	k := &election.Contest{ID: "president", Parts: []election.Part{{ID: "paper"}, {ID: "machine"}}}
	for want, d := range map[string]election.Document{
		"president-machine-protocol-2":         {Contest: k, Part: 1, Kind: election.ProtocolPaper, Version: 2, Page: 3},
		"president-paper-recount-protocol-1":   {Contest: k, Series: election.Recount, Kind: election.ProtocolPaper, Version: 1},
		"device_report-1":                      {Kind: election.DeviceReport, Version: 1, Page: 1},
		"president-paper-enlarged_protocol-12": {Contest: k, Kind: election.EnlargedProtocol, Version: 12},
	} {
		if got := (paper{c, []*election.Document{&d}}).anchor(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
