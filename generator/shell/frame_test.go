package shell

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"achyk/generator/wording"
)

func page() Page {
	return Page{
		Path:        "demo/precincts/9001.html",
		Title:       "№ 9001",
		Description: "Участок",
		Breadcrumbs: []Crumb{{"Окуу", "demo/index.html"}, {"№ 9001", ""}},
		Scripts:     []string{"assets/find.js"},
		Main: func(w io.Writer) error {
			_, err := io.WriteString(w, "<h1>№ 9001</h1>")
			return err
		},
	}
}

func pour(t *testing.T, s *Shell, p Page) []byte {
	t.Helper()
	var w bytes.Buffer
	if err := s.Frame("ky", "election").Pour(&w, p); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

func TestAPouredPageIsWhole(t *testing.T) {
	got := string(pour(t, shellOf(t), page()))
	for _, want := range []string{
		`<html lang="ky">`,
		`<title>№ 9001 – Ачык</title>`,
		`<meta name="description" content="Участок">`,
		`<link rel="canonical" href="https://example.org/achyk/ky/demo/precincts/9001.html">`,
		`<link rel="alternate" hreflang="ky" href="https://example.org/achyk/ky/demo/precincts/9001.html">`,
		`<link rel="alternate" hreflang="ru" href="https://example.org/achyk/ru/demo/precincts/9001.html">`,
		`<link rel="alternate" hreflang="x-default" href="https://example.org/achyk/ky/demo/precincts/9001.html">`,
		`<script src="../../../assets/find.js" defer></script>`,
		`<link rel="stylesheet" href="../../../assets/site.`,
		`<a href="../../../ru/demo/precincts/9001.html" lang="ru" hreflang="ru" rel="alternate">Русский</a>`,
		`<li><a href="../../../ky/demo/index.html">Окуу</a></li>`,
		`<li aria-current="page">№ 9001</li>`,
		`<a class="skip" href="#main">`,
		"<main id=\"main\" tabindex=\"-1\">\n<h1>№ 9001</h1>\n</main>",
		`<a href="../../../ky/privacy.html">`,
		`<a href="../../../ky/index.html" aria-current="true">Шайлоолор</a>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(got, slotPrefix) {
		t.Error("a slot is left")
	}
	if strings.Contains(got, "noindex") || strings.Contains(got, `class="training"`) {
		t.Error("a page of a real election says that it is none")
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestAPageOfATrainingElectionSaysSo(t *testing.T) {
	p := page()
	p.Training = true
	got := string(pour(t, shellOf(t), p))
	for _, want := range []string{
		`<title>№ 9001 – Окуу шайлоосу – Ачык</title>`,
		`content="Окуу шайлоосу. Участок"`,
		`<meta name="robots" content="noindex">`,
		`<aside class="training" aria-label="Окуу шайлоосу"><p>Бул – окуу шайлоосу.`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestTextIsEscaped(t *testing.T) {
	p := page()
	p.Title = `<b>"R&D"'s`
	p.Description = `"><script>`
	p.Breadcrumbs = []Crumb{{"<i>", `demo/"x".html`}, {"<u>", ""}}
	got := string(pour(t, shellOf(t), p))
	for _, want := range []string{
		`<title>&lt;b&gt;&#34;R&amp;D&#34;&#39;s – Ачык</title>`,
		`content="&#34;&gt;&lt;script&gt;"`,
		`/demo/&#34;x&#34;.html">&lt;i&gt;</a>`,
		`<li aria-current="page">&lt;u&gt;</li>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// The editorial pages are finished by Hugo, the others by Pour: a reader must
// not see which is which.
func TestBothRenderersMakeTheSamePage(t *testing.T) {
	s := shellOf(t)
	for _, path := range []string{"about.html", "announcements/2026-11-22-test-mode.html"} {
		for _, code := range wording.Codes {
			want := s.file(t, code+"/"+path)
			_, rest, _ := strings.Cut(want, `<main id="main" tabindex="-1">`+"\n")
			main, _, _ := strings.Cut(rest, "\n</main>")
			p := Page{Path: path, Title: between(want, "<h1>", "</h1>"), Main: func(w io.Writer) error {
				_, err := io.WriteString(w, main)
				return err
			}}
			p.Description = between(want, `<meta name="description" content="`, `"`)
			if strings.HasPrefix(path, "announcements/") {
				p.Breadcrumbs = []Crumb{{between(s.file(t, code+"/announcements/index.html"), "<h1>", "</h1>"), "announcements/index.html"}}
			}
			p.Breadcrumbs = append(p.Breadcrumbs, Crumb{p.Title, ""})
			var w bytes.Buffer
			if err := s.Frame(code, "editorial").Pour(&w, p); err != nil {
				t.Fatal(err)
			}
			// The menu marks the page it leads to; a frame is for no page of it.
			want = strings.Replace(want, `" aria-current="page">`, `">`, 1)
			if got := w.String(); got != want {
				t.Errorf("%s/%s differs:\n%s", code, path, firstDifference(got, want))
			}
		}
	}
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "poured: " + g[i] + "\nHugo:   " + w[i]
		}
	}
	return "one is longer"
}

func TestEveryFrameIsThere(t *testing.T) {
	s := shellOf(t)
	for _, code := range wording.Codes {
		for _, section := range Sections {
			if f := s.Frame(code, section); f == nil || f.training == nil {
				t.Errorf("no frame for %s %s", code, section)
			}
		}
	}
	if s.Frame("ky", "shop") != nil {
		t.Error("a frame for a section there is not")
	}
}

func TestAFrameIsLight(t *testing.T) {
	p := page()
	p.Training = true
	p.Main = nil
	if n := zipped(t, pour(t, shellOf(t), p)); n > 2000 {
		t.Errorf("an empty page weighs %d bytes compressed", n)
	}
}

func TestAFailingMainNamesItsPage(t *testing.T) {
	p := page()
	p.Main = func(io.Writer) error { return errors.New("no ink") }
	err := shellOf(t).Frame("ru", "election").Pour(new(bytes.Buffer), p)
	if err == nil || err.Error() != "page ru/demo/precincts/9001.html: no ink" {
		t.Error(err)
	}
}

func TestAssetsAreFoundByName(t *testing.T) {
	s := shellOf(t)
	for _, name := range []string{"css/site.css", "icons/favicon.svg", "icons/touch.png"} {
		path, ok := s.Asset(name)
		if !ok || !strings.HasPrefix(path, "assets/") {
			t.Errorf("%s is at %q", name, path)
			continue
		}
		s.file(t, path)
	}
	if path, ok := s.Asset("css/none.css"); ok {
		t.Errorf("css/none.css is at %s", path)
	}
}

// What others made goes out as it came, with the notices that its licences want to
// stand in every copy, and is there or is not without a word from the shell.
func TestAScriptOfOthersIsPublishedAsItCame(t *testing.T) {
	in := input(t)
	script := "/*! Their notice. */\n// And a remark.\nwindow.echarts   =   { version :  1 }\n"
	in.Source.Static = changed(t, in.Source.Static, map[string]string{"vendor/echarts.js": script})
	s, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	path, ok := s.Asset("vendor/echarts.js")
	if !ok || !strings.HasPrefix(path, "assets/echarts.") {
		t.Fatalf("it is at %q", path)
	}
	if got := s.file(t, path); got != script {
		t.Errorf("it was changed to %q", got)
	}
	in.Source.Static = changed(t, in.Source.Static, map[string]string{"vendor/echarts.js": ""})
	if s, err = Render(in); err != nil {
		t.Fatal(err)
	}
	if path, ok := s.Asset("vendor/echarts.js"); ok {
		t.Errorf("a program without it has it at %s", path)
	}
}

func BenchmarkPour(b *testing.B) {
	s, err := rendered()
	if err != nil {
		b.Fatal(err)
	}
	f, p := s.Frame("ky", "election"), page()
	var w bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		w.Reset()
		if err := f.Pour(&w, p); err != nil {
			b.Fatal(err)
		}
	}
}
