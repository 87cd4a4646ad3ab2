// Package intake reads what was received: site.yaml, each election's
// election.yaml, and the tables beside it in their canonical columns. It turns
// them into elections, and everything wrong with them into findings.
//
// Intake never guesses and never stops at the first problem. A cell that is
// not a count is an unknown count and a finding; a record that names an unknown
// commission is withheld and is a finding; the rest is read. Rows and columns
// are those a spreadsheet shows.
package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// Data is everything read from one data folder.
type Data struct {
	Site      Site
	Elections []*election.Election // in the order of site.yaml, else the newest first
	Findings  []finding.Finding    // sorted
	Protocols int                  // protocols read and not withheld

	root    string // what folders lie in
	folders map[*election.Election]string
	waiting map[*election.Election][]waiver
}

// Of lists the findings about one election.
func (d *Data) Of(e *election.Election) []finding.Finding {
	var found []finding.Finding
	for _, f := range d.Findings {
		if f.Folder == d.folders[e] {
			found = append(found, f)
		}
	}
	return found
}

// Add puts findings about an election beside those of its tables: what came out
// when its figures were added up and checked. Waivers about them take effect;
// one that still waives nothing is itself a finding.
func (d *Data) Add(e *election.Election, found []finding.Finding) {
	var useless []finding.Finding
	for _, w := range d.waiting[e] {
		// What was waived of the past is past itself, once it has been published.
		if !w.allow(found) && !w.used && w.code != finding.History {
			useless = append(useless, w.useless(d.folders[e]))
		}
	}
	delete(d.waiting, e)
	d.join(e, append(found, useless...))
}

// Dir is the folder that an election was read from.
func (d *Data) Dir(e *election.Election) string { return filepath.Join(d.root, d.folders[e]) }

// Found puts findings about an election beside those of its tables that come once
// everything has been read, and before it is added up: about its scans, and about
// what has become otherwise since it was published. Waivers about them take effect.
func (d *Data) Found(e *election.Election, found []finding.Finding) {
	waiting := d.waiting[e]
	for i := range waiting {
		waiting[i].used = waiting[i].allow(found) || waiting[i].used
	}
	d.join(e, found)
}

func (d *Data) join(e *election.Election, found []finding.Finding) {
	for i := range found {
		found[i].Folder = d.folders[e]
	}
	d.Findings = append(d.Findings, found...)
	finding.Sort(d.Findings)
}

// Dir reads a folder of elections, or the folder of one election. An error is
// the program's: the folder is not there, or a file cannot be opened. What is
// wrong inside the files is a finding.
func Dir(dir string) (*Data, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("read data folder: %w", err)
	}
	folders, root, err := elections(dir)
	if err != nil {
		return nil, err
	}
	d := &Data{root: root, folders: make(map[*election.Election]string), waiting: make(map[*election.Election][]waiver)}
	site, found, err := readSite(root)
	if err != nil {
		return nil, err
	}
	d.Site, d.Findings = site, found
	ids := make(map[string]string)
	for _, folder := range folders {
		e, read, err := readElection(filepath.Join(root, folder), folder)
		if err != nil {
			return nil, err
		}
		d.Findings = append(d.Findings, read.findings...)
		d.Protocols += read.protocols
		if e == nil {
			continue
		}
		if other, taken := ids[e.ID]; taken {
			d.Findings = append(d.Findings, finding.Finding{Code: finding.ElectionTwice, Folder: folder, Record: e.ID, At: read.document.at("id")}.
				With("id", e.ID).With("other", other))
			continue
		}
		ids[e.ID] = folder
		d.Elections = append(d.Elections, e)
		d.folders[e], d.waiting[e] = folder, read.waiting
	}
	d.order(dir == root)
	finding.Sort(d.Findings)
	return d, nil
}

// elections lists the folders with an election.yaml and the folder they lie
// in. A folder that is itself an election is the only one.
func elections(dir string) (folders []string, root string, err error) {
	if _, err := os.Stat(filepath.Join(dir, "election.yaml")); err == nil {
		full, err := filepath.Abs(dir)
		if err != nil {
			return nil, "", fmt.Errorf("find folder %s: %w", dir, err)
		}
		return []string{filepath.Base(full)}, filepath.Dir(full), nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, "", fmt.Errorf("read data folder: %w", err)
	}
	for _, entry := range entries {
		_, err := os.Stat(filepath.Join(dir, entry.Name(), "election.yaml"))
		if err == nil {
			folders = append(folders, entry.Name())
		} else if !errors.Is(err, fs.ErrNotExist) && entry.IsDir() {
			return nil, "", fmt.Errorf("read election folder: %w", err)
		}
	}
	return folders, dir, nil
}

// order puts the elections in the order of site.yaml; those it does not list
// follow, the newest first. An id it lists and nobody has is a finding, unless
// a single election was asked for.
func (d *Data) order(whole bool) {
	listed := d.Site.Elections
	if whole {
		for i, id := range listed {
			if !slices.ContainsFunc(d.Elections, func(e *election.Election) bool { return e.ID == id }) {
				d.Findings = append(d.Findings, finding.Finding{
					Code: finding.ElectionUnlisted, Record: id, At: d.Site.at("elections", i),
				}.With("id", id))
			}
		}
	}
	rank := func(e *election.Election) int {
		if i := slices.Index(listed, e.ID); i >= 0 {
			return i
		}
		return len(listed)
	}
	slices.SortStableFunc(d.Elections, func(a, b *election.Election) int {
		switch {
		case rank(a) != rank(b):
			return rank(a) - rank(b)
		case b.Date.Before(a.Date):
			return -1
		case a.Date.Before(b.Date):
			return 1
		}
		return 0
	})
}
