package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorded reads a small election with some tables beside its protocols.
func recorded(t *testing.T, tables map[string]string) *Data {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	text := func(name string) string { return fmt.Sprintf("{ky: %s, ru: %s}", name, name) }
	files := map[string]string{
		"election.yaml": `id: small
name: ` + text("a") + `
date: 2027-01-24
time_zone: Asia/Bishkek
levels:
  - {id: central, name: ` + text("c") + `, plural: ` + text("c") + `, signs: true}
  - {id: precinct, name: ` + text("p") + `, plural: ` + text("p") + `, signs: true}
forms:
  - {id: f, levels: [central, precinct], lines: [{code: took_part, number: "1", name: ` + text("t") + `, role: participated}]}
contests:
  - {id: head, kind: candidates, name: ` + text("h") + `, forms: [f], share_bases: [participated]}
`,
		"commissions.csv": "id,level,parent,name_ky,name_ru\nc,central,,c,c\np-1,precinct,c,p,p\np-2,precinct,c,p,p\n",
		"selections.csv":  "contest,id,position,kind,name_ky,name_ru\nhead,oak,1,candidate,o,o\n",
		"protocols.csv":   "commission,contest,series,version,took_part,votes:oak\n",
		"decisions.csv":   "id,date,effect,scope\nd-1,2027-01-25,determine,election\n",
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, all := range []map[string]string{files, tables} {
		for name, text := range all {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	data, err := Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(data.Elections) != 1 {
		t.Fatalf("no election: %+v", data.Findings)
	}
	return data
}

func found(data *Data) []string {
	var all []string
	for _, f := range data.Findings {
		all = append(all, fmt.Sprintf("%s %s %s", f.Code, f.At, f.Record))
	}
	return all
}

func TestRecordsThatCannotBeTakenAreFindings(t *testing.T) {
	tests := []struct {
		name, table string
		rows, want  []string
	}{
		{"participation of nobody known", "participation.csv", []string{
			"commission,contest,group,count,at", "p-9,head,,10,", "p-1,foot,,10,", ",head,,10,", "p-1,head,,ten,", "p-1,head,,,soon", "p-2,head,,5,",
		}, []string{
			"I201 participation.csv:A2 p-9 head", "I202 participation.csv:B3 p-1 foot", "I107 participation.csv:A4 head",
			"I101 participation.csv:D5 p-1 head", "I205 participation.csv:6 p-1 head", "I109 participation.csv:E6 p-1 head",
		}},
		{"turnout without hour or origin", "turnout.csv", []string{
			"commission,contest,at,voters,origin", "p-1,head,2027-01-24T10:00,1,report", "p-1,head,2027-01-24T04:00Z,1,report",
			"p-1,head,,1,report", "p-1,head,noon,1,report", "p-1,head,2027-01-24T12:00,1.5,device", "p-1,head,2027-01-24T12:00,2,rumour",
			"p-1,head,2027-01-24T14:00,3,device", "p-1,head,2027-01-24T14:00,3,device",
		}, []string{
			"I107 turnout.csv:C3 p-1 head 2027-01-24T04:00Z report", "I109 turnout.csv:C3 p-1 head 2027-01-24T04:00Z report", "I107 turnout.csv:C4 p-1 head report",
			"I107 turnout.csv:C5 p-1 head noon report", "I109 turnout.csv:C5 p-1 head noon report",
			"I101 turnout.csv:D6 p-1 head 2027-01-24T12:00 device", "I106 turnout.csv:E7 p-1 head 2027-01-24T12:00 rumour",
			"I204 turnout.csv:9 p-1 head 2027-01-24T14:00 device",
		}},
		{"one hour told twice", "turnout.csv", []string{
			"commission,at,voters,origin", "p-1,2027-01-24T10:00,1,report", "p-1,2027-01-24T04:00:00Z,2,report",
		}, []string{"I205 turnout.csv:3 p-1 2027-01-24T04:00:00Z report"}},
		{"events without a step", "events.csv", []string{
			"commission,step,at", "c,,2027-01-24T10:00", "c,../14,2027-01-24T10:00", "c,14,2027-01-24T10:00",
		}, []string{"I107 events.csv:B2 c 2027-01-24T10:00", "I214 events.csv:B3 c ../14 2027-01-24T10:00"}},
		{"documents of no kind and from elsewhere", "documents.csv", []string{
			"commission,contest,kind,version,page,file", "p-1,head,photo,1,1,", "p-1,head,protocol,0,1,", "p-1,head,protocol,1,x,",
			"p-1,head,protocol,1,1,../secret.pdf", "p-1,head,protocol,1,2,/etc/passwd", `p-1,head,protocol,1,3,scans\..\..\secret.pdf`,
			"p-1,head,protocol,1,4,C:/secret.pdf", "p-1,head,protocol,1,5,scans/.hidden/a.pdf", "p-1,head,protocol,1,6,scans/p-1.pdf",
			"p-1,head,minutes,,,",
		}, []string{
			"I106 documents.csv:C2 p-1 head photo 1 1", "I106 documents.csv:D3 p-1 head protocol 0 1", "I106 documents.csv:E4 p-1 head protocol 1 x",
			"I215 documents.csv:F5 p-1 head protocol 1 1", "I215 documents.csv:F6 p-1 head protocol 1 2", "I215 documents.csv:F7 p-1 head protocol 1 3",
			"I215 documents.csv:F8 p-1 head protocol 1 4", "I215 documents.csv:F9 p-1 head protocol 1 5",
			"D602 documents.csv:F10 p-1 head protocol 1 6",
		}},
		{"complaints without a decision that is known", "complaints.csv", []string{
			"id,commission,received,subject_ky,subject_ru,status,decision", "1,c,2027-01-24T10:00,a,b,satisfied,d-1", "2,c,,a,b,,d-9",
			"3,c,,a,b,angry,", ",c,,a,b,,", "1,c,2027-01-24T11:00,a,b,,",
		}, []string{
			"D304 complaints.csv:G3 2", "I106 complaints.csv:F4 3", "I107 complaints.csv:A5 ", "I205 complaints.csv:6 1",
		}},
		{"a table without its columns", "events.csv", []string{"commission,at"}, []string{"I102 events.csv:1 "}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := recorded(t, map[string]string{test.table: strings.Join(test.rows, "\n") + "\n"})
			if diff := cmp.Diff(test.want, found(data)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, c := range data.Elections[0].Commissions {
				if len(c.Withheld) != 0 {
					t.Errorf("%s counts as having sent a protocol that was withheld", c.ID)
				}
			}
		})
	}
}

// What is left of a table is read, in one order.
func TestRecordsStandInOneOrder(t *testing.T) {
	head := "commission,contest,at,voters,origin\n"
	rows := []string{"p-1,head,2027-01-24T12:00,7,device\n", "p-1,head,2027-01-24T12:00,8,report\n", "p-1,head,2027-01-24T10:00,,report\n"}
	documents := "commission,contest,kind,version,page,file,date,received\n" +
		"p-1,,minutes,,,,,\np-1,head,protocol,2,1,,2027-01-24,2027-01-25T01:00\np-1,head,protocol,1,,,,\np-1,head,act_unused,,,,,\n"
	want := "10:00 report 0 false, 12:00 report 8 true, 12:00 device 7 true; minutes 1, act_unused 1, protocol 1, protocol 2"
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		text := head
		for _, i := range order {
			text += rows[i]
		}
		data := recorded(t, map[string]string{"turnout.csv": text, "documents.csv": documents})
		if len(data.Findings) > 0 {
			t.Fatalf("findings: %v", found(data))
		}
		c := data.Elections[0].Commission("p-1")
		var hours, papers []string
		for _, r := range c.Records.Turnout {
			n, known := r.Voters.Value()
			hours = append(hours, fmt.Sprint(r.Time.Format("15:04"), " ", r.Origin, " ", n, " ", known))
		}
		for _, d := range c.Records.Documents {
			papers = append(papers, fmt.Sprint(d.Kind, " ", d.Version))
		}
		if got := strings.Join(hours, ", ") + "; " + strings.Join(papers, ", "); got != want {
			t.Errorf("order %v:\n%s\nwant\n%s", order, got, want)
		}
		if data.Elections[0].Commission("p-2").Records != nil {
			t.Error("a commission without records has some")
		}
		if got := data.Elections[0].Latest(); got.Format("2006-01-02 15:04") != "2027-01-25 01:00" {
			t.Errorf("the latest time is %s", got)
		}
	}
}
