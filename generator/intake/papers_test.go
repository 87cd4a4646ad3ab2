package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// papered is an election of two contests, one of them in two parts, with a precinct
// that has its number, and a way to call scans.
var papered = files{
	"election.yaml": `id: small
name: {ky: Шайлоо, ru: Выборы}
date: 2027-01-24
time_zone: Asia/Bishkek
levels:
  - {id: central, name: {ky: Б, ru: Ц}, plural: {ky: Б, ru: Ц}, signs: true}
  - {id: precinct, name: {ky: У, ru: У}, plural: {ky: У, ru: У}, signs: true}
forms:
  - {id: precinct, levels: [precinct], lines: [{code: took, name: {ky: К, ru: У}, role: participated}]}
contests:
  - {id: head, kind: candidates, name: {ky: П, ru: П}, forms: [precinct], share_bases: [participated]}
  - id: lists
    kind: candidates
    name: {ky: Т, ru: С}
    forms: [precinct]
    share_bases: [participated]
    parts: [{id: paper, name: {ky: К, ru: Б}}, {id: machine, name: {ky: М, ru: М}}]
documents:
  names:
    - {pattern: "{commission}/{kind}-{contest}-v{version}-p{page}", kinds: {prot: protocol, акт: act_unused}}
    - {pattern: "{commission}/{contest}-{part}-{series}-v{version}", kind: protocol}
    - {pattern: "{number}/*{page}", kind: minutes}
    - {pattern: "whole/{commission}", kind: device_report, contest: head}
`,
	"commissions.csv": "id,level,parent,number,name_ky,name_ru\ncec,central,,,БШК,ЦИК\np-1,precinct,cec,07-113,,\np-1-1,precinct,cec,07-114,,\n",
	"selections.csv":  "contest,id,position,kind,name_ky,name_ru\nhead,a,1,candidate,А,А\nlists,b,1,candidate,Б,Б\n",
	"protocols.csv":   "commission,contest,part,series,version,took,votes:a,votes:b\n",
	"documents.csv": `commission,contest,part,series,kind,version,page,file,date,received,signed_by_ky,signed_by_ru
p-1,head,,,protocol,1,1,,2027-01-24,2027-01-24T21:00,Төрага,Председатель
p-1,head,,manual,protocol,2,,scans/odd name.pdf,,,,
p-1,lists,machine,device,device_report,,,,,,,
`,
	"scans/p-1/prot-head-v1-p1.jpg":    "1",
	"scans/p-1/prot-head-v1-p02.JPEG":  "2",
	"scans/p-1/акт-head-v1-p1.png":     "3",
	"scans/odd name.pdf":               "4",
	"scans/p-1/lists-paper-manual-v1":  "5",
	"scans/07-114/of the night 01.tif": "6",
	"scans/whole/p-1-1.pdf":            "7",
}

// papers are the documents of an election in one line each: their key and file,
// when they came and who signed.
func papers(e *election.Election) []string {
	var all []string
	for _, c := range e.Commissions {
		if c.Records == nil {
			continue
		}
		for i := range c.Records.Documents {
			d := &c.Records.Documents[i]
			line := d.Key(c) + " = " + d.File
			if !d.Received.IsZero() {
				line += d.Received.Format(" 15:04")
			}
			all = append(all, strings.TrimSpace(line+" "+d.SignedBy.Ru))
		}
	}
	return all
}

// clued are findings with what they say beside their place.
func clued(d *Data) []string {
	var all []string
	for _, f := range d.Findings {
		line := fmt.Sprintf("%s %s", f.Code, f.At)
		for _, a := range f.Args {
			if a.Value != "" {
				line += fmt.Sprintf(" %s=%v", a.Name, a.Value)
			}
		}
		all = append(all, line)
	}
	return all
}

func TestScansAreMatchedByTableAndByName(t *testing.T) {
	d := read(t, papered)
	if got := clued(d); got != nil {
		t.Errorf("findings: %q", got)
	}
	want := []string{
		"p-1 head act_unused 1 1 = scans/p-1/акт-head-v1-p1.png",
		"p-1 head protocol 1 1 = scans/p-1/prot-head-v1-p1.jpg 21:00 Председатель",
		"p-1 head protocol 1 2 = scans/p-1/prot-head-v1-p02.JPEG",
		"p-1 head protocol 2 = scans/odd name.pdf",
		"p-1 lists machine device_report 1 =",
		"p-1 lists paper protocol 1 = scans/p-1/lists-paper-manual-v1",
		"p-1-1 minutes 1 1 = scans/07-114/of the night 01.tif",
		"p-1-1 head device_report 1 = scans/whole/p-1-1.pdf",
	}
	if diff := cmp.Diff(want, papers(only(d))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestFilesThatAreOfNoDocument(t *testing.T) {
	head := strings.SplitAfter(papered["documents.csv"], "\n")[0]
	for name, test := range map[string]struct {
		files files
		found []string
		has   string // one of the documents that are there; empty = any
	}{
		"a name that no pattern fits": {files{"scans/p-1/IMG_0001 copy.jpg": "8"}, []string{"D601 scans/p-1/IMG_0001 copy.jpg problem=no_name"}, ""},
		"an unknown commission": {files{"scans/p-9/prot-head-v1-p1.jpg": "8"},
			[]string{"D601 scans/p-9/prot-head-v1-p1.jpg commission=p-9"}, ""},
		"an unknown number": {files{"scans/07-999/x-1.jpg": "8"}, []string{"D601 scans/07-999/x-1.jpg number=07-999"}, ""},
		"an unknown kind": {files{"scans/p-1/photo-head-v1-p1.jpg": "8"},
			[]string{"D601 scans/p-1/photo-head-v1-p1.jpg kind=photo"}, ""},
		"an unknown contest": {files{"scans/p-1/prot-mayor-v1-p1.jpg": "8"},
			[]string{"D601 scans/p-1/prot-mayor-v1-p1.jpg contest=mayor"}, ""},
		"an unknown part": {files{"scans/p-1/lists-post-manual-v1.jpg": "8"},
			[]string{"D601 scans/p-1/lists-post-manual-v1.jpg part=post"}, ""},
		"a part of another contest": {files{"scans/p-1/head-paper-manual-v1.jpg": "8"},
			[]string{"D601 scans/p-1/head-paper-manual-v1.jpg part=paper"}, ""},
		"an unknown series": {files{"scans/p-1/lists-paper-robot-v1.jpg": "8"},
			[]string{"D601 scans/p-1/lists-paper-robot-v1.jpg series=robot"}, ""},
		"a contest with parts, and no part": {files{"scans/p-1/prot-lists-v1-p1.jpg": "8"},
			[]string{"D601 scans/p-1/prot-lists-v1-p1.jpg problem=part_wanted"}, ""},
		"a version that is none": {files{"scans/p-1/prot-head-v0-p.jpg": "8"}, []string{"D601 scans/p-1/prot-head-v0-p.jpg problem=no_name"}, ""},
		"two files of one page": {files{"scans/p-1/prot-head-v1-p3.jpg": "8", "scans/p-1/protocol-head-v1-p03.png": "9"},
			[]string{
				"D601 scans/p-1/prot-head-v1-p3.jpg problem=same_paper value=p-1 head protocol 1 3 other=scans/p-1/protocol-head-v1-p03.png",
				"D601 scans/p-1/protocol-head-v1-p03.png problem=same_paper value=p-1 head protocol 1 3 other=scans/p-1/prot-head-v1-p3.jpg",
			}, ""},
		"a file of a document for which a row names another": {
			files{"documents.csv": papered["documents.csv"] + "p-1,head,,,protocol,1,3,scans/3.jpg,,,,\n", "scans/3.jpg": "8", "scans/p-1/prot-head-v1-p3.jpg": "9"},
			[]string{"D601 scans/p-1/prot-head-v1-p3.jpg problem=other_file value=p-1 head protocol 1 3 other=scans/3.jpg"},
			"p-1 head protocol 1 3 = scans/3.jpg"},
		"a name that may be that of two documents": {
			files{"election.yaml": papered["election.yaml"] + "    - {pattern: \"{commission}/*-v{version}-*\", kind: minutes}\n"},
			[]string{
				"D601 scans/p-1/prot-head-v1-p02.JPEG problem=several_ways value=p-1 head protocol 1 2 other=p-1 minutes 1",
				"D601 scans/p-1/prot-head-v1-p1.jpg problem=several_ways value=p-1 head protocol 1 1 other=p-1 minutes 1",
				"D601 scans/p-1/акт-head-v1-p1.png problem=several_ways value=p-1 head act_unused 1 1 other=p-1 minutes 1",
			}, "p-1 head protocol 1 1 =  21:00 Председатель"},
		"a row names a file that is not there": {
			files{"documents.csv": papered["documents.csv"] + "p-1,head,,,minutes,,,scans/MINUTES.pdf,,,,\n", "scans/minutes.pdf": "8"},
			[]string{"D601 scans/minutes.pdf problem=no_name", "D602 documents.csv:H5 value=scans/MINUTES.pdf meant=scans/minutes.pdf"},
			"p-1 head minutes 1 = scans/MINUTES.pdf"},
		"a page that follows none": {files{"scans/p-1/prot-head-v1-p5.jpg": "8"},
			[]string{"D609 scans/p-1/prot-head-v1-p5.jpg page=5 missing=4"}, "p-1 head protocol 1 5 = scans/p-1/prot-head-v1-p5.jpg"},
		"a row that is withheld keeps its file": {files{"documents.csv": head + "p-9,head,,,protocol,1,1,scans/p-1/prot-head-v1-p1.jpg,,,,\n"},
			[]string{
				"D601 scans/odd name.pdf problem=no_name", "I201 documents.csv:A2 column=commission value=p-9",
				"D609 scans/p-1/prot-head-v1-p02.JPEG page=2 missing=1",
			}, ""},
		"rows that contradict each other keep the file of neither": {
			files{"documents.csv": papered["documents.csv"] + "p-1,head,,,act_unused,1,1,,2027-01-24,,,\np-1,head,,,act_unused,1,1,,2027-01-25,,,\n"},
			[]string{"I205 documents.csv:6 & documents.csv:5"}, ""},
		"what a decision, a complaint or an event rests on": {
			files{
				"decisions.csv": "id,date,effect,scope,document\nd-1,2027-01-25,determine,election,scans/d-1.pdf\n", "scans/d-1.pdf": "8",
				"complaints.csv": "id,commission,subject_ky,subject_ru,document\n7,p-1,а,а,scans/c-7.pdf\n", "scans/c-7.pdf": "9",
				"events.csv": "commission,step,at,document\np-1,14,2027-01-24T21:00,scans/e-14.pdf\n", "scans/e-14.pdf": "10",
			}, nil, ""},
		"a personal number in a name is not repeated": {
			files{"scans/p-1/22801199512345/1.jpg": "8", "scans/22801199512345.jpg": "8"},
			[]string{"L901 scans problem=file_name", "L901 scans/p-1 problem=file_name"}, ""},
		"what is hidden is no scan, and an archive is not opened": {files{"scans/.DS_Store": "x", "scans/p-1/~$a.pdf": "x", "scans/all.zip": "PK"},
			[]string{"D601 scans/all.zip problem=no_name"}, ""},
		"a link is not followed": {files{"scans/p-1/prot-head-v1-p3.jpg": "-> prot-head-v1-p1.jpg"}, []string{"I015 scans/p-1/prot-head-v1-p3.jpg problem=link"}, ""},
		"a link that a row names is for whoever opens it": {
			files{"documents.csv": papered["documents.csv"] + "p-1,head,,,minutes,,,scans/m.jpg,,,,\n", "scans/m.jpg": "-> p-1/prot-head-v1-p1.jpg"},
			nil, "p-1 head minutes 1 = scans/m.jpg"},
		"a table names no part": {files{"documents.csv": papered["documents.csv"] + "p-1,lists,,,protocol,2,,,,,,\np-1,,paper,,minutes,,,,,,,\np-1,lists,paper,robot,protocol,3,,,,,,\n"},
			[]string{
				"I203 documents.csv:C5 column=part", "I203 documents.csv:C6 column=part value=paper",
				"I106 documents.csv:D7 column=series value=robot known=manual recount device summary",
			}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all := papered
			for name, text := range test.files {
				all = all.with(name, text)
			}
			d := read(t, all)
			got := clued(d)
			for i, f := range d.Findings {
				if len(f.Also) > 0 {
					got[i] = fmt.Sprintf("%s %s & %s", f.Code, f.At, f.Also[0])
				}
			}
			slices.Sort(got)
			slices.Sort(test.found)
			if diff := cmp.Diff(test.found, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if has := papers(only(d)); test.has != "" && !slices.Contains(has, test.has) {
				t.Errorf("no %q in %q", test.has, has)
			}
			if has := papers(only(d)); test.has == "" && len(test.found) > 0 && len(has) > len(papers(only(read(t, papered)))) {
				t.Errorf("more documents than without: %q", has)
			}
		})
	}
}

// The same files and rows, in whatever order, are the same documents.
func TestTheOrderOfRowsChangesNoDocument(t *testing.T) {
	rows := strings.SplitAfter(strings.TrimSuffix(papered["documents.csv"], "\n"), "\n")
	turned := rows[0] + rows[3] + "\n" + rows[2] + rows[1]
	if diff := cmp.Diff(papers(only(read(t, papered))), papers(only(read(t, papered.with("documents.csv", turned))))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
