package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"achyk/generator/checks"
	"achyk/generator/finding"
	"achyk/generator/wording"
)

// A side is one page beside its document.
type side struct {
	*publication
	w    *wording.Language
	path string // of both, without extension
	main *html.Node
	raw  []byte
	doc  map[string]any
	said *facts
}

// side reads a page and its document.
func (p *publication) side(tb testing.TB, lang, of string) *side {
	tb.Helper()
	s := &side{publication: p, w: p.catalogue.Language(lang), path: of, raw: p.read(tb, "api/"+of+".json")}
	decoder := json.NewDecoder(bytes.NewReader(s.raw))
	decoder.UseNumber()
	if err := decoder.Decode(&s.doc); err != nil {
		tb.Fatalf("%s: %v", of, err)
	}
	document, err := html.Parse(bytes.NewReader(p.read(tb, lang+"/"+of+".html")))
	if err != nil {
		tb.Fatal(err)
	}
	s.said = s.gather()
	if s.main = first(document, func(n *html.Node) bool { return n.DataAtom == atom.Main }); s.main == nil {
		tb.Fatalf("%s has no main element", of)
	}
	return s
}

// first finds the first element that answers to something.
func first(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for child := range n.ChildNodes() {
		if found := first(child, is); found != nil {
			return found
		}
	}
	return nil
}

// all finds the elements that answer to something, in the order of the page.
func all(n *html.Node, is func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			found = append(found, d)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(n, "class")), class)
}

// facts is what a document says, made ready for looking at a page.
type facts struct {
	numbers  map[string]bool // figures and percents, as plain decimals
	written  map[string]bool // texts, times and sentences with a digit, as the page writes them
	ordinals map[string]bool // strings of digits: numbers of lines and precincts
	told     map[string]bool // sentences that must be on the page, because numbers of theirs are
	longest  []string        // what is written, the longest first
}

var (
	dateTime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT`)
	dayOnly  = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	digits   = regexp.MustCompile(`^\d+$`)
)

// gather walks through a document.
func (s *side) gather() *facts {
	f := &facts{
		numbers: make(map[string]bool), written: make(map[string]bool), ordinals: make(map[string]bool), told: make(map[string]bool),
	}
	s.walk(f, "", s.doc)
	f.longest = longestFirst(f.written)
	return f
}

func (s *side) walk(f *facts, key string, value any) {
	switch v := value.(type) {
	case map[string]any:
		if code, is := v["code"].(string); is && v["facts"] != nil {
			s.finding(f, code, v)
		}
		if sentence := s.arithmetic(v); sentence != "" {
			f.told[sentence] = true
		}
		if file, is := v["file"].(string); is {
			f.written[s.cell(file, v)] = true
		}
		if n, is := v["number"].(string); is && v["level"] != nil {
			f.written[s.w.Text("precinct.number", "number", n)] = true
		}
		if gaps, is := v["gaps"].([]any); is {
			f.written[s.w.Text("page.gaps", "n", len(gaps))] = true
		}
		if columns, is := v["columns"].([]any); is && v["sha256"] != nil {
			f.written[s.w.Plural("data.columns", int64(len(columns)))] = true
		}
		for name, of := range v {
			if name != "facts" {
				s.walk(f, name, of)
			}
		}
	case []any:
		for _, of := range v {
			s.walk(f, key, of)
		}
	case json.Number:
		switch key {
		case "width", "height": // of pictures, which nobody reads
			return
		case "bytes": // printed in other units
			n, _ := v.Int64()
			f.written[size(s.w, n)] = true
			return
		}
		f.numbers[v.String()] = true
	case string:
		s.write(f, key, v)
	}
}

// write notes how a page writes a string.
func (s *side) write(f *facts, key, v string) {
	switch {
	case key == "percent":
		f.numbers[v] = true
	case key == "sha256": // whole, or as it begins
		f.written[v], f.written[v[:8]+"…"] = true, true
	case dateTime.MatchString(v):
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			f.written[s.w.Time(t)] = true
			f.written[s.w.Date(wording.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})] = true
		}
	case dayOnly.MatchString(v):
		if d, err := wording.ParseDate(v); err == nil {
			f.written[s.w.Date(d)], f.written[s.w.ShortDate(d)] = true, true
		}
	case key == "checksums":
		f.written[path.Base(v)] = true
	case digits.MatchString(v):
		f.ordinals[v] = true
		switch key {
		case "step":
			f.written[s.w.Text("records.step", "step", v)] = true
		case "id":
			f.written[s.w.Text("records.complaint", "id", v)] = true
		}
	case strings.ContainsAny(v, "0123456789"):
		f.written[v], f.written[capitalised(v)] = true, true
	}
}

// finding notes the sentence of a finding, which has numbers of its own.
func (s *side) finding(f *facts, code string, v map[string]any) {
	record, _ := v["record"].(string)
	told := finding.Finding{Code: finding.Code(code), Record: record}
	for name, of := range v["facts"].(map[string]any) {
		switch fact := of.(type) {
		case json.Number:
			of, _ = fact.Int64()
		case string:
			if name == "problem" { // worded by the other facts
				continue
			}
		}
		told = told.With(name, of)
	}
	if term, is := v["facts"].(map[string]any)["problem"].(string); is {
		told = told.With("problem", finding.Term(term))
	}
	sentence := told.Say(s.w.Text, "what")
	f.told[sentence], f.written[sentence], f.written[capitalised(sentence)] = true, true, true
}

// arithmetic is a comparison with its figures worked out, as pages write it;
// empty for anything else, and for a comparison without figures.
func (s *side) arithmetic(v map[string]any) string {
	value := func(of map[string]any, key string) wording.Amount {
		n, is := of[key].(json.Number)
		if !is {
			return wording.Amount{}
		}
		count, _ := n.Int64()
		if of["state"] == "at_least" {
			return wording.AtLeastOf(count)
		}
		return wording.Exactly(count)
	}
	figures := false
	pieces := func(key string) []checks.Token {
		var all []checks.Token
		of, _ := v[key].([]any)
		for _, one := range of {
			token := one.(map[string]any)
			figures = figures || token["state"] != nil
			all = append(all, checks.Token{
				Kind: checks.TokenKind(token["kind"].(string)), Text: token["text"].(string),
				Value: value(token, "value"), Absent: token["state"] == "not_on_form",
			})
		}
		return all
	}
	sign, _ := v["sign"].(string)
	statement := checks.Statement{
		Left: pieces("left"), Sign: sign, Right: pieces("right"),
		LeftValue: value(v, "left_value"), RightValue: value(v, "right_value"),
	}
	if !figures {
		return ""
	}
	statement.Holds, _ = v["holds"].(bool)
	return statement.Figures(s.w)
}

// cell is where something was read, as pages tell it.
func (s *side) cell(file string, v map[string]any) string {
	of := func(key string) string { text, _ := v[key].(string); return text }
	key := "findings.place_file"
	switch {
	case of("column") != "":
		key = "findings.place_cell"
	case of("row") != "" && path.Ext(file) == ".yaml":
		key = "findings.place_line"
	case of("row") != "":
		key = "findings.place_row"
	}
	if of("sheet") != "" {
		key += "_sheet"
	}
	return s.w.Text(key, "file", file, "row", of("row"), "column", of("column"), "sheet", of("sheet"))
}

// size is a number of bytes as the page of the data writes it.
func size(w *wording.Language, bytes int64) string {
	switch {
	case bytes < 1<<10:
		return w.Text("data.bytes", "n", bytes)
	case bytes < 10<<20:
		return w.Text("data.kilobytes", "n", (bytes+1<<10-1)>>10)
	}
	return w.Text("data.megabytes", "n", (bytes+1<<20-1)>>20)
}

// number is a figure as pages write it: thousands set apart, a decimal comma,
// and a sign close to it.
var number = regexp.MustCompile("[\u2212+]?(?:\\d{1,3}(?:\u00a0\\d{3})+|\\d+)(?:,\\d+)?")

// plain is a figure of a page as a document writes it.
func plain(token string) string {
	return strings.NewReplacer("\u00a0", "", ",", ".", "\u2212", "-", "+", "").Replace(token)
}

// compare tells where a page and its document do not say the same.
func (s *side) compare() []string {
	var problems []string
	f := s.said
	seen := make(map[string]bool)
	text := s.visible(s.main, seen)
	for sentence := range f.told {
		if !strings.Contains(text, sentence) && !strings.Contains(text, capitalised(sentence)) {
			problems = append(problems, fmt.Sprintf("the page does not say %q", sentence))
		}
	}
	text = without(text, f.longest)
	text = without(text, s.literals[s.w.Code()])
	for _, at := range number.FindAllStringIndex(text, -1) {
		token := text[at[0]:at[1]]
		n := plain(token)
		if seen[n] = true; !f.numbers[n] || inWord(text[:at[0]], text[at[1]:]) {
			problems = append(problems, fmt.Sprintf("the page prints %q, the document does not have it; near %q", token, excerpt(text, at[0])))
		}
	}
	for n := range f.numbers {
		if !seen[n] {
			problems = append(problems, "the document has "+n+", the page does not print it")
		}
	}
	problems = append(problems, s.compareRows()...)
	slices.Sort(problems)
	return problems
}

// inWord reports whether a number is a part of a word, as a code is.
func inWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(last) || unicode.IsLetter(next)
}

func excerpt(text string, at int) string {
	from, to := max(0, at-60), min(len(text), at+60)
	return strings.Join(strings.Fields(strings.ToValidUTF8(text[from:to], "")), " ")
}

// without takes texts out of another, where they stand alone: not within a
// longer number.
func without(text string, all []string) string {
	for _, one := range all {
		for from := 0; ; {
			at := strings.Index(text[from:], one)
			if at < 0 {
				break
			}
			at += from
			if partOfNumber(text[:at], one, text[at+len(one):]) {
				from = at + len(one)
				continue
			}
			text = text[:at] + "\n" + text[at+len(one):]
			from = at
		}
	}
	return text
}

// partOfNumber reports whether a text that begins or ends with a digit has more
// of the number around it.
func partOfNumber(before, text, after string) bool {
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	ends, begins := strings.TrimSuffix(before, "\u00a0"), strings.TrimPrefix(after, "\u00a0")
	left := digit(text[0]) && ends != "" && digit(ends[len(ends)-1])
	right := digit(text[len(text)-1]) && begins != "" && digit(begins[0])
	return left || right
}

// unread is a chance to break a line, commands for a terminal, options for a script, and
// drawings, which are compared with the tables beside them.
var unread = []string{"wbr", "pre", "script", "svg"}

// visible is what a reader sees of an element: a line for each element in it,
// without the names of the pages that links lead to, and without ordinals that
// the document has.
func (s *side) visible(n *html.Node, seen map[string]bool) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Type == html.ElementNode && slices.Contains(unread, n.Data) {
		return ""
	}
	var b strings.Builder
	for child := range n.ChildNodes() {
		b.WriteString(s.visible(child, seen))
	}
	text := b.String()
	switch {
	case n.Type != html.ElementNode:
		return text
	case n.DataAtom == atom.A:
		text = without(text, s.called(attribute(n, "href")))
	case n.DataAtom == atom.B && hasClass(n, "no") && s.said.ordinals[strings.TrimSpace(text)]:
		seen[strings.TrimSpace(text)] = true
		text = ""
	}
	return "\n" + text + "\n"
}

// called is what the page that a link leads to is called: its number and its
// name, as its own document has them.
func (s *side) called(href string) []string {
	if href == "" || strings.Contains(href, ":") || strings.HasPrefix(href, "#") {
		return nil
	}
	target := path.Join(path.Dir(s.path), strings.TrimSuffix(href, ".html"))
	key := s.w.Code() + " " + target
	if names, known := s.names[key]; known {
		return names
	}
	set := make(map[string]bool)
	raw, err := os.ReadFile(filepath.Join(s.dir, "api", filepath.FromSlash(target)+".json"))
	if err == nil {
		var doc struct {
			Code, SHA256 string
			Name         map[string]string
			Commission   struct {
				Number string
				Name   map[string]string
			}
		}
		if err := json.Unmarshal(raw, &doc); err == nil {
			set[doc.Code], set[doc.Name[s.w.Code()]], set[doc.Commission.Name[s.w.Code()]] = true, true, true
			set[s.w.Text("precinct.number", "number", doc.Commission.Number)] = true
		}
	}
	delete(set, "")
	s.names[key] = longestFirst(set)
	return s.names[key]
}
