package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/maps"
	"achyk/generator/source"
)

// mapProblems word what is wrong with a file of boundaries.
var mapProblems = map[maps.Problem]finding.Term{
	maps.TooLarge: finding.TooLarge, maps.NotJSON: finding.MapBroken, maps.NotAMap: finding.MapFormat, maps.NoUnits: finding.MapUnits,
	maps.NoneWanted: finding.MapStrangers, maps.Projected: finding.MapDegrees, maps.NoExtent: finding.MapExtent,
	maps.NoUnit: finding.ShapeUnit, maps.NoArea: finding.ShapeArea, maps.TooFew: finding.ShapePoints, maps.BrokenArc: finding.ShapeArc,
	maps.Unplaced: finding.ShapeNumbers,
}

// boundaries draws the map from its file. The file is read and drawn here, once; all
// pages share the outlines.
func (m *aMap) boundaries(f *mapFile) (drawn bool, err error) {
	data, _, err := source.ReadFile(m.dir, f.File, maps.MostBytes, nil)
	if problem, is := finding.Unread(err); is || absentFile(err) {
		if !is {
			problem = finding.NoSuchFile
		}
		m.tell(finding.Finding{Code: finding.MapUnreadable, At: m.at("file")}.With("file", f.File).With("value", "").With("problem", problem))
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read map %s: %w", f.File, err)
	}
	sum := sha256.Sum256(data)
	// Features are the records of the file.
	file := &source.File{Path: f.File, Keys: []string{}, SHA256: hex.EncodeToString(sum[:])}
	wanted := m.wanted()
	drawing, faults := maps.Read(data, f.Unit, func(unit string) bool { return wanted[unit] != nil })
	m.faults(file, faults)
	if drawing == nil {
		return false, nil
	}
	m.At = source.Cell{File: file}
	m.Width, m.Height = drawing.Width, drawing.Height
	for _, s := range drawing.Shapes {
		if c := wanted[s.Name]; !m.told[c] {
			m.areas[c] = areaOf(c, s)
		}
	}
	if n := len(drawing.Unwanted); n > 0 {
		names := make([]string, n)
		for i, u := range drawing.Unwanted {
			names[i] = u.Name
		}
		at := source.Cell{File: file, Row: int32(drawing.Unwanted[0].Feature)}
		m.tell(finding.Finding{Code: finding.MapStray, At: at}.With("map", m.ID).With("number", n).With("units", some(names)))
	}
	return true, nil
}

// wanted are the commissions of the level by their units. Of two with one unit
// neither is shown: nobody can tell whose shape it is.
func (m *aMap) wanted() map[string]*election.Commission {
	wanted := make(map[string]*election.Commission)
	for _, c := range m.election.Commissions {
		if c.Level != m.Level || c.MapUnit == "" {
			continue
		}
		first := wanted[c.MapUnit]
		if first == nil {
			wanted[c.MapUnit] = c
			continue
		}
		m.told[first], m.told[c] = true, true
		m.tell(finding.Finding{Code: finding.UnitTwice, Commission: c.ID, At: m.units[c], Also: []source.Cell{m.units[first]}}.
			With("commission", c.ID).With("other", first.ID).With("unit", some([]string{c.MapUnit})))
	}
	return wanted
}

// faults reports what is wrong with the file: of each kind one finding, at the first
// feature, with how many there are. What is wrong with all of it is told alone.
func (m *aMap) faults(file *source.File, faults []maps.Fault) {
	if n := len(faults); n > 0 && faults[n-1].Problem.Whole() {
		fault := faults[n-1]
		value := fault.Value
		if fault.Problem == maps.NotJSON {
			value = strconv.FormatInt(fault.Offset, 10)
		}
		m.tell(finding.Finding{
			Code: finding.MapUnreadable, At: source.Cell{File: file, Row: int32(fault.Feature)}, Also: []source.Cell{m.at("file")},
		}.With("file", file.Path).With("value", some([]string{value})).With("problem", mapProblems[fault.Problem]))
		return
	}
	var kinds []maps.Problem
	count := make(map[maps.Problem]int)
	first := make(map[maps.Problem]int)
	for _, fault := range faults {
		if count[fault.Problem]++; count[fault.Problem] == 1 {
			kinds = append(kinds, fault.Problem)
			first[fault.Problem] = fault.Feature
		}
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		m.tell(finding.Finding{Code: finding.ShapeBroken, At: source.Cell{File: file, Row: int32(first[kind])}}.
			With("map", m.ID).With("number", count[kind]).With("problem", mapProblems[kind]))
	}
}

// areaOf is a shape as the vocabulary has it.
func areaOf(c *election.Commission, s maps.Shape) election.Area {
	a := election.Area{Commission: c, Centre: election.Point{X: s.Centre[0], Y: s.Centre[1]}}
	for _, ring := range s.Rings {
		points := make([]election.Point, len(ring))
		for i, p := range ring {
			points[i] = election.Point{X: p[0], Y: p[1]}
		}
		a.Rings = append(a.Rings, points)
	}
	return a
}
