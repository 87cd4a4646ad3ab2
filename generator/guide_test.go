package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// guideFolder is where the guide has its reader put the files.
const guideFolder = "data/bg-2021"

// A step is one block of the guide: yaml is written to the end of
// election.yaml, diff changes a line of it, sh is typed into a terminal, and
// text is what the terminal then shows.
type step struct {
	kind, text string
	line       int
}

// guideSteps are the blocks of a page, in order.
func guideSteps(page string) []step {
	var steps []step
	var open *step
	for i, line := range strings.Split(page, "\n") {
		kind, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			open = &step{kind: kind, line: i + 1}
		case fence:
			steps = append(steps, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		}
	}
	return steps
}

// An operator does word by word what a page of the guide says.
type operator struct {
	dir     string
	exports string // lines that hold for all commands after them
	shown   string // what the last command printed
	failed  error  // how it ended
}

func (o *operator) config() string {
	return filepath.Join(o.dir, filepath.FromSlash(guideFolder), "election.yaml")
}

func (o *operator) follow(s step) error {
	if o.failed != nil && s.kind != "text" && s.kind != "diff" {
		return fmt.Errorf("the command before it ended with %w, and nothing was corrected: %s", o.failed, o.shown)
	}
	switch s.kind {
	case "yaml":
		old, err := os.ReadFile(o.config())
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if len(old) > 0 {
			old = append(old, '\n') // an empty line between two blocks, as the guide asks for
		}
		return os.WriteFile(o.config(), append(old, s.text...), 0o666)
	case "diff":
		o.failed = nil
		return o.correct(s.text)
	case "sh":
		return o.run(s.text)
	case "text":
		return compareShown(s.text, o.shown)
	}
	return fmt.Errorf("nobody knows what to do with a block of %q", s.kind)
}

// correct replaces a line with a minus by the one with a plus.
func (o *operator) correct(diff string) error {
	var minus, plus string
	for line := range strings.Lines(diff) {
		if rest, is := strings.CutPrefix(line, "-"); is {
			minus += rest
		} else if rest, is := strings.CutPrefix(line, "+"); is {
			plus += rest
		} else {
			return fmt.Errorf("this is neither taken out nor put in: %q", line)
		}
	}
	text, err := os.ReadFile(o.config())
	if err != nil {
		return err
	}
	if n := strings.Count(string(text), "\n"+minus); n != 1 {
		return fmt.Errorf("election.yaml has these lines %d times:\n%s", n, minus)
	}
	return os.WriteFile(o.config(), []byte(strings.Replace(string(text), "\n"+minus, "\n"+plus, 1)), 0o666)
}

func (o *operator) run(commands string) error {
	for line := range strings.Lines(commands) {
		if strings.HasPrefix(line, "export ") {
			o.exports += line
		}
	}
	var out, progress bytes.Buffer
	cmd := exec.Command("sh", "-e", "-c", o.exports+commands)
	cmd.Dir, cmd.Stdout, cmd.Stderr = o.dir, &out, &progress
	o.failed = cmd.Run()
	o.shown = out.String()
	if exit := new(exec.ExitError); o.failed != nil && (!errors.As(o.failed, &exit) || exit.ExitCode() != 1) {
		return fmt.Errorf("%s: %w\n%s%s", strings.TrimSpace(commands), o.failed, &progress, o.shown)
	}
	return nil
}

// compareShown compares what the guide shows with what came. Three dots alone
// stand for any lines, at the end of a line for the rest of it.
func compareShown(want, got string) error {
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ") // nobody types others
	want, got = plain.Replace(want), plain.Replace(got)
	lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	at, anywhere := 0, false
	for piece := range strings.SplitSeq("\n"+want, "\n…\n") {
		piece = strings.Trim(piece, "\n")
		if piece != "" {
			expected := strings.Split(piece, "\n")
			found := at
			for anywhere && found < len(lines) && !beginWith(lines[found:], expected) {
				found++
			}
			if found > len(lines) || !beginWith(lines[found:], expected) {
				return fmt.Errorf("the guide shows\n%s\nbut this came:\n%s", piece, got)
			}
			at = found + len(expected)
		}
		anywhere = true
	}
	if !strings.HasSuffix(want, "…\n") && at != len(lines) {
		return fmt.Errorf("the guide does not show all that came:\n%s", got)
	}
	return nil
}

func beginWith(lines, expected []string) bool {
	if len(lines) < len(expected) {
		return false
	}
	for i, line := range expected {
		if beginning, cut := strings.CutSuffix(line, "…"); lines[i] != line && !(cut && strings.HasPrefix(lines[i], beginning)) {
			return false
		}
	}
	return true
}

func TestWhatTheGuideShowsIsCompared(t *testing.T) {
	const came = "a\nb\n\nc\nd and more\n"
	for want, same := range map[string]bool{
		came: true, "…\n": true, "a\n…\n": true, "…\nc\nd…\n": true, "a\n…\nc\n…\n": true, "…\nb\n…\nd and more\n": true,
		"b\n…\n": false, "a\n": false, "a\nc\n…\n": false, "…\nc\n…\nb\n…\n": false, "…\nd\n": false, "…\nc\n": false,
	} {
		if err := compareShown(want, came); (err == nil) != same {
			t.Errorf("%q: %v", want, err)
		}
	}
}

// The guide of each language works word by word on the real export.
func TestTheGuideWorksWordByWord(t *testing.T) {
	files := filepath.Join(shared(t), "data", "bg-2021-slice")
	for _, language := range []string{"ky", "ru"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			page := readText(t, filepath.Join("..", "content", language, "export.md"))
			o := &operator{dir: t.TempDir()}
			bringFiles(t, page, files, filepath.Join(o.dir, filepath.FromSlash(guideFolder)))
			for _, s := range guideSteps(page) {
				if err := o.follow(s); err != nil {
					t.Fatalf("content/%s/export.md, line %d: %v", language, s.line, err)
				}
			}
			if o.failed != nil {
				t.Fatalf("the last command: %v", o.failed)
			}
			expectTotals(t, page, language, filepath.Join(o.dir, "public"))
			sameAsTheRealOne(t, o.config())
		})
	}
}

// bringFiles puts the files that the guide names first into its folder.
func bringFiles(t *testing.T, page, from, into string) {
	t.Helper()
	if err := os.MkdirAll(into, 0o777); err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("(?m)^\\| `([^`/]+\\.csv)` \\|").FindAllStringSubmatch(page, -1)
	if len(names) != 5 {
		t.Fatalf("the guide names %d files", len(names))
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(from, name[1]))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(into, name[1]), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// expectTotals looks for the figures that the guide says to expect. A row of a
// part is the sum of a column over the table of protocols, any other a line of
// the page.
func expectTotals(t *testing.T, page, language, public string) {
	t.Helper()
	_, section, found := strings.Cut(page, "{#build}")
	if !found {
		t.Fatal("the guide does not build")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	text, err := mainText(readText(t, filepath.Join(public, language, "bg-2021", "index.html")))
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]string
	for line := range strings.Lines(text) {
		lines = append(lines, cells(line))
	}
	sums := validByPart(t, filepath.Join(public, "data", "bg-2021", "bg-2021-protocols.csv"))
	for part, sum := range sums {
		lines = append(lines, []string{"`" + part + "`", sum})
	}
	rows := 0
	for line := range strings.Lines(section) {
		want := cells(line)
		if !strings.HasPrefix(line, "|") || len(want) != 2 || !strings.ContainsAny(want[1], "0123456789") {
			continue
		}
		rows++
		if !slices.ContainsFunc(lines, func(line []string) bool { return slices.Equal(line, want) }) {
			t.Errorf("the guide says to expect %q, but there is %v, and the page:\n%s", want, sums, text)
		}
	}
	if rows != 5 {
		t.Errorf("the guide has %d totals", rows)
	}
}

// cells are those of a row of text, with plain spaces.
func cells(line string) []string {
	var all []string
	for cell := range strings.SplitSeq(line, "|") {
		if cell = strings.TrimSpace(strings.NewReplacer("~", " ", "\u00a0", " ").Replace(cell)); cell != "" {
			all = append(all, cell)
		}
	}
	return all
}

// validByPart adds the valid votes in the published table up, as a reader would,
// and writes them in groups of three.
func validByPart(t *testing.T, table string) map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(readText(t, table), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	part, valid := slices.Index(records[0], "part"), slices.Index(records[0], "ballots_valid")
	sums := make(map[string]int)
	for _, record := range records[1:] {
		n, err := strconv.Atoi(record[valid])
		if err != nil {
			t.Fatal(err)
		}
		sums[record[part]] += n
	}
	grouped := make(map[string]string)
	for part, sum := range sums {
		grouped[part] = fmt.Sprintf("%d %03d", sum/1000, sum%1000)
	}
	return grouped
}

// sameAsTheRealOne compares what a reader has written by now with the
// configuration that other tests build, so that the two do not drift apart. The
// guide has fewer checks and leaves the comments out.
func sameAsTheRealOne(t *testing.T, path string) {
	t.Helper()
	read := func(path string) map[string]any {
		var all map[string]any
		if err := yaml.Unmarshal([]byte(readText(t, path)), &all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	guide, whole := read(path), read(filepath.Join("testdata", "real", "bg-2021", "election.yaml"))
	for _, key := range []string{"id", "name", "date", "time_zone", "levels", "forms", "contests", "tables", "sources"} {
		if diff := cmp.Diff(whole[key], guide[key]); diff != "" {
			t.Errorf("%s: -real +guide\n%s", key, diff)
		}
	}
	for _, check := range guide["checks"].([]any) {
		if !slices.ContainsFunc(whole["checks"].([]any), func(other any) bool { return cmp.Equal(check, other) }) {
			t.Errorf("the real configuration does not have this check: %v", check)
		}
	}
}
