package intake

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

var regionColumns = []string{"commission", "contest", "kind", "version", "page", "item", "left", "top", "width", "height"}

// sides are those of a rectangle, as tables and election.yaml name them.
var sides = []string{"left", "top", "width", "height"}

// decimal is a fraction as people and programs write it, with a point or a comma.
var decimal = regexp.MustCompile(`^(?:[0-9]{1,30}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?$`)

// fraction reads a decimal fraction exactly.
func fraction(text string) (*big.Rat, bool) {
	if !decimal.MatchString(text) {
		return nil, false
	}
	return new(big.Rat).SetString(strings.Replace(text, ",", ".", 1))
}

// millionths rounds a fraction that is not below zero to the nearest millionth.
func millionths(r *big.Rat) int {
	doubled := new(big.Rat).Mul(r, big.NewRat(2*election.Whole, 1))
	n := new(big.Int).Quo(doubled.Num(), doubled.Denom())
	return int(n.Add(n, big.NewInt(1)).Rsh(n, 1).Int64())
}

// rectangle reads a rectangle on a page. Where one of its sides is no fraction, or
// leads out of the page, it names that and what could stand there. Its edges are
// rounded, and not its width and height, so that what ends where the page does
// stays within it.
func rectangle(text func(side string) string) (r election.Region, wrong, known string) {
	var read [4]*big.Rat
	for i, side := range sides {
		f, ok := fraction(text(side))
		if !ok || f.Cmp(big.NewRat(1, 1)) > 0 {
			return election.Region{}, side, "0 … 1"
		}
		read[i] = f
	}
	var length [2]int
	for i := range length {
		near, far := millionths(read[i]), millionths(new(big.Rat).Add(read[i], read[i+2]))
		if length[i] = far - near; length[i] < 1 || far > election.Whole {
			most := strings.TrimRight(big.NewRat(int64(election.Whole-near), election.Whole).FloatString(6), "0")
			return election.Region{}, sides[i+2], "0.000001 … " + strings.TrimSuffix(most, ".")
		}
	}
	return election.Region{Left: millionths(read[0]), Top: millionths(read[1]), Width: length[0], Height: length[1]}, "", ""
}

// An aRegion is a row of the table before it has its place in a sheet.
type aRegion struct {
	election.LineRegion
	sheet election.RegionSheet // without its regions
	item  int                  // in the order of the paper
	row   string               // all cells, to tell a repetition from a contradiction
	torn  bool
}

// regions reads where the figures stand on papers. Every figure stands in one
// place: of two that a table gives it, neither is taken.
func (r *reader) regions() error {
	read := make(map[string]*aRegion)
	var order []*aRegion
	err := r.read("regions", regionColumns, append([]string{"item"}, sides...), func(t *table) {
		g, id := t.region()
		if g == nil {
			return
		}
		first, twice := read[id]
		if !twice {
			read[id] = g
			order = append(order, g)
			return
		}
		code := finding.DuplicateRecord
		if g.row != first.row {
			code, first.torn = finding.ConflictingRecord, true
		}
		t.report(finding.Finding{Code: code, Record: t.key(), At: g.At, Also: []source.Cell{first.At}}.With("record", t.key()))
	})
	order = slices.DeleteFunc(order, func(g *aRegion) bool { return g.torn })
	place := func(c *election.Commission) int {
		if c == nil {
			return -1
		}
		return c.Index
	}
	sheets := func(a, b *election.RegionSheet) int {
		return cmp.Or(
			cmp.Compare(place(a.Commission), place(b.Commission)),
			cmp.Compare(slices.Index(r.election.Contests, a.Contest), slices.Index(r.election.Contests, b.Contest)),
			cmp.Compare(slices.Index(election.DocumentKinds, a.Kind), slices.Index(election.DocumentKinds, b.Kind)),
			cmp.Compare(a.Version, b.Version),
		)
	}
	// Whatever the order of the rows.
	slices.SortFunc(order, func(a, b *aRegion) int {
		return cmp.Or(sheets(&a.sheet, &b.sheet), cmp.Compare(a.Page, b.Page), cmp.Compare(a.item, b.item))
	})
	all := &r.election.RegionSheets
	for _, g := range order {
		if n := len(*all); n == 0 || sheets(&(*all)[n-1], &g.sheet) != 0 {
			*all = append(*all, g.sheet)
		}
		last := &(*all)[len(*all)-1]
		last.Regions = append(last.Regions, g.LineRegion)
	}
	return err
}

// region reads one row, and what makes it one record; nil where it is withheld.
func (t *table) region() (*aRegion, string) {
	e := &entry{table: t, key: t.key()}
	g := &aRegion{row: strings.Join(t.Texts(), "\x00")}
	g.At = t.at("item")
	if id := t.text("commission"); id != "" {
		if g.sheet.Commission = t.reader.election.Commission(id); g.sheet.Commission == nil {
			e.wrong(finding.UnknownCommission, "commission")
			return nil, ""
		}
	}
	switch id := t.text("contest"); {
	case id != "":
		g.sheet.Contest = t.reader.election.Contest(id)
	case len(t.reader.election.Contests) == 1:
		g.sheet.Contest = t.reader.election.Contests[0]
	default:
		e.wrong(finding.KeyMissing, "contest")
		return nil, ""
	}
	if g.sheet.Contest == nil {
		e.wrong(finding.UnknownContest, "contest")
		return nil, ""
	}
	var known [3]bool
	g.sheet.Kind, known[0] = election.ProtocolPaper, true
	if t.text("kind") != "" {
		g.sheet.Kind, known[0] = one(e, "kind", election.DocumentKinds)
	}
	g.sheet.Version, known[1] = e.ordinal("version", 0)
	g.Page, known[2] = e.ordinal("page", 1)
	if known != [3]bool{true, true, true} {
		return nil, ""
	}
	if g.item = t.figure(g); g.item < 0 {
		e.report(finding.Finding{Code: finding.UnknownItem, Record: e.key, At: t.at("item")}.With("item", clip(t.text("item"))))
		return nil, ""
	}
	region, wrong, could := rectangle(t.text)
	if wrong != "" {
		e.notOneOf(wrong, could)
		return nil, ""
	}
	region.Page = g.Page
	g.Region = region
	commission := ""
	if g.sheet.Commission != nil {
		commission = g.sheet.Commission.ID
	}
	return g, strings.Join([]string{
		commission, g.sheet.Contest.ID, string(g.sheet.Kind), strconv.Itoa(g.sheet.Version), strconv.Itoa(g.Page), g.Item.Code(),
	}, "\x00")
}

// figure finds the figure of a row and its place in the order of the paper, or -1.
func (t *table) figure(g *aRegion) int {
	k, name := g.sheet.Contest, t.text("item")
	if id, votes := strings.CutPrefix(name, votesPrefix); votes {
		g.Item.Select = k.Selection(id)
		if g.Item.Select == nil {
			return -1
		}
		return len(k.Lines) + g.Item.Select.Index
	}
	i := k.LineCode(name)
	if i >= 0 {
		g.Item.Line = &k.Lines[i]
	}
	return i
}
