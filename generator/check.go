package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"achyk/generator/finding"
	"achyk/generator/intake"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// checkCommand reads everything, prints findings and writes nothing.
type checkCommand struct {
	Data string `help:"A folder of elections, or of one election." default:"data"`
	All  bool   `help:"Print each finding, however many are alike."`

	Previous string `help:"A site that was built earlier: report what it published and the data no longer say." placeholder:"SITE"`
}

// Run checks the data: what was written, and what the figures come to. It fails only where a finding stops the publication.
func (c *checkCommand) Run(t *terminal) error {
	data, err := intake.Dir(c.Data)
	if err != nil {
		return err
	}
	if _, err := look(data, "", t.progress); err != nil {
		return err
	}
	if err := since(data, c.Previous); err != nil {
		return err
	}
	if _, _, err := add(data, time.Time{}); err != nil {
		return err
	}
	if t.json {
		if err := t.encode(report(t, data)); err != nil {
			return err
		}
	} else {
		t.findings(data, c.All)
	}
	if finding.Stops(data.Findings) > 0 {
		return errStop
	}
	return nil
}

// encode prints a value as JSON, for machines.
func (t *terminal) encode(v any) error {
	encoder := json.NewEncoder(t.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}

// enough is how many findings of one code about one file are printed before the
// rest is counted: one mistake in a description is found in every row.
const enough = 10

// findings prints each finding in four lines, always in the same order, and
// one line that adds up.
func (t *terminal) findings(data *intake.Data, all bool) {
	type kin struct {
		code         finding.Code
		folder, path string
	}
	printed := make(map[kin]int)
	var order []kin
	for _, f := range data.Findings {
		k := kin{f.Code, f.Folder, f.At.Path()}
		if printed[k]++; all || printed[k] <= enough {
			t.finding(f)
		} else if printed[k] == enough+1 {
			order = append(order, k)
		}
	}
	for _, k := range order {
		fmt.Fprintln(t.out, t.w.Text("cli.more", "code", string(k.code), "n", printed[k]-enough, "file", path.Join(k.folder, k.path)))
	}
	if order != nil {
		fmt.Fprintln(t.out)
	}
	t.summary(data)
}

// few is how many findings a build prints one by one.
const few = 12

// brief is findings for a build: what stops it, one by one as far as that helps;
// of the rest, when they are many, a line a code. Whoever builds at night wants to know
// whether anything is new, and check prints each.
func (t *terminal) brief(data *intake.Data, folder string) {
	if t.quiet || len(data.Findings) <= few {
		t.findings(data, true)
		return
	}
	counts, stops := make(map[finding.Code]int), make(map[finding.Code]int)
	for _, f := range data.Findings {
		if stop := f.Effect() == finding.Stop; stop && stops[f.Code] < enough {
			stops[f.Code]++
			t.finding(f)
		} else {
			counts[f.Code]++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintln(t.out, t.w.Text("cli.by_code", "code", string(code), "n", counts[code], "name", t.name(data, code),
			"effect", t.w.Text("findings.effect."+string(code.Effect()))))
	}
	fmt.Fprintln(t.out, t.w.Text("cli.each", "path", folder))
	t.summary(data)
}

// name is what a code is about, in a few words: a check is named by the election
// that states it, or by its formula in a language the election does not have.
func (t *terminal) name(data *intake.Data, code finding.Code) string {
	if code.Declared() {
		return t.w.Text(code.Texts() + ".name")
	}
	for _, e := range data.Elections {
		switch check := e.Check(string(code)); {
		case check == nil:
		case slices.Contains(wording.Codes, t.w.Code()):
			return check.Name.In(t.w.Code())
		default:
			return strings.Join(strings.Fields(check.Formula), " ")
		}
	}
	return ""
}

// summary is the line that adds up.
func (t *terminal) summary(data *intake.Data) {
	if !t.quiet {
		fmt.Fprintln(t.out, t.w.Text("cli.summary_check",
			"protocols", data.Protocols, "findings", len(data.Findings), "stops", finding.Stops(data.Findings),
			"holds", finding.Count(data.Findings, finding.Hold), "flags", finding.Count(data.Findings, finding.Flag)))
	}
}

func (t *terminal) finding(f finding.Finding) {
	label := func(key string) string { return "  " + t.w.Text("findings.label_"+key) + ": " }
	fmt.Fprintf(t.out, "%s: %s (%s)\n", f.Code, t.say(f, "what"), t.w.Text("findings.effect."+string(f.Effect())))
	if f.At.Known() {
		fmt.Fprintf(t.out, "%s%s\n", label("at"), t.place(f.Folder, f.At))
	}
	for _, cell := range f.Also {
		fmt.Fprintf(t.out, "%s%s\n", label("and"), t.place(f.Folder, cell))
	}
	fmt.Fprintf(t.out, "%s%s\n", label("fix"), t.say(f, "fix"))
	if f.Waiver != "" {
		fmt.Fprintf(t.out, "%s%s\n", label("waived"), f.Waiver)
	}
	fmt.Fprintln(t.out)
}

// say is a sentence of a finding in the operator's language. Where a library
// knows more than the catalogues, it is quoted.
func (t *terminal) say(f finding.Finding, what string) string {
	text := f.Say(t.w.Text, what)
	if detail := f.Fact(finding.Detail); detail != "" && what == "what" {
		return t.w.Text("findings.quoted", "text", text, "detail", detail)
	}
	return text
}

// place words a cell as a spreadsheet shows it.
func (t *terminal) place(folder string, c source.Cell) string {
	key, pairs := finding.Place(path.Join(folder, c.File.Path), c)
	return t.w.Text(key, pairs...)
}

// A checkReport is what check prints for machines.
type checkReport struct {
	Protocols int             `json:"protocols"`
	Stops     int             `json:"stops"`
	Holds     int             `json:"holds"`
	Flags     int             `json:"flags"`
	Findings  []findingReport `json:"findings"`
}

type findingReport struct {
	Code       string         `json:"code"`
	Effect     string         `json:"effect"`
	Record     string         `json:"record,omitempty"`
	Commission string         `json:"commission,omitempty"`
	Contest    string         `json:"contest,omitempty"`
	At         *cellReport    `json:"at,omitempty"`
	Also       []cellReport   `json:"also,omitempty"`
	Arguments  map[string]any `json:"arguments,omitempty"`
	What       string         `json:"what"`
	Fix        string         `json:"fix"`
	Waiver     string         `json:"waiver,omitempty"`
}

type cellReport struct {
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int32  `json:"row,omitempty"`
	Column string `json:"column,omitempty"`
}

func report(t *terminal, data *intake.Data) checkReport {
	r := checkReport{
		Protocols: data.Protocols, Stops: finding.Stops(data.Findings),
		Holds: finding.Count(data.Findings, finding.Hold), Flags: finding.Count(data.Findings, finding.Flag),
		Findings: []findingReport{},
	}
	for _, f := range data.Findings {
		r.Findings = append(r.Findings, t.reportOf(f))
	}
	return r
}

// reportOf is one finding for machines.
func (t *terminal) reportOf(f finding.Finding) findingReport {
	cell := func(c source.Cell) cellReport {
		return cellReport{strings.TrimPrefix(path.Join(f.Folder, c.File.Path), "/"), c.File.Sheet, c.Row, c.Letter()}
	}
	one := findingReport{
		Code: string(f.Code), Effect: string(f.Effect()), Record: f.Record, Commission: f.Commission, Contest: f.Contest,
		Arguments: make(map[string]any), What: t.say(f, "what"), Fix: t.say(f, "fix"), Waiver: f.Waiver,
	}
	if f.At.Known() {
		at := cell(f.At)
		one.At = &at
	}
	for _, c := range f.Also {
		one.Also = append(one.Also, cell(c))
	}
	for _, a := range f.Args {
		one.Arguments[a.Name] = a.Value
	}
	return one
}
