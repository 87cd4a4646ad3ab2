package demo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestForeignFolderIsRefused(t *testing.T) {
	for what, put1 := range map[string][2]string{
		"an election":       {"election.yaml", "id: presidential\n"},
		"a marker of other": {markerFile, `{"written_by": "someone"}`},
		"a broken marker":   {markerFile, `{`},
		"a greedy marker":   {markerFile, `{"written_by": "achyk demo", "files": ["../kept.txt"]}`},
		"a roundabout one":  {markerFile, `{"written_by": "achyk demo", "files": ["protocols/../../kept.txt"]}`},
		"a hidden file":     {".git/config", "x"},
	} {
		t.Run(what, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "data")
			put(t, filepath.Join(out, put1[0]), put1[1])
			if _, err := Write(Options{Out: out, Precincts: 3}); err == nil {
				t.Error("it was written over")
			}
			if data, err := os.ReadFile(filepath.Join(out, put1[0])); err != nil || string(data) != put1[1] {
				t.Errorf("%s is now %q, %v", put1[0], data, err)
			}
			entries, err := os.ReadDir(out)
			if err != nil || len(entries) != 1 {
				t.Errorf("the folder holds %v, %v", entries, err)
			}
		})
	}
}

// A second run replaces what the first wrote, and nothing else: neither what
// others put there, nor more of its own than it must.
func TestEarlierElectionIsReplaced(t *testing.T) {
	out, _ := made(t, 60, 1)
	put(t, filepath.Join(out, "waivers.csv"), "code,file\n")
	put(t, filepath.Join(out, "participation.csv"), "from an older version\n")
	old := strings.Replace(contents(t, out)[markerFile], `"files": [`, `"files": [ "participation.csv",`, 1)
	put(t, filepath.Join(out, markerFile), old)
	put(t, filepath.Join(out, "protocols.csv"+beside), "left by a crash")
	if _, err := Write(Options{Out: out, Precincts: 7, Seed: 2}); err != nil {
		t.Fatal(err)
	}
	got := contents(t, out)
	if got["waivers.csv"] != "code,file\n" {
		t.Errorf("waivers.csv is now %q", got["waivers.csv"])
	}
	delete(got, "waivers.csv")
	clean, _ := made(t, 7, 2)
	if diff := cmp.Diff(contents(t, clean), got); diff != "" {
		t.Errorf("not as in a new folder: %s", diff)
	}
}

// Where the work cannot be done, the earlier election stays as it was.
func TestFailureLeavesTheEarlierElection(t *testing.T) {
	out, _ := made(t, 7, 1)
	before := contents(t, out)
	blocked := filepath.Join(out, "planted.json"+beside)
	if err := os.Mkdir(blocked, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(Options{Out: out, Precincts: 9, Seed: 2}); err == nil {
		t.Fatal("it wrote where it could not")
	}
	if err := remove(blocked); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, contents(t, out)); diff != "" {
		t.Errorf("the earlier election changed: %s", diff)
	}
}

func TestFailureLeavesNoNewFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "demo")
	f, err := claim(out, marker{WrittenBy: author, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"protocols.csv", summaryFile} {
		if _, err := f.create(name); err != nil {
			t.Fatal(err)
		}
	}
	f.abandon()
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

// What a crash leaves is ours to finish, and no election.
func TestCrashLeavesNoElection(t *testing.T) {
	out := filepath.Join(t.TempDir(), "demo")
	f, err := claim(out, marker{WrittenBy: author, Files: files})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		made, err := f.create(name)
		if err != nil {
			t.Fatal(err)
		}
		made.disk.Close()
	}
	if _, err := os.Stat(filepath.Join(out, electionFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is an election: %v", err)
	}
	if _, err := Write(Options{Out: out, Precincts: 7, Seed: 2}); err != nil {
		t.Fatal(err)
	}
	clean, _ := made(t, 7, 2)
	if diff := cmp.Diff(contents(t, clean), contents(t, out)); diff != "" {
		t.Error(diff)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, o := range []Options{{Out: t.TempDir(), Precincts: -1}, {Precincts: 5}} {
		if _, err := Write(o); err == nil {
			t.Errorf("%+v was written", o)
		}
	}
}
