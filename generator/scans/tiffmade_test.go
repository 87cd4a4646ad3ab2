package scans

import (
	"bytes"
	"encoding/binary"
	"image"
	"testing"

	"golang.org/x/image/tiff"
)

// asTIFF is a TIFF of several pages, in RGB, as a scanner writes it.
func asTIFF(t testing.TB, o orientation, pages ...image.Image) []byte {
	t.Helper()
	le := binary.LittleEndian
	b := []byte("II*\x00\x00\x00\x00\x00")
	link := 4 // where the place of the next page is to be written
	for _, page := range pages {
		size := page.Bounds()
		var pixels []byte
		for y := range size.Dy() {
			for x := range size.Dx() {
				c := onWhite(page.At(size.Min.X+x, size.Min.Y+y))
				pixels = append(pixels, c[:]...)
			}
		}
		at := len(b)
		b = append(b, pixels...)
		bits := len(b)
		for range 3 {
			b = le.AppendUint16(b, 8)
		}
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		le.PutUint32(b[link:], uint32(len(b)))
		entries := [][4]uint32{
			{256, 4, 1, uint32(size.Dx())}, {257, 4, 1, uint32(size.Dy())}, {258, 3, 3, uint32(bits)}, {259, 3, 1, 1}, {262, 3, 1, 2},
			{273, 4, 1, uint32(at)}, {274, 3, 1, uint32(o)}, {277, 3, 1, 3}, {278, 4, 1, uint32(size.Dy())}, {279, 4, 1, uint32(len(pixels))},
		}
		b = le.AppendUint16(b, uint16(len(entries)))
		for _, e := range entries {
			b = le.AppendUint16(le.AppendUint16(b, uint16(e[0])), uint16(e[1]))
			b = le.AppendUint32(le.AppendUint32(b, e[2]), e[3])
		}
		link = len(b)
		b = le.AppendUint32(b, 0)
	}
	if _, err := tiff.Decode(bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	return b
}
