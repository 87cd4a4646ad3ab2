package site

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The old and the new site differ in every way a journal can: changed, new and
// deleted files at all depths, a page that becomes a folder, and one the other
// way round.
var (
	oldSite = tree{
		"index.html":                       "old home",
		"release.json":                     "1",
		"about":                            "a file",
		"data/demo/a.csv":                  "old a",
		"data/demo/b.csv":                  "stays",
		"ky/demo/index.html":               "old election",
		"ky/demo/precincts/9001.html":      "old 9001",
		"ky/demo/precincts/9002.html":      "old 9002",
		"assets/old.0263829989b6fd95.css":  "old style",
		"assets/kept.1111111111111111.css": "kept style",
		"scans/page/1/one.jpg":             "one",
		"scans/page/two.jpg":               "two",
	}
	newSite = tree{
		"index.html":                       "new home",
		"release.json":                     "2",
		"about/us.html":                    "now a folder",
		"data/demo/a.csv":                  "new a",
		"data/demo/b.csv":                  "stays",
		"ky/demo/index.html":               "new election",
		"ky/demo/precincts/9001.html":      "new 9001",
		"ky/demo/precincts/9003.html":      "new 9003",
		"assets/new.2222222222222222.css":  "new style",
		"assets/kept.1111111111111111.css": "kept style",
		"scans/page":                       "now a file",
	}
)

var errCrash = errors.New("crash")

// crashAt answers the n-th step with a crash, and notes every step it sees.
func crashAt(n int, steps *[]string) func(string) error {
	return func(step string) error {
		*steps = append(*steps, step)
		if len(*steps) == n+1 {
			return errCrash
		}
		return nil
	}
}

// vanish lets go of the lock, as the death of a process does, and cleans up
// nothing.
func (t *Tree) vanish() { t.lock.Close() }

// interrupted publishes the new site over the old one and crashes at step n. It
// returns the steps that were reached.
func interrupted(t *testing.T, out string, n int) (steps []string) {
	t.Helper()
	site, err := open(out, crashAt(n, &steps))
	if err != nil {
		t.Fatal(err)
	}
	defer site.vanish()
	if err := putAll(site, newSite); err != nil {
		t.Fatal(err)
	}
	if _, err := site.Commit(); (n < 0 && err != nil) || (n >= 0 && !errors.Is(err, errCrash)) {
		t.Fatalf("crash at step %d: commit says %v", n, err)
	}
	return steps
}

// fresh makes an output that holds the old site.
func fresh(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, oldSite)
	return out
}

func TestCommitStepsAreInOrder(t *testing.T) {
	out := fresh(t)
	want := []string{
		"write manifest", "flush staged files", "write journal", "name journal",
		"delete about", "delete scans/page/1/one.jpg", "delete scans/page/two.jpg",
		"move assets/new.2222222222222222.css", "move data/demo/a.csv", "move scans/page",
		"move ky/demo/precincts/9001.html", "move ky/demo/precincts/9003.html", "move ky/demo/index.html",
		"move about/us.html", "move index.html", "move release.json",
		"delete ky/demo/precincts/9002.html", "delete assets/old.0263829989b6fd95.css",
		"flush output", "name manifest", "remove journal", "remove stage",
	}
	if diff := cmp.Diff(want, withoutNumbers(interrupted(t, out, -1))); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	wantOnDisk(t, out, newSite)
}

func withoutNumbers(steps []string) []string {
	var plain []string
	for _, s := range steps {
		if f := strings.Fields(s); f[0] == "move" {
			s = f[0] + " " + f[2]
		}
		plain = append(plain, s)
	}
	return plain
}

// Whatever the moment of the crash, the site is the old one or, after the next
// Open, the new one, and never anything between.
func TestCrashAtEveryStep(t *testing.T) {
	steps := interrupted(t, fresh(t), -1)
	decided := slices.Index(steps, "name journal")
	for n, step := range steps {
		t.Run(step, func(t *testing.T) {
			out := fresh(t)
			interrupted(t, out, n)
			if n <= decided {
				wantOnDisk(t, out, oldSite)
			}
			site, err := Open(out)
			if err != nil {
				t.Fatal(err)
			}
			if err := site.Close(); err != nil {
				t.Fatal(err)
			}
			want := newSite
			if n <= decided {
				want = oldSite
			}
			wantSettled(t, out, want)
			build(t, out, newSite)
			wantSettled(t, out, newSite)
		})
	}
}

// A crash of the recovery is recovered from in the same way.
func TestCrashAtEveryStepOfRecovery(t *testing.T) {
	steps := interrupted(t, fresh(t), -1)
	decided := slices.Index(steps, "name journal")
	for n := decided + 1; n < len(steps)-1; n += 6 {
		for again := 0; ; again++ {
			out := fresh(t)
			interrupted(t, out, n)
			var seen []string
			site, err := open(out, crashAt(again, &seen))
			if err == nil { // it had fewer steps than that
				site.Close()
				break
			}
			if !errors.Is(err, errCrash) {
				t.Fatalf("crash at %q, then at %q: %v", steps[n], seen[again], err)
			}
			site, err = Open(out)
			if err != nil {
				t.Fatalf("crash at %q, then at %q: %v", steps[n], seen[again], err)
			}
			site.Close()
			wantSettled(t, out, newSite)
			if t.Failed() {
				t.Fatalf("crash at %q, then at %q", steps[n], seen[again])
			}
		}
	}
}

// wantSettled checks the output, that the manifest is its own, and that nothing
// but manifest and lock is left of the work.
func wantSettled(t *testing.T, out string, want tree) {
	t.Helper()
	wantOnDisk(t, out, want)
	m, err := ReadManifest(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range m {
		if int(e.Size) != len(want[e.Path]) {
			t.Errorf("manifest gives %s %d bytes, want %d", e.Path, e.Size, len(want[e.Path]))
		}
	}
	if len(m) != len(want) {
		t.Errorf("manifest has %d files, want %d", len(m), len(want))
	}
	for name := range onDisk(t, out+".state") {
		if name != "manifest" && name != "lock" {
			t.Errorf("%s is left in the state folder", name)
		}
	}
}

// A process killed by the system, not by its own code, lets go of the lock.
func TestKilledBuild(t *testing.T) {
	if out := os.Getenv("ACHYK_TEST_KILLED_BUILD"); out != "" {
		site, err := open(out, func(step string) error {
			if strings.HasSuffix(step, "ky/demo/index.html") {
				self, _ := os.FindProcess(os.Getpid())
				self.Kill()
				select {}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		putAll(site, newSite)
		site.Commit()
		t.Fatal("still alive")
	}
	out := fresh(t)
	child := exec.Command(os.Args[0], "-test.run=^TestKilledBuild$")
	child.Env = append(os.Environ(), "ACHYK_TEST_KILLED_BUILD="+out)
	output, err := child.CombinedOutput()
	if err == nil || strings.Contains(string(output), "still alive") {
		t.Fatalf("the child was not killed: %v\n%s", err, output)
	}
	if got := onDisk(t, out); got["index.html"] != "old home" || got["data/demo/a.csv"] != "new a" {
		t.Fatalf("the child was not killed in the middle: %v", got)
	}
	site, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	site.Close()
	wantSettled(t, out, newSite)
}

func TestJournalThatCannotBeFinishedIsExplained(t *testing.T) {
	steps := interrupted(t, fresh(t), -1)
	middle := slices.Index(steps, "delete ky/demo/precincts/9002.html") - 2
	for _, test := range []struct {
		name, want string
		damage     func(t *testing.T, out string)
	}{
		{"staged files removed", "staged copy", func(t *testing.T, out string) {
			os.RemoveAll(out + ".state/stage")
			os.Remove(filepath.Join(out, "ky/demo/precincts/9003.html"))
		}},
		{"journal cut", "breaks off", func(t *testing.T, out string) {
			write(t, out+".state/journal", journalHead+"\ndelete about\n")
		}},
		{"journal of another kind", "begin with", func(t *testing.T, out string) {
			write(t, out+".state/journal", "something else\n")
		}},
		{"journal leads out", "not allowed", func(t *testing.T, out string) {
			write(t, out+".state/journal", journalHead+"\ndelete ../precious\nend 1\n")
		}},
		{"journal with an unknown step", "not a step", func(t *testing.T, out string) {
			write(t, out+".state/journal", journalHead+"\ncopy a b\nend 1\n")
		}},
		{"a link put in the way", "symbolic link", func(t *testing.T, out string) {
			os.RemoveAll(filepath.Join(out, "ky"))
			if err := os.Symlink(t.TempDir(), filepath.Join(out, "ky")); err != nil {
				t.Skip(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out := fresh(t)
			interrupted(t, out, middle)
			test.damage(t, out)
			before := onDisk(t, out)
			_, err := Open(out)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error = %v, want one that says %q", err, test.want)
			}
			if diff := cmp.Diff(before, onDisk(t, out)); strings.HasPrefix(test.name, "journal") && diff != "" {
				t.Errorf("a damaged journal was begun:\n%s", diff)
			}
			if _, err := os.Stat(out + ".state/journal"); err != nil {
				t.Errorf("the journal is gone: %v", err)
			}
		})
	}
}

// A country's worth of precincts is out of reach here; the cost of one is not.
func BenchmarkPut(b *testing.B) {
	page := []byte(strings.Repeat("<td>12 408</td>", 1024)) // 15 KB
	path := func(i int) string { return fmt.Sprintf("ky/demo/precincts/%05d.html", i) }
	const files = 5000
	for _, bench := range []struct {
		name string
		last byte
	}{{"unchanged", '>'}, {"changed", '!'}} {
		b.Run(bench.name, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "public")
			site, err := Open(out)
			if err != nil {
				b.Fatal(err)
			}
			for i := range files {
				site.Put(path(i), page)
			}
			if _, err := site.Commit(); err != nil {
				b.Fatal(err)
			}
			site.Close()
			next := []byte(string(page[:len(page)-1]) + string(bench.last))
			b.SetBytes(int64(len(page)))
			site = nil
			for i := 0; b.Loop(); i++ {
				if i%files == 0 {
					b.StopTimer()
					if site != nil {
						site.Close()
					}
					if site, err = Open(out); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if err := site.Put(path(i%files), next); err != nil {
					b.Fatal(err)
				}
			}
			site.Close()
		})
	}
}
