package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
	"achyk/generator/wording"
)

var commissionColumns = []string{
	"id", "level", "parent", "number", "name_ky", "name_ru", "address_ky", "address_ru", "kind", "time_zone",
	"not_before", "latitude", "longitude", "map_unit",
}

// aCommission is a row of the table before it has its place in the tree.
type aCommission struct {
	*election.Commission
	parent    string
	parentAt  source.Cell
	zone      string
	zoneAt    source.Cell
	notBefore string
	beforeAt  source.Cell
}

// commissions reads the tree of commissions. A parent may stand anywhere in
// the table.
func (r *reader) commissions() error {
	if !r.plan.Has("commissions") {
		r.missingTable("commissions")
		return nil
	}
	read := make(map[string]*aCommission)
	var all []*aCommission
	err := r.read("commissions", commissionColumns, []string{"id", "level", "parent", "name_ky", "name_ru"}, func(t *table) {
		c := r.commission(t)
		if c == nil {
			return
		}
		if other, taken := read[c.ID]; taken {
			r.report(finding.Finding{
				Code: finding.DuplicateID, Record: c.ID, Commission: c.ID, At: c.At, Also: []source.Cell{other.At},
			}.With("id", c.ID))
			return
		}
		read[c.ID] = c
		all = append(all, c)
	})
	if err != nil {
		return err
	}
	r.tree(all, read)
	r.names()
	return nil
}

// commission reads one row; nil where it is withheld.
func (r *reader) commission(t *table) *aCommission {
	id := t.text("id")
	c := &election.Commission{
		ID: id, Number: t.words("number"), Kind: election.Kind(cmp.Or(t.text("kind"), string(election.Ordinary))),
		Name: t.wordings("name"), Address: t.wordings("address"),
		Latitude: t.text("latitude"), Longitude: t.text("longitude"), MapUnit: t.text("map_unit"),
		At: t.at("id"),
	}
	if !validID.MatchString(id) {
		code := finding.InvalidID
		if id == "" {
			code = finding.KeyMissing
		}
		r.report(finding.Finding{Code: code, Record: id, At: t.at("id")}.With("value", clip(id)).With("column", "id"))
		return nil
	}
	c.Level = r.level(t.text("level"))
	if c.Level < 0 {
		r.notAValue(t, "level", id, id, levelIDs(r.election.Levels))
		return nil
	}
	if !slices.Contains(election.Kinds, c.Kind) {
		r.notAValue(t, "kind", id, id, election.Kinds)
		return nil
	}
	for _, column := range []string{"name_ky", "name_ru"} {
		if t.text(column) == "" && c.Number == "" {
			r.report(finding.Finding{Code: finding.NameMissing, Record: id, Commission: id, At: t.at(column)}.With("column", column))
		}
	}
	if c.MapUnit != "" {
		r.units[c] = t.at("map_unit")
	}
	return &aCommission{
		Commission: c, parent: t.text("parent"), parentAt: t.at("parent"),
		zone: t.text("time_zone"), zoneAt: t.at("time_zone"), notBefore: t.text("not_before"), beforeAt: t.at("not_before"),
	}
}

func levelIDs(levels []election.Level) []string {
	ids := make([]string, len(levels))
	for i, l := range levels {
		ids[i] = l.ID
	}
	return ids
}

// notAValue withholds a record whose cell holds none of the known values.
// commission is empty for records that are not of one.
func (r *reader) notAValue(t *table, column, record, commission string, known any) {
	r.hold(t.about(finding.Finding{Code: finding.NotAValue, Record: record, Commission: commission, At: t.at(column)}.
		With("value", clip(t.text(column))).With("column", column).With("known", strings.Trim(fmt.Sprint(known), "[]"))))
}

// tree gives each commission its parent, zone and embargo, and puts them into
// the election: parents first, children by id, so that the order of the table
// changes nothing.
func (r *reader) tree(all []*aCommission, read map[string]*aCommission) {
	children := make(map[string][]*aCommission)
	var root *aCommission
	for _, c := range all {
		above := read[c.parent]
		switch {
		case c.Level == 0 && c.parent == "" && root == nil:
			root = c
		case c.Level == 0 && c.parent == "":
			r.report(finding.Finding{
				Code: finding.DuplicateID, Record: c.ID, Commission: c.ID, At: c.At, Also: []source.Cell{root.At},
			}.With("id", r.election.Levels[0].ID))
		case above == nil:
			r.report(finding.Finding{Code: finding.ParentUnknown, Record: c.ID, Commission: c.ID, At: c.parentAt}.
				With("parent", c.parent))
		case above.Level >= c.Level:
			r.report(finding.Finding{
				Code: finding.ParentLevel, Record: c.ID, Commission: c.ID, At: c.parentAt, Also: []source.Cell{above.At},
			}.With("parent", c.parent))
		default:
			children[c.parent] = append(children[c.parent], c)
		}
	}
	if root == nil {
		r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at("levels", 0)}.
			With("key", "levels").With("value", r.election.Levels[0].ID))
		return
	}
	r.election.Root = root.Commission
	var place func(c *aCommission, above *election.Commission)
	place = func(c *aCommission, above *election.Commission) {
		c.Parent = above
		r.clock(c)
		r.election.Add(c.Commission)
		below := children[c.ID]
		slices.SortFunc(below, func(a, b *aCommission) int { return cmp.Compare(a.ID, b.ID) })
		for _, child := range below {
			c.Children = append(c.Children, child.Commission)
			place(child, c.Commission)
		}
	}
	place(root, nil)
	for _, c := range all {
		// Beneath a withheld commission: withheld with it, and said so.
		if r.election.Commission(c.ID) == nil && children[c.parent] != nil && slices.Contains(children[c.parent], c) {
			r.report(finding.Finding{Code: finding.ParentUnknown, Record: c.ID, Commission: c.ID, At: c.parentAt}.With("parent", c.parent))
		}
	}
	for i, f := range r.file.Contests {
		for j, id := range f.Constituencies {
			c := r.election.Commission(id)
			if c == nil {
				r.meaningless(id, "contests", i, "constituencies", j)
				continue
			}
			k := r.election.Contests[i]
			k.Constituencies = append(k.Constituencies, c)
		}
	}
}

// clock sets a commission's zone and embargo. An embargo that cannot be read
// withholds the commission until someone corrects it: showing results early is
// worse than showing them late.
func (r *reader) clock(c *aCommission) {
	c.Zone = r.election.Zone
	if c.Parent != nil {
		c.Zone = c.Parent.Zone
	}
	readable := layouts
	if c.zone != "" {
		zone, ok := r.zone(c.zone)
		if ok {
			c.Zone = zone
		} else {
			readable = []string{time.RFC3339} // a clock of nobody knows where
			r.report(finding.Finding{Code: finding.NotAValue, Record: c.ID, Commission: c.ID, At: c.zoneAt}.
				With("value", clip(c.zone)).With("column", "time_zone").With("known", "Asia/Bishkek, Europe/Moscow, …"))
		}
	}
	if c.Parent != nil {
		c.NotBefore = c.Parent.NotBefore
	}
	if c.notBefore == "" {
		return
	}
	for _, layout := range readable {
		if at, err := parseIn(layout, c.notBefore, c.Zone); err == nil {
			if at.After(c.NotBefore) {
				c.NotBefore = at
			}
			return
		}
	}
	c.NotBefore = never
	r.report(finding.Finding{Code: finding.NotATime, Record: c.ID, Commission: c.ID, At: c.beforeAt}.With("value", clip(c.notBefore)))
}

// names adds the names that were or are valid at other times.
func (r *reader) names() {
	for i, f := range r.file.Names {
		c := r.election.Commission(f.Commission)
		if c == nil {
			r.meaningless(f.Commission, "names", i, "commission")
			continue
		}
		n := election.DatedName{Name: f.Name}
		var ok [2]bool
		n.From, ok[0] = r.day(f.From, "names", i, "from")
		n.Until, ok[1] = r.day(f.Until, "names", i, "until")
		if ok[0] && ok[1] {
			c.Names = append(c.Names, n)
		}
	}
}

// day reads a date of election.yaml; empty is the zero date.
func (r *reader) day(text string, path ...any) (wording.Date, bool) {
	if text == "" {
		return wording.Date{}, true
	}
	date, err := wording.ParseDate(text)
	if err != nil {
		r.meaningless(text, path...)
	}
	return date, err == nil
}
