package templates

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// styleSheet is what is published as one: templates/hugo/partials/asset.html.
func styleSheet(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"colours.css", "site.css", "chart.css", "paper.css", "print.css"} {
		data, err := os.ReadFile(filepath.Join("..", "static", "css", name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

func gzipped(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestStyleSheetStaysSmall(t *testing.T) {
	if n := gzipped(t, styleSheet(t)); n > 10*1024 {
		t.Errorf("the style sheet is %d bytes compressed; the page budget has 10 KB for it", n)
	}
}

func TestPagesStaySmall(t *testing.T) {
	c := catalogue(t)
	for _, code := range []string{"ky", "ru"} {
		w := c.Language(code)
		if n := gzipped(t, render(t, Precinct(precinctSample(w)))); n > 6*1024 {
			t.Errorf("%s: a precinct's main part is %d bytes compressed, more than 6 KB", code, n)
		}
		if n := gzipped(t, render(t, Place(commissionSample(w)))); n > 20*1024 {
			t.Errorf("%s: a commission's main part is %d bytes compressed, more than 20 KB", code, n)
		}
	}
}

// A colour in linear light.
type light [3]float64

var property = regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6});`)

// themes reads the custom properties of the light and of the dark theme.
func themes(t *testing.T) map[string]map[string]light {
	t.Helper()
	css := styleSheet(t)
	bright, rest, ok := strings.Cut(css, "@media screen and (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("site.css has no dark theme")
	}
	dark, _, _ := strings.Cut(rest, ".c1 {")
	out := map[string]map[string]light{"light": {}, "dark": {}}
	for name, text := range map[string]string{"light": bright, "dark": dark} {
		for _, m := range property.FindAllStringSubmatch(text, -1) {
			out[name][m[1]] = parseColour(t, m[2])
		}
	}
	for name := range out["light"] {
		if _, ok := out["dark"][name]; !ok {
			t.Errorf("--%s has no dark value", name)
		}
	}
	return out
}

func parseColour(t *testing.T, hex string) light {
	t.Helper()
	var c light
	for i := range c {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return c
}

func contrast(a, b light) float64 {
	luminance := func(c light) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	pairs := []struct {
		text, ground string
		least        float64
	}{
		{"ink", "ground", 7}, {"ink", "paper", 7}, {"ink", "note-ground", 7}, {"ink", "seal-ground", 7},
		{"quiet", "ground", 4.5}, {"quiet", "paper", 4.5}, {"quiet", "note-ground", 4.5},
		{"link", "ground", 4.5}, {"link", "paper", 4.5}, {"link", "note-ground", 4.5}, {"link", "seal-ground", 4.5},
		{"seal", "ground", 4.5}, {"seal", "paper", 4.5}, {"seal", "seal-ground", 4.5},
		{"on-head", "head", 7},
		{"accent", "ground", 3}, {"accent", "paper", 3}, {"accent", "note-ground", 3},
		{"focus", "ground", 3}, {"focus", "paper", 3},
		{"p1", "track", 3}, {"q4", "ground", 3},
	}
	for theme, colours := range themes(t) {
		for _, p := range pairs {
			if got := contrast(colours[p.text], colours[p.ground]); got < p.least {
				t.Errorf("%s: %s on %s is %.2f:1, less than %.1f:1", theme, p.text, p.ground, got, p.least)
			}
		}
		for i := 1; i <= 12; i++ {
			for _, ground := range []string{"ground", "paper"} {
				if got := contrast(colours[fmt.Sprintf("c%d", i)], colours[ground]); got < 3 {
					t.Errorf("%s: the bar of position %d on %s is %.2f:1, less than 3:1", theme, i, ground, got)
				}
			}
		}
		for i := 1; i <= 5; i++ {
			for _, ground := range []string{"ground", "paper"} {
				if got := contrast(colours[fmt.Sprintf("s%d", i)], colours[ground]); got < 3 {
					t.Errorf("%s: series %d on %s is %.2f:1, less than 3:1", theme, i, ground, got)
				}
			}
		}
	}
}

// How the colours look without one kind of cone (Machado, Oliveira and
// Fernandes 2009, full severity, in linear light), and to everybody else.
var visions = map[string][3]light{
	"trichromat":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanope":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranope": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanope":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func seen(vision [3]light, c light) light {
	var out light
	for i, row := range vision {
		out[i] = max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2])
	}
	return out
}

// oklab is the colour in a space where distance is difference as people see it.
func oklab(c light) light {
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return light{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func distance(a, b light) float64 {
	return math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
}

// A just noticeable difference is about 0.02; lines of the ballot keep three
// of them apart for everybody.
func TestEveryoneTellsTheColoursOfSelectionsApart(t *testing.T) {
	for theme, colours := range themes(t) {
		for name, vision := range visions {
			for i := 1; i <= 12; i++ {
				for j := 1; j < i; j++ {
					a := oklab(seen(vision, colours[fmt.Sprintf("c%d", i)]))
					b := oklab(seen(vision, colours[fmt.Sprintf("c%d", j)]))
					if d := distance(a, b); d < 0.06 {
						t.Errorf("%s, %s: positions %d and %d differ by %.3f, less than 0.06", theme, name, i, j, d)
					}
				}
			}
		}
	}
}

// Series of one chart are apart for everybody, and a scale gets stronger from step to
// step: the more, the further from the ground.
func TestEveryoneReadsSeriesAndScales(t *testing.T) {
	for theme, colours := range themes(t) {
		for name, vision := range visions {
			see := func(name string) light { return seen(vision, colours[name]) }
			for i := 1; i <= 5; i++ {
				for j := 1; j < i; j++ {
					if d := distance(oklab(see(fmt.Sprint("s", i))), oklab(see(fmt.Sprint("s", j)))); d < 0.08 {
						t.Errorf("%s, %s: series %d and %d differ by %.3f, less than 0.08", theme, name, i, j, d)
					}
				}
				if i == 1 {
					continue
				}
				less, more := fmt.Sprint("q", i-1), fmt.Sprint("q", i)
				if d := distance(oklab(see(less)), oklab(see(more))); d < 0.08 {
					t.Errorf("%s, %s: %s and %s differ by %.3f, less than 0.08", theme, name, less, more, d)
				}
				if contrast(colours[more], colours["ground"]) <= contrast(colours[less], colours["ground"]) {
					t.Errorf("%s: %s is no stronger than %s", theme, more, less)
				}
			}
		}
	}
}

// The letters on a tile are black or white, by the colour beneath them.
func TestLettersOnTilesAreLegible(t *testing.T) {
	css := styleSheet(t)
	listed := func(rule string) map[string]bool {
		m := regexp.MustCompile(rule).FindStringSubmatch(css)
		if m == nil {
			t.Fatalf("no rule like %s", rule)
		}
		out := map[string]bool{}
		for name := range strings.SplitSeq(m[1], ", ") {
			out[strings.TrimPrefix(name, ".")] = true
		}
		return out
	}
	black, white := parseColour(t, "#000000"), parseColour(t, "#ffffff")
	letters := map[string]struct {
		usual, other light
		others       map[string]bool
	}{
		"light": {white, black, listed(`\.areas text:is\(([^)]*)\) \{ fill: #000; \}`)},
		"dark":  {black, white, listed(`\.areas text:is\(([^)]*)\) \{ fill: #fff; \}`)},
	}
	for theme, colours := range themes(t) {
		for name, colour := range colours {
			if !regexp.MustCompile(`^(c\d+|q\d)$`).MatchString(name) {
				continue
			}
			on := letters[theme].usual
			if letters[theme].others[name] {
				on = letters[theme].other
			}
			if got := contrast(on, colour); got < 4.5 {
				t.Errorf("%s: the letters on %s are %.2f:1, less than 4.5:1", theme, name, got)
			}
		}
	}
}

// Every class that a component writes has a rule, so that a renamed class does
// not lose its look unnoticed.
func TestStyleSheetKnowsTheClasses(t *testing.T) {
	css := styleSheet(t)
	c := catalogue(t)
	class := regexp.MustCompile(` class="([^"]*)"`)
	plain := map[string]bool{ // marks without a look of their own
		"n1": true, "n2": true, "n3": true, "n4": true, "counted": true, "official": true, "info": true, "unknown": true, "correction": true, "c0": true,
		"bars": true, "pairs": true, "stack": true, "histogram": true, "steps": true, "lines": true, "plot": true, "options": true,
	}
	for _, s := range samples {
		for _, m := range class.FindAllStringSubmatch(render(t, s.page(c.Language("ky"))), -1) {
			for name := range strings.FieldsSeq(m[1]) {
				rule := regexp.MustCompile(`\.` + regexp.QuoteMeta(name) + `\b`)
				if !plain[name] && !rule.MatchString(css) {
					t.Errorf("%s: the class %s has no rule in any style sheet", s.name, name)
				}
			}
		}
	}
}
