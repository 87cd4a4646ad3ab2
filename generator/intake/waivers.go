package intake

import (
	"path"
	"slices"
	"strings"
	"time"

	"achyk/generator/finding"
	"achyk/generator/source"
)

var waiverColumns = []string{"code", "file", "record", "reason_ky", "reason_ru", "by", "date"}

// unwaivable are the codes that nobody can wave through: without them there is
// nothing to publish, or something that must never be published.
var unwaivable = map[finding.Code]bool{
	finding.SiteConfig: true, finding.ElectionConfig: true, finding.ConfigKey: true, finding.ElectionValue: true,
	finding.TableMissing: true, finding.PersonalData: true, finding.ElectionTwice: true,
}

// A waiver lets one finding pass, and says who allowed it and why.
type waiver struct {
	code         finding.Code
	file, record string
	text         string
	date         time.Time
	at           source.Cell
	used         bool // by what was found before the arithmetic
}

// covers reports whether the waiver is about a finding.
func (w *waiver) covers(f *finding.Finding) bool {
	return f.Code == w.code && f.Record == w.record && !unwaivable[w.code] &&
		(w.file == "" || w.file == path.Base(f.At.Path()) || w.file == f.At.Path())
}

// allow lets the waiver work on findings, and reports whether it found any of
// its own. Of several waivers the earliest counts.
func (w *waiver) allow(found []finding.Finding) bool {
	used := false
	for i := range found {
		f := &found[i]
		if !w.covers(f) {
			continue
		}
		used = true
		if f.Waived.IsZero() || !w.date.After(f.Waived) {
			f.Waiver, f.Waived = w.text, w.date
		}
	}
	return used
}

// useless is the finding about a waiver that waives nothing.
func (w *waiver) useless(folder string) finding.Finding {
	return finding.Finding{Code: finding.WaiverUseless, Folder: folder, Record: w.record, Received: w.date, At: w.at}.
		With("code", string(w.code)).With("record", w.record)
}

// waivers lets named findings pass, each with who allowed it and why. A waiver
// names a code and a record, never a row: rows move. One that does not say who
// allowed it, when and why waives nothing. What a waiver about scans, about what
// was published earlier, or about arithmetic waives is known when these have been
// read, compared and worked out: it waits for [Data.Found] and [Data.Add].
func (r *reader) waivers() error {
	return r.read("waivers", waiverColumns, []string{"code", "record", "reason_ky", "reason_ru", "by", "date"}, func(t *table) {
		w := waiver{code: finding.Code(t.text("code")), file: t.text("file"), record: t.text("record"), at: t.at("code")}
		w.text = strings.Join([]string{t.text("reason_ky"), t.text("reason_ru"), t.text("by"), t.text("date")}, " · ")
		for _, column := range []string{"reason_ky", "reason_ru", "by", "date"} {
			if t.text(column) == "" {
				t.report(finding.Finding{Code: finding.KeyMissing, Record: w.record, At: t.at(column)}.With("column", column).With("value", ""))
				return
			}
		}
		var dated bool
		if w.date, dated = parseTime(t.text("date"), r.election.Zone); !dated {
			t.report(finding.Finding{Code: finding.NotATime, Record: w.record, At: t.at("date")}.With("value", clip(t.text("date"))))
			return
		}
		switch {
		case w.allow(r.findings):
		case r.later(w.code):
			r.waiting = append(r.waiting, w)
		default:
			r.report(w.useless(r.folder))
		}
	})
}

// laterCodes are the codes of what is found once everything has been read: in the
// scans, beside what was published, and in the arithmetic.
var laterCodes = []finding.Code{
	finding.ScanTwice, finding.ScanUnreadable, finding.OriginalWithheld, finding.PositionInside, finding.History,
	finding.FormulaBroken, finding.SharesExceed, finding.ProtocolUnseen, finding.PaperAlone,
}

// later reports whether findings of a code come once everything has been read;
// those of the election's own checks do.
func (r *reader) later(code finding.Code) bool {
	return r.election.Check(string(code)) != nil || slices.Contains(laterCodes, code)
}
