package scans

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"achyk/generator/election"
)

func TestASecondReadDecodesNothing(t *testing.T) {
	dir := t.TempDir()
	h := papersIn(t, map[string][]byte{
		"scans/a.jpg": asJPEG(t, drawn(300, 400)), "scans/b.png": asPNG(t, drawn(200, 100)),
	}, protocol(1, "scans/a.jpg"), protocol(2, "scans/b.png"))
	first := opened(t, dir)
	if found := h.read(t, first); len(found) > 0 {
		t.Fatalf("found %v", found)
	}
	if n := first.maker.decoded.Load(); n != 2 {
		t.Errorf("the first read decoded %d files", n)
	}
	scan := *h.documents()[0].Scan
	second := opened(t, dir)
	h.read(t, second)
	if n := second.maker.decoded.Load(); n != 0 {
		t.Errorf("the second read decoded %d files", n)
	}
	again := *h.documents()[0].Scan
	if len(again.Pages) != 1 || again.Pages[0] != scan.Pages[0] {
		t.Errorf("first %v, then %v", scan, again)
	}
	data, err := second.Bytes(scan.Pages[0].Reading.SHA256)
	if err != nil || digest(data) != scan.Pages[0].Reading.SHA256 {
		t.Errorf("read %d bytes, %v", len(data), err)
	}
}

// filesIn are the files of a folder, by their names.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Whatever happens to the store, the pictures that come out of it are right.
func TestADamagedStoreIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	h := papersIn(t, map[string][]byte{"scans/a.jpg": asJPEG(t, drawn(300, 400))}, protocol(1, "scans/a.jpg"))
	h.read(t, opened(t, dir))
	want := h.documents()[0].Scan.Pages[0]
	all := filesIn(t, dir)
	if len(all) != 3 {
		t.Fatalf("the store holds %v", all)
	}
	for _, name := range all {
		name = filepath.Join(dir, name)
		sound, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		flipped := bytes.Clone(sound)
		flipped[len(flipped)-2] ^= 1
		for says, damage := range map[string]func() error{
			"it is cut off": func() error { return os.Truncate(name, int64(len(sound)/2)) },
			"it is empty":   func() error { return os.Truncate(name, 0) },
			"it is gone":    func() error { return os.Remove(name) },
			"a bit flips":   func() error { return os.WriteFile(name, flipped, 0o644) },
		} {
			if err := damage(); err != nil {
				t.Fatal(err)
			}
			s := opened(t, dir)
			h.read(t, s)
			if got := h.documents()[0].Scan.Pages[0]; got != want {
				t.Errorf("%s: %s: %v, want %v", filepath.Base(name), says, got, want)
			}
			for _, p := range []election.Picture{want.Reading, want.Thumbnail} {
				data, err := s.Bytes(p.SHA256)
				if err != nil || digest(data) != p.SHA256 {
					t.Errorf("%s: %s: %d bytes, %v", filepath.Base(name), says, len(data), err)
				}
			}
			if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, sound) {
				t.Errorf("%s: %s: it is not as it was, %v", filepath.Base(name), says, err)
			}
		}
	}
}

func TestSweepRemovesWhatNoDocumentNeeds(t *testing.T) {
	dir := t.TempDir()
	h := papersIn(t, map[string][]byte{
		"a.jpg": asJPEG(t, drawn(300, 400)), "b.jpg": asJPEG(t, drawn(400, 300)),
	}, protocol(1, "a.jpg"), protocol(2, "b.jpg"))
	h.read(t, opened(t, dir))
	both := filesIn(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "pictures", ".new-1"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.election.Commissions[0].Records.Documents = h.documents()[:1] // the second is withdrawn
	s := opened(t, dir)
	h.read(t, s)
	if err := s.Sweep(); err != nil {
		t.Fatal(err)
	}
	if left := filesIn(t, dir); len(both) != 6 || len(left) != 3 {
		t.Errorf("of %v, %v are left", both, left)
	}
	if _, err := s.Bytes(h.documents()[0].Scan.Pages[0].Reading.SHA256); err != nil {
		t.Error(err)
	}
	again := opened(t, dir)
	h.read(t, again)
	if n := again.maker.decoded.Load(); n != 0 {
		t.Errorf("%d were decoded after the sweep", n)
	}
}

func TestWithoutAFolderPicturesAreMadeAndForgotten(t *testing.T) {
	data := asJPEG(t, drawn(300, 400))
	h := papersIn(t, map[string][]byte{"a.jpg": data}, protocol(1, "a.jpg"))
	h.election.DocumentRules = map[election.DocumentKind]election.DocumentRule{election.ProtocolPaper: {Publish: election.DiscloseOriginal}}
	h.read(t, opened(t, t.TempDir()))
	kept := *h.documents()[0].Scan
	s := opened(t, "")
	h.read(t, s)
	scan := h.documents()[0].Scan
	if !slices.Equal(scan.Pages, kept.Pages) || scan.Original == nil {
		t.Errorf("%v, with a folder %v", scan, kept)
	}
	if _, err := s.Bytes(scan.Pages[0].Reading.SHA256); err == nil {
		t.Error("a picture was kept")
	}
	if got, err := s.Bytes(scan.Original.SHA256); err != nil || !bytes.Equal(got, data) {
		t.Errorf("the received file: %d bytes, %v", len(got), err)
	}
	if err := s.Sweep(); err != nil {
		t.Error(err)
	}
}

// A scan that is another one when it is to be handed out is not.
func TestAnOriginalThatChangedIsNotHandedOut(t *testing.T) {
	h := papersIn(t, map[string][]byte{"a.jpg": asJPEG(t, drawn(300, 400))}, protocol(1, "a.jpg"))
	h.election.DocumentRules = map[election.DocumentKind]election.DocumentRule{election.ProtocolPaper: {Publish: election.DiscloseOriginal}}
	s := opened(t, t.TempDir())
	h.read(t, s)
	if err := os.WriteFile(filepath.Join(h.dir, "a.jpg"), asJPEG(t, drawn(30, 40)), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := s.Bytes(h.documents()[0].Scan.Original.SHA256); err == nil {
		t.Errorf("%d bytes", len(data))
	}
}

// Two programs with one store take nothing from one another that they cannot make
// again, and a half-written file that is swept away is written once more.
func TestTwoProgramsShareAStore(t *testing.T) {
	dir := t.TempDir()
	var heaps [2]*heap
	for i := range heaps {
		heaps[i] = papersIn(t, map[string][]byte{"a.jpg": asJPEG(t, drawn(300+i, 400))}, protocol(1, "a.jpg"))
	}
	var both sync.WaitGroup
	for _, h := range heaps {
		both.Go(func() {
			for range 20 {
				s, err := Open(dir)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Read(h.dir, h.election); err != nil {
					t.Error(err)
				}
				if err := s.Sweep(); err != nil {
					t.Error(err)
				}
				if _, err := s.Bytes(h.documents()[0].Scan.Pages[0].Reading.SHA256); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	s := opened(t, dir)
	swept := false
	s.rename = func(from, to string) error {
		if !swept {
			swept = true
			if err := os.Remove(from); err != nil {
				t.Error(err)
			}
		}
		return os.Rename(from, to)
	}
	h := papersIn(t, map[string][]byte{"a.jpg": asJPEG(t, drawn(10, 10))}, protocol(1, "a.jpg"))
	if h.read(t, s); !swept {
		t.Error("nothing was written")
	}
}
