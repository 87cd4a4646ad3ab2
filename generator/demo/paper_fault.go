package demo

import (
	"fmt"
	"path"
	"slices"
)

// A paperFault is one way in which the papers of a precinct go wrong. Where the
// protocol itself is right, so that each stays by itself.
type paperFault struct {
	kind    string
	fits    func(b *bundle) bool
	happens func(b *bundle)
}

// paperRound is among how many precincts with papers each fault happens once, and
// paperStep how many precincts lie between two of them at least. What is left of a
// round is for waiting.
const (
	paperRound = 36
	paperStep  = 2
)

// paperFaults are due one after another, those first that need what comes first: a
// commission whose papers the table names.
type paperFaults struct {
	due []int // how many of each are waiting
}

func newPaperFaults() *paperFaults { return &paperFaults{due: make([]int, len(paperKinds))} }

// strike lets the first fault happen that is due and fits. A place that has
// another fault is left in peace.
func (f *paperFaults) strike(b *bundle) {
	if at := b.ordinal % paperRound; at%paperStep == 1 && at/paperStep < len(f.due) {
		f.due[at/paperStep]++
	}
	if b.fault != "" || b.official == nil || !b.clean() || len(b.plants) > 0 || len(b.further) > 0 {
		return
	}
	for i, kind := range paperKinds {
		if f.due[i] > 0 && kind.fits(b) {
			f.due[i]--
			b.fault = kind.kind
			kind.happens(b)
			return
		}
	}
}

// paperKinds are the faults of papers, beside that of a protocol nobody typed.
var paperKinds = []paperFault{
	{kind: "scan-not-there", fits: listed, happens: func(b *bundle) {
		b.whole("jpg").gone = true
		x := b.documents[0]
		b.plant("D602", documentsFile, x.key(), "file", flag)
		b.plant("D603", protocolsFile, b.official.key, "", flag)
	}},
	{kind: "page-skipped", fits: anywhere, happens: func(b *bundle) {
		first := b.whole("jpg")
		first.page = 1
		third := *first
		third.page, third.leaves = 3, []*leaf{b.signatureLeaf(b.paper, b.filling(b.paper))}
		first.leaves = []*leaf{b.protocolLeaf(b.paper, filling{place: b.place, above: b.in.name, illegible: -1, apart: true})}
		b.documents = slices.Insert(b.documents, 1, &third)
		b.later = append(b.later, func() { b.about("D609", &third, flag) })
	}},
	{kind: "paper-differs", fits: anywhere, happens: func(b *bundle) {
		x := b.whole("jpg")
		on := b.paper.copy()
		// The last digit of the leading selection was misread.
		best := on.best()
		on.votes[best] += 3 - 6*(on.votes[best]%10/5)
		x.leaves = []*leaf{b.protocolLeaf(on, filling{place: b.place, above: b.in.name, illegible: -1})}
		b.plants = append(b.plants, plant{Kind: b.fault, File: protocolsFile, Record: b.official.key, Cell: b.d.votes(best)})
	}},
	{kind: "scan-broken", fits: anywhere, happens: func(b *bundle) { b.unshown(b.whole("jpg"), cutOff) }},
	{kind: "scan-oversized", fits: anywhere, happens: func(b *bundle) { b.unshown(b.whole("png"), oversized) }},
	{kind: "scan-locked", fits: anywhere, happens: func(b *bundle) { b.unshown(b.whole("pdf"), locked) }},
	{kind: "scan-scripted", fits: anywhere, happens: func(b *bundle) {
		x := b.whole("pdf")
		x.twist = scripted
		b.found("D607", x, flag)
	}},
	{kind: "scan-with-position", fits: anywhere, happens: func(b *bundle) {
		x := b.whole("jpg")
		x.twist = photographed
		b.found("D608", x, flag)
	}},
	{kind: "scan-of-another", fits: func(b *bundle) bool { return b.last != nil }, happens: func(b *bundle) {
		x := b.whole(b.last.format)
		x.instead = b.last
		b.found("D605", x, flag)
		b.found("D605", b.last, flag)
	}},
	{kind: "scan-of-nobody", fits: anywhere, happens: func(b *bundle) {
		of := &document{
			commission: b.place.id, kind: actUnused, version: 1, format: "jpg", leaves: []*leaf{b.actLeaf(b.paper, b.place)},
			file: path.Join(scansFolder, "inbox", fmt.Sprintf("IMG_%04d.jpg", 1000+b.ordinal)), drawn: 1<<40 | uint64(b.ordinal), seen: 1<<40 | uint64(b.ordinal),
		}
		b.strays = append(b.strays, of)
		b.plant("D601", of.file, of.file, "", hold)
	}},
	{kind: "scan-missing", fits: func(b *bundle) bool { return !b.archive.listed }, happens: func(b *bundle) {
		b.documents = slices.DeleteFunc(b.documents, func(x *document) bool { return x.kind == protocolPaper })
		b.plant("D603", protocolsFile, b.official.key, "", flag)
	}},
}

func anywhere(*bundle) bool { return true }

func listed(b *bundle) bool { return b.archive.listed }

// whole makes one picture of the protocol's paper, and returns it.
func (b *bundle) whole(format string) *document {
	b.documents = slices.DeleteFunc(b.documents, func(x *document) bool { return x.kind == protocolPaper && x.page > 1 })
	x := b.documents[0]
	x.page, x.format = 0, format
	x.leaves = []*leaf{b.protocolLeaf(b.paper, b.filling(b.paper))}
	return x
}

// unshown plants a file of which no picture can be made.
func (b *bundle) unshown(x *document, t twist) {
	x.twist = t
	b.found("D606", x, hold)
}

// found plants a finding about the file of a document, once it has one.
func (b *bundle) found(code string, x *document, effect string) {
	b.later = append(b.later, func() { b.plant(code, x.file, x.key(), "", effect) })
}

// about plants a finding about a document where it was listed: in its row, or, where
// its name says what it is, in the folder.
func (b *bundle) about(code string, x *document, effect string) {
	if x.listed {
		b.plant(code, documentsFile, x.key(), "kind", effect)
		return
	}
	b.plant(code, x.file, x.key(), "", effect)
}

// The protocol of one precinct in each round has come on paper alone.
const untypedFirst = 3

// leaveUntyped lets a protocol come on paper that nobody has typed yet.
func (d *day) leaveUntyped(s *sending) {
	if d.registry == nil || d.registry.territory[s.in.id] == nil {
		return
	}
	if d.registry.papered%paperRound == untypedFirst {
		d.registry.untyped++
	}
	if d.registry.untyped == 0 || !s.clean() || s.complete {
		return
	}
	d.registry.untyped--
	s.fault, s.untyped, s.paper = "paper-alone", s.paper, nil
}
