package datasets

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/wording"
)

// The kinds of document, each with a schema of that name.
const (
	placeKind     = "place"
	precinctKind  = "precinct"
	summaryKind   = "summary"
	selectionKind = "selection"
	listKind      = "list"
	rulesKind     = "rules"
	ruleKind      = "rule"
	dataKind      = "data"

	arithmeticKind = "arithmetic"
	historyKind    = "history"
	papersKind     = "papers"
	turnoutKind    = "turnout"
	chartsKind     = "charts"
)

// Kinds are all kinds of document.
var Kinds = []string{placeKind, precinctKind, summaryKind, selectionKind, listKind, rulesKind, ruleKind, dataKind, arithmeticKind, historyKind, papersKind, turnoutKind, chartsKind}

//go:embed schemas/*.json
var schemas embed.FS

// writeSchemas puts the description of each kind of document beside the
// documents.
func (s *Set) writeSchemas(tree Tree) error {
	entries, err := fs.ReadDir(schemas, "schemas")
	if err != nil {
		return fmt.Errorf("list schemas: %w", err)
	}
	for _, entry := range entries {
		bytes, err := schemas.ReadFile("schemas/" + entry.Name())
		if err != nil {
			return fmt.Errorf("read schema %s: %w", entry.Name(), err)
		}
		if err := tree.Put("api/"+s.Election.ID+"/schemas/"+entry.Name(), bytes); err != nil {
			return fmt.Errorf("write schema %s: %w", entry.Name(), err)
		}
	}
	return nil
}

// A Head is what every document begins with.
type Head struct {
	Schema   string      `json:"$schema"`
	Kind     string      `json:"kind"`
	Election ElectionRef `json:"election"`
	Training bool        `json:"training"`
	Notice   *Text       `json:"notice,omitempty"` // of a training election
	Path     string      `json:"path"`             // {language}/{path}.html, api/{path}.json
	Pages    Text        `json:"pages"`
	AsOf     *time.Time  `json:"as_of,omitempty"`
}

// An ElectionRef names the election.
type ElectionRef struct {
	ID   string `json:"id"`
	Name Text   `json:"name"`
	Date string `json:"date"`
}

// A Text is a text in both languages; one that is not there is left out.
type Text struct {
	Ky string `json:"ky,omitempty"`
	Ru string `json:"ru,omitempty"`
}

func text(t wording.Text) Text { return Text(t) }

// optional is a text that may be missing in both languages.
func optional(t wording.Text) *Text {
	if t == (wording.Text{}) {
		return nil
	}
	return &Text{t.Ky, t.Ru}
}

// say is a sentence of the catalogue in both languages.
func (s *Set) say(key string) Text {
	return Text{s.catalogue.Language("ky").Text(key), s.catalogue.Language("ru").Text(key)}
}

// An Amount is a figure: exact, at least, or unknown, which is without a value
// and not zero. A figure that a decision took out of the sums is voided.
type Amount struct {
	Value  *int64 `json:"value,omitempty"`
	State  string `json:"state"`
	Voided bool   `json:"voided,omitempty"`
	More   *int64 `json:"more,omitempty"` // than the first column of its row has, where the two are compared and differ
}

func amount(a wording.Amount) Amount {
	switch a.State {
	case wording.Known:
		return Amount{Value: &a.N, State: exact}
	case wording.AtLeast:
		return Amount{Value: &a.N, State: atLeast}
	}
	return Amount{State: unknown}
}

// A Percent is a share of the whole that is named by the code of its line.
type Percent struct {
	Percent string `json:"percent,omitempty"` // "54.22"
	State   string `json:"state"`
	Base    string `json:"base"`
}

func percent(share wording.Share, base string) Percent {
	hundredths, ok := share.Hundredths()
	if !ok {
		return Percent{State: unknown, Base: base}
	}
	p := Percent{Percent: decimal(hundredths), State: exact, Base: base}
	if share.AtLeast {
		p.State = atLeast
	}
	return p
}

// decimal writes hundredths as a decimal: 5422 as 54.22.
func decimal(hundredths int64) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	digits := strconv.FormatInt(hundredths, 10)
	if len(digits) < 3 {
		digits = strings.Repeat("0", 3-len(digits)) + digits
	}
	return sign + digits[:len(digits)-2] + "." + digits[len(digits)-2:]
}

// A Place names a commission, and where its page lies.
type Place struct {
	ID     string `json:"id"`
	Level  string `json:"level"`
	Number string `json:"number,omitempty"`
	Name   *Text  `json:"name,omitempty"`
	Path   string `json:"path"`
}

func (s *Set) place(c *election.Commission) Place {
	return Place{
		ID: c.ID, Level: s.Election.Levels[c.Level].ID, Number: c.Number, Name: optional(c.NameOn(s.Election.Date)),
		Path: Path(s.Election, c),
	}
}

// moment is a time that may be unknown.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// head begins a document. Its time is that of the commission whose data it
// shows.
func (s *Set) head(kind, path string, asOf time.Time) Head {
	e := s.Election
	h := Head{
		Schema: Relative("api/"+path, SchemaPath(e, kind)), Kind: kind,
		Election: ElectionRef{e.ID, text(e.Name), e.Date.String()}, Training: e.Training, Path: path,
		Pages: Text{"ky/" + path + ".html", "ru/" + path + ".html"}, AsOf: moment(asOf),
	}
	if e.Training {
		notice := s.say("site.training.long")
		h.Notice = &notice
	}
	return h
}

// A document is one file to be written: where, and what.
type document struct {
	path string // below api/, without an extension
	fill func() any
}

// writeDocuments writes all documents on all cores. The first error ends it.
func (s *Set) writeDocuments(tree Tree) error {
	return onAllCores(func(visit func(document) bool) { s.documents(visit) }, func() func(document) error {
		var buffer bytes.Buffer
		return func(d document) error { return write(tree, d, &buffer) }
	})
}

func write(tree Tree, d document, buffer *bytes.Buffer) error {
	buffer.Reset()
	encoder := json.NewEncoder(buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d.fill()); err != nil {
		return fmt.Errorf("write document %s: %w", d.path, err)
	}
	return tree.Put("api/"+d.path+".json", buffer.Bytes())
}

// subDocuments visits the documents beneath a commission's own that have
// something to show.
func (s *Set) subDocuments(c *election.Commission, visit func(document) bool) bool {
	if s.report.Made(c) && !visit(document{ArithmeticPath(s.Election, c), func() any { return s.arithmeticDocument(c) }}) {
		return false
	}
	if s.HasHistory(c) && !visit(document{HistoryPath(s.Election, c), func() any { return s.historyDocument(c) }}) {
		return false
	}
	if s.HasTurnout(c) && !visit(document{TurnoutPath(s.Election, c), func() any { return s.turnoutDocument(c) }}) {
		return false
	}
	if s.HasCharts(c) && !visit(document{ChartsPath(s.Election, c), func() any { return s.chartsDocument(c) }}) {
		return false
	}
	return !s.HasPapers(c) || visit(document{PapersPath(s.Election, c), func() any { return s.papersDocument(c) }})
}

// documents visits every document, until one visit says to end.
func (s *Set) documents(visit func(document) bool) bool {
	e := s.Election
	for _, c := range e.Commissions {
		d := document{Path(e, c), func() any { return s.placeDocument(c) }}
		if IsPrecinct(e, c) {
			d.fill = func() any { return s.precinctDocument(c) }
		}
		if !visit(d) || !s.subDocuments(c, visit) {
			return false
		}
		if HasSummary(e, c) && !visit(document{SummaryPath(e, c), func() any { return s.summaryDocument(c) }}) {
			return false
		}
	}
	for _, k := range e.Contests {
		for _, of := range k.Selections {
			if !visit(document{SelectionPath(e, of), func() any { return s.selectionDocument(k, of) }}) {
				return false
			}
		}
	}
	for i := range s.lists {
		l := &s.lists[i]
		for n := 1; n <= l.Pages(); n++ {
			if !visit(document{ListPath(e, l.Kind, l.Top, n), func() any { return s.listDocument(l, n) }}) {
				return false
			}
		}
	}
	for _, check := range e.Checks {
		if !visit(document{RulePath(e, check.Code), func() any { return s.checkDocument(check) }}) {
			return false
		}
	}
	for _, code := range finding.Codes() {
		if !visit(document{RulePath(e, string(code)), func() any { return s.findingDocument(code) }}) {
			return false
		}
	}
	return visit(document{RulesPath(e), func() any { return s.rulesDocument() }}) &&
		visit(document{DataPath(e), func() any { return s.dataDocument() }})
}
