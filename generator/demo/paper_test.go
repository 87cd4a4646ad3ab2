package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/paper"
	"achyk/generator/wording"
)

// usualPapers are as many precincts with papers as a site for trying out has.
const usualPapers = 36

// listedPapers writes a training election without drawing a paper: its tables, and
// what would be drawn.
func listedPapers(t *testing.T, o Options) (string, *registry) {
	t.Helper()
	o.Out = filepath.Join(t.TempDir(), "demo")
	land, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	f, err := claim(o.Out, marker{WrittenBy: author, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	d := &day{country: land, seed: o.Seed}
	if err := d.write(f, o); err != nil {
		t.Fatal(err)
	}
	if err := f.publish(); err != nil {
		t.Fatal(err)
	}
	return o.Out, d.registry
}

// eachListing tries a property of the papers of elections of the usual size.
func eachListing(t *testing.T, property func(t *testing.T, folder string, x *registry)) {
	for _, seed := range seeds {
		t.Run("seed "+strconv.FormatUint(seed, 10), func(t *testing.T) {
			folder, x := listedPapers(t, Options{Precincts: DefaultPrecincts, Seed: seed, Papers: usualPapers})
			property(t, folder, x)
		})
	}
}

func TestUsualPapersHaveEveryFault(t *testing.T) {
	eachListing(t, func(t *testing.T, folder string, x *registry) {
		kinds := make(map[string]int)
		for _, p := range planted(t, folder) {
			kinds[p.Kind]++
		}
		for _, f := range paperKinds {
			if kinds[f.kind] == 0 {
				t.Errorf("no %s", f.kind)
			}
		}
		if kinds["paper-alone"] == 0 {
			t.Error("no paper-alone")
		}
		if x.papered < usualPapers*2/3 || x.papered > usualPapers {
			t.Errorf("papers of %d precincts", x.papered)
		}
		formats := make(map[string]int)
		for _, of := range x.waiting {
			formats[of.format]++
			formats[of.kind]++
		}
		for _, want := range []string{"jpg", "png", "pdf", "tif", protocolPaper, deviceReport, actUnused, minutesPaper, participationList} {
			if formats[want] == 0 {
				t.Errorf("no %s: %v", want, formats)
			}
		}
	})
}

// What is written on a paper is what the table says, unless something else is
// planted; and where paper and table are planted to differ, they differ there.
func TestPapersSayWhatWasTyped(t *testing.T) {
	eachListing(t, func(t *testing.T, folder string, x *registry) {
		apart, spoilt := make(map[string]string), make(map[string]bool)
		for _, p := range planted(t, folder) {
			switch {
			case p.Kind == "paper-differs":
				apart[p.Record] = p.Cell
			case p.File == protocolsFile && (p.Code != "D603" || p.Kind == "illegible-line") || p.Kind == "scanner-differs":
				spoilt[p.Record] = p.Cell != "" || p.Effect == hold
			}
		}
		typed := make(map[string]map[string]string)
		for _, row := range rows(t, folder, protocolsFile) {
			typed[strings.Join([]string{row["commission"], row["contest"], row["series"], row["version"]}, " ")] = row
		}
		compared := 0
		for _, of := range x.waiting {
			for _, l := range of.leaves {
				if l.says == nil || of.instead != nil || strings.Contains(of.file, "inbox") {
					continue
				}
				record := key(of.commission, l.says.series, of.version)
				row := typed[record]
				if row == nil && slices.ContainsFunc(planted(t, folder), func(p plant) bool { return p.Code == "D604" && strings.HasPrefix(p.Record, of.commission+" ") }) {
					continue
				}
				if row == nil {
					t.Errorf("%s is the paper of nothing", of.key())
					continue
				}
				differs := ""
				for _, f := range l.fields {
					column := x.columns[len(protocolHead)+f.column]
					if row[column] != strconv.FormatInt(l.says.column(f.column), 10) {
						differs += column
					}
				}
				if differs != apart[record] && !spoilt[record] && !spoilt[key(of.commission, manual, 1)] {
					t.Errorf("%s says otherwise of %q, planted: %q", of.file, differs, apart[record])
				}
				compared += len(l.fields)
			}
		}
		if compared < 500 || len(apart) == 0 {
			t.Errorf("%d figures were compared, %d papers differ", compared, len(apart))
		}
	})
}

// A paper comes when its protocol does, or after it.
func TestPapersComeInOrder(t *testing.T) {
	folder, _ := listedPapers(t, Options{Precincts: DefaultPrecincts, Seed: 1, Papers: usualPapers})
	received := make(map[string]time.Time)
	for _, p := range rows(t, folder, protocolsFile) {
		if p["series"] != device && strings.HasPrefix(p["received"], "2027") {
			received[key(p["commission"], p["series"], version(p))] = at(t, p["received"])
		}
	}
	seen := 0
	for _, row := range rows(t, folder, documentsFile) {
		came := at(t, row["received"])
		if at(t, row["date"]).After(came) {
			t.Errorf("%v is dated after it came", row)
		}
		series := row["series"]
		if series == "" {
			series = manual
		}
		typed, has := received[key(row["commission"], series, version(row))]
		if row["kind"] == protocolPaper && has {
			seen++
			if came.Before(typed) {
				t.Errorf("%s came at %s, its protocol at %s", row["file"], came, typed)
			}
		}
	}
	if seen == 0 {
		t.Error("no paper was compared with its protocol")
	}
}

// Where a figure stands lies on the page, and no two stand in one place.
func TestRegionsLieOnPages(t *testing.T) {
	folder, _ := listedPapers(t, Options{Precincts: DefaultPrecincts, Seed: 1, Papers: usualPapers})
	share := func(text string) int {
		n, err := strconv.Atoi(strings.TrimPrefix(text, "0."))
		if err != nil || !strings.HasPrefix(text, "0.") {
			t.Fatalf("%q is no fraction", text)
		}
		return n
	}
	bottoms := make(map[string]int)
	for _, row := range rows(t, folder, regionsFile) {
		left, top, width, height := share(row["left"]), share(row["top"]), share(row["width"]), share(row["height"])
		if width == 0 || height == 0 || left+width > 10_000 || top+height > 10_000 {
			t.Errorf("%v is not on its page", row)
		}
		paper := strings.Join([]string{row["commission"], row["kind"], row["version"]}, " ")
		if middle := top + height/2; middle <= bottoms[paper] {
			t.Errorf("%v stands where the figure before it does", row)
		} else {
			bottoms[paper] = middle
		}
	}
	if len(bottoms) < usualPapers/2 {
		t.Errorf("regions of %d papers", len(bottoms))
	}
}

// drawn writes a small election with papers.
func drawn(t *testing.T, out string) Summary {
	t.Helper()
	s, err := Write(Options{Out: out, Precincts: 120, Papers: 4, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPapersAreFilesOfTheFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "demo")
	s := drawn(t, out)
	scans := make(map[string]bool)
	for name := range contents(t, out) {
		if strings.HasSuffix(name, beside) {
			t.Errorf("%s was left", name)
		}
		scans[name] = strings.HasPrefix(name, scansFolder+"/")
	}
	n := 0
	for _, is := range scans {
		if is {
			n++
		}
	}
	if n == 0 || n != s.Papers {
		t.Errorf("%d scans, the summary says %d", n, s.Papers)
	}
	gone := make(map[string]bool)
	for _, p := range planted(t, out) {
		gone[p.Record] = gone[p.Record] || p.Code == "D602"
	}
	for _, row := range rows(t, out, documentsFile) {
		of := &document{commission: row["commission"], contest: row["contest"], series: row["series"], kind: row["kind"]}
		of.version, _ = strconv.Atoi(row["version"])
		of.page, _ = strconv.Atoi(row["page"])
		if scans[row["file"]] == gone[of.key()] {
			t.Errorf("%s is there: %v, planted as gone: %v", row["file"], scans[row["file"]], gone[of.key()])
		}
	}
	if !strings.Contains(contents(t, out)[electionFile], "\ndocuments:\n") {
		t.Error("election.yaml says nothing of papers")
	}

	// The same bytes on one core.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again := filepath.Join(t.TempDir(), "demo")
	drawn(t, again)
	if diff := cmp.Diff(contents(t, out), contents(t, again)); diff != "" {
		t.Error("the papers are other bytes on one core")
	}
}

func TestPapersComeAndGo(t *testing.T) {
	out, _ := made(t, 120, 3)
	drawn(t, out)
	if _, err := os.Stat(filepath.Join(out, scansFolder)); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(Options{Out: out, Precincts: 120, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	clean, _ := made(t, 120, 3)
	if diff := cmp.Diff(contents(t, clean), contents(t, out)); diff != "" {
		t.Errorf("without papers it is not as it was: %s", diff)
	}
	if _, err := os.Stat(filepath.Join(out, scansFolder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder of scans is still there: %v", err)
	}
}

// What a crash leaves of papers is ours to take away: nothing of it would belong to
// the next election.
func TestCrashLeavesNoPapers(t *testing.T) {
	out := filepath.Join(t.TempDir(), "demo")
	f, err := claim(out, marker{WrittenBy: author, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	f.promise("scans/01/scan0001.jpg")
	if err := f.mark(); err != nil {
		t.Fatal(err)
	}
	if err := f.put("scans/01/scan0001.jpg", []byte("half a paper")); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(Options{Out: out, Precincts: 7, Seed: 2}); err != nil {
		t.Fatal(err)
	}
	clean, _ := made(t, 7, 2)
	if diff := cmp.Diff(contents(t, clean), contents(t, out)); diff != "" {
		t.Error(diff)
	}
}

// Every letter of what is printed is in the typefaces, and every text in both
// languages.
func TestPrintedTexts(t *testing.T) {
	p, err := readPrints()
	if err != nil {
		t.Fatal(err)
	}
	texts := []wording.Text{p.contest}
	for _, x := range p.texts {
		texts = append(texts, x.Text)
	}
	for _, l := range p.lines {
		texts = append(texts, l.name)
	}
	for _, x := range texts {
		if x.Ky == "" || x.Ru == "" {
			t.Errorf("%q and %q", x.Ky, x.Ru)
		}
		for _, f := range []*paper.Face{paper.Serif.At(20), paper.Bold.At(20), paper.Mono.At(20)} {
			if missing := f.Missing(x.Ky + x.Ru); missing != "" {
				t.Errorf("no letters %q for %q, %q", missing, x.Ky, x.Ru)
			}
		}
	}
	if len(p.lines) != lineCount {
		t.Errorf("%d lines are printed", len(p.lines))
	}
}

// TestDrawnPage holds a page to its last pixel: if it fails, look at the page
// (ACHYK_PAGE=page.png) before the digest is changed.
func TestDrawnPage(t *testing.T) {
	country, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	prints, err := readPrints()
	if err != nil {
		t.Fatal(err)
	}
	q := &protocol{commission: "p-07201", kind: ordinary, series: manual, version: 2, signed: pollsClose(home).Add(227 * time.Minute)}
	q.votes = []int64{1851, 2034, 580, 309, 467, 12, 98, 765, 41}
	for i := range q.lines {
		q.lines[i] = int64(3709 - 211*i)
	}
	before := q.copy()
	before.votes[2], before.votes[3] = q.votes[3], q.votes[2]
	place := &commission{id: q.commission, number: "07201", name: choose(country.venues, ordinary)[0]}
	l := (&printer{country, prints}).protocolLeaf(q, filling{place: place, above: country.territories[0].name, before: before, illegible: ballotsSpoiled})
	r := rand.New(rand.NewPCG(1, 2))
	sheet := paper.Blank(l.width, l.height)
	l.draw(sheet, r)
	sheet.Dust(r)
	seen := paper.NewScanner(r, l.askew).Scan(sheet)
	if name := os.Getenv("ACHYK_PAGE"); name != "" {
		data, err := paper.PNG(seen)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256(seen.Pix)
	if got, want := hex.EncodeToString(sum[:]), "66b70c77d69ace6de9a10a4b57b97d3eb80345ddffc235de0f4bdaf7a47b1859"; got != want {
		t.Errorf("the page is %s, not %s", got, want)
	}
}

// BenchmarkPage draws a page of a protocol and makes a file of it.
func BenchmarkPage(b *testing.B) {
	country, err := readCountry()
	if err != nil {
		b.Fatal(err)
	}
	prints, err := readPrints()
	if err != nil {
		b.Fatal(err)
	}
	q := &protocol{commission: "p-07201", kind: ordinary, series: manual, version: 1, figures: figures{votes: make([]int64, len(country.selections))}}
	x := &registry{printer: &printer{country, prints}, d: &day{seed: 1}}
	of := &document{format: "jpg", leaves: []*leaf{x.protocolLeaf(q, filling{place: &commission{number: "07201"}, illegible: -1})}}
	for b.Loop() {
		if _, err := x.bytes(of); err != nil {
			b.Fatal(err)
		}
	}
}
