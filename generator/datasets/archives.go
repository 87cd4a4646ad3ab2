package datasets

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// An Archive is the zip of the papers of a commission and of the precincts directly
// beneath it: those that are shown whole, as pages and as received.
type Archive struct {
	Commission *election.Commission
	Name, Path string // below the root of the site
	Documents  int64  // papers, however many pages and files they have
	Pages      int64
	Bytes      int64
	SHA256     string // 64 hexadecimal digits
}

// Archives lists the zips, once they are written, in the order of commissions.
func (s *Set) Archives() []Archive { return s.archives }

// ArchiveSums is the path of the file of the digests of all zips. It lies beside
// them and apart from the tables': one paper that changes changes one zip and this
// list.
func (s *Set) ArchiveSums() string { return archivesFolder(s.Election) + Sums }

// writeArchives writes the zips on all cores, each in a stream, and the list of
// their digests.
func (s *Set) writeArchives(tree Tree) error {
	contents := s.archiveContents()
	written := make([]Archive, len(contents))
	err := onAllCores(func(visit func(int) bool) {
		for i := range contents {
			if !visit(i) {
				return
			}
		}
	}, func() func(int) error {
		return func(i int) (err error) {
			written[i], err = s.writeArchive(tree, contents[i])
			return err
		}
	})
	if err != nil || len(written) == 0 {
		return err
	}
	s.archives = written
	var sums bytes.Buffer
	for _, a := range written {
		fmt.Fprintf(&sums, "%s  %s\n", a.SHA256, a.Name)
	}
	if err := tree.Put(s.ArchiveSums(), sums.Bytes()); err != nil {
		return fmt.Errorf("write checksums of papers: %w", err)
	}
	return nil
}

// An archiveContent is what a zip is to hold.
type archiveContent struct {
	commission *election.Commission
	documents  int64
	pages      int64
	files      []scanFile // sorted by path, which is there once
}

// archiveContents are the zips that have something in them.
func (s *Set) archiveContents() []archiveContent {
	contents := make([]archiveContent, len(s.Election.Commissions))
	s.haveDocuments(func(c *election.Commission) bool {
		holder := s.ArchiveOf(c)
		if holder == nil {
			return true
		}
		content := &contents[holder.Index]
		content.commission = holder
		documents := s.Documents(c)
		var last *election.Document
		for i := range documents {
			d := &documents[i]
			if !s.Archived(d) {
				continue
			}
			if last == nil || !last.SamePaper(d) {
				content.documents++
			}
			last = d
			for _, f := range s.scanFiles(c, d) {
				if f.is != thumbnailFile {
					content.files = append(content.files, f)
				}
			}
		}
		return true
	})
	contents = slices.DeleteFunc(contents, func(a archiveContent) bool { return a.commission == nil })
	for i := range contents {
		files := contents[i].files
		slices.SortFunc(files, func(a, b scanFile) int { return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.SHA256, b.SHA256)) })
		contents[i].files = slices.CompactFunc(files, func(a, b scanFile) bool { return a.path == b.path && a.SHA256 == b.SHA256 })
		for _, f := range contents[i].files {
			if f.is == readingFile {
				contents[i].pages++
			}
		}
	}
	return contents
}

func (s *Set) writeArchive(tree Tree, content archiveContent) (Archive, error) {
	a := Archive{
		Commission: content.commission, Path: ArchivePath(s.Election, content.commission),
		Documents: content.documents, Pages: content.pages,
	}
	folder := archiveName(s.Election, content.commission)
	a.Name = folder + ".zip"
	sum, size, err := tree.Stream(a.Path, func(w io.Writer) error {
		z := zip.NewWriter(w)
		if err := s.describe(z, folder, content); err != nil {
			return err
		}
		for _, f := range content.files {
			data, err := s.bytesOf(f.Picture)
			if err == nil {
				err = s.enter(z, folder+"/"+s.inArchive(f), data)
			}
			if err != nil {
				return fmt.Errorf("add %s: %w", f.path, err)
			}
		}
		return z.Close()
	})
	if err != nil {
		return a, fmt.Errorf("write papers of %s: %w", content.commission.ID, err)
	}
	a.Bytes, a.SHA256 = size, hex.EncodeToString(sum[:])
	return a, nil
}

// inArchive is where a file lies in the folder of a zip: in that of its commission,
// under the name it has on the site.
func (s *Set) inArchive(f scanFile) string {
	return strings.TrimPrefix(f.path, "scans/"+s.Election.ID+"/")
}

// describe begins a zip with what it is, in both languages, and the digests of
// everything in it, which are those that the site tells.
func (s *Set) describe(z *zip.Writer, folder string, content archiveContent) error {
	var sums bytes.Buffer
	for _, f := range content.files {
		fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, s.inArchive(f))
	}
	for _, lang := range wording.Codes {
		if err := s.enter(z, folder+"/readme-"+lang+".txt", []byte(s.readme(lang, content.commission))); err != nil {
			return err
		}
	}
	return s.enter(z, folder+"/"+Sums, sums.Bytes())
}

// readme says what a zip holds: whoever has it may have nothing else of the site.
func (s *Set) readme(lang string, c *election.Commission) string {
	w := s.catalogue.Language(lang)
	paragraphs := []string{s.Election.Name.In(lang)}
	if s.Election.Training {
		paragraphs = append(paragraphs, w.Text("site.training.long"))
	}
	name := c.NameOn(s.Election.Date).In(lang)
	if name == "" {
		name = c.ID
	}
	paragraphs = append(paragraphs,
		w.Text("dataset.archive.of", "commission", name), w.Text("dataset.archive.holds"), w.Text("dataset.archive.lacks"),
		w.Text("dataset.archive.sums", "sums", Sums), "    sha256sum -c "+Sums+"\n")
	return strings.Join(paragraphs, "\n\n")
}

// enter adds a file to a zip, stored and not compressed: pictures are compressed
// already. Its size and checksum stand before it, as some programs require of what
// is stored, and its time is the day of the election, so that one content has one
// zip.
func (s *Set) enter(z *zip.Writer, name string, data []byte) error {
	h := &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	}
	h.SetMode(0o644)
	day := s.Election.Date
	//lint:ignore SA1019 CreateRaw takes the old fields of the time, and nothing else sets them
	h.SetModTime(time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC))
	w, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
