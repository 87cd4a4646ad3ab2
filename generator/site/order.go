package site

import (
	"cmp"
	"strings"
)

// Order compares two paths by when they become visible: what a page needs comes
// before the page, and a page before the pages that lead to it. A reader who
// arrives in the middle then sees old or new pages, but follows no link to a
// file that is not there yet. Removal goes the other way round.
func Order(a, b string) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}

const (
	objects    = iota // assets, scans, datasets, log tiles: nothing points to them yet
	checkpoint        // the log's head, once all it covers is there
	pages             // and the feeds and sitemaps that name them
	release           // says that all of it is there
)

// rank packs group, depth and parenthood into one number, because a country is
// sorted by it.
func rank(path string) uint32 {
	switch class := classOf(path); class {
	case Pointer:
		if path == releaseFile {
			return release << 24
		}
		return checkpoint << 24
	case Page, Missing, Notice:
		// Deeper pages first, so that those nearest the root come last.
		depth := uint32(strings.Count(path, "/"))
		return pages<<24 | (longestPath-depth)<<8 | parenthood(path, class)
	}
	return objects << 24
}

// parenthood orders what lies equally deep: a region's page leads to its
// commissions, theirs to their precincts, and an index to all beside it.
func parenthood(path string, class Class) uint32 {
	switch {
	case path == "index.html", strings.HasSuffix(path, "/index.html"):
		return 4
	case class == Notice:
		return 3
	case strings.Contains(path, "/regions/"):
		return 2
	case strings.Contains(path, "/commissions/"):
		return 1
	}
	return 0
}
