package demo

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"image"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/paper"
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

	file string // below the election's folder; empty = it was never scanned
	gone bool   // the table names the file, and it is not there
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

// close completes the tables and draws the papers.
func (x *registry) close() error {
	for name, w := range map[string]*csv.Writer{documentsFile: x.documents, regionsFile: x.regions} {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return x.draw()
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
			b.found("D604", x, "kind", flag)
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

// A bundle is the papers of one commission.
type bundle struct {
	*registry
	*sending // nil for a territorial commission
	archive  *archive
	place    *commission
	ordinal  int // among the papered precincts

	documents []*document
	strays    []*document // of nobody
	later     []func()    // what is planted when files have their names
}

// protocol adds the paper of a protocol: as one picture, as a picture a page, or as
// a PDF, by turns.
func (b *bundle) protocol(p *protocol, f filling) {
	one := document{
		contest: contest, kind: protocolPaper, version: p.version, signedBy: b.text("signers"), date: p.signed,
		received: p.received.Add(time.Duration(7+b.ordinal%23) * time.Minute),
	}
	if p.series != manual {
		one.series = p.series
	}
	switch turn := b.ordinal % 6; {
	case turn == 1:
		f.apart = true
		second := one
		one.page, second.page, one.format, second.format = 1, 2, "jpg", "jpg"
		b.add(&one, b.protocolLeaf(p, f))
		b.add(&second, b.signatureLeaf(p, f))
	case turn == 2:
		f.apart, one.format = true, "pdf"
		b.add(&one, b.protocolLeaf(p, f), b.signatureLeaf(p, f))
	default:
		one.format = [6]string{"jpg", "", "", "png", "pdf", "tif"}[turn]
		if b.ordinal%2 == 0 && turn == 0 {
			one.format = "jpg"
		}
		b.add(&one, b.protocolLeaf(p, f))
	}
}

// small adds a paper that is of no contest.
func (b *bundle) small(kind string, l *leaf) {
	b.add(&document{
		kind: kind, version: 1, signedBy: b.text("signers-two"), date: b.paper.signed, received: b.paper.received, format: "jpg",
	}, l)
}

func (b *bundle) add(x *document, leaves ...*leaf) {
	x.commission, x.number, x.leaves = b.place.id, b.place.number, leaves
	b.documents = append(b.documents, x)
}

// words of names, by kind.
var fileWords = map[string]string{
	protocolPaper: "prot", deviceReport: "asu", actUnused: "akt", participationList: "list", minutesPaper: "minutes",
}

// name gives a document its file.
func (b *bundle) name(x *document) string {
	folder := path.Join(scansFolder, strings.TrimPrefix(cmp.Or(b.place.parent, b.place.id), "tec-"))
	if x.number == "" {
		folder = path.Join(scansFolder, b.place.id)
	}
	b.archive.files++
	if b.archive.listed {
		return path.Join(folder, fmt.Sprintf("scan%04d.%s", b.archive.files, x.format))
	}
	word := fileWords[x.kind]
	if x.series != "" {
		word = x.series
	}
	if x.contest != "" {
		word += "-" + x.contest
	}
	word += "-v" + strconv.Itoa(x.version)
	if x.page > 0 {
		word += "-p" + strconv.Itoa(x.page)
	}
	return path.Join(folder, x.number, word+"."+x.format)
}

// file lists the papers of a bundle and puts them down to be drawn.
func (b *bundle) file() error {
	for i, x := range b.documents {
		x.drawn = uint64(len(b.waiting)+1)<<8 | uint64(i)
		x.seen = uint64(b.registry.papered)<<8 | uint64(x.version)<<4 | uint64(x.page)
		if x.file == "" {
			x.file = b.name(x)
		}
		if b.archive.listed {
			row := []string{
				x.commission, x.contest, x.series, x.kind, strconv.Itoa(x.version), "", x.file, stamp(x.date), stamp(x.received),
				x.signedBy.Ky, x.signedBy.Ru,
			}
			if x.page > 0 {
				row[5] = strconv.Itoa(x.page)
			}
			if err := b.registry.documents.Write(row); err != nil {
				return fmt.Errorf("write %s: %w", documentsFile, err)
			}
		}
		if err := b.where(x); err != nil {
			return err
		}
		if !x.gone {
			b.registry.waiting = append(b.registry.waiting, x)
		}
	}
	b.registry.waiting = append(b.registry.waiting, b.strays...)
	for _, plant := range b.later {
		plant()
	}
	if first := b.documents; b.sending != nil && b.fault == "" && len(first) > 0 && first[0].kind == protocolPaper && first[0].page == 0 {
		b.registry.last = first[0]
	}
	return nil
}

// where writes where the figures of a protocol stand on its pages, as they lie
// under the scanner. All papers of one version lie alike: the table tells versions
// apart, and not series.
func (b *bundle) where(x *document) error {
	if x.kind != protocolPaper || x.series != "" || x.gone {
		return nil
	}
	for i, l := range x.leaves {
		scanner := b.under(x, i)
		sheet := image.Pt(l.width, l.height)
		for _, f := range l.fields {
			box := scanner.Seen(sheet, f.box.Inset(-5))
			row := []string{x.commission, contest, protocolPaper, strconv.Itoa(x.version), strconv.Itoa(max(x.page, i+1)), b.registry.columns[len(protocolHead)+f.column]}
			if err := b.registry.regions.Write(append(row, fractions(box, sheet)...)); err != nil {
				return fmt.Errorf("write %s: %w", regionsFile, err)
			}
		}
	}
	return nil
}

// sheetOfReceipts writes where the figures stand on all receipts: they lie straight
// enough for one sheet.
func (x *registry) sheetOfReceipts() error {
	q := &protocol{kind: ordinary, series: device, figures: figures{votes: make([]int64, len(x.selections))}}
	l := x.receiptLeaf(q, &commission{})
	for _, f := range l.fields {
		row := []string{"", contest, deviceReport, "", "1", x.columns[len(protocolHead)+f.column]}
		box := fractions(f.box.Inset(-4), image.Pt(l.width, l.height))
		if err := x.regions.Write(append(row, box...)); err != nil {
			return fmt.Errorf("write %s: %w", regionsFile, err)
		}
	}
	return nil
}

// fractions are the sides of a rectangle as shares of a page.
func fractions(box image.Rectangle, page image.Point) []string {
	share := func(n, of int) string { return fmt.Sprintf("0.%04d", n*10_000/of) }
	return []string{share(box.Min.X, page.X), share(box.Min.Y, page.Y), share(box.Dx(), page.X), share(box.Dy(), page.Y)}
}

// under is the scanner under which a page of a document lies.
func (x *registry) under(of *document, leaf int) *paper.Scanner {
	return paper.NewScanner(x.d.chance(paperScanner, int(of.seen<<3|uint64(leaf))), of.leaves[leaf].askew)
}
