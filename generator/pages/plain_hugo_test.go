package pages

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/google/go-cmp/cmp"
	"github.com/spf13/afero"
	"golang.org/x/net/html"

	"achyk/content"
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/demo"
	"achyk/generator/election"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/generator/site"
	"achyk/generator/wording"
	"achyk/static"
	"achyk/templates"
)

// A rival is a site written twice: by us, and by the plain Hugo site in
// testdata/hugo, which renders the result pages itself. Hugo is given the very
// structs that our components are given, as JSON, so that it starts where they
// do: what has been added up is not added up again, but numbers, percents and
// sentences are its own to put together.
type rival struct {
	election  *election.Election
	catalogue *wording.Catalogue
	frames    *shell.Shell
	hugo      string // the folder of the plain Hugo site
	pages     int    // result pages in both languages, without those of selections
}

func newRival(tb testing.TB, precincts int) *rival {
	tb.Helper()
	folder := filepath.Join(tb.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: precincts, Seed: 1}); err != nil {
		tb.Fatal(err)
	}
	data, err := intake.Dir(folder)
	if err != nil {
		tb.Fatal(err)
	}
	// What is reported beside the protocols stands on some pages only, and is
	// left out on both sides.
	for _, c := range data.Elections[0].Commissions {
		c.Records = nil
	}
	data.Elections[0].Checks = nil // their arithmetic is for a test of its own
	r := &rival{election: data.Elections[0], hugo: filepath.Join(tb.TempDir(), "hugo")}
	if r.catalogue, err = wording.Load(sub(tb, templates.FS, "i18n")); err != nil {
		tb.Fatal(err)
	}
	r.frames, err = shell.Render(shell.Input{
		Source:    shell.Source{Content: content.FS, Layouts: sub(tb, templates.FS, "hugo"), Static: static.FS},
		Catalogue: r.catalogue, BaseURL: "https://achyk.example/",
	})
	if err != nil {
		tb.Fatal(err)
	}
	r.prepareHugo(tb)
	return r
}

func sub(tb testing.TB, fsys fs.FS, dir string) fs.FS {
	tb.Helper()
	below, err := fs.Sub(fsys, dir)
	if err != nil {
		tb.Fatal(err)
	}
	return below
}

func (r *rival) roll(tb testing.TB) *Election {
	y := rollup.Roll(r.election, r.election.Latest())
	report, err := checks.Examine(y, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return New(Input{Country: y, Report: report, Data: datasets.New(y, report, nil, r.catalogue, nil), Catalogue: r.catalogue, Shell: r.frames})
}

// A hugoPage is an entry of the data that the content adapter makes a page of.
type hugoPage struct {
	Layout      string        `json:"layout"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Breadcrumbs []shell.Crumb `json:"breadcrumbs"`
	Page        any           `json:"page"`
}

// prepareHugo writes the sources of the plain Hugo site: its layouts, our style
// sheet, and the election and the texts as data.
func (r *rival) prepareHugo(tb testing.TB) {
	tb.Helper()
	if err := os.CopyFS(r.hugo, os.DirFS("testdata/hugo")); err != nil {
		tb.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(r.hugo, "assets"), static.FS); err != nil {
		tb.Fatal(err)
	}
	e := r.roll(tb)
	texts := make(map[string]map[string]string)
	for _, lang := range wording.Codes {
		w := r.catalogue.Language(lang)
		texts[lang] = make(map[string]string)
		plurals := make(map[string]map[string]string)
		for _, key := range r.catalogue.Keys(lang) {
			if forms := w.Forms(key); forms != nil {
				plurals[key] = forms
			} else {
				texts[lang][key] = w.Text(key)
			}
		}
		// Hugo chooses plural forms in its own translations alone.
		writeJSON(tb, filepath.Join(r.hugo, "i18n", lang+".json"), plurals)
		v := view{e, w}
		pages := make(map[string]hugoPage)
		for _, c := range r.election.Commissions {
			if v.isPrecinct(c) {
				page, head := v.precinct(c)
				pages[head.Path] = hugoPage{"precinct", head.Title, head.Description, head.Breadcrumbs, page}
			} else {
				page, head := v.place(c)
				pages[head.Path] = hugoPage{"place", head.Title, head.Description, head.Breadcrumbs, page}
			}
		}
		r.pages += len(pages)
		writeJSON(tb, filepath.Join(r.hugo, "data", "election", lang+".json"), pages)
	}
	writeJSON(tb, filepath.Join(r.hugo, "data", "texts.json"), texts)
}

func writeJSON(tb testing.TB, name string, value any) {
	tb.Helper()
	content, err := json.Marshal(value)
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		tb.Fatal(err)
	}
}

// writeOurs does what a build does for the pages of results: adds up, renders,
// puts and commits. Those of selections are in our cost and not in Hugo's.
func (r *rival) writeOurs(tb testing.TB, out string) error {
	tree, err := site.Open(out)
	if err != nil {
		return err
	}
	e := r.roll(tb)
	err = e.render(tree, func(visit func(...page) bool) bool {
		for _, c := range e.Election.Commissions {
			if !visit(e.resultPage(c)) {
				return false
			}
		}
		return e.selectionPages(visit)
	})
	if err == nil {
		_, err = tree.Commit()
	}
	return errors.Join(err, tree.Close())
}

// writer is writeOurs for a loop over both.
func (r *rival) writer(tb testing.TB) func(out string) error {
	return func(out string) error { return r.writeOurs(tb, out) }
}

// writeHugos has Hugo build its site into a folder on disk, as the command
// would.
func (r *rival) writeHugos(out string) error {
	flags := config.New()
	flags.Set("workingDir", r.hugo)
	flags.Set("publishDir", out)
	flags.Set("environment", "production")
	var said bytes.Buffer
	disk := afero.NewOsFs()
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{Fs: disk, Flags: flags, Environ: []string{"NONE=1"}})
	if err != nil {
		return fmt.Errorf("read hugo.yaml: %w", err)
	}
	h, err := hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, Fs: hugofs.NewFrom(disk, configs.LoadingInfo.BaseConfig),
		LogLevel: logg.LevelWarn, StdOut: &said, StdErr: &said,
	})
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	err = errors.Join(h.Build(hugolib.BuildCfg{NoBuildLock: true}), h.Close())
	if err == nil && said.Len() > 0 {
		err = errors.New(said.String())
	}
	return err
}

// Plain Hugo shows the same pages with the same words, numbers and links, or
// comparing what they cost would prove nothing.
func TestPlainHugoShowsTheSame(t *testing.T) {
	if os.Getenv("ACHYK_BENCH") == "" {
		t.Skip("keeps the comparison with Hugo honest: make bench")
	}
	r := newRival(t, 120)
	ours, hugos := filepath.Join(t.TempDir(), "ours"), filepath.Join(t.TempDir(), "hugos")
	if err := r.writeOurs(t, ours); err != nil {
		t.Fatal(err)
	}
	if err := r.writeHugos(hugos); err != nil {
		t.Fatal(err)
	}
	compared := 0
	err := filepath.WalkDir(ours, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Base(filepath.Dir(name)) == "selections" {
			return err
		}
		path, err := filepath.Rel(ours, name)
		if err != nil {
			return err
		}
		want, got := mainText(t, name), mainText(t, filepath.Join(hugos, path))
		if len(want) < 5 {
			t.Errorf("%s says next to nothing: %q", path, want)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (- ours, + Hugo's):\n%s", path, diff)
		}
		compared++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if compared != r.pages {
		t.Errorf("%d pages compared, want %d", compared, r.pages)
	}
}

// mainText is what a page says in its main element: a line a block, words and
// the addresses of links set apart by one space.
func mainText(t *testing.T, name string) []string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := html.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	var words []string
	flush := func() {
		if len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
		words = nil
	}
	var visit func(n *html.Node, inside bool)
	visit = func(n *html.Node, inside bool) {
		inside = inside || n.Type == html.ElementNode && n.Data == "main"
		block := n.Type == html.ElementNode && strings.Contains(blocks, " "+n.Data+" ")
		if block {
			flush()
		}
		switch {
		case !inside:
		case n.Type == html.TextNode:
			// Not strings.Fields: a no-break space is part of a number.
			words = append(words, strings.FieldsFunc(n.Data, func(c rune) bool { return strings.ContainsRune(" \t\n", c) })...)
		case n.Type == html.ElementNode && n.Data == "a":
			for _, a := range n.Attr {
				if a.Key == "href" {
					words = append(words, "["+a.Val+"]")
				}
			}
		}
		for child := range n.ChildNodes() {
			visit(child, inside)
		}
		if block {
			flush()
		}
	}
	visit(document, false)
	return lines
}

const blocks = " main section header nav div p h1 h2 h3 ul ol li dl dt dd table caption tr th td "
