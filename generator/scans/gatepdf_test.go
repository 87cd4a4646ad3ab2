package scans

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"achyk/generator/finding"
)

// Every way to put a script, an attachment or more than the pages into a PDF that
// came to mind. A file that is one is never published as it is.
func TestTheGateOfPDF(t *testing.T) {
	plain := scanned(t, drawn(60, 80))
	script := "<</S/JavaScript/JS(app.alert(1))>>"
	exif := withSegment(asJPEG(t, drawn(60, 80)), app1, exifOf(6, false))
	image := func(data string) *pdfMade {
		return plain.with(func(p *pdfMade) {
			p.objects[3] = streamOf("/Type/XObject/Subtype/Image/Width 60/Height 80/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", data)
		})
	}
	raw := func(old, new string) []byte { return bytes.Replace(plain.bytes(), []byte(old), []byte(new), 1) }
	hidden, acts := finding.HiddenData, finding.ActiveContent
	for _, c := range []struct {
		says string
		data []byte
		want finding.Term
	}{
		{"a picture a page", plain.bytes(), ""},
		{"several pages", scanned(t, drawn(60, 80), drawn(80, 60)).bytes(), ""},
		{"objects in a stream, and a table that is one", plain.packed(), ""},
		{"its dates", plain.add("<</CreationDate(D:20270124200100+06'00')>>").with(func(p *pdfMade) { p.trailer = "/Info 6 0 R" }).bytes(), ""},
		{"the length of a stream in another object", plain.add("42").with(func(p *pdfMade) {
			data := p.objects[4][strings.Index(p.objects[4], "stream\n")+7 : strings.LastIndex(p.objects[4], "\nendstream")]
			p.objects[4] = "<</Filter/FlateDecode/Length 6 0 R>>\nstream\n" + data + "\nendstream"
			p.objects[5] = fmt.Sprint(len(data))
		}).bytes(), ""},
		{"pixels that are packed by zlib", plain.with(func(p *pdfMade) {
			p.objects[3] = streamOf("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", deflated("123456789012"))
		}).bytes(), ""},

		{"a script when it is opened", plain.replace(1, "/Pages", "/OpenAction"+script+"/Pages").bytes(), acts},
		{"the same, in objects of a stream", plain.replace(1, "/Pages", "/OpenAction"+script+"/Pages").packed(), acts},
		{"its name with escapes", plain.replace(1, "/Pages", "/Open#41ction<</S/J#61vaScript/J#53(x)>>/Pages").bytes(), acts},
		{"a script by its name", plain.replace(1, "/Pages", "/Names<</JavaScript<</Names[(a) "+script+"]>>>>/Pages").bytes(), acts},
		{"a script when a page is shown", plain.replace(3, "/Parent", "/AA<</O"+script+">>/Parent").bytes(), acts},
		{"a script in another object", plain.add(script).replace(1, "/Pages", "/OpenAction 6 0 R/Pages").bytes(), acts},
		{"a script that nothing leads to", plain.add(script).bytes(), acts},
		{"two objects that lead to one another", plain.add("<</Next 7 0 R>>").add("<</S/JavaScript/Next 6 0 R>>").bytes(), acts},
		{"a script under a name that is free", plain.replace(3, "/Im0", "/Im1"+script+"/Im0").bytes(), acts},
		{"a script in an array", plain.replace(3, "/MediaBox[", "/MediaBox["+script).bytes(), acts},
		{"a link", plain.replace(3, "/Parent", "/Annots[<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://example.org)>>>>]/Parent").bytes(), acts},
		{"a program to start", plain.replace(1, "/Pages", "/OpenAction<</S/Launch/F(cmd.exe)>>/Pages").bytes(), acts},
		{"a form", plain.replace(1, "/Pages", "/AcroForm<</Fields[]>>/Pages").bytes(), acts},
		{"a form of XML", plain.replace(1, "/Pages", "/XFA(x)/Pages").bytes(), acts},
		{"a form that sends itself", plain.replace(1, "/Pages", "/AA<</WC<</S/SubmitForm>>>>/Pages").bytes(), acts},
		{"an attachment", plain.add(streamOf("/Type/EmbeddedFile", "x")).replace(1, "/Pages", "/Names<</EmbeddedFiles<</Names[(x)<</EF<</F 6 0 R>>>>]>>>>/Pages").bytes(), acts},
		{"a film", plain.replace(3, "/Parent", "/Annots[<</Subtype/RichMedia>>]/Parent").bytes(), acts},
		{"a sound", plain.replace(1, "/Pages", "/OpenAction<</S/Sound>>/Pages").bytes(), acts},

		{"encrypted", plain.with(func(p *pdfMade) { p.trailer = "/Encrypt<</Filter/Standard/V 1/R 2/P -4>>" }).bytes(), finding.Locked},
		{"who wrote it", plain.add("<</Author(Aibek)>>").with(func(p *pdfMade) { p.trailer = "/Info 6 0 R" }).bytes(), hidden},
		{"a date that is none", plain.add("<</CreationDate(Aibek)>>").with(func(p *pdfMade) { p.trailer = "/Info 6 0 R" }).bytes(), hidden},
		{"metadata", plain.add(streamOf("/Type/Metadata/Subtype/XML", "<x:xmpmeta/>")).replace(1, "/Pages", "/Metadata 6 0 R/Pages").bytes(), hidden},
		{"an object that nothing leads to", plain.add("<</Type/Page>>").bytes(), hidden},
		{"an object that the table lacks", plain.with(func(p *pdfMade) { p.between = "9 0 obj\n<<>>\nendobj\n" }).bytes(), hidden},
		{"an object twice", plain.with(func(p *pdfMade) { p.between = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" }).bytes(), hidden},
		{"a comment", plain.with(func(p *pdfMade) { p.between = "% Aibek\n" }).bytes(), hidden},
		{"a comment in what is drawn", plain.with(func(p *pdfMade) { p.objects[4] = streamOf("", "q 595 0 0 842 0 0 cm /Im0 Do Q % Aibek") }).bytes(), hidden},
		{"more behind its end", plain.with(func(p *pdfMade) { p.after = "more" }).bytes(), hidden},
		{"more before its beginning", append([]byte("GIF89a"), plain.bytes()...), hidden},
		{"another revision", append(plain.bytes(), plain.bytes()[9:]...), hidden},
		{"another revision with a script", append(plain.replace(1, "/Pages", "/OpenAction"+script+"/Pages").bytes(), plain.bytes()[9:]...), acts},
		{"a table that leads elsewhere", raw("0000000015 00000 n", "0000000016 00000 n"), hidden},
		{"a table that is elsewhere", raw("startxref\n", "startxref\n1"), hidden},
		{"a key twice", plain.replace(1, "/Pages", "/Pages 9 0 R/Pages").bytes(), hidden},
		{"a stream that is longer than it says", plain.with(func(p *pdfMade) {
			p.objects[4] = "<</Length 3>>\nstream\nq Q and more\nendstream"
		}).bytes(), hidden},
		{"a stream with more behind what is packed", plain.with(func(p *pdfMade) { p.objects[4] = streamOf("/Filter/FlateDecode", deflated("q Q")+"more of it") }).bytes(), hidden},
		{"a stream that is packed twice", plain.with(func(p *pdfMade) {
			p.objects[4] = streamOf("/Filter[/FlateDecode/FlateDecode]", deflated(deflated("q Q")))
		}).bytes(), hidden},
		{"a stream that is packed in another way", plain.with(func(p *pdfMade) { p.objects[4] = streamOf("/Filter/ASCII85Decode", "87cUR~>") }).bytes(), hidden},
		{"a stream that unpacks without end", plain.with(func(p *pdfMade) {
			p.objects[4] = streamOf("/Filter/FlateDecode", deflated(strings.Repeat(" ", mostOfStream+1)))
		}).bytes(), hidden},
		{"pixels with more behind them", plain.with(func(p *pdfMade) {
			p.objects[3] = streamOf("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", deflated("123456789012 more"))
		}).bytes(), hidden},
		{"EXIF in its picture", image(string(exif)).bytes(), hidden},
		{"more behind its picture", image(string(asJPEG(t, drawn(60, 80))) + "more of it").bytes(), hidden},
		{"a text that is drawn nowhere", plain.replace(3, "/Parent", "/Tabs(Aibek)/Parent").bytes(), hidden},
		{"an unknown key", plain.replace(3, "/Parent", "/PieceInfo<<>>/Parent").bytes(), hidden},
		{"layers", plain.replace(1, "/Pages", "/OCProperties<<>>/Pages").bytes(), hidden},
		{"an object of a later generation", raw("5 0 obj", "5 1 obj"), hidden},
		{"cut off", plain.bytes()[:300], hidden},
		{"nothing", []byte("%PDF-1.4\n"), hidden},
		{"nested without end", plain.replace(3, "/MediaBox[", "/MediaBox["+strings.Repeat("[", 1<<16)).bytes(), hidden},
	} {
		if got := hiddenInPDF(c.data); got != c.want {
			t.Errorf("%s: %q, want %q", c.says, got, c.want)
		}
	}
}
