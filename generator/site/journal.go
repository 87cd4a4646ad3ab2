package site

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The journal says how to get from staged files to the new site. It is text:
//
//	achyk site journal 1
//	delete ky/demo/about
//	move 17 assets/site.0263829989b6fd95.css
//	move 4 ky/demo/precincts/9001.html
//	move 3 ky/demo/index.html
//	delete ky/demo/precincts/9002.html
//	end 5
//
// First go files whose name a new file needs as a folder, or the other way
// round (almost never any); then the moves in Order; deletes come last, those of
// pages before those of what pages load. Every step may be repeated, so the
// whole may be repeated: Commit and the Open after a crash run the same code.
//
// # What a power loss may do
//
// On Linux one syncfs makes all staged files safe before the journal gets its
// name, and another makes all renames safe before the journal goes. That costs
// two calls however many files there are. So after a power loss every file is
// wholly old or wholly new, and the journal is either absent (the old site) or
// whole (the next Open finishes the new one). Until that Open, old and new files
// may stand side by side, because single renames are not forced.
//
// Other systems have no such call. There the journal and the manifest are
// forced and the files are not: a crash of the program does as little harm, but
// a power loss within the seconds after a build may leave files that are empty
// or old. The next build finds them, for it compares every byte.
const journalHead = "achyk site journal 1"

// journal writes the plan down.
func (p plan) journal(w *bufio.Writer) error {
	fmt.Fprintln(w, journalHead)
	for _, path := range p.room {
		fmt.Fprintln(w, "delete", path)
	}
	for _, f := range p.move {
		fmt.Fprintln(w, "move", f.stage, f.Path)
	}
	for _, path := range p.gone {
		fmt.Fprintln(w, "delete", path)
	}
	_, err := fmt.Fprintln(w, "end", len(p.room)+len(p.move)+len(p.gone))
	return err // a bufio.Writer keeps its first error
}

// finish carries out the journal, if there is one, and removes it.
func (p place) finish() error {
	if _, err := os.Lstat(p.in(journalFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	// It was named only once whole, so damage means that it was edited. Better
	// to find that out before the first step than in the middle.
	if err := p.eachStep(func(step) error { return nil }); err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	w := worker{place: p}
	if err := p.eachStep(w.apply); err != nil {
		return fmt.Errorf("finish the publication begun in %s: %w", p.in(journalFile), err)
	}
	if err := p.seam("flush output"); err != nil {
		return err
	}
	if err := flush(p.out); err != nil {
		return fmt.Errorf("flush output: %w", err)
	}
	if err := p.seam("name manifest"); err != nil {
		return err
	}
	// Absent, it was renamed before the crash.
	if err := moveDurably(p.in(manifestNext), p.in(manifestFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := p.seam("remove journal"); err != nil {
		return err
	}
	if err := os.Remove(p.in(journalFile)); err != nil {
		return fmt.Errorf("remove journal: %w", err)
	}
	// Were the journal to come back after a power loss, it would move files
	// that a later build staged under the same numbers.
	if err := syncFolder(p.state); err != nil {
		return fmt.Errorf("remove journal: %w", err)
	}
	if err := p.seam("remove stage"); err != nil {
		return err
	}
	return os.RemoveAll(p.in(stageFolder))
}

// A step of the journal moves a staged file to its path, or deletes a path.
type step struct {
	line   string
	path   string
	staged int // 0 deletes
}

// eachStep reads the journal line by line; it may have a million.
func (p place) eachStep(do func(step) error) error {
	f, err := os.Open(p.in(journalFile))
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4*longestPath)
	if !lines.Scan() || lines.Text() != journalHead {
		return fmt.Errorf("%s does not begin with %q", f.Name(), journalHead)
	}
	for n := 0; lines.Scan(); n++ {
		if lines.Text() == fmt.Sprint("end ", n) {
			return nil
		}
		s, err := parseStep(lines.Text())
		if err != nil {
			return fmt.Errorf("%s line %d: %w", f.Name(), n+2, err)
		}
		if err := do(s); err != nil {
			return err
		}
	}
	return errors.Join(fmt.Errorf("%s breaks off", f.Name()), lines.Err())
}

func parseStep(line string) (step, error) {
	verb, rest, _ := strings.Cut(line, " ")
	s := step{line: line, path: rest}
	switch verb {
	case "delete":
	case "move":
		number, path, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 {
			return s, fmt.Errorf("%q is not a staged file", number)
		}
		s.staged, s.path = n, path
	default:
		return s, fmt.Errorf("%q is not a step", line)
	}
	return s, CheckPath(s.path)
}

// A worker carries out steps, and remembers the folder it made last, because
// neighbours in the journal are mostly neighbours on disk.
type worker struct {
	place
	folder string
}

func (w *worker) apply(s step) error {
	if err := w.seam(s.line); err != nil {
		return err
	}
	if s.staged == 0 {
		w.folder = ""
		return w.remove(s.path)
	}
	target := w.to(s.path)
	if folder := filepath.Dir(target); folder != w.folder {
		if _, _, err := w.look(s.path); err != nil { // no links on the way
			return err
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
		w.folder = folder
	}
	err := os.Rename(w.staged(s.staged), target)
	if errors.Is(err, fs.ErrNotExist) {
		// Moved before a crash: the file is where it belongs.
		if info, there := os.Lstat(target); there == nil && info.Mode().IsRegular() {
			return nil
		}
		return hint(fmt.Errorf("neither %s nor its staged copy %s is there", s.path, w.staged(s.staged)),
			fmt.Sprintf("somebody removed it after a crash: remove %s and %s, and build again", w.out, w.state))
	}
	if err != nil {
		return fmt.Errorf("move %s into place: %w", s.path, err)
	}
	return nil
}

// remove deletes a file and then the folders it leaves empty, which only ever
// existed for the files in them.
func (w *worker) remove(path string) error {
	there, err := w.stillThere(path)
	if err != nil {
		return err
	}
	if there {
		if err := os.Remove(w.to(path)); err != nil {
			return fmt.Errorf("delete %s: %w", path, err)
		}
	}
	for i := strings.LastIndexByte(path, '/'); i > 0; i = strings.LastIndexByte(path, '/') {
		path = path[:i]
		info, err := os.Lstat(w.to(path))
		if errors.Is(err, fs.ErrNotExist) {
			continue // a crash came between two rounds of this loop
		}
		// After a crash a new file may already bear the folder's name.
		if err != nil || !info.IsDir() || os.Remove(w.to(path)) != nil {
			break // not empty, so neither are those above
		}
	}
	return nil
}
