package datasets

import (
	"achyk/generator/checks"
	"achyk/generator/election"
)

// A Listing is one list with everything that is on it, of the country or of a
// region.
type Listing struct {
	Kind    checks.List
	Top     *election.Commission
	Entries []checks.Entry
}

// Pages is how many pages the list fills; an empty one fills one.
func (l *Listing) Pages() int {
	return max(1, (len(l.Entries)+checks.PageLength-1)/checks.PageLength)
}

// listings are all lists: of the country, and of each place directly beneath it
// that has others beneath it.
func (s *Set) listings() []Listing {
	var all []Listing
	if s.Election.Root == nil {
		return nil
	}
	tops := []*election.Commission{s.Election.Root}
	for _, c := range s.Election.Root.Children {
		if len(c.Children) > 0 {
			tops = append(tops, c)
		}
	}
	for _, top := range tops {
		for _, kind := range s.report.Lists() {
			all = append(all, Listing{kind, top, s.report.List(kind, top)})
		}
	}
	return all
}

// Listings are all lists of the election: those of the country first.
func (s *Set) Listings() []Listing { return s.lists }

// Listing is the list of a place, or nil where it has none.
func (s *Set) Listing(kind checks.List, top *election.Commission) *Listing {
	for i := range s.lists {
		if s.lists[i].Kind == kind && s.lists[i].Top == top {
			return &s.lists[i]
		}
	}
	return nil
}

// list are the entries of a list of the country.
func (s *Set) list(kind checks.List) []checks.Entry {
	if l := s.Listing(kind, s.Election.Root); l != nil {
		return l.Entries
	}
	return nil
}

// A ListDocument is one page of a list.
type ListDocument struct {
	Head
	List   string       `json:"list"`
	Place  Place        `json:"place"`
	Count  int64        `json:"count"` // on all pages
	Page   *int64       `json:"page,omitempty"`
	Paging *Paging      `json:"paging,omitempty"` // of a list of several pages
	Lists  []ListRef    `json:"lists"`            // the other lists of the place, and this one
	Places []ListRef    `json:"places"`           // the same list of other places, and this one
	Checks []CheckCount `json:"checks,omitempty"` // on the first page of the discrepancies and of the notes
	Log    string       `json:"log,omitempty"`    // of the changes: the table of all, below the root of the site
	Feed   *Text        `json:"feed,omitempty"`   // of the changes: the feed, below the root of the site
	Rows   []Entry      `json:"entries"`
}

// A Paging says which part of a list a page holds; everything counts from 1.
type Paging struct {
	Pages    int64  `json:"pages"`
	First    int64  `json:"first"`
	Last     int64  `json:"last"`
	Previous string `json:"previous,omitempty"` // path of the page
	Next     string `json:"next,omitempty"`
}

// An Entry is one row of a list. What the row is about says which of the rest it
// has.
type Entry struct {
	Place       *Place     `json:"place,omitempty"`
	Within      []Place    `json:"within,omitempty"` // the places above, the nearest first, without the country
	Contest     string     `json:"contest,omitempty"`
	ContestName *Text      `json:"contest_name,omitempty"`
	Reason      string     `json:"reason,omitempty"`
	Judgement   *Judgement `json:"judgement,omitempty"`
	Finding     *Finding   `json:"finding,omitempty"`
	Decision    *Decision  `json:"decision,omitempty"`
	Change      *Change    `json:"change,omitempty"`
}

func (s *Set) listDocument(l *Listing, page int) *ListDocument {
	from := (page - 1) * checks.PageLength
	to := min(from+checks.PageLength, len(l.Entries))
	d := &ListDocument{
		Head: s.head(listKind, ListPath(s.Election, l.Kind, l.Top, page), s.LatestListed(l)), List: string(l.Kind),
		Place: s.place(l.Top), Count: int64(len(l.Entries)), Lists: s.listRefs(l.Top), Rows: make([]Entry, 0, to-from),
	}
	for i := range s.lists {
		if s.lists[i].Kind == l.Kind {
			ref := s.listRef(&s.lists[i])
			if l.Top != s.Election.Root && &s.lists[i] != l {
				ref.Count = nil // what happens elsewhere does not change this document
			}
			d.Places = append(d.Places, ref)
		}
	}
	if l.Pages() > 1 {
		d.Page = new(int64(page))
		d.Paging = &Paging{Pages: int64(l.Pages()), First: int64(from + 1), Last: int64(to)}
		if page > 1 {
			d.Paging.Previous = ListPath(s.Election, l.Kind, l.Top, page-1)
		}
		if page < l.Pages() {
			d.Paging.Next = ListPath(s.Election, l.Kind, l.Top, page+1)
		}
	}
	if page == 1 {
		d.Checks = s.checkCounts(l.Top, l.Kind)
	}
	if l.Kind == checks.Changed {
		feed := FeedPath(s.Election, l.Top)
		d.Log, d.Feed = s.ChangesPath(), &Text{"ky/" + feed, "ru/" + feed}
	}
	for i := range l.Entries[from:to] {
		d.Rows = append(d.Rows, s.entry(&l.Entries[from+i]))
	}
	return d
}

func (s *Set) entry(e *checks.Entry) Entry {
	var row Entry
	if e.Commission != nil {
		place := s.place(e.Commission)
		row.Place = &place
		if above := s.within(e.Commission); len(above) > 1 {
			row.Within = above[:len(above)-1]
		}
	}
	if e.Contest != nil {
		row.Contest, row.ContestName = e.Contest.ID, optional(e.Contest.Name)
	}
	switch {
	case e.Judgement != nil:
		j := s.judgement(e.Judgement)
		row.Judgement = &j
	case e.Finding != nil:
		row.Finding = described(e.Finding)
	case e.Change != nil:
		row.Change = s.change(e)
	case e.Decision != nil:
		row.Decision = new(s.decision(e.Decision))
	default:
		row.Reason = e.Reason
	}
	return row
}
