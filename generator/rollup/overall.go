package rollup

// Partial is where a place stands of which some commissions have been counted
// and others have not.
const Partial State = "partial"

// Overall says in one word where a place stands: its own state at the bottom,
// what lies beneath it above.
func (r *Result) Overall() State {
	_, beneath := r.Deepest()
	lead := r.Leading()
	switch {
	case beneath == nil && r.State == Unsigned:
		return Missing
	case beneath == nil || r.State == IsVoided || (r.State == Counted && r.Overtaken == nil):
		return r.State
	case beneath.Voided == beneath.Expected:
		return IsVoided
	case lead.Tally == nil && beneath.Embargoed == beneath.Expected:
		return Embargoed
	case lead.Tally == nil:
		return Missing
	case !lead.Official:
		return Scanned
	case beneath.Counted+beneath.Voided == beneath.Expected:
		return Counted
	}
	return Partial
}

// Deepest is the lowest level beneath a place that has commissions which sign,
// and nil where there is none.
func (r *Result) Deepest() (level int, p *Progress) {
	for level := len(r.Progress) - 1; level >= 0; level-- {
		if r.Progress[level].Expected > 0 {
			return level, &r.Progress[level]
		}
	}
	return 0, nil
}
