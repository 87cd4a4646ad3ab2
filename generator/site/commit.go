package site

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A plan is what must happen to the output to make it the new site.
type plan struct {
	room    []string // files that go first, because a new path needs their name
	move    []*file  // staged files, in the order they become visible
	gone    []string // files that go last
	renewed bool     // whether the manifest says anything new
	Report
}

// Commit makes the output hold exactly the files put, and whatever was there
// that is not ours. When it returns an error, either nothing has happened, or
// the journal is written and the next Open finishes what is left.
func (t *Tree) Commit() (Report, error) {
	t.mu.Lock()
	closed, failure := t.closed, t.failure
	t.closed = true
	t.mu.Unlock()
	switch {
	case closed:
		return Report{}, errors.New("commit: the tree is closed")
	case failure != nil:
		return Report{}, fmt.Errorf("commit: a file could not be put: %w", failure)
	case len(t.files) == 0:
		// Surely a mistake, and it would delete the whole published site.
		return Report{}, errors.New("commit: the new site has no files")
	}
	p, err := t.plan()
	if err != nil {
		return Report{}, err
	}
	if !p.renewed && len(p.room)+len(p.move)+len(p.gone) == 0 {
		return p.Report, nil
	}
	if err := t.writeJournal(p); err != nil {
		return Report{}, err
	}
	if err := t.finish(); err != nil {
		return Report{}, err
	}
	return p.Report, nil
}

// plan compares the new site with the manifest of the old one and refuses,
// while the output is still untouched, whatever could not be carried to its end.
func (t *Tree) plan() (plan, error) {
	slices.SortFunc(t.files, func(a, b file) int { return strings.Compare(a.Path, b.Path) })
	if err := t.nested(); err != nil {
		return plan{}, err
	}
	var p plan
	var foreign, inTheWay []string
	for f, old := range t.pairs() {
		switch {
		case old.err != nil:
			return plan{}, old.err
		case f == nil:
			p.renewed = true
			there, err := t.stillThere(old.Path)
			if err != nil {
				return plan{}, err
			}
			if there {
				p.gone = append(p.gone, old.Path)
			}
			continue
		case f.Entry != old.Entry:
			p.renewed = true
		}
		if f.found == same {
			p.Unchanged++
			continue
		}
		if f.found == differs && old.Path == "" {
			foreign = append(foreign, f.Path)
		}
		if f.found == blocked {
			inTheWay = append(inTheWay, f.Path)
		}
		p.Written++
		p.Bytes += f.Size
		p.move = append(p.move, f)
	}
	p.Deleted = len(p.gone)
	if len(foreign) > 0 {
		return plan{}, hint(fmt.Errorf("commit: %s was not written by a build, and the new site has %d such file(s) of its own", t.to(foreign[0]), len(foreign)),
			"move it out of the output and build again")
	}
	if err := t.makeRoom(&p, inTheWay); err != nil {
		return plan{}, err
	}
	// This is Order, with ranks reckoned only once.
	slices.SortFunc(p.move, func(a, b *file) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.Path, b.Path))
	})
	slices.SortFunc(p.gone, func(a, b string) int { return Order(b, a) })
	return p, nil
}

// nested refuses a site in which one path is both a file and a folder.
func (t *Tree) nested() error {
	for _, f := range t.files {
		for i, c := range f.Path {
			if c != '/' {
				continue
			}
			if _, taken := t.paths[f.Path[:i]]; taken {
				return fmt.Errorf("commit: %s cannot be a file while %s lies below it", f.Path[:i], f.Path)
			}
		}
	}
	return nil
}

// formerly is a line of the old manifest, or the error of reading it.
type formerly struct {
	Entry
	err error
}

// pairs walks the new files and the old manifest together, both sorted, and
// yields what belongs to one path: a nil file where the path is to go, an empty
// old entry where it is new. The old manifest never lies in memory.
func (t *Tree) pairs() iter.Seq2[*file, formerly] {
	return func(yield func(*file, formerly) bool) {
		files := t.files
		for old, err := range readManifest(t.in(manifestFile)) {
			if err != nil {
				yield(nil, formerly{err: err})
				return
			}
			for len(files) > 0 && files[0].Path < old.Path {
				if !yield(&files[0], formerly{}) {
					return
				}
				files = files[1:]
			}
			var f *file
			if len(files) > 0 && files[0].Path == old.Path {
				f, files = &files[0], files[1:]
			}
			if !yield(f, formerly{Entry: old}) {
				return
			}
		}
		for i := range files {
			if !yield(&files[i], formerly{}) {
				return
			}
		}
	}
}

// stillThere tells whether a file of the old site can be deleted. Where it has
// become a folder, or a folder above it a file, what lies there is not ours.
func (p place) stillThere(path string) (bool, error) {
	_, found, err := p.look(path)
	return found == differs, err
}

// makeRoom lets a page become a folder of pages, and back. The files in the way
// must be ours and about to go; they are then deleted before anything else.
func (t *Tree) makeRoom(p *plan, paths []string) error {
	first := map[string]bool{}
	going := func(path string) bool { _, found := slices.BinarySearch(p.gone, path); return found }
	for _, path := range paths {
		ways, err := t.ways(path)
		if err != nil {
			return err
		}
		for _, name := range ways {
			if !going(name) {
				return hint(fmt.Errorf("commit: %s is in the way of the new file %s and was not written by a build", t.to(name), path),
					"move it out of the output and build again")
			}
			first[name] = true
		}
	}
	keep := p.gone[:0]
	for _, path := range p.gone {
		if first[path] {
			p.room = append(p.room, path)
		} else {
			keep = append(keep, path)
		}
	}
	p.gone = keep
	return nil
}

// ways lists what is in the way of a file at path: the file above it, or
// everything in the folder of its name. An empty folder is nobody's and is
// listed as it is.
func (p place) ways(path string) ([]string, error) {
	for i, c := range path {
		if c != '/' {
			continue
		}
		if info, err := os.Lstat(p.to(path[:i])); err == nil && !info.IsDir() {
			return []string{path[:i]}, nil
		}
	}
	var ways []string
	err := filepath.WalkDir(p.to(path), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			content, err := os.ReadDir(name)
			if err != nil || len(content) > 0 {
				return err
			}
		}
		rel, err := filepath.Rel(p.out, name)
		ways = append(ways, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("commit: look below %s: %w", path, err)
	}
	return ways, nil
}

// writeJournal is the moment of decision. Before the journal has its name the
// old site stands; from then on the new one does, however long it takes.
func (t *Tree) writeJournal(p plan) error {
	if err := t.seam("write manifest"); err != nil {
		return err
	}
	err := writeDurably(t.in(manifestNext), func(w *bufio.Writer) error {
		var line []byte
		for _, f := range t.files {
			line = appendEntry(line[:0], f.Entry)
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := os.MkdirAll(t.out, 0o755); err != nil {
		return fmt.Errorf("make output: %w", err)
	}
	if err := t.seam("flush staged files"); err != nil {
		return err
	}
	if err := flush(t.state); err != nil {
		return fmt.Errorf("flush staged files: %w", err)
	}
	if err := t.seam("write journal"); err != nil {
		return err
	}
	if err := writeDurably(t.in(journalNext), p.journal); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if err := t.seam("name journal"); err != nil {
		return err
	}
	if err := moveDurably(t.in(journalNext), t.in(journalFile)); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}
