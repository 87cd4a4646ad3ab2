package proposal

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A library would write YAML without the comments that say why, or with them in
// odd places. Little of the format is needed: mappings, lists and texts.

// A block is a mapping, a key a line.
type block []pairOf

// A flow is a mapping in one line.
type flow []pairOf

// A pairOf is a key and its value, a scalar, block, flow, list or inline.
type pairOf struct {
	key   string
	value any
	notes []string // behind it, where it is a scalar or flow; above it elsewhere
}

// A list has an entry a line, or several.
type list []entry

type entry struct {
	value any
	notes []string // behind a scalar or flow; above anything else
}

// An inline list stands in one line.
type inline []string

// A scalar text is quoted where YAML would take it for something else.
type scalar string

// A bare text stands as it is: numbers, true.
type bare string

var (
	unquoted = regexp.MustCompile(`^[\pL_][\pL\pN_.\-]*( [\pL\pN_.\-]+)*$`)
	reserved = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|null|y|n)$`)
)

func quote(text string) string {
	if unquoted.MatchString(text) && !reserved.MatchString(text) {
		return text
	}
	if strings.ContainsFunc(text, odd) {
		return strconv.QuoteToASCII(text)
	}
	if strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// one writes a value that stands in one line; ok is false for others.
func one(value any) (text string, ok bool) {
	switch v := value.(type) {
	case scalar:
		return quote(string(v)), true
	case bare:
		return string(v), true
	case inline:
		parts := make([]string, len(v))
		for i, text := range v {
			parts[i] = quote(text)
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	case flow:
		parts := make([]string, len(v))
		for i, p := range v {
			value, _ := one(p.value)
			parts[i] = quote(p.key) + ": " + value
		}
		return "{" + strings.Join(parts, ", ") + "}", true
	}
	return "", false
}

// write writes a value beneath what was written, each line behind margin.
func write(b *strings.Builder, margin string, value any) {
	switch v := value.(type) {
	case block:
		for _, p := range v {
			write(b, margin, p)
		}
	case pairOf:
		if text, ok := one(v.value); ok {
			b.WriteString(margin + quote(v.key) + ": " + text + behind(v.notes) + "\n")
			return
		}
		comments(b, margin, v.notes)
		b.WriteString(margin + quote(v.key) + ":\n")
		write(b, margin+"  ", v.value)
	case list:
		for _, e := range v {
			if text, ok := one(e.value); ok {
				b.WriteString(margin + "- " + text + behind(e.notes) + "\n")
				continue
			}
			comments(b, margin, e.notes)
			var inner strings.Builder
			write(&inner, margin+"  ", e.value)
			b.WriteString(margin + "- " + strings.TrimPrefix(inner.String(), margin+"  "))
		}
	}
}

func behind(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	return " # " + plainComment(strings.Join(notes, "; "))
}

func comments(b *strings.Builder, margin string, notes []string) {
	for _, note := range notes {
		b.WriteString(margin + "# " + plainComment(note) + "\n")
	}
}

// plainComment keeps a comment in its line whatever a file says.
func plainComment(text string) string {
	return strings.Join(strings.FieldsFunc(text, odd), " ")
}

// odd reports whether a character cannot be seen: line ends, controls, marks of
// direction.
func odd(r rune) bool { return !unicode.IsGraphic(r) || r == utf8.RuneError }
