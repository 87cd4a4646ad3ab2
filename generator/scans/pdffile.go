package scans

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"maps"
	"regexp"
)

// A pdfObject is an object of a PDF, with its stream where it has one.
type pdfObject struct {
	value  any
	at     int // in the file; -1 in a stream of objects
	within pdfRef
	index  int // in that stream
	stream []byte
	packed bool // it has a stream
}

// A pdfFile is a PDF that was written in one go and holds nothing between its
// objects: a header, each object once, one table of where they lie, and the end.
type pdfFile struct {
	objects map[pdfRef]*pdfObject
	trailer pdfDict
	table   pdfRef // the stream that is the table of objects; 0 = it is plain text
	values  int    // that may still be read
	bytes   int64  // that may still be unpacked
}

var errPDF = errors.New("not a PDF as plain as it must be")

// How many bytes a stream holds that is looked into, and all streams of a file.
const (
	mostOfStream  = 16 << 20
	mostOfStreams = 512 << 20
)

// The second line marks the file as binary and says nothing.
var pdfHeader = regexp.MustCompile(`^%PDF-(?:1\.[0-7]|2\.0)[\r\n]+(?:%[^\x00-\x7f]{4,8}[\r\n]+)?`)

// parsePDF reads a whole file. An earlier revision of a document, an object that no
// table lists, a table that leads into the middle of another object, or a byte that
// belongs to nothing is an error: so may something be hidden.
func parsePDF(data []byte) (*pdfFile, error) {
	f := &pdfFile{objects: make(map[pdfRef]*pdfObject), values: mostValues, bytes: mostOfStreams}
	header := pdfHeader.FindIndex(data)
	if header == nil {
		return nil, errPDF
	}
	l := &pdfLexer{data: data, at: header[1], values: &f.values}
	begin := 0 // of the table
	for !l.broken {
		if l.space(); l.at >= len(data) {
			return nil, errPDF
		}
		if begin = l.at; l.take("xref") {
			f.listed(l)
			break
		}
		if l.take("startxref") {
			if f.table == 0 {
				return nil, errPDF
			}
			l.at, begin = begin, f.objects[f.table].at
			break
		}
		f.object(l)
	}
	l.space()
	if !l.take("startxref") || l.whole() != begin {
		return nil, errPDF
	}
	l.space()
	if l.take("%%EOF"); l.broken || !bytes.HasSuffix(data[:l.at], []byte("%%EOF")) {
		return nil, errPDF
	}
	if l.space(); l.at != len(data) {
		return nil, errPDF
	}
	if !f.measured() || !f.unfold() || !f.tabled() {
		return nil, errPDF
	}
	return f, nil
}

// object reads one object.
func (f *pdfFile) object(l *pdfLexer) {
	o := &pdfObject{at: l.at}
	n := pdfRef(l.whole())
	if l.whole() != 0 {
		l.fail()
	}
	l.space()
	if !l.take("obj") {
		l.fail()
	}
	o.value = l.value(0)
	if l.space(); l.take("stream") {
		f.stream(l, o)
		l.space()
	}
	if _, twice := f.objects[n]; twice || n == 0 || !l.take("endobj") {
		l.fail()
	}
	f.objects[n] = o
	if d, _ := o.value.(pdfDict); d["Type"] == pdfName("XRef") {
		if f.table != 0 || !o.packed {
			l.fail()
		}
		f.table, f.trailer = n, d
	}
}

// stream reads what follows the word of that name.
func (f *pdfFile) stream(l *pdfLexer, o *pdfObject) {
	d, is := o.value.(pdfDict)
	if !is || !l.take("\r\n") && !l.take("\n") {
		l.fail()
		return
	}
	o.packed = true
	switch length := d["Length"].(type) {
	case pdfNumber:
		if length < 0 || length > pdfNumber(len(l.data)-l.at) {
			l.fail()
			return
		}
		o.stream = l.data[l.at:][:int(length)]
		l.at += int(length)
		if !l.take("\r\n") && !l.take("\n") {
			l.take("\r")
		}
	case pdfRef:
		// It is known when that object is: until then, the end is the first there is.
		n := bytes.Index(l.data[l.at:], []byte("endstream"))
		if n < 0 {
			l.fail()
			return
		}
		o.stream = l.data[l.at:][:n]
		l.at += n
	default:
		l.fail()
	}
	if !l.take("endstream") {
		l.fail()
	}
}

// measured reports whether the streams are as long as they are said to be, and
// cuts the end of a line that does not belong to them.
func (f *pdfFile) measured() bool {
	for _, o := range f.objects {
		d, _ := o.value.(pdfDict)
		ref, is := d["Length"].(pdfRef)
		if !o.packed || !is {
			continue
		}
		n, known := f.resolve(ref).(pdfNumber)
		if !known || n < 0 || int(n) > len(o.stream) || len(bytes.Trim(o.stream[int(n):], "\r\n")) > 0 || len(o.stream)-int(n) > 2 {
			return false
		}
		o.stream = o.stream[:int(n)]
	}
	return true
}

// resolve is what a value stands for.
func (f *pdfFile) resolve(v any) any {
	for range deepestValue {
		ref, is := v.(pdfRef)
		if !is {
			return v
		}
		o := f.objects[ref]
		if o == nil {
			return nil
		}
		v = o.value
	}
	return nil
}

// listed reads a table of objects in plain text, and the trailer.
func (f *pdfFile) listed(l *pdfLexer) {
	if f.table != 0 {
		l.fail()
		return
	}
	listed := 0
	for l.space(); !l.broken && !l.take("trailer"); l.space() {
		first, count := l.whole(), l.whole()
		l.space()
		for i := range count {
			if l.broken || l.at+20 > len(l.data) {
				l.fail()
				return
			}
			line := l.data[l.at:][:20]
			l.at += 20
			at, isNumber := wholeNumber(string(line[:10]))
			o := f.objects[pdfRef(first+i)]
			if end := string(line[18:]); end != " \r" && end != " \n" && end != "\r\n" {
				l.fail()
			}
			switch {
			case line[17] == 'n' && isNumber && o != nil && o.at == at && string(line[10:17]) == " 00000 ":
				listed++
			case line[17] != 'f' || o != nil:
				l.fail()
			}
		}
	}
	f.trailer, _ = l.value(0).(pdfDict)
	if listed != len(f.objects) {
		l.fail()
	}
}

// unfold adds the objects that lie in streams of objects.
func (f *pdfFile) unfold() bool {
	for n, o := range maps.Clone(f.objects) {
		d, _ := o.value.(pdfDict)
		if d["Type"] != pdfName("ObjStm") {
			continue
		}
		text, ok := f.unpacked(o)
		count, _ := d["N"].(pdfNumber)
		first, _ := d["First"].(pdfNumber)
		if !ok || f.table == 0 || count < 0 || count > 1<<16 || first < 0 || int(first) > len(text) {
			return false
		}
		index := &pdfLexer{data: text[:int(first)], values: &f.values}
		l := &pdfLexer{data: text, at: int(first), values: &f.values}
		for i := range int(count) {
			number, at := pdfRef(index.whole()), index.whole()
			if l.space(); l.at != int(first)+at {
				return false // something lies between them
			}
			if _, twice := f.objects[number]; twice || number == 0 {
				return false
			}
			f.objects[number] = &pdfObject{value: l.value(0), at: -1, within: n, index: i}
		}
		index.space()
		if l.space(); l.broken || index.broken || l.at != len(text) || index.at != len(index.data) {
			return false
		}
	}
	return true
}

// tabled reports whether a table that is a stream lists each object where it lies.
func (f *pdfFile) tabled() bool {
	if f.table == 0 {
		return true
	}
	text, ok := f.unpacked(f.objects[f.table])
	if !ok {
		return false
	}
	var widths [3]int
	w, _ := f.trailer["W"].(pdfArray)
	if len(w) != 3 {
		return false
	}
	row := 0
	for i := range widths {
		n, _ := w[i].(pdfNumber)
		if n < 0 || n > 8 {
			return false
		}
		widths[i] = int(n)
		row += int(n)
	}
	size, _ := f.trailer["Size"].(pdfNumber)
	index, has := f.trailer["Index"].(pdfArray)
	if !has {
		index = pdfArray{pdfNumber(0), size}
	}
	listed := 0
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(pdfNumber)
		count, _ := index[i+1].(pdfNumber)
		for n := range int(count) {
			if len(text) < row || row == 0 {
				return false
			}
			kind, a, b := field(text, widths[0], 1), field(text[widths[0]:], widths[1], 0), field(text[widths[0]+widths[1]:], widths[2], 0)
			text = text[row:]
			o := f.objects[pdfRef(int(first)+n)]
			switch {
			case kind == 1 && o != nil && o.at == a && b == 0, kind == 2 && o != nil && o.at < 0 && int(o.within) == a && o.index == b:
				listed++
			case kind != 0 || o != nil:
				return false
			}
		}
	}
	return len(text) == 0 && listed == len(f.objects)
}

// field is a number of so many bytes, or what stands for one of none.
func field(text []byte, width, otherwise int) int {
	if width == 0 {
		return otherwise
	}
	n := 0
	for _, c := range text[:width] {
		n = n<<8 | int(c)
	}
	return n
}

// filter is how a stream is packed: by one filter, or none.
func (f *pdfFile) filter(o *pdfObject) (name pdfName, ok bool) {
	d, _ := o.value.(pdfDict)
	switch v := f.resolve(d["Filter"]).(type) {
	case nil:
		return "", true
	case pdfName:
		return v, true
	case pdfArray:
		if len(v) == 1 {
			name, ok = v[0].(pdfName)
			return name, ok
		}
	}
	return "", false
}

// unpacked is what a stream holds that is packed by zlib, or not at all, without
// the differences that a predictor made of it. ok tells whether all of it was
// read, and whether it ends where the stream does.
func (f *pdfFile) unpacked(o *pdfObject) (text []byte, ok bool) {
	filter, ok := f.filter(o)
	if filter == "" || !ok {
		return o.stream, ok
	}
	var to bytes.Buffer
	if _, ok := f.unpack(&to, o.stream, mostOfStream); filter != "FlateDecode" || !ok {
		return nil, false
	}
	d, _ := o.value.(pdfDict)
	return f.undone(to.Bytes(), d)
}

// unpack unpacks by zlib, so many bytes at most, and returns how many there are.
func (f *pdfFile) unpack(to io.Writer, packed []byte, most int64) (n int64, ok bool) {
	from := bytes.NewReader(packed)
	r, err := zlib.NewReader(from)
	if err != nil {
		return 0, false
	}
	most = min(most, f.bytes)
	n, err = io.Copy(to, io.LimitReader(r, most+1))
	f.bytes -= n
	return n, err == nil && n <= most && from.Len() <= 2
}

// undone takes back the predictors of PNG, as tables of objects have them.
func (f *pdfFile) undone(text []byte, d pdfDict) ([]byte, bool) {
	p, _ := f.resolve(d["DecodeParms"]).(pdfDict)
	predictor, _ := p["Predictor"].(pdfNumber)
	if predictor <= 1 {
		return text, true
	}
	columns, _ := p["Columns"].(pdfNumber)
	colors, several := p["Colors"].(pdfNumber)
	if several && colors != 1 || predictor < 10 || columns < 1 || columns > 1<<16 || len(text)%(int(columns)+1) != 0 {
		return nil, false
	}
	n := int(columns)
	above, plain := make([]byte, n), make([]byte, 0, len(text))
	for ; len(text) > 0; text = text[n+1:] {
		row := bytes.Clone(text[1 : n+1])
		for i := range row {
			switch left := byte(0); text[0] {
			case 0:
			case 1:
				if i > 0 {
					left = row[i-1]
				}
				row[i] += left
			case 2:
				row[i] += above[i]
			default:
				return nil, false
			}
		}
		above = row
		plain = append(plain, row...)
	}
	return plain, true
}
