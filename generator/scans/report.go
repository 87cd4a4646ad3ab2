package scans

import (
	"slices"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/source"
)

// about completes a finding about a paper: it stands at the file, which is what is
// to be looked at, and beside it the row that names the file.
func (p paper) about(f finding.Finding) finding.Finding {
	f.Commission, f.At = p.commission.ID, source.Cell{File: &source.File{Path: p.File}}
	if p.At.Path() != p.File {
		f.Also = append([]source.Cell{p.At}, f.Also...)
	}
	if came := p.Arrived(); came.After(f.Received) {
		f.Received = came
	}
	if p.Contest != nil {
		f.Contest = p.Contest.ID
	}
	return f
}

// key names a paper.
func (p paper) key() string { return p.Key(p.commission) }

// fill fills in the scan of a paper, as its file was found, and says what is wrong
// with it.
func (p paper) fill(f *file, rule int) []finding.Finding {
	p.Scan = nil
	if f.absent {
		return nil
	}
	p.Scan = &election.Scan{SHA256: f.sha256, Bytes: f.bytes}
	problem := f.refused
	if problem == "" {
		o := f.outcomes[rule]
		p.Scan.Format, p.Scan.Pages = o.Format, slices.Clone(o.Pages)
		if o.Original {
			p.Scan.Original = &election.Picture{SHA256: f.sha256, Bytes: f.bytes}
		}
		switch problem = o.Problem; {
		case problem != "":
		case o.Position:
			// It says that the received file is not published, too.
			return []finding.Finding{p.about(finding.Finding{Code: finding.PositionInside, Record: p.key()})}
		case o.Hidden != "":
			return []finding.Finding{p.about(finding.Finding{Code: finding.OriginalWithheld, Record: p.key()}.With("problem", o.Hidden))}
		}
	}
	if problem == "" {
		return nil
	}
	p.Scan.Withheld = string(finding.ScanUnreadable)
	return []finding.Finding{p.about(finding.Finding{Code: finding.ScanUnreadable, Record: p.key()}.With("problem", problem))}
}

// twice finds papers that cannot be one sheet and have one file, byte for byte:
// each of them with the first that it disagrees with, since nobody can tell whose
// sheet it is. Until both have come there is nothing to tell.
func twice(papers []paper) []finding.Finding {
	byDigest := make(map[string][]paper)
	for _, p := range papers {
		if p.Scan != nil && p.Scan.SHA256 != "" && p.Scan.Bytes > 0 {
			byDigest[p.Scan.SHA256] = append(byDigest[p.Scan.SHA256], p)
		}
	}
	var found []finding.Finding
	for _, alike := range byDigest { // in no order: Read sorts what is found
		slices.SortStableFunc(alike, func(a, b paper) int { return a.Arrived().Compare(b.Arrived()) })
		for _, p := range alike {
			first := slices.IndexFunc(alike, func(q paper) bool { return !sameSheet(p, q) })
			if first < 0 {
				continue
			}
			other := alike[first]
			found = append(found, p.about(finding.Finding{
				Code: finding.ScanTwice, Record: p.key(), Received: other.Arrived(),
				Also: []source.Cell{{File: &source.File{Path: other.File}}},
			}.With("other", other.key())))
		}
	}
	return found
}

// ofOneContest are the kinds of paper that are drawn up for each contest; others
// are of the whole day, and may be filed under each of its contests.
var ofOneContest = []election.DocumentKind{election.ProtocolPaper, election.EnlargedProtocol, election.SummaryTable}

// sameSheet reports whether two papers may be one and the same sheet.
func sameSheet(p, q paper) bool {
	contests := p.Contest == q.Contest && p.Part == q.Part || !slices.Contains(ofOneContest, p.Kind)
	pages := p.Page == q.Page || p.File == q.File // a file with all pages, named once for each
	return p.commission == q.commission && p.Series == q.Series && p.Kind == q.Kind && p.Version == q.Version && contests && pages
}
