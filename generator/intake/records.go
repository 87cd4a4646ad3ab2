package intake

import (
	"slices"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// An entry is a row of a table beside the protocols while it is being read.
// What it withholds is not counted for the commission: that count says that a
// protocol has come.
type entry struct {
	*table
	key        string // of the record, in findings and waivers
	commission *election.Commission
	contest    *election.Contest // nil = of the whole day
}

// A shelf collects the entries of one table by what makes them one record. Of
// two that say the same the first stays; where they differ, none does.
type shelf[T any] struct {
	byID  map[string]*kept[T]
	order []*kept[T]
}

type kept[T any] struct {
	commission *election.Commission
	record     T
	row        string // all cells, to tell a repetition from a contradiction
	at         source.Cell
	came       time.Time
	torn       bool
}

// put puts a record on its shelf.
func (s *shelf[T]) put(e *entry, id string, record T) {
	k := &kept[T]{commission: e.commission, record: record, row: strings.Join(e.Texts(), "\x00"), at: e.Place(), came: e.came()}
	first, twice := s.byID[id]
	if !twice {
		s.add(id, k)
		return
	}
	code := finding.DuplicateRecord
	if k.row != first.row {
		code, first.torn = finding.ConflictingRecord, true
	}
	e.report(finding.Finding{
		Code: code, Record: e.key, Commission: e.commission.ID, At: k.at, Also: []source.Cell{first.at},
		Received: bothCame(k.came, first.came),
	}.With("record", e.key))
}

// add puts a record on its shelf that no other claims to be.
func (s *shelf[T]) add(id string, k *kept[T]) {
	if s.byID == nil {
		s.byID = make(map[string]*kept[T])
	}
	s.byID[id] = k
	s.order = append(s.order, k)
}

// each hands out what stays, with the records of its commission.
func (s *shelf[T]) each(give func(*election.Records, T)) {
	for _, k := range s.order {
		if k.torn {
			continue
		}
		if k.commission.Records == nil {
			k.commission.Records = new(election.Records)
		}
		give(k.commission.Records, k.record)
	}
}

// records reads the tables beside the protocols. Every one of them may be
// missing.
func (r *reader) records() error {
	steps := []func() error{r.participation, r.turnout, r.events, r.documents, r.complaints, r.scans, r.regions}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	for _, c := range r.election.Commissions {
		if c.Records != nil {
			c.Records.Sort()
		}
	}
	return nil
}

// entry reads what a row says of its commission and contest; nil where it is
// withheld. The key of the record is what its columns say.
func (t *table) entry() *entry {
	e := &entry{table: t, key: t.key()}
	id := t.text("commission")
	if id == "" {
		return e.wrong(finding.KeyMissing, "commission")
	}
	if e.commission = t.reader.election.Commission(id); e.commission == nil {
		return e.wrong(finding.UnknownCommission, "commission")
	}
	if id := t.text("contest"); id != "" {
		switch e.contest = t.reader.election.Contest(id); {
		case e.contest == nil:
			return e.wrong(finding.UnknownContest, "contest")
		case !e.contest.HeldAt(e.commission):
			return e.wrong(finding.OutsideContest, "commission")
		}
	}
	return e
}

// wrong reports one of the cells; it returns nil, for entries that are withheld.
func (e *entry) wrong(code finding.Code, column string) *entry {
	e.report(finding.Finding{Code: code, Record: e.key, Commission: e.text("commission"), Contest: e.text("contest"), At: e.at(column)}.
		With("column", column).With("value", clip(e.text(column))))
	return nil
}

// one reads a cell that must hold one of some values. It reports false, and
// withholds the entry, where it holds another.
func one[T ~string](e *entry, column string, known []T) (T, bool) {
	value := T(e.text(column))
	if slices.Contains(known, value) {
		return value, true
	}
	e.notOneOf(column, strings.Join(spelt(known), " "))
	return "", false
}

// spelt are values as tables and configurations write them.
func spelt[T ~string](values []T) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

// notOneOf withholds the entry for a cell that holds none of the known values.
func (e *entry) notOneOf(column, known string) {
	e.report(finding.Finding{Code: finding.NotAValue, Record: e.key, Commission: e.text("commission"), Contest: e.text("contest"), At: e.at(column)}.
		With("column", column).With("value", clip(e.text(column))).With("known", known))
}

// ordinal reads a number from 1; an empty cell is the number it stands for.
func (e *entry) ordinal(column string, empty int) (int, bool) {
	text := e.text(column)
	if text == "" {
		return empty, true
	}
	if n, ok := parseCount(text); ok && n >= 1 && n <= mostOrdinal {
		return int(n), true
	}
	e.notOneOf(column, "1, 2, 3, …")
	return 0, false
}

// voters reads a count of people. Empty is unknown, and so is anything but a
// whole number, with a finding.
func (e *entry) voters(column string) election.Count {
	text := e.text(column)
	if n, ok := parseCount(text); ok && text != "" {
		return election.Counted(n, e.at(column))
	}
	if text != "" {
		e.report(finding.Finding{Code: finding.NotACount, Record: e.key, Commission: e.commission.ID, At: e.at(column)}.
			With("value", clip(text)).With("column", column))
	}
	return election.Unread(e.at(column))
}

// moment reads a time that the record cannot be without.
func (e *entry) moment(column string) (time.Time, bool) {
	at := e.time(column, e.commission.Zone)
	if at.IsZero() {
		e.wrong(finding.KeyMissing, column)
	}
	return at, !at.IsZero()
}

// id makes one record of what belongs together, however its times are written.
func (e *entry) id(words ...string) string {
	contest := ""
	if e.contest != nil {
		contest = e.contest.ID
	}
	return strings.Join(append(words, e.commission.ID, contest), "\x00")
}
