package datasets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"achyk/generator/finding"
	"achyk/generator/intake"
)

// A line may not be called what a column of the published tables is called
// already: a reader would take one for the other.
func TestNoLineCanTakeTheNameOfAColumn(t *testing.T) {
	s, _ := training(t, 12, time.Time{})
	own := make(map[string]bool)
	for _, l := range s.Election.Contests[0].Lines {
		own[l.Code] = true
	}
	tried := 0
	for _, f := range s.Files() {
		if f.Table != "results" && f.Table != "protocols" && f.Table != "protocols-long" {
			continue // the others have no column a line
		}
		for _, column := range f.Columns {
			if own[column] || strings.HasPrefix(column, "votes:") {
				continue
			}
			tried++
			if !refused(t, column) {
				t.Errorf("%s: a line can be called %q", f.Table, column)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d columns were tried", tried)
	}
	if refused(t, "voters_listed") {
		t.Error("an ordinary name is refused")
	}
}

// refused reports whether an election with a line of that code is stopped.
func refused(t *testing.T, code string) bool {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"election.yaml": strings.ReplaceAll(small, "CODE", code), "selections.csv": "contest,id,position,kind,name_ky,name_ru\n",
		"commissions.csv": "id,level,parent,number,name_ky,name_ru\nroot,country,,,A,A\n",
		"protocols.csv":   "commission,contest,series,version\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := intake.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Findings {
		if f.Code == finding.ElectionValue {
			return true
		}
	}
	return false
}

const small = `id: small
name: {ky: A, ru: A}
date: 2027-01-24
time_zone: Asia/Bishkek
levels:
  - {id: country, name: {ky: A, ru: A}, plural: {ky: A, ru: A}, signs: true}
forms:
  - id: all
    levels: [country]
    lines:
      - {code: took_part, name: {ky: A, ru: A}, role: participated}
      - {code: CODE, name: {ky: A, ru: A}}
contests:
  - {id: president, kind: candidates, name: {ky: A, ru: A}, forms: [all], share_bases: [participated]}
`
