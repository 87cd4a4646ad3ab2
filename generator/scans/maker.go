package scans

import (
	"crypto/sha256"
	"encoding/hex"
	"sync/atomic"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// An outcome is what became of the bytes of one file under one rule. It is a
// function of both, and is kept.
type outcome struct {
	Format election.Format `json:"format,omitempty"`
	// Problem is why there are no pages; empty where there are some, or none is
	// wanted.
	Problem finding.Term `json:"problem,omitempty"`
	// Hidden is why the received file is not published although its rule would have
	// it so.
	Hidden   finding.Term        `json:"hidden,omitempty"`
	Position bool                `json:"position,omitempty"` // it says where it was taken
	Original bool                `json:"original,omitempty"` // the received file may be published
	Pages    []election.ScanPage `json:"pages,omitempty"`

	fleeting bool // another time it may be otherwise: not to be kept
}

// A maker makes pictures of files. It is for several goroutines at once.
type maker struct {
	room     *room // for what is decoded
	pdf      *pdfium
	patience time.Duration // with one PDF
	decoded  atomic.Int64  // files that were decoded, for tests
}

func newMaker(cache string) *maker {
	return &maker{room: newRoom(mostDecoded), pdf: &pdfium{cache: cache}, patience: 2 * time.Minute}
}

// mostDecoded is how many bytes of decoded pictures are in memory at once.
const mostDecoded = 192 << 20

// A task is one file to make pictures of.
type task struct {
	data []byte
	rule
}

// make makes the pictures of a file and says what is wrong with it. An error is
// one of the program.
//
// The decoders are other people's work, and what they are given can come from
// anybody: whatever makes one of them panic is one broken file among thousands,
// and must not keep the others from being published.
func (m *maker) make(t task) (o outcome, pictures []made, err error) {
	o.Format = formatOf(t.data)
	defer func() {
		if cause := recover(); cause != nil {
			o, pictures, err = outcome{Format: o.Format, Problem: finding.BadPicture}, nil, nil
		}
	}()
	m.decoded.Add(1)
	visit := func(p page) {
		reading, thumbnail := publish(p.Image, p.orientation, t.blanks(p.number, p.of))
		pictures = append(pictures, reading, thumbnail)
		o.Pages = append(o.Pages, election.ScanPage{Reading: reading.Picture, Thumbnail: thumbnail.Picture})
	}
	switch o.Format {
	case election.JPEG, election.PNG:
		o.Problem = m.decodeImage(t.data, visit)
	case election.TIFF:
		o.Problem = m.decodeTIFF(t.data, visit)
	case election.PDF:
		o.Problem, err = m.decodePDF(t.data, visit)
		o.fleeting = o.Problem == finding.TooSlow
	default:
		o.Problem = finding.OtherFormat
	}
	if o.Problem != "" || err != nil {
		o.Pages, pictures = nil, nil // a part of a paper is not the paper
	}
	if o.Problem != "" || err != nil || o.Format == "" {
		return o, nil, err
	}
	o.Position = positionIn(t.data, o.Format)
	if t.Publish == election.DiscloseOriginal && len(t.Blank) == 0 {
		o.Hidden = hiddenIn(t.data, o.Format)
		o.Original = o.Hidden == "" && !o.Position
	}
	return o, pictures, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
