package datasets

import (
	"cmp"
	"slices"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/wording"
)

func checkColumns(*Set) []string {
	return []string{
		"code", "name_ky", "name_ru", "formula", "severity", "compares", "tolerance", "each", "law_ky", "law_ru",
		"holds", "fails", "not_checkable",
	}
}

// checks is a row a check, with how it came out in the whole country.
func (s *Set) checks(t *table) {
	for _, check := range s.Election.Checks {
		n := s.report.Beneath(s.Election.Root, check)
		t.row()
		t.text(check.Code)
		t.both(check.Name)
		t.texts(check.Formula, string(check.Severity), string(s.report.Compares(check)))
		t.number(check.Tolerance)
		t.yes(check.Each)
		t.both(check.Law)
		t.number(int64(n.Holds))
		t.number(int64(n.Fails))
		t.number(int64(n.NotCheckable))
		t.end()
	}
}

func verdictColumns(s *Set) []string {
	columns := []string{"commission", "level", "contest", "part", "series", "version"}
	for _, check := range s.Election.Checks {
		columns = append(columns, check.Code)
	}
	return columns
}

// verdicts is a row a protocol that was checked, a column a check. A check made
// for each line is one verdict: it fails if it fails for any, else it is not
// checkable if it is not for any.
func (s *Set) verdicts(t *table) {
	column := make(map[*election.Check]int)
	for i, check := range s.Election.Checks {
		column[check] = i
	}
	worst := make([]checks.Verdict, len(s.Election.Checks))
	for _, c := range s.Election.Commissions {
		var last *election.Protocol
		write := func() {
			if last == nil {
				return
			}
			t.row()
			t.paper(s, last)
			for _, v := range worst {
				t.text(string(v))
			}
			t.end()
		}
		s.report.Verdicts(c, func(p *election.Protocol, check *election.Check, came checks.Verdict) {
			if p != last {
				write()
				clear(worst)
				last = p
			}
			at := column[check]
			worst[at] = graver(worst[at], came)
		})
		write()
	}
}

// graver is the verdict that a protocol has of two of its lines.
func graver(a, b checks.Verdict) checks.Verdict {
	order := []checks.Verdict{"", checks.Holds, checks.NotCheckable, checks.Fails}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}

// paper writes the cells that name a protocol.
func (t *table) paper(s *Set, p *election.Protocol) {
	t.texts(p.Commission.ID, s.Election.Levels[p.Commission.Level].ID, p.Contest.ID, part(p), string(p.Series))
	t.number(int64(p.Version))
}

func discrepancyColumns(*Set) []string {
	return []string{
		"commission", "level", "contest", "part", "series", "version", "in_force", "voided_by", "check", "severity", "compares",
		"item", "verdict", "reason", "statement", "left", "sign", "right", "difference",
	}
}

// signs are the comparisons in letters: a spreadsheet would take "==" for the
// beginning of a formula.
var signs = map[string]string{"==": "eq", "!=": "ne", "<=": "le", ">=": "ge", "<": "lt", ">": "gt"}

// discrepancies is a row a comparison that does not come out, or that could not
// be made, with what its sides come to: of each commission first what fails, then
// what is merely noted.
func (s *Set) discrepancies(t *table) {
	entries := slices.Concat(s.list(checks.Failing), s.list(checks.Noted), s.list(checks.Open))
	slices.SortStableFunc(entries, func(a, b checks.Entry) int { return cmp.Compare(a.Commission.Index, b.Commission.Index) })
	for i := range entries {
		j := entries[i].Judgement
		for n := range j.Statements {
			if j.Tells(n) {
				t.discrepancy(s, j, n)
			}
		}
		if len(j.Statements) == 0 {
			t.discrepancy(s, j, -1)
		}
	}
}

func (t *table) discrepancy(s *Set, j *checks.Judgement, n int) {
	t.row()
	t.paper(s, j.Protocol)
	r := s.record(j.Protocol)
	t.yes(r.inForce)
	t.decision(r.out())
	t.texts(j.Check.Code, string(j.Check.Severity), string(s.report.Compares(j.Check)), j.Item.Code(), string(j.Verdict), string(j.Reason))
	if n < 0 { // of all lines of the protocol at once
		for range 5 {
			t.empty()
		}
		t.end()
		return
	}
	of := &j.Statements[n]
	t.number(int64(n + 1))
	t.amount(of.LeftValue)
	t.text(signs[of.Sign])
	t.amount(of.RightValue)
	if of.Sign != "" && of.LeftValue.State == wording.Known && of.RightValue.State == wording.Known {
		t.number(of.LeftValue.N - of.RightValue.N)
	} else {
		t.empty()
	}
	t.end()
}

// amount writes an exact figure; anything else is empty.
func (t *table) amount(a wording.Amount) {
	if a.State == wording.Known {
		t.number(a.N)
	} else {
		t.empty()
	}
}
