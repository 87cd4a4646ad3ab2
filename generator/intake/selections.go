package intake

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

var selectionColumns = []string{
	"contest", "id", "position", "kind", "name_ky", "name_ru", "nominated_by_ky", "nominated_by_ru", "status",
}

var selectionKinds = []election.SelectionKind{election.Candidate, election.List, election.Answer, election.AgainstAll}

// selections reads the lines of the ballots. They stand in ballot order
// whatever the order of the table.
func (r *reader) selections() error {
	if !r.plan.Has("selections") {
		r.missingTable("selections")
		return nil
	}
	taken := make(map[string]source.Cell)
	err := r.read("selections", selectionColumns, []string{"contest", "id", "position", "kind", "name_ky", "name_ru"}, func(t *table) {
		id := t.text("id")
		k := r.election.Contest(t.text("contest"))
		if k == nil {
			r.report(finding.Finding{Code: finding.UnknownContest, Record: id, At: t.at("contest")}.With("contest", clip(t.text("contest"))))
			return
		}
		s := r.selection(t, id)
		if s == nil {
			return
		}
		if other, twice := taken[id]; twice {
			r.report(finding.Finding{Code: finding.DuplicateID, Record: id, Contest: k.ID, At: s.At, Also: []source.Cell{other}}.With("id", id))
			return
		}
		taken[id] = s.At
		k.Selections = append(k.Selections, s)
	})
	// Who has no known place on the ballot stands after those who have.
	place := func(s *election.Selection) int { return cmp.Or(s.Position, math.MaxInt) }
	for _, k := range r.election.Contests {
		slices.SortFunc(k.Selections, func(a, b *election.Selection) int {
			return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.ID, b.ID))
		})
		for i, s := range k.Selections {
			s.Index = i
		}
	}
	return err
}

// selection reads one row; nil where it is withheld.
func (r *reader) selection(t *table, id string) *election.Selection {
	if !validID.MatchString(id) {
		r.report(finding.Finding{Code: finding.InvalidID, Record: id, At: t.at("id")}.With("value", clip(id)).With("column", "id"))
		return nil
	}
	s := &election.Selection{
		ID: id, Kind: election.SelectionKind(t.text("kind")),
		Name: t.wordings("name"), NominatedBy: t.wordings("nominated_by"), At: t.at("id"),
	}
	if text := t.text("position"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 10_000 {
			r.notAValue(t, "position", id, "", "1, 2, 3, …")
			return nil
		}
		s.Position = n
	}
	if !slices.Contains(selectionKinds, s.Kind) {
		r.notAValue(t, "kind", id, "", selectionKinds)
		return nil
	}
	switch t.text("status") {
	case "", "registered":
	case "withdrawn":
		s.Withdrawn = true
	default:
		r.notAValue(t, "status", id, "", "registered withdrawn")
		return nil
	}
	for _, column := range []string{"name_ky", "name_ru"} {
		if t.text(column) == "" {
			r.report(finding.Finding{Code: finding.NameMissing, Record: id, At: t.at(column)}.With("column", column))
		}
	}
	return s
}
