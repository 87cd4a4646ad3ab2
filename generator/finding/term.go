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

// Terms are all terms.
var Terms = []Term{
	ByZero, TooBig, TooManySteps, TooLong, UnknownName, TakenName, AmbiguousPart, NoComparison, NoTolerance, NoLine, NoneOfEach,
	Braces, OneLine, NoMember, OtherKind, Unparsed, StrayQuote, NotText, CutOff, OtherCause,
}

// Detail is the fact that holds a library's own words, which are in English:
// for operators alone.
const Detail = "detail"

// Say is a sentence of the finding, by the last word of its key, as a catalogue
// words it.
func (f Finding) Say(text func(key string, pairs ...any) string, what string) string {
	pairs := append(f.Pairs(), "record", f.Record)
	for i := 1; i < len(pairs); i += 2 {
		if term, is := pairs[i].(Term); is {
			pairs[i] = text("findings.problem."+string(term), pairs...)
		}
	}
	return text(f.Code.Texts()+"."+what, pairs...)
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
