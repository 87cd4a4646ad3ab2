package templates

import (
	"fmt"
	"strings"
	"time"

	"achyk/generator/wording"
)

// sheetOf is a page of an invented scan.
func sheetOf(name string, number int64) PaperPage {
	sum := strings.Repeat(fmt.Sprintf("%x3f9c04d", number%10), 8)
	return PaperPage{
		Number:    number,
		Reading:   Picture{Href: fmt.Sprintf("%s-p%d.jpg", name, number), Width: 1_240, Height: 1_754, Bytes: 212_480, SHA256: sum},
		Thumbnail: Picture{Href: fmt.Sprintf("%s-p%d-thumb.jpg", name, number), Width: 480, Height: 679, Bytes: 31_240, SHA256: sum},
	}
}

var receivedSum = strings.Repeat("c01d7b52", 8)

// protocolPaper is two pages of one file that is published as it was received.
func protocolPaper(w *wording.Language) Paper {
	return Paper{
		Anchor: "president-protocol-2", Kind: "protocol", Version: 2, InForce: true,
		Date: wording.Date{Year: 2027, Month: time.January, Day: 26}, Received: "26.01.2027, 11:30 (UTC+6)",
		SignedBy: say(w, "Төрага Ө. Сыналганов, катчы Ү. Мисалова", "председатель О. Пробин, секретарь У. Образцова"),
		Pages:    []PaperPage{sheetOf("protocol", 1), sheetOf("protocol", 2)},
		Files:    []PaperFile{{SHA256: receivedSum, Bytes: 1_310_720, Format: "PDF", Original: "protocol-original.pdf"}},
		Page:     Link{w.Text("papers.more"), "p0042/papers.html#president-protocol-2"},
	}
}

// devicePaper is a picture that was taken with a telephone and says where.
func devicePaper(w *wording.Language) Paper {
	return Paper{
		Anchor: "device_report-1", Kind: "device_report", Version: 1, Received: "24.01.2027, 20:41 (UTC+6)",
		Pages: []PaperPage{sheetOf("report", 1)},
		Files: []PaperFile{{SHA256: receivedSum, Bytes: 2_310_720, Format: "JPEG", Rule: Link{"D608", "../checks/d608.html"}}},
		Page:  Link{w.Text("papers.more"), "p0042/papers.html#device_report-1"},
	}
}

// unseenPapers have no pictures, each for a reason of its own.
func unseenPapers(w *wording.Language) []Paper {
	return []Paper{
		{Anchor: "participation_list-1", Kind: "participation_list", Version: 1, Files: []PaperFile{{SHA256: receivedSum, Bytes: 310_720, Format: "PDF", Why: "digest"}}, Page: Link{w.Text("papers.more"), "#"}},
		{Anchor: "act_unused-1", Kind: "act_unused", Version: 1, Files: []PaperFile{{SHA256: receivedSum, Bytes: 310_720, Why: "withheld", Rule: Link{"D606", "../checks/d606.html"}}}},
		{Anchor: "minutes-1", Kind: "minutes", Version: 1, Files: []PaperFile{{Page: 1, Why: "unscanned"}, {Page: 2, Why: "absent"}}},
	}
}

// papersSample has several versions and pages, cells, and every reason why a paper
// is not shown.
func papersSample(w *wording.Language) PapersPage {
	last := protocolPaper(w)
	last.Page, last.Blanked, last.Part, last.Series = Link{}, true, say(w, "кагаз бюллетендер", "бумажные бюллетени"), "recount"
	lines := protocolLines(w, nil, precinctLines).Rows
	for i, row := range lines[:3] {
		last.Cells.Rows = append(last.Cells.Rows, PaperCell{
			Number: row.Number, Name: row.Name, Amount: n(precinctLines[i]), Page: 1, Picture: last.Pages[0].Reading,
			Left: 900, Top: 300 + 60*i, Width: 240, Height: 60,
		})
	}
	last.Cells.Rows[1].Amount = wording.Amount{}
	last.Cells.Rows = append(last.Cells.Rows, PaperCell{
		Name: w.Text("lines.votes", "name", ballot(w)[0].Name.Text), Amount: n(7), Voided: true, Page: 2, Picture: last.Pages[1].Reading,
		Left: 900, Top: 240, Width: 240, Height: 60,
	})
	first := protocolPaper(w)
	first.Anchor, first.Version, first.InForce, first.Page, first.Contest = "president-protocol-1", 1, false, Link{}, say(w, "Президентти шайлоо", "Выборы Президента")
	// Each page is a file of its own, and none is published as it came.
	first.Files = []PaperFile{{Page: 1, SHA256: receivedSum, Bytes: 310_720, Format: "JPEG"}, {Page: 2, SHA256: receivedSum, Bytes: 300_000, Format: "JPEG"}}
	device := devicePaper(w)
	device.Page = Link{}
	return PapersPage{
		W: w, Kicker: "№ 0042 · " + electionName(w), AsOf: asOf,
		Back:    Link{w.Text("page.back", "place", "№ 0042"), "../p0042.html"},
		Beside:  []Link{{w.Text("history.title"), "history.html"}, {w.Text("arithmetic.title"), "arithmetic.html"}},
		Notices: []Notice{{Kind: "correction", Text: "D606: " + w.Text("findings.D606.name")}},
		Papers:  append([]Paper{last, first, device}, unseenPapers(w)...),
		JSON:    "../../../../api/demo/precincts/p-0042/papers.json",
	}
}
