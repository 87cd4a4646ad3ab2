package checks

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// A formula is a check ready to be applied.
type formula struct {
	check    *election.Check
	index    int       // of the check, in Election.Checks
	operands []operand // in the order of their first appearance
	// statements are the comparisons that "and" joins. A formula that is
	// anything else is one statement without a sign.
	statements []statement

	beneath, first, summary bool // whether it names figures from there
	// whole is a formula that compares a protocol with what is not split into
	// parts: of a contest with parts it is made once, of all parts together.
	whole bool
}

// A statement is one comparison of a formula.
type statement struct {
	left, right expression
	sign        string // empty for a formula that is no comparison; right is then empty
}

// An expression is what stands on one side of a comparison.
type expression struct {
	program cel.Program
	words   []word
	uses    []int // the operands in it, by index
}

// A word is a piece of an expression: an operand by its index, or -1.
type word struct {
	kind    TokenKind
	text    string
	operand int
}

// comparisons are the signs of comparisons, as the library calls them.
var comparisons = map[string]string{
	operators.Equals: "==", operators.NotEquals: "!=", operators.Less: "<", operators.LessEquals: "<=",
	operators.Greater: ">", operators.GreaterEquals: ">=",
}

// read reads the formula of a check. What is wrong with it is a problem; an
// error is the program's.
func (l language) read(check *election.Check, names vocabulary) (*formula, problem, error) {
	parsed, wrong := l.parse(check.Formula)
	if wrong != none {
		return nil, wrong, nil
	}
	found := search{names: names}
	found.walk(parsed.Expr(), nil)
	switch {
	case found.wrong != none:
		return nil, found.wrong, nil
	case len(found.operands) == 0:
		return nil, problem{term: finding.NoLine}, nil
	case check.Each && !slices.ContainsFunc(found.operands, func(o operand) bool { return o.each }):
		return nil, problem{term: finding.NoneOfEach}, nil
	}
	f := &formula{check: check, operands: found.operands}
	for _, o := range f.operands {
		f.beneath, f.first, f.summary = f.beneath || o.of == Beneath, f.first || o.of == First, f.summary || o.of == InSummary
		f.whole = f.whole || ((o.of == First || o.of == Participation) && len(check.Parts) == 0)
	}
	known, err := l.with(f.operands)
	if err != nil {
		return nil, none, err
	}
	checked, wrong := known.check(check.Formula)
	if wrong != none {
		return nil, wrong, nil
	}
	if checked.OutputType() != cel.BoolType {
		return nil, problem{term: finding.NoComparison}, nil
	}
	if f.statements, err = known.split(f, checked.NativeRep()); err != nil {
		return nil, none, err
	}
	if check.Tolerance != 0 && f.statements[0].sign == "" {
		return nil, problem{term: finding.NoTolerance}, nil
	}
	return f, none, nil
}

// split takes a formula apart into comparisons of whole numbers, where it
// consists of them.
func (l language) split(f *formula, checked *ast.AST) ([]statement, error) {
	var parts []ast.Expr
	if !conjunction(checked, checked.Expr(), &parts) {
		whole, err := l.expression(f, checked.Expr(), checked)
		if err != nil {
			return nil, err
		}
		return []statement{{left: whole}}, nil
	}
	var statements []statement
	for _, part := range parts {
		args := part.AsCall().Args()
		left, err := l.expression(f, args[0], checked)
		if err != nil {
			return nil, err
		}
		right, err := l.expression(f, args[1], checked)
		if err != nil {
			return nil, err
		}
		statements = append(statements, statement{left, right, comparisons[part.AsCall().FunctionName()]})
	}
	return statements, nil
}

// conjunction collects the comparisons that "and" joins, and reports whether
// there is nothing else.
func conjunction(checked *ast.AST, e ast.Expr, parts *[]ast.Expr) bool {
	if e.Kind() != ast.CallKind {
		return false
	}
	call := e.AsCall()
	if call.FunctionName() == operators.LogicalAnd {
		for _, arg := range call.Args() {
			if !conjunction(checked, arg, parts) {
				return false
			}
		}
		return true
	}
	if comparisons[call.FunctionName()] == "" {
		return false
	}
	for _, arg := range call.Args() {
		if checked.GetType(arg.ID()) != types.IntType {
			return false
		}
	}
	*parts = append(*parts, e)
	return true
}

// expression is one side of a comparison, as a program and as words.
func (l language) expression(f *formula, e ast.Expr, of *ast.AST) (expression, error) {
	text, err := writeOut(e, of)
	if err != nil {
		return expression{}, err
	}
	program, err := l.program(text)
	if err != nil {
		return expression{}, fmt.Errorf("check %s: %w", f.check.Code, err)
	}
	s := expression{program: program, words: words(text, f.operands)}
	for _, w := range s.words {
		if w.operand >= 0 && !slices.Contains(s.uses, w.operand) {
			s.uses = append(s.uses, w.operand)
		}
	}
	return s, nil
}

// words cuts a text that was written out into its pieces. The brackets of
// if_printed go with it: what a form lacks says so itself.
func words(text string, operands []operand) []word {
	var all []word
	unwrap := 0 // brackets of if_printed that are still to come
	for text = strings.TrimLeft(text, " \n"); text != ""; text = strings.TrimLeft(text, " \n") {
		piece := text[:pieceLength(text)]
		text = text[len(piece):]
		at := slices.IndexFunc(operands, func(o operand) bool { return o.name == piece })
		switch {
		case piece == ifPrinted:
			unwrap = 2
		case unwrap > 0 && (piece == "(" || piece == ")"):
			unwrap--
		case at >= 0:
			all = append(all, word{Operand, piece, at})
		case piece[0] >= '0' && piece[0] <= '9':
			all = append(all, word{Number, piece, -1})
		default:
			all = append(all, word{Sign, piece, -1})
		}
	}
	return all
}

// pieceLength is how long the first piece of a text is: a name with its dots, a
// number, a text in quotes, or a sign.
func pieceLength(text string) int {
	name := func(c byte) bool {
		return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c >= 0x80
	}
	switch c := text[0]; {
	case c == '"':
		for i := 1; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	case name(c):
		i := 1
		for i < len(text) && name(text[i]) {
			i++
		}
		return i
	case len(text) > 1 && slices.Contains([]string{"==", "!=", "<=", ">=", "&&", "||"}, text[:2]):
		return 2
	}
	return 1
}
