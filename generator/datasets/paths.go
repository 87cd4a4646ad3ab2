package datasets

import (
	"slices"
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

// OverPrecincts reports whether any commission directly beneath c is of the lowest
// level: charts of such a place draw precincts together where each would be a drawing.
func OverPrecincts(e *election.Election, c *election.Commission) bool {
	return slices.ContainsFunc(c.Children, func(child *election.Commission) bool { return IsPrecinct(e, child) })
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

// PapersPath is where the papers of a commission lie.
func PapersPath(e *election.Election, c *election.Commission) string { return under(e, c, "papers") }

// TurnoutPath is where the turnout of a place lies, with its charts.
func TurnoutPath(e *election.Election, c *election.Commission) string { return under(e, c, "turnout") }

// ChartsPath is where the other charts and maps of a place lie.
func ChartsPath(e *election.Election, c *election.Commission) string { return under(e, c, "charts") }

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

// ScanPath is where the reading picture of a page of a document's scan lies, below
// the root of the site; pages count from 0, as in Scan.Pages. Its name says what it
// is and begins the digest of its bytes: another picture never takes its place.
func ScanPath(e *election.Election, c *election.Commission, d *election.Document, page int) string {
	return scansFolder(e, c) + paperName(e, c, d) + pageOf(d, page) + mark(d.Scan.Pages[page].Reading) + ".jpg"
}

// ThumbnailPath is where the thumbnail of such a page lies.
func ThumbnailPath(e *election.Election, c *election.Commission, d *election.Document, page int) string {
	return scansFolder(e, c) + paperName(e, c, d) + pageOf(d, page) + "-thumb" + mark(d.Scan.Pages[page].Thumbnail) + ".jpg"
}

// OriginalPath is where the file of a document lies as it was received, where that
// may be published.
func OriginalPath(e *election.Election, c *election.Commission, d *election.Document) string {
	name := scansFolder(e, c) + paperName(e, c, d)
	if d.Page > 0 {
		name += pageOf(d, 0)
	}
	return name + "-original" + mark(*d.Scan.Original) + extensions[d.Scan.Format]
}

// extensions are how the names of received files end.
var extensions = map[election.Format]string{election.JPEG: ".jpg", election.PNG: ".png", election.TIFF: ".tif", election.PDF: ".pdf"}

func scansFolder(e *election.Election, c *election.Commission) string {
	return "scans/" + e.ID + "/" + c.ID + "/"
}

// paperName begins the names of a document's files.
func paperName(e *election.Election, c *election.Commission, d *election.Document) string {
	words := []string{c.ID, string(d.Kind)}
	if d.Contest != nil {
		words = append(words, d.Contest.ID)
		if len(d.Contest.Parts) > 0 {
			words = append(words, d.Contest.Parts[d.Part].ID)
		}
	}
	if d.Series != "" {
		words = append(words, string(d.Series))
	}
	return FileName(e, strings.Join(append(words, "v"+strconv.Itoa(d.Version)), "-"))
}

// pageOf names a page of a document's scan: by the page that the document is, or, of
// a whole paper, by its own place. A file that should be one page may hold more.
func pageOf(d *election.Document, page int) string {
	switch {
	case d.Page == 0:
		return "-p" + strconv.Itoa(page+1)
	case page == 0:
		return "-p" + strconv.Itoa(d.Page)
	}
	return "-p" + strconv.Itoa(d.Page) + "-" + strconv.Itoa(page+1)
}

// mark is the beginning of a file's digest, as much as makes a name its own.
func mark(p election.Picture) string { return "." + p.SHA256[:min(16, len(p.SHA256))] }

// ArchivePath is where the zip of the papers of a commission and of the precincts
// directly beneath it lies, below the root of the site.
func ArchivePath(e *election.Election, c *election.Commission) string {
	return archivesFolder(e) + archiveName(e, c) + ".zip"
}

func archivesFolder(e *election.Election) string { return "data/" + e.ID + "/papers/" }

func archiveName(e *election.Election, c *election.Commission) string {
	return FileName(e, "papers-"+c.ID)
}

// FileName begins the name of a file with that of the election, because a
// downloaded file keeps nothing else of where it came from.
func FileName(e *election.Election, name string) string {
	if e.Training {
		return e.ID + "-training-" + name
	}
	return e.ID + "-" + name
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
