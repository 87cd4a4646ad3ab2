package datasets

import (
	"slices"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// Documents are the papers of a commission that may be shown: none while anything
// beneath it is under an embargo, because a paper says as much as the protocol that
// was typed from it.
func (s *Set) Documents(c *election.Commission) []election.Document {
	if c.Records == nil || len(c.Records.Documents) == 0 || c.Sealed(s.AsOf) {
		return nil
	}
	return c.RecordsAt(s.AsOf).Documents
}

// HasPapers reports whether a commission has a page of papers: whether the file of
// any of them was received.
func (s *Set) HasPapers(c *election.Commission) bool {
	return slices.ContainsFunc(s.Documents(c), func(d election.Document) bool { return d.Scan != nil })
}

// PaperNotes are the findings about the papers of a commission that readers may see.
func (s *Set) PaperNotes(c *election.Commission) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(s.notes[c.ID]), func(f finding.Finding) bool { return !strings.HasPrefix(string(f.Code), paperCodes) })
}

// paperCodes begin the codes of the findings about papers.
const paperCodes = "D6"

// A Crop is where a figure of a protocol stands on a page of its paper.
type Crop struct {
	election.LineRegion
	Protocol *election.Protocol
	Count    election.Count
}

// Crops are the figures that stand on a page of a document's scan, pages counting
// from 0 as in Scan.Pages, in the order of the regions. There are none where nobody
// said where they stand, or where no protocol was typed from the paper.
func (s *Set) Crops(c *election.Commission, d *election.Document, page int) []Crop {
	number := page + 1
	if d.Page > 0 {
		if page > 0 {
			return nil // the file holds more than the page it should be
		}
		number = d.Page
	}
	var crops []Crop
	for _, region := range s.Election.RegionsOf(c, d) {
		if region.Page != number {
			continue
		}
		for _, p := range c.Protocols {
			if !d.Of(p) || !p.KnownAt(s.AsOf) {
				continue
			}
			for item, count := range p.Figures() {
				if item == region.Item {
					crops = append(crops, Crop{region, p, count})
				}
			}
		}
	}
	return crops
}

// Archived reports whether what is shown of a document is in the zip of its
// commission: not where something of it is not shown, and never a list of people.
func (s *Set) Archived(d *election.Document) bool {
	return d.Scan != nil && (len(d.Scan.Pages) > 0 || d.Scan.Original != nil) &&
		d.Kind != election.ParticipationList && !s.Election.Rule(d.Kind).Redacts()
}

// ArchiveOf is the commission in whose zip the papers of another one are; nil where
// none of them is in any. It depends on nobody else's papers.
func (s *Set) ArchiveOf(c *election.Commission) *election.Commission {
	if !slices.ContainsFunc(s.Documents(c), func(d election.Document) bool { return s.Archived(&d) }) {
		return nil
	}
	if IsPrecinct(s.Election, c) {
		return c.Parent
	}
	if slices.ContainsFunc(c.Children, func(below *election.Commission) bool { return IsPrecinct(s.Election, below) }) {
		return c
	}
	return nil
}
