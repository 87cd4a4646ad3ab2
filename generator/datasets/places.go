package datasets

import (
	"slices"

	"achyk/generator/election"
)

func commissionColumns(*Set) []string {
	return []string{
		"id", "level", "parent", "number", "name_ky", "name_ru", "address_ky", "address_ru", "kind", "time_zone",
		"not_before", "latitude", "longitude", "map_unit", "page",
	}
}

// commissions is a row a commission, with the names of the day of the election.
func (s *Set) commissions(t *table) {
	for _, c := range s.Election.Commissions {
		t.row()
		t.texts(c.ID, s.Election.Levels[c.Level].ID, parent(c), c.Number)
		t.both(c.NameOn(s.Election.Date))
		t.both(c.Address)
		t.texts(string(c.Kind), c.Zone.String())
		t.time(c.NotBefore)
		t.decimal(c.Latitude)
		t.decimal(c.Longitude)
		t.texts(c.MapUnit, Path(s.Election, c)+".html")
		t.end()
	}
}

func selectionColumns(*Set) []string {
	return []string{"contest", "id", "position", "kind", "name_ky", "name_ru", "nominated_by_ky", "nominated_by_ru", "status", "page"}
}

// selections is a row a line of the ballot.
func (s *Set) selections(t *table) {
	for _, k := range s.Election.Contests {
		for _, of := range k.Selections {
			t.row()
			t.texts(k.ID, of.ID)
			t.ordinal(of.Position)
			t.text(string(of.Kind))
			t.both(of.Name)
			t.both(of.NominatedBy)
			t.text(status(of))
			t.text(SelectionPath(s.Election, of) + ".html")
			t.end()
		}
	}
}

// status is the status of a selection in the canonical table.
func status(s *election.Selection) string {
	if s.Withdrawn {
		return "withdrawn"
	}
	return "registered"
}

func decisionColumns(*Set) []string {
	return []string{
		"id", "date", "by", "effect", "scope", "target", "contest", "selection", "part", "series", "version", "revokes",
		"document", "title_ky", "title_ru", "in_effect", "revoked_by", "undone_by",
	}
}

// decisions is a row a decision that is known, also one that another revoked.
func (s *Set) decisions(t *table) {
	inEffect := s.Standing.InEffect()
	for _, d := range s.Election.Decisions {
		if !s.AsOf.IsZero() && d.Date.After(s.AsOf) {
			continue
		}
		t.row()
		t.text(d.ID)
		t.time(d.Date)
		t.texts(d.By, string(d.Effect), string(d.Scope))
		var target, contest, selection, revokes string
		if d.Target != nil {
			target = d.Target.ID
		}
		if d.Contest != nil {
			contest = d.Contest.ID
		}
		if d.Select != nil {
			selection = d.Select.ID
		}
		if d.Revokes != nil {
			revokes = d.Revokes.ID
		}
		t.texts(target, contest, selection)
		if d.Scope == election.OneVersion && d.Contest != nil {
			t.text(partID(d.Contest, d.Part))
			t.text(string(d.Series))
			t.ordinal(d.Version)
		} else {
			t.texts("", "", "")
		}
		t.texts(revokes, d.Document)
		t.both(d.Title)
		t.yes(slices.Contains(inEffect, d))
		t.decision(s.Standing.RevokedBy(d))
		t.decision(s.Standing.UndoneBy(d))
		t.end()
	}
}

// partID is the id of a part by its index; empty where the contest has none, and of
// what is of no contest.
func partID(k *election.Contest, part int) string {
	if k == nil || part >= len(k.Parts) {
		return ""
	}
	return k.Parts[part].ID
}
