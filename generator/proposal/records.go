package proposal

import (
	"strings"

	"achyk/generator/sheets"
)

// records are the records of a JSON file: those that say most, and those in the
// lists within them. These are read along a path of their own, or each would be
// a column, numbered.
func records(folder *sheets.Folder, name string, top *sheets.Sheet) ([]*sample, error) {
	path, within := recordPaths(top.Keys)
	whole := &sample{name: name, sheet: top, only: true}
	if err := whole.open(folder, path); err != nil {
		return nil, err
	}
	var samples []*sample
	for _, list := range within {
		if whole.how.Path != path {
			break // nothing lies there: keys that are numbers are no list
		}
		s := &sample{name: name, only: true, within: true}
		if err := s.open(folder, list); err != nil {
			return nil, err
		}
		if s.sheet == nil {
			continue
		}
		samples = append(samples, s)
		whole.lists = append(whole.lists, strings.TrimPrefix(strings.TrimPrefix(list, path), "."))
	}
	if len(whole.grid.rows) == 0 {
		return nil, nil
	}
	return append([]*sample{whole}, samples...), nil
}

// open reads a file along a path, if records lie there.
func (s *sample) open(folder *sheets.Folder, path string) error {
	if path != "" {
		how := sheets.How{Path: path}
		read, _, err := folder.Read(s.name, how)
		if err != nil {
			return err
		}
		if len(read) == 1 && len(read[0].Keys) > 0 {
			s.how, s.sheet = how, read[0]
		}
	}
	if s.sheet == nil {
		return nil
	}
	return s.take()
}

// recordPaths are the path to the objects that have most keys of their own, and
// the paths to the lists of objects within these. Lists are gone through as if
// they were not there.
func recordPaths(keys []string) (most string, within []string) {
	by := make(map[string]map[string]bool)
	for _, key := range keys {
		path, own := splitKey(key)
		if by[path] == nil {
			by[path] = make(map[string]bool)
		}
		by[path][own] = true
	}
	paths := sortedKeys(by)
	for _, path := range paths {
		if len(by[path]) >= len(by[most]) {
			most = path
		}
	}
	for _, path := range paths {
		if path != most && (most == "" || strings.HasPrefix(path, most+".")) {
			within = append(within, path)
		}
	}
	return most, within
}

// splitKey divides a key into the path to the last list of objects and what
// lies in one of these. What is numbered at its end is a list of plain values,
// one key of its object.
func splitKey(key string) (path, own string) {
	var steps []string
	lists := 0 // steps up to the last list of objects
	parts := strings.Split(key, ".")
	for i, part := range parts {
		if digits.MatchString(part) && i > 0 {
			if i+1 < len(parts) {
				lists = len(steps)
			}
			continue
		}
		steps = append(steps, part)
	}
	return strings.Join(steps[:lists], "."), strings.Join(steps[lists:], ".")
}

// inList reports whether a key lies in a list of objects within the records.
func (s *sample) inList(key string) bool {
	if len(s.lists) == 0 {
		return false
	}
	path, _ := splitKey(key)
	return path != ""
}
