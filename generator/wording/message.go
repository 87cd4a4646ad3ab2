package wording

import (
	"fmt"
	"strings"
)

// A message is one text: as it stands in its file, and cut at its placeholders.
type message struct {
	raw   string
	at    string // file and line, for errors and tests
	parts []part
}

// A part is a literal piece of a message, or the name of a placeholder.
type part struct{ literal, name string }

// compile cuts a text at its placeholders. A brace that is not part of one is
// an error: it is a typing mistake readers would see.
func compile(text, at string) (message, error) {
	m := message{raw: text, at: at}
	for rest := text; rest != ""; {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			m.parts = append(m.parts, part{literal: rest})
			break
		}
		if open > 0 {
			m.parts = append(m.parts, part{literal: rest[:open]})
		}
		name, after, closed := strings.Cut(rest[open+1:], "}")
		if rest[open] == '}' || !closed || !isName(name) {
			return message{}, fmt.Errorf("%s: a brace that does not belong to a placeholder like {name} in %q", at, text)
		}
		m.parts = append(m.parts, part{name: name})
		rest = after
	}
	return m, nil
}

func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return s != ""
}

// fill writes a message with its placeholders replaced. The last two arguments,
// where given, are a pair used only if pairs do not name it.
func (l *Language) fill(key string, m message, pairs []any, fallback ...any) string {
	var buffer [256]byte
	out := buffer[:0]
	for _, p := range m.parts {
		if p.name == "" {
			out = append(out, p.literal...)
			continue
		}
		value, ok := find(pairs, p.name)
		if !ok {
			value, ok = find(fallback, p.name)
		}
		if ok {
			out, ok = l.appendValue(out, value)
		}
		if !ok {
			l.miss(key + " {" + p.name + "}")
			out = append(out, "{"+p.name+"}"...)
		}
	}
	return string(out)
}

func find(pairs []any, name string) (any, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if given, ok := pairs[i].(string); ok && given == name {
			return pairs[i+1], true
		}
	}
	return nil, false
}
