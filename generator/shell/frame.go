package shell

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"

	"achyk/generator/wording"
)

// Sections are the kinds of pages frames exist for: those the editors write,
// and those of an election.
var Sections = []string{"editorial", "election"}

// A frameName says which pages a frame is for. Training elections have frames
// of their own, so that no page of one can lack the words that say so.
type frameName struct {
	language, section string
	training          bool
}

func frameNames() []frameName {
	var names []frameName
	for _, code := range wording.Codes {
		for _, section := range Sections {
			names = append(names, frameName{code, section, false}, frameName{code, section, true})
		}
	}
	return names
}

func (n frameName) file() string {
	if n.training {
		return "frame-" + n.section + "-training"
	}
	return "frame-" + n.section
}

// path is where Hugo renders the frame, in a folder that is not published.
func (n frameName) path() string { return unpublished + n.language + "/" + n.file() + ".html" }

// slotPrefix begins every token; nothing else in a frame may.
const slotPrefix = "achyk-slot-"

// A slot is a place in a frame that each page fills.
type slot struct {
	name  string
	times int // how often it must be found; anyTimes: at least once
	fill  func(w *bytes.Buffer, f *Frame, p *Page) error
}

const anyTimes = 0

var slots = []slot{
	{"title", 1, fillTitle},
	{"description", 1, fillDescription},
	{"canonical", 1, fillCanonical},
	{"alternates", 1, fillAlternates},
	{"robots", 1, fillRobots},
	{"assets", 1, fillAssets},
	{"root", anyTimes, fillRoot},
	{"language", 1, fillLanguage},
	{"breadcrumbs", 1, fillBreadcrumbs},
	{"main", 1, fillMain},
}

// A Frame is a page of chrome, cut at its slots. It is safe for concurrent
// use.
type Frame struct {
	language string
	base     string
	pieces   []piece
	training *Frame // for pages of training elections; nil in such a frame
}

// A piece is a stretch of the frame and the slot that follows it; the last one
// has none.
type piece struct {
	text []byte
	slot *slot
}

// A Page is what a page puts into its frame. All paths are keys below the
// folder of the language and the same in both, such as
// "demo/precincts/9001.html".
type Page struct {
	Path        string
	Title       string // without the name of the site
	Description string
	NoIndex     bool
	Training    bool     // of a training election: banner, marked title, noindex
	Feed        string   // the feed that a reader of the page may want to follow, as Path; empty = none
	Breadcrumbs []Crumb  // below the home page, this page last
	Scripts     []string // as [Shell.Asset] gives them
	Main        func(io.Writer) error
}

// A Crumb is a step on the way to a page. The page itself has no path.
type Crumb struct{ Text, Path string }

// cut makes a frame of a rendered page. Each slot must be there as often as
// the layout is meant to have it: a page without its title, or with a token
// left in it, must not be found out by a reader.
func cut(name frameName, base string, page []byte) (*Frame, error) {
	f := &Frame{language: name.language, base: base}
	found := make([]int, len(slots))
	for rest := page; ; {
		before, after, more := bytes.Cut(rest, []byte(slotPrefix))
		if !more {
			f.pieces = append(f.pieces, piece{text: rest})
			break
		}
		i := slotAt(after)
		if i < 0 {
			return nil, fmt.Errorf("frame %s: there is no slot %s%.20s", name.path(), slotPrefix, after)
		}
		found[i]++
		f.pieces = append(f.pieces, piece{text: before, slot: &slots[i]})
		rest = after[len(slots[i].name):]
	}
	for i, s := range slots {
		if found[i] == 0 || s.times != anyTimes && found[i] != s.times {
			return nil, fmt.Errorf("frame %s: slot %s%s is there %d times, not %s", name.path(), slotPrefix, s.name, found[i], s.expected())
		}
	}
	return f, nil
}

func slotAt(text []byte) int {
	for i, s := range slots {
		if bytes.HasPrefix(text, []byte(s.name)) {
			return i
		}
	}
	return -1
}

func (s slot) expected() string {
	if s.times == anyTimes {
		return "at least once"
	}
	return fmt.Sprint(s.times)
}

// Pour writes a whole page: the frame, with the page's own in its slots. Only
// Main can fail.
func (f *Frame) Pour(w *bytes.Buffer, p Page) error {
	if p.Training && f.training != nil {
		f = f.training
	}
	for i := range f.pieces {
		w.Write(f.pieces[i].text)
		if s := f.pieces[i].slot; s != nil {
			if err := s.fill(w, f, &p); err != nil {
				return fmt.Errorf("page %s/%s: %w", f.language, p.Path, err)
			}
		}
	}
	return nil
}

// text writes text so that it is safe between tags and in quoted attributes.
func text(w *bytes.Buffer, parts ...string) {
	for _, s := range parts {
		if strings.ContainsAny(s, `&<>"'`) {
			s = html.EscapeString(s)
		}
		w.WriteString(s)
	}
}

func fillTitle(w *bytes.Buffer, _ *Frame, p *Page) error {
	text(w, p.Title)
	return nil
}

func fillDescription(w *bytes.Buffer, _ *Frame, p *Page) error {
	text(w, p.Description)
	return nil
}

func fillCanonical(w *bytes.Buffer, f *Frame, p *Page) error {
	text(w, f.base, f.language, "/", p.Path)
	return nil
}

// fillAlternates names the page in each language for search engines; readers
// of neither are sent to the choice of language, or to the Kyrgyz page.
func fillAlternates(w *bytes.Buffer, f *Frame, p *Page) error {
	for _, code := range wording.Codes {
		alternate(w, code, f.base, code, "/", p.Path)
	}
	if p.Path == homePage {
		alternate(w, "x-default", f.base)
	} else {
		alternate(w, "x-default", f.base, wording.Codes[0], "/", p.Path)
	}
	if p.Feed != "" {
		w.WriteString(`<link rel="alternate" type="application/atom+xml" href="`)
		root(w, p)
		text(w, f.language, "/", p.Feed)
		w.WriteString("\">\n")
	}
	return nil
}

func alternate(w *bytes.Buffer, language string, address ...string) {
	w.WriteString(`<link rel="alternate" hreflang="`)
	w.WriteString(language)
	w.WriteString(`" href="`)
	text(w, address...)
	w.WriteString("\">\n")
}

func fillRobots(w *bytes.Buffer, _ *Frame, p *Page) error {
	if p.NoIndex || p.Training {
		w.WriteString(`<meta name="robots" content="noindex">` + "\n")
	}
	return nil
}

func fillAssets(w *bytes.Buffer, _ *Frame, p *Page) error {
	for _, script := range p.Scripts {
		w.WriteString(`<script src="`)
		root(w, p)
		text(w, script)
		w.WriteString("\" defer></script>\n")
	}
	return nil
}

func fillRoot(w *bytes.Buffer, _ *Frame, p *Page) error {
	root(w, p)
	return nil
}

// root writes the way from the page to the root of the site: out of the folder
// of its language, and out of those its path names.
func root(w *bytes.Buffer, p *Page) {
	for range 1 + strings.Count(p.Path, "/") {
		w.WriteString("../")
	}
}

func fillLanguage(w *bytes.Buffer, f *Frame, p *Page) error {
	root(w, p)
	w.WriteString(f.otherLanguage())
	w.WriteByte('/')
	text(w, p.Path)
	return nil
}

func (f *Frame) otherLanguage() string {
	for _, code := range wording.Codes {
		if code != f.language {
			return code
		}
	}
	return f.language
}

func fillBreadcrumbs(w *bytes.Buffer, f *Frame, p *Page) error {
	for _, crumb := range p.Breadcrumbs {
		if crumb.Path == "" {
			w.WriteString(`<li aria-current="page">`)
			text(w, crumb.Text)
		} else {
			w.WriteString(`<li><a href="`)
			root(w, p)
			w.WriteString(f.language)
			w.WriteByte('/')
			text(w, crumb.Path)
			w.WriteString(`">`)
			text(w, crumb.Text)
			w.WriteString("</a>")
		}
		w.WriteString("</li>\n")
	}
	return nil
}

func fillMain(w *bytes.Buffer, _ *Frame, p *Page) error {
	if p.Main == nil {
		return nil
	}
	return p.Main(w)
}
