package main

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/wording"
)

// explainCommand says what a code means: one of the program's own, or that of a
// check in the data.
type explainCommand struct {
	Code string `arg:"" help:"The code of a finding or of a check, such as I101 or E4."`
	Data string `help:"A folder of elections, or of one election." default:"data"`
}

// An explanation is all there is to say about one rule. Texts of an election
// have both languages for whoever reads neither page, so a value has lines.
type explanation struct {
	Code      string   `json:"code"`
	Title     []string `json:"title"`
	Election  []string `json:"election,omitempty"` // whose check it is
	Effect    string   `json:"effect"`
	Severity  string   `json:"severity,omitempty"` // of a check
	Reads     string   `json:"reads,omitempty"`    // how a finding is worded, its facts left out
	Why       []string `json:"why"`
	Formula   string   `json:"formula,omitempty"`
	Compares  string   `json:"compares,omitempty"` // within, series, summary, …
	Words     []string `json:"words,omitempty"`    // the formula, a comparison each
	Tolerance int64    `json:"tolerance,omitempty"`
	Law       []string `json:"law,omitempty"`
	Fix       []string `json:"fix"`
}

// Run explains the code. The program's own codes need no data.
func (c *explainCommand) Run(t *terminal) error {
	code := asCode(c.Code)
	if own := finding.Code(code); own.Declared() {
		return t.explain([]explanation{t.declared(own)})
	}
	countries, whole, err := c.countries()
	if err != nil {
		return err
	}
	var found []explanation
	for _, y := range countries {
		if check := y.Election.Check(code); check != nil {
			found = append(found, t.check(y, check))
		}
	}
	if len(found) == 0 {
		unknown := t.unknownCode(code, countries)
		if !whole {
			unknown.hint = t.w.Text("cli.explain.unread", "dir", c.Data) + "; " + unknown.hint
		}
		return unknown
	}
	return t.explain(found)
}

// countries reads the elections whose checks are asked for, and reports whether
// there are any and all could be read. A folder that is not there has none.
func (c *explainCommand) countries() (countries []country, whole bool, err error) {
	data, err := intake.Dir(c.Data)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	whole = len(data.Elections) > 0 && finding.Stops(data.Findings) == 0
	countries, _, err = add(data, time.Time{})
	return countries, whole, err
}

// lookalikes are the Cyrillic capitals that look like Latin ones: a code is
// easily typed on the keyboard that the rest of the day needs.
var lookalikes = strings.NewReplacer(
	"\u0410", "A", "\u0412", "B", "\u0415", "E", "\u041a", "K", "\u041c", "M", "\u041d", "H",
	"\u041e", "O", "\u0420", "P", "\u0421", "C", "\u0422", "T", "\u0425", "X", "\u0406", "I",
)

// asCode is a code as it is printed, however it was typed.
func asCode(typed string) string {
	return lookalikes.Replace(strings.ToUpper(strings.TrimSpace(typed)))
}

var placeholders = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// declared explains a code of the program's own.
func (t *terminal) declared(code finding.Code) explanation {
	text := func(what string) string { return t.w.Text(code.Texts() + "." + what) }
	return explanation{
		Code: string(code), Title: []string{text("name")}, Effect: string(code.Effect()),
		Reads: placeholders.ReplaceAllString(text("what"), "…"), Why: []string{text("why")}, Fix: []string{text("fix")},
	}
}

// check explains a check of an election.
func (t *terminal) check(y country, check *election.Check) explanation {
	x := explanation{
		Code: check.Code, Title: t.lines(check.Name), Election: t.lines(y.Election.Name), Effect: string(finding.Code(check.Code).Effect()),
		Severity: string(check.Severity), Why: t.lines(check.Why), Formula: check.Formula, Tolerance: check.Tolerance,
		Law: t.lines(check.Law), Fix: t.lines(check.Advice), Compares: string(y.report.Compares(check)),
	}
	for _, s := range y.report.Formula(check) {
		x.Words = append(x.Words, s.Words(t.w))
	}
	return x
}

// lines are what an office wrote, in the operator's language, or in both where
// that is neither.
func (t *terminal) lines(text wording.Text) []string {
	if !slices.Contains(wording.Codes, t.w.Code()) && text.Ky != "" && text.Ru != "" && text.Ky != text.Ru {
		return []string{text.Ky, text.Ru}
	}
	if one := text.In(t.w.Code()); one != "" {
		return []string{one}
	}
	return nil
}

// explain prints explanations, a blank line between two.
func (t *terminal) explain(all []explanation) error {
	if t.json {
		return t.encode(all)
	}
	for i, x := range all {
		if i > 0 {
			fmt.Fprintln(t.out)
		}
		t.rule(x)
	}
	return nil
}

// rule prints one explanation: its title, and a labelled line for each thing
// there is to say.
func (t *terminal) rule(x explanation) {
	fmt.Fprintf(t.out, "%s: %s\n", x.Code, strings.Join(x.Title, "\n"+strings.Repeat(" ", len(x.Code)+2)))
	label := func(key string) string { return t.w.Text("cli.explain." + key) }
	line := func(label string, values ...string) {
		if strings.Join(values, "") != "" {
			fmt.Fprintf(t.out, "  %s: %s\n", label, strings.Join(values, "\n    "))
		}
	}
	line(label("election"), x.Election...)
	line(label("effect"), t.w.Text("findings.effect."+x.Effect))
	if x.Severity != "" {
		line(label("means"), label("severity."+x.Severity))
	}
	line(label("reads"), x.Reads)
	line(label("why"), x.Why...)
	line(label("formula"), x.Formula)
	line(label("words"), x.Words...)
	if x.Compares != "" {
		line(label("compares"), t.w.Text("compares."+x.Compares))
	}
	if x.Tolerance > 0 {
		line(label("tolerance"), t.w.Number(x.Tolerance))
	}
	line(label("law"), x.Law...)
	line(t.w.Text("findings.label_fix"), x.Fix...)
}

// A usageError is a wrong use of a command that its flags cannot tell: exit 2.
type usageError struct{ text, hint string }

func (e usageError) Error() string { return e.text }

// Hint says what could have been meant.
func (e usageError) Hint() string { return e.hint }

// unknownCode names the codes like the one asked for, else all of them by their
// families.
func (t *terminal) unknownCode(code string, countries []country) usageError {
	text := func(key string, pairs ...any) string { return t.w.Text("cli.explain."+key, pairs...) }
	var known, families []string
	for _, own := range finding.Codes() {
		family := string(own[:2])
		if n := len(known); n == 0 || known[n-1][:2] != family {
			of := string(own) + "… "
			if own == finding.History { // alone in its family
				of = string(own) + " "
			}
			families = append(families, of+text("family."+family))
		}
		known = append(known, string(own))
	}
	for _, y := range countries {
		var codes []string
		for _, check := range y.Election.Checks {
			codes = append(codes, check.Code)
		}
		if len(codes) > 0 {
			families = append(families, strings.Join(codes, " ")+" "+text("checks", "election", y.Election.Name.In(t.w.Code())))
		}
		known = append(known, codes...)
	}
	e := usageError{text: text("unknown", "code", code), hint: text("families", "families", strings.Join(families, "; "))}
	if like := similar(code, known); len(like) > 0 {
		e.hint = text("near", "codes", strings.Join(like, " "))
	}
	return e
}

// similar are the codes one slip away from another: a character more, less or
// different.
func similar(code string, known []string) []string {
	slip := func(a, b string) bool {
		if len(a) > len(b) {
			a, b = b, a
		}
		if len(b)-len(a) > 1 {
			return false
		}
		i := 0
		for i < len(a) && a[i] == b[i] {
			i++
		}
		if len(a) == len(b) {
			return i < len(a) && a[i+1:] == b[i+1:]
		}
		return a[i:] == b[i+1:]
	}
	like := slices.DeleteFunc(slices.Clone(known), func(other string) bool { return !slip(code, other) })
	slices.Sort(like)
	return slices.Compact(like)
}
