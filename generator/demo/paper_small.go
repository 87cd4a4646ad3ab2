package demo

import (
	"image"
	"math/rand/v2"
	"strconv"

	"achyk/generator/paper"
	"achyk/generator/wording"
)

// A receipt is narrow, and as long as its lines.
const (
	receiptWidth = 576
	receiptStep  = 62
	receiptTop   = 330
)

// receiptLeaf is what a scanner printed.
func (p *printer) receiptLeaf(q *protocol, place *commission) *leaf {
	var fields []field
	y := receiptTop
	for column := range lineCount + len(p.selections) {
		if column < lineCount && !onDevice(column) {
			continue
		}
		fields = append(fields, field{column, image.Rect(receiptWidth-150, y-26, receiptWidth-22, y+20)})
		y += receiptStep
	}
	return &leaf{width: receiptWidth, height: y + 170, askew: paper.MostAskew / 4, says: q, fields: fields, draw: func(s *paper.Sheet, r *rand.Rand) {
		mono, small := paper.Mono.At(22), paper.Mono.At(14)
		box := image.Rect(20, 22, s.Width-20, 92)
		s.Fill(box, paper.Ink{R: 250, G: 226, B: 222, Cover: 255})
		s.Frame(box, 3, paper.Red)
		words := p.text("banner")
		s.PrintCentred(paper.Bold.At(16), s.Width/2, 50, words.Ky, paper.Red)
		s.PrintCentred(paper.Bold.At(16), s.Width/2, 78, words.Ru, paper.Red)
		across := p.text("across")
		s.PrintAcross(paper.Bold.At(76), image.Pt(s.Width/2, s.Height*2/5), -60, across.Ky, paper.Pale)
		s.PrintAcross(paper.Bold.At(76), image.Pt(s.Width/2, s.Height*3/4), -60, across.Ru, paper.Pale)
		title := p.text("device")
		s.PrintCentred(paper.Mono.At(28), s.Width/2, 140, title.Ky, paper.Black)
		s.PrintCentred(mono, s.Width/2, 170, title.Ru, paper.Black)
		s.PrintCentred(paper.Mono.At(34), s.Width/2, 222, "No "+place.number, paper.Black)
		s.PrintCentred(mono, s.Width/2, 258, q.received.Format("02.01.2006 15:04:05"), paper.Black)
		dashes(s, 280)
		for _, x := range fields {
			name := p.columnName(x.column)
			base := x.box.Max.Y - 20
			narrow := fitting(paper.Mono.At, 14, receiptWidth-176, name.Ky, name.Ru)
			s.Print(narrow, 22, base-10, name.Ky, paper.Black)
			s.Print(narrow, 22, base+10, name.Ru, paper.Grey)
			n := strconv.FormatInt(q.column(x.column), 10)
			face := paper.Mono.At(28)
			s.Print(face, receiptWidth-26-face.Width(n), base+6, n, paper.Black)
		}
		dashes(s, s.Height-180)
		end := p.text("device-end")
		s.PrintCentred(small, s.Width/2, s.Height-140, end.Ky, paper.Black)
		s.PrintCentred(small, s.Width/2, s.Height-118, end.Ru, paper.Black)
		bars(s, r, image.Rect(90, s.Height-96, s.Width-90, s.Height-36))
	}}
}

// columnName is what a column of protocols.csv is called on paper.
func (p *printer) columnName(column int) wording.Text {
	if column < lineCount {
		return p.lines[lineCodes[column]].name
	}
	return p.selections[column-lineCount].name
}

func dashes(s *paper.Sheet, y int) {
	for x := 22; x < s.Width-30; x += 14 {
		s.Fill(image.Rect(x, y, x+8, y+2), paper.Black)
	}
}

// bars draws a bar code that says nothing.
func bars(s *paper.Sheet, r *rand.Rand, box image.Rectangle) {
	for x := box.Min.X; x < box.Max.X-6; {
		w := 2 + r.IntN(4)
		s.Fill(image.Rect(x, box.Min.Y, x+w, box.Max.Y), paper.Black)
		x += w + 2 + r.IntN(5)
	}
}

// actLeaf is the act about ballots that were not used or were spoiled.
func (p *printer) actLeaf(q *protocol, place *commission) *leaf {
	return p.plainLeaf("act", place, q, func(s *paper.Sheet, hand *paper.Hand, y int) int {
		y = both(s, y, 20, p.text("act-about")) + 30
		for _, column := range []int{ballotsUnused, ballotsSpoiled, ballotsCancelled} {
			name := p.columnName(column)
			s.Print(paper.Serif.At(18), marginLeft, y+18, name.Ky, paper.Black)
			s.Print(paper.Serif.At(15), marginLeft, y+40, name.Ru, paper.Grey)
			box := image.Rect(marginRight-5*boxWidth, y, marginRight, y+44)
			for left := box.Min.X; left < box.Max.X; left += boxWidth {
				s.Frame(image.Rect(left, box.Min.Y, left+boxWidth+1, box.Max.Y), 1, paper.Grey)
			}
			number(s, hand, box, q.column(column))
			y += 66
		}
		return paragraphs(s, y+20, p.text("act-done"))
	})
}

// minutesLeaf are the minutes of a session. Who was there would stand where the
// rule of election.yaml covers the page.
func (p *printer) minutesLeaf(q *protocol, place *commission) *leaf {
	return p.plainLeaf("minutes", place, q, func(s *paper.Sheet, _ *paper.Hand, y int) int {
		for _, of := range []string{"minutes-agenda", "minutes-sums", "minutes-signed", "minutes-decided"} {
			y = paragraphs(s, y+20, p.text(of))
		}
		box := minutesCovered
		s.Fill(box, paper.Ink{R: 214, G: 222, B: 236, Cover: 255})
		s.Frame(box, 2, paper.Grey)
		paragraphs(s, box.Min.Y+70, p.text("minutes-people"))
		return 1400
	})
}

// minutesCovered lies within what election.yaml says is covered on minutes.
var minutesCovered = image.Rect(marginLeft+30, 1110, marginRight-30, 1340)

// listLeaf is a page of a list of people without any.
func (p *printer) listLeaf(q *protocol, place *commission) *leaf {
	return p.plainLeaf("list", place, q, func(s *paper.Sheet, _ *paper.Hand, y int) int {
		y = both(s, y, 20, p.text("list-about")) + 20
		for row := range 14 {
			top := y + row*52
			s.Frame(image.Rect(marginLeft, top, marginRight, top+53), 1, paper.Black)
			s.PrintCentred(paper.Serif.At(18), marginLeft+28, top+33, strconv.Itoa(row+1), paper.Black)
			s.Fill(image.Rect(marginLeft+numberWide, top, marginLeft+numberWide+1, top+52), paper.Black)
		}
		return paragraphs(s, y+14*52+30, p.text("list-empty"))
	})
}

// plainLeaf is a page with a title, a body, and two signatures.
func (p *printer) plainLeaf(title string, place *commission, q *protocol, body func(s *paper.Sheet, hand *paper.Hand, y int) int) *leaf {
	return &leaf{width: pageWidth, height: pageHeight, askew: paper.MostAskew, draw: func(s *paper.Sheet, r *rand.Rand) {
		p.banner(s)
		y := both(s, 150, 36, p.text(title)) + 6
		whose := place.name
		if place.number != "" {
			whose = p.text("precinct", "{number}", place.number)
		}
		y = both(s, y, 22, whose) + 20
		hand := paper.NewHand(r)
		y = max(body(s, hand, y), 1250) + 40
		for i, role := range []string{"chair", "secretary"} {
			t, top := p.text(role), y+i*70
			s.Print(paper.Serif.At(17), marginLeft, top+18, t.Ky, paper.Black)
			s.Print(paper.Serif.At(14), marginLeft, top+38, t.Ru, paper.Grey)
			s.Fill(image.Rect(marginLeft+300, top+38, marginLeft+640, top+39), paper.Black)
			s.Sign(paper.NewHand(r), image.Rect(marginLeft+320, top-8, marginLeft+580, top+42))
		}
		s.Note(hand, q.signed.Format("02.01.2006"), image.Rect(marginLeft, y+160, marginRight, y+200))
		s.Stamp(hand, image.Pt(marginRight-150, y+90), 190, r.IntN(41)-20, paper.Stamp{
			Around: p.text("stamp").Ky, Within: []string{p.text("stamped").Ky, p.text("stamped").Ru},
		})
	}}
}

// paragraphs prints a text in both languages, broken into lines.
func paragraphs(s *paper.Sheet, y int, t wording.Text) int {
	for i, text := range []string{t.Ky, t.Ru} {
		face, ink := paper.Serif.At(21-3*i), paper.Black
		if i == 1 {
			ink = paper.Grey
		}
		for _, line := range face.Wrap(text, marginRight-marginLeft-80) {
			s.Print(face, marginLeft+40, y, line, ink)
			y += 32
		}
	}
	return y + 10
}
