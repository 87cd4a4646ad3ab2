package site

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	manifestFile = "manifest"
	manifestNext = "manifest.next"
	journalFile  = "journal"
	journalNext  = "journal.next"
	stageFolder  = "stage"
)

// An Entry is one published file.
type Entry struct {
	Path string
	Sum  [sha256.Size]byte
	Size int64
}

// Hex is the SHA-256 of the file as people and programs write it.
func (e Entry) Hex() string { return hex.EncodeToString(e.Sum[:]) }

// A Manifest lists every file of a site, sorted by path in byte order. On disk
// it is text, one file a line, so that a country of a million and a half files
// is read and written line by line, and a person can grep it:
//
//	0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f 15204 ky/index.html
type Manifest []Entry

// ReadManifest reads what the last build published to the output folder.
func ReadManifest(out string) (Manifest, error) {
	p, err := locate(out)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(p.in(manifestFile)); err != nil {
		return nil, hint(fmt.Errorf("read manifest of %s: %w", out, err), "build the site first")
	}
	var m Manifest
	for entry, err := range readManifest(p.in(manifestFile)) {
		if err != nil {
			return nil, err
		}
		m = append(m, entry)
	}
	return m, nil
}

// Find looks a path up.
func (m Manifest) Find(path string) (Entry, bool) {
	i, found := slices.BinarySearchFunc(m, path, func(e Entry, path string) int {
		return strings.Compare(e.Path, path)
	})
	if !found {
		return Entry{}, false
	}
	return m[i], true
}

// readManifest yields a manifest line by line; none where there is no file. It
// ends with the first error.
func readManifest(name string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		f, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			yield(Entry{}, fmt.Errorf("open manifest: %w", err))
			return
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 4*longestPath)
		last := ""
		for n := 1; lines.Scan(); n++ {
			entry, err := parseEntry(lines.Bytes())
			if err == nil && entry.Path <= last {
				err = fmt.Errorf("%s does not come after %s", entry.Path, last)
			}
			if err != nil {
				yield(Entry{}, fmt.Errorf("%s line %d: %w", name, n, err))
				return
			}
			if !yield(entry, nil) {
				return
			}
			last = entry.Path
		}
		if err := lines.Err(); err != nil {
			yield(Entry{}, fmt.Errorf("read manifest: %w", err))
		}
	}
}

func parseEntry(line []byte) (Entry, error) {
	sum, rest, _ := bytes.Cut(line, []byte(" "))
	size, path, _ := bytes.Cut(rest, []byte(" "))
	var e Entry
	if len(sum) != hex.EncodedLen(len(e.Sum)) {
		return e, fmt.Errorf("%q is not a SHA-256", sum)
	}
	if _, err := hex.Decode(e.Sum[:], sum); err != nil {
		return e, fmt.Errorf("%q is not a SHA-256", sum)
	}
	n, err := strconv.ParseInt(string(size), 10, 64)
	if err != nil || n < 0 {
		return e, fmt.Errorf("%q is not a size", size)
	}
	e.Size, e.Path = n, string(path)
	// These paths are deleted one day: a manifest edited by hand must not lead
	// out of the output.
	return e, CheckPath(e.Path)
}

func appendEntry(line []byte, e Entry) []byte {
	line = hex.AppendEncode(line, e.Sum[:])
	line = append(line, ' ')
	line = strconv.AppendInt(line, e.Size, 10)
	line = append(line, ' ')
	line = append(line, e.Path...)
	return append(line, '\n')
}

// writeDurably writes a file whose bytes are safe on disk when it returns.
func writeDurably(name string, write func(*bufio.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// moveDurably renames within one folder and makes the new name safe on disk.
func moveDurably(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}
