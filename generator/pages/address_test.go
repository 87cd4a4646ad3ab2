package pages

import (
	"fmt"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What is drawn is the code of the address, module by module, by the library's own
// way of making one; addresses of one length share a plan.
func TestTheCodeOfAnAddressIsDrawnWhole(t *testing.T) {
	for _, address := range []string{
		"https://achyk.example/ky/demo/precincts/p-01001.html",
		"https://achyk.example/ru/demo/precincts/p-01002.html",
		"http://a.kg/ky/x/precincts/1.html",
		"https://shailoo.example.org/archive/2027/" + strings.Repeat("long/", 60) + "p-1.html",
	} {
		t.Run(fmt.Sprint(len(address)), func(t *testing.T) {
			t.Parallel()
			want, err := qr.Encode(address, qr.M)
			if err != nil {
				t.Fatal(err)
			}
			code, err := encode(address)
			if err != nil {
				t.Fatal(err)
			}
			if code.Size != want.Size {
				t.Fatalf("%d modules a side, not %d", code.Size, want.Size)
			}
			dark := inked(t, strokes(code))
			for y := -quiet; y < code.Size+quiet; y++ {
				for x := -quiet; x < code.Size+quiet; x++ {
					if got := dark[[2]int{quiet + x, quiet + y}]; got != want.Black(x, y) {
						t.Fatalf("the module %d, %d is dark: %v", x, y, got)
					}
					delete(dark, [2]int{quiet + x, quiet + y})
				}
			}
			if len(dark) > 0 {
				t.Errorf("%d modules are drawn outside", len(dark))
			}
		})
	}
}

func TestAnAddressTooLongForACodeStandsAsText(t *testing.T) {
	if _, err := encode("https://achyk.example/" + strings.Repeat("x", 3000)); err == nil {
		t.Error("a code for 3,000 characters")
	}
}

// inked follows a path of strokes and tells the modules that it passes over.
func inked(t *testing.T, path string) map[[2]int]bool {
	t.Helper()
	dark := make(map[[2]int]bool)
	x, y := 0, 0
	for path != "" {
		command := path[0]
		rest := path[1:]
		end := strings.IndexAny(rest, "Mmh")
		if end < 0 {
			end = len(rest)
		}
		var err error
		switch command {
		case 'M':
			_, err = fmt.Sscanf(rest[:end], "%d %d.5", &x, &y)
		case 'm':
			var by int
			_, err = fmt.Sscanf(rest[:end], "%d 0", &by)
			x += by
		case 'h':
			var by int
			_, err = fmt.Sscanf(rest[:end], "%d", &by)
			for range by {
				dark[[2]int{x, y}] = true
				x++
			}
		default:
			t.Fatalf("a path does not begin with %q", command)
		}
		if err != nil {
			t.Fatalf("%q: %v", rest[:end], err)
		}
		path = rest[end:]
	}
	return dark
}
