package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/finding"
)

// A file that is not what it is taken for has one problem, not a million: the
// first are told one by one and the others counted, and the files beside it are
// read.
func TestGarbageIsCounted(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(head)
	const more = 5
	for i := range mostAlike + more {
		fmt.Fprintf(&rows, "x-%d,president,manual,1,1,1,1,1,1,1\n", i)
	}
	d := read(t, small.with("protocols.csv", "").with("protocols/1.csv", small["protocols.csv"]).with("protocols/2.csv", rows.String()))
	var counted []finding.Finding
	told := make(map[finding.Code]int)
	for _, f := range d.Findings {
		if told[f.Code]++; f.Code == finding.TooManyAlike {
			counted = append(counted, f)
		}
	}
	want := []finding.Finding{{Code: finding.TooManyAlike, Folder: "small", At: counted[0].At}}
	want[0] = want[0].With("code", "I201").With("number", more)
	if diff := cmp.Diff(want, counted); diff != "" || counted[0].At.String() != "protocols/2.csv" {
		t.Errorf("-want +got\n%s", diff)
	}
	if told[finding.UnknownCommission] != mostAlike || d.Protocols != 2 {
		t.Errorf("%d are told, %d protocols were read", told[finding.UnknownCommission], d.Protocols)
	}
}

// So is an export of which nothing means anything: its rows are told as they are
// read, and none is kept.
func TestGarbageOfAnExportIsCounted(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(exportHead + "\n")
	const more = 5
	for i := range mostAlike + more {
		fmt.Fprintf(&rows, "x%d;1;1;1;1\n", i)
	}
	d := read(t, exported.with("итоги-2.csv", rows.String()).with("election.yaml", strings.Replace(
		strings.Replace(exported["election.yaml"], "p-{УИК}", "p-{n}", 1),
		"    gives:", "    values: {n: {from: \"{УИК}\", match: '^[0-9]+$'}}\n    gives:", 1)))
	told := make(map[finding.Code]int)
	for _, f := range d.Findings {
		told[f.Code]++
	}
	if diff := cmp.Diff(map[finding.Code]int{finding.Underived: mostAlike, finding.TooManyAlike: 1}, told); diff != "" || d.Protocols != 12 {
		t.Errorf("%d protocols were read; -want +got\n%s", d.Protocols, diff)
	}
}
