//go:build unix

package scans

import (
	"bytes"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// sheet is a paper of A4 at so many dots per inch: lines of writing on a page that
// is nearly white, as a scanner sees it, in colour.
func sheet(dots int) image.Image {
	width, height := 827*dots/100, 1169*dots/100
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < len(img.Pix); i += 4 {
		grain := byte(r.IntN(6))
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = 250-grain, 248-grain, 240-grain, 255
	}
	for line := dots; line < height-dots; line += dots / 4 {
		for x := dots; x < width-dots; x++ {
			for y := range dots / 8 {
				if r.IntN(5) == 0 && x/(dots/20)%3 > 0 {
					i := img.PixOffset(x, line+y)
					img.Pix[i], img.Pix[i+1], img.Pix[i+2] = 40, 50, 120
				}
			}
		}
	}
	return img
}

// One page of A4: decoded, turned, made smaller, encoded twice.
func BenchmarkPage(b *testing.B) {
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"jpeg-150dpi", withSegment(asJPEG(b, sheet(150)), app1, exifOf(6, false))},
		{"jpeg-300dpi", asJPEG(b, sheet(300))},
		{"png-150dpi", asPNG(b, sheet(150))},
		{"pdf-150dpi", scanned(b, sheet(150)).bytes()},
		{"pdf-300dpi", scanned(b, sheet(300)).bytes()},
	} {
		b.Run(c.name, func(b *testing.B) {
			m := newMaker(compiled)
			release := m.pdf.hold()
			if _, err := m.pdf.instance(); err != nil {
				b.Fatal(err)
			}
			before := processor()
			for b.Loop() {
				if o, _, err := m.make(task{data: c.data}); err != nil || len(o.Pages) != 1 {
					b.Fatal(o, err)
				}
			}
			b.ReportMetric(float64((processor()-before).Milliseconds())/float64(b.N), "cpu-ms/page")
			if err := release(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkRead2500 reads 2,500 papers of A4, every tenth of them a PDF, into an
// empty store, and again. It tells the most memory that the process ever had: run
// alone, that of the reading.
func BenchmarkRead2500(b *testing.B) {
	var files [20][]byte
	for i := range files {
		page := sheet([]int{150, 200}[i%2])
		if files[i] = asJPEG(b, page); i%10 == 9 {
			files[i] = scanned(b, page).bytes()
		}
	}
	h := papersIn(b, nil)
	records := h.election.Commissions[0].Records
	for i := range 2500 {
		name := fmt.Sprintf("%04d", i)
		data := files[i%len(files)]
		if data[0] == 0xff { // each is another
			data = withSegment(data, comment, []byte(name))
		} else {
			data = append(bytes.Clone(data), name...)
		}
		if err := os.WriteFile(filepath.Join(h.dir, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
		records.Documents = append(records.Documents, protocol(i+1, name))
	}
	for _, run := range []string{"cold", "unchanged"} {
		b.Run(run, func(b *testing.B) {
			dir := filepath.Join(h.dir, "store")
			before := processor()
			for b.Loop() {
				if run == "cold" {
					if err := os.RemoveAll(dir); err != nil {
						b.Fatal(err)
					}
				}
				s, err := Open(dir)
				if err != nil {
					b.Fatal(err)
				}
				if found := h.read(b, s); len(found) > 0 {
					b.Fatal(told(found))
				}
			}
			b.ReportMetric((processor()-before).Seconds()/float64(b.N), "cpu-s")
			b.ReportMetric(float64(peak(b))/(1<<20), "MiB-peak")
		})
	}
}

// peak is the most memory that this process has had, in bytes.
func peak(b *testing.B) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("this system does not tell how much memory a process had: ", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return kilobytes << 10
}
