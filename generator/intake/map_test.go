package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
)

// mapped is an election of four precincts with what its election.yaml says of maps,
// and a file of boundaries.
func mapped(maps string) files {
	f := small.with("election.yaml", small["election.yaml"]+"maps:\n"+maps).
		with("commissions.csv", `id,level,parent,number,name_ky,name_ru,kind,map_unit
cec,central,,,БШК,ЦИК,,
north,region,cec,,Түндүк,Север,,N
p-1,precinct,north,0001,,,ordinary,A
p-2,precinct,north,0002,,,ordinary,B
p-3,precinct,north,0003,,,ordinary,
p-4,precinct,north,0004,,,abroad,
`).with("protocols.csv", head)
	if strings.Contains(maps, ".geojson") {
		f["blocks.geojson"] = blocks
	}
	return f
}

const blocks = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"B"},"geometry":{"type":"Polygon","coordinates":[[[72,40],[74,40],[74,42],[72,42],[72,40]]]}},
{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[70,40],[72,40],[72,42],[70,42],[70,40]]]}}
]}`

const named = "name: {ky: К, ru: К}"

// tiled is a map of squares, a line each.
func tiled(tiles ...string) string {
	return "  - id: tiles\n    level: precinct\n    " + named + "\n    tiles:\n      - " + strings.Join(tiles, "\n      - ") + "\n"
}

// bounded is a map of boundaries, with what else is said of it.
func bounded(more ...string) string {
	return "  - id: bounds\n    level: precinct\n    " + named + "\n    source: {ky: А, ru: О}\n    " + strings.Join(more, "\n    ") + "\n"
}

func tile(commission, at string) string {
	return fmt.Sprintf("{commission: %s, at: %s, label: {ky: %[1]s, ru: %[1]s}}", commission, at)
}

// shown is a map in words: its size, what it shows and what not.
func shown(m *election.Map) string {
	var words []string
	for _, a := range m.Areas {
		words = append(words, fmt.Sprintf("%s %v %d %s", a.Commission.ID, a.Centre, len(a.Rings[0]), a.Label.Ky))
	}
	text := fmt.Sprintf("%s %d×%d: %s", m.ID, m.Width, m.Height, strings.Join(words, "; "))
	for _, c := range m.Absent {
		text += " -" + c.ID
	}
	return text
}

// A map is data beside the figures: what is wrong with it withholds at most the map.
func TestMaps(t *testing.T) {
	two := []string{tile("p-1", "[2, 1]"), tile("p-2", "[3, 2]")}
	three := append(two, tile("p-3", "[2, 2]"))
	withFile := func(text, maps string) files { return mapped(maps).with("blocks.geojson", text) }
	for _, story := range []struct {
		name     string
		files    files
		shown    []string
		findings []string
	}{
		{
			name: "squares lie in their columns and rows, from the first that is taken", files: mapped(tiled(three...)),
			shown: []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2; p-3 {40 120} 4 p-3 -p-4"},
		},
		{
			name: "boundaries are matched by map_unit", files: mapped(bounded("file: blocks.geojson", "unit: code")),
			shown:    []string{"bounds 1000×662: p-1 {256 399} 4 ; p-2 {744 399} 4  -p-3 -p-4"},
			findings: []string{"M705 election.yaml:19 map=bounds number=1 commissions=p-3"},
		},
		{
			name: "a commission that is on no square", files: mapped(tiled(two...)),
			shown:    []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2 -p-3 -p-4"},
			findings: []string{"M705 election.yaml:19 map=tiles number=1 commissions=p-3"},
		},
		{
			name: "a square that is taken, and a commission with two", files: mapped(tiled(append(three, tile("p-4", "[3, 2]"), tile("p-1", "[9, 9]"))...)),
			shown: []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2; p-3 {40 120} 4 p-3 -p-4"},
			findings: []string{
				"M707 election.yaml:26 commission=p-4 other=p-2 problem=square_twice", "M707 election.yaml:27 commission=p-1 other=p-1 problem=commission_twice",
			},
		},
		{
			name: "squares of nobody, of another level, and nowhere", files: mapped(tiled(append(two, tile("p-9", "[1, 1]"), tile("north", "[1, 2]"), tile("p-3", "[0, x]"))...)),
			shown: []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2 -p-3 -p-4"},
			findings: []string{
				"M708 election.yaml:25 value=p-9 problem=no_commission", "M708 election.yaml:26 value=north problem=other_level",
				"M708 election.yaml:27 value=0 x problem=square_wanted",
			},
		},
		{
			name: "letters in one language", files: mapped(tiled(append(two, "{commission: p-3, at: [2, 2], label: {ky: Ү}}")...)),
			shown:    []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2; p-3 {40 120} 4 Ү -p-4"},
			findings: []string{"M709 election.yaml:25 commission=p-3"},
		},
		{
			name: "no square that can be shown", files: mapped(tiled(tile("p-9", "[1, 1]"))),
			findings: []string{"M701 election.yaml:23 key=tiles problem=no_tiles", "M708 election.yaml:23 value=p-9 problem=no_commission"},
		},
		{
			name: "two commissions with one unit",
			files: mapped(bounded("file: blocks.geojson", "unit: code")).
				with("commissions.csv", strings.Replace(mapped("")["commissions.csv"], "0003,,,ordinary,", "0003,,,ordinary,B", 1)),
			shown:    []string{"bounds 1000×662: p-1 {256 399} 4  -p-2 -p-3 -p-4"},
			findings: []string{"M706 commissions.csv:H6 commission=p-3 other=p-2 unit=B"},
		},
		{
			name: "a shape that no commission has",
			files: mapped(bounded("file: blocks.geojson", "unit: code")).
				with("commissions.csv", strings.Replace(mapped("")["commissions.csv"], "ordinary,B", "ordinary,C", 1)),
			shown:    []string{"bounds 922×1200: p-1 {461 726} 4  -p-2 -p-3 -p-4"},
			findings: []string{"M704 blocks.geojson:1 map=bounds number=1 units=B", "M705 election.yaml:19 map=bounds number=2 commissions=p-2, p-3"},
		},
		{
			name: "a shape that does not say what it is of", files: withFile(strings.Replace(blocks, `"code":"A"`, `"cod":"A"`, 1), bounded("file: blocks.geojson", "unit: code")),
			shown: []string{"bounds 922×1200: p-2 {461 726} 4  -p-1 -p-3 -p-4"},
			findings: []string{
				"M703 blocks.geojson:2 map=bounds number=1 problem=shape_unit", "M705 election.yaml:19 map=bounds number=2 commissions=p-1, p-3",
			},
		},
		{
			name: "a property that no shape has", files: mapped(bounded("file: blocks.geojson", "unit: cod")),
			findings: []string{"M702 blocks.geojson file=blocks.geojson value=code problem=map_units"},
		},
		{
			name: "a file of another country", files: withFile(strings.NewReplacer(`"A"`, `"X"`, `"B"`, `"Y"`).Replace(blocks), bounded("file: blocks.geojson", "unit: code")),
			findings: []string{"M702 blocks.geojson file=blocks.geojson value=Y, X problem=map_wanted"},
		},
		{
			name: "metres", files: withFile(strings.ReplaceAll(blocks, "[74,", "[740000,"), bounded("file: blocks.geojson", "unit: code")),
			findings: []string{"M702 blocks.geojson:1 file=blocks.geojson value=740000 40 problem=map_degrees"},
		},
		{
			name: "a file that is cut off", files: withFile(blocks[:100], bounded("file: blocks.geojson", "unit: code")),
			findings: []string{"M702 blocks.geojson file=blocks.geojson value=100 problem=map_json"},
		},
		{
			name: "a file that is not there", files: mapped(bounded("file: other.geojson", "unit: code")),
			findings: []string{"I009 blocks.geojson known=" + strings.Join(tables, ", "), "M702 election.yaml:23 file=other.geojson problem=no_file"},
		},
		{
			name: "a file outside the folder", files: mapped(bounded("file: ../blocks.geojson")),
			findings: []string{"I009 blocks.geojson known=" + strings.Join(tables, ", "), "M701 election.yaml:23 key=file value=../blocks.geojson problem=outlines_wanted"},
		},
		{
			name: "a table is no map", files: mapped(bounded("file: protocols.json")).with("blocks.geojson", ""),
			findings: []string{"M701 election.yaml:23 key=file value=protocols.json problem=outlines_wanted"},
		},
		{
			name: "a licence beside the file is no table", files: mapped(bounded("file: blocks.geojson", "unit: code")).with("blocks.LICENSE.txt", "free"),
			shown:    []string{"bounds 1000×662: p-1 {256 399} 4 ; p-2 {744 399} 4  -p-3 -p-4"},
			findings: []string{"M705 election.yaml:19 map=bounds number=1 commissions=p-3"},
		},
		{
			name:  "what sources mean by a pattern is no map",
			files: mapped(bounded("file: blocks.geojson", "unit: code") + "sources:\n  - {files: \"*.*json\", gives: [{table: turnout, fields: {commission: p-1}}]}\n"),
			shown: []string{"bounds 1000×662: p-1 {256 399} 4 ; p-2 {744 399} 4  -p-3 -p-4"},
			findings: []string{
				"M705 election.yaml:19 map=bounds number=1 commissions=p-3",
				"I014 election.yaml:26 files=*.*json has=commissions.csv, protocols.csv, selections.csv",
			},
		},
		{
			name:  "two maps with one id, and both ways at once",
			files: mapped(tiled(three...) + tiled(three...) + "  - {id: Both, level: planet, file: blocks.geojson, tiles: [" + two[0] + "]}\n"),
			shown: []string{"tiles 160×160: p-1 {40 40} 4 p-1; p-2 {120 120} 4 p-2; p-3 {40 120} 4 p-3 -p-4"},
			findings: []string{
				"M701 election.yaml:26 key=id value=tiles problem=map_twice",
				"M701 election.yaml:33 key=id value=Both problem=id_wanted", "M701 election.yaml:33 key=level value=planet problem=level_wanted",
				"M701 election.yaml:33 key=name problem=both_needed", "M701 election.yaml:33 key=file value=blocks.geojson problem=tiles_or_file",
			},
		},
		{
			name:  "squares have no source, boundaries need one",
			files: mapped(tiled(three...) + "    source: {ky: А, ru: О}\n" + strings.Replace(bounded("file: blocks.geojson"), ", ru: О", "", 1)),
			findings: []string{
				"M701 election.yaml:26 key=source problem=only_file", "M701 election.yaml:30 key=source problem=both_needed",
			},
		},
		{name: "a key that maps do not have", files: mapped(bounded("file: blocks.geojson", "units: code")), findings: []string{"I010 election.yaml:24 key=units"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			d := read(t, story.files)
			if diff := cmp.Diff(story.findings, clued(d)); diff != "" {
				t.Errorf("findings: wanted (-), got (+)\n%s", diff)
			}
			var maps []string
			if len(d.Elections) > 0 {
				for _, m := range only(d).Maps {
					maps = append(maps, shown(m))
				}
			}
			if diff := cmp.Diff(story.shown, maps); diff != "" {
				t.Errorf("maps: wanted (-), got (+)\n%s", diff)
			}
		})
	}
}

// A map file is opened as every other file of the folder is: nothing on the way to it
// may be a link.
func TestAMapFileIsNoLink(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.geojson")
	if err := os.WriteFile(outside, []byte(blocks), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range mapped(bounded("file: blocks.geojson", "unit: code")).with("blocks.geojson", "") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "blocks.geojson")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	d, err := Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"M702 election.yaml:23 file=blocks.geojson problem=link"}
	if diff := cmp.Diff(want, clued(d)); diff != "" {
		t.Errorf("wanted (-), got (+)\n%s", diff)
	}
}
