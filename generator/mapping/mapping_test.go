package mapping

import "testing"

// Each story is a source, the files it reads, and what comes of them.
var stories = []struct {
	sentence string
	config   string
	files    map[string]string
	table    string // protocols, unless it says otherwise
	want     []string
	findings []string
}{
	{
		sentence: "a row gives a record in canonical columns",
		config: `
sources:
  - files: out.csv
    gives:
      - table: protocols
        fields: {commission: "p-{precinct}", contest: president, series: manual, version: "1"}
        lines: {listed: Voters}
        votes: {a: "A. Asanov"}
`,
		files: map[string]string{"out.csv": "precinct,Voters,A. Asanov\n7,120,45\n8,90,30\n"},
		want: []string{
			"commission=p-7 contest=president series=manual version=1 listed=120 votes:a=45",
			"commission=p-8 contest=president series=manual version=1 listed=90 votes:a=30",
		},
	},
	{
		sentence: "a row gives several records, and the same one again only once",
		config: `
sources:
  - files: [out.csv]
    gives:
      - {table: commissions, repeated: true, fields: {id: "r-{code}", level: region, name_ru: "{region}"}}
      - {table: commissions, fields: {id: "p-{n}", level: precinct, parent: "r-{code}"}}
`,
		files: map[string]string{"out.csv": "code,region,n\n1,North,10\n1,North,11\n2,South,12\n1,North,13\n2,south,14\n"},
		table: "commissions",
		want: []string{
			"id=r-1 level=region name_ru=North", "id=r-2 level=region name_ru=South", "id=r-2 level=region name_ru=south",
			"id=p-10 level=precinct parent=r-1", "id=p-11 level=precinct parent=r-1", "id=p-12 level=precinct parent=r-2",
			"id=p-13 level=precinct parent=r-1", "id=p-14 level=precinct parent=r-2",
		},
	},
	{
		sentence: "a template whose column is empty is empty",
		config: `
sources:
  - files: out.csv
    gives: [{table: commissions, fields: {id: "{n}", parent: "r-{region}", name_ru: "{city}, {street}"}}]
`,
		files: map[string]string{"out.csv": "n,region,city,street\n1,,Osh,Lenin\n2,3,Osh,\n"},
		table: "commissions",
		want:  []string{"id=1 name_ru=Osh, Lenin", "id=2 parent=r-3"},
	},
	{
		sentence: "columns and single cells are named by letter",
		config: `
sources:
  - files: out.csv
    header: 3
    first: 5
    ignore: "*"
    gives: [{table: protocols, fields: {commission: "{:B1}-{:A}"}, lines: {listed: ":C"}}]
`,
		files: map[string]string{"out.csv": "Region,N\n\nno,name,\n1,2,3\n7,Seven,120\n"},
		want:  []string{"commission=N-7 listed=120"},
	},
	{
		sentence: "a file without a header has letters alone",
		config: `
sources:
  - files: out.csv
    header: 0
    gives: [{table: protocols, fields: {commission: "{:A}"}, lines: {listed: ":B"}}]
`,
		files:    map[string]string{"out.csv": "7,120,x\n8,90,y\n"},
		want:     []string{"commission=7 listed=120", "commission=8 listed=90"},
		findings: []string{"I103 | out.csv:C1 | column=:C"},
	},
	{
		sentence: "a header of two rows is merged across and down",
		config: `
sources:
  - files: out.csv
    header: [2, 3]
    gives:
      - table: protocols
        fields: {commission: "{No}"}
        lines: {in: "Ballots / in the box", out: "Ballots / away"}
        votes: {a: "Votes for / A", b: "votes for / b"}
`,
		files: map[string]string{"out.csv": "A table\nNo,Ballots,,Votes for,\n,in the box,away,A,B\n7,1,2,3,4\n"},
		want:  []string{"commission=7 in=1 out=2 votes:a=3 votes:b=4"},
	},
	{
		sentence: "rows and columns may have changed places",
		config: `
sources:
  - files: out.csv
    layout: columns
    header: B
    first: C
    ignore: ":1"
    gives:
      - {table: protocols, fields: {commission: "p-{Precinct}", decision: "{:B1}"}, lines: {listed: ":3"}, votes: {a: Asanov}}
`,
		files: map[string]string{"out.csv": ",Summary,,\n1,Precinct,7,8\n2,Voters,120,90\n3,Asanov,45,30\n"},
		want: []string{
			"commission=p-7 decision=Summary listed=120 votes:a=45", "commission=p-8 decision=Summary listed=90 votes:a=30",
		},
	},
	{
		sentence: "one file a precinct: its name and folder say which",
		config: `
sources:
  - files: ["in/*/*.csv"]
    gives: [{table: protocols, fields: {commission: "{folder}-{file}"}, lines: {listed: v}}]
`,
		files: map[string]string{"in/north/7.csv": "v\n120\n", "in/south/8.v2.csv": "v\n90\n", "in/notes.txt": "hello"},
		want:  []string{"commission=north-7 listed=120", "commission=south-8.v2 listed=90"},
	},
	{
		sentence: "a header of the very name wins over a word, and a derived value over a header",
		config: `
sources:
  - files: out.csv
    values: {n: {from: "{n}", pad: 4}}
    gives: [{table: protocols, fields: {commission: "{file}-{n}"}}]
`,
		files: map[string]string{"out.csv": "file,n\nF,7\n"},
		want:  []string{"commission=F-0007"},
	},
	{
		sentence: "a value is matched, looked up, lowered and padded",
		config: `
sources:
  - files: out.csv
    values:
      tik: {from: "{tik}", match: '^(\d+) '}
      both: {from: "{tik}-{code}", lower: true}
      region: {from: "{region}", table: {"Нарын облусу": naryn, "Ош шаары": osh-city}}
    gives: [{table: commissions, fields: {id: "{both}", number: "{tik}", parent: "{region}"}}]
`,
		files: map[string]string{"out.csv": "region,tik,code\nНАРЫН  облусу,12 Ат-Башы,ATB\nОш шаары,3 Ош,\nOш шаары,4 Ош,X\n,,\n"},
		table: "commissions",
		want:  []string{"id=12-atb parent=naryn number=12", "parent=osh-city number=3", "id=4-x parent=osh-city number=4"},
	},
	{
		sentence: "a value that is not listed or does not match withholds its row alone",
		config: `
sources:
  - files: out.csv
    values:
      tik: {from: "{tik}", match: '^(\d+) '}
      region: {from: "{region}", table: {North: n}}
    gives:
      - {table: commissions, fields: {id: "{region}-{tik}"}}
      - {table: protocols, fields: {commission: "{n}", contest: president}, lines: {listed: n}}
`,
		files: map[string]string{"out.csv": "region,tik,n\nNorth,1 a,5\nSouth,2 b,6\nNorth,c,7\n"},
		table: "commissions",
		want:  []string{"id=n-1"},
		findings: []string{
			"I115 | out.csv:A3 | value=South | name=region | also election.yaml:6",
			"I115 | out.csv:B4 | value=c | name=tik | match=^(\\d+)  | also election.yaml:5",
		},
	},
	{
		sentence: "merged cells are filled down, and not from a row of totals",
		config: `
sources:
  - files: out.csv
    fill: [Region]
    totals: [{where: {Region: "Total*"}, of: nothing}]
    gives: [{table: protocols, fields: {commission: "{Region}-{n}"}, lines: {listed: v}}]
`,
		files: map[string]string{"out.csv": "Region,n,v\nNorth,1,10\n,2,20\nTotal North,,30\nSouth,3,5\n,4,6\n"},
		want:  []string{"commission=North-1 listed=10", "commission=North-2 listed=20", "commission=South-3 listed=5", "commission=South-4 listed=6"},
	},
	{
		sentence: "texts that mean nothing are empty",
		config: `
sources:
  - files: out.csv
    blank: [" - ", "n/a"]
    gives: [{table: protocols, fields: {commission: "p-{n}", decision: "{d}"}, lines: {listed: v}}]
`,
		files: map[string]string{"out.csv": "n,d,v\n1,n/a, - \n-,x,3\n"},
		want:  []string{"commission=p-1", "decision=x listed=3"},
	},
	{
		sentence: "thousands are groups of three, with one kind of separator",
		config: `
sources:
  - files: out.csv
    thousands: space
    delimiter: ";"
    gives: [{table: protocols, fields: {commission: "{n}"}, lines: {listed: v}}]
`,
		files: map[string]string{"out.csv": "n;v\n1;1 234\n2;12\u00a0345\u202f678\n3;12 34\n4;1,234\n5; 7 \n6;1234 567\n7;-1 234\n1 000;0\n"},
		want: []string{
			"commission=1 listed=1234", "commission=2 listed=12345678", "commission=3 listed=12 34", "commission=4 listed=1,234",
			"commission=5 listed=7", "commission=6 listed=1234 567", "commission=7 listed=-1 234", "commission=1 000 listed=0",
		},
	},
	{
		sentence: "counts of voters are grouped too, and nothing else is",
		config: `
sources:
  - files: out.csv
    thousands: dot
    gives: [{table: turnout, fields: {commission: "{n}", at: "{at}", voters: "{v}", origin: report}}]
`,
		files: map[string]string{"out.csv": "n,at,v\n1.000,10.000,1.234\n"},
		table: "turnout",
		want:  []string{"commission=1.000 at=10.000 voters=1234 origin=report"},
	},
	{
		sentence: "a number has no groups: its point is that of a decimal",
		config: `
sources:
  - files: out.json
    thousands: dot
    fill: [w]
    totals: [{where: {n: all}, of: all}]
    gives: [{table: protocols, fields: {commission: "{n}"}, lines: {listed: v, issued: w}}]
`,
		files: map[string]string{"out.json": `[{"n": 1, "v": 1.234, "w": 5.678}, {"n": 2, "v": "1.234"}, {"n": 3, "v": 1234, "w": "5.678"}, {"n": 4}, {"n": "all", "v": 2.468, "w": 11356}]`},
		want: []string{
			"commission=1 issued=5.678 listed=1.234", "commission=2 issued=5.678 listed=1234", "commission=3 issued=5678 listed=1234", "commission=4 issued=5678",
		},
		findings: []string{"I113 | out.json:v5 | column=v | printed=2.468 | sum=2468"},
	},
	{
		sentence: "only rows that count are read",
		config: `
sources:
  - files: out.csv
    only: {kind: [a*z, ""], sub: "0"}
    gives: [{table: protocols, fields: {commission: "{n}"}}]
`,
		files: map[string]string{"out.csv": "n,kind,sub\n1,abcz,0\n2,az,1\n3,a,0\n4,,0\n5,azb,0\n6,az,0\n"},
		want:  []string{"commission=1", "commission=4", "commission=6"},
	},
	{
		sentence: "a row of a wide table without a single count has not come yet, and is none of zeros",
		config: `
sources:
  - files: out.csv
    blank: ["n/a"]
    gives:
      - {table: protocols, fields: {commission: "p-{n}"}, lines: {listed: v}, votes: {a: A}, absent: zero}
`,
		files: map[string]string{"out.csv": "n,v,A\n1,,\n2,n/a,\n3,n/a,0\n4,x,\n"},
		want:  []string{"commission=p-1", "commission=p-2", "commission=p-3 listed=0 votes:a=0", "commission=p-4 listed=x votes:a=0"},
	},
	{
		sentence: "what rows must have is compared as headers are, and what no row has is told",
		config: `
sources:
  - files: "*.csv"
    only:
      Ряд: ["р", "У*", "ф"]
      n: ["*", "9*", "", "-"]
    gives: [{table: protocols, fields: {commission: "{n}"}}]
`,
		files: map[string]string{"a.csv": "n,Ряд\n1,Р\n2,P\n3,Ф\n", "b.csv": "n,Ряд\n4, у  х\n5,Я\n"},
		want:  []string{"commission=1", "commission=2", "commission=3", "commission=4"},
		findings: []string{
			"I020 | election.yaml:6 | column=n | value=9* | problem=no_such_text", "I020 | election.yaml:6 | column=n | problem=none_empty",
			"I020 | election.yaml:6 | column=n | value=- | problem=no_such_text",
		},
	},
	{
		sentence: "sums are found as headers are, and sums that are nowhere are told",
		config: `
sources:
  - files: out.csv
    totals:
      - where: {n: "ИТОГО *"}
        of: section
      - where: {n: итого}
      - where: {n: ["Всего*", "Сумма"]}
      - where: {n: "Итого *", v: "9"}
    gives: [{table: protocols, fields: {commission: "{n}"}, lines: {listed: v}}]
`,
		files: map[string]string{"out.csv": "n,v\n1,10\nИтого Ош,11\nИТОГО,10\n"},
		want:  []string{"commission=1 listed=10"},
		findings: []string{
			"I020 | election.yaml:8 | column=n | value=Всего*, Сумма | problem=no_such_text",
			"I020 | election.yaml:9 | column=v | value=9 | problem=no_such_text",
			"I113 | out.csv:B3 | column=v | printed=11 | sum=10",
		},
	},
	{
		sentence: "sums that look alike are told apart by how they are written",
		config: `
sources:
  - files: out.csv
    totals:
      - {where: {n: Total}, of: section}
      - {where: {n: TOTAL}, of: all}
    gives: [{table: protocols, fields: {commission: "{n}"}, lines: {listed: v}}]
`,
		files: map[string]string{"out.csv": "n,v\n1,10\nTotal,10\n2,5\ntotal,5\nTOTAL,15\n"},
		want:  []string{"commission=1 listed=10", "commission=2 listed=5"},
	},
	{
		sentence: "before the first row came nobody knows what is not met",
		config: `
sources:
  - files: out.csv
    only: {n: x}
    gives: [{table: protocols, fields: {commission: "{n}"}}]
`,
		files: map[string]string{"out.csv": "n\n"},
	},
	{
		sentence: "nor where a file cannot be read",
		config: `
sources:
  - files: "*.csv"
    only: {n: x}
    gives: [{table: protocols, fields: {commission: "{n}"}}]
`,
		files:    map[string]string{"a.csv": "n\n1\n", "b.csv": ""},
		findings: []string{"I015 | b.csv | problem=empty"},
	},
	{
		sentence: "an empty cell of a wide table is zero where the source says so",
		config: `
sources:
  - files: out.csv
    gives: [{table: protocols, fields: {commission: "{n}", decision: "{d}"}, lines: {listed: v}, votes: {a: A}, absent: zero}]
`,
		files: map[string]string{"out.csv": "n,d,v,A\n1,,,3\n2,,5\n"},
		want:  []string{"commission=1 listed=0 votes:a=3", "commission=2 listed=5 votes:a=0"},
	},
	{
		sentence: "in a long table each row has one count, sent to its line",
		config: `
sources:
  - files: out.csv
    gives:
      - table: protocols
        fields: {commission: "{n}"}
        item: "{party}"
        value: votes
        items: {"99": "votes:none", "101": boxes, "total": ""}
        else: "votes:p-{party}"
`,
		files: map[string]string{"out.csv": "n,party,votes\n1,2,30\n1,99,4\n1,101,34\n1,Total,34\n"},
		want:  []string{"commission=1 item=votes:p-2 value=30", "commission=1 item=votes:none value=4", "commission=1 item=boxes value=34"},
	},
	{
		sentence: "a key that nothing lists is withheld",
		config: `
sources:
  - files: out.csv
    gives:
      - {table: protocols, fields: {commission: "p-{n}", contest: k}, item: "{party}", value: votes, items: {"1": "votes:a"}}
`,
		files:    map[string]string{"out.csv": "n,party,votes\n1,1,30\n1,2,4\n1,,5\n"},
		want:     []string{"commission=p-1 contest=k item=votes:a value=30"},
		findings: []string{"I212 | out.csv:B3 | item=2 | record p-1 k", "I212 | out.csv:B4 | record p-1 k"},
	},
	{
		sentence: "an item may name its line itself",
		config: `
sources:
  - files: out.csv
    gives: [{table: protocols, fields: {commission: "{n}"}, item: "votes:{party}", value: votes, absent: zero}]
`,
		files: map[string]string{"out.csv": "n,party,votes\n1,a,30\n1,b,\n"},
		want:  []string{"commission=1 item=votes:a value=30", "commission=1 item=votes:b value=0"},
	},
	{
		sentence: "what looks like the header is the header",
		config: `
sources:
  - files: out.csv
    gives: [{table: protocols, fields: {commission: "{№  уик}"}, lines: {listed: "Число «избирателей» - всего"}, votes: {a: "Өмүрбек"}}]
`,
		files: map[string]string{"out.csv": "№ УИК,Чиcло “избирателей” – всего,Ѳмүрбек\n7,120,45\n"},
		want:  []string{"commission=7 listed=120 votes:a=45"},
	},
	{
		sentence: "a file in windows-1251 with semicolons, or with tabs",
		config: `
sources:
  - {files: a.csv, encoding: windows-1251, delimiter: ";", gives: [{table: protocols, fields: {commission: "{Номер}"}}]}
  - {files: b.csv, delimiter: tab, gives: [{table: protocols, fields: {commission: "{Номер}"}}]}
`,
		files:    map[string]string{"a.csv": "\xcd\xee\xec\xe5\xf0\n7\n", "b.csv": "Номер\tx\n8\t\n"},
		want:     []string{"commission=7", "commission=8"},
		findings: []string{"I103 | b.csv:B1 | column=x"},
	},
}

func TestStories(t *testing.T) {
	for _, story := range stories {
		t.Run(story.sentence, func(t *testing.T) {
			d := lay(t, story.config, story.files)
			table := story.table
			if table == "" {
				table = protocols
			}
			same(t, "records", d.records(t, table), story.want)
			same(t, "findings", d.findings(), story.findings)
		})
	}
}
