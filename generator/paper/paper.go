// Package paper draws a sheet of paper as a scanner would have seen it: printed
// text, handwriting, signatures, a stamp; a sheet that lies a little askew under
// uneven light. Of the picture it makes a file as offices send them, JPEG, PNG,
// TIFF or PDF, and on demand one that should not be sent: broken, locked, with a
// script, or with the place where it was taken.
//
// What stands on the sheet is the caller's. The same calls give the same bytes on
// any machine: there is no floating point here, not even in the outlines of
// letters, which is why they are filled here and not by the usual rasteriser.
package paper

import (
	"image"
	"math/rand/v2"
)

// An Ink is a colour, and how much of what is beneath it covers, of 255.
type Ink struct {
	R, G, B, Cover uint8
}

// Inks of a form.
var (
	Black = Ink{28, 28, 32, 255}  // printed
	Grey  = Ink{92, 92, 98, 255}  // printed smaller
	Pale  = Ink{196, 60, 52, 52}  // of words across the sheet
	Red   = Ink{188, 36, 32, 255} // of the banner
)

// A Sheet is a sheet of paper, upright, in pixels from its upper left corner.
type Sheet struct {
	Width, Height int
	pix           []uint8 // red, green, blue
}

// Blank is an empty sheet.
func Blank(width, height int) *Sheet {
	s := &Sheet{Width: width, Height: height, pix: make([]uint8, width*height*3)}
	for i := range s.pix {
		s.pix[i] = 255
	}
	return s
}

// Copy copies a sheet that is about to be written on.
func (s *Sheet) Copy() *Sheet {
	return &Sheet{Width: s.Width, Height: s.Height, pix: append([]uint8(nil), s.pix...)}
}

// Fill fills a rectangle.
func (s *Sheet) Fill(r image.Rectangle, ink Ink) {
	r = r.Intersect(image.Rect(0, 0, s.Width, s.Height))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			s.dab(x, y, 255, ink)
		}
	}
}

// Frame draws the lines around a rectangle, inwards.
func (s *Sheet) Frame(r image.Rectangle, thick int, ink Ink) {
	s.Fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick), ink)
	s.Fill(image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y), ink)
	s.Fill(image.Rect(r.Min.X, r.Min.Y+thick, r.Min.X+thick, r.Max.Y-thick), ink)
	s.Fill(image.Rect(r.Max.X-thick, r.Min.Y+thick, r.Max.X, r.Max.Y-thick), ink)
}

// dab puts ink on a pixel, as far as a shape covers it.
func (s *Sheet) dab(x, y int, cover uint8, ink Ink) {
	a := int(cover) * int(ink.Cover) / 255
	p := s.pix[(y*s.Width+x)*3:]
	for i, to := range [3]uint8{ink.R, ink.G, ink.B} {
		p[i] = uint8(int(p[i]) + (int(to)-int(p[i]))*a/255)
	}
}

// A mask is how far a shape covers each pixel of a rectangle.
type mask struct {
	image.Rectangle
	cover []uint8 // row by row
}

// stain puts ink on the sheet through a mask that is moved.
func (s *Sheet) stain(m *mask, by image.Point, ink Ink) {
	to := m.Add(by).Intersect(image.Rect(0, 0, s.Width, s.Height))
	for y := to.Min.Y; y < to.Max.Y; y++ {
		row := m.cover[(y-by.Y-m.Min.Y)*m.Dx():]
		for x := to.Min.X; x < to.Max.X; x++ {
			if c := row[x-by.X-m.Min.X]; c != 0 {
				s.dab(x, y, c, ink)
			}
		}
	}
}

// Dust lets specks and a few fibres fall on the sheet.
func (s *Sheet) Dust(r *rand.Rand) {
	for range 40 + r.IntN(50) {
		x, y, tone := r.IntN(s.Width-2), r.IntN(s.Height-2), uint8(90+r.IntN(110))
		s.Fill(image.Rect(x, y, x+1+r.IntN(2), y+1+r.IntN(2)), Ink{tone, tone, tone, uint8(80 + r.IntN(150))})
	}
	for range 2 + r.IntN(3) {
		x, y := r.IntN(s.Width)*unit, r.IntN(s.Height)*unit
		path := []point{{x, y}}
		for range 4 {
			x, y = x+(r.IntN(41)-20)*unit, y+(r.IntN(41)-20)*unit
			path = append(path, point{x, y})
		}
		s.stroke(smooth(path), 40, Ink{120, 118, 112, 110})
	}
}
