package finding

// A Term is a fact that the catalogues word: a cause, by its key under
// findings.problem. Its sentence may name other facts of the finding.
type Term string

// The causes why something cannot be read or worked out.
const (
	ByZero        Term = "zero"      // a division by zero
	TooBig        Term = "big"       // a number that nothing holds
	TooManySteps  Term = "steps"     // a formula that takes too long
	TooLong       Term = "long"      // a formula too long, or too deep
	UnknownName   Term = "name"      // {name} means nothing
	TakenName     Term = "taken"     // {name} is a line already
	AmbiguousPart Term = "part"      // {name} is a word of the language and a part of the contest
	NoComparison  Term = "compares"  // a formula that is neither true nor false
	NoTolerance   Term = "tolerance" // a tolerance of what is no comparison
	NoLine        Term = "line"      // a formula that names no line
	NoneOfEach    Term = "each"      // made for each line, without naming it
	Braces        Term = "braces"
	OneLine       Term = "printed" // if_printed of something else than a line
	NoMember      Term = "index"   // a list has no such member
	OtherKind     Term = "kinds"   // numbers mixed with something else
	Unparsed      Term = "syntax"  // not a formula
	StrayQuote    Term = "quote"
	NotText       Term = "utf8"
	CutOff        Term = "cut"   // the file ends within a row
	OtherCause    Term = "other" // only a library's own words are known: {detail}
)

// The causes why a file, a row or a text is not taken as it is.
const (
	IsLink        Term = "link"           // a symbolic link
	IsDevice      Term = "device"         // no regular file
	TooLarge      Term = "large"          // beyond the limit of one file
	Changing      Term = "changed"        // it changed while it was read
	Bomb          Term = "bomb"           // it unpacks to far more than it is
	UnknownCoding Term = "encoding"       // nobody can tell its encoding
	Locked        Term = "locked"         // encrypted
	BadArchive    Term = "archive"        // not a zip, or a broken one
	BadJSON       Term = "json"           // not JSON
	BadWorkbook   Term = "workbook"       // not a workbook, or a broken one
	EmptyFile     Term = "empty"          // nothing in it
	Macros        Term = "macros"         // a workbook with a program in it
	Links         Term = "links"          // a workbook that takes values from other files
	HiddenRows    Term = "hidden_rows"    // they were read
	HiddenColumns Term = "hidden_columns" // they were read
	HiddenSheet   Term = "hidden_sheet"   // it was not read
	Markup        Term = "markup"         // a text with HTML in it
	FormulaText   Term = "formula"        // a text that a spreadsheet would take for a formula
	ControlText   Term = "control"        // characters that are not seen and change what is
	KeyTwice      Term = "keys"           // a JSON object with one key twice
	LongCell      Term = "long_cell"
	LongRow       Term = "long_row"
)

// Terms are all terms.
var Terms = []Term{
	ByZero, TooBig, TooManySteps, TooLong, UnknownName, TakenName, AmbiguousPart, NoComparison, NoTolerance, NoLine, NoneOfEach,
	Braces, OneLine, NoMember, OtherKind, Unparsed, StrayQuote, NotText, CutOff, OtherCause,
	IsLink, IsDevice, TooLarge, Changing, Bomb, UnknownCoding, Locked, BadArchive, BadJSON, BadWorkbook, EmptyFile, Macros, Links,
	HiddenRows, HiddenColumns, HiddenSheet, Markup, FormulaText, ControlText, KeyTwice, LongCell, LongRow,
}

// Detail is the fact that holds a library's own words, which are in English:
// for operators alone.
const Detail = "detail"

// asides names the fact of a code that only some findings have: a suggestion, a
// name that was asked for. It has a sentence of its own, under its name.
var asides = map[Code]string{SourceColumn: "meant", FileUnlike: "meant", SourceEmpty: "meant", SheetUnclear: "sheet"}

// Say is a sentence of the finding, by the last word of its key, as a catalogue
// words it.
func (f Finding) Say(text func(key string, pairs ...any) string, what string) string {
	pairs := append(f.Pairs(), "record", f.Record)
	for i := 1; i < len(pairs); i += 2 {
		if term, is := pairs[i].(Term); is {
			pairs[i] = text("findings.problem."+string(term), pairs...)
		}
	}
	sentence := text(f.Code.Texts()+"."+what, pairs...)
	if aside := asides[f.Code]; what == "what" && aside != "" && f.Fact(aside) != "" {
		return text("findings.more", "text", sentence, "more", text(f.Code.Texts()+"."+aside, pairs...))
	}
	return sentence
}

// Fact is the text of a fact, or nothing where there is none.
func (f Finding) Fact(name string) string {
	for _, a := range f.Args {
		if text, is := a.Value.(string); is && a.Name == name {
			return text
		}
	}
	return ""
}
