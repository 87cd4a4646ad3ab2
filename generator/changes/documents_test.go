package changes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/source"
)

const (
	columns = "\ufeffelection,training,commission,contest,part,series,kind,version,page,signed_by_ru,received,received_bytes,received_sha256\n"
	first   = "1111111111111111111111111111111111111111111111111111111111111111"
	other   = "2222222222222222222222222222222222222222222222222222222222222222"
)

// sited is a site that published some documents of the small election.
func sited(t *testing.T, documents string) string {
	t.Helper()
	site := t.TempDir()
	sums := ""
	for name, text := range map[string]string{"small-changes.ndjson": "", "small-documents.csv": documents} {
		sum := sha256.Sum256([]byte(text))
		sums += hex.EncodeToString(sum[:]) + "  " + name + "\n"
		put(t, filepath.Join(site, "data", "small", name), text)
	}
	put(t, filepath.Join(site, "data", "small", Sums), sums)
	put(t, filepath.Join(site, "index.html"), "")
	return site
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestScansThatWerePublishedAreCompared(t *testing.T) {
	scan := func(digest string) *election.Scan { return &election.Scan{SHA256: digest} }
	document := func(d election.Document) election.Document {
		d.Kind, d.At = election.ProtocolPaper, source.Cell{File: &source.File{Path: "documents.csv"}, Row: 2, Column: 5}
		return d
	}
	head := small().Contests[0]
	one := "small,no,p-1,head,,,protocol,1,,Төрага,2027-01-24T21:00:00+06:00,1000," + first + "\n"
	page := "small,no,p-1,head,,,protocol,1,2,,,1000," + first + "\n"
	recount := "small,no,p-1,head,,recount,protocol,1,,,,1000," + first + "\n"
	unscanned := "small,no,p-1,head,,,protocol,1,,,,,\n"
	for _, test := range []struct {
		name      string
		published string
		now       []election.Document
		want      []string
	}{
		{"the same file", one, []election.Document{{Contest: head, Version: 1, Scan: scan(first)}}, nil},
		{"another file in its place", one, []election.Document{{Contest: head, Version: 1, File: "scans/1.jpg", Scan: scan(other)}},
			[]string{"HISTORY documents.csv:E2 & scans/1.jpg [p-1 head protocol 1] altered 1 received_sha256 1111111111111111… → 2222222222222222…"}},
		{"no file in its place", one, []election.Document{{Contest: head, Version: 1}},
			[]string{"HISTORY documents.csv:E2 [p-1 head protocol 1] altered 1 received_sha256 1111111111111111… → –"}},
		{"the document is gone", one, []election.Document{{Contest: head, Version: 2, Scan: scan(first)}},
			[]string{"HISTORY nowhere [p-1 head protocol 1] gone"}},
		{"it is a page now", one, []election.Document{{Contest: head, Version: 1, Page: 2, Scan: scan(first)}},
			[]string{"HISTORY nowhere [p-1 head protocol 1] gone"}},
		{"a page is a page", page, []election.Document{{Contest: head, Version: 1, Page: 2, Scan: scan(first)}}, nil},
		{"a series is a series", recount, []election.Document{{Contest: head, Series: election.Recount, Version: 1, Scan: scan(first)}}, nil},
		{"the next version is an addition", one, []election.Document{{Contest: head, Version: 1, Scan: scan(first)}, {Contest: head, Version: 2, Scan: scan(other)}}, nil},
		{"a scan of what was not scanned is an addition", unscanned, []election.Document{{Contest: head, Version: 1, Scan: scan(first)}}, nil},
		{"what was not scanned may go", unscanned, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := small()
			e.Commission("p-1").Records = new(election.Records)
			for _, d := range test.now {
				d.Contest = e.Contests[0]
				e.Commission("p-1").Records.Documents = append(e.Commission("p-1").Records.Documents, document(d))
			}
			found, err := Compare(sited(t, columns+test.published), e)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				line := fmt.Sprintf("%s %s", f.Code, f.At)
				for _, also := range f.Also {
					line += " & " + also.Path()
				}
				line += " [" + f.Record + "]"
				for _, a := range f.Args {
					line += fmt.Sprint(" ", a.Value)
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Only what proves to be what was published is compared with.
func TestAPublishedTableHasToProveItself(t *testing.T) {
	for name, spoil := range map[string]func(site string) string{
		"is not the file that sha256sums.txt beside it names": func(site string) string {
			put(t, filepath.Join(site, "data", "small", "small-documents.csv"), columns)
			return site
		},
		"read what was published": func(site string) string {
			if err := os.Remove(filepath.Join(site, "data", "small", "small-documents.csv")); err != nil {
				t.Fatal(err)
			}
			return site
		},
		"there is no column received_sha256": func(string) string {
			return sited(t, strings.Replace(columns, ",received_sha256", "", 1))
		},
		"wrong number of fields": func(string) string { return sited(t, columns+"small,no\n") },
	} {
		_, err := Compare(spoil(sited(t, columns+"small,no,p-1,head,,,protocol,1,,,,1000,"+first+"\n")), small())
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("not %q: %v", name, err)
		}
	}
	// A site that was built without a table of documents published none.
	site := t.TempDir()
	put(t, filepath.Join(site, "index.html"), "")
	put(t, filepath.Join(site, "data", "small", "small-changes.ndjson"), "")
	sum := sha256.Sum256(nil)
	put(t, filepath.Join(site, "data", "small", Sums), hex.EncodeToString(sum[:])+"  small-changes.ndjson\n")
	if found, err := Compare(site, small()); err != nil || found != nil {
		t.Errorf("%v, %v", found, err)
	}
}
