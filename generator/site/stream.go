package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// Stream adds one file that need not fit into memory: write writes it from its first
// byte to its last. All that Put promises holds. While the bytes come they are
// compared with those that the output holds, and only from the first difference on
// do they go to disk, behind a copy of what was equal: a file that did not change
// costs reading it, and writes nothing. It returns the SHA-256 and the size.
func (t *Tree) Stream(path string, write func(io.Writer) error) (sum [sha256.Size]byte, size int64, err error) {
	f, err := t.stream(path, write)
	if err != nil {
		t.fail(err)
	}
	return f.Sum, f.Size, err
}

// stream holds the lock only to count, as put does.
func (t *Tree) stream(path string, write func(io.Writer) error) (file, error) {
	if err := CheckPath(path); err != nil {
		return file{}, err
	}
	if err := t.reserve(path); err != nil {
		return file{}, err
	}
	info, found, err := t.look(path)
	if err != nil {
		return file{}, err
	}
	s := &stream{tree: t, path: path, sum: sha256.New()}
	if found == differs && info.Mode().IsRegular() {
		if s.old, err = os.Open(t.to(path)); err != nil {
			return file{}, fmt.Errorf("compare %s: %w", path, err)
		}
	} else if err := s.begin(); err != nil {
		return file{}, err
	}
	if err = write(s); err == nil {
		err = s.end()
	}
	if err = errors.Join(err, s.close()); err != nil {
		return file{}, fmt.Errorf("write %s: %w", path, err)
	}
	if s.stage == 0 {
		found = same
	}
	f := file{Entry: Entry{Path: path, Sum: [sha256.Size]byte(s.sum.Sum(nil)), Size: s.size}, stage: s.stage, rank: rank(path), found: found}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files = append(t.files, f)
	return f, nil
}

// A stream is a file that is being written. As long as nothing is staged, all that
// came is what the output holds.
type stream struct {
	tree   *Tree
	path   string
	old    *os.File // what the output holds; nil where that is no file
	staged *os.File
	stage  int // number of the staged copy; 0 = none yet
	sum    hash.Hash
	size   int64 // of what came
	err    error // the first failure: whoever writes may have passed over it
}

// Write takes the next bytes.
func (s *stream) Write(data []byte) (int, error) {
	if s.err == nil {
		s.err = s.take(data)
	}
	if s.err != nil {
		return 0, s.err
	}
	s.sum.Write(data)
	s.size += int64(len(data))
	return len(data), nil
}

func (s *stream) take(data []byte) error {
	if s.staged == nil {
		equal, err := begins(s.old, data)
		if err != nil || equal {
			return err
		}
		if err := s.begin(); err != nil {
			return err
		}
	}
	_, err := s.staged.Write(data)
	return err
}

// begins reads as many bytes of a file as there are in data, and reports whether
// they are the same.
func begins(old io.Reader, data []byte) (bool, error) {
	chunk := chunks.Get().(*[32 << 10]byte)
	defer chunks.Put(chunk)
	for len(data) > 0 {
		n, err := io.ReadFull(old, chunk[:min(len(data), len(chunk))])
		if !bytes.HasPrefix(data, chunk[:n]) || err == io.EOF || err == io.ErrUnexpectedEOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		data = data[n:]
	}
	return true, nil
}

// begin makes the staged copy, with what came so far.
func (s *stream) begin() error {
	s.stage = s.tree.number()
	var err error
	if s.staged, err = s.tree.create(s.stage); err != nil {
		return fmt.Errorf("stage %s: %w", s.path, err)
	}
	if s.old == nil {
		return nil
	}
	if _, err := s.old.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("stage %s: %w", s.path, err)
	}
	copied := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(s.staged, copied), s.old, s.size); err != nil {
		return fmt.Errorf("stage %s: copy what did not change: %w", s.path, err)
	}
	if !bytes.Equal(copied.Sum(nil), s.sum.Sum(nil)) {
		return hint(fmt.Errorf("stage %s: the file changed while it was being compared", s.path), "let nothing else write into the output, and build again")
	}
	return nil
}

// end is called when all has come: what the output holds may go on.
func (s *stream) end() error {
	if s.err != nil || s.staged != nil {
		return s.err
	}
	switch n, err := s.old.Read(make([]byte, 1)); {
	case n > 0:
		return s.begin()
	case err != io.EOF:
		return err
	}
	return nil
}

func (s *stream) close() error {
	var errs []error
	for _, f := range []*os.File{s.old, s.staged} {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	return errors.Join(errs...)
}
