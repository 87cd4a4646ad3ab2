package scans

import (
	"encoding/binary"
	"hash/crc32"
)

// The markers of JPEG that are told apart.
const (
	startOfImage = 0xd8
	endOfImage   = 0xd9
	startOfScan  = 0xda
	app0         = 0xe0
	app1         = 0xe1
	app2         = 0xe2
	app14        = 0xee
	comment      = 0xfe
)

// A segment is one of a JPEG file.
type segment struct {
	marker  byte
	payload []byte // without its length
}

// eachSegment visits the segments of a JPEG file until its end, or until visit has
// seen enough. It returns where the file goes on after the end of the picture, or
// -1 if it does not come to it, whatever the reason.
func eachSegment(data []byte, visit func(segment) bool) (end int) {
	if len(data) < 2 || data[0] != 0xff || data[1] != startOfImage {
		return -1
	}
	for at := 2; at+1 < len(data); {
		if data[at] != 0xff {
			return -1
		}
		marker := data[at+1]
		if marker == 0xff { // a marker may be padded
			at++
			continue
		}
		at += 2
		if marker == endOfImage {
			return at
		}
		if at+2 > len(data) || marker == 0 || marker == 1 || marker >= 0xd0 && marker <= startOfImage {
			return -1
		}
		length := int(binary.BigEndian.Uint16(data[at:]))
		if length < 2 || at+length > len(data) {
			return -1
		}
		if !visit(segment{marker, data[at+2 : at+length]}) {
			return -1
		}
		at += length
		if marker == startOfScan {
			at = afterScan(data, at)
		}
	}
	return -1
}

// afterScan is where the next marker stands that does not belong to the pixels.
func afterScan(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if next := data[at+1]; data[at] == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7) {
			return at
		}
	}
	return len(data)
}

// progressive reports whether a JPEG file comes in several passes.
func progressive(data []byte) bool {
	is := false
	eachSegment(data, func(s segment) bool {
		is = is || s.marker == 0xc2
		return s.marker != startOfScan
	})
	return is
}

// A chunk is one of a PNG file.
type chunk struct {
	kind    string
	payload []byte
	sound   bool // its checksum is right
}

const pngHeader = 8

// eachChunk visits the chunks of a PNG file, as eachSegment does.
func eachChunk(data []byte, visit func(chunk) bool) (end int) {
	for at := pngHeader; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if int64(at)+12+length > int64(len(data)) {
			return -1
		}
		to := at + 8 + int(length)
		c := chunk{
			kind: string(data[at+4 : at+8]), payload: data[at+8 : to],
			sound: crc32.ChecksumIEEE(data[at+4:to]) == binary.BigEndian.Uint32(data[to:]),
		}
		if !visit(c) {
			return -1
		}
		at = to + 4
		if c.kind == "IEND" {
			return at
		}
	}
	return -1
}
