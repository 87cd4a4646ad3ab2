package election

import (
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A Check is one named rule of arithmetic, as election.yaml states it: a formula
// over the lines of a protocol, and where it applies. A protocol that fails it
// is published with its arithmetic beside it.
type Check struct {
	Code      string       // capital letters and digits: "E4"; unlike any code of the program's own findings
	Name      wording.Text // what must hold, in a line
	Why       wording.Text // why it matters, one to three sentences
	Advice    wording.Text // what an operator does where it fails
	Law       wording.Text // the article it rests on; empty = none known
	Formula   string       // over the codes of lines; the vocabulary is in the package checks
	Severity  Severity
	Tolerance int64 // how far the two sides of a comparison may lie apart
	// Each repeats the check for every line and every selection of a protocol;
	// the formula calls the one in question "it".
	Each     bool
	Levels   []int       // levels whose protocols are checked; empty = all that sign
	Series   []Series    // empty = the official count in force, recount over manual
	Contests []*Contest  // empty = all
	Parts    []string    // ids of parts; empty = each
	Kinds    []Kind      // kinds of precinct; empty = all
	At       source.Cell // its formula in election.yaml
}

// A Severity says what a failing check is worth. It never accuses.
type Severity string

// The severities of checks.
const (
	Error       Severity = "error"       // the figures contradict each other
	Warning     Severity = "warning"     // has ordinary reasons, and deserves a look
	Information Severity = "information" // nothing is wrong; readers ask about it
)

// Severities are all severities, the gravest first.
var Severities = []Severity{Error, Warning, Information}

// Check finds a check by its code, or nil.
func (e *Election) Check(code string) *Check {
	for _, k := range e.Checks {
		if k.Code == code {
			return k
		}
	}
	return nil
}
