package checks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// inQuestion is where a formula names the figure in question.
var inQuestion = regexp.MustCompile(`\b` + each + `\b`)

// finding is a check that failed, as a finding.
func (told *Judgement) finding() finding.Finding {
	f := finding.OfCheck(told.Check.Code)
	f.Record, f.Commission, f.Contest = told.Protocol.Key(), told.Protocol.Commission.ID, told.Protocol.Contest.ID
	f.At, f.Also = told.cells()
	formula := strings.Join(strings.Fields(told.Check.Formula), " ")
	if told.Check.Each {
		formula = inQuestion.ReplaceAllLiteralString(formula, told.Item.Code())
	}
	var arithmetic []string
	for i := range told.Statements {
		if s := &told.Statements[i]; !s.Holds {
			arithmetic = append(arithmetic, s.plain())
		}
	}
	return f.With("formula", formula).With("arithmetic", strings.Join(arithmetic, "; "))
}

// cells are where the figures of a judgement stand: the first of the protocol
// itself, and all others.
func (told *Judgement) cells() (at source.Cell, also []source.Cell) {
	var all []source.Cell
	for _, s := range told.Statements {
		for _, t := range slices.Concat(s.Left, s.Right) {
			if !t.At.Known() || slices.Contains(all, t.At) {
				continue
			}
			all = append(all, t.At)
			if !at.Known() && t.Of == Own {
				at = t.At
			}
		}
	}
	if !at.Known() {
		at = told.Protocol.At
	}
	return at, slices.DeleteFunc(all, func(c source.Cell) bool { return c == at })
}

// plain is a comparison with its figures in digits alone, for any language.
func (s *Statement) plain() string {
	number := func(n int64) string { return strings.Replace(strconv.FormatInt(n, 10), "-", "−", 1) }
	return s.write(func(t *Token) string {
		switch {
		case t.Absent:
			return "0"
		case t.Value.State != wording.Known:
			return "?"
		}
		return number(t.Value.N)
	}, number, nil)
}
