package changes

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// Compare finds what a site published of an election and what the data, all that
// was read of them, no longer say: a version or a decision that is missing, one
// with another figure, kind, time or reason, or a document whose file is missing
// or another one. A publication may add and may correct; it does not change in
// silence. What is filled in later is an addition, except for a figure: unknown was
// what the paper said. The files of the documents must have been read.
func Compare(site string, e *election.Election) ([]finding.Finding, error) {
	now := &present{protocols: make(map[string]*election.Protocol), decisions: make(map[string]*election.Decision)}
	for _, c := range e.Commissions {
		for _, p := range c.Protocols {
			now.protocols[p.Key()] = p
		}
	}
	for _, d := range e.Decisions {
		now.decisions[d.ID] = d
	}
	var found []finding.Finding
	err := Published(site, e.ID, func(l *Line) error {
		if f, differs := now.compare(l); differs {
			found = append(found, f)
		}
		return nil
	})
	if err == nil {
		found, err = compareDocuments(found, site, e)
	}
	if err != nil {
		return nil, fmt.Errorf("compare election %s with %s: %w", e.ID, site, err)
	}
	return found, nil
}

// A present is what the data say now.
type present struct {
	protocols map[string]*election.Protocol // by key
	decisions map[string]*election.Decision
}

// compare sets a published line beside what the data say now.
func (now *present) compare(l *Line) (finding.Finding, bool) {
	var d differences
	if l.Kind == Decided {
		made := now.decisions[l.Decision]
		if made == nil {
			return l.gone(l.Decision), true
		}
		d.at, d.came = made.At, made.Date
		d.ruling(l, made)
		return d.finding(l, l.Decision), len(d.all) > 0
	}
	record := strings.ReplaceAll(strings.TrimPrefix(l.ID, "protocol/"), "/", " ")
	p := now.protocols[record]
	if p == nil {
		return l.gone(record), true
	}
	d.at, d.came = p.At, p.Came()
	d.figures(l.published(), p)
	d.text("kind", l.VersionKind, VersionKind(p))
	d.time("received", l.Received, p.Received)
	d.time("signed", l.Signed, p.Signed)
	d.text("reason_code", l.ReasonCode, p.ReasonCode)
	d.text("reason_ky", l.ReasonKy, p.Reason.Ky)
	d.text("reason_ru", l.ReasonRu, p.Reason.Ru)
	d.text("decision", l.Decision, p.Decision)
	return d.finding(l, record), len(d.all) > 0
}

// gone is the finding about a line that nothing in the data answers to, at the
// row it stood in.
func (l *Line) gone(record string) finding.Finding {
	at := source.Cell{}
	if l.File != "" {
		at = source.Cell{File: &source.File{Path: l.File, Sheet: l.Sheet}, Row: l.Row}
	}
	var came time.Time
	if l.At != nil {
		came = *l.At
	}
	return finding.Finding{
		Code: finding.History, Record: record, Commission: l.Commission, Contest: l.Contest, At: at, Received: came,
	}.With("problem", finding.PublishedGone)
}

// published are the figures of the line's version: its own, or all that it set.
func (l *Line) published() map[string]*int64 {
	if l.Figures != nil {
		return l.Figures
	}
	figures := make(map[string]*int64)
	for _, a := range l.Changes {
		if a.Decision != "" || a.Commission != l.Commission || a.Contest != l.Contest || a.Part != l.Part || a.Series != l.Series {
			continue
		}
		for code, value := range a.Set {
			if slices.Contains(fields[:], code) {
				continue
			}
			figures[code] = nil
			if written, is := value.(json.Number); is {
				if n, err := written.Int64(); err == nil {
					figures[code] = &n
				}
			}
		}
	}
	return figures
}

// differences are what the data say otherwise than a line: "listed 1000 → 900".
type differences struct {
	all   []string
	cells []source.Cell // of the figures among them
	at    source.Cell   // of the record
	came  time.Time
}

// told is how many differences a finding names, and quoted how much of a text
// it quotes.
const (
	told   = 5
	quoted = 60
)

func (d *differences) finding(l *Line, record string) finding.Finding {
	f := finding.Finding{
		Code: finding.History, Record: record, Commission: l.Commission, Contest: l.Contest, At: d.at, Received: d.came,
	}.With("problem", finding.PublishedAltered).With("number", len(d.all)).With("value", d.say())
	if len(d.cells) > 0 {
		f.At, f.Also = d.cells[0], d.cells[1:min(told, len(d.cells))]
	}
	return f
}

func (d *differences) say() string {
	if len(d.all) > told {
		return strings.Join(d.all[:told], "; ") + "; …"
	}
	return strings.Join(d.all, "; ")
}

// figures compares figures in the order of the paper. One that the form has had
// since is an addition.
func (d *differences) figures(was map[string]*int64, p *election.Protocol) {
	value := func(n int64, known bool) string {
		if !known {
			return "?"
		}
		return strconv.FormatInt(n, 10)
	}
	seen := make(map[string]bool)
	for item, count := range p.Figures() {
		code := item.Code()
		published, is := was[code]
		if seen[code] = true; !is {
			continue
		}
		n, known := count.Value()
		if published == nil && !known || published != nil && known && *published == n {
			continue
		}
		before := value(0, false)
		if published != nil {
			before = value(*published, true)
		}
		d.all = append(d.all, code+" "+before+" → "+value(n, known))
		if count.At.Known() {
			d.cells = append(d.cells, count.At)
		}
	}
	var lost []string // from the form
	for code, published := range was {
		if !seen[code] && published != nil {
			lost = append(lost, code+" "+value(*published, true)+" → –")
		}
	}
	slices.Sort(lost)
	d.all = append(d.all, lost...)
}

// text compares texts; one that was not there has been added.
func (d *differences) text(name, was, is string) {
	if was != "" && was != is {
		d.all = append(d.all, name+" "+clip(was)+" → "+clip(is))
	}
}

func (d *differences) time(name string, was *time.Time, is time.Time) {
	switch {
	case was == nil || was.Equal(is):
	case is.IsZero():
		d.text(name, was.Format(time.RFC3339), "")
	default:
		d.text(name, was.Format(time.RFC3339), is.In(was.Location()).Format(time.RFC3339))
	}
}

func (d *differences) ruling(l *Line, made *election.Decision) {
	now := new(Line)
	now.decision(made)
	d.time("date", l.At, made.Date)
	d.text("by", l.By, made.By)
	d.text("effect", l.Effect, now.Effect)
	d.text("scope", l.Scope, now.Scope)
	// What a decision is about cannot be filled in later: that it named nothing
	// meant everything.
	for _, of := range []struct{ name, was, is string }{
		{"target", l.Commission, now.Commission}, {"contest", l.Contest, now.Contest}, {"part", l.Part, now.Part},
		{"series", l.Series, now.Series}, {"version", strconv.Itoa(l.Version), strconv.Itoa(now.Version)},
		{"selection", l.Selection, now.Selection}, {"revokes", l.Revokes, now.Revokes},
	} {
		if of.was != of.is {
			d.all = append(d.all, of.name+" "+clip(of.was)+" → "+clip(of.is))
		}
	}
	d.text("document", l.Document, now.Document)
	d.text("title_ky", l.TitleKy, now.TitleKy)
	d.text("title_ru", l.TitleRu, now.TitleRu)
}

// clip is as much of a text as a finding quotes; nothing is a dash.
func clip(s string) string {
	switch {
	case s == "":
		return "–"
	case utf8.RuneCountInString(s) > quoted:
		return string([]rune(s)[:quoted]) + "…"
	}
	return s
}
