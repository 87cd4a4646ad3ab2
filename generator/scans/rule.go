package scans

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
	"slices"

	"achyk/generator/election"
)

// A rule is what is to be made of a file: as much as is published of its kind, and
// which page of the document the file begins with, where anything is blanked.
type rule struct {
	Publish election.Disclosure `json:"publish"`
	Blank   []election.Region   `json:"blank,omitempty"`
	Page    int                 `json:"page,omitempty"` // from 1; 0 = the file is the whole document
}

func ruleOf(d election.DocumentRule, page int) rule {
	r := rule{Publish: d.Publish, Blank: d.Blank}
	if len(r.Blank) > 0 {
		r.Page = page
	}
	return r
}

func (r rule) equal(other rule) bool {
	return r.Publish == other.Publish && r.Page == other.Page && slices.Equal(r.Blank, other.Blank)
}

// blanks are the regions of one of the pages of a file, from 1. A file of several
// pages that is named as one page of a document may begin with that page or hold
// the whole document: it is blanked for both.
func (r rule) blanks(number, of int) []election.Region {
	var regions []election.Region
	for _, region := range r.Blank {
		whole := region.Page == number && (r.Page == 0 || of > 1)
		if whole || r.Page > 0 && region.Page == r.Page+number-1 {
			regions = append(regions, region)
		}
	}
	return regions
}

// recipe changes whenever the same file would become other pictures: by our code,
// by the standard library's, or by that of the decoders.
const recipe = "1"

// decoders are the modules whose versions are part of the recipe.
var decoders = []string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", "golang.org/x/image"}

// makers says by what pictures are made.
var makers = func() []string {
	all := []string{recipe, runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return all
	}
	for _, m := range info.Deps {
		if slices.Contains(decoders, m.Path) {
			all = append(all, m.Path+" "+m.Version)
		}
	}
	return all
}()

// key names the outcome of the bytes of a file under a rule.
func (r rule) key(received string) string {
	text, err := json.Marshal(struct {
		Received string   `json:"received"`
		Rule     rule     `json:"rule"`
		Makers   []string `json:"makers"`
	}{received, r, makers})
	if err != nil {
		panic("scans: a rule that JSON cannot hold: " + err.Error()) // it is texts and numbers
	}
	return digest(text)
}
