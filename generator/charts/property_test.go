package charts

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// property runs a test over random elections, and more of them when fuzzed.
func property(f *testing.F, holds func(t *testing.T, r *rand.Rand)) {
	for seed := range uint64(300) {
		f.Add(seed, uint64(0))
	}
	f.Fuzz(func(t *testing.T, a, b uint64) { holds(t, rand.New(rand.NewPCG(a, b))) })
}

// wild is a random story: every kind of protocol, report, decision and embargo.
func wild(r *rand.Rand) *story {
	s := &story{}
	if r.IntN(3) == 0 {
		s.parts = []election.Part{{ID: "paper"}, {ID: "machine"}}
	}
	if r.IntN(4) == 0 {
		s.within = "t-1"
	}
	places := []string{"t-1", "t-2", "p-11", "p-12", "p-13", "p-21", "p-22", "p-23"}
	figure := func(most int) string {
		if r.IntN(12) == 0 {
			return "?"
		}
		return fmt.Sprint(r.IntN(most + 1))
	}
	for _, place := range places {
		for _, series := range []string{"manual", "device", "recount", "summary"} {
			for version := 1; version <= 2; version++ {
				parts := []string{""}
				if s.parts != nil {
					parts = []string{"paper", "machine"}
				}
				for _, part := range parts {
					if r.IntN(3) > 0 || (place[0] == 't' && r.IntN(3) > 0) {
						continue
					}
					at := ""
					if r.IntN(8) > 0 {
						at = fmt.Sprintf("@%d", 1+r.IntN(60))
					}
					s.protocols = append(s.protocols, fmt.Sprintf("%s %s %d %s %s: listed %s, took %s, invalid %s, a %s, b %s",
						place, series, version, part, at, figure(40), figure(40), figure(3), figure(9), figure(9)))
				}
			}
		}
	}
	for range r.IntN(20) {
		contest := []string{"", "president", "question"}[r.IntN(3)]
		s.reports = append(s.reports, fmt.Sprintf("%s %s %s @%d: %s", places[r.IntN(len(places))], election.Origins[r.IntN(2)], contest, 1+r.IntN(6), figure(40)))
	}
	told := make(map[string]bool) // of one thing, one count
	s.reports = slices.DeleteFunc(s.reports, func(report string) bool {
		head, _, _ := strings.Cut(report, ":")
		head = strings.Join(strings.Fields(head), " ")
		defer func() { told[head] = true }()
		return told[head]
	})
	for _, decision := range []string{"void p-11", "void t-2 outside", "void p-21 a", "refuse p-12 manual 1", "void p-22"} {
		if r.IntN(6) == 0 {
			s.decisions = append(s.decisions, decision)
		}
	}
	if r.IntN(4) == 0 {
		s.embargo = fmt.Sprintf("%s @%d", places[r.IntN(len(places))], 1+r.IntN(60))
	}
	if r.IntN(3) == 0 {
		s.asOf = 1 + r.IntN(60)
	}
	return s
}

// at are the charts of a place.
func at(y *rollup.Country, id string, k *election.Contest) *Sheet {
	return NewBook(y).Of(y.Election.Commission(id), k)
}

// named is a sheet without pointers, so that two elections can be compared.
func named(y *rollup.Country, s *Sheet) []string {
	told := slices.Concat(tellDays(y, s.Days), tellBins(s.Distribution), tellSteps(s.Arrivals))
	counts := tellCounts(s.Comparison)
	slices.Sort(counts)
	return slices.Concat(told, counts)
}

// In whatever order commissions and their data stand, charts are the same.
func FuzzOrderDoesNotMatter(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		s := wild(r)
		y, k := s.tell(t)
		other := *s
		other.protocols = slices.Clone(s.protocols)
		r.Shuffle(len(other.protocols), func(i, j int) {
			other.protocols[i], other.protocols[j] = other.protocols[j], other.protocols[i]
		})
		z, l := other.tell(t)
		for _, c := range z.Election.Commissions {
			r.Shuffle(len(c.Children), func(i, j int) { c.Children[i], c.Children[j] = c.Children[j], c.Children[i] })
			if c.Records != nil {
				all := c.Records.Turnout
				r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			}
		}
		for _, id := range []string{"cec", "north", "t-1", "t-2"} {
			if diff := cmp.Diff(named(y, at(y, id, k)), named(z, at(z, id, l))); diff != "" {
				t.Errorf("%s: -one +other\n%s", id, diff)
			}
		}
	})
}

// The charts of a place are the sums of those of the places beneath it.
func FuzzAPlaceIsTheSumOfThoseBeneath(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y, k := wild(r).tell(t)
		north, one, two := at(y, "north", k), at(y, "t-1", k), at(y, "t-2", k)
		whole, d1, d2 := north.Distribution, one.Distribution, two.Distribution
		expects := func(id string) int64 {
			if _, p := y.Of(y.Election.Commission(id), k).Deepest(); p != nil {
				return int64(p.Expected)
			}
			return 0
		}
		in := func(d Distribution) (sum int64) {
			for _, b := range d.Bins {
				sum += b.Commissions
			}
			return sum
		}
		for id, d := range map[string]Distribution{"north": whole, "t-1": d1, "t-2": d2} {
			if got := in(d) + d.Unknown + d.Voided; got != expects(id) {
				t.Errorf("%s: %d commissions of %d", id, got, expects(id))
			}
		}
		official := func(id string) bool { return y.Of(y.Election.Commission(id), k).Leading().Official }
		if official("t-1") == official("north") && official("t-2") == official("north") {
			for i := range max(len(whole.Bins), len(d1.Bins), len(d2.Bins)) {
				var sum, want Bin
				for _, d := range []Distribution{d1, d2} {
					if i < len(d.Bins) {
						sum.Commissions, sum.Listed = sum.Commissions+d.Bins[i].Commissions, sum.Listed+d.Bins[i].Listed
					}
				}
				if i < len(whole.Bins) {
					want = Bin{Commissions: whole.Bins[i].Commissions, Listed: whole.Bins[i].Listed}
				}
				if sum != want {
					t.Errorf("bin %d: %+v, the sum is %+v", i, want, sum)
				}
			}
		}
		c, c1, c2 := north.Comparison, one.Comparison, two.Comparison
		if c.Level == c1.Level && c.Level == c2.Level && (c.Protocols != c1.Protocols+c2.Protocols || c.Unclear != c1.Unclear+c2.Unclear) {
			t.Errorf("%+v, beneath %+v and %+v", c, c1, c2)
		}
		if north.Arrivals.Untimed != one.Arrivals.Untimed+two.Arrivals.Untimed || last(north) != last(one)+last(two) {
			t.Errorf("%+v, beneath %+v and %+v", north.Arrivals, one.Arrivals, two.Arrivals)
		}
	})
}

// last is how many official protocols came in the end.
func last(s *Sheet) int64 {
	if n := len(s.Arrivals.Steps); n > 0 {
		return s.Arrivals.Steps[n-1].Official
	}
	return 0
}

// Arrivals begin with nothing, only grow, change at each step, and are never more
// than are expected.
func FuzzArrivalsGrow(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		y, k := wild(r).tell(t)
		for _, id := range []string{"cec", "t-1"} {
			a := at(y, id, k).Arrivals
			if len(a.Steps) > mostSteps+2 || last(&Sheet{Arrivals: a})+a.Untimed > a.Expected {
				t.Errorf("%s: %+v", id, a)
			}
			for i, s := range a.Steps {
				if i == 0 && (s.Official != 0 || s.Device != 0) {
					t.Errorf("%s begins with %+v", id, s)
				}
				if i > 0 {
					was := a.Steps[i-1]
					if !s.Time.After(was.Time) || s.Official < was.Official || s.Device < was.Device || s.Official+s.Device == was.Official+was.Device {
						t.Errorf("%s: %+v after %+v", id, s, was)
					}
				}
			}
		}
	})
}

// One more protocol never takes an arrival away.
func FuzzNothingAddedDecreasesArrivals(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		s := wild(r)
		if len(s.protocols) == 0 {
			return
		}
		more, k := s.tell(t)
		i := r.IntN(len(s.protocols))
		s.protocols = slices.Delete(slices.Clone(s.protocols), i, i+1)
		less, l := s.tell(t)
		a, b := at(more, "cec", k), at(less, "cec", l)
		if last(a)+a.Arrivals.Untimed < last(b)+b.Arrivals.Untimed {
			t.Errorf("%+v, and with another %+v", b.Arrivals, a.Arrivals)
		}
	})
}

// Nothing of an embargoed commission is in any chart: with its data and without,
// they are the same.
func FuzzAnEmbargoHides(f *testing.F) {
	property(f, func(t *testing.T, r *rand.Rand) {
		s := wild(r)
		s.embargo, s.asOf = "p-11 @40", 1+r.IntN(39)
		y, k := s.tell(t)
		without := *s
		hidden := func(text string) bool {
			return len(text) > 4 && (text[:4] == "p-11" || text[:3] == "t-1")
		}
		without.protocols = slices.DeleteFunc(slices.Clone(s.protocols), hidden)
		without.reports = slices.DeleteFunc(slices.Clone(s.reports), hidden)
		z, l := without.tell(t)
		for _, id := range []string{"cec", "north", "t-1"} {
			if diff := cmp.Diff(named(y, at(y, id, k)), named(z, at(z, id, l))); diff != "" {
				t.Errorf("%s: -one +other\n%s", id, diff)
			}
		}
	})
}

// A book says of a place what is worked out of it, and says it again.
func TestABookSaysTheSame(t *testing.T) {
	y, k := wild(rand.New(rand.NewPCG(7, 7))).tell(t)
	b := NewBook(y)
	for _, c := range y.Election.Commissions {
		want := &Sheet{Days(y, c, k), Distribute(y, c, k), Compare(y, c, k), Arrive(y, c, k)}
		if len(c.Children) == 0 {
			want = new(Sheet)
		}
		if got := b.Of(c, k); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(b.Of(c, k), want) {
			t.Errorf("%s: %+v, want %+v", c.ID, got, want)
		}
	}
}

// BenchmarkCharts2500 is all charts of a country of 2,500 precincts in one contest,
// each place asked once for its document and once for each language.
func BenchmarkCharts2500(b *testing.B) {
	e := country(nil, false)
	north, k := e.Commission("north"), e.Contests[0]
	for n := range 50 {
		t := &election.Commission{ID: fmt.Sprintf("t-x%d", n), Level: 2, Parent: north, Zone: bishkek}
		e.Add(t)
		north.Children = append(north.Children, t)
		for m := range 50 {
			p := &election.Commission{ID: fmt.Sprintf("p-x%d-%d", n, m), Level: 3, Parent: t, Zone: bishkek, Records: &election.Records{}}
			e.Add(p)
			t.Children = append(t.Children, p)
			for h := 1; h <= 12; h++ {
				reported(b, e, fmt.Sprintf("%s report @%d: %d", p.ID, h, 10*h))
			}
			for _, series := range []string{"manual", "device"} {
				protocol := protocolOf(b, e, fmt.Sprintf("%s %s 1 @14: listed 1000, took %d, invalid 3, a 200, b 100", p.ID, series, 100+n+m))
				protocol.Received = protocol.Received.Add(time.Duration(n*m) * time.Minute)
				p.Protocols = append(p.Protocols, protocol)
			}
		}
	}
	y := rollup.Roll(e, hour(100))
	b.ReportAllocs()
	for b.Loop() {
		book := NewBook(y)
		for range 3 {
			for _, c := range e.Commissions {
				book.Of(c, k)
			}
		}
	}
}
