package templates

import (
	"flag"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/*.txt as the pages read now")

var (
	scripts = regexp.MustCompile(`<script[^>]*>.*?</script>`)
	svgTag  = regexp.MustCompile(`</?svg[^>]*>`)
	cellEnd = regexp.MustCompile(`</t[hd]>\s*<t[hd][^>]*>`)
	blocks  = regexp.MustCompile(`</?(?:p|h[1-6]|li|ul|ol|tr|table|thead|tbody|caption|figure|figcaption|section|header|div|nav|dt|dl|button|a rel)[^>]*>`)
	images  = regexp.MustCompile(`<(?:img|svg)[^>]* (?:alt|aria-label)="([^"]*)"[^>]*>`)
	tags    = regexp.MustCompile(`<[^>]*>`)
	spaces  = regexp.MustCompile(`[ \t\n]+`)
)

// read is a page as it is heard: its text in order, a line for each block and
// for each row of a table. What is hidden from the eye alone is heard too.
func read(page string) string {
	page = strings.ReplaceAll(page, "\n", " ")
	page = scripts.ReplaceAllString(page, "")
	page = pictures(page)
	page = images.ReplaceAllString(page, "[$1]")
	page = cellEnd.ReplaceAllString(page, " | ")
	page = strings.ReplaceAll(page, "</dt><dd>", " | ")
	page = blocks.ReplaceAllString(page, "\x00")
	page = html.UnescapeString(tags.ReplaceAllString(page, ""))
	var lines []string
	for line := range strings.SplitSeq(page, "\x00") {
		if line = strings.TrimSpace(spaces.ReplaceAllString(line, " ")); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// pictures leaves of every drawing its title and its description: the letters in a
// picture are not read aloud.
func pictures(page string) string {
	const drawn = `role="img" aria-labelledby`
	for {
		start := strings.Index(page, drawn)
		if start < 0 {
			return page
		}
		named := start + strings.Index(page[start:], "</desc>")
		end, depth := named, 1
		for depth > 0 {
			at := svgTag.FindStringIndex(page[end:])
			if strings.HasPrefix(page[end+at[0]:], "</") {
				depth--
			} else {
				depth++
			}
			end += at[1]
		}
		page = page[:start] + page[start+len(drawn):named] + "</p>" + page[end:]
	}
}

// heard are the samples whose text is kept: each kind of page, and both
// languages in turn; of papers both.
var heard = []string{
	"national.ky", "night.ru", "commission.ru", "summary.ky", "precinct.ky", "hard.ru", "worked.ru", "history.ky", "papers.ky", "papers.ru", "missing.ky", "selection.ky",
	"discrepancies.ky", "notes.ru", "not-checkable.ru", "held.ru", "absent.ky", "decisions.ru", "changes.ky", "corrections.ru", "empty.ky",
	"charts.ky", "turnout.ru", "check.ru", "finding.ky", "rules.ru", "data.ky",
}

// go test ./templates -run TestPagesRead -update rewrites what pages say.
func TestPagesRead(t *testing.T) {
	c := catalogue(t)
	for _, s := range samples {
		for _, code := range []string{"ky", "ru"} {
			name := s.name + "." + code
			if !slices.Contains(heard, name) {
				continue
			}
			t.Run(name, func(t *testing.T) {
				got := read(render(t, s.page(c.Language(code))))
				path := filepath.Join("testdata", name+".txt")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
					t.Errorf("the page reads otherwise (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A percent without its base says nothing; a scanner's figure without its seal
// says too much.
func TestEveryTableNamesItsBasesAndSealsItsScanner(t *testing.T) {
	c := catalogue(t)
	table := regexp.MustCompile(`(?s)<figure class="(?:chart|map).*?</figure>|<table.*?</table>`) // a figure says it above its table
	for _, code := range []string{"ky", "ru"} {
		w := c.Language(code)
		mark, short := strings.TrimSuffix(w.Text("results.base"), "{base}"), w.Text("seal.short")
		long, column, rows := w.Text("seal.long"), w.Text("seal.column"), w.Text("charts.seal_rows")
		for _, s := range samples {
			for _, text := range table.FindAllString(render(t, s.page(w)), -1) {
				head, body, _ := strings.Cut(text, "<tbody>")
				if strings.Contains(body, "%<") && !strings.Contains(head, mark) {
					t.Errorf("%s.%s: a table of percents names no base:\n%s", s.name, code, head)
				}
				if strings.Contains(text, `class="p"`) || strings.Contains(text, " pre\"") {
					if !strings.Contains(head, short) || strings.Count(text, long)+strings.Count(text, column)+strings.Count(text, rows) != 1 {
						t.Errorf("%s.%s: a table of scanner figures lacks its seal:\n%s", s.name, code, head)
					}
				}
			}
		}
	}
}
