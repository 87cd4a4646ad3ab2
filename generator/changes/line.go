package changes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"achyk/generator/election"
)

// A Line is an entry as it is published, one JSON object a line. The state that
// lines are folded over has an object for every record, found by commission,
// contest, part and series, and one for every decision. Set holds what a line
// puts into it, and Was what stood under the same names: version (of the one that
// stands; null = none does), in_force, refused_by ("2:d-5": version and
// decision), voided_by, outside_voided_by, voided_selections, and the figures by
// the names they have in the tables, of which null is unknown. What no line has
// set is null.
type Line struct {
	Election string     `json:"election"`
	Training bool       `json:"training"`
	ID       string     `json:"id"`
	Kind     Kind       `json:"kind"`
	At       *time.Time `json:"at,omitempty"`

	// Of a version, and of the record that a decision is about.
	Commission string `json:"commission,omitempty"`
	Contest    string `json:"contest,omitempty"`
	Part       string `json:"part,omitempty"`
	Series     string `json:"series,omitempty"`
	Version    int    `json:"version,omitempty"`

	VersionKind string     `json:"version_kind,omitempty"` // original, corrected
	Received    *time.Time `json:"received,omitempty"`
	Signed      *time.Time `json:"signed,omitempty"`
	ReasonCode  string     `json:"reason_code,omitempty"`
	ReasonKy    string     `json:"reason_ky,omitempty"`
	ReasonRu    string     `json:"reason_ru,omitempty"`

	Decision string `json:"decision,omitempty"` // its own, or the one a version rests on
	By       string `json:"by,omitempty"`       // who made it

	// Of a decision alone.
	Effect    string `json:"effect,omitempty"`
	Scope     string `json:"scope,omitempty"`
	Selection string `json:"selection,omitempty"`
	Revokes   string `json:"revokes,omitempty"`
	Document  string `json:"document,omitempty"`
	TitleKy   string `json:"title_ky,omitempty"`
	TitleRu   string `json:"title_ru,omitempty"`

	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Row   int32  `json:"row,omitempty"`

	// Figures are all those of the version, left out where the line sets each of
	// them: of the first version of a record.
	Figures map[string]*int64 `json:"figures,omitempty"`
	Changes []Assignment      `json:"changes"`

	figures []figure
}

// An Assignment is what a line sets of one record or of one decision.
type Assignment struct {
	Commission string `json:"commission,omitempty"`
	Contest    string `json:"contest,omitempty"`
	Part       string `json:"part,omitempty"`
	Series     string `json:"series,omitempty"`
	Decision   string `json:"decision,omitempty"` // then it sets in_effect

	Set map[string]any `json:"set"`
	Was map[string]any `json:"was,omitempty"` // nothing of it was known where it is left out
}

// Keys are the names at the beginning of lines, in their order.
var Keys = []string{
	"election", "training", "id", "kind", "at", "commission", "contest", "part", "series", "version", "version_kind",
	"received", "signed", "reason_code", "reason_ky", "reason_ru", "decision", "by", "effect", "scope", "selection",
	"revokes", "document", "title_ky", "title_ru", "file", "sheet", "row", "figures", "changes",
}

// line is what an entry says of itself, without its changes.
func line(e *election.Election, entry *Entry) *Line {
	l := &Line{Election: e.ID, Training: e.Training, ID: entry.ID, Kind: entry.Kind, At: moment(entry.At)}
	if d := entry.Decision; d != nil {
		l.Decision, l.By = d.ID, d.By
	}
	at := entry.Protocol
	if at == nil {
		l.decision(entry.Decision)
		return l
	}
	l.record(at.Commission, at.Contest, at.Part, at.Series)
	l.Version, l.VersionKind = at.Version, VersionKind(at)
	l.Received, l.Signed = moment(at.Received), moment(at.Signed)
	l.ReasonCode, l.ReasonKy, l.ReasonRu, l.Decision = at.ReasonCode, at.Reason.Ky, at.Reason.Ru, at.Decision
	if at.At.Known() {
		l.File, l.Sheet, l.Row = at.At.File.Path, at.At.File.Sheet, at.At.Row
	}
	if first := entry.first(); first == nil || first.After.Protocol != at {
		l.figures = figures(at)
	}
	return l
}

// first is what the entry of a version sets of its own record where nothing had
// been known of it, or nil.
func (e *Entry) first() *Change {
	for i := range e.Changes {
		c := &e.Changes[i]
		if c.Record.Series == e.Protocol.Series && c.Before == nil {
			return c
		}
	}
	return nil
}

func (l *Line) record(c *election.Commission, k *election.Contest, part int, series election.Series) {
	l.Commission, l.Contest, l.Part, l.Series = c.ID, k.ID, partID(k, part), string(series)
}

func (l *Line) decision(d *election.Decision) {
	l.Effect, l.Scope, l.Document, l.TitleKy, l.TitleRu = string(d.Effect), string(d.Scope), d.Document, d.Title.Ky, d.Title.Ru
	if d.Target != nil {
		l.Commission = d.Target.ID
	}
	if d.Contest != nil {
		l.Contest = d.Contest.ID
	}
	if d.Select != nil {
		l.Selection = d.Select.ID
	}
	if d.Scope == election.OneVersion {
		l.Series, l.Version = string(d.Series), d.Version
		if d.Contest != nil {
			l.Part = partID(d.Contest, d.Part)
		}
	}
	if d.Revokes != nil {
		l.Revokes = d.Revokes.ID
	}
	if d.At.Known() {
		l.File, l.Sheet, l.Row = d.At.File.Path, d.At.File.Sheet, d.At.Row
	}
}

// VersionKind is the kind of a version as the tables name it.
func VersionKind(p *election.Protocol) string {
	if p.Corrected {
		return "corrected"
	}
	return "original"
}

func partID(k *election.Contest, part int) string {
	if len(k.Parts) == 0 {
		return ""
	}
	return k.Parts[part].ID
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// A figure is one count by the name it has in the tables.
type figure struct {
	code string
	election.Count
}

func figures(p *election.Protocol) []figure {
	var all []figure
	for item, count := range p.Figures() {
		all = append(all, figure{item.Code(), count})
	}
	return all
}

// Append writes an entry as a line, without its end. There may be as many as there are protocols,
// so what is in each of them is written by hand.
func Append(b []byte, e *election.Election, entry *Entry) ([]byte, error) {
	l := line(e, entry)
	head, err := json.Marshal(l)
	if err != nil {
		return b, fmt.Errorf("write change %s: %w", entry.ID, err)
	}
	b = append(b, bytes.TrimSuffix(head, []byte(`"changes":null}`))...)
	if l.figures != nil {
		b = append(b, `"figures":{`...)
		for _, f := range l.figures {
			b = member(b, f.code)
			b = count(b, f.Count)
		}
		b = append(b, "},"...)
	}
	b = append(b, `"changes":[`...)
	for _, effect := range entry.Effects {
		b = next(b, '{')
		b = text(member(b, "decision"), effect.Decision.ID)
		b = fmt.Appendf(b, `,"set":{"in_effect":%t}`, effect.InEffect)
		if !effect.InEffect {
			b = append(b, `,"was":{"in_effect":true}`...)
		} else if effect.Decision != entry.Decision {
			b = append(b, `,"was":{"in_effect":false}`...)
		}
		b = append(b, '}')
	}
	for i := range entry.Changes {
		b = entry.Changes[i].append(b)
	}
	return append(b, "]}"...), nil
}

// append writes what an entry sets of one record.
func (c *Change) append(b []byte) []byte {
	b = next(b, '{')
	b = text(member(b, "commission"), c.Commission.ID)
	b = text(member(b, "contest"), c.Contest.ID)
	if len(c.Contest.Parts) > 0 {
		b = text(member(b, "part"), partID(c.Contest, c.Part))
	}
	b = text(member(b, "series"), string(c.Series))
	b = c.values(append(b, `,"set":{`...), &c.After)
	if c.Before != nil {
		b = c.values(append(b, `},"was":{`...), c.Before)
	}
	return append(b, "}}"...)
}

// values writes what one of the two states has of all that they do not share.
func (c *Change) values(b []byte, of *State) []byte {
	before := c.Before
	if before == nil {
		before = new(State)
	}
	was, is, values := before.fields(), c.After.fields(), of.fields()
	for i, name := range fields {
		if was[i] != is[i] {
			b = append(member(b, name), values[i]...)
		}
	}
	some := before.Protocol
	if some == nil {
		some = c.After.Protocol
	}
	if some == nil {
		return b
	}
	for item := range some.Figures() {
		if own := item.Of(of.Protocol); c.Before == nil || !item.Of(before.Protocol).Same(item.Of(c.After.Protocol)) {
			b = count(member(b, item.Code()), own)
		}
	}
	return b
}

var fields = [...]string{"version", "in_force", "refused_by", "voided_by", "outside_voided_by", "voided_selections"}

// fields are what a state says beside its figures, as JSON.
func (st *State) fields() [len(fields)]string {
	orNull := func(s string) string {
		if s == "" {
			return "null"
		}
		return string(text(nil, s))
	}
	id := func(d *election.Decision) string {
		if d == nil {
			return "null"
		}
		return orNull(d.ID)
	}
	version, force := "null", "null"
	if st.Protocol != nil {
		version, force = strconv.Itoa(st.Protocol.Version), strconv.FormatBool(st.InForce)
	}
	return [...]string{version, force, orNull(st.Refused), id(st.Voided), id(st.Mixed), orNull(st.Selections)}
}

// next begins another member of a list, or another object in it.
func next(b []byte, with byte) []byte {
	if last := b[len(b)-1]; last != '[' && last != '{' {
		b = append(b, ',')
	}
	return append(b, with)
}

// member begins a member of an object.
func member(b []byte, name string) []byte {
	if last := b[len(b)-1]; last != '{' {
		b = append(b, ',')
	}
	return append(text(b, name), ':')
}

func text(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // no text is without a form in JSON
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

func count(b []byte, c election.Count) []byte {
	n, known := c.Value()
	if !known {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, n, 10)
}
