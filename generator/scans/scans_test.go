package scans

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// drawn is an asymmetric picture: a different colour in each corner, on a slope.
func drawn(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{uint8(40 + 160*x/width), uint8(40 + 160*y/height), 90, 255}
			switch {
			case x < width/4 && y < height/4:
				c = color.NRGBA{250, 20, 20, 255}
			case x >= width*3/4 && y < height/4:
				c = color.NRGBA{20, 200, 20, 255}
			case x < width/4 && y >= height*3/4:
				c = color.NRGBA{20, 20, 250, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var to bytes.Buffer
	if err := jpeg.Encode(&to, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var to bytes.Buffer
	if err := png.Encode(&to, img); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// A heap is an election whose only commission has papers, one a file.
type heap struct {
	dir      string
	election *election.Election
}

func papersIn(t testing.TB, files map[string][]byte, documents ...election.Document) *heap {
	t.Helper()
	h := &heap{dir: t.TempDir(), election: &election.Election{
		Commissions: []*election.Commission{{ID: "p-1", Records: &election.Records{Documents: documents}}},
	}}
	for name, data := range files {
		path := filepath.Join(h.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (h *heap) read(t testing.TB, s *Store) []finding.Finding {
	t.Helper()
	found, err := s.Read(h.dir, h.election)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (h *heap) documents() []election.Document { return h.election.Commissions[0].Records.Documents }

func opened(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.maker.pdf.cache = compiled
	return s
}

// compiled is where the renderer of PDF lies compiled, so that one test of all
// compiles it.
var compiled string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "pdfium")
	if err != nil {
		panic(err)
	}
	compiled = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func protocol(version int, file string) election.Document {
	return election.Document{Kind: election.ProtocolPaper, Version: version, File: file}
}
