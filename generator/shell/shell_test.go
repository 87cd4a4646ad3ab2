package shell

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"achyk/content"
	"achyk/generator/wording"
	"achyk/static"
)

// input is a site with everything set that a site can have.
func input(t testing.TB) Input {
	t.Helper()
	catalogue, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	both := func(ky, ru string) wording.Text { return wording.Text{Ky: ky, Ru: ru} }
	return Input{
		Source: Source{
			Content: content.FS,
			Layouts: os.DirFS("../../templates/hugo"),
			Static:  static.FS,
		},
		Catalogue: catalogue,
		BaseURL:   "https://example.org/achyk",
		Publisher: both("«Ачык» долбоору", "Проект «Ачык»"),
		Banner:    both("Сайт сыноо режиминде иштейт.", "Сайт работает в тестовом режиме."),
		Feedback:  "achyk@example.org",
		Previous:  Link{URL: "https://old.example.org/", Name: both("Эски сайт", "Старый сайт")},
		Licence:   Link{URL: "https://example.org/licence", Name: both("CC BY 4.0", "")},
		Elections: []Election{
			{ID: "demo", Name: both("Окуу", "Учебные"), Date: wording.Date{Year: 2030, Month: 1, Day: 1}, Training: true},
			{ID: "2017", Name: both("2017 <ш>", "2017 <в>"), Date: wording.Date{Year: 2017, Month: 10, Day: 15}},
			{ID: "2027", Name: both("2027", "2027"), Date: wording.Date{Year: 2027, Month: 1, Day: 24}, Summary: both("Эсептелүүдө.", "Идёт подсчёт.")},
		},
		AsOf:    time.Date(2027, 1, 24, 21, 15, 0, 0, time.FixedZone("", 6*3600)),
		Release: "r7",
	}
}

// rendered is the site of input, made once for all tests that only read it.
var rendered = sync.OnceValues(func() (*Shell, error) { return Render(input(fatal{})) })

// fatal lets input be used where there is no test yet.
type fatal struct{ testing.TB }

func (fatal) Helper()           {}
func (fatal) Fatal(args ...any) { panic(args) }

func shellOf(t *testing.T) *Shell {
	t.Helper()
	s, err := rendered()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Shell) file(t *testing.T, path string) string {
	t.Helper()
	for _, f := range s.Files {
		if f.Path == path {
			return string(f.Bytes)
		}
	}
	t.Fatalf("there is no %s", path)
	return ""
}

// changed is a file system with some files replaced; an empty text removes one.
func changed(t *testing.T, from fs.FS, with map[string]string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range with {
		if text == "" {
			delete(files, name)
			continue
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func TestEveryEditorialPageInBothLanguages(t *testing.T) {
	s := shellOf(t)
	want := []string{"404.html", "index.html"}
	err := fs.WalkDir(content.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if page, found := strings.CutSuffix(name, ".md"); found {
			want = append(want, strings.Replace(page, "_index", "index", 1)+".html")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, f := range s.Files {
		if !regexp.MustCompile(`^[a-z0-9/._-]+$`).MatchString(f.Path) {
			t.Errorf("%s is not a path for every store", f.Path)
		}
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		got[f.Path] = true
		if language, _, nested := strings.Cut(f.Path, "/"); nested {
			if f.Language != language || len(f.Twins) != len(wording.Codes) {
				t.Errorf("%s: language %q, twins %v", f.Path, f.Language, f.Twins)
			}
			for _, twin := range f.Twins {
				s.file(t, twin.Path)
			}
			if !strings.Contains(string(f.Bytes), `<html lang="`+language+`">`) {
				t.Errorf("%s does not say its language", f.Path)
			}
		}
		if f.NoIndex != (f.Path == "404.html") {
			t.Errorf("%s: noindex is %v", f.Path, f.NoIndex)
		}
	}
	for _, path := range want {
		if !got[path] {
			t.Errorf("%s is missing", path)
		}
		delete(got, path)
	}
	for path := range got {
		t.Errorf("%s is not of the content", path)
	}
	for _, code := range wording.Codes {
		if feed := s.file(t, code+"/announcements/feed.xml"); !strings.HasPrefix(feed, `<?xml version="1.0" encoding="utf-8"?>`) {
			t.Errorf("%s feed begins %.40q", code, feed)
		}
	}
}

// elements are the elements of a page, in order.
func elements(t *testing.T, page string) []html.Token {
	t.Helper()
	var tokens []html.Token
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return tokens
		case html.StartTagToken, html.SelfClosingTagToken:
			tokens = append(tokens, z.Token())
		}
	}
}

func attribute(element html.Token, name string) string {
	for _, a := range element.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestLinksAreRelativeAndLeadToAFile(t *testing.T) {
	s := shellOf(t)
	ids := map[string]map[string]bool{} // by page
	for _, f := range s.Files {
		ids[f.Path] = map[string]bool{}
		if strings.HasSuffix(f.Path, ".html") {
			for _, e := range elements(t, string(f.Bytes)) {
				id := attribute(e, "id")
				if id != "" && ids[f.Path][id] {
					t.Errorf("%s: id %s is there twice", f.Path, id)
				}
				ids[f.Path][id] = true
			}
		}
	}
	for _, f := range s.Files {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		for _, e := range elements(t, string(f.Bytes)) {
			for _, name := range []string{"href", "src"} {
				address := attribute(e, name)
				if address == "" || strings.HasPrefix(address, "mailto:") {
					continue
				}
				if strings.HasPrefix(address, "https://") {
					if e.Data != "link" && e.Data != "a" || strings.HasPrefix(address, s.base) && e.Data == "a" || attribute(e, "rel") == "stylesheet" {
						t.Errorf("%s: absolute link %s", f.Path, address)
					}
					continue
				}
				target, fragment, _ := strings.Cut(address, "#")
				switch {
				case f.Path == "404.html":
					target = strings.TrimPrefix(target, "/achyk/")
				case target == "":
					target = f.Path
				default:
					target = path.Join(path.Dir(f.Path), target)
				}
				if regexp.MustCompile(`^(ky|ru)/(demo|2017|2027)/index\.html$`).MatchString(target) {
					continue // written by the pages of the election
				}
				if strings.HasPrefix(target, "/") || ids[target] == nil {
					t.Errorf("%s: %s leads nowhere", f.Path, address)
				} else if fragment != "" && !ids[target][fragment] {
					t.Errorf("%s: there is no #%s in %s", f.Path, fragment, target)
				}
			}
		}
	}
}

// A link to a place on a page keeps working when its reader changes language.
func TestAnchorsAreTheSameInBothLanguages(t *testing.T) {
	s := shellOf(t)
	for _, f := range s.Files {
		var anchors [2][]string
		for i, twin := range f.Twins {
			for _, e := range elements(t, s.file(t, twin.Path)) {
				if id := attribute(e, "id"); id != "" {
					anchors[i] = append(anchors[i], id)
				}
			}
		}
		if diff := cmp.Diff(anchors[0], anchors[1]); diff != "" {
			t.Errorf("%s: %s", f.Path, diff)
		}
	}
}

func TestNothingInlineAndNoThirdParty(t *testing.T) {
	for _, f := range shellOf(t).Files {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		for _, e := range elements(t, string(f.Bytes)) {
			if e.Data == "style" || e.Data == "script" && attribute(e, "src") == "" || attribute(e, "style") != "" {
				t.Errorf("%s: inline %s", f.Path, e)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: inline script in %s", f.Path, e)
				}
			}
		}
	}
}

func TestHomeListsRealElectionsNewestFirst(t *testing.T) {
	home := shellOf(t).file(t, "ru/index.html")
	text := html.UnescapeString(home)
	var got []string
	for _, e := range elements(t, home) {
		if href := attribute(e, "href"); regexp.MustCompile(`^\.\./ru/(demo|20..)/`).MatchString(href) {
			got = append(got, href)
		}
	}
	if diff := cmp.Diff([]string{"../ru/2027/index.html", "../ru/2017/index.html", "../ru/demo/index.html"}, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(home, "2017 &lt;") {
		t.Error("a name is not escaped")
	}
	for _, want := range []string{
		"2017 <в>", "Учебные выборы", "24 января 2027 года", "Идёт подсчёт.",
		"Это не официальный сайт", "Состояние данных: 24.01.2027, 21:15 (UTC+6)", "r7",
		"Сайт работает в тестовом режиме.", "mailto:achyk@example.org", "Старый сайт", "CC BY 4.0",
		"22 ноября 2026 года",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the home page does not say %q", want)
		}
	}
}

func TestAnOfficialSiteDoesNotDenyIt(t *testing.T) {
	in := input(t)
	in.Official = true
	in.Elections, in.Feedback, in.Banner, in.Previous, in.Licence = nil, "", wording.Text{}, Link{}, Link{}
	in.AsOf, in.Release = time.Time{}, ""
	s, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Files {
		for _, never := range []string{"не официальный", "расмий сайты эмес", `href=""`, "mailto:", `class="banner"`, "{time}"} {
			if bytes.Contains(f.Bytes, []byte(never)) {
				t.Errorf("%s says %q", f.Path, never)
			}
		}
	}
	if !strings.Contains(s.file(t, "ru/about.html"), "Это официальный сайт") {
		t.Error("the page about the portal does not say that it is official")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first := shellOf(t)
	// What a machine may differ in.
	for name, value := range map[string]string{
		"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "HUGO_TITLE": "other", "HUGO_UGLYURLS": "false",
	} {
		t.Setenv(name, value)
	}
	in := input(t)
	in.Source.Layouts = changed(t, in.Source.Layouts, nil)
	t.Chdir(t.TempDir())
	second, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.Files, second.Files); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(pour(t, first, page()), pour(t, second, page())) {
		t.Error("the frames differ")
	}
}

func TestNothingIsLeftOnTheDisk(t *testing.T) {
	in := input(t)
	in.Source.Layouts = changed(t, in.Source.Layouts, nil)
	dir := t.TempDir()
	for _, name := range []string{"HOME", "TMPDIR", "XDG_CACHE_HOME"} {
		t.Setenv(name, dir)
	}
	t.Chdir(dir)
	if _, err := Render(in); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestADateToComeIsPublished(t *testing.T) {
	in := input(t)
	announcement := "---\ntitle: Later\ndescription: d\ndate: 2099-12-31\n---\nText.\n"
	in.Source.Content = changed(t, in.Source.Content, map[string]string{
		"ky/announcements/later.md": announcement,
		"ru/announcements/later.md": announcement,
	})
	s, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"ru/announcements/index.html", "ru/announcements/feed.xml", "ru/index.html"} {
		text := s.file(t, path)
		later, earlier := strings.Index(text, "later.html"), strings.Index(text, "2026-11-22-test-mode.html")
		if later < 0 || earlier < later {
			t.Errorf("%s: the later announcement is at %d, the earlier one at %d", path, later, earlier)
		}
	}
	if !strings.Contains(s.file(t, "ky/announcements/later.html"), "2099-жылдын 31-декабры") {
		t.Error("the date is not written as the language writes it")
	}
}

func TestMistakesStopTheBuild(t *testing.T) {
	baseof, err := os.ReadFile("../../templates/hugo/baseof.html")
	if err != nil {
		t.Fatal(err)
	}
	header, err := os.ReadFile("../../templates/hugo/partials/header.html")
	if err != nil {
		t.Fatal(err)
	}
	layouts := func(name, text string) func(*testing.T, *Input) {
		return func(t *testing.T, in *Input) {
			in.Source.Layouts = changed(t, in.Source.Layouts, map[string]string{name: text})
		}
	}
	pages := func(name, text string) func(*testing.T, *Input) {
		return func(t *testing.T, in *Input) {
			in.Source.Content = changed(t, in.Source.Content, map[string]string{name: text})
		}
	}
	about := "---\ntitle: t\ndescription: d\n---\n"
	for _, c := range []struct {
		name   string
		change func(*testing.T, *Input)
		want   string
	}{
		{"a slot is missing", layouts("baseof.html", strings.Replace(string(baseof), "achyk-slot-main", "", 1)),
			"frame unpublished/ky/frame-editorial.html: slot achyk-slot-main is there 0 times, not 1"},
		{"a slot is there twice", layouts("baseof.html", strings.Replace(string(baseof), "achyk-slot-main", "achyk-slot-main achyk-slot-main", 1)),
			"slot achyk-slot-main is there 2 times, not 1"},
		{"a slot is misspelt", layouts("baseof.html", strings.Replace(string(baseof), "achyk-slot-main", "achyk-slot-mane", 1)),
			"there is no slot achyk-slot-mane"},
		{"a text is not in the catalogue", layouts("partials/header.html", strings.Replace(string(header), `t.html" "skip"`, `t.html" "slip"`, 1)),
			"ky: there is no text site.slip"},
		{"a layout is broken", layouts("page.html", `{{ define "main" }}`), `"templates/hugo/baseof.html:1:1": apply base template failed: template: page.html:1: unexpected EOF`},
		{"a link leads to no page", pages("ky/about.md", about+"[x](/nowhere.md)"), "content/ky/about.md: link to /nowhere.md, which is not a page"},
		{"a page is there in one language", pages("ru/about.md", ""), "content/ru/about.md is missing: it is there in ky only"},
		{"a date is none", pages("ky/about.md", "---\ntitle: t\ndescription: d\ndate: 22.11.2026\n---\n"), "date of content/ky/about.md"},
		{"the base address is not absolute", func(_ *testing.T, in *Input) { in.BaseURL = "example.org" }, "is not like https://example.org/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(t)
			c.change(t, &in)
			_, err := Render(in)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func zipped(t *testing.T, page []byte) int {
	t.Helper()
	var w bytes.Buffer
	z := gzip.NewWriter(&w)
	if _, err := z.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return w.Len()
}
