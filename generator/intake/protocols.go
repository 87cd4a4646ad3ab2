package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
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
}

// votesPrefix begins the column of a selection's votes.
const votesPrefix = "votes:"

// A place is where a column's counts belong: a line code or a selection, looked
// up in the contest of each row.
type place struct {
	column    int
	line      string
	selection string
}

// ledger collects protocols by their key, to find those that come twice.
type ledger struct {
	byKey map[string]*election.Protocol
	held  map[string]bool
	order []string
}

// readProtocols reads protocols.csv and every table in the folder protocols.
func (r *reader) readProtocols() error {
	names := []string{"protocols.csv"}
	entries, err := os.ReadDir(filepath.Join(r.dir, "protocols"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list protocols: %w", err)
	}
	for _, entry := range entries {
		name := path.Join("protocols", entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir() || path.Ext(name) != ".csv":
			r.report(finding.Finding{Code: finding.TableNotRead, At: source.Cell{File: &source.File{Path: name}}}.
				With("known", "protocols/*.csv"))
		default:
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		if _, err := os.Stat(filepath.Join(r.dir, names[0])); err != nil {
			r.missingTable(names[0])
			return nil
		}
	}
	book := &ledger{byKey: make(map[string]*election.Protocol), held: make(map[string]bool)}
	for _, name := range names {
		if err := r.protocolTable(name, book); err != nil {
			return err
		}
	}
	for _, key := range book.order {
		if p := book.byKey[key]; !book.held[key] {
			p.Commission.Protocols = append(p.Commission.Protocols, p)
			r.protocols++
		}
	}
	for _, c := range r.election.Commissions {
		slices.SortFunc(c.Protocols, (*election.Protocol).Compare)
		r.versions(c)
	}
	return nil
}

func (r *reader) protocolTable(name string, book *ledger) error {
	t, err := r.open(name, nil, []string{"commission", "contest", "series", "version"})
	if err != nil || t == nil {
		return err
	}
	if _, long := t.byName["item"]; long {
		return r.longTable(t, book)
	}
	places := r.places(t)
	return t.each(func() {
		p := r.protocol(t)
		if p == nil {
			return
		}
		for _, place := range places {
			r.fill(t, p, place)
		}
		r.enter(book, p)
	})
}

// places finds out what each column of a wide table counts.
func (r *reader) places(t *table) []place {
	var places []place
	for i, name := range t.names {
		if slices.Contains(protocolColumns, name) {
			continue
		}
		at := cell(t.file, t.row, i)
		id, votes := strings.CutPrefix(name, votesPrefix)
		known := false
		for _, k := range r.election.Contests {
			known = known || (votes && k.Selection(id) != nil) || (!votes && k.LineCode(name) >= 0)
		}
		switch {
		case known && votes:
			places = append(places, place{column: i, selection: id})
		case known:
			places = append(places, place{column: i, line: name})
		case votes:
			r.report(finding.Finding{Code: finding.SelectionColumn, Record: id, At: at}.With("selection", clip(id)))
		default:
			r.report(finding.Finding{Code: finding.ColumnUnknown, At: at}.
				With("column", name).With("known", strings.Join(protocolColumns, ", ")))
		}
	}
	return places
}

// fill reads one count of a wide row into its place.
func (r *reader) fill(t *table, p *election.Protocol, at place) {
	i, counts := p.Contest.LineCode(at.line), p.Lines
	form := i >= 0 && p.Contest.Lines[i].On(p.Commission, p.Series, p.Part)
	if at.selection != "" {
		s := p.Contest.Selection(at.selection)
		if form = s != nil; form {
			i, counts = s.Index, p.Votes
		}
	}
	if form {
		counts[i] = t.count(at.column, *p)
		return
	}
	if at.column < len(t.cells) && strings.TrimSpace(t.cells[at.column]) != "" {
		t.report(finding.Finding{
			Code: finding.NotOnForm, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID,
			At: cell(t.file, t.row, at.column),
		}.With("column", t.names[at.column]).With("value", clip(t.cells[at.column])))
	}
}

// longTable reads a table with one count a row. The rows of a record may stand
// anywhere; what is said of the record must be the same in all of them.
func (r *reader) longTable(t *table, book *ledger) error {
	if _, has := t.byName["value"]; !has {
		r.report(finding.Finding{Code: finding.ColumnMissing, At: source.Cell{File: t.file, Row: t.row}}.
			With("column", "value").With("has", strings.Join(t.names, ", ")))
		return nil
	}
	for i, name := range t.names {
		if known := slices.Concat(protocolColumns, itemColumns); !slices.Contains(known, name) {
			r.report(finding.Finding{Code: finding.ColumnUnknown, At: cell(t.file, t.row, i)}.
				With("column", name).With("known", strings.Join(known, ", ")))
		}
	}
	records := make(map[string]*election.Protocol)
	torn := make(map[string]bool)
	var order []*election.Protocol
	err := t.each(func() {
		p := r.protocol(t)
		if p == nil {
			return
		}
		k := p.Key()
		first := records[k]
		if first == nil {
			first, records[k] = p, p
			order = append(order, p)
		}
		if !sameRecord(p, first) {
			// Nobody can tell which row says it right: none is taken.
			torn[k] = true
			r.withhold(finding.Finding{
				Code: finding.ConflictingRecord, Record: k, Commission: p.Commission.ID, Contest: p.Contest.ID,
				At: p.At, Also: []source.Cell{first.At}, Received: bothCame(p.Came(), first.Came()),
			}.With("record", k), oneCame(p.Came(), first.Came()))
			return
		}
		r.item(t, first)
	})
	for _, p := range order {
		r.enter(book, p)
		if torn[p.Key()] {
			book.held[p.Key()] = true
		}
	}
	return err
}

// item reads one row of a long table into its record.
func (r *reader) item(t *table, p *election.Protocol) {
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
		r.hold(finding.Finding{Code: finding.UnknownItem, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID, At: t.at("item"), Received: p.Came()}.
			With("item", clip(name)))
		return
	}
	count := t.count(t.byName["value"], *p)
	if !counts[i].At.Known() {
		counts[i] = count
		return
	}
	code := finding.DuplicateRecord
	if !sameCount(count, counts[i]) {
		// Two answers to one question: neither is taken.
		code = finding.ConflictingRecord
		counts[i] = election.Unread(counts[i].At)
	}
	r.hold(finding.Finding{
		Code: code, Record: p.Key(), Commission: p.Commission.ID, Contest: p.Contest.ID,
		At: t.at("value"), Also: []source.Cell{counts[i].At}, Received: p.Came(),
	}.With("record", p.Key()+" "+name))
}

// enter puts a protocol into the book. The same record again is withheld; of
// two that claim to be the same protocol and differ, both are. A count that the
// table has no cell for is unknown at the place of the record.
func (r *reader) enter(book *ledger, p *election.Protocol) {
	for i := range p.Lines {
		if !p.Lines[i].At.Known() && p.Contest.Lines[i].On(p.Commission, p.Series, p.Part) {
			p.Lines[i] = election.Unread(p.At)
		}
	}
	for i := range p.Votes {
		if !p.Votes[i].At.Known() {
			p.Votes[i] = election.Unread(p.At)
		}
	}
	k := p.Key()
	if known := func(c election.Count) bool { _, known := c.Value(); return known }; !slices.ContainsFunc(p.Lines, known) &&
		!slices.ContainsFunc(p.Votes, known) {
		r.hold(finding.Finding{Code: finding.EmptyRecord, Record: k, Commission: p.Commission.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came()})
		return
	}
	other, twice := book.byKey[k]
	if !twice {
		book.byKey[k] = p
		book.order = append(book.order, k)
		return
	}
	code := finding.ConflictingRecord
	if same(p, other) {
		code = finding.DuplicateRecord
	} else {
		book.held[k] = true
	}
	r.withhold(finding.Finding{
		Code: code, Record: k, Commission: p.Commission.ID, Contest: p.Contest.ID, At: p.At, Also: []source.Cell{other.At},
		Received: bothCame(p.Came(), other.Came()),
	}.With("record", k), oneCame(p.Came(), other.Came()))
}

// protocol reads what a row says of its record, without the counts; nil where
// it is withheld.
func (r *reader) protocol(t *table) *election.Protocol {
	id := t.text("commission")
	record := t.key()
	withhold := func(code finding.Code, column string) *election.Protocol {
		r.hold(t.about(finding.Finding{Code: code, Record: record, Commission: id, At: t.at(column)}.
			With("column", column).With("value", clip(t.text(column)))))
		return nil
	}
	for _, column := range []string{"commission", "contest", "series", "version"} {
		if t.text(column) == "" {
			return withhold(finding.KeyMissing, column)
		}
	}
	c, k := r.election.Commission(id), r.election.Contest(t.text("contest"))
	switch {
	case c == nil:
		return withhold(finding.UnknownCommission, "commission")
	case k == nil:
		return withhold(finding.UnknownContest, "contest")
	case !r.election.Signs(c):
		return withhold(finding.LevelSigns, "commission")
	case !k.HeldAt(c):
		return withhold(finding.OutsideContest, "commission")
	}
	p := &election.Protocol{
		Commission: c, Contest: k, Part: k.PartIndex(t.text("part")), Series: election.Series(t.text("series")),
		Received: t.time("received", c.Zone), Signed: t.time("signed", c.Zone),
		ReasonCode: t.text("reason_code"), Reason: wording.Text{Ky: t.text("reason_ky"), Ru: t.text("reason_ru")},
		Decision: t.text("decision"),
		Lines:    make([]election.Count, len(k.Lines)), Votes: make([]election.Count, len(k.Selections)),
		At: cell(t.file, t.row, -1),
	}
	if p.Part < 0 {
		return withhold(finding.UnknownPart, "part")
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

// same reports whether two records say the same in every cell.
func same(p, q *election.Protocol) bool {
	return sameRecord(p, q) && slices.EqualFunc(p.Lines, q.Lines, sameCount) && slices.EqualFunc(p.Votes, q.Votes, sameCount)
}

// sameRecord reports whether two rows say the same of their record, the counts
// aside.
func sameRecord(p, q *election.Protocol) bool {
	return p.Corrected == q.Corrected && p.Received.Equal(q.Received) && p.Signed.Equal(q.Signed) &&
		p.ReasonCode == q.ReasonCode && p.Reason == q.Reason && p.Decision == q.Decision
}

func sameCount(a, b election.Count) bool {
	n, known1 := a.Value()
	m, known2 := b.Value()
	return n == m && known1 == known2
}

// versions reports corrected versions that do not say why.
func (r *reader) versions(c *election.Commission) {
	for _, p := range c.Protocols {
		if p.Version > 1 && p.ReasonCode == "" && p.Reason == (wording.Text{}) && p.Decision == "" {
			r.report(finding.Finding{Code: finding.VersionReason, Record: p.Key(), Commission: c.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came()}.
				With("version", p.Version))
		}
	}
}
