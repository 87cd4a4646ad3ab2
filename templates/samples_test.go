package templates

import (
	"fmt"
	"time"

	"achyk/generator/wording"
)

var (
	nationalVotes = []int64{12_408, 318_220, 871_345, 1_204, 207_911, 96_030, 41_557, 402_118, 18_904, 27_660}
	nationalLines = []int64{4_290_118, 31_204, 4_120_000, 1_980_112, 61_240, 2_041_352, 2_070_120, 8_528, 2_078_648, 61_102, 1_979_801, 1_997_357, 43_546}
	precinctVotes = []int64{7, 112, 431, 0, 88, 40, 21, 204, 9, 15}
	scannerVotes  = []int64{7, 111, 428, 0, 88, 40, 21, 203, 9, 14}
	precinctLines = []int64{1_842, 14, 1_701, 921, 24, 945, 741, 14, 755, 24, 921, 926, 19}
	scannerLines  = []int64{1_842, 14, 1_700, 921, 24, 945, 741, 14, 755, 24, 921, 921, 24}
)

const asOf = "24.01.2027, 23:42 (UTC+6)"

func electionName(w *wording.Language) string {
	return say(w, "Окуу президенттик шайлоосу", "Учебные выборы Президента")
}

func precinctsName(w *wording.Language) string {
	return say(w, "Шайлоо участоктору", "Избирательные участки")
}

func territorialName(w *wording.Language) string {
	return say(w, "Аймактык шайлоо комиссиялары", "Территориальные избирательные комиссии")
}

// ranked puts a table in the order of votes, as aggregates show it.
func ranked(t ResultsTable, order ...int) ResultsTable {
	rows := make([]ResultRow, 0, len(t.Rows))
	for _, position := range order {
		rows = append(rows, t.Rows[position-1])
	}
	t.Rows = rows
	return t
}

func nationalSample(w *wording.Language) PlacePage {
	results := ranked(voted(w, nationalVotes, 2_041_352, 1_997_357, nil), 3, 8, 2, 5, 6, 7, 10, 9, 1, 4)
	results.Rows[9].VotesOut = n(310)
	results.SharesOver, results.Protocols = 2_390, 2_392
	for i := range results.Rows {
		if i%4 == 1 {
			results.Rows[i].Votes.State = wording.AtLeast
		}
	}
	device := ranked(voted(w, nationalVotes, 2_041_352, 1_990_100, nil), 3, 8, 2, 5, 6, 7, 10, 9, 1, 4)
	device.Force = Preliminary
	lines := protocolLines(w, []Column{{Name: w.Text("column.sum"), Force: Official, Kind: Counts}}, nationalLines)
	lines.Rows[11].Cells[0].Amount = wording.AtLeastOf(1_997_357)
	return PlacePage{
		W:      w,
		Kind:   "national",
		Title:  electionName(w),
		Kicker: say(w, "Кыргыз Республикасы", "Кыргызская Республика"),
		Date:   wording.Date{Year: 2027, Month: time.January, Day: 24},
		AsOf:   asOf,
		Source: say(w, "Бардык маалымат ойдон чыгарылган.", "Все данные вымышлены."),
		Gaps: []string{
			say(w, "Бузулган бюллетендер өзүнчө саналган эмес.", "Испорченные бюллетени отдельно не считались."),
			say(w, "АЭУнун чектери бул жерде жок.", "Чеков АСУ здесь нет."),
		},
		Checks: CheckCounts{checkNames(w)},
		Lists:  moreTabs(w),
		JSON:   "../../api/demo/index.json",
		Notices: []Notice{
			{Kind: "unknown", Text: w.Text("notice.unknown", "n", 2)},
			{Kind: "held", Text: w.Text("notice.held", "n", 4), Link: Link{w.Text("version.title"), "changes.html"}},
		},
		Contests: []ContestSection{{
			ID:           "president",
			Name:         say(w, "Президентти шайлоо", "Выборы Президента"),
			Force:        Official,
			Leading:      results.Rows[0].Name,
			LeadingShare: results.Rows[0].Shares[0],
			LeadingBase:  results.Bases[0].Name,
			Progress: []Progress{
				{Level: territorialName(w), Expected: 54, Reported: 51, Missing: 3},
				{Level: precinctsName(w), Expected: 2_492, Reported: 2_392, Device: 61, Voided: 3, Held: 4, Embargoed: 2, Missing: 30},
			},
			Turnout:  turnoutOf(w, 2_041_352, 4_290_118),
			Results:  results,
			Lines:    lines,
			Ledger:   nationalLedger(w),
			Device:   &DeviceSection{Reported: 2_401, Expected: 2_492, Level: precinctsName(w), Turnout: turnoutOf(w, 2_041_352, 4_290_118), Results: device},
			Children: ChildrenTable{Level: say(w, "Облустар жана шаарлар", "Области и города"), Rows: regionRows(w)},
		}},
		Missing: []MissingGroup{
			{Place: say(w, "Баткен облусу", "Баткенская область"), Level: precinctsName(w), Items: links(8_014, 6), More: 11},
			{Place: say(w, "Чет өлкө", "За рубежом"), Level: precinctsName(w), Items: links(9_003, 3)},
		},
	}
}

func links(from, count int) []Link {
	var out []Link
	for i := range count {
		out = append(out, Link{fmt.Sprintf("№ %d", from+i), fmt.Sprintf("precincts/p%d.html", from+i)})
	}
	return out
}

func regionRows(w *wording.Language) []ChildRow {
	names := []wording.Text{
		{Ky: "Бишкек шаары", Ru: "г. Бишкек"}, {Ky: "Ош шаары", Ru: "г. Ош"}, {Ky: "Баткен облусу", Ru: "Баткенская область"},
		{Ky: "Жалал-Абад облусу", Ru: "Джалал-Абадская область"}, {Ky: "Ысык-Көл облусу", Ru: "Иссык-Кульская область"},
		{Ky: "Нарын облусу", Ru: "Нарынская область"}, {Ky: "Ош облусу", Ru: "Ошская область"},
		{Ky: "Талас облусу", Ru: "Таласская область"}, {Ky: "Чүй облусу", Ru: "Чуйская область"}, {Ky: "Чет өлкө", Ru: "За рубежом"},
	}
	states := []string{"counted", "counted", "partial", "counted", "voided", "device", "counted", "held", "missing", "embargoed"}
	selections := ballot(w)
	var rows []ChildRow
	for i, name := range names {
		r := ChildRow{Name: Link{name.In(w.Code()), fmt.Sprintf("regions/r%d.html", i)}, State: states[i], Reported: 310 - int64(i)*12, Expected: 310, Force: Official}
		if r.State == "counted" {
			r.Reported = 310
		}
		switch r.State {
		case "device":
			r.Force = Preliminary
		case "missing", "held", "embargoed":
			r.Force, r.Reported = NoData, 0
		}
		if r.Force != NoData {
			leader := selections[[]int{2, 7, 1, 4, 2}[i%5]]
			r.Participated, r.Turnout = n(249_152-int64(i)*9_310), share(249_152-int64(i)*9_310, 424_811)
			r.Leading, r.LeadingShare, r.LeadingColour = leader.Name.Text, share(48_060-int64(i)*911, 100_000), leader.Position
		}
		rows = append(rows, r)
	}
	return rows
}

// nightSample is the country an hour after the polls closed: scanners only.
func nightSample(w *wording.Language) PlacePage {
	p := nationalSample(w)
	c := &p.Contests[0]
	c.Force, c.Results.Force, c.Device = Preliminary, Preliminary, nil
	c.Lines.Columns[0] = Column{Name: w.Text("series.device"), Force: Preliminary, Kind: Counts}
	c.Progress[0].Reported, c.Progress[0].Missing = 0, 54
	c.Progress[1] = Progress{Level: precinctsName(w), Expected: 2_492, Device: 1_871, Missing: 621}
	second := *c
	second.ID, second.Name, second.Force = "referendum", say(w, "Референдум", "Референдум"), NoData
	second.Leading, second.Lines, second.Results, second.Turnout.Share, second.Turnout.Participated = Link{}, LinesTable{}, ResultsTable{}, wording.Share{}, wording.Amount{}
	p.Contests = append(p.Contests, second)
	return p
}

func regionSample(w *wording.Language) PlacePage {
	p := nationalSample(w)
	p.Kind, p.Title, p.Kicker = "region", say(w, "Баткен облусу", "Баткенская область"), electionName(w)
	p.Date, p.Source, p.Gaps, p.Notices = wording.Date{}, "", nil, nil
	c := &p.Contests[0]
	c.Device = nil
	c.Progress = c.Progress[:1]
	c.Children.Level = territorialName(w)
	p.Missing = p.Missing[:1]
	return p
}

func commissionSample(w *wording.Language) PlacePage {
	p := regionSample(w)
	p.Kind, p.Title = "commission", say(w, "Кадамжай аймактык шайлоо комиссиясы", "Кадамжайская территориальная избирательная комиссия")
	p.Notices = []Notice{{Kind: "voided", Text: w.Text("notice.voided", "title", say(w, "БШКнын № 0000 токтому", "постановление ЦИК № 0000"), "date", wording.Date{Year: 2027, Month: time.January, Day: 27})}}
	c := &p.Contests[0]
	c.Agreement, c.LeftOut = Agreement{Compared: 20, Differ: 2, Open: 1}, LeftOut{Level: precinctsName(w), Whole: 3, Partly: 1, WholeVotes: n(1_204)}
	p.Decisions = Decisions{
		Own: rulingRows(w)[1:], Counts: []DecisionCount{{"void", 1}}, Beneath: rulingRows(w)[:1],
		All: Link{w.Text("decision.all", "place", say(w, "Баткен облусу", "Баткенская область")), "../regions/batken/decisions.html"},
	}
	c.Summary = Link{w.Text("series.summary"), "kadamjay/summary.html"}
	c.Children.Rows[0].Voided, c.Children.Rows[0].LeadingVotes = true, n(4_012)
	c.Papers = []Paper{protocolPaper(w)}
	p.Papers = PaperList{
		All:     Link{w.Text("papers.all"), "tec/papers.html"},
		Archive: PaperArchive{Href: "../../../data/demo/papers/demo-papers-tec.zip", Papers: 42, Bytes: 12_400_000},
	}
	c.Own, c.Arithmetic = true, Arithmetic{Fails: []Judgement{judgementOf(w, 2, votesEquation(w))}}
	c.Ledger.Columns = c.Ledger.Columns[1:]
	p.Lists = nil
	sum := append([]int64(nil), nationalLines...)
	sum[3], sum[11] = sum[3]+12, sum[11]-7
	c.Lines = protocolLines(w, []Column{
		{Name: w.Text("column.own"), Force: Official, Kind: Counts},
		{Name: w.Text("column.sum"), Force: Official, Kind: Counts},
		{Name: w.Text("column.difference"), Kind: Differences},
	}, nationalLines, sum)
	for i := range c.Lines.Rows {
		row := &c.Lines.Rows[i]
		row.Cells = append(row.Cells, LineCell{Amount: n(row.Cells[0].Amount.N - row.Cells[1].Amount.N)})
	}
	c.Lines.Rows[1].Cells[1] = LineCell{Amount: wording.AtLeastOf(31_180)}
	c.Lines.Rows[1].Cells[2] = LineCell{}
	c.Progress = []Progress{{Level: precinctsName(w), Expected: 40, Reported: 37, Device: 1, Voided: 1, Missing: 1}}
	c.Children = ChildrenTable{Level: precinctsName(w)}
	rows := regionRows(w)
	for i := range 40 {
		r := rows[i%4]
		switch i {
		case 11:
			r = rows[5]
		case 23:
			r = rows[4]
		case 31:
			r = rows[8]
		}
		r.Number, r.Reported, r.Expected = fmt.Sprint(8_001+i), 0, 0
		if r.State == "partial" {
			r.State = "counted"
		}
		r.Name = Link{say(w, fmt.Sprintf("%d-орто мектеп", i+1), fmt.Sprintf("Средняя школа № %d", i+1)), fmt.Sprintf("../precincts/p%d.html", 8_001+i)}
		c.Children.Rows = append(c.Children.Rows, r)
	}
	p.Missing, p.Records = nil, commissionRecords(w)
	return p
}

func precinctSample(w *wording.Language) PrecinctPage {
	results := voted(w, precinctVotes, 945, 926, nil)
	results.BallotOrder = true
	return PrecinctPage{
		W: w, Number: "0042", Level: say(w, "Шайлоо участогу", "Избирательный участок"),
		Name:     say(w, "Т. Сатылганов атындагы орто мектеп", "Средняя школа имени Т. Сатылганова"),
		Address:  say(w, "Ойдонкүл айылы, Жибек жолу көчөсү, 1", "село Ойдонкуль, улица Жибек-Жолу, 1"),
		Kind:     "ordinary",
		Parent:   Link{say(w, "Кадамжай аймактык шайлоо комиссиясы", "Кадамжайская территориальная избирательная комиссия"), "../commissions/tec.html"},
		Previous: Link{"№ 0041", "p0041.html"}, Next: Link{"№ 0043", "p0043.html"},
		AsOf: asOf, Records: precinctRecords(w),
		Contests: []PrecinctContest{{
			ID: "president", Name: say(w, "Президентти шайлоо", "Выборы Президента"), Force: Official,
			Protocol: ProtocolNote{Series: "manual", Version: 2, Versions: []VersionNote{
				{Series: "device", Version: 1, Kind: "original", Received: "24.01.2027, 20:41 (UTC+6)"},
				{Series: "manual", Version: 1, Kind: "original", Signed: "25.01.2027, 01:10 (UTC+6)", Received: "25.01.2027, 02:05 (UTC+6)"},
				{Series: "manual", Version: 2, Kind: "corrected", Received: "26.01.2027, 11:30 (UTC+6)", Reason: say(w, "9-сапта жазууда ката кеткен", "ошибка записи в строке 9"), InForce: true, Lines: 2},
			}, History: Link{w.Text("history.all"), "p0042/history.html"}},
			Turnout: turnoutOf(w, 945, 1_842), Results: results, Counts: []CountsTable{precinctCounts(w)}, Steps: precinctSteps(w),
			Arithmetic: precinctArithmetic(w), Papers: []Paper{protocolPaper(w)},
		}},
		Papers: PaperList{Papers: append([]Paper{devicePaper(w)}, unseenPapers(w)...), All: Link{w.Text("papers.all"), "p0042/papers.html"}},
		Found:  Address{URL: "https://achyk.example/" + w.Code() + "/demo/precincts/p-0042.html", Code: "M4 4.5h7m2 0h1", Size: 29},
		JSON:   "../../../api/demo/precincts/p-0101.json",
	}
}

// precinctCounts are four counts of the same ballots: the recount in force, the
// hand count, the scanner's, and what stands in the summary table.
func precinctCounts(w *wording.Language) CountsTable {
	t := CountsTable{Table: protocolLines(w, []Column{
		{Name: w.Text("series.recount"), Href: "p0042/history.html#recount-1", Force: Official, Kind: Counts},
		{Name: w.Text("series.manual"), Force: Official, Kind: Counts},
		{Name: w.Text("series.device"), Force: Preliminary, Kind: Counts},
		{Name: w.Text("series.summary"), Force: Official, Kind: Counts},
	}, precinctLines, precinctLines, scannerLines, precinctLines)}
	t.Table.Rows[1].Cells[2] = LineCell{Absent: true}
	for i, s := range ballot(w) {
		row := LineRow{Name: w.Text("lines.votes", "name", s.Name.Text)}
		for _, votes := range [][]int64{precinctVotes, precinctVotes, scannerVotes, precinctVotes} {
			row.Cells = append(row.Cells, LineCell{Amount: n(votes[i])})
		}
		t.Table.Rows = append(t.Table.Rows, row)
	}
	t.Table.Rows[8].Cells[3].Amount = n(775)
	for _, row := range t.Table.Rows {
		for i := range row.Cells[1:] {
			if c := &row.Cells[i+1]; c.Amount.State == wording.Known {
				c.More = n(c.Amount.N - row.Cells[0].Amount.N)
			}
		}
	}
	for i, shape := range []string{"equal", "normal", "different"} {
		t.Shapes = append(t.Shapes, CountsShape{Shape: shape, Series: []string{"manual", "device", "summary"}[i], Differ: 1, Moved: 5})
	}
	return t
}

func precinctSteps(w *wording.Language) Steps {
	cell := func(count, more int64) LineCell { return LineCell{Amount: n(count), More: n(more)} }
	return Steps{[]Step{
		{Kind: "listed", Source: w.Text("series.recount"), Force: Official, Cell: LineCell{Amount: n(1_842)}},
		{Kind: "identified", Source: w.Text("series.device"), Force: Preliminary, Cell: cell(944, -1)},
		{Kind: "list", Source: w.Text("steps.source_list"), Force: Official, Cell: cell(945, 0), Same: true},
		{Kind: "participated", Source: w.Text("series.recount"), Force: Official, Cell: LineCell{Amount: n(945)}},
		{Kind: "issued", Source: w.Text("series.recount"), Force: Official, Cell: cell(945, 0), Same: true},
		{Kind: "boxes", Source: w.Text("series.recount"), Force: Official, Cell: LineCell{}},
	}}
}

// workedSample has a check of every verdict.
func workedSample(w *wording.Language) ArithmeticPage {
	a, names := precinctArithmetic(w), checkNames(w)
	why := say(w, "Ар бир бюллетень эсептелиши керек.", "Каждый бюллетень должен быть учтён.")
	sum := func(verdict string, j Judgement) WorkedCheck {
		return WorkedCheck{Rule: j.Rule, Name: j.Name, Why: why, Sums: []WorkedSum{{
			Verdict: verdict, Item: j.Item, Force: j.Force, Equations: j.Equations, Reason: j.Reason,
		}}}
	}
	held := Judgement{Rule: names[1].Rule, Name: names[1].Name, Force: Official, Equations: []Equation{{Words: names[1].Name, Figures: "755 = 741 + 14"}}}
	open := sum("open", a.Open[0])
	open.Sums[0].Missing = []MissingFigure{{"4", protocolLines(w, nil, precinctLines).Rows[3].Name}}
	overtaken := sum("open", Judgement{Rule: names[3].Rule, Name: names[3].Name, Reason: "overtaken"})
	return ArithmeticPage{
		W: w, Kicker: "№ 0042 · " + electionName(w), Back: Link{w.Text("page.back", "place", "№ 0042"), "../p0042.html"}, AsOf: asOf,
		Contests: []WorkedContest{{Name: say(w, "Президентти шайлоо", "Выборы Президента"), Checks: []WorkedCheck{
			sum("fails", a.Fails[0]), sum("holds", held), sum("fails", a.Fails[2]), sum("noted", a.Fails[3]), open, overtaken,
		}}},
		JSON: "../../../../api/demo/precincts/p-0042/arithmetic.json",
	}
}

// historySample has a version that was corrected, refused and corrected again.
func historySample(w *wording.Language) HistoryPage {
	ruling := func(title wording.Text) string {
		return w.Text("version.ruling", "title", title.In(w.Code()), "by", "АШК / ТИК", "date", wording.Date{Year: 2027, Month: time.January, Day: 27})
	}
	lines := protocolLines(w, nil, precinctLines).Rows
	figures := []FigureNote{
		{Number: "1", Name: lines[0].Name, Amount: n(1_842), Cell: "M12"},
		{Number: "2", Name: lines[1].Name, Cell: "N12"},
		{Name: w.Text("lines.votes", "name", ballot(w)[0].Name.Text), Amount: n(7), Voided: true, Cell: "votes.csv: C7"},
	}
	const source = "protocols.csv, 12"
	version := func(number int64, note VersionNote) ProtocolVersion {
		note.Series, note.Version, note.Kind = "manual", number, "corrected"
		return ProtocolVersion{VersionNote: note, Anchor: fmt.Sprint("manual-", number), After: number - 1, Source: source, Figures: figures}
	}
	third := version(3, VersionNote{InForce: true, Signed: asOf, Received: asOf, Reason: say(w, "9-сапта жазууда ката кеткен", "ошибка записи в строке 9")})
	third.ReasonCode, third.Decision = "line_mistyped", ruling(wording.Text{Ky: "Версияны оңдоо жөнүндө", Ru: "Об исправлении версии"})
	third.Changed = []DiffRow{{"9", lines[8].Name, n(775), n(755)}, {"13", lines[12].Name, wording.Amount{}, n(19)}}
	second := version(2, VersionNote{Refused: true, Received: asOf})
	second.RefusedBy = ruling(wording.Text{Ky: "2-версияны кабыл албоо жөнүндө", Ru: "Об отказе принять версию 2"})
	second.Changed = []DiffRow{{"", w.Text("lines.votes", "name", ballot(w)[0].Name.Text), n(7), n(17)}}
	first := version(1, VersionNote{})
	first.Kind, first.After = "original", 0
	device := version(2, VersionNote{Received: asOf})
	device.Series, device.Voided = "device", ruling(wording.Text{Ky: "Жыйынтыкты жараксыз деп табуу жөнүндө", Ru: "О признании итогов недействительными"})
	return HistoryPage{
		W: w, Kicker: "№ 0042 · " + electionName(w), Back: Link{w.Text("page.back", "place", "№ 0042"), "../p0042.html"}, AsOf: asOf,
		Protocols: []ProtocolHistory{
			{Series: "manual", Versions: []ProtocolVersion{third, second, first}},
			{Series: "device", Part: say(w, "Кагаз", "Бумага"), Versions: []ProtocolVersion{device}},
		},
		JSON: "../../../../api/demo/precincts/p-0042/history.json",
	}
}

// scannerSample has the scanner's figures alone.
func scannerSample(w *wording.Language) PrecinctPage {
	p := precinctSample(w)
	p.Kind = "abroad"
	c := &p.Contests[0]
	c.Force, c.Results.Force, c.Results.Compared = Preliminary, Preliminary, ""
	c.Protocol = ProtocolNote{Series: "device", Version: 1, Versions: c.Protocol.Versions[:1]}
	c.Counts[0].Shapes, c.Steps = nil, Steps{}
	c.Papers = []Paper{devicePaper(w)}
	p.Papers.Papers = nil
	t := &c.Counts[0].Table
	t.Columns = t.Columns[2:3]
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[2:3]
		t.Rows[i].Cells[0].More = wording.Amount{}
	}
	return p
}

// hardSample has everything a figure can be: unknown, at least, struck, absent.
func hardSample(w *wording.Language) PrecinctPage {
	p := precinctSample(w)
	p.Kind = "remote"
	p.Notices = []Notice{
		{Kind: "voided", Text: w.Text("notice.voided", "title", say(w, "БШКнын № 0000 токтому", "постановление ЦИК № 0000"), "date", wording.Date{Year: 2027, Month: time.January, Day: 27})},
		{Kind: "unknown", Text: w.Text("notice.unknown", "n", 1)},
	}
	c := &p.Contests[0]
	c.Papers = []Paper{unseenPapers(w)[1]}
	c.Papers[0].Kind = "protocol"
	p.Papers = PaperList{All: p.Papers.All}
	c.Turnout.Participated, c.Turnout.Share = wording.Amount{}, wording.Share{}
	c.Results.Compared = ""
	c.Results.Bases[0].Whole = wording.Amount{}
	for i := range c.Results.Rows {
		r := &c.Results.Rows[i]
		r.Shares[0] = wording.Share{}
		switch i {
		case 2:
			r.Votes = wording.Amount{}
			r.Shares[1] = wording.Share{}
		case 4:
			r.Voided = true
		case 6:
			r.VotesOut = n(12)
		case 7:
			r.Votes, r.VotesOut = wording.Amount{}, n(204)
		}
	}
	t := &c.Counts[0].Table
	t.Rows[3].Cells[0].Amount = wording.Amount{}
	t.Rows[5].Cells[0].Amount = wording.Amount{}
	t.Rows[6].Cells[0].Voided = true
	t.Rows[7].Cells[0].Amount = wording.AtLeastOf(12)
	c.Protocol.Versions[1].Refused = true
	c.Protocol.Versions[1].Part = say(w, "жайдан тышкары", "вне помещения")
	return p
}

func missingSample(w *wording.Language) PrecinctPage {
	p := precinctSample(w)
	p.Contests[0] = PrecinctContest{ID: "president", Name: p.Contests[0].Name, Force: NoData, Paperless: true}
	p.Previous, p.Papers, p.Found = Link{}, PaperList{}, Address{}
	return p
}

func selectionSample(w *wording.Language) SelectionPage {
	row := ballot(w)[2]
	p := SelectionPage{
		W: w, Election: electionName(w), Contest: say(w, "Президентти шайлоо", "Выборы Президента"),
		Position: row.Position, Name: row.Name.Text, Kind: "candidate", Nominated: row.Detail, Withdrawn: true,
		Force: Official, AsOf: asOf, Votes: wording.AtLeastOf(871_345),
		Shares: []SelectionShare{
			{Base{participatedName(w), n(2_041_352)}, share(871_345, 2_041_352)},
			{Base{validName(w), n(1_997_357)}, share(871_345, 1_997_357)},
		},
		Progress: []Progress{{Level: precinctsName(w), Expected: 2_492, Reported: 2_392, Missing: 100}},
	}
	for i, r := range regionRows(w) {
		region := SelectionRegion{SelectionRow: SelectionRow{Place: r.Name, Force: r.Force, Votes: r.Participated, Share: share(871-int64(i)*60, 1_000)}}
		if r.Force == NoData {
			region.Share = wording.Share{}
		}
		for k := range 3 {
			child := region.SelectionRow
			child.Place = Link{say(w, fmt.Sprintf("%d-аймактык комиссия", k+1), fmt.Sprintf("Территориальная комиссия № %d", k+1)), "../commissions/c.html"}
			region.Children = append(region.Children, child)
		}
		p.Regions = append(p.Regions, region)
	}
	return p
}

func precinctRecords(w *wording.Language) Records {
	day := TurnoutDay{Base: say(w, "тизмеге киргизилген шайлоочулардын саны", "число избирателей, внесенных в список"), BaseForce: Official}
	for i, voters := range []int64{102, 307, 518, 690, 861, 945} {
		day.Rows = append(day.Rows, TurnoutRow{
			Time: fmt.Sprintf("24.01.2027, %d:00 (UTC+6)", 10+2*i), Voters: n(voters), Share: share(voters, 1_842), Force: Preliminary,
		})
	}
	day.Rows[2].Voters, day.Rows[2].Share = wording.Amount{}, wording.Share{}
	day.Rows[5].Force = Official
	return Records{
		Turnout:      []TurnoutDay{day},
		Participants: []Participants{{Count: n(945), Time: "25.01.2027, 01:10 (UTC+6)"}},
	}
}

func commissionRecords(w *wording.Language) Records {
	return Records{
		Turnout: []TurnoutDay{{
			Contest: say(w, "Референдум", "Референдум"),
			Rows:    []TurnoutRow{{Time: "24.01.2027, 10:00 (UTC+6)", Voters: n(12_408), Force: Official}},
		}},
		Events: []EventNote{{Step: "15", Time: "25.01.2027, 06:40 (UTC+6)", Note: say(w, "Протоколго кол коюлду.", "Протокол подписан.")}},
		Complaints: []ComplaintNote{
			{ID: "12", Subject: say(w, "Участокко кирүү боюнча", "О доступе на участок"), Status: "partly", Received: "24.01.2027, 11:05 (UTC+6)", Considered: "24.01.2027, 18:30 (UTC+6)", Decision: say(w, "№ 0001 чечим", "решение № 0001")},
			{ID: "13", Subject: say(w, "Көчүрмөнү берүү боюнча", "О выдаче копии"), Status: "pending"},
		},
	}
}

// summarySample is a summary table: columns that were typed, one of them
// otherwise than its protocol, one voided, one unknown, one of the protocol.
func summarySample(w *wording.Language) SummaryPage {
	totals := protocolLines(w, []Column{
		{Name: w.Text("column.own"), Force: Official, Kind: Counts}, {Name: w.Text("column.sum"), Force: Official, Kind: Counts},
		{Name: w.Text("column.difference"), Force: Official, Kind: Differences},
	}, nationalLines, nationalLines, make([]int64, len(nationalLines)))
	t := SummaryTable{
		ID: "president", Name: say(w, "Президентти шайлоо", "Выборы Президента"), Compared: true, Differ: 1, Totals: totals,
		Sources: []SummarySource{{"summary", 13}, {"protocol", 1}, {"none", 1}},
	}
	for i := range 15 {
		c := SummaryColumn{Place: links(8_001+i, 1)[0], State: "counted"}
		for j := range totals.Rows {
			c.Cells = append(c.Cells, SummaryCell{LineCell: LineCell{Amount: n(int64(1_842 + 3*i + j)), Absent: j == 1 && i == 4, Voided: i == 2}})
		}
		switch i {
		case 1:
			c.Cells[3].Differs, c.Cells[3].Protocol = true, n(512)
		case 2:
			c.State, c.Notes = "voided", []string{w.Text("state.voided")}
		case 3:
			c.State, c.Cells = "missing", nil
		case 5:
			c.Basis = "protocol"
		}
		t.Columns = append(t.Columns, c)
	}
	return SummaryPage{
		W: w, Kicker: electionName(w), AsOf: asOf, Tables: []SummaryTable{t}, JSON: "../../../api/demo/commissions/kadamjay/summary.json",
		Commission: Link{say(w, "Кадамжай аймактык шайлоо комиссиясы", "Кадамжайская территориальная избирательная комиссия"), "../kadamjay.html"},
	}
}
