package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"achyk/generator/demo"
)

// treeDigest is one digest of all paths and bytes of a folder.
func treeDigest(dir string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		bytes, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %x\n", filepath.ToSlash(path), sha256.Sum256(bytes))
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// The same input gives the same bytes: in any folder, time zone and locale, on
// any number of cores, with the rows in any order.
func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	places := []struct {
		name string
		env  []string
	}{
		{"here", []string{"TZ=UTC", "LANG=C", "GOMAXPROCS=1"}},
		{"somewhere/else with a space", []string{"TZ=Asia/Bishkek", "LANG=ky_KG.UTF-8", "LC_ALL=ru_RU.UTF-8", "GOMAXPROCS=7"}},
		{"ү/башка", []string{"TZ=America/New_York", "LANG=tr_TR.UTF-8", "GOMAXPROCS=2"}},
	}
	papers := 4
	if testing.Short() {
		papers = 0 // pixels take ten times as long under the race detector
	}
	digests := make(map[string]bool)
	for _, place := range places {
		dir := filepath.Join(t.TempDir(), filepath.FromSlash(place.name))
		if _, err := demo.Write(demo.Options{Out: filepath.Join(dir, "data", "demo"), Precincts: 80, Papers: papers, Seed: 7}); err != nil {
			t.Fatal(err)
		}
		command := exec.Command(self, "-test.run=^TestBuildForAnother$")
		command.Dir = dir
		command.Env = append(os.Environ(), append(place.env, "ACHYK_TEST_BUILD=1")...)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		digest, err := treeDigest(filepath.Join(dir, "public"))
		if err != nil {
			t.Fatal(err)
		}
		digests[digest] = true
	}
	if len(digests) != 1 {
		t.Errorf("%d different sites from one input", len(digests))
	}
}

// TestBuildForAnother is no test of its own: it is the program, run with
// another environment by TestSameInputSameBytes.
func TestBuildForAnother(t *testing.T) {
	if os.Getenv("ACHYK_TEST_BUILD") == "" {
		return
	}
	var stdout, stderr strings.Builder
	if code := run([]string{"build"}, &stdout, &stderr); code != exitDone {
		t.Fatalf("exit %d: %s%s", code, &stdout, &stderr)
	}
}

// One changed digit changes the pages it is on, and no other byte.
func TestOneDigitChangesOnlyItsPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, out := filepath.Join(dir, "demo"), filepath.Join(dir, "public")
	if _, err := demo.Write(demo.Options{Out: data, Precincts: 120, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	order := Order{Data: data, Out: out}
	quiet := func(string) {}
	if _, err := build(order, quiet); err != nil {
		t.Fatal(err)
	}
	again, err := build(order, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if again.Site.Written+again.Site.Deleted != 0 {
		t.Errorf("a second build of the same data wrote %d files and deleted %d", again.Site.Written, again.Site.Deleted)
	}
	before := contents(t, out)
	precinct := changeOneVote(t, filepath.Join(data, "protocols.csv"))
	if _, err := build(order, quiet); err != nil {
		t.Fatal(err)
	}
	after := contents(t, out)
	changed := make(map[string]bool)
	for path, bytes := range after {
		if before[path] != bytes {
			changed[path] = true
		}
	}
	if !changed["ky/demo/precincts/"+precinct+".html"] || !changed["ru/demo/precincts/"+precinct+".html"] {
		t.Errorf("the pages of %s did not change: %v", precinct, changed)
	}
	regions := make(map[string]bool)
	for path := range changed {
		if _, below, is := strings.Cut(path, "/regions/"); is {
			region, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(below, ".html"), ".json"), "/")
			regions[region] = true
		}
		// The votes no longer make the valid ballots, and are more than the base
		// of a percent: only the rules about that have something new to say.
		if _, rule, is := strings.Cut(path, "/checks/"); is {
			code, _, _ := strings.Cut(rule, ".")
			if !slices.Contains([]string{"index", "e4", "w1", "p402"}, code) {
				t.Errorf("%s changed, and has nothing to do with it", path)
			}
		}
		other := strings.Contains(path, "/precincts/") && !strings.Contains(path, precinct)
		if other || !strings.Contains(path, "/demo/") {
			t.Errorf("%s changed and does not show the number", path)
		}
	}
	if len(regions) != 1 {
		t.Errorf("pages of %d regions changed: %v", len(regions), slices.Sorted(maps.Keys(regions)))
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		bytes, err := os.ReadFile(name)
		path, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(path)] = string(bytes)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// changeOneVote adds one to the last figure of the last hand count, and says
// whose it was.
func changeOneVote(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	for i := len(lines) - 1; i > 0; i-- {
		cells := strings.Split(lines[i], ",")
		if !strings.HasPrefix(cells[0], "p-") || cells[3] != "manual" {
			continue
		}
		cells[len(cells)-1] = "7" + cells[len(cells)-1]
		lines[i] = strings.Join(cells, ",")
		if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return cells[0]
	}
	t.Fatal("no hand count in the table")
	return ""
}
