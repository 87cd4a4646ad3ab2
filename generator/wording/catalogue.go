package wording

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"golang.org/x/text/language"
)

// A Catalogue holds the texts of every language.
type Catalogue struct {
	languages map[string]*Language

	mu      sync.Mutex // guards missing; taken only when something is missing
	missing map[string]bool
}

// A Language speaks one language: its texts by key, its numbers, dates and
// alphabet. It is safe for concurrent use.
type Language struct {
	code      string
	tag       language.Tag
	catalogue *Catalogue
	texts     map[string]message
	plurals   map[string]*forms
	format    format
	collators sync.Pool
}

// Load reads the catalogues: one folder a language, each with several YAML
// files that share one key space. The languages of the site must be there;
// others may be.
func Load(fsys fs.FS) (*Catalogue, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	c := &Catalogue{languages: map[string]*Language{}, missing: map[string]bool{}}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		l, err := c.load(fsys, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("load catalogue %s: %w", entry.Name(), err)
		}
		c.languages[entry.Name()] = l
	}
	for _, code := range Codes {
		if c.languages[code] == nil {
			return nil, fmt.Errorf("load catalogue %s: there is no folder of that name", code)
		}
	}
	return c, nil
}

func (c *Catalogue) load(fsys fs.FS, code string) (*Language, error) {
	tag, err := language.Parse(code)
	if err != nil {
		return nil, fmt.Errorf("%q is not a language code: %w", code, err)
	}
	l := &Language{
		code:      code,
		tag:       tag,
		catalogue: c,
		texts:     map[string]message{},
		plurals:   map[string]*forms{},
	}
	if err := l.readFolder(fsys); err != nil {
		return nil, err
	}
	if l.format, err = readFormat(l); err != nil {
		return nil, err
	}
	l.collators.New = l.newCollator
	return l, nil
}

// Language is the language with this code: ky, ru, or en, which has only what
// the command line and the findings say. It is nil where there is no such
// catalogue.
func (c *Catalogue) Language(code string) *Language { return c.languages[code] }

// Keys are all keys of a language, sorted; a text with plural forms is one key.
func (c *Catalogue) Keys(code string) []string {
	l := c.languages[code]
	if l == nil {
		return nil
	}
	keys := slices.AppendSeq(make([]string, 0, len(l.texts)+len(l.plurals)), maps.Keys(l.texts))
	keys = slices.AppendSeq(keys, maps.Keys(l.plurals))
	slices.Sort(keys)
	return keys
}

// Missing is what was asked for and not found since loading, sorted: a key
// ("ky: some.key"), or a placeholder nobody gave a value for
// ("ky: some.key {name}"). Text and Plural go on with the key in brackets.
func (c *Catalogue) Missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.missing))
}

func (l *Language) miss(what string) {
	l.catalogue.mu.Lock()
	defer l.catalogue.mu.Unlock()
	l.catalogue.missing[l.code+": "+what] = true
}

// missKey notes that a key was not found, and why where it is there in another
// shape; it is the text to go on with until the build stops.
func (l *Language) missKey(key string, otherShape bool, why string) string {
	if !otherShape {
		why = ""
	}
	l.miss(key + why)
	return "[" + key + "]"
}

// Code is the code of the language: ky, ru or en.
func (l *Language) Code() string { return l.code }

// Text is the text under a key. Each {name} in it becomes the value that
// follows "name" in pairs: a string, a number (written as [Language.Number]
// does), an Amount, a Share, a Date, a Text or a time. Without pairs the text
// is returned as it stands in the catalogue, placeholders included: scripts and
// other renderers fill those themselves.
func (l *Language) Text(key string, pairs ...any) string {
	m, ok := l.texts[key]
	if !ok {
		return l.missKey(key, l.plurals[key] != nil, " (it has plural forms)")
	}
	if len(pairs) == 0 {
		return m.raw
	}
	return l.fill(key, m, pairs)
}

// Plural is the form of the text under a key that goes with n things. {n} is n
// as [Language.Number] writes it, unless pairs give another value for it, such
// as an Amount.
func (l *Language) Plural(key string, n int64, pairs ...any) string {
	f, ok := l.plurals[key]
	if !ok {
		return l.missKey(key, l.texts[key].at != "", " (it has no plural forms)")
	}
	return l.fill(key, f.messages[l.pluralForm(n)], pairs, "n", n)
}

// Forms are the plural forms under a key by their CLDR names, as they stand in
// the catalogue, for renderers that choose among them themselves; nil where the
// key has none.
func (l *Language) Forms(key string) map[string]string {
	f, ok := l.plurals[key]
	if !ok {
		return nil
	}
	texts := map[string]string{}
	for _, form := range l.pluralForms() {
		texts[pluralNames[form]] = f.messages[form].raw
	}
	return texts
}
