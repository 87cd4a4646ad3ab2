package intake

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"achyk/generator/election"
)

// written is a name of a file as a pattern has it: how an office would call the
// scan of a document.
func written(p *namePattern, d *election.Document, c *election.Commission, star string) string {
	var name strings.Builder
	for _, of := range p.pieces {
		switch {
		case of.star:
			name.WriteString(star)
		case of.field == "":
			name.WriteString(of.text)
		default:
			name.WriteString(word(p, of.field, d, c))
		}
	}
	return name.String()
}

func word(p *namePattern, f field, d *election.Document, c *election.Commission) string {
	switch f {
	case byCommission:
		return c.ID
	case byNumber:
		return c.Number
	case byContest:
		return d.Contest.ID
	case byPart:
		return d.Contest.Parts[d.Part].ID
	case bySeries:
		if d.Series == "" {
			return string(d.Kind.Usual())
		}
		return string(d.Series)
	case byVersion:
		return fmt.Sprintf("%02d", d.Version)
	case byPage:
		return fmt.Sprint(d.Page)
	}
	for word, kind := range p.kinds {
		if kind == d.Kind {
			return word
		}
	}
	return string(d.Kind)
}

// aPattern is a pattern of any fields in any order, with something between them.
func aPattern(r *rand.Rand) *namePattern {
	p := &namePattern{kinds: map[string]election.DocumentKind{"акт": election.ActUnused}}
	for i, f := range shuffled(r, fields)[:1+r.IntN(len(fields))] {
		if i > 0 {
			p.pieces = append(p.pieces, piece{text: []string{"/", "_", " – ", "__v"}[r.IntN(4)]})
		}
		p.pieces = append(p.pieces, piece{field: f})
	}
	if !p.has(byCommission) && !p.has(byNumber) {
		p.pieces = append(p.pieces, piece{text: "/"}, piece{field: byCommission})
	}
	if r.IntN(3) == 0 {
		p.pieces = append(p.pieces, piece{text: "!"}, piece{star: true})
	}
	return p
}

func shuffled[T any](r *rand.Rand, all []T) []T {
	all = slices.Clone(all)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// A document that is called as a pattern says is found again by its name.
func TestANameSaysWhatItWasMadeOf(t *testing.T) {
	e := only(read(t, papered))
	r := rand.New(rand.NewPCG(2027, 6))
	n := namesOf(e)
	for range 3000 {
		p := aPattern(r)
		c := e.Commissions[1+r.IntN(2)]
		k := e.Contests[r.IntN(2)]
		d := election.Document{
			Contest: k, Part: r.IntN(k.PartCount()), Kind: election.DocumentKinds[r.IntN(len(election.DocumentKinds))],
			Version: 1 + r.IntN(12), Page: 1 + r.IntN(12), Series: election.AllSeries[r.IntN(4)],
		}
		if d.Series == d.Kind.Usual() {
			d.Series = ""
		}
		// What the pattern does not have is the same for all its files.
		if !p.has(byContest) {
			p.constant.contest = k
		}
		if !p.has(byPart) && len(k.Parts) > 0 {
			p.constant.part = k.Parts[d.Part].ID
		}
		if p.has(byPart) && len(k.Parts) == 0 {
			continue // there is no part to write
		}
		if !p.has(bySeries) {
			p.constant.series = d.Series
		}
		if !p.has(byKind) {
			p.constant.kind = d.Kind
		}
		if !p.has(byVersion) {
			d.Version = 1
		}
		if !p.has(byPage) {
			d.Page = 0
		}
		name := written(p, &d, c, []string{"", "seen", "2027-1"}[r.IntN(3)])
		ends := p.readings(n, name+".jpg", "")
		var found []string
		for _, end := range ends {
			got, wrong, _, problem := end.key.document()
			if wrong != "" || problem != "" {
				t.Fatalf("%q: %s %s", name, wrong, problem)
			}
			found = append(found, got.Key(end.key.commission))
		}
		if !slices.Contains(found, d.Key(c)) || len(slices.Compact(found)) != 1 {
			t.Fatalf("%q is of %q, and was made of %q", name, found, d.Key(c))
		}
	}
}

// Whatever a pattern and a name hold, they are read without a panic, and in no
// time: a name has as many readings as it has, and not as its stars could have.
func FuzzNamePattern(f *testing.F) {
	for _, pattern := range []string{
		"{commission}/{kind}-{contest}-v{version}-p{page}", "*{number}*{page}*", "{", "}", "{commission", "{nobody}", "**", "{number}/*/*",
		strings.Repeat("*", 60) + "{commission}", "scans/{commission}.jpg",
	} {
		f.Add(pattern, "p-1/prot-head-v1-p1.jpg")
		f.Add(pattern, "07-113/1/1")
		f.Add(pattern, strings.Repeat("p-1", 60))
	}
	n := namesOf(only(read(f, papered)))
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if len(pattern) > 200 || len(name) > 300 {
			return
		}
		pieces, wrong := parsePattern(pattern)
		if wrong != "" {
			if !strings.Contains(pattern, wrong) {
				t.Errorf("%q is not in %q", wrong, pattern)
			}
			return
		}
		p := &namePattern{pieces: pieces, constant: paperKey{kind: election.Minutes}}
		if !p.has(byCommission) && !p.has(byNumber) {
			return
		}
		for _, end := range p.readings(n, name, "") {
			if end.key.commission == nil {
				t.Errorf("%q: a document of nobody in %q", pattern, name)
			}
			end.key.document()
		}
		for _, open := range words {
			for _, end := range p.readings(n, name, open) {
				if end.unknown == "" || !strings.Contains(name, end.unknown) {
					t.Errorf("%q: %q is unknown in %q", pattern, end.unknown, name)
				}
			}
		}
	})
}

func TestAPatternIsAsLongAsItsName(t *testing.T) {
	n := namesOf(only(read(t, papered)))
	for _, test := range []struct {
		pattern, name string
		want          int // readings
	}{
		{"{commission}", "p-1.jpg", 1},
		{"{commission}", "p-1", 1},
		{"{commission}", "p-1/1.jpg", 0},
		{"{commission}", "x/p-1.jpg", 0},
		{"*/{commission}", "x/p-1.jpg", 1},
		{"{commission}*", "p-1-1.jpg", 2}, // of two commissions
		{"{commission}-{version}", "p-1-1.jpg", 1},
		{"{commission}/*{page}", "p-1/scan0012.jpg", 1},
		{"{commission}/{page}", "p-1/10001.jpg", 0},
		{"{commission}/{commission}-{page}", "p-1/p-1-2.jpg", 1},
		{"{commission}/{commission}-{page}", "p-1/p-1-1-2.jpg", 0}, // of another
		{"{number}/{commission}", "07-113/p-1.jpg", 1},
		{"{number}/{commission}", "07-114/p-1.jpg", 0},
		{"{commission}/a.b", "p-1/a.b.jpg", 1},
	} {
		pieces, wrong := parsePattern(test.pattern)
		if wrong != "" {
			t.Errorf("%s: %s", test.pattern, wrong)
		}
		p := &namePattern{pieces: pieces}
		if got := p.readings(n, test.name, ""); len(got) != test.want {
			t.Errorf("%s has %d readings by %s, not %d", test.name, len(got), test.pattern, test.want)
		}
	}
}
