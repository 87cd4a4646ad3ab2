package checks

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/source"
)

// unpaired sets the protocols of an election beside their papers, as far as both
// had come by the moment of the build: protocols without a scan where election.yaml
// says that all have been scanned, and scans of protocols that no table has. A
// scan is there where [election.Document.Scan] is set, which the room of scans does
// before anything is checked.
//
// Of a sealed commission nothing is told: that it has sent a protocol, and which,
// would be told with it.
func unpaired(y *rollup.Country) []finding.Finding {
	var found []finding.Finding
	for _, c := range y.Election.Commissions {
		if c.Sealed(y.AsOf) {
			continue
		}
		papers := c.RecordsAt(y.AsOf).Documents
		found = append(found, unseen(y, c, papers)...)
		found = append(found, alone(y, c, papers)...)
	}
	return found
}

// paperOf is the kind of paper that a protocol is written on; empty where it is no
// paper of the commission's own.
func paperOf(p *election.Protocol) election.DocumentKind {
	switch p.Series {
	case election.Manual, election.Recount:
		return election.ProtocolPaper
	case election.Device:
		return election.DeviceReport
	}
	return ""
}

// unseen are the protocols of a commission that no scan shows, where it is to have
// one.
func unseen(y *rollup.Country, c *election.Commission, papers []election.Document) []finding.Finding {
	var found []finding.Finding
	for _, p := range c.Protocols {
		kind := paperOf(p)
		if !p.KnownAt(y.AsOf) || kind == "" || !y.Election.Expects(c, kind) || seen(papers, p) {
			continue
		}
		found = append(found, finding.Finding{
			Code: finding.ProtocolUnseen, Record: p.Key(), Commission: c.ID, Contest: p.Contest.ID, At: p.At, Received: p.Came(),
		})
	}
	return found
}

// seen reports whether a scan shows a protocol.
func seen(papers []election.Document, p *election.Protocol) bool {
	for i := range papers {
		if papers[i].Scan != nil && papers[i].Of(p) {
			return true
		}
	}
	return false
}

// alone are the scans of protocols that no table of the commission has, one for all
// pages of a paper. Where a finding withholds a protocol of the commission, nobody
// can tell whether it is the one.
func alone(y *rollup.Country, c *election.Commission, papers []election.Document) []finding.Finding {
	if c.HeldAt(y.AsOf) > 0 {
		return nil
	}
	var found []finding.Finding
	told := make(map[string]bool)
	for i := range papers {
		d := &papers[i]
		if d.Kind != election.ProtocolPaper || d.Scan == nil || typed(c, d, y.AsOf) {
			continue
		}
		whole := *d
		whole.Page = 0
		if told[whole.Key(c)] {
			continue
		}
		told[whole.Key(c)] = true
		f := finding.Finding{
			Code: finding.PaperAlone, Record: d.Key(c), Commission: c.ID, At: d.At, Received: d.Arrived(),
		}
		if d.Contest != nil {
			f.Contest = d.Contest.ID
		}
		if !f.At.Known() {
			f.At = source.Cell{File: &source.File{Path: d.File}}
		}
		found = append(found, f)
	}
	return found
}

// typed reports whether any protocol of a commission that had come is the one that
// a paper shows.
func typed(c *election.Commission, d *election.Document, asOf time.Time) bool {
	for _, p := range c.Protocols {
		if p.KnownAt(asOf) && d.Of(p) {
			return true
		}
	}
	return false
}
