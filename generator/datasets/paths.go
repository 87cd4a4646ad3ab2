package datasets

import (
	"strconv"
	"strings"

	"achyk/generator/checks"
	"achyk/generator/election"
)

// Path is where a commission's page and its document lie, without an extension:
// the page below the folder of a language, the document below api/.
func Path(e *election.Election, c *election.Commission) string {
	switch {
	case c.Parent == nil:
		return e.ID + "/index"
	case IsPrecinct(e, c):
		return e.ID + "/precincts/" + c.ID
	case e.Signs(c):
		return e.ID + "/commissions/" + c.ID
	}
	return e.ID + "/regions/" + c.ID
}

// IsPrecinct reports whether c is of the lowest of several levels.
func IsPrecinct(e *election.Election, c *election.Commission) bool {
	return c.Parent != nil && c.Level == len(e.Levels)-1
}

// SelectionPath is where a selection's page and its document lie.
func SelectionPath(e *election.Election, s *election.Selection) string {
	return e.ID + "/selections/" + s.ID
}

// ListPath is where a page of a list lies, of the country or of a region. Pages
// count from 1; the first has the name of the list.
func ListPath(e *election.Election, l checks.List, top *election.Commission, page int) string {
	path := under(e, top, string(l))
	if page > 1 {
		path += "/" + strconv.Itoa(page)
	}
	return path
}

// ArithmeticPath is where every check of a commission's protocols lies, worked
// out.
func ArithmeticPath(e *election.Election, c *election.Commission) string {
	return under(e, c, "arithmetic")
}

// HistoryPath is where every version of a commission's protocols lies.
func HistoryPath(e *election.Election, c *election.Commission) string { return under(e, c, "history") }

// SummaryPath is where the summary table of a commission lies.
func SummaryPath(e *election.Election, c *election.Commission) string { return under(e, c, "summary") }

// under is where a page beneath a commission's own lies.
func under(e *election.Election, c *election.Commission, name string) string {
	if c.Parent == nil {
		return e.ID + "/" + name
	}
	return Path(e, c) + "/" + name
}

// Anchor is where a version of a protocol stands on the page of its history.
func Anchor(p *election.Protocol) string { return strings.ReplaceAll(p.Key(), " ", "-") }

// FeedPath is where the feed of changes lies, of the country or of a region, below
// the folder of a language.
func FeedPath(e *election.Election, top *election.Commission) string {
	return under(e, top, "feed.xml")
}

// RulesPath is where the list of all rules lies.
func RulesPath(e *election.Election) string { return e.ID + "/checks/index" }

// RulePath is where the page of a check or of a finding's code lies.
func RulePath(e *election.Election, code string) string {
	return e.ID + "/checks/" + strings.ToLower(code)
}

// DataPath is where the page that offers the data lies.
func DataPath(e *election.Election) string { return e.ID + "/data" }

// SchemaPath is where the schema of a kind of document lies, below the root of
// the site.
func SchemaPath(e *election.Election, kind string) string {
	return "api/" + e.ID + "/schemas/" + kind + ".json"
}

// Relative is the way from one file to another, both below the same folder:
// "../regions/chui.html".
func Relative(from, to string) string {
	for {
		head, rest, below := strings.Cut(from, "/")
		if !below || !strings.HasPrefix(to, head+"/") {
			return strings.Repeat("../", strings.Count(from, "/")) + to
		}
		from, to = rest, to[len(head)+1:]
	}
}
