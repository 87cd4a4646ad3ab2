package checks

import (
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
)

// sharesBeyond reports the protocols whose votes are more than a number that
// their percents are taken of, so that the percents of the commission come to
// more than a hundred. The protocol says so itself; the sums above carry it on.
func sharesBeyond(y *rollup.Country) []finding.Finding {
	var found []finding.Finding
	for _, k := range y.Election.Contests {
		l := newLayout(k)
		d := newDesk(y, k, l)
		for _, c := range y.Election.Commissions {
			d.lay(c)
			for _, p := range []*papers{&d.official, &d.device} {
				if !p.there {
					continue
				}
				d.read(p)
				for b, base := range k.ShareBases {
					// Of several parts one may make up for another.
					if p.figures[l.kept+b] > 0 {
						found = append(found, d.beyond(p, base)...)
					}
				}
			}
		}
	}
	return found
}

// beyond reports which of the papers have more votes than a base allows.
func (d *desk) beyond(p *papers, base election.Role) []finding.Finding {
	var found []finding.Finding
	for part, sheet := range p.sheets {
		whole := says(sheet, d.contest.Line(base))
		n, known := whole.Value()
		if gone, mixed := d.fate(part, sheet); !known || gone || mixed {
			continue
		}
		votes := int64(0)
		for i, count := range sheet.Votes {
			if v, known := count.Value(); known && d.voided.Selections[i] == nil {
				votes += v
			}
		}
		if votes > n*d.layout.ballot() {
			f := finding.Finding{
				Code: finding.SharesExceed, Record: sheet.Key(), Commission: sheet.Commission.ID, Contest: sheet.Contest.ID, At: whole.At,
			}
			found = append(found, f.With("record", f.Record).With("votes", votes).With("base", n))
		}
	}
	return found
}
