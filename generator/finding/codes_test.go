package finding_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"achyk/generator/finding"
	"achyk/generator/wording"
)

// languages are those a finding is worded in: of the site, and of the operator.
var languages = []string{"ky", "ru", "en"}

func catalogue(t *testing.T) *wording.Catalogue {
	t.Helper()
	c, err := wording.Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryCodeHasAnEffect(t *testing.T) {
	effects := []finding.Effect{finding.Stop, finding.Hold, finding.Flag}
	seen := map[finding.Code]string{}
	declared := declaredCodes(t)
	for _, name := range slices.Sorted(maps.Keys(declared)) {
		code := declared[name]
		if !slices.Contains(effects, code.Effect()) {
			t.Errorf("%s (%s) has no effect", code, name)
		}
		if other, taken := seen[code]; taken {
			t.Errorf("%s is the number of both %s and %s", code, other, name)
		}
		seen[code] = name
	}
	if len(seen) != len(finding.Codes()) {
		t.Errorf("%d codes are declared, Codes lists %d", len(seen), len(finding.Codes()))
	}
}

func TestEveryCodeIsWorded(t *testing.T) {
	c := catalogue(t)
	for _, language := range languages {
		l := c.Language(language)
		for _, code := range finding.Codes() {
			key := "findings." + string(code)
			for _, part := range []string{".name", ".what", ".fix"} {
				if text := l.Text(key + part); strings.HasSuffix(text, ".") {
					t.Errorf("%s: %s%s ends in a full stop: %s", language, key, part, text)
				}
			}
			for _, part := range []string{".name", ".why", ".fix"} {
				if names := placeholders(l.Text(key + part)); len(names) > 0 {
					t.Errorf("%s: %s%s has %v, but the page of a rule is about no record", language, key, part, names)
				}
			}
			why := l.Text(key + ".why")
			if !strings.HasSuffix(why, ".") || strings.Count(why, ". ") > 2 {
				t.Errorf("%s: %s.why is not one to three sentences: %s", language, key, why)
			}
		}
		titles := map[string]finding.Code{}
		for _, code := range finding.Codes() {
			title := l.Text("findings." + string(code) + ".name")
			if other, taken := titles[title]; taken {
				t.Errorf("%s: %s and %s are both named %q", language, other, code, title)
			}
			titles[title] = code
			if n := utf8.RuneCountInString(title); n > 70 {
				t.Errorf("%s: the name of %s is no title, but %d letters long: %s", language, code, n, title)
			}
		}
		for _, effect := range []finding.Effect{finding.Stop, finding.Hold, finding.Flag} {
			l.Text("findings.effect." + string(effect))
		}
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}

// A check of the election's own is worded by its record, its formula and its
// arithmetic; whatever else there is to say of it stands in election.yaml.
func TestEveryFailingCheckIsWordedAlike(t *testing.T) {
	c := catalogue(t)
	texts := finding.Code("Z1").Texts()
	for _, language := range languages {
		l := c.Language(language)
		if got := placeholders(l.Text(texts + ".what")); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"arithmetic", "formula", "record"}) {
			t.Errorf("%s: %s.what is about %v", language, texts, got)
		}
		if names := placeholders(l.Text(texts + ".fix")); len(names) > 0 {
			t.Errorf("%s: %s.fix has %v", language, texts, names)
		}
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}

func TestEveryWordingHasACode(t *testing.T) {
	c := catalogue(t)
	number := regexp.MustCompile(`^findings\.([A-Z]+[0-9]*)\.`)
	for _, language := range languages {
		for _, key := range c.Keys(language) {
			if m := number.FindStringSubmatch(key); m != nil && !slices.Contains(finding.Codes(), finding.Code(m[1])) {
				t.Errorf("%s: %s is the text of no code", language, key)
			}
		}
	}
}

// Whatever cause a finding names is worded, with what it is about.
func TestEveryTermIsWorded(t *testing.T) {
	c := catalogue(t)
	for _, language := range languages {
		for _, term := range finding.Terms {
			f := finding.Finding{Code: finding.CheckFormula}.With("check", "E1").With("problem", term).With("name", "bulletins").
				With("value", "8*").With("other", "archa").
				With("path", "sections").With("has", "votes").With("line", 7).With("number", 3)
			text := f.Say(c.Language(language).Text, "what")
			if strings.Contains(text, "{") || strings.Contains(text, "problem") {
				t.Errorf("%s: %s reads %q", language, term, text)
			}
		}
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}

// A placeholder must be a fact that every place reporting the code gives, or
// the reader would meet {braces}.
func TestWordingsUseFactsThatAreGiven(t *testing.T) {
	c := catalogue(t)
	facts := reported(t)
	for _, code := range finding.Codes() {
		reports := facts[code]
		if len(reports) == 0 {
			t.Errorf("%s is never reported", code)
		}
		for _, language := range languages {
			key := "findings." + string(code) + ".what"
			for _, name := range placeholders(c.Language(language).Text(key)) {
				for _, r := range reports {
					if !r.facts[name] {
						t.Errorf("%s: %s uses {%s}, which %s does not give", language, key, name, r.at)
					}
				}
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// declaredCodes are the constants of codes.go by name: read from the source,
// since a code without an effect is one that Codes cannot know.
func declaredCodes(t *testing.T) map[string]finding.Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]finding.Code{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.Ident); ok && of.Name == "Code" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			codes[spec.Names[0].Name] = finding.Code(text)
		}
		return true
	})
	return codes
}

// A report is one place in the source that makes a finding, with the facts it
// gives.
type report struct {
	at    string
	facts map[string]bool
}

// reported finds all reports in the source of the generator by their codes.
func reported(t *testing.T) map[finding.Code][]report {
	t.Helper()
	declared := declaredCodes(t)
	found := map[finding.Code][]report{}
	for _, folder := range folders(t) {
		s := &packageSource{
			files: token.NewFileSet(), params: map[string][]string{}, flows: map[string][]string{}, literals: map[string][]report{},
			kept: map[string]report{},
		}
		s.read(t, folder)
		for _, source := range slices.Sorted(maps.Keys(s.literals)) {
			reports := s.literals[source]
			names := s.codes(source, map[string]bool{})
			if len(names) == 0 {
				t.Errorf("%s: cannot tell which code this finding has", reports[0].at)
			}
			for _, name := range names {
				code, ok := declared[name]
				if !ok {
					t.Errorf("%s: finding.%s is no code", reports[0].at, name)
				}
				found[code] = append(found[code], reports...)
			}
		}
	}
	return found
}

func folders(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			if entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// packageSource is what one package says of findings. Where a code comes
// through a variable or a parameter, flows tells what went into it: under
// "function.variable" stand further such names, or constants as
// "finding.NotACount".
type packageSource struct {
	files    *token.FileSet
	params   map[string][]string // by function
	flows    map[string][]string
	literals map[string][]report // by where the code comes from
	kept     map[string]report   // by the variable a finding was put into
}

func (s *packageSource) read(t *testing.T, folder string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var parsed []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(s.files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	each := func(visit func(n ast.Node, stack []ast.Node)) {
		for _, file := range parsed {
			ast.PreorderStack(file, nil, func(n ast.Node, stack []ast.Node) bool {
				visit(n, stack)
				return true
			})
		}
	}
	each(s.declare)
	each(s.flow)
	each(s.report)
	each(s.later)
}

// declare notes the parameters of a function; a function literal has the name
// of the variable it is put into.
func (s *packageSource) declare(n ast.Node, stack []ast.Node) {
	name, of := function(n, stack)
	if name == "" {
		return
	}
	s.params[name] = []string{}
	for _, field := range of.Params.List {
		for _, param := range field.Names {
			s.params[name] = append(s.params[name], param.Name)
		}
	}
}

func function(n ast.Node, stack []ast.Node) (string, *ast.FuncType) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Name.Name, n.Type
	case *ast.FuncLit:
		if assign, ok := stack[len(stack)-1].(*ast.AssignStmt); ok && len(assign.Lhs) == 1 {
			if name, ok := assign.Lhs[0].(*ast.Ident); ok {
				return name.Name, n.Type
			}
		}
	}
	return "", nil
}

// flow notes what goes into variables and parameters.
func (s *packageSource) flow(n ast.Node, stack []ast.Node) {
	into := func(name string, value ast.Expr) {
		if source := s.source(value, stack); source != "" {
			s.flows[name] = append(s.flows[name], source)
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				if name := s.source(left, stack); name != "" {
					into(name, n.Rhs[i])
				}
			}
		}
	case *ast.CallExpr:
		called := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			called = f.Name
		case *ast.SelectorExpr:
			called = f.Sel.Name
		}
		for i, param := range s.params[called] {
			if i < len(n.Args) {
				into(called+"."+param, n.Args[i])
			}
		}
	}
}

// source names where a value comes from: a constant of this package, or a
// variable of the function that has it as a parameter, else of the outermost.
func (s *packageSource) source(value ast.Expr, stack []ast.Node) string {
	switch value := value.(type) {
	case *ast.SelectorExpr:
		if of, ok := value.X.(*ast.Ident); ok && of.Name == "finding" {
			return "finding." + value.Sel.Name
		}
	case *ast.Ident:
		owner := ""
		for i, n := range slices.Backward(stack) {
			name, _ := function(n, stack[:i])
			if name == "" {
				continue
			}
			owner = name
			if slices.Contains(s.params[name], value.Name) {
				break
			}
		}
		return owner + "." + value.Name
	}
	return ""
}

// report notes a finding that is made here: its code, and the facts it is given
// with With in the same expression.
func (s *packageSource) report(n ast.Node, stack []ast.Node) {
	literal, ok := n.(*ast.CompositeLit)
	if !ok || s.source(literal.Type, stack) != "finding.Finding" || len(literal.Elts) == 0 {
		return
	}
	source := ""
	r := report{at: s.files.Position(n.Pos()).String(), facts: map[string]bool{}}
	for _, element := range literal.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch field.Key.(*ast.Ident).Name {
		case "Code":
			source = s.source(field.Value, stack)
		case "Record":
			r.facts["record"] = true
		}
	}
	for _, above := range slices.Backward(stack) {
		switch above := above.(type) {
		case *ast.SelectorExpr:
			continue
		case *ast.CallExpr:
			if with, ok := above.Fun.(*ast.SelectorExpr); ok && with.Sel.Name == "With" {
				if name, ok := above.Args[0].(*ast.BasicLit); ok {
					r.facts[strings.Trim(name.Value, `"`)] = true
				}
				continue
			}
		}
		break
	}
	s.literals[source] = append(s.literals[source], r)
	if assign, ok := stack[len(stack)-1].(*ast.AssignStmt); ok && len(assign.Lhs) == 1 {
		s.kept[s.source(assign.Lhs[0], stack)] = r
	}
}

// later notes the facts that a finding is given by the variable it was put
// into: f.With("votes", votes).With("base", base).
func (s *packageSource) later(n ast.Node, stack []ast.Node) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	name, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return
	}
	for of := ast.Expr(call); ; {
		with, ok := of.(*ast.CallExpr)
		if !ok {
			if r, kept := s.kept[s.source(of, stack)]; kept {
				r.facts[strings.Trim(name.Value, `"`)] = true
			}
			return
		}
		selector, ok := with.Fun.(*ast.SelectorExpr)
		if !ok || selector.Sel.Name != "With" {
			return
		}
		of = selector.X
	}
}

// codes are the constants that can arrive at a source.
func (s *packageSource) codes(source string, seen map[string]bool) []string {
	if name, ok := strings.CutPrefix(source, "finding."); ok {
		return []string{name}
	}
	if seen[source] {
		return nil
	}
	seen[source] = true
	var names []string
	for _, from := range s.flows[source] {
		names = append(names, s.codes(from, seen)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
