package election

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/source"
)

func TestDifferencesAreTheFiguresThatALaterVersionChanged(t *testing.T) {
	k := &Contest{
		ID: "president",
		Lines: []Line{
			{Code: "valid", Forms: []Form{{Levels: []int{0}}}},
			{Code: "invalid", Forms: []Form{{Levels: []int{0}}}},
			{Code: "abroad", Forms: []Form{{Levels: []int{1}}}},
		},
		Selections: []*Selection{{ID: "archa"}, {ID: "terek", Index: 1}},
	}
	c := &Commission{ID: "p-1"}
	version := func(n int, received int64, counts ...Count) *Protocol {
		p := &Protocol{Commission: c, Contest: k, Series: Manual, Version: n, Lines: counts[:3], Votes: counts[3:], Received: time.Unix(received, 0)}
		c.Protocols = append(c.Protocols, p)
		return p
	}
	n := func(n int64) Count { return Counted(n, source.Cell{}) }
	first := version(1, 100, n(512), Count{}, n(1), n(300), n(212))
	second := version(2, 200, n(512), n(9), n(7), n(301), n(211))
	fourth := version(4, 400, n(512), Count{}, n(7), n(301), n(211))

	told := func(before, after *Protocol) (all []string) {
		for _, d := range Differences(before, after) {
			all = append(all, d.Item.Code()+" "+said(d.Before)+" "+said(d.After))
		}
		return all
	}
	// What stands on nobody's form is no figure, whatever a table says of it.
	if diff := cmp.Diff([]string{"invalid ? 9", "votes:archa 300 301", "votes:terek 212 211"}, told(first, second)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"invalid 9 ?"}, told(second, fourth)); diff != "" {
		t.Errorf("a line that became unreadable: %s", diff)
	}
	if told(nil, first) != nil || told(first, first) != nil {
		t.Error("a first version changes nothing, and neither does the same again")
	}
	for _, test := range []struct {
		p, want *Protocol
		asOf    time.Time
	}{{first, nil, time.Time{}}, {second, first, time.Time{}}, {fourth, second, time.Time{}}, {fourth, first, time.Unix(150, 0)}} {
		if got := test.p.Before(test.asOf); got != test.want {
			t.Errorf("version %d as of %v followed %v", test.p.Version, test.asOf, got)
		}
	}
}

func said(c Count) string {
	if _, known := c.Value(); !known {
		return "?"
	}
	n, _ := c.Value()
	return strconv.FormatInt(n, 10)
}
