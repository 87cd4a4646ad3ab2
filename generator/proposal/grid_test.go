package proposal

import (
	"github.com/google/go-cmp/cmp"
	"slices"
	"strings"
	"testing"
)

// sheet is a grid written as text, cells apart by bars.
func sheet(text string) *grid {
	g := new(grid)
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var cells []string
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		g.rows = append(g.rows, cells)
		g.numbers = append(g.numbers, int32(i+1))
	}
	return g
}

func TestHeaders(t *testing.T) {
	tests := []struct {
		name, text string
		rows       []int
		first      int
		names      []string
	}{
		{"the first row", "code|valid|invalid\na|1|2\nb|3|4", []int{0}, 1, []string{"code", "valid", "invalid"}},
		{"titles above", "Results||\nof 2027||\ncode|valid|invalid\na|1|2\nb|3|4", []int{2}, 3, []string{"code", "valid", "invalid"}},
		{
			"two lines, merged", "Results||||\ncode|Ballots||Votes|\n|valid|invalid|Smith|Jones\na|1|2|3|4\nb|3|4|5|6", []int{1, 2}, 3,
			[]string{"code", "Ballots / valid", "Ballots / invalid", "Votes / Smith", "Votes / Jones"},
		},
		{"numbered columns", "code|valid|invalid|Smith\n1|2|3|4\na|1|2|5\nb|3|4|6", []int{0}, 2, []string{"code", "valid", "invalid", "Smith"}},
		{"none", "a|1|2\nb|3|4", nil, 0, []string{"", "", ""}},
		{"texts alone", "code|name\na|x\nb|y\nc|z", []int{0}, 1, []string{"code", "name"}},
	}
	for _, test := range tests {
		g := sheet(test.text)
		h := g.header()
		if !slices.Equal(h.rows, test.rows) || h.first != test.first {
			t.Errorf("%s: rows %v, first %d", test.name, h.rows, h.first)
		}
		if diff := cmp.Diff(test.names, g.names(h)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
}

func TestWhichWayNamesStand(t *testing.T) {
	v := read1(t)
	across := "code|voters listed|ballots received|valid|invalid\na|1|2|3|4\nb|3|4|5|6"
	down := "line|PEC 1|PEC 2\nvoters listed|1|2\nballots received|3|4\nvalid|5|6\ninvalid|7|8"
	long := "code|line|n\n1|voters listed|1\n1|valid|2\n1|invalid|3\n2|voters listed|1\n2|valid|2\n2|invalid|3"
	for text, want := range map[string]bool{across: false, down: true, long: false} {
		if got := sheet(text).crosswise(v); got != want {
			t.Errorf("%v of:\n%s", got, text)
		}
	}
}

func TestLettersOfColumns(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestPathToRecords(t *testing.T) {
	tests := []struct {
		keys   []string
		want   string
		within []string
	}{
		{[]string{"code", "votes.a", "votes.b"}, "", nil},
		{[]string{"code", "tags.1", "tags.2"}, "", nil},
		{[]string{"date", "sections.1.code", "sections.1.votes.a", "sections.2.code"}, "sections", nil},
		{[]string{"regions.1.name", "regions.1.sections.1.code", "regions.1.sections.1.n", "regions.1.sections.2.code", "regions.1.sections.2.n"}, "regions.sections", nil},
		{[]string{"uik", "valid", "turnout.1.hour", "turnout.2.hour", "turnout.3.hour"}, "", []string{"turnout"}},
		{[]string{"tik.1.name", "tik.1.uik.1.no", "tik.1.uik.1.valid", "tik.1.uik.1.who.id", "tik.1.uik.1.votes.1.id", "tik.1.uik.1.votes.1.n"}, "tik.uik", []string{"tik.uik.votes"}},
	}
	for _, test := range tests {
		if got, within := recordPaths(test.keys); got != test.want || !slices.Equal(within, test.within) {
			t.Errorf("%v: %q, %q", test.keys, got, within)
		}
	}
}
