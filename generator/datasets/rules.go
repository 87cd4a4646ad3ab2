package datasets

import (
	"slices"

	"achyk/generator/checks"
	"achyk/generator/election"
	"achyk/generator/finding"
)

// A RulesDocument lists all rules of an election.
type RulesDocument struct {
	Head
	Checks   []CheckCount `json:"checks"`
	Findings []FoundCount `json:"findings"`
}

// A FoundCount is how often one of the program's own rules found something.
type FoundCount struct {
	Code   string `json:"code"`
	Name   Text   `json:"name"`
	Effect string `json:"effect"`
	Path   string `json:"path"`
	Found  int64  `json:"found"`
}

// A RuleDocument explains one rule: a check of the election, or a finding of the
// program.
type RuleDocument struct {
	Head
	Code   string `json:"code"`
	Family string `json:"family"` // check, finding
	Effect string `json:"effect"` // stop, hold, flag
	Name   Text   `json:"name"`
	Why    Text   `json:"why"`
	Advice Text   `json:"advice"`
	// The rest of the definition, and the counts, are of checks.
	Law          *Text       `json:"law,omitempty"`
	Statements   []Statement `json:"statements,omitempty"` // the formula in pieces, in the lines of the first contest it is about
	Formula      string      `json:"formula,omitempty"`
	Severity     string      `json:"severity,omitempty"`
	Compares     string      `json:"compares,omitempty"`
	Tolerance    *int64      `json:"tolerance,omitempty"` // where it is not 0
	Each         bool        `json:"each,omitempty"`      // made for each line and each selection
	Scope        *Scope      `json:"scope,omitempty"`     // left out: all official protocols
	Holds        *int64      `json:"holds,omitempty"`
	Fails        *int64      `json:"fails,omitempty"`
	NotCheckable *int64      `json:"not_checkable,omitempty"`
	Found        *int64      `json:"found,omitempty"`   // of a finding
	Entries      []Entry     `json:"entries,omitempty"` // the first; the lists have all
}

// A Scope says to which protocols a check applies; what is left out does not
// restrict it.
type Scope struct {
	Levels   []string `json:"levels,omitempty"`
	Series   []string `json:"series,omitempty"`
	Contests []string `json:"contests,omitempty"`
	Parts    []string `json:"parts,omitempty"`
	Kinds    []string `json:"kinds,omitempty"`
}

// MostEntries is how many entries the page of a rule shows; its list has the
// rest.
const MostEntries = 20

func (s *Set) rulesDocument() *RulesDocument {
	d := &RulesDocument{
		Head: s.head(rulesKind, RulesPath(s.Election), s.Latest(s.Election.Root)), Checks: []CheckCount{}, Findings: []FoundCount{},
	}
	for _, check := range s.Election.Checks {
		d.Checks = append(d.Checks, s.checkCount(check, s.report.Total(check)))
	}
	for _, code := range finding.Codes() {
		d.Findings = append(d.Findings, FoundCount{
			string(code), s.say(code.Texts() + ".name"), string(code.Effect()), RulePath(s.Election, string(code)), int64(len(s.Found(code))),
		})
	}
	return d
}

func (s *Set) checkDocument(check *election.Check) *RuleDocument {
	n := s.report.Total(check)
	d := &RuleDocument{
		Head: s.head(ruleKind, RulePath(s.Election, check.Code), s.LatestChecked(check)),
		Code: check.Code, Family: "check", Effect: string(finding.Flag), Name: text(check.Name), Why: text(check.Why),
		Advice: text(check.Advice), Law: optional(check.Law), Formula: check.Formula, Severity: string(check.Severity),
		Compares: string(s.report.Compares(check)), Each: check.Each, Scope: s.scope(check),
		Holds: new(int64(n.Holds)), Fails: new(int64(n.Fails)), NotCheckable: new(int64(n.NotCheckable)),
	}
	formula := s.report.Formula(check)
	for i := range formula {
		d.Statements = append(d.Statements, stated(&formula[i]))
	}
	if check.Tolerance > 0 {
		d.Tolerance = new(check.Tolerance)
	}
	d.Entries = s.first(s.Failing(check))
	return d
}

// scope is nil where nothing restricts a check.
func (s *Set) scope(check *election.Check) *Scope {
	var o Scope
	for _, level := range check.Levels {
		o.Levels = append(o.Levels, s.Election.Levels[level].ID)
	}
	for _, series := range check.Series {
		o.Series = append(o.Series, string(series))
	}
	for _, k := range check.Contests {
		o.Contests = append(o.Contests, k.ID)
	}
	o.Parts = slices.Clone(check.Parts)
	for _, kind := range check.Kinds {
		o.Kinds = append(o.Kinds, string(kind))
	}
	if len(o.Levels)+len(o.Series)+len(o.Contests)+len(o.Parts)+len(o.Kinds) == 0 {
		return nil
	}
	return &o
}

func (s *Set) findingDocument(code finding.Code) *RuleDocument {
	texts := code.Texts()
	d := &RuleDocument{
		Head: s.head(ruleKind, RulePath(s.Election, string(code)), s.LatestFound(code)),
		Code: string(code), Family: "finding", Effect: string(code.Effect()),
		Name: s.say(texts + ".name"), Why: s.say(texts + ".why"), Advice: s.say(texts + ".fix"), Found: new(int64(len(s.Found(code)))),
	}
	d.Entries = s.first(s.Found(code))
	return d
}

// first are the entries that the page of a rule shows.
func (s *Set) first(entries []checks.Entry) []Entry {
	var rows []Entry
	for i := range entries[:min(MostEntries, len(entries))] {
		rows = append(rows, s.entry(&entries[i]))
	}
	return rows
}
