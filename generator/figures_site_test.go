package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"achyk/generator/demo"
	"achyk/generator/wording"
)

// A publication is a site as it was written, and the catalogues that worded it.
type publication struct {
	dir       string
	data      string // the folder of the election
	catalogue *wording.Catalogue
	literals  map[string][]string // by language: pieces of the catalogue with a digit in them
	names     map[string][]string // what a page is called, by its path
}

// publish builds the site of a training election, or of any other folder.
func publish(tb testing.TB, data string, asOf time.Time) *publication {
	tb.Helper()
	p, result := publishing(tb, data, asOf)
	if result.Stopped {
		tb.Fatalf("the build stopped: %v", result.Data.Findings)
	}
	return p
}

// publishing is publish for data that may stop the build.
func publishing(tb testing.TB, data string, asOf time.Time) (*publication, *Result) {
	tb.Helper()
	out := filepath.Join(tb.TempDir(), "public")
	result, err := build(Order{Data: data, Out: out, AsOf: asOf}, func(string) {})
	if err != nil {
		tb.Fatal(err)
	}
	return published(tb, data, out), result
}

// published is a site that was built.
func published(tb testing.TB, data, out string) *publication {
	tb.Helper()
	p := &publication{dir: out, data: data, names: make(map[string][]string)}
	var err error
	if _, p.catalogue, err = open(""); err != nil {
		tb.Fatal(err)
	}
	p.literals = make(map[string][]string)
	for _, lang := range wording.Codes {
		p.literals[lang] = literals(p.catalogue, lang)
	}
	return p
}

// training writes a training election.
func trainingElection(tb testing.TB, precincts int) string {
	tb.Helper()
	data := filepath.Join(tb.TempDir(), "data", "demo")
	if _, err := demo.Write(demo.Options{Out: data, Precincts: precincts, Seed: 11}); err != nil {
		tb.Fatal(err)
	}
	return data
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// literals are the pieces of all texts, between their placeholders, that have a
// digit of their own: "100 % = ".
func literals(c *wording.Catalogue, lang string) []string {
	w := c.Language(lang)
	found := make(map[string]bool)
	for _, key := range c.Keys(lang) {
		raw := []string{}
		if forms := w.Forms(key); forms != nil {
			raw = slices.Collect(maps.Values(forms))
		} else {
			raw = append(raw, w.Text(key))
		}
		for _, text := range raw {
			for _, piece := range placeholder.Split(text, -1) {
				if piece = strings.TrimSpace(piece); strings.ContainsAny(piece, "0123456789") {
					found[piece], found[capitalised(piece)] = true, true
				}
			}
		}
	}
	found["SHA-256"] = true // names the digest, in any language
	return longestFirst(found)
}

func longestFirst(set map[string]bool) []string {
	return slices.SortedFunc(maps.Keys(set), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

func capitalised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// documents lists the paths of all documents, without extension.
func (p *publication) documents(tb testing.TB) []string {
	tb.Helper()
	var all []string
	root := filepath.Join(p.dir, "api")
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		of, err := filepath.Rel(root, name)
		if of = filepath.ToSlash(of); !strings.Contains(of, "/schemas/") {
			all = append(all, strings.TrimSuffix(of, ".json"))
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

func (p *publication) read(tb testing.TB, name string) []byte {
	tb.Helper()
	bytes, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		tb.Fatal(err)
	}
	return bytes
}

// follow checks every document against the schema that it names, as both were
// published.
func (p *publication) follow(t *testing.T, paths []string) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	files, err := filepath.Glob(filepath.Join(p.dir, "api", "*", "schemas", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d schemas: %v", len(files), err)
	}
	address := func(of string) string { return "https://achyk.example/" + of }
	for _, name := range files {
		of, err := filepath.Rel(p.dir, name)
		if err != nil {
			t.Fatal(err)
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(p.read(t, filepath.ToSlash(of))))
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		if err := compiler.AddResource(address(filepath.ToSlash(of)), schema); err != nil {
			t.Fatalf("%s: %v", of, err)
		}
	}
	for _, of := range paths {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(p.read(t, "api/"+of+".json")))
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		named, _ := document.(map[string]any)["$schema"].(string)
		schema, err := compiler.Compile(address(path.Join("api", path.Dir(of), named)))
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", of, err)
		}
	}
}
