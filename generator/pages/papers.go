package pages

import (
	"slices"
	"strings"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/templates"
)

func (e *Election) papersPath(c *election.Commission) string {
	return datasets.PapersPath(e.Election, c) + ".html"
}

// A paper is one version of one paper: the document that is the whole of it, or
// those that are its pages.
type paper struct {
	of        *election.Commission
	documents []*election.Document
}

// papersOf are the papers of a commission that may be told of.
func (v view) papersOf(c *election.Commission) []paper {
	documents := v.data.Documents(c)
	var all []paper
	for i := range documents {
		d := &documents[i]
		if i > 0 && d.SamePaper(&documents[i-1]) {
			last := &all[len(all)-1]
			last.documents = append(last.documents, d)
			continue
		}
		all = append(all, paper{c, []*election.Document{d}})
	}
	return all
}

// is reports whether it is the paper of a protocol.
func (p paper) is(protocol *election.Protocol) bool { return p.documents[0].Of(protocol) }

// scanned reports whether any file of it was received.
func (p paper) scanned() bool {
	return slices.ContainsFunc(p.documents, func(d *election.Document) bool { return d.Scan != nil })
}

// anchor is where a paper stands on the page of all papers of its commission.
func (p paper) anchor() string {
	whole := *p.documents[0]
	whole.Page = 0
	_, key, _ := strings.Cut(whole.Key(p.of), " ")
	return strings.ReplaceAll(key, " ", "-")
}

// besides are the papers of the protocols in force of a contest, for the page of
// their commission; none says that there ought to be one.
func (v view) besides(path string, r *rollup.Result) (list []templates.Paper, none bool) {
	c := r.Commission
	papers := v.papersOf(c)
	protocols := datasets.ProtocolsShown(r)
	for _, p := range papers {
		if slices.ContainsFunc(protocols, p.is) {
			list = append(list, v.paperOf(path, p))
		}
	}
	expected := len(papers) > 0 || v.Election.Election.Expects(c, election.ProtocolPaper)
	return list, len(list) == 0 && len(protocols) > 0 && expected && !c.Sealed(v.AsOf)
}

// paperList is the papers of a commission that stand beside none of its figures.
func (v view) paperList(path string, c *election.Commission) templates.PaperList {
	var list templates.PaperList
	papers := v.papersOf(c)
	var beside []*election.Protocol
	if len(papers) > 0 {
		for _, k := range v.Election.Election.Contests {
			if k.HeldAt(c) {
				beside = append(beside, datasets.ProtocolsShown(v.Of(c, k))...)
			}
		}
	}
	for _, p := range papers {
		if !slices.ContainsFunc(beside, p.is) {
			list.Papers = append(list.Papers, v.paperOf(path, p))
		}
	}
	for _, a := range v.data.Archives() {
		if a.Commission == c {
			list.Archive = templates.PaperArchive{Href: toRoot(path) + a.Path, Papers: a.Documents, Bytes: a.Bytes}
		}
	}
	if v.data.HasPapers(c) {
		list.All = templates.Link{Text: v.w.Text("papers.all"), Href: datasets.Relative(path, v.papersPath(c))}
	}
	return list
}

// papers is every paper of a commission: of each the last version first.
func (v view) papers(c *election.Commission) (templates.PapersPage, shell.Page) {
	path := v.papersPath(c)
	page := templates.PapersPage{
		W: v.w, Kicker: v.kicker(c), Back: v.back(path, c), Beside: v.beside(path, c), AsOf: v.asOf(c), JSON: v.json(path),
	}
	for _, f := range v.data.PaperNotes(c) {
		page.Notices = append(page.Notices, v.remark(&f))
	}
	first := 0 // of the versions of a paper
	for i, p := range v.papersOf(c) {
		t := v.paperOf(path, p)
		t.Page, t.Cells = templates.Link{}, v.cells(path, p)
		if i > 0 {
			before := &page.Papers[len(page.Papers)-1]
			if before.Contest != t.Contest || before.Kind != t.Kind || before.Part != t.Part || before.Series != t.Series {
				first = i
			}
		}
		page.Papers = slices.Insert(page.Papers, first, t)
	}
	return page, v.subHead(path, c, "papers")
}

// paperOf is a paper as a page shows it.
func (v view) paperOf(from string, p paper) templates.Paper {
	e, d := v.Election.Election, p.documents[0]
	t := templates.Paper{
		Anchor: p.anchor(), Contest: v.contestOf(d.Contest), Series: string(d.Series), Kind: string(d.Kind), Version: int64(d.Version),
		Date: day(d.Date), Received: v.moment(d.Received), SignedBy: d.SignedBy.In(v.w.Code()),
		InForce: v.stands(p), Blanked: len(e.Rule(d.Kind).Blank) > 0,
	}
	if d.Contest != nil && len(d.Contest.Parts) > 0 {
		t.Part = d.Contest.Parts[d.Part].Name.In(v.w.Code())
	}
	if d.Series == election.Manual || d.Series == election.Device && d.Kind == election.DeviceReport {
		t.Series = "" // the kind of paper says as much
	}
	up := toRoot(from)
	for _, d := range p.documents {
		t.Files = append(t.Files, v.paperFile(from, p.of, d))
		if d.Scan == nil {
			continue
		}
		for i, page := range d.Scan.Pages {
			t.Pages = append(t.Pages, templates.PaperPage{
				Number:    datasets.PageNumber(d, i),
				Reading:   picture(up+datasets.ScanPath(e, p.of, d, i), page.Reading),
				Thumbnail: picture(up+datasets.ThumbnailPath(e, p.of, d, i), page.Thumbnail),
			})
		}
	}
	if p.scanned() {
		t.Page = templates.Link{Text: v.w.Text("papers.more"), Href: datasets.Relative(from, v.papersPath(p.of)) + "#" + t.Anchor}
	}
	return t
}

// stands reports whether the figures of a paper are those that count.
func (v view) stands(p paper) bool {
	return slices.ContainsFunc(v.Election.Election.Contests, func(k *election.Contest) bool {
		if !k.HeldAt(p.of) {
			return false
		}
		r := v.Of(p.of, k)
		return r.Voided.Whole == nil && slices.ContainsFunc(r.Protocols, func(protocol *election.Protocol) bool {
			return protocol != nil && p.is(protocol)
		})
	})
}

func picture(href string, p election.Picture) templates.Picture {
	return templates.Picture{Href: href, Width: p.Width, Height: p.Height, Bytes: p.Bytes, SHA256: p.SHA256}
}

// paperFile is the file of a document as it was received, and what keeps it, or
// the pictures of it, from being shown.
func (v view) paperFile(from string, c *election.Commission, d *election.Document) templates.PaperFile {
	f := templates.PaperFile{Page: int64(d.Page)}
	rule := v.Election.Election.Rule(d.Kind).Publish
	switch {
	case d.File == "":
		f.Why = "unscanned"
		return f
	case d.Scan == nil:
		f.Why = "absent"
		return f
	case rule == election.DiscloseDigest:
		f.Why = "digest"
	case len(d.Scan.Pages) == 0:
		f.Why = "withheld"
		if d.Scan.Withheld != "" {
			f.Rule = v.ruleLink(from, d.Scan.Withheld)
		}
	case d.Scan.Original != nil:
		f.Original = toRoot(from) + datasets.OriginalPath(v.Election.Election, c, d)
	case rule == election.DiscloseOriginal:
		for _, found := range v.data.PaperNotes(c) {
			if found.Record == d.Key(c) && (found.Code == finding.OriginalWithheld || found.Code == finding.PositionInside) {
				f.Rule = v.ruleLink(from, string(found.Code))
			}
		}
	}
	f.SHA256, f.Bytes, f.Format = d.Scan.SHA256, d.Scan.Bytes, strings.ToUpper(string(d.Scan.Format))
	return f
}

// cells are the figures that were typed from a paper, each with its place there.
func (v view) cells(from string, p paper) templates.CellsTable {
	var table templates.CellsTable
	up := toRoot(from)
	for _, d := range p.documents {
		if d.Scan == nil {
			continue
		}
		for i, page := range d.Scan.Pages {
			reading := picture(up+datasets.ScanPath(v.Election.Election, p.of, d, i), page.Reading)
			for _, crop := range v.data.Crops(p.of, d, i) {
				voided := v.Standing.Voided(p.of, crop.Protocol.Contest)
				row := templates.PaperCell{
					Number: numberOf(crop.Item), Name: crop.Item.Name(v.w), Amount: crop.Count.Amount(), Picture: reading,
					Voided: voided.Whole != nil || crop.Item.Select != nil && voided.Selections[crop.Item.Select.Index] != nil,
					Page:   int64(crop.Page),
				}
				row.Left, row.Width = along(crop.Left, crop.Region.Width, page.Reading.Width, margin(page.Reading))
				row.Top, row.Height = along(crop.Top, crop.Region.Height, page.Reading.Height, margin(page.Reading))
				table.Rows = append(table.Rows, row)
			}
		}
	}
	return table
}

// margin is how much of the page is shown around a cell: paper does not lie
// straight in a scanner, and what was written does not keep to its cell.
func margin(page election.Picture) int { return page.Width / 80 }

// along is where a cell begins on one side of a picture and how long it is, in
// pixels, with a margin that does not leave the picture.
func along(start, length, pixels, margin int) (from, size int) {
	from = max(start*pixels/election.Whole-margin, 0)
	end := min((start+length)*pixels/election.Whole+margin, pixels)
	return from, max(end-from, 1)
}

// beside leads from a page beneath a commission's own to the others there.
func (v view) beside(from string, c *election.Commission) []templates.Link {
	var links []templates.Link
	for _, page := range []struct {
		there     bool
		key, path string
	}{
		{v.data.HasPapers(c), "papers.title", v.papersPath(c)},
		{v.data.HasHistory(c), "history.title", v.historyPath(c)},
		{v.report.Made(c), "arithmetic.title", v.arithmeticPath(c)},
	} {
		if page.there && page.path != from {
			links = append(links, templates.Link{Text: v.w.Text(page.key), Href: datasets.Relative(from, page.path)})
		}
	}
	for _, page := range v.chartPages(c) {
		if page.Href != from {
			links = append(links, templates.Link{Text: page.Text, Href: datasets.Relative(from, page.Href)})
		}
	}
	return links
}
