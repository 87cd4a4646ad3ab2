package proposal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// commonFolder is the folder that the files of sources are meant from: that of the
// election.yaml above all of them, or else the innermost with all of them in it.
func commonFolder(dirs []string) (string, error) {
	common := ""
	for i, dir := range dirs {
		absolute, err := filepath.Abs(dir)
		if err != nil {
			return "", fmt.Errorf("find folder %s: %w", dir, err)
		}
		if i == 0 {
			common = absolute
		}
		for !beneath(absolute, common) && common != filepath.Dir(common) {
			common = filepath.Dir(common)
		}
	}
	for up := common; ; up = filepath.Dir(up) {
		_, err := os.Stat(filepath.Join(up, "election.yaml"))
		if err == nil {
			return up, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", fmt.Errorf("find folder of election.yaml: %w", err)
		}
		if up == filepath.Dir(up) {
			return common, nil
		}
	}
}

// beneath reports whether a folder is another one or lies in it.
func beneath(dir, above string) bool {
	inner, err := filepath.Rel(above, dir)
	return err == nil && inner != ".." && !strings.HasPrefix(inner, ".."+string(filepath.Separator))
}

// nameFrom names a sample as sources do, from the folder of the election.
func nameFrom(folder, dir string, s *sample) error {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("find folder %s: %w", dir, err)
	}
	inner, err := filepath.Rel(folder, absolute)
	if err != nil {
		return fmt.Errorf("find folder %s: %w", dir, err)
	}
	s.name = path.Join(filepath.ToSlash(inner), s.name)
	return nil
}

// shown is a folder as a person would write it from where they are.
func shown(folder string) string {
	here, err := os.Getwd()
	if err != nil {
		return filepath.Base(folder)
	}
	if inner, err := filepath.Rel(here, folder); err == nil && beneath(folder, here) {
		return filepath.ToSlash(inner)
	}
	return filepath.Base(folder)
}

// glob is one pattern for names that differ in their folders, or in a number or
// a word between what they all begin and end with; empty where there is none.
// Two names that differ themselves may be all there will ever be.
func glob(names []string) string {
	if len(names) < 2 {
		return ""
	}
	first := strings.Split(names[0], "/")
	pattern := make([]string, len(first))
	for i := range first {
		var segments []string
		for _, name := range names {
			segment := strings.Split(name, "/")
			if len(segment) != len(first) {
				return ""
			}
			if !slices.Contains(segments, segment[i]) {
				segments = append(segments, segment[i])
			}
		}
		switch {
		case len(segments) == 1:
			pattern[i] = escapeGlob(segments[0])
		case i < len(first)-1:
			pattern[i] = "*"
		case len(names) < 3:
			return ""
		default:
			if pattern[i] = between(segments); pattern[i] == "" {
				return ""
			}
		}
	}
	return strings.Join(pattern, "/")
}

// between is what names begin with and end with, and a star between; empty where
// they do not begin alike.
func between(names []string) string {
	prefix, suffix := []rune(names[0]), []rune(names[0])
	for _, name := range names[1:] {
		runes := []rune(name)
		n := 0
		for n < min(len(prefix), len(runes)) && prefix[n] == runes[n] {
			n++
		}
		prefix = prefix[:n]
		n = 0
		for n < min(len(suffix), len(runes)) && suffix[len(suffix)-1-n] == runes[len(runes)-1-n] {
			n++
		}
		suffix = suffix[len(suffix)-n:]
	}
	begin := strings.TrimRightFunc(string(prefix), unicode.IsDigit)
	end := strings.TrimLeftFunc(string(suffix), unicode.IsDigit)
	if !strings.ContainsFunc(begin, unicode.IsLetter) {
		return ""
	}
	for _, name := range names {
		if len(name) < len(begin)+len(end) {
			return "" // both are the same letters
		}
	}
	return escapeGlob(begin) + "*" + escapeGlob(end)
}
