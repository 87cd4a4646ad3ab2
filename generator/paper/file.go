package paper

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/tiff"
)

// JPEG is a picture as most scanners send it.
func JPEG(seen *image.RGBA, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, seen, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode JPEG: %w", err)
	}
	return b.Bytes(), nil
}

// greys are as many as a scanner for text tells apart.
const greys = 16

// InGreys is a picture as a scanner for text makes it: a few greys, paper white.
func InGreys(seen *image.RGBA) *image.Paletted {
	palette := make(color.Palette, greys)
	for i := range palette {
		palette[i] = color.Gray{Y: uint8(i * 255 / (greys - 1))}
	}
	g := image.NewPaletted(seen.Rect, palette)
	for i := range g.Pix {
		p := seen.Pix[i*4:]
		tone := (int(p[0])*77 + int(p[1])*150 + int(p[2])*29) >> 8
		tone = min(max((tone-40)*255/178, 0), 255) // what is nearly white is white
		g.Pix[i] = uint8(tone * (greys - 1) / 255)
	}
	return g
}

// PNG is a picture as PNG.
func PNG(seen image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, seen); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	return b.Bytes(), nil
}

// TIFF is a picture as TIFF.
func TIFF(seen image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := tiff.Encode(&b, seen, &tiff.Options{Compression: tiff.Deflate, Predictor: false}); err != nil {
		return nil, fmt.Errorf("encode TIFF: %w", err)
	}
	return b.Bytes(), nil
}

// Bomb is a small PNG of so many pixels a side that no memory should hold it: all
// of it is white, and true.
func Bomb(side int) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data))) // a buffer takes everything
		sum := crc32.NewIEEE()
		sum.Write([]byte(kind))
		sum.Write(data)
		b.WriteString(kind)
		b.Write(data)
		binary.Write(&b, binary.BigEndian, sum.Sum32())
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(side))
	head = binary.BigEndian.AppendUint32(head, uint32(side))
	chunk("IHDR", append(head, 1, 0, 0, 0, 0)) // one bit a pixel, grey
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	row := bytes.Repeat([]byte{0xff}, 1+(side+7)/8)
	row[0] = 0 // no filter
	for range side {
		if _, err := z.Write(row); err != nil {
			return nil, fmt.Errorf("pack PNG: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack PNG: %w", err)
	}
	chunk("IDAT", packed.Bytes())
	chunk("IEND", nil)
	return b.Bytes(), nil
}

// A Position is a place on the earth, in thousandths of a minute.
type Position struct {
	North, East int
}

// Telephone is a JPEG as a telephone sends it: lying on its side with a note that
// says so, and with the place where the picture was taken.
func Telephone(seen *image.RGBA, quality int, at Position) ([]byte, error) {
	plain, err := JPEG(laid(seen), quality)
	if err != nil {
		return nil, err
	}
	exif := append([]byte("Exif\x00\x00"), tags(at)...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1}
	head = binary.BigEndian.AppendUint16(head, uint16(len(exif)+2))
	return append(append(head, exif...), plain[2:]...), nil
}

// laid turns a picture a quarter anticlockwise, so that turning it a quarter
// clockwise sets it upright.
func laid(seen *image.RGBA) *image.RGBA {
	w, h := seen.Rect.Dx(), seen.Rect.Dy()
	on := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range w {
		for x := range h {
			copy(on.Pix[y*on.Stride+x*4:], seen.Pix[x*seen.Stride+(w-1-y)*4:x*seen.Stride+(w-1-y)*4+4])
		}
	}
	return on
}

// tags are the Exif tags of a telephone: orientation 6 and a position.
func tags(at Position) []byte {
	const (
		short, long, ascii, rational = 3, 4, 2, 5
		main                         = 8
		gps                          = main + 2 + 2*12 + 4
		values                       = gps + 2 + 4*12 + 4
	)
	le := binary.LittleEndian
	b := append([]byte("II*\x00"), le.AppendUint32(nil, main)...)
	tag := func(number, kind uint16, count, value uint32) {
		b = le.AppendUint16(b, number)
		b = le.AppendUint16(b, kind)
		b = le.AppendUint32(b, count)
		b = le.AppendUint32(b, value)
	}
	b = le.AppendUint16(b, 2)
	tag(0x0112, short, 1, 6) // Orientation
	tag(0x8825, long, 1, gps)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 4)
	tag(1, ascii, 2, 'N')
	tag(2, rational, 3, values)
	tag(3, ascii, 2, 'E')
	tag(4, rational, 3, values+24)
	b = le.AppendUint32(b, 0)
	for _, minutes := range [2]int{at.North, at.East} {
		for _, n := range [6]int{minutes / 60_000, 1, minutes % 60_000, 1000, 0, 1} {
			b = le.AppendUint32(b, uint32(n))
		}
	}
	return b
}
