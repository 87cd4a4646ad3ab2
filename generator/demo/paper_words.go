package demo

import (
	"fmt"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"achyk/generator/wording"
)

// papersFile has what is printed on papers.
const papersFile = "papers.csv"

// A printedLine is a line of a form as it is printed.
type printedLine struct {
	number string
	name   wording.Text
}

// prints is everything that is printed on papers.
type prints struct {
	texts    []phrase
	contest  wording.Text
	lines    map[string]printedLine // by code; all forms word a line alike
	election string                 // what election.yaml says of papers
}

// readPrints reads the texts of papers, and the lines of forms from the election's
// own description, so that paper and page say the same.
func readPrints() (*prints, error) {
	p := &prints{lines: make(map[string]printedLine)}
	t, err := openTable(papersFile)
	if err != nil {
		return nil, err
	}
	for t.next() {
		p.texts = append(p.texts, phrase{t.text("text"), wording.Text{Ky: t.text("ky"), Ru: t.text("ru")}})
	}
	if t.err != nil {
		return nil, t.err
	}
	data, err := invented.ReadFile("invented/" + electionFile)
	if err != nil {
		return nil, err
	}
	type words struct{ Ky, Ru string }
	var e struct {
		Forms []struct {
			Lines []struct {
				Code, Number string
				Name         words
			}
		}
		Contests []struct{ Name words }
	}
	if err := yaml.Unmarshal(data, &e); err != nil {
		return nil, fmt.Errorf("read %s: %w", electionFile, err)
	}
	for _, form := range e.Forms {
		for _, l := range form.Lines {
			if l.Name.Ky != "" {
				p.lines[l.Code] = printedLine{l.Number, wording.Text(l.Name)}
			}
		}
	}
	p.contest = wording.Text(e.Contests[0].Name)
	more, err := invented.ReadFile("invented/documents.yaml")
	p.election = string(more)
	return p, err
}

// text is a text of papers, with words in its placeholders.
func (p *prints) text(of string, words ...string) wording.Text {
	i := slices.IndexFunc(p.texts, func(x phrase) bool { return x.of == of })
	return fill(p.texts[i].Text, words, words)
}

// digitsOf is a number in so many boxes: blank, then digits.
func digitsOf(n int64, boxes int) string {
	text := strconv.FormatInt(n, 10)
	for len(text) < boxes {
		text = " " + text
	}
	return text
}
