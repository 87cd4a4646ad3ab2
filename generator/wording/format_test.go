package wording

import (
	"flag"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata")

// real are the catalogues of the site.
func real(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Load(os.DirFS("../../templates/i18n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// How numbers, shares and dates are written in each language is a table a
// speaker of it can read: testdata/formats.txt, with ~ for a no-break space.
func TestFormats(t *testing.T) {
	c := real(t)
	var out strings.Builder
	for _, code := range []string{"ky", "ru", "en"} {
		writeFormats(&out, c.Language(code))
	}
	got := strings.ReplaceAll(out.String(), "\u00a0", "~")
	const golden = "testdata/formats.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("formats differ from %s (-want +got):\n%s", golden, diff)
	}
	if missing := c.Missing(); len(missing) > 0 {
		t.Errorf("missing: %v", missing)
	}
}

func writeFormats(out *strings.Builder, l *Language) {
	line := func(kind string, value any, text string) {
		fmt.Fprintf(out, "%s %-8s  %24v  %s\n", l.Code(), kind, value, text)
	}
	for _, n := range []int64{0, 7, 42, 999, 1000, 1204, 12408, 100000, 1293947, -5, -1204, math.MaxInt64, math.MinInt64} {
		line("number", n, l.Number(n))
	}
	for _, n := range []int64{12, -7, 0, -1204, 1204} {
		line("signed", n, l.Signed(n))
	}
	for _, a := range []Amount{Exactly(12408), Exactly(0), AtLeastOf(12408), AtLeastOf(0), {}} {
		state := [...]string{Unknown: "unknown", Known: "known", AtLeast: "at least"}[a.State]
		line("amount", fmt.Sprintf("%d %s", a.N, state), l.Amount(a))
	}
	for _, s := range []Share{
		{920620, 1697868, true, false}, {1, 1, true, false}, {0, 5, true, false}, {1, 2000, true, false}, {1, 3, true, false},
		{12345, 1000, true, false}, {-1, 3, true, false}, {1, 2, false, false}, {0, 0, true, false}, {1, 3, true, true},
	} {
		line("percent", fmt.Sprintf("%d of %d, %v %v", s.Part, s.Whole, s.Known, s.AtLeast), l.Percent(s))
	}
	for month := time.January; month <= time.December; month++ {
		d := Date{2017, month, int(month) + 8}
		line("date", d, l.Date(d))
		line("deadline", d, l.DeadlineDate(d))
	}
	for _, d := range []Date{{2027, time.January, 24}, {2017, time.October, 5}, {}} {
		line("short", d, l.ShortDate(d))
	}
	line("date", Date{}, l.Date(Date{}))
	line("deadline", Date{}, l.DeadlineDate(Date{}))
	for _, offset := range []int{6 * 3600, 0, 5*3600 + 1800, -4 * 3600} {
		at := time.Date(2027, 1, 24, 9, 5, 0, 0, time.FixedZone("", offset))
		line("time", offset, l.Time(at))
	}
	line("time", "", l.Time(time.Time{}))
}

// A printed number reads back as itself, and its groups are of three.
func FuzzNumber(f *testing.F) {
	l := real(f).Language("ky")
	grouped := regexp.MustCompile(`^[0-9]{1,3}(\x{a0}[0-9]{3})*$`)
	f.Add(int64(1204))
	f.Add(int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, n int64) {
		text := l.Number(n)
		digits, negative := strings.CutPrefix(text, "\u2212")
		if !grouped.MatchString(digits) {
			t.Fatalf("%d is printed as %q", n, text)
		}
		plain := strings.ReplaceAll(digits, "\u00a0", "")
		if negative {
			plain = "-" + plain
		}
		if back, err := strconv.ParseInt(plain, 10, 64); err != nil || back != n {
			t.Fatalf("%d is printed as %q, which reads %d, %v", n, text, back, err)
		}
		if n != 0 {
			if signed := l.Signed(n); signed != text && signed != "+"+text {
				t.Fatalf("%d is signed as %q", n, signed)
			}
		}
	})
}

// printed keeps what a benchmark makes, as a page would: without it the compiler
// leaves the string on the stack and the allocation goes uncounted.
var printed string

func BenchmarkNumber(b *testing.B) {
	l := real(b).Language("ky")
	b.ReportAllocs()
	for n := int64(0); b.Loop(); n++ {
		printed = l.Number(n)
	}
}

func BenchmarkPercent(b *testing.B) {
	l := real(b).Language("ru")
	b.ReportAllocs()
	for n := int64(0); b.Loop(); n++ {
		printed = l.Percent(Share{n, 1697868, true, false})
	}
}

func BenchmarkAmount(b *testing.B) {
	l := real(b).Language("ky")
	b.ReportAllocs()
	for n := int64(0); b.Loop(); n++ {
		printed = l.Amount(AtLeastOf(n))
	}
}

// What is printed for every cell of every table costs the string and nothing
// else.
func TestPrintingAllocatesOnlyTheString(t *testing.T) {
	l := real(t).Language("ru")
	for _, test := range []struct {
		sentence string
		most     float64
		print    func()
	}{
		{"a text as it stands", 0, func() { printed = l.Text("formats.no_data") }},
		{"a number", 1, func() { printed = l.Number(1293947) }},
		{"a lower bound", 1, func() { printed = l.Amount(AtLeastOf(12408)) }},
		{"nothing known", 0, func() { printed = l.Amount(Amount{}) }},
		{"a share", 1, func() { printed = l.Percent(Share{920620, 1697868, true, false}) }},
		{"a date", 1, func() { printed = l.Date(Date{2017, time.October, 15}) }},
	} {
		if got := testing.AllocsPerRun(100, test.print); got > test.most {
			t.Errorf("%s: %v allocations, at most %v", test.sentence, got, test.most)
		}
	}
}
