package scans

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// A paper is a document with its commission.
type paper struct {
	commission *election.Commission
	*election.Document
}

// A file is one that documents name, with the rules it is read by: mostly one.
type file struct {
	name  string
	rules []rule
	// What was found.
	sha256   string // empty where it could not be read
	bytes    int64
	absent   bool
	refused  finding.Term // why it could not be read
	outcomes []outcome    // by rule
}

// Read makes the pictures of every document of an election whose folder is dir, on
// all cores, and fills Document.Scan. It returns what is wrong with the files, in
// order. A document whose file is not there keeps no scan: who looks for the files
// says so.
//
// A scan whose file could not be read at all, being a link, a device, or another
// from moment to moment, has no digest.
func (s *Store) Read(dir string, e *election.Election) (found []finding.Finding, err error) {
	papers := papersOf(e)
	files, of := filesOf(e, papers)
	release := s.maker.pdf.hold()
	defer func() { err = errors.Join(err, release()) }()
	if err := s.readAll(dir, files); err != nil {
		return nil, err
	}
	for i, p := range papers {
		found = append(found, p.fill(of[i].file, of[i].rule)...)
	}
	found = append(found, twice(papers)...)
	finding.Sort(found)
	return found, nil
}

// papersOf are the documents with a file, in the order of the election.
func papersOf(e *election.Election) []paper {
	var papers []paper
	for _, c := range e.Commissions {
		if c.Records == nil {
			continue
		}
		for i := range c.Records.Documents {
			if d := &c.Records.Documents[i]; d.File != "" {
				papers = append(papers, paper{c, d})
			}
		}
	}
	return papers
}

// A use is which file a document names, and by which of its rules it is read.
type use struct {
	file *file
	rule int
}

// filesOf are the files that documents name, each once.
func filesOf(e *election.Election, papers []paper) ([]*file, []use) {
	var files []*file
	byName := make(map[string]*file)
	uses := make([]use, 0, len(papers))
	for _, p := range papers {
		f := byName[p.File]
		if f == nil {
			f = &file{name: p.File}
			byName[p.File] = f
			files = append(files, f)
		}
		r := ruleOf(e.Rule(p.Kind), p.Page)
		at := slices.IndexFunc(f.rules, r.equal)
		if at < 0 {
			at = len(f.rules)
			f.rules = append(f.rules, r)
		}
		uses = append(uses, use{f, at})
	}
	return files, uses
}

// readAll reads files on all cores. Of several errors it returns the first one's,
// by the order of the files.
func (s *Store) readAll(dir string, files []*file) error {
	failed := make([]error, len(files))
	var next, stop atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for stop.Load() == 0 {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				if failed[i] = s.read(dir, files[i]); failed[i] != nil {
					stop.Store(1)
				}
			}
		})
	}
	workers.Wait()
	for i, err := range failed {
		if err != nil {
			return fmt.Errorf("read scan %s: %w", files[i].name, err)
		}
	}
	return nil
}

// read reads one file and finds or makes its pictures.
func (s *Store) read(dir string, f *file) error {
	if !fs.ValidPath(f.name) {
		return fs.ErrInvalid
	}
	data, done, err := s.load(dir, f)
	defer done()
	if err != nil || f.absent || f.refused != "" {
		return err
	}
	f.sha256, f.bytes = digest(data), int64(len(data))
	for _, r := range f.rules {
		o := outcome{Format: formatOf(data)}
		if r.Publish != election.DiscloseDigest {
			if o, err = s.outcome(origin{dir, f.name, r}, f.sha256, data); err != nil {
				return err
			}
		}
		f.outcomes = append(f.outcomes, o)
	}
	return nil
}

// load reads the bytes of a file; they count as taken until done is called.
func (s *Store) load(dir string, f *file) (data []byte, done func(), err error) {
	done = func() {}
	name := filepath.Join(dir, filepath.FromSlash(f.name))
	if info, err := os.Lstat(name); err == nil {
		done = s.room.take(min(info.Size(), mostBytes))
	}
	data, state, err := source.ReadFile(dir, f.name, mostBytes, s.through)
	why, refused := finding.Unread(err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.absent = true
		return nil, done, nil
	case refused:
		f.refused = why
		if why == finding.TooLarge && state.Size <= mostHashed {
			f.bytes = state.Size
			f.sha256, err = digestOf(name)
			return nil, done, err
		}
		return nil, done, nil
	case err == nil && len(data) == 0:
		f.refused, f.sha256 = finding.EmptyFile, digest(nil)
	}
	return data, done, err
}

// mostHashed is the most that a file which is too large to be read may hold, to
// have a digest all the same.
const mostHashed = 4 << 30

func digestOf(name string) (sum string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(f, mostHashed)); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
