package scans

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"achyk/generator/election"
	"achyk/generator/finding"
)

// hiddenIn is why a received file may not be published: what it holds beside its
// pages. It is empty for a file of which everything is known. The gate names what
// may be in a file and not what may not: of what it does not know it says that it
// does not pass. A camera's name, the time, a description, a second picture behind
// the first can all tell on whoever held the camera.
func hiddenIn(data []byte, format election.Format) finding.Term {
	passes := false
	switch format {
	case election.JPEG:
		passes = plainJPEG(data)
	case election.PNG:
		passes = plainPNG(data)
	case election.TIFF:
		passes = plainTIFF(data)
	case election.PDF:
		return hiddenInPDF(data)
	}
	if passes {
		return ""
	}
	return finding.HiddenData
}

// plainJPEG reports whether a JPEG is nothing but one picture: its tables, its
// coefficients, its resolution and its colours.
func plainJPEG(data []byte) bool {
	plain := true
	end := eachSegment(data, func(s segment) bool {
		switch s.marker {
		case 0xc0, 0xc1, 0xc2, 0xc4, 0xdb, 0xdd, startOfScan: // pictures and tables
		case app0:
			// JFIF with its resolution, and no thumbnail.
			plain = plain && len(s.payload) == 14 && bytes.HasPrefix(s.payload, []byte("JFIF\x00")) && s.payload[12] == 0 && s.payload[13] == 0
		case app2:
			profile, is := bytes.CutPrefix(s.payload, []byte("ICC_PROFILE\x00\x01\x01"))
			plain = plain && is && isProfile(profile)
		case app14:
			plain = plain && len(s.payload) == 12 && bytes.HasPrefix(s.payload, []byte("Adobe"))
		default:
			plain = false
		}
		return plain
	})
	return plain && end == len(data)
}

// isProfile reports whether something is a profile of colours, from end to end.
func isProfile(data []byte) bool {
	return len(data) >= 128 && int64(binary.BigEndian.Uint32(data)) == int64(len(data)) && string(data[36:40]) == "acsp"
}

// harmless are the chunks of a PNG that say how it is to be shown, with the most
// bytes that each takes.
var harmless = map[string]int{
	"IHDR": 13, "PLTE": 3 * 256, "tRNS": 256, "gAMA": 4, "cHRM": 32, "sRGB": 1, "sBIT": 4, "pHYs": 9, "bKGD": 6, "IEND": 0,
}

// plainPNG reports whether a PNG is nothing but one picture.
func plainPNG(data []byte) bool {
	plain := true
	end := eachChunk(data, func(c chunk) bool {
		most, known := harmless[c.kind]
		switch {
		case c.kind == "IDAT":
		case c.kind == "iCCP":
			_, packed, _ := bytes.Cut(c.payload, []byte{0})
			known = len(packed) > 0 && packed[0] == 0 && isProfile(inflated(packed[1:], mostInflated))
			plain = plain && known
		default:
			plain = plain && known && len(c.payload) <= most
		}
		plain = plain && c.sound
		return plain
	})
	return plain && end == len(data)
}

// baseline are the tags of a TIFF that its picture needs.
var baseline = []uint16{
	254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 292, 293, 296, 297, 317, 318, 319, 320,
	322, 323, 324, 325, 338, 339,
}

// plainTIFF reports whether a TIFF is nothing but its pictures: no other tags, and
// no byte that belongs to none of them.
func plainTIFF(data []byte) bool {
	spans := []span{{0, 8}}
	plain := true
	_, begin, _ := openTIFF(data)
	_, whole := eachDirectory(data, func(f tiffFile, d directory) bool {
		spans = append(spans, span{begin, begin + 2 + 12*int64(len(d.entries)) + 4})
		begin = d.next
		var offsets, counts []int64
		for _, e := range d.entries {
			plain = plain && slices.Contains(baseline, e.tag) && f.bytesOf(e) != nil
			if e.length > 4 {
				spans = append(spans, span{e.at, e.at + e.length})
			}
			switch e.tag {
			case 273, 324:
				offsets = f.numbers(e)
			case 279, 325:
				counts = f.numbers(e)
			}
		}
		plain = plain && len(offsets) == len(counts)
		for i := range min(len(offsets), len(counts)) {
			spans = append(spans, span{offsets[i], offsets[i] + counts[i]})
		}
		return plain
	})
	return plain && whole && covers(data, spans)
}

// A span is where something lies in a file.
type span struct{ from, to int64 }

// covers reports whether spans cover a file, but for the zeros that make what
// follows them begin on a whole word.
func covers(data []byte, spans []span) bool {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	at, size := int64(0), int64(len(data))
	for _, s := range append(spans, span{size, size}) {
		if s.to > size {
			return false
		}
		if gap := s.from - at; gap > 0 && (gap > 3 || len(bytes.Trim(data[at:s.from], "\x00")) > 0) {
			return false
		}
		at = max(at, s.to)
	}
	return true
}
