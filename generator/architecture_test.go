package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the name of this module.
const module = "achyk/"

// rooms says who may import whom. It is the drawing in ARCHITECTURE.md, in a
// form that cannot rot: an arrow that is not listed here does not compile into
// a green run. The leaves import nothing of ours.
var rooms = map[string][]string{
	"generator/source":  {},
	"generator/wording": {},
	"generator/finding": {"generator/source"},
	"generator/sheets":  {"generator/finding", "generator/source"},

	"generator/election": {"generator/source", "generator/wording"},
	"generator/mapping":  {"generator/finding", "generator/sheets", "generator/source", "generator/wording"},
	"generator/proposal": {"generator/finding", "generator/sheets", "generator/wording"},
	"generator/intake":   {"generator/election", "generator/finding", "generator/maps", "generator/mapping", "generator/sheets", "generator/source", "generator/wording"},
	"generator/rollup":   {"generator/election", "generator/wording"},
	"generator/changes":  {"generator/election", "generator/finding", "generator/rollup", "generator/source"},
	"generator/checks":   {"generator/changes", "generator/election", "generator/finding", "generator/rollup", "generator/source", "generator/wording"},
	"generator/maps":     {},
	"generator/charts":   {"generator/checks", "generator/election", "generator/rollup"},
	"generator/echarts":  {"generator/wording", "templates"},
	"generator/scans":    {"generator/election", "generator/finding", "generator/source"},
	"generator/datasets": {"generator/changes", "generator/charts", "generator/checks", "generator/election", "generator/finding", "generator/rollup", "generator/source", "generator/wording"},
	"generator/demo":     {"generator/paper", "generator/wording"},
	"generator/paper":    {},

	"templates":       {"generator/wording"},
	"content":         {},
	"static":          {},
	"generator/shell": {"generator/wording"},
	"generator/pages": {
		"generator/changes", "generator/charts", "generator/checks", "generator/datasets", "generator/echarts", "generator/election", "generator/finding", "generator/rollup", "generator/shell",
		"generator/wording", "templates",
	},

	"scripts/bundle": {},

	"generator/site":  {},
	"generator/serve": {"generator/site"},

	"generator": {
		"content", "generator/changes", "generator/checks", "generator/datasets", "generator/demo", "generator/election", "generator/finding", "generator/intake", "generator/pages",
		"generator/proposal", "generator/rollup", "generator/scans", "generator/serve", "generator/shell", "generator/site", "generator/source",
		"generator/wording", "static", "templates",
	},
}

// doors says through which package a third-party module enters, and why it is
// here rather than code of ours.
var doors = []struct {
	module, reason string
	packages       []string
}{
	{"github.com/alecthomas/kong", "commands, flags and their help", []string{"generator"}},
	{"github.com/gohugoio/hugo", "editorial pages, menus, feeds, asset pipeline", []string{"generator/shell"}},
	{"github.com/spf13/afero", "the file systems that Hugo takes", []string{"generator/shell"}},
	{"github.com/bep/logg", "the log levels that Hugo takes", []string{"generator/shell"}},
	{"github.com/a-h/templ", "typed, escaped, compiled components", []string{"templates"}},
	{"cel.dev/cel-go", "formulas: a language with types, a checker and limits", []string{"generator/checks"}},
	{"golang.org/x/text", "collation, plural rules, normal forms, tables of encodings", []string{"generator/wording", "generator/sheets"}},
	{"github.com/agnivade/levenshtein", "the nearest name: did you mean", []string{"generator/mapping"}},
	{"golang.org/x/image", "outlines of letters in font files; TIFF and what fax machines pack it in", []string{"generator/paper", "generator/scans"}},
	{"github.com/go-fonts/dejavu", "typefaces with Kyrgyz letters", []string{"generator/paper"}},
	{"github.com/klippa-app/go-pdfium", "pages of PDF as pixels: Chromium's renderer, without a C compiler", []string{"generator/scans"}},
	{"github.com/tetratelabs/wazero", "the machine that renderer runs in, with limits to memory and time", []string{"generator/scans"}},
	{"github.com/go-echarts/go-echarts/v2", "the options of interactive charts, typed", []string{"generator/echarts"}},
	{"github.com/evanw/esbuild", "one script of ECharts and no more of it than we use", []string{"scripts/bundle"}},
	{"rsc.io/qr", "codes that lead from paper back to a page", []string{"generator/pages"}},
	{"golang.org/x/sys", "file locks and flushing a file system", []string{"generator/site"}},
	// Configurations and the vocabulary are read strictly, each by the room that owns it.
	{"go.yaml.in/yaml/v3", "YAML with the line of every value", []string{"generator/wording", "generator/intake", "generator/proposal", "generator/demo"}},
}

// eachGoFile calls visit for every Go file of the module that is not a test.
func eachGoFile(t *testing.T, visit func(room, name string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && name != ".." && (strings.HasPrefix(base, ".") || slices.Contains([]string{"node_modules", "public", "testdata"}, base)) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(base, ".go") && !strings.HasSuffix(base, "_test.go") {
			visit(filepath.ToSlash(strings.TrimPrefix(filepath.Dir(name), ".."+string(filepath.Separator))), name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	seen := make(map[string]bool)
	eachGoFile(t, func(room, name string) {
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: the room %q is not on the drawing", name, room)
			return
		}
		seen[room] = true
		for _, imported := range imports(t, name) {
			if ours, is := strings.CutPrefix(imported, module); is {
				if !slices.Contains(allowed, ours) {
					t.Errorf("%s imports %s, which %s may not", name, ours, room)
				}
				continue
			}
			if strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") && !opens(imported, room) {
				t.Errorf("%s imports %s, which has no door in %s", name, imported, room)
			}
		}
	})
	for room := range rooms {
		if !seen[room] {
			t.Errorf("the room %q is on the drawing and has no code", room)
		}
	}
}

func opens(imported, room string) bool {
	for _, door := range doors {
		if imported == door.module || strings.HasPrefix(imported, door.module+"/") {
			return slices.Contains(door.packages, room)
		}
	}
	return false
}

func imports(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

// Wording lies in catalogues, where both languages are kept together; a text
// in code would be in one language only.
func TestNoTextForReadersStandsInCode(t *testing.T) {
	cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
	check := func(name string) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			// The official term may be quoted in a comment.
			code, _, _ := strings.Cut(line, "//")
			if cyrillic.MatchString(code) {
				t.Errorf("%s:%d: %s", name, i+1, strings.TrimSpace(line))
			}
		}
	}
	eachGoFile(t, func(_, name string) { check(name) })
	components, err := filepath.Glob("../templates/*.templ")
	if err != nil || len(components) == 0 {
		t.Fatalf("no components: %v", err)
	}
	for _, name := range components {
		check(name)
	}
}

// The three ceilings of the house: files read in one sitting, functions in one
// look, and a comment on every package.
func TestFilesCanBeReadInOneSitting(t *testing.T) {
	documented := make(map[string]bool)
	eachGoFile(t, func(room, name string) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^// (Package|Command) `).Match(text) {
			documented[room] = true
		}
		if strings.HasSuffix(name, "_templ.go") {
			return
		}
		if lines := strings.Count(string(text), "\n"); lines > 500 {
			t.Errorf("%s has %d lines", name, lines)
		}
	})
	for room := range rooms {
		if !documented[room] {
			t.Errorf("%s has no package comment", path.Base(room))
		}
	}
}
