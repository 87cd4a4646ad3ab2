package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"achyk/generator/wording"
)

// On every page, in both languages, every figure is in the page's document, and
// every number of the document is on the page; and the rows of its tables say
// the same, row by row.
func TestPagesAndDocumentsHaveTheSameFigures(t *testing.T) {
	t.Parallel()
	night := time.Date(2027, time.January, 24, 16, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		sentence  string
		precincts int
		asOf      time.Time
	}{
		{"when everything has come", 300, time.Time{}},
		{"in the evening", 150, night},
	} {
		if testing.Short() {
			test.precincts = 60
		}
		t.Run(test.sentence, func(t *testing.T) {
			t.Parallel()
			samefigures(t, publish(t, trainingElection(t, test.precincts), test.asOf))
		})
	}
}

// So is what pages say of papers: versions, sizes, digests, the figures beside
// their places, and what is not shown.
func TestPagesOfPapersHaveTheSameFigures(t *testing.T) {
	t.Parallel()
	s := paperedSiteOf(t)
	p := published(t, s.data, s.out)
	papers := 0
	for _, of := range p.documents(t) {
		if strings.HasSuffix(of, "/papers") {
			papers++
		}
	}
	if papers < 20 {
		t.Fatalf("only %d commissions have papers", papers)
	}
	samefigures(t, p)
}

// The elections of the scripts have what a training election does not: parts,
// recounts, several contests, tables full of mistakes.
func TestPagesOfScriptsHaveTheSameFigures(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	for _, name := range scripts {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data := t.TempDir()
		elections := 0
		for _, f := range archive.Files {
			of, inside := strings.CutPrefix(f.Name, "data/")
			if !inside {
				continue
			}
			to := filepath.Join(data, filepath.FromSlash(of))
			if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
			if path.Base(of) == "election.yaml" {
				elections++
			}
		}
		if elections == 0 {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			p, result := publishing(t, data, time.Time{})
			if result.Stopped {
				t.Skip("this one is to stop")
			}
			samefigures(t, p)
		})
	}
}

// The real election of 2017 has no training election's regularity: once as it
// was published by territorial commission, once as it is confirmed.
func TestPagesOf2017HaveTheSameFigures(t *testing.T) {
	t.Parallel()
	samefigures(t, publish(t, filepath.Join("..", "data", "2017-president"), time.Time{}))
	samefigures(t, publish(t, kg2017(t), time.Time{}))
}

// The comparison can fail: whatever digit of a page is changed, it is noticed.
func TestOneChangedDigitIsNoticed(t *testing.T) {
	t.Parallel()
	p := publish(t, trainingElection(t, 120), time.Time{})
	for _, test := range []struct {
		lang, path string
		every      int // of the digits
	}{
		{"ky", "demo/precincts/p-01001", 1},
		{"ru", "demo/commissions/tec-bishkek", 5},
		{"ky", "demo/index", 11},
		{"ky", "demo/commissions/tec-bishkek/summary", 13},
		{"ru", "demo/decisions", 1},
		{"ru", "demo/selections/archa", 11},
		{"ky", "demo/discrepancies", 7},
		{"ru", "demo/checks/index", 7},
	} {
		s := p.side(t, test.lang, test.path)
		if problems := s.compare(); len(problems) > 0 {
			t.Fatalf("%s: %v", test.path, problems)
		}
		tried := 0
		for n := range s.main.Descendants() {
			if n.Type != html.TextNode || unseen(n) {
				continue
			}
			whole := n.Data
			for i := range len(whole) {
				if whole[i] < '0' || whole[i] > '9' {
					continue
				}
				if tried++; tried%test.every != 0 {
					continue
				}
				if !s.noticed(n, i) {
					t.Errorf("%s: nobody notices another digit in %q at %d", test.path, whole, i)
				}
				n.Data = whole
			}
		}
		t.Logf("%s: %d digits", test.path, tried)
	}
}

// noticed reports whether the comparison notices a change of one digit: any
// change in the body of a table, where each cell has its place, and elsewhere one to a
// number that the document does not have.
func (s *side) noticed(n *html.Node, at int) bool {
	whole := []byte(n.Data)
	for by := byte(1); by < 10; by++ {
		changed := slices.Clone(whole)
		changed[at] = '0' + (whole[at]-'0'+by)%10
		n.Data = string(changed)
		if len(s.compare()) > 0 {
			return true
		}
		if within(n, atom.Tbody) {
			return false
		}
	}
	return false
}

// unseen reports whether a text is of what the comparison leaves out.
func unseen(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && slices.Contains(unread, n.Data) {
			return true
		}
	}
	return false
}

func within(n *html.Node, element atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == element {
			return true
		}
	}
	return false
}

func samefigures(t *testing.T, p *publication) {
	t.Helper()
	paths := p.documents(t)
	if len(paths) < 10 {
		t.Fatalf("only %d documents", len(paths))
	}
	p.follow(t, paths)
	pages := 0
	for _, lang := range wording.Codes {
		for _, of := range paths {
			for i, problem := range p.side(t, lang, of).compare() {
				if i < 5 {
					t.Errorf("%s/%s: %s", lang, of, problem)
				}
			}
			pages++
		}
	}
	t.Logf("%d pages compared", pages)
}
