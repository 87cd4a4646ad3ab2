package scans

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"strings"
	"testing"
)

// A pdfMade is a PDF as a test writes it: its objects by number, from 1, and how
// they are put into a file.
type pdfMade struct {
	objects []string // with their streams; empty = not written
	trailer string   // what stands in it beside Size and Root
	between string   // what stands before the table
	after   string   // what stands behind the end
}

func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflated(data string) string {
	var to bytes.Buffer
	w := zlib.NewWriter(&to)
	w.Write([]byte(data))
	w.Close()
	return to.String()
}

// scanned is a PDF as a scanner writes it: a picture a page.
func scanned(t testing.TB, pages ...image.Image) *pdfMade {
	p := &pdfMade{objects: []string{"<</Type/Catalog/Pages 2 0 R>>", ""}}
	var kids []string
	for _, page := range pages {
		n := len(p.objects) + 1
		size := page.Bounds()
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		p.objects = append(p.objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im0 %d 0 R>>>>/Contents %d 0 R>>", n+1, n+2),
			streamOf(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
				size.Dx(), size.Dy()), string(asJPEG(t, page))),
			streamOf("/Filter/FlateDecode", deflated("q 595 0 0 842 0 0 cm /Im0 Do Q")),
		)
	}
	p.objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(pages))
	return p
}

// with is the same file with something else in it.
func (p *pdfMade) with(change func(*pdfMade)) *pdfMade {
	other := *p
	other.objects = append([]string(nil), p.objects...)
	change(&other)
	return &other
}

// replace changes a text in one of its objects.
func (p *pdfMade) replace(object int, old, new string) *pdfMade {
	return p.with(func(p *pdfMade) { p.objects[object-1] = strings.Replace(p.objects[object-1], old, new, 1) })
}

// add adds an object, which has the next number.
func (p *pdfMade) add(object string) *pdfMade {
	return p.with(func(p *pdfMade) { p.objects = append(p.objects, object) })
}

func (p *pdfMade) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(p.objects))
	for i, object := range p.objects {
		if object != "" {
			at[i] = b.Len()
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
		}
	}
	b.WriteString(p.between)
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(p.objects)+1)
	for i := range p.objects {
		if at[i] == 0 {
			b.WriteString("0000000000 65535 f \n")
		} else {
			fmt.Fprintf(&b, "%010d 00000 n \n", at[i])
		}
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n%s", len(p.objects)+1, p.trailer, table, p.after)
	return b.Bytes()
}

// packed is the file with a table that is a stream, and objects in a stream of
// objects: those without a stream of their own.
func (p *pdfMade) packed() []byte {
	var b, index, inside bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	n := len(p.objects) + 1 // of the stream of objects
	rows := map[int][3]int{0: {0, 0, 65535}}
	inner := 0
	for i, object := range p.objects {
		if strings.Contains(object, "stream\n") {
			rows[i+1] = [3]int{1, b.Len(), 0}
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
			continue
		}
		rows[i+1] = [3]int{2, n, inner}
		inner++
		fmt.Fprintf(&index, "%d %d ", i+1, inside.Len())
		fmt.Fprintf(&inside, "%s\n", object)
	}
	rows[n] = [3]int{1, b.Len(), 0}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, streamOf(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", inner, index.Len()),
		deflated(index.String()+inside.String())))
	table := b.Len()
	rows[n+1] = [3]int{1, table, 0}
	var text, above []byte
	for i := range n + 2 {
		r := rows[i]
		row := []byte{byte(r[0]), byte(r[1] >> 16), byte(r[1] >> 8), byte(r[1]), byte(r[2] >> 8), byte(r[2])}
		text = append(text, 2)
		for j, c := range row {
			if above != nil {
				c -= above[j]
			}
			text = append(text, c)
		}
		above = row
	}
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", n+1, streamOf(fmt.Sprintf(
		"/Type/XRef/Size %d/W[1 3 2]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>%s", n+2, p.trailer,
	), deflated(string(text))), table)
	return b.Bytes()
}
