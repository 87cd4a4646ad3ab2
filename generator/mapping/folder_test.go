package mapping

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
)

// columns are the canonical columns of the tables in these tests.
var columns = map[string][]string{
	"commissions": {"id", "level", "parent", "number", "name_ky", "name_ru"},
	"selections":  {"contest", "id", "position", "name_ky", "name_ru"},
	"protocols":   {"commission", "contest", "part", "series", "version", "kind", "received", "decision"},
	"turnout":     {"commission", "contest", "at", "voters", "origin"},
}

// configuration is the part of election.yaml that is read here.
type configuration struct {
	Sources []Source         `yaml:"sources"`
	Tables  map[string][]Row `yaml:"tables"`
}

// A desk is a folder with an election.yaml and files beside it.
type desk struct {
	dir   string
	plan  *Plan
	found []finding.Finding
}

// lay writes files into a folder and plans it.
func lay(t testing.TB, config string, files map[string]string) *desk {
	t.Helper()
	d, err := spread(t, config, files)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spread is lay, and hands on what is wrong with the YAML itself.
func spread(t testing.TB, config string, files map[string]string) (*desk, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var c configuration
	decoder := yaml.NewDecoder(strings.NewReader(config))
	decoder.KnownFields(true)
	if err := decoder.Decode(&c); err != nil && config != "" {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(config), &root); err != nil {
		return nil, err
	}
	plan, found, err := New(sheets.Open(dir), c.Sources, c.Tables, columns, placed(&root))
	if err != nil {
		t.Fatal(err)
	}
	return &desk{dir, plan, found}, nil
}

// placed finds the line of a value, as intake does.
func placed(root *yaml.Node) func(path ...any) source.Cell {
	file := &source.File{Path: "election.yaml"}
	return func(path ...any) source.Cell {
		node := root
		if node.Kind == yaml.DocumentNode {
			node = node.Content[0]
		}
		for _, step := range path {
			var next *yaml.Node
			switch step := step.(type) {
			case int:
				if node.Kind == yaml.SequenceNode && step < len(node.Content) {
					next = node.Content[step]
				}
			case string:
				for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
					if node.Content[i].Value == step {
						next = node.Content[i+1]
					}
				}
			}
			if next == nil {
				break
			}
			node = next
		}
		return source.Cell{File: file, Row: int32(node.Line)}
	}
}

// records are those of a table: column=text, empty ones left out.
func (d *desk) records(t testing.TB, table string) []string {
	t.Helper()
	return d.written(t, table, func(s *Stream, i int) string { return s.Columns[i] + "=" + s.Text(i) })
}

// written are the records of a table, each text written by a function.
func (d *desk) written(t testing.TB, table string, write func(s *Stream, i int) string) []string {
	t.Helper()
	var all []string
	for s, err := range d.plan.Streams(table) {
		if err != nil {
			t.Fatal(err)
		}
		for s.Next() {
			if fault := s.Fault(); fault != nil {
				all = append(all, fmt.Sprintf("%s: %s", s.Place(), fault.Problem))
				continue
			}
			var words []string
			for i, text := range s.Texts() {
				if text != s.Text(i) {
					t.Errorf("%s: Texts has %q and Text %q", s.At(i), text, s.Text(i))
				}
				if text != "" {
					words = append(words, write(s, i))
				}
			}
			all = append(all, strings.Join(words, " "))
		}
		if s.Err() != nil {
			t.Fatal(s.Err())
		}
	}
	d.found = append(d.found, d.plan.Findings()...)
	return all
}

// findings are those so far, as a line each: code, place, facts, other places.
func (d *desk) findings() []string {
	finding.Sort(d.found)
	var all []string
	for _, f := range d.found {
		words := []string{string(f.Code), f.At.String()}
		for _, a := range f.Args {
			if text := fmt.Sprint(a.Value); text != "" && a.Name != "known" {
				words = append(words, a.Name+"="+text)
			}
		}
		for _, c := range f.Also {
			words = append(words, "also "+c.String())
		}
		if f.Record != "" {
			words = append(words, "record "+f.Record)
		}
		all = append(all, strings.Join(words, " | "))
	}
	return all
}

// same compares lists, and shows both where they differ.
func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// zipped is an archive with files in it.
func zipped(t testing.TB, files map[string]string) string {
	t.Helper()
	var buffer bytes.Buffer
	w := zip.NewWriter(&buffer)
	for name, text := range files {
		member, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := member.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.String()
}
