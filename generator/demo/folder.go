package demo

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// The marker says that a folder was written here, so that it may be written
// again.
const (
	markerFile = "demo.json"
	author     = "achyk demo"
)

// electionFile makes a folder an election. It goes first and comes last.
const electionFile = "election.yaml"

// files are those that a training election consists of, beside the marker.
var files = []string{
	"commissions.csv", "selections.csv", "protocols.csv", summaryFile, "decisions.csv", "participation.csv", "turnout.csv",
	"events.csv", "complaints.csv", outlinesFile, licenceFile, "planted.json", electionFile,
}

// A marker is what demo.json says.
type marker struct {
	WrittenBy string   `json:"written_by"`
	Seed      uint64   `json:"seed"`
	Precincts int      `json:"precincts"`
	Papers    int      `json:"papers,omitempty"`
	Files     []string `json:"files"`
}

// beside is what a file is called while it is being written.
const beside = ".new"

// A folder is where a training election is written. Files are written beside
// those of an earlier election and replace them when all are complete.
type folder struct {
	path    string
	marker  marker
	created bool     // the folder itself
	fresh   bool     // there was no earlier election
	earlier []string // its files
	open    []*file
}

// A file is one file being written.
type file struct {
	*bufio.Writer
	name string
	disk *os.File
}

// claim takes a folder that is missing, empty, or of an earlier training
// election. Any other is refused and left as it is.
func claim(path string, m marker) (*folder, error) {
	f := &folder{path: path, marker: m}
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, err
		}
		f.created, f.fresh = true, true
	case err != nil:
		return nil, err
	case len(entries) == 0:
		f.fresh = true
	default:
		if f.earlier, err = writtenFiles(filepath.Join(path, markerFile)); err != nil {
			return nil, err
		}
		return f, f.sweep()
	}
	// The marker first, so that what a crash leaves is known as ours.
	if err := f.mark(); err != nil {
		return nil, err
	}
	if err := os.Rename(f.at(markerFile+beside), f.at(markerFile)); err != nil {
		return nil, err
	}
	return f, nil
}

// sweep removes what a run left that died while it wrote papers: what it promised
// beside the marker.
func (f *folder) sweep() error {
	if _, err := os.Stat(f.at(markerFile + beside)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	promised, err := writtenFiles(f.at(markerFile + beside))
	if err != nil {
		return nil // it died while it wrote the promise, and before any paper
	}
	for _, name := range promised {
		if err := remove(f.at(name + beside)); err != nil {
			return err
		}
		f.prune(name)
	}
	return nil
}

// prune removes the folders of a file that hold nothing any more.
func (f *folder) prune(name string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if os.Remove(f.at(dir)) != nil {
			return // something is left in it
		}
	}
}

// writtenFiles reads from a marker which files may be replaced.
func writtenFiles(marked string) ([]string, error) {
	data, err := os.ReadFile(marked)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the folder is not empty and holds no %s, so it was not written by the demo", markerFile)
	}
	if err != nil {
		return nil, err
	}
	var m marker
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("read %s: %w", markerFile, err)
	}
	if m.WrittenBy != author {
		return nil, fmt.Errorf("%s says the folder was written by %q, not by the demo", markerFile, m.WrittenBy)
	}
	for _, name := range m.Files {
		if name != path.Clean(name) || !filepath.IsLocal(filepath.FromSlash(name)) || name == "." {
			return nil, fmt.Errorf("%s lists %q, which is not a file of the folder", markerFile, name)
		}
	}
	return m.Files, nil
}

// at is where a file of the folder lies; its name has slashes.
func (f *folder) at(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// mark writes the marker beside the present one.
func (f *folder) mark() error {
	data, err := json.MarshalIndent(f.marker, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(f.at(markerFile+beside), append(data, '\n'), 0o644)
}

// promise says that a file will be there, before anything of it is.
func (f *folder) promise(name string) {
	if !slices.Contains(f.marker.Files, name) {
		f.marker.Files = append(slices.Clip(f.marker.Files), name)
	}
}

// put writes a whole file that was promised, beside the present one of that name.
// It may be called from many goroutines.
func (f *folder) put(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(f.at(name)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(f.at(name+beside), data, 0o644)
}

// create begins a file beside the present one of that name.
func (f *folder) create(name string) (*file, error) {
	f.promise(name)
	if err := os.MkdirAll(filepath.Dir(f.at(name)), 0o755); err != nil {
		return nil, err
	}
	disk, err := os.Create(f.at(name + beside))
	if err != nil {
		return nil, err
	}
	made := &file{bufio.NewWriterSize(disk, 1<<16), name, disk}
	f.open = append(f.open, made)
	return made, nil
}

// publish replaces the earlier election by the one written. While files are
// moved there is no election.yaml, and the folder is no election.
func (f *folder) publish() error {
	for _, made := range f.open {
		if err := errors.Join(made.Flush(), made.disk.Close()); err != nil {
			f.abandon()
			return fmt.Errorf("complete %s: %w", made.name, err)
		}
	}
	if err := f.mark(); err != nil {
		f.abandon()
		return err
	}
	if err := remove(f.at(electionFile)); err != nil {
		f.abandon()
		return err
	}
	for _, name := range f.earlier {
		if !slices.Contains(f.marker.Files, name) {
			if err := remove(f.at(name)); err != nil {
				return err
			}
			f.prune(name)
		}
	}
	for _, name := range append([]string{markerFile}, f.marker.Files...) {
		if err := os.Rename(f.at(name+beside), f.at(name)); err != nil {
			return err
		}
	}
	return nil
}

// abandon removes what was written beside, as far as it can: the reason for
// abandoning is already on its way to the reader.
func (f *folder) abandon() {
	for _, made := range f.open {
		made.disk.Close()
	}
	for _, name := range append([]string{markerFile}, f.marker.Files...) {
		os.Remove(f.at(name + beside))
		f.prune(name)
	}
	if f.fresh {
		os.Remove(f.at(markerFile))
	}
	if f.created {
		os.Remove(f.path)
	}
}

// remove removes a file that may be gone already.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
