package intake

import (
	"slices"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// protocolColumns are the columns of the protocols table that are not counts.
// After them stand one column a line code and one votes:SELECTION a selection,
// or, in a long table, item and value.
var protocolColumns = []string{
	"commission", "contest", "part", "series", "version", "kind", "received", "signed",
	"reason_code", "reason_ky", "reason_ru", "decision",
}

// itemColumns make a table long: several rows a record, one count each.
var itemColumns = []string{"item", "value"}

// publishedColumns are the other columns of the tables in which protocols are
// published, beside one for each line: a line of that name would stand there
// twice.
var publishedColumns = []string{
	"election", "training", "level", "parent", "state", "force", "basis", "protocols", "at_least", "current", "in_force",
	"refused_by", "voided_by", "outside_voided_by", "voided_selections", "file", "sheet", "row", "column",
	"voided_whole", "voided_whole_votes", "voided_partly", "voided_partly_votes",
}

// votesPrefix begins the column of a selection's votes.
const votesPrefix = "votes:"

// protocolRequired are the columns that name a protocol.
var protocolRequired = []string{"commission", "contest", "series", "version"}

// readProtocols reads the protocols: those of tables and sources first, then
// what completes them.
func (r *reader) readProtocols() error {
	if !r.plan.Has("protocols") {
		r.missingTable("protocols")
		return nil
	}
	book := &ledger{reader: r, byName: make(map[name]*record), torn: make(map[*election.Count]bool)}
	if err := r.streams("protocols", nil, protocolRequired, book.read); err != nil {
		return err
	}
	book.close()
	for _, c := range r.election.Commissions {
		slices.SortFunc(c.Protocols, (*election.Protocol).Compare)
		r.versions(c)
	}
	return nil
}

// A place is where a column's counts belong: a line code or a selection, looked
// up in the contest of each row.
type place struct {
	column    int
	line      string
	selection string
}

// places finds out what each column of a wide table counts.
func (t *table) places() []place {
	var places []place
	for i, name := range t.Columns {
		if slices.Contains(protocolColumns, name) {
			continue
		}
		id, votes := strings.CutPrefix(name, votesPrefix)
		known := false
		for _, k := range t.reader.election.Contests {
			known = known || (votes && k.Selection(id) != nil) || (!votes && k.LineCode(name) >= 0)
		}
		switch {
		case known && votes:
			places = append(places, place{column: i, selection: id})
		case known:
			places = append(places, place{column: i, line: name})
		case votes:
			t.reader.report(finding.Finding{Code: finding.SelectionColumn, Record: id, At: t.ColumnAt(i)}.With("selection", clip(id)))
		case t.Mapped:
			// A line that nobody has: its figures would be missing everywhere.
			t.reader.report(finding.Finding{Code: finding.ElectionValue, At: t.ColumnAt(i)}.
				With("key", "lines").With("value", clip(name)).With("known", strings.Join(t.reader.lineCodes(), ", ")))
		default:
			t.reader.report(finding.Finding{Code: finding.ColumnUnknown, At: t.ColumnAt(i)}.
				With("column", name).With("known", strings.Join(slices.Concat(protocolColumns, t.reader.lineCodes()), ", ")))
		}
	}
	return places
}

// lineCodes are the codes of all lines, in the order of the forms.
func (r *reader) lineCodes() []string {
	var codes []string
	for _, k := range r.election.Contests {
		for _, l := range k.Lines {
			if !slices.Contains(codes, l.Code) {
				codes = append(codes, l.Code)
			}
		}
	}
	return codes
}

// long reports whether a table of protocols has one count a row, and whether it
// lacks the column for it.
func (t *table) long() (long, usable bool) {
	_, long = t.byName["item"]
	if !long {
		return false, true
	}
	if _, has := t.byName["value"]; !has {
		t.reader.report(finding.Finding{Code: finding.ColumnMissing, At: t.HeaderAt()}.
			With("column", "value").With("has", strings.Join(t.Columns, ", ")))
		return true, false
	}
	for i, name := range t.Columns {
		if known := slices.Concat(protocolColumns, itemColumns); !slices.Contains(known, name) {
			t.reader.report(finding.Finding{Code: finding.ColumnUnknown, At: t.ColumnAt(i)}.
				With("column", name).With("known", strings.Join(known, ", ")))
		}
	}
	return true, true
}

// fill reads one count of a wide row into its place.
func (b *ledger) fill(t *table, p *election.Protocol, at place) {
	i := p.Contest.LineCode(at.line)
	form := i >= 0 && p.Contest.Lines[i].On(p.Commission, p.Series, p.Part)
	counts := p.Lines
	if at.selection != "" {
		s := p.Contest.Selection(at.selection)
		if form = s != nil; form {
			i, counts = s.Index, p.Votes
		}
	}
	if form {
		b.put(t, p, &counts[i], t.count(at.column, p), t.Columns[at.column])
		return
	}
	if t.Texts()[at.column] != "" {
		t.report(finding.Finding{
			Code: finding.NotOnForm, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: t.At(at.column),
		}.With("column", t.Columns[at.column]).With("value", clip(t.Texts()[at.column])))
	}
}

// item reads one row of a long table into its record.
func (b *ledger) item(t *table, p *election.Protocol) {
	name := t.text("item")
	counts, i := p.Lines, p.Contest.LineCode(name)
	if id, votes := strings.CutPrefix(name, votesPrefix); votes {
		counts, i = p.Votes, -1
		if s := p.Contest.Selection(id); s != nil {
			i = s.Index
		}
	} else if i >= 0 && !p.Contest.Lines[i].On(p.Commission, p.Series, p.Part) {
		if t.text("value") != "" {
			t.report(finding.Finding{
				Code: finding.NotOnForm, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: t.at("value"),
			}.With("column", name).With("value", clip(t.text("value"))))
		}
		return
	}
	if i < 0 {
		t.reader.hold(finding.Finding{Code: finding.UnknownItem, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: t.at("item"), Received: p.Came()}.
			With("item", clip(name)))
		return
	}
	b.put(t, p, &counts[i], t.count(t.byName["value"], p), name)
}

// put puts a count into its place. In a table that completes protocols a count
// may repeat what another file says, or say what it left out. Of two answers to
// one question neither is taken.
func (b *ledger) put(t *table, p *election.Protocol, to *election.Count, count election.Count, name string) {
	if !to.At.Known() {
		*to = count
		return
	}
	_, had := to.Value()
	_, has := count.Value()
	equal := sameCount(count, *to)
	switch {
	case t.Completes && (equal || !has):
		return
	case t.Completes && !had && !b.torn[to]:
		*to = count
		return
	}
	code := finding.DuplicateRecord
	if !equal {
		code = finding.ConflictingRecord
	}
	t.reader.hold(finding.Finding{
		Code: code, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID,
		At: count.At, Also: []source.Cell{to.At}, Received: p.Came(),
	}.With("record", p.Key()+" "+name))
	if !equal {
		*to = election.Unread(to.At)
		b.torn[to] = true
	}
}

// protocol reads what a row says of its record, without the counts; nil where
// it is withheld.
func (t *table) protocol() *election.Protocol {
	r, id, record := t.reader, t.text("commission"), t.key()
	wrong := func(code finding.Code, column string) *election.Protocol {
		r.hold(t.about(finding.Finding{Code: code, Record: record, Commission: id, At: t.at(column)}.
			With("column", column).With("value", clip(t.text(column)))))
		return nil
	}
	for _, column := range protocolRequired {
		if t.text(column) == "" {
			return wrong(finding.KeyMissing, column)
		}
	}
	c, k := r.election.Commission(id), r.election.Contest(t.text("contest"))
	switch {
	case c == nil:
		return wrong(finding.UnknownCommission, "commission")
	case k == nil:
		return wrong(finding.UnknownContest, "contest")
	case !r.election.Signs(c):
		return wrong(finding.LevelSigns, "commission")
	case !k.HeldAt(c):
		return wrong(finding.OutsideContest, "commission")
	}
	p := &election.Protocol{
		Commission: c, Contest: k, Part: k.PartIndex(t.text("part")), Series: election.Series(t.text("series")),
		Received: t.time("received", c.Zone), Signed: t.time("signed", c.Zone),
		ReasonCode: t.text("reason_code"), Reason: t.wordings("reason"), Decision: t.text("decision"), At: t.Place(),
	}
	if p.Part < 0 {
		return wrong(finding.UnknownPart, "part")
	}
	if !slices.Contains(election.AllSeries, p.Series) {
		r.notAValue(t, "series", record, id, election.AllSeries)
		return nil
	}
	version, err := strconv.Atoi(t.text("version"))
	if err != nil || version < 1 || version > 10_000 {
		r.notAValue(t, "version", record, id, "1, 2, 3, …")
		return nil
	}
	p.Version = version
	switch t.text("kind") {
	case "original":
	case "corrected":
		p.Corrected = true
	case "":
		p.Corrected = version > 1
	default:
		r.notAValue(t, "kind", record, id, "original corrected")
		return nil
	}
	return p
}

// versions reports corrected versions that do not say why, and those that follow
// one that is not there. The protocols are in order.
func (r *reader) versions(c *election.Commission) {
	for i, p := range c.Protocols {
		if p.Version == 1 {
			continue
		}
		if p.ReasonCode == "" && p.Reason == (wording.Text{}) && p.Decision == "" {
			r.report(finding.Finding{Code: finding.VersionReason, Record: p.Key(), Commission: c.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came()}.
				With("version", p.Version))
		}
		before := *p
		before.Version--
		if (i == 0 || nameOf(c.Protocols[i-1]) != nameOf(&before)) && !r.withheld(&before) {
			r.report(finding.Finding{Code: finding.VersionSkipped, Record: p.Key(), Commission: c.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came()}.
				With("version", p.Version).With("missing", before.Version))
		}
	}
}

// withheld reports whether a protocol came and a finding keeps it back: it is
// there, and no later version has skipped it. One that does not say its version
// may be any.
func (r *reader) withheld(p *election.Protocol) bool {
	key := p.Key()
	nameless := key[:strings.LastIndexByte(key, ' ')]
	return r.refused[key] || r.refused[nameless]
}
