package mapping

import (
	"fmt"
	"strings"
	"testing"
)

// indented puts lines of YAML beneath a source.
func indented(lines string) string {
	return "sources:\n  - files: out.csv\n    " + strings.ReplaceAll(lines, "\n", "\n    ") + "\n"
}

// A value that means nothing is found at its line, and its source is not read.
func TestMeaninglessValues(t *testing.T) {
	const gives = "\ngives: [{table: protocols, fields: {commission: \"{n}\"}}]"
	give := func(text string) string { return "gives:\n  - " + text }
	for _, c := range []struct{ what, lines, want string }{
		{"nothing is given", "header: 1", "election.yaml:2 | key=gives | problem=key_needed"},
		{"a layout", "layout: diagonal" + gives, "election.yaml:3 | key=layout | value=diagonal"},
		{"an encoding", "encoding: koi8-r" + gives, "election.yaml:3 | key=encoding | value=koi8-r"},
		{"a delimiter of two characters", "delimiter: '::'" + gives, "election.yaml:3 | key=delimiter | value=:: | problem=mark_wanted"},
		{"a quote for a delimiter", "delimiter: '\"'" + gives, "election.yaml:3 | key=delimiter | value=\" | problem=mark_wanted"},
		{"a glob of sheets", "sheet: '[x'" + gives, "election.yaml:3 | key=sheet | value=[x | problem=glob"},
		{"a header row", "header: [1, x]" + gives, "election.yaml:3 | key=header | value=x | problem=number_wanted"},
		{"header rows in disorder", "header: [2, 1]" + gives, "election.yaml:3 | key=header | value=1 | problem=line_order"},
		{"no header and one", "header: [0, 1]" + gives, "election.yaml:3 | key=header | value=0 | problem=number_wanted"},
		{"data before the header", "header: 4\nfirst: 4" + gives, "election.yaml:4 | key=first | value=4 | problem=line_order"},
		{"a letter for a row", "header: A" + gives, "election.yaml:3 | key=header | value=A | problem=number_wanted"},
		{"a row for a letter", "layout: columns\nheader: 2" + gives, "election.yaml:4 | key=header | value=2 | problem=letter_wanted"},
		{"thousands", "thousands: underscore" + gives, "election.yaml:3 | key=thousands | value=underscore"},
		{"a column beyond all", "fill: [':ABCDE']" + gives, "election.yaml:3 | key=fill | value=:ABCDE | problem=column_wanted"},
		{"a cell for a column", "fill: [':B2']" + gives, "election.yaml:3 | key=fill | value=:B2 | problem=column_wanted"},
		{"a number for a letter", "only: {':3': x}" + gives, "election.yaml:3 | key=:3 | value=:3 | problem=column_wanted"},
		{"a letter for a number", "layout: columns\nonly: {':C': x}" + gives, "election.yaml:4 | key=:C | value=:C | problem=row_wanted"},
		{"rows that cannot be", "only: {n: []}" + gives, "election.yaml:3 | key=n | problem=key_needed"},
		{"totals nowhere", "totals: [{of: all}]" + gives, "election.yaml:3 | key=where | problem=key_needed"},
		{"totals of something", "totals:\n  - where: {n: x}\n    of: half" + gives, "election.yaml:5 | key=of | value=half"},
		{"a value of nothing", "values:\n  v: {lower: true}" + gives, "election.yaml:4 | key=from | problem=key_needed"},
		{"a regular expression", "values:\n  v: {from: '{n}', match: '('}" + gives, "election.yaml:4 | key=match | value=( | problem=regexp | detail=missing closing )"},
		{"a length", "values:\n  v: {from: '{n}', pad: -1}" + gives, "election.yaml:4 | key=pad | value=-1 | problem=length_wanted"},
		{"two keys that look the same", "values:\n  v:\n    from: '{n}'\n    table: {Osh: a, osh: b}" + gives, "election.yaml:6 | key=table | value=osh | problem=keys_alike"},
		{"a name with braces", "values:\n  '{v}': {from: '{n}'}" + gives, "election.yaml:4 | key={v} | value={v} | problem=value_name"},
		{"a table", give("{table: protokols, fields: {commission: '{n}'}}"), "election.yaml:4 | key=table | value=protokols | meant=protocols"},
		{"a field", give("{table: commissions, fields: {name: '{n}'}}"), "election.yaml:4 | key=name | value=name"},
		{"an open brace", give("{table: commissions, fields: {id: 'a{n'}}"), "election.yaml:4 | key=id | value=a{n | problem=template"},
		{"a brace that closes nothing", give("{table: commissions, fields: {id: 'n}'}}"), "election.yaml:4 | key=id | value=n} | problem=template"},
		{"empty braces", give("{table: commissions, fields: {id: '{ }'}}"), "election.yaml:4 | key=id | value={ } | problem=template"},
		{"lines of commissions", give("{table: commissions, lines: {a: n}}"), "election.yaml:4 | key=lines | value=commissions | problem=only_protocols"},
		{"commissions that complete", give("{table: commissions, completes: true}"), "election.yaml:4 | key=completes | value=commissions | problem=only_protocols"},
		{"a line without a code", give("{table: protocols, lines: {'': n}}"), "election.yaml:4 | problem=code_wanted"},
		{"no column", give("{table: protocols, lines: {a: ''}}"), "election.yaml:4 | key=a | problem=column_wanted"},
		{"absent", give("{table: protocols, absent: none}"), "election.yaml:4 | key=absent | value=none"},
		{"an item without a value", give("{table: protocols, item: '{n}'}"), "election.yaml:4 | key=value | problem=column_wanted"},
		{"a value without an item", give("{table: protocols, value: n}"), "election.yaml:4 | key=value | value=n | problem=item_wanted"},
		{"items without an item", give("{table: protocols, items: {a: b}}"), "election.yaml:4 | key=items | value=a | problem=item_wanted"},
		{"an item beside lines", give("{table: protocols, item: '{n}', value: n, lines: {a: n}}"), "election.yaml:4 | key=item | value={n} | problem=item_apart"},
		{"an item of one record repeated", give("{table: protocols, item: '{n}', value: n, repeated: true}"), "election.yaml:4 | key=item | value={n} | problem=item_apart"},
		{"votes for nobody", give("{table: protocols, item: '{n}', value: n, items: {x: 'votes:'}}"), "election.yaml:4 | key=x | value=votes: | problem=code_wanted"},
		{"completing without counts", give("{table: protocols, completes: true}"), "election.yaml:4 | key=completes | value=true | problem=nothing_counted"},
		{"completing with more than a key", give("{table: protocols, completes: true, lines: {a: n}, fields: {received: '{n}'}}"),
			"election.yaml:4 | key=received | value=received"},
		{"completing and repeated", give("{table: protocols, completes: true, repeated: true, lines: {a: n}}"),
			"election.yaml:4 | key=repeated | value=true | problem=not_completing"},
		{"zero with a line, alone", give("{table: protocols, zero_with: a, lines: {a: n}, absent: zero}"),
			"election.yaml:4 | key=zero_with | value=a | problem=zero_wanted"},
		{"zero with a line, and not zero", give("{table: protocols, completes: true, zero_with: a, lines: {a: n}}"),
			"election.yaml:4 | key=zero_with | value=a | problem=zero_wanted"},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := lay(t, indented(c.lines), map[string]string{"out.csv": "n\n7\n"})
			same(t, "findings", d.findings(), []string{"I003 | " + c.want})
			same(t, "records", d.records(t, protocols), nil)
			if !d.plan.Claimed()["out.csv"] || len(d.plan.Unclaimed()) > 0 {
				t.Error("the file counts as read by nobody")
			}
		})
	}
}

func TestMoreMeaninglessValues(t *testing.T) {
	for _, c := range []struct {
		what, config string
		want         []string
	}{
		{"a glob", "sources: [{files: ['[a', ''], gives: [{table: protocols}]}]",
			[]string{"I003 | election.yaml:1 | key=files | value=[a | problem=glob", "I003 | election.yaml:1 | key=files | problem=key_needed"}},
		{"no files", "sources: [{gives: [{table: protocols}]}]", []string{"I003 | election.yaml:1 | key=files | problem=key_needed"}},
		{"a table", "tables:\n  protocols: []\n  protokols: []\n", []string{"I003 | election.yaml:3 | key=protokols | value=protokols | meant=protocols"}},
		{"values made of each other",
			"sources:\n- files: out.csv\n  values:\n    a: {from: 'x{b}'}\n    b: {from: '{a}'}\n  gives: [{table: protocols}]\n",
			[]string{"I003 | election.yaml:4 | key=from | value=x{b} | problem=circle"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			same(t, "findings", lay(t, c.config, map[string]string{"out.csv": "n\n7\n"}).findings(), c.want)
		})
	}
}

// Keys that nobody knows are errors wherever they stand; a single text may stand
// for a list, and nothing else may.
func TestTheConfigurationIsStrict(t *testing.T) {
	for _, c := range []struct{ config, want string }{
		{"sources: [{file: a}]", "field file not found"},
		{"sources: [{gives: [{tables: a}]}]", "field tables not found"},
		{"sources: [{values: {a: {regexp: b}}}]", "field regexp not found"},
		{"sources: [{totals: [{when: {}}]}]", "field when not found"},
		{"sources: [{files: {a: b}}]", "cannot unmarshal !!map into []string"},
		{"sources:\n- files:\n  - a\n  - {a: b}\n", "line 4: cannot unmarshal !!map into string"},
		{"sources: [{only: {a: {b: c}}}]", "cannot unmarshal !!map into []string"},
		{"sources: [{fill: a, fill: b}]", "already defined"},
		{"tables: {protocols: {a: b}}", "cannot unmarshal !!map into []mapping.Row"},
		{"tables: {protocols: [{a: [b]}]}", "cannot unmarshal !!seq into string"},
	} {
		if _, err := spread(t, c.config, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", c.config, err, c.want)
		}
	}
}

// What a source says of its files, and they do not have.
func TestColumnsThatAreNotThere(t *testing.T) {
	const config = `
sources:
  - files: "*.csv"
    values:
      v: {from: "{Region}"}
    gives:
      - table: protocols
        fields: {commission: "p-{Precinct no}", decision: "{Precinct no}{v}"}
        lines: {listed: Voters}
`
	for _, c := range []struct {
		what           string
		files          map[string]string
		want, findings []string
	}{
		{
			what:  "no file has it: the source is wrong, and nothing is read",
			files: map[string]string{"a.csv": "Precinct №,Voters,Region\n1,2,3\n", "b.csv": "Voters,x,Region\n2,1,3\n"},
			findings: []string{
				"I012 | election.yaml:8 | column=Precinct no | has=Precinct №, Voters, Region | meant=Precinct № | also a.csv:1",
			},
		},
		{
			what: "one file lacks it: that file is left out, and the others are read",
			files: map[string]string{
				"a.csv": "Precinct no,Voters,Region\n1,2,3\n", "b.csv": "Region,Precinct no,votes\n3,2,1\n",
			},
			want:     []string{"commission=p-1 decision=13 listed=2"},
			findings: []string{"I013 | b.csv:1 | column=Voters | has=Region, Precinct no, votes | meant=votes | also election.yaml:9"},
		},
		{
			what:     "nothing looks like it",
			files:    map[string]string{"a.csv": "Precinct no,Voters,q\n1,2,3\n"},
			findings: []string{"I012 | election.yaml:5 | column=Region | has=Precinct no, Voters, q | also a.csv:1"},
		},
		{
			what:     "there is no file",
			files:    map[string]string{"in/a.csv": "x\n", "b.cvs": "x\n"},
			findings: []string{"I014 | election.yaml:3 | files=*.csv | has=b.cvs, in/a.csv"},
		},
		{
			what:     "two columns have the name",
			files:    map[string]string{"a.csv": "Voters,Precinct no,Region,Voters\n1,2,3,4\n", "b.csv": "Precinct no,Voters,Region\n1,2,3\n"},
			want:     []string{"commission=p-1 decision=13 listed=2"},
			findings: []string{"I104 | a.csv:D1 | column=Voters | also a.csv:A1"},
		},
		{
			what:     "two columns have a name that looks like it",
			files:    map[string]string{"a.csv": "voters,Precinct no,Region,VOTERS\n1,2,3,4\n"},
			findings: []string{"I104 | a.csv:D1 | column=Voters | also a.csv:A1"},
		},
		{
			what:     "two columns look like it, and one is written so",
			files:    map[string]string{"a.csv": "voters,Precinct no,Region,Voters\n1,2,3,4\n"},
			want:     []string{"commission=p-2 decision=23 listed=4"},
			findings: []string{"I103 | a.csv:A1 | column=voters"},
		},
		{
			what:     "the header is no row",
			files:    map[string]string{"a.csv": "a\"b\n1\n"},
			findings: []string{"I005 | a.csv", "I006 | a.csv:1 | problem=quote"},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := lay(t, config, c.files)
			same(t, "records", d.records(t, protocols), c.want)
			same(t, "findings", d.findings(), c.findings)
			if !d.plan.Has(protocols) {
				t.Error("nobody would know that there is such a table")
			}
		})
	}
}

// A name without a star may be misspelt.
func TestAFileThatIsNotThere(t *testing.T) {
	d := lay(t, "sources:\n- files: [precints.csv, x.csv]\n  gives: [{table: protocols}]\n", map[string]string{"precincts.csv": "a\n1\n"})
	same(t, "findings", d.findings(), []string{
		"I014 | election.yaml:2 | files=precints.csv | has=precincts.csv | meant=precincts.csv",
		"I014 | election.yaml:2 | files=x.csv | has=precincts.csv",
	})
}

// A letter beyond the sheet is a column that it does not have.
func TestALetterBeyondTheSheet(t *testing.T) {
	d := lay(t, indented("header: 0\ngives: [{table: protocols, fields: {commission: '{:A}'}, lines: {a: ':D'}}]"),
		map[string]string{"out.csv": "1,2,3\n4,5\n"})
	same(t, "findings", d.findings(), []string{
		"I012 | election.yaml:4 | column=:D | has=:A, :B, :C | also out.csv",
	})
}

// A column that nobody names is told once a file, unless it is left out
// knowingly; two sources may share a file.
func TestColumnsThatNobodyNames(t *testing.T) {
	d := lay(t, `
sources:
  - files: [a.csv, b.csv]
    ignore: [" URL ", ":D"]
    gives:
      - {table: protocols, fields: {commission: "{n}"}}
      - {table: commissions, fields: {id: "{n}"}}
  - files: a.csv
    gives: [{table: commissions, fields: {id: "x-{m}"}}]
`, map[string]string{"a.csv": "n,url,m,q,z,\n1,2,3,4,5,\n", "b.csv": "n,m\n1,2\n"})
	d.records(t, protocols)
	d.records(t, "commissions")
	same(t, "findings", d.findings(), []string{"I103 | a.csv:E1 | column=z", "I103 | b.csv:B1 | column=m"})
}

// Rows of totals are no records, and say what the rows must come to.
func TestTotals(t *testing.T) {
	const rows = "n,v,w\n1,10,1\n2,20,\nTotal A,30,1\n3,5,x\nTotal B,6,0\nTotal,\"1 036\",7\n"
	for _, c := range []struct {
		of       string
		findings []string
	}{
		{"nothing", nil},
		// Where a row says nothing, the total may be more.
		{"section", []string{"I113 | out.csv:B6 | column=v | printed=6 | sum=5"}},
	} {
		t.Run(c.of, func(t *testing.T) {
			d := lay(t, indented(fmt.Sprintf(`thousands: space
totals:
  - {where: {n: "Total ?*"}, of: nothing}
  - {where: {n: "Total *"}, of: %s}
  - {where: {n: Total}, of: all}
gives:
  - {table: protocols, fields: {commission: "{n}"}, lines: {a: v}, votes: {b: w}}`, c.of)), map[string]string{"out.csv": rows})
			same(t, "records", d.records(t, protocols), []string{"commission=1 a=10 votes:b=1", "commission=2 a=20", "commission=3 a=5 votes:b=x"})
			unmet := "I020 | election.yaml:5 | column=n | value=Total ?* | problem=no_such_text" // only a star stands for others
			same(t, "findings", d.findings(), append(append([]string{unmet}, c.findings...), "I113 | out.csv:B7 | column=v | printed=1 036 | sum=35"))
		})
	}
}

// Totals may stand above the rows; what is no count is no total; and a row that
// cannot be read may be what is missing.
func TestTotalsAboveAndUnreadable(t *testing.T) {
	config := indented(`totals: [{where: {":A": All}}]
gives: [{table: protocols, fields: {commission: "{n}"}, lines: {a: v, b: w}}]`)
	d := lay(t, config, map[string]string{"out.csv": "n,v,w\nAll,5,five\n1,2,2\n2,2,3\n"})
	same(t, "records", d.records(t, protocols), []string{"commission=1 a=2 b=2", "commission=2 a=2 b=3"})
	same(t, "findings", d.findings(), []string{
		"I113 | out.csv:B2 | column=v | printed=5 | sum=4", "I113 | out.csv:C2 | column=w | printed=five | sum=5",
	})
	d = lay(t, config, map[string]string{"out.csv": "n,v,w\nAll,5,3\n1,2,2\n2,\"2\"x,3\n3,1,2\n"})
	same(t, "records", d.records(t, protocols), []string{"commission=1 a=2 b=2", "out.csv:4: quote", "commission=3 a=1 b=2"})
	same(t, "findings", d.findings(), []string{"I113 | out.csv:C2 | column=w | printed=3 | sum=4"})
}

// What a finding quotes is short, and holds no personal number.
func TestWhatIsQuoted(t *testing.T) {
	d := lay(t, indented("values: {v: {from: '{n}', table: {a: b}}}\ngives: [{table: commissions, fields: {id: '{v}'}}]"),
		map[string]string{"out.csv": "n\nx 20101199912345 y\n" + strings.Repeat("z", 200) + "\n"})
	same(t, "records", d.records(t, "commissions"), nil)
	same(t, "findings", d.findings(), []string{
		"I115 | out.csv:A2 | value=x ************** y | name=v | also election.yaml:3",
		"I115 | out.csv:A3 | value=" + strings.Repeat("z", 120) + "… | name=v | also election.yaml:3",
	})
}

// Some systems write a letter and its mark as two characters. A glob means the
// file all the same; and what a whole source does not name is told once.
func TestNamesOfFilesAreComparedAsTheyAreRead(t *testing.T) {
	const config = `
sources:
  - files: "*й.csv"
    gives: [{table: commissions, fields: {id: "{n}", level: precinct}}]
`
	d := lay(t, config, map[string]string{"Чуи\u0306.csv": "n,new\n1,x\n", "Жайыл-район-чуй.csv": "n,new\n2,x\n"})
	same(t, "records", d.records(t, "commissions"), []string{"id=2 level=precinct", "id=1 level=precinct"})
	same(t, "findings", d.findings(), []string{"I103 | Жайыл-район-чуй.csv:B1 | column=new"})
}
