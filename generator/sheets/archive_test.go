package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/google/go-cmp/cmp"
)

// A member of an archive to be made.
type member struct {
	name, content string
	change        func(*zip.FileHeader)
}

func zipped(t testing.TB, members ...member) string {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.change != nil {
			m.change(header)
		}
		to, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(to, m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// listed tells what a folder lists, and then what it says of each.
func listed(t testing.TB, f *Folder) []string {
	t.Helper()
	names, found, err := f.Names()
	if err != nil {
		t.Fatal(err)
	}
	for _, about := range found {
		names = append(names, "! "+about.At.Path()+" "+problems(about.Args))
	}
	return names
}

func problems(args any) string {
	text := fmt.Sprint(args)
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "[{problem "), "}")
	return text
}

// readAll reads every file that a folder lists: its rows, or why there are none.
func readAll(t testing.TB, f *Folder) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, name := range listed(t, f) {
		if strings.HasPrefix(name, "! ") {
			continue
		}
		sheets, found, err := f.Read(name, How{})
		if err != nil {
			t.Fatal(err)
		}
		for _, about := range found {
			all[name] += "! " + problems(about.Args)
		}
		for _, s := range sheets {
			if s.File.Path != name {
				t.Errorf("%s is read as %s", name, s.File.Path)
			}
			for _, g := range walked(t, s) {
				all[name] += fmt.Sprint(g.Cells)
			}
		}
	}
	return all
}

func TestAZipIsAFolder(t *testing.T) {
	f := folderWith(t, map[string]string{
		"a.csv": "a,b\n",
		"election.ZIP": zipped(t,
			member{name: "deep/"}, member{name: "deep/er/z.csv", content: "c;d\n1;2\n"}, member{name: "b.tsv", content: "e\tf\n"},
			member{name: "r.json", content: `[{"x": 1}]`}, member{name: "win\\dows.csv", content: "g,h\n"},
			member{name: "__MACOSX/._b.tsv", content: "x"}, member{name: ".hidden", content: "x"}, member{name: "deep/~$book.xlsx", content: "x"},
			member{name: "inner.zip", content: zipped(t, member{name: "x.csv", content: "a,b\n"})},
			member{name: "empty.csv"}, member{name: "blank.csv", content: "\ufeff \r\n\n"},
			member{name: "rar.csv", content: "Rar!\x1a\x07\x00rest"}, member{name: "broken.xlsx", content: "PK\x03\x04rest"}, member{name: "text.xlsx", content: "a,b\n"},
		),
		"z.csv": "y,z\n",
	})
	want := map[string]string{
		"a.csv": "[a b]", "z.csv": "[y z]",
		"election.ZIP/b.tsv": "[e f]", "election.ZIP/deep/er/z.csv": "[c d][1 2]", "election.ZIP/r.json": "[1]", "election.ZIP/win/dows.csv": "[g h]",
		"election.ZIP/inner.zip": "! archive", "election.ZIP/empty.csv": "! empty", "election.ZIP/blank.csv": "! empty",
		"election.ZIP/rar.csv": "! archive", "election.ZIP/broken.xlsx": "! workbook", "election.ZIP/text.xlsx": "! workbook",
	}
	if diff := cmp.Diff(want, readAll(t, f)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, none := range []string{"election.ZIP/nothing.csv", "nothing.zip/a.csv", "nothing.csv"} {
		if _, _, err := f.Read(none, How{}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", none, err)
		}
	}
	for _, out := range []string{"../a.csv", "/etc/passwd", "", "a//b", "election.ZIP/../a.csv"} {
		if _, _, err := f.Read(out, How{}); err == nil {
			t.Errorf("%q is read", out)
		}
	}
}

// Cyrillic names come in UTF-8, or in the encoding of whoever packed them.
func TestNamesOfMembers(t *testing.T) {
	old := func(name string) string {
		text, err := charmap.CodePage866.NewEncoder().String(name)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	f := folderWith(t, map[string]string{"a.zip": zipped(t,
		member{name: "Өзгөн.csv", content: "a,b\n"},
		member{name: old("Протоколы/Ош.csv"), content: "c,d\n", change: func(h *zip.FileHeader) { h.NonUTF8 = true }},
		member{name: "../../escape.csv", content: "x"}, member{name: "/root.csv", content: "x"}, member{name: "c:/drive.csv", content: "x"},
		member{name: "new\nline.csv", content: "x"}, member{name: "a/../b.csv", content: "x"}, member{name: "..\\up.csv", content: "x"},
		member{name: "twice.csv", content: "x"}, member{name: "twice.csv", content: "y"},
	)})
	want := []string{
		"a.zip/Өзгөн.csv", "a.zip/Протоколы/Ош.csv",
		"! a.zip member_name", "! a.zip member_name", "! a.zip member_name", "! a.zip member_name", "! a.zip member_name", "! a.zip member_name", "! a.zip/twice.csv member_twice",
	}
	got := listed(t, f)
	slices.Sort(want[:2])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if s := only(t, f, "a.zip/Протоколы/Ош.csv", How{}); len(walked(t, s)) != 1 {
		t.Error("a member with an old name is not read")
	}
}

func TestArchivesThatAreNotRead(t *testing.T) {
	good := zipped(t, member{name: "a.csv", content: strings.Repeat("precinct,votes\n", 100)})
	directoryAt := strings.LastIndex(good, "PK\x01\x02")
	// Many members that lie over each other, each as long as it says.
	many := func(n int, length string) string {
		entry := good[directoryAt : len(good)-22]
		entry = entry[:24] + length + entry[28:]
		end := []byte(good[len(good)-22:])
		binary.LittleEndian.PutUint16(end[8:], uint16(n))
		binary.LittleEndian.PutUint16(end[10:], uint16(n))
		binary.LittleEndian.PutUint32(end[12:], uint32(n*len(entry)))
		return good[:directoryAt] + strings.Repeat(entry, n) + string(end)
	}
	for _, c := range []struct {
		name, zip string
		want      []string
	}{
		{"not a zip", "a,b\n1,2\n", []string{"! a.zip archive"}},
		{"nothing in it", "", []string{"! a.zip archive"}},
		{"no members", zipped(t), []string{"! a.zip empty"}},
		{"cut off", good[:len(good)-10], []string{"! a.zip archive"}},
		{"cut in the middle", good[:directoryAt], []string{"! a.zip archive"}},
		{"too many members", many(mostMembers+1, "\x00\x00\x00\x00"), []string{"! a.zip bomb"}},
		{"a directory of nothing else", strings.Repeat("PK\x01\x02"+strings.Repeat("\x00", 42), 4*mostMembers+1), []string{"! a.zip bomb"}},
		{"many members that are one", many(20, "\xff\xff\xff\x0f"), []string{"! a.zip bomb"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{"a.zip": c.zip})
			if diff := cmp.Diff(c.want, listed(t, f)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			sheets, found, err := f.Read("a.zip/a.csv", How{})
			if err != nil || len(sheets) > 0 || len(found) != 1 {
				t.Errorf("a member of it: %d sheets, %v, %v", len(sheets), found, err)
			}
			sheets, found, err = f.Read("a.zip", How{})
			if err != nil || len(sheets) > 0 || len(found) != 1 {
				t.Errorf("itself: %d sheets, %v, %v", len(sheets), found, err)
			}
		})
	}
}

func TestMembersThatAreNotRead(t *testing.T) {
	table := strings.Repeat("precinct,votes\n1,23\n", 200)
	bomb := strings.Repeat("0", 2*freeUnpacked)
	good := zipped(t, member{name: "a.csv", content: table}, member{name: "b.csv", content: "a,b\n"})
	for _, c := range []struct {
		name, zip, want string
	}{
		{"encrypted", zipped(t, member{"a.csv", table, func(h *zip.FileHeader) { h.Flags |= 1 }}), "! locked"},
		{"a link", zipped(t, member{"a.csv", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}), "! link"},
		{"a device", zipped(t, member{"a.csv", "", func(h *zip.FileHeader) { h.SetMode(fs.ModeDevice | 0o666) }}), "! device"},
		{"an unknown way of packing", strings.ReplaceAll(good, "\x08\x00\x08\x00", "\x08\x00\x63\x00"), "! packing"},
		{"a changed byte", changed(good, 60), "! archive"},
		{"much from little", zipped(t, member{name: "a.csv", content: bomb}, member{name: "noise.csv", content: noise(300 << 10)}), "! bomb"},
		{
			"more than it says", func() string {
				at := strings.Index(good, "PK\x01\x02") + 24
				return good[:at] + "\x10\x00\x00\x00" + good[at+4:]
			}(), "! archive",
		},
		{
			"less than it says", func() string {
				at := strings.Index(good, "PK\x01\x02") + 24
				return good[:at] + "\x00\x00\x01\x00" + good[at+4:]
			}(), "! archive",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{"a.zip": c.zip, "other.csv": "a,b\n"})
			all := readAll(t, f)
			if all["a.zip/a.csv"] != c.want || all["other.csv"] != "[a b]" {
				t.Errorf("%.300q", all)
			}
		})
	}
}

func changed(text string, at int) string { return text[:at] + string(text[at]^0x10) + text[at+1:] }

// noise does not pack.
func noise(size int) string {
	text := make([]byte, size)
	state := uint32(1)
	for i := range text {
		state = state*1664525 + 1013904223
		text[i] = byte(state >> 24)
	}
	return string(text)
}

// A member may pack well and be what it is.
func TestATableThatPacksWell(t *testing.T) {
	f := folderWith(t, map[string]string{"a.zip": zipped(t, member{name: "a.csv", content: strings.Repeat(strings.Repeat("precinct,", 10)+"0\n", 120_000)})})
	rows, n := only(t, f, "a.zip/a.csv", How{}).Rows(), 0
	for rows.Next() {
		n++
	}
	if n != 120_000 {
		t.Errorf("%d rows", n)
	}
}

// Whatever the bytes, an archive is listed and its members read or refused;
// names stay beneath it; and nothing costs more than its limits.
func FuzzArchive(f *testing.F) {
	f.Add([]byte(zipped(f, member{name: "a.csv", content: "a,b\n1,2\n"}, member{name: "b/c.json", content: "[]"})))
	f.Add([]byte(zipped(f, member{name: "../a.csv", content: "a"}, member{name: "a"}, member{name: "a"}, member{name: "\x80/\x81"})))
	f.Add([]byte(zipped(f, member{"a.csv", strings.Repeat("a", 1000), func(h *zip.FileHeader) { h.Method = zip.Store }}, member{name: "d/"})))
	f.Add([]byte(zipped(f, member{name: "x.zip", content: zipped(f, member{name: "y.csv", content: "a"})})))
	f.Add([]byte(zipped(f, member{"l", "target", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink) }})))
	f.Add([]byte(zipped(f)))
	f.Fuzz(func(t *testing.T, data []byte) {
		a := openArchive("a.zip", data)
		if a.refused != nil {
			return
		}
		if !slices.IsSorted(a.names) || len(a.names) > mostMembers {
			t.Fatalf("%q", a.names)
		}
		for _, name := range a.names {
			if !fs.ValidPath("a.zip/"+name) || strings.ContainsAny(name, "\\:\x00") {
				t.Fatalf("%q is listed", name)
			}
			content, why := a.read(name)
			if why != nil {
				if content != nil {
					t.Fatalf("%q is refused and read", name)
				}
				continue
			}
			if len(content) > max(freeUnpacked, mostRatio*len(data)) {
				t.Fatalf("%d bytes unpack to %d", len(data), len(content))
			}
			s := snapshot{name: "a.zip/" + name, data: content}
			sheets, _, err := s.sheets(How{})
			if err != nil {
				t.Fatal(err)
			}
			for _, sheet := range sheets {
				walked(t, sheet)
			}
		}
	})
}
