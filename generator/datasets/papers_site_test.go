package datasets

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/checks"
	"achyk/generator/demo"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// An album has pictures by their digest.
type album map[string][]byte

func (a album) Bytes(sum string) ([]byte, error) {
	if data, has := a[sum]; has {
		return data, nil
	}
	return nil, fmt.Errorf("no picture %s", sum)
}

// add makes a file of a text; the text is all that the room looks at.
func (a album) add(text string, width, height int) election.Picture {
	data := []byte(text)
	sum := digestHex(data)
	a[sum] = data
	return election.Picture{SHA256: sum, Bytes: int64(len(data)), Width: width, Height: height}
}

func digestHex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// scan makes a scan of pages; its original is published where it has a format.
func (a album) scan(received string, original election.Format, pages ...string) *election.Scan {
	s := &election.Scan{SHA256: digestHex([]byte(received)), Bytes: int64(len(received)), Format: election.JPEG}
	for _, text := range pages {
		s.Pages = append(s.Pages, election.ScanPage{Reading: a.add(text, 1240, 1754), Thumbnail: a.add("small "+text, 340, 480)})
	}
	if original != "" {
		s.Format = original
		s.Original = new(a.add(received, 0, 0))
	}
	return s
}

// A paperElection is a training election with papers.
type paperElection struct {
	*election.Election
	album
	tec    *election.Commission   // has precincts beneath it
	below  []*election.Commission // some of them
	found  []finding.Finding
	latest time.Time
}

// papersOf makes one: of every kind of rule, of several versions, whole and page by
// page.
func papersOf(tb testing.TB) *paperElection {
	tb.Helper()
	folder := filepath.Join(tb.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: 60, Seed: 5}); err != nil {
		tb.Fatal(err)
	}
	data, err := intake.Dir(folder)
	if err != nil {
		tb.Fatal(err)
	}
	e := data.Elections[0]
	p := &paperElection{Election: e, album: album{}, latest: e.Latest()}
	for _, c := range e.Commissions {
		c.Records = nil
		if p.tec == nil && len(c.Children) > 3 && IsPrecinct(e, c.Children[0]) {
			p.tec, p.below = c, c.Children[:4]
		}
	}
	if p.tec == nil {
		tb.Fatal("no commission has four precincts")
	}
	e.DocumentRules = map[election.DocumentKind]election.DocumentRule{
		election.ProtocolPaper: {Publish: election.DiscloseOriginal},
		election.Minutes:       {Publish: election.DisclosePages, Blank: []election.Region{{Page: 1, Width: 1000, Height: 1000}}},
	}
	k := e.Contests[0]
	e.RegionSheets = []election.RegionSheet{{Contest: k, Kind: election.ProtocolPaper, Regions: []election.LineRegion{
		{Region: election.Region{Page: 1, Left: 125_000, Top: 1, Width: 300_000, Height: 50_000}, Item: election.Item{Line: &k.Lines[0]}},
		{Region: election.Region{Page: 2, Left: 0, Top: 500_000, Width: election.Whole, Height: 20_000}, Item: election.Item{Select: k.Selections[0]}},
	}}}
	at := p.latest.Add(-time.Hour)
	day := time.Date(2027, time.January, 24, 0, 0, 0, 0, e.Zone)
	signed := wording.Text{Ky: "А. Асанов, төрага", Ru: "А. Асанов, председатель"}
	add := func(c *election.Commission, d election.Document) {
		if c.Records == nil {
			c.Records = new(election.Records)
		}
		d.Received = at
		c.Records.Documents = append(c.Records.Documents, d)
	}
	protocol := func(version, page int, scan *election.Scan) election.Document {
		return election.Document{Contest: k, Kind: election.ProtocolPaper, Version: version, Page: page, SignedBy: signed, Date: day, Scan: scan}
	}
	add(p.tec, election.Document{Contest: k, Kind: election.SummaryTable, Version: 1, Scan: p.scan("summary", "", "summary page")})
	add(p.below[0], protocol(1, 0, p.scan("protocol of the first", election.PDF, "first page", "second page")))
	add(p.below[0], protocol(2, 0, p.scan("it corrected", "", "corrected page")))
	add(p.below[0], election.Document{Kind: election.Minutes, Version: 1, Scan: p.scan("minutes", "", "blanked page")})
	add(p.below[0], election.Document{Kind: election.ParticipationList, Version: 1, Scan: p.scan("who came", "")})
	add(p.below[0], election.Document{Kind: election.ComplaintPaper, Version: 1, Scan: p.scan("what a citizen wrote", "")})
	add(p.below[1], protocol(1, 1, p.scan("second, one", election.JPEG, "first page"))) // the bytes of another precinct's
	add(p.below[1], protocol(1, 2, p.scan("second, two", "", "own page", "and more than one")))
	add(p.below[1], protocol(1, 0, p.scan("second, whole", "", "first page"))) // the same page again
	add(p.below[2], protocol(1, 0, &election.Scan{SHA256: digestHex([]byte("locked")), Bytes: 6, Format: election.PDF, Withheld: string(finding.ScanUnreadable)}))
	add(p.below[2], protocol(2, 0, &election.Scan{Withheld: string(finding.ScanUnreadable)})) // a link: nobody read it
	add(p.below[2], election.Document{Kind: election.DeliveryAct, Version: 1})                // not scanned
	add(p.below[3], election.Document{Kind: election.DeliveryAct, Version: 1})                // nor is anything else of it
	for _, c := range e.Commissions {
		if c.Records != nil {
			c.Records.Sort()
		}
	}
	p.found = []finding.Finding{finding.Finding{
		Code: finding.ScanTwice, Folder: e.ID, Commission: p.below[1].ID, Record: p.below[1].Records.Documents[1].Key(p.below[1]),
	}.With("other", p.below[0].Records.Documents[0].Key(p.below[0]))}
	return p
}

// publish is the election as published at a moment.
func (p *paperElection) publish(tb testing.TB, asOf time.Time) (*Set, map[string][]byte, error) {
	tb.Helper()
	y := rollup.Roll(p.Election, asOf)
	report, err := checks.Examine(y, p.found)
	if err != nil {
		tb.Fatal(err)
	}
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		tb.Fatal(err)
	}
	s := New(y, report, p.found, catalogue, p.album)
	tree := &files{all: make(map[string][]byte)}
	err = s.Write(tree)
	if missing := catalogue.Missing(); len(missing) > 0 {
		tb.Fatalf("texts that no catalogue has: %v", missing)
	}
	return s, tree.all, err
}

func (p *paperElection) published(tb testing.TB) (*Set, map[string][]byte) {
	tb.Helper()
	s, all, err := p.publish(tb, p.latest)
	if err != nil {
		tb.Fatal(err)
	}
	return s, all
}

// tableOf reads a table as one map a row.
func tableOf(t *testing.T, all map[string][]byte, name string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(all["data/demo/demo-training-"+name+".csv"])).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("table %s: %d rows, %v", name, len(rows), err)
	}
	var found []map[string]string
	for _, cells := range rows[1:] {
		row := make(map[string]string)
		for i, name := range rows[0] {
			row[name] = cells[i]
		}
		found = append(found, row)
	}
	return found
}

// below are the paths in a folder.
func below(all map[string][]byte, folder string) []string {
	var paths []string
	for of := range all {
		if strings.HasPrefix(of, folder) {
			paths = append(paths, of)
		}
	}
	slices.Sort(paths)
	return paths
}

// Every published file of a paper is in the table with its own digest, and nothing
// else lies beside them.
func TestScansAreTheFilesOfTheirTable(t *testing.T) {
	p := papersOf(t)
	_, all := p.published(t)
	var listed []string
	for _, row := range tableOf(t, all, ScansTable) {
		data, is := all[row["path"]]
		if !is || digestHex(data) != row["sha256"] || fmt.Sprint(len(data)) != row["bytes"] || !strings.Contains(row["path"], row["sha256"][:16]) {
			t.Errorf("%v: %d bytes, %s", row, len(data), digestHex(data))
		}
		if (row["width"] == "") != (row["file_kind"] == originalFile) || (row["file_page"] == "") != (row["file_kind"] == originalFile) {
			t.Errorf("%v", row)
		}
		listed = append(listed, row["path"])
	}
	slices.Sort(listed)
	// A paper that came whole and page by page is told twice and lies there once.
	if twice := len(listed) - len(slices.Compact(slices.Clone(listed))); twice != 2 {
		t.Errorf("%d files are told twice, want 2", twice)
	}
	if diff := cmp.Diff(slices.Compact(listed), below(all, "scans/")); diff != "" {
		t.Errorf("the table and the files (-table +files):\n%s", diff)
	}
	// The same bytes of two precincts have a place each.
	same := p.add("first page", 0, 0).SHA256[:16]
	n := 0
	for _, of := range below(all, "scans/") {
		if strings.Contains(of, same) {
			n++
		}
	}
	if n != 2 {
		t.Errorf("one page of two precincts lies in %d places", n)
	}
}

func TestDocumentsAreTold(t *testing.T) {
	p := papersOf(t)
	s, all := p.published(t)
	rows := tableOf(t, all, DocumentsTable)
	want, i := 0, 0
	for _, c := range p.Commissions {
		if c.Records == nil {
			continue
		}
		for _, d := range c.Records.Documents {
			want++
			if i >= len(rows) {
				continue
			}
			row := rows[i]
			i++
			pages, size, sum, original := "", "", "", ""
			if d.Scan != nil {
				if d.Scan.SHA256 != "" {
					size, sum = fmt.Sprint(d.Scan.Bytes), d.Scan.SHA256
				}
				if n := len(d.Scan.Pages); n > 0 {
					pages = fmt.Sprint(n)
				}
				original = d.Scan.Withheld
			}
			got := []string{row["commission"], row["kind"], row["version"], row["pages"], row["received_bytes"], row["received_sha256"],
				row["disclosure"], row["signed_by_ky"], row["withheld"]}
			wanted := []string{c.ID, string(d.Kind), fmt.Sprint(d.Version), pages, size, sum, string(s.Election.Rule(d.Kind).Publish), d.SignedBy.Ky, original}
			if diff := cmp.Diff(wanted, got); diff != "" {
				t.Errorf("%s: %s", d.Key(c), diff)
			}
		}
	}
	if len(rows) != want {
		t.Errorf("%d rows for %d documents", len(rows), want)
	}
}

// What may not be known yet is nowhere.
func TestPapersWaitForTheirTime(t *testing.T) {
	everywhere := func(all map[string][]byte, id string) []string {
		var found []string
		for of, data := range all {
			if strings.HasPrefix(of, "scans/demo/"+id+"/") || strings.HasSuffix(of, id+"/papers.json") {
				found = append(found, of)
			}
			if of == "data/demo/demo-training-"+DocumentsTable+".csv" || of == "data/demo/demo-training-"+ScansTable+".csv" {
				if bytes.Contains(data, []byte(","+id+",")) {
					found = append(found, of)
				}
			}
			if strings.HasSuffix(of, ".zip") {
				entries, _ := content(t, data)
				for name := range entries {
					if strings.Contains(name, "/"+id+"/") {
						found = append(found, of+": "+name)
					}
				}
			}
		}
		slices.Sort(found)
		return found
	}
	p := papersOf(t)
	_, all := p.published(t)
	for _, c := range append([]*election.Commission{p.tec}, p.below[:2]...) {
		if len(everywhere(all, c.ID)) < 5 {
			t.Fatalf("%s is only in %v", c.ID, everywhere(all, c.ID))
		}
	}
	t.Run("not while the commission is under an embargo, nor anything above it", func(t *testing.T) {
		p := papersOf(t)
		p.below[0].Embargo(p.latest.Add(time.Hour))
		_, all := p.published(t)
		for _, c := range []*election.Commission{p.below[0], p.tec} {
			if found := everywhere(all, c.ID); len(found) > 0 {
				t.Errorf("%s: %v", c.ID, found)
			}
		}
		if len(everywhere(all, p.below[1].ID)) < 5 {
			t.Error("its neighbour is gone too")
		}
	})
	t.Run("not before they have come", func(t *testing.T) {
		s, all, err := papersOf(t).publish(t, p.latest.Add(-2*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append([]*election.Commission{p.tec}, p.below...) {
			if found := everywhere(all, c.ID); len(found) > 0 || s.HasPapers(s.Election.Commission(c.ID)) {
				t.Errorf("%s: %v", c.ID, found)
			}
		}
		for _, f := range s.Files() {
			if f.Table == DocumentsTable || f.Table == ScansTable {
				t.Errorf("an empty table %s says that there is nothing", f.Table)
			}
		}
	})
}

// What reads scans is not believed, and neither is the folder that it kept them in.
func TestPapersThatMustNotBePublishedStopTheBuild(t *testing.T) {
	for _, test := range []struct {
		sentence, want string
		spoil          func(p *paperElection)
	}{
		{"pages of a list of people", "no page is to be published", func(p *paperElection) {
			d := paperOf(p.below[0], election.ParticipationList)
			d.Scan = p.scan("who came", "", "names")
		}},
		{"a list of people as it was received", "the received file is not to be published", func(p *paperElection) {
			d := paperOf(p.below[0], election.ParticipationList)
			d.Scan = p.scan("who came", election.PDF)
		}},
		{"a received file behind pages with blanks", "the received file is not to be published", func(p *paperElection) {
			d := paperOf(p.below[0], election.Minutes)
			d.Scan = p.scan("minutes", election.PDF, "blanked page")
		}},
		{"the same where originals are allowed", "the received file is not to be published", func(p *paperElection) {
			rule := p.DocumentRules[election.Minutes]
			rule.Publish = election.DiscloseOriginal
			p.DocumentRules[election.Minutes] = rule
			d := paperOf(p.below[0], election.Minutes)
			d.Scan = p.scan("minutes", election.PDF, "blanked page")
		}},
		{"a picture that is not what it was", "has 5 bytes, and had 10", func(p *paperElection) {
			p.album[digestHex([]byte("first page"))] = []byte("first")
		}},
		{"a picture that is gone", "no picture", func(p *paperElection) {
			delete(p.album, digestHex([]byte("small own page")))
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			p := papersOf(t)
			test.spoil(p)
			_, _, err := p.publish(t, p.latest)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), p.tec.Children[0].ID[:2]) {
				t.Errorf("error = %v, want one that says %q", err, test.want)
			}
		})
	}
}

func paperOf(c *election.Commission, kind election.DocumentKind) *election.Document {
	i := slices.IndexFunc(c.Records.Documents, func(d election.Document) bool { return d.Kind == kind })
	return &c.Records.Documents[i]
}

// On any number of cores, whatever the order of the papers in the tables.
func TestPapersAreTheSameBytesOnAnyCores(t *testing.T) {
	var first map[string][]byte
	for _, cores := range []int{1, 4} {
		before := runtime.GOMAXPROCS(cores)
		_, all := papersOf(t).published(t)
		runtime.GOMAXPROCS(before)
		if first == nil {
			first = all
			continue
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(all))); diff != "" {
			t.Fatal(diff)
		}
		for of, data := range all {
			if !bytes.Equal(data, first[of]) {
				t.Errorf("%s differs", of)
			}
		}
	}
}

// One paper that changes rewrites the files of its own commission, its zip, and
// the lists.
func TestOneChangedPaperChangesItsOwnFiles(t *testing.T) {
	p := papersOf(t)
	_, before := p.published(t)
	c := p.below[0]
	d := paperOf(c, election.ProtocolPaper)
	d.Scan = p.scan("protocol of the first, scanned again", election.PDF, "first page, straight", "second page")
	_, after := p.published(t)
	for of, data := range after {
		if bytes.Equal(data, before[of]) {
			continue
		}
		own := strings.HasPrefix(of, "scans/demo/"+c.ID+"/") || of == "api/"+PapersPath(p.Election, c)+".json"
		lists := []string{
			ArchivePath(p.Election, p.tec), "data/demo/papers/" + Sums, "data/demo/" + Sums, "api/demo/data.json",
			"data/demo/demo-training-documents.csv", "data/demo/demo-training-scans.csv",
			"api/" + Path(p.Election, c) + ".json", "api/" + Path(p.Election, p.tec) + ".json", // that leads to the zip
		}
		if !own && !slices.Contains(lists, of) {
			t.Errorf("%s changed", of)
		}
	}
	if bytes.Equal(before[ArchivePath(p.Election, p.tec)], after[ArchivePath(p.Election, p.tec)]) {
		t.Error("its zip did not change")
	}
}
