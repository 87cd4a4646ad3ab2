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
