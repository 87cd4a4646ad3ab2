package mapping

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// A why says why a value of election.yaml means nothing: which words would, or
// what is wrong with it.
type why struct {
	known   []string
	problem finding.Term
	other   string // the key that it is at odds with
	detail  string // a library's own words
	also    []source.Cell
}

// because is a reason that is always the same.
func because(problem finding.Term) why { return why{problem: problem} }

// templateWanted is what is wrong with a template: it is not there, or its
// braces are not right.
func templateWanted(text string) why {
	if text == "" {
		return because(finding.KeyNeeded)
	}
	return because(finding.BadTemplate)
}

// complaint is what is wrong with a regular expression, without the expression.
func complaint(err error) string {
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		return wrong.Code.String()
	}
	return err.Error()
}

// meaningless reports a value of election.yaml that means nothing.
func (p *Plan) meaningless(w why, value any, path ...any) {
	key := ""
	for _, step := range path {
		if name, is := step.(string); is {
			key = name
		}
	}
	text := fmt.Sprint(value)
	f := finding.Finding{Code: finding.ElectionValue, At: p.at(path...), Also: w.also}.
		With("key", key).With("value", text)
	if w.problem != "" {
		f = f.With("problem", w.problem)
	}
	if len(w.known) > 0 {
		f = f.With("known", listed(w.known)).With("meant", nearest(text, w.known))
	}
	if w.other != "" {
		f = f.With("other", quoted(w.other))
	}
	if w.detail != "" {
		f = f.With(finding.Detail, strings.TrimSpace(w.detail))
	}
	p.report(f)
}
