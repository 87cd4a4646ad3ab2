package site

import (
	"fmt"
	"strings"
)

// The longest key an object store takes, and the longest name most filesystems
// take.
const (
	longestPath = 1024
	longestName = 255
)

// CheckPath tells whether path can be a file of the site: slash-separated,
// relative, without detours, and of characters that mean the same on every
// filesystem, in every URL and in every object store: a to z, 0 to 9, "-", "_"
// and ".". Capitals are out because some filesystems take A for a, so that two
// pages would silently become one.
func CheckPath(path string) error {
	switch {
	case path == "":
		return fmt.Errorf("the path of a file is empty")
	case len(path) > longestPath:
		return fmt.Errorf("path %.60q… is longer than %d bytes", path, longestPath)
	}
	for name := range strings.SplitSeq(path, "/") {
		if fault := nameFault(name); fault != "" {
			return fmt.Errorf("path %q: %s", path, fault)
		}
	}
	return nil
}

func nameFault(name string) string {
	switch {
	case name == "":
		return "it has an empty part, or begins or ends with a slash"
	case name == "." || name == "..":
		return fmt.Sprintf("%q is not allowed", name)
	case len(name) > longestName:
		return fmt.Sprintf("a part is longer than %d bytes", longestName)
	case strings.HasSuffix(name, "."):
		return "a part ends with a full stop, which Windows drops"
	case name[0] == '.' && name != ".well-known":
		return "a part begins with a full stop, and many programs would pass over it"
	}
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return fmt.Sprintf("%q is not allowed; write a-z, 0-9, hyphen, underscore, full stop", c)
		}
	}
	return ""
}
