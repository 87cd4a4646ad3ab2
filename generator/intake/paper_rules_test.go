package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// ruled is the election of papers with what its election.yaml says of documents.
func ruled(documents string) files {
	before, _, _ := strings.Cut(papered["election.yaml"], "documents:")
	return small.with("election.yaml", before+documents).
		with("commissions.csv", papered["commissions.csv"]).with("selections.csv", papered["selections.csv"]).
		with("protocols.csv", papered["protocols.csv"])
}

func TestWhatMayBePublishedOfDocuments(t *testing.T) {
	d := read(t, ruled(`documents:
  complete:
    - {kind: protocol, beneath: [p-1]}
    - {kind: device_report}
  publish:
    protocol: {as: original}
    minutes: {as: pages, blank: [{page: 2, left: 0.1, top: .8, width: 0.9, height: "0,15"}, {page: 1, left: 0, top: 0, width: 1, height: 0.0000012}]}
    complaint: {as: pages}
    participation_list: {as: digest}
`))
	if got := clued(d); got != nil {
		t.Fatalf("findings: %q", got)
	}
	e := only(d)
	want := map[election.DocumentKind]election.DocumentRule{
		election.ProtocolPaper: {Publish: election.DiscloseOriginal}, election.ComplaintPaper: {Publish: election.DisclosePages},
		election.ParticipationList: {Publish: election.DiscloseDigest},
		election.Minutes: {Publish: election.DisclosePages, Blank: []election.Region{
			{Page: 2, Left: 100_000, Top: 800_000, Width: 900_000, Height: 150_000}, {Page: 1, Width: 1_000_000, Height: 1},
		}},
	}
	if diff := cmp.Diff(want, e.DocumentRules); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	one, other := e.Commission("p-1"), e.Commission("p-1-1")
	if !e.Expects(one, election.ProtocolPaper) || e.Expects(other, election.ProtocolPaper) || !e.Expects(other, election.DeviceReport) {
		t.Errorf("expected: %+v", e.Complete)
	}
}

func TestRulesForDocumentsThatMeanNothing(t *testing.T) {
	const kinds = "voter_list_sums act_unused act_issued device_report protocol enlarged_protocol summary_table participation_list delivery_act minutes complaint decision"
	name := func(text string) string { return "names:\n    - " + text }
	for rule, want := range map[string]string{
		`scans: yes`: "I010 19 key=scans",
		"publish:\n    protocol: {as: original, blanks: []}":         "I010 20 key=blanks",
		"publish:\n    photo: {as: pages}":                           "I003 20 key=publish value=photo known=" + kinds,
		"publish:\n    protocol: {}":                                 "I003 20 key=as known=original pages digest",
		"publish:\n    participation_list: {as: pages}":              "I003 20 key=as value=pages problem=digest_only",
		"publish:\n    protocol: {as: original, blank: [{page: 1}]}": "I003 20 key=as value=original problem=pages_wanted",
		"publish:\n    minutes:\n      as: pages\n      blank:\n        - {page: 0, left: 0, top: 0, width: 1, height: 1}": "I003 23 key=page value=0 known=1, 2, 3, …",
		"publish:\n    minutes: {as: pages, blank: [{page: 1, left: -0.1, top: 0, width: 1, height: 1}]}":                  "I003 20 key=left value=-0.1 known=0 … 1",
		"publish:\n    minutes: {as: pages, blank: [{page: 1, left: 10%, top: 0, width: 1, height: 1}]}":                   "I003 20 key=left value=10% known=0 … 1",
		"publish:\n    minutes: {as: pages, blank: [{page: 1, left: 0, top: 0, width: 0, height: 1}]}":                     "I003 20 key=width value=0 known=0.000001 … 1",
		"publish:\n    minutes: {as: pages, blank: [{page: 1, left: 0, top: 0.35, width: 1, height: 0.650001}]}":           "I003 20 key=height value=0.650001 known=0.000001 … 0.65",
		"publish:\n    minutes: {as: pages, blank: [{page: 1, left: 0, top: 0, width: 1}]}":                                "I003 20 key=height known=0 … 1",
		"complete:\n    - {kind: minutes}":                                              "I003 20 key=kind value=minutes known=protocol device_report",
		"complete:\n    - {kind: protocol, beneath: [p-9]}":                             "I003 20 key=beneath value=p-9",
		"complete:\n    - {kind: protocol, beneath: []}":                                "I003 20 key=beneath",
		name(`{pattern: "{comission}/1", kind: protocol}`):                              "I003 20 key=pattern value={comission} known={commission} {number} {contest} {part} {series} {kind} {version} {page} *",
		name(`{pattern: "{commission}/1}", kind: protocol}`):                            "I003 20 key=pattern value=} known={commission} {number} {contest} {part} {series} {kind} {version} {page} *",
		name(`{pattern: "{commission", kind: protocol}`):                                "I003 20 key=pattern value={commission known={commission} {number} {contest} {part} {series} {kind} {version} {page} *",
		name(`{pattern: "scans/{commission}.JPG", kind: protocol}`):                     "I003 20 key=pattern value=scans/{commission}.JPG meant={commission}",
		name(`{pattern: "protocol-{page}", kind: protocol}`):                            "I003 20 key=pattern value=protocol-{page} problem=place_wanted",
		name(`{kind: protocol}`):                                                        "I003 20 key=pattern problem=place_wanted",
		name(`{pattern: "{commission}{page}", kind: protocol}`):                         "I003 20 key=pattern value={commission}{page} problem=fields_adjoin",
		name(`{pattern: "{commission}"}`):                                               "I003 20 key=kind problem=key_needed",
		name(`{pattern: "{commission}", kind: photo}`):                                  "I003 20 key=kind value=photo known=" + kinds,
		name(`{pattern: "{commission}-{kind}", kind: minutes}`):                         "I003 20 key=kind value=minutes problem=said_twice",
		name(`{pattern: "{commission}-{kind}", kinds: {a: b}}`):                         "I003 20 key=a value=b known=" + kinds,
		name(`{pattern: "{commission}-{kind}", kinds: {a/b: minutes}}`):                 "I003 20 key=kinds value=a/b",
		name(`{pattern: "{commission}", kind: minutes, kinds: {a: minutes}}`):           "I003 20 key=kinds value=a problem=word_unused",
		name(`{pattern: "{commission}", kind: protocol, contest: mayor}`):               "I003 20 key=contest value=mayor known=head lists",
		name(`{pattern: "{commission}", kind: protocol, contest: lists}`):               "I003 20 key=part problem=key_needed",
		name(`{pattern: "{commission}", kind: protocol, contest: lists, part: post}`):   "I003 20 key=part value=post",
		name(`{pattern: "{commission}", kind: protocol, part: paper}`):                  "I003 20 key=contest problem=key_needed",
		name(`{pattern: "{commission}", kind: protocol, contest: head, series: robot}`): "I003 20 key=series value=robot known=manual recount device summary",
		name(`{pattern: "{commission}-{series}", kind: protocol, series: device}`):      "I003 20 key=series value=device problem=said_twice",
	} {
		d := read(t, ruled("documents:\n  "+rule+"\n"))
		var got []string
		for i, line := range clued(d) {
			_, says, _ := strings.Cut(line, " election.yaml")
			_, says, _ = strings.Cut(says, " ")
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s", d.Findings[i].Code, d.Findings[i].At.Row, says)))
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%s\n got %q\nwant %q", rule, got, want)
		}
	}
}

func TestRegionsAreReadExactly(t *testing.T) {
	rows := []string{
		"p-1,head,,2,,took,0.25,0.5,0.5,0.1\n",
		",head,,,,took,0.123456,\"0,5\",0.1234564,5.0000000000000003E-2\n",
		",head,,,2,votes:a,0.3333335,0,0.6666665,1\n",
		",lists,device_report,,,votes:b,0,0,0.30000000000000004,1\n",
	}
	want := []string{
		" head protocol 0: took 1 123456 500000 123456 50000, votes:a 2 333334 0 666666 1000000",
		" lists device_report 0: votes:b 1 0 0 300000 1000000",
		"p-1 head protocol 2: took 1 250000 500000 500000 100000",
	}
	head := "commission,contest,kind,version,page,item,left,top,width,height\n"
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}} {
		text := head
		for _, i := range order {
			text += rows[i]
		}
		d := read(t, ruled("").with("regions.csv", text))
		if got := clued(d); got != nil {
			t.Fatalf("findings: %q", got)
		}
		var got []string
		for _, s := range only(d).RegionSheets {
			c := ""
			if s.Commission != nil {
				c = s.Commission.ID
			}
			var all []string
			for _, r := range s.Regions {
				all = append(all, fmt.Sprintln(r.Item.Code(), r.Page, r.Left, r.Top, r.Width, r.Height))
			}
			got = append(got, fmt.Sprintf("%s %s %s %d: %s", c, s.Contest.ID, s.Kind, s.Version,
				strings.TrimSpace(strings.ReplaceAll(strings.Join(all, ""), "\n", ", "))))
			got[len(got)-1] = strings.TrimSuffix(got[len(got)-1], ",")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestRegionsThatCannotBeTaken(t *testing.T) {
	const head = "commission,contest,kind,version,page,item,left,top,width,height\n"
	for row, want := range map[string][]string{
		"p-9,head,,,,took,0,0,1,1\n":                       {"I201 regions.csv:A2 column=commission value=p-9"},
		",mayor,,,,took,0,0,1,1\n":                         {"I202 regions.csv:B2 column=contest value=mayor"},
		",,,,,took,0,0,1,1\n":                              {"I107 regions.csv:B2 column=contest"},
		",head,,,,listed,0,0,1,1\n":                        {"I212 regions.csv:F2 item=listed"},
		",head,,,,votes:b,0,0,1,1\n":                       {"I212 regions.csv:F2 item=votes:b"},
		",head,,,,,0,0,1,1\n":                              {"I212 regions.csv:F2"},
		",head,,zero,,took,0,0,1,1\n":                      {"I106 regions.csv:D2 column=version value=zero known=1, 2, 3, …"},
		",head,,,0,took,0,0,1,1\n":                         {"I106 regions.csv:E2 column=page value=0 known=1, 2, 3, …"},
		",head,,,,took,,0,1,1\n":                           {"I106 regions.csv:G2 column=left known=0 … 1"},
		",head,,,,took,1.1,0,1,1\n":                        {"I106 regions.csv:G2 column=left value=1.1 known=0 … 1"},
		",head,,,,took,0.5,0,0.6,1\n":                      {"I106 regions.csv:I2 column=width value=0.6 known=0.000001 … 0.5"},
		",head,,,,took,1e-999999999,0,1,1\n":               {"I106 regions.csv:G2 column=left value=1e-999999999 known=0 … 1"},
		strings.Repeat(",head,,,,took,0,0,1,1\n", 2):       {"I204 regions.csv:F3 & regions.csv:F2"},
		",head,,,,took,0,0,1,1\n,head,,,,took,0,0,1,0.5\n": {"I205 regions.csv:F3 & regions.csv:F2"},
	} {
		d := read(t, ruled("").with("regions.csv", head+row))
		got := clued(d)
		for i, f := range d.Findings {
			if len(f.Also) > 0 {
				got[i] = fmt.Sprintf("%s %s & %s", f.Code, f.At, f.Also[0])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", row, got, want)
		}
	}
}

// What the guide shows of documents is read as it stands, in both languages.
func TestTheRulesOfTheGuideAreRead(t *testing.T) {
	var blocks []string
	for _, language := range []string{"ky", "ru"} {
		page, err := os.ReadFile(filepath.Join("..", "..", "content", language, "export.md"))
		if err != nil {
			t.Fatal(err)
		}
		_, block, _ := strings.Cut(string(page), "~~~yaml\n")
		block, _, found := strings.Cut(block, "~~~\n")
		if !found {
			t.Fatalf("%s: there is no example", language)
		}
		blocks = append(blocks, block)
	}
	if blocks[0] != blocks[1] {
		t.Errorf("the examples differ:\n%s\n%s", blocks[0], blocks[1])
	}
	election := strings.NewReplacer("contest: assembly", "contest: lists", "[m-01, m-03]", "[p-1]").Replace(blocks[0])
	d := read(t, ruled(election).with("scans/p-1/prot-v1-p1.jpg", "1").with("scans/minutes/p-1 of the night.pdf", "2"))
	if got := clued(d); got != nil {
		t.Errorf("findings: %q", got)
	}
	want := []string{"p-1 minutes 1 = scans/minutes/p-1 of the night.pdf", "p-1 lists paper protocol 1 1 = scans/p-1/prot-v1-p1.jpg"}
	if diff := cmp.Diff(want, papers(only(d))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
