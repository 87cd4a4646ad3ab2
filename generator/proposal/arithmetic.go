package proposal

import (
	"slices"
	"strings"
)

// byArithmetic finds the votes, gives lines to columns that no name tells, and
// says of the others what they add up to.
func (d *draft) byArithmetic(counts []*column) {
	values := make([][]int64, len(counts))
	for i, c := range counts {
		values[i] = c.counts
	}
	a := &arithmetic{v: d.v, columns: counts, values: values}
	a.findVotes()
	a.searchSums()
	a.infer()
	a.explain()
	a.leftVotes()
	for _, r := range d.v.Relations {
		a.confirm(r)
	}
}

// An arithmetic is what is known of the counts of one table.
type arithmetic struct {
	v       *vocabulary
	columns []*column
	values  [][]int64
	sums    []sum // of columns that are no votes
}

// of is the index of the column of a line, or -1.
func (a *arithmetic) of(code string) int {
	return slices.IndexFunc(a.columns, func(c *column) bool { return c.line != nil && c.line.Code == code })
}

// give gives a column a line, unless it or the line is taken.
func (a *arithmetic) give(i int, code string, why Reason) {
	if c := a.columns[i]; c.line == nil && !c.vote && a.of(code) < 0 {
		c.line = a.v.byCode(code)
		c.doubt = nil
		c.why = append(c.why, why)
	}
}

// findVotes finds the block of columns that the valid ballots are the sum of.
// Columns that are lines by their name are no votes.
func (a *arithmetic) findVotes() {
	var found *run
	better := func(r *run) bool {
		named := func(r *run) bool {
			l := a.columns[r.total].line
			return l != nil && l.Code == "ballots_valid"
		}
		return found == nil || named(r) && !named(found) && r.active > 1
	}
	all := runs(a.values)
	for i := range all {
		r := &all[i]
		total := a.columns[r.total]
		if total.vote || total.line != nil && total.line.Code != "ballots_valid" {
			continue
		}
		if slices.ContainsFunc(a.columns[r.from:r.to], func(c *column) bool { return c.line != nil }) {
			continue
		}
		if total.line == nil && r.active < 3 {
			continue
		}
		if better(r) {
			found = r
		}
	}
	if found == nil {
		return
	}
	if a.columns[found.total].line == nil {
		found = a.inner(all, found)
	}
	from, to := a.widen(found)
	total := a.columns[found.total]
	if total.line == nil {
		a.give(found.total, "ballots_valid", because("sum_of_run", "from", a.columns[from].place(), "to", a.columns[to-1].place(), "holds", found.holds, "rows", found.of))
	}
	for _, c := range a.columns[from:to] {
		if c.vote {
			continue
		}
		c.vote, c.doubt = true, nil
		if !c.active() {
			doubt := because("zeros")
			c.doubt = &doubt
		}
	}
}

// inner takes a run that lies in another one, without a few columns at an end,
// for the votes: what the outer one is the sum of are all ballots, and the
// columns at its end those that are invalid or cancelled.
func (a *arithmetic) inner(all []run, outer *run) *run {
	found := outer
	for i := range all {
		r := &all[i]
		beside := r.total < outer.from || r.total >= outer.to
		atEnd := r.from == outer.from && r.to < outer.to || r.to == outer.to && r.from > outer.from
		if !beside || !atEnd || r.total == outer.total || r.active < max(3, outer.active-3) || r.active >= found.active || a.columns[r.total].vote {
			continue
		}
		// Where both totals are the sum of both runs, the columns say nothing.
		if !slices.ContainsFunc(all, func(o run) bool { return o.from == outer.from && o.to == outer.to && o.total == r.total }) {
			found = r
		}
	}
	return found
}

// widen takes columns of zeros that no name tells into the run they stand next
// to: somebody may have got no vote at all in the rows sampled.
func (a *arithmetic) widen(r *run) (from, to int) {
	free := func(i int) bool {
		c := a.columns[i]
		return i != r.total && c.line == nil && (c.against || c.doubt == nil && c.mean.field == "" && !c.active())
	}
	from, to = r.from, r.to
	for from > 0 && free(from-1) && a.columns[from-1].filled > 0 {
		from--
	}
	for to < len(a.columns) && free(to) && a.columns[to].filled > 0 {
		to++
	}
	return from, to
}

// searchSums looks for sums among the columns that are no votes.
func (a *arithmetic) searchSums() {
	var index []int
	var values [][]int64
	for i, c := range a.columns {
		if !c.vote {
			index = append(index, i)
			values = append(values, a.values[i])
		}
	}
	for _, s := range sums(values) {
		s.total = index[s.total]
		for i, p := range s.parts {
			s.parts[i] = index[p]
		}
		a.sums = append(a.sums, s)
	}
}

// infer gives lines to columns by what they add up to.
func (a *arithmetic) infer() {
	valid, invalid := a.of("ballots_valid"), a.of("ballots_invalid")
	for _, s := range a.sums {
		if invalid < 0 && valid >= 0 && len(s.parts) == 2 && slices.Contains(s.parts, valid) {
			a.give(s.parts[0]+s.parts[1]-valid, "ballots_invalid", a.reason(s))
			invalid = a.of("ballots_invalid")
		}
		if valid < 0 && invalid >= 0 && len(s.parts) == 2 && slices.Contains(s.parts, invalid) {
			a.give(s.parts[0]+s.parts[1]-invalid, "ballots_valid", a.reason(s))
			valid = a.of("ballots_valid")
		}
	}
	if valid >= 0 && invalid < 0 {
		a.boxes(valid)
		invalid = a.of("ballots_invalid")
	}
	if valid < 0 || invalid < 0 {
		return
	}
	cast := make([]int64, len(a.values[valid])) // what was in the boxes
	for i := range cast {
		cast[i] = max(a.values[valid][i], 0) + max(a.values[invalid][i], 0)
	}
	for _, s := range a.sums {
		if slices.Equal(s.parts, pair(valid, invalid)) {
			a.give(s.total, "ballots_boxes", a.reason(s))
		}
	}
	for _, s := range a.sums {
		a.received(s, cast)
	}
	a.listed(cast)
}

// boxes finds invalid ballots where no column is the sum of all in the boxes:
// two kinds of boxes hold together what was valid and what was not.
func (a *arithmetic) boxes(valid int) {
	var free []int
	for i, c := range a.columns {
		if c.line == nil && !c.vote && telling(a.values[i]) {
			free = append(free, i)
		}
	}
	if len(free) > mostFor[4] {
		return
	}
	found, most := [3]int{-1, -1, -1}, 0
	var holds, of int
	for _, invalid := range free {
		if 2*added(a.values[invalid]) > added(a.values[valid]) {
			continue
		}
		cast := plus(a.values[valid], a.values[invalid])
		for n, one := range free {
			for _, other := range free[n+1:] {
				if one == invalid || other == invalid {
					continue
				}
				h, o, ok := holdsIn(cast, [][]int64{a.values[one], a.values[other]})
				if ok && 1000*h/o > most {
					found, most, holds, of = [3]int{invalid, one, other}, 1000*h/o, h, o
				}
			}
		}
	}
	if found[0] < 0 {
		return
	}
	invalid, mobile, stationary := found[0], found[1], found[2]
	if added(a.values[mobile]) > added(a.values[stationary]) {
		mobile, stationary = stationary, mobile
	}
	why := because("pairs_equal", "left", a.columns[mobile].place()+" + "+a.columns[stationary].place(),
		"right", a.columns[valid].place()+" + "+a.columns[invalid].place(), "holds", holds, "rows", of)
	a.give(invalid, "ballots_invalid", why)
	a.guess(mobile, "ballots_mobile", why)
	a.guess(stationary, "ballots_stationary", why)
}

// guess gives a line where nothing but the size of its figures tells it from
// another.
func (a *arithmetic) guess(i int, code string, why Reason) {
	if c := a.columns[i]; c.line == nil && !c.vote && a.of(code) < 0 {
		a.give(i, code, why)
		c.why = append(c.why, because("magnitude"))
	}
}

func plus(a, b []int64) []int64 {
	sum := slices.Clone(a)
	for i, n := range b {
		if sum[i] == unknown || n == unknown {
			sum[i] = unknown
		} else {
			sum[i] += n
		}
	}
	return sum
}

func pair(a, b int) []int { return []int{min(a, b), max(a, b)} }

// received reads a sum as the ballots received: those cancelled, and those
// issued, about as many as were in the boxes.
func (a *arithmetic) received(s sum, cast []int64) {
	if len(s.parts) > 3 || !a.may(s.total, "ballots_received") {
		return
	}
	for n, cancelled := range s.parts {
		issued := slices.Delete(slices.Clone(s.parts), n, n+1)
		sum := a.values[issued[0]]
		fit := a.may(cancelled, "ballots_cancelled")
		for _, i := range issued {
			l := a.columns[i].line
			fit = fit && (l == nil || len(issued) == 1 && l.Code == "ballots_boxes" || strings.HasPrefix(l.Code, "ballots_issued"))
		}
		if len(issued) == 2 {
			sum = plus(sum, a.values[issued[1]])
		}
		if !fit || 10*far(sum, cast) > added(cast) || far(a.values[cancelled], cast) < far(sum, cast) {
			continue
		}
		why := a.reason(s)
		a.give(s.total, "ballots_received", why)
		a.give(cancelled, "ballots_cancelled", why)
		if len(issued) == 1 {
			a.give(issued[0], "ballots_issued", why)
			a.ways(issued[0])
		} else {
			a.byWay(issued, why)
		}
		return
	}
}

// ways names what the ballots issued are the sum of.
func (a *arithmetic) ways(issued int) {
	for _, s := range a.sums {
		if s.total == issued && len(s.parts) == 2 && !slices.ContainsFunc(s.parts, func(i int) bool { return a.columns[i].line != nil }) {
			a.byWay(s.parts, a.reason(s))
			return
		}
	}
}

// byWay takes the greater part of the ballots issued for those at the station.
func (a *arithmetic) byWay(issued []int, why Reason) {
	station, outside := issued[0], issued[1]
	if added(a.values[outside]) > added(a.values[station]) {
		station, outside = outside, station
	}
	a.guess(station, "ballots_issued_station", why)
	a.guess(outside, "ballots_issued_outside", why)
}

// may reports whether a column can be that line: it is, or neither has another.
func (a *arithmetic) may(i int, code string) bool {
	c := a.columns[i]
	return c.line != nil && c.line.Code == code || c.line == nil && !c.vote && a.of(code) < 0
}

// listed takes the one column that is left and never less than what was in the
// boxes for the voters on the list.
func (a *arithmetic) listed(cast []int64) {
	if a.of("voters_listed") >= 0 {
		return
	}
	found := -1
	for i, c := range a.columns {
		if c.line != nil || c.vote || !telling(a.values[i]) || slices.ContainsFunc(a.sums, func(s sum) bool { return s.total == i }) {
			continue
		}
		enough := true
		for row, n := range a.values[i] {
			enough = enough && (n == unknown || n >= cast[row])
		}
		if all := added(a.values[i]); enough && all > 0 && all < 20*added(cast) {
			if found >= 0 {
				return // two could be meant
			}
			found = i
		}
	}
	if found >= 0 {
		a.give(found, "voters_listed", because("never_less"))
	}
}

// far is how far two columns are apart, over all rows.
func far(a, b []int64) int64 {
	var sum int64
	for i, n := range a {
		if n != unknown {
			sum += max(n-b[i], b[i]-n)
		}
	}
	return sum
}

func added(column []int64) int64 {
	var sum int64
	for _, n := range column {
		sum += max(n, 0)
	}
	return sum
}

// reason words a sum.
func (a *arithmetic) reason(s sum) Reason {
	names := make([]string, len(s.parts))
	for i, p := range s.parts {
		names[i] = a.columns[p].place()
	}
	return because("adds_up", "total", a.columns[s.total].place(), "parts", strings.Join(names, " + "), "holds", s.holds, "rows", s.of)
}

// explain says of columns that no name and no vote tells what they are the sum
// of, or else part of.
func (a *arithmetic) explain() {
	for i, c := range a.columns {
		if c.vote || c.line != nil {
			continue
		}
		if s := a.telling(i); s != nil {
			c.why = append(c.why, a.reason(*s))
		}
	}
}

// telling is the sum that says most about a column: one that it is the total of,
// before one that it is part of, and one of known lines before others.
func (a *arithmetic) telling(i int) *sum {
	var found *sum
	most := 0
	for n := range a.sums {
		s := &a.sums[n]
		if s.total != i && !slices.Contains(s.parts, i) {
			continue
		}
		weight := 10 - len(s.parts)
		if s.total == i {
			weight += 20
		}
		if a.columns[s.total].line != nil {
			weight += 10
		}
		for _, p := range s.parts {
			if a.columns[p].line == nil {
				weight -= 4
			}
		}
		if weight > most {
			found, most = s, weight
		}
	}
	return found
}

// leftVotes takes counts that follow the lines and that nothing tells for votes,
// where nothing adds up to tell them by.
func (a *arithmetic) leftVotes() {
	if slices.ContainsFunc(a.columns, func(c *column) bool { return c.vote && !c.against }) || a.of("ballots_valid") < 0 {
		return
	}
	last := -1
	for i, c := range a.columns {
		if c.line != nil {
			last = i
		}
	}
	rest := a.columns[last+1:]
	if len(rest) < 2 || slices.ContainsFunc(rest, func(c *column) bool { return c.doubt != nil }) {
		return
	}
	for _, c := range rest {
		c.vote = true
		if !c.against {
			doubt := because("perhaps_vote")
			c.doubt = &doubt
		}
	}
}
