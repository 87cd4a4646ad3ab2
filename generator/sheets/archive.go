package sheets

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"achyk/generator/finding"
)

// What an archive may hold. A precinct a file in the largest country is a
// hundred thousand; tables pack to a tenth, and hardly ever to a hundredth.
const (
	mostMembers  = 100_000
	mostUnpacked = 4 << 30  // bytes of all members
	mostRatio    = 250      // of unpacked bytes to packed ones …
	freeUnpacked = 16 << 20 // … in a member that unpacks to more than this
)

// An archive is a zip, read as a folder. Nothing is ever written under the
// names of its members.
type archive struct {
	name    string
	names   []string // of its members, in order
	members map[string]*zip.File
	found   []finding.Finding // on members that cannot be told apart or named
	refused *Fault            // why none of it is read; nil where it is
}

// isArchive reports whether a file is taken for a folder.
func isArchive(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

// openArchive reads the directory of a zip and refuses what would cost more
// than tables do.
func openArchive(name string, data []byte) *archive {
	a := &archive{name: name, members: make(map[string]*zip.File)}
	zipped, why := directory(data, finding.BadArchive)
	if why != nil {
		a.refused = why
		return a
	}
	var total uint64
	twice := make(map[string]bool)
	for _, file := range zipped.File {
		member, usable := memberName(file)
		if strings.HasSuffix(member, "/") || usable && slices.ContainsFunc(strings.Split(member, "/"), hidden) {
			continue
		}
		if !usable {
			a.found = append(a.found, refused(name, &Fault{Problem: finding.MemberName, Column: -1, Has: quoted(member, mostNamed)})...)
			continue
		}
		if total += file.UncompressedSize64; total > mostUnpacked || file.UncompressedSize64 > mostUnpacked {
			a.refused = because(finding.Bomb)
			return a
		}
		if a.members[member] != nil {
			twice[member] = true
		}
		a.members[member] = file
	}
	if total > max(4*freeUnpacked, mostRatio*uint64(len(data))) {
		a.refused = because(finding.Bomb)
		return a
	}
	for _, member := range slices.Sorted(maps.Keys(twice)) {
		// Nobody can tell which of them is meant.
		delete(a.members, member)
		a.found = append(a.found, refused(name+"/"+member, &Fault{Problem: finding.MemberTwice, Column: -1, Has: quoted(member, mostNamed)})...)
	}
	a.names = slices.Sorted(maps.Keys(a.members))
	if len(a.names) == 0 && len(a.found) == 0 {
		a.refused = because(finding.EmptyFile)
	}
	return a
}

// directory is what a zip says of its members, or why it is none. An entry of the directory costs
// far more memory than its bytes, and nothing limits how many there are: they
// are counted first.
func directory(data []byte, problem finding.Term) (*zip.Reader, *Fault) {
	if bytes.Count(data, []byte("PK\x01\x02")) > 4*mostMembers {
		return nil, because(finding.Bomb)
	}
	zipped, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, unzipped(problem, err)
	}
	if len(zipped.File) > mostMembers {
		return nil, because(finding.Bomb)
	}
	return zipped, nil
}

// unzipped is why a file cannot be unpacked. What a library says of one that is
// broken says no more.
func unzipped(problem finding.Term, err error) *Fault {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return because(finding.UnknownPacking)
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return because(problem)
	}
	return &Fault{Problem: problem, Column: -1, Detail: err.Error()}
}

// memberName is the name of a member with slashes, a directory's with one at
// its end. It is not usable where it would lead out of the archive. Names that
// are not UTF-8 are in the encoding that archives are written with where
// Cyrillic is.
func memberName(file *zip.File) (name string, usable bool) {
	name = file.Name
	if !utf8.ValidString(name) {
		text := script{letters: &cyrillic[1].letters}
		name = string(text.decoded(nil, []byte(name)))
	}
	name = strings.ReplaceAll(name, "\\", "/")
	whole := strings.TrimSuffix(name, "/")
	return name, fs.ValidPath(whole) && whole != "." && strings.IndexFunc(whole, func(r rune) bool { return r < ' ' || r == ':' || r == 0x7f }) < 0
}

// read unpacks one member.
func (a *archive) read(member string) ([]byte, *Fault) {
	file := a.members[member]
	switch mode := file.Mode(); {
	case file.Flags&1 != 0:
		return nil, because(finding.Locked)
	case mode&fs.ModeSymlink != 0:
		return nil, because(finding.IsLink)
	case !mode.IsRegular():
		return nil, because(finding.IsDevice)
	}
	// A member is never longer than it says: its reader ends it.
	switch unpacked := file.UncompressedSize64; {
	case unpacked > max(freeUnpacked, min(file.CompressedSize64, MostBytes)*mostRatio):
		return nil, because(finding.Bomb)
	case unpacked > MostBytes:
		return nil, because(finding.TooLarge)
	}
	unpack, err := file.Open()
	if err != nil {
		return nil, unzipped(finding.BadArchive, err)
	}
	data := make([]byte, file.UncompressedSize64, file.UncompressedSize64+1)
	_, err = io.ReadFull(unpack, data)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		err = ended(unpack)
	}
	if closed := unpack.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, unzipped(finding.BadArchive, err)
	}
	return data, nil
}

// ended reads to the end, where the sum of a member is compared.
func ended(unpack io.Reader) error {
	n, err := unpack.Read(make([]byte, 1))
	for n == 0 && err == nil {
		n, err = unpack.Read(make([]byte, 1))
	}
	switch {
	case n > 0:
		return errors.New("a member is longer than it says")
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}
