package checks

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"achyk/generator/election"
	"achyk/generator/rollup"
	"achyk/generator/wording"
)

// A judge applies formulas to one record after another. It belongs to one
// goroutine.
type judge struct {
	country *rollup.Country
	formula *formula // the one in question
	figures []figure // by its operands
	values  []value  // of the sides of its statements, two each
}

// A value is what one side of a statement comes to, once that is worked out.
type value struct {
	done bool
	n    int64
	err  error
}

// ResolveName gives a formula the value of an operand: a judge is what the
// library calls an activation.
func (j *judge) ResolveName(name string) (any, bool) {
	for i := range j.formula.operands {
		if j.formula.operands[i].name == name {
			return types.Int(j.figures[i].n), true
		}
	}
	return nil, false
}

// Parent is nobody: a formula sees its operands and nothing else.
func (j *judge) Parent() cel.Activation { return nil }

// applies reports whether a formula is about a record, as far as its scope
// goes. The contest has been looked at before.
func (f *formula) applies(rec record) bool {
	k, c := f.check, rec.Commission
	if len(k.Series) == 0 {
		if !rec.official {
			return false
		}
	} else if !slices.Contains(k.Series, rec.Series) {
		return false
	}
	parts := rec.Contest.Parts
	return (len(k.Levels) == 0 || slices.Contains(k.Levels, c.Level)) &&
		(len(k.Kinds) == 0 || slices.Contains(k.Kinds, c.Kind)) &&
		(len(k.Parts) == 0 || (len(parts) > 0 && slices.Contains(k.Parts, parts[rec.Part].ID)))
}

// items are the figures a check is made for, one after another: none in
// particular, or each line and each selection of the record.
func (f *formula) items(rec record) []target {
	if !f.check.Each {
		return oneItem
	}
	var items []target
	for i := range rec.Contest.Lines {
		on := rec.Contest.Lines[i].On(rec.Commission, rec.Series, rec.Part)
		if f.whole {
			on = rec.Contest.Papers(i, rec.Commission, rec.Series) > 0
		}
		if on {
			items = append(items, target{line: i, selection: -1})
		}
	}
	for i := range rec.Contest.Selections {
		items = append(items, target{line: -1, selection: i})
	}
	return items
}

var oneItem = []target{noTarget}

// An outcome is how a check came out, in short. The zero outcome is that of a
// check that is not made.
type outcome struct {
	verdict Verdict
	reason  Reason
	wrong   problem // of a formula that broke
}

// judge applies a formula to a record.
func (j *judge) judge(f *formula, rec record, item target) outcome {
	j.formula, j.figures = f, j.figures[:0]
	j.values = slices.Grow(j.values[:0], 2*len(f.statements))[:2*len(f.statements)]
	clear(j.values)
	var open Reason
	for i := range f.operands {
		o := &f.operands[i]
		figure := j.figure(o, rec, item)
		switch {
		case figure.state == nowhere, figure.state == absent && o.printed:
			return outcome{}
		case figure.state == unknown:
			open = Unread
		}
		j.figures = append(j.figures, figure)
	}
	switch {
	case j.overtaken(rec, item):
		open = Overtaken
	case f.summary && j.replaced(rec):
		open = Replaced
	}
	if open != "" {
		return outcome{verdict: NotCheckable, reason: open}
	}
	return j.verdict()
}

// each applies a formula to all items of a record that it is made for.
func (j *judge) each(f *formula, rec record, visit func(item target, came outcome)) {
	if reason := j.stale(f, rec); f.check.Each && reason != "" {
		// One thing is to be said of all its lines.
		j.formula = f
		visit(noTarget, outcome{verdict: NotCheckable, reason: reason})
		return
	}
	for _, item := range f.items(rec) {
		if came := j.judge(f, rec, item); came.verdict != "" {
			visit(item, came)
		}
	}
}

// verdict works the formula out. One comparison that does not come out fails
// it, whatever becomes of the others.
func (j *judge) verdict() outcome {
	result := outcome{verdict: Holds}
	for i := range j.formula.statements {
		holds, err := j.holds(i)
		switch {
		case err != nil:
			result = outcome{NotCheckable, Broken, broke(err)}
		case !holds:
			return outcome{verdict: Fails}
		}
	}
	return result
}

// overtaken reports whether the formula compares a protocol with what a
// decision has changed beneath it since, or with what one has taken out of the
// sum beneath that the protocol itself still tells.
func (j *judge) overtaken(rec record, item target) bool {
	if !j.formula.beneath {
		return false
	}
	v := j.country.Of(rec.Commission, rec.Contest).Voided
	if j.outdated(rec) || v.Selections[item.selection] != nil {
		return true
	}
	return len(v.Selections) > 0 && slices.ContainsFunc(j.formula.operands, func(o operand) bool { return o.of == Beneath && o.sum != "" })
}

// stale is why decisions leave no line of a protocol to be compared, or nothing.
func (j *judge) stale(f *formula, rec record) Reason {
	switch {
	case f.beneath && j.outdated(rec):
		return Overtaken
	case f.summary && j.replaced(rec):
		return Replaced
	}
	return ""
}

// outdated reports whether decisions leave nothing of a protocol to be compared
// with the sum beneath it.
func (j *judge) outdated(rec record) bool {
	r := j.country.Of(rec.Commission, rec.Contest)
	return r.Overtaken != nil || r.Voided.Whole != nil || r.Voided.Outside != nil
}

// replaced reports whether a decision has put another protocol in force than the
// summary table could know: a recount that came after it was signed, or the
// version that is left where a later one was refused since. A correction that rests
// on no decision is no such thing, and the two are compared.
func (j *judge) replaced(rec record) bool {
	y := j.country
	table := y.Standing.InForce(rec.Commission, rec.Contest, rec.Part, election.Summary, y.AsOf)
	if table == nil {
		return false
	}
	made := table.Signed
	if made.IsZero() {
		made = table.Received
	}
	if made.IsZero() {
		return false // nobody knows which came first
	}
	return rec.Series == election.Recount && rec.Came().After(made) ||
		slices.ContainsFunc(rec.Commission.Protocols, func(p *election.Protocol) bool {
			if p.Contest != rec.Contest || p.Part != rec.Part || p.Series != rec.Series || p.Version < rec.Version {
				return false
			}
			d := y.Standing.Refused(p)
			return d != nil && d.Date.After(made)
		})
}

// holds works one statement out.
func (j *judge) holds(i int) (bool, error) {
	s := &j.formula.statements[i]
	if s.sign == "" {
		out, _, err := s.left.program.Eval(j)
		return out == types.True, err
	}
	left, err := j.value(&s.left, &j.values[2*i])
	if err != nil {
		return false, err
	}
	right, err := j.value(&s.right, &j.values[2*i+1])
	if err != nil {
		return false, err
	}
	return compare(left, s.sign, right, j.formula.check.Tolerance), nil
}

// value works one side out, once for the verdict and for all that is told of it.
// A figure that stands alone needs no working out.
func (j *judge) value(e *expression, v *value) (int64, error) {
	if v.done {
		return v.n, v.err
	}
	v.done = true
	if len(e.words) == 1 && e.words[0].operand >= 0 {
		v.n = j.figures[e.words[0].operand].n
		return v.n, nil
	}
	out, _, err := e.program.Eval(j)
	if v.err = err; err == nil {
		v.n = int64(out.(types.Int))
	}
	return v.n, v.err
}

// compare compares two numbers that may lie apart by a tolerance.
func compare(left int64, sign string, right, tolerance int64) bool {
	// The distance of any two numbers fits: it is taken without a sign.
	gap := uint64(right) - uint64(left)
	if left > right {
		gap = uint64(left) - uint64(right)
	}
	near := gap <= uint64(tolerance)
	switch sign {
	case "==":
		return near
	case "!=":
		return !near
	case "<=":
		return left <= right || near
	case ">=":
		return left >= right || near
	case "<":
		return left < right || gap < uint64(tolerance)
	}
	return left > right || gap < uint64(tolerance)
}

// judgement tells the outcome of the formula just applied, with its arithmetic.
func (j *judge) judgement(rec record, item target, came outcome) Judgement {
	told := Judgement{
		Check: j.formula.check, Protocol: rec.Protocol, Item: item.item(rec.Contest), Verdict: came.verdict, Reason: came.reason,
	}
	if j.formula.check.Each && item == noTarget {
		return told // of all lines at once: there is no one comparison to show
	}
	told.Statements = make([]Statement, len(j.formula.statements))
	for i := range j.formula.statements {
		s := &j.formula.statements[i]
		t := Statement{Left: j.tokens(&s.left, rec, item), Right: j.tokens(&s.right, rec, item), Sign: s.sign}
		left, right := j.ready(&s.left), j.ready(&s.right)
		if s.sign != "" {
			t.LeftValue, t.RightValue = j.amount(&s.left, &j.values[2*i], left), j.amount(&s.right, &j.values[2*i+1], right)
		}
		if left && right {
			holds, err := j.holds(i)
			t.Holds = holds && err == nil
		}
		told.Statements[i] = t
	}
	return told
}

// ready reports whether every figure in an expression is known.
func (j *judge) ready(e *expression) bool {
	return !slices.ContainsFunc(e.uses, func(i int) bool { return j.figures[i].state == unknown })
}

// amount is what a side comes to, unknown where something in it is.
func (j *judge) amount(e *expression, v *value, ready bool) wording.Amount {
	if !ready {
		return wording.Amount{}
	}
	n, err := j.value(e, v)
	if err != nil {
		return wording.Amount{}
	}
	return wording.Exactly(n)
}

// tokens are an expression with the figures of a record.
func (j *judge) tokens(e *expression, rec record, item target) []Token {
	tokens := make([]Token, 0, len(e.words))
	for _, w := range e.words {
		t := Token{Kind: w.kind, Text: w.text}
		if w.operand >= 0 {
			j.describe(&t, &j.formula.operands[w.operand], rec.Contest, item)
			figure := &j.figures[w.operand]
			t.Value, t.Absent, t.At = figure.amount, figure.state == absent, figure.at
		}
		tokens = append(tokens, t)
	}
	return tokens
}

// describe says of a token which figure it is, in a contest.
func (j *judge) describe(t *Token, o *operand, k *election.Contest, item target) {
	t.Of, t.Sum = o.of, o.sum
	in := k
	if o.of == First {
		in = j.country.Election.Contests[0]
	}
	if o.of != Participation {
		t.Item = o.target(in, k, item).item(in)
	}
	if o.of == OtherPart {
		if i := k.PartIndex(o.part); i >= 0 {
			t.Part = &k.Parts[i]
		}
	}
}
