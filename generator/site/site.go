// Package site is the published site as what it really is: a tree of files.
// It knows nothing of elections or pages; it takes paths and bytes and makes a
// folder hold exactly them.
//
// A build opens the tree, puts every file, commits, and closes:
//
//	tree, err := site.Open("public")
//	defer tree.Close()
//	tree.Put("ky/index.html", page) // from as many workers as there are
//	tree.Stream("data/papers.zip", func(w io.Writer) error { … })
//	report, err := tree.Commit()
//
// # What is promised
//
// Only files whose bytes differ from the bytes on disk are written. Contents
// are compared, never sizes or times alone, so a file edited by hand is put
// right, and a second unchanged build writes nothing at all. That matters far
// from here: the times of files, the caches of readers and the next upload all
// follow what was touched.
//
// Only files that an earlier build of ours wrote are ever deleted or replaced.
// They are listed in the manifest. A folder that is not empty and has no
// manifest is somebody else's, and is refused.
//
// A site is never torn. While pages are rendered, changed files wait in a
// staging folder and the output is not touched. Commit then writes a journal of
// renames, and only after the journal is safe on disk does it carry it out. A
// crash before that leaves the old site; a crash after it is mended by the next
// Open, which carries the same journal to its end and arrives at exactly the
// new site. See journal.go for the order of the renames, so that a reader who
// looks in between follows no broken link, and for what a power loss may do.
//
// # Where things lie
//
// The state of the output "public" lies beside it, in "public.state", never
// inside, because everything inside is published:
//
//	public.state/lock           who is building, if anybody
//	public.state/manifest       what the last build published
//	public.state/stage/         changed files that wait to be moved
//	public.state/manifest.next  what the output will hold once
//	public.state/journal        these renames are done
//	public.state/…              what others keep there; see Beside
package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A Tree is an output folder opened for one build. Put and Stream may be called from
// many goroutines at once; Commit and Close may not.
type Tree struct {
	place
	lock *os.File

	mu      sync.Mutex
	paths   map[string]struct{}
	files   []file
	stages  int
	failure error // the first that failed: its page would be missing
	closed  bool

	// real are folders of the output that are known to be folders, and no links.
	real sync.Map
}

// A file is one path of the new site.
type file struct {
	Entry
	stage int    // number of its staged copy; 0 where the output already holds it
	rank  uint32 // see Order
	found standing
}

// standing is what lies in the output where a file is to be.
type standing uint8

const (
	absent  standing = iota
	same             // a regular file with these very bytes
	differs          // a file with other bytes, or a link
	blocked          // a folder, or a path that leads through a file
)

// Report counts what Commit did.
type Report struct {
	Written, Unchanged, Deleted int
	Bytes                       int64 // of the files written
}

// Open takes the output folder for this process alone, finishes what a crashed
// build left half done, and makes ready for Put. The folder need not exist.
func Open(out string) (*Tree, error) { return open(out, func(string) error { return nil }) }

// Beside is a folder of that name in the state of an output, for work that builds
// keep for later ones. It is never published. Like Open it refuses an output that
// is somebody else's; nothing is created.
func Beside(out, name string) (string, error) {
	p, err := locate(out)
	if err != nil {
		return "", err
	}
	if err := p.ours(); err != nil {
		return "", err
	}
	return p.in(name), nil
}

// open is Open with a seam for tests; see place.
func open(out string, seam func(string) error) (*Tree, error) {
	p, err := locate(out)
	if err != nil {
		return nil, err
	}
	p.seam = seam
	if err := p.ours(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.state, 0o755); err != nil {
		return nil, fmt.Errorf("make state folder: %w", err)
	}
	lock, err := takeLock(p.in("lock"), p.out)
	if err != nil {
		return nil, err
	}
	t := &Tree{place: p, lock: lock, paths: make(map[string]struct{})}
	if err := t.prepare(); err != nil {
		releaseLock(lock)
		return nil, err
	}
	return t, nil
}

// prepare brings the output to a state a build can start from.
func (t *Tree) prepare() error {
	// A first build may have finished between the look in open and the lock.
	if err := t.ours(); err != nil {
		return err
	}
	together, err := sameFilesystem(t.out, t.state)
	if err != nil {
		return fmt.Errorf("compare filesystems of output and state: %w", err)
	}
	if !together {
		return hint(fmt.Errorf("%s and %s lie on different filesystems, so files cannot be moved into place at once", t.out, t.state),
			"choose an output one folder below the mounted volume")
	}
	if err := t.finish(); err != nil {
		return err
	}
	if err := t.discardStage(); err != nil {
		return err
	}
	// Read through once, so that a damaged manifest is known before the work
	// of rendering and not after it.
	for _, err := range readManifest(t.in(manifestFile)) {
		if err != nil {
			return hint(err, fmt.Sprintf("remove %s and %s, and build again", t.out, t.state))
		}
	}
	return nil
}

// ours refuses an output that holds files and was not built by us: to publish
// into it could destroy somebody's work, and would publish their files as ours.
func (p place) ours() error {
	for _, name := range []string{manifestFile, journalFile} {
		if _, err := os.Lstat(p.in(name)); err == nil {
			return nil
		}
	}
	folder, err := os.Open(p.out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open output: %w", err)
	}
	defer folder.Close()
	switch _, err := folder.ReadDir(1); {
	case err == io.EOF:
		return nil
	case err != nil:
		return fmt.Errorf("read output: %w", err)
	}
	return hint(fmt.Errorf("%s is not empty and there is no %s that lists its files as ours", p.out, p.in(manifestFile)),
		fmt.Sprintf("choose another --out; or, if nothing in %s is needed, remove it and build again", p.out))
}

// Put adds one file to the new site. The output is not touched until Commit.
// Data may be reused once Put has returned.
func (t *Tree) Put(path string, data []byte) error {
	err := t.put(path, data)
	if err != nil {
		t.fail(err)
	}
	return err
}

// fail keeps the first failure, so that the site is not committed without the file.
func (t *Tree) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failure == nil {
		t.failure = err
	}
}

// put holds the lock only to count, never while it reads, hashes or writes.
func (t *Tree) put(path string, data []byte) error {
	if err := CheckPath(path); err != nil {
		return err
	}
	if err := t.reserve(path); err != nil {
		return err
	}
	found, err := t.compare(path, data)
	if err != nil {
		return err
	}
	f := file{Entry: Entry{Path: path, Sum: sha256.Sum256(data), Size: int64(len(data))}, rank: rank(path), found: found}
	if found != same {
		if f.stage, err = t.stage(path, data); err != nil {
			return err
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files = append(t.files, f)
	return nil
}

func (t *Tree) reserve(path string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return fmt.Errorf("put %s: the tree is closed", path)
	}
	if _, taken := t.paths[path]; taken {
		return fmt.Errorf("put %s: the path is taken by another file of this build", path)
	}
	t.paths[path] = struct{}{}
	return nil
}

// stage writes a changed file to where it waits for Commit.
func (t *Tree) stage(path string, data []byte) (int, error) {
	n := t.number()
	f, err := t.create(n)
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return 0, fmt.Errorf("stage %s: %w", path, err)
	}
	return n, nil
}

// number is that of the next staged file. The number, not the path, names it, so
// that staging needs few folders however deep the site is.
func (t *Tree) number() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stages++
	return t.stages
}

// create makes the n-th staged file.
func (t *Tree) create(n int) (*os.File, error) {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	name := t.staged(n)
	f, err := os.OpenFile(name, flags, 0o644)
	if errors.Is(err, fs.ErrNotExist) { // the first file of its folder
		if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			f, err = os.OpenFile(name, flags, 0o644)
		}
	}
	return f, err
}

// compare looks at what the output holds at path, next to data.
func (t *Tree) compare(path string, data []byte) (standing, error) {
	info, found, err := t.lookOnce(path)
	if err != nil || found != differs {
		return found, err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return differs, nil
	}
	equal, err := holds(t.to(path), data)
	if err != nil {
		return differs, fmt.Errorf("compare %s: %w", path, err)
	}
	if equal {
		return same, nil
	}
	return differs, nil
}

var chunks = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// lookOnce is look for many files of the same few folders: it goes the way to a
// folder once. Commit goes it again before it moves anything there.
func (t *Tree) lookOnce(path string) (fs.FileInfo, standing, error) {
	folder := path[:max(0, strings.LastIndexByte(path, '/'))]
	if _, known := t.real.Load(folder); known {
		return t.at(path)
	}
	info, found, err := t.look(path)
	if err == nil && found == differs {
		t.real.Store(folder, true)
	}
	return info, found, err
}

// holds compares a file with as many bytes, in pieces, so that a large dataset is
// not read into memory a second time.
func holds(name string, data []byte) (bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return begins(f, data)
}

// look tells what lies at path without following a link anywhere on the way: a
// folder of the output that is really a link would let a build write, or
// delete, outside its output. It never answers same.
func (p place) look(path string) (fs.FileInfo, standing, error) {
	for i, c := range path {
		if c != '/' {
			continue
		}
		info, err := os.Lstat(p.to(path[:i]))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, absent, nil
		case err != nil:
			return nil, absent, fmt.Errorf("look at %s: %w", path, err)
		case info.Mode()&fs.ModeSymlink != 0:
			return nil, absent, hint(fmt.Errorf("%s is a symbolic link, and files are written only below real folders of the output", p.to(path[:i])),
				"remove the link and build again")
		case !info.IsDir():
			return info, blocked, nil
		}
	}
	return p.at(path)
}

// at is look where the folders on the way are known.
func (p place) at(path string) (fs.FileInfo, standing, error) {
	info, err := os.Lstat(p.to(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, absent, nil
	case err != nil:
		return nil, absent, fmt.Errorf("look at %s: %w", path, err)
	case info.IsDir():
		return info, blocked, nil
	}
	return info, differs, nil
}

// Close gives the output free for the next build. Without a Commit before it,
// the output stays as it was.
func (t *Tree) Close() error {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	if t.lock == nil {
		return nil
	}
	var err error
	// A journal that could not be carried out still needs its staged files.
	if _, left := os.Lstat(t.in(journalFile)); errors.Is(left, fs.ErrNotExist) {
		err = t.discardStage()
	}
	err = errors.Join(err, releaseLock(t.lock))
	t.lock = nil
	return err
}

// discardStage removes what a build staged and never committed.
func (t *Tree) discardStage() error {
	for _, name := range []string{stageFolder, manifestNext, journalNext} {
		if err := os.RemoveAll(t.in(name)); err != nil {
			return fmt.Errorf("clear staged files: %w", err)
		}
	}
	return nil
}

// A place is an output and its state, as absolute paths without links.
type place struct {
	out, state string
	// seam is called before every step that changes the disk, with the name of
	// the step. Where it answers with an error, the work stops dead as a crash
	// would stop it. Only tests give one that does.
	seam func(step string) error
}

// locate follows links to the output itself, so that two names for one folder
// find one state and one lock.
func locate(out string) (place, error) {
	if strings.TrimSpace(out) == "" {
		return place{}, errors.New("the output folder has no name")
	}
	abs, err := filepath.Abs(out)
	if err != nil {
		return place{}, fmt.Errorf("locate output: %w", err)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	} else if parent, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		abs = filepath.Join(parent, filepath.Base(abs))
	}
	if filepath.Dir(abs) == abs {
		return place{}, fmt.Errorf("%s cannot be the output: its state would have to lie beside it", abs)
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		return place{}, fmt.Errorf("%s cannot be the output: it is a file", abs)
	}
	return place{out: abs, state: abs + ".state"}, nil
}

func (p place) in(name string) string { return filepath.Join(p.state, name) }

func (p place) to(path string) string {
	return p.out + string(filepath.Separator) + filepath.FromSlash(path)
}

// staged names the n-th staged file; a thousand lie in each folder.
func (p place) staged(n int) string {
	return filepath.Join(p.state, stageFolder, fmt.Sprintf("%04d", n/1000), fmt.Sprintf("%03d", n%1000))
}

// hinted is an error whose likely cause is known. The command prints the hint
// on a line of its own below the error.
type hinted struct {
	error
	hint string
}

func hint(err error, text string) error { return &hinted{err, text} }

func (h *hinted) Hint() string  { return h.hint }
func (h *hinted) Unwrap() error { return h.error }
