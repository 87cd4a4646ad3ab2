package intake

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// mapFile is an entry of maps: in election.yaml: the commissions of a level as
// squares, or as the boundaries in a file.
type mapFile struct {
	ID     string       `yaml:"id"`
	Level  string       `yaml:"level"`
	Name   wording.Text `yaml:"name"`
	Tiles  []tileFile   `yaml:"tiles"`
	File   string       `yaml:"file"`
	Unit   string       `yaml:"unit"`
	Source wording.Text `yaml:"source"`
}

// tileFile is one square. Its column and row are read as texts, because a slip in
// one of them is not to stop the publication.
type tileFile struct {
	Commission string       `yaml:"commission"`
	At         []string     `yaml:"at"`
	Label      wording.Text `yaml:"label"`
}

// An aMap is a map while it is read.
type aMap struct {
	*reader
	*election.Map
	entry int // in maps:
	areas map[*election.Commission]election.Area
	// told are commissions that are not on the map and of which that was said.
	told map[*election.Commission]bool
}

// outlineExtensions are what files of boundaries are called.
var outlineExtensions = []string{".json", ".geojson", ".topojson"}

// isOutlines reports whether a file may hold boundaries, by its name: it lies in
// the folder, and is no table.
func isOutlines(name string) bool {
	table, _, _ := strings.Cut(name, ".")
	return fs.ValidPath(name) && !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.") && !isScan(name) &&
		slices.Contains(outlineExtensions, strings.ToLower(path.Ext(name))) && !slices.Contains(tables, table)
}

// outlines are the files that maps are drawn from, and those beside them that hold
// their licence. They are nobody's table.
func (r *reader) outlines() []string {
	var names []string
	for _, m := range r.file.Maps {
		if isOutlines(m.File) {
			base, _, _ := strings.Cut(path.Base(m.File), ".")
			names = append(names, m.File, path.Join(path.Dir(m.File), base+".LICENSE.txt"))
		}
	}
	return names
}

// maps reads the maps. Whatever is wrong with one, the figures are published: at
// most the map is withheld.
func (r *reader) maps() error {
	taken := make(map[string]bool)
	for i := range r.file.Maps {
		f := &r.file.Maps[i]
		m := &aMap{
			reader: r, entry: i, areas: make(map[*election.Commission]election.Area), told: make(map[*election.Commission]bool),
			Map: &election.Map{ID: f.ID, Level: r.level(f.Level), Name: f.Name, Source: f.Source, Tiles: len(f.Tiles) > 0},
		}
		m.At = m.at()
		usable := m.described(f, taken[f.ID])
		taken[f.ID] = true
		if !usable {
			continue
		}
		drawn, err := m.read(f)
		if err != nil {
			return err
		}
		if drawn {
			m.close()
			r.election.Maps = append(r.election.Maps, m.Map)
		}
	}
	return nil
}

func (m *aMap) read(f *mapFile) (drawn bool, err error) {
	if m.Tiles {
		return m.tiles(f), nil
	}
	return m.boundaries(f)
}

// at is the line of the map in election.yaml, or of what is said of it.
func (m *aMap) at(path ...any) source.Cell {
	return m.document.at(append([]any{"maps", m.entry}, path...)...)
}

// tell reports something about the map.
func (m *aMap) tell(f finding.Finding) {
	f.Record = "maps " + m.ID
	m.report(f)
}

// described reports whether the entry says all that a map needs. A mistake withholds
// the map, and is no mistake in election.yaml otherwise: the rest is read by it.
func (m *aMap) described(f *mapFile, taken bool) bool {
	usable := true
	wrong := func(value string, problem finding.Term, key string) {
		usable = false
		m.tell(finding.Finding{Code: finding.MapUnclear, At: m.at(key)}.
			With("key", key).With("value", clip(value)).With("problem", problem))
	}
	if !validID.MatchString(f.ID) {
		wrong(f.ID, finding.IDWanted, "id")
	} else if taken {
		wrong(f.ID, finding.MapTwice, "id")
	}
	if m.Level < 0 {
		wrong(f.Level, finding.LevelWanted, "level")
	}
	if f.Name.Ky == "" || f.Name.Ru == "" {
		wrong("", finding.BothNeeded, "name")
	}
	switch {
	case m.Tiles == (f.File != ""):
		wrong(f.File, finding.TilesOrFile, "file")
	case m.Tiles && f.Unit != "":
		wrong(f.Unit, finding.OnlyFile, "unit")
	case m.Tiles && f.Source != wording.Text{}:
		wrong("", finding.OnlyFile, "source")
	case m.Tiles:
	case f.Source.Ky == "" || f.Source.Ru == "":
		wrong("", finding.BothNeeded, "source")
	case !isOutlines(f.File):
		wrong(f.File, finding.OutlinesWanted, "file")
	}
	return usable
}

// close puts the areas into the order of commissions and names those that the map
// does not show. Abroad is on no map, and so are voters who live elsewhere.
func (m *aMap) close() {
	var missing []string
	var cells []source.Cell
	for _, c := range m.election.Commissions {
		if c.Level != m.Level {
			continue
		}
		if area, shown := m.areas[c]; shown {
			m.Areas = append(m.Areas, area)
			continue
		}
		m.Absent = append(m.Absent, c)
		if m.told[c] || c.Kind == election.Abroad || c.Kind == election.Remote {
			continue
		}
		missing = append(missing, c.ID)
		if at := m.units[c]; !m.Tiles && c.MapUnit != "" && len(cells) < 5 {
			cells = append(cells, at)
		}
	}
	if len(missing) > 0 {
		m.tell(finding.Finding{Code: finding.MapAbsent, At: m.at(), Also: cells}.
			With("map", m.ID).With("number", len(missing)).With("commissions", some(missing)))
	}
}

// some names the first of many, and how many more there are. None that may be a
// personal number is repeated.
func some(names []string) string {
	const most = 12
	var said []string
	for _, name := range names[:min(most, len(names))] {
		if personal(name) {
			name = "…"
		}
		said = append(said, clip(name))
	}
	text := strings.Join(said, ", ")
	if more := len(names) - most; more > 0 {
		text += ", … +" + strconv.Itoa(more)
	}
	return text
}

// Tiles lie in squares so many units wide, with a gap between two of them.
const (
	pitch     = 80
	gap       = 4
	mostTiles = 99 // columns, and rows
)

// tiles lays out the squares.
func (m *aMap) tiles(f *mapFile) bool {
	lines := make(map[*election.Commission]int)
	squares := make(map[[2]int]int)
	for i := range f.Tiles {
		t := &f.Tiles[i]
		c, square, ok := m.tile(i, t)
		if !ok {
			continue
		}
		first, taken := lines[c]
		problem := finding.CommissionTwice
		if !taken {
			first, taken = squares[square]
			problem = finding.SquareTwice
		}
		if taken {
			m.told[c] = m.told[c] || problem == finding.SquareTwice
			m.tell(finding.Finding{Code: finding.TileTaken, At: m.at("tiles", i), Also: []source.Cell{m.at("tiles", first)}}.
				With("commission", c.ID).With("other", f.Tiles[first].Commission).With("problem", problem))
			continue
		}
		lines[c], squares[square] = i, i
		if t.Label.Ky == "" || t.Label.Ru == "" {
			m.tell(finding.Finding{Code: finding.TileLabel, At: m.at("tiles", i)}.With("commission", c.ID))
		}
		m.areas[c] = election.Area{Commission: c, Label: t.Label, Centre: election.Point{X: square[0], Y: square[1]}}
	}
	if len(m.areas) == 0 {
		m.tell(finding.Finding{Code: finding.MapUnclear, At: m.at("tiles")}.
			With("key", "tiles").With("value", "").With("problem", finding.NoTiles))
		return false
	}
	m.lay()
	return true
}

// tile finds whose square it is, and where.
func (m *aMap) tile(i int, t *tileFile) (c *election.Commission, square [2]int, ok bool) {
	stray := func(value string, problem finding.Term) {
		m.tell(finding.Finding{Code: finding.TileStray, At: m.at("tiles", i)}.With("value", clip(value)).With("problem", problem))
	}
	switch c = m.election.Commission(t.Commission); {
	case c == nil:
		stray(t.Commission, finding.NoCommission)
		return nil, square, false
	case c.Level != m.Level:
		stray(t.Commission, finding.OtherLevel)
		return nil, square, false
	}
	ok = len(t.At) == len(square)
	for j := 0; ok && j < len(square); j++ {
		var err error
		square[j], err = strconv.Atoi(t.At[j])
		ok = err == nil && square[j] >= 1 && square[j] <= mostTiles
	}
	if !ok {
		stray(strings.Join(t.At, " "), finding.SquareWanted)
		m.told[c] = true
	}
	return c, square, ok
}

// lay draws the squares, the first column and row that have one being the first of
// the drawing.
func (m *aMap) lay() {
	low := election.Point{X: mostTiles, Y: mostTiles}
	high := election.Point{}
	for _, a := range m.areas {
		low.X, low.Y = min(low.X, a.Centre.X), min(low.Y, a.Centre.Y)
		high.X, high.Y = max(high.X, a.Centre.X), max(high.Y, a.Centre.Y)
	}
	m.Width, m.Height = (high.X-low.X+1)*pitch, (high.Y-low.Y+1)*pitch
	for c, a := range m.areas {
		x, y := (a.Centre.X-low.X)*pitch, (a.Centre.Y-low.Y)*pitch
		left, top, right, bottom := x+gap/2, y+gap/2, x+pitch-gap/2, y+pitch-gap/2
		a.Rings = [][]election.Point{{{X: left, Y: top}, {X: right, Y: top}, {X: right, Y: bottom}, {X: left, Y: bottom}}}
		a.Centre = election.Point{X: x + pitch/2, Y: y + pitch/2}
		m.areas[c] = a
	}
}

// absentFile reports whether an error says that a file is not there.
func absentFile(err error) bool { return errors.Is(err, fs.ErrNotExist) }
