package demo

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
)

// A fault is one way in which a record goes wrong between the paper and the
// table.
type fault struct {
	kind   string // as planted.json calls it
	code   string // of the finding it causes; empty for none
	effect string // of that finding; empty for none
	cases  int64  // among 10,000 hand-counted protocols
	// spoil changes the record and names the column of the cell it changed,
	// empty for the record as a whole.
	spoil func(rec *record, r *rand.Rand) (cell string)
}

// faults happen to the latest version of a precinct's hand count, each by
// itself.
var faults = []fault{
	{kind: "illegible-line", cases: 60, spoil: illegible},
}

// illegible leaves a count empty that nobody could read. It causes no finding:
// an unknown line is a normal state, and every sum over it says "at least".
func illegible(rec *record, r *rand.Rand) string {
	columns := rec.counted()
	i := columns[r.IntN(len(columns))]
	rec.cells[i] = ""
	return rec.columns[i]
}

// A plant is an entry of planted.json.
type plant struct {
	Kind   string `json:"kind"`
	Code   string `json:"code"`
	File   string `json:"file"`
	Record string `json:"record"`
	Cell   string `json:"cell"`
	Effect string `json:"effect"`
}

// A garden writes planted.json as things are planted: a list, one entry a line.
type garden struct {
	w       io.Writer
	entries int
}

func (g *garden) plant(p plant) error {
	line, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	lead := ",\n"
	if g.entries == 0 {
		lead = "[\n"
	}
	g.entries++
	if _, err := fmt.Fprintf(g.w, "%s%s", lead, line); err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	return nil
}

func (g *garden) close() error {
	end := "\n]\n"
	if g.entries == 0 {
		end = "[]\n"
	}
	if _, err := io.WriteString(g.w, end); err != nil {
		return fmt.Errorf("write planted.json: %w", err)
	}
	return nil
}
