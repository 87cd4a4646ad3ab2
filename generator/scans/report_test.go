package scans

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// told are findings as lines: code, record, problem.
func told(found []finding.Finding) []string {
	var lines []string
	for _, f := range found {
		line := string(f.Code) + " " + f.Record
		for _, a := range f.Args {
			line += fmt.Sprintf(" %s=%v", a.Name, a.Value)
		}
		lines = append(lines, line)
	}
	return lines
}

// claiming is a PNG of a few bytes that claims to be so large.
func claiming(t *testing.T, width, height uint32) []byte {
	data := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// Broken, encrypted and oversized files are findings about their documents; every
// other file is published.
func TestWhatCannotBeShown(t *testing.T) {
	photo, picture, paper := asJPEG(t, drawn(300, 400)), asPNG(t, drawn(30, 40)), scanned(t, drawn(60, 80))
	badSum := bytes.Clone(picture)
	badSum[len(badSum)-20] ^= 1
	tall := bytes.Clone(photo)
	at := bytes.Index(tall, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint32(tall[at+5:], 0xffffffff)
	var many []image.Image
	for range mostPages + 1 {
		many = append(many, drawn(4, 4))
	}
	circle := asTIFF(t, upright, drawn(9, 9))
	binary.LittleEndian.PutUint32(circle[len(circle)-4:], binary.LittleEndian.Uint32(circle[4:]))
	files := []struct {
		says string
		data []byte
		want finding.Term
	}{
		{"a photograph", photo, ""},
		{"a picture", picture, ""},
		{"a PDF", paper.bytes(), ""},
		{"a TIFF of two pages", asTIFF(t, upright, drawn(9, 9), drawn(8, 8)), ""},
		{"empty", []byte{}, finding.EmptyFile},
		{"cut off", photo[:len(photo)/2], finding.BadPicture},
		{"cut off after its beginning", photo[:20], finding.BadPicture},
		{"a wrong sum", badSum, finding.BadPicture},
		{"a text", []byte("a protocol"), finding.OtherFormat},
		{"a GIF", []byte("GIF89a"), finding.OtherFormat},
		{"as large as a town", claiming(t, 2_000_000_000, 2_000_000_000), finding.TooManyPixels},
		{"a little too large", claiming(t, 8000, 5001), finding.TooManyPixels},
		{"too long", claiming(t, 1<<16, 1), finding.TooManyPixels},
		{"a photograph as large as JPEG can be", tall, finding.TooManyPixels},
		{"a TIFF of too many pages", asTIFF(t, upright, many...), finding.TooManyPages},
		{"a TIFF in a circle", circle, finding.BadPicture},
		{"a TIFF whose second page is cut off", asTIFF(t, upright, drawn(9, 9), drawn(8, 8))[:400], finding.BadPicture},
		{"a PDF of too many pages", scanned(t, many...).bytes(), finding.TooManyPages},
		{"a PDF with a page like a town", paper.replace(3, "595 842", "14400 14400").bytes(), finding.TooManyPixels},
		{"a PDF without a page", paper.replace(2, "3 0 R", "").bytes(), finding.BadPicture},
		{"a PDF that is none", []byte("%PDF-1.4\nnothing"), finding.BadPicture},
		{"a PDF with a password", paper.with(func(p *pdfMade) {
			p.trailer = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("aa", 32) + ">/U<" + strings.Repeat("bb", 32) + ">>>"
		}).bytes(), finding.Locked},
	}
	var documents []election.Document
	content, want := map[string][]byte{}, []string(nil)
	for i, f := range files {
		name := fmt.Sprintf("scans/%02d", i)
		content[name] = f.data
		documents = append(documents, protocol(i+1, name))
		if f.want != "" {
			want = append(want, fmt.Sprintf("D606 p-1 protocol %d problem=%s", i+1, f.want))
		}
	}
	h := papersIn(t, content, documents...)
	s := opened(t, t.TempDir())
	got := told(h.read(t, s))
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for i, d := range h.documents() {
		withheld := map[bool]string{true: "D606"}[files[i].want != ""]
		if d.Scan.SHA256 != digest(files[i].data) || d.Scan.Bytes != int64(len(files[i].data)) || d.Scan.Withheld != withheld || len(d.Scan.Pages) > 0 != (withheld == "") {
			t.Errorf("%s: %+v", files[i].says, d.Scan)
		}
	}
	if n := len(h.documents()[3].Scan.Pages); n != 2 {
		t.Errorf("of two pages, %d", n)
	}
}

func TestFilesThatAreNotRead(t *testing.T) {
	h := papersIn(t, map[string][]byte{"scans/a.jpg": asJPEG(t, drawn(30, 40)), "scans/large.jpg": nil},
		protocol(1, "scans/link.jpg"), protocol(2, "scans"), protocol(3, "scans/large.jpg"), protocol(4, "scans/none.jpg"), protocol(5, "scans/a.jpg"))
	if err := os.Symlink("a.jpg", filepath.Join(h.dir, "scans", "link.jpg")); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := os.Truncate(filepath.Join(h.dir, "scans", "large.jpg"), mostBytes+1); err != nil {
		t.Fatal(err)
	}
	want := []string{"D606 p-1 protocol 2 problem=device", "D606 p-1 protocol 3 problem=large", "D606 p-1 protocol 1 problem=link"}
	if diff := cmp.Diff(want, told(h.read(t, opened(t, "")))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	d := h.documents()
	if d[3].Scan != nil || d[4].Scan == nil || d[0].Scan.SHA256 != "" || d[2].Scan.SHA256 != digest(make([]byte, mostBytes+1)) {
		t.Errorf("%v, %v, %v, %v", d[3].Scan, d[4].Scan, d[0].Scan, d[2].Scan)
	}
}

// A position is told of, wherever it is written, and is in nothing that is published.
func TestPositions(t *testing.T) {
	photo, picture := asJPEG(t, drawn(60, 80)), asPNG(t, drawn(60, 80))
	xmp := []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta exif:GPSLatitude='42,52.5N'/>")
	exif := exifOf(6, true)
	hex := fmt.Sprintf("\nexif\n%8d\n%x\n", len(exif), exif)
	inPDF := func(data []byte, filter string) []byte {
		return scanned(t, drawn(60, 80)).with(func(p *pdfMade) {
			p.objects[3] = streamOf("/Type/XObject/Subtype/Image/Width 60/Height 80/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter"+filter, string(data))
		}).bytes()
	}
	for _, c := range []struct {
		says string
		data []byte
		want bool
	}{
		{"none", photo, false},
		{"EXIF without one", withSegment(photo, app1, exifOf(6, false)), false},
		{"EXIF", withSegment(photo, app1, exif), true},
		{"XMP", withSegment(photo, app1, xmp), true},
		{"EXIF in a block of Photoshop", withSegment(photo, 0xed, append([]byte("Photoshop 3.0\x008BIM\x04\x22\x00\x00\x00\x00\x00\x00"), exif[6:]...)), true},
		{"a comment", withSegment(photo, comment, []byte("GPSLatitude=42.87")), true},
		{"EXIF of a second picture behind the first", append(bytes.Clone(photo), withSegment(photo, app1, exif)...), true},
		{"EXIF of a PNG", withChunk(picture, "eXIf", exif[6:]), true},
		{"XMP of a PNG", withChunk(picture, "iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), xmp...)), true},
		{"XMP of a PNG, packed", withChunk(picture, "iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), deflated(string(xmp))...)), true},
		{"EXIF of a PNG, in digits", withChunk(picture, "zTXt", append([]byte("Raw profile type exif\x00\x00"), deflated(hex)...)), true},
		{"EXIF of a picture in a PDF", inPDF(withSegment(photo, app1, exif), "/DCTDecode"), true},
		{"the same, packed once more", inPDF([]byte(deflated(string(withSegment(photo, app1, exif)))), "[/FlateDecode/DCTDecode]"), true},
		{"XMP of a PDF, packed", scanned(t, drawn(60, 80)).add(streamOf("/Type/Metadata/Filter/FlateDecode", deflated(string(xmp)))).bytes(), true},
		{"a PDF without", scanned(t, drawn(60, 80)).bytes(), false},
	} {
		h := papersIn(t, map[string][]byte{"a": c.data}, protocol(1, "a"))
		h.election.DocumentRules = map[election.DocumentKind]election.DocumentRule{election.ProtocolPaper: {Publish: election.DiscloseOriginal}}
		s := opened(t, t.TempDir())
		found := told(h.read(t, s))
		if got := slices.Equal(found, []string{"D608 p-1 protocol 1"}); got != c.want {
			t.Errorf("%s: %v", c.says, found)
		}
		scan := h.documents()[0].Scan
		if len(scan.Pages) != 1 || c.want && scan.Original != nil {
			t.Fatalf("%s: %+v", c.says, scan)
		}
		for _, p := range []election.Picture{scan.Pages[0].Reading, scan.Pages[0].Thumbnail} {
			data, err := s.Bytes(p.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			bare(t, data)
		}
	}
}

// bare reports whatever stands in a published picture beside the picture.
func bare(t *testing.T, data []byte) {
	t.Helper()
	end := eachSegment(data, func(s segment) bool {
		if s.marker >= app0 && s.marker < 0xf0 || s.marker == comment {
			t.Errorf("a segment %x: %.40q", s.marker, s.payload)
		}
		return true
	})
	if end != len(data) {
		t.Errorf("the picture ends at %d of %d", end, len(data))
	}
}

func TestReceivedFilesThatMayBePublished(t *testing.T) {
	photo, picture, fax := asJPEG(t, drawn(60, 80)), asPNG(t, drawn(60, 80)), asTIFF(t, upright, drawn(9, 9), drawn(8, 8))
	profile := binary.BigEndian.AppendUint32(nil, 128)
	profile = append(profile, make([]byte, 124)...)
	copy(profile[36:], "acsp")
	icc := append([]byte("ICC_PROFILE\x00\x01\x01"), profile...)
	described := bytes.Clone(fax)
	described[binary.LittleEndian.Uint32(fax[4:])+2+6*12] = 275 & 0xff // in place of the orientation
	for _, c := range []struct {
		says string
		data []byte
		want bool
	}{
		{"a JPEG", photo, true},
		{"a JPEG with its resolution", withSegment(photo, app0, []byte("JFIF\x00\x01\x01\x01\x00\x96\x00\x96\x00\x00")), true},
		{"a JPEG with a profile", withSegment(photo, app2, icc), true},
		{"a JPEG of Adobe", withSegment(photo, app14, []byte("Adobe\x00\x64\x00\x00\x00\x00\x01")), true},
		{"a PNG", picture, true},
		{"a PNG with its resolution", withChunk(picture, "pHYs", make([]byte, 9)), true},
		{"a PNG with a profile", withChunk(picture, "iCCP", append([]byte("sRGB\x00\x00"), deflated(string(profile))...)), true},
		{"a TIFF", fax, true},
		{"a PDF", scanned(t, drawn(60, 80)).bytes(), true},

		{"a JPEG with EXIF", withSegment(photo, app1, exifOf(1, false)), false},
		{"a JPEG with a comment", withSegment(photo, comment, []byte("Aibek")), false},
		{"a JPEG with a thumbnail", withSegment(photo, app0, append([]byte("JFIF\x00\x01\x01\x01\x00\x96\x00\x96\x01\x01"), 1, 2, 3)), false},
		{"a JPEG with a profile that is none", withSegment(photo, app2, append([]byte("ICC_PROFILE\x00\x01\x01"), "Aibek"...)), false},
		{"a JPEG with a profile and more", withSegment(photo, app2, append(bytes.Clone(icc), "Aibek"...)), false},
		{"a JPEG with several pictures", withSegment(photo, app2, []byte("MPF\x00")), false},
		{"a JPEG with something of a camera", withSegment(photo, 0xe5, []byte("x")), false},
		{"a JPEG with more behind it", append(bytes.Clone(photo), 'x'), false},
		{"a PNG with a text", withChunk(picture, "tEXt", []byte("Author\x00Aibek")), false},
		{"a PNG with a time", withChunk(picture, "tIME", make([]byte, 7)), false},
		{"a PNG with a harmless chunk that is long", withChunk(picture, "gAMA", []byte("Aibek, Bishkek")), false},
		{"a PNG with more behind it", append(bytes.Clone(picture), 'x'), false},
		{"a TIFF with more behind it", append(bytes.Clone(fax), "Aibek"...), false},
		{"a TIFF with a tag that nobody knows", described, false},
		{"a PDF with a script", scanned(t, drawn(60, 80)).replace(1, "/Pages", "/OpenAction<</S/JavaScript>>/Pages").bytes(), false},
	} {
		for _, r := range []election.DocumentRule{
			{Publish: election.DiscloseOriginal}, {Publish: election.DisclosePages}, {Publish: election.DiscloseDigest},
			{Publish: election.DiscloseOriginal, Blank: []election.Region{{Page: 1, Width: 10, Height: 10}}},
		} {
			h := papersIn(t, map[string][]byte{"a": c.data}, protocol(1, "a"))
			h.election.DocumentRules = map[election.DocumentKind]election.DocumentRule{election.ProtocolPaper: r}
			s := opened(t, t.TempDir())
			found := told(h.read(t, s))
			scan := h.documents()[0].Scan
			asked := r.Publish == election.DiscloseOriginal && len(r.Blank) == 0
			if got := scan.Original != nil; got != (c.want && asked) {
				t.Errorf("%s, %v: published: %v, %v", c.says, r, got, found)
			}
			if withheld := len(found) == 1 && strings.HasPrefix(found[0], "D607 p-1 protocol 1 problem="); withheld != (asked && !c.want) {
				t.Errorf("%s, %v: %v", c.says, r, found)
			}
			if none := len(scan.Pages) == 0; none != (r.Publish == election.DiscloseDigest) || scan.Withheld != "" {
				t.Errorf("%s, %v: %+v", c.says, r, scan)
			}
			if scan.Original != nil {
				if data, err := s.Bytes(scan.Original.SHA256); err != nil || !bytes.Equal(data, c.data) {
					t.Errorf("%s: %d bytes, %v", c.says, len(data), err)
				}
			}
		}
	}
}

func TestOneFileForTwoPapers(t *testing.T) {
	same, other := asJPEG(t, drawn(30, 40)), asJPEG(t, drawn(40, 30))
	hour := func(h int) time.Time { return time.Date(2027, 1, 24, h, 0, 0, 0, time.UTC) }
	party, mayor := &election.Contest{ID: "party"}, &election.Contest{ID: "mayor"}
	paper := func(file string, change func(*election.Document)) election.Document {
		d := protocol(1, file)
		d.Contest, d.Received = party, hour(20)
		change(&d)
		return d
	}
	as := func(d election.Document) election.Document { return d }
	first := paper("a.jpg", func(*election.Document) {})
	for _, c := range []struct {
		says   string
		papers []election.Document
		beside *election.Document // of another commission
		want   []string
	}{
		{"two files", []election.Document{first, paper("other.jpg", func(d *election.Document) { d.Version = 2 })}, nil, nil},
		{"two versions", []election.Document{first, paper("b.jpg", func(d *election.Document) { d.Version = 2 })}, nil,
			[]string{"D605 p-1 party protocol 1 other=p-1 party protocol 2", "D605 p-1 party protocol 2 other=p-1 party protocol 1"}},
		{"the first came later", []election.Document{paper("a.jpg", func(d *election.Document) { d.Received = hour(22) }), paper("b.jpg", func(d *election.Document) { d.Version = 2 })}, nil,
			[]string{"D605 p-1 party protocol 1 other=p-1 party protocol 2", "D605 p-1 party protocol 2 other=p-1 party protocol 1"}},
		{"two kinds", []election.Document{first, paper("b.jpg", func(d *election.Document) { d.Kind = election.Minutes })}, nil,
			[]string{"D605 p-1 party protocol 1 other=p-1 party minutes 1", "D605 p-1 party minutes 1 other=p-1 party protocol 1"}},
		{"two counts", []election.Document{first, paper("b.jpg", func(d *election.Document) { d.Series = election.Recount })}, nil,
			[]string{"D605 p-1 party protocol 1 other=p-1 party recount protocol 1", "D605 p-1 party recount protocol 1 other=p-1 party protocol 1"}},
		{"two contests", []election.Document{first, paper("b.jpg", func(d *election.Document) { d.Contest = mayor })}, nil,
			[]string{"D605 p-1 party protocol 1 other=p-1 mayor protocol 1", "D605 p-1 mayor protocol 1 other=p-1 party protocol 1"}},
		{"minutes of the day, filed for each contest", []election.Document{
			paper("a.jpg", func(d *election.Document) { d.Kind = election.Minutes }),
			paper("b.jpg", func(d *election.Document) { d.Kind, d.Contest = election.Minutes, mayor }),
		}, nil, nil},
		{"two commissions", []election.Document{first}, ptr(paper("b.jpg", func(*election.Document) {})),
			[]string{"D605 p-1 party protocol 1 other=p-2 party protocol 1", "D605 p-2 party protocol 1 other=p-1 party protocol 1"}},
		{"two pages in two files", []election.Document{
			paper("a.jpg", func(d *election.Document) { d.Page = 1 }), paper("b.jpg", func(d *election.Document) { d.Page = 2 }),
		}, nil, []string{"D605 p-1 party protocol 1 1 other=p-1 party protocol 1 2", "D605 p-1 party protocol 1 2 other=p-1 party protocol 1 1"}},
		{"two pages of one file", []election.Document{
			paper("a.jpg", func(d *election.Document) { d.Page = 1 }), paper("a.jpg", func(d *election.Document) { d.Page = 2 }),
		}, nil, nil},
		{"the same paper twice", []election.Document{as(first), as(first)}, nil, nil},
	} {
		h := papersIn(t, map[string][]byte{"a.jpg": same, "b.jpg": same, "other.jpg": other}, c.papers...)
		if c.beside != nil {
			h.election.Commissions = append(h.election.Commissions,
				&election.Commission{ID: "p-2", Records: &election.Records{Documents: []election.Document{*c.beside}}})
		}
		found := h.read(t, opened(t, ""))
		if diff := cmp.Diff(c.want, told(found)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", c.says, diff)
		}
		for _, f := range found {
			if f.Received.IsZero() || f.Contest == "" || f.Commission == "" || len(f.Also) != 2 {
				t.Errorf("%s: %+v", c.says, f)
			}
		}
	}
}

func ptr(d election.Document) *election.Document { return &d }

// A page that draws itself over and over is given up, and tried again another time.
func TestAPDFWithoutEndIsGivenUp(t *testing.T) {
	endless := scanned(t, drawn(60, 80))
	n := len(endless.objects)
	for i := range 12 { // 20¹² times
		endless = endless.add(streamOf(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</Im0 %d 0 R>>>>", n+i+2), strings.Repeat("/Im0 Do ", 20)))
	}
	endless = endless.add(endless.objects[3]).replace(3, "/Im0 4 0 R", fmt.Sprintf("/Im0 %d 0 R", n+1))
	h := papersIn(t, map[string][]byte{"a.pdf": endless.bytes(), "b.pdf": scanned(t, drawn(30, 40)).bytes()}, protocol(1, "a.pdf"))
	s := opened(t, t.TempDir())
	release := s.maker.pdf.hold()
	if _, err := s.maker.pdf.instance(); err != nil { // compiling it does not count
		t.Fatal(err)
	}
	for range 2 {
		s.maker.patience = time.Second
		if diff := cmp.Diff([]string{"D606 p-1 protocol 1 problem=endless"}, told(h.read(t, s))); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	if n := s.maker.decoded.Load(); n != 2 {
		t.Errorf("decoded %d times in two reads", n)
	}
	s.maker.patience = newMaker("").patience
	h.election.Commissions[0].Records.Documents = []election.Document{protocol(2, "b.pdf")}
	if found := told(h.read(t, s)); len(found) > 0 {
		t.Errorf("after it, %v", found)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
}
