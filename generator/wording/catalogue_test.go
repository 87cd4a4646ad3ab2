package wording

import (
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// withTexts are catalogues with the real formats and these files.
func withTexts(t testing.TB, files map[string]string) (*Catalogue, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, code := range []string{"ky", "ru", "en"} {
		name := code + "/formats.yaml"
		data, err := os.ReadFile("../../templates/i18n/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(fsys)
}

func loaded(t testing.TB, files map[string]string) *Catalogue {
	t.Helper()
	c, err := withTexts(t, files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const samples = `
place:
  title: "{name}: добуш берүүнүн жыйынтыктары"
  both: "{a} / {b}"
  plain: баарына каршы
  precincts:
    one: "{n} участок ({place})"
    other: "{n} участок: {place}"
roles:
  other: {title: башка}
`

func TestText(t *testing.T) {
	c := loaded(t, map[string]string{"ky/site.yaml": samples})
	l := c.Language("ky")
	for _, test := range []struct{ sentence, got, want string }{
		{"a text is found by its dotted key", l.Text("place.plain"), "баарына каршы"},
		{"a placeholder becomes the string given", l.Text("place.title", "name", "Ош"), "Ош: добуш берүүнүн жыйынтыктары"},
		{"a value is not searched for placeholders", l.Text("place.both", "a", "{b}", "b", "б"), "{b} / б"},
		{"numbers are written as numbers", l.Text("place.both", "a", 1204, "b", int64(-1204)), "1\u00a0204 / \u22121\u00a0204"},
		{"amounts and shares are written as such", l.Text("place.both", "a", AtLeastOf(12408), "b", Share{1, 3, true, false}), "кеминде 12\u00a0408 / 33,33%"},
		{"unknown is not zero inside a text", l.Text("place.both", "a", Amount{}, "b", Share{}), "маалымат жок / маалымат жок"},
		{"dates and times are written as such", l.Text("place.both", "a", Date{2027, 1, 24},
			"b", time.Date(2027, 1, 24, 21, 15, 0, 0, time.UTC)), "2027-жылдын 24-январы / 24.01.2027, 21:15 (UTC)"},
		{"a bilingual text is written in the language", l.Text("place.both", "a", Text{"ооба", "да"}, "b", Text{"", "да"}), "ооба / да"},
		{"without values the text stands as it is", l.Text("place.both"), "{a} / {b}"},
		{"a map with other names beside is not a plural", l.Text("roles.other.title"), "башка"},
		{"the form goes with the number", l.Plural("place.precincts", 1, "place", "Ош"), "1 участок (Ош)"},
		{"n is written as a number", l.Plural("place.precincts", 2492, "place", "Ош"), "2\u00a0492 участок: Ош"},
		{"n may be given as an amount", l.Plural("place.precincts", 5, "place", "Ош", "n", AtLeastOf(5)), "кеминде 5 участок: Ош"},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %q, want %q", test.got, test.want)
			}
		})
	}
	if missing := c.Missing(); len(missing) > 0 {
		t.Errorf("missing: %v", missing)
	}
}

func TestMissingIsToldFromAllGoroutines(t *testing.T) {
	c := loaded(t, map[string]string{"ky/site.yaml": samples})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			ky, ru := c.Language("ky"), c.Language("ru")
			for range 100 {
				ky.Text("place.nowhere")
				ru.Plural("place.precincts", 3)
				ky.Text("place.precincts")
				ky.Plural("place.plain", 1)
				ky.Text("place.title", "nmae", "Ош")
				ky.Text("place.title", "name", 0.5)
				ky.Plural("place.precincts", 3)
				ky.Text("place.title", "name")
				ky.Text("place.plain")
				ky.Compare("ң", "о")
			}
		})
	}
	group.Wait()
	want := []string{
		"ky: place.nowhere",
		"ky: place.plain (it has no plural forms)",
		"ky: place.precincts (it has plural forms)",
		"ky: place.precincts {place}",
		"ky: place.title {name}",
		"ru: place.precincts",
	}
	if diff := cmp.Diff(want, c.Missing()); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	if got := c.Language("ky").Text("place.nowhere"); got != "[place.nowhere]" {
		t.Errorf("a missing text is %q", got)
	}
}

func TestKeys(t *testing.T) {
	c := loaded(t, map[string]string{"ky/site.yaml": samples, "ky/pages.yaml": "place: {more: дагы}\n"})
	var got []string
	for _, key := range c.Keys("ky") {
		if !strings.HasPrefix(key, "formats.") {
			got = append(got, key)
		}
	}
	want := []string{"place.both", "place.more", "place.plain", "place.precincts", "place.title", "roles.other.title"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	if c.Language("kk") != nil || c.Keys("kk") != nil {
		t.Error("a language without a folder speaks")
	}
	forms := map[string]string{"one": "{n} участок ({place})", "other": "{n} участок: {place}"}
	if got := c.Language("ky").Forms("place.precincts"); !maps.Equal(got, forms) {
		t.Errorf("forms are %v", got)
	}
	if got := c.Language("ky").Forms("place.plain"); got != nil {
		t.Errorf("forms of a plain text are %v", got)
	}
}

func TestLoadNamesFileAndLine(t *testing.T) {
	for _, test := range []struct{ sentence, text, want string }{
		{"a key twice in a map", "a: б\nc: г\na: д\n", "ky/site.yaml:3: a is already at line 1"},
		{"a map twice in a map", "a: {b: в}\nc: г\na: {d: е}\n", "ky/site.yaml:3: a is already at line 1"},
		{"a key twice by its dots", "a: {b: в}\na.b: г\n", "ky/site.yaml:2: a.b is already at ky/site.yaml:1"},
		{"a key of another file", "place:\n  plain: в\n", "ky/site.yaml:2: place.plain is already at ky/pages.yaml:5"},
		{"a number", "a: б\nb: 10\n", "ky/site.yaml:2: b is not a text"},
		{"a truth value", "a: true\n", "ky/site.yaml:1: a is not a text"},
		{"nothing", "a:\n", "ky/site.yaml:1: a is not a text"},
		{"a date", "a: 2027-01-24\n", "ky/site.yaml:1: a is not a text"},
		{"a list", "a: [б, в]\n", "ky/site.yaml:1: a is not a text"},
		{"an alias", "a: &x б\nb: *x\n", "ky/site.yaml:2: b is not a text"},
		{"a merged map", "a: &x {c: б}\nb:\n  <<: *x\n", `ky/site.yaml:3: the key "<<" under "b" is not a text`},
		{"a number as a key", "a:\n  7: б\n", `ky/site.yaml:2: the key "7" under "a" is not a text`},
		{"an empty map", "a: {}\n", "ky/site.yaml:1: a is empty"},
		{"a list of texts", "- а\n", "ky/site.yaml:1: not a map of texts"},
		{"two documents", "a: б\n---\nb: в\n", "ky/site.yaml: a second YAML document"},
		{"no YAML", "a: 'б\n", "ky/site.yaml: yaml:"},
		{"an open brace", "a: \"{name\"\n", "ky/site.yaml:1: a brace"},
		{"a closing brace", "a: \"name}\"\n", "ky/site.yaml:1: a brace"},
		{"a nameless placeholder", "a: \"{}\"\n", "ky/site.yaml:1: a brace"},
		{"a placeholder with a space", "a: \"{the name}\"\n", "ky/site.yaml:1: a brace"},
		{"a plural form that is missing", "a:\n  one: б\n", "ky/site.yaml:1: a lacks the plural form other"},
		{"a plural form of another language", "a:\n  one: б\n  few: б\n  other: б\n", "ky/site.yaml:3: a.few: the language ky has no such plural form"},
		{"a plural form twice", "a:\n  one: б\n  one: б\n  other: б\n", "ky/site.yaml:3: a.one is already at ky/site.yaml:2"},
		{"a plural form that is no text", "a:\n  one: 1\n  other: б\n", "ky/site.yaml:2: a.one is not a text"},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			_, err := withTexts(t, map[string]string{"ky/pages.yaml": samples, "ky/site.yaml": test.text})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want it to say %q", err, test.want)
			}
		})
	}
}

func TestLoadTellsAllProblemsOfAFile(t *testing.T) {
	_, err := withTexts(t, map[string]string{"ky/site.yaml": "a: 1\nb:\n  c: 2\n  d: в\n  d: г\n"})
	if err == nil {
		t.Fatal("no error")
	}
	want := "load catalogue ky: ky/site.yaml:1: a is not a text"
	if !strings.HasPrefix(err.Error(), want) || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v", err)
	}
}

func TestLoadRefusesFolders(t *testing.T) {
	for _, test := range []struct {
		sentence, want string
		files          fstest.MapFS
	}{
		{"a language of the site is not there", "load catalogue ky: there is no folder", fstest.MapFS{}},
		{"a language has no formats", "load catalogue ky: formats.thousands is missing", fstest.MapFS{"ky/site.yaml": {}}},
		{"a folder is not a language", `"notes!" is not a language code`, fstest.MapFS{"notes!/a.yaml": {}}},
		{"a file is not YAML", "ky/site.yml is not a .yaml file", fstest.MapFS{"ky/site.yml": {}}},
		{"a date pattern asks for what it cannot get", "ky/formats.yaml:1: formats.date knows the placeholders [year month day], not {hour}",
			fstest.MapFS{"ky/formats.yaml": {Data: []byte(`formats: {date: "{hour}"}`)}}},
		{"a percent pattern has no place for the number", "ky/formats.yaml:1: formats.percent lacks the placeholder {n}",
			fstest.MapFS{"ky/formats.yaml": {Data: []byte(`formats: {percent: "%"}`)}}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			_, err := Load(test.files)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want it to say %q", err, test.want)
			}
		})
	}
}

func TestTextFallsBackToTheOtherLanguage(t *testing.T) {
	for _, test := range []struct {
		text       Text
		code, want string
	}{
		{Text{"Ысык-Көл", "Иссык-Куль"}, "ky", "Ысык-Көл"},
		{Text{"Ысык-Көл", "Иссык-Куль"}, "ru", "Иссык-Куль"},
		{Text{"", "Иссык-Куль"}, "ky", "Иссык-Куль"},
		{Text{"Ысык-Көл", ""}, "ru", "Ысык-Көл"},
		{Text{"Ысык-Көл", "Иссык-Куль"}, "en", "Ысык-Көл"},
		{Text{}, "ky", ""},
	} {
		if got := test.text.In(test.code); got != test.want {
			t.Errorf("%+v in %s is %q, want %q", test.text, test.code, got, test.want)
		}
	}
}

func BenchmarkText(b *testing.B) {
	l := loaded(b, map[string]string{"ky/site.yaml": samples}).Language("ky")
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			printed = l.Text("place.plain")
		}
	})
	b.Run("filled", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			printed = l.Text("place.both", "a", AtLeastOf(12408), "b", Share{1, 3, true, false})
		}
	})
	b.Run("plural", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			printed = l.Plural("place.precincts", 2492, "place", "Ош")
		}
	})
}
