package templates

import (
	"fmt"
	"strings"
	"time"

	"achyk/generator/wording"
)

// checkNames are the checks of the invented election, in its order.
func checkNames(w *wording.Language) []CheckCount {
	rows := []CheckCount{
		{Rule: Link{Text: "E1"}, Name: say(w, "Алынган бюллетендер берилгендер менен эсептен чыгарылгандарга барабар", "Полученные бюллетени – это выданные и погашенные"), Severity: "error", Holds: 2_388, Fails: 2, Open: 2},
		{Rule: Link{Text: "E2"}, Name: say(w, "Эсептен чыгарылган бюллетендер пайдаланылбагандар менен бузулгандарга барабар", "Погашенные бюллетени – это неиспользованные и испорченные"), Severity: "error", Holds: 2_392},
		{Rule: Link{Text: "E4"}, Name: say(w, "Бардык добуштардын суммасы жарактуу бюллетендердин санына барабар", "Сумма всех голосов равна числу действительных бюллетеней"), Severity: "error", Holds: 2_389, Fails: 1, Open: 2},
		{Rule: Link{Text: "E5"}, Name: say(w, "Катышкандар тизмедегилерден көп эмес", "Приняли участие не больше, чем внесено в список"), Severity: "error", Holds: 2_390, Open: 2},
		{Rule: Link{Text: "E6"}, Name: say(w, "Ящиктердеги бюллетендер берилгендерден көп эмес", "В ящиках не больше бюллетеней, чем выдано"), Severity: "warning", Holds: 2_381, Fails: 9, Open: 2},
		{Rule: Link{Text: "W1"}, Name: say(w, "АЭУнун жана кол менен эсептөөнүн катышкандары барабар", "Приняли участие по АСУ столько же, сколько по ручному подсчёту"), Severity: "warning", Holds: 2_301, Fails: 14, Open: 61},
		{Rule: Link{Text: "W2"}, Name: say(w, "Ар бир талапкердин жок дегенде бир добушу бар", "За каждого кандидата есть хотя бы один голос"), Severity: "information", Holds: 23_102, Fails: 818},
	}
	for i := range rows {
		rows[i].Rule.Href = "checks/" + strings.ToLower(rows[i].Rule.Text) + ".html"
		rows[i].Compares = map[bool]string{true: "series", false: "within"}[rows[i].Rule.Text == "W1"]
	}
	return rows
}

// judgementOf is one check as it came out for an invented protocol.
func judgementOf(w *wording.Language, check int, e ...Equation) Judgement {
	c := checkNames(w)[check]
	return Judgement{Rule: c.Rule, Name: c.Name, Severity: c.Severity, Force: Official, Equations: e}
}

func votesEquation(w *wording.Language) Equation {
	return Equation{
		Words:      say(w, "Бардык добуштардын суммасы", "Сумма всех голосов") + " = " + validName(w),
		Figures:    "927 ≠ 926",
		Difference: n(1),
	}
}

func receivedEquation(w *wording.Language) Equation {
	lines := protocolLines(w, nil, precinctLines).Rows
	return Equation{
		Words:      lines[2].Name + " = " + lines[3].Name + " + " + lines[4].Name + " + " + lines[8].Name,
		Figures:    "1 701 ≠ 1 700 = 921 + 24 + 755",
		Difference: n(1),
	}
}

func unreadEquation(w *wording.Language) Equation {
	lines := protocolLines(w, nil, precinctLines).Rows
	return Equation{
		Words:   lines[9].Name + " + " + lines[10].Name + " ≤ " + lines[3].Name + " + " + lines[4].Name,
		Figures: "24 + 921 ≤ " + w.Amount(wording.Amount{}) + " + 24",
	}
}

func precinctArithmetic(w *wording.Language) Arithmetic {
	var a Arithmetic
	checks := checkNames(w)
	device := judgementOf(w, 5, Equation{
		Words:      say(w, "АЭУ боюнча: ", "по данным АСУ: ") + participatedName(w) + " = " + participatedName(w),
		Figures:    "944 ≠ 945",
		Difference: n(-1),
	})
	device.Force = Preliminary
	nought := judgementOf(w, 6, Equation{Words: say(w, "Добуштар: Жайлообаев Нурбек", "Голоса: Джайлобаев Нурбек") + " > 0", Figures: "0 ≤ 0"})
	nought.Item = say(w, "Добуштар: Жайлообаев Нурбек", "Голоса: Джайлобаев Нурбек")
	a.Fails = []Judgement{judgementOf(w, 0, receivedEquation(w)), judgementOf(w, 2, votesEquation(w)), device, nought}
	open := judgementOf(w, 4, unreadEquation(w))
	open.Reason = "unread"
	a.Open = []Judgement{open}
	a.Held = []HeldCheck{{checks[1].Rule, checks[1].Name}, {checks[3].Rule, checks[3].Name}}
	a.Worked = Link{w.Text("arithmetic.worked"), "p0042/arithmetic.html"}
	return a
}

func nationalLedger(w *wording.Language) Ledger {
	return Ledger{Columns: []LedgerColumn{
		{Level: territorialName(w), Expected: n(54), Received: n(51), Published: n(51), Held: n(0), Voided: n(0), Waiting: n(3)},
		{Level: precinctsName(w), Expected: n(2_492), Received: n(2_399), Published: n(2_392), Held: n(4), Voided: n(3), Waiting: n(93)},
	}}
}

// listTabs are the lists of a place, with the one that is open.
func listTabs(w *wording.Language, here string) []Tab {
	var tabs []Tab
	for i, kind := range lists {
		tabs = append(tabs, Tab{Link{w.Text("list.title." + kind), kind + ".html"}, n([]int64{494, 818, 67, 4, 93, 3, 1, 2}[i]), kind == here})
	}
	return tabs
}

func placeTabs(w *wording.Language) []Tab {
	tabs := []Tab{{Link{electionName(w), "discrepancies.html"}, n(494), true}}
	for i, r := range regionRows(w) {
		tabs = append(tabs, Tab{Link: r.Name, Count: n(int64(i * 37))})
	}
	return tabs
}

func moreTabs(w *wording.Language) []Tab {
	return append(listTabs(w, ""),
		Tab{Link: Link{w.Text("rules.title"), "checks/index.html"}}, Tab{Link: Link{w.Text("data.title"), "data.html"}})
}

func place(w *wording.Language, number string) ListRow {
	return ListRow{
		Place:  Link{say(w, "Т. Уметалиев атындагы орто мектеп", "Средняя школа имени Т. Уметалиева"), "precincts/p-" + number + ".html"},
		Number: number,
		Above:  say(w, "Кадамжай району · Баткен облусу", "Кадамжайский район · Баткенская область"),
	}
}

func listSample(w *wording.Language, kind string) ListPage {
	p := ListPage{
		W: w, Kind: kind, Kicker: electionName(w), AsOf: asOf, Count: 4, JSON: "../../api/demo/" + kind + ".json",
		Tabs: listTabs(w, kind), Places: placeTabs(w), Pager: Pager{Page: 1, Pages: 1, First: 1, Last: 4},
	}
	for i := range 4 {
		p.Rows = append(p.Rows, place(w, fmt.Sprintf("0%d", 801+i*17)))
	}
	return p
}

func discrepanciesSample(w *wording.Language) ListPage {
	p := listSample(w, "discrepancies")
	p.Count, p.Rules = 494, compared(checkNames(w))
	p.Pager = Pager{Page: 2, Pages: 5, First: 101, Last: 200, Previous: Link{w.Text("list.previous"), "discrepancies.html"}, Next: Link{w.Text("list.next"), "discrepancies/3.html"}}
	p.Rows = p.Rows[:1]
	for _, j := range precinctArithmetic(w).contradictions() {
		r := place(w, "08101")
		r.Rule, r.Text, r.Severity, r.Item, r.Force, r.Equations = j.Rule, j.Name, j.Severity, j.Item, j.Force, j.Equations
		r.Record, r.Compares = w.Text("series.manual"), map[bool]string{true: "series", false: "within"}[j.Force == Preliminary]
		p.Rows = append(p.Rows, r)
	}
	p.Rows = p.Rows[1:]
	p.Rows = append(p.Rows, ListRow{
		Place: Link{say(w, "Кадамжай аймактык шайлоо комиссиясы", "Кадамжайская территориальная избирательная комиссия"), "commissions/kadamjai.html"},
		Above: say(w, "Баткен облусу", "Баткенская область"), Contest: say(w, "Референдум", "Референдум"),
		Rule: p.Rules[2].Rule, Text: p.Rules[2].Name, Severity: "error", Force: Official, Equations: []Equation{votesEquation(w)},
	})
	each := ListRow{Place: p.Rows[len(p.Rows)-1].Place, Above: p.Rows[len(p.Rows)-1].Above, Rule: Link{"E9", "checks/e9.html"}, Severity: "error", Force: Official,
		Text: say(w, "Ар бир сап төмөнкү комиссиялардын суммасына барабар", "Каждая строка равна сумме нижестоящих комиссий")}
	for _, line := range protocolLines(w, nil, precinctLines).Rows[:3] {
		r := each
		r.Item = line.Name
		r.Equations = []Equation{{Words: line.Name + " = " + say(w, "төмөнкү комиссиялардын суммасы: ", "сумма нижестоящих комиссий: ") + line.Name, Figures: "1 204 ≠ 1 206", Difference: n(-2)}}
		p.Rows = append(p.Rows, r)
	}
	return p
}

func notesSample(w *wording.Language) ListPage {
	p := listSample(w, "notes")
	p.Count, p.Rules = 818, noted(checkNames(w))
	for i := range p.Rows {
		j, r := precinctArithmetic(w).notes()[0], &p.Rows[i]
		r.Rule, r.Text, r.Severity, r.Item, r.Force, r.Equations = j.Rule, j.Name, j.Severity, j.Item, j.Force, j.Equations
	}
	return p
}

func notCheckableSample(w *wording.Language) ListPage {
	p := listSample(w, "not-checkable")
	for i, reason := range []string{"unread", "overtaken", "formula", "unread"} {
		c := checkNames(w)[i]
		r := &p.Rows[i]
		r.Rule, r.Text, r.Severity, r.Reason, r.Equations = c.Rule, c.Name, c.Severity, reason, []Equation{unreadEquation(w)}
	}
	return p
}

func heldSample(w *wording.Language) ListPage {
	p := listSample(w, "held")
	p.Rows[0] = ListRow{Rule: Link{"I201", "checks/i201.html"}, Text: say(w, "«p-0999» комиссиясы белгисиз", "комиссия «p-0999» неизвестна")}
	for i := range p.Rows[1:] {
		p.Rows[i+1].Rule = Link{"I205", "checks/i205.html"}
		p.Rows[i+1].Text = say(w, "p-0801 president manual 1 жазуусу бир нече жолу кездешет, кайсынысы туура экени белгисиз", "запись p-0801 president manual 1 встречается несколько раз, и неизвестно, какая верна")
	}
	return p
}

func absentSample(w *wording.Language) ListPage {
	p := listSample(w, "missing")
	p.Rows = nil
	for i, reason := range []string{"nothing", "device", "embargo", "voided", "unsigned", "nothing"} {
		r := place(w, fmt.Sprintf("0%d", 811+i))
		r.Reason = reason
		p.Rows = append(p.Rows, r)
	}
	p.Count, p.Rows[5].Contest = 6, say(w, "Референдум", "Референдум")
	return p
}

// changeSample is a correction with every kind of difference.
func changeSample(w *wording.Language) ListRow {
	r := place(w, "08101")
	r.Text, r.Record, r.Time = w.Text("change.correction"), w.Text("series.manual"), "25.01.2027, 11:46 (UTC+6)"
	r.Change = &Change{
		Versions: w.Text("change.versions", "before", int64(1), "after", int64(2)),
		Reason:   w.Text("version.reason", "reason", say(w, "Бузулган бюллетендер пайдаланылбагандар менен кошо саналган", "Испорченные бюллетени сосчитаны вместе с неиспользованными")),
		Diff: Diff{Rows: []DiffRow{
			{Number: "7", Name: protocolLines(w, nil, precinctLines).Rows[6].Name, Before: n(1_516), After: n(1_514)},
			{Number: "8", Name: protocolLines(w, nil, precinctLines).Rows[7].Name, Before: n(0), After: n(2)},
			{Number: "12", Name: validName(w), After: n(926)},
			{Name: say(w, "Добуштар: Жайлообаев Нурбек", "Голоса: Джайлобаев Нурбек"), Before: n(12)},
		}},
	}
	return r
}

func correctionsSample(w *wording.Language) ListPage {
	p := listSample(w, "corrections")
	p.Count, p.Rows = 2, []ListRow{changeSample(w), place(w, "08102")}
	r := &p.Rows[1]
	r.Text, r.Record, r.Time, r.Force = w.Text("change.correction"), w.Text("series.device"), w.Text("version.received_unknown"), Preliminary
	r.Change = &Change{Versions: w.Text("change.versions", "before", int64(2), "after", int64(4)), Reason: w.Text("change.no_reason"), Same: w.Text("change.same")}
	return p
}

func changesSample(w *wording.Language) ListPage {
	p := listSample(w, "changes")
	p.Log, p.Feed = Link{"demo-training-changes.ndjson", "../../data/demo/demo-training-changes.ndjson"}, Link{w.Text("feed.link"), "feed.xml"}
	revoked := ListRow{
		Text: say(w, "№ 13 чечимди жокко чыгаруу жөнүндө", "Об отмене решения № 13"), Record: say(w, "Жогорку сот", "Верховный суд"), Time: "29.01.2027, 10:00 (UTC+6)",
		Change: &Change{Says: []string{
			w.Text("change.revokes", "title", say(w, "№ 13 чечим", "Решение № 13")), w.Text("change.left", "n", int64(1)),
			w.Text("change.back", "n", int64(1_204)), w.Text("change.partly", "n", int64(2)),
		}},
	}
	refused := place(w, "08103")
	refused.Text, refused.Record, refused.Revoked = say(w, "2-версияны четке кагуу жөнүндө", "Об отклонении версии 2"), revoked.Record, true
	refused.Change = &Change{Versions: w.Text("change.replaced", "record", w.Text("series.manual"), "before", int64(2), "after", int64(1)), Diff: changeSample(w).Change.Diff}
	p.Count, p.Rows = 3, []ListRow{revoked, refused, changeSample(w)}
	return p
}

func decisionsSample(w *wording.Language) ListPage {
	p := listSample(w, "decisions")
	p.Count = 2
	rows := rulingRows(w)
	p.Rows = []ListRow{{Decision: &rows[0]}, {Decision: &rows[1]}}
	return p
}

// rulingRows are an annulment and the decision that revokes it.
func rulingRows(w *wording.Language) []DecisionRow {
	void := say(w, "№ 0007 токтом: № 0805 участокто добуш берүүнүн жыйынтыктарын жараксыз деп табуу жөнүндө", "Постановление № 0007 о признании недействительными итогов голосования на участке № 0805")
	revoke := say(w, "№ 0009 токтом: № 0007 токтомду жокко чыгаруу жөнүндө", "Постановление № 0009 об отмене постановления № 0007")
	day := func(d int) wording.Date { return wording.Date{Year: 2027, Month: time.January, Day: d} }
	return []DecisionRow{
		{
			Title: void, Date: w.Date(day(27)), By: say(w, "БШК", "ЦИК"), Effect: "void", Scope: w.Text("decision.scope.commission"),
			Place: Link{w.Text("precinct.number", "number", "0805"), "precincts/p-0805.html"}, Document: w.Text("decision.document", "document", "0007.pdf"),
			State: "revoked", TakenBack: w.Text("decision.revoked_by", "title", revoke, "date", day(29)),
		},
		{
			Title: revoke, Date: w.Date(day(29)), By: say(w, "БШК", "ЦИК"), Effect: "revoke", State: "in_effect",
			Revokes: w.Text("decision.revokes", "title", void, "date", day(27)),
		},
	}
}

func emptyListSample(w *wording.Language) ListPage {
	p := listSample(w, "held")
	p.Rows, p.Count, p.Pager, p.Places = nil, 0, Pager{Page: 1, Pages: 1}, nil
	return p
}

func checkSample(w *wording.Language) RulePage {
	c := checkNames(w)[0]
	r, sealed := place(w, "0801"), place(w, "0805")
	r.Equations = []Equation{receivedEquation(w)}
	sealed.Force, sealed.Equations = Preliminary, r.Equations
	return RulePage{
		W: w, Code: c.Rule.Text, Title: c.Name, Kicker: electionName(w), AsOf: asOf, Family: "check", Effect: "flag", Severity: c.Severity, Compares: c.Compares,
		Why:     say(w, "Комиссия алган ар бир бюллетень берилген же эсептен чыгарылган болот.", "Каждый бюллетень, который получила комиссия, либо выдан, либо погашен."),
		Advice:  say(w, "Саптарды кагаз протокол менен салыштырыңыз. Таблицада ката болсо, аны оңдоңуз.", "Сверьте строки с бумажным протоколом. Если ошибка в таблице, исправьте её."),
		Law:     say(w, "Мыйзамдын берене-үлгүсү", "Статья-образец закона"),
		Words:   receivedEquation(w).Words,
		Formula: "ballots_received == ballots_issued_station + ballots_issued_outside + if_printed(ballots_issued_early) + ballots_cancelled",
		Scope:   w.Text("rule.scope.levels", "names", precinctsName(w)), Tolerance: 1,
		Counts: c, Rows: []ListRow{r, sealed}, More: Link{w.Text("list.title.discrepancies"), "../discrepancies.html"},
		JSON: "../../../api/demo/checks/e1.json",
	}
}

func findingSample(w *wording.Language) RulePage {
	held := heldSample(w).Rows
	return RulePage{
		W: w, Code: "I205", Title: say(w, "Бир протоколдун бир нече жазуусу", "Несколько записей одного протокола"), Kicker: electionName(w), AsOf: asOf,
		Family: "finding", Effect: "hold", Why: w.Text("findings.I205.why"), Advice: w.Text("findings.I205.fix"),
		Found: 3, Rows: held[1:], JSON: "../../../api/demo/checks/i205.json",
	}
}

func rulesSample(w *wording.Language) RulesPage {
	p := RulesPage{W: w, Kicker: electionName(w), AsOf: asOf, Checks: checkNames(w), JSON: "../../../api/demo/checks/index.json"}
	for i, code := range []string{"I004", "I101", "I205", "S501"} {
		p.Findings = append(p.Findings, RuleLine{
			Rule: Link{code, strings.ToLower(code) + ".html"},
			Name: []string{
				say(w, "Керектүү таблица жок", "Нет нужной таблицы"), say(w, "Уячада бүтүн сан эмес", "В ячейке не целое число"),
				say(w, "Бир протоколдун бир нече жазуусу", "Несколько записей одного протокола"), say(w, "Төмөнкү комиссиялардын суммасы башкача чыкты", "Сумма нижестоящих комиссий получилась другой"),
			}[i],
			Effect: []string{"stop", "flag", "hold", "stop"}[i], Found: int64(i % 3),
		})
	}
	return p
}

func dataSample(w *wording.Language) DataPage {
	p := DataPage{
		W: w, Kicker: electionName(w), AsOf: asOf, Source: say(w, "Бардык маалымат ойдон чыгарылган.", "Все данные вымышлены."),
		Sums: Link{"sha256sums.txt", "../../data/demo/sha256sums.txt"},
		API:  []Link{{"index.json", "../../api/demo/index.json"}, {"schemas/precinct.json", "../../api/demo/schemas/precinct.json"}},
		JSON: "../../api/demo/data.json",
		Exports: []DataExport{
			{"commissions.csv", strings.Repeat("0123456789abcdef", 4)}, {"protocols/summary-table-of-the-territorial-commission.xlsx", strings.Repeat("fedcba9876543210", 4)},
		},
		More: 12, Table: "exports",
		PaperSums: Link{"sha256sums.txt", "../../data/demo/papers/sha256sums.txt"},
	}
	for i, tec := range []string{"tec-bishkek", "tec-osh"} {
		name := "demo-training-papers-" + tec + ".zip"
		p.Papers = append(p.Papers, DataArchive{
			Link:      Link{name, "../../data/demo/papers/" + name},
			Of:        Link{[]string{say(w, "Биринчи Май АШК", "ТИК Первомайского района"), say(w, "Ош ШШК", "ТИК города Ош")}[i], "commissions/" + tec + ".html"},
			Documents: []int64{1, 1_204}[i], Pages: []int64{2, 1_311}[i], Bytes: []int64{812_000, 402_300_000}[i], SHA256: strings.Repeat("0263829989b6fd95", 4),
		})
	}
	for i, table := range []string{"protocols", "commissions", "discrepancies"} {
		name := "demo-training-" + table + ".csv"
		p.Files = append(p.Files, DataFile{
			Link: Link{name, "../../data/demo/" + name}, What: say(w, "Ар бир протоколдун ар бир саны, өзүнчө катарда.", "Каждое число каждого протокола отдельной строкой."),
			Rows: []int64{48_121, 2_562, 21}[i], Bytes: []int64{13_400_120, 412_300, 812}[i], SHA256: strings.Repeat("9f86d081884c7d65", 4),
			Columns: []DataColumn{
				{"commission", say(w, "комиссиянын идентификатору", "идентификатор комиссии")}, {"contest", say(w, "добуш берүү", "голосование")},
				{"voters_listed_additional", say(w, "анын ичинде кошумча тизмеде", "в том числе в дополнительный список")},
			},
		})
	}
	return p
}
