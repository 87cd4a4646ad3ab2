package wording

import (
	"strings"

	"golang.org/x/text/collate"
)

// A collator keeps state between calls, so each goroutine needs its own.
type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

func (l *Language) newCollator() any {
	return &collator{Collator: collate.New(l.tag)}
}

// Compare puts two texts in the order of the language's dictionary, where the
// Kyrgyz letters stand in place (byte order would put them last). Different
// texts are never equal: what the dictionary does not tell apart is ordered by
// bytes, so that a sorted list is the same in every build.
func (l *Language) Compare(a, b string) int {
	if a == b {
		return 0
	}
	c := l.collators.Get().(*collator)
	order := c.CompareString(a, b)
	l.collators.Put(c)
	if order == 0 {
		return strings.Compare(a, b)
	}
	return order
}

// SortKey is a key whose byte order is the order of [Language.Compare]: with
// it, sorting a long list collates every text once instead of at each
// comparison.
func (l *Language) SortKey(s string) []byte {
	c := l.collators.Get().(*collator)
	collated := c.KeyFromString(&c.buffer, s)
	key := make([]byte, 0, len(collated)+1+len(s))
	key = append(key, collated...)
	key = append(key, 0)
	key = append(key, s...)
	c.buffer.Reset()
	l.collators.Put(c)
	return key
}
