package demo

import (
	"cmp"
	"fmt"
	"image"
	"path"
	"strconv"
	"strings"
	"time"

	"achyk/generator/paper"
)

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
		one.format = [6]string{0: "jpg", 3: "png", 4: "pdf", 5: "tif"}[turn]
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
		if x.listed = b.archive.listed; x.listed {
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
