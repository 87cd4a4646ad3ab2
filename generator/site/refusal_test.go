package site

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
