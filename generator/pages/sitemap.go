package pages

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"

	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// mostURLs is how many addresses one sitemap may list
// (https://www.sitemaps.org/protocol.html).
const mostURLs = 50_000

// A Sitemap collects the pages that search engines may list.
type Sitemap struct {
	base  string
	paths []string
}

// NewSitemap starts a sitemap of a site at an absolute address.
func NewSitemap(base string) *Sitemap { return &Sitemap{base: base} }

// Add lists a page by its key.
func (s *Sitemap) Add(path string) { s.paths = append(s.paths, path) }

// Write puts the sitemap, or an index and its parts, and robots.txt into the
// tree.
func (s *Sitemap) Write(tree Tree) error {
	slices.Sort(s.paths)
	parts := slices.Collect(slices.Chunk(s.paths, mostURLs))
	if len(parts) <= 1 {
		if err := tree.Put("sitemap.xml", s.list("urlset", "url", s.paths)); err != nil {
			return err
		}
		return s.robots(tree)
	}
	var names []string
	for i, part := range parts {
		name := "sitemap-" + strconv.Itoa(i+1) + ".xml"
		names = append(names, name)
		if err := tree.Put(name, s.list("urlset", "url", part)); err != nil {
			return err
		}
	}
	if err := tree.Put("sitemap.xml", s.list("sitemapindex", "sitemap", names)); err != nil {
		return err
	}
	return s.robots(tree)
}

func (s *Sitemap) list(root, item string, paths []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", xml.Header, root)
	for _, path := range paths {
		fmt.Fprintf(&b, "<%s><loc>", item)
		// Writing to a buffer cannot fail.
		_ = xml.EscapeText(&b, []byte(s.base+path))
		fmt.Fprintf(&b, "</loc></%s>\n", item)
	}
	fmt.Fprintf(&b, "</%s>\n", root)
	return b.Bytes()
}

func (s *Sitemap) robots(tree Tree) error {
	return tree.Put("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+s.base+"sitemap.xml\n"))
}

// Summary is what the home page says of an election in one sentence: how many
// commissions of the lowest level have reported.
func Summary(y *rollup.Country, catalogue *wording.Catalogue) wording.Text {
	say := func(lang string) string {
		if y.Election.Root == nil || len(y.Election.Contests) == 0 {
			return ""
		}
		r := y.Of(y.Election.Root, y.Election.Contests[0])
		level, p := r.Deepest()
		if p == nil {
			return ""
		}
		w := catalogue.Language(lang)
		return w.Text("progress.summary", "level", y.Election.Levels[level].Plural.In(lang), "n", p.Counted, "all", p.Expected)
	}
	return wording.Text{Ky: say("ky"), Ru: say("ru")}
}
