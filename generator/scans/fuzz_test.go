package scans

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// samples are small files of every format, whole and odd.
func samples(f *testing.F) [][]byte {
	photo, picture := asJPEG(f, drawn(20, 30)), asPNG(f, drawn(20, 30))
	gray := image.NewGray(image.Rect(0, 0, 9, 9))
	paper := scanned(f, drawn(20, 30))
	return [][]byte{
		photo, picture, asJPEG(f, gray), asPNG(f, gray), asTIFF(f, 6, drawn(9, 9), drawn(8, 8)),
		withSegment(photo, app1, exifOf(6, true)), withChunk(picture, "eXIf", exifOf(3, true)[6:]), photo[:len(photo)/2], picture[:len(picture)/2],
		paper.bytes(), paper.packed(), paper.replace(1, "/Pages", "/OpenAction<</S/JavaScript/JS(x)>>/Pages").bytes(), paper.bytes()[:200],
	}
}

// Whatever the bytes of an image are, they become pictures of the sizes that they
// have, with nothing in them, or a problem; and a second time the same. PDF is
// rendered in a machine that would make this slow, and has FuzzGate.
func FuzzFile(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data, uint32(0))
		f.Add(data, uint32(500_000))
	}
	f.Fuzz(func(t *testing.T, data []byte, blank uint32) {
		if formatOf(data) == election.PDF {
			positionIn(data, election.PDF)
			return
		}
		r := rule{Publish: election.DiscloseOriginal}
		if blank %= election.Whole; blank > 0 {
			r.Blank = []election.Region{{Page: 1, Left: int(blank), Top: int(blank / 2), Width: election.Whole - int(blank), Height: int(blank / 3)}}
		}
		m := newMaker("")
		o, pictures, err := m.make(task{data, r})
		again, _, _ := m.make(task{data, r})
		if err != nil || len(pictures) != 2*len(o.Pages) || (o.Problem == "") != (len(o.Pages) > 0) || len(again.Pages) != len(o.Pages) {
			t.Fatalf("%+v, %d pictures, %v", o, len(pictures), err)
		}
		for i, p := range pictures {
			img, err := jpeg.Decode(bytes.NewReader(p.bytes))
			if err != nil || img.Bounds().Dx() != p.Width || img.Bounds().Dy() != p.Height || max(p.Width, p.Height) > readingSide {
				t.Fatalf("%+v: %v", p.Picture, err)
			}
			bare(t, p.bytes)
			if i%2 == 1 && p.Bytes > thumbnailBytes || again.Pages[i/2] != o.Pages[i/2] {
				t.Fatalf("%+v, %+v", p.Picture, again.Pages[i/2])
			}
		}
	})
}

// A file that passes the gate is one that the gate knows from end to end: with
// anything behind it, it does not pass.
func FuzzGate(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		format := formatOf(data)
		if hiddenIn(data, format) != "" {
			return
		}
		if positionIn(data, format) {
			t.Fatal("it says where it was taken")
		}
		if longer := append(bytes.Clone(data), "\n/JS (x)"...); hiddenIn(longer, format) == "" {
			t.Fatal("more can stand behind it")
		}
		if format == election.PDF && suspected(data) == finding.ActiveContent {
			t.Fatal("it seems to do something")
		}
	})
}
