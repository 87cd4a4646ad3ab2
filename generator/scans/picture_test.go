package scans

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"achyk/generator/election"
)

// slowShrink averages areas as one would on paper, pixel by pixel.
func slowShrink(from raster, width, height int) []byte {
	overlap := func(a, b, c, d int) int { return max(0, min(b, d)-max(a, c)) }
	rows := make([][]byte, from.height)
	for y := range rows {
		rows[y] = bytes.Clone(from.row(y))
	}
	var out []byte
	area := from.width * from.height
	for y := range height {
		for x := range width {
			for s := range from.samples {
				sum := 0
				for sy := range from.height {
					dy := overlap(y*from.height, (y+1)*from.height, sy*height, (sy+1)*height)
					for sx := range from.width {
						sum += dy * overlap(x*from.width, (x+1)*from.width, sx*width, (sx+1)*width) * int(rows[sy][sx*from.samples+s])
					}
				}
				out = append(out, byte((sum+area/2)/area))
			}
		}
	}
	return out
}

func noise(seed uint64, width, height, samples int) raster {
	r := rand.New(rand.NewPCG(seed, 1))
	pixels := make([]byte, width*height*samples)
	for i := range pixels {
		pixels[i] = byte(r.Uint32())
	}
	return raster{width, height, samples, func(y int) []byte { return pixels[y*width*samples:][:width*samples] }}
}

func TestShrinkingIsTheAverageOfAreas(t *testing.T) {
	for i := range uint64(60) {
		r := rand.New(rand.NewPCG(i, 2))
		width, height := 1+r.IntN(40), 1+r.IntN(40)
		from := noise(i, width, height, []int{1, 3}[i%2])
		toWidth, toHeight := 1+r.IntN(width), 1+r.IntN(height)
		if got, want := shrink(from, toWidth, toHeight), slowShrink(from, toWidth, toHeight); !bytes.Equal(got, want) {
			t.Errorf("%d×%d to %d×%d: %v, want %v", width, height, toWidth, toHeight, got, want)
		}
	}
}

// White stays white whatever the sizes, up to the largest that are read.
func TestShrinkingKeepsWhite(t *testing.T) {
	row := bytes.Repeat([]byte{255}, mostSide)
	for _, c := range [][4]int{{mostSide, 610, 1754, 16}, {610, mostSide, 16, 1754}, {6325, 6324, 1754, 1753}, {6325, 6324, 1, 1}} {
		got := shrink(raster{c[0], c[1], 1, func(int) []byte { return row }}, c[2], c[3])
		if len(got) != c[2]*c[3] || bytes.ContainsFunc(got, func(r rune) bool { return false }) || bytes.Count(got, []byte{255}) != len(got) {
			t.Errorf("%v: not all of %d pixels are white", c, len(got))
		}
	}
}

// stored is how a camera that was held otherwise stores a picture which is to be
// seen upright.
func stored(img image.Image, o orientation) image.Image {
	back := map[orientation]orientation{6: 8, 8: 6}
	if b, has := back[o]; has {
		o = b
	}
	b := img.Bounds()
	return turned(resized(img, b.Dx(), b.Dy()), o)
}

func TestEveryOrientationComesOutUpright(t *testing.T) {
	for _, size := range [][2]int{{64, 48}, {48, 64}, {63, 47}, {2000, 300}} {
		img := drawn(size[0], size[1])
		want, _ := publish(img, upright, nil)
		for o := orientation(1); o <= 8; o++ {
			for name, data := range map[string][]byte{
				"jpeg": withSegment(asJPEG(t, stored(img, o)), app1, exifOf(o, false)),
				"png":  withChunk(asPNG(t, stored(img, o)), "eXIf", exifOf(o, false)[6:]),
				"tiff": asTIFF(t, o, stored(img, o)),
			} {
				made, pictures, err := newMaker("").make(task{data: data})
				if err != nil || made.Problem != "" || len(pictures) != 2 {
					t.Fatalf("%s %d: %v, %v", name, o, made, err)
				}
				if d := difference(t, pictures[0].bytes, want.bytes); d > 6 {
					t.Errorf("%v %s, orientation %d: differs by %d on average", size, name, o, d)
				}
			}
		}
	}
}

// difference is how far two pictures of one size are apart on average, of 255.
func difference(t *testing.T, a, b []byte) int {
	t.Helper()
	x, errX := jpeg.Decode(bytes.NewReader(a))
	y, errY := jpeg.Decode(bytes.NewReader(b))
	if errX != nil || errY != nil || x.Bounds() != y.Bounds() {
		t.Fatalf("%v, %v; %v, %v", x.Bounds(), errX, y.Bounds(), errY)
	}
	sum := 0
	for v := range x.Bounds().Dy() {
		for u := range x.Bounds().Dx() {
			p, q := onWhite(x.At(u, v)), onWhite(y.At(u, v))
			for i := range p {
				sum += max(int(p[i])-int(q[i]), int(q[i])-int(p[i]))
			}
		}
	}
	return sum / (3 * x.Bounds().Dx() * x.Bounds().Dy())
}

// Of what lies in a blanked region nothing is left: the pictures are the same,
// byte for byte, whatever it was.
func TestNothingIsLeftOfABlankedRegion(t *testing.T) {
	region := election.Region{Page: 1, Left: 250_000, Top: 100_000, Width: 333_333, Height: 150_000}
	for _, size := range [][2]int{{200, 300}, {333, 217}, {1900, 1311}} {
		for o := orientation(1); o <= 8; o++ {
			if size[0] > 1000 && o != upright && o != 6 {
				continue // large ones cost much and are like small ones
			}
			var want [2][]byte
			for secret := range 3 {
				img := drawn(size[0], size[1])
				// What is in the region, and no pixel around it.
				for y := region.Top*size[1]/election.Whole + 1; y < (region.Top+region.Height)*size[1]/election.Whole; y++ {
					for x := region.Left*size[0]/election.Whole + 1; x < (region.Left+region.Width)*size[0]/election.Whole; x++ {
						img.Set(x, y, color.NRGBA{byte(secret * x * 7), byte(secret * y * 31), byte(secret * 120), 255})
					}
				}
				for i, kind := range []image.Image{stored(img, o), photographed(t, stored(img, o))} {
					reading, thumbnail := publish(kind, o, []election.Region{region})
					got := append(bytes.Clone(reading.bytes), thumbnail.bytes...)
					if want[i] == nil {
						want[i] = got
					}
					if i == 0 && !bytes.Equal(got, want[i]) {
						t.Errorf("%v, orientation %d, secret %d: it shows", size, o, secret)
					}
					black(t, reading, region)
					black(t, thumbnail, region)
				}
			}
		}
	}
}

// photographed is a picture after it was a JPEG.
func photographed(t *testing.T, img image.Image) image.Image {
	t.Helper()
	photo, err := jpeg.Decode(bytes.NewReader(asJPEG(t, img)))
	if err != nil {
		t.Fatal(err)
	}
	return photo
}

// black reports pixels of a region that are not black: up to the ringing of JPEG,
// which comes in from what lies beside it.
func black(t *testing.T, m made, region election.Region) {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(m.bytes))
	if err != nil {
		t.Fatal(err)
	}
	at := func(part, side int) int { return part * side / election.Whole }
	for y := at(region.Top, m.Height); y <= at(region.Top+region.Height, m.Height); y++ {
		for x := at(region.Left, m.Width); x <= at(region.Left+region.Width, m.Width); x++ {
			if c := onWhite(img.At(x, y)); max(c[0], c[1], c[2]) > 90 {
				t.Fatalf("%d×%d: the pixel %d, %d in a blanked region is %v", m.Width, m.Height, x, y, c)
			}
		}
	}
}

func TestAPictureWithoutColourIsGray(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 50, 50))
	for i := range img.Pix {
		img.Pix[i] = 200
	}
	for _, kind := range []image.Image{img, photographed(t, img)} {
		reading, _ := publish(kind, upright, nil)
		if c, err := jpeg.DecodeConfig(bytes.NewReader(reading.bytes)); err != nil || c.ColorModel != color.GrayModel {
			t.Errorf("%T becomes %v, %v", kind, c.ColorModel, err)
		}
	}
}

func TestPicturesAreOfReadingSizeAndThumbnailsSmall(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 5000}, {5000, 1}, {100, 100}, {1240, 1754}, {2480, 3508}, {3508, 2480}} {
		from := noise(7, size[0], size[1], 1) // nothing is harder to make small
		img := &image.Gray{Stride: size[0], Rect: image.Rect(0, 0, size[0], size[1])}
		for y := range size[1] {
			img.Pix = append(img.Pix, from.row(y)...)
		}
		reading, thumbnail := publish(img, upright, nil)
		if max(reading.Width, reading.Height) != min(readingSide, max(size[0], size[1])) {
			t.Errorf("%v: %d×%d", size, reading.Width, reading.Height)
		}
		if thumbnail.Width > min(thumbnailWidth, size[0]) || thumbnail.Height > size[1] || thumbnail.Bytes > thumbnailBytes || thumbnail.Width == 0 {
			t.Errorf("%v: a thumbnail of %d×%d, %d bytes", size, thumbnail.Width, thumbnail.Height, thumbnail.Bytes)
		}
	}
}
