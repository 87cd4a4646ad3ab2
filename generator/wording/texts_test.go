package wording

import (
	"iter"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// all are the texts of a language by key; a plural form has its name at the end
// of the key.
func (l *Language) all() iter.Seq2[string, message] {
	return func(yield func(string, message) bool) {
		for _, key := range l.catalogue.Keys(l.code) {
			if m, ok := l.texts[key]; ok {
				if !yield(key, m) {
					return
				}
				continue
			}
			for _, form := range l.pluralForms() {
				if !yield(key+" "+pluralNames[form], l.plurals[key].messages[form]) {
					return
				}
			}
		}
	}
}

func (m message) placeholders() map[string]bool {
	names := map[string]bool{}
	for _, p := range m.parts {
		if p.name != "" {
			names[p.name] = true
		}
	}
	return names
}

// placeholders are the names in a text; in one with plural forms, those of any
// form.
func (l *Language) placeholders(key string) map[string]bool {
	if m, ok := l.texts[key]; ok {
		return m.placeholders()
	}
	names := map[string]bool{}
	if f := l.plurals[key]; f != nil {
		for _, m := range f.messages {
			maps.Copy(names, m.placeholders())
		}
	}
	return names
}

func TestTextsOfBothLanguagesMatch(t *testing.T) {
	c := real(t)
	ky, ru := c.Language("ky"), c.Language("ru")
	if diff := cmp.Diff(c.Keys("ky"), c.Keys("ru")); diff != "" {
		t.Errorf("keys (-ky +ru):\n%s", diff)
	}
	for _, key := range c.Keys("ky") {
		if _, ok := slices.BinarySearch(c.Keys("ru"), key); !ok {
			continue
		}
		comparePlaceholders(t, key, ky, ru)
		if (ky.plurals[key] == nil) != (ru.plurals[key] == nil) {
			t.Errorf("%s has plural forms in one language only", key)
		}
	}
}

// English has what the command line prints: all of those files, nothing else.
func TestEnglishMatches(t *testing.T) {
	c := real(t)
	en, ky := c.Language("en"), c.Language("ky")
	belongs := func(m message) bool {
		file, _, _ := strings.Cut(path.Base(m.at), ":")
		return file == "formats.yaml" || file == "findings.yaml" || file == "checks.yaml" || file == "cli.yaml"
	}
	keys := func(l *Language) []string {
		found := map[string]bool{}
		for key, m := range l.all() {
			if key, _, _ := strings.Cut(key, " "); belongs(m) {
				found[key] = true
			}
		}
		return slices.Sorted(maps.Keys(found))
	}
	if diff := cmp.Diff(keys(ky), c.Keys("en")); diff != "" {
		t.Errorf("keys (-ky +en):\n%s", diff)
	}
	for _, key := range c.Keys("en") {
		if slices.Contains(keys(ky), key) {
			comparePlaceholders(t, key, ky, en)
		}
	}
}

func comparePlaceholders(t *testing.T, key string, a, b *Language) {
	t.Helper()
	if diff := cmp.Diff(a.placeholders(key), b.placeholders(key)); diff != "" {
		t.Errorf("placeholders of %s (-%s +%s):\n%s", key, a.code, b.code, diff)
	}
}

// Every plural form says everything; only the form for one thing may leave the
// number to the noun.
func TestPluralFormsAreComplete(t *testing.T) {
	c := real(t)
	for _, code := range []string{"ky", "ru", "en"} {
		l := c.Language(code)
		for key, f := range l.plurals {
			for _, form := range l.pluralForms() {
				m := f.messages[form]
				want, got := l.placeholders(key), m.placeholders()
				if pluralNames[form] == "one" && code != "ru" { // one is also 21 in Russian
					delete(want, "n")
					delete(got, "n")
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s %s (-all forms +this form):\n%s", m.at, key, pluralNames[form], diff)
				}
			}
		}
	}
}

var spellings = []struct {
	sentence string
	wrong    *regexp.Regexp
	codes    []string
}{
	{"no Kazakh letters, no look-alikes of Kyrgyz ones", regexp.MustCompile(`[әғқұһіӘҒҚҰҺІѳѲӊӉ]`), Codes},
	{"no Kyrgyz letters in Russian", regexp.MustCompile(`[ңөүҢӨҮ]`), []string{"ru"}},
	{"no Cyrillic in English", regexp.MustCompile(`\p{Cyrillic}`), []string{"en"}},
	{"no double spaces", regexp.MustCompile(`[ \x{a0}]{2}`), []string{"ky", "ru", "en"}},
	{"no lone Latin letter in a Cyrillic word", regexp.MustCompile(
		`\p{Cyrillic}[A-Za-z](\P{L}|\p{Cyrillic}|$)|(\P{L}|^)[A-Za-z]\p{Cyrillic}`), Codes},
	{"no space before punctuation", regexp.MustCompile(`[ \x{a0}][,.;:!?](\s|$)`), []string{"ky", "ru", "en"}},
	{"only composed letters", regexp.MustCompile(`\p{Mn}`), []string{"ky", "ru", "en"}},
}

func TestSpelling(t *testing.T) {
	c := real(t)
	for _, rule := range spellings {
		t.Run(rule.sentence, func(t *testing.T) {
			for _, code := range rule.codes {
				for key, m := range c.Language(code).all() {
					if wrong := rule.wrong.FindString(m.raw); wrong != "" {
						t.Errorf("%s: %s has %q in %q", m.at, key, wrong, m.raw)
					}
				}
			}
		})
	}
	t.Run("no empty texts, no spaces around a text, one line only", func(t *testing.T) {
		for _, code := range []string{"ky", "ru", "en"} {
			for key, m := range c.Language(code).all() {
				if key == "formats.thousands" {
					continue
				}
				if trimmed := strings.TrimFunc(m.raw, unicode.IsSpace); trimmed == "" || trimmed != m.raw {
					t.Errorf("%s: %s is %q", m.at, key, m.raw)
				}
			}
		}
	})
}

func TestEveryFormatHasItsPlaceInEveryLanguage(t *testing.T) {
	c := real(t)
	for _, code := range []string{"ky", "ru", "en"} {
		for key, m := range c.Language(code).all() {
			if file := code + "/formats.yaml:"; strings.HasPrefix(key, "formats.") != strings.HasPrefix(m.at, file) {
				t.Errorf("%s: %s: formats, and only they, lie in formats.yaml", m.at, key)
			}
		}
	}
}
