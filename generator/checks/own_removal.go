package checks

import "achyk/generator/rollup"

// The numbers of a removal in a row: commissions that lose everything and their
// votes, then those that lose a part and these votes.
const (
	removedWhole = iota
	removedWholeVotes
	removedPartly      = removedWholeVotes + totalSize
	removedPartlyVotes = removedPartly + 1
	removalSize        = removedPartlyVotes + totalSize
)

// removal is where a removal stands: of the official figures or of the
// scanners', for a selection, or for all of them behind the last.
func (r *roll) removal(scanners bool, selection int) int {
	at := r.removals + selection*removalSize
	if scanners {
		at += (r.selections + 1) * removalSize
	}
	return at
}

// layRemovals writes what decisions took out into a row.
func (r *roll) layRemovals(result *rollup.Result, f row) {
	for i, m := range []*rollup.Removals{result.Removed, result.Unscanned} {
		if m == nil {
			continue
		}
		for j := range m.Selections {
			layRemoval(&m.Selections[j], f[r.removal(i == 1, j):])
		}
		layRemoval(&m.All, f[r.removal(i == 1, r.selections):])
	}
}

func layRemoval(m *rollup.Removal, f row) {
	f[removedWhole], f[removedPartly] = int64(m.Whole), int64(m.Partly)
	layTotal(&m.WholeVotes, f[removedWholeVotes:])
	layTotal(&m.PartlyVotes, f[removedPartlyVotes:])
}

// removalItem names a number of the removals by its distance from their
// beginning.
func (r *roll) removalItem(i int) string {
	name := "removed "
	if i >= (r.selections+1)*removalSize {
		i -= (r.selections + 1) * removalSize
		name += "device "
	}
	if selection := i / removalSize; selection < r.selections {
		name += votesColumn(r.contest, selection) + " "
	}
	switch i %= removalSize; {
	case i == removedWhole:
		return name + "whole"
	case i < removedPartly:
		return name + "whole votes" + totalNames[i-removedWholeVotes]
	case i == removedPartly:
		return name + "partly"
	}
	return name + "partly votes" + totalNames[i-removedPartlyVotes]
}

// remove counts the commission on the desk among those whose votes decisions
// take out, selection by selection.
func (r *roll) remove(d *desk, f row) {
	whole := d.voided.Whole != nil
	for i, p := range []*papers{&d.official, &d.device} {
		if !p.there && !whole {
			continue
		}
		all := make(row, totalSize)
		for selection := range r.selections {
			votes := d.leaving(p, selection)
			all.add(votes)
			f[r.removal(i == 1, selection):].remove(whole, votes)
		}
		f[r.removal(i == 1, r.selections):].remove(whole, all)
	}
}

func (f row) remove(whole bool, votes row) {
	switch {
	case whole:
		f[removedWhole]++
		f[removedWholeVotes:].add(votes)
	case votes[totalCounts] > 0:
		f[removedPartly]++
		f[removedPartlyVotes:].add(votes)
	}
}

// leaving is what decisions take out of the votes for a selection on some papers
// of the commission on the desk.
func (d *desk) leaving(p *papers, selection int) row {
	votes := make(row, totalSize)
	for part, sheet := range p.sheets {
		gone, mixed := d.fate(part, sheet)
		gone = gone || d.voided.Selections[selection] != nil
		if !gone && !mixed {
			continue
		}
		votes[totalCounts]++
		if sheet == nil || mixed && !gone {
			votes[totalUnknown]++
			continue
		}
		if n, known := sheet.Votes[selection].Value(); known {
			votes[totalSum] += n
		} else {
			votes[totalUnknown]++
		}
	}
	return votes
}
