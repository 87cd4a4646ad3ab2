package intake

import (
	"path"
	"strings"

	"achyk/generator/finding"
)

var waiverColumns = []string{"code", "file", "record", "reason_ky", "reason_ru", "by", "date"}

// unwaivable are the codes that nobody can wave through: without them there is
// nothing to publish, or something that must never be published.
var unwaivable = map[finding.Code]bool{
	finding.SiteConfig: true, finding.ElectionConfig: true, finding.ConfigKey: true, finding.ElectionValue: true,
	finding.TableMissing: true, finding.PersonalData: true, finding.ElectionTwice: true,
}

// waivers lets named findings pass, each with who allowed it and why. A waiver
// names a code and a record, never a row: rows move. One that does not say who
// allowed it, when and why waives nothing.
func (r *reader) waivers() error {
	t, err := r.open("waivers.csv", waiverColumns, []string{"code", "record", "reason_ky", "reason_ru", "by", "date"})
	if err != nil || t == nil {
		return err
	}
	return t.each(func() {
		code, file, record := finding.Code(t.text("code")), t.text("file"), t.text("record")
		waiver := strings.Join([]string{t.text("reason_ky"), t.text("reason_ru"), t.text("by"), t.text("date")}, " · ")
		for _, column := range []string{"reason_ky", "reason_ru", "by", "date"} {
			if t.text(column) == "" {
				r.report(finding.Finding{Code: finding.KeyMissing, Record: record, At: t.at(column)}.With("column", column).With("value", ""))
				return
			}
		}
		used := false
		for i := range r.findings {
			f := &r.findings[i]
			if f.Code == code && f.Record == record && (file == "" || file == path.Base(f.At.Path()) || file == f.At.Path()) && !unwaivable[code] {
				f.Waiver, used = waiver, true
			}
		}
		if !used {
			r.report(finding.Finding{Code: finding.WaiverUseless, Record: record, At: t.at("code")}.
				With("code", string(code)).With("record", record))
		}
	})
}
