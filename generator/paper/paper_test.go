package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"regexp"
	"strconv"
	"testing"

	"golang.org/x/image/tiff"
)

// square is the outline of a square, in pixels.
func square(from, to int) []edge {
	corner := func(x, y int) point { return point{x * unit, y * unit} }
	a, b, c, d := corner(from, from), corner(to, from), corner(to, to), corner(from, to)
	return []edge{{a, b}, {b, c}, {c, d}, {d, a}}
}

func (m *mask) at(x, y int) uint8 {
	if !image.Pt(x, y).In(m.Rectangle) {
		return 0
	}
	return m.cover[(y-m.Min.Y)*m.Dx()+x-m.Min.X]
}

func TestFillCoversWhatIsInside(t *testing.T) {
	outline := square(2, 10)
	for _, e := range square(4, 7) { // the other way round
		outline = append(outline, edge{e.to, e.from})
	}
	m := fill(outline)
	for y := range 12 {
		for x := range 12 {
			within := func(from, to int) bool { return x >= from && x < to && y >= from && y < to }
			want := uint8(0)
			if within(2, 10) && !within(4, 7) {
				want = 255
			}
			if got := m.at(x, y); got != want {
				t.Errorf("pixel %d, %d is covered %d of 255, not %d", x, y, got, want)
			}
		}
	}
}

// An edge that goes through pixels covers its share of them.
func TestFillCoversPartsOfPixels(t *testing.T) {
	m := fill([]edge{
		{point{0, 0}, point{4 * unit, 4 * unit}}, {point{4 * unit, 4 * unit}, point{0, 4 * unit}}, {point{0, 4 * unit}, point{0, 0}},
	})
	area := 0
	for _, c := range m.cover {
		area += int(c)
	}
	if area < 8*255-8 || area > 8*255 { // half of sixteen pixels
		t.Errorf("a triangle of 8 pixels covers %d/255", area)
	}
	if c := m.at(1, 1); c < 126 || c > 129 {
		t.Errorf("the pixel on the diagonal is covered %d of 255", c)
	}
}

func TestSines(t *testing.T) {
	for d := -360; d <= 720; d++ {
		s, c := sine(d), cosine(d)
		if off := s*s + c*c - radius*radius; abs(off) > 2*radius {
			t.Errorf("%d degrees: %d and %d are not on the circle", d, s, c)
		}
	}
	for d, want := range map[int]int{0: 0, 30: radius / 2, 90: radius, 150: radius / 2, 180: 0, 270: -radius, 330: -radius / 2} {
		if got := sine(d); abs(got-want) > 1 {
			t.Errorf("the sine of %d degrees is %d, not %d", d, got, want)
		}
	}
}

// However askew a sheet lies, a figure is where the scanner says it is.
func TestFiguresAreSeenWhereTheyAre(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := Blank(1240, 1754)
		box := image.Rect(100+r.IntN(900), 100+r.IntN(1400), 1050+r.IntN(100), 1550+r.IntN(100))
		s.Fill(box, Black)
		c := NewScanner(r, MostAskew)
		seen, found := c.Scan(s), image.Rectangle{}
		for y := range s.Height {
			for x := range s.Width {
				if seen.RGBAAt(x, y).G < 100 {
					found = found.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		said := c.Seen(image.Pt(s.Width, s.Height), box)
		if !found.In(said.Inset(-2)) || !said.Inset(4).In(found) {
			t.Errorf("seed %d: it is at %v, and said to be at %v", seed, found, said)
		}
	}
}

func TestWrittenNumbersDiffer(t *testing.T) {
	digest := func(text string, seed uint64) string {
		s := Blank(200, 60)
		s.Note(NewHand(rand.New(rand.NewPCG(seed, 2))), text, image.Rect(10, 5, 190, 55))
		return string(s.pix)
	}
	seen := make(map[string]string)
	for _, text := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "12", "21", "-", ""} {
		one := digest(text, 1)
		if other, has := seen[one]; has {
			t.Errorf("%q looks as %q", text, other)
		}
		seen[one] = text
		if digest(text, 1) != one {
			t.Errorf("%q is written in two ways by one hand", text)
		}
	}
	if digest("5", 1) == digest("5", 2) {
		t.Error("two hands write alike")
	}
}

// scanned is a small page.
func scanned() *image.RGBA {
	r := rand.New(rand.NewPCG(1, 1))
	s := Blank(310, 438)
	s.PrintCentred(Bold.At(40), 155, 80, "ңөү", Black)
	s.Dust(r)
	return NewScanner(r, MostAskew).Scan(s)
}

func TestFilesAreWhatTheySay(t *testing.T) {
	seen := scanned()
	plain, err := JPEG(seen, 75)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := jpeg.Decode(bytes.NewReader(plain)); err != nil {
		t.Error(err)
	}
	grey := InGreys(seen)
	for name, file := range map[string]struct {
		data   func() ([]byte, error)
		decode func([]byte) (image.Image, error)
	}{
		"PNG":  {func() ([]byte, error) { return PNG(grey) }, func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }},
		"TIFF": {func() ([]byte, error) { return TIFF(grey) }, func(b []byte) (image.Image, error) { return tiff.Decode(bytes.NewReader(b)) }},
	} {
		data, err := file.data()
		if err != nil {
			t.Fatal(err)
		}
		got, err := file.decode(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range []image.Point{{5, 5}, {155, 70}, {150, 60}} {
			want, is := color.GrayModel.Convert(grey.At(p.X, p.Y)), color.GrayModel.Convert(got.At(p.X, p.Y))
			if want != is {
				t.Errorf("%s: %v at %v, not %v", name, is, p, want)
			}
		}
	}
}

func TestBombIsSmall(t *testing.T) {
	data, err := Bomb(3000)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := got.Bounds().Size(); size != image.Pt(3000, 3000) || len(data) > 10_000 {
		t.Errorf("%d bytes hold %v", len(data), size)
	}
	if c := color.GrayModel.Convert(got.At(2999, 2999)); c != (color.Gray{Y: 255}) {
		t.Errorf("the last pixel is %v", c)
	}
}

// A telephone's picture lies on its side, says so, and says where it was taken.
func TestTelephone(t *testing.T) {
	seen := scanned()
	data, err := Telephone(seen, 75, Position{North: 42*60_000 + 52_560, East: 74*60_000 + 36_180})
	if err != nil {
		t.Fatal(err)
	}
	lying, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := lying.Bounds().Size(), image.Pt(seen.Rect.Dy(), seen.Rect.Dx()); got != want {
		t.Errorf("the picture is %v, not %v", got, want)
	}
	// What is at the upper left when it is upright is at the lower left.
	upright, plain := seen.RGBAAt(155, 60), color.RGBAModel.Convert(lying.At(60, 310-1-155)).(color.RGBA)
	if abs(int(upright.G)-int(plain.G)) > 24 {
		t.Errorf("%v was upright, %v lies there", upright, plain)
	}
	exif := data[bytes.Index(data, []byte("Exif\x00\x00"))+6:]
	le := binary.LittleEndian
	value := func(directory uint32, tag uint16) (uint32, uint32) {
		for i := range uint32(le.Uint16(exif[directory:])) {
			e := exif[directory+2+12*i:]
			if le.Uint16(e) == tag {
				return le.Uint32(e[4:]), le.Uint32(e[8:])
			}
		}
		t.Fatalf("no tag %x", tag)
		return 0, 0
	}
	if _, orientation := value(8, 0x0112); orientation != 6 {
		t.Errorf("orientation %d", orientation)
	}
	_, gps := value(8, 0x8825)
	for tag, want := range map[uint16][3]uint32{2: {42, 52_560, 0}, 4: {74, 36_180, 0}} {
		n, at := value(gps, tag)
		for i := range n {
			if got := le.Uint32(exif[at+8*i:]); got != want[i] {
				t.Errorf("tag %d: number %d is %d, not %d", tag, i, got, want[i])
			}
		}
	}
}

// The table at the end of a PDF says where each object is.
func TestPDFFindsItsObjects(t *testing.T) {
	picture, err := JPEG(scanned(), 75)
	if err != nil {
		t.Fatal(err)
	}
	pages := []Page{{picture, image.Pt(310, 438)}, {picture, image.Pt(310, 438)}}
	for _, twist := range []Twist{Plain, Locked, Scripted} {
		data := PDF(pages, twist)
		if !bytes.Equal(data, PDF(pages, twist)) {
			t.Errorf("twist %d: it is another file each time", twist)
		}
		trailer := regexp.MustCompile(`(?s)/Size (\d+) .*startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(data)
		if trailer == nil {
			t.Fatalf("twist %d: no end", twist)
		}
		size, _ := strconv.Atoi(string(trailer[1]))
		table, _ := strconv.Atoi(string(trailer[2]))
		lines := bytes.Split(data[table:], []byte("\n"))
		for n := 1; n < size; n++ {
			at, err := strconv.Atoi(string(lines[2+n][:10]))
			if err != nil || !bytes.HasPrefix(data[at:], fmt.Appendf(nil, "%d 0 obj\n", n)) {
				t.Errorf("twist %d: object %d is not at %d", twist, n, at)
			}
		}
		if inClear := bytes.Contains(data, picture); inClear == (twist == Locked) {
			t.Errorf("twist %d: the picture is in clear: %v", twist, inClear)
		}
		if runs := bytes.Contains(data, []byte("/JavaScript")); runs != (twist == Scripted) {
			t.Errorf("twist %d: a script: %v", twist, runs)
		}
	}
}

func TestWrap(t *testing.T) {
	f := Serif.At(20)
	text := "Комиссия бюллетендерди санап чыгып, эсептен чыгарды."
	lines := f.Wrap(text, 200)
	if len(lines) < 2 {
		t.Fatalf("%q", lines)
	}
	for _, line := range lines {
		if f.Width(line) > 200 && bytes.ContainsRune([]byte(line), ' ') {
			t.Errorf("%q is %d wide", line, f.Width(line))
		}
	}
	if missing := f.Missing(text + "ңөү漢"); missing != "漢" {
		t.Errorf("missing: %q", missing)
	}
}
