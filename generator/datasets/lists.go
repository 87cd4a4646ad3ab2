package datasets

import (
	"achyk/generator/checks"
	"achyk/generator/election"
)

// A listing is one list with everything that is on it, of the country or of a
// region.
type listing struct {
	kind    checks.List
	top     *election.Commission
	entries []checks.Entry
}

func (l *listing) pages() int { return max(1, (len(l.entries)+checks.PageLength-1)/checks.PageLength) }

// listings are all lists: of the country, and of each place directly beneath it
// that has others beneath it.
func (s *Set) listings() []listing {
	var all []listing
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
		for _, kind := range checks.Lists {
			all = append(all, listing{kind, top, s.report.List(kind, top)})
		}
	}
	return all
}

// list are the entries of a list of the country.
func (s *Set) list(kind checks.List) []checks.Entry {
	for i := range s.lists {
		if s.lists[i].kind == kind && s.lists[i].top == s.Election.Root {
			return s.lists[i].entries
		}
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
	Checks []CheckCount `json:"checks,omitempty"` // on the first page of the discrepancies
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
	Decision    *Ruling    `json:"decision,omitempty"`
	InEffect    *bool      `json:"in_effect,omitempty"` // of a decision
}

func (s *Set) listDocument(l *listing, page int) *ListDocument {
	from := (page - 1) * checks.PageLength
	to := min(from+checks.PageLength, len(l.entries))
	d := &ListDocument{
		Head: s.head(listKind, ListPath(s.Election, l.kind, l.top, page), l.top), List: string(l.kind),
		Place: s.place(l.top), Count: int64(len(l.entries)), Lists: s.listRefs(l.top), Rows: make([]Entry, 0, to-from),
	}
	for i := range s.lists {
		if s.lists[i].kind == l.kind {
			d.Places = append(d.Places, s.listRef(&s.lists[i]))
		}
	}
	if l.pages() > 1 {
		d.Page = new(int64(page))
		d.Paging = &Paging{Pages: int64(l.pages()), First: int64(from + 1), Last: int64(to)}
		if page > 1 {
			d.Paging.Previous = ListPath(s.Election, l.kind, l.top, page-1)
		}
		if page < l.pages() {
			d.Paging.Next = ListPath(s.Election, l.kind, l.top, page+1)
		}
	}
	if l.kind == checks.Failing && page == 1 {
		d.Checks = s.checkCounts(l.top)
	}
	for i := range l.entries[from:to] {
		d.Rows = append(d.Rows, s.entry(&l.entries[from+i]))
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
		j := judgement(e.Judgement)
		row.Judgement = &j
	case e.Finding != nil:
		row.Finding = described(e.Finding)
	case e.Decision != nil:
		row.Decision = s.ruling(e.Decision)
		row.InEffect = new(e.Reason != "revoked")
	default:
		row.Reason = e.Reason
	}
	return row
}
