package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Why ReadFile does not read a file: it is not what it should be, and nothing
// went wrong.
var (
	ErrLink     = errors.New("a link is on the way to the file")
	ErrDevice   = errors.New("it is no regular file")
	ErrTooLarge = errors.New("the file is larger than may be")
	ErrChanging = errors.New("the file changes while it is read")
)

// A State tells one state of a file from another.
type State struct {
	Size     int64
	Modified int64 // in nanoseconds
}

func stateOf(info fs.FileInfo) State { return State{info.Size(), info.ModTime().UnixNano()} }

// ReadFile reads a file beneath a folder, named with slashes, of at most so many
// bytes, from one end to the other and in one state. Nothing on the way to it may
// be a link: what it leads to can lie anywhere, and be another thing a moment
// later. What is read goes through a reader, where one is given.
//
// The state is known unless the file could not be looked at. The errors are those
// above, or of the file system.
func ReadFile(dir, name string, most int64, through func(io.Reader) io.Reader) (data []byte, before State, err error) {
	var info fs.FileInfo
	path := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for i := range len(name) + 1 {
		if i < len(name) && name[i] != '/' {
			continue
		}
		if info, err = os.Lstat(path(name[:i])); err != nil {
			return nil, before, err
		}
		switch mode := info.Mode(); {
		case mode&fs.ModeSymlink != 0:
			return nil, before, ErrLink
		case !mode.IsRegular() && (!mode.IsDir() || i == len(name)):
			return nil, before, ErrDevice
		}
	}
	before = stateOf(info)
	if before.Size > most {
		return nil, before, ErrTooLarge
	}
	file, err := os.Open(path(name))
	if err != nil {
		return nil, before, err
	}
	defer file.Close()
	opened, err := file.Stat()
	if err != nil {
		return nil, before, err
	}
	if !os.SameFile(info, opened) {
		return nil, before, ErrChanging
	}
	var from io.Reader = file
	if through != nil {
		from = through(file)
	}
	// A byte more than there are, to see one that was added.
	data = make([]byte, before.Size+1)
	n, err := io.ReadFull(from, data)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, before, err
	}
	after, err := file.Stat()
	if err != nil {
		return nil, before, err
	}
	if int64(n) != before.Size || stateOf(after) != before {
		return nil, before, ErrChanging
	}
	return data[:n:n], before, nil
}
