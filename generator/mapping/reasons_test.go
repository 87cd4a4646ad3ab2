package mapping

import (
	"fmt"
	"strings"
	"testing"

	"achyk/generator/finding"
)

// Whatever election.yaml gets wrong, it is said what would be right: the words
// that are allowed, or what is wrong.
func TestWhatIsAllowed(t *testing.T) {
	const gives = "\ngives: [{table: protocols, fields: {commission: \"{n}\"}}]"
	for _, c := range []struct{ lines, known, meant string }{
		{"encoding: windows1251" + gives, "utf-8, utf-16, windows-1251, ibm866", "windows-1251"},
		{"layout: column" + gives, "rows, columns", "columns"},
		{"thousands: points" + gives, "apostrophe, comma, dot, space", ""},
		{"totals: [{where: {n: x}, of: sektion}]" + gives, "all, section, nothing", "section"},
		{"gives: [{table: protocol}]", "commissions, protocols, selections, turnout", "protocols"},
		{"gives: [{table: commissions, fields: {perent: x}}]", "id, level, parent, number, name_ky, name_ru", "parent"},
		{"gives: [{table: protocols, completes: true, lines: {a: n}, fields: {recieved: x}}]", "commission, contest, part, series, version", ""},
		{"gives: [{table: protocols, absent: nul}]", "unknown, zero", ""},
	} {
		d := lay(t, indented(c.lines), map[string]string{"out.csv": "n\n7\n"})
		if len(d.found) != 1 || d.found[0].Fact("known") != c.known || d.found[0].Fact("meant") != c.meant {
			t.Errorf("%s: %v", c.lines, d.found)
		}
	}
	for _, lines := range strings.Split(`delimiter: ';;'
values: {v: {from: '{n}', match: '(?<a'}}
header: 1-2
fill: ':B2'`, "\n") {
		d := lay(t, indented(lines+gives), map[string]string{"out.csv": "n\n7\n"})
		if len(d.found) != 1 || !strings.Contains(fmt.Sprint(d.found[0].Args), "problem") {
			t.Errorf("%s: %v", lines, d.found)
		}
	}
}

// The regular expression itself is not said twice.
func TestWhatTheRegularExpressionLacks(t *testing.T) {
	d := lay(t, indented("values: {v: {from: '{n}', match: '^(УИК'}}\ngives: [{table: commissions, fields: {id: '{v}'}}]"), map[string]string{"out.csv": "n\n"})
	if len(d.found) != 1 || d.found[0].Fact(finding.Detail) != "missing closing )" {
		t.Errorf("%v", d.found)
	}
}

// One column that is copied to two selections, or to two lines, is a slip of the
// hand, however the column is named. A line and a selection may share one.
func TestOneColumnForTwo(t *testing.T) {
	config := func(gives string) string { return "sources:\n- files: '*.csv'\n  ignore: '*'\n  gives:\n  - " + gives }
	for _, c := range []struct {
		what, gives string
		want        []string
	}{
		{"two selections", "table: protocols\n    votes:\n      terek: a\n      archa: A", []string{
			"I003 | election.yaml:8 | key=archa | value=A | problem=same_column | other=terek | also election.yaml:7",
		}},
		{"two lines", "{table: protocols, lines: {x: a, y: ':A'}}", []string{
			"I003 | election.yaml:5 | key=y | value=:A | problem=same_column | other=x | also election.yaml:5",
		}},
		{"a line and a selection", "{table: protocols, lines: {x: a}, votes: {y: a}}", nil},
		{"two gives", "{table: protocols, fields: {part: p}, lines: {x: a}}\n  - {table: protocols, fields: {part: q}, lines: {y: a}}", nil},
	} {
		d := lay(t, config(c.gives), map[string]string{"1.csv": "a,b\n1,2\n", "2.csv": "a,b\n3,4\n"})
		same(t, c.what, d.findings(), c.want)
		if got := len(d.records(t, protocols)); got == 0 != (c.want != nil) {
			t.Errorf("%s: %d records", c.what, got)
		}
	}
}

// Two descriptions that make the same protocols out of the same rows are one too
// many, and nobody wants to hear of it row by row.
func TestTheSameProtocolsTwice(t *testing.T) {
	const one = "  gives: [{table: protocols, fields: {commission: '{n}', contest: k}, lines: {x: v}}]\n"
	told := func(line, also int) []string {
		return []string{fmt.Sprintf("I003 | election.yaml:%d | key=gives | value=protocols | problem=same_records | also election.yaml:%d", line, also)}
	}
	for _, c := range []struct {
		what, config string
		want         []string
	}{
		{"two sources", "sources:\n- files: out.csv\n" + one + "- files: '*.csv'\n  ignore: q\n" + one, told(6, 3)},
		{"two gives", "sources:\n- files: out.csv\n  gives:\n  - {table: protocols, fields: {commission: '{n}'}, lines: {x: v}}\n" +
			"  - {table: protocols, fields: {commission: '{n}'}, lines: {y: v}}\n", told(5, 4)},
		{"other rows", "sources:\n- files: out.csv\n  only: {v: '1'}\n" + one + "- files: out.csv\n  only: {v: '2'}\n" + one, nil},
		{"other protocols", "sources:\n- files: out.csv\n" + one + "- files: out.csv\n" + strings.Replace(one, "contest: k", "contest: l", 1), nil},
		{"another file", "sources:\n- files: out.csv\n" + one + "- files: in.csv\n" + one, nil},
		{"a long table of several counts a row", "sources:\n- files: out.csv\n  gives:\n  - {table: protocols, fields: {commission: '{n}'}, item: a, value: v}\n" +
			"  - {table: protocols, fields: {commission: '{n}'}, item: b, value: n}\n", nil},
		{"one completes", "sources:\n- files: out.csv\n" + one + "- files: out.csv\n" + strings.Replace(one, "fields", "completes: true, fields", 1), nil},
	} {
		d := lay(t, c.config, map[string]string{"out.csv": "n,v\n1,1\n2,2\n", "in.csv": "n,v\n3,3\n"})
		same(t, c.what, d.findings(), c.want)
		if len(d.records(t, protocols)) == 0 && !strings.HasPrefix(c.what, "two gives") {
			t.Errorf("%s: nothing is read", c.what)
		}
	}
}

// Where most columns are not there, it is not their names that are wrong.
func TestMostColumnsAreNotThere(t *testing.T) {
	for _, c := range []struct {
		what, lines, text string
		want              []string
	}{
		{"a header that is another row", "header: [1, 2]\ndelimiter: ','\n", "title,,,\n,,,\nn,v,w,x\n1,2,3,4\n", []string{
			`I012 | election.yaml:2 | column=n | has=title | others=v, w, x | most=header: 1, 2, delimiter: ",", encoding: utf-8 | also out.csv:2`,
		}},
		{"another delimiter", "delimiter: tab\n", "n,v,w,x\n1,2,3,4\n", []string{
			`I012 | election.yaml:2 | column=n | has=n,v,w,x | others=v, w, x | most=header: 1, delimiter: tab, encoding: utf-8 | also out.csv:1`,
		}},
		{"letters", "layout: columns\n", "a,1\nb,2\nx,3\nd,4\n", []string{
			`I012 | election.yaml:2 | column=n | has=a, b, x, d | others=v, w | most=header: A, delimiter: ",", encoding: utf-8 | also out.csv`,
		}},
		{"two of four", "", "n,v,y,z\n1,2,3,4\n", []string{
			"I012 | election.yaml:3 | column=w | has=n, v, y, z | also out.csv:1", "I012 | election.yaml:3 | column=x | has=n, v, y, z | also out.csv:1",
		}},
	} {
		d := lay(t, indented(c.lines+"gives: [{table: protocols, fields: {commission: '{n}'}, lines: {a: v, b: w, c: x}}]"), map[string]string{"out.csv": c.text})
		var got []string
		for _, line := range d.findings() {
			got = append(got, strings.Replace(strings.Replace(line, " | meant=n", "", 1), " | meant=y", "", 1))
		}
		same(t, c.what, got, c.want)
	}
}

// A list of names is as long as one can read.
func TestLongListsAreClipped(t *testing.T) {
	var names []string
	for i := range 42 {
		names = append(names, fmt.Sprintf("c%d", i))
	}
	if got := listed(append([]string{""}, names...)); !strings.HasPrefix(got, "c0, c1, ") || !strings.HasSuffix(got, ", c29, … +12") {
		t.Error(got)
	}
	if got := listed(names[:30]); strings.Contains(got, "…") {
		t.Error(got)
	}
}
