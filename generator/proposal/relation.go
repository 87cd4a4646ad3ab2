package proposal

import (
	"fmt"
	"slices"
	"strings"
)

// A relation is what lines come to: the terms on both sides are added.
type relation struct {
	left, right []term
}

// A term is a line by its code, or all votes.
type term struct {
	code     string
	optional bool
}

const allVotes = "votes"

// UnmarshalYAML reads a relation from its text.
func (r *relation) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	left, right, is := strings.Cut(text, " = ")
	if !is {
		return fmt.Errorf("read relation %q: it has no =", text)
	}
	for side, to := range map[string]*[]term{left: &r.left, right: &r.right} {
		for one := range strings.SplitSeq(side, " + ") {
			code, optional := strings.CutSuffix(strings.TrimSpace(one), "?")
			*to = append(*to, term{code, optional})
		}
	}
	return nil
}

// confirm compares a relation with the rows, where the table has its lines: one
// that holds is another reason, one that hardly ever holds is a question. Lines
// of several parts need not agree with each other.
func (a *arithmetic) confirm(r relation) {
	left, leftCodes, ok := a.side(r.left)
	if !ok {
		return
	}
	right, rightCodes, ok := a.side(r.right)
	if !ok {
		return
	}
	first := a.columns[a.of(leftCodes[0])]
	_, _, ok = holdsIn(left, [][]int64{right})
	holds, of := compare(left, [][]int64{right}, 1)
	pairs := []any{
		"left", strings.Join(leftCodes, " + "), "right", strings.Join(rightCodes, " + "), "holds", holds, "rows", of,
	}
	switch {
	case ok:
		if !slices.ContainsFunc(first.why, func(r Reason) bool { return r.Key == "relation" }) {
			first.why = append(first.why, because("relation", pairs...))
		}
		for _, code := range append(leftCodes[1:], rightCodes...) {
			if i := a.of(code); i >= 0 && !slices.ContainsFunc(a.columns[i].why, func(r Reason) bool { return r.Key == "in_sum" || r.Key == "relation" }) {
				a.columns[i].why = append(a.columns[i].why, because("in_sum", "line", leftCodes[0]))
			}
		}
	case of >= fewest && 2*holds < of && first.doubt == nil && !a.parted():
		doubt := because("no_relation", pairs...)
		first.doubt = &doubt
	}
}

// parted reports whether a line stands in several columns.
func (a *arithmetic) parted() bool {
	seen := make(map[*line]bool)
	for _, c := range a.columns {
		if c.line != nil && seen[c.line] {
			return true
		}
		seen[c.line] = true
	}
	return false
}

// side adds the lines of one side of a relation, and names those there are.
func (a *arithmetic) side(terms []term) (sum []int64, codes []string, ok bool) {
	dropped := false
	for _, t := range terms {
		columns := a.termColumns(t.code)
		if len(columns) == 0 && !t.optional {
			return nil, nil, false
		}
		if len(columns) == 0 {
			dropped = true
			continue
		}
		codes = append(codes, t.code)
		for _, i := range columns {
			if sum == nil {
				sum = make([]int64, len(a.values[i]))
			}
			for row, n := range a.values[i] {
				switch {
				case sum[row] == unknown || n == unknown && t.code != allVotes:
					sum[row] = unknown
				default:
					sum[row] += max(n, 0)
				}
			}
		}
	}
	return sum, codes, !dropped || len(codes) > 1 // what is left may say nothing
}

func (a *arithmetic) termColumns(code string) []int {
	if code != allVotes {
		if i := a.of(code); i >= 0 {
			return []int{i}
		}
		return nil
	}
	var votes []int
	for i, c := range a.columns {
		if c.vote {
			votes = append(votes, i)
		}
	}
	if len(votes) < 2 {
		return nil
	}
	return votes
}
