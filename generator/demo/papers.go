package demo

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/wording"
)

// The tables about papers, and the folder of their files.
const (
	documentsFile = "documents.csv"
	regionsFile   = "regions.csv"
	scansFolder   = "scans"
)

var (
	documentColumns = []string{
		"commission", "contest", "series", "kind", "version", "page", "file", "date", "received", "signed_by_ky", "signed_by_ru",
	}
	regionColumns = []string{"commission", "contest", "kind", "version", "page", "item", "left", "top", "width", "height"}
)

// Kinds of papers.
const (
	protocolPaper     = "protocol"
	deviceReport      = "device_report"
	actUnused         = "act_unused"
	minutesPaper      = "minutes"
	participationList = "participation_list"
)

// A registry is where the papers of an election are listed and drawn: those of
// whole territories, so that it can be said of them that they are complete.
type registry struct {
	*printer
	columns   []string // of protocols.csv
	territory map[string]*archive
	folder    *folder
	documents *csv.Writer
	regions   *csv.Writer

	papered int          // precincts so far
	untyped int          // protocols that are to come on paper alone
	faults  *paperFaults // of the files
	waiting []*document  // to be drawn
	last    *document    // a protocol that is one picture, as others may be given by mistake
	d       *day
}

// An archive is how a territorial commission keeps its papers: named in the table,
// or by names that say what they are.
type archive struct {
	listed bool
	files  int // named so far
}

// A document is a paper of a commission on its way into the folder.
type document struct {
	commission, number string
	contest, series    string
	kind               string
	version, page      int
	signedBy           wording.Text
	date, received     time.Time

	leaves  []*leaf
	drawn   uint64 // what chance is asked about it
	seen    uint64 // and about the scanner
	format  string // extension
	twist   twist
	instead *document // whose bytes it has; nil = its own

	file   string // below the election's folder
	listed bool   // a row of the table names it
	gone   bool   // and it is not there
}

// key names a document as findings do.
func (x *document) key() string {
	words := []string{x.commission}
	for _, word := range []string{x.contest, x.series} {
		if word != "" {
			words = append(words, word)
		}
	}
	words = append(words, x.kind, strconv.Itoa(x.version))
	if x.page > 0 {
		words = append(words, strconv.Itoa(x.page))
	}
	return strings.Join(words, " ")
}

// chooseTerritories chooses whole territories with about so many precincts in all:
// the largest complete one that fits into half, the largest other one that fits
// into the rest, and then whatever still fits.
func chooseTerritories(all []place, papers int) map[string]*archive {
	chosen := make(map[string]*archive)
	left := papers
	take := func(most int, fits func(p place) bool) {
		best := -1
		for i, t := range all {
			if t.settlement != abroad && chosen[t.id] == nil && t.precincts > 0 && t.precincts <= most && fits(t) && (best < 0 || t.precincts > all[best].precincts) {
				best = i
			}
		}
		if best >= 0 {
			chosen[all[best].id] = &archive{}
			left -= all[best].precincts
		}
	}
	take((papers+1)/2, func(p place) bool { return p.complete })
	take(left, func(p place) bool { return !p.complete })
	for before := -1; before != left; {
		before = left
		take(left, func(place) bool { return true })
	}
	// One by the table, the next by names.
	listed := true
	for _, t := range all {
		if a := chosen[t.id]; a != nil && t.settlement != abroad {
			a.listed = listed
			listed = !listed
		}
	}
	return chosen
}

// openRegistry begins the tables of papers.
func (d *day) openRegistry(f *folder, w map[string]io.Writer, chosen map[string]*archive) (*registry, error) {
	prints, err := readPrints()
	if err != nil {
		return nil, err
	}
	x := &registry{
		printer: &printer{d.country, prints}, columns: d.columns, territory: chosen, folder: f, faults: newPaperFaults(), d: d,
		documents: csv.NewWriter(w[documentsFile]), regions: csv.NewWriter(w[regionsFile]),
	}
	if err := x.documents.Write(documentColumns); err != nil {
		return nil, fmt.Errorf("write %s: %w", documentsFile, err)
	}
	if err := x.regions.Write(regionColumns); err != nil {
		return nil, fmt.Errorf("write %s: %w", regionsFile, err)
	}
	return x, x.sheetOfReceipts()
}

// describe is what election.yaml says of the papers, after everything else.
func (x *registry) describe() string {
	var ids []string
	for _, t := range x.territories {
		if x.territory[t.id] != nil {
			ids = append(ids, t.id)
		}
	}
	return strings.ReplaceAll(x.election, "{complete}", strings.Join(ids, ", "))
}

// close completes the tables.
func (x *registry) close() error {
	for name, w := range map[string]*csv.Writer{documentsFile: x.documents, regionsFile: x.regions} {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}

// of files the papers of a precinct.
func (x *registry) of(s *sending) error {
	archive := x.territory[s.in.id]
	if archive == nil || s.nowhere {
		return nil
	}
	ordinal := x.papered
	x.papered++
	b := &bundle{registry: x, sending: s, archive: archive, place: &s.commission, ordinal: ordinal}
	if s.official != nil {
		for _, p := range s.signedProtocols() {
			b.protocol(p, s.filling(p))
		}
	} else if s.untyped != nil {
		b.protocol(s.untyped, filling{place: b.place, above: s.in.name, illegible: -1})
		for _, x := range b.documents {
			if x.page <= 1 { // once for all pages
				b.found("D604", x, flag)
			}
		}
	}
	if s.scanned != nil {
		b.add(&document{contest: contest, kind: deviceReport, version: 1, date: s.scanner.received, received: s.scanner.received, format: "jpg"},
			x.receiptLeaf(s.scanner, b.place))
	}
	if s.official != nil {
		if ordinal%5 == 1 {
			b.small(actUnused, x.actLeaf(s.paper, b.place))
		}
		if ordinal%7 == 3 {
			b.small(participationList, x.listLeaf(s.paper, b.place))
		}
	}
	x.faults.strike(b)
	return b.file()
}

// sums files the papers of a territorial commission.
func (x *registry) sums(t *territory, q *protocol) error {
	archive := x.territory[t.id]
	if archive == nil {
		return nil
	}
	b := &bundle{registry: x, archive: archive, place: &t.commission, ordinal: 2}
	b.protocol(q, filling{place: b.place, illegible: -1})
	b.documents = append(b.documents, &document{
		commission: t.id, kind: minutesPaper, version: 1, date: q.signed, received: q.received, format: "jpg",
		signedBy: x.text("signers-two"), leaves: []*leaf{x.minutesLeaf(q, b.place)},
	})
	return b.file()
}

// signedProtocols are the protocols of a precinct that people signed, as they were
// before the table.
func (s *sending) signedProtocols() []*protocol {
	return slices.Concat(s.earlier, []*protocol{s.paper}, s.further)
}

// filling is what is written into the form of a protocol beside its figures.
func (s *sending) filling(p *protocol) filling {
	f := filling{place: &s.commission, above: s.in.name, illegible: -1}
	for _, before := range s.signedProtocols() {
		if before.series == p.series && before.version < p.version {
			f.before = before
		}
	}
	if p == s.paper {
		for _, plant := range s.plants {
			if plant.Kind == "illegible-line" {
				f.illegible = slices.Index(s.official.columns, plant.Cell) - len(protocolHead)
			}
		}
	}
	return f
}
