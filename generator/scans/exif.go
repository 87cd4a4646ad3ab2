package scans

import (
	"bytes"
	"encoding/binary"
)

// The tags that are looked at.
const (
	tagOrientation = 0x0112
	tagXMP         = 0x02bc
	tagPosition    = 0x8825 // leads to the directory of GPS
	tagLatitude    = 2
	tagLongitude   = 4
)

// A directory is one of a TIFF file, which is what EXIF is too.
type directory struct {
	entries []entry
	next    int64 // where the next one lies; 0 = there is none
}

// An entry is one value of a directory, or several.
type entry struct {
	tag, kind uint16
	count     uint32
	at        int64 // of its first byte
	length    int64 // bytes; 0 for a kind that nobody knows
}

// lengths of the kinds of values, in bytes.
var lengths = [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4}

// A tiffFile reads the directories of a TIFF file, or of EXIF.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
}

// openTIFF says where the first directory of a file lies; ok tells whether it is
// such a file.
func openTIFF(data []byte) (f tiffFile, first int64, ok bool) {
	f.data, f.order = data, binary.LittleEndian
	switch {
	case len(data) < 8:
		return f, 0, false
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		f.order = binary.BigEndian
	case !bytes.HasPrefix(data, []byte("II*\x00")):
		return f, 0, false
	}
	return f, int64(f.order.Uint32(data[4:])), true
}

// directory reads one directory; ok tells whether all of it is there.
func (f tiffFile) directory(at int64) (d directory, ok bool) {
	if at < 8 || at+2 > int64(len(f.data)) {
		return d, false
	}
	n := int64(f.order.Uint16(f.data[at:]))
	end := at + 2 + 12*n
	if end > int64(len(f.data)) {
		return d, false
	}
	for i := at + 2; i < end; i += 12 {
		e := entry{tag: f.order.Uint16(f.data[i:]), kind: f.order.Uint16(f.data[i+2:]), count: f.order.Uint32(f.data[i+4:]), at: i + 8}
		if int(e.kind) < len(lengths) {
			e.length = lengths[e.kind] * int64(e.count)
		}
		if e.length > 4 {
			e.at = int64(f.order.Uint32(f.data[i+8:]))
		}
		d.entries = append(d.entries, e)
	}
	if end+4 <= int64(len(f.data)) {
		d.next = int64(f.order.Uint32(f.data[end:]))
	}
	return d, true
}

// bytesOf are the bytes of an entry, nil where they are not in the file.
func (f tiffFile) bytesOf(e entry) []byte {
	if e.at < 0 || e.length <= 0 || e.at+e.length > int64(len(f.data)) {
		return nil
	}
	return f.data[e.at:][:e.length]
}

// number is the first value of an entry; ok tells whether it is a whole number.
func (f tiffFile) number(e entry) (n int64, ok bool) {
	value := f.bytesOf(e)
	switch {
	case e.kind == 1 && len(value) >= 1:
		return int64(value[0]), true
	case e.kind == 3 && len(value) >= 2:
		return int64(f.order.Uint16(value)), true
	case (e.kind == 4 || e.kind == 13) && len(value) >= 4:
		return int64(f.order.Uint32(value)), true
	}
	return 0, false
}

// numbers are the values of an entry, as far as they are whole numbers.
func (f tiffFile) numbers(e entry) []int64 {
	if int(e.kind) >= len(lengths) || lengths[e.kind] == 0 {
		return nil
	}
	var all []int64
	value := e
	value.count, value.length = 1, lengths[e.kind]
	for range len(f.bytesOf(e)) / int(value.length) {
		n, ok := f.number(value)
		if !ok {
			return nil
		}
		all = append(all, n)
		value.at += value.length
	}
	return all
}

// find is the first number under a tag of a directory.
func (f tiffFile) find(d directory, tag uint16) (n int64, ok bool) {
	for _, e := range d.entries {
		if e.tag == tag {
			return f.number(e)
		}
	}
	return 0, false
}

// orientation is how the picture of a directory is to be turned.
func (f tiffFile) orientation(d directory) orientation {
	if n, ok := f.find(d, tagOrientation); ok && n >= 1 && n <= 8 {
		return orientation(n)
	}
	return upright
}

// positioned reports whether a directory leads to a latitude or a longitude.
func (f tiffFile) positioned(d directory) bool {
	at, ok := f.find(d, tagPosition)
	if !ok {
		return false
	}
	gps, ok := f.directory(at)
	if !ok {
		return false
	}
	for _, e := range gps.entries {
		if e.tag == tagLatitude || e.tag == tagLongitude {
			return true
		}
	}
	return false
}

// orientationOfEXIF is what a block of EXIF says, without its prefix.
func orientationOfEXIF(exif []byte) orientation {
	f, first, ok := openTIFF(exif)
	if !ok {
		return upright
	}
	d, _ := f.directory(first)
	return f.orientation(d)
}

var exifPrefix = []byte("Exif\x00\x00")

func orientationOfJPEG(data []byte) orientation {
	o := upright
	eachSegment(data, func(s segment) bool {
		exif, is := bytes.CutPrefix(s.payload, exifPrefix)
		if s.marker != app1 || !is {
			return s.marker != startOfScan
		}
		o = orientationOfEXIF(exif)
		return false
	})
	return o
}

func orientationOfPNG(data []byte) orientation {
	o := upright
	eachChunk(data, func(c chunk) bool {
		if c.kind == "eXIf" {
			o = orientationOfEXIF(c.payload)
		}
		return c.kind != "eXIf"
	})
	return o
}
