package sheets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"achyk/generator/finding"
)

// Lines of tables as commissions write them: names of columns and of places in
// Russian, Kyrgyz and Bulgarian, with capitals, quotes and signs of number.
var officeLines = []string{
	"УИК;Число избирателей, внесённых в список;Число недействительных бюллетеней;Жээнбеков Сооронбай Шарипович\n",
	"УИК № 5412;1500;12;Ошская область, Кара-Суйский район, школа «Достук»\n",
	"УИК № 0007;980;3;г. Бишкек, ул. Токтогула, 12 – «Дом культуры» (2-й этаж)\n",
	"ТОГОТОЙ А., МАМАДИ БАЙИМБЕТОВ АТЫНДАГЫ ОРТО МЕКТЕП;5002;ОШ ОБЛАСТЫ;КАРА-КУЛЖА РАЙОНУ\n",
	"Шайлоо участкасы;Шайлоочулардын саны;Бюллетендердин саны;Жараксыз бюллетендер\n",
	"Ала-Бука району, Ак-Там айылы, Манас атындагы орто мектеп;701;690;2\n",
	"Секция;Гласували избиратели;Недействителни бюллетини;гр. Гоце Делчев, ул. „Христо Ботев“\n",
	"Итого по району;12500;11250;Председатель комиссии\n",
}

// kyrgyzLines have letters that only Unicode has.
var kyrgyzLines = []string{
	"Шайлоо участкасынын номери;Тизмедеги шайлоочулардын саны;Өткөрүлгөн күнү\n",
	"Жаңы-Жол айылы, «Кеңеш» маданият үйү № 12;1200;Өзгөн шаары, Ленин көчөсү\n",
}

// written is a text in an encoding.
func written(t testing.TB, encoding, text string) []byte {
	t.Helper()
	single := map[string]*charmap.Charmap{
		windows1251: charmap.Windows1251, ibm866: charmap.CodePage866,
		"koi8-r": charmap.KOI8R, "macintosh": charmap.MacintoshCyrillic, "iso-8859-5": charmap.ISO8859_5, "ibm855": charmap.CodePage855,
		"windows-1252": charmap.Windows1252, "iso-8859-9": charmap.ISO8859_9,
	}
	switch encoding {
	case "utf-8":
		return []byte(text)
	case "utf-8 with a mark":
		return []byte("\ufeff" + text)
	case "utf-16le":
		return wide(text, binary.LittleEndian)
	case "utf-16be":
		return wide(text, binary.BigEndian)
	case "utf-16le with a mark":
		return wide("\ufeff"+text, binary.LittleEndian)
	case "utf-16be with a mark":
		return wide("\ufeff"+text, binary.BigEndian)
	}
	data := []byte(nil)
	for _, r := range text {
		c, has := single[encoding].EncodeRune(r)
		if !has {
			c = '?' // as a program writes what it cannot
		}
		data = append(data, c)
	}
	return data
}

func wide(text string, order binary.AppendByteOrder) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		data = order.AppendUint16(data, unit)
	}
	return data
}

var ways = []string{
	"utf-8", "utf-8 with a mark", "utf-16le", "utf-16be", "utf-16le with a mark", "utf-16be with a mark", windows1251, ibm866,
}

func encodingName(encoding string) string {
	encoding, _, _ = strings.Cut(encoding, " ")
	return strings.TrimSuffix(strings.TrimSuffix(encoding, "le"), "be")
}

// Any lines of any table, in any encoding, with any line ends, are read back in
// the encoding they were written in.
func TestEncodingsAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 4))
	for _, encoding := range ways {
		t.Run(encoding, func(t *testing.T) {
			for range 300 {
				from := officeLines
				if strings.HasPrefix(encoding, "utf") {
					from = slices.Concat(officeLines, kyrgyzLines)
				}
				var text strings.Builder
				for range 1 + r.IntN(5) {
					text.WriteString(from[r.IntN(len(from))])
				}
				lines := strings.ReplaceAll(text.String(), "\n", []string{"\n", "\r\n", "\r"}[r.IntN(3)])
				data := written(t, encoding, lines)
				if single := cyrillicText(encoding, data); single != "" {
					lines = single // № and quotes that IBM866 does not have
				}
				read, known := understand(data, "")
				if !known || read.encoding != encodingName(encoding) || string(read.whole()) != lines {
					t.Fatalf("%v %s: %q is read as %q", known, read.encoding, lines, read.whole())
				}
				declared, known := understand(data, encodingName(encoding))
				if !known || string(declared.whole()) != lines {
					t.Fatalf("declared %s: %q is read as %q", encodingName(encoding), lines, declared.whole())
				}
			}
		})
	}
}

// cyrillicText is what a library of encodings reads.
func cyrillicText(encoding string, data []byte) string {
	from := map[string]*charmap.Charmap{windows1251: charmap.Windows1251, ibm866: charmap.CodePage866}[encoding]
	if from == nil {
		return ""
	}
	text, err := from.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(text)
}

// An encoding that is not read is never taken for one that is: at worst for one
// that reads the very same text.
func TestNoEncodingIsTakenForAnother(t *testing.T) {
	foreign := map[string][]string{
		"koi8-r": officeLines, "macintosh": officeLines, "iso-8859-5": officeLines, "ibm855": officeLines,
		"windows-1252": {"Wahlkreis;Gültige Stimmen;Ungültige Stimmzettel;Größe\n", "Élection;Bulletins dépouillés;Sièges à pourvoir\n"},
		"iso-8859-9":   {"Seçim bölgesi;Geçerli oy sayısı;Şehir;Köy\n", "Çankırı;Iğdır;Muş;Kırıkkale;Eskişehir\n"},
	}
	for encoding, lines := range foreign {
		for n := 1; n <= len(lines); n++ {
			for i := range lines[n-1:] {
				text := strings.Join(lines[i:i+n], "")
				data := written(t, encoding, text)
				read, known := understand(data, "")
				if known && read.encoding != utf8Text && string(read.whole()) != strings.ReplaceAll(text, "№", "?") {
					t.Errorf("%s is read as %s: %q", encoding, read.encoding, read.whole())
				}
			}
		}
	}
	// Kyrgyz letters in the places of signs, as an encoding of its own has them.
	own := bytes.NewBuffer(nil)
	for _, r := range strings.Repeat(kyrgyzLines[1]+kyrgyzLines[0], 3) {
		switch r {
		case 'ө':
			own.WriteByte(0xb5)
		case 'ү':
			own.WriteByte(0x89)
		case 'ң':
			own.WriteByte(0x9c)
		default:
			c, _ := charmap.Windows1251.EncodeRune(r)
			own.WriteByte(c)
		}
	}
	if read, known := understand(own.Bytes(), ""); known {
		t.Errorf("an encoding of Kyrgyz is read as %s: %q", read.encoding, read.whole())
	}
}

// What was declared is believed, until the bytes say certainly that it is not
// so.
func TestADeclaredEncoding(t *testing.T) {
	ascii, office, kyrgyz := "a;b\n1;2\n", officeLines[1]+officeLines[0], kyrgyzLines[0]
	for _, c := range []struct {
		declared, written, text string
		known                   bool
	}{
		{windows1251, windows1251, office, true},
		{windows1251, windows1251, ascii, true},
		{windows1251, windows1251, "Ош\n", true},
		{ibm866, ibm866, "Ош\n", true},
		{ibm866, ibm866, "1;сад\n", true}, // these bytes are a letter of Mongolian as well
		{windows1251, windows1251, "В»\n", true},
		{windows1251, "utf-8", kyrgyz, false},
		{windows1251, "utf-8 with a mark", ascii, false},
		{windows1251, "utf-16le", ascii, false},
		{windows1251, "utf-16be with a mark", ascii, false},
		{ibm866, "utf-8", office, false},
		{utf8Text, "utf-16le with a mark", ascii, false},
		{utf8Text, "utf-8 with a mark", kyrgyz, true},
		{utf16Text, "utf-8", ascii, false},
		{utf16Text, "utf-8 with a mark", ascii, false},
		{utf16Text, "utf-16be", kyrgyz, true},
	} {
		read, known := understand(written(t, c.written, c.text), c.declared)
		if known != c.known {
			t.Errorf("%q in %s, declared %s: %v", c.text, c.written, c.declared, known)
		}
		if known && (read.encoding != c.declared || string(read.whole()) != c.text) {
			t.Errorf("%q in %s, declared %s: %s %q", c.text, c.written, c.declared, read.encoding, read.whole())
		}
	}
}

// What is UTF-8 is not doubted for a sign or a smile.
func TestLittleUTF8(t *testing.T) {
	for _, text := range []string{"id,№\n", "a – b\n", "it’s\n", "😀,1\n", "Ө\n", "1,\ufffd\n", "Größe\n", "中文\n"} {
		if read, known := understand([]byte(text), ""); !known || read.encoding != utf8Text || string(read.whole()) != text {
			t.Errorf("%q: %v %s", text, known, read.encoding)
		}
	}
}

// What nobody can tell is refused, and what is no text at all.
func TestWhatNobodyCanTell(t *testing.T) {
	noise := make([]byte, 4096)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	for name, data := range map[string]string{
		"noise": string(noise), "one word of a header": "Ош\n", "one word of letters that are UTF-8 as well": "1,\xe1\xa0\xa4\n", "a picture": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00",
		"four bytes a letter": "\xff\xfe\x00\x00a\x00\x00\x00", "Chinese": strings.Repeat("\xd1\xa1\xbe\xd9\xc6\xb1,\xba\xcf\xbc\xc6\n", 40),
	} {
		data := []byte(data)
		if name == "one word of a header" {
			data = written(t, windows1251, string(data))
		}
		f := folderWith(t, map[string]string{"t.csv": string(data)})
		sheets, found, err := f.Read("t.csv", How{})
		if err != nil || len(sheets) > 0 || len(found) != 1 || !strings.Contains(fmt.Sprint(found[0].Args), string(finding.UnknownCoding)) {
			t.Errorf("%s: %d sheets, %v, %v", name, len(sheets), found, err)
		}
	}
}

// A few bad bytes cost their rows, whatever the encoding of the rest.
func TestAFewBadBytes(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		how  How
		bad  []int32
	}{
		{"in UTF-8", []byte(kyrgyzLines[0] + "a;\xff;1\n" + kyrgyzLines[1]), How{}, []int32{2}},
		{"in ASCII", []byte("id;name\n1;\xce\xf8\n2;x\n3;y\n"), How{}, []int32{2}},
		{"in UTF-8 that was declared", []byte("a;b\n\xd0\xd0;1\n2;3\n"), How{Encoding: utf8Text}, []int32{2}},
		{"cut off within a letter", []byte(kyrgyzLines[0] + kyrgyzLines[1] + "1;Өзгөн\xd2"), How{}, []int32{3}},
		{
			"half a pair in UTF-16", slices.Concat(wide("\ufeffid;b\n1;x\n", binary.LittleEndian), []byte("2\x00;\x00\x00\xd8\n\x00"), wide("3;y\n", binary.LittleEndian)),
			How{}, []int32{3},
		},
		{"half a unit in UTF-16", slices.Concat(wide("\ufeffid;b\n1;x", binary.LittleEndian), []byte{'2'}), How{}, []int32{2}},
		{
			"a line of UTF-8 in windows-1251", slices.Concat(written(t, windows1251, officeLines[0]), []byte("7;"+kyrgyzLines[1]), written(t, windows1251, officeLines[1]+officeLines[2])),
			How{Encoding: windows1251}, []int32{2},
		},
		{"a byte that windows-1251 does not have", slices.Concat(written(t, windows1251, officeLines[0]+officeLines[1]), []byte("a;\x98;1\n")), How{Encoding: windows1251}, []int32{3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folderWith(t, map[string]string{"t.csv": string(c.data)})
			var bad []int32
			rows := walked(t, only(t, f, "t.csv", c.how))
			for _, g := range rows {
				if g.Fault == finding.NotText {
					bad = append(bad, g.Row)
				} else if g.Fault != "" {
					t.Errorf("row %d: %s", g.Row, g.Fault)
				}
			}
			if !slices.Equal(bad, c.bad) || len(rows) < 2 {
				t.Errorf("rows %v are no text, want %v", bad, c.bad)
			}
		})
	}
}

// Whatever the bytes, an encoding is found or not, in one way; what is found
// gives text, or bytes that are none and cost their row. What was found is not
// refused where it is declared.
func FuzzEncoding(f *testing.F) {
	for _, encoding := range ways {
		f.Add(written(f, encoding, officeLines[0]+officeLines[3]))
		f.Add(written(f, encoding, "id;Ош\r\n1;2\r\n"))
	}
	for _, seed := range []string{"", "\xff", "\xff\xfe", "\xfe\xff\x00", "\xff\xfe\x00\x00", "\xef\xbb\xbf", "a\x00b\x00\n\x00\x00\xd8", "\x00", "\r"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		original := bytes.Clone(data)
		read, known := understand(data, "")
		again, same := understand(data, "")
		if known != same || read.encoding != again.encoding || !bytes.Equal(data, original) {
			t.Fatalf("%q is read in two ways", data)
		}
		if !known {
			return
		}
		declared, accepted := understand(data, read.encoding)
		if !accepted || !bytes.Equal(declared.whole(), read.whole()) {
			t.Fatalf("%q is %s, and refused when declared so", data, read.encoding)
		}
		switch read.encoding {
		case utf8Text:
			if !bytes.HasSuffix(data, read.whole()) {
				t.Fatalf("%q is changed to %q", data, read.whole())
			}
		case utf16Text:
			if len(read.whole()) > 2*len(data) {
				t.Fatalf("%q grows to %q", data, read.whole())
			}
		case windows1251, ibm866:
			if !strayUTF8(data) && utf8.RuneCount(read.whole()) != len(data) {
				t.Fatalf("%q is read as %q", data, read.whole())
			}
		default:
			t.Fatalf("%q is %s", data, read.encoding)
		}
		walked(t, &Sheet{open: func() walker { return read.walk(';') }})
	})
}

// Real names and headers, from one row to a hundred: in an encoding that is read
// ten rows are read right, and fewer right or not at all; in one that is not,
// none is ever read as other text.
func TestRealTextInEveryEncoding(t *testing.T) {
	tables := map[string]string{
		"Russian": "ru-2016-slice/ru2016_adygea_altai.csv", "Bulgarian": "bg-2021-slice/bg20211114_rik01_31_sections.csv",
		"Kyrgyz in capitals": "kg-precincts/uik-names-osh-oblast.json", "Kyrgyz places": "kg-2017/crosswalk_to_map.csv",
	}
	plain := strings.NewReplacer("ө", "о", "ү", "у", "ң", "н", "Ө", "О", "Ү", "У", "Ң", "Н")
	for name, file := range tables {
		text, err := os.ReadFile(filepath.Join(shared(t), "data", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(plain.Replace(string(text)), "\n")
		for _, encoding := range []string{windows1251, ibm866, "utf-16le", "utf-16be", "koi8-r", "macintosh", "iso-8859-5", "ibm855"} {
			refused, all := 0, 0
			for _, n := range []int{1, 2, 3, 10, 100} {
				for i := 0; i+n <= len(lines); i += max(7, n) {
					part := strings.Join(lines[i:i+n], "")
					data := written(t, encoding, part)
					if len(part) == utf8.RuneCountInString(part) {
						continue // ASCII
					}
					all++
					read, known := understand(data, "")
					if !known || read.encoding == utf8Text {
						refused++
						if n >= 10 && slices.Contains(ways, encoding) {
							t.Errorf("%s in %s: %d lines are refused: %s", name, encoding, n, part)
						}
						continue
					}
					if !sameLetters(string(read.whole()), part) {
						t.Errorf("%s in %s is read as %s: %.200q", name, encoding, read.encoding, read.whole())
					}
				}
			}
			t.Logf("%s in %s: %d of %d refused", name, encoding, refused, all)
		}
	}
}

// sameLetters compares texts but for what an encoding could not hold.
func sameLetters(a, b string) bool {
	letters := func(r rune) rune {
		if r < 0x80 || r >= 0x410 && r < 0x450 {
			return r
		}
		return -1
	}
	return strings.Map(letters, strings.ReplaceAll(a, "?", "")) == strings.Map(letters, strings.ReplaceAll(b, "?", ""))
}
