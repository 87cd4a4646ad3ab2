package demo

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The layout of squares: every territorial commission once, no square twice, what
// belongs together side by side, and letters that tell one square from another.
func TestTheSquaresOfTerritorialCommissions(t *testing.T) {
	land, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	type square struct{ column, row int64 }
	taken := make(map[square]string)
	regions := make(map[int][]square) // by region; -1 = the country
	labels := [2]map[string]string{{}, {}}
	tiles, err := openTable("tiles.csv")
	if err != nil {
		t.Fatal(err)
	}
	placed := make(map[string]square)
	for tiles.next() {
		id, at, label := tiles.text("commission"), square{tiles.number("column"), tiles.number("row")}, tiles.both("label")
		if other, is := taken[at]; is {
			t.Errorf("%s and %s are in one square", id, other)
		}
		if _, twice := placed[id]; twice {
			t.Errorf("%s has two squares", id)
		}
		taken[at], placed[id] = id, at
		for i, text := range []string{label.Ky, label.Ru} {
			if other, is := labels[i][text]; is {
				t.Errorf("%s and %s are both called %s", id, other, text)
			}
			labels[i][text] = id
			if n := utf8.RuneCountInString(text); n < 2 || n > 4 {
				t.Errorf("%s: %q is not a few letters", id, text)
			}
		}
		if at.column < 1 || at.column > 13 || at.row < 1 || at.row > 8 {
			t.Errorf("%s lies at %v", id, at)
		}
	}
	if tiles.err != nil {
		t.Fatal(tiles.err)
	}
	for _, c := range land.territories {
		at, is := placed[c.id]
		if !is {
			t.Errorf("%s has no square", c.id)
		}
		regions[c.region] = append(regions[c.region], at)
		regions[-1] = append(regions[-1], at)
	}
	if len(placed) != len(land.territories) {
		t.Errorf("%d squares for %d commissions", len(placed), len(land.territories))
	}
	for region, squares := range regions {
		reached := []square{squares[0]}
		for i := 0; i < len(reached); i++ {
			for _, by := range []square{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
				next := square{reached[i].column + by.column, reached[i].row + by.row}
				if slices.Contains(squares, next) && !slices.Contains(reached, next) {
					reached = append(reached, next)
				}
			}
		}
		if len(reached) != len(squares) {
			t.Errorf("the squares of region %d are in pieces: %v", region, squares)
		}
	}
}

// Outlines go by the codes of the table of commissions, and say whose they are.
func TestTheOutlinesOfOblasts(t *testing.T) {
	out, _ := made(t, 1, 1)
	text := contents(t, out)
	if licence := text[licenceFile]; !strings.Contains(licence, "The MIT License") || !strings.Contains(licence, "Copyright (c) 2012 Mark DiMarco") {
		t.Errorf("%s: %s", licenceFile, licence)
	}
	if !strings.Contains(text[electionFile], "© 2012 Mark DiMarco") {
		t.Error("election.yaml does not say whose outlines they are")
	}
	land, err := readCountry()
	if err != nil {
		t.Fatal(err)
	}
	var without []string
	for _, c := range land.above {
		if c.mapUnit != "" && !strings.Contains(text[outlinesFile], `"id":"`+c.mapUnit+`"`) {
			without = append(without, c.id)
		}
	}
	if !slices.Equal(without, []string{"osh-city"}) {
		t.Errorf("no outline: %v", without)
	}
}
