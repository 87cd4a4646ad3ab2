package scans

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// exifOf is a block of EXIF with an orientation, and a position.
func exifOf(o orientation, positioned bool) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("II*\x00"), 8)
	entry := func(tag, kind uint16, count, value uint32) {
		b = le.AppendUint16(b, tag)
		b = le.AppendUint16(b, kind)
		b = le.AppendUint32(b, count)
		b = le.AppendUint32(b, value)
	}
	n := uint16(1)
	if positioned {
		n = 2
	}
	b = le.AppendUint16(b, n)
	entry(tagOrientation, 3, 1, uint32(o))
	if positioned {
		entry(tagPosition, 4, 1, 8+2+2*12+4)
	}
	b = le.AppendUint32(b, 0)
	if positioned {
		b = le.AppendUint16(b, 2)
		entry(1, 2, 2, 'N')
		entry(tagLatitude, 5, 3, uint32(len(b)+12+4))
		b = le.AppendUint32(b, 0)
		for _, n := range []uint32{42, 52, 30} {
			b = le.AppendUint32(le.AppendUint32(b, n), 1)
		}
	}
	return append([]byte("Exif\x00\x00"), b...)
}

// withSegment is a JPEG with one segment more, at its beginning.
func withSegment(data []byte, marker byte, payload []byte) []byte {
	length := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2))
	return slices.Concat(data[:2], length, payload, data[2:])
}

// withChunk is a PNG with one chunk more, behind its header.
func withChunk(data []byte, kind string, payload []byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	c = append(append(c, kind...), payload...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return slices.Concat(data[:33], c, data[33:])
}
