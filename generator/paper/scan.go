package paper

import (
	"image"
	"math/rand/v2"
)

// A Scanner is how a sheet lay under a scanner, and what that made of it.
type Scanner struct {
	sin, cos int // of the angle, in turnUnit
	tone     [3]int
	light    [lights][lights]int // in 1/256, at even places
	noise    uint64
}

const (
	turnUnit = 1 << 16
	lights   = 5
)

// MostAskew is the sine of 1.5 degrees, in 1/65536.
const MostAskew = 1715

// NewScanner draws a scanner under which sheets lie askew by at most so much.
func NewScanner(r *rand.Rand, most int) *Scanner {
	c := &Scanner{noise: r.Uint64() | 1}
	if most > 0 {
		c.sin = r.IntN(2*most+1) - most
	}
	c.cos = root(turnUnit*turnUnit - c.sin*c.sin)
	warm := r.IntN(9)
	c.tone = [3]int{253 - r.IntN(3), 252 - warm/3, 250 - warm}
	side, top := r.IntN(25)-12, r.IntN(25)-12
	for i := range lights {
		for j := range lights {
			c.light[i][j] = 250 + side*(j-lights/2)/4 + top*(i-lights/2)/4 - r.IntN(9)
		}
	}
	return c
}

// root is the whole square root.
func root(n int) int {
	low, high := 0, turnUnit
	for low < high {
		if middle := (low + high + 1) / 2; middle*middle <= n {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// Scan looks at a sheet.
func (c *Scanner) Scan(s *Sheet) *image.RGBA {
	seen := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	noise := c.noise
	// The place on the sheet of each pixel, in turnUnit.
	for y := range s.Height {
		px, py := c.back(s, 0, y)
		row := seen.Pix[y*seen.Stride:]
		bright, step := c.lit(s, y)
		var grains uint64
		for x := range s.Width {
			if x%8 == 0 {
				noise ^= noise << 13
				noise ^= noise >> 7
				noise ^= noise << 17
				grains = noise
			}
			grain := int(grains&7) + int(grains>>3&7) - 7 // most are small
			grains >>= 8
			lit := (bright + grain<<7) >> 8
			p := row[x*4 : x*4+4 : x*4+4]
			r, g, b := s.look(px, py)
			p[0] = uint8(min(max(r*c.tone[0]*lit>>16, 0), 255))
			p[1] = uint8(min(max(g*c.tone[1]*lit>>16, 0), 255))
			p[2] = uint8(min(max(b*c.tone[2]*lit>>16, 0), 255))
			p[3] = 255
			px, py, bright = px+c.cos, py-c.sin, bright+step
		}
	}
	return seen
}

// back is where on the sheet a pixel of the picture is, in turnUnit.
func (c *Scanner) back(s *Sheet, x, y int) (px, py int) {
	dx, dy := x-s.Width/2, y-s.Height/2
	return s.Width/2*turnUnit + dx*c.cos + dy*c.sin, s.Height/2*turnUnit - dx*c.sin + dy*c.cos
}

// forth is where in the picture a place of the sheet is.
func (c *Scanner) forth(sheet, at image.Point) (x, y int) {
	dx, dy := at.X-sheet.X/2, at.Y-sheet.Y/2
	return sheet.X/2 + (dx*c.cos-dy*c.sin)/turnUnit, sheet.Y/2 + (dx*c.sin+dy*c.cos)/turnUnit
}

// lit is how much light falls on the beginning of a row, and how much more on each
// pixel after it, in 1/65536.
func (c *Scanner) lit(s *Sheet, y int) (first, step int) {
	at := y * (lights - 1) * 256 / s.Height
	i, part := at/256, at%256
	side := func(j int) int { return c.light[i][j]*(256-part) + c.light[i+1][j]*part }
	left, right := side(0), side(lights-1)
	return left, (right - left) / s.Width
}

// look is the colour at a place of the sheet, and the lid of the scanner beyond it.
func (s *Sheet) look(px, py int) (r, g, b int) {
	x, y := px>>16, py>>16
	if x < 0 || y < 0 || x >= s.Width-1 || y >= s.Height-1 {
		return 176, 178, 180
	}
	fx, fy := px>>8&255, py>>8&255
	p := s.pix[(y*s.Width+x)*3 : (y*s.Width+x)*3+6 : (y*s.Width+x)*3+6]
	q := s.pix[((y+1)*s.Width+x)*3 : ((y+1)*s.Width+x)*3+6 : ((y+1)*s.Width+x)*3+6]
	// Most of a sheet is empty.
	if p[0]&p[3]&q[0]&q[3]&p[1]&p[4]&q[1]&q[4]&p[2]&p[5]&q[2]&q[5] == 255 {
		return 255, 255, 255
	}
	a, c := (256-fx)*(256-fy), fx*(256-fy)
	d, e := (256-fx)*fy, fx*fy
	mix := func(i int) int { return (int(p[i])*a + int(p[i+3])*c + int(q[i])*d + int(q[i+3])*e) >> 16 }
	return mix(0), mix(1), mix(2)
}

// Seen is the rectangle of the picture in which a rectangle of the sheet is seen.
func (c *Scanner) Seen(sheet image.Point, r image.Rectangle) image.Rectangle {
	seen := image.Rectangle{}
	for i, p := range [4]image.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, {X: r.Min.X, Y: r.Max.Y}, r.Max} {
		x, y := c.forth(sheet, p)
		one := image.Rect(x, y, x+1, y+1)
		if i == 0 {
			seen = one
		}
		seen = seen.Union(one)
	}
	return seen.Intersect(image.Rectangle{Max: sheet})
}
