package checks

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// small is a country of two territories: the first has an ordinary precinct and one
// abroad, the second has two ordinary ones. A table named in a story replaces the
// one here; the lines of "checks" are code, formula and, after a bar, scope.
const small = `
-- election.yaml --
id: small
name: {ky: Шайлоо, ru: Выборы}
date: 2027-01-24
time_zone: Asia/Bishkek
levels:
  - {id: central, name: {ky: Б, ru: Ц}, plural: {ky: Б, ru: Ц}, signs: true}
  - {id: region, name: {ky: Р, ru: Р}, plural: {ky: Р, ru: Р}, signs: false}
  - {id: territorial, name: {ky: А, ru: Т}, plural: {ky: А, ru: Т}, signs: true}
  - {id: precinct, name: {ky: У, ru: У}, plural: {ky: У, ru: У}, signs: true}
forms:
  - id: precinct
    levels: [precinct]
    series: [manual, recount, summary]
    lines:
      - {code: listed, number: "1", name: {ky: Т, ru: С}, role: listed}
      - {code: took, number: "2", name: {ky: К, ru: У}, role: participated}
      - {code: station, number: "3", name: {ky: У, ru: У}, role: issued_station}
      - {code: outside, number: "4", name: {ky: Ж, ru: В}, role: issued_outside, kinds: [ordinary]}
      - {code: valid, number: "5", name: {ky: Ж, ru: Д}, role: valid}
      - {code: invalid, number: "6", name: {ky: Ж, ru: Н}, role: invalid}
  - id: scanner
    levels: [precinct]
    series: [device]
    lines:
      - {code: took}
      - {code: valid}
      - {code: invalid}
  - id: territorial
    levels: [territorial, central]
    lines:
      - {code: listed}
      - {code: took}
      - {code: valid}
      - {code: invalid}
contests:
  - {id: president, kind: candidates, name: {ky: П, ru: П}, forms: [precinct, scanner, territorial], share_bases: [participated]}
-- commissions.csv --
id,level,parent,number,name_ky,name_ru,kind,time_zone,not_before
cec,central,,,БШК,ЦИК,,,
north,region,cec,,Түндүк,Север,,,
t-1,territorial,north,,Бир,Один,,,
p-11,precinct,t-1,0011,,,ordinary,,
p-12,precinct,t-1,0012,,,abroad,,
t-2,territorial,north,,Эки,Два,,,
p-21,precinct,t-2,0021,,,ordinary,,
p-22,precinct,t-2,0022,,,ordinary,,
-- selections.csv --
contest,id,position,kind,name_ky,name_ru
president,a,1,candidate,А,А
president,b,2,candidate,Б,Б
-- protocols.csv --
commission,contest,part,series,version,kind,received,signed,listed,took,station,outside,valid,invalid,votes:a,votes:b
`

// columns is the header of the protocols of most stories.
const columns = "commission,contest,part,series,version,kind,received,signed,listed,took,station,outside,valid,invalid,votes:a,votes:b\n"

// tell examines an election as a story has it, as of a moment. The findings of
// intake must be those expected.
func tell(t testing.TB, story string, asOf time.Time, expected ...finding.Code) (*rollup.Country, *Report) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	files := make(map[string]string)
	for _, archive := range []string{small, story} {
		for _, f := range txtar.Parse([]byte(archive)).Files {
			files[f.Name] = string(f.Data)
		}
	}
	files["election.yaml"] += stated(files["checks"]) + files["rules"]
	delete(files, "checks")
	delete(files, "rules")
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []finding.Code
	for _, f := range d.Findings {
		got = append(got, f.Code)
	}
	if diff := cmp.Diff(expected, got); diff != "" || len(d.Elections) != 1 {
		t.Fatalf("intake: -want +got\n%s\n%v", diff, d.Findings)
	}
	scan(d.Elections[0], files)
	y := rollup.Roll(d.Elections[0], asOf)
	r, err := Examine(y, d.Of(y.Election))
	if err != nil {
		t.Fatal(err)
	}
	return y, r
}

// scan says of the documents whose file is there that it was read.
func scan(e *election.Election, files map[string]string) {
	for _, c := range e.Commissions {
		if c.Records == nil {
			continue
		}
		for i := range c.Records.Documents {
			d := &c.Records.Documents[i]
			if _, there := files[d.File]; there {
				d.Scan = new(election.Scan)
			}
		}
	}
}

// stated are checks as election.yaml has them.
func stated(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if line == "" {
			continue
		}
		if i == 0 {
			b.WriteString("checks:\n")
		}
		rule, scope, _ := strings.Cut(line, " | ")
		code, formula, _ := strings.Cut(rule, " ")
		severity := "error"
		if before, after, ok := strings.Cut(scope, "severity: "); ok {
			severity, scope = after, before
		}
		fmt.Fprintf(&b, "  - code: %s\n    name: {ky: А, ru: А}\n    why: {ky: С., ru: П.}\n    advice: {ky: К., ru: С.}\n    severity: %s\n    formula: %q\n", code, severity, formula)
		for _, key := range strings.Split(scope, "; ") {
			if key != "" {
				fmt.Fprintf(&b, "    %s\n", key)
			}
		}
	}
	return b.String()
}

// all is every judgement of an election, a line each.
func all(y *rollup.Country, r *Report) []string {
	var lines []string
	for _, c := range y.Election.Commissions {
		for _, j := range r.On(c) {
			lines = append(lines, line(&j))
		}
	}
	return lines
}

// line is a judgement in a line: the record, the check, how it came out, and the
// figures. A figure that is not on the form is a dash, one nobody knows a question.
func line(j *Judgement) string {
	words := []string{j.Protocol.Key(), j.Check.Code}
	if code := j.Item.Code(); code != "" {
		words = append(words, code)
	}
	words = append(words, string(j.Verdict))
	if j.Reason != "" {
		words = append(words, string(j.Reason))
	}
	var statements []string
	for _, s := range j.Statements {
		side := func(tokens []Token) string {
			var words []string
			for _, t := range tokens {
				words = append(words, shown(t))
			}
			return strings.Join(words, " ")
		}
		text := side(s.Left)
		if s.Sign != "" {
			text += " " + s.Sign + " " + side(s.Right)
		}
		statements = append(statements, text)
	}
	return strings.Join(words, " ") + ": " + strings.Join(statements, " && ")
}

func shown(t Token) string {
	switch {
	case t.Kind != Operand:
		return t.Text
	case t.Absent:
		return "-"
	case t.Value.State == wording.Unknown:
		return "?"
	case t.Value.State == wording.AtLeast:
		return strconv.FormatInt(t.Value.N, 10) + "+"
	}
	return strconv.FormatInt(t.Value.N, 10)
}

// reported are the findings of a report, a line each.
func reported(r *Report) []string {
	var lines []string
	for _, f := range r.Findings {
		words := []string{string(f.Code), f.Record, f.At.String()}
		for _, also := range f.Also {
			words = append(words, "& "+also.String())
		}
		for _, a := range f.Args {
			words = append(words, fmt.Sprint(a.Name, "=", a.Value))
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

// at is a time on the clock of the stories.
func at(day, hour int) time.Time {
	return time.Date(2027, time.January, day, hour, 0, 0, 0, time.FixedZone("", 6*60*60))
}

func TestStories(t *testing.T) {
	const p11 = "p-11,president,,manual,1,,,,100,50,45,5,48,2,30,18\n"
	for _, test := range []struct {
		name     string
		asOf     time.Time
		checks   string
		table    string // of protocols
		rest     string // of the folder
		intake   []finding.Code
		want     []string
		findings []string
	}{
		{
			name: "a check holds and fails with its arithmetic", checks: "E4 votes_total == valid\nE1 took == station + outside",
			table: p11 + "p-21,president,,manual,1,,,,100,51,45,5,48,2,30,17\n",
			want: []string{
				"p-11 president manual 1 E4 holds: 48 == 48", "p-11 president manual 1 E1 holds: 50 == 45 + 5",
				"p-21 president manual 1 E4 fails: 47 == 48", "p-21 president manual 1 E1 fails: 51 == 45 + 5",
			},
			findings: []string{
				"E4 p-21 president manual 1 protocols.csv:M3 formula=votes_total == valid arithmetic=47 ≠ 48",
				"E1 p-21 president manual 1 protocols.csv:J3 & protocols.csv:K3 & protocols.csv:L3 formula=took == station + outside arithmetic=51 ≠ 50 = 45 + 5",
			},
		},
		{
			name: "an illegible line fails nothing", checks: "E4 votes_total == valid\nE1 took == station + outside",
			table: "p-11,president,,manual,1,,,,100,50,45,,,2,30,18\n",
			want: []string{
				"p-11 president manual 1 E4 not_checkable unread: 48 == ?", "p-11 president manual 1 E1 not_checkable unread: 50 == 45 + ?",
			},
		},
		{
			name: "not even where another comparison does not come out", checks: "E1 took == station && valid <= invalid",
			table: "p-11,president,,manual,1,,,,100,50,45,5,48,,30,18\n",
			want:  []string{"p-11 president manual 1 E1 not_checkable unread: 50 == 45 && 48 <= ?"},
		},
		{
			name: "votes of which one is illegible have no sum, no most and no least", checks: "A1 votes_total == valid\nA2 votes_most > 0\nA3 votes_least > 0",
			table: "p-11,president,,manual,1,,,,100,50,45,5,48,2,30,\n",
			want: []string{
				"p-11 president manual 1 A1 not_checkable unread: ? == 48", "p-11 president manual 1 A2 not_checkable unread: ? > 0",
				"p-11 president manual 1 A3 not_checkable unread: ? > 0",
			},
		},
		{
			name: "a check is not made where the form lacks a line", checks: "E7 outside <= took",
			table: p11 + "p-12,president,,manual,1,,,,100,50,50,,48,2,30,18\n",
			want:  []string{"p-11 president manual 1 E7 holds: 5 <= 50"},
		},
		{
			name: "unless the formula lets it be absent", checks: "E1 took == station + if_printed(outside)",
			table: p11 + "p-12,president,,manual,1,,,,100,50,50,,48,2,30,18\n",
			want: []string{
				"p-11 president manual 1 E1 holds: 50 == 45 + 5", "p-12 president manual 1 E1 holds: 50 == 50 + -",
			},
		},
		{
			name: "what may be absent and is printed must be known", checks: "E1 took == station + if_printed(outside)",
			table: "p-11,president,,manual,1,,,,100,50,45,,48,2,30,18\n",
			want:  []string{"p-11 president manual 1 E1 not_checkable unread: 50 == 45 + ?"},
		},
		{
			name: "without a scanner there is nothing to compare", checks: "W1 took == device.took && invalid - device.invalid == device.votes_total - votes_total",
			table: p11 + "p-21,president,,manual,1,,,,100,50,45,5,48,2,30,18\np-21,president,,device,1,,,,,50,,,46,4,29,17\n" +
				"p-22,president,,manual,1,,,,100,50,45,5,48,2,30,18\np-22,president,,device,1,,,,,50,,,46,3,29,17\n",
			want: []string{
				"p-21 president manual 1 W1 holds: 50 == 50 && 2 - 4 == 46 - 48", "p-22 president manual 1 W1 fails: 50 == 50 && 2 - 3 == 46 - 48",
			},
			findings: []string{
				"W1 p-22 president manual 1 protocols.csv:J5 & protocols.csv:J6 & protocols.csv:N5 & protocols.csv:N6 " +
					"formula=took == device.took && invalid - device.invalid == device.votes_total - votes_total arithmetic=2 − 3 = −1 ≠ −2 = 46 − 48",
			},
		},
		{
			name: "a line that the scanner does not report is no reason to fail", checks: "W1 listed == device.listed\nW2 listed == if_printed(device.listed) + 100",
			table: p11 + "p-11,president,,device,1,,,,,50,,,46,4,29,17\n",
			want:  []string{"p-11 president manual 1 W2 holds: 100 == - + 100"},
		},
		{
			name: "a protocol is compared with what the summary table repeats of it", checks: "S1 it == summary.it | each: true; levels: [precinct]; kinds: [abroad]\nS2 votes_total == summary.votes_total && took == summary.took | kinds: [ordinary]",
			table: "p-12,president,,manual,1,,,,100,50,50,,48,2,30,18\np-12,president,,summary,1,,,,100,50,50,,48,,18,30\n" +
				p11 + "p-21,president,,manual,1,,,,100,50,45,5,48,2,30,18\np-21,president,,summary,1,,,,100,51,45,5,48,2,30,18\n",
			want: []string{
				"p-12 president manual 1 S1 listed holds: 100 == 100", "p-12 president manual 1 S1 took holds: 50 == 50",
				"p-12 president manual 1 S1 station holds: 50 == 50", "p-12 president manual 1 S1 valid holds: 48 == 48",
				"p-12 president manual 1 S1 invalid not_checkable unread: 2 == ?", "p-12 president manual 1 S1 votes:a fails: 30 == 18",
				"p-12 president manual 1 S1 votes:b fails: 18 == 30", "p-21 president manual 1 S2 fails: 48 == 48 && 50 == 51",
			},
			findings: []string{
				"S1 p-12 president manual 1 protocols.csv:O2 & protocols.csv:O3 formula=votes:a == summary.votes:a arithmetic=30 ≠ 18",
				"S1 p-12 president manual 1 protocols.csv:P2 & protocols.csv:P3 formula=votes:b == summary.votes:b arithmetic=18 ≠ 30",
				"S2 p-21 president manual 1 protocols.csv:J5 & protocols.csv:J6 formula=votes_total == summary.votes_total && took == summary.took arithmetic=50 ≠ 51",
			},
		},
		{
			name: "a line that the summary table does not have is not compared", checks: "S1 it == summary.it | each: true; levels: [territorial]\nS2 listed == summary.listed + if_printed(summary.station)",
			table: "t-1,president,,manual,1,,,,100,50,,,48,2,30,18\nt-1,president,,summary,1,,,,100,50,,,48,2,30,18\n",
			want: []string{
				"t-1 president manual 1 S1 listed holds: 100 == 100", "t-1 president manual 1 S1 took holds: 50 == 50",
				"t-1 president manual 1 S1 valid holds: 48 == 48", "t-1 president manual 1 S1 invalid holds: 2 == 2",
				"t-1 president manual 1 S1 votes:a holds: 30 == 30", "t-1 president manual 1 S1 votes:b holds: 18 == 18",
				"t-1 president manual 1 S2 holds: 100 == 100 + -",
			},
		},
		{
			name: "the version of the summary table in force is compared", checks: "S1 took == summary.took", intake: []finding.Code{finding.VersionReason},
			table: p11 + "p-11,president,,summary,1,,,,100,51,45,5,48,2,30,18\np-11,president,,summary,2,,,,100,50,45,5,48,2,30,18\n",
			want:  []string{"p-11 president manual 1 S1 holds: 50 == 50"},
		},
		{
			name: "a recount is compared with the hand count", checks: "W8 invalid == manual.invalid | series: [recount]",
			table: p11 + "p-11,president,,recount,1,,,,100,50,45,5,49,1,31,18\np-21,president,,recount,1,,,,100,50,45,5,49,1,31,18\n",
			want:  []string{"p-11 president recount 1 W8 fails: 1 == 2"},
			findings: []string{
				"W8 p-11 president recount 1 protocols.csv:N3 & protocols.csv:N2 formula=invalid == manual.invalid arithmetic=1 ≠ 2",
			},
		},
		{
			name: "a recount that came after the summary table is not held against it", checks: "S1 it == summary.it | each: true\nS2 took == summary.took",
			table: p11 + "p-11,president,,recount,1,,,2027-01-28T10:00,100,50,45,5,49,1,31,18\np-11,president,,summary,1,,,2027-01-25T10:00,100,50,45,5,48,2,30,18\n",
			want: []string{
				"p-11 president recount 1 S1 not_checkable replaced: ", "p-11 president recount 1 S2 not_checkable replaced: 50 == 50",
			},
		},
		{
			name: "nor is what is in force because a later version was refused", checks: "S2 took == summary.took", intake: []finding.Code{finding.VersionReason, finding.VersionReason},
			table: p11 + "p-11,president,,manual,2,,,,100,51,46,5,48,2,30,18\np-11,president,,summary,1,,,2027-01-25T10:00,100,51,46,5,48,2,30,18\n" +
				"p-21,president,,manual,1,,,,100,50,45,5,48,2,30,18\np-21,president,,manual,2,,,,100,51,46,5,48,2,30,18\np-21,president,,summary,1,,,2027-01-29T10:00,100,50,45,5,48,2,30,18\n",
			rest: "-- decisions.csv --\nid,date,by,effect,scope,target,contest,title_ky,title_ru\nd-1,2027-01-26,БШК,refuse,version,p-11/manual/2,president,Ч,Р\n" +
				"d-2,2027-01-26,БШК,refuse,version,p-21/manual/2,president,Ч,Р\n",
			want: []string{
				"p-11 president manual 1 S2 not_checkable replaced: 50 == 51", "p-21 president manual 1 S2 holds: 50 == 50",
			},
		},
		{
			name: "the recount is checked instead of the hand count", checks: "E4 votes_total == valid",
			table: p11 + "p-11,president,,recount,1,,,,100,50,45,5,47,2,30,18\n",
			want:  []string{"p-11 president recount 1 E4 fails: 48 == 47"},
			findings: []string{
				"E4 p-11 president recount 1 protocols.csv:M3 formula=votes_total == valid arithmetic=48 ≠ 47",
			},
		},
		{
			name: "a check of some series is made for each of them", checks: "E4 votes_total == valid | series: [manual, device]\nE3 valid + invalid == took",
			table: p11 + "p-11,president,,device,1,,,,,50,,,48,2,30,18\np-11,president,,recount,1,,,,100,50,45,5,48,2,30,18\n",
			want: []string{
				"p-11 president manual 1 E4 holds: 48 == 48", "p-11 president recount 1 E3 holds: 48 + 2 == 50", "p-11 president device 1 E4 holds: 48 == 48",
			},
		},
		{
			name: "only the version in force is checked", checks: "E4 votes_total == valid", intake: []finding.Code{finding.VersionReason},
			table: "p-11,president,,manual,1,,,,100,50,45,5,40,2,30,18\np-11,president,,manual,2,original,,,100,50,45,5,48,2,30,18\n",
			want:  []string{"p-11 president manual 2 E4 holds: 48 == 48"},
		},
		{
			name: "levels and kinds keep a check to where it belongs", checks: "E5 took <= listed | levels: [precinct]; kinds: [abroad]\nE6 took <= listed | levels: [territorial]",
			table: p11 + "p-12,president,,manual,1,,,,100,50,50,,48,2,30,18\nt-1,president,,manual,1,,,,200,100,,,96,4,60,36\n",
			want:  []string{"t-1 president manual 1 E6 holds: 100 <= 200", "p-12 president manual 1 E5 holds: 50 <= 100"},
		},
		{
			name: "the participation list is compared where there is one", checks: "E8 took == participation.count | levels: [precinct]",
			table: p11 + "p-21,president,,manual,1,,,,100,50,45,5,48,2,30,18\np-22,president,,manual,1,,,,100,50,45,5,48,2,30,18\n",
			rest:  "-- participation.csv --\ncommission,contest,group,count,at\np-11,,,49,\np-11,president,,50,\np-21,,,51,\np-22,,women,50,\n",
			want: []string{
				"p-11 president manual 1 E8 holds: 50 == 50", "p-21 president manual 1 E8 fails: 50 == 51", "p-22 president manual 1 E8 not_checkable unread: 50 == ?",
			},
			findings: []string{"E8 p-21 president manual 1 protocols.csv:J3 & participation.csv:D4 formula=took == participation.count arithmetic=50 ≠ 51"},
		},
		{
			name: "a list counted later is not known yet", checks: "E8 took == participation.count | levels: [precinct]", asOf: at(25, 0),
			table: p11, rest: "-- participation.csv --\ncommission,contest,group,count,at\np-11,,,50,2027-01-25T01:00\n",
			want: []string{"p-11 president manual 1 E8 not_checkable unread: 50 == ?"},
		},
		{
			name: "voided figures stay visible and are checked", checks: "E4 votes_total == valid | levels: [precinct]",
			table: "p-11,president,,manual,1,,,,100,50,45,5,47,2,30,18\n",
			rest:  "-- decisions.csv --\nid,date,by,effect,scope,target,contest,title_ky,title_ru\nd-1,2027-01-26,БШК,void,commission,p-11,,Ч,Р\n",
			want:  []string{"p-11 president manual 1 E4 fails: 48 == 47"},
			findings: []string{
				"E4 p-11 president manual 1 protocols.csv:M2 formula=votes_total == valid arithmetic=48 ≠ 47",
			},
		},
		{
			name: "nothing under an embargo is judged", checks: "E4 votes_total == valid", asOf: at(24, 21),
			table: "p-11,president,,manual,1,,,,100,50,45,5,47,2,30,18\np-21,president,,manual,1,,,,100,50,45,5,48,2,30,18\n",
			rest:  strings.Replace("-- commissions.csv --"+strings.SplitN(strings.SplitN(small, "-- commissions.csv --", 2)[1], "-- ", 2)[0], "p-11,precinct,t-1,0011,,,ordinary,,", "p-11,precinct,t-1,0011,,,ordinary,,2027-01-24T23:00", 1),
			want:  []string{"p-21 president manual 1 E4 holds: 48 == 48"},
		},
		{
			name: "a formula that is no comparison is shown whole", checks: "W4 votes_total == 0 || votes_most < votes_total\nW5 !(took in [valid, invalid])",
			table: "p-11,president,,manual,1,,,,100,50,45,5,48,2,48,0\n",
			want: []string{
				"p-11 president manual 1 W4 fails: 48 == 0 || 48 < 48", "p-11 president manual 1 W5 holds: ! ( 50 in [ 48 , 2 ] )",
			},
			findings: []string{"W4 p-11 president manual 1 protocols.csv:O2 formula=votes_total == 0 || votes_most < votes_total arithmetic=48 = 0 || 48 < 48"},
		},
		{
			name: "a tolerance lets sides lie apart", checks: "E4 votes_total == valid | tolerance: 1\nE5 took <= station | tolerance: 4\nE6 took <= station | tolerance: 5",
			table: "p-11,president,,manual,1,,,,100,50,45,5,47,2,30,18\n",
			want: []string{
				"p-11 president manual 1 E4 holds: 48 == 47", "p-11 president manual 1 E5 fails: 50 <= 45", "p-11 president manual 1 E6 holds: 50 <= 45",
			},
			findings: []string{"E5 p-11 president manual 1 protocols.csv:J2 & protocols.csv:K2 formula=took <= station arithmetic=50 > 45"},
		},
		{
			name: "a check made for each names the line that fails", checks: "A1 it <= 47 + 3 | each: true; levels: [precinct]",
			table: "p-12,president,,manual,1,,,,100,50,50,,,2,30,51\n",
			want: []string{
				"p-12 president manual 1 A1 listed fails: 100 <= 47 + 3", "p-12 president manual 1 A1 took holds: 50 <= 47 + 3",
				"p-12 president manual 1 A1 station holds: 50 <= 47 + 3", "p-12 president manual 1 A1 valid not_checkable unread: ? <= 47 + 3",
				"p-12 president manual 1 A1 invalid holds: 2 <= 47 + 3", "p-12 president manual 1 A1 votes:a holds: 30 <= 47 + 3",
				"p-12 president manual 1 A1 votes:b fails: 51 <= 47 + 3",
			},
			findings: []string{
				"A1 p-12 president manual 1 protocols.csv:I2 formula=listed <= 47 + 3 arithmetic=100 > 50 = 47 + 3",
				"A1 p-12 president manual 1 protocols.csv:P2 formula=votes:b <= 47 + 3 arithmetic=51 > 50 = 47 + 3",
				"P402 p-12 president manual 1 protocols.csv:J2 record=p-12 president manual 1 votes=81 base=50",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			y, r := tell(t, "-- checks --\n"+test.checks+"\n-- protocols.csv --\n"+columns+test.table+test.rest, test.asOf, test.intake...)
			if diff := cmp.Diff(test.want, all(y, r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.findings, reported(r)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			agree(t, y, r)
		})
	}
}

// agree compares what a report counts and lists with what it says of each
// commission by itself.
func agree(t *testing.T, y *rollup.Country, r *Report) {
	t.Helper()
	for _, top := range y.Election.Commissions {
		want, failing, open := make(map[*election.Check]Count), 0, 0
		for _, c := range y.Election.Commissions {
			if !c.Beneath(top) {
				continue
			}
			judged := r.On(c)
			short := make([]string, 0, len(judged))
			r.Verdicts(c, func(p *election.Protocol, check *election.Check, came Verdict) {
				short = append(short, p.Key()+" "+check.Code+" "+string(came))
			})
			if len(short) != len(judged) {
				t.Errorf("%s: %d verdicts of %d", c.ID, len(short), len(judged))
			}
			for i, j := range judged {
				if told := j.Protocol.Key() + " " + j.Check.Code + " " + string(j.Verdict); i < len(short) && short[i] != told {
					t.Errorf("%s: %s in short, %s with its arithmetic", c.ID, short[i], told)
				}
				n := want[j.Check]
				n.note(j.Verdict)
				want[j.Check] = n
				switch j.Verdict {
				case Fails:
					failing++
				case NotCheckable:
					open++
				}
			}
		}
		for _, check := range y.Election.Checks {
			if got := r.Beneath(top, check); got != want[check] {
				t.Errorf("%s beneath %s: got %v, want %v", check.Code, top.ID, got, want[check])
			}
		}
		if got := len(r.List(Failing, top)) + len(r.List(Noted, top)); got != failing {
			t.Errorf("%d fail beneath %s, listed are %d", failing, top.ID, got)
		}
		if got := len(r.List(Open, top)); got != open {
			t.Errorf("%d are open beneath %s, listed are %d", open, top.ID, got)
		}
	}
}
