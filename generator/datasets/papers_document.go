package datasets

import (
	"strconv"
	"strings"
	"time"

	"achyk/generator/election"
)

// A PapersDocument is every paper of one commission: what was received, what is
// shown of it, and where the figures stand on it.
type PapersDocument struct {
	Head
	Commission Place           `json:"commission"`
	Within     []Place         `json:"within,omitempty"`
	Documents  []PaperDocument `json:"documents"`
	Archive    string          `json:"archive,omitempty"` // the zip that has them, below the root of the site
	Findings   []Finding       `json:"findings,omitempty"`
}

// A PaperDocument is a paper, or one page of it.
type PaperDocument struct {
	Contest     string      `json:"contest,omitempty"`
	ContestName *Text       `json:"contest_name,omitempty"` // where the day has several
	Part        string      `json:"part,omitempty"`
	PartName    *Text       `json:"part_name,omitempty"`
	Series      string      `json:"series,omitempty"` // of its protocol, where the table says
	Kind        string      `json:"paper_kind"`
	Version     int64       `json:"version"`
	Page        *int64      `json:"page,omitempty"` // from 1; left out: the whole paper
	SignedBy    *Text       `json:"signed_by,omitempty"`
	Date        string      `json:"date,omitempty"` // on the paper
	Received    *time.Time  `json:"received,omitempty"`
	Disclosure  string      `json:"disclosure"`         // original, pages, digest
	Withheld    string      `json:"withheld,omitempty"` // the code of the finding because of which there are no pages
	File        *PaperFile  `json:"received_file,omitempty"`
	Pages       []PaperPage `json:"pages,omitempty"`
	Original    *Picture    `json:"original,omitempty"`
}

// A PaperFile is the file of a document as it was received; it need not be
// published.
type PaperFile struct {
	Format string `json:"format,omitempty"` // left out: none that is read
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// A PaperPage is one page of a paper as it is shown.
type PaperPage struct {
	Page      *int64   `json:"page,omitempty"` // from 1; left out: the paper has no other
	More      bool     `json:"more,omitempty"` // the file of one page held more than that
	Reading   Picture  `json:"reading"`
	Thumbnail Picture  `json:"thumbnail"`
	Figures   []OnPage `json:"figures,omitempty"` // in the order in which they are said to stand
}

// A Picture is a published file. Its width and height are pixels; a file that is no
// picture has none.
type Picture struct {
	Path   string `json:"path"` // below the root of the site
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

// An OnPage is a figure of a protocol, and where on the page it stands: parts of the
// page's width and height, from its upper left corner.
type OnPage struct {
	Contest string `json:"contest"`
	Item    string `json:"item"`
	Number  string `json:"number,omitempty"`
	Name    *Text  `json:"name,omitempty"`
	Figure  Amount `json:"figure"` // as it was typed
	Left    string `json:"left"`
	Top     string `json:"top"`
	Width   string `json:"width"`
	Height  string `json:"height"`
}

func (s *Set) papersDocument(c *election.Commission) *PapersDocument {
	d := &PapersDocument{
		Head: s.head(papersKind, PapersPath(s.Election, c), s.Latest(c)), Commission: s.place(c), Within: s.within(c),
		Documents: []PaperDocument{},
	}
	documents := s.Documents(c)
	for i := range documents {
		d.Documents = append(d.Documents, s.paperDocument(c, &documents[i]))
	}
	if holder := s.ArchiveOf(c); holder != nil {
		d.Archive = ArchivePath(s.Election, holder)
	}
	notes := s.PaperNotes(c)
	for i := range notes {
		d.Findings = append(d.Findings, *described(&notes[i]))
	}
	return d
}

func (s *Set) paperDocument(c *election.Commission, d *election.Document) PaperDocument {
	p := PaperDocument{
		Contest: contestID(d.Contest), Part: partID(d.Contest, d.Part), Series: string(d.Series), Kind: string(d.Kind),
		Version: int64(d.Version), SignedBy: optional(d.SignedBy), Date: dateOf(d), Received: moment(d.Received),
		Disclosure: string(s.Election.Rule(d.Kind).Publish),
	}
	if d.Contest != nil && len(s.Election.Contests) > 1 {
		p.ContestName = optional(d.Contest.Name)
	}
	if p.Part != "" {
		p.PartName = optional(d.Contest.Parts[d.Part].Name)
	}
	if d.Page > 0 {
		p.Page = new(int64(d.Page))
	}
	if d.Scan == nil {
		return p
	}
	p.Withheld = d.Scan.Withheld
	if d.Scan.SHA256 != "" {
		p.File = &PaperFile{string(d.Scan.Format), d.Scan.Bytes, d.Scan.SHA256}
	}
	for _, f := range s.scanFiles(c, d) {
		switch f.is {
		case readingFile:
			p.Pages = append(p.Pages, s.paperPage(c, d, f))
		case thumbnailFile:
			p.Pages[f.page].Thumbnail = pictureOf(f)
		case originalFile:
			p.Original = new(pictureOf(f))
		}
	}
	return p
}

func (s *Set) paperPage(c *election.Commission, d *election.Document, f scanFile) PaperPage {
	page := PaperPage{Reading: pictureOf(f), More: d.Page > 0 && f.page > 0}
	if d.Page > 0 || len(d.Scan.Pages) > 1 {
		page.Page = new(PageNumber(d, f.page))
	}
	for _, crop := range s.Crops(c, d, f.page) {
		on := OnPage{
			Contest: crop.Protocol.Contest.ID, Item: crop.Item.Code(), Name: itemName(crop.Item), Figure: amount(crop.Count.Amount()),
			Left: millionths(crop.Left), Top: millionths(crop.Top), Width: millionths(crop.Width), Height: millionths(crop.Height),
		}
		if crop.Item.Line != nil {
			on.Number = crop.Item.Line.Number
		}
		voided := s.Standing.Voided(c, crop.Protocol.Contest)
		on.Figure.Voided = voided.Whole != nil || crop.Item.Select != nil && voided.Selections[crop.Item.Select.Index] != nil
		page.Figures = append(page.Figures, on)
	}
	return page
}

func pictureOf(f scanFile) Picture {
	return Picture{Path: f.path, SHA256: f.SHA256, Bytes: f.Bytes, Width: f.Width, Height: f.Height}
}

// millionths writes millionths of a side as a decimal: 125000 as 0.125.
func millionths(n int) string {
	digits := strconv.Itoa(n%election.Whole + election.Whole) // seven of them
	whole := strconv.Itoa(n / election.Whole)
	return strings.TrimSuffix(strings.TrimRight(whole+"."+digits[len(digits)-6:], "0"), ".")
}
