package main

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var update = flag.Bool("update", false, "rewrite what scripts expect with what they saw")

func TestMain(m *testing.M) {
	loaded = func(assets fs.FS) fs.FS { return withECharts(assets, "window.echarts = {}") }
	testscript.Main(tidy{m}, map[string]func(){"achyk": main})
}

// withECharts is what pages load, with a script in place of ECharts, whether or not
// that was bundled; without one where the script is empty.
func withECharts(assets fs.FS, script string) fs.FS {
	const name = "vendor/echarts.js"
	files := fstest.MapFS{}
	err := fs.WalkDir(assets, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == name {
			return err
		}
		text, err := fs.ReadFile(assets, path)
		files[path] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		panic(err) // a folder that is not there, or no longer
	}
	if script != "" {
		files[name] = &fstest.MapFile{Data: []byte(script)}
	}
	return files
}

// tidy runs the tests, and then removes what they shared.
type tidy struct{ *testing.M }

func (t tidy) Run() int {
	code := t.M.Run()
	if keptFolder != "" {
		os.RemoveAll(keptFolder)
	}
	return code
}

// The scripts are the program as an operator sees it, inputs inline.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			root, err := filepath.Abs("..")
			env.Setenv("WORKING_COPY", root)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"text": textCommand, "digest": digestCommand, "recode": recodeCommand,
			"scan": scanCommand},
	})
}

// textCommand prints the visible text of a page's <main>, a line a block:
// text FILE. Like exec, it sets stdout.
func textCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: text PAGE INTO")
	}
	page := ts.ReadFile(args[0])
	text, err := mainText(page)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}

// digestCommand writes the digest of a folder: digest DIR INTO.
func digestCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: digest DIR INTO")
	}
	sum, err := treeDigest(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(sum+"\n"), 0o666))
}

// scanCommand draws papers, each another one: scan FILE.png….
func scanCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: scan FILE...")
	}
	for _, name := range args {
		paper := image.NewGray(image.Rect(0, 0, 64, 90))
		for i := range paper.Pix {
			paper.Pix[i] = 250
		}
		copy(paper.Pix[10*paper.Stride:], name) // as grey as its letters
		var drawn bytes.Buffer
		ts.Check(png.Encode(&drawn, paper))
		ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(name)), 0o777))
		ts.Check(os.WriteFile(ts.MkAbs(name), drawn.Bytes(), 0o666))
	}
}

// blocks are the elements that begin a line of text.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.Li: true, atom.Tr: true, atom.Div: true,
	atom.Section: true, atom.Header: true, atom.Table: true, atom.Caption: true, atom.Dt: true, atom.Dd: true, atom.Nav: true,
}

// mainText is what a reader sees in a page's <main>: a line for each block,
// cells of a row apart by bars.
func mainText(page string) (string, error) {
	document, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var walk func(n *html.Node, inside bool)
	walk = func(n *html.Node, inside bool) {
		if n.Type == html.ElementNode {
			if n.DataAtom == atom.Script || n.DataAtom == atom.Svg {
				return // options, and drawings of what the tables say
			}
			inside = inside || n.DataAtom == atom.Main
			switch {
			case inside && blocks[n.DataAtom]:
				b.WriteString("\n")
			case inside && (n.DataAtom == atom.Td || n.DataAtom == atom.Th):
				b.WriteString(" | ")
			}
		}
		if n.Type == html.TextNode && inside {
			b.WriteString(strings.ReplaceAll(n.Data, "\u00a0", "~") + " ")
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child, inside)
		}
	}
	walk(document, false)
	var lines []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" && line != "|" {
			lines = append(lines, strings.TrimPrefix(line, "| "))
		}
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// shared is the folder of real data. Without it a test is skipped where
// someone works, and fails where the project is judged.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("ACHYK_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("real data: %v", err)
		}
		t.Skipf("real data: %v", err)
	}
	return dir
}

// Nobody needs npm to build a site: its charts are pictures and tables then, and the
// build says so in a line.
func TestASiteWithoutEChartsIsWhole(t *testing.T) {
	before := loaded
	defer func() { loaded = before }()
	files := func(script string) (paths []string, still bool) {
		loaded = func(assets fs.FS) fs.FS { return withECharts(assets, script) }
		out := filepath.Join(t.TempDir(), "public")
		result, err := build(Order{Data: filepath.Join("..", "data", "2017-president"), Out: out}, func(string) {})
		if err != nil {
			t.Fatal(err)
		}
		err = filepath.WalkDir(out, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				path, err = filepath.Rel(out, path)
				paths = append(paths, filepath.ToSlash(path))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return paths, result.Still
	}
	with, still := files("window.echarts = {}")
	if still {
		t.Error("a program with ECharts says that it has none")
	}
	without, still := files("")
	if !still {
		t.Error("a program without ECharts does not say so")
	}
	with = slices.DeleteFunc(with, func(path string) bool { return strings.HasPrefix(path, "assets/echarts.") })
	if !slices.Equal(with, without) {
		t.Errorf("without ECharts the site has other files: %v, not %v", without, with)
	}
}
