package main

import (
	"encoding/xml"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"achyk/generator/wording"
)

// An atomFeed is what readers of feeds look at.
type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// feeds reads the feeds of a site, by path.
func (p *publication) feeds(t *testing.T) map[string]atomFeed {
	t.Helper()
	all := make(map[string]atomFeed)
	err := filepath.WalkDir(p.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "feed.xml" || strings.Contains(name, "announcements") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var f atomFeed
		if err := xml.Unmarshal(data, &f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		of, err := filepath.Rel(p.dir, name)
		all[filepath.ToSlash(of)] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var tagURI = regexp.MustCompile(`^tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[A-Za-z0-9._~%/-]+$`)

// What RFC 4287 asks of a feed: ids that stay and are each used once, titles,
// times, an author, absolute links to pages that there are. The entries are the
// newest first, and those of a training election say what they are.
func TestFeedsAreFeeds(t *testing.T) {
	t.Parallel()
	p := publish(t, trainingElection(t, 600), time.Time{})
	feeds := p.feeds(t)
	ids, entries := make(map[string]string), 0
	for of, f := range feeds {
		language, _, _ := strings.Cut(of, "/")
		name := func(id string) {
			if !tagURI.MatchString(id) {
				t.Errorf("%s: the id %q is no tag", of, id)
			}
		}
		if name(f.ID); ids[f.ID] != "" {
			t.Errorf("%s has the id of %s", of, ids[f.ID])
		}
		ids[f.ID] = of
		if f.Title == "" || f.Author == "" || len(f.Entries) > 100 || len(f.Links) != 2 {
			t.Errorf("%s is called %q, by %q, with %d entries and %d links", of, f.Title, f.Author, len(f.Entries), len(f.Links))
		}
		if f.Links[0].Rel != "self" || !strings.HasSuffix(f.Links[0].Href, "/"+of) {
			t.Errorf("%s says that it lies at %v", of, f.Links[0])
		}
		last, inside := p.moment(t, of, f.Updated), make(map[string]bool)
		for _, e := range f.Entries {
			entries++
			if name(e.ID); inside[e.ID] {
				t.Errorf("%s has two entries %s", of, e.ID)
			}
			inside[e.ID] = true
			at := p.moment(t, of, e.Updated)
			if at.After(last) {
				t.Errorf("%s: %s stands behind what is older", of, e.ID)
			}
			last = at
			p.leads(t, of, e.Link.Href)
			training := p.catalogue.Language(language).Text("site.training.short")
			if !strings.HasPrefix(e.Title, training) || e.Content.Type != "html" || !strings.HasPrefix(e.Content.Text, "<p>") {
				t.Errorf("%s: %s is called %q and reads %.40q", of, e.ID, e.Title, e.Content.Text)
			}
		}
		p.leads(t, of, f.Links[1].Href)
	}
	if want := 2 * 10; len(feeds) < want || entries < want {
		t.Errorf("%d feeds with %d entries", len(feeds), entries)
	}
}

// An empty feed is a feed, and stays the same until there is something in it.
func TestAnEmptyFeedStaysAsItIs(t *testing.T) {
	t.Parallel()
	data := trainingElection(t, 60)
	before := publish(t, data, time.Date(2027, time.January, 24, 12, 0, 0, 0, time.UTC))
	after := publish(t, data, time.Date(2027, time.January, 24, 15, 30, 0, 0, time.UTC))
	for _, lang := range wording.Codes {
		of := lang + "/demo/feed.xml"
		if was, is := string(before.read(t, of)), string(after.read(t, of)); was != is || strings.Contains(was, "<entry>") {
			t.Errorf("%s was\n%s\nand is\n%s", of, was, is)
		}
	}
	for of, f := range before.feeds(t) {
		before.moment(t, of, f.Updated)
	}
}

func (p *publication) moment(t *testing.T, of, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Errorf("%s: %v", of, err)
	}
	return at
}

// leads follows an absolute address to its file.
func (p *publication) leads(t *testing.T, of, href string) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil || !u.IsAbs() {
		t.Errorf("%s leads to %q", of, href)
		return
	}
	if _, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(strings.TrimPrefix(u.Path, "/")))); err != nil {
		t.Errorf("%s leads to %s: %v", of, href, err)
	}
}
