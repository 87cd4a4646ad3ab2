// Package finding holds what is wrong with the data, as values: collected, not
// thrown, shown all at once. A finding names the code of the rule, the record,
// every cell involved, and the facts its sentence needs; the sentence itself
// lies in the catalogues, in the language of whoever reads it.
//
// An error of the program (a full disk, a missing key) is never a finding, and
// a finding is never an error.
package finding

import (
	"cmp"
	"slices"
	"time"

	"achyk/generator/source"
)

// An Effect is what a finding does to the publication.
type Effect string

const (
	// Stop leaves the output untouched: the command exits 1.
	Stop Effect = "stop"
	// Hold withholds one record and lists it publicly; the rest is published.
	Hold Effect = "hold"
	// Flag publishes the record with the note beside it.
	Flag Effect = "flag"
)

// A Finding is one problem in the data.
type Finding struct {
	Code       Code
	Folder     string // the election's folder; empty for what belongs to the whole site
	Record     string // the key of the record, as in the data: "p-9001 president manual 1"
	Commission string // the commission it belongs to, where one is known
	Contest    string
	At         source.Cell
	Also       []source.Cell // the cells it disagrees with
	Args       []Arg
	Received   time.Time // when the record had come; zero = not known, or of no record
	Private    bool      // what it quotes may be about a handful of people: no site shows it
	Waiver     string    // why and by whom it was waived; empty if it was not
	Waived     time.Time // when it was
}

// An Arg is one fact of the sentence: {name} in the catalogue.
type Arg struct {
	Name  string
	Value any // string, int or int64
}

// OfCheck begins a finding of a check that election.yaml states, by its code.
func OfCheck(code string) Finding { return Finding{Code: Code(code)} }

// With adds a fact and returns the finding, so that one reads as a sentence.
func (f Finding) With(name string, value any) Finding {
	f.Args = append(slices.Clip(f.Args), Arg{name, value})
	return f
}

// Effect is what the finding does. A waived stop is published with its waiver,
// as a flag.
func (f Finding) Effect() Effect {
	effect := f.Code.Effect()
	if effect == Stop && (f.Waiver != "" || !f.Waived.IsZero()) {
		return Flag
	}
	return effect
}

// Pairs are the facts as the catalogue wants them: name, value, name, value.
func (f Finding) Pairs() []any {
	pairs := make([]any, 0, 2*len(f.Args))
	for _, a := range f.Args {
		pairs = append(pairs, a.Name, a.Value)
	}
	return pairs
}

// Sort puts findings in the order they are shown: by folder, file, row and
// column, then by code and record. The order does not depend on who found what first.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), source.Compare(a.At, b.At), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Record, b.Record))
	})
}

// Stops counts the findings that stop the publication.
func Stops(fs []Finding) int { return Count(fs, Stop) }

// Count counts the findings with one effect.
func Count(fs []Finding, e Effect) int {
	n := 0
	for _, f := range fs {
		if f.Effect() == e {
			n++
		}
	}
	return n
}
