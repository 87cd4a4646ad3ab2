package paper

import "image"

// A Stamp is a round stamp with words around it and within.
type Stamp struct {
	Around string
	Within []string
}

// Stamp stamps the sheet, turned by degrees.
func (s *Sheet) Stamp(h *Hand, at image.Point, size, degrees int, t Stamp) {
	ink := Ink{62, 58, 150, uint8(140 + h.r.IntN(60))}
	r := size / 2
	s.ring(at, r, 130, ink)
	s.ring(at, r-7, 50, ink)
	s.ring(at, r*60/100, 60, ink)
	around := Bold.At(size * 9 / 100)
	s.PrintRound(around, at, r*69/100, degrees-90, t.Around, ink)
	within := Bold.At(size * 8 / 100)
	for i, line := range t.Within {
		high := size * 12 / 100
		up := (2*i + 1 - len(t.Within)) * high / 2
		turn := func(n, by int) int { return n * by / radius }
		place := image.Pt(at.X-turn(up, sine(degrees)), at.Y+turn(up, cosine(degrees)))
		s.PrintAcross(within, place, degrees, line, ink)
	}
}

// ring draws a circle.
func (s *Sheet) ring(at image.Point, r, thick int, ink Ink) {
	path := make([]point, 0, 121)
	for d := 0; d <= 360; d += 3 {
		path = append(path, point{at.X*unit + r*unit*cosine(d)/radius, at.Y*unit + r*unit*sine(d)/radius})
	}
	s.stroke(path, thick, ink)
}
