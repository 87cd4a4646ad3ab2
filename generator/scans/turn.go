package scans

import "image"

// An orientation is how a stored picture is to be turned to stand upright, as EXIF
// numbers them: 1 as it is, 2 mirrored, 3 upside down, 4 both, 5 to 8 on its side.
type orientation int

const upright orientation = 1

// onSide reports whether width and height change places.
func (o orientation) onSide() bool { return o >= 5 && o <= 8 }

// turned is a picture turned upright.
func turned(img image.Image, o orientation) image.Image {
	if o <= upright || o > 8 {
		return img
	}
	size := func(width, height int) (int, int) {
		if o.onSide() {
			return height, width
		}
		return width, height
	}
	switch img := img.(type) {
	case *image.Gray:
		width, height := size(img.Rect.Dx(), img.Rect.Dy())
		to := &image.Gray{Stride: width, Rect: image.Rect(0, 0, width, height)}
		to.Pix = o.plane(img.Pix, img.Rect.Dx(), img.Rect.Dy(), 1)
		return to
	case *image.RGBA:
		width, height := size(img.Rect.Dx(), img.Rect.Dy())
		to := &image.RGBA{Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}
		to.Pix = o.plane(img.Pix, img.Rect.Dx(), img.Rect.Dy(), 4)
		return to
	case *image.YCbCr:
		width, height := size(img.Rect.Dx(), img.Rect.Dy())
		chromaWidth, chromaHeight := halves(img.Rect.Dx()), halves(img.Rect.Dy())
		to := &image.YCbCr{
			YStride: width, CStride: halves(width), SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, width, height),
		}
		to.Y = o.plane(img.Y, img.Rect.Dx(), img.Rect.Dy(), 1)
		to.Cb = o.plane(img.Cb, chromaWidth, chromaHeight, 1)
		to.Cr = o.plane(img.Cr, chromaWidth, chromaHeight, 1)
		return to
	}
	panic("scans: a picture of an unknown kind is turned")
}

// plane turns the pixels of so many bytes, which lie without gaps.
func (o orientation) plane(from []byte, width, height, bytes int) []byte {
	to := make([]byte, width*height*bytes)
	i, rows, columns := 0, height, width
	if o.onSide() {
		rows, columns = width, height
	}
	for y := range rows {
		// Where the row begins in the source, and how to go on.
		var x0, y0, dx, dy int
		switch o {
		case 2:
			x0, y0, dx = width-1, y, -1
		case 3:
			x0, y0, dx = width-1, height-1-y, -1
		case 4:
			x0, y0, dx = 0, height-1-y, 1
		case 5:
			x0, y0, dy = y, 0, 1
		case 6:
			x0, y0, dy = y, height-1, -1
		case 7:
			x0, y0, dy = width-1-y, height-1, -1
		case 8:
			x0, y0, dy = width-1-y, 0, 1
		}
		at, step := (y0*width+x0)*bytes, (dy*width+dx)*bytes
		for range columns {
			if bytes == 1 {
				to[i] = from[at]
			} else {
				copy(to[i:i+bytes], from[at:])
			}
			i, at = i+bytes, at+step
		}
	}
	return to
}

// halves is how many samples of two pixels a side has.
func halves(side int) int { return (side + 1) / 2 }
