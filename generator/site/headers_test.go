package site

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata from what the code says")

var published = []string{
	"index.html", "404.html", "release.json", "robots.txt", "sitemap.xml", "sitemap-1.xml", "favicon.ico", "icon.svg",
	"ky/index.html", "ky/demo/precincts/9001.html", "ky/demo/feed.xml", "ky/demo/calendar.ics",
	"assets/site.min.0263829989b6fd954f72baaf2fc64bc2.css", "assets/find-0263829989b6fd95.js",
	"assets/demo/4ea140588150773ce3aace786aeef7f4.json", "assets/icons/icon.png", "assets/site.webmanifest",
	"assets/site-202701242115.css", "assets/facade0263829989b6fd95x.css",
	"data/demo/protocols.csv", "data/demo/protocols.parquet", "data/demo/sha256sums", "data/demo/demo.zip", "data/demo/readme.html",
	"api/demo/precincts/9001.json", "api/demo/regions.geojson",
	"scans/demo/9001/1.jpg", "scans/demo/9001/original.pdf",
	"scans/demo/9001/demo-training-9001-protocol-president-v1-p1.0263829989b6fd95.jpg",
	"scans/demo/9001/demo-training-9001-protocol-president-v1-p1-thumb.4ea140588150773c.jpg",
	"scans/demo/9001/demo-training-9001-protocol-president-v1-original.4ea140588150773c.tif",
	"data/demo/papers/demo-training-papers-tec-osh.zip", "data/demo/papers/sha256sums.txt", "api/demo/precincts/9001/papers.json",
	"log/checkpoint", "log/tile/0/x001/067.p/12", "log/tile/entries/000", "log/key.pub", "log/entries.jsonl",
	"unheard.of",
}

// TestHeadersOfEveryKindOfFile is the table to read, and to show a CDN's
// operator.
func TestHeadersOfEveryKindOfFile(t *testing.T) {
	var b strings.Builder
	b.WriteString("with every file\n\n")
	for _, f := range security {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Value)
	}
	b.WriteString("\nby class (* may be read and embedded by other sites)\n\n")
	seen := map[Class]bool{}
	for _, path := range published {
		if h := Headers(path); !seen[h.Class] {
			seen[h.Class] = true
			fmt.Fprintf(&b, "%-9s %s\n", h.Class, h.CacheControl)
		}
	}
	if len(seen) != len(caching) {
		t.Errorf("the sample shows %d classes of %d", len(seen), len(caching))
	}
	b.WriteString("\nby path\n\n")
	for _, path := range published {
		if err := CheckPath(path); err != nil {
			t.Error(err)
		}
		h, open := Headers(path), " "
		if h.Open {
			open = "*"
		}
		fmt.Fprintf(&b, "%-9s %s %-52s %s\n", h.Class, open, path, h.ContentType)
	}
	golden(t, "testdata/headers.txt", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); -update rewrites it:\n%s", name, diff)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	for _, path := range published {
		names := map[string]bool{}
		for _, f := range Headers(path).Fields() {
			if names[f.Name] || f.Value == "" {
				t.Errorf("%s: header %s is there twice or empty", path, f.Name)
			}
			names[f.Name] = true
		}
		for _, name := range []string{"Cache-Control", "Content-Security-Policy", "Content-Type", "Cross-Origin-Opener-Policy",
			"Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options"} {
			if !names[name] {
				t.Errorf("%s: no header %s", path, name)
			}
		}
	}
}
