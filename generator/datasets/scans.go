package datasets

import (
	"errors"
	"fmt"

	"achyk/generator/election"
)

// What the published files of a document are.
const (
	readingFile   = "page" // large enough to read every figure
	thumbnailFile = "thumbnail"
	originalFile  = "original" // as it was received
)

// A scanFile is one published file of a document.
type scanFile struct {
	is   string
	page int // in Scan.Pages; of no meaning for an original
	path string
	election.Picture
}

// scanFiles are the published files of a document: page by page, then what was
// received.
func (s *Set) scanFiles(c *election.Commission, d *election.Document) []scanFile {
	if d.Scan == nil {
		return nil
	}
	var files []scanFile
	for i, p := range d.Scan.Pages {
		files = append(files,
			scanFile{readingFile, i, ScanPath(s.Election, c, d, i), p.Reading},
			scanFile{thumbnailFile, i, ThumbnailPath(s.Election, c, d, i), p.Thumbnail})
	}
	if d.Scan.Original != nil {
		files = append(files, scanFile{originalFile, 0, OriginalPath(s.Election, c, d), *d.Scan.Original})
	}
	return files
}

// writeScans puts the files of all papers that are shown into the tree, on all
// cores. Each has one file in memory at a time.
func (s *Set) writeScans(tree Tree) error {
	return onAllCores(s.haveDocuments, func() func(*election.Commission) error {
		return func(c *election.Commission) error { return s.writeScansOf(tree, c) }
	})
}

// haveDocuments visits the commissions with papers that are shown.
func (s *Set) haveDocuments(visit func(*election.Commission) bool) {
	for _, c := range s.Election.Commissions {
		if len(s.Documents(c)) > 0 && !visit(c) {
			return
		}
	}
}

func (s *Set) writeScansOf(tree Tree, c *election.Commission) error {
	documents := s.Documents(c)
	digests := make(map[string]string) // by path
	for i := range documents {
		d := &documents[i]
		if err := s.permitted(c, d); err != nil {
			return err
		}
		for _, f := range s.scanFiles(c, d) {
			// A paper that came whole and page by page may have one name twice; with
			// one digest it is one file.
			if before, written := digests[f.path]; written && before == f.SHA256 {
				continue
			}
			digests[f.path] = f.SHA256
			data, err := s.bytesOf(f.Picture)
			if err == nil {
				err = tree.Put(f.path, data)
			}
			if err != nil {
				return fmt.Errorf("write scan of %s: %w", d.Key(c), err)
			}
		}
	}
	return nil
}

// permitted stands guard over the rule for a kind of paper: a list of people that is
// published once cannot be called back, so what reads scans is not believed here.
func (s *Set) permitted(c *election.Commission, d *election.Document) error {
	if d.Scan == nil {
		return nil
	}
	rule := s.Election.Rule(d.Kind)
	if rule.Publish == election.DiscloseDigest && len(d.Scan.Pages) > 0 {
		return fmt.Errorf("write scan of %s: of this kind of paper no page is to be published", d.Key(c))
	}
	if (rule.Publish != election.DiscloseOriginal || len(rule.Blank) > 0) && d.Scan.Original != nil {
		return fmt.Errorf("write scan of %s: of this kind of paper the received file is not to be published", d.Key(c))
	}
	return nil
}

// bytesOf are the bytes of a picture.
func (s *Set) bytesOf(p election.Picture) ([]byte, error) {
	if s.pictures == nil {
		return nil, errors.New("there is no store of pictures")
	}
	data, err := s.pictures.Bytes(p.SHA256)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != p.Bytes {
		return nil, fmt.Errorf("the picture %s has %d bytes, and had %d when it was made", p.SHA256, len(data), p.Bytes)
	}
	return data, nil
}
