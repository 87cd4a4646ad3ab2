package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A publicPage is what a page of a site has to say, and what it must not.
type publicPage struct {
	path     string
	has, not []string
}

// says holds a page of a built site to it. What it must not say is looked for
// in what is left after some of the text was taken out.
func (p publicPage) says(t *testing.T, site string, without func(text string) string) {
	t.Helper()
	text, err := mainText(readText(t, filepath.Join(site, filepath.FromSlash(p.path))))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range p.has {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not say %q:\n%s", p.path, want, text)
		}
	}
	if without != nil {
		text = without(text)
	}
	for _, never := range p.not {
		if strings.Contains(text, never) {
			t.Errorf("%s says %q:\n%s", p.path, never, text)
		}
	}
}
