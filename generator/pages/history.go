package pages

import (
	"slices"

	"achyk/generator/datasets"
	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/rollup"
	"achyk/generator/shell"
	"achyk/templates"
)

func (e *Election) historyPath(c *election.Commission) string {
	return datasets.HistoryPath(e.Election, c) + ".html"
}

// history is every version of every protocol of a commission: by count, the last
// version first.
func (v view) history(c *election.Commission) (templates.HistoryPage, shell.Page) {
	path := v.historyPath(c)
	page := templates.HistoryPage{W: v.w, Kicker: v.kicker(c), Back: v.back(path, c), Beside: v.beside(path, c), AsOf: v.asOf(c), JSON: v.json(path)}
	page.Exports = templates.Link{
		Text: v.w.Text("provenance.digests"), Href: datasets.Relative(path, datasets.DataPath(v.Election.Election)+".html") + "#exports",
	}
	shown := v.shown(c)
	for _, k := range v.Election.Election.Contests {
		var r *rollup.Result
		var last *election.Protocol
		for _, p := range shown {
			if p.Contest != k {
				continue
			}
			if r == nil {
				r = v.Of(c, k)
			}
			if last == nil || last.Part != p.Part || last.Series != p.Series {
				page.Protocols = append(page.Protocols, v.protocolHistory(p))
			}
			h := &page.Protocols[len(page.Protocols)-1]
			h.Versions = slices.Insert(h.Versions, 0, v.protocolVersion(r, p))
			last = p
		}
	}
	return page, v.subHead(path, c, "history")
}

// protocolHistory begins the history of the count that a protocol belongs to.
func (v view) protocolHistory(p *election.Protocol) templates.ProtocolHistory {
	h := templates.ProtocolHistory{Contest: v.contestOf(p.Contest), Series: string(p.Series)}
	if len(p.Contest.Parts) > 0 {
		h.Part = p.Contest.Parts[p.Part].Name.In(v.w.Code())
	}
	return h
}

// protocolVersion is one version with what it changed and where it was read.
func (v view) protocolVersion(r *rollup.Result, p *election.Protocol) templates.ProtocolVersion {
	t := templates.ProtocolVersion{
		VersionNote: v.version(r, p), Anchor: datasets.Anchor(p), ReasonCode: p.ReasonCode, Source: v.sourceOf(p),
	}
	if p.Decision != "" {
		t.Decision = p.Decision
		if d := v.Election.Election.Decision(p.Decision); d != nil {
			t.Decision = v.ruling(d)
		}
	}
	if d := v.Standing.Refused(p); d != nil {
		t.RefusedBy = v.ruling(d)
	}
	if d := r.Voided.Whole; d != nil {
		t.Voided = v.ruling(d)
	}
	if before := p.Before(v.AsOf); before != nil {
		t.After = int64(before.Version)
		t.Changed = v.diffRows(election.Differences(before, p))
	}
	t.Figures = make([]templates.FigureNote, 0, len(p.Lines)+len(p.Votes))
	for item, count := range p.Figures() {
		void := r.Voided.Whole != nil || item.Select != nil && r.Voided.Selections[item.Select.Index] != nil
		t.Figures = append(t.Figures, templates.FigureNote{
			Number: numberOf(item), Name: item.Name(v.w), Amount: count.Amount(), Voided: void, Cell: datasets.CellOf(p, count),
		})
	}
	return t
}

// numberOf is the number of a line on the paper; empty for a selection.
func numberOf(i election.Item) string {
	if i.Line == nil {
		return ""
	}
	return i.Line.Number
}

// sourceOf says which file a protocol was read from.
func (v view) sourceOf(p *election.Protocol) string {
	if !p.At.Known() {
		return ""
	}
	key, pairs := finding.Place(p.At.File.Path, p.At)
	return v.w.Text(key, pairs...)
}

// ruling names a decision: its title, who made it, and when.
func (v view) ruling(d *election.Decision) string {
	return v.w.Text("version.ruling", "title", v.titleOf(d), "by", v.maker(d), "date", v.date(d))
}
