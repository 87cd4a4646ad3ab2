package scans

import (
	"bytes"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"achyk/generator/election"
)

// The papers of other countries: photographed with shadow and in perspective,
// scanned at 2,480 pixels in colour, and forms of two pages and of three in PDF.
func TestRealScansBecomePictures(t *testing.T) {
	shared := os.Getenv("ACHYK_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	root := filepath.Join(shared, "scans")
	if _, err := os.Stat(root); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no real scans here: ", err)
		}
		t.Skip("no real scans here: ", err)
	}
	h := papersIn(t, nil)
	h.dir = root
	records := h.election.Commissions[0].Records
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			records.Documents = append(records.Documents, protocol(len(records.Documents)+1, name))
		}
		return err
	})
	if err != nil || len(records.Documents) < 10 {
		t.Fatalf("%d scans, %v", len(records.Documents), err)
	}
	s := opened(t, t.TempDir())
	for _, f := range h.read(t, s) {
		t.Errorf("%s %s: %v", f.Code, f.Record, f.Args)
	}
	pages := map[string]int{"blank-form/C.HASIL SALINAN-PPWP.pdf": 2, "blank-form/C.HASIL-PPWP.pdf": 3}
	for _, d := range records.Documents {
		if want := max(1, pages[d.File]); len(d.Scan.Pages) != want {
			t.Errorf("%s: %d pages, want %d", d.File, len(d.Scan.Pages), want)
		}
		for i, p := range d.Scan.Pages {
			for _, of := range []election.Picture{p.Reading, p.Thumbnail} {
				data, err := s.Bytes(of.SHA256)
				if err != nil {
					t.Fatal(err)
				}
				config, err := jpeg.DecodeConfig(bytes.NewReader(data))
				if err != nil || config.Width != of.Width || config.Height != of.Height || int64(len(data)) != of.Bytes {
					t.Errorf("%s: %v is %v, %v", d.File, of, config, err)
				}
				eachSegment(data, func(s segment) bool {
					if s.marker >= app0 && s.marker < 0xf0 || s.marker == comment {
						t.Errorf("%s: a segment %x", d.File, s.marker)
					}
					return true
				})
				if dir := os.Getenv("ACHYK_LOOK"); dir != "" { // to look at them
					name := strings.NewReplacer("/", "-", " ", "-").Replace(d.File)
					kind := map[bool]string{true: "-thumb", false: ""}[of == p.Thumbnail]
					if err := os.WriteFile(filepath.Join(dir, name+string(rune('1'+i))+kind+".jpg"), data, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			if max(p.Reading.Width, p.Reading.Height) > readingSide || p.Thumbnail.Width > thumbnailWidth || p.Thumbnail.Bytes > thumbnailBytes {
				t.Errorf("%s: %v", d.File, p)
			}
			t.Log(d.File, p.Reading.Width, p.Reading.Height, p.Reading.Bytes, p.Thumbnail.Width, p.Thumbnail.Height, p.Thumbnail.Bytes)
		}
	}
}
