package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pieces writes a text in pieces of so many bytes.
func pieces(text string, each int) func(io.Writer) error {
	return func(w io.Writer) error {
		for piece := range slices.Chunk([]byte(text), each) {
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
		return nil
	}
}

// streamed publishes a tree of which one file comes as a stream.
func streamed(out, path string, write func(io.Writer) error, others tree) (Report, error) {
	site, err := Open(out)
	if err != nil {
		return Report{}, err
	}
	defer site.Close()
	if err := putAll(site, others); err != nil {
		return Report{}, err
	}
	site.Stream(path, write) // the tree must know by itself
	return site.Commit()
}

// wantAdvice is wantRefusal for an error that was wrapped on its way.
func wantAdvice(t *testing.T, err error, words ...string) {
	t.Helper()
	var advised *hinted
	if !errors.As(err, &advised) {
		t.Fatalf("error %v has no hint", err)
	}
	wantRefusal(t, advised, words...)
}

const zip = "data/demo/papers.zip"

// long is a text of so many bytes that is nowhere like itself.
func long(n int, seed uint64) string {
	random, text := rand.New(rand.NewPCG(seed, 7)), make([]byte, n)
	for i := range text {
		text[i] = 'a' + byte(random.IntN(26))
	}
	return string(text)
}

// A stream comes to what a file put at once comes to, whatever the output holds.
func TestStreamMakesTheFile(t *testing.T) {
	whole := long(100_000, 1)
	for _, test := range []struct {
		sentence, old, next string
	}{
		{"the same again", whole, whole},
		{"another first byte", whole, "!" + whole[1:]},
		{"another last byte", whole, whole[:99_999] + "!"},
		{"a difference where one piece ends", whole, whole[:32<<10] + "!" + whole[32<<10+1:]},
		{"a longer file that begins alike", whole, whole + "and more"},
		{"a shorter file that begins alike", whole, whole[:64<<10]},
		{"a shorter file by one byte", whole, whole[:99_999]},
		{"nothing at all", whole, ""},
		{"something instead of nothing", "", whole},
		{"nothing again", "", ""},
		{"nothing in common", whole, long(90_000, 2)},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			for _, each := range []int{997, 1 << 20} {
				out := filepath.Join(t.TempDir(), "public")
				others := tree{"index.html": "home"}
				build(t, out, tree{"index.html": "home", zip: test.old})
				before := stamps(t, out)
				got, err := streamed(out, zip, pieces(test.next, each), others)
				if err != nil {
					t.Fatal(err)
				}
				want := Report{Written: 1, Unchanged: 1, Bytes: int64(len(test.next))}
				if test.old == test.next {
					want = Report{Unchanged: 2}
					if diff := cmp.Diff(before, stamps(t, out)); diff != "" {
						t.Errorf("an unchanged stream touched:\n%s", diff)
					}
				}
				if got != want {
					t.Errorf("in pieces of %d: report = %+v, want %+v", each, got, want)
				}
				wantSettled(t, out, tree{"index.html": "home", zip: test.next})
				// The manifest says of it what it would say of a file put at once.
				if again := build(t, out, tree{"index.html": "home", zip: test.next}); again.Unchanged != 2 {
					t.Errorf("put at once it is another: %+v", again)
				}
			}
		})
	}
}

func TestStreamTellsDigestAndSize(t *testing.T) {
	text := long(70_000, 3)
	for _, old := range []string{text, "something else"} {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, tree{zip: old})
		site, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer site.Close()
		sum, size, err := site.Stream(zip, pieces(text, 1000))
		if err != nil || size != 70_000 || sum != sha256.Sum256([]byte(text)) {
			t.Errorf("%x, %d bytes, %v", sum, size, err)
		}
	}
}

// A file that does not change is not staged, not even for a moment.
func TestUnchangedStreamStagesNothing(t *testing.T) {
	out, text := filepath.Join(t.TempDir(), "public"), long(1<<20, 4)
	build(t, out, tree{zip: text})
	site, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	looked := false
	_, _, err = site.Stream(zip, func(w io.Writer) error {
		if err := pieces(text, 4096)(w); err != nil {
			return err
		}
		looked = true
		if _, err := os.Stat(out + ".state/stage"); !os.IsNotExist(err) {
			t.Errorf("something is staged: %v", err)
		}
		return nil
	})
	if err != nil || !looked {
		t.Fatal(err)
	}
}

func TestStreamThatFailsIsNotCommitted(t *testing.T) {
	broken := errors.New("the picture is gone")
	whole := long(50_000, 5)
	for _, test := range []struct {
		sentence, want string
		write          func(io.Writer) error
	}{
		{"while all is as it was", broken.Error(), func(w io.Writer) error { return errors.Join(pieces(whole[:9000], 512)(w), broken) }},
		{"after a difference", broken.Error(), func(w io.Writer) error { return errors.Join(pieces(whole[:9000]+"!", 512)(w), broken) }},
		{"at once", broken.Error(), func(io.Writer) error { return broken }},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			site := tree{"index.html": "home", zip: whole}
			build(t, out, site)
			_, err := streamed(out, zip, test.write, tree{"index.html": "new"})
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), zip) {
				t.Errorf("error = %v", err)
			}
			wantSettled(t, out, site)
		})
	}
}

// Whoever writes may pass over an error; the tree does not.
func TestStreamRemembersThatAWriteFailed(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	whole := long(50_000, 6)
	build(t, out, tree{zip: whole})
	_, err := streamed(out, zip, func(w io.Writer) error {
		if err := pieces(whole[:20_000], 4096)(w); err != nil {
			return err
		}
		// Somebody cuts the file: what was equal is there no more.
		if err := os.Truncate(filepath.Join(out, filepath.FromSlash(zip)), 10_000); err != nil {
			return err
		}
		w.Write([]byte("and goes on"))
		w.Write([]byte("as if nothing had happened"))
		return nil
	}, nil)
	if err == nil || !strings.Contains(err.Error(), "copy what did not change") {
		t.Errorf("error = %v", err)
	}
}

func TestStreamNoticesThatItsFileIsWrittenTo(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	whole := long(50_000, 7)
	build(t, out, tree{zip: whole})
	_, err := streamed(out, zip, func(w io.Writer) error {
		if err := pieces(whole[:20_000], 4096)(w); err != nil {
			return err
		}
		write(t, filepath.Join(out, filepath.FromSlash(zip)), strings.ToUpper(whole))
		_, err := w.Write([]byte("a difference"))
		return err
	}, nil)
	wantAdvice(t, err, "changed while it was being compared")
}

func TestStreamKeepsToItsPaths(t *testing.T) {
	t.Run("no path is taken twice, whichever way", func(t *testing.T) {
		for _, first := range []string{"put", "stream"} {
			site, err := Open(filepath.Join(t.TempDir(), "public"))
			if err != nil {
				t.Fatal(err)
			}
			defer site.Close()
			steps := map[string]func() error{
				"put":    func() error { return site.Put(zip, []byte("a")) },
				"stream": func() error { _, _, err := site.Stream(zip, pieces("b", 1)); return err },
			}
			if err := steps[first](); err != nil {
				t.Fatal(err)
			}
			for name, step := range steps {
				if err := step(); err == nil || !strings.Contains(err.Error(), "taken by another") {
					t.Errorf("%s after %s: %v", name, first, err)
				}
			}
		}
	})
	t.Run("none leads out", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		if _, err := streamed(out, "../papers.zip", pieces("a", 1), tree{"index.html": "home"}); err == nil || !strings.Contains(err.Error(), "not allowed") {
			t.Errorf("error = %v", err)
		}
	})
	t.Run("a linked folder is refused", func(t *testing.T) {
		dir := t.TempDir()
		out, elsewhere := filepath.Join(dir, "public"), filepath.Join(dir, "elsewhere")
		build(t, out, tree{"index.html": "home", zip: "papers"})
		if err := os.Rename(filepath.Join(out, "data"), elsewhere); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(elsewhere, filepath.Join(out, "data")); err != nil {
			t.Skip(err)
		}
		before := stamps(t, elsewhere)
		_, err := streamed(out, zip, pieces("papers", 2), tree{"index.html": "home"})
		wantAdvice(t, err, "symbolic link", filepath.Join(out, "data"))
		if diff := cmp.Diff(before, stamps(t, elsewhere)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a linked file is replaced, not written through", func(t *testing.T) {
		dir := t.TempDir()
		out, elsewhere := filepath.Join(dir, "public"), filepath.Join(dir, "elsewhere.zip")
		build(t, out, tree{zip: "papers"})
		write(t, elsewhere, "papers")
		name := filepath.Join(out, filepath.FromSlash(zip))
		os.Remove(name)
		if err := os.Symlink(elsewhere, name); err != nil {
			t.Skip(err)
		}
		if _, err := streamed(out, zip, pieces("papers", 2), nil); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%v, %v", info, err)
		}
		wantOnDisk(t, out, tree{zip: "papers"})
	})
	t.Run("a file of somebody else is not overwritten", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, tree{"index.html": "home"})
		write(t, filepath.Join(out, filepath.FromSlash(zip)), "mine")
		_, err := streamed(out, zip, pieces("ours", 1), tree{"index.html": "home"})
		wantRefusal(t, err, "papers.zip", "not written by a build")
		wantOnDisk(t, out, tree{"index.html": "home", zip: "mine"})
	})
	t.Run("a page may become a folder with a stream in it", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, tree{"index.html": "home", "data/demo": "a file"})
		if _, err := streamed(out, zip, pieces("papers", 2), tree{"index.html": "home"}); err != nil {
			t.Fatal(err)
		}
		wantSettled(t, out, tree{"index.html": "home", zip: "papers"})
	})
	t.Run("a closed tree takes none", func(t *testing.T) {
		site, err := Open(filepath.Join(t.TempDir(), "public"))
		if err != nil {
			t.Fatal(err)
		}
		site.Close()
		if _, _, err := site.Stream(zip, pieces("a", 1)); err == nil {
			t.Error("it did")
		}
	})
}

// A site with a changed stream is the old one or the new one, whatever the moment
// of the crash.
func TestCrashAtEveryStepWithAStream(t *testing.T) {
	oldText := long(40_000, 8)
	newText := oldText[:30_000] + long(20_000, 9)
	old, next := maps.Clone(oldSite), maps.Clone(newSite)
	old[zip], next[zip] = oldText, newText
	attempt := func(t *testing.T, out string, n int) (steps []string) {
		t.Helper()
		build(t, out, old)
		site, err := open(out, crashAt(n, &steps))
		if err != nil {
			t.Fatal(err)
		}
		defer site.vanish()
		if err := putAll(site, newSite); err != nil {
			t.Fatal(err)
		}
		if _, _, err := site.Stream(zip, pieces(newText, 1000)); err != nil {
			t.Fatal(err)
		}
		if _, err := site.Commit(); (n < 0 && err != nil) || (n >= 0 && !errors.Is(err, errCrash)) {
			t.Fatalf("crash at step %d: commit says %v", n, err)
		}
		return steps
	}
	steps := attempt(t, filepath.Join(t.TempDir(), "public"), -1)
	decided := slices.Index(steps, "name journal")
	moved := slices.IndexFunc(steps, func(s string) bool { return strings.HasSuffix(s, zip) })
	if moved < 0 {
		t.Fatalf("the stream is not moved: %v", steps)
	}
	for _, n := range []int{0, decided, decided + 1, moved, moved + 1, len(steps) - 1} {
		out := filepath.Join(t.TempDir(), "public")
		attempt(t, out, n)
		want := next
		if n <= decided {
			wantOnDisk(t, out, old)
			want = old
		}
		site, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		if err := site.Close(); err != nil {
			t.Fatal(err)
		}
		wantSettled(t, out, want)
		if t.Failed() {
			t.Fatalf("crash at %q", steps[n])
		}
	}
}

func TestManyStreamsAtOnce(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for edition := range uint64(2) {
		site, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		want := tree{}
		var workers sync.WaitGroup
		for i := range uint64(16) {
			path, text := "data/demo/"+string(rune('a'+i))+".zip", long(60_000, 100+i+1000*(edition*(i%2)))
			want[path] = text
			workers.Go(func() {
				if _, _, err := site.Stream(path, pieces(text, 700)); err != nil {
					t.Error(err)
				}
			})
		}
		workers.Wait()
		got, err := site.Commit()
		if err != nil {
			t.Fatal(err)
		}
		site.Close()
		if want := 16 >> edition; got.Written != want {
			t.Errorf("edition %d: %d written, want %d", edition, got.Written, want)
		}
		wantSettled(t, out, want)
	}
}

// Whatever is there and whatever comes, in whatever pieces, the output holds what
// came.
func FuzzStream(f *testing.F) {
	f.Add([]byte("papers"), []byte("papers"), uint8(2))
	f.Add([]byte("papers"), []byte("paper"), uint8(1))
	f.Add([]byte("paper"), []byte("papers and more"), uint8(9))
	f.Add([]byte(""), []byte("x"), uint8(0))
	f.Fuzz(func(t *testing.T, old, next []byte, each uint8) {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, tree{zip: string(old)})
		report, err := streamed(out, zip, pieces(string(next), int(each)+1), nil)
		if err != nil {
			t.Fatal(err)
		}
		if same := bytes.Equal(old, next); same != (report.Written == 0) {
			t.Errorf("%+v", report)
		}
		wantSettled(t, out, tree{zip: string(next)})
	})
}
