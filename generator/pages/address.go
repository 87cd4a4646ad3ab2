package pages

import (
	"errors"
	"fmt"
	"strconv"
	"sync"

	"rsc.io/qr/coding"

	"achyk/templates"
)

// address is where a page is found for good, as text and as a QR code. An address
// that is longer than any code can hold stands there as text alone.
func (v view) address(path string) templates.Address {
	a := templates.Address{URL: v.shell.Address(v.w.Code(), path)}
	code, err := encode(a.URL)
	if err != nil {
		return a
	}
	a.Code, a.Size = strokes(code), code.Size+2*quiet
	return a
}

// quiet is the light margin around a code, in modules, that readers look for.
const quiet = 4

// redundancy lets a seventh of a code be worn off or folded.
const redundancy = coding.M

var errTooLong = errors.New("no QR code is large enough")

// encode is the smallest code for a text.
func encode(text string) (*coding.Code, error) {
	content := coding.String(text)
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if content.Bits(v) > v.DataBytes(redundancy)*8 {
			continue
		}
		plan, err := planOf(v)
		if err != nil {
			return nil, err
		}
		return plan.Encode(content)
	}
	return nil, errTooLong
}

// plans are the layouts of codes by their size, once they were asked for: working
// one out takes four times as long as filling it, and every precinct has a code.
var plans sync.Map

func planOf(v coding.Version) (*coding.Plan, error) {
	if plan, there := plans.Load(v); there {
		return plan.(*coding.Plan), nil
	}
	plan, err := coding.NewPlan(v, redundancy, 0)
	if err != nil {
		return nil, fmt.Errorf("lay out a code of version %d: %w", v, err)
	}
	plans.Store(v, plan)
	return plan, nil
}

// strokes draws the dark modules of a code as strokes one module wide, a stroke for
// all that touch in a row.
func strokes(code *coding.Code) string {
	var path []byte
	for y := range code.Size {
		end := -1 // of the last stroke in this row
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			start := x
			for code.Black(x, y) {
				x++
			}
			if end < 0 {
				path = strconv.AppendInt(append(path, 'M'), int64(quiet+start), 10)
				path = append(strconv.AppendInt(append(path, ' '), int64(quiet+y), 10), ".5"...)
			} else {
				path = append(strconv.AppendInt(append(path, 'm'), int64(start-end), 10), " 0"...)
			}
			path = strconv.AppendInt(append(path, 'h'), int64(x-start), 10)
			end = x
		}
	}
	return string(path)
}
