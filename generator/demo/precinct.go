package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// A precinct is one polling station: its row of commissions.csv, and what
// happened there.
type precinct struct {
	commission
	ordinal int // in the country, from 0
	clock   *time.Location
	figures
}

// The kinds of precinct, beside abroad.
const (
	ordinary = "ordinary"
	remote   = "remote"
	mobile   = "mobile"
	closed   = "closed"
)

// unusual are the kinds that are few. Where they stand is a pattern and not
// chance, so that a training election of sixty precincts has each.
var unusual = []struct {
	kind         string
	every, first int
}{
	{remote, 97, 13},
	{closed, 83, 29},
	{mobile, 151, 43},
}

func kindOf(t *territory, ordinal int) string {
	if t.settlement == abroad {
		return abroad
	}
	for _, u := range unusual {
		// No city has pastures for a mobile precinct to go round.
		if ordinal%u.every == u.first && (u.kind != mobile || t.settlement == "village") {
			return u.kind
		}
	}
	return ordinary
}

// hasScanner reports whether there is a ballot scanner.
func (p *precinct) hasScanner() bool { return p.kind == ordinary || p.kind == closed }

// precinct founds the next precinct of a territory.
func (d *day) precinct(t *territory, ordinal int) *precinct {
	d.numbered[t.prefix]++
	// A real number has four digits and none begins with 0.
	number := fmt.Sprintf("0%s%03d", t.prefix, d.numbered[t.prefix])
	p := &precinct{ordinal: ordinal, clock: t.clock}
	p.commission = commission{
		id: "p-" + number, level: "precinct", parent: t.id, number: number,
		kind: kindOf(t, ordinal), zone: t.zone,
	}
	if p.kind == abroad {
		p.notBefore = stamp(embargo(t.clock))
	} else {
		p.zone = "" // the election's
	}
	d.settle(p, t, d.chance(precinctPlace, ordinal))
	return p
}

// settle names a precinct's venue and address.
func (d *day) settle(p *precinct, t *territory, r *rand.Rand) {
	number := func(most int64) string { return strconv.FormatInt(between(r, 1, most), 10) }
	n, area, house := number(60), number(30), number(140)
	venue, street := d.names[r.IntN(len(d.names))], d.names[r.IntN(len(d.names))]
	settlement := t.settlement
	if p.kind == mobile {
		settlement = mobile
	}
	venues := choose(d.venues, p.kind)
	address := choose(d.addresses, settlement)[0]
	p.name = fill(venues[r.IntN(len(venues))],
		[]string{"{n}", n, "{name}", venue.Ky, "{city}", t.city.Ky},
		[]string{"{n}", n, "{name}", venue.Ru, "{city}", t.city.Ru})
	p.address = fill(address,
		[]string{"{n}", area, "{name}", street.Ky, "{house}", house, "{city}", t.city.Ky, "{country}", t.state.Ky},
		[]string{"{n}", area, "{name}", street.Ru, "{street}", street.streetRu, "{house}", house, "{city}", t.city.Ru, "{country}", t.state.Ru})
}
