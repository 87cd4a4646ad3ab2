package election

import (
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A Map draws the commissions of one level as areas: by their boundaries, or as
// equal squares (плитка / плитки), where land area would mislead.
type Map struct {
	ID     string
	Level  int // index into Levels
	Name   wording.Text
	Source wording.Text // whose boundaries they are, to be named beneath the map; empty for tiles
	Tiles  bool
	// Width and Height are the drawing's, in its own whole units.
	Width, Height int
	Areas         []Area        // in the order of Election.Commissions
	Absent        []*Commission // of the level, that the map does not show
	At            source.Cell
}

// An Area is one commission on a map.
type Area struct {
	Commission *Commission
	// Rings are the outlines, in units of the drawing, each closed without repeating
	// its first point; holes and islands are told apart by the even-odd rule.
	Rings [][]Point
	// Label is a few letters for a tile; empty on boundaries.
	Label wording.Text
	// Centre is where a label stands: inside the area.
	Centre Point
}

// A Point is a point of a drawing: to the right and down from its upper left corner.
type Point struct{ X, Y int }
