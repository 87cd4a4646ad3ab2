package site

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// wantRefusal checks an error's words and that it advises what to do.
func wantRefusal(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error; want one that says %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not say %q", err, word)
		}
	}
	if h, ok := err.(interface{ Hint() string }); !ok || h.Hint() == "" {
		t.Errorf("error %q has no hint", err)
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

func TestFolderOfSomebodyElseIsRefused(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write(t, filepath.Join(out, "thesis.txt"), "mine")
	_, err := tryBuild(out, small)
	wantRefusal(t, err, "is not empty", filepath.Join(dir, "public.state", "manifest"))
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("a refused build left %v behind", left)
	}

	// So is our own, once nothing says that it is ours.
	out = filepath.Join(dir, "other")
	build(t, out, small)
	if err := os.RemoveAll(out + ".state"); err != nil {
		t.Fatal(err)
	}
	_, err = tryBuild(out, small)
	wantRefusal(t, err, "is not empty")
	wantOnDisk(t, out, small)
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

func TestCommitRefusesASiteThatLacksAFile(t *testing.T) {
	for _, test := range []struct {
		name, want string
		put        func(*Tree)
	}{
		{"nothing put", "no files", func(*Tree) {}},
		{"a path twice", "taken by another", func(s *Tree) { s.Put("a.html", nil); s.Put("a.html", nil) }},
		{"a bad path", "not allowed", func(s *Tree) { s.Put("a.html", nil); s.Put("../a.html", nil) }},
		{"a file that is also a folder", "cannot be a file", func(s *Tree) { s.Put("a", nil); s.Put("a-b", nil); s.Put("a/b", nil) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, small)
			site, err := Open(out)
			if err != nil {
				t.Fatal(err)
			}
			defer site.Close()
			test.put(site)
			if _, err := site.Commit(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want one that says %q", err, test.want)
			}
			wantOnDisk(t, out, small)
		})
	}
}

func TestSecondBuilderIsToldWhoBuilds(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	build(t, out, small)
	first, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	// By another name, too.
	alias := filepath.Join(dir, "alias")
	if err := os.Symlink(out, alias); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{out, alias} {
		_, err = Open(name)
		wantRefusal(t, err, "is being built by", fmt.Sprintf("process %d on ", os.Getpid()))
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	build(t, out, small)
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

func TestLinksDoNotLeadABuildOut(t *testing.T) {
	for _, test := range []struct {
		name string
		next tree
	}{
		{"writing", tree{"index.html": "home", "ky/index.html": "new", "ky/demo/precincts/9001.html": "9001"}},
		{"not even changing", small},
		{"deleting", tree{"index.html": "home"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			out, elsewhere := filepath.Join(dir, "public"), filepath.Join(dir, "elsewhere")
			build(t, out, small)
			if err := os.Rename(filepath.Join(out, "ky"), elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, filepath.Join(out, "ky")); err != nil {
				t.Skip(err)
			}
			before := stamps(t, elsewhere)
			_, err := tryBuild(out, test.next)
			wantRefusal(t, err, "symbolic link", filepath.Join(out, "ky"))
			if diff := cmp.Diff(before, stamps(t, elsewhere)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a linked file is replaced, not written through", func(t *testing.T) {
		dir := t.TempDir()
		out, elsewhere := filepath.Join(dir, "public"), filepath.Join(dir, "elsewhere.html")
		build(t, out, small)
		write(t, elsewhere, "home")
		os.Remove(filepath.Join(out, "index.html"))
		if err := os.Symlink(elsewhere, filepath.Join(out, "index.html")); err != nil {
			t.Skip(err)
		}
		next := maps.Clone(small)
		next["index.html"] = "new"
		build(t, out, next)
		wantOnDisk(t, out, next)
		if data, _ := os.ReadFile(elsewhere); string(data) != "home" {
			t.Errorf("the link's target now says %q", data)
		}
	})
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

func TestImpossibleOutputsAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	for _, out := range []string{"", " ", "/", file} {
		if _, err := Open(out); err == nil {
			t.Errorf("Open(%q) worked", out)
		}
	}
}

func TestDamagedManifestIsNamedByItsLine(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, test := range []struct{ name, manifest, want string }{
		{"no digest", "xyz 1 a.html\n", "line 1"},
		{"no size", sum + " many a.html\n", "line 1"},
		{"leads out", sum + " 1 a.html\n" + sum + " 1 ../../etc/passwd\n", "line 2"},
		{"unsorted", sum + " 1 b.html\n" + sum + " 1 a.html\n", "line 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, small)
			write(t, out+".state/manifest", test.manifest)
			_, err := tryBuild(out, small)
			wantRefusal(t, err, test.want)
			wantOnDisk(t, out, small)
		})
	}
	if _, err := ReadManifest(filepath.Join(t.TempDir(), "public")); err == nil {
		t.Error("a site that was never built has a manifest")
	}
}

func TestCheckPath(t *testing.T) {
	for _, path := range []string{
		"index.html", "404.html", "ky/demo/precincts/07-113.html", "log/tile/0/x001/067.p/12",
		"assets/site.min.0263829989b6fd954f72baaf2fc64bc2.css", ".well-known/security.txt", "a_b/c..d",
	} {
		if err := CheckPath(path); err != nil {
			t.Error(err)
		}
	}
	for _, path := range []string{
		"", "/", "/index.html", "ky/", "ky//index.html", ".", "..", "../x", "ky/../../x", "ky/./x", "./x",
		".git/config", "ky/.hidden", "Index.html", "ky/үй.html", "a b.html", "a\\b.html", "c:x", "a%2fb", "a\x00", "a\nb",
		"name.", "~root", "a?b", "a#b", "a+b", strings.Repeat("a", 256), strings.Repeat("abcdefg/", 128) + "x",
	} {
		if err := CheckPath(path); err == nil {
			t.Errorf("%q passed", path)
		}
	}
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
