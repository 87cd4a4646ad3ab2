package scans

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"sync"
	"time"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"achyk/generator/finding"
)

// PDFium renders PDF: the renderer of Chromium, compiled to WebAssembly. So it runs
// without a C compiler, comes to the same pixels on every processor, and whatever a
// file makes it do, it does in a memory of its own that ends, without files, clock
// or chance.
//
// Each file has a machine of its own, thrown away after it, so that none can leave
// anything behind for the next.

// renderPages is the most memory that one file has, in pages of WebAssembly.
const renderPages = 5120 // of 64 KiB: 320 MiB

// renderWeight is about how many bytes rendering takes beside the file itself.
const renderWeight = 96 << 20

// dotsPerInch is how finely pages are rendered, unless they are so large that they
// would be made smaller at once.
const dotsPerInch = 150

// pdfium is the renderer, started when the first PDF is met: compiling it takes
// seconds, unless it was compiled before and kept in the cache.
type pdfium struct {
	cache string // a folder; empty = nowhere
	mutex sync.Mutex
	users int
	pool  gopdfium.Pool
	kept  wazero.CompilationCache
}

// hold keeps the renderer, once it is started, until release is called.
func (p *pdfium) hold() (release func() error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.users++
	return func() error {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		if p.users--; p.users > 0 || p.pool == nil {
			return nil
		}
		err := p.pool.Close()
		if p.kept != nil {
			err = errors.Join(err, p.kept.Close(context.Background()))
		}
		p.pool, p.kept = nil, nil
		return err
	}
}

// forgotten has the renderer compiled once for all stores of this process that keep
// nothing. It is never closed: it goes with the process.
var forgotten = sync.OnceValue(wazero.NewCompilationCache)

// instance is a fresh machine.
func (p *pdfium) instance() (gopdfium.Pdfium, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.pool == nil {
		if err := p.start(); err != nil {
			return nil, fmt.Errorf("start the renderer of PDF: %w", err)
		}
	}
	machine, err := p.pool.GetInstanceWithContext(context.Background())
	if err != nil {
		return nil, fmt.Errorf("start the renderer of PDF: %w", err)
	}
	return machine, nil
}

func (p *pdfium) start() (err error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling). // as go-pdfium wants it
		// It costs half of the speed: each turn of a loop asks. Without it a page that
		// never ends could not be stopped, and with it the whole program.
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(renderPages)
	compiled := forgotten()
	if p.cache != "" {
		if p.kept, err = wazero.NewCompilationCacheWithDir(p.cache); err != nil {
			return err
		}
		compiled = p.kept
	}
	config = config.WithCompilationCache(compiled)
	p.pool, err = webassembly.Init(webassembly.Config{
		MaxIdle: 0, MaxTotal: 1 << 10, // as many as there are goroutines that ask
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // none: the fonts of this machine are not those of another
		RandomSource:  zeros{},
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	return err
}

// zeros are as good as chance, where nothing is to depend on it.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// decodePDF renders the pages of a PDF. An error is one of the program: that the
// renderer cannot be started.
func (m *maker) decodePDF(data []byte, visit func(page)) (finding.Term, error) {
	defer m.room.take(renderWeight + 2*int64(len(data)))()
	machine, err := m.pdf.instance()
	if err != nil {
		return "", err
	}
	// A page can draw itself over and over. After a while the machine is stopped,
	// wherever it is; each page that comes to its end earns the next some time.
	killed := make(chan error, 1)
	end := time.Now().Add(m.patience)
	timer := time.AfterFunc(m.patience, func() { killed <- machine.Kill() })
	problem := renderer{machine, func(p page) {
		if timer.Stop() {
			visit(p)
			end = end.Add(m.patience / 10)
			timer.Reset(time.Until(end))
		}
	}}.render(data)
	if !timer.Stop() {
		return finding.TooSlow, <-killed
	}
	return problem, machine.Close()
}

// A renderer renders one file.
type renderer struct {
	gopdfium.Pdfium
	visit func(page)
}

func (r renderer) render(data []byte) finding.Term {
	document, err := r.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return finding.Locked
	case err != nil:
		return finding.BadPicture
	}
	count, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document.Document})
	switch {
	case err != nil || count.PageCount < 1:
		return finding.BadPicture
	case count.PageCount > mostPages:
		return finding.TooManyPages
	}
	for i := range count.PageCount {
		img, problem := r.page(document.Document, i)
		if problem != "" {
			return problem
		}
		r.visit(page{img, upright, i + 1, count.PageCount})
	}
	return ""
}

// page renders one page on white, as it is to be turned.
func (r renderer) page(document references.FPDF_DOCUMENT, i int) (*image.RGBA, finding.Term) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: document, Index: i})
	if err != nil {
		return nil, finding.BadPicture
	}
	of := requests.Page{ByReference: &loaded.Page}
	size, err := r.GetPageSize(&requests.GetPageSize{Page: of})
	if err != nil {
		return nil, finding.BadPicture
	}
	width, height, problem := pixels(size.Width, size.Height)
	if problem != "" {
		return nil, problem
	}
	bitmap, err := r.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{
		Width: width, Height: height, Format: enums.FPDF_BITMAP_FORMAT_BGRX, Pointer: uint64(0),
	})
	if err != nil {
		return nil, finding.BadPicture
	}
	_, filled := r.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap.Bitmap, Width: width, Height: height, Color: 0xffffffff})
	_, drawn := r.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap.Bitmap, Page: of, SizeX: width, SizeY: height,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	})
	buffer, err := r.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap.Bitmap})
	if errors.Join(filled, drawn, err) != nil || len(buffer.Buffer) != 4*width*height {
		return nil, finding.BadPicture
	}
	img := &image.RGBA{Pix: bytes.Clone(buffer.Buffer), Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		p[3] = 255 // the renderer leaves it open
	}
	_, destroyed := r.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap.Bitmap})
	_, closed := r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	if errors.Join(destroyed, closed) != nil {
		return nil, finding.BadPicture
	}
	return img, ""
}

// pixels is how large a page is rendered, of a size in points of 1/72 inch.
func pixels(wide, high float64) (width, height int, problem finding.Term) {
	if !(wide > 0 && high > 0) || math.IsInf(wide, 0) || math.IsInf(high, 0) {
		return 0, 0, finding.BadPicture
	}
	side := func(points float64) float64 { return math.Ceil(points * dotsPerInch / 72) }
	if side(wide) > mostSide || side(high) > mostSide || oversized(int(side(wide)), int(side(high))) {
		return 0, 0, finding.TooManyPixels
	}
	width, height = within(int(side(wide)), int(side(high)), readingSide, readingSide)
	return width, height, ""
}
