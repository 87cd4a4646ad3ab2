package intake

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// documentsFile is what election.yaml says of papers.
type documentsFile struct {
	Names    []patternFile                              `yaml:"names"`
	Complete []completeFile                             `yaml:"complete"`
	Publish  map[election.DocumentKind]documentRuleFile `yaml:"publish"`
}

type patternFile struct {
	Pattern string                           `yaml:"pattern"`
	Contest string                           `yaml:"contest"`
	Part    string                           `yaml:"part"`
	Series  election.Series                  `yaml:"series"`
	Kind    election.DocumentKind            `yaml:"kind"`
	Kinds   map[string]election.DocumentKind `yaml:"kinds"`
}

type completeFile struct {
	Kind    election.DocumentKind `yaml:"kind"`
	Beneath []string              `yaml:"beneath"`
}

type documentRuleFile struct {
	As    election.Disclosure `yaml:"as"`
	Blank []blankFile         `yaml:"blank"`
}

// blankFile is a rectangle. Its fractions are read as they are written, so that
// they are exact.
type blankFile struct {
	Page   int    `yaml:"page"`
	Left   string `yaml:"left"`
	Top    string `yaml:"top"`
	Width  string `yaml:"width"`
	Height string `yaml:"height"`
}

// patternsOf reads how the files of scans are called.
func (r *reader) patternsOf() {
	for i, f := range r.file.Documents.Names {
		before := len(r.findings)
		p := &namePattern{kinds: f.Kinds, constant: paperKey{part: f.Part, series: f.Series, kind: f.Kind}}
		r.pattern(p, i, f.Pattern)
		for _, constant := range []struct {
			field field
			value string
			known []string // nil = told apart below
		}{
			{byContest, f.Contest, nil}, {byPart, f.Part, nil},
			{bySeries, string(f.Series), spelt(election.AllSeries)}, {byKind, string(f.Kind), spelt(election.DocumentKinds)},
		} {
			switch {
			case constant.value == "":
			case p.has(constant.field):
				r.unfit(constant.value, finding.SaidTwice, "documents", "names", i, string(constant.field))
			case constant.known != nil && !slices.Contains(constant.known, constant.value):
				r.noneOf(constant.value, constant.known, "documents", "names", i, string(constant.field))
			}
		}
		r.patternKinds(p, i, f)
		r.patternContest(p, i, f)
		if len(r.findings) == before {
			r.patterns = append(r.patterns, p)
		}
	}
}

// patternKinds reads the words that stand for kinds of documents.
func (r *reader) patternKinds(p *namePattern, i int, f patternFile) {
	if f.Kind == "" && !p.has(byKind) {
		r.unfit("", finding.KeyNeeded, "documents", "names", i, "kind")
	}
	for _, word := range slices.Sorted(maps.Keys(f.Kinds)) {
		switch kind := f.Kinds[word]; {
		case word == "" || strings.Contains(word, "/"):
			r.meaningless(word, "documents", "names", i, "kinds")
		case !slices.Contains(election.DocumentKinds, kind):
			r.noneOf(string(kind), spelt(election.DocumentKinds), "documents", "names", i, "kinds", word)
		case !p.has(byKind):
			r.unfit(word, finding.WordUnused, "documents", "names", i, "kinds")
		}
	}
}

// pattern reads the pattern itself. It has to say whose paper a file is.
func (r *reader) pattern(p *namePattern, i int, text string) {
	at := []any{"documents", "names", i, "pattern"}
	pieces, wrong := parsePattern(text)
	p.pieces = pieces
	below := strings.TrimPrefix(text, scans+"/")
	switch ext := path.Ext(below); strings.ToLower(ext) {
	case ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf":
		below = strings.TrimSuffix(below, ext)
	}
	switch {
	case wrong != "":
		known := make([]string, len(fields))
		for i, f := range fields {
			known[i] = "{" + string(f) + "}"
		}
		r.noneOf(wrong, append(known, "*"), at...)
	case below != text:
		r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at(at...)}.
			With("key", "pattern").With("value", text).With("meant", below))
	case !p.has(byCommission) && !p.has(byNumber):
		r.unfit(text, finding.PlaceWanted, at...)
	case adjoin(pieces):
		r.unfit(text, finding.FieldsAdjoin, at...)
	}
}

// adjoin reports whether two fields stand side by side: nobody could tell where
// one ends.
func adjoin(pieces []piece) bool {
	for i := 1; i < len(pieces); i++ {
		if pieces[i].field != "" && pieces[i-1].field != "" {
			return true
		}
	}
	return false
}

// patternContest reads the contest that all files of a pattern are about, and its
// part.
func (r *reader) patternContest(p *namePattern, i int, f patternFile) {
	part := f.Part != "" || p.has(byPart)
	if f.Contest == "" {
		if part && !p.has(byContest) {
			r.unfit("", finding.KeyNeeded, "documents", "names", i, "contest")
		}
	} else if p.constant.contest = r.election.Contest(f.Contest); p.constant.contest == nil {
		r.noneOf(f.Contest, r.contestIDs(), "documents", "names", i, "contest")
		return
	}
	among := r.election.Contests
	if k := p.constant.contest; k != nil {
		among = []*election.Contest{k}
		if len(k.Parts) > 0 && !part {
			r.unfit("", finding.KeyNeeded, "documents", "names", i, "part")
		}
	}
	if f.Part != "" && !slices.ContainsFunc(among, func(k *election.Contest) bool { return k.PartIndex(f.Part) >= 0 }) {
		r.meaningless(f.Part, "documents", "names", i, "part")
	}
}

func (r *reader) contestIDs() []string {
	ids := make([]string, len(r.election.Contests))
	for i, k := range r.election.Contests {
		ids[i] = k.ID
	}
	return ids
}

// expected are the kinds of paper that can be said to be complete: those of
// protocols, because a protocol says which of them there are.
var expected = []election.DocumentKind{election.ProtocolPaper, election.DeviceReport}

// expect reads which kinds of paper are all to be there, and complete where.
func (r *reader) expect() {
	for i, f := range r.file.Documents.Complete {
		if !slices.Contains(expected, f.Kind) {
			r.noneOf(string(f.Kind), spelt(expected), "documents", "complete", i, "kind")
		}
		if f.Beneath != nil && len(f.Beneath) == 0 {
			r.meaningless("", "documents", "complete", i, "beneath")
		}
	}
}

func (r *reader) complete() error {
	for i, f := range r.file.Documents.Complete {
		if f.Beneath == nil && r.election.Root != nil {
			r.election.Complete = append(r.election.Complete, election.Completeness{Kind: f.Kind, Beneath: r.election.Root})
		}
		for j, id := range f.Beneath {
			c := r.election.Commission(id)
			if c == nil {
				r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at("documents", "complete", i, "beneath", j)}.
					With("key", "beneath").With("value", clip(id)))
				continue
			}
			r.election.Complete = append(r.election.Complete, election.Completeness{Kind: f.Kind, Beneath: c})
		}
	}
	return nil
}

// publish reads how much of each kind of paper may be published.
func (r *reader) publish() {
	for _, kind := range slices.Sorted(maps.Keys(r.file.Documents.Publish)) {
		f := r.file.Documents.Publish[kind]
		at := func(path ...any) []any { return append([]any{"documents", "publish", string(kind)}, path...) }
		switch {
		case !slices.Contains(election.DocumentKinds, kind):
			r.report(finding.Finding{Code: finding.ElectionValue, At: r.document.at(at()...)}.
				With("key", "publish").With("value", clip(string(kind))).With("known", strings.Join(spelt(election.DocumentKinds), " ")))
			continue
		case !slices.Contains(election.Disclosures, f.As):
			r.noneOf(string(f.As), spelt(election.Disclosures), at("as")...)
			continue
		case kind == election.ParticipationList && f.As != election.DiscloseDigest:
			r.unfit(string(f.As), finding.DigestOnly, at("as")...)
			continue
		case len(f.Blank) > 0 && f.As != election.DisclosePages:
			r.unfit(string(f.As), finding.PagesWanted, at("as")...)
			continue
		}
		rule := election.DocumentRule{Publish: f.As}
		for i, b := range f.Blank {
			texts := map[string]string{"left": b.Left, "top": b.Top, "width": b.Width, "height": b.Height}
			region, wrong, known := rectangle(func(side string) string { return texts[side] })
			switch {
			case b.Page < 1 || b.Page > mostOrdinal:
				r.noneOf(strconv.Itoa(b.Page), []string{"1, 2, 3, …"}, at("blank", i, "page")...)
			case wrong != "":
				r.noneOf(texts[wrong], []string{known}, at("blank", i, wrong)...)
			}
			region.Page = b.Page
			rule.Blank = append(rule.Blank, region)
		}
		if r.election.DocumentRules == nil {
			r.election.DocumentRules = make(map[election.DocumentKind]election.DocumentRule)
		}
		r.election.DocumentRules[kind] = rule
	}
}
