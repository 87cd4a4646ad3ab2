package source

import "testing"

func TestColumnsAreNamedAsASpreadsheetNamesThem(t *testing.T) {
	for column, want := range map[int32]string{0: "", 1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA"} {
		if got := (Cell{Column: column}).Letter(); got != want {
			t.Errorf("column %d: got %q, want %q", column, got, want)
		}
	}
}

func TestCellsSortByFileThenRowThenColumn(t *testing.T) {
	a, b := &File{Path: "a.csv"}, &File{Path: "b.csv"}
	sheet := &File{Path: "b.csv", Sheet: "2"}
	ordered := []Cell{{}, {a, 1, 2}, {a, 2, 1}, {b, 1, 1}, {sheet, 1, 1}}
	for i, x := range ordered {
		for j, y := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := Compare(x, y); got != want {
				t.Errorf("Compare(%v, %v) = %d, want %d", x, y, got, want)
			}
		}
	}
	if got := (Cell{sheet, 3, 28}).String(); got != "b.csv!2:AB3" {
		t.Errorf("got %q", got)
	}
}

// A file that two readers opened is one file.
func TestCellsOfTheSameFileAreEqualWhoeverOpenedIt(t *testing.T) {
	a, b := Cell{&File{Path: "a.csv"}, 2, 3}, Cell{&File{Path: "a.csv"}, 2, 3}
	if Compare(a, b) != 0 || Compare(b, a) != 0 {
		t.Errorf("%v and %v differ", a, b)
	}
	b.Row = 1
	if Compare(a, b) != 1 || Compare(b, a) != -1 {
		t.Errorf("%v does not come after %v", a, b)
	}
}

func TestACellSaysWhereItIs(t *testing.T) {
	f := &File{Path: "protocols/1.csv"}
	for want, c := range map[string]Cell{"nowhere": {}, "protocols/1.csv": {File: f}, "protocols/1.csv:7": {f, 7, 0}, "protocols/1.csv:C7": {f, 7, 3}} {
		if got := c.String(); got != want || c.Known() != (c.File != nil) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if (Cell{}).Path() != "" || (Cell{File: f}).Path() != "protocols/1.csv" {
		t.Error("the path is another")
	}
}
