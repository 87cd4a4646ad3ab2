package scans

import (
	"bytes"

	"golang.org/x/image/tiff"

	"achyk/generator/finding"
)

// eachDirectory visits the pictures of a TIFF in the order of the file, until visit
// has seen enough. It returns how many there are; whole tells whether the chain of
// them ends as it should: neither outside the file nor in a circle.
func eachDirectory(data []byte, visit func(tiffFile, directory) bool) (n int, whole bool) {
	f, at, ok := openTIFF(data)
	seen := make(map[int64]bool)
	for ok && at != 0 && !seen[at] && n <= mostPages {
		seen[at] = true
		var d directory
		if d, ok = f.directory(at); !ok {
			return n, false
		}
		n++
		if !visit(f, d) {
			return n, false
		}
		at = d.next
	}
	return n, ok && at == 0 && n > 0
}

// decodeTIFF decodes every page of a TIFF. The library reads the first one; each of
// the others is made the first for it, in turn, by another header.
func (m *maker) decodeTIFF(data []byte, visit func(page)) finding.Term {
	var pages []page
	var begins []int64
	f, at, _ := openTIFF(data)
	n, whole := eachDirectory(data, func(_ tiffFile, d directory) bool {
		pages = append(pages, page{orientation: f.orientation(d)})
		begins = append(begins, at)
		at = d.next
		return true
	})
	switch {
	case n > mostPages:
		return finding.TooManyPages
	case !whole:
		return finding.BadPicture
	}
	for i := range pages { // all of them, before the first is decoded
		c, err := tiff.DecodeConfig(f.from(begins[i]))
		if err != nil {
			return because(err)
		}
		if oversized(c.Width, c.Height) {
			return finding.TooManyPixels
		}
	}
	for i, p := range pages {
		p.number, p.of = i+1, n
		if err := m.decodeDirectory(f.from(begins[i]), p, visit); err != nil {
			return because(err)
		}
	}
	return ""
}

func (m *maker) decodeDirectory(from *beginning, p page, visit func(page)) error {
	c, err := tiff.DecodeConfig(from)
	if err != nil {
		return err
	}
	defer m.room.take(2 * weight(c, false))() // and what is unpacked of it
	if p.Image, err = tiff.Decode(from); err != nil {
		return err
	}
	visit(p)
	return nil
}

// A beginning is a TIFF that begins with another of its pages.
type beginning struct {
	*bytes.Reader
	header [8]byte
}

// from is the file as if its first picture lay elsewhere.
func (f tiffFile) from(at int64) *beginning {
	b := &beginning{Reader: bytes.NewReader(f.data)}
	copy(b.header[:], f.data)
	f.order.PutUint32(b.header[4:], uint32(at))
	return b
}

// ReadAt reads the header of its own, and of the file what comes after it.
func (b *beginning) ReadAt(to []byte, at int64) (int, error) {
	n, err := b.Reader.ReadAt(to, at)
	if at >= 0 && at < int64(len(b.header)) {
		copy(to[:n], b.header[at:])
	}
	return n, err
}
