package checks

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// each is how a formula calls the figure in question of a check that is made
// for every one.
const each = "it"

// participants is the only figure of the participation list.
const participants = "count"

// An operand is a name in a formula, before anyone asks for its figure.
type operand struct {
	name string // "device.ballots_valid"
	of   Origin
	part string    // of OtherPart, its id
	line string    // a line's code; empty for what follows
	sum  Aggregate // all votes
	each bool      // the figure in question
	// printed says that the formula stands only where the form has the line;
	// false where it is named in if_printed alone.
	printed bool
}

// A vocabulary is what the formula of one check may name.
type vocabulary struct {
	each     bool
	contests []*election.Contest // that the check is for
	first    *election.Contest   // of the day
}

// operand finds out what a name means.
func (v vocabulary) operand(name string) (operand, problem) {
	prefix, figure, dotted := strings.Cut(name, ".")
	if !dotted {
		return v.figure(operand{name: name}, name, v.contests)
	}
	switch origin := Origin(prefix); origin {
	case Device, ByHand, InSummary, Beneath:
		return v.prefixed(operand{name: name, of: origin}, prefix, figure, v.contests)
	case First:
		return v.prefixed(operand{name: name, of: origin}, prefix, figure, []*election.Contest{v.first})
	case Participation:
		if figure != participants {
			return operand{}, problem{term: finding.UnknownName, name: name}
		}
		return operand{name: name, of: origin}, v.clash(prefix)
	}
	if part := v.part(prefix); part != "" {
		return v.figure(operand{name: name, of: OtherPart, part: part}, figure, v.contests)
	}
	return operand{}, problem{term: finding.UnknownName, name: name}
}

// prefixed is an operand after a word that no part may be called.
func (v vocabulary) prefixed(o operand, prefix, figure string, contests []*election.Contest) (operand, problem) {
	if wrong := v.clash(prefix); wrong != none {
		return operand{}, wrong
	}
	return v.figure(o, figure, contests)
}

// clash is the problem of a word that is also the name of a part.
func (v vocabulary) clash(prefix string) problem {
	if v.part(prefix) != "" {
		return problem{term: finding.AmbiguousPart, name: prefix}
	}
	return none
}

// part finds a part by its id; a formula writes a hyphen as an underscore, for
// a hyphen would be a minus.
func (v vocabulary) part(word string) string {
	for _, k := range v.contests {
		for _, p := range k.Parts {
			if strings.ReplaceAll(p.ID, "-", "_") == word {
				return p.ID
			}
		}
	}
	return ""
}

// figure completes an operand by what it names of a protocol.
func (v vocabulary) figure(o operand, figure string, contests []*election.Contest) (operand, problem) {
	has := func(k *election.Contest) bool { return k != nil && k.LineCode(figure) >= 0 }
	switch sum := Aggregate(figure); {
	case figure == each && v.each:
		o.each = true
	case sum == VotesTotal || sum == VotesMost || sum == VotesLeast:
		o.sum = sum
	case slices.ContainsFunc(contests, has):
		o.line = figure
	default:
		return operand{}, problem{term: finding.UnknownName, name: o.name}
	}
	return o, none
}

// A search walks through a formula for its operands.
type search struct {
	names    vocabulary
	operands []operand
	wrong    problem // the first
}

// walk visits an expression. The names in own are those the formula gives to
// the members of its lists.
func (s *search) walk(e ast.Expr, own []string) {
	if s.wrong != none {
		return
	}
	switch e.Kind() {
	case ast.IdentKind:
		if !slices.Contains(own, e.AsIdent()) {
			s.note(e.AsIdent(), true)
		}
	case ast.SelectKind:
		inner := e.AsSelect().Operand()
		if inner.Kind() == ast.IdentKind && !slices.Contains(own, inner.AsIdent()) {
			s.note(inner.AsIdent()+"."+e.AsSelect().FieldName(), true)
			return
		}
		s.walk(inner, own)
	case ast.CallKind:
		s.call(e.AsCall(), own)
	case ast.ListKind:
		for _, member := range e.AsList().Elements() {
			s.walk(member, own)
		}
	case ast.MapKind, ast.StructKind:
		s.wrong = problem{term: finding.Braces}
	case ast.ComprehensionKind:
		s.loop(e.AsComprehension(), own)
	}
}

func (s *search) call(call ast.CallExpr, own []string) {
	if call.FunctionName() == ifPrinted && !call.IsMemberFunction() {
		name := ""
		if args := call.Args(); len(args) == 1 {
			name = plain(args[0], own)
		}
		if name == "" {
			s.wrong = problem{term: finding.OneLine}
			return
		}
		s.note(name, false)
		return
	}
	if call.IsMemberFunction() {
		s.walk(call.Target(), own)
	}
	for _, arg := range call.Args() {
		s.walk(arg, own)
	}
}

// plain is the name that an expression consists of, or nothing.
func plain(e ast.Expr, own []string) string {
	switch {
	case e.Kind() == ast.IdentKind && !slices.Contains(own, e.AsIdent()):
		return e.AsIdent()
	case e.Kind() == ast.SelectKind && e.AsSelect().Operand().Kind() == ast.IdentKind && !slices.Contains(own, e.AsSelect().Operand().AsIdent()):
		return e.AsSelect().Operand().AsIdent() + "." + e.AsSelect().FieldName()
	}
	return ""
}

// loop visits what is said of each member of a list.
func (s *search) loop(loop ast.ComprehensionExpr, own []string) {
	s.walk(loop.IterRange(), own)
	for _, name := range []string{loop.IterVar(), loop.IterVar2()} {
		if _, wrong := s.names.operand(name); name != "" && wrong == none {
			s.wrong = problem{term: finding.TakenName, name: name}
			return
		}
	}
	own = append(slices.Clip(own), loop.IterVar(), loop.IterVar2(), loop.AccuVar())
	for _, e := range []ast.Expr{loop.AccuInit(), loop.LoopCondition(), loop.LoopStep(), loop.Result()} {
		s.walk(e, own)
	}
}

// note puts a name among the operands.
func (s *search) note(name string, printed bool) {
	if i := slices.IndexFunc(s.operands, func(o operand) bool { return o.name == name }); i >= 0 {
		s.operands[i].printed = s.operands[i].printed || printed
		return
	}
	o, wrong := s.names.operand(name)
	if wrong != none {
		s.wrong = wrong
		return
	}
	o.printed = printed
	s.operands = append(s.operands, o)
}
