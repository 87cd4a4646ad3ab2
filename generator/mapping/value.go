package mapping

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"achyk/generator/wording"
)

// A value is a derived value of a source.
type value struct {
	name  string
	from  template
	match *regexp.Regexp
	table map[string]string
	alike map[string]string // the table, by what its keys look like
	known string            // the keys of the table, as a finding names them
	lower bool
	pad   int
}

// work turns the text of the template into the value. It reports false where
// the text has no value: it does not match, or the table does not list it.
// Nothing has the value nothing, unless the table says otherwise.
func (v *value) work(text string) (string, bool) {
	if text != "" && v.match != nil {
		m := v.match.FindStringSubmatch(text)
		if m == nil {
			return "", false
		}
		text = strings.TrimSpace(m[min(1, len(m)-1)])
	}
	if v.table != nil {
		worth, listed := v.table[text]
		if !listed {
			worth, listed = v.alike[wording.Alike(text)]
		}
		if !listed && text != "" {
			return "", false
		}
		text = strings.TrimSpace(worth)
	}
	if v.lower {
		text = strings.ToLower(text)
	}
	if n := v.pad - utf8.RuneCountInString(text); n > 0 && text != "" {
		text = strings.Repeat("0", n) + text
	}
	return text, true
}

// failing is the text that has no value, and the step that it fails at.
func (v *value) failing(text string) (failed, step string) {
	if text == "" || v.match == nil {
		return text, "table"
	}
	m := v.match.FindStringSubmatch(text)
	if m == nil {
		return text, "match"
	}
	return strings.TrimSpace(m[min(1, len(m)-1)]), "table"
}

// A worth is a derived value in the current row.
type worth struct {
	row  int32 // 0 = not yet worked out
	memo       // what it was worked out from, and what came of it
	ok   bool
	kept map[string]memo // and what came of it before
}

type memo struct{ from, text string }

// mostKept are how many values are kept: the same few places stand in row after
// row.
const mostKept = 4096

// of works the value out, or remembers it.
func (w *worth) of(v *value, from string) {
	if w.ok && w.from == from {
		return
	}
	if m, known := w.kept[from]; known {
		w.memo, w.ok = m, true
		return
	}
	w.from = strings.Clone(from) // the row's memory is overwritten
	if w.text, w.ok = v.work(w.from); !w.ok {
		return
	}
	if w.kept == nil || len(w.kept) >= mostKept {
		w.kept = make(map[string]memo)
	}
	w.kept[w.from] = w.memo
}
