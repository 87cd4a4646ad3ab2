package sheets

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	gocmp "github.com/google/go-cmp/cmp"
)

// readJSON is what is read, after a first line with the keys.
func readJSON(t testing.TB, name, text string, how How) string {
	t.Helper()
	sheets, findings, err := records(name, []byte(text), how)
	read := told(t, sheets, findings, err)
	if len(sheets) == 0 {
		return read
	}
	return strings.Join(sheets[0].Keys, " | ") + "\n" + read
}

func TestRecordsOfJSON(t *testing.T) {
	for _, c := range []struct {
		name, path, text string
		want             []string
	}{
		{"a list of records", "", `[{"id": "07-113", "listed": 1234}, {"id": "07-114", "turnout": 0.5}]`,
			[]string{"id | listed | turnout", "1: 07-113 | 1234", "2: 07-114 |  | 0.5"}},
		{"one record a file", "", "{\"id\": \"07-113\", \"listed\": 1234}\n", []string{"id | listed", "1: 07-113 | 1234"}},
		{"lists in lists", "", `[[{"a": 1}], [], [[{"a": 2}, {"a": 3}]]]`, []string{"a", "1: 1", "2: 2", "3: 3"}},
		{"one after another", "", "{\"a\": 1} {\"a\": 2}\n[{\"a\": 3}]", []string{"a", "1: 1", "2: 2", "3: 3"}},
		{"whole numbers as digits", "", `[{"n": 1.0}, {"n": 1e3}, {"n": -0}, {"n": 123456789012345678901234567890}, {"n": "1.0"}, {"n": 0.5}]`,
			[]string{"n", "1: 1", "2: 1000", "3: -0", "4: 123456789012345678901234567890", "5: 1.0", "6: 0.5"}},
		{"words", "", `[{"a": true, "b": false, "c": null, "d": "null", "e": ""}]`, []string{"a | b | c | d | e", "1: true | false |  | null | "}},
		{"letters", "", `[{"\u0430": "\ud83d\udc18 \"x\"\n\/", "ң": "ө№"}]`, []string{"а | ң", "1: 🐘 \"x\"\n/ | ө№"}},
		{"objects and lists in a record", "", `[{"votes": {"a": 1, "b": {"c": 2}}, "phones": ["1", 2, null], "members": [{"name": "X"}, {"name": "Y"}], "none": {}, "no": []}]`,
			[]string{"votes.a | votes.b.c | phones.1 | phones.2 | phones.3 | members.1.name | members.2.name", "1: 1 | 2 | 1 | 2 |  | X | Y"}},
		{"blank records are records", "", `[{"a": 1}, {}, {"a": null}, {"a": 4}]`, []string{"a", "1: 1", "4: 4"}},
		{"no records yet", "", `[]`, []string{"", ""}},
		{"a path", "sections.votes", `{"day": "2021-11-14", "sections": [
			{"id": "01", "votes": [{"party": "a", "n": 1}, {"party": "b", "n": 2}]},
			{"votes": {"party": "a", "n": 3}, "id": "02", "extra": {"tags": ["x", "y"], "other": [{"party": "c"}]}},
			{"id": "03"}, {"id": "04", "votes": null}, {"id": "05", "votes": []}, null], "place": {"name": "Osh"}}`,
			[]string{"../../day | ../../place.name | ../id | party | n | ../extra.tags.1 | ../extra.tags.2",
				"1: 2021-11-14 | Osh | 01 | a | 1", "2: 2021-11-14 | Osh | 01 | b | 2", "3: 2021-11-14 | Osh | 02 | a | 3 | x | y"}},
		{"a path through lists that are empty as yet", "sections.votes", `{"day": "2021-11-14", "sections": []}`, []string{"../../day", ""}},
		{"a path through nothing at all", "sections.votes", `[]`, []string{"", ""}},
		{"a path to nothing", "sections.vote", `{"day": "2021-11-14", "sections": [{"id": "01", "votes": []}]}`,
			[]string{"I015 e.json problem=path has=id, votes path=sections.vote"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			expect(t, readJSON(t, "e.json", c.text, How{Path: c.path}), c.want...)
		})
	}
}

func TestACellOfJSONIsNamedByItsKey(t *testing.T) {
	sheets, _, err := records("2012.zip/p.json", []byte(`{"id": 1, "votes": [{"a": 5}]}`), How{Path: "votes"})
	must(t, err)
	rows := sheets[0].Rows()
	rows.Next()
	if at := rows.At(1).String(); at != "2012.zip/p.json:a1" {
		t.Errorf("the cell is at %s", at)
	}
	if at := rows.At(0).String(); at != "2012.zip/p.json:../id1" {
		t.Errorf("the cell around is at %s", at)
	}
}

func TestAFaultyRecordIsOneRecord(t *testing.T) {
	long := strings.Repeat("ө", 32768)
	for _, c := range []struct{ name, record, want string }{
		{"a key twice", `{"a": 2, "b": 3, "a": 4}`, "2: 2 | 3 !keys 0 a"},
		{"a key twice further down", `{"b": {"c": 2, "c": 2}}`, "2:  | 2 !keys 1 b.c"},
		{"an object twice", `{"b": {"c": 2}, "b": {"d": 2}}`, "2:  | 2 | 2 !keys -1 b"},
		{"two ways to one key", `{"b.c": 2, "b": {"c": 3}}`, "2:  | 2 !keys 1 b.c"},
		{"the same key written twice", `{"a": 2, "\u0061": 2}`, "2: 2 !keys 0 a"},
		{"no record", `17`, "2:  !json_record -1 17 (line 1)"},
		{"nothing", `null`, "2:  !json_record -1 null (line 1)"},
		{"no number", `{"a": 01}`, "2:  !json_value 0 01"},
		{"no number either", `{"a": NaN}`, "2:  !json_value 0 NaN"},
		{"no text", "{\"a\": \"\\ud800\"}", "2:  !utf8 0 "},
		{"a stray escape", `{"a": "\x"}`, `2:  !json_value 0 "\x"`},
		{"a line end in a text", "{\"a\": \"1\n2\"}", "2:  !json_value 0 \"1\ufffd2\""},
		{"a long text", `{"a": "` + long + `"}`, "2:  !long_cell 0 "},
		{"a megabyte", `{"a": "` + strings.Repeat(long, 16) + `"}`, "2:  !long_cell 0 "},
		{"a long number", `{"a": ` + strings.Repeat("1", 32768) + `}`, "2:  !long_cell 0 "},
		{"a long key", `{"` + strings.Repeat("k", 1001) + `": 1}`, "2:  !long_cell -1 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readJSON(t, "e.json", `[{"a": 1}, `+c.record+`, {"a": 3}]`, How{})
			_, got, _ = strings.Cut(got, "\n")
			expect(t, got, "1: 1", c.want, "3: 3")
		})
	}
}

func TestAKeyTwiceAroundRecordsSpoilsThemAll(t *testing.T) {
	expect(t, readJSON(t, "e.json", `[{"id": 1, "votes": [{"n": 1}, {"n": 2}], "id": 2}, {"id": 3, "votes": [{"n": 3}]}]`, How{Path: "votes"}),
		"../id | n", "1: 1 | 1 !keys 0 ../id", "2: 1 | 2 !keys 0 ../id", "3: 3 | 3")
	// Which list is meant?
	expect(t, readJSON(t, "e.json", `{"votes": [{"n": 1}], "votes": [{"n": 2}]}`, How{Path: "votes"}),
		"n", "1: 1 !keys -1 ../votes", "2: 2 !keys -1 ../votes")
}

func TestRecordsBeforeABreakAreRead(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"cut off in a text", "", "[{\"a\": 1},\n{\"a\": 2},\n{\"a\": \"thr", "3:  !cut -1 "},
		{"cut off between records", "", "[{\"a\": 1},\n{\"a\": 2},\n", "3:  !cut -1 "},
		{"no comma", "", "[{\"a\": 1},\n{\"a\": 2}\n{\"a\": 3}]", "3:  !json_line -1 { (line 3)"},
		{"a comma too many", "", "[{\"a\": 1},\n{\"a\": 2},\n]", "3:  !json_line -1 ] (line 3)"},
		{"no colon", "", "[{\"a\": 1},\n{\"a\": 2},\n{\"a\" 3}]", "3:  !json_line -1 3 (line 3)"},
		{"no key", "", "[{\"a\": 1},\n{\"a\": 2},\n{a: 3}]", "3:  !json_line -1 a (line 3)"},
		{"another bracket", "", "[{\"a\": 1},\n{\"a\": 2},\n{\"a\": [3}}]", "3:  !json_line -1 } (line 3)"},
		{"after the end", "", "[{\"a\": 1},\n{\"a\": 2}]\n]", "3:  !json_line -1 ] (line 3)"},
		{"around the records", "b", "{\"b\": [{\"a\": 1},\n{\"a\": 2}],\n", "3:  !cut -1 "},
		{"beneath", "b", "{\"b\": [{\"a\": 1},\n{\"a\": 2},\n{\"a\": }]}", "3:  !json_line -1 } (line 3)"},
		{"nested without end", "", "[{\"a\": 1},\n{\"a\": 2},\n" + strings.Repeat("[", 1_000_000), "3:  !json_deep -1  (line 3)"},
		{"objects without end", "", "[{\"a\": 1},\n{\"a\": 2},\n" + strings.Repeat(`{"b":`, 1_000_000), "3:  !json_deep -1  (line 3)"},
		{"lists in a record without end", "", "[{\"a\": 1},\n{\"a\": 2},\n{\"a\": " + strings.Repeat("[", 1_000_000), "3:  !json_deep -1  (line 3)"},
		{"beside the records without end", "b", "{\"b\": [{\"a\": 1},\n{\"a\": 2}],\n\"c\": " + strings.Repeat("[", 1_000_000), "3:  !json_deep -1  (line 3)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := readJSON(t, "e.json", c.text, How{Path: c.path})
			_, got, _ = strings.Cut(got, "\n")
			expect(t, got, "1: 1", "2: 2", c.want)
		})
	}
}

func TestALineIsARecord(t *testing.T) {
	const text = "{\"a\": 1}\n\n{\"a\": \n{\"a\": 3}\r\n17\n{\"a\": 5}]\n{\"a\": 6"
	want := []string{"a", "1: 1", "2:  !json_cut -1  (line 3)", "3: 3", "4:  !json_record -1 17 (line 5)",
		"5: 5", "6:  !json_line -1 ] (line 6)", "7:  !cut -1 "}
	expect(t, readJSON(t, "e.jsonl", text, How{}), want...)
	expect(t, readJSON(t, "e.NDJSON", text, How{}), want...)
	expect(t, readJSON(t, "e.json", strings.Replace(text, "\n\n", "\n{\"a\": 1}\n", 1), How{})[:20], "a\n1: 1\n2: 1\n3:  !jso")
}

func TestAFileOfLinesIsNoTable(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "e.jsonl"), []byte("{\"a\": 1, \"b\": 2}\n{\"a\"\n{\"a\": 3}\n"), 0o666))
	sheets, findings, err := Open(dir).Read("e.jsonl", How{})
	expect(t, told(t, sheets, findings, err), "1: 1 | 2", "2:  !json_cut -1  (line 2)", "3: 3")
}

func TestWhatIsNoJSON(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "empty",
		" \n\t":                    "empty",
		"precinct;listed\n07;1\n":  "json_record line=1 has=precinct;lis…",
		"[1, 2, 3]":                "json_record line=1 has=1",
		"<html>":                   "json_record line=1 has=<html>",
		"{":                        "cut",
		"]":                        "json_line line=1 has=]",
		"\x00":                     "json_record line=1 has=\ufffd",
		strings.Repeat("[", 1<<20): "json_deep line=1",
	} {
		expect(t, readJSON(t, "e.json", text, How{}), "I015 e.json problem="+want)
	}
}

func TestJSONInOtherEncodings(t *testing.T) {
	const text = `[{"код": "5001", "аты": "ЖИЙДЕ А., ЖИЙДЕ АЙЫЛДЫК ОРТО МЕКТЕП"}]`
	want := []string{"код | аты", "1: 5001 | ЖИЙДЕ А., ЖИЙДЕ АЙЫЛДЫК ОРТО МЕКТЕП"}
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	dir := t.TempDir()
	for name, written := range map[string]string{"plain.json": text, "marked.json": "\ufeff" + text, "wide.json": string(wide), "named.txt": text} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(written), 0o666))
		for _, declared := range []string{"", "utf-16"} {
			if declared != "" && name != "wide.json" {
				continue
			}
			sheets, findings, err := Open(dir).Read(name, How{Encoding: declared})
			expect(t, strings.Join(sheets[0].Keys, " | ")+"\n"+told(t, sheets, findings, err), want...)
		}
	}
}

func TestManyKeys(t *testing.T) {
	var text strings.Builder
	text.WriteString(`[{"a": 1}`)
	for i := range 2 {
		text.WriteString(`, {"x": 1`)
		for n := range mostCells {
			text.WriteString(`, "` + strings.Repeat("k", i+1) + string(rune('a'+n%26)) + strings.Repeat("z", n/26) + `": 1`)
		}
		text.WriteString("}")
	}
	text.WriteString(`, {"a": 4}]`)
	sheets, findings, err := records("e.json", []byte(text.String()), How{})
	must(t, err)
	if len(findings) > 0 || len(sheets[0].Keys) != mostCells {
		t.Fatalf("%d keys, %v", len(sheets[0].Keys), findings)
	}
	var faults []string
	for rows := sheets[0].Rows(); rows.Next(); {
		if rows.Fault() == nil {
			faults = append(faults, rows.Cells()[0])
		} else {
			faults = append(faults, string(rows.Fault().Problem))
		}
	}
	expect(t, strings.Join(faults, " "), "1 long_row long_row 4")
}

// What is hostile costs no more memory than the file a few times over.
func TestHostileJSON(t *testing.T) {
	const size = 2 << 20
	for name, text := range map[string]string{
		"one text":     `[{"a": "` + strings.Repeat("x", size) + `"}]`,
		"no end":       `[{"a": "` + strings.Repeat(`\"`, size/2),
		"keys":         `{"a": 1` + strings.Repeat(`, "a": 1`, size/8) + `}`,
		"values":       `[{"a": [` + strings.Repeat(`1,`, size/2) + `1]}]`,
		"no records":   `[` + strings.Repeat("1,", size/8) + `1]`,
		"empty ones":   `[` + strings.Repeat("{},", size/3) + `{}]`,
		"broken lines": strings.Repeat("x]\n", size/16),
	} {
		t.Run(name, func(t *testing.T) {
			costs(t, func() {
				sheets, findings, err := records("e.jsonl", []byte(text), How{})
				must(t, err)
				good := 0
				for _, s := range sheets {
					for rows := s.Rows(); rows.Next(); {
						if rows.Fault() == nil {
							good++
						}
					}
				}
				if good > 0 || len(sheets)+len(findings) != 1 {
					t.Errorf("%d records of %d sheets, %v", good, len(sheets), findings)
				}
			})
		})
	}
}

// shared is the folder of real data, which is no part of the project.
func shared(t testing.TB) string {
	t.Helper()
	dir := cmp.Or(os.Getenv("ACHYK_SHARED"), filepath.Join("..", "..", "..", "shared"))
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("real data: %v", err)
		}
		t.Skipf("real data: %v", err)
	}
	return dir
}

// The names of precincts as two programs wrote them: codes as numbers and as
// texts.
func TestKyrgyzPrecincts(t *testing.T) {
	dir := filepath.Join(shared(t), "data", "kg-precincts")
	for _, name := range []string{"uik-names-2.json", "uik-names-osh-oblast.json"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		sheets, findings, err := records(name, data, How{})
		must(t, err)
		if len(findings) > 0 || !slices.Equal(sheets[0].Keys, []string{"code", "name"}) {
			t.Fatalf("%v %v", sheets, findings)
		}
		var theirs []map[string]any
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		must(t, decoder.Decode(&theirs))
		var ours []map[string]any
		for rows := sheets[0].Rows(); rows.Next(); {
			if rows.Fault() != nil {
				t.Errorf("%s: %v", name, rows.Fault())
			}
			ours = append(ours, map[string]any{"code": rows.Cells()[0], "name": rows.Cells()[1]})
		}
		for _, record := range theirs {
			if n, is := record["code"].(json.Number); is {
				record["code"] = n.String()
			}
		}
		if diff := gocmp.Diff(theirs, ours); diff != "" {
			t.Errorf("%s, -theirs +ours:\n%s", name, diff)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	text := []byte(`[{"id": "p-1"}` + strings.Repeat(`,{"id": "p-12345", "listed": 2345, "votes": {"a": 1, "b": 22, "c": 333}, "note": "ОРТО МЕКТЕП"}`, 100_000) + `]`)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		sheets, _, err := records("e.json", text, How{})
		must(b, err)
		for rows := sheets[0].Rows(); rows.Next(); {
			if rows.Fault() != nil {
				b.Fatal(rows.Fault())
			}
		}
	}
}
