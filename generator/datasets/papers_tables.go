package datasets

import "achyk/generator/election"

// The tables of papers.
const (
	DocumentsTable = "documents" // every document that is shown, also one that was not scanned
	ScansTable     = "scans"     // every file of them that is published
)

// documented reports whether any document is shown.
func (s *Set) documented() bool {
	found := false
	s.haveDocuments(func(*election.Commission) bool {
		found = true
		return false
	})
	return found
}

// scanned reports whether any file of a document is published.
func (s *Set) scanned() bool {
	found := false
	s.eachDocument(func(c *election.Commission, d *election.Document) bool {
		found = len(s.scanFiles(c, d)) > 0
		return !found
	})
	return found
}

// eachDocument visits the documents that are shown, until one visit says to end.
func (s *Set) eachDocument(visit func(*election.Commission, *election.Document) bool) {
	s.haveDocuments(func(c *election.Commission) bool {
		documents := s.Documents(c)
		for i := range documents {
			if !visit(c, &documents[i]) {
				return false
			}
		}
		return true
	})
}

// documentKeys name a document. Its page is empty where it is the whole paper.
var documentKeys = []string{"commission", "contest", "part", "series", "kind", "version", "page"}

func (t *table) documentKey(c *election.Commission, d *election.Document) {
	t.texts(c.ID, contestID(d.Contest), partID(d.Contest, d.Part), string(d.Series), string(d.Kind))
	t.number(int64(d.Version))
	t.ordinal(d.Page)
}

func documentColumns(*Set) []string {
	return append(documentKeys[:len(documentKeys):len(documentKeys)],
		"pages", "signed_by_ky", "signed_by_ru", "date", "received", "disclosure", "withheld", "format", "received_bytes", "received_sha256")
}

// documentRows is a row a document.
func (s *Set) documentRows(t *table) {
	s.eachDocument(func(c *election.Commission, d *election.Document) bool {
		t.row()
		t.documentKey(c, d)
		scan := d.Scan
		if scan == nil {
			scan = &election.Scan{}
		}
		t.ordinal(len(scan.Pages))
		t.both(d.SignedBy)
		t.text(dateOf(d))
		t.time(d.Received)
		t.text(string(s.Election.Rule(d.Kind).Publish))
		t.texts(scan.Withheld, string(scan.Format))
		if scan.SHA256 == "" {
			t.empty() // nobody could read how much there is
		} else {
			t.number(scan.Bytes)
		}
		t.text(scan.SHA256)
		t.end()
		return true
	})
}

func scanColumns(*Set) []string {
	return append(documentKeys[:len(documentKeys):len(documentKeys)], "file_kind", "file_page", "path", "bytes", "width", "height", "sha256")
}

// scanRows is a row a file.
func (s *Set) scanRows(t *table) {
	s.eachDocument(func(c *election.Commission, d *election.Document) bool {
		for _, f := range s.scanFiles(c, d) {
			t.row()
			t.documentKey(c, d)
			t.text(f.is)
			if f.is == originalFile {
				t.empty()
			} else {
				t.number(int64(f.page + 1))
			}
			t.text(f.path)
			t.number(f.Bytes)
			t.ordinal(f.Width)
			t.ordinal(f.Height)
			t.text(f.SHA256)
			t.end()
		}
		return true
	})
}
