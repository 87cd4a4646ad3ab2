package datasets

import (
	"slices"
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// Papers are the papers of a commission as its own page tells of them. The document
// papers has every page of all of them, and where the figures stand.
type Papers struct {
	Beside  []Paper       `json:"beside,omitempty"` // of the protocols whose figures the page shows
	Others  []Paper       `json:"others,omitempty"`
	Page    string        `json:"page,omitempty"`    // path of the page and of the document of all papers
	Archive *PaperArchive `json:"archive,omitempty"` // of a commission that has one
}

// A PaperArchive is the zip of the papers of a commission and its precincts.
type PaperArchive struct {
	Path      string `json:"path"` // below the root of the site
	Documents int64  `json:"documents"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
}

// A Paper is one version of one paper, whole or in pages.
type Paper struct {
	Contest  string     `json:"contest,omitempty"`
	Part     string     `json:"part,omitempty"`
	PartName *Text      `json:"part_name,omitempty"`
	Series   string     `json:"series,omitempty"` // of its protocol, where the table says
	Kind     string     `json:"paper_kind"`
	Version  int64      `json:"version"`
	Pages    *int64     `json:"pages,omitempty"` // that are shown, where there are several
	SignedBy *Text      `json:"signed_by,omitempty"`
	Date     string     `json:"date,omitempty"`
	Received *time.Time `json:"received,omitempty"`
	Unseen   []Unseen   `json:"unseen,omitempty"` // what of it is not shown
	// Of papers beside figures: the pages, and the files as they were received.
	Pictures []PaperPicture `json:"pictures,omitempty"`
	Files    []Received     `json:"received_files,omitempty"`
}

// An Unseen is why a document has no pages, or why its file is not published.
type Unseen struct {
	Page *int64 `json:"page,omitempty"` // left out: of the whole paper
	Why  string `json:"why"`            // unscanned, absent, digest, withheld, original
	Rule string `json:"rule,omitempty"` // the code of the finding, where there is one
}

// A PaperPicture is a page of a paper.
type PaperPicture struct {
	Page    *int64  `json:"page,omitempty"` // where there are several
	Reading Picture `json:"reading"`
}

// A Received is a file of a paper as it was received.
type Received struct {
	Page *int64 `json:"page,omitempty"` // that it holds; left out: the whole paper
	PaperFile
	Original *Picture `json:"original,omitempty"` // where it is published
}

// papersSection is nil where a commission has nothing to tell of papers.
func (s *Set) papersSection(c *election.Commission) *Papers {
	p := &Papers{}
	documents := s.Documents(c)
	if len(documents) > 0 {
		shown := s.leading(c)
		for i := 0; i < len(documents); {
			n := i + 1
			for n < len(documents) && documents[i].SamePaper(&documents[n]) {
				n++
			}
			whole := documents[i:n]
			if slices.ContainsFunc(shown, whole[0].Of) {
				p.Beside = append(p.Beside, s.paper(c, whole, true))
			} else {
				p.Others = append(p.Others, s.paper(c, whole, false))
			}
			i = n
		}
	}
	if s.HasPapers(c) {
		p.Page = PapersPath(s.Election, c)
	}
	for _, a := range s.archives {
		if a.Commission == c {
			p.Archive = &PaperArchive{a.Path, a.Documents, a.Bytes, a.SHA256}
		}
	}
	if len(p.Beside)+len(p.Others) == 0 && p.Page == "" && p.Archive == nil {
		return nil
	}
	return p
}

// leading are the protocols whose figures the page of a commission shows: the
// official ones of each contest, or else the scanners'.
func (s *Set) leading(c *election.Commission) []*election.Protocol {
	var all []*election.Protocol
	for _, k := range s.Election.Contests {
		if k.HeldAt(c) {
			all = append(all, ProtocolsShown(s.Of(c, k))...)
		}
	}
	return all
}

// ProtocolsShown are the protocols whose figures the page of a commission shows of a
// contest.
func ProtocolsShown(r *rollup.Result) []*election.Protocol {
	known := func(all []*election.Protocol) []*election.Protocol {
		return slices.DeleteFunc(slices.Clone(all), func(p *election.Protocol) bool { return p == nil })
	}
	if official := known(r.Protocols); len(official) > 0 {
		return official
	}
	return known(r.Scanned)
}

// paper is one paper; its documents are the whole of it, or its pages.
func (s *Set) paper(c *election.Commission, documents []election.Document, beside bool) Paper {
	d := &documents[0]
	p := Paper{
		Contest: contestID(d.Contest), Part: partID(d.Contest, d.Part), Series: string(d.Series), Kind: string(d.Kind),
		Version: int64(d.Version), SignedBy: optional(d.SignedBy), Date: dateOf(d), Received: moment(d.Received),
	}
	if p.Part != "" {
		p.PartName = optional(d.Contest.Parts[d.Part].Name)
	}
	var pictures []PaperPicture
	for i := range documents {
		d := &documents[i]
		if u := s.unseen(c, d); u.Why != "" {
			p.Unseen = append(p.Unseen, u)
		}
		received := Received{Page: pageNumber(d)}
		for _, f := range s.scanFiles(c, d) {
			switch f.is {
			case readingFile:
				pictures = append(pictures, PaperPicture{new(PageNumber(d, f.page)), pictureOf(f)})
			case originalFile:
				received.Original = new(pictureOf(f))
			}
		}
		if d.Scan != nil && d.Scan.SHA256 != "" {
			received.PaperFile = PaperFile{string(d.Scan.Format), d.Scan.Bytes, d.Scan.SHA256}
			p.Files = append(p.Files, received)
		}
	}
	if len(pictures) == 1 {
		pictures[0].Page = nil
	} else {
		p.Pages = some(len(pictures))
	}
	if p.Pictures = pictures; !beside {
		p.Pictures, p.Files = nil, nil
	}
	return p
}

// PageNumber is which page of its paper a page of a document's scan is. A file of
// one page that holds more is of that page all the same.
func PageNumber(d *election.Document, page int) int64 {
	if d.Page > 0 {
		return int64(d.Page)
	}
	return int64(page + 1)
}

// pageNumber is which page a document is; nil for a whole paper.
func pageNumber(d *election.Document) *int64 {
	if d.Page == 0 {
		return nil
	}
	return new(int64(d.Page))
}

// unseen is what of a document is not shown, and why; it is without a why where all
// is shown that there is.
func (s *Set) unseen(c *election.Commission, d *election.Document) Unseen {
	u, rule := Unseen{Page: pageNumber(d)}, s.Election.Rule(d.Kind).Publish
	switch {
	case d.File == "":
		u.Why = "unscanned"
	case d.Scan == nil:
		u.Why = "absent"
	case rule == election.DiscloseDigest:
		u.Why = "digest"
	case len(d.Scan.Pages) == 0:
		u.Why, u.Rule = "withheld", d.Scan.Withheld
	case d.Scan.Original == nil && rule == election.DiscloseOriginal:
		for _, f := range s.PaperNotes(c) {
			if f.Record == d.Key(c) && (f.Code == finding.OriginalWithheld || f.Code == finding.PositionInside) {
				u.Why, u.Rule = "original", string(f.Code)
			}
		}
	}
	return u
}
