package proposal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// written reads back what was written.
func written(t *testing.T, key, value string, notes ...string) map[string]map[string]string {
	t.Helper()
	var b strings.Builder
	write(&b, "", pairOf{key: "top", value: block{{key: key, value: scalar(value), notes: notes}, {key: "last", value: flow{{key: key, value: scalar(value)}}}}, notes: notes})
	var back struct {
		Top map[string]yaml.Node
	}
	if err := yaml.Unmarshal([]byte(b.String()), &back); err != nil {
		t.Fatalf("%v in:\n%s", err, b.String())
	}
	got := make(map[string]map[string]string)
	for k, node := range back.Top {
		got[k] = map[string]string{}
		if node.Kind == yaml.ScalarNode {
			if node.Tag != "!!str" {
				t.Fatalf("%q became %s", value, node.Tag)
			}
			got[k][""] = node.Value
			continue
		}
		if err := node.Decode(got[k]); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

// Whatever stands in a file comes back as the same text, and a comment never
// becomes data.
func FuzzTextsSurvive(f *testing.F) {
	for _, text := range []string{
		"", "valid", "yes", "Null", "1", "1e3", "0x1", "2027-01-24", "~", "- a", "a: b", "a #b", "#", "'", `"`, `'"`, `\d+`, "a\nb", "\u202e<b>", "\u2028", "№ УИК",
		"Число избирателей, внесённых", "=1+1", "&a", "*a", "!a", "{a}", "[a]", "%", "@", "`", "|", ">", " a ", "a ", "?", ":", "a:", ".inf", ".5", "\x7f", "\u0085", "<<",
	} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, key, value string) {
		if !utf8.ValidString(key) || !utf8.ValidString(value) || strings.ContainsRune(key+value, utf8.RuneError) || key == "last" {
			t.Skip()
		}
		got := written(t, key, value, value, key)
		if got[key][""] != value || got["last"][key] != value || len(got) != 2 {
			t.Errorf("%q: %q became %q", key, value, got)
		}
	})
}
