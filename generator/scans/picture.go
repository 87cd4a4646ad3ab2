package scans

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"

	"achyk/generator/election"
)

// How large what is published is.
const (
	readingSide     = 1754 // pixels of the longer side: A4 at 150 dpi
	readingQuality  = 75
	thumbnailWidth  = 480
	thumbnailHeight = 2 * thumbnailWidth
	thumbnailBytes  = 60_000
	finest          = 70 // quality of thumbnails, in tens
	coarsest        = 30
)

// A made is a picture and its bytes.
type made struct {
	election.Picture
	bytes []byte
}

// publish makes the pictures of a page as it was decoded: upright, of reading size,
// blanked where its rule says so. What is encoded are pixels, so that nothing else
// of the received file can be in it.
func publish(page image.Image, o orientation, blank []election.Region) (reading, thumbnail made) {
	width, height := page.Bounds().Dx(), page.Bounds().Dy()
	width, height = within(width, height, readingSide, readingSide)
	small := turned(resized(page, width, height), o)
	for _, region := range blank {
		overwrite(small, region)
	}
	small = withoutColour(small)
	reading = encode(small, readingQuality)
	return reading, thumb(small)
}

// within is the largest size of the same shape that fits, at most the size itself.
func within(width, height, mostWidth, mostHeight int) (int, int) {
	if width > mostWidth {
		width, height = mostWidth, max(1, (height*mostWidth+width/2)/width)
	}
	if height > mostHeight {
		width, height = max(1, (width*mostHeight+height/2)/height), mostHeight
	}
	return width, height
}

// resized is a picture in another size, never a larger one: in gray, in RGB, or in
// the luminance and halved chrominance that most photographs come in, which are
// averaged as they are. A page that has its size already may be returned itself.
func resized(img image.Image, width, height int) image.Image {
	rect := image.Rect(0, 0, width, height)
	if photo, is := img.(*image.YCbCr); is && halvable(photo, width, height) {
		of, small := photo.Rect, &image.YCbCr{
			YStride: width, CStride: halves(width), SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: rect,
		}
		chromaWidth, chromaHeight := chroma(photo)
		small.Y = shrink(plane(photo.Y, photo.YStride, of.Dx(), of.Dy()), width, height)
		small.Cb = shrink(plane(photo.Cb, photo.CStride, chromaWidth, chromaHeight), halves(width), halves(height))
		small.Cr = shrink(plane(photo.Cr, photo.CStride, chromaWidth, chromaHeight), halves(width), halves(height))
		return small
	}
	if pixels, is := img.(*image.RGBA); is && width == pixels.Rect.Dx() && height == pixels.Rect.Dy() && pixels.Opaque() {
		return pixels
	}
	from := rasterOf(img)
	pixels := shrink(from, width, height)
	if from.samples == 1 {
		return &image.Gray{Pix: pixels, Stride: width, Rect: rect}
	}
	small := image.NewRGBA(rect)
	for to := small.Pix; len(pixels) >= 3; pixels, to = pixels[3:], to[4:] {
		to[0], to[1], to[2], to[3] = pixels[0], pixels[1], pixels[2], 255
	}
	return small
}

// chroma is how many samples of colour a photograph has.
func chroma(photo *image.YCbCr) (width, height int) {
	width, height = photo.Rect.Dx(), photo.Rect.Dy()
	switch photo.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		return halves(width), halves(height)
	case image.YCbCrSubsampleRatio422:
		return halves(width), height
	case image.YCbCrSubsampleRatio440:
		return width, halves(height)
	case image.YCbCrSubsampleRatio444:
		return width, height
	}
	return 0, 0 // so few that they would have to be made more
}

func halvable(photo *image.YCbCr, width, height int) bool {
	chromaWidth, chromaHeight := chroma(photo)
	return photo.Rect.Min == image.Point{} && chromaWidth >= halves(width) && chromaHeight >= halves(height)
}

// withoutColour is a picture in gray, where it has no colour: it is half as large,
// and most papers are black on white.
func withoutColour(img image.Image) image.Image {
	switch img := img.(type) {
	case *image.YCbCr:
		for i, cb := range img.Cb {
			if cb != 128 || img.Cr[i] != 128 {
				return img
			}
		}
		return &image.Gray{Pix: img.Y, Stride: img.YStride, Rect: img.Rect}
	case *image.RGBA:
		for p := img.Pix; len(p) >= 4; p = p[4:] {
			if p[0] != p[1] || p[1] != p[2] {
				return img
			}
		}
		gray := image.NewGray(img.Rect)
		for i := range gray.Pix {
			gray.Pix[i] = img.Pix[4*i]
		}
		return gray
	}
	return img
}

// margin is how many pixels around a region are blanked with it: of those at its
// edges, averaging and halved colours mix in what lies beside them.
const margin = 2

// overwrite blanks a region. What it covers are all pixels that anything in the
// region has gone into.
func overwrite(img image.Image, region election.Region) {
	bounds := img.Bounds()
	from := func(at, side int) int { return max(0, min(at*side/election.Whole-margin, side)) }
	to := func(at, side int) int { return max(0, min((at*side+election.Whole-1)/election.Whole+margin, side)) }
	r := image.Rect(
		from(region.Left, bounds.Dx()), from(region.Top, bounds.Dy()),
		to(region.Left+region.Width, bounds.Dx()), to(region.Top+region.Height, bounds.Dy()),
	)
	switch img := img.(type) {
	case *image.Gray:
		fill(img.Pix, img.Stride, r, 0)
	case *image.RGBA:
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.SetRGBA(x, y, color.RGBA{A: 255})
			}
		}
	case *image.YCbCr:
		fill(img.Y, img.YStride, r, 0)
		half := image.Rect(r.Min.X/2, r.Min.Y/2, halves(r.Max.X), halves(r.Max.Y))
		fill(img.Cb, img.CStride, half, 128)
		fill(img.Cr, img.CStride, half, 128)
	default:
		panic("scans: a picture of an unknown kind is blanked")
	}
}

func fill(pixels []byte, stride int, r image.Rectangle, value byte) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			pixels[y*stride+x] = value
		}
	}
}

// thumb makes the thumbnail of a page: as fine as fits, and if none does smaller.
func thumb(page image.Image) made {
	width, height := within(page.Bounds().Dx(), page.Bounds().Dy(), thumbnailWidth, thumbnailHeight)
	for {
		small := resized(page, width, height)
		if m := encode(small, finest); m.Bytes <= thumbnailBytes {
			return m
		}
		var best made
		for low, high := coarsest/10, finest/10-1; low <= high; {
			middle := (low + high) / 2
			if m := encode(small, 10*middle); m.Bytes <= thumbnailBytes {
				best, low = m, middle+1
			} else {
				high = middle - 1
			}
		}
		if best.bytes != nil {
			return best
		}
		width, height = max(1, width*3/4), max(1, height*3/4)
	}
}

func encode(img image.Image, quality int) made {
	var to bytes.Buffer
	if err := jpeg.Encode(&to, img, &jpeg.Options{Quality: quality}); err != nil {
		panic("scans: a picture beyond the size of JPEG: " + err.Error()) // readingSide is far below it
	}
	bounds := img.Bounds()
	return made{election.Picture{SHA256: digest(to.Bytes()), Bytes: int64(to.Len()), Width: bounds.Dx(), Height: bounds.Dy()}, to.Bytes()}
}
