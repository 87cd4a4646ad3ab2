package scans

import (
	"bytes"
	"io"
	"regexp"

	"achyk/generator/finding"
)

// The gate of PDF reads the file itself, by a grammar that knows what a scanner
// needs and nothing else. A library for PDF would be of no help: it is made to open
// whatever it is given, repairs it in its own way, shows the last revision alone,
// and unpacks without end; and what it takes for harmless, the next reader runs.
//
// What a gate like this lets through is: one revision; pages, pictures, fonts,
// colours and the drawing of them; every object listed where it lies, and used;
// strings where these need them. It does not let through: anything that acts,
// annotations and forms, attachments, encryption, metadata (who wrote it, by what
// program, on what device: of the information of a document only its dates), EXIF
// in its pictures, comments, earlier revisions, and whatever else it does not know.
// When in doubt, a file does not pass: its pages are published all the same.

// active are the names of what can do something, or brings something along.
var active = names("AA AcroForm Action AF Annot Annots Collection EF EmbeddedFile EmbeddedFiles FileAttachment Filespec " +
	"GoTo GoTo3DView GoToE GoToR Hide ImportData JS JavaScript Launch Movie Named Names OpenAction Rendition ResetForm RichMedia " +
	"RichMediaExecute Screen SetOCGState Sound SubmitForm Thread URI Widget XFA 3D U3D PRC")

// plainKeys are the keys of what a page is made of.
var plainKeys = names("Type Subtype S Size Root ID Info W Index N First Version PageLayout PageMode Lang Pages Kids Count Parent " +
	"MediaBox CropBox BleedBox TrimBox ArtBox Rotate Resources Contents Group UserUnit ProcSet CS I K " +
	"Length Filter DecodeParms Columns Rows BlackIs1 EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError Predictor Colors " +
	"BitsPerComponent EarlyChange ColorTransform JBIG2Globals Width Height ColorSpace Decode ImageMask Mask SMask Interpolate Intent " +
	"Name Matte BBox Matrix FormType Alternate Range WhitePoint BlackPoint Gamma XObject Font ExtGState Pattern Shading " +
	"LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK G BC " +
	"FunctionType Domain Functions Bounds Encode C0 C1 BitsPerSample Order Coords Extend Function ShadingType Background AntiAlias " +
	"PatternType PaintType TilingType XStep YStep BaseFont Encoding FirstChar LastChar Widths FontDescriptor ToUnicode DescendantFonts " +
	"CIDSystemInfo Registry Ordering Supplement DW CIDToGIDMap FontName Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight " +
	"XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 FontStretch FontWeight CharSet BaseEncoding " +
	"Differences FontMatrix CharProcs Length1 Length2 Length3 WMode CMapName CreationDate ModDate")

// freeKeys are the keys under which things are named freely.
var freeKeys = names("XObject Font ExtGState ColorSpace Pattern Shading CharProcs")

// stringKeys are the keys under which a string may stand, with how long it is at
// most. A table of colours holds 256 of four bytes, each of which may take four.
var stringKeys = map[pdfName]int{
	"ID": 64, "CreationDate": 24, "ModDate": 24, "Registry": 16, "Ordering": 24, "Lang": 16, "ColorSpace": 4096, "CharSet": 4096,
}

func names(list string) map[pdfName]bool {
	all := make(map[pdfName]bool)
	for _, word := range bytes.Fields([]byte(list)) {
		all[pdfName(word)] = true
	}
	return all
}

// hiddenInPDF is why a received PDF may not be published.
func hiddenInPDF(data []byte) finding.Term {
	f, err := parsePDF(data)
	if err != nil {
		return suspected(data)
	}
	if f.trailer["Encrypt"] != nil {
		return finding.Locked
	}
	g := &pdfGate{pdfFile: f, seen: make(map[visit]bool), drawing: make(map[pdfRef]bool)}
	g.walk(f.trailer, "", false)
	var unused []*pdfObject
	for n, o := range f.objects {
		d, _ := o.value.(pdfDict)
		kind, _ := d["Type"].(pdfName)
		if !g.seen[visit{ref: n}] && kind != "ObjStm" && kind != "XRef" {
			unused = append(unused, o)
		}
		g.stream(n, o)
	}
	for _, o := range unused {
		g.hidden = true
		g.walk(o.value, "", false) // it may be more than that
	}
	switch {
	case g.active:
		return finding.ActiveContent
	case g.hidden:
		return finding.HiddenData
	}
	return ""
}

// A pdfGate walks through a file and notes what it meets.
type pdfGate struct {
	*pdfFile
	seen           map[visit]bool
	drawing        map[pdfRef]bool // streams of drawing
	active, hidden bool
}

// A visit is of an object, by the key that led to it; without a key, by any.
type visit struct {
	ref  pdfRef
	key  pdfName
	free bool
}

// walk looks at a value that stands under a key, and at all that it leads to. In a
// dictionary whose keys are free they name what is of the kind of the key above.
func (g *pdfGate) walk(v any, key pdfName, free bool) {
	switch v := v.(type) {
	case pdfRef:
		here := visit{v, "/" + key, free}
		if o := g.objects[v]; o != nil && !g.seen[here] {
			g.seen[here], g.seen[visit{ref: v}] = true, true
			g.drawing[v] = g.drawing[v] || key == "Contents" || key == "CharProcs"
			g.walk(o.value, key, free)
		}
	case pdfName:
		g.active = g.active || active[v]
	case pdfString:
		g.text(v, key)
	case pdfArray:
		for _, member := range v {
			g.walk(member, key, false)
		}
	case pdfDict:
		for name, value := range v {
			g.active = g.active || active[name]
			switch {
			case free:
				g.walk(value, key, false)
			case !plainKeys[name]:
				g.hidden = true
				g.walk(value, name, false)
			default:
				g.walk(value, name, freeKeys[name])
			}
		}
	}
}

var pdfDate = regexp.MustCompile(`^D:[0-9Z+'-]*$`)

// text looks at a string.
func (g *pdfGate) text(s pdfString, key pdfName) {
	most, may := stringKeys[key]
	if !may || len(s) > most || (key == "CreationDate" || key == "ModDate") && !pdfDate.Match(s) {
		g.hidden = true
	}
}

// stream looks into the stream of an object.
func (g *pdfGate) stream(n pdfRef, o *pdfObject) {
	if !o.packed {
		return
	}
	d, _ := o.value.(pdfDict)
	filter, one := g.filter(o)
	switch {
	case !one:
		g.hidden = true
	case d["Subtype"] == pdfName("Image"):
		g.hidden = g.hidden || !g.pixels(filter, d, o.stream)
	default:
		text, whole := g.unpacked(o)
		_, profile := d["N"]
		profile = profile && d["Type"] == nil
		g.hidden = g.hidden || !whole || metadata(text) || profile && !isProfile(text)
		if g.drawing[n] || d["Subtype"] == pdfName("Form") || d["PatternType"] != nil {
			g.hidden = g.hidden || bytes.IndexByte(text, '%') >= 0 // a comment is not drawn
		}
	}
}

// pixels reports whether a stream is nothing but the pixels of its picture.
func (g *pdfGate) pixels(filter pdfName, d pdfDict, data []byte) bool {
	switch filter {
	case "DCTDecode":
		return plainJPEG(bytes.TrimRight(data, "\r\n"))
	case "CCITTFaxDecode", "JBIG2Decode": // lines in black and white
		return true
	case "", "FlateDecode":
	default:
		return false
	}
	number := func(of pdfDict, key pdfName, otherwise int64) int64 {
		if n, is := g.resolve(of[key]).(pdfNumber); is && n >= 0 && n <= mostPixels {
			return int64(n)
		}
		return otherwise
	}
	p, _ := g.resolve(d["DecodeParms"]).(pdfDict)
	width, height, deep := number(d, "Width", 0), number(d, "Height", 0), number(d, "BitsPerComponent", 1)
	n, whole := int64(len(data)), true
	if filter != "" {
		n, whole = g.unpack(io.Discard, data, mostOfStreams)
	}
	for _, colours := range []int64{1, 3, 4} {
		row := (width*colours*deep + 7) / 8
		if number(p, "Predictor", 1) >= 10 {
			row++
		}
		if n == row*height {
			return whole
		}
	}
	return false
}

// metadata reports whether EXIF or XMP stands in a stream.
func metadata(text []byte) bool {
	return bytes.Contains(text, exifPrefix) || bytes.Contains(text, []byte("<x:xmpmeta")) || bytes.Contains(text, []byte("<?xpacket")) ||
		bytes.Contains(text, []byte("<rdf:RDF"))
}

// suspected is why a file that is not plain enough to be read does not pass: for
// what it seems to do, else for what it may hide.
func suspected(data []byte) finding.Term {
	acts, locked := false, false
	look := func(text []byte) {
		for i, c := range text {
			if c != '/' {
				continue
			}
			l := &pdfLexer{data: text[:min(len(text), i+longestName)], at: i + 1}
			name, _ := decodedName(l.word())
			acts = acts || active[name] && len(name) > 3
			locked = locked || name == "Encrypt"
		}
	}
	look(data)
	rest := data
	for range mostEmbedded {
		at := bytes.Index(rest, []byte("stream"))
		if at < 0 {
			break
		}
		rest = bytes.TrimLeft(rest[at+len("stream"):], "\r\n")
		look(inflated(rest, mostInflated))
	}
	switch {
	case locked:
		return finding.Locked
	case acts:
		return finding.ActiveContent
	}
	return finding.HiddenData
}
