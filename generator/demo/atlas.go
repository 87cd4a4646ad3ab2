package demo

import (
	"fmt"
	"io"
	"strings"
)

// The outlines of oblasts, and the licence they come with.
const (
	outlinesFile = "oblasts.topo.json"
	licenceFile  = "oblasts.LICENSE.txt"
)

// writeMaps writes the maps of the election: a square for each territorial
// commission into election.yaml, and the outlines of oblasts beside it. One city is
// in no outline, which is planted.
func (d *day) writeMaps(w map[string]io.Writer) error {
	maps, err := invented.ReadFile("invented/maps.yaml")
	if err != nil {
		return err
	}
	tiles, err := readTiles()
	if err != nil {
		return err
	}
	text := strings.Replace(string(maps), "{tiles}\n", tiles, 1)
	if _, err := io.WriteString(w[electionFile], text); err != nil {
		return err
	}
	for _, name := range []string{outlinesFile, licenceFile} {
		data, err := invented.ReadFile("invented/" + name)
		if err != nil {
			return err
		}
		if _, err := w[name].Write(data); err != nil {
			return err
		}
	}
	return d.garden.plant(plant{
		Kind: "commission-off-the-map", Code: "M705", File: electionFile, Record: "maps oblasts", Effect: flag,
	})
}

// readTiles are the squares as lines of election.yaml.
func readTiles() (string, error) {
	t, err := openTable("tiles.csv")
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	for t.next() {
		label := t.both("label")
		fmt.Fprintf(&lines, "      - {commission: %s, at: [%d, %d], label: {ky: %s, ru: %s}}\n",
			t.text("commission"), t.number("column"), t.number("row"), label.Ky, label.Ru)
	}
	return lines.String(), t.err
}
