package pages

import (
	"cmp"
	"path"
	"strings"
	"time"

	"achyk/generator/changes"
	"achyk/generator/checks"
	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/templates"
)

// changed fills a row with something that became otherwise.
func (v view) changed(row *templates.ListRow, e *checks.Entry) {
	t := e.Change
	row.Text, row.Time, row.Revoked = v.happened(t), v.when(t), t.Kind == changes.Decided && v.Standing.RevokedBy(t.Decision) != nil
	c := &templates.Change{Versions: v.compared(t), Says: v.consequences(t), Diff: v.diff(t)}
	if p := t.Version(); p != nil {
		row.Record = v.record(p)
		c.Reason = v.reasonOf(p)
		if row.Time == "" {
			row.Time = v.w.Text("version.received_unknown")
		}
		if t.Before != nil {
			c.Same = v.w.Text("change.same")
		}
	} else if row.Record = v.maker(t.Decision); t.Before != nil && t.After != nil {
		c.Same = v.w.Text("change.same")
	}
	if p := cmp.Or(t.After, t.Before); p != nil && p.Series == election.Device {
		row.Force = templates.Preliminary
	}
	row.Change = c
}

// when prints the time of a change. A decision without an hour was made on a day.
func (v view) when(t *changes.Told) string {
	if at := t.At.In(v.Election.Election.Zone); t.Kind == changes.Decided && !t.At.IsZero() && at.Equal(time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())) {
		return v.w.Date(v.date(t.Decision))
	}
	return v.moment(t.At)
}

// happened says what happened, in a few words.
func (v view) happened(t *changes.Told) string {
	if t.Kind == changes.Decided {
		return v.titleOf(t.Decision)
	}
	return v.w.Text("change." + string(t.Kind))
}

func (v view) titleOf(d *election.Decision) string {
	if title := d.Title.In(v.w.Code()); title != "" {
		return title
	}
	return d.ID
}

// maker is who made a decision; empty where that is not known.
func (v view) maker(d *election.Decision) string {
	if by := v.Election.Election.Commission(d.By); by != nil {
		return v.name(by)
	}
	return d.By
}

// record tells which of several counts a protocol is: its series, and its part
// where the contest has parts.
func (v view) record(p *election.Protocol) string {
	name := v.w.Text("series." + string(p.Series))
	if len(p.Contest.Parts) > 0 {
		name += ", " + p.Contest.Parts[p.Part].Name.In(v.w.Code())
	}
	return name
}

// compared says which versions are compared, or which one stands now.
func (v view) compared(t *changes.Told) string {
	say := func(key string) string {
		var pairs []any
		if p := t.Before; p != nil {
			pairs = append(pairs, "before", int64(p.Version), "record", v.record(p))
		}
		if p := t.After; p != nil {
			pairs = append(pairs, "after", int64(p.Version), "record", v.record(p))
		}
		return v.w.Text("change."+key, pairs...)
	}
	switch {
	case t.Kind == changes.Corrected:
		return say("versions")
	case t.Kind == changes.Recounted && t.Before != nil:
		return say("recounted")
	case t.Kind == changes.Recounted:
		return say("recounted_alone")
	case t.Before != nil && t.After != nil:
		return say("replaced")
	case t.Before != nil:
		return say("refused")
	case t.After != nil:
		return say("restored")
	}
	return ""
}

// consequences is what else there is to say: what a version rests on; what a
// decision revokes, and what it did to the sums.
func (v view) consequences(t *changes.Told) []string {
	var says []string
	d := t.Decision
	if t.Kind != changes.Decided {
		if d == nil {
			return nil
		}
		if by := v.maker(d); by != "" {
			return []string{v.w.Text("change.rests", "title", v.titleOf(d), "by", by)}
		}
		return []string{v.w.Text("change.rests_on", "title", v.titleOf(d))}
	}
	if d.Revokes != nil {
		says = append(says, v.w.Text("change.revokes", "title", v.titleOf(d.Revokes)))
	}
	for _, of := range []struct {
		key string
		n   int
	}{{"left", t.Left}, {"back", t.Back}, {"partly", t.Partly}} {
		if of.n > 0 {
			says = append(says, v.w.Text("change."+of.key, "n", int64(of.n)))
		}
	}
	if t.Versions > 1 {
		says = append(says, v.w.Text("change.others", "n", int64(t.Versions)))
	}
	if t.Left+t.Back+t.Partly+t.Versions == 0 {
		says = append(says, v.w.Text("change.untouched"))
	}
	return says
}

// diff is exactly the figures that differ.
func (v view) diff(t *changes.Told) templates.Diff {
	d := templates.Diff{Rows: v.diffRows(t.Figures())}
	if t.Kind == changes.Recounted {
		d.Before, d.After = v.w.Text("series.manual"), v.w.Text("series.recount")
	}
	return d
}

// diffRows are the rows of a table of what was and what is.
func (v view) diffRows(figures []election.Difference) []templates.DiffRow {
	var rows []templates.DiffRow
	for _, f := range figures {
		row := templates.DiffRow{Name: f.Item.Name(v.w), Before: f.Before.Amount(), After: f.After.Amount()}
		if f.Item.Line != nil {
			row.Number = f.Item.Line.Number
		}
		rows = append(rows, row)
	}
	return rows
}

// changesLog leads to the table of everything that happened.
func (v view) changesLog(from string) templates.Link {
	to := v.data.ChangesPath()
	return templates.Link{Text: path.Base(to), Href: strings.Repeat("../", strings.Count(from, "/")+1) + to}
}

// feedOf is the feed of a place; empty where it has none.
func (v view) feedOf(c *election.Commission) string {
	if v.data.Listing(checks.Changed, c) == nil {
		return ""
	}
	return datasets.FeedPath(v.Election.Election, c)
}

// feedLink leads to the feed of a place.
func (v view) feedLink(from string, c *election.Commission) templates.Link {
	return templates.Link{Text: v.w.Text("feed.link"), Href: datasets.Relative(from, v.feedOf(c))}
}
