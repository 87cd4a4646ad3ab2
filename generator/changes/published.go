package changes

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Sums is the file of the digests of all tables of an election, as sha256sum -c
// takes them, and suffix how the name of its log of changes ends.
const (
	Sums   = "sha256sums.txt"
	suffix = "-changes.ndjson"
)

// An unusable error is about a folder that cannot be compared with, and says what
// to try.
type unusable struct{ what, hint string }

func (e *unusable) Error() string { return e.what }
func (e *unusable) Hint() string  { return e.hint }

// Published goes through the lines that a site published of an election, oldest
// first, once the file has proven to be the one that was published. A site
// without the election has no lines.
func Published(site, election string, visit func(*Line) error) error {
	if _, err := os.Stat(filepath.Join(site, "index.html")); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read site: %w", err)
		}
		return &unusable{site + " is no site that was built earlier", "give the folder with index.html and data in it, as build wrote it"}
	}
	folder := filepath.Join(site, "data", election)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	name, sum, err := listed(folder)
	if err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return fmt.Errorf("read published changes: %w", err)
	}
	defer file.Close()
	digest := sha256.New()
	if _, err := io.Copy(digest, file); err != nil {
		return fmt.Errorf("read published changes: %w", err)
	}
	if hex.EncodeToString(digest.Sum(nil)) != sum {
		return &unusable{
			filepath.Join(folder, name) + " is not the file that " + Sums + " beside it names",
			"it was changed or cut off after it was published; fetch that site again",
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read published changes: %w", err)
	}
	return lines(file, visit)
}

// listed finds the log of changes and its digest among the digests of an
// election's tables.
func listed(folder string) (name, sum string, err error) {
	without := &unusable{
		folder + " has no list of changes", "it was built by an earlier version; build it again with this one, from the data it had",
	}
	sums, err := os.ReadFile(filepath.Join(folder, Sums))
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", without
	}
	if err != nil {
		return "", "", fmt.Errorf("read digests: %w", err)
	}
	for entry := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(entry, "\n"), "  ")
		if strings.HasSuffix(name, suffix) && filepath.IsLocal(name) {
			return name, sum, nil
		}
	}
	return "", "", without
}

// lines reads lines one by one: one of them may be long, where a decision is
// about everything.
func lines(r io.Reader, visit func(*Line) error) error {
	decoder := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	decoder.UseNumber()
	for n := 1; ; n++ {
		var l Line
		switch err := decoder.Decode(&l); {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("read published changes: line %d: %w", n, err)
		}
		if err := visit(&l); err != nil {
			return err
		}
	}
}
