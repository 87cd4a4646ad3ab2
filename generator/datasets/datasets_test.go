package datasets

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"achyk/generator/checks"
	"achyk/generator/demo"
	"achyk/generator/intake"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// files are a tree in memory.
type files struct {
	mu  sync.Mutex
	all map[string][]byte
}

func (f *files) Put(path string, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all[path] != nil {
		return fmt.Errorf("%s is there twice", path)
	}
	f.all[path] = bytes.Clone(data)
	return nil
}

func (f *files) Stream(path string, write func(io.Writer) error) ([sha256.Size]byte, int64, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return [sha256.Size]byte{}, 0, err
	}
	return sha256.Sum256(b.Bytes()), int64(b.Len()), f.Put(path, b.Bytes())
}

// training is a training election as published at a moment; zero is the latest.
func training(tb testing.TB, precincts int, asOf time.Time) (*Set, map[string][]byte) {
	tb.Helper()
	folder := filepath.Join(tb.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: precincts, Seed: 5}); err != nil {
		tb.Fatal(err)
	}
	return published(tb, folder, asOf)
}

// published is the election in a folder as published.
func published(tb testing.TB, folder string, asOf time.Time) (*Set, map[string][]byte) {
	tb.Helper()
	data, err := intake.Dir(folder)
	if err != nil {
		tb.Fatal(err)
	}
	e := data.Elections[0]
	if asOf.IsZero() {
		asOf = e.Latest()
	}
	y := rollup.Roll(e, asOf)
	report, err := checks.Examine(y, data.Of(e))
	if err != nil {
		tb.Fatal(err)
	}
	data.Add(e, report.Findings)
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		tb.Fatal(err)
	}
	s := New(y, report, data.Of(e), catalogue, nil)
	tree := &files{all: make(map[string][]byte)}
	if err := s.Write(tree); err != nil {
		tb.Fatal(err)
	}
	if missing := catalogue.Missing(); len(missing) > 0 {
		tb.Fatalf("texts that no catalogue has: %v", missing)
	}
	return s, tree.all
}

func TestTablesAreAsTheyAreDescribed(t *testing.T) {
	s, all := training(t, 120, time.Time{})
	sums := string(all["data/demo/sha256sums.txt"])
	for _, f := range s.Files() {
		data := all[f.Path]
		if f.Table == ChangesTable { // no CSV
			if n := bytes.Count(data, []byte("\n")); int64(n) != f.Rows || int64(len(data)) != f.Bytes || !strings.Contains(sums, f.SHA256+"  "+f.Name+"\n") {
				t.Errorf("%s has %d lines and %d bytes, described as %+v", f.Path, n, len(data), f)
			}
			continue
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		sum := sha256.Sum256(data)
		if int64(len(rows)-1) != f.Rows || int64(len(data)) != f.Bytes || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s has %d rows and %d bytes, described as %+v", f.Path, len(rows)-1, len(data), f)
		}
		if got := strings.Join(rows[0], ","); got != strings.Join(f.Columns, ",") {
			t.Errorf("%s begins with %s", f.Path, got)
		}
		if f.Rows == 0 && f.Table != "decisions" {
			t.Errorf("%s is empty", f.Path)
		}
		for _, row := range rows[1:] {
			if row[0] != "demo" || row[1] != "yes" {
				t.Fatalf("%s: a row begins with %v", f.Path, row[:2])
			}
		}
		if !strings.Contains(sums, f.SHA256+"  "+f.Name+"\n") || !strings.HasPrefix(f.Name, "demo-training-") {
			t.Errorf("%s is not in the checksums", f.Name)
		}
	}
}

// What the table of checks counts can be found in the table of discrepancies,
// judgement by judgement.
func TestDiscrepanciesAreAsManyAsCounted(t *testing.T) {
	s, all := training(t, 120, time.Time{})
	rows, err := csv.NewReader(bytes.NewReader(all["data/demo/demo-training-discrepancies.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := make(map[string]int)
	for i, name := range rows[0] {
		at[name] = i
	}
	told, got := make(map[string]bool), make(map[string]int)
	for _, row := range rows[1:] {
		key := ""
		for _, name := range []string{"commission", "contest", "part", "series", "version", "check", "item"} {
			key += row[at[name]] + "|"
		}
		if !told[key] {
			told[key] = true
			got[row[at["check"]]+" "+row[at["verdict"]]]++
		}
	}
	for _, check := range s.Election.Checks {
		n := s.report.Total(check)
		fails, open := got[check.Code+" fails"], got[check.Code+" not_checkable"]
		if fails != n.Fails || open != n.NotCheckable {
			t.Errorf("%s: %d fail and %d cannot be checked, counted as %+v", check.Code, fails, open, n)
		}
	}
}

// discrepant is the table of discrepancies as one map a row.
func discrepant(t *testing.T, all map[string][]byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(all["data/demo/demo-training-discrepancies.csv"])).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var found []map[string]string
	for _, cells := range rows[1:] {
		row := make(map[string]string)
		for i, name := range rows[0] {
			row[name] = cells[i]
		}
		found = append(found, row)
	}
	return found
}

// A row of discrepancies says of itself what its check compares, and whether its
// figures count.
func TestDiscrepanciesSayWhetherTheyCount(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "demo")
	if _, err := demo.Write(demo.Options{Out: folder, Precincts: 120, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	_, all := published(t, folder, time.Time{})
	voided := ""
	for _, row := range discrepant(t, all) {
		if row["in_force"] != "yes" || row["voided_by"] != "" {
			t.Errorf("before anything is voided: %v", row)
		}
		if strings.HasPrefix(row["commission"], "p-") {
			voided = row["commission"]
		}
	}
	decisions, err := os.OpenFile(filepath.Join(folder, "decisions.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = decisions.WriteString("d-void,2027-03-01,A,void,commission," + voided + ",,,,,A,A\n")
	if err := errors.Join(err, decisions.Close()); err != nil {
		t.Fatal(err)
	}
	s, all := published(t, folder, time.Time{})
	met := 0
	for _, row := range discrepant(t, all) {
		want := []string{"yes", "", string(s.report.Compares(s.Election.Check(row["check"])))}
		if row["commission"] == voided {
			want[0], want[1] = "no", "d-void"
			met++
		}
		if got := []string{row["in_force"], row["voided_by"], row["compares"]}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", row["commission"], row["check"], got, want)
		}
	}
	if met == 0 {
		t.Errorf("nothing is told of %q", voided)
	}
}
