package datasets

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// content reads a zip back, each file with its header.
func content(t *testing.T, data []byte) (map[string][]byte, []*zip.File) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string][]byte)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r) // holds it against its checksum
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		found[f.Name] = text
	}
	if len(found) != len(z.File) {
		t.Errorf("%d names for %d files", len(found), len(z.File))
	}
	return found, z.File
}

func TestArchiveHoldsWhatIsShownWhole(t *testing.T) {
	p := papersOf(t)
	s, all := p.published(t)
	if n := len(s.Archives()); n != 1 {
		t.Fatalf("%d archives", n)
	}
	a := s.Archives()[0]
	data := all[a.Path]
	if a.Commission != p.tec || a.Bytes != int64(len(data)) || a.SHA256 != digestHex(data) || a.Documents != 4 || a.Pages != 7 {
		t.Errorf("%d bytes, %s, described as %+v", len(data), digestHex(data), a)
	}
	if want := a.SHA256 + "  " + a.Name + "\n"; string(all[s.ArchiveSums()]) != want {
		t.Errorf("the digests are %q, want %q", all[s.ArchiveSums()], want)
	}
	found, entries := content(t, data)
	folder := strings.TrimSuffix(a.Name, ".zip") + "/"

	// Digest by digest it is what its own list and the table say.
	want := make(map[string]string)
	for _, row := range tableOf(t, all, ScansTable) {
		redacted := row["kind"] == string(election.Minutes)
		if row["file_kind"] != thumbnailFile && !redacted {
			want[folder+strings.TrimPrefix(row["path"], "scans/demo/")] = row["sha256"]
		}
	}
	listed := make(map[string]string)
	for line := range strings.Lines(string(found[folder+Sums])) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		listed[folder+name] = sum
	}
	got := make(map[string]string)
	for name, text := range found {
		if path.Dir(name)+"/" != folder {
			got[name] = digestHex(text)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the table and the zip (-table +zip):\n%s", diff)
	}
	if diff := cmp.Diff(listed, got); diff != "" {
		t.Errorf("the list in the zip and the zip (-list +zip):\n%s", diff)
	}
	for _, lang := range wording.Codes {
		notice := s.catalogue.Language(lang).Text("site.training.long")
		if text := string(found[folder+"readme-"+lang+".txt"]); !strings.Contains(text, notice) || !strings.Contains(text, "sha256sum -c "+Sums) {
			t.Errorf("the readme in %s: %s", lang, text)
		}
	}

	// What stores without compressing must say sizes and checksums beforehand, or
	// some programs cannot read it.
	for _, f := range entries {
		if f.Method != zip.Store || f.Flags&8 != 0 || f.CRC32 != crc32.ChecksumIEEE(found[f.Name]) || f.Modified.Format(time.DateOnly) != "2027-01-24" {
			t.Errorf("%+v", f.FileHeader)
		}
	}
	if names := slices.Sorted(maps.Keys(got)); !slices.IsSortedFunc(entries[3:], func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) || len(names) != len(entries)-3 {
		t.Error("the files are not in order")
	}
}

// Papers of private people, and those of which a part is blanked, are in no zip,
// whoever's pictures they have.
func TestArchiveLacksWhatIsNotShownWhole(t *testing.T) {
	p := papersOf(t)
	p.below[0].Records.Documents = slices.DeleteFunc(p.below[0].Records.Documents, func(d election.Document) bool {
		return d.Kind == election.ProtocolPaper
	})
	for _, c := range []*election.Commission{p.tec, p.below[1]} {
		c.Records = nil
	}
	s, all := p.published(t)
	if len(s.Archives()) != 0 || len(below(all, "data/demo/papers/")) != 0 {
		t.Errorf("%+v, %v", s.Archives(), below(all, "data/demo/papers/"))
	}
	if s.ArchiveOf(p.below[0]) != nil {
		t.Error("a paper with a blank is in a zip")
	}
	if len(below(all, "scans/")) != 2 {
		t.Errorf("the blanked page and its thumbnail are not there: %v", below(all, "scans/"))
	}
}
