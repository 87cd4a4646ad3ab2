package finding_test

import (
	"strings"
	"testing"

	"achyk/generator/finding"
)

// A suggestion stands behind the sentence where there is one; where there is
// none, no word of it is left.
func TestASuggestionFollowsTheSentence(t *testing.T) {
	c := catalogue(t)
	for _, said := range []struct {
		code finding.Code
		fact string
	}{
		{finding.SourceColumn, "meant"}, {finding.SourceColumn, "most"}, {finding.FileUnlike, "meant"}, {finding.SourceEmpty, "meant"},
		{finding.SheetUnclear, "sheet"}, {finding.ElectionValue, "known"}, {finding.ElectionValue, "meant"},
		{finding.Underived, "known"}, {finding.Underived, "match"},
	} {
		code, fact := said.code, said.fact
		for _, language := range languages {
			text := c.Language(language).Text
			bare := finding.Finding{Code: code}.With("column", "Votes").With("files", "*.csv").With("has", "a, b").
				With("others", "c").With("key", "absent").With("value", "none").With("name", "region")
			without, with := bare.With(fact, "").Say(text, "what"), bare.With(fact, "Vote").Say(text, "what")
			if more, found := strings.CutPrefix(with, without+"; "); !found || !strings.Contains(more, "Vote") || strings.Contains(with, "{") {
				t.Errorf("%s: %s reads %q, and with %s: %q", language, code, without, fact, with)
			}
			if got := bare.With(fact, "Vote").Say(text, "fix"); strings.Contains(got, "Vote") {
				t.Errorf("%s: the advice of %s has the suggestion as well: %s", language, code, got)
			}
		}
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}

// Several facts follow one after another, a cause among them as the catalogue
// words it; nothing follows where there is none.
func TestWhyAValueMeansNothing(t *testing.T) {
	c := catalogue(t)
	text := c.Language("en").Text
	bare := finding.Finding{Code: finding.ElectionValue}.With("key", "absent").With("value", "nul")
	for _, say := range []struct {
		f    finding.Finding
		want string
	}{
		{bare, `the value "nul" of absent in election.yaml cannot be used`},
		{bare.With("known", "unknown, zero").With("meant", ""), `the value "nul" of absent in election.yaml cannot be used; it can be: unknown, zero`},
		{bare.With("known", "unknown, zero").With("meant", "null"),
			`the value "nul" of absent in election.yaml cannot be used; it can be: unknown, zero; did you mean "null"?`},
		{bare.With("problem", finding.KeyNeeded), `the value "nul" of absent in election.yaml cannot be used; this key is needed here`},
	} {
		if got := say.f.Say(text, "what"); got != say.want {
			t.Errorf("it reads %q, not %q", got, say.want)
		}
	}
	for _, missing := range c.Missing() {
		t.Errorf("no text for %s", missing)
	}
}
