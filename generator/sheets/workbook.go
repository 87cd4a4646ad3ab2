package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
)

// A workbook (ISO/IEC 29500) is read by code of ours and not by a library of
// spreadsheets, which is made for showing: it takes a sheet that breaks off for
// a short one and says nothing of the rows that are lost, it does not tell the
// text 1.0 from the number 1.0 while it streams, and it builds a table of all
// texts that can be thousands of times the size of the file. The tests make
// their workbooks with one, and read them with it as a second opinion.

const mostPlan = 8 << 20 // bytes of a part that says how the others hang together

// workbook reads the sheets of an XLSX file that how asks for.
func workbook(name string, data []byte, how How) ([]*Sheet, []finding.Finding, error) {
	b, err := openBook(name, data)
	if err != nil {
		return nil, refusal(name, err), nil
	}
	findings := b.active()
	chosen, unclear, err := b.choose(how)
	findings = append(findings, unclear...)
	if err == nil && len(chosen) > 0 {
		err = b.readTexts()
	}
	if err != nil {
		return nil, append(findings, refusal(name, err)...), nil
	}
	var sheets []*Sheet
	for _, s := range chosen {
		file := &source.File{Path: name, Sheet: s.name}
		at := source.Cell{File: file}
		for _, hidden := range []struct {
			problem finding.Term
			number  int
		}{{finding.HiddenRows, s.look.hiddenRows}, {finding.HiddenColumns, s.look.hiddenColumns}} {
			if hidden.number > 0 {
				findings = append(findings, hides(at, hidden.problem, hidden.number))
			}
		}
		findings = append(findings, b.formulas(at, s.look)...)
		sheets = append(sheets, &Sheet{File: file, Dates: b.dates, open: func() walker { return walkSheet(b, s) }})
	}
	return sheets, findings, nil
}

// An unreadable is an error that is the file's: why it is not read.
type unreadable Fault

func (u unreadable) Error() string { return string(u.Problem) + ": " + u.Detail }

// broken is a workbook that is none.
func broken(format string, args ...any) error {
	return unreadable{Problem: finding.BadWorkbook, Detail: fmt.Sprintf(format, args...)}
}

// refusal turns what stopped the reading into a finding about the whole file.
// The file lies in memory: no error here is that of a disk.
func refusal(name string, err error) []finding.Finding {
	return refused(name, faultOf(err))
}

func faultOf(err error) *Fault {
	var why unreadable
	if errors.As(err, &why) {
		why.Column = -1
		return (*Fault)(&why)
	}
	return unzipped(finding.BadWorkbook, err)
}

func hides(at source.Cell, problem finding.Term, number int) finding.Finding {
	return finding.Finding{Code: finding.HiddenCells, At: at}.With("problem", problem).With("number", number)
}

// A book is an opened workbook.
type book struct {
	name   string
	parts  map[string]*zip.File // by path in lower case, as the format compares them
	dates  DateSystem
	sheets []*bookSheet // worksheets, as the workbook lists them
	links  bool         // values come from other files
	stale  bool         // it says that what was saved with formulas is out of date
	texts  []string     // shared texts, by index
	shared string       // the part that holds them
}

// A bookSheet is one worksheet of a workbook.
type bookSheet struct {
	name   string
	part   *zip.File
	hidden bool
	look   *look // nil until somebody looked
}

func openBook(name string, data []byte) (*book, error) {
	if bytes.HasPrefix(data, []byte(oleMark)) {
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, unreadable{Problem: finding.Locked}
		}
		return nil, unreadable{Problem: finding.OtherWorkbook}
	}
	archive, why := directory(data, finding.BadWorkbook)
	if why != nil {
		return nil, unreadable(*why)
	}
	b := &book{name: name, parts: make(map[string]*zip.File, len(archive.File))}
	var unpacked uint64
	for _, f := range archive.File {
		if unpacked += f.UncompressedSize64; unpacked > MostBytes || f.UncompressedSize64 > MostBytes {
			return nil, unreadable{Problem: finding.Bomb}
		}
		if f.Flags&1 != 0 {
			return nil, unreadable{Problem: finding.Locked}
		}
		p := partName(f.Name)
		if b.parts[p] != nil {
			// Two programs might read two different ones.
			return nil, unreadable{Problem: finding.MemberTwice, Has: quoted(p, mostNamed)}
		}
		b.parts[p] = f
	}
	return b, b.readPlan()
}

// partName is the path of a part as the format compares them.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// A relation leads from one part to another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// is compares the last word of the type: the strict and the usual form of the
// format differ in what comes before it.
func (r relation) is(kind string) bool {
	return strings.EqualFold(r.Type[strings.LastIndexByte(r.Type, '/')+1:], kind)
}

// relations are those of a part, with their targets as part names; "" is the
// whole file.
func (b *book) relations(part string) ([]relation, error) {
	folder, base := path.Split(part)
	var plan struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := b.readPart(folder+"_rels/"+base+".rels", &plan); err != nil {
		return nil, err
	}
	for i, r := range plan.Relations {
		if r.Mode == "External" {
			continue
		}
		target := r.Target
		if !strings.HasPrefix(target, "/") {
			target = "/" + folder + target
		}
		plan.Relations[i].Target = partName(target)
	}
	return plan.Relations, nil
}

// readPart reads a small part into a structure.
func (b *book) readPart(name string, into any) error {
	part := b.parts[name]
	if part == nil {
		return broken("it has no %s", name)
	}
	if part.UncompressedSize64 > mostPlan {
		return unreadable{Problem: finding.TooLarge, Detail: name}
	}
	content, err := unpack(part)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	// The guarded pass refuses what is nested without end.
	for m := newMarkup(bytes.NewReader(text)); ; {
		if _, err := m.next(); err == io.EOF {
			break
		} else if err != nil {
			return broken("%s: %v", name, err)
		}
	}
	if err := xml.Unmarshal(text, into); err != nil {
		return broken("%s: %v", name, err)
	}
	return nil
}

// readPlan finds the sheets.
func (b *book) readPlan() error {
	main, err := b.mainPart()
	if err != nil {
		return err
	}
	var plan struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Calculation struct {
			OnLoad string `xml:"fullCalcOnLoad,attr"`
		} `xml:"calcPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.readPart(main, &plan); err != nil {
		return err
	}
	relations, err := b.relations(main)
	if err != nil {
		return err
	}
	targets := make(map[string]relation, len(relations))
	for _, r := range relations {
		targets[r.ID] = r
		b.links = b.links || r.is("externalLink") || r.is("connections")
		if r.is("sharedStrings") && r.Mode != "External" {
			b.shared = r.Target
		}
	}
	b.stale = truth(plan.Calculation.OnLoad)
	b.dates = Excel1900
	if truth(plan.Properties.Date1904) {
		b.dates = Excel1904
	}
	for _, s := range plan.Sheets {
		var id string
		for _, a := range s.Attrs {
			if a.Name.Local == "id" { // r:id, whatever the letter
				id = a.Value
			}
		}
		target, known := targets[id]
		if known && !target.is("worksheet") {
			continue // a sheet of one chart, of macros, of a dialogue
		}
		part := b.parts[target.Target]
		if !known || part == nil || target.Mode == "External" {
			return broken("the sheet %q has no part", s.Name)
		}
		b.sheets = append(b.sheets, &bookSheet{name: s.Name, part: part, hidden: s.State != "" && s.State != "visible"})
	}
	return nil
}

// mainPart is the part that lists the sheets.
func (b *book) mainPart() (string, error) {
	if b.parts["content.xml"] != nil && b.parts["_rels/.rels"] == nil {
		return "", unreadable{Problem: finding.OtherWorkbook} // OpenDocument
	}
	relations, err := b.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.is("officeDocument") && r.Mode != "External" {
			if path.Ext(r.Target) != ".xml" {
				return "", unreadable{Problem: finding.OtherWorkbook}
			}
			return r.Target, nil
		}
	}
	return "", broken("no workbook in it")
}

// active finds what would run or fetch something in a spreadsheet program.
func (b *book) active() []finding.Finding {
	var macros bool
	for name := range b.parts {
		folder := path.Dir(name)
		switch {
		case path.Base(name) == "vbaproject.bin", path.Base(folder) == "macrosheets", path.Base(folder) == "activex":
			macros = true
		case path.Base(folder) == "externallinks", path.Base(folder) == "querytables", path.Base(name) == "connections.xml":
			b.links = true
		}
	}
	var findings []finding.Finding
	at := source.Cell{File: &source.File{Path: b.name}}
	if macros {
		findings = append(findings, finding.Finding{Code: finding.WorkbookActive, At: at}.With("problem", finding.Macros))
	}
	if b.links {
		findings = append(findings, finding.Finding{Code: finding.WorkbookActive, At: at}.With("problem", finding.Links))
	}
	return findings
}

// formulas finds those of a sheet whose values cannot be relied on. Programs that
// write a workbook and work nothing out save nothing with a formula, or a zero,
// and ask the spreadsheet that opens it to do the rest.
func (b *book) formulas(at source.Cell, l *look) []finding.Finding {
	var findings []finding.Finding
	tell := func(problem finding.Term, number int) {
		if number > 0 {
			findings = append(findings, finding.Finding{Code: finding.WorkbookActive, At: at}.With("problem", problem).With("number", number))
		}
	}
	tell(finding.Unworked, l.unworked)
	if b.stale {
		tell(finding.OutOfDate, l.worked)
	}
	return findings
}

// truth is a yes or no as the format writes it.
func truth(text string) bool { return text == "1" || text == "true" }
