package maps

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Values of JSON are walked through where they lie, because a file may hold a
// million points: each of the functions below takes a value that is known to be
// JSON, and takes anything else than it looks for as nothing.

// blank skips what may stand between values.
func blank(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t') {
		at++
	}
	return at
}

// ends reports whether a byte ends a number or a word.
func ends(b byte) bool {
	switch b {
	case ',', ':', ']', '}', ' ', '\n', '\r', '\t':
		return true
	}
	return false
}

// end is where the value that begins at a place ends.
func end(data []byte, at int) int {
	depth := 0
	for at < len(data) {
		switch data[at] {
		case '"':
			for at++; at < len(data) && data[at] != '"'; at++ {
				if data[at] == '\\' {
					at++
				}
			}
			at++
		case '[', '{':
			depth++
			at++
		case ']', '}':
			depth--
			at++
		case ',', ':', ' ', '\n', '\r', '\t':
			at++
			continue
		default:
			for at < len(data) && !ends(data[at]) {
				at++
			}
		}
		if depth <= 0 {
			break
		}
	}
	return min(at, len(data))
}

// items calls a function for each value of an array, until it reports false. It
// reports whether the value is an array.
func items(v []byte, each func(v []byte) bool) bool {
	at := blank(v, 0)
	if at >= len(v) || v[at] != '[' {
		return false
	}
	for at = blank(v, at+1); at < len(v) && v[at] != ']'; {
		to := end(v, at)
		if !each(v[at:to]) {
			return true
		}
		if at = blank(v, to); at < len(v) && v[at] == ',' {
			at = blank(v, at+1)
		}
	}
	return true
}

// members calls a function for each member of an object, until it reports false.
func members(v []byte, each func(key string, v []byte) bool) {
	at := blank(v, 0)
	if at >= len(v) || v[at] != '{' {
		return
	}
	for at = blank(v, at+1); at < len(v) && v[at] != '}'; {
		to := end(v, at)
		key := text(v[at:to])
		if at = blank(v, to); at < len(v) && v[at] == ':' {
			at = blank(v, at+1)
		}
		to = end(v, at)
		if !each(key, v[at:to]) {
			return
		}
		if at = blank(v, to); at < len(v) && v[at] == ',' {
			at = blank(v, at+1)
		}
	}
}

// fields are those that features, geometries and whole files have.
var fields = []string{"type", "features", "geometry", "geometries", "coordinates", "properties", "id", "objects", "arcs", "transform", "scale", "translate"}

// fieldsOf are the members of an object that mean something here.
func fieldsOf(v []byte) map[string][]byte {
	found := make(map[string][]byte, 4)
	members(v, func(key string, v []byte) bool {
		for _, known := range fields {
			if key == known {
				found[known] = v
			}
		}
		return true
	})
	return found
}

// text is a string; empty for anything else.
func text(v []byte) string {
	if len(v) < 2 || v[0] != '"' {
		return ""
	}
	var s string
	if json.Unmarshal(v, &s) != nil {
		return ""
	}
	return s
}

// name is what can name a unit: a string, or a number as it is written.
func name(v []byte) string {
	if len(v) > 0 && (v[0] == '-' || v[0] >= '0' && v[0] <= '9') {
		return string(v)
	}
	return strings.TrimSpace(text(v))
}

// number reads a number.
func number(v []byte) (float64, bool) {
	if len(v) == 0 || v[0] != '-' && (v[0] < '0' || v[0] > '9') {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(v), 64)
	return n, err == nil
}

// pair reads the first two numbers of an array.
func pair(v []byte) (p [2]float64, ok bool) {
	n := 0
	items(v, func(v []byte) bool {
		if p[n], ok = number(v); ok {
			n++
		}
		return ok && n < 2
	})
	return p, ok && n == 2
}
