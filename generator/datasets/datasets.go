// Package datasets publishes an election as data: tables that a spreadsheet
// opens, and one JSON document beside each page, with the very figures that the
// page prints. A newsroom that takes the tables and a citizen who reads the
// page must never have to wonder which of them is right.
//
// A [Set] is the data of one election. Its tables lie under /data, its documents
// under /api at the path that the page has in both languages, with the schemas
// that describe them. Everything is written for machines and in no language:
// names stand in both, times are RFC 3339, and codes are those of election.yaml
// and of the canonical tables.
//
// Three rules hold throughout. Unknown is not zero: an unknown figure is an
// empty cell, and in JSON a state without a value. In a document every figure
// that the page prints is a number, and every number is printed on the page;
// ordinals and ids are strings. Nothing is here that pages withhold: no figure
// under an embargo, no record that a finding holds, and no group of voters that
// could be a handful of people.
package datasets

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"time"

	"achyk/generator/changes"
	"achyk/generator/charts"
	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// A Tree takes finished files; it is used by several goroutines at once. The
// bytes are reused once Put has returned. A file that is too large to lie in memory
// comes as a stream, which answers with its SHA-256 and its size.
type Tree interface {
	Put(path string, data []byte) error
	Stream(path string, write func(io.Writer) error) (sum [sha256.Size]byte, size int64, err error)
}

// Pictures hands out what was made of scans, and received files that may be
// published, by the digest of their bytes, which it has made sure of: pages and
// tables tell it. It is used by several goroutines at once.
type Pictures interface {
	Bytes(sha256 string) ([]byte, error)
}

// A Set is the data of one election. It is safe for concurrent use once
// written.
type Set struct {
	*rollup.Country
	report    *checks.Report
	catalogue *wording.Catalogue
	pictures  Pictures
	files     []File

	// latest is the last time in a commission's data and everything beneath
	// it, by commission index.
	latest   []time.Time
	held     []int             // records withheld, beneath included, by commission index
	found    []finding.Finding // those that readers may see, without the checks'
	byCode   map[finding.Code][]checks.Entry
	notes    map[string][]finding.Finding // the same by commission
	lists    []Listing
	received []Export
	archives []Archive
	silent   []bool // by commission index
	book     *charts.Book
	// charted says which places have figures directly beneath them, by commission index.
	charted map[*election.Contest][]bool
	// waivers are why and by whom findings of checks were let pass, by code and
	// record.
	waivers map[[2]string]string
}

// A File is one table as it was written.
type File struct {
	Table   string // protocols, protocols-long, …
	Name    string // demo-training-protocols.csv
	Path    string // below the root of the site
	Rows    int64  // without the header; of JSON, lines
	Bytes   int64
	SHA256  string   // 64 hexadecimal digits
	Columns []string // or what the objects of its lines have
}

// Sums is the file of the digests of all tables, as sha256sum -c takes them.
const Sums = changes.Sums

// New prepares the data of an election from its sums, its checks and the
// findings about it. The catalogue has the sentences that go with them; the
// pictures of its papers may be nil where no document was scanned.
func New(y *rollup.Country, report *checks.Report, found []finding.Finding, catalogue *wording.Catalogue, pictures Pictures) *Set {
	s := &Set{
		Country: y, report: report, catalogue: catalogue, pictures: pictures,
		latest: make([]time.Time, len(y.Election.Commissions)),
		held:   make([]int, len(y.Election.Commissions)),
		notes:  make(map[string][]finding.Finding), waivers: make(map[[2]string]string),
		byCode: make(map[finding.Code][]checks.Entry),
		book:   charts.NewBook(y),
	}
	s.read(found)
	s.date()
	for i := range s.found {
		s.byCode[s.found[i].Code] = append(s.byCode[s.found[i].Code], checks.Entry{
			Commission: s.Election.Commission(s.found[i].Commission), Contest: s.Election.Contest(s.found[i].Contest), Finding: &s.found[i],
		})
	}
	s.lists, s.received = s.listings(), exportsOf(s.Election)
	s.findSilent()
	s.findCharted()
	return s
}

// read keeps the findings that readers may see. Those of checks come with the
// report, which knows their arithmetic.
func (s *Set) read(found []finding.Finding) {
	for _, f := range checks.Shown(s.Country, found) {
		if !f.Code.Declared() {
			if f.Waiver != "" {
				s.waivers[[2]string{string(f.Code), f.Record}] = f.Waiver
			}
			continue
		}
		c := s.Election.Commission(f.Commission)
		if c != nil {
			s.notes[c.ID] = append(s.notes[c.ID], f)
		} else {
			c = s.Election.Root // nobody's here: the country's
		}
		if c != nil && f.Effect() == finding.Hold {
			s.held[c.Index]++
		}
		s.found = append(s.found, f)
	}
}

// date finds the last time in each commission's data: a document whose data did
// not change keeps its bytes, whatever arrived elsewhere.
func (s *Set) date() {
	// Parents stand before their children, so backwards the children are done
	// when their parent's turn comes.
	all := s.Election.Commissions
	for i := len(all) - 1; i >= 0; i-- {
		c := all[i]
		if !c.Sealed(s.AsOf) {
			for _, p := range c.Protocols {
				s.later(i, p.Received)
				s.later(i, p.Signed)
			}
		}
		if c.Parent != nil {
			s.held[c.Parent.Index] += s.held[i]
			s.later(c.Parent.Index, s.latest[i])
		}
		// What is shown on its own page alone dates that page alone.
		records := c.RecordsAt(s.AsOf)
		s.later(i, records.Latest())
	}
	for _, d := range s.Standing.InEffect() {
		for c := d.Target; c != nil; c = c.Parent {
			s.later(c.Index, d.Date)
		}
	}
}

func (s *Set) later(i int, t time.Time) {
	if t.After(s.latest[i]) && (s.AsOf.IsZero() || !t.After(s.AsOf)) {
		s.latest[i] = t
	}
}

func (s *Set) embargoed(c *election.Commission) bool { return c.Embargoed(s.AsOf) }

// Latest is the last time in the data of a commission and of everything beneath
// it, on the clock of the election; zero where there is none.
func (s *Set) Latest(c *election.Commission) time.Time {
	t := s.latest[c.Index]
	if t.IsZero() {
		return t
	}
	return t.In(s.Election.Zone)
}

// Files lists the tables, once they are written.
func (s *Set) Files() []File { return s.files }

// File is a table by its name, once it is written; false where the election has none
// of that name.
func (s *Set) File(table string) (File, bool) {
	i := slices.IndexFunc(s.files, func(f File) bool { return f.Table == table })
	if i < 0 {
		return File{}, false
	}
	return s.files[i], true
}

// Write puts the papers, the tables and their checksums, the documents and their
// schemas into the tree. The first error ends it.
func (s *Set) Write(tree Tree) error {
	if s.Election.Root == nil {
		return nil
	}
	if err := s.writeScans(tree); err != nil {
		return err
	}
	if err := s.writeArchives(tree); err != nil {
		return err
	}
	if err := s.writeTables(tree); err != nil {
		return err
	}
	if err := s.writeSchemas(tree); err != nil {
		return err
	}
	return s.writeDocuments(tree)
}

// writeTables writes the tables on all cores, and then their digests in the order
// they are offered.
func (s *Set) writeTables(tree Tree) error {
	files, errs := make([]File, len(definitions)), make([]error, len(definitions))
	cores := make(chan bool, runtime.GOMAXPROCS(0))
	var writers sync.WaitGroup
	for i, d := range definitions {
		if d.of != nil && !d.of(s) {
			continue
		}
		cores <- true
		writers.Go(func() {
			files[i], errs[i] = s.writeTable(tree, d)
			<-cores
		})
	}
	writers.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, f := range files {
		if f.Table != "" {
			s.files = append(s.files, f)
			fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, f.Name)
		}
	}
	if err := tree.Put("data/"+s.Election.ID+"/"+Sums, sums.Bytes()); err != nil {
		return fmt.Errorf("write checksums: %w", err)
	}
	return nil
}

func (s *Set) writeTable(tree Tree, d definition) (File, error) {
	var t table
	if d.lines {
		t.columns = d.columns(s)
	} else {
		t.begin(s, d.columns(s))
	}
	if d.fill(s, &t); t.err != nil {
		return File{}, fmt.Errorf("write table %s: %w", d.name, t.err)
	}
	f := File{
		Table: d.name, Name: FileName(s.Election, d.name+d.extension()), Rows: t.rows, Bytes: int64(len(t.bytes)),
		SHA256: t.digest(), Columns: t.columns,
	}
	f.Path = "data/" + s.Election.ID + "/" + f.Name
	if err := tree.Put(f.Path, t.bytes); err != nil {
		return f, fmt.Errorf("write table %s: %w", d.name, err)
	}
	return f, nil
}
