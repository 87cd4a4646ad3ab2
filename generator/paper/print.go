package paper

import (
	"image"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavuserif"
	"github.com/go-fonts/dejavu/dejavuserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A Face is a typeface at a size. It may be used from many goroutines.
type Face struct {
	font *sfnt.Font
	size int // of the em, in pixels

	mu     sync.Mutex
	buffer sfnt.Buffer
	glyphs map[rune]*glyph
}

// A glyph is a letter, its outline from the beginning of the base line.
type glyph struct {
	edges   []edge
	mask    *mask
	advance int // in units
}

// A family is a typeface of a package. All have ң, ө and ү.
type family struct {
	file  []byte
	parse func() (*sfnt.Font, error)
}

// The typefaces.
var (
	Serif = typeface(dejavuserif.TTF)
	Bold  = typeface(dejavuserifbold.TTF)
	Mono  = typeface(dejavusansmono.TTF)
)

func typeface(file []byte) *family {
	return &family{file, sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(file) })}
}

var faces sync.Map // by family and size

// At is the typeface at a size in pixels.
func (f *family) At(size int) *Face {
	type key struct {
		f    *family
		size int
	}
	if face, has := faces.Load(key{f, size}); has {
		return face.(*Face)
	}
	parsed, err := f.parse()
	if err != nil {
		panic(err) // it is part of the program
	}
	face, _ := faces.LoadOrStore(key{f, size}, &Face{font: parsed, size: size, glyphs: make(map[rune]*glyph)})
	return face.(*Face)
}

// glyph is the letter for a character, the box of the unknown one if there is none.
func (f *Face) glyph(r rune) *glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	if g, has := f.glyphs[r]; has {
		return g
	}
	ppem := fixed.I(f.size)
	index, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		panic(err) // as above: what the file holds does not change
	}
	segments, err := f.font.LoadGlyph(&f.buffer, index, ppem, nil)
	if err != nil {
		panic(err)
	}
	g := &glyph{edges: outline(segments)}
	g.mask = fill(g.edges)
	advance, err := f.font.GlyphAdvance(&f.buffer, index, ppem, font.HintingNone)
	if err != nil {
		panic(err)
	}
	g.advance = int(advance)
	f.glyphs[r] = g
	return g
}

// outline makes straight edges of a letter's curves.
func outline(segments sfnt.Segments) []edge {
	var edges []edge
	var start, at point
	place := func(p fixed.Point26_6) point { return point{int(p.X), int(p.Y)} }
	line := func(to point) { edges, at = append(edges, edge{at, to}), to }
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if at != start {
				line(start)
			}
			start = place(s.Args[0])
			at = start
		case sfnt.SegmentOpLineTo:
			line(place(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			for _, p := range bend(nil, at, place(s.Args[0]), place(s.Args[1])) {
				line(p)
			}
		}
	}
	if at != start {
		line(start)
	}
	return edges
}

// Width is how wide a text is, in pixels.
func (f *Face) Width(text string) int {
	w := 0
	for _, r := range text {
		w += f.glyph(r).advance
	}
	return floor(w + unit - 1)
}

// Missing are the characters of a text that the typeface does not have.
func (f *Face) Missing(text string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var missing []rune
	for _, r := range text {
		if index, err := f.font.GlyphIndex(&f.buffer, r); err != nil || index == 0 {
			missing = append(missing, r)
		}
	}
	return string(missing)
}

// Wrap breaks a text into lines of a width.
func (f *Face) Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && f.Width(longer) > width {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	return append(lines, line)
}

// Print prints a line of text from a place on its base line, and returns where it
// ends.
func (s *Sheet) Print(f *Face, x, base int, text string, ink Ink) int {
	at := x * unit
	for _, r := range text {
		g := f.glyph(r)
		s.stain(g.mask, image.Pt(floor(at+unit/2), base), ink)
		at += g.advance
	}
	return floor(at)
}

// PrintCentred prints a line of text around a place on its base line.
func (s *Sheet) PrintCentred(f *Face, x, base int, text string, ink Ink) {
	s.Print(f, x-f.Width(text)/2, base, text, ink)
}

// PrintAcross prints a line of text around a place, turned by degrees.
func (s *Sheet) PrintAcross(f *Face, at image.Point, degrees int, text string, ink Ink) {
	sin, cos := sine(degrees), cosine(degrees)
	x, lift := -f.Width(text)*unit/2, f.size*unit*36/100 // half as high as a capital
	for _, r := range text {
		g := f.glyph(r)
		s.stain(fill(turned(g.edges, x, lift, sin, cos, at)), image.Point{}, ink)
		x += g.advance
	}
}

// PrintRound prints a text along a circle, clockwise and around an angle.
func (s *Sheet) PrintRound(f *Face, centre image.Point, r, degrees int, text string, ink Ink) {
	// A pixel along the circle is 57.3/r degrees; hundredths keep letters even.
	perPixel := 5730 / r
	at := degrees*100 - f.Width(text)*perPixel/2
	for _, c := range text {
		g := f.glyph(c)
		step := g.advance * perPixel / unit
		around := (at + step/2) / 100
		sin, cos := sine(around+90), cosine(around+90)
		s.stain(fill(turned(g.edges, -g.advance/2, -r*unit, sin, cos, centre)), image.Point{}, ink)
		at += step
	}
}

// turned moves an outline, turns it and moves it again.
func turned(edges []edge, x, y, sin, cos int, to image.Point) []edge {
	turn := func(p point) point {
		px, py := p.x+x, p.y+y
		return point{(px*cos-py*sin)/radius + to.X*unit, (px*sin+py*cos)/radius + to.Y*unit}
	}
	moved := make([]edge, len(edges))
	for i, e := range edges {
		moved[i] = edge{turn(e.from), turn(e.to)}
	}
	return moved
}
