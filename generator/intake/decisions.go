package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

var decisionColumns = []string{
	"id", "date", "by", "effect", "scope", "target", "contest", "selection", "revokes", "document", "title_ky", "title_ru",
}

// never is an embargo that does not end by itself.
var never = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

func parseIn(layout, text string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(layout, text, zone)
	return at.In(zone), err
}

// decisions reads the decisions, in the order of their dates. One that names
// something unknown is withheld: it would void the wrong thing, or nothing.
func (r *reader) decisions() error {
	byID := make(map[string]*election.Decision)
	revokes := make(map[*election.Decision]string)
	at := make(map[*election.Decision]source.Cell)
	err := r.read("decisions", decisionColumns, []string{"id", "date", "effect", "scope"}, func(t *table) {
		d := r.decision(t)
		if d == nil {
			return
		}
		if other, taken := byID[d.ID]; taken {
			t.report(finding.Finding{Code: finding.DuplicateID, Record: d.ID, At: d.At, Also: []source.Cell{other.At}}.With("id", d.ID))
			return
		}
		byID[d.ID] = d
		if id := t.text("revokes"); id != "" {
			revokes[d], at[d] = id, t.at("revokes")
		}
		r.election.Decisions = append(r.election.Decisions, d)
	})
	// Of one moment, what revokes comes after what it revokes.
	depth := func(d *election.Decision) int {
		n := 0
		for next := byID[revokes[d]]; next != nil && n < len(byID); n++ {
			next = byID[revokes[next]]
		}
		return n
	}
	slices.SortFunc(r.election.Decisions, func(a, b *election.Decision) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(depth(a), depth(b)), cmp.Compare(a.ID, b.ID))
	})
	place := make(map[*election.Decision]int)
	for i, d := range r.election.Decisions {
		place[d] = i
	}
	r.election.Decisions = slices.DeleteFunc(r.election.Decisions, func(d *election.Decision) bool {
		id, any := revokes[d]
		if !any {
			return false
		}
		d.Revokes = byID[id]
		if d.Revokes != nil && place[d.Revokes] < place[d] {
			return false
		}
		r.report(finding.Finding{Code: finding.DecisionRevokes, Record: d.ID, Received: d.Date, At: at[d]}.With("revokes", clip(id)))
		return true
	})
	return err
}

// decision reads one row; nil where it is withheld.
func (r *reader) decision(t *table) *election.Decision {
	id := t.text("id")
	d := &election.Decision{
		ID: id, Date: t.time("date", r.election.Zone), By: t.text("by"),
		Effect: election.EffectOfDecision(t.text("effect")), Scope: election.Scope(t.text("scope")),
		Document: t.paper(), Title: t.wordings("title"), At: t.at("id"),
	}
	switch {
	case id == "":
		t.report(finding.Finding{Code: finding.KeyMissing, At: t.at("id")}.With("column", "id").With("value", ""))
		return nil
	case d.Date.IsZero():
		t.report(finding.Finding{Code: finding.KeyMissing, Record: id, At: t.at("date")}.With("column", "date").With("value", clip(t.text("date"))))
		return nil
	case !slices.Contains(election.DecisionEffects, d.Effect):
		r.notAValue(t, "effect", id, "", election.DecisionEffects)
		return nil
	case !slices.Contains(scopes(d.Effect), d.Scope):
		r.notAValue(t, "scope", id, "", scopes(d.Effect))
		return nil
	case d.Effect == election.Revoke && t.text("revokes") == "":
		t.report(finding.Finding{Code: finding.DecisionRevokes, Record: id, At: t.at("revokes")}.With("revokes", ""))
		return nil
	}
	column, known := r.aim(t, d)
	if !known {
		t.report(finding.Finding{Code: finding.DecisionTarget, Record: id, At: t.at(column)}.
			With("column", column).With("value", clip(t.text(column))))
		return nil
	}
	return d
}

// scopes are those in which an effect does anything: a version can be refused
// and nothing else, and nothing else can be refused.
func scopes(effect election.EffectOfDecision) []election.Scope {
	switch effect {
	case election.Refuse:
		return []election.Scope{election.OneVersion}
	case election.Void, election.Reinstate:
		return slices.DeleteFunc(slices.Clone(election.Scopes), func(s election.Scope) bool { return s == election.OneVersion })
	}
	return election.Scopes
}

// aim finds what a decision is about; it names the column that says something
// unknown.
func (r *reader) aim(t *table, d *election.Decision) (column string, known bool) {
	if id := t.text("contest"); id != "" {
		if d.Contest = r.election.Contest(id); d.Contest == nil {
			return "contest", false
		}
	}
	target := t.text("target")
	if d.Scope == election.OneVersion {
		return "target", r.aimAtVersion(d, target)
	}
	if target != "" {
		if d.Target = r.election.Commission(target); d.Target == nil {
			return "target", false
		}
	} else if d.Scope == election.WholeCommission {
		return "target", false
	}
	if d.Scope != election.OneSelection {
		// A void that names a selection and means the whole would void too much.
		about := d.Effect == election.Void || d.Effect == election.Reinstate
		return "selection", !about || t.text("selection") == ""
	}
	for _, k := range r.election.Contests {
		if s := k.Selection(t.text("selection")); s != nil && (d.Contest == nil || d.Contest == k) {
			d.Contest, d.Select = k, s
			return "", true
		}
	}
	return "selection", false
}

// aimAtVersion reads the target of a decision about one version:
// commission/series/version, with the part before the series where the contest
// has parts.
func (r *reader) aimAtVersion(d *election.Decision, target string) bool {
	words := strings.Split(target, "/")
	if d.Contest == nil && len(r.election.Contests) == 1 {
		d.Contest = r.election.Contests[0]
	}
	if len(words) < 3 || len(words) > 4 || d.Contest == nil {
		return false
	}
	part := ""
	if len(words) == 4 {
		part = words[1]
	}
	version, err := strconv.Atoi(words[len(words)-1])
	d.Target, d.Part = r.election.Commission(words[0]), d.Contest.PartIndex(part)
	d.Series, d.Version = election.Series(words[len(words)-2]), version
	return err == nil && d.Target != nil && d.Part >= 0 && slices.Contains(election.AllSeries, d.Series)
}
