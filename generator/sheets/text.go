package sheets

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf16"

	"achyk/generator/finding"
)

const textBlock = 1 << 20 // bytes of shared texts that are kept in one piece

// How many texts a workbook may share. Tests lower it: it takes seconds to reach.
var mostTexts = struct{ number, bytes int }{1 << 22, 96 << 20}

// readTexts reads the texts that the cells of all sheets share.
func (b *book) readTexts() error {
	part := b.parts[b.shared]
	if b.shared == "" || part == nil {
		return nil
	}
	content, err := unpack(part)
	if err != nil {
		return err
	}
	var block strings.Builder
	var bytes int
	for m := newMarkup(content); ; {
		token, err := m.next()
		if err != nil {
			if notEnd(err) != nil {
				return broken("%s: %v", part.Name, err)
			}
			return nil
		}
		start, is := token.(xml.StartElement)
		if !is || start.Name.Local != "si" || m.depth() != 2 {
			continue
		}
		text, err := m.rich()
		if err != nil {
			return broken("%s: %v", part.Name, early(err))
		}
		text = unescape(text)
		if bytes += len(text); bytes > mostTexts.bytes || len(b.texts) == mostTexts.number {
			return unreadable{Problem: finding.TooLarge, Detail: part.Name}
		}
		// Many small texts lie in one piece of memory.
		if block.Len()+len(text) > block.Cap() {
			block = strings.Builder{}
			block.Grow(max(textBlock, len(text)))
		}
		from := block.Len()
		block.WriteString(text)
		b.texts = append(b.texts, block.String()[from:])
	}
}

// plain reads the text of the element that has just begun, to its end.
func (m *markup) plain() (string, error) {
	var text strings.Builder
	for depth := m.depth(); ; {
		token, err := m.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if err := grow(&text, t); err != nil {
				return "", err
			}
		case xml.EndElement:
			if m.depth() < depth {
				return text.String(), nil
			}
		}
	}
}

// rich reads a text with fonts, to the end of the element that has just begun:
// all its <t>, without the reading aids of Asian scripts, which are no part of
// the text.
func (m *markup) rich() (string, error) {
	var text strings.Builder
	aside := 0 // the depth of a reading aid
	for depth := m.depth(); ; {
		token, err := m.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" && aside == 0 {
				aside = m.depth()
			}
			if t.Name.Local != "t" || aside > 0 {
				continue
			}
			piece, err := m.plain()
			if err != nil {
				return "", err
			}
			if err := grow(&text, []byte(piece)); err != nil {
				return "", err
			}
		case xml.EndElement:
			if m.depth() < aside {
				aside = 0
			}
			if m.depth() < depth {
				return text.String(), nil
			}
		}
	}
}

// grow adds to a text that must stay in bounds.
func grow(text *strings.Builder, piece []byte) error {
	if text.Len()+len(piece) > mostMarkup {
		return errLongToken
	}
	text.Write(piece)
	return nil
}

// unescape undoes what the format does to characters that XML cannot hold:
// _x000D_ is a carriage return, _x005F_ a line that would begin such a code.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for len(text) > 0 {
		if len(text) >= 7 && text[:2] == "_x" && text[6] == '_' {
			if code, err := strconv.ParseUint(text[2:6], 16, 16); err == nil && !utf16.IsSurrogate(rune(code)) {
				out.WriteRune(rune(code))
				text = text[7:]
				continue
			}
		}
		out.WriteByte(text[0])
		text = text[1:]
	}
	return out.String()
}

// digits writes a whole number as digits, however a program has it: 1234.0,
// 1.234E3. Whatever is not whole stays as it is.
func digits(number string) string {
	sign, rest := "", number
	if strings.HasPrefix(rest, "-") {
		sign, rest = "-", rest[1:]
	}
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(rest), "E")
	shift := 0
	if scientific {
		n, err := strconv.Atoi(exponent)
		if err != nil || n < -40 || n > 40 {
			return number
		}
		shift = n
	}
	whole, fraction, pointed := strings.Cut(mantissa, ".")
	if !scientific && !pointed || !plainDigits(whole) || whole == "" || !plainDigits(fraction) {
		return number
	}
	all, point := whole+fraction, len(whole)+shift
	if point <= 0 || strings.Trim(all[min(point, len(all)):], "0") != "" {
		if strings.Trim(all, "0") == "" {
			return "0"
		}
		return number
	}
	if point < len(all) {
		all = all[:point]
	} else {
		all += strings.Repeat("0", point-len(all))
	}
	all = strings.TrimLeft(all, "0")
	if all == "" {
		return "0"
	}
	return sign + all
}

func plainDigits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}
