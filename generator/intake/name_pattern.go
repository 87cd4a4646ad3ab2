package intake

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// A field is what a pattern of names says of a document.
type field string

// The fields, as patterns write them in braces.
const (
	byCommission field = "commission" // its id
	byNumber     field = "number"     // its number as printed
	byContest    field = "contest"
	byPart       field = "part"
	bySeries     field = "series"
	byKind       field = "kind"
	byVersion    field = "version"
	byPage       field = "page"
)

var fields = append(words[:len(words):len(words)], byVersion, byPage)

// words are the fields that only some texts can stand for.
var words = []field{byCommission, byNumber, byContest, byPart, bySeries, byKind}

// A namePattern is how an office calls the files of its scans: a path below the
// folder of scans, without the extension.
type namePattern struct {
	pieces   []piece
	constant paperKey                         // what every file of the pattern has in common
	kinds    map[string]election.DocumentKind // words of names
}

// A piece of a pattern is a field, a star or a text.
type piece struct {
	field field // empty for a star and a text
	star  bool  // anything but a slash
	text  string
}

// has reports whether a pattern has a field.
func (p *namePattern) has(f field) bool {
	return slices.ContainsFunc(p.pieces, func(of piece) bool { return of.field == f })
}

// count is how many fields a pattern has.
func (p *namePattern) count() int {
	n := 0
	for _, of := range p.pieces {
		if of.field != "" {
			n++
		}
	}
	return n
}

// parsePattern reads a pattern. Where it cannot, it returns what of the pattern
// means nothing.
func parsePattern(text string) (pieces []piece, wrong string) {
	for text != "" {
		switch at := strings.IndexAny(text, "{}*"); {
		case at < 0:
			return append(pieces, piece{text: text}), ""
		case at > 0:
			pieces, text = append(pieces, piece{text: text[:at]}), text[at:]
		case text[0] == '*':
			pieces, text = append(pieces, piece{star: true}), strings.TrimLeft(text, "*")
		default:
			name, rest, closed := strings.Cut(text[1:], "}")
			if text[0] == '}' || !closed || !slices.Contains(fields, field(name)) {
				return nil, text[:len(text)-len(rest)]
			}
			pieces, text = append(pieces, piece{field: field(name)}), rest
		}
	}
	return pieces, ""
}

// A paperKey is what makes a document this one and no other, as far as a name
// says it.
type paperKey struct {
	commission    *election.Commission
	contest       *election.Contest // nil = all of the day
	part          string            // its id; empty = not said
	series        election.Series   // empty = not said
	kind          election.DocumentKind
	version, page int // 0 = not said
}

// names are the words that names of files are made of.
type names struct {
	election *election.Election
	numbers  map[string][]*election.Commission
	parts    []string
}

func namesOf(e *election.Election) *names {
	n := &names{election: e, numbers: make(map[string][]*election.Commission)}
	for _, c := range e.Commissions {
		if c.Number != "" {
			n.numbers[c.Number] = append(n.numbers[c.Number], c)
		}
	}
	for _, k := range e.Contests {
		for _, p := range k.Parts {
			if !slices.Contains(n.parts, p.ID) {
				n.parts = append(n.parts, p.ID)
			}
		}
	}
	return n
}

// A reading is how far a pattern fits a name, and what the name says up to there.
type reading struct {
	piece, at int
	key       paperKey
	unknown   string // what the name has in place of the field that may be unknown
}

// A match goes through the ways in which a pattern fits a name. Each reading is
// met once, so that stars do not multiply the work.
type match struct {
	*namePattern
	*names
	name string // without the extension
	// open is a field in whose place the name may have something that nobody knows;
	// empty for none.
	open field
	seen map[reading]bool
	ends []reading
}

// readings are the ways in which a pattern fits a path below the folder of scans;
// with an open field, those in which it alone is unknown.
func (p *namePattern) readings(n *names, file string, open field) []reading {
	m := &match{
		namePattern: p, names: n, name: strings.TrimSuffix(file, path.Ext(file)), open: open, seen: make(map[reading]bool),
	}
	m.read(reading{key: p.constant})
	if len(m.seen) > mostReadings {
		return nil // whatever else it may be, it is no clear name
	}
	return m.ends
}

// mostReadings is how many ways are tried to read a name.
const mostReadings = 50_000

// read goes on with a reading.
func (m *match) read(r reading) {
	if m.seen[r] || len(m.seen) > mostReadings {
		return
	}
	m.seen[r] = true
	rest := m.name[r.at:]
	if r.piece == len(m.pieces) {
		if rest == "" && (m.open == "" || r.unknown != "") {
			m.ends = append(m.ends, r)
		}
		return
	}
	of := m.pieces[r.piece]
	whole, _, _ := strings.Cut(rest, "/") // no field and no star goes beyond a slash
	next := func(length int, key paperKey, unknown string) {
		m.read(reading{r.piece + 1, r.at + length, key, unknown})
	}
	switch {
	case of.star:
		next(0, r.key, r.unknown)
		if whole != "" {
			m.read(reading{r.piece, r.at + 1, r.key, r.unknown})
		}
	case of.field == "":
		if strings.HasPrefix(rest, of.text) {
			next(len(of.text), r.key, r.unknown)
		}
	default:
		for length := 1; length <= len(whole); length++ {
			if m.cut(&r, length) {
				continue
			}
			known := false
			for key := range m.said(r.key, of.field, whole[:length]) {
				known = true
				if of.field != m.open {
					next(length, key, r.unknown)
				}
			}
			if of.field == m.open && !known && (r.unknown == "" || r.unknown == whole[:length]) {
				next(length, r.key, whole[:length])
			}
		}
	}
}

// cut reports whether a number would be a part of the digits that stand there, the
// rest of which a star takes: 2 in *{page} of scan12.
func (m *match) cut(r *reading, length int) bool {
	if of := m.pieces[r.piece].field; of != byVersion && of != byPage {
		return false
	}
	star := func(i int) bool { return i >= 0 && i < len(m.pieces) && m.pieces[i].star }
	digit := func(i int) bool { return i >= 0 && i < len(m.name) && m.name[i] >= '0' && m.name[i] <= '9' }
	return star(r.piece-1) && digit(r.at-1) || star(r.piece+1) && digit(r.at+length)
}

// said are the keys that a name may mean with a text in place of a field: none
// where it means nothing, or not what the name has said before.
func (m *match) said(key paperKey, f field, text string) func(yield func(paperKey) bool) {
	return func(yield func(paperKey) bool) {
		before := key
		switch f {
		case byCommission:
			if key.commission = m.election.Commission(text); key.commission != nil && agree(before.commission, key.commission) {
				yield(key)
			}
		case byNumber:
			for _, c := range m.numbers[text] {
				if key.commission = c; agree(before.commission, c) && !yield(key) {
					return
				}
			}
		case byContest:
			if key.contest = m.election.Contest(text); key.contest != nil && agree(before.contest, key.contest) {
				yield(key)
			}
		case byPart:
			if key.part = text; slices.Contains(m.parts, text) && agree(before.part, text) {
				yield(key)
			}
		case bySeries:
			if key.series = election.Series(text); slices.Contains(election.AllSeries, key.series) && agree(before.series, key.series) {
				yield(key)
			}
		case byKind:
			if key.kind = m.kind(text); key.kind != "" && agree(before.kind, key.kind) {
				yield(key)
			}
		case byVersion:
			if key.version = number(text); key.version > 0 && agree(before.version, key.version) {
				yield(key)
			}
		case byPage:
			if key.page = number(text); key.page > 0 && agree(before.page, key.page) {
				yield(key)
			}
		}
	}
}

// agree reports whether a name says one thing, where it says it twice.
func agree[T comparable](before, now T) bool {
	var nothing T
	return before == nothing || before == now
}

// kind is the kind of document that a word of names stands for; empty for none.
func (p *namePattern) kind(word string) election.DocumentKind {
	if kind, is := p.kinds[word]; is {
		return kind
	}
	if kind := election.DocumentKind(word); slices.Contains(election.DocumentKinds, kind) {
		return kind
	}
	return ""
}

// mostOrdinal is the highest version and page.
const mostOrdinal = 10_000

// number reads a number from 1, zeros before it or not; 0 is none.
func number(text string) int {
	if strings.Trim(text, "0123456789") != "" || len(text) > 8 {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n > mostOrdinal {
		return 0
	}
	return n
}

// document is the document that a name is of. Where there is none, it says which
// field of the name is not right, and what the name has there, or a problem.
func (k *paperKey) document() (d election.Document, wrong field, value string, problem finding.Term) {
	d = election.Document{Contest: k.contest, Series: k.series, Kind: k.kind, Version: max(1, k.version), Page: k.page}
	if d.Series == d.Kind.Usual() {
		d.Series = ""
	}
	switch {
	case k.contest == nil && k.part == "":
		return d, "", "", ""
	case k.contest == nil:
		return d, byPart, k.part, ""
	case !k.contest.HeldAt(k.commission):
		return d, byContest, k.contest.ID, ""
	}
	switch d.Part = k.contest.PartIndex(k.part); {
	case d.Part >= 0:
		return d, "", "", ""
	case k.part == "":
		return d, "", "", finding.PartWanted
	}
	return d, byPart, k.part, ""
}
