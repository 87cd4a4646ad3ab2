package intake

import (
	"io/fs"
	"path"
	"strconv"
	"strings"

	"achyk/generator/election"
	"achyk/generator/finding"
	"achyk/generator/sheets"
	"achyk/generator/source"
	"achyk/generator/wording"
)

var documentColumns = []string{
	"commission", "contest", "part", "series", "kind", "version", "page", "file", "date", "received", "signed_by_ky", "signed_by_ru",
}

// A paper is a document while tables and files are read.
type paper struct {
	election.Document
	fileAt source.Cell // where a row names its file
}

// paperID is what makes a document this one and no other.
func paperID(c *election.Commission, d *election.Document) string {
	contest, part := "", ""
	if d.Contest != nil {
		contest, part = d.Contest.ID, strconv.Itoa(d.Part)
	}
	return strings.Join([]string{
		c.ID, contest, part, string(d.Series), string(d.Kind), strconv.Itoa(d.Version), strconv.Itoa(d.Page),
	}, "\x00")
}

// documents reads which papers there are. A paper that was not scanned has no
// file, and is a paper all the same.
func (r *reader) documents() error {
	return r.read("documents", documentColumns, []string{"commission", "kind"}, func(t *table) {
		// Also of a row that is withheld: nobody else may claim its file.
		r.named[t.text("file")] = true
		e := t.entry()
		if e == nil {
			return
		}
		d := election.Document{Contest: e.contest, File: t.text("file"), At: t.at("kind")}
		var known [3]bool
		d.Kind, known[0] = one(e, "kind", election.DocumentKinds)
		d.Version, known[1] = e.ordinal("version", 1)
		d.Page, known[2] = e.ordinal("page", 0)
		if known != [3]bool{true, true, true} || !e.count(&d) {
			return
		}
		if d.File != "" && !beneath(d.File) {
			e.wrong(finding.DocumentPath, "file")
			return
		}
		d.Date, d.Received = t.time("date", e.commission.Zone), t.time("received", e.commission.Zone)
		d.SignedBy = t.wordings("signed_by")
		r.papers.put(e, paperID(e.commission, &d), paper{d, t.at("file")})
	})
}

// count reads which count of the votes a paper is of: its part and series. It
// reports false where the row is withheld.
func (e *entry) count(d *election.Document) bool {
	if text := e.text("series"); text != "" {
		series, known := one(e, "series", election.AllSeries)
		if !known {
			return false
		}
		if series != d.Kind.Usual() {
			d.Series = series
		}
	}
	part := e.text("part")
	switch {
	case d.Contest != nil:
		d.Part = d.Contest.PartIndex(part)
	case part != "":
		d.Part = -1
	}
	if d.Part < 0 {
		e.wrong(finding.UnknownPart, "part")
		return false
	}
	return true
}

// beneath reports whether a file lies in the election's own folder, however
// its path is read: no step up, no root, no drive, nothing hidden.
func beneath(file string) bool {
	return fs.ValidPath(file) && file != "." && !strings.ContainsAny(file, "\\:\x00") &&
		!strings.HasPrefix(file, ".") && !strings.Contains(file, "/.")
}

// paper is the paper that a record of another table rests on, as the table names
// it. If that is a file, it is no scan that belongs to nothing.
func (t *table) paper() string {
	text := t.text("document")
	t.reader.named[text] = true
	return text
}

// scans finds the documents of the files in the folder of scans: those that rows
// name, and those that are called as election.yaml says. The time of a file says
// nothing, so when a document came is unknown unless a row tells.
func (r *reader) scans() error {
	files, found, err := sheets.Open(r.dir).Files()
	if err != nil {
		return err
	}
	there := make(map[string]bool, len(files)) // or refused, and told of
	for _, f := range found {
		there[f.At.Path()] = true
		// Of one that a row names, whoever opens it tells.
		if isScan(f.At.Path()) && !r.named[f.At.Path()] {
			r.report(f)
		}
	}
	s := &scanFolder{reader: r, names: namesOf(r.election), byPaper: make(map[string][]scanFile)}
	for _, name := range files {
		there[name] = true
		if isScan(name) && !r.named[name] {
			s.sort(name)
		}
	}
	s.give()
	for _, k := range r.papers.order {
		if file := k.record.File; !k.torn && file != "" && !there[file] {
			r.report(finding.Finding{
				Code: finding.ScanAbsent, Record: k.record.Key(k.commission), Commission: k.commission.ID,
				Contest: contestID(k.record.Contest), At: k.record.fileAt, Received: k.came,
			}.With("value", clip(file)).With("meant", s.meant(file)))
		}
	}
	r.papers.each(func(to *election.Records, p paper) { to.Documents = append(to.Documents, p.Document) })
	r.skippedPages()
	return nil
}

// isScan reports whether a file lies in the folder of scans.
func isScan(name string) bool { return strings.HasPrefix(name, scans+"/") }

// A scanFile is a file whose name says which document it is.
type scanFile struct {
	name       string
	commission *election.Commission
	document   election.Document
}

// A scanFolder is the folder of scans while its files are sorted by document.
type scanFolder struct {
	*reader
	names   *names
	byPaper map[string][]scanFile
	order   []string // ids of documents, in the order of the files
	lost    []string // files that are of no document
}

// sort finds the document of a file by its name. Where patterns do not agree on
// one, the file is of none.
func (s *scanFolder) sort(name string) {
	below := strings.TrimPrefix(name, scans+"/")
	if personal(name) {
		for personal(name) {
			name = path.Dir(name)
		}
		s.report(finding.Finding{Code: finding.PersonalData, At: source.Cell{File: &source.File{Path: name}}}.
			With("problem", finding.InFileName))
		return
	}
	var fits []scanFile
	var lack *finding.Finding
	for _, p := range s.patterns {
		for _, end := range p.readings(s.names, below, "") {
			d, wrong, value, problem := end.key.document()
			one := scanFile{name, end.key.commission, d}
			switch {
			case lack == nil && (wrong != "" || problem != ""):
				lack = new(lacking(name, one.commission, wrong, value, problem))
			case wrong != "" || problem != "":
			case len(fits) == 0 || paperID(one.commission, &one.document) != paperID(fits[0].commission, &fits[0].document):
				fits = append(fits, one)
			}
		}
	}
	switch {
	case len(fits) == 1:
		id := paperID(fits[0].commission, &fits[0].document)
		if s.byPaper[id] == nil {
			s.order = append(s.order, id)
		}
		s.byPaper[id] = append(s.byPaper[id], fits[0])
	case len(fits) > 1:
		one, other := fits[0], fits[1]
		f := unmatched(name, nil).With("problem", finding.SeveralWays).
			With("value", one.document.Key(one.commission)).With("other", other.document.Key(other.commission))
		if one.commission == other.commission {
			f.Commission = one.commission.ID
		}
		s.lose(f)
	case lack != nil:
		s.lose(*lack)
	default:
		s.lose(s.almost(name, below))
	}
}

// almost is the finding about a file that no pattern fits: with the one word of
// its name that nobody knows, where all others fit. Of several patterns it is by
// the one that says the most.
func (s *scanFolder) almost(name, below string) finding.Finding {
	f, most := lacking(name, nil, "", "", finding.NoName), 0
	for _, p := range s.patterns {
		for _, open := range words {
			says := p.count()
			if says <= most || !p.has(open) {
				continue
			}
			if ends := p.readings(s.names, below, open); len(ends) > 0 {
				f, most = lacking(name, ends[0].key.commission, open, ends[0].unknown, ""), says
			}
		}
	}
	return f
}

// lacking is the finding about a file whose name lacks something to be that of a
// document.
func lacking(name string, c *election.Commission, wrong field, value string, problem finding.Term) finding.Finding {
	f := unmatched(name, c)
	if wrong != "" {
		f = f.With(string(wrong), clip(value))
	}
	if problem != "" {
		f = f.With("problem", problem)
	}
	return f
}

// unmatched is the finding about a file that is of no document.
func unmatched(name string, c *election.Commission) finding.Finding {
	f := finding.Finding{Code: finding.ScanUnmatched, Record: name, At: source.Cell{File: &source.File{Path: name}}}
	if c != nil {
		f.Commission = c.ID
	}
	return f
}

// lose reports a file that is of no document.
func (s *scanFolder) lose(f finding.Finding) {
	s.lost = append(s.lost, f.Record)
	s.report(f)
}

// give gives each document its file: the document of a row that names none, or
// one that no table has. Of two files for one document, neither is taken.
func (s *scanFolder) give() {
	for _, id := range s.order {
		files := s.byPaper[id]
		first := files[0]
		key := first.document.Key(first.commission)
		row := s.papers.byID[id]
		switch {
		case len(files) > 1:
			for i, f := range files {
				other := files[0].name
				if i == 0 {
					other = files[1].name
				}
				s.lose(unmatched(f.name, f.commission).With("problem", finding.SamePaper).With("value", key).With("other", clip(other)))
			}
		case row == nil:
			d := first.document
			d.File, d.At = first.name, source.Cell{File: &source.File{Path: first.name}}
			s.papers.add(id, &kept[paper]{commission: first.commission, record: paper{d, d.At}, at: d.At})
		case row.torn: // its rows disagree, and that is told already
		case row.record.File != "":
			s.lose(unmatched(first.name, first.commission).With("problem", finding.OtherFile).
				With("value", key).With("other", clip(row.record.File)))
		default:
			row.record.File = first.name
		}
	}
}

// meant is the file that a row probably means: of those that belong to nothing the
// one whose name looks the same, in letters of another case or alphabet.
func (s *scanFolder) meant(file string) string {
	alike := wording.Alike(file)
	for _, name := range s.lost {
		if wording.Alike(name) == alike {
			return clip(name)
		}
	}
	return ""
}

// skippedPages reports the pages of documents that follow one that is not there.
// One that a finding keeps back is there.
func (r *reader) skippedPages() {
	for _, k := range r.papers.order {
		before := k.record.Document
		if k.torn || before.Page < 2 {
			continue
		}
		before.Page--
		if r.papers.byID[paperID(k.commission, &before)] != nil || r.refused[before.Key(k.commission)] {
			continue
		}
		r.report(finding.Finding{
			Code: finding.PageSkipped, Record: k.record.Key(k.commission), Commission: k.commission.ID,
			Contest: contestID(before.Contest), At: k.record.At, Received: before.Arrived(),
		}.With("page", k.record.Page).With("missing", before.Page))
	}
}

func contestID(k *election.Contest) string {
	if k == nil {
		return ""
	}
	return k.ID
}
