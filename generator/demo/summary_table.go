package demo

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"
)

// summaryFile is the second table of protocols: what territorial commissions
// typed of each precinct's protocol when they summed up.
const summaryFile = "protocols/summary.csv"

// A summaryTable is written while precincts are, a row each. When a territorial
// commission signed it is known last, so that its rows wait in a draft on disk:
// there may be more of them than memory is for.
type summaryTable struct {
	final *csv.Writer
	draft *os.File
	rows  *csv.Writer // into the draft
}

// openSummaryTable begins the table.
func openSummaryTable(w io.Writer, columns []string) (*summaryTable, error) {
	draft, err := os.CreateTemp("", "achyk-demo-")
	if err != nil {
		return nil, fmt.Errorf("draft %s: %w", summaryFile, err)
	}
	t := &summaryTable{final: csv.NewWriter(w), draft: draft, rows: csv.NewWriter(draft)}
	return t, t.final.Write(columns)
}

// add drafts a row.
func (t *summaryTable) add(rec *record) error {
	if err := t.rows.Write(rec.cells); err != nil {
		return fmt.Errorf("draft %s: %w", summaryFile, err)
	}
	return nil
}

// sign puts the rows that were drafted into the table, and returns how many.
func (t *summaryTable) sign(signed, received time.Time) (int, error) {
	t.rows.Flush()
	if err := t.rewind(); err != nil {
		return 0, err
	}
	n, drafted := 0, csv.NewReader(t.draft)
	for {
		cells, err := drafted.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return n, fmt.Errorf("read the draft of %s: %w", summaryFile, err)
		}
		n++
		cells[signedCell], cells[receivedCell] = stamp(signed), stamp(received)
		if err := t.final.Write(cells); err != nil {
			return n, fmt.Errorf("write %s: %w", summaryFile, err)
		}
	}
	if err := t.draft.Truncate(0); err != nil {
		return n, fmt.Errorf("clear the draft of %s: %w", summaryFile, err)
	}
	return n, t.rewind()
}

func (t *summaryTable) rewind() error {
	if _, err := t.draft.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the draft of %s: %w", summaryFile, err)
	}
	return t.rows.Error()
}

// close completes the table and removes the draft.
func (t *summaryTable) close() error {
	t.final.Flush()
	if err := errors.Join(t.final.Error(), t.draft.Close(), os.Remove(t.draft.Name())); err != nil {
		return fmt.Errorf("complete %s: %w", summaryFile, err)
	}
	return nil
}

// repeat drafts what the superior commission types of a precinct: the paper, as
// it was when the commission summed up.
func (d *day) repeat(s *sending) {
	if !s.complete || s.paper == nil {
		return
	}
	s.repeated = d.row(&protocol{commission: s.id, kind: s.kind, series: summary, version: 1, figures: s.figures}, d.columns)
}

// unlike plants what the protocol in force and the summary table do not share,
// whichever of them was spoiled.
func (s *sending) unlike() {
	if s.official == nil || s.repeated == nil || s.replaced {
		return
	}
	for i := range s.repeated.cells[len(protocolHead):] {
		n, known := s.official.value(i)
		typed, repeats := s.repeated.value(i)
		if known && repeats && n != typed {
			s.plant("S1", protocolsFile, s.official.key, s.official.name(i), flag)
		}
	}
}

// mistypings are faults of the summary table alone. The commission's own protocol
// is right.
var mistypings = []fault[*sending]{
	{kind: "summary-mistyped", every: often, fits: inSummary, happens: func(_ *day, s *sending, r *rand.Rand) {
		s.repeated.add(ballotsUnused, 10*between(r, 1, 9))
	}},
	// Two neighbours on the ballot stand in each other's column.
	{kind: "summary-swapped", every: seldom, fits: func(s *sending) bool {
		return inSummary(s) && s.neighbours() >= 0
	}, happens: func(_ *day, s *sending, _ *rand.Rand) {
		i := s.neighbours()
		s.repeated.set(lineCount+i, s.figures.votes[i+1])
		s.repeated.set(lineCount+i+1, s.figures.votes[i])
	}},
}

func inSummary(s *sending) bool { return s.clean() && s.repeated != nil }

// neighbours are the first two selections whose votes differ, by the index of the
// former; -1 where there are none.
func (s *sending) neighbours() int {
	for i := range len(s.figures.votes) - 1 {
		if s.figures.votes[i] != s.figures.votes[i+1] {
			return i
		}
	}
	return -1
}
