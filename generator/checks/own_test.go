package checks

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// wildElections is how many random elections a property is tried on, without fuzzing.
const wildElections = 1000

// inTheWild runs a test over random elections and moments to look at them from.
func inTheWild(f *testing.F, holds func(t *testing.T, r *rand.Rand, y *rollup.Country)) {
	for seed := range uint64(wildElections) {
		f.Add(seed, uint64(0))
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		r := rand.New(rand.NewPCG(a, b))
		e, asOf := wild(r), time.Time{}
		if r.IntN(3) == 0 {
			asOf = wildHour(r.IntN(24))
		}
		holds(t, r, rollup.Roll(e, asOf))
	})
}

// Whatever is unknown, missing, voided, overtaken or beyond belief, every sum
// is proven.
func FuzzOwnSumsAreProven(f *testing.F) {
	inTheWild(f, func(t *testing.T, _ *rand.Rand, y *rollup.Country) {
		for _, f := range proveOwn(y) {
			t.Errorf("%s %v", f.Code, f.Args)
		}
	})
}

// A number is one figure that a result keeps.
type number struct {
	name  string // without indexes: "Beneath.Votes.Sum"
	value reflect.Value
}

func (n number) get() int64  { return n.value.Int() }
func (n number) set(m int64) { n.value.SetInt(m) }

// numbers lists all figures of a result, by reflection: one that is added to it
// later has to be proven too.
func numbers(r *rollup.Result) []number {
	var found []number
	var walk func(name string, v reflect.Value)
	walk = func(name string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Int, reflect.Int32, reflect.Int64:
			found = append(found, number{name, v})
		case reflect.Pointer:
			if !v.IsNil() {
				walk(name, v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(name, v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(name+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	v := reflect.ValueOf(r).Elem()
	for _, name := range []string{"Official", "Device", "Beneath", "Scanners", "Progress", "Ledger", "Removed", "Unscanned"} {
		walk(name, v.FieldByName(name))
	}
	return found
}

// stored lists the places of a country that have others beneath them.
func stored(y *rollup.Country) []*election.Commission {
	return slices.DeleteFunc(slices.Clone(y.Election.Commissions), func(c *election.Commission) bool { return len(c.Children) == 0 })
}

// tamper changes a number, and demands a stop that names the place and both
// figures.
func tamper(t *testing.T, y *rollup.Country, k *election.Contest, c *election.Commission, n number, by int64) {
	t.Helper()
	was := n.get()
	n.set(was + by)
	defer n.set(was)
	found := proveOwn(y)
	for _, f := range found {
		ours, _ := fact(f, "ours").(int64)
		proven, _ := fact(f, "proven").(int64)
		if f.Effect() == finding.Stop && f.Commission == c.ID && f.Contest == k.ID && f.Record == c.ID &&
			fact(f, "place") == c.ID && fact(f, "item") != "" && ours == was+by && proven == was {
			return
		}
	}
	t.Errorf("%s, %s: %s %d was not told from %d: %s", c.ID, k.ID, n.name, was+by, was, telling(found))
}

func fact(f finding.Finding, name string) any {
	for _, a := range f.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}

// telling writes breaks as "S501 t-1 votes:a 31 30": code, place, item, ours,
// proven.
func telling(found []finding.Finding) []string {
	var told []string
	for _, f := range found {
		told = append(told, fmt.Sprint(f.Code, " ", fact(f, "place"), " ", fact(f, "item"), " ", fact(f, "ours"), " ", fact(f, "proven")))
	}
	return told
}

// Whichever figure of a place changes by however little, the proof says so.
func FuzzAChangedFigureIsFound(f *testing.F) {
	inTheWild(f, func(t *testing.T, r *rand.Rand, y *rollup.Country) {
		places := stored(y)
		if len(places) == 0 {
			return
		}
		c, k := places[r.IntN(len(places))], y.Election.Contests[r.IntN(len(y.Election.Contests))]
		all := numbers(y.Of(c, k))
		for _, field := range []string{"Official", "Device", "Beneath", "Scanners", "Progress", "Ledger", "Removed", "Unscanned"} {
			some := slices.DeleteFunc(slices.Clone(all), func(n number) bool { return !strings.HasPrefix(n.name, field) })
			if len(some) > 0 {
				tamper(t, y, k, c, some[r.IntN(len(some))], []int64{1, -1, 1 + r.Int64N(1000)}[r.IntN(3)])
			}
		}
	})
}

// Each figure of a few places, one by one, and each kind of figure among them.
func TestEveryFigureIsProven(t *testing.T) {
	kinds := make(map[string]bool)
	for seed := range uint64(40) {
		y := rollup.Roll(wild(rand.New(rand.NewPCG(seed, 0))), time.Time{})
		for _, k := range y.Election.Contests {
			for _, c := range stored(y) {
				for _, n := range numbers(y.Of(c, k)) {
					if !kinds[n.name] || seed < 4 {
						kinds[n.name] = true
						tamper(t, y, k, c, n, 1)
					}
				}
			}
		}
	}
	// Four tallies of 23 kinds of number, the progress, the ledger and its voters,
	// and what left two sums, over all selections and for each.
	if want := 4*23 + 7 + 5 + 5*6 + 2*2*14; len(kinds) != want {
		t.Errorf("%d kinds of figure were tried, not %d", len(kinds), want)
	}
}

// A precinct's own figures are made anew whenever they are asked for, and are
// proven too.
func FuzzAChangedPrecinctIsFound(f *testing.F) {
	inTheWild(f, func(t *testing.T, r *rand.Rand, y *rollup.Country) {
		k := y.Election.Contests[r.IntN(len(y.Election.Contests))]
		c := y.Election.Commissions[r.IntN(len(y.Election.Commissions))]
		result := y.Of(c, k)
		all := numbers(result)
		if len(all) == 0 || len(c.Children) > 0 {
			return
		}
		n := all[r.IntN(len(all))]
		n.set(n.get() + 1)
		tampered := func(d *election.Commission) *rollup.Result {
			if d == c {
				return result
			}
			return y.Of(d, k)
		}
		found := newProof(y, k, func() results { return tampered }).prove()
		if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Commission == c.ID && f.Code == finding.SumOfPrecincts }) {
			t.Errorf("%s, %s: %v", c.ID, k.ID, telling(found))
		}
	})
}

// The numbers of a row have a name each.
func TestEveryNumberHasAName(t *testing.T) {
	e := wild(rand.New(rand.NewPCG(3, 0)))
	for _, k := range e.Contests {
		l, r := newLayout(k), newRoll(e, k)
		names := make(map[string]bool)
		for i := range l.kept {
			names[l.item(i)] = true
		}
		for i := range r.voters {
			name, _ := r.item(i)
			names[name] = true
		}
		for i := range r.size - r.removals {
			name, _ := r.item(r.removals + i)
			names[name] = true
		}
		if want := l.kept + r.voters + r.size - r.removals; len(names) != want {
			t.Errorf("%s: %d names for %d numbers", k.ID, len(names), want)
		}
	}
}
