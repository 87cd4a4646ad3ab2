package election

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"achyk/generator/source"
	"achyk/generator/wording"
)

// A Count is a number written in a protocol, with the cell it was read from.
// The zero Count is unknown, which is not the same as zero.
type Count struct {
	n     int64
	known bool
	At    source.Cell
}

// Counted is a count that could be read.
func Counted(n int64, at source.Cell) Count { return Count{n, true, at} }

// Unread is a count that is missing or illegible, at the cell where it should
// stand.
func Unread(at source.Cell) Count { return Count{At: at} }

// Value is the number, and whether it is known.
func (c Count) Value() (int64, bool) { return c.n, c.known }

// Same reports whether two counts say the same, wherever they were read: both the
// same number, or both that it is unknown.
func (c Count) Same(d Count) bool { return c.n == d.n && c.known == d.known }

// Amount is the count as it is printed.
func (c Count) Amount() wording.Amount {
	if !c.known {
		return wording.Amount{}
	}
	return wording.Exactly(c.n)
}

// A Series is one of several counts of the same ballots. They are never mixed
// and always labelled.
type Series string

// The series of the canonical table.
const (
	Device  Series = "device"  // ballot scanner: preliminary, no legal force
	Manual  Series = "manual"  // hand count: the official one
	Recount Series = "recount" // ordered by a decision; in force over manual
	Summary Series = "summary" // what the superior commission typed for this one
)

// AllSeries are all series, in the order they are shown.
var AllSeries = []Series{Manual, Recount, Device, Summary}

// A Protocol is one signed record of one commission for one contest, part,
// series and version.
type Protocol struct {
	Commission *Commission
	Contest    *Contest
	Part       int // index into Contest.Parts; 0 where there are none
	Series     Series
	Version    int
	Corrected  bool // its kind: corrected, else original
	Received   time.Time
	Signed     time.Time
	ReasonCode string
	Reason     wording.Text
	Decision   string  // the decision it rests on
	Lines      []Count // by Contest.Lines
	Votes      []Count // by Contest.Selections
	At         source.Cell
}

// Key names the protocol as findings, waivers and decisions do: commission,
// contest, part where there are parts, series and version.
func (p *Protocol) Key() string {
	key := p.Commission.ID + " " + p.Contest.ID
	if len(p.Contest.Parts) > 0 {
		key += " " + p.Contest.Parts[p.Part].ID
	}
	return key + " " + string(p.Series) + " " + strconv.Itoa(p.Version)
}

// Came is when a protocol had come: one whose receipt nobody noted cannot have
// come before it was signed. It is zero where neither is known.
func (p *Protocol) Came() time.Time {
	if p.Received.IsZero() {
		return p.Signed
	}
	return p.Received
}

// KnownAt reports whether a protocol had come by a moment; a zero moment is any
// time.
func (p *Protocol) KnownAt(asOf time.Time) bool { return asOf.IsZero() || !p.Came().After(asOf) }

// Compare orders protocols by contest, part, series and version, the order of
// Commission.Protocols.
func (p *Protocol) Compare(q *Protocol) int {
	return cmp.Or(
		cmp.Compare(p.Contest.ID, q.Contest.ID),
		cmp.Compare(p.Part, q.Part),
		cmp.Compare(slices.Index(AllSeries, p.Series), slices.Index(AllSeries, q.Series)),
		cmp.Compare(p.Version, q.Version),
	)
}
