package pages

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"achyk/generator/changes"
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/wording"
)

// feedLength is how many entries a feed has at most: the newest.
const feedLength = 100

// A feed is an Atom feed (RFC 4287).
type feed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []feedLink  `xml:"link"`
	Entries  []feedEntry `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type feedEntry struct {
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Link    feedLink    `xml:"link"`
	Content feedContent `xml:"content"`
}

// A feedContent is markup as text.
type feedContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

// writeFeeds writes the feed of every list of changes, in every language.
func (e *Election) writeFeeds(tree Tree) error {
	lists := e.data.Listings()
	for i := range lists {
		if lists[i].Kind != checks.Changed {
			continue
		}
		for _, lang := range wording.Codes {
			v := view{Election: e, w: e.catalogue.Language(lang)}
			var file bytes.Buffer
			file.WriteString(xml.Header)
			encoder := xml.NewEncoder(&file)
			encoder.Indent("", " ")
			if err := encoder.Encode(v.feed(&lists[i])); err != nil {
				return fmt.Errorf("write feed of %s: %w", lists[i].Top.ID, err)
			}
			file.WriteByte('\n')
			if err := tree.Put(lang+"/"+datasets.FeedPath(e.Election, lists[i].Top), file.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

// feed is a list of changes as a feed. One that holds nothing is as old as the
// election, so that its bytes stay.
func (v view) feed(l *datasets.Listing) feed {
	path := datasets.FeedPath(v.Election.Election, l.Top)
	f := feed{
		Lang: v.w.Code(), ID: v.tag(strings.TrimSuffix(strings.TrimPrefix(path, v.Election.Election.ID+"/"), ".xml")),
		Title: v.w.Text("feed.title", "place", v.placeName(l.Top)), Updated: v.updated(time.Time{}),
		Author: cmp.Or(v.publisher.In(v.w.Code()), v.w.Text("site.name")),
		Links: []feedLink{
			{"self", "application/atom+xml", v.shell.Address(v.w.Code(), path)},
			{"alternate", "text/html", v.shell.Address(v.w.Code(), v.listPath(l.Kind, l.Top, 1))},
		},
	}
	if l.Top.Parent != nil {
		f.Title = v.w.Text("feed.elsewhere", "place", v.placeName(l.Top), "election", v.title())
	}
	if v.Election.Election.Training {
		f.Title, f.Subtitle = v.training(f.Title), v.w.Text("site.training.long")
	}
	if latest := v.data.LatestListed(l); !latest.IsZero() {
		f.Updated = v.updated(latest)
	}
	for i := range l.Entries[:min(len(l.Entries), feedLength)] {
		f.Entries = append(f.Entries, v.feedEntry(l, &l.Entries[i]))
	}
	return f
}

func (v view) feedEntry(l *datasets.Listing, e *checks.Entry) feedEntry {
	t := e.Change
	path, title := v.listPath(l.Kind, l.Top, 1), v.happened(t)
	if e.Commission != nil {
		path = v.path(e.Commission)
	}
	if t.Kind != changes.Decided { // the title of a decision says what it is about
		title = v.w.Text("feed.entry", "what", title, "place", v.label(e.Commission))
	}
	if v.Election.Election.Training {
		title = v.training(title)
	}
	return feedEntry{
		ID: v.tag("changes/" + t.ID), Title: title, Updated: v.updated(t.At),
		Link: feedLink{"alternate", "text/html", v.shell.Address(v.w.Code(), path)}, Content: feedContent{"html", v.content(e)},
	}
}

// content says what the list says of an entry: which record, when and why, and
// each figure before and after.
func (v view) content(e *checks.Entry) string {
	t := e.Change
	var b strings.Builder
	say := func(texts ...string) {
		for _, text := range texts {
			if text != "" {
				b.WriteString("<p>" + html.EscapeString(text) + "</p>")
			}
		}
	}
	if v.Election.Election.Training {
		say(v.w.Text("site.training.long"))
	}
	say(v.contestOf(e.Contest))
	if p := t.Version(); p != nil {
		say(v.record(p), v.compared(t))
		if p.Series == election.Device {
			say(v.w.Text("seal.long"))
		}
		say(v.reasonOf(p))
		if t.At.IsZero() {
			say(v.w.Text("version.received_unknown"))
		} else {
			say(v.w.Text("feed.received", "time", v.when(t)))
		}
	} else {
		say(v.maker(t.Decision), v.when(t), v.compared(t))
	}
	say(v.consequences(t)...)
	if figures := t.Figures(); len(figures) > 0 {
		b.WriteString("<ul>")
		for _, d := range figures {
			b.WriteString("<li>" + html.EscapeString(v.beforeAfter(d)) + "</li>")
		}
		b.WriteString("</ul>")
	} else if t.Kind == changes.Corrected {
		say(v.w.Text("change.same"))
	}
	return b.String()
}

// reasonOf is why a version came, or that nobody said; empty where a decision that
// it rests on says it.
func (v view) reasonOf(p *election.Protocol) string {
	switch reason := cmp.Or(p.Reason.In(v.w.Code()), p.ReasonCode); {
	case reason != "":
		return v.w.Text("version.reason", "reason", reason)
	case p.Decision == "":
		return v.w.Text("change.no_reason")
	}
	return ""
}

// beforeAfter is one figure that differs, in a sentence.
func (v view) beforeAfter(d election.Difference) string {
	before, known := d.Before.Value()
	after, too := d.After.Value()
	pairs := []any{"item", d.Item.Name(v.w), "before", v.w.Amount(d.Before.Amount()), "after", v.w.Amount(d.After.Amount())}
	if !known || !too {
		return v.w.Text("feed.line", pairs...)
	}
	word := "difference.more"
	if after < before {
		word = "difference.less"
	}
	return v.w.Text("feed.line_difference", append(pairs, "difference", v.w.Signed(after-before)+" "+v.w.Text(word))...)
}

// training marks a title as that of an invented election.
func (v view) training(title string) string { return v.w.Text("feed.training") + ": " + title }

// tag is a name for good (RFC 4151), whatever becomes of the pages: of this site,
// of this election, in this language.
func (v view) tag(name string) string {
	host := "localhost"
	if u, err := url.Parse(v.shell.Address("", "")); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	e := v.Election.Election
	return "tag:" + host + "," + e.Date.String() + ":" + e.ID + "/" + v.w.Code() + "/" + name
}

// updated is a moment on the clock of the election; without one, the beginning of
// its day.
func (v view) updated(t time.Time) string {
	e := v.Election.Election
	if t.IsZero() {
		t = time.Date(e.Date.Year, e.Date.Month, e.Date.Day, 0, 0, 0, 0, e.Zone)
	}
	return t.In(e.Zone).Format(time.RFC3339)
}
