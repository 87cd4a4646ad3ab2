// Package maps reads boundaries from GeoJSON and TopoJSON, projects and simplifies
// them, and hands out outlines in whole units of a drawing. It knows no commissions.
//
// A file is read once: each feature says which unit it is of, features of one unit
// are joined, everything is projected so that areas keep their proportions, and
// borders are simplified between the points where they meet, so that neighbours go
// on to share them exactly. Up to the last step points lie on a grid finer than the
// drawing; what is worked out in fractions before is the same on every processor.
package maps

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// What a file may hold. Maps of a country for pages are a hundredth of that.
const (
	MostBytes    = 32 << 20
	mostPoints   = 1_000_000
	mostFeatures = 20_000
	deepest      = 8 // collections of geometries within one another
)

// A Map is a drawing of units, ready to be shown.
type Map struct {
	Width, Height int     // of the drawing, in its units
	Shapes        []Shape // a unit each, in the order of the file
	// Unwanted are the units of the file that nobody asked for, once each, in the
	// order of the file. They are not drawn.
	Unwanted []Unit
}

// A Unit is what features say they are of, and the first feature that does.
type Unit struct {
	Name    string
	Feature int // from 1
}

// A Shape is the outline of one unit, to the right and down from the upper left
// corner of the drawing.
type Shape struct {
	Unit
	// Rings are closed without repeating their first point. Holes and islands are
	// told apart by the even-odd rule.
	Rings [][][2]int
	// Centre lies inside, and far from the outline.
	Centre [2]int
}

// A Problem is why a file or a feature of it cannot be drawn.
type Problem string

// The problems of a whole file; nothing of it is drawn.
const (
	TooLarge   Problem = "large"   // more bytes, features or points than may be
	NotJSON    Problem = "json"    // from Offset on
	NotAMap    Problem = "format"  // JSON, and neither GeoJSON nor TopoJSON
	NoUnits    Problem = "units"   // no feature says what it is of; Value: the properties there are
	NoneWanted Problem = "wanted"  // none of its units was asked for; Value: the first of them
	Projected  Problem = "degrees" // coordinates that are no degrees; Value: the first of them
	NoExtent   Problem = "extent"  // all points of it are one
)

// The problems of a feature; it or a part of it is not drawn.
const (
	NoUnit    Problem = "unit"    // it does not say what it is of
	NoArea    Problem = "area"    // it has no polygon
	TooFew    Problem = "few"     // a ring of fewer than three points
	BrokenArc Problem = "arc"     // it names an arc that is not there
	Unplaced  Problem = "numbers" // something else than numbers where coordinates are
)

// A Fault is something wrong with a file.
type Fault struct {
	Problem Problem
	Feature int    // from 1; 0 = not of one
	Offset  int64  // of NotJSON: the byte it cannot be read from, from 1
	Value   string // what stands there, as the file has it
}

// Whole reports whether nothing of the file is drawn.
func (p Problem) Whole() bool {
	return slices.Contains([]Problem{TooLarge, NotJSON, NotAMap, NoUnits, NoneWanted, Projected, NoExtent}, p)
}

// Read draws the units of a file that are wanted. What a feature is of stands in a
// property, or, where none is named, in its id. The map is nil where nothing can be
// drawn, and then the last of the faults is of the whole file. Faults are in the
// order of the features, one of each kind a feature.
func Read(data []byte, property string, wanted func(unit string) bool) (*Map, []Fault) {
	f := &file{property: property, wanted: wanted, units: make(map[string]*unit)}
	if fault := f.read(data); fault != nil {
		return nil, append(f.faults, *fault)
	}
	m, fault := f.draw()
	if fault != nil {
		return nil, append(f.faults, *fault)
	}
	return m, f.faults
}

// A file is one while it is read.
type file struct {
	property string
	wanted   func(string) bool

	features int
	points   int
	named    int // features that say what they are of
	has      []string
	units    map[string]*unit
	order    []*unit
	unwanted []Unit
	topology *topology // nil in GeoJSON
	faults   []Fault
	broken   *Fault // of the whole file
}

// A unit is what features of one name add up to.
type unit struct {
	Unit
	wanted bool
	rings  [][][2]float64 // longitude and latitude in degrees
}

// read reads all features.
func (f *file) read(data []byte) *Fault {
	if len(data) > MostBytes {
		return &Fault{Problem: TooLarge}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	// Nothing is kept of this: it looks whether all of it is JSON.
	var nothing struct{}
	var wrong *json.SyntaxError
	if err := json.Unmarshal(data, &nothing); errors.As(err, &wrong) {
		return &Fault{Problem: NotJSON, Offset: wrong.Offset}
	}
	top := fieldsOf(data)
	switch text(top["type"]) {
	case "FeatureCollection":
		items(top["features"], func(v []byte) bool { return f.feature(fieldsOf(v), "geometry") })
	case "Feature":
		f.feature(top, "geometry")
	case "Topology":
		f.topology = readTopology(top)
		f.objects(top["objects"])
	default:
		return &Fault{Problem: NotAMap}
	}
	switch {
	case f.broken != nil:
		return f.broken
	case f.features == 0:
		return &Fault{Problem: NotAMap}
	case f.named == 0:
		return &Fault{Problem: NoUnits, Value: strings.Join(f.has, ", ")}
	case !slices.ContainsFunc(f.order, func(u *unit) bool { return len(u.rings) > 0 }):
		return &Fault{Problem: NoneWanted, Value: f.someUnits()}
	}
	return nil
}

// someUnits names the first units that nobody asked for.
func (f *file) someUnits() string {
	const most = 5
	var names []string
	for _, u := range f.unwanted[:min(most, len(f.unwanted))] {
		names = append(names, u.Name)
	}
	return strings.Join(names, ", ")
}

// objects reads the features of a topology. What an object collects are features.
func (f *file) objects(v []byte) {
	members(v, func(_ string, object []byte) bool {
		fields := fieldsOf(object)
		if text(fields["type"]) != "GeometryCollection" {
			return f.feature(fields, "")
		}
		more := true
		items(fields["geometries"], func(v []byte) bool {
			more = f.feature(fieldsOf(v), "")
			return more
		})
		return more
	})
}

// feature reads one feature, whose geometry is a field of it or, in a topology, the
// feature itself. It reports false where no more are to be read.
func (f *file) feature(fields map[string][]byte, geometry string) bool {
	if f.features++; f.features > mostFeatures {
		return f.stop(Fault{Problem: TooLarge})
	}
	name := f.nameOf(fields)
	if name == "" {
		f.fault(NoUnit, "")
		return true
	}
	f.named++
	u := f.units[name]
	if u == nil {
		u = &unit{Unit: Unit{name, f.features}, wanted: f.wanted(name)}
		f.units[name] = u
		if f.order = append(f.order, u); !u.wanted {
			f.unwanted = append(f.unwanted, u.Unit)
		}
	}
	if !u.wanted {
		return true
	}
	if geometry != "" {
		fields = fieldsOf(fields[geometry])
	}
	rings := len(u.rings)
	faults := len(f.faults)
	f.geometry(u, fields, 1)
	if f.broken == nil && len(u.rings) == rings && len(f.faults) == faults {
		f.fault(NoArea, "")
	}
	return f.broken == nil
}

// nameOf is what a feature says it is of; empty where it does not say.
func (f *file) nameOf(fields map[string][]byte) string {
	own := ""
	if f.property == "" {
		own = name(fields["id"])
	}
	members(fields["properties"], func(key string, v []byte) bool {
		if f.features == 1 && name(v) != "" && len(f.has) < 20 {
			f.has = append(f.has, key)
		}
		if f.property != "" && key == f.property {
			own = name(v)
		}
		return true
	})
	return own
}

// fault notes what is wrong with the feature being read, each kind once.
func (f *file) fault(p Problem, value string) {
	for _, have := range slices.Backward(f.faults) {
		if have.Feature != f.features {
			break
		}
		if have.Problem == p {
			return
		}
	}
	f.faults = append(f.faults, Fault{Problem: p, Feature: f.features, Value: value})
}

// stop notes why nothing more is read.
func (f *file) stop(why Fault) bool {
	f.broken = &why
	return false
}
