package charts

import "slices"

// A Class is a range of figures that a map shows in one colour.
type Class struct {
	// From is the least figure of the class, To where the next one begins; the last
	// class holds its To. Of counts, To is the greatest figure of the class.
	From, To int64
	Count    int64 // figures in it
}

// mostClasses is how many colours a reader can tell apart.
const mostClasses = 5

// widths are the widths of classes, up to which power of ten ever.
var widths = []int64{1, 2, 5, 10, 20, 25, 50}

// width is the least width that is wide enough, in units of 1.
func width(enough func(int64) bool) int64 {
	for power := int64(1); ; power *= 100 {
		for _, w := range widths {
			if enough(w * power) {
				return w * power
			}
		}
	}
}

// Classes sorts figures in hundredths of a percent into at most five classes that
// are equally wide and begin and end at whole, round percents: as narrow as cover
// the least and the greatest figure. There is none without figures.
func Classes(hundredths []int64) []Class {
	if len(hundredths) == 0 {
		return nil
	}
	least, most := slices.Min(hundredths), slices.Max(hundredths)
	const percent = 100
	wide := percent * width(func(w int64) bool { return most <= floor(least, w*percent)+mostClasses*w*percent })
	from := floor(least, wide)
	if from == most && from > 0 {
		from -= wide // all are one and the same: up to it, so that 100 % is not "from 100 to 101"
	}
	var classes []Class
	for at := from; at < most || len(classes) == 0; at += wide {
		classes = append(classes, Class{From: at, To: at + wide})
	}
	return counted(classes, hundredths)
}

// CountClasses sorts counts into at most five classes: none, where there is that,
// and up to four, equally wide and round, up to the greatest. Leading ones that
// nothing is in are left out.
func CountClasses(counts []int64) []Class {
	if len(counts) == 0 {
		return nil
	}
	classes := []Class{{}}
	most := slices.Max(counts)
	wide := width(func(w int64) bool { return most <= (mostClasses-1)*w })
	for at := int64(1); at <= most; at += wide {
		classes = append(classes, Class{From: at, To: at + wide - 1})
	}
	counted(classes, counts)
	for classes[0].Count == 0 {
		classes = classes[1:]
	}
	return classes
}

// floor is the greatest multiple of a width that is not above a figure.
func floor(n, wide int64) int64 { return n - ((n%wide)+wide)%wide }

// counted puts figures into classes.
func counted(classes []Class, figures []int64) []Class {
	for _, n := range figures {
		classes[ClassOf(classes, n)].Count++
	}
	return classes
}

// ClassOf is the index of the class that a figure is in, or -1 where it is in none.
func ClassOf(classes []Class, figure int64) int {
	for i := len(classes) - 1; i >= 0; i-- {
		if c := classes[i]; figure >= c.From {
			if figure > c.To {
				return -1
			}
			return i
		}
	}
	return -1
}
