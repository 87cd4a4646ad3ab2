package demo

import (
	"image"
	"math/rand/v2"
	"slices"
	"strconv"

	"achyk/generator/paper"
	"achyk/generator/wording"
)

// A4 at 150 pixels an inch, and its margins.
const (
	pageWidth, pageHeight = 1240, 1754
	marginLeft            = 84
	marginRight           = pageWidth - 84
)

// A leaf is one page of paper: what is drawn on it, and where its figures stand.
type leaf struct {
	width, height int
	askew         int // at most, as paper.MostAskew
	draw          func(s *paper.Sheet, r *rand.Rand)
	says          *protocol // whose figures are written on it
	fields        []field
}

// A field is where a figure stands on a leaf.
type field struct {
	column int // of protocols.csv after its head
	box    image.Rectangle
}

// A printer draws the papers of an election.
type printer struct {
	*country
	*prints
}

// banner marks a sheet as what it is, along its head and across it.
func (p *printer) banner(s *paper.Sheet) {
	box := image.Rect(marginLeft, 40, s.Width-marginLeft, 88)
	s.Fill(box, paper.Ink{R: 250, G: 226, B: 222, Cover: 255})
	s.Frame(box, 3, paper.Red)
	words := p.text("banner")
	face := paper.Bold.At(20)
	s.PrintCentred(face, box.Min.X+box.Dx()/4, 71, words.Ky, paper.Red)
	s.PrintCentred(face, box.Min.X+box.Dx()*3/4, 71, words.Ru, paper.Red)
	across := p.text("across")
	for i, text := range []string{across.Ky, across.Ru, across.Ky} {
		s.PrintAcross(paper.Bold.At(150), image.Pt(s.Width/2, s.Height*(2*i+1)/6), -28, text, paper.Pale)
	}
	s.PrintCentred(paper.Serif.At(15), s.Width/2, s.Height-42, p.text("invented").Ky+" "+p.text("invented").Ru, paper.Red)
}

// both prints a text in both languages, one beneath the other, around the middle,
// and returns the next base line.
func both(s *paper.Sheet, base, size int, t wording.Text) int {
	s.PrintCentred(paper.Bold.At(size), s.Width/2, base, t.Ky, paper.Black)
	if t.Ru == t.Ky {
		return base + size*3/2
	}
	s.PrintCentred(paper.Serif.At(size*7/8), s.Width/2, base+size*5/4, t.Ru, paper.Grey)
	return base + size*11/4
}

// Heights of a form, from its upper edge.
const (
	tableTop   = 408
	rowHeight  = 42
	boxWidth   = 40
	numberWide = 56
)

// form lays out a protocol: its rows, with a box for each digit.
func (p *printer) form(q *protocol) (fields []field, bottom int) {
	boxes := boxesOf(q)
	y := tableTop + 32
	add := func(column int) {
		fields = append(fields, field{column, image.Rect(marginRight-boxes*boxWidth, y+3, marginRight, y+rowHeight-3)})
		y += rowHeight
	}
	for line := range lineCount {
		if onForm(line, q.kind) {
			add(line)
		}
	}
	y += 38
	for i := range p.selections {
		add(lineCount + i)
	}
	return fields, y
}

// boxesOf is how many digits a number may have.
func boxesOf(q *protocol) int {
	if q.territorial() {
		return 7
	}
	return 5
}

func (q *protocol) territorial() bool { return len(q.commission) > 4 && q.commission[:4] == "tec-" }

// A filling is what is written into a form, beside its figures.
type filling struct {
	place     *commission
	above     wording.Text // the territory of a precinct
	before    *protocol    // that this one corrects; nil = none
	illegible int          // column that nobody can read; -1 = none
	apart     bool         // the signatures stand on a page of their own
}

// protocolLeaf is the first page of a protocol, and all of it unless the signatures
// stand apart.
func (p *printer) protocolLeaf(q *protocol, f filling) *leaf {
	fields, bottom := p.form(q)
	return &leaf{
		width: pageWidth, height: pageHeight, askew: paper.MostAskew, says: q, fields: fields,
		draw: func(s *paper.Sheet, r *rand.Rand) {
			p.banner(s)
			p.head(s, q, f)
			p.rows(s, fields, bottom)
			hand := paper.NewHand(r)
			for _, x := range fields {
				p.write(s, hand, q, f, x)
			}
			if f.apart {
				next := p.text("next")
				s.Print(paper.Serif.At(17), marginLeft, bottom+60, next.Ky+" / "+next.Ru, paper.Grey)
				p.pageNumber(s, 1)
				return
			}
			p.signatures(s, hand, r, q, bottom+30)
		},
	}
}

// signatureLeaf is the second page of a protocol.
func (p *printer) signatureLeaf(q *protocol, f filling) *leaf {
	return &leaf{
		width: pageWidth, height: pageHeight, askew: paper.MostAskew,
		draw: func(s *paper.Sheet, r *rand.Rand) {
			p.banner(s)
			p.head(s, q, f)
			p.signatures(s, paper.NewHand(r), r, q, tableTop+60)
			p.pageNumber(s, 2)
		},
	}
}

func (p *printer) pageNumber(s *paper.Sheet, n int) {
	t := p.text("page", "{page}", strconv.Itoa(n))
	text := t.Ky + " / " + t.Ru
	face := paper.Serif.At(16)
	s.Print(face, marginRight-face.Width(text), s.Height-74, text, paper.Grey)
}

// head prints what a protocol is called, and whose it is.
func (p *printer) head(s *paper.Sheet, q *protocol, f filling) {
	y := both(s, 140, 40, p.text("protocol"))
	about := "protocol-precinct"
	if q.territorial() {
		about = "protocol-territorial"
	}
	y = both(s, y-18, 20, p.text(about))
	both(s, y, 20, p.contest)

	whose := p.text("precinct", "{number}", f.place.number)
	if q.territorial() {
		whose = p.text("territorial")
	}
	s.Print(paper.Bold.At(25), marginLeft, 316, whose.Ky, paper.Black)
	s.Print(paper.Serif.At(19), marginLeft, 344, whose.Ru, paper.Grey)
	name := f.place.name
	if f.above.Ky != "" {
		name = wording.Text{Ky: f.above.Ky + ", " + name.Ky, Ru: f.above.Ru + ", " + name.Ru}
	}
	s.Print(paper.Serif.At(17), marginLeft, 374, name.Ky, paper.Black)
	s.Print(paper.Serif.At(15), marginLeft, 396, name.Ru, paper.Grey)

	box := image.Rect(marginRight-64, 300, marginRight, 352)
	s.Frame(box, 2, paper.Black)
	s.PrintCentred(paper.Bold.At(32), (box.Min.X+box.Max.X)/2, 338, strconv.Itoa(q.version), paper.Black)
	version := p.text("version")
	small := paper.Serif.At(15)
	s.Print(small, box.Min.X-12-small.Width(version.Ky), 322, version.Ky, paper.Black)
	s.Print(small, box.Min.X-12-small.Width(version.Ru), 344, version.Ru, paper.Grey)
	if q.series == recount {
		t := p.text("recount")
		text := t.Ky + " / " + t.Ru
		face := paper.Bold.At(18)
		s.Print(face, marginRight-face.Width(text), 384, text, paper.Red)
	}
}

// rows prints the rows of the table with their boxes.
func (p *printer) rows(s *paper.Sheet, fields []field, bottom int) {
	ink, small := paper.Black, paper.Serif.At(14)
	heading := image.Rect(marginLeft, tableTop, marginRight, tableTop+32)
	s.Fill(heading, paper.Ink{R: 226, G: 228, B: 232, Cover: 255})
	s.Frame(heading, 1, ink)
	line, count := p.text("line"), p.text("count")
	s.Print(small, marginLeft+6, tableTop+21, line.Ky+" / "+line.Ru, ink)
	s.Print(small, marginRight-196, tableTop+21, count.Ky+" / "+count.Ru, ink)
	for _, x := range fields {
		row := image.Rect(marginLeft, x.box.Min.Y-3, marginRight, x.box.Max.Y+4)
		s.Frame(row, 1, ink)
		var printed printedLine
		if x.column < lineCount {
			printed = p.lines[lineCodes[x.column]]
		} else {
			chosen := p.selections[x.column-lineCount]
			printed = printedLine{strconv.Itoa(x.column - lineCount + 1), chosen.name}
			if x.column == lineCount {
				p.votesHeading(s, row.Min.Y)
			}
		}
		s.PrintCentred(paper.Bold.At(18), marginLeft+numberWide/2, row.Min.Y+28, printed.number, ink)
		s.Fill(image.Rect(marginLeft+numberWide, row.Min.Y, marginLeft+numberWide+1, row.Max.Y), ink)
		start := marginLeft + numberWide + 12
		s.Print(fitting(paper.Serif.At, 17, x.box.Min.X-6-start, printed.name.Ky), start, row.Min.Y+19, printed.name.Ky, ink)
		s.Print(small, start, row.Min.Y+36, printed.name.Ru, paper.Grey)
		for left := x.box.Min.X; left < x.box.Max.X; left += boxWidth {
			s.Frame(image.Rect(left, row.Min.Y, left+boxWidth+1, row.Max.Y), 1, paper.Grey)
		}
	}
}

// fitting is a typeface in which texts fit a width, of at most a size.
func fitting(at func(size int) *paper.Face, size, width int, texts ...string) *paper.Face {
	face := at(size)
	for slices.ContainsFunc(texts, func(text string) bool { return face.Width(text) > width }) {
		size--
		face = at(size)
	}
	return face
}

func (p *printer) votesHeading(s *paper.Sheet, row int) {
	heading := image.Rect(marginLeft, row-38, marginRight, row+1)
	s.Fill(heading, paper.Ink{R: 226, G: 228, B: 232, Cover: 255})
	s.Frame(heading, 1, paper.Black)
	t := p.text("votes")
	s.Print(paper.Bold.At(15), marginLeft+6, row-14, t.Ky, paper.Black)
	face := paper.Serif.At(14)
	s.Print(face, marginRight-8-face.Width(t.Ru), row-14, t.Ru, paper.Grey)
}

// write writes a figure into its boxes, crosses out what it corrects, and spills
// ink over one that nobody can read.
func (p *printer) write(s *paper.Sheet, hand *paper.Hand, q *protocol, f filling, x field) {
	n := q.column(x.column)
	number(s, hand, x.box, n)
	if f.before != nil {
		if was := f.before.column(x.column); was != n {
			old := image.Rect(x.box.Min.X-132, x.box.Min.Y+4, x.box.Min.X-12, x.box.Max.Y-2)
			s.Note(hand, strconv.FormatInt(was, 10), old)
			s.Cross(hand, image.Rect(old.Min.X-4, old.Min.Y, old.Min.X+len(strconv.FormatInt(was, 10))*20, old.Max.Y))
		}
	}
	if x.column == f.illegible {
		s.Blot(hand, image.Rect(x.box.Max.X-4*boxWidth, x.box.Min.Y, x.box.Max.X, x.box.Max.Y))
	}
}

// number writes a number into boxes, a digit a box, to the right.
func number(s *paper.Sheet, hand *paper.Hand, box image.Rectangle, n int64) {
	text := digitsOf(n, box.Dx()/boxWidth)
	for i := range len(text) {
		if text[i] != ' ' {
			s.Digit(hand, text[i], image.Rect(box.Min.X+i*boxWidth, box.Min.Y, box.Min.X+(i+1)*boxWidth, box.Max.Y))
		}
	}
}

// signers are the roles whose signatures a protocol has, by their texts.
var signers = []string{"chair", "deputy", "secretary", "member", "member", "member"}

// signatures has the members of a commission sign, and stamps the sheet.
func (p *printer) signatures(s *paper.Sheet, hand *paper.Hand, r *rand.Rand, q *protocol, top int) {
	half := (marginRight - marginLeft) / 2
	for i, role := range signers {
		x, y := marginLeft+i%2*half, top+i/2*58
		t := p.text(role)
		s.Print(paper.Serif.At(15), x, y+16, t.Ky, paper.Black)
		s.Print(paper.Serif.At(13), x, y+33, t.Ru, paper.Grey)
		s.Fill(image.Rect(x+220, y+34, x+half-24, y+35), paper.Black)
		s.Sign(paper.NewHand(r), image.Rect(x+232, y-4, x+half-60, y+40))
	}
	y := top + (len(signers)+1)/2*58 + 8
	when := p.text("signed")
	s.Print(paper.Serif.At(15), marginLeft, y+18, when.Ky, paper.Black)
	s.Print(paper.Serif.At(13), marginLeft, y+36, when.Ru, paper.Grey)
	s.Note(hand, q.signed.Format("02.01.2006 15:04"), image.Rect(marginLeft+290, y-2, marginRight, y+36))
	at := image.Pt(marginLeft+half+half*6/10, y-50+r.IntN(30))
	s.Stamp(hand, at, 190, r.IntN(41)-20, paper.Stamp{
		Around: p.text("stamp").Ky, Within: []string{p.text("stamped").Ky, p.text("stamped").Ru},
	})
}
