package wording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/feature/plural"
)

// readFolder reads every file of the language into its one key space.
func (l *Language) readFolder(fsys fs.FS) error {
	entries, err := fs.ReadDir(fsys, l.code)
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	for _, entry := range entries {
		name := path.Join(l.code, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") {
			continue // what editors leave while a file is open
		}
		if path.Ext(name) != ".yaml" {
			return fmt.Errorf("%s is not a .yaml file", name)
		}
		if err := l.readFile(fsys, name); err != nil {
			return err
		}
	}
	return nil
}

func (l *Language) readFile(fsys fs.FS, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	// Nodes rather than values: a decoded map has forgotten the lines, and has
	// already turned an unquoted 10 or true into something else.
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, another yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil // an empty file, or only comments
	} else if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := decoder.Decode(&another); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: a second YAML document; one file is one map of texts", name)
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		return fmt.Errorf("%s:%d: not a map of texts", name, root.Line)
	}
	return l.readMap(name, "", root)
}

// readMap reads a map of texts and maps; all its problems are told at once.
func (l *Language) readMap(file, prefix string, node *yaml.Node) error {
	var problems []error
	lines := map[string]int{}
	for i := 0; i < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		at := fmt.Sprintf("%s:%d", file, name.Line)
		if name.Kind != yaml.ScalarNode || name.ShortTag() != "!!str" || name.Value == "" {
			problems = append(problems, fmt.Errorf("%s: the key %q under %q is not a text; put it in quotes", at, name.Value, prefix))
			continue
		}
		key := strings.TrimPrefix(prefix+"."+name.Value, ".")
		if line, twice := lines[name.Value]; twice {
			problems = append(problems, fmt.Errorf("%s: %s is already at line %d", at, key, line))
			continue
		}
		lines[name.Value] = name.Line
		problems = append(problems, l.readValue(file, at, key, value))
	}
	return errors.Join(problems...)
}

func (l *Language) readValue(file, at, key string, value *yaml.Node) error {
	switch {
	case value.Kind == yaml.MappingNode && len(value.Content) == 0:
		return fmt.Errorf("%s: %s is empty", at, key)
	case value.Kind == yaml.MappingNode && isPlural(value):
		return l.readForms(file, at, key, value)
	case value.Kind == yaml.MappingNode:
		return l.readMap(file, key, value)
	}
	m, err := readMessage(at, key, value)
	if err != nil {
		return err
	}
	if err := l.unused(at, key); err != nil {
		return err
	}
	l.texts[key] = m
	return nil
}

func readMessage(at, key string, value *yaml.Node) (message, error) {
	if value.Kind != yaml.ScalarNode || value.ShortTag() != "!!str" {
		return message{}, fmt.Errorf("%s: %s is not a text: lists and aliases are none, numbers and words such as true need quotes", at, key)
	}
	return compile(value.Value, at)
}

// unused is an error where another place has the key already.
func (l *Language) unused(at, key string) error {
	if m, ok := l.texts[key]; ok {
		return fmt.Errorf("%s: %s is already at %s", at, key, m.at)
	}
	if f, ok := l.plurals[key]; ok {
		return fmt.Errorf("%s: %s is already at %s", at, key, f.at)
	}
	return nil
}

// isPlural reports whether a map holds plural forms: all its keys are names of
// such, and none leads to a further map.
func isPlural(node *yaml.Node) bool {
	for i := 0; i < len(node.Content); i += 2 {
		_, ok := formNamed(node.Content[i].Value)
		if !ok || node.Content[i+1].Kind == yaml.MappingNode {
			return false
		}
	}
	return true
}

func formNamed(name string) (plural.Form, bool) {
	for form, formName := range pluralNames {
		if formName == name {
			return form, true
		}
	}
	return 0, false
}

// readForms reads the plural forms of a text: all that the language has, and no
// others, so that no number finds a hole and no form is written in vain.
func (l *Language) readForms(file, at, key string, node *yaml.Node) error {
	if err := l.unused(at, key); err != nil {
		return err
	}
	f := &forms{at: at}
	wanted := l.pluralForms()
	for i := 0; i < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		at, key := fmt.Sprintf("%s:%d", file, name.Line), key+"."+name.Value
		form, _ := formNamed(name.Value)
		if !slices.Contains(wanted, form) {
			return fmt.Errorf("%s: %s: the language %s has no such plural form", at, key, l.code)
		}
		if line := f.messages[form].at; line != "" {
			return fmt.Errorf("%s: %s is already at %s", at, key, line)
		}
		m, err := readMessage(at, key, value)
		if err != nil {
			return err
		}
		f.messages[form] = m
	}
	for _, form := range wanted {
		if f.messages[form].at == "" {
			return fmt.Errorf("%s: %s lacks the plural form %s", at, key, pluralNames[form])
		}
	}
	l.plurals[key] = f
	return nil
}
