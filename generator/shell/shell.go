// Package shell renders what surrounds the results and what is not a result:
// the frame of every page, the editorial pages, and the fingerprinted assets.
//
// It is the only room that knows Hugo, which runs here as a library, entirely
// in memory: sources are copied from the given file systems into one that
// Hugo believes to be a disk, and what it publishes is taken out of there. It
// reads no real file, opens no connection, starts no program, prints nothing
// and asks neither the clock nor the environment, so that the same input gives
// the same bytes everywhere. Whatever Hugo would warn about is an error here:
// a link to a page that is not there must not reach a reader.
//
// Editorial pages come out finished. For the hundreds of thousands of result
// pages Hugo renders one empty page a language, section and kind of election,
// with plain tokens where a page has its own words (achyk-slot-title and so
// on; comments and template marks would not survive). [Frame] cuts it once at
// the tokens, and [Frame.Pour] fills it with a few appends a page. The frames
// themselves are never published.
//
// Both kinds come from one layout, templates/hugo/baseof.html. Links inside
// the site are relative and name the exact key of an object, so a page says
// only its own path and the shell works out the way back to the root, its
// canonical address and its twin in the other language.
package shell

import (
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"achyk/generator/wording"
)

// A Source is where the shell reads from: the files embedded in the binary, or
// those of a working copy.
type Source struct {
	Content fs.FS // one folder a language, and glossary.yaml
	Layouts fs.FS // templates/hugo
	Static  fs.FS // css, icons, js
}

// An Input is everything a shell is made of.
type Input struct {
	Source    Source
	Catalogue *wording.Catalogue
	BaseURL   string // absolute, where the site will be found

	Publisher wording.Text
	Official  bool         // false: every page says that this is no official site
	Banner    wording.Text // a notice above every page; empty is none
	Feedback  string       // mail address or URL; empty is none
	Previous  Link         // the site this one follows; without URL none
	Licence   Link         // the licence of the data; without URL none

	Elections []Election // in any order: the home page has real ones first, then newest first
	AsOf      time.Time  // what the home pages say; zero is left out
	Release   string     // likewise
}

// A Link is an address with a name.
type Link struct {
	URL  string
	Name wording.Text
}

// An Election is what the home page says of one.
type Election struct {
	ID       string // its folder
	Name     wording.Text
	Date     wording.Date
	Training bool
	Summary  wording.Text // one sentence on where it stands; may be empty
}

// A Shell is rendered: pages and assets to publish, and frames to fill.
type Shell struct {
	Files []File // sorted by path

	base   string
	assets map[string]string
	frames map[frameName]*Frame
}

// A File is one object of the site.
type File struct {
	Path  string // its key, without leading slash
	Bytes []byte

	// The rest is for sitemaps, and empty for feeds and assets.
	Language string // the language of an HTML page; empty for the two bilingual ones
	NoIndex  bool
	Twins    []Twin // the page in each language, itself among them
}

// A Twin is a page in one language, by path.
type Twin struct{ Language, Path string }

// Frame is the chrome for pages of a section in a language. It is nil for a
// section there is no frame for; [Sections] has those there are.
func (s *Shell) Frame(language, section string) *Frame {
	return s.frames[frameName{language, section, false}]
}

// Address is the absolute address of a page in a language, by its path below the
// folder of the language: where it is found for good.
func (s *Shell) Address(language, path string) string { return s.base + language + "/" + path }

// Asset is the path of a fingerprinted asset, by its path under static/; false
// if there is no such file.
func (s *Shell) Asset(name string) (string, bool) {
	path, ok := s.assets[name]
	return path, ok
}

// Render makes the shell.
func Render(in Input) (*Shell, error) {
	base, err := baseURL(in.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := paired(in.Source.Content); err != nil {
		return nil, err
	}
	sources, err := assemble(in, base)
	if err != nil {
		return nil, fmt.Errorf("assemble sources: %w", err)
	}
	published, err := runHugo(sources)
	if err != nil {
		return nil, fmt.Errorf("render editorial pages and frames: %w", err)
	}
	s := &Shell{base: base, frames: map[frameName]*Frame{}}
	if err := s.take(published); err != nil {
		return nil, err
	}
	return s, nil
}

// baseURL is the address of the site with a slash at its end.
func baseURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("read base address: %w", err)
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("base address %q is not like https://example.org/", address)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}
