package paper

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/hex"
	"fmt"
	"image"
)

// A Page is a page of a PDF: a JPEG, and how large it is in pixels.
type Page struct {
	JPEG []byte
	Size image.Point
}

// A Twist is what is wrong with a PDF.
type Twist int

// The twists.
const (
	Plain    Twist = iota
	Locked         // nobody opens it without a password
	Scripted       // it runs a script when it is opened
)

// script is what a scripted PDF does: it shows a box.
const script = "app.alert('training');"

// PDF is a document of pages, as a scanner writes it.
func PDF(pages []Page, twist Twist) []byte {
	w := &writer{}
	if twist == Locked {
		w.lock = newLock(pages)
	}
	w.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	const catalogue, tree, first = 1, 2, 3 // three objects a page
	extra := first + 3*len(pages)
	open := ""
	if twist == Scripted {
		open = fmt.Sprintf(" /OpenAction %d 0 R", extra)
	}
	w.object(catalogue, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R%s >>", tree, open))
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", first+3*i)
	}
	w.object(tree, fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids, len(pages)))
	for i, p := range pages {
		n := first + 3*i
		// 150 pixels an inch, 72 points an inch.
		wide, high := p.Size.X*72/150, p.Size.Y*72/150
		w.object(n, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Resources << /XObject << /Scan %d 0 R >> >> /Contents %d 0 R >>",
			tree, wide, high, n+2, n+1))
		w.stream(n+1, "", fmt.Appendf(nil, "q %d 0 0 %d 0 0 cm /Scan Do Q\n", wide, high))
		w.stream(n+2, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ",
			p.Size.X, p.Size.Y), p.JPEG)
	}
	trailer := ""
	switch twist {
	case Scripted:
		w.object(extra, fmt.Sprintf("<< /Type /Action /S /JavaScript /JS (%s) >>", escape(script)))
	case Locked:
		w.object(extra, fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /O <%x> /U <%x> /P %d >>", w.lock.owner, w.lock.user, permissions))
		trailer = fmt.Sprintf(" /Encrypt %d 0 R /ID [<%x> <%x>]", extra, w.lock.id, w.lock.id)
	}
	w.end(catalogue, trailer)
	return w.Bytes()
}

// escape writes a text as a PDF does within parentheses.
func escape(text string) string {
	var b bytes.Buffer
	for i := range len(text) {
		if c := text[i]; c == '(' || c == ')' || c == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// A writer writes a PDF and remembers where its objects are.
type writer struct {
	bytes.Buffer
	at   []int // by number from 1
	lock *lock
}

func (w *writer) object(n int, body string) {
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) stream(n int, entries string, data []byte) {
	if w.lock != nil {
		data = w.lock.close(n, data)
	}
	w.at = append(w.at, w.Len())
	fmt.Fprintf(w, "%d 0 obj\n<< %s/Length %d >>\nstream\n", n, entries, len(data))
	w.Write(data)
	w.WriteString("\nendstream\nendobj\n")
}

func (w *writer) end(root int, trailer string) {
	table := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, at := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root %d 0 R%s >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, root, trailer, table)
}

// A lock is the encryption of a PDF, RC4 with 40 bits: the oldest there is, which
// every reader knows.
type lock struct {
	id, owner, user, key []byte
}

const (
	password    = "uchurda"
	permissions = -64
	keyBytes    = 5
)

// padding fills up passwords.
var padding, _ = hex.DecodeString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

// newLock makes the keys of a document, the same for the same pages.
func newLock(pages []Page) *lock {
	sum := md5.New()
	for _, p := range pages {
		sum.Write(p.JPEG)
	}
	l := &lock{id: sum.Sum(nil)}
	padded := append([]byte(password), padding...)[:32]
	ownerKey := md5.Sum(padded)
	l.owner = cipher(ownerKey[:keyBytes], padded)
	var seed []byte
	seed = append(seed, padded...)
	seed = append(seed, l.owner...)
	p := uint32(1<<32 + permissions)
	seed = append(seed, byte(p), byte(p>>8), byte(p>>16), byte(p>>24))
	seed = append(seed, l.id...)
	key := md5.Sum(seed)
	l.key = key[:keyBytes]
	l.user = cipher(l.key, padding)
	return l
}

// close encrypts the stream of an object.
func (l *lock) close(object int, data []byte) []byte {
	key := md5.Sum(append(append([]byte(nil), l.key...), byte(object), byte(object>>8), byte(object>>16), 0, 0))
	return cipher(key[:keyBytes+5], data)
}

func cipher(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // of keys that are too short or too long
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
