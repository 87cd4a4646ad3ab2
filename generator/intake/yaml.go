package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// A document is a configuration file with the places of its values, so that a
// finding about a value can name its line.
type document struct {
	file *source.File
	root *yaml.Node
}

// at is the cell of a value, by its keys and indexes; of the nearest value
// above it where it is not there.
func (d *document) at(path ...any) source.Cell {
	if d == nil {
		return source.Cell{}
	}
	if d.root == nil {
		return source.Cell{File: d.file}
	}
	node := d.root
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	for _, step := range path {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	return source.Cell{File: d.file, Row: int32(node.Line), Column: 0}
}

func child(node *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case int:
		if node.Kind == yaml.SequenceNode && step < len(node.Content) {
			return node.Content[step]
		}
	case string:
		if node.Kind != yaml.MappingNode {
			return nil
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1]
			}
		}
	}
	return nil
}

// lineOf takes the line out of what the parser says: "line 12: …".
var lineOf = regexp.MustCompile(`line (\d+): (.*)`)

// unknownKey is how the parser names a key that the configuration does not have.
var unknownKey = regexp.MustCompile(`^field (.+) not found in type `)

// readYAML reads a configuration strictly into target. Everything wrong with
// it is a finding; an error is the program's.
func readYAML(path, name string, code finding.Code, target any) (*document, []finding.Finding, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	sum := sha256.Sum256(raw)
	doc := &document{file: &source.File{Path: name, SHA256: hex.EncodeToString(sum[:])}}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil && !errors.Is(err, io.EOF) {
		return nil, doc.problems(code, err), nil
	}
	var node yaml.Node
	if err := yaml.Unmarshal(raw, &node); err != nil {
		return nil, doc.problems(code, err), nil
	}
	if node.Kind != 0 {
		doc.root = &node
	}
	return doc, nil, nil
}

// problems turns what the parser says into findings, one a line.
func (d *document) problems(code finding.Code, err error) []finding.Finding {
	messages := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var found []finding.Finding
	for _, message := range messages {
		at := source.Cell{File: d.file}
		if m := lineOf.FindStringSubmatch(message); m != nil {
			if line, err := strconv.ParseInt(m[1], 10, 32); err == nil {
				at.Row = int32(line)
			}
			message = m[2]
		}
		if m := unknownKey.FindStringSubmatch(message); m != nil {
			found = append(found, finding.Finding{Code: finding.ConfigKey, At: at}.With("key", m[1]))
			continue
		}
		message, _, _ = strings.Cut(message, " into ") // a type of the program
		found = append(found, finding.Finding{Code: code, At: at}.With("problem", message))
	}
	return found
}
