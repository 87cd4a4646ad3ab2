package scans

import (
	"image"
	"image/color"
	"math/bits"
)

// A raster is a picture whose rows are asked for from the top, as samples of 8
// bits: one a pixel, or red, green and blue. A row holds until the next is asked
// for. So a picture of 16 bits or with alpha is never copied as a whole.
type raster struct {
	width, height, samples int
	row                    func(y int) []byte
}

// shrink makes a picture smaller: each pixel is the average of the area that it
// covers, rounded to the nearest. In whole numbers alone: the scalers of
// golang.org/x/image/draw work in float64, where some processors fuse a
// multiplication with an addition and others do not, and the site must come out
// byte for byte for whoever builds it again. Neither side may grow.
func shrink(from raster, width, height int) []byte {
	n := width * from.samples
	out := make([]byte, 0, n*height)
	if width == from.width && height == from.height {
		for y := range height {
			out = append(out, from.row(y)[:n]...)
		}
		return out
	}
	// Of the sides, source pixels are as long as the picture that is made, and its
	// pixels as long as the source: all edges fall on whole numbers.
	across, sums := make([]uint32, n), make([]uint64, n)
	area := uint64(from.width) * uint64(from.height)
	by := divisorOf(area)
	left := from.height // of the row that is being made
	for y := range from.height {
		if from.samples == 1 {
			shrinkGray(across, from.row(y)[:from.width], uint32(width), uint32(from.width))
		} else {
			shrinkRGB(across, from.row(y)[:3*from.width], uint32(width), uint32(from.width))
		}
		if left > height {
			add(sums, across, height)
			left -= height
			continue
		}
		add(sums, across, left)
		for i, sum := range sums {
			out = append(out, by.divide(sum+area/2))
			sums[i] = 0
		}
		if rest := height - left; rest > 0 {
			add(sums, across, rest)
			left = from.height - rest
		} else {
			left = from.height
		}
	}
	return out
}

func add(sums []uint64, across []uint32, weight int) {
	for i, v := range across[:len(sums)] {
		sums[i] += uint64(v) * uint64(weight)
	}
}

// shrinkGray adds up a row from left to right. A pixel of the source is never
// longer than one of the result, so it falls into two of them at most.
func shrinkGray(to []uint32, row []byte, length, whole uint32) {
	i, left, sum := 0, whole, uint32(0)
	for _, v := range row {
		if left > length {
			sum += uint32(v) * length
			left -= length
			continue
		}
		to[i] = sum + uint32(v)*left
		i++
		rest := length - left
		sum, left = uint32(v)*rest, whole-rest
	}
}

func shrinkRGB(to []uint32, row []byte, length, whole uint32) {
	i, left := 0, whole
	var r, g, b uint32
	for ; len(row) >= 3; row = row[3:] {
		vr, vg, vb := uint32(row[0]), uint32(row[1]), uint32(row[2])
		if left > length {
			r, g, b = r+vr*length, g+vg*length, b+vb*length
			left -= length
			continue
		}
		to[i], to[i+1], to[i+2] = r+vr*left, g+vg*left, b+vb*left
		i += 3
		rest := length - left
		r, g, b, left = vr*rest, vg*rest, vb*rest, whole-rest
	}
}

// A divisor divides by multiplying: exactly, for sums below 2³⁵ and an area below
// 2²⁷, which mostPixels and 255 are well within.
type divisor struct{ by uint64 }

func divisorOf(area uint64) divisor { return divisor{^uint64(0)/area + 1} }

func (d divisor) divide(sum uint64) byte {
	q, _ := bits.Mul64(sum, d.by)
	return byte(q)
}

// rasterOf is a picture as rows, flattened on white.
func rasterOf(img image.Image) raster {
	bounds := img.Bounds()
	r := raster{width: bounds.Dx(), height: bounds.Dy(), samples: 3}
	row := make([]byte, 3*r.width)
	switch img := img.(type) {
	case *image.Gray:
		return plane(img.Pix, img.Stride, r.width, r.height)
	case *image.Gray16:
		r.samples = 1
		r.row = func(y int) []byte {
			from := img.Pix[y*img.Stride:]
			for x := range r.width {
				row[x] = from[2*x]
			}
			return row
		}
	case *image.RGBA:
		r.row = func(y int) []byte {
			from := img.Pix[y*img.Stride:][:4*r.width]
			for to := row; len(from) >= 4 && len(to) >= 3; from, to = from[4:], to[3:] {
				white := 255 - from[3]
				to[0], to[1], to[2] = from[0]+white, from[1]+white, from[2]+white
			}
			return row
		}
	case *image.NRGBA:
		r.row = func(y int) []byte {
			from := img.Pix[y*img.Stride:][:4*r.width]
			for to := row; len(from) >= 4 && len(to) >= 3; from, to = from[4:], to[3:] {
				a := uint32(from[3])
				white := 255*(255-a) + 127
				to[0] = byte((uint32(from[0])*a + white) / 255)
				to[1] = byte((uint32(from[1])*a + white) / 255)
				to[2] = byte((uint32(from[2])*a + white) / 255)
			}
			return row
		}
	case *image.Paletted:
		var table [256][3]byte
		for i, c := range img.Palette {
			table[i] = onWhite(c)
		}
		r.row = func(y int) []byte {
			for x, i := range img.Pix[y*img.Stride:][:r.width] {
				copy(row[3*x:], table[i][:])
			}
			return row
		}
	default:
		r.row = func(y int) []byte {
			for x := range r.width {
				c := onWhite(img.At(bounds.Min.X+x, bounds.Min.Y+y))
				copy(row[3*x:], c[:])
			}
			return row
		}
	}
	return r
}

// onWhite is a colour as it looks on white paper.
func onWhite(c color.Color) [3]byte {
	r, g, b, a := c.RGBA()
	white := 0xffff - a
	return [3]byte{byte((r + white) >> 8), byte((g + white) >> 8), byte((b + white) >> 8)}
}

// plane is one channel of a picture.
func plane(pixels []byte, stride, width, height int) raster {
	return raster{width, height, 1, func(y int) []byte { return pixels[y*stride:][:width] }}
}
