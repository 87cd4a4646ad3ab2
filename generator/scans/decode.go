package scans

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/tiff"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// What a file may ask for. All of it is checked before a pixel is decoded: a file
// of a hundred bytes can claim to be as large as a town.
const (
	mostBytes  = 64 << 20
	mostPixels = 40_000_000 // of a page; the texts of D606 name it
	mostSide   = 1<<16 - 1
	mostPages  = 64
)

// formatOf is what sort of file it is, by how it begins. Readers look for the
// beginning of a PDF a little further, so it is looked for there.
func formatOf(data []byte) election.Format {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return election.JPEG
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return election.PNG
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return election.TIFF
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return election.PDF
	}
	return ""
}

// A page is one picture of a file as it is decoded.
type page struct {
	image.Image
	orientation
	number, of int // of the pages of the file, from 1
}

// decodeImage decodes the one picture of a file, once there is room for it.
func (m *maker) decodeImage(data []byte, visit func(page)) finding.Term {
	config, decode, o := jpeg.DecodeConfig, jpeg.Decode, orientationOfJPEG(data)
	deep := progressive(data)
	if formatOf(data) == election.PNG {
		config, decode, o, deep = png.DecodeConfig, png.Decode, orientationOfPNG(data), false
		if hugePNG(data) {
			return finding.TooManyPixels
		}
	}
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return because(err)
	}
	if oversized(c.Width, c.Height) {
		return finding.TooManyPixels
	}
	defer m.room.take(weight(c, deep))()
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return because(err)
	}
	visit(page{img, o, 1, 1})
	return ""
}

func oversized(width, height int) bool {
	return width > mostSide || height > mostSide || int64(width)*int64(height) > mostPixels
}

// hugePNG reports whether a PNG claims to be larger than the library would say.
func hugePNG(data []byte) bool {
	if len(data) < 24 {
		return false
	}
	width, height := binary.BigEndian.Uint32(data[16:]), binary.BigEndian.Uint32(data[20:])
	return width > mostSide || height > mostSide
}

// weight is about how many bytes a picture takes while it is decoded. Of a
// progressive JPEG all coefficients are kept until the last has come.
func weight(c image.Config, deep bool) int64 {
	each := int64(4)
	switch c.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	case color.GrayModel:
		each = 1
	case color.Gray16Model:
		each = 2
	case color.YCbCrModel:
		each = 3
	}
	if deep {
		each *= 5
	}
	return each * int64(c.Width) * int64(c.Height)
}

// because is why a picture cannot be decoded: it is of a kind that no library of
// ours reads, or damaged.
func because(err error) finding.Term {
	var ofJPEG jpeg.UnsupportedError
	var ofPNG png.UnsupportedError
	var ofTIFF tiff.UnsupportedError
	if errors.As(err, &ofJPEG) || errors.As(err, &ofPNG) || errors.As(err, &ofTIFF) {
		return finding.OtherFormat
	}
	return finding.BadPicture
}
