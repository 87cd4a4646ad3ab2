package main

import (
	"bytes"
	"strings"
	"testing"

	"achyk/generator/finding"
)

// Every code can be explained in every language of the terminal, without data.
func TestEveryCodeIsExplained(t *testing.T) {
	for _, lang := range []string{"ky", "ru", "en"} {
		for _, code := range finding.Codes() {
			var out, complaint bytes.Buffer
			if exit := run([]string{"--lang", lang, "explain", string(code), "--data", "nowhere"}, &out, &complaint); exit != exitDone {
				t.Errorf("%s in %s: exit %d: %s", code, lang, exit, complaint.String())
			}
			if text := out.String(); !strings.HasPrefix(text, string(code)+": ") || strings.ContainsAny(text, "{}[]") {
				t.Errorf("%s in %s has a hole in it:\n%s", code, lang, text)
			}
		}
	}
}

// A code that does not exist is a wrong use of the command, and its families
// are named in every language.
func TestUnknownCodeIsWrongUsage(t *testing.T) {
	for _, lang := range []string{"ky", "ru", "en"} {
		var out, complaint bytes.Buffer
		if exit := run([]string{"--lang", lang, "explain", "Q17", "--data", "nowhere"}, &out, &complaint); exit != exitUsage {
			t.Errorf("%s: exit %d", lang, exit)
		}
		text := complaint.String()
		for _, code := range finding.Codes() {
			if family := string(code[:2]); !strings.Contains(text, family) {
				t.Errorf("%s: %s is not named: %s", lang, family, text)
			}
		}
		if out.Len() > 0 || strings.ContainsAny(text, "{}[]") {
			t.Errorf("%s: %s%s", lang, out.String(), text)
		}
	}
}

func TestSimilarCodes(t *testing.T) {
	known := []string{"E1", "E10", "E4", "I001", "I010", "P401"}
	for typed, want := range map[string]string{
		"E44": "E4", "E2": "E1 E4", "I01": "I001 I010", "I0001": "I001", "P40": "P401", "E100": "E10", "Q17": "", "": "",
	} {
		if got := strings.Join(similar(typed, known), " "); got != want {
			t.Errorf("similar to %q: %q, want %q", typed, got, want)
		}
	}
}
