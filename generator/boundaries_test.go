package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/intake"
)

// kg2017Maps is what election.yaml says of the real boundaries of rayons and cities,
// and of oblasts by a code that is longer than ours.
const kg2017Maps = `
maps:
  - id: rayons
    level: territorial
    name: {ky: Райондор жана шаарлар, ru: Районы и города}
    file: rayons.geojson
    unit: adm2_pcode
    source: {ky: OCHA, ru: OCHA}
  - id: oblasts
    level: region
    name: {ky: Облустар, ru: Области}
    file: oblasts.geojson
    unit: adm1_pcode
    source: {ky: OCHA, ru: OCHA}
`

// The election of 2017 on the real map: the 53 territories that the crosswalk names
// have their shapes; Balykchy is on the list without a protocol and not in the
// crosswalk, and Kok-Zhangak has no commission of its own.
func TestKyrgyzstan2017OnItsMap(t *testing.T) {
	t.Parallel()
	real := filepath.Join(shared(t), "data")
	dir := kg2017(t)
	copyFile(t, filepath.Join(real, "kg-map", "kgz_adm2_55_simplified.geojson"), filepath.Join(dir, "rayons.geojson"))
	copyFile(t, filepath.Join(real, "kg-map", "kgz_adm1_9_simplified.geojson"), filepath.Join(dir, "oblasts.geojson"))
	described, err := os.ReadFile(filepath.Join(dir, "election.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "election.yaml"), append(described, kg2017Maps...), 0o666); err != nil {
		t.Fatal(err)
	}
	fillUnits(t, filepath.Join(dir, "commissions.csv"), crosswalk(t, filepath.Join(real, "kg-2017", "crosswalk_to_map.csv")))

	data, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range data.Findings {
		told = append(told, line(string(f.Code), f.Record, f.Fact("units")+f.Fact("commissions")))
	}
	want := []string{
		"M705 | maps rayons | tec-blk",
		"M704 | maps rayons | KG02420000010, KG03220400010",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("findings, -want +got:\n%s", diff)
	}
	var drawn []string
	for _, m := range data.Elections[0].Maps {
		var absent []string
		for _, c := range m.Absent {
			absent = append(absent, c.ID)
		}
		drawn = append(drawn, line(m.ID, m.At.Path(), strings.Join(absent, " ")))
		commissions := 0
		for _, c := range data.Elections[0].Commissions {
			if c.Level == m.Level {
				commissions++
			}
		}
		if len(m.Areas)+len(m.Absent) != commissions {
			t.Errorf("%s: %d areas and %d without, of %d commissions", m.ID, len(m.Areas), len(m.Absent), commissions)
		}
	}
	if diff := cmp.Diff([]string{"rayons | rayons.geojson | tec-blk", "oblasts | oblasts.geojson | abroad"}, drawn); diff != "" {
		t.Errorf("maps, -want +got:\n%s", diff)
	}
}

// crosswalk are the units of territories, and of the regions above them.
func crosswalk(t *testing.T, file string) []string {
	t.Helper()
	var units []string
	rows := readCSV(t, file)
	for _, row := range rows[1:] {
		for _, column := range []string{"adm2_pcode", "adm1_pcode"} {
			units = append(units, row[slices.Index(rows[0], column)])
		}
	}
	return units
}

// fillUnits gives every commission the unit of the crosswalk that its own begins,
// and takes from others what they have.
func fillUnits(t *testing.T, file string, units []string) {
	t.Helper()
	rows := readCSV(t, file)
	column := slices.Index(rows[0], "map_unit")
	for _, row := range rows[1:] {
		// Regions are written as KG02 here, as KG02000000000 there.
		full := row[column] + strings.Repeat("0", max(0, len("KG02000000000")-len(row[column])))
		if row[column] == "" || !slices.Contains(units, full) {
			full = ""
		}
		row[column] = full
	}
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := csv.NewWriter(out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

func readCSV(t *testing.T, file string) [][]string {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
