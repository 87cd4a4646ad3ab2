package demo

import (
	"fmt"
	"image"
	"runtime"
	"sync"

	"achyk/generator/paper"
)

// quality of the JPEGs: a page of A4 is about 250 KB.
const quality = 72

// A twist is what is wrong with a file.
type twist int

const (
	asItIs       twist = iota
	cutOff             // it ends in the middle
	oversized          // it says it has far more pixels than memory is for
	locked             // nobody opens it without a password
	scripted           // it holds a script
	photographed       // by a telephone that knows where it is
)

// bombSide is how many pixels wide and high an oversized file is.
const bombSide = 20_000

// draw draws all papers, on all cores, and puts them into the folder.
func (x *registry) draw() error {
	for _, of := range x.waiting {
		x.folder.promise(of.file)
	}
	if err := x.folder.mark(); err != nil {
		return err
	}
	next := make(chan *document)
	errs := make([]error, max(1, runtime.GOMAXPROCS(0)))
	var workers sync.WaitGroup
	for i := range errs {
		workers.Go(func() {
			for of := range next {
				if errs[i] != nil {
					continue // the others finish what they have begun
				}
				data, err := x.bytes(of)
				if err == nil {
					err = x.folder.put(of.file, data)
				}
				if err != nil {
					errs[i] = fmt.Errorf("draw %s: %w", of.file, err)
				}
			}
		})
	}
	for _, of := range x.waiting {
		next <- of
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// bytes draws a document and makes a file of it.
func (x *registry) bytes(of *document) ([]byte, error) {
	if of.instead != nil {
		return x.bytes(of.instead)
	}
	if of.twist == oversized {
		return paper.Bomb(bombSide)
	}
	var pages []paper.Page
	for i, l := range of.leaves {
		r := x.d.chance(paperDrawing, int(of.drawn<<3|uint64(i)))
		sheet := paper.Blank(l.width, l.height)
		l.draw(sheet, r)
		sheet.Dust(r)
		seen := x.under(of, i).Scan(sheet)
		data, err := encode(seen, of)
		if err != nil || of.format != "pdf" {
			return data, err
		}
		pages = append(pages, paper.Page{JPEG: data, Size: image.Pt(l.width, l.height)})
	}
	return paper.PDF(pages, map[twist]paper.Twist{locked: paper.Locked, scripted: paper.Scripted}[of.twist]), nil
}

// bishkek is where the telephone is: at the middle of the capital, where nobody
// lives.
var bishkek = paper.Position{North: 42*60_000 + 52_560, East: 74*60_000 + 36_180}

func encode(seen *image.RGBA, of *document) ([]byte, error) {
	switch {
	case of.twist == photographed:
		return paper.Telephone(seen, quality, bishkek)
	case of.format == "png":
		return paper.PNG(paper.InGreys(seen))
	case of.format == "tif":
		return paper.TIFF(paper.InGreys(seen))
	}
	data, err := paper.JPEG(seen, quality)
	if err == nil && of.twist == cutOff {
		data = data[:len(data)*3/5]
	}
	return data, err
}
