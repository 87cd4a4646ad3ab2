package proposal

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"achyk/generator/wording"
)

//go:embed vocabulary.yaml
var vocabularyFile []byte

// A vocabulary is what offices call the columns of an export.
type vocabulary struct {
	Lines      []*line                      `yaml:"lines"`
	Relations  []relation                   `yaml:"relations"`
	Parties    []phrase                     `yaml:"parties"`
	Ballots    []phrase                     `yaml:"ballots"` // in names of files
	AgainstAll []phrase                     `yaml:"against_all"`
	Names      map[string]map[string]string `yaml:"names"`  // by what they name, then by language
	Places     []place                      `yaml:"places"` // the finest level last
	Fields     []field                      `yaml:"fields"`
	Ways       map[string][]phrase          `yaml:"ways"`
	Languages  map[string][]phrase          `yaml:"languages"`
	Parts      map[string][]phrase          `yaml:"parts"`
	Totals     []string                     `yaml:"totals"`
	Blank      []string                     `yaml:"blank"`
}

// A line is a line of a protocol, as a form in election.yaml states it.
type line struct {
	Code  string            `yaml:"code"`
	Role  string            `yaml:"role"`
	Name  map[string]string `yaml:"name"`
	Words []phrase          `yaml:"words"`
}

// A place is a level and what its places are called.
type place struct {
	Level string   `yaml:"level"`
	Words []phrase `yaml:"words"`
}

// A field is anything else that a column may hold.
type field struct {
	Field string   `yaml:"field"`
	Words []phrase `yaml:"words"`
}

// A phrase is a list of beginnings of words that a header has, or has not.
type phrase struct {
	stems []stem
}

type stem struct {
	text  string // as it looks: letters that look alike are one
	whole bool
	not   bool
}

// UnmarshalYAML reads a phrase from its text.
func (p *phrase) UnmarshalYAML(unmarshal func(any) error) error {
	var text string
	if err := unmarshal(&text); err != nil {
		return err
	}
	for word := range strings.FieldsSeq(wording.Alike(text)) {
		s := stem{text: word}
		s.text, s.not = strings.CutPrefix(s.text, "-")
		s.text, s.whole = strings.CutPrefix(s.text, "=")
		if s.text == "" {
			return fmt.Errorf("read phrase %q: a word of it is empty", text)
		}
		p.stems = append(p.stems, s)
	}
	return nil
}

// readVocabulary reads the vocabulary that is part of the program.
func readVocabulary() (*vocabulary, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(vocabularyFile))
	decoder.KnownFields(true)
	v := new(vocabulary)
	if err := decoder.Decode(v); err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	for _, list := range [][]string{v.Totals, v.Blank} {
		for i := range list {
			list[i] = wording.Alike(list[i])
		}
	}
	return v, nil
}

// words are the words of a header, folded. A name as programs write it,
// ballotsReceived or ballots_received, has two.
func words(header string) []string {
	var split strings.Builder
	lower := false
	for _, r := range header {
		if unicode.IsUpper(r) && lower {
			split.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		split.WriteRune(r)
	}
	return strings.FieldsFunc(wording.Alike(split.String()), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// matches compares a phrase with the words of a header: how many letters agree,
// 0 = not at all, and how many of the words are meant by it.
func (p phrase) matches(header []string) (letters, meant int) {
	used := make([]bool, len(header))
	for _, s := range p.stems {
		found := false
		for i, word := range header {
			if word == s.text || !s.whole && strings.HasPrefix(word, s.text) {
				found = true
				if !s.not {
					used[i] = true
				}
			}
		}
		if found == s.not {
			return 0, 0
		}
		if !s.not {
			letters += len([]rune(s.text))
		}
	}
	for _, is := range used {
		if is {
			meant++
		}
	}
	return letters, meant
}

// best is how well the best of several phrases matches, in letters. In full,
// they have to mean at least two thirds of the words.
func best(phrases []phrase, header []string, full bool) int {
	most := 0
	for _, p := range phrases {
		letters, meant := p.matches(header)
		if full && 3*meant < 2*len(header) {
			continue
		}
		most = max(most, letters)
	}
	return most
}

// line is the line of a protocol that a header names; nil for none.
func (v *vocabulary) line(header []string) *line {
	var found *line
	most := best(v.AgainstAll, header, false)
	for _, l := range v.Lines {
		if letters := best(l.Words, header, false); letters > most {
			found, most = l, letters
		}
	}
	return found
}

// byCode is a line by its code.
func (v *vocabulary) byCode(code string) *line {
	for _, l := range v.Lines {
		if l.Code == code {
			return l
		}
	}
	return nil
}

// A meaning is what the name of a column says that is no line of a protocol.
type meaning struct {
	place    string // a level
	field    string
	way      string // code or name; empty = not said
	language string // ky or ru; empty = not said
}

// meaning reads a header apart from the lines of protocols.
func (v *vocabulary) meaning(header []string) meaning {
	var m meaning
	var rest []string
	for _, word := range header {
		one := []string{word}
		switch way, language := keyOf(v.Ways, one), keyOf(v.Languages, one); {
		case way != "" && m.way == "":
			m.way = way
		case language != "" && m.language == "":
			m.language = language
		default:
			rest = append(rest, word)
		}
	}
	if len(rest) == 0 {
		return m
	}
	most := 0
	for _, p := range v.Places {
		if letters := best(p.Words, rest, true); letters > most {
			m.place, most = p.Level, letters
		}
	}
	for _, f := range v.Fields {
		if letters := best(f.Words, rest, true); letters > most {
			m.place, m.field, most = "", f.Field, letters
		}
	}
	if most == 0 {
		return meaning{}
	}
	return m
}

// keyOf is the key whose phrases match best; in the order of the alphabet where
// several do alike.
func keyOf(phrases map[string][]phrase, header []string) string {
	found, most := "", 0
	for _, key := range sortedKeys(phrases) {
		if letters := best(phrases[key], header, false); letters > most {
			found, most = key, letters
		}
	}
	return found
}

// part is the part of a contest that a header names; empty for none.
func (v *vocabulary) part(header []string) string { return keyOf(v.Parts, header) }

// total is how the text of a cell begins that marks a row of sums, as a glob;
// empty where it does not.
func (v *vocabulary) total(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	folded := strings.TrimRight(wording.Alike(first), ":.,")
	for _, word := range v.Totals {
		if folded == word {
			return strings.TrimRight(first, ":.,") + "*"
		}
	}
	return ""
}
