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
// takes them; suffix is how the name of its log of changes ends, and documents how
// that of its table of documents does.
const (
	Sums      = "sha256sums.txt"
	suffix    = "-changes.ndjson"
	documents = "-documents.csv"
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
	folder, err := published(site, election)
	if err != nil || folder == "" {
		return err
	}
	file, err := proven(folder, suffix)
	if err != nil {
		return err
	}
	if file == nil {
		return &unusable{
			folder + " has no list of changes", "it was built by an earlier version; build it again with this one, from the data it had",
		}
	}
	defer file.Close()
	return lines(file, visit)
}

// published is the folder of the tables that a site published of an election;
// empty where it has none of it.
func published(site, election string) (string, error) {
	if _, err := os.Stat(filepath.Join(site, "index.html")); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read site: %w", err)
		}
		return "", &unusable{site + " is no site that was built earlier", "give the folder with index.html and data in it, as build wrote it"}
	}
	folder := filepath.Join(site, "data", election)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return folder, nil
}

// proven opens the table whose name ends in a certain way, once it has proven to
// be the one that the digests of the election's tables name. It is nil where they
// name none.
func proven(folder, ending string) (*os.File, error) {
	name, sum, err := listed(folder, ending)
	if err != nil || name == "" {
		return nil, err
	}
	file, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return nil, fmt.Errorf("read what was published: %w", err)
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, file); err != nil {
		file.Close()
		return nil, fmt.Errorf("read what was published: %w", err)
	}
	if hex.EncodeToString(digest.Sum(nil)) != sum {
		file.Close()
		return nil, &unusable{
			filepath.Join(folder, name) + " is not the file that " + Sums + " beside it names",
			"it was changed or cut off after it was published; fetch that site again",
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		file.Close()
		return nil, fmt.Errorf("read what was published: %w", err)
	}
	return file, nil
}

// listed finds a table and its digest among the digests of an election's tables;
// without a name where they do not list it.
func listed(folder, ending string) (name, sum string, err error) {
	sums, err := os.ReadFile(filepath.Join(folder, Sums))
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("read digests: %w", err)
	}
	for entry := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(entry, "\n"), "  ")
		if strings.HasSuffix(name, ending) && filepath.IsLocal(name) {
			return name, sum, nil
		}
	}
	return "", "", nil
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
