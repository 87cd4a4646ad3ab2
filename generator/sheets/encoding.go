package sheets

import (
	"bytes"
)

// A script is text as it was received, with what is needed to read it.
type script struct {
	data     []byte // no byte order mark
	encoding string
	table    *[256]string // of an encoding of single bytes, in UTF-8; nil where the data are UTF-8
	returns  bool         // lines end with a carriage return alone
}

// decoded appends a part of the data in UTF-8.
func (t script) decoded(to, part []byte) []byte {
	if t.table == nil {
		return append(to, part...)
	}
	for _, c := range part {
		to = append(to, t.table[c]...)
	}
	return to
}

func understand(data []byte, _ string) (script, bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return script{data: data, encoding: "utf-8", returns: returns(data)}, true
}
