package datasets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// schemaOf compiles a schema as it was published.
func schemaOf(t *testing.T, all map[string][]byte, kind string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	name := ""
	for _, of := range below(all, "api/") {
		if !strings.Contains(of, "/schemas/") {
			continue
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(all[of]))
		if err == nil {
			err = compiler.AddResource("https://achyk.example/"+of, schema)
		}
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		if strings.HasSuffix(of, "/"+kind+".json") {
			name = of
		}
	}
	schema, err := compiler.Compile("https://achyk.example/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestDocumentsOfPapersFollowTheirSchema(t *testing.T) {
	p := papersOf(t)
	s, all := p.published(t)
	n := 0
	for of, data := range all {
		kind := ""
		switch {
		case strings.HasSuffix(of, "/papers.json") && !strings.Contains(of, "/schemas/"):
			kind = papersKind
			n++
		case of == "api/demo/data.json":
			kind = dataKind
		default:
			continue
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schemaOf(t, all, kind).Validate(document); err != nil {
			t.Errorf("%s: %v", of, err)
		}
	}
	if n != 4 {
		t.Errorf("%d commissions have papers, want 4", n)
	}
	if s.HasPapers(p.below[3]) {
		t.Error("a paper that was not scanned makes a page")
	}
	var index DataDocument
	if err := json.Unmarshal(all["api/demo/data.json"], &index); err != nil || index.Papers == nil {
		t.Fatalf("%+v, %v", index.Papers, err)
	}
	a := s.Archives()[0]
	if got := index.Papers.Archives[0]; got.SHA256 != a.SHA256 || got.Path != a.Path || got.Commission.ID != p.tec.ID || index.Papers.Sums != s.ArchiveSums() {
		t.Errorf("%+v", index.Papers)
	}
}

// papersJSON is the document of a commission's papers as it was published.
func papersJSON(t *testing.T, e *election.Election, all map[string][]byte, c *election.Commission) PapersDocument {
	t.Helper()
	var d PapersDocument
	if err := json.Unmarshal(all["api/"+PapersPath(e, c)+".json"], &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPapersSayWhatWasReceivedAndWhatIsShown(t *testing.T) {
	p := papersOf(t)
	_, all := p.published(t)
	d := papersJSON(t, p.Election, all, p.below[0])
	var got []string
	for _, one := range d.Documents {
		got = append(got, fmt.Sprintf("%s v%d %s: %d pages, original %v, %s", one.Kind, one.Version, one.Disclosure, len(one.Pages), one.Original != nil, one.File.SHA256[:8]))
		for _, page := range one.Pages {
			for _, picture := range []Picture{page.Reading, page.Thumbnail} {
				if digestHex(all[picture.Path]) != picture.SHA256 || picture.Bytes != int64(len(all[picture.Path])) || picture.Width == 0 {
					t.Errorf("%+v", picture)
				}
			}
		}
	}
	want := []string{
		"participation_list v1 digest: 0 pages, original false, " + digestHex([]byte("who came"))[:8],
		"minutes v1 pages: 1 pages, original false, " + digestHex([]byte("minutes"))[:8],
		"complaint v1 digest: 0 pages, original false, " + digestHex([]byte("what a citizen wrote"))[:8],
		"protocol v1 original: 2 pages, original true, " + digestHex([]byte("protocol of the first"))[:8],
		"protocol v2 original: 1 pages, original false, " + digestHex([]byte("it corrected"))[:8],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d.Archive != ArchivePath(p.Election, p.tec) {
		t.Errorf("the archive is %q", d.Archive)
	}
	second := papersJSON(t, p.Election, all, p.below[1])
	if len(second.Findings) != 1 || second.Findings[0].Code != string(finding.ScanTwice) {
		t.Errorf("findings: %+v", second.Findings)
	}
	third := papersJSON(t, p.Election, all, p.below[2])
	if len(third.Documents) != 3 || third.Documents[1].Withheld != "D606" || third.Documents[0].File != nil || third.Documents[2].File != nil || third.Archive != "" {
		t.Errorf("%+v", third.Documents)
	}
}

// Where regions say where a figure stands, the figure that was typed from that very
// version stands beside it.
func TestFiguresStandWhereTheyWereTypedFrom(t *testing.T) {
	p := papersOf(t)
	k := p.Contests[0]
	_, all := p.published(t)
	v1 := func(c *election.Commission) *election.Protocol {
		i := slices.IndexFunc(c.Protocols, func(q *election.Protocol) bool {
			return q.Contest == k && q.Series == election.Manual && q.Version == 1
		})
		return c.Protocols[i]
	}
	figures := func(c *election.Commission, document, page int) []OnPage {
		return papersJSON(t, p.Election, all, c).Documents[document].Pages[page].Figures
	}
	first, protocol := figures(p.below[0], 3, 0), v1(p.below[0])
	typed, known := protocol.Lines[0].Value()
	if len(first) != 1 || first[0].Item != k.Lines[0].Code || !known || *first[0].Figure.Value != typed {
		t.Fatalf("page one: %+v, typed %d", first, typed)
	}
	if got, want := [...]string{first[0].Left, first[0].Top, first[0].Width, first[0].Height}, [...]string{"0.125", "0.000001", "0.3", "0.05"}; got != want {
		t.Errorf("it stands at %v, want %v", got, want)
	}
	votes, _ := protocol.Votes[0].Value()
	if second := figures(p.below[0], 3, 1); len(second) != 1 || second[0].Item != "votes:"+k.Selections[0].ID || *second[0].Figure.Value != votes || second[0].Width != "1" {
		t.Errorf("page two: %+v, typed %d", second, votes)
	}
	// Nobody typed a second version.
	if none := figures(p.below[0], 4, 0); len(none) > 0 {
		t.Errorf("of a version that has no protocol: %+v", none)
	}
	// A paper in single pages: each has its own, and what a file holds beyond its
	// page has none.
	pages := papersJSON(t, p.Election, all, p.below[1]).Documents
	if len(pages) != 3 || len(pages[1].Pages[0].Figures) != 1 || pages[1].Pages[0].Figures[0].Item != k.Lines[0].Code {
		t.Fatalf("%+v", pages)
	}
	two := pages[2].Pages
	if len(two) != 2 || *two[0].Page != 2 || len(two[0].Figures) != 1 || two[0].Figures[0].Item[:6] != "votes:" || !two[1].More || len(two[1].Figures) > 0 {
		t.Errorf("%+v", two)
	}
}

func TestMillionths(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "0.000001", 125_000: "0.125", 999_999: "0.999999", 1_000_000: "1", 100_000: "0.1"} {
		if got := millionths(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
