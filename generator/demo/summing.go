package demo

import (
	"math/rand/v2"
	"time"
)

// A summing is the protocol of a territorial commission on its way into the
// tables.
type summing struct {
	in    *territory
	books *books
	paper *protocol
	rec   *record

	delivery
}

// sumUp signs the protocol of a territorial commission that has all protocols
// from beneath, the last of which came at a time, with its summary table, and
// lists everything that does not agree with it.
func (d *day) sumUp(t *territory, index int, b *books, last time.Time) error {
	x := &summing{in: t, books: b}
	x.paper = &protocol{commission: t.id, kind: t.kind, series: manual, version: 1, figures: b.sum}
	x.paper.signed, x.paper.received = summedUp(d.chance(territoryTimes, index), last)
	if err := d.steps(t.id, x.paper.signed, x.paper.received); err != nil {
		return err
	}
	n, err := d.repeats.sign(x.paper.signed, x.paper.received)
	if err != nil {
		return err
	}
	d.summary.Protocols += n
	x.rec = d.row(x.paper, d.columns)
	x.protocols = append(x.protocols, x.rec)
	if b.carried {
		x.fault = "ballots-carried-away"
		x.breaks(x.rec.key, "W6")
	}
	if f := d.wrongSums.next(x); f != nil {
		x.fault = f.kind
		f.happens(d, x, d.chance(sumDetails, index))
	}
	x.differences()
	if d.registry != nil {
		if err := d.registry.sums(t, x.paper); err != nil {
			return err
		}
	}
	return d.deliver(&x.delivery)
}

// wrongSums are faults of territorial commissions.
var wrongSums = []fault[*summing]{
	{kind: "sum-mistyped", every: seldom, fits: func(x *summing) bool {
		b := x.books
		return !b.overtaken && !b.open[votersAdditional] && b.off[votersAdditional] == 0
	}, happens: func(_ *day, x *summing, r *rand.Rand) {
		// Of all lines, no other check asks for this one.
		more := between(r, 1, 9)
		x.rec.add(votersAdditional, more)
		x.books.off[votersAdditional], x.books.cause[votersAdditional] = -more, x.fault
	}},
	{kind: "region-signs", every: seldom, fits: func(*summing) bool { return true }, happens: func(d *day, x *summing, _ *rand.Rand) {
		sums := *x.paper
		sums.commission = x.in.parent
		rec := d.row(&sums, d.columns)
		x.protocols = append(x.protocols, rec)
		x.plant("I206", protocolsFile, rec.key, protocolHead[commissionCell], hold)
	}},
	{kind: "territory-voided", every: seldom, fits: func(*summing) bool { return true }, happens: func(d *day, x *summing, r *rand.Rand) {
		about := x.in.id[len("tec-"):]
		void := ruling{
			kind: x.fault, id: decision(about, 1), date: sitting(r, 5, 8), effect: "void", scope: "commission", target: x.in.id,
			named: x.in.name,
		}
		d.rule(&x.delivery, void)
		d.rule(&x.delivery, ruling{
			kind: "territory-void-revoked", id: decision(about, 2), date: sitting(r, 14, 18), effect: "revoke", scope: "commission",
			target: x.in.id, named: x.in.name, revokes: void.id,
		})
	}},
}
