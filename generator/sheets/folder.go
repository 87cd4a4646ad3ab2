package sheets

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// MostBytes is the most that a file holds, as it lies in a folder or unpacked.
const MostBytes = 256 << 20

// mostPacked is the most that an archive holds as it lies in a folder: it is in
// memory beside the file that is unpacked from it.
const mostPacked = MostBytes / 2

// A Folder reads the files beneath one folder. A file is read as a whole, and
// all that is handed out of it is of that moment; one that changed since it was
// read before is refused, so that a publication is of one state of the data.
//
// The file read last is kept, unpacked, and so is the archive read last. A
// Folder is not for several goroutines at once.
type Folder struct {
	dir     string
	except  []string // folders and files in it that hold no tables
	states  map[string]source.State
	digests map[string]string // SHA-256 of what was read, by the name of the file
	archive *archive
	last    snapshot
	through func(name string, from io.Reader) io.Reader // tests: what a file is read through
}

// Open begins with a folder; nothing is read yet. Some folders and files in it are
// left out.
func Open(dir string, except ...string) *Folder {
	return &Folder{
		dir: dir, except: except, states: make(map[string]source.State), digests: make(map[string]string),
		through: func(_ string, from io.Reader) io.Reader { return from },
	}
}

// refused is the finding of a file that is not read, and why.
func refused(name string, why *Fault) []finding.Finding {
	f := finding.Finding{Code: finding.FileRefused, At: source.Cell{File: &source.File{Path: name}}}.With("problem", why.Problem)
	return []finding.Finding{why.Tell(f)}
}

// because is the fault of a whole file or row.
func because(problem finding.Term) *Fault { return &Fault{Problem: problem, Column: -1} }

// Names lists every file beneath the folder, in order, with slashes; what is
// hidden is left out. A zip is a folder: its members stand beneath its name.
func (f *Folder) Names() ([]string, []finding.Finding, error) {
	return f.list(f.except, func(name string) ([]string, []finding.Finding, error) {
		if !isArchive(name) {
			return []string{name}, nil, nil
		}
		a, found, err := f.archived(name)
		if err != nil || a == nil {
			return nil, found, err
		}
		members := make([]string, len(a.names))
		for i, member := range a.names {
			members[i] = name + "/" + member
		}
		return members, append(found, a.found...), nil
	})
}

// Files lists every file as it lies beneath the folder, in order, with slashes,
// the folders that hold no tables included; what is hidden is left out. A zip is a
// file like any other.
func (f *Folder) Files() ([]string, []finding.Finding, error) {
	return f.list(nil, func(name string) ([]string, []finding.Finding, error) { return []string{name}, nil, nil })
}

// list goes through the folder and gathers what each regular file is listed as.
// What is no regular file is a finding.
func (f *Folder) list(except []string, file func(name string) ([]string, []finding.Finding, error)) ([]string, []finding.Finding, error) {
	var names []string
	var found []finding.Finding
	err := fs.WalkDir(os.DirFS(f.dir), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
		case hidden(name), slices.Contains(except, name):
			return skip(entry)
		case !utf8.ValidString(name):
			found = append(found, refused(strings.ToValidUTF8(name, "\ufffd"), because(finding.UnknownCoding))...)
			return skip(entry)
		case entry.IsDir():
		case !entry.Type().IsRegular():
			found = append(found, refused(name, because(unlike(entry.Type())))...)
		default:
			listed, about, err := file(name)
			names, found = append(names, listed...), append(found, about...)
			return err
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list folder %s: %w", f.dir, err)
	}
	slices.Sort(names)
	return names, found, nil
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// hidden reports whether a file is kept out of sight, or is one that a program
// keeps beside another that is open.
func hidden(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || base == "__MACOSX"
}

// unlike is why something that is no regular file is not read.
func unlike(mode fs.FileMode) finding.Term {
	if mode&fs.ModeSymlink != 0 {
		return finding.IsLink
	}
	return finding.IsDevice
}

// Read reads one file, named as Names does. A file that cannot be read is a
// finding and no sheets.
func (f *Folder) Read(name string, how How) ([]*Sheet, []finding.Finding, error) {
	found, err := f.load(name)
	if err != nil || found != nil {
		return nil, found, err
	}
	sheets, found, err := f.last.sheets(how)
	file, _, _ := f.split(name) // it has been split before
	for _, s := range sheets {
		s.File.SHA256 = f.digests[file]
	}
	if err != nil || !how.Columns {
		return sheets, found, err
	}
	for _, s := range sheets {
		if s.Keys == nil { // records have no rows and columns that could change places
			s.turn()
		}
	}
	return sheets, found, nil
}

// load makes a file the one read last, if it is not.
func (f *Folder) load(name string) ([]finding.Finding, error) {
	if f.last.name == name && name != "" {
		return nil, nil
	}
	f.last = snapshot{} // before another takes as much memory
	file, member, err := f.split(name)
	if err != nil {
		return nil, err
	}
	var data []byte
	var why *Fault
	if member == "" {
		data, why, err = f.plain(file)
	} else {
		a, found, err := f.archived(file)
		if err != nil || a == nil {
			return found, err
		}
		if a.members[member] == nil {
			return nil, fmt.Errorf("read file %s: %w", name, fs.ErrNotExist)
		}
		data, why = a.read(member)
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("read file %s: %w", name, err)
	case why != nil:
		return refused(name, why), nil
	}
	f.last = snapshot{name: name, data: data}
	return nil, nil
}

// split tells a file in the folder from the member of an archive.
func (f *Folder) split(name string) (file, member string, err error) {
	if !fs.ValidPath(name) {
		return "", "", fmt.Errorf("read file %q: %w", name, fs.ErrInvalid)
	}
	for i := range len(name) {
		if name[i] != '/' || !isArchive(name[:i]) {
			continue
		}
		info, err := os.Lstat(f.path(name[:i]))
		if err != nil {
			return "", "", fmt.Errorf("read file %s: %w", name, err)
		}
		if !info.IsDir() {
			return name[:i], name[i+1:], nil
		}
	}
	return name, "", nil
}

func (f *Folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// archived opens an archive, or hands out the one opened last. It is nil, with
// a finding, where none of it can be read.
func (f *Folder) archived(name string) (*archive, []finding.Finding, error) {
	if f.archive == nil || f.archive.name != name {
		f.archive, f.last = nil, snapshot{}
		data, why, err := f.plain(name)
		if err != nil {
			return nil, nil, fmt.Errorf("read file %s: %w", name, err)
		}
		if why != nil {
			return nil, refused(name, why), nil
		}
		f.archive = openArchive(name, data)
	}
	if f.archive.refused != nil {
		return nil, refused(name, f.archive.refused), nil
	}
	return f.archive, nil, nil
}

// plain reads a file of the folder, as source.ReadFile does.
func (f *Folder) plain(name string) ([]byte, *Fault, error) {
	most := int64(MostBytes)
	if isArchive(name) {
		most = mostPacked
	}
	data, now, err := source.ReadFile(f.dir, name, most, func(file io.Reader) io.Reader { return f.through(name, file) })
	if why, is := finding.Unread(err); is {
		return nil, because(why), nil
	}
	if err != nil {
		return nil, nil, err
	}
	if before, has := f.states[name]; has && before != now {
		return nil, because(finding.Changing), nil
	}
	f.states[name] = now
	if f.digests[name] == "" {
		sum := sha256.Sum256(data)
		f.digests[name] = hex.EncodeToString(sum[:])
	}
	return data, nil, nil
}
