package proposal

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"achyk/generator/wording"
)

// A Kind is what the cells of a column hold.
type Kind string

// The kinds of cells.
const (
	Empty  Kind = "empty"
	Count  Kind = "count" // whole numbers
	Number Kind = "number"
	Date   Kind = "date"
	Link   Kind = "link"
	Text   Kind = "text"
)

// unknown is a count that a cell does not hold.
const unknown = -1

// A column is one column of a sheet, by its name and by what it holds.
type column struct {
	index  int
	letter string
	name   string // as the header has it; empty = none
	key    string // as sources name it: the header text, or :C
	record bool   // of JSON: the name is the path of its key
	words  []string
	mean   meaning

	kind     Kind
	texts    []string // of the rows sampled, trimmed
	counts   []int64  // the same; nil for other kinds
	filled   int
	distinct map[string]int // how often each text occurs
	all      []string       // the different texts of the whole sheets, as they come; of columns that name places

	line    *line // the line of a protocol that it counts
	vote    bool  // the votes for a selection
	against bool  // the votes for nobody
	used    bool  // as a field of a record
	why     []Reason
	doubt   *Reason // a question about it
}

// A Reason is why something is proposed: a text of the catalogues and its facts.
type Reason struct {
	Key   string
	Pairs []any
}

func because(key string, pairs ...any) Reason { return Reason{Key: key, Pairs: pairs} }

var (
	whole   = regexp.MustCompile(`^\d{1,10}(\.0+)?$`)
	decimal = regexp.MustCompile(`^[-+−]?\d+[.,]\d+ ?%?$|^[-−]\d+$|^\d+ ?%$`)
	dated   = regexp.MustCompile(`^(\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{4})([ T]\d\d?:\d\d(:\d\d)?.*)?$`)
	grouped = map[string]*regexp.Regexp{
		"space":      regexp.MustCompile("^\\d{1,3}([ \u00a0\u202f\u2009]\\d{3})+$"),
		"comma":      regexp.MustCompile(`^\d{1,3}(,\d{3})+$`),
		"apostrophe": regexp.MustCompile(`^\d{1,3}(['’]\d{3})+$`),
		"dot":        regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`),
	}
)

// habits are how a sheet writes counts: what stands between groups of digits,
// and what says that there is none.
type habits struct {
	thousands string
	blank     []string // folded
}

// count reads a count; unknown where the cell holds none.
func (h habits) count(text string) int64 {
	if h.thousands != "" && grouped[h.thousands].MatchString(text) {
		text = strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, text)
	}
	if !whole.MatchString(text) {
		return unknown
	}
	text, _, _ = strings.Cut(text, ".")
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return unknown
	}
	return n
}

// separator is what most counts of a sheet that are written in groups have
// between these; empty where none is. A dot or a comma could be a decimal mark
// too: there, all of a column's long figures have to be written so.
func separator(columns []*column) string {
	found, most := "", 0
	for _, name := range sortedKeys(grouped) {
		cells := 0
		for _, c := range columns {
			here, others := 0, 0
			for text, times := range c.distinct {
				switch {
				case grouped[name].MatchString(text):
					here += times
				case whole.MatchString(text) && len(text) <= 3:
				default:
					others += times
				}
			}
			if others == 0 || name == "space" && 10*others < here {
				cells += here
			}
		}
		if cells > most {
			found, most = name, cells
		}
	}
	return found
}

// look finds out what the cells of a column hold.
func (c *column) look(h habits) {
	var blanks, counts, numbers, dates, links int
	for text, times := range c.distinct {
		switch {
		case slices.Contains(h.blank, wording.Alike(text)):
			blanks += times
		case h.count(text) != unknown:
			counts += times
		case decimal.MatchString(text):
			numbers += times
		case dated.MatchString(text):
			dates += times
		case strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://"):
			links += times
		}
	}
	most := func(n int) bool { return n > 0 && 10*n >= 9*(c.filled-blanks) }
	switch {
	case c.filled == 0:
		c.kind = Empty
	case most(counts):
		c.kind = Count
	case most(numbers + counts):
		c.kind = Number
	case most(dates):
		c.kind = Date
	case most(links):
		c.kind = Link
	default:
		c.kind = Text
	}
	if c.kind == Count {
		c.counts = make([]int64, len(c.texts))
		for i, text := range c.texts {
			c.counts[i] = h.count(text)
		}
	}
}

// take gives a column its cells.
func (c *column) take(texts []string) {
	c.texts, c.filled, c.distinct = texts, 0, make(map[string]int)
	for _, text := range texts {
		if text != "" {
			c.filled++
			c.distinct[text]++
		}
	}
}

// unique reports whether every row has a text of its own.
func (c *column) unique() bool {
	return c.filled > 0 && c.filled == len(c.texts) && len(c.distinct) == c.filled
}

// active reports whether a count is above zero in some of the rows.
func (c *column) active() bool {
	return slices.ContainsFunc(c.counts, func(n int64) bool { return n > 0 })
}

// in reports whether the cells look like names in a language: Kyrgyz has
// letters that Russian has not.
func (c *column) in(language string) bool {
	var kyrgyz, cyrillic bool
	for text := range c.distinct {
		kyrgyz = kyrgyz || strings.ContainsAny(text, "\u04a3\u04a2\u04e9\u04e8\u04af\u04ae")
		cyrillic = cyrillic || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	}
	return language == "ky" && kyrgyz || language == "ru" && cyrillic && !kyrgyz
}

// short is the name without the keys that lead to it; where it has none of its
// own, its letter tells it apart.
func (c *column) short() string {
	switch {
	case c.name == "":
		return c.letter
	case strings.HasPrefix(c.key, ":"):
		return c.name + " (" + c.letter + ")"
	case c.record:
		return strings.TrimLeft(c.name[strings.LastIndexByte(c.name, '.')+1:], "/")
	}
	return c.name
}
