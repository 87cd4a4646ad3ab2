package intake

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"achyk/generator/finding"
)

// recordKeys are the columns that name a record, by table.
var recordKeys = map[string][]string{
	"commissions":   {"id"},
	"selections":    {"id"},
	"decisions":     {"id"},
	"participation": {"commission", "contest", "group"},
	"turnout":       {"commission", "contest", "at", "origin"},
	"events":        {"commission", "step", "at"},
	"documents":     {"commission", "contest", "part", "series", "kind", "version", "page"},
	"regions":       {"commission", "contest", "kind", "version", "page", "item"},
	"complaints":    {"id"},
	"protocols":     protocolKey,
}

var protocolKey = []string{"commission", "contest", "part", "series", "version"}

// key is what the current row calls its record.
func (t *table) key() string {
	columns := recordKeys[t.Table]
	words := make([]string, len(columns))
	for i, column := range columns {
		words[i] = t.text(column)
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// place is the id of the commission that the current row names.
func (t *table) place() string {
	if t.Table == "commissions" {
		return t.text("id")
	}
	return t.text("commission")
}

// report reports something about the current row.
func (t *table) report(f finding.Finding) { t.reader.report(t.about(f)) }

// about says of a finding whose record it is about and when that had come, as
// far as the row tells. Who may see a finding depends on both. Nothing is taken
// from a row with a personal number: no finding repeats one.
func (t *table) about(f finding.Finding) finding.Finding {
	if t.Mapped && t.reader.inElection(f.At) && f.Effect() == finding.Hold {
		return constant(f)
	}
	if slices.ContainsFunc(t.Texts(), personal) || slices.ContainsFunc(t.Beyond(), personal) {
		return f
	}
	if f.Received.IsZero() {
		f.Received = t.came()
	}
	f.Private = f.Private || t.text("group") != ""
	fill := func(to *string, text string) {
		if *to == "" && utf8.ValidString(text) {
			*to = clip(text)
		}
	}
	fill(&f.Commission, t.place())
	fill(&f.Contest, t.text("contest"))
	fill(&f.Record, t.key())
	return f
}

// came is when the record of the current row had come, by the first of its times
// that can be read; zero where none can.
func (t *table) came() time.Time {
	zone := t.reader.election.Zone
	if c := t.reader.election.Commission(t.place()); c != nil {
		zone = c.Zone
	}
	for _, column := range []string{"received", "signed", "at", "date"} {
		if at, read := t.parseTime(t.text(column), zone); read && !t.reader.far(at) {
			return at
		}
	}
	return time.Time{}
}

// parseTime reads a time in one of the layouts.
func parseTime(text string, zone *time.Location) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := parseIn(layout, text, zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// bothCame is when the later of two records had come, from which on they
// disagree; zero where neither tells.
func bothCame(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// oneCame is when the earlier of two records had come; zero where one does not
// tell.
func oneCame(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Until takes back what had not come by a moment: findings about records that
// came later, and what waivers of a later date let pass. A zero moment takes
// nothing back. What stops the publication stays: it withholds nothing that
// readers would have seen then, and keeps out what they must never see.
func (d *Data) Until(asOf time.Time) {
	if asOf.IsZero() {
		return
	}
	d.Findings = slices.DeleteFunc(d.Findings, func(f finding.Finding) bool {
		return f.Effect() != finding.Stop && f.Received.After(asOf)
	})
	for i := range d.Findings {
		// When it was waived stays: that it does not stop is already so.
		if f := &d.Findings[i]; f.Waived.After(asOf) {
			f.Waiver = ""
		}
	}
	for e, waiting := range d.waiting {
		d.waiting[e] = slices.DeleteFunc(waiting, func(w waiver) bool { return w.date.After(asOf) })
	}
}
