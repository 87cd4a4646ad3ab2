package scans

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"slices"

	"achyk/generator/election"
)

// How far a file is looked through for a position. Who hides one on purpose finds a
// way; what is published does not depend on it, for it is pixels, or a file that
// passed the gate.
const (
	mostEmbedded = 4096     // pictures or streams within a file
	mostInflated = 1 << 20  // bytes of one compressed text
	mostTexts    = 64 << 20 // bytes of all texts of a picture
)

// positionIn reports whether a file says where its picture was taken: in EXIF or
// XMP, its own or of a picture within it.
func positionIn(data []byte, format election.Format) bool {
	switch format {
	case election.JPEG:
		return positionInPictures(data)
	case election.PNG:
		return positionInChunks(data)
	case election.TIFF:
		return positionInDirectories(data)
	case election.PDF:
		return positionInXMP(data) || positionInPictures(data) || positionInStreams(data)
	}
	return false
}

// positionInPictures looks at every JPEG in the data: the first, previews behind
// it, and those that a PDF is made of.
func positionInPictures(data []byte) bool {
	for range mostEmbedded {
		at := bytes.Index(data, []byte{0xff, startOfImage, 0xff})
		if at < 0 {
			return false
		}
		data = data[at:]
		found := false
		eachSegment(data, func(s segment) bool {
			if s.marker > app0 && s.marker < 0xf0 || s.marker == comment {
				found = found || positionInText(s.payload)
			}
			return !found && s.marker != startOfScan
		})
		if found {
			return true
		}
		data = data[2:]
	}
	return false
}

// positionInText looks at a block of metadata, whatever it is wrapped in.
func positionInText(text []byte) bool {
	if positionInXMP(text) {
		return true
	}
	for _, magic := range []string{"II*\x00", "MM\x00*"} {
		for rest := text; ; {
			at := bytes.Index(rest, []byte(magic))
			if at < 0 {
				break
			}
			rest = rest[at:]
			f, first, ok := openTIFF(rest)
			if d, _ := f.directory(first); ok && f.positioned(d) {
				return true
			}
			rest = rest[len(magic):]
		}
	}
	return false
}

func positionInXMP(text []byte) bool {
	for _, word := range []string{"GPSLatitude", "GPSLongitude", "GPSPosition", "GPSCoordinates"} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// positionInChunks looks at the texts of a PNG, also compressed ones, and at EXIF
// that was written out in hexadecimal digits.
func positionInChunks(data []byte) bool {
	found, total := false, 0
	end := eachChunk(data, func(c chunk) bool {
		text := textOf(c)
		total += len(text)
		found = positionInText(text) || positionInText(unhexed(text))
		return !found && total < mostTexts
	})
	return found || end > 0 && positionInPictures(data[end:])
}

// textOf is what a chunk of text or EXIF says.
func textOf(c chunk) []byte {
	keyword, rest, _ := bytes.Cut(c.payload, []byte{0})
	switch {
	case c.kind == "eXIf", c.kind == "tEXt":
		return c.payload
	case c.kind == "zTXt" && len(rest) > 1:
		return slices.Concat(keyword, []byte{0}, inflated(rest[1:], mostInflated))
	case c.kind == "iTXt" && len(rest) > 2:
		packed := rest[0] == 1
		_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // its language
		_, rest, _ = bytes.Cut(rest, []byte{0})     // its keyword in that language
		if packed {
			rest = inflated(rest, mostInflated)
		}
		return slices.Concat(keyword, []byte{0}, rest)
	}
	return nil
}

// unhexed is what the hexadecimal digits of a text mean, without what is between
// them.
func unhexed(text []byte) []byte {
	_, text, is := bytes.Cut(text, []byte("Raw profile type "))
	if !is {
		return nil
	}
	// A name, a line with a number, then digits in lines.
	var digits []byte
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i > 2 {
			digits = append(digits, bytes.TrimSpace(line)...)
		}
	}
	plain := make([]byte, len(digits)/2)
	n, _ := hex.Decode(plain, digits[:len(plain)*2]) // as far as they are digits
	return plain[:n]
}

// positionInDirectories looks at every picture of a TIFF.
func positionInDirectories(data []byte) bool {
	found := false
	eachDirectory(data, func(f tiffFile, d directory) bool {
		found = f.positioned(d)
		for _, e := range d.entries {
			if e.kind == 1 || e.kind == 2 || e.kind == 7 { // XMP, and what programs wrap it in
				found = found || positionInText(f.bytesOf(e))
			}
		}
		return !found
	})
	return found
}

// positionInStreams looks at the compressed texts of a PDF.
func positionInStreams(data []byte) bool {
	for n, total := 0, 0; n < mostEmbedded && total < mostTexts; n++ {
		at := bytes.Index(data, []byte("stream"))
		if at < 0 {
			return false
		}
		data = bytes.TrimLeft(data[at+len("stream"):], "\r\n")
		text := inflated(data, mostInflated)
		if positionInXMP(text) || positionInPictures(text) {
			return true
		}
		total += len(text)
	}
	return false
}

// inflated is what is compressed at the beginning of data, as far as it can be
// read and a limit allows.
func inflated(data []byte, most int64) []byte {
	if len(data) < 2 || data[0]&0x0f != 8 || (int(data[0])<<8|int(data[1]))%31 != 0 {
		return nil // not how zlib begins
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	text, _ := io.ReadAll(io.LimitReader(r, most)) // what is there before it breaks off
	return text
}
