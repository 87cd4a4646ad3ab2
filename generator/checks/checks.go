// Package checks does arithmetic in the open. It applies the checks that
// election.yaml states to every protocol in force, and proves the sums of
// rollup a second time, by another way, before anything is written.
//
// A check is a formula over the lines of a protocol. It holds, it fails, or it
// is not checkable because something it needs is unknown: a line that nobody
// could read has not broken any rule. A protocol that fails is published with
// its arithmetic beside it; a sum of our own that does not come out stops the
// build. [Examine] does all of it; a [Report] is how it came out.
//
// # Formulas
//
// A formula is CEL (https://cel.dev) with whole numbers, lists and truth values.
// Comparisons joined by && are shown each with both sides worked out, and may
// have a tolerance; any other formula is shown whole. It may name
//
//	ballots_valid                        a line, by its code
//	votes_total, votes_most, votes_least all votes, the most and the fewest that one has
//	it                                   the line or selection in question, where each: true
//	device.X                             the scanner's, of the same ballots
//	manual.X                             the hand count's, of the same ballots
//	summary.X                            what the superior commission's summary table repeats of it
//	beneath.X                            the sum of the official protocols beneath
//	first.X                              the official one of the day's first contest
//	PART.X                               that of another part, hyphens as underscores
//	participation.count                  the voters on the participation list
//	if_printed(X)                        nothing where the form does not have X
//
// where X is a line, a votes_… or "it". A check is not made where the form lacks
// a line that stands outside if_printed, where device.X, manual.X or summary.X
// finds no such record in force, beneath.X nobody beneath, and first.X the first
// contest itself. It cannot be checked while a figure is unknown, or has not come,
// or while a decision that the protocol could not know of has changed what lies
// beneath it, or one that the summary table could not know of the protocol itself.
//
// Whose figures a formula names also says what it compares: two counts of the
// same ballots, a protocol and a summary table, one level and another. Nobody
// declares that; [Report.Compares] works it out.
package checks

import (
	"slices"

	"achyk/generator/changes"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// A Verdict says how a check came out.
type Verdict string

// The verdicts.
const (
	Holds        Verdict = "holds"
	Fails        Verdict = "fails"
	NotCheckable Verdict = "not_checkable"
)

// A Reason says why a check could not be made.
type Reason string

// The reasons.
const (
	Unread    Reason = "unread"    // a figure it needs is unknown
	Overtaken Reason = "overtaken" // a decision changed what lies beneath after the protocol was signed
	Replaced  Reason = "replaced"  // a decision changed the protocol after the summary table was made
	Broken    Reason = "formula"   // the formula cannot be worked out for these figures
)

// A Judgement is one check applied to one protocol.
type Judgement struct {
	Check    *election.Check
	Protocol *election.Protocol
	Item     election.Item // of a check made for each line; the zero Item of any other
	Verdict  Verdict
	Reason   Reason // of one that is not checkable
	// Statements are the comparisons of the formula, joined by "and", with the
	// figures of this protocol.
	Statements []Statement
}

// Tells reports whether a statement belongs to what is told of the judgement:
// one that does not come out or, where the check could not be made, any of them.
func (told *Judgement) Tells(statement int) bool {
	return told.Verdict == NotCheckable || !told.Statements[statement].Holds
}

// Unread are the figures for want of which a check could not be made, each once.
func (told *Judgement) Unread() []Token {
	var all []Token
	for i := range told.Statements {
		for _, side := range [][]Token{told.Statements[i].Left, told.Statements[i].Right} {
			for _, t := range side {
				same := func(u Token) bool { return u.Text == t.Text }
				if t.Kind == Operand && !t.Absent && t.Value.State != wording.Known && !slices.ContainsFunc(all, same) {
					all = append(all, t)
				}
			}
		}
	}
	return all
}

// A Statement is one comparison: "512 + 9 = 520".
type Statement struct {
	Left, Right []Token
	Sign        string // ==, <=, >=, <, >, !=; empty for a formula that is no comparison, with all of it in Left
	// The sides worked out; unknown where an operand is.
	LeftValue, RightValue wording.Amount
	Holds                 bool
}

// A TokenKind says what a piece of a formula is.
type TokenKind string

// The kinds of token.
const (
	Sign    TokenKind = "sign"    // + - * / ( ) , and words of the language
	Number  TokenKind = "number"  // written in the formula itself
	Operand TokenKind = "operand" // a figure of a protocol
)

// A Token is a piece of a formula as it is shown.
type Token struct {
	Kind TokenKind
	Text string // as written in the formula: "+", "2", "device.ballots_valid"
	// The rest is of operands.
	Of     Origin
	Item   election.Item // which figure; the zero Item for an aggregate or a count beside the protocols
	Sum    Aggregate     // of the votes; empty for a single figure
	Part   *election.Part
	Value  wording.Amount
	Absent bool        // not on this protocol's form, and the formula allows that: counts as nothing
	At     source.Cell // where the figure was read; the zero Cell of a sum of several
}

// An Origin says whose figure an operand is.
type Origin string

// The origins, as formulas write them before a dot. Those of counts of the same
// ballots are called as their series are.
const (
	Own           Origin = ""              // the protocol that is checked
	Device        Origin = "device"        // the scanner's, of the same ballots
	ByHand        Origin = "manual"        // the hand count's, of the same ballots
	InSummary     Origin = "summary"       // what the superior commission typed for this one
	Beneath       Origin = "beneath"       // the sum of those beneath
	First         Origin = "first"         // the same commission's protocol of the day's first contest
	OtherPart     Origin = "part"          // the same commission's protocol of another part
	Participation Origin = "participation" // the participation list
)

// An Aggregate is a figure made of all votes of a protocol.
type Aggregate string

// The aggregates, as formulas write them.
const (
	VotesTotal Aggregate = "votes_total" // of all lines of the ballot, against all included
	VotesMost  Aggregate = "votes_most"  // the most that one line of the ballot has
	VotesLeast Aggregate = "votes_least" // the least
)

// A Count says how a check came out in how many protocols (or lines of them).
type Count struct {
	Holds, Fails, NotCheckable int
}

// A Report is how all checks of an election came out. It is read-only and safe
// for concurrent use.
type Report struct {
	Findings []finding.Finding // of failing checks, formulas that broke, papers and protocols apart, and sums of ours that do not come out

	country  *rollup.Country
	intake   []finding.Finding // about the election
	formulas [][]*formula      // by contest, in the order of the checks
	compiled map[*election.Check]*formula
	// open are the outcomes that someone should look at, in the order of
	// commissions. Those that hold are many, and worked out again when asked
	// for.
	open   []mark
	told   []changes.Told
	counts [][]Count // by index of a commission with others beneath it, and of check
	made   []bool    // by commission index: any check was made of its protocols
	// judged are the commissions asked for last.
	judged election.Recent[judged]
}
