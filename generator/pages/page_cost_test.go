//go:build unix

package pages

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Sizes of the two elections whose difference is the cost of pages: whatever a
// run costs before its first page is in both.
const (
	manyPrecincts = 500
	fewPrecincts  = 50
	rounds        = 5
)

// A cost is the processor time of one page, median of several rounds.
type cost struct {
	ours, hugo time.Duration
	err        error
}

func (c cost) ratio() float64 { return float64(c.ours) / float64(c.hugo) }

// pageCost measures once a run, for the benchmark and for the test.
func pageCost(tb testing.TB) cost {
	tb.Helper()
	once.Do(func() { once.cost = measure(tb) })
	if once.err != nil {
		tb.Fatal(once.err)
	}
	return once.cost
}

var once struct {
	sync.Once
	cost
}

// measure renders and writes the pages of a small and of a large election with
// both, by turns, each time into a new folder.
func measure(tb testing.TB) cost {
	many, few := newRival(tb, manyPrecincts), newRival(tb, fewPrecincts)
	pages := time.Duration(many.pages - few.pages)
	var ours, hugo []time.Duration
	for range rounds {
		var spent [4]time.Duration
		for i, write := range []func(string) error{few.writer(tb), many.writer(tb), few.writeHugos, many.writeHugos} {
			out := filepath.Join(tb.TempDir(), "public")
			var err error
			if spent[i], err = processorTime(func() error { return write(out) }); err != nil {
				return cost{err: err}
			}
			if err := os.RemoveAll(out); err != nil {
				return cost{err: err}
			}
		}
		ours = append(ours, (spent[1]-spent[0])/pages)
		hugo = append(hugo, (spent[3]-spent[2])/pages)
	}
	return cost{ours: median(ours), hugo: median(hugo)}
}

// processorTime is what this process spent on its work, in user and in system
// mode, on all cores; the garbage left by others is cleared away before.
func processorTime(work func() error) (time.Duration, error) {
	runtime.GC()
	before, err := spent()
	if err != nil {
		return 0, err
	}
	if err := work(); err != nil {
		return 0, err
	}
	after, err := spent()
	return after - before, err
}

func spent() (time.Duration, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, fmt.Errorf("ask for processor time: %w", err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// What a result page costs, all included: adding up, filling the component,
// pouring it into its frame, comparing, writing and moving into place; beside
// it, the same page from plain Hugo.
func BenchmarkPageAgainstHugo(b *testing.B) {
	var c cost
	for b.Loop() {
		c = pageCost(b) // once; it has rounds of its own
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(c.ours.Nanoseconds())/1e3, "ours-µs/page")
	b.ReportMetric(float64(c.hugo.Nanoseconds())/1e3, "hugo-µs/page")
	b.ReportMetric(c.ratio(), "ratio")
}

// A result page costs at most a third of what plain Hugo needs for it.
func TestPageCostsAThirdOfHugos(t *testing.T) {
	if os.Getenv("ACHYK_BENCH") == "" {
		t.Skip("measures processor time: make bench")
	}
	c := pageCost(t)
	t.Logf("a page: ours %v, Hugo's %v, ratio %.2f", c.ours, c.hugo, c.ratio())
	if c.ours*3 > c.hugo {
		t.Errorf("a page costs %v, more than a third of Hugo's %v", c.ours, c.hugo)
	}
}
