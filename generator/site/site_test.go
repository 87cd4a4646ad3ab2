package site

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tree is a site as a test writes it: path to content.
type tree map[string]string

// build publishes a tree and stops the test where that does not work.
func build(t *testing.T, out string, files tree) Report {
	t.Helper()
	report, err := tryBuild(out, files)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func tryBuild(out string, files tree) (Report, error) {
	site, err := Open(out)
	if err != nil {
		return Report{}, err
	}
	defer site.Close()
	if err := putAll(site, files); err != nil {
		return Report{}, err
	}
	return site.Commit()
}

func putAll(site *Tree, files tree) error {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := site.Put(path, []byte(files[path])); err != nil {
			return err
		}
	}
	return nil
}

// onDisk reads a folder back. Empty folders count: we leave none behind.
func onDisk(t *testing.T, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if content, _ := os.ReadDir(name); len(content) == 0 && name != dir {
				got[rel+"/"] = ""
			}
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			got[rel], err = os.Readlink(name)
			return err
		}
		data, err := os.ReadFile(name)
		got[rel] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return got
}

func wantOnDisk(t *testing.T, out string, want tree) {
	t.Helper()
	if diff := cmp.Diff(want, onDisk(t, out)); diff != "" {
		t.Errorf("output differs (-want +got):\n%s", diff)
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

var small = tree{
	"index.html":                  "home",
	"ky/index.html":               "башкы бет",
	"ky/demo/precincts/9001.html": "9001",
	"assets/site.css":             "body{}",
}

func TestBuildWritesWhatIsPutAndNothingElse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "public")
	got := build(t, out, small)
	want := Report{Written: 4, Bytes: int64(len("home") + len("башкы бет") + len("9001") + len("body{}"))}
	if got != want {
		t.Errorf("report = %+v, want %+v", got, want)
	}
	wantOnDisk(t, out, small)
	if got := onDisk(t, out+".state"); len(got) != 2 || got["lock"] != "" {
		t.Errorf("state holds %v, want only the manifest and a free lock", slices.Sorted(maps.Keys(got)))
	}
	m, err := ReadManifest(out)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := m.Find("index.html")
	if !ok || e.Size != 4 || e.Hex() != "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942" {
		t.Errorf("manifest lists index.html as %+v (%v)", e, ok)
	}
	if _, ok := m.Find("nothing.html"); ok || len(m) != 4 {
		t.Errorf("manifest has %d entries, want 4", len(m))
	}
}

// stamps tells every file and folder apart by inode and time of change.
func stamps(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	got := map[string]string{}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			got[name] = fmt.Sprintf("%v %+v", info.ModTime(), inode(info))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return got
}

func TestSecondUnchangedBuildWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := stamps(t, out, out+".state")
	time.Sleep(5 * time.Millisecond)
	if got, want := build(t, out, small), (Report{Unchanged: 4}); got != want {
		t.Errorf("report = %+v, want %+v", got, want)
	}
	after := stamps(t, out, out+".state")
	for _, s := range []map[string]string{before, after} {
		delete(s, filepath.Join(out+".state", "lock")) // says who is building
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("an unchanged build touched (-before +after):\n%s", diff)
	}
}

func TestOnlyChangedFilesAreTouched(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := stamps(t, out)
	next := maps.Clone(small)
	next["index.html"] = "HOME" // as long as before
	next["ru/index.html"] = "главная"
	delete(next, "ky/demo/precincts/9001.html")
	got := build(t, out, next)
	want := Report{Written: 2, Unchanged: 2, Deleted: 1, Bytes: int64(len("HOME") + len("главная"))}
	if got != want {
		t.Errorf("report = %+v, want %+v", got, want)
	}
	wantOnDisk(t, out, next) // and the folder ky/demo is gone
	after := stamps(t, out)
	for _, path := range []string{"ky/index.html", "assets/site.css"} {
		if name := filepath.Join(out, path); before[name] != after[name] {
			t.Errorf("%s was touched", path)
		}
	}
}

func TestFileChangedByHandIsRestored(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	name := filepath.Join(out, "index.html")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, "h0me") // same size, same time: only the bytes tell
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(out, "ky/index.html")); err != nil {
		t.Fatal(err)
	}
	if got := build(t, out, small); got.Written != 2 || got.Unchanged != 2 {
		t.Errorf("report = %+v, want 2 written, 2 unchanged", got)
	}
	wantOnDisk(t, out, small)
}

func TestForeignFilesSurvive(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	write(t, filepath.Join(out, "ky/demo/precincts/NOTES.txt"), "mine")
	next := maps.Clone(small)
	delete(next, "ky/demo/precincts/9001.html")
	build(t, out, next)
	next["ky/demo/precincts/NOTES.txt"] = "mine"
	wantOnDisk(t, out, next)

	// Nor is one overwritten when the site gets a file of the same name.
	write(t, filepath.Join(out, "robots.txt"), "mine")
	delete(next, "ky/demo/precincts/NOTES.txt")
	next["robots.txt"] = "ours"
	_, err := tryBuild(out, next)
	wantRefusal(t, err, "robots.txt", "not written by a build")
	if got := onDisk(t, out)["robots.txt"]; got != "mine" {
		t.Errorf("robots.txt = %q", got)
	}
	// With the very bytes of the site it may stay, and belongs to the site.
	next["robots.txt"] = "mine"
	build(t, out, next)
	delete(next, "robots.txt")
	if got := build(t, out, next); got.Deleted != 1 {
		t.Errorf("report = %+v, want 1 deleted", got)
	}
}

func TestOutputRemovedByHandIsBuiltAgain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	if got := build(t, out, small); got.Written != 4 {
		t.Errorf("report = %+v, want 4 written", got)
	}
	wantOnDisk(t, out, small)
}

func TestCloseWithoutCommitLeavesTheOutput(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	before := stamps(t, out)
	site, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := site.Put("index.html", []byte("half a site")); err != nil {
		t.Fatal(err)
	}
	if err := site.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, stamps(t, out)); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(out + ".state/stage"); !os.IsNotExist(err) {
		t.Errorf("staged files are left: %v", err)
	}
	if err := site.Put("late.html", nil); err == nil {
		t.Error("a closed tree took a file")
	}
	if _, err := site.Commit(); err == nil {
		t.Error("a closed tree was committed")
	}
}

func TestManyWorkersPutAtOnce(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	page := func(i, edition int) (string, []byte) {
		return fmt.Sprintf("ky/demo/precincts/%d.html", i), fmt.Appendf(nil, "precinct %d edition %d", i, edition*(i%2))
	}
	for edition := range 2 {
		site, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		var workers sync.WaitGroup
		var won atomic.Int32
		for w := range 8 {
			workers.Go(func() {
				for i := w; i < 2400; i += 8 {
					if err := site.Put(page(i, edition)); err != nil {
						t.Error(err)
					}
				}
				if site.reserve("ky/demo/wanted-by-all.html") == nil {
					won.Add(1)
				}
			})
		}
		workers.Wait()
		if won.Load() != 1 {
			t.Errorf("%d workers of 8 were given one path", won.Load())
		}
		got, err := site.Commit()
		if err != nil {
			t.Fatal(err)
		}
		site.Close()
		if want := 2400 >> edition; got.Written != want {
			t.Errorf("edition %d: %d written, want %d", edition, got.Written, want)
		}
		for i := range 2400 {
			path, data := page(i, edition)
			if on, err := os.ReadFile(filepath.Join(out, path)); err != nil || string(on) != string(data) {
				t.Fatalf("%s = %q (%v), want %q", path, on, err, data)
			}
		}
	}
}

func TestPageMayBecomeAFolderAndBack(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	page := tree{"index.html": "home", "data/demo": "a file"}
	folder := tree{"index.html": "home", "data/demo/a/b.csv": "1", "data/demo/c.csv": "2"}
	for _, site := range []tree{page, folder, page, folder} {
		build(t, out, site)
		wantOnDisk(t, out, site)
	}
	write(t, filepath.Join(out, "data/demo/MINE.txt"), "mine")
	_, err := tryBuild(out, page)
	wantRefusal(t, err, "MINE.txt", "in the way")
	folder["data/demo/MINE.txt"] = "mine"
	wantOnDisk(t, out, folder)
}

func TestOrderShowsNothingBeforeWhatItNeeds(t *testing.T) {
	want := []string{
		"api/demo/index.json",
		"assets/site.0263829989b6fd95.css",
		"data/demo/protocols.csv",
		"log/tile/0/000",
		"scans/demo/9001/1.jpg",
		"log/checkpoint",
		"ky/demo/precincts/9001/history.html",
		"ky/demo/precincts/9001.html",
		"ky/demo/commissions/tec-x.html",
		"ky/demo/regions/osh.html",
		"ky/demo/find.html",
		"ky/demo/feed.xml",
		"ky/demo/index.html",
		"ky/index.html",
		"404.html",
		"sitemap.xml",
		"index.html",
		"release.json",
	}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, Order)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
