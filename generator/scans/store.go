package scans

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"achyk/generator/election"
	"achyk/generator/source"
)

// A Store keeps the pictures that were made of scans, and what became of each scan,
// in a folder:
//
//	outcomes/ab/ab….json  what became of a file under a rule, by the digest of both
//	pictures/cd/cd….jpg   pictures, by their own digests
//	pdfium/               the renderer of PDF, compiled for this machine
//
// Nothing in it is needed: what is damaged or gone is made again. Several processes
// may use one folder. A Store is for several goroutines at once.
type Store struct {
	dir     string // empty = nothing is kept
	maker   *maker
	room    *room                               // for files as they are received
	through func(from io.Reader) io.Reader      // tests: what a file is read through
	rename  func(oldpath, newpath string) error // tests: what may fail
	mutex   sync.Mutex
	needed  map[string]bool   // the files of the folder that were read or written, by path
	origins map[string]origin // what a picture was made of, or where a received file lies, by digest
}

// An origin is where a picture comes from.
type origin struct {
	dir, file string
	rule      rule
}

// mostReceived is how many bytes of received files are in memory at once.
const mostReceived = 2 * mostBytes

// Open opens the store in a folder, which need not be there yet. Without a folder
// nothing is kept: pictures are made, for their digests and to see that they can
// be, and forgotten.
func Open(dir string) (*Store, error) {
	s := &Store{
		dir: dir, room: newRoom(mostReceived), rename: os.Rename,
		needed: make(map[string]bool), origins: make(map[string]origin),
	}
	cache := ""
	if dir != "" {
		cache = filepath.Join(dir, "pdfium")
		for _, sub := range []string{s.outcomes(), s.pictures(), cache} {
			if err := os.MkdirAll(sub, 0o755); err != nil {
				return nil, fmt.Errorf("open the store of scans: %w", err)
			}
		}
	}
	s.maker = newMaker(cache)
	return s, nil
}

func (s *Store) outcomes() string { return filepath.Join(s.dir, "outcomes") }
func (s *Store) pictures() string { return filepath.Join(s.dir, "pictures") }

func (s *Store) outcomePath(key string) string {
	return filepath.Join(s.outcomes(), key[:2], key+".json")
}

func (s *Store) picturePath(sha256 string) string {
	return filepath.Join(s.pictures(), sha256[:2], sha256+".jpg")
}

// outcome is what becomes of the bytes of a file: as it was kept, or made now.
func (s *Store) outcome(from origin, received string, data []byte) (outcome, error) {
	key := from.rule.key(received)
	o, kept := s.kept(key)
	if !kept {
		var err error
		if o, err = s.make(key, task{data, from.rule}); err != nil {
			return outcome{}, err
		}
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.dir != "" {
		s.needed[s.outcomePath(key)] = true
	}
	for _, p := range o.pictures() {
		s.origins[p.SHA256] = from
		if s.dir != "" {
			s.needed[s.picturePath(p.SHA256)] = true
		}
	}
	if o.Original {
		s.origins[received] = from
	}
	return o, nil
}

// pictures are all pictures of an outcome.
func (o outcome) pictures() []election.Picture {
	var all []election.Picture
	for _, p := range o.Pages {
		all = append(all, p.Reading, p.Thumbnail)
	}
	return all
}

// make makes the pictures of a file and keeps them, the outcome last: where it is,
// they are.
func (s *Store) make(key string, t task) (outcome, error) {
	o, pictures, err := s.maker.make(t)
	if err != nil || s.dir == "" {
		return o, err
	}
	for _, p := range pictures {
		if err := s.write(s.picturePath(p.SHA256), p.bytes); err != nil {
			return o, fmt.Errorf("keep a picture: %w", err)
		}
	}
	if o.fleeting {
		return o, nil
	}
	text, err := json.Marshal(o)
	if err != nil {
		return o, fmt.Errorf("keep what became of a scan: %w", err)
	}
	if err := s.write(s.outcomePath(key), append([]byte(digest(text)+"\n"), text...)); err != nil {
		return o, fmt.Errorf("keep what became of a scan: %w", err)
	}
	return o, nil
}

// kept is the outcome under a key, if it is there, as it was written, with all its
// pictures. Whether these are what they were is seen when they are handed out.
func (s *Store) kept(key string) (o outcome, ok bool) {
	if s.dir == "" {
		return o, false
	}
	text, err := os.ReadFile(s.outcomePath(key))
	if err != nil {
		return o, false
	}
	sum, text, _ := bytes.Cut(text, []byte("\n"))
	if string(sum) != digest(text) || json.Unmarshal(text, &o) != nil {
		return outcome{}, false
	}
	for _, p := range o.pictures() {
		if info, err := os.Lstat(s.picturePath(p.SHA256)); err != nil || info.Size() != p.Bytes {
			return outcome{}, false
		}
	}
	return o, true
}

// write writes a file at once or not at all.
func (s *Store) write(name string, data []byte) (err error) {
	for range 3 { // another process that sweeps may take the half-written file away
		if err = s.writeOnce(name, data); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

func (s *Store) writeOnce(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return s.rename(f.Name(), name)
}

// Bytes hands out a picture, or a received file that may be published, by its
// digest. What it hands out has that digest.
func (s *Store) Bytes(sha256 string) ([]byte, error) {
	s.mutex.Lock()
	from, known := s.origins[sha256]
	s.mutex.Unlock()
	if !known {
		return nil, fmt.Errorf("picture %.16s: nothing that was read has it", sha256)
	}
	if s.dir != "" {
		if data, err := os.ReadFile(s.picturePath(sha256)); err == nil && digest(data) == sha256 {
			return data, nil
		}
	}
	data, err := s.again(from, sha256)
	if err != nil {
		return nil, fmt.Errorf("picture %.16s of scan %s: %w", sha256, from.file, err)
	}
	return data, nil
}

// again makes a picture that is damaged or gone once more, or reads the received
// file.
func (s *Store) again(from origin, sha256 string) (found []byte, err error) {
	data, _, err := source.ReadFile(from.dir, from.file, mostBytes, nil)
	if err != nil {
		return nil, err
	}
	if digest(data) == sha256 {
		return data, nil
	}
	if s.dir == "" {
		return nil, errors.New("it was not kept")
	}
	release := s.maker.pdf.hold()
	defer func() { err = errors.Join(err, release()) }()
	_, pictures, err := s.maker.make(task{data, from.rule})
	if err != nil {
		return nil, err
	}
	for _, p := range pictures {
		if p.SHA256 == sha256 {
			return p.bytes, s.write(s.picturePath(sha256), p.bytes)
		}
	}
	return nil, errors.New("the scan changed since it was read: build again")
}

// Sweep removes what no document that was read since Open needs: a paper that was
// withdrawn must not live on here.
func (s *Store) Sweep() error {
	if s.dir == "" {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, root := range []string{s.outcomes(), s.pictures()} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist): // another process swept it
				return nil
			case err != nil:
				return err
			case entry.IsDir() || s.needed[name]:
				return nil
			}
			if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("sweep the store of scans: %w", err)
		}
	}
	return nil
}
