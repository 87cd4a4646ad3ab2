package sheets

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/finding"
)

func TestAFolderListsItsFiles(t *testing.T) {
	f := folderWith(t, map[string]string{
		"b.csv": "x", "a/z.csv": "x", "a.csv": "x", "a/b/c.xlsx": "x", "election.yaml": "x", ".git/config": "x", ".hidden.csv": "x",
		"~$b.xlsx": "x", "__MACOSX/b.csv": "x", "archive.zip/it is a folder.csv": "x", "p.zip": zipped(t, member{name: "m.csv", content: "x"}),
	})
	want := []string{"a.csv", "a/b/c.xlsx", "a/z.csv", "archive.zip/it is a folder.csv", "b.csv", "election.yaml", "p.zip/m.csv"}
	if diff := cmp.Diff(want, listed(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if s := only(t, f, "archive.zip/it is a folder.csv", How{}); len(walked(t, s)) != 1 {
		t.Error("a file in a folder named like an archive is not read")
	}
	if _, _, err := Open(filepath.Join(f.dir, "nothing")).Names(); err == nil {
		t.Error("a folder that is not there is listed")
	}
}

// A disk may have names of another time; they are no text and nobody can write
// them in a configuration.
func TestNamesThatAreNoText(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n"})
	for _, name := range []string{"\xce\xf8.csv", "\xce\xf8"} {
		if err := os.MkdirAll(filepath.Join(f.dir, name), 0o777); err != nil {
			t.Skipf("no such names here: %v", err)
		}
	}
	if diff := cmp.Diff([]string{"a.csv", "! \ufffd encoding", "! \ufffd.csv encoding"}, listed(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// whyNot is why a file is not read.
func whyNot(t *testing.T, f *Folder, name string) string {
	t.Helper()
	sheets, found, err := f.Read(name, How{})
	if err != nil || len(sheets) > 0 || len(found) != 1 {
		t.Fatalf("%s: %d sheets, %v, %v", name, len(sheets), found, err)
	}
	if found[0].Code != finding.FileRefused || found[0].At.Path() != name {
		t.Errorf("%s: %v", name, found[0])
	}
	return problems(found[0].Args)
}

func TestNoLinkIsFollowed(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n", "sub/b.csv": "a,b\n", "p.zip": zipped(t, member{name: "m.csv", content: "a,b\n"})})
	for link, target := range map[string]string{"l.csv": "a.csv", "out.csv": "/etc/passwd", "dangling.csv": "nowhere", "folder": "sub", "l.zip": "p.zip"} {
		if err := os.Symlink(target, filepath.Join(f.dir, link)); err != nil {
			t.Skipf("no links here: %v", err)
		}
	}
	want := []string{"a.csv", "p.zip/m.csv", "sub/b.csv", "! dangling.csv link", "! folder link", "! l.csv link", "! l.zip link", "! out.csv link"}
	if diff := cmp.Diff(want, listed(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, name := range []string{"l.csv", "out.csv", "dangling.csv", "folder/b.csv"} {
		if why := whyNot(t, f, name); why != string(finding.IsLink) {
			t.Errorf("%s: %s", name, why)
		}
	}
	if _, found, err := f.Read("l.zip/m.csv", How{}); err != nil || len(found) != 1 {
		t.Errorf("the member of a linked archive: %v, %v", found, err)
	}
	// The folder itself is where the operator says it is.
	linked := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(f.dir, linked); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, listed(t, Open(linked))); diff != "" {
		t.Errorf("through a link to the folder, -want +got:\n%s", diff)
	}
}

func TestNoDeviceIsRead(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n"})
	t.Chdir(f.dir) // the name of a socket is short
	socket, err := net.Listen("unix", "s.csv")
	if err != nil {
		t.Skipf("no sockets here: %v", err)
	}
	defer func() {
		if err := socket.Close(); err != nil {
			t.Error(err)
		}
	}()
	if diff := cmp.Diff([]string{"a.csv", "! s.csv device"}, listed(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if why := whyNot(t, f, "s.csv"); why != string(finding.IsDevice) {
		t.Error(why)
	}
}

func TestALargeFileIsNotRead(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n"})
	if err := os.Truncate(filepath.Join(f.dir, "a.csv"), MostBytes+1); err != nil {
		t.Fatal(err)
	}
	if why := whyNot(t, f, "a.csv"); why != string(finding.TooLarge) {
		t.Error(why)
	}
}

// halfWay does something to a file once half of it is read.
type halfWay struct {
	from io.Reader
	left int
	do   func()
}

func (h *halfWay) Read(p []byte) (int, error) {
	if h.left == 0 && h.do != nil {
		h.do()
		h.do = nil
	}
	if h.left > 0 {
		p = p[:min(len(p), h.left)]
	}
	n, err := h.from.Read(p)
	h.left = max(0, h.left-n)
	return n, err
}

func TestAFileThatChangesWhileItIsRead(t *testing.T) {
	table := strings.Repeat("p-1,2\n", 10_000)
	packed := zipped(t, member{name: "m.csv", content: noise(1000)})
	act := func(do func(file string) error) func(t *testing.T, file string) func() {
		return func(t *testing.T, file string) func() {
			return func() {
				if err := do(file); err != nil {
					t.Error(err)
				}
			}
		}
	}
	grow := act(func(file string) error {
		to, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if _, err := to.WriteString("p-2,3\n"); err != nil {
			return err
		}
		return to.Close()
	})
	for _, c := range []struct {
		name, file, content string
		do                  func(t *testing.T, file string) func()
	}{
		{"it grows", "t.csv", table, grow},
		{"an archive grows", "a.zip", packed, grow},
		{"it shrinks", "t.csv", table, act(func(file string) error { return os.Truncate(file, 40_000) })},
		{"it is emptied", "t.csv", table, act(func(file string) error { return os.Truncate(file, 0) })},
		{"it is written again", "t.csv", table, act(func(file string) error {
			if err := os.WriteFile(file, []byte(strings.ReplaceAll(table, "2", "3")), 0o666); err != nil {
				return err
			}
			later := time.Now().Add(time.Second) // clocks of file systems are coarse
			return os.Chtimes(file, later, later)
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{c.file: c.content, "other.csv": "a,b\n1,2\n"})
			f.through = func(name string, from io.Reader) io.Reader {
				if name != c.file {
					return from
				}
				return &halfWay{from, len(c.content) / 2, c.do(t, filepath.Join(f.dir, c.file))}
			}
			name := c.file
			if isArchive(name) {
				if diff := cmp.Diff([]string{"other.csv", "! a.zip changed"}, listed(t, f)); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			} else if why := whyNot(t, f, name); why != string(finding.Changing) {
				t.Errorf("%s", why)
			}
			if rows := walked(t, only(t, f, "other.csv", How{})); len(rows) != 2 {
				t.Errorf("the other file: %v", rows)
			}
		})
	}
}

// Two readings of one file must not be of two states of it.
func TestAFileThatChangesBetweenTwoReadings(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n1,2\n", "b.csv": "c,d\n"})
	first := only(t, f, "a.csv", How{})
	only(t, f, "b.csv", How{})
	if err := os.WriteFile(filepath.Join(f.dir, "a.csv"), []byte("a,b\n1,3\n2,4\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if why := whyNot(t, f, "a.csv"); why != string(finding.Changing) {
		t.Errorf("%s", why)
	}
	if rows := fmt.Sprint(walked(t, first)); !strings.Contains(rows, "[1 2]") {
		t.Errorf("what was read before has changed: %s", rows)
	}
}

func TestTheFileReadLastIsKept(t *testing.T) {
	f := folderWith(t, map[string]string{"a.csv": "a,b\n", "p.zip": zipped(t, member{name: "m.csv", content: "a;b\n"}, member{name: "n.csv", content: "c;d\n"})})
	read := make(map[string]int)
	f.through = func(name string, from io.Reader) io.Reader {
		read[name]++
		return from
	}
	for _, name := range []string{"p.zip/m.csv", "p.zip/m.csv", "p.zip/n.csv", "a.csv", "a.csv", "p.zip/m.csv"} {
		only(t, f, name, How{})
	}
	only(t, f, "p.zip/m.csv", How{Delimiter: ',', Encoding: windows1251})
	if want := map[string]int{"p.zip": 1, "a.csv": 1}; !cmp.Equal(want, read) {
		t.Errorf("%v", read)
	}
}

// The content says what a file is, and not its name.
func TestTheContentSaysWhatAFileIs(t *testing.T) {
	f := folderWith(t, map[string]string{
		"json.csv": "[{\"a\": 1}]\n", "json": "{\"a\": 1}", "not json.csv": "[x],b\n[1],2\n", "broken.json": "{\"a\": ",
		"table.txt": "a\tb\n", "table": "a|b\n", "old.csv": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 512),
		"html.xls": "<html><table></table></html>", "packed.csv": "\x1f\x8b\x08\x00rest", "wide.json": string(written(t, "utf-16le", `[{"a": "ө"}]`)),
		"book.csv": zipped(t, member{name: "[Content_Types].xml"}), "letters.csv": zipped(t, member{name: "word.xml"}),
	})
	want := map[string]string{
		"json.csv": "[1]", "json": "[1]", "not json.csv": "[[x] b][[1] 2]", "broken.json": "! cut", "table.txt": "[a b]", "table": "[a b]",
		"old.csv": "! workbook_other", "html.xls": "! workbook_other", "packed.csv": "! archive", "wide.json": "[ө]", "book.csv": "! workbook", "letters.csv": "! archive",
	}
	if diff := cmp.Diff(want, readAll(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A file can take as much memory as there is for one.
func TestOneFileIsKeptAtATime(t *testing.T) {
	f := folderWith(t, map[string]string{
		"a.csv": "a,b\n", "b.csv": "c,d\n", "empty.csv": "", "broken.zip": "PK", "c.zip": zipped(t, member{name: "c.csv", content: "e,f\n"}, member{name: "d.csv", content: "g,h\n"}),
	})
	for _, name := range []string{"a.csv", "c.zip/c.csv", "b.csv", "c.zip/d.csv", "broken.zip/x", "a.csv", "empty.csv", "c.zip/c.csv"} {
		if _, _, err := f.Read(name, How{}); err != nil {
			t.Fatal(err)
		}
		want := name
		if name == "broken.zip/x" {
			want = ""
		}
		if f.last.name != want || want == "" && f.last.data != nil {
			t.Errorf("after %s, %q is kept", name, f.last.name)
		}
	}
	listed(t, f)
	if f.last.data != nil || f.archive == nil || f.archive.name != "c.zip" {
		t.Errorf("after the archives were listed, %q and %v are kept", f.last.name, f.archive)
	}
}

func TestRowsAndColumnsChangePlaces(t *testing.T) {
	read := func(text string) (s *Sheet, told []string) {
		s = only(t, folderWith(t, map[string]string{"t.csv": text}), "t.csv", How{Columns: true, Delimiter: ','})
		rows := s.Rows()
		for rows.Next() {
			line := fmt.Sprintf("%d %q", rows.Row(), rows.Cells())
			if fault := rows.Fault(); fault != nil {
				line = fmt.Sprintf("%d %s %v", rows.Row(), fault.Problem, rows.At(fault.Column))
			}
			told = append(told, line)
		}
		return s, told
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a summary", "line,p-1,p-2\nlisted,10,20\n\nvalid,1\n", []string{`1 ["line" "listed" "" "valid"]`, `2 ["p-1" "10" "" "1"]`, `3 ["p-2" "20" "" ""]`}},
		{"a blank column", "line,,p-2\nlisted, ,20\n", []string{`1 ["line" "listed"]`, `3 ["p-2" "20"]`}},
		{"a row that cannot be taken", "line,p-1\nli\"sted,10\n", []string{`1 quote t.csv:A2`, `2 quote t.csv:B2`}},
		{"cut off in the last row", "line,p-1,p-2\nlisted,10,20\nvalid,1", []string{`1 ["line" "listed" "valid"]`, `2 cut t.csv:B3`, `3 cut t.csv:C3`}},
		{"no line end", "line,p-1\nlisted,10", []string{`1 ["line" "listed"]`, `2 ["p-1" "10"]`}},
		{"too many rows", strings.Repeat("a,b\n", mostCells+1), []string{`1 long_row t.csv`}},
		{"too many cells", strings.Repeat(strings.Repeat(",", mostCells-1)+"x\n", mostTurned/mostCells+1), []string{`1 long_row t.csv`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, told := read(c.text)
			if diff := cmp.Diff(c.want, told); diff != "" {
				t.Errorf("-want +got:\n%.1000s", diff)
			}
		})
	}
	s, _ := read("a,b\nc,d\n")
	if at := s.At(2, 0).String(); at != "t.csv:B1" {
		t.Errorf("the first cell of column B is at %s", at)
	}
}

// Numbers of one file in every encoding, packed and plain, are the same.
func TestEveryWrappingReadsTheSame(t *testing.T) {
	text := "УИК;Внесено в список;Недействительных\n\n5412;1500;12\n5413;980;\"3\"\n"
	files := make(map[string]string)
	for _, encoding := range ways {
		data := string(written(t, encoding, text))
		files[encoding+".csv"] = data
		files[encoding+".zip"] = zipped(t, member{name: "m.csv", content: data})
	}
	f := folderWith(t, files)
	names := listed(t, f)
	if len(names) != 2*len(ways) {
		t.Fatalf("%q", names)
	}
	want := walked(t, only(t, f, "utf-8.csv", How{}))
	if len(want) != 3 || want[1].Row != 3 {
		t.Fatalf("%v", want)
	}
	for _, name := range names {
		if diff := cmp.Diff(want, walked(t, only(t, f, name, How{}))); diff != "" {
			t.Errorf("%s, -want +got:\n%s", name, diff)
		}
	}
}

// A figure is held against the file as it was received: a table in an archive
// against the archive, in whatever format.
func TestASheetKnowsTheDigestOfItsFile(t *testing.T) {
	table := "id,votes\n1,2\n"
	files := map[string]string{
		"plain.csv": table, "records.json": `[{"id": 1}]`, "packed.zip": zipped(t, member{name: "a.csv", content: table}, member{name: "b.csv", content: table}),
	}
	f := folderWith(t, files)
	for name, received := range map[string]string{
		"plain.csv": "plain.csv", "records.json": "records.json", "packed.zip/a.csv": "packed.zip", "packed.zip/b.csv": "packed.zip",
	} {
		want := fmt.Sprintf("%x", sha256.Sum256([]byte(files[received])))
		for range 2 {
			if got := only(t, f, name, How{}).File.SHA256; got != want {
				t.Errorf("%s: %s, and %s has %s", name, got, received, want)
			}
		}
	}
}
