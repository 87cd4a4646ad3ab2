package templates

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/wording"
)

// asked finds a key in a component, and whether a word chosen at run time
// follows it.
var asked = regexp.MustCompile(`"([a-z_]+\.(?:[a-z_]+\.)*)([a-z_]*)"(\s*\+)?`)

var lists = []string{"discrepancies", "notes", "not-checkable", "held", "missing", "changes", "corrections", "decisions"}

// Families of keys of which a component prints one by a word in its struct: the
// words that generator/pages may put there.
var families = map[string][]string{
	"counts.shape.":      {"equal", "normal", "different", "unclear"},
	"charts.drawn.":      {"bars", "pairs", "stack", "histogram", "steps", "lines", "multiples"},
	"compares.":          {"within", "series", "summary", "levels", "contests", "parts", "list"},
	"decision.effect.":   {"void", "reinstate", "refuse", "recount", "determine", "revoke"},
	"decision.state.":    {"in_effect", "revoked", "undone"},
	"findings.effect.":   {"stop", "hold", "flag"},
	"force.":             {"held", "embargoed", "voided", "none"},
	"ledger.":            {"expected", "received", "published", "held", "voided", "waiting"},
	"list.intro.":        lists,
	"list.none.":         lists,
	"list.title.":        lists,
	"papers.why.":        {"digest", "withheld", "unscanned", "absent"},
	"precinct.in_force.": {"manual", "recount"},
	"precinct.kind.":     {"ordinary", "abroad", "remote", "mobile", "closed"},
	"progress.":          {"reported", "device", "voided", "held", "embargoed", "missing"},
	"reason.":            {"unread", "overtaken", "replaced", "formula", "nothing", "embargo", "device", "voided", "unsigned"},
	"records.kind.": {
		"voter_list_sums", "act_unused", "act_issued", "device_report", "protocol", "enlarged_protocol", "summary_table",
		"participation_list", "delivery_act", "minutes", "complaint", "decision",
	},
	"records.status.": {"pending", "satisfied", "partly", "declined", "returned", "forwarded", "withdrawn"},
	"rule.family.":    {"check", "finding"},
	"rule.severity.":  {"error", "warning", "information"},
	"selection.kind.": {"candidate", "list", "answer", "against_all"},
	"series.":         {"device", "manual", "recount", "summary"},
	"steps.":          {"listed", "identified", "list", "participated", "issued", "boxes"},
	"state.":          {"counted", "partial", "device", "missing", "voided", "held", "embargoed"},
	"verdict.":        {"holds", "fails", "noted", "open"},
	"summary.basis.":  {"summary", "protocol", "sum"},
	"summary.source.": {"summary", "protocol", "sum", "none"},
	"version.":        {"original", "corrected"},
}

func components(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("*.templ")
	if err != nil || len(paths) == 0 {
		t.Fatalf("list components: %v", err)
	}
	texts := map[string]string{}
	code, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, code...) {
		if strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[path] = string(data)
	}
	return texts
}

func TestEveryTextAskedForIsThere(t *testing.T) {
	c := catalogue(t)
	var want []string
	used := map[string]bool{}
	for path, text := range components(t) {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			if m[3] == "" {
				want = append(want, m[1]+m[2])
				continue
			}
			words, ok := families[m[1]]
			if !ok {
				t.Errorf("%s: the family %s… is not listed in this test", path, m[1])
			}
			used[m[1]] = true
			for _, word := range words {
				want = append(want, m[1]+word)
			}
		}
	}
	for family := range families {
		if !used[family] {
			t.Errorf("no component asks for %s…", family)
		}
	}
	for _, code := range wording.Codes {
		keys := c.Keys(code)
		for _, key := range want {
			if _, there := slices.BinarySearch(keys, key); !there {
				t.Errorf("%s: no text %s", code, key)
			}
		}
	}
}

// Texts that nobody prints mislead the next translator. The structs are filled
// in generator/pages, which asks for some of them by the last word of the key.
func TestEveryTextOfThePagesIsAskedFor(t *testing.T) {
	var sources strings.Builder
	for _, text := range components(t) {
		sources.WriteString(text)
	}
	paths, err := filepath.Glob("../generator/pages/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("list generator/pages: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources.Write(data)
	}
	for _, key := range pageKeys(t, "ky") {
		last := strings.LastIndex(key, ".") + 1
		whole := strings.Contains(sources.String(), `"`+key+`"`)
		built := strings.Contains(sources.String(), `"`+key[:last]+`"`) &&
			(slices.Contains(families[key[:last]], key[last:]) || strings.Contains(sources.String(), `"`+key[last:]+`"`))
		if !whole && !built {
			t.Errorf("nobody asks for %s", key)
		}
	}
}

// pageTexts are one language's catalogues of the result pages.
func pageTexts(t *testing.T, code string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"charts.yaml", "pages.yaml", "papers.yaml", "records.yaml"} {
		data, err := os.ReadFile(filepath.Join("i18n", code, name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

// pageKeys are the keys of one language's catalogues of the result pages.
func pageKeys(t *testing.T, code string) []string {
	t.Helper()
	var keys, path []string
	for line := range strings.Lines(pageTexts(t, code)) {
		body := strings.TrimLeft(strings.TrimRight(line, "\n"), " ")
		name, value, ok := strings.Cut(body, ":")
		if !ok || strings.HasPrefix(body, "#") {
			continue
		}
		depth := (len(line) - len(body) - 1) / 2
		path = append(path[:depth], name)
		if strings.TrimSpace(value) == "" {
			continue
		}
		switch name {
		case "one", "few", "many":
		case "other": // forms of one text
			keys = append(keys, strings.Join(path[:depth], "."))
		default:
			keys = append(keys, strings.Join(path, "."))
		}
	}
	return keys
}

func TestPagesSayTheSameInBothLanguages(t *testing.T) {
	if diff := cmp.Diff(pageKeys(t, "ky"), pageKeys(t, "ru")); diff != "" {
		t.Errorf("keys of the result pages, ky and ru, in their order:\n%s", diff)
	}
}

func TestComponentsHoldNoWordsOfTheirOwn(t *testing.T) {
	for path, text := range components(t) {
		for _, r := range text {
			if unicode.Is(unicode.Cyrillic, r) {
				t.Errorf("%s: Cyrillic text; it belongs in i18n", path)
				break
			}
		}
		// Data in a script element are data: no browser runs them.
		text = strings.ReplaceAll(text, `<script type="application/json"`, "")
		if strings.Contains(text, "style=") || strings.Contains(text, "<script") || strings.Contains(text, "onclick") {
			t.Errorf("%s: an inline style or script, which the policy of the site forbids", path)
		}
	}
}

// Kazakh letters look like Kyrgyz ones to a typist in a hurry.
func TestKyrgyzIsWrittenWithItsOwnLetters(t *testing.T) {
	for _, code := range wording.Codes {
		data := pageTexts(t, code)
		if i := strings.IndexAny(strings.ToLower(data), "қғұһіәѳӊ"); i >= 0 {
			t.Errorf("%s: a foreign letter near %q", code, data[max(0, i-20):i+10])
		}
	}
}
