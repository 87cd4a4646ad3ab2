package wording

import (
	"math"
	"testing"
)

const precincts = `
precincts:
  one: "{n} участок"
  few: "{n} участка"
  many: "{n} участков"
  other: "{n} участка"
`

func TestPlural(t *testing.T) {
	c := loaded(t, map[string]string{
		"ky/site.yaml": "precincts: {one: \"бир, {n}\", other: \"көп, {n}\"}\n",
		"ru/site.yaml": precincts,
		"en/cli.yaml":  "precincts: {one: \"{n} precinct\", other: \"{n} precincts\"}\n",
	})
	for _, test := range []struct {
		code string
		n    int64
		want string
	}{
		{"ky", 0, "көп, 0"},
		{"ky", 1, "бир, 1"},
		{"ky", 2, "көп, 2"},
		{"ky", 21, "көп, 21"},
		{"ky", 10_000_001, "көп, 10\u00a0000\u00a0001"},
		{"ru", 0, "0 участков"},
		{"ru", 1, "1 участок"},
		{"ru", 2, "2 участка"},
		{"ru", 4, "4 участка"},
		{"ru", 5, "5 участков"},
		{"ru", 11, "11 участков"},
		{"ru", 14, "14 участков"},
		{"ru", 21, "21 участок"},
		{"ru", 111, "111 участков"},
		{"ru", 122, "122 участка"},
		{"ru", 1_000_001, "1\u00a0000\u00a0001 участок"},
		{"ru", 1_000_000, "1\u00a0000\u00a0000 участков"},
		{"ru", -2, "\u22122 участка"},
		{"ru", math.MinInt64, "\u22129\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808 участков"},
		{"ru", math.MaxInt64, "9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0807 участков"},
		{"en", 1, "1 precinct"},
		{"en", 0, "0 precincts"},
		{"en", 1001, "1,001 precincts"},
	} {
		if got := c.Language(test.code).Plural("precincts", test.n); got != test.want {
			t.Errorf("%s: got %q, want %q", test.code, got, test.want)
		}
	}
}
