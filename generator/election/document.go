package election

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// A DocumentKind is what sort of paper a document is.
type DocumentKind string

// The kinds of paper, in the order a precinct draws them up.
const (
	VoterListSums     DocumentKind = "voter_list_sums" // certified sums of the voter list's pages
	ActUnused         DocumentKind = "act_unused"      // of unused and spoiled ballots
	ActIssued         DocumentKind = "act_issued"      // of ballots issued to voters
	DeviceReport      DocumentKind = "device_report"   // АЭУнун отчету / отчёт АСУ
	ProtocolPaper     DocumentKind = "protocol"
	EnlargedProtocol  DocumentKind = "enlarged_protocol"  // протоколдун чоңойтулган формасы / увеличенная форма
	SummaryTable      DocumentKind = "summary_table"      // жыйынды таблица / сводная таблица
	ParticipationList DocumentKind = "participation_list" // see ParticipationCount
	DeliveryAct       DocumentKind = "delivery_act"       // of handing over to the superior commission
	Minutes           DocumentKind = "minutes"            // of a session
	ComplaintPaper    DocumentKind = "complaint"
	DecisionPaper     DocumentKind = "decision"
)

// DocumentKinds are all kinds, in the order they are shown.
var DocumentKinds = []DocumentKind{
	VoterListSums, ActUnused, ActIssued, DeviceReport, ProtocolPaper, EnlargedProtocol, SummaryTable,
	ParticipationList, DeliveryAct, Minutes, ComplaintPaper, DecisionPaper,
}

// Usual is the series of the protocol that a paper of the kind is the paper of,
// where nobody says another.
func (k DocumentKind) Usual() Series {
	if k == DeviceReport {
		return Device
	}
	return Manual
}

// A Document is a paper of a commission, or one page of it.
type Document struct {
	Contest  *Contest // nil = all of the day
	Part     int      // index into Contest.Parts; 0 where there are none
	Series   Series   // of the protocol it is the paper of; empty = the usual one of its kind, or of none
	Kind     DocumentKind
	Version  int    // from 1
	Page     int    // from 1; 0 = the whole paper
	File     string // below the election's folder, with slashes; empty = not scanned
	SignedBy wording.Text
	Date     time.Time // on the paper; zero = unknown
	Received time.Time // zero = unknown
	At       source.Cell

	Scan *Scan // what File holds; nil = it was not scanned, or the file is not there
}

// Key names a document as findings do: commission, contest, part and series where
// it has them, kind, version, and the page where it is one.
func (d *Document) Key(c *Commission) string {
	words := []string{c.ID}
	if d.Contest != nil {
		words = append(words, d.Contest.ID)
		if len(d.Contest.Parts) > 0 {
			words = append(words, d.Contest.Parts[d.Part].ID)
		}
	}
	if d.Series != "" {
		words = append(words, string(d.Series))
	}
	words = append(words, string(d.Kind), strconv.Itoa(d.Version))
	if d.Page > 0 {
		words = append(words, strconv.Itoa(d.Page))
	}
	return strings.Join(words, " ")
}

// SamePaper reports whether two documents of a commission are the same paper, or
// pages of it.
func (d *Document) SamePaper(other *Document) bool {
	return d.Contest == other.Contest && d.Part == other.Part && d.Series == other.Series && d.Kind == other.Kind && d.Version == other.Version
}

// Of reports whether the document is a paper of a protocol: of its contest, or of
// all of the day; of its part, series and version.
func (d *Document) Of(p *Protocol) bool {
	series := cmp.Or(d.Series, d.Kind.Usual())
	if d.Contest != nil && (d.Contest != p.Contest || d.Part != p.Part) {
		return false
	}
	return (d.Kind == ProtocolPaper || d.Kind == DeviceReport) && series == p.Series && d.Version == p.Version
}

// A Scan is the file of a document as it was received, and the pictures that were
// made of it.
type Scan struct {
	SHA256 string // of the received bytes, lower-case hexadecimal
	Bytes  int64  // received
	Format Format // empty = none that is read
	// Pages are the pages, upright and without anything but the picture. There are
	// none where the rule for the kind says so, or where Withheld says why.
	Pages []ScanPage
	// Original is the file as it was received, where it may be published; nil where
	// its digest alone may.
	Original *Picture
	// Withheld is the code of the finding because of which there are no pages; empty
	// where there is no such finding.
	Withheld string
}

// A Format is what sort of file a scan is, by its content and not by its name.
type Format string

// The formats that are read.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	TIFF Format = "tiff"
	PDF  Format = "pdf"
)

// A ScanPage is one page of a scan.
type ScanPage struct {
	Reading   Picture // large enough to read every figure
	Thumbnail Picture
}

// A Picture is a file made of a scan, found by its digest.
type Picture struct {
	SHA256 string // lower-case hexadecimal
	Bytes  int64
	Width  int // pixels; 0 for a file that is no picture
	Height int
}

// A Disclosure is how much of a kind of document is published.
type Disclosure string

// From the most to the least.
const (
	DiscloseOriginal Disclosure = "original" // its pages, and the received file where that hides nothing
	DisclosePages    Disclosure = "pages"    // pictures of its pages
	DiscloseDigest   Disclosure = "digest"   // that it exists, and the digest of the received file
)

// Disclosures are all disclosures.
var Disclosures = []Disclosure{DiscloseOriginal, DisclosePages, DiscloseDigest}

// A DocumentRule is what may be published of a kind of document.
type DocumentRule struct {
	Publish Disclosure
	Blank   []Region // overwritten before a page becomes a picture
}

// Redacts reports whether something of the paper is not shown: such papers are in
// no archive for download.
func (r DocumentRule) Redacts() bool { return r.Publish == DiscloseDigest || len(r.Blank) > 0 }

// Rule is what may be published of a kind of document, as election.yaml says, else
// the pages; of lists of people, and of papers that private persons wrote, the
// digest alone.
func (e *Election) Rule(kind DocumentKind) DocumentRule {
	if r, has := e.DocumentRules[kind]; has {
		return r
	}
	if kind == ParticipationList || kind == ComplaintPaper {
		return DocumentRule{Publish: DiscloseDigest}
	}
	return DocumentRule{Publish: DisclosePages}
}

// Whole is the length of the side of a page that regions are measured by.
const Whole = 1_000_000

// A Region is a rectangle on a page, in millionths of its width and height as it
// is read upright, from the upper left corner.
type Region struct {
	Page                     int // of the document, from 1
	Left, Top, Width, Height int
}

// A LineRegion is where a figure stands on a paper.
type LineRegion struct {
	Region
	Item Item
	At   source.Cell
}

// A RegionSheet is where the figures stand on papers of one kind: all of them, or
// those of one commission.
type RegionSheet struct {
	Commission *Commission // nil = all
	Contest    *Contest
	Kind       DocumentKind
	Version    int // 0 = all
	Regions    []LineRegion
}

// RegionsOf is where the figures stand on a document: as was said of it, else of
// papers of its kind. It is empty where nobody said.
func (e *Election) RegionsOf(c *Commission, d *Document) []LineRegion {
	var best *RegionSheet
	rank := func(s *RegionSheet) int {
		n := 0
		if s.Commission != nil {
			n += 2
		}
		if s.Version != 0 {
			n++
		}
		return n
	}
	for i := range e.RegionSheets {
		s := &e.RegionSheets[i]
		fits := s.Kind == d.Kind && (s.Commission == nil || s.Commission == c) && (s.Version == 0 || s.Version == d.Version) &&
			(d.Contest == nil || s.Contest == d.Contest)
		if fits && (best == nil || rank(s) > rank(best)) {
			best = s
		}
	}
	if best == nil {
		return nil
	}
	return best.Regions
}

// Scanned reports whether any document of the election has a file.
func (e *Election) Scanned() bool {
	return slices.ContainsFunc(e.Commissions, func(c *Commission) bool {
		return c.Records != nil && slices.ContainsFunc(c.Records.Documents, func(d Document) bool { return d.File != "" })
	})
}

// A Completeness is that every commission beneath a place is to have a kind of
// document: only then is one that is missing a gap.
type Completeness struct {
	Kind    DocumentKind
	Beneath *Commission // itself included
}

// Expects reports whether a commission is to have a kind of document.
func (e *Election) Expects(c *Commission, kind DocumentKind) bool {
	return slices.ContainsFunc(e.Complete, func(k Completeness) bool { return k.Kind == kind && c.Beneath(k.Beneath) })
}

// Arrived is when a paper came; one whose receipt nobody noted cannot have come
// before its date. It is zero where neither is known.
func (d *Document) Arrived() time.Time {
	if d.Received.IsZero() {
		return d.Date
	}
	return d.Received
}
