package changes

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// keys are the columns of the table of documents that name one, in the order of
// [election.Document.Key], and digest is that of the file as it was received.
var keys = []string{"commission", "contest", "part", "series", "kind", "version", "page"}

const digest = "received_sha256"

// compareDocuments finds the documents whose file, as it was received, was
// published by its digest and is not the same now. A file for a document that had
// none is an addition. A site that published no documents has nothing to compare.
func compareDocuments(found []finding.Finding, site string, e *election.Election) ([]finding.Finding, error) {
	folder, err := published(site, e.ID)
	if err != nil || folder == "" {
		return found, err
	}
	file, err := proven(folder, documents)
	if err != nil || file == nil {
		return found, err
	}
	defer file.Close()
	now := documentsOf(e)
	err = rows(file, func(row map[string]string) {
		if row[digest] == "" {
			return
		}
		if f, differs := now.compare(row); differs {
			found = append(found, f)
		}
	})
	return found, err
}

// documentsNow are the documents of an election by what makes each of them one.
type documentsNow map[string]*election.Document

func documentsOf(e *election.Election) documentsNow {
	now := make(documentsNow)
	for _, c := range e.Commissions {
		if c.Records == nil {
			continue
		}
		for i := range c.Records.Documents {
			d := &c.Records.Documents[i]
			now[cells(c, d)] = d
		}
	}
	return now
}

// cells are what a row of the table has in the columns that name a document.
func cells(c *election.Commission, d *election.Document) string {
	contest, part, page := "", "", ""
	if d.Contest != nil {
		contest, part = d.Contest.ID, partID(d.Contest, d.Part)
	}
	if d.Page > 0 {
		page = strconv.Itoa(d.Page)
	}
	return strings.Join([]string{c.ID, contest, part, string(d.Series), string(d.Kind), strconv.Itoa(d.Version), page}, "\x00")
}

// recordOf is a document as findings name it.
func recordOf(row map[string]string) string {
	var words []string
	for _, column := range keys {
		if row[column] != "" {
			words = append(words, row[column])
		}
	}
	return strings.Join(words, " ")
}

// compare sets a published document beside the one of the data.
func (now documentsNow) compare(row map[string]string) (finding.Finding, bool) {
	named := make([]string, len(keys))
	for i, column := range keys {
		named[i] = row[column]
	}
	d := now[strings.Join(named, "\x00")]
	f := finding.Finding{Code: finding.History, Record: recordOf(row), Commission: row["commission"], Contest: row["contest"]}
	if d == nil {
		f.Received = when(row["received"])
		return f.With("problem", finding.PublishedGone), true
	}
	was, is := row[digest], ""
	if d.Scan != nil {
		is = d.Scan.SHA256
	}
	f.At, f.Received = d.At, d.Arrived()
	if file := (source.Cell{File: &source.File{Path: d.File}}); d.File != "" && d.File != d.At.Path() {
		f.Also = []source.Cell{file}
	}
	return f.With("problem", finding.PublishedAltered).With("number", 1).
		With("value", digest+" "+short(was)+" → "+short(is)), was != is
}

// short is the beginning of a digest, enough to tell two apart.
func short(digest string) string {
	const most = 16
	if len(digest) > most {
		return digest[:most] + "…"
	}
	return clip(digest)
}

// when reads a time as tables have it; zero for none.
func when(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

// rows goes through a published table.
func rows(file io.Reader, visit func(map[string]string)) error {
	buffered := bufio.NewReader(file)
	if mark, _, err := buffered.ReadRune(); err == nil && mark != '\ufeff' {
		if err := buffered.UnreadRune(); err != nil {
			return fmt.Errorf("read published documents: %w", err)
		}
	}
	table := csv.NewReader(buffered)
	header, err := table.Read()
	if err != nil {
		return fmt.Errorf("read published documents: %w", err)
	}
	header = slices.Clone(header)
	for _, column := range append(slices.Clone(keys), digest) {
		if !slices.Contains(header, column) {
			return fmt.Errorf("read published documents: there is no column %s", column)
		}
	}
	table.ReuseRecord = true
	row := make(map[string]string, len(header))
	for {
		read, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read published documents: %w", err)
		}
		for i, column := range header {
			row[column] = read[i]
		}
		visit(row)
	}
}
