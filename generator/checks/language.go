package checks

import (
	"errors"
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"achyk/generator/finding"
)

// Limits of formulas. A person writes them, so they are short; whatever is not
// is a mistake, and must not keep a build waiting.
const (
	longest = 1000 // characters of a formula
	deepest = 40   // expressions within one another
	// mostSteps is what working out one formula over lists may cost. A formula
	// without lists is as long as it looks, and needs no limit.
	mostSteps = 2000
)

// ifPrinted is the function that lets a line be absent from a form.
const ifPrinted = "if_printed"

// A language is what formulas are written in: CEL with whole numbers, truth
// values and lists. It has no times, no patterns and no fractions, so that a
// formula comes out the same everywhere and for ever.
type language struct{ env *cel.Env }

func newLanguage() (language, error) {
	var allowed []*env.Function
	for _, name := range []string{
		operators.Add, operators.Subtract, operators.Multiply, operators.Divide, operators.Modulo, operators.Negate,
		operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals,
		operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Conditional, operators.NotStrictlyFalse,
		operators.In, operators.Index, overloads.Size,
	} {
		allowed = append(allowed, env.NewFunction(name))
	}
	e, err := cel.NewCustomEnv(
		cel.StdLib(cel.StdLibSubset(env.NewLibrarySubset().
			AddIncludedFunctions(allowed...).
			AddIncludedMacros(operators.All, operators.Exists, operators.ExistsOne, operators.Map, operators.Filter))),
		cel.Function(ifPrinted, cel.Overload(ifPrinted+"_int", []*cel.Type{cel.IntType}, cel.IntType,
			cel.UnaryBinding(func(n ref.Val) ref.Val { return n }))),
		cel.EnableMacroCallTracking(), // so that a formula can be written out again
		cel.ParserExpressionSizeLimit(longest),
		cel.ParserRecursionLimit(deepest),
	)
	if err != nil {
		return language{}, fmt.Errorf("set up the language of formulas: %w", err)
	}
	return language{e}, nil
}

// A problem is why a formula means nothing or cannot be worked out, for whoever
// wrote it. The zero problem is none.
type problem struct {
	term   finding.Term
	name   string // what in the formula it is about, where known
	detail string // the library's own words, where nothing better is known
}

// none is no problem.
var none problem

// of adds to a finding what a problem is about.
func (p problem) of(f finding.Finding) finding.Finding {
	if p.name != "" {
		f = f.With("name", p.name)
	}
	if p.detail != "" {
		f = f.With(finding.Detail, p.detail)
	}
	return f
}

// causes are the library's messages that mean one thing each, by a part of them.
var causes = []struct {
	message string
	term    finding.Term
}{
	{"division by zero", finding.ByZero}, {"modulus by zero", finding.ByZero},
	{"integer overflow", finding.TooBig}, {"invalid int literal", finding.TooBig},
	{"size exceeds limit", finding.TooLong}, {"recursion limit exceeded", finding.TooLong},
	{"index out of bounds", finding.NoMember}, {"no matching overload", finding.OtherKind},
}

// undeclared begins the message about a name, which follows in quotes.
const undeclared = "undeclared reference to '"

// cause is what the library means by a message.
func cause(message string) problem {
	if _, name, found := strings.Cut(message, undeclared); found {
		name, _, _ = strings.Cut(name, "'")
		return problem{term: finding.UnknownName, name: name}
	}
	for _, c := range causes {
		if strings.Contains(message, c.message) {
			return problem{term: c.term}
		}
	}
	if strings.HasPrefix(message, "Syntax error") {
		return problem{term: finding.Unparsed, detail: clip(message)}
	}
	return problem{term: finding.OtherCause, detail: clip(message)}
}

// said is what the library says of a text it cannot read: the first thing.
func said(issues *cel.Issues) problem {
	if issues.Err() == nil {
		return none
	}
	message := issues.Err().Error()
	if all := issues.Errors(); len(all) > 0 {
		message = all[0].Message
	}
	message, _, _ = strings.Cut(message, " (in container")
	message, _, _ = strings.Cut(message, "\n")
	return cause(message)
}

// clip keeps a message to a line, however long the formula it quotes.
func clip(message string) string {
	const most = 200
	if text := []rune(message); len(text) > most {
		return string(text[:most]) + "…"
	}
	return message
}

// parse reads a formula without asking what its names mean.
func (l language) parse(text string) (*ast.AST, problem) {
	parsed, issues := l.env.Parse(text)
	if p := said(issues); p != none {
		return nil, p
	}
	return parsed.NativeRep(), none
}

// with is the language with names for whole numbers.
func (l language) with(operands []operand) (language, error) {
	options := make([]cel.EnvOption, len(operands))
	for i := range operands {
		options[i] = cel.Variable(operands[i].name, cel.IntType)
	}
	e, err := l.env.Extend(options...)
	if err != nil {
		return language{}, fmt.Errorf("name the operands of a formula: %w", err)
	}
	return language{e}, nil
}

// check reads a formula whose names are all known, with the types of its parts.
func (l language) check(text string) (*cel.Ast, problem) {
	checked, issues := l.env.Compile(text)
	if p := said(issues); p != none {
		return nil, p
	}
	return checked, none
}

// program makes a text that has been checked ready to be worked out.
func (l language) program(text string) (cel.Program, error) {
	checked, issues := l.env.Compile(text)
	if err := issues.Err(); err != nil {
		return nil, fmt.Errorf("read %q again: %w", text, err)
	}
	var options []cel.ProgramOption
	loops := false
	ast.PostOrderVisit(checked.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		loops = loops || e.Kind() == ast.ComprehensionKind
	}))
	if loops {
		options = append(options, cel.CostLimit(mostSteps))
	}
	p, err := l.env.Program(checked, options...)
	if err != nil {
		return nil, fmt.Errorf("plan %q: %w", text, err)
	}
	return p, nil
}

// writeOut is a part of a formula as text, with no more brackets than it needs.
func writeOut(e ast.Expr, of *ast.AST) (string, error) {
	text, err := cel.ExprToString(e, of.SourceInfo(), cel.FormatWrapOnColumn(2*longest))
	if err != nil {
		return "", fmt.Errorf("write a formula out: %w", err)
	}
	return text, nil
}

// broke is what went wrong while a formula was worked out.
func broke(err error) problem {
	var cancelled interpreter.EvalCancelledError
	if errors.As(err, &cancelled) {
		return problem{term: finding.TooManySteps}
	}
	return cause(err.Error())
}
