package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"achyk/generator/demo"
	"achyk/generator/finding"
	"achyk/generator/wording"
)

// A papered site is that of a training election with papers, built once for all
// who look at it. Its folder goes when all tests have run.
type paperedSite struct {
	data, out string            // the election's folder, the site
	bytes     map[string][]byte // of the site, by path
}

// keptFolder is the folder of that site, once it is built.
var keptFolder string

var papered = sync.OnceValues(func() (*paperedSite, error) {
	s := &paperedSite{bytes: make(map[string][]byte)}
	var err error
	if keptFolder, err = os.MkdirTemp("", "papered"); err != nil {
		return s, err
	}
	s.data, s.out = filepath.Join(keptFolder, "data", "demo"), filepath.Join(keptFolder, "public")
	if _, err := demo.Write(demo.Options{Out: s.data, Precincts: 100, Papers: 36, Seed: 1}); err != nil {
		return s, err
	}
	if _, err := build(Order{Data: s.data, Out: s.out}, func(string) {}); err != nil {
		return s, err
	}
	return s, fs.WalkDir(os.DirFS(s.out), ".", func(name string, entry fs.DirEntry, err error) error {
		of := strings.HasPrefix(name, "scans/") || strings.HasPrefix(name, "data/") || strings.HasSuffix(name, "/papers.html") ||
			strings.Contains(name, "/precincts/") && path.Ext(name) == ".html" || strings.HasSuffix(name, "/papers.json") ||
			strings.HasSuffix(name, "/data.html")
		if err != nil || entry.IsDir() || !of {
			return err
		}
		s.bytes[name], err = os.ReadFile(filepath.Join(s.out, filepath.FromSlash(name)))
		return err
	})
})

func paperedSiteOf(t *testing.T) *paperedSite {
	t.Helper()
	if testing.Short() {
		t.Skip("pixels take ten times as long under the race detector; the rooms that make them have races looked for on their own")
	}
	s, err := papered()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func digestOf(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

// TestTheDigestOnThePageIsThatOfTheBytes follows every link to a paper on every
// page, and holds every digest that stands in its document, on its page and in the
// lists of digests against the bytes that are served, or were received.
func TestTheDigestOnThePageIsThatOfTheBytes(t *testing.T) {
	t.Parallel()
	s := paperedSiteOf(t)
	received := make(map[string]bool)
	err := filepath.WalkDir(s.data, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		received[digestOf(data)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	served := make(map[string]string) // digest by path
	for name, data := range s.bytes {
		served[name] = digestOf(data)
	}
	documents, pictures := 0, 0
	for name, data := range s.bytes {
		switch {
		case strings.HasSuffix(name, "/papers.json"):
			documents++
			var content any
			if err := json.Unmarshal(data, &content); err != nil {
				t.Fatal(err)
			}
			objects(content, func(o map[string]any) {
				digest, has := o["sha256"].(string)
				if !has {
					return
				}
				if at, is := o["path"].(string); !is {
					if !received[digest] {
						t.Errorf("%s: nothing that was received has the digest %s", name, digest)
					}
				} else if pictures++; served[at] != digest {
					t.Errorf("%s: %s has the digest %s, the document says %s", name, at, served[at], digest)
				}
			})
		case strings.HasSuffix(name, ".html"):
			s.follow(t, name, served, received)
		}
	}
	if documents < 30 || pictures < 100 {
		t.Errorf("%d documents of papers with %d pictures: next to nothing was looked at", documents, pictures)
	}
}

var wholeDigest = regexp.MustCompile(`^[0-9a-f]{64}$`)

// follow follows the links of a page to papers, and looks for its digests.
func (s *paperedSite) follow(t *testing.T, name string, served map[string]string, received map[string]bool) {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(s.bytes[name]))
	if err != nil {
		t.Fatal(err)
	}
	linked, shown := make(map[string]string), make(map[string]bool) // digests of pictures with their paths; of all that is shown
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && n.Data == "code" {
			var text strings.Builder
			for inside := range n.Descendants() {
				if inside.Type == html.TextNode {
					text.WriteString(inside.Data)
				}
			}
			if digest := text.String(); wholeDigest.MatchString(digest) {
				shown[digest] = true
			}
		}
		for _, a := range n.Attr {
			if a.Key != "href" && a.Key != "src" || !strings.Contains(a.Val, "/scans/") && !strings.HasSuffix(a.Val, ".zip") && !strings.HasSuffix(a.Val, ".csv") && !strings.HasSuffix(a.Val, ".ndjson") {
				continue
			}
			at := path.Join(path.Dir(name), a.Val)
			if _, there := served[at]; !there {
				t.Errorf("%s: nothing is served at %s", name, a.Val)
			}
			if short := path.Base(at); strings.HasPrefix(at, "scans/") && !strings.Contains(short, "-original.") &&
				!strings.Contains(short, "."+served[at][:16]+".") {
				t.Errorf("%s: the name of %s does not begin the digest of its bytes %s", name, at, served[at])
			}
			if path.Ext(at) != ".txt" && !strings.Contains(at, "-thumb.") {
				linked[served[at]] = at
			}
		}
	}
	for digest := range shown {
		if !received[digest] && linked[digest] == "" {
			t.Errorf("%s shows the digest %s, which nothing that was received or is linked has", name, digest)
		}
	}
	for digest, at := range linked {
		if !shown[digest] {
			t.Errorf("%s links to %s and does not show its digest %s", name, at, digest)
		}
	}
	if strings.HasSuffix(name, "/papers.html") && len(shown) == 0 {
		t.Errorf("%s shows no digest", name)
	}
}

// TestPublishedPicturesAreNothingButPictures looks into every file under scans/ and
// into every zip: the segments of a picture are those that make it one.
func TestPublishedPicturesAreNothingButPictures(t *testing.T) {
	t.Parallel()
	s := paperedSiteOf(t)
	looked, zipped := 0, 0
	for name, data := range s.bytes {
		switch {
		case path.Ext(name) == ".jpg":
			looked++
			if extra := besidePicture(data); extra != "" {
				t.Errorf("%s has %s", name, extra)
			}
		case path.Ext(name) == ".zip":
			for member, inside := range unzipped(t, data) {
				if path.Ext(member) != ".jpg" {
					continue
				}
				zipped++
				if extra := besidePicture(inside); extra != "" {
					t.Errorf("%s in %s has %s", member, name, extra)
				}
			}
		}
		if strings.HasPrefix(name, "scans/") {
			for _, never := range []string{"Exif\x00\x00", "http://ns.adobe.com/xap/", "GPSLatitude", "/JavaScript", "/OpenAction", "app.alert"} {
				if bytes.Contains(data, []byte(never)) {
					t.Errorf("%s holds %q", name, never)
				}
			}
		}
	}
	if looked < 100 || zipped < 50 {
		t.Errorf("%d pictures, %d in zips: next to nothing was looked at", looked, zipped)
	}
}

// besidePicture names what a JPEG holds beside its picture; empty where nothing.
func besidePicture(data []byte) string {
	if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
		return "no beginning"
	}
	for at := 2; at+4 <= len(data); {
		marker, length := data[at+1], int(data[at+2])<<8|int(data[at+3])
		switch {
		case data[at] != 0xff:
			return "no marker where one is due"
		case marker == 0xda: // the picture itself, to its end
			if end := bytes.Index(data, []byte{0xff, 0xd9}); end != len(data)-2 {
				return "something behind its end"
			}
			return ""
		case marker == 0xe0 && bytes.HasPrefix(data[at+4:], []byte("JFIF\x00")), marker == 0xee && bytes.HasPrefix(data[at+4:], []byte("Adobe")):
		case marker >= 0xe0 && marker <= 0xef, marker == 0xfe:
			return "a segment of " + hex.EncodeToString(data[at:at+2]) + " " + string(data[at+4:min(len(data), at+20)])
		}
		at += 2 + length
	}
	return "no picture"
}

func unzipped(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	members := make(map[string][]byte)
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if members[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return members
}

// TestWhatMayNotBePublishedIsNot looks for the bytes of every file that was received
// and is not to be given out: with a script, with a position, under a password, lists
// of people, papers with blanked regions.
func TestWhatMayNotBePublishedIsNot(t *testing.T) {
	t.Parallel()
	s := paperedSiteOf(t)
	digests := make(map[string]string)
	for name, data := range s.bytes {
		digests[digestOf(data)] = name
	}
	kept := make(map[string]int)
	for _, p := range readPlanted(t, s.data) {
		if !slices.Contains([]string{string(finding.ScanUnmatched), string(finding.ScanUnreadable), string(finding.OriginalWithheld), string(finding.PositionInside)}, p.Code) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.data, filepath.FromSlash(p.File)))
		if err != nil {
			t.Fatal(err)
		}
		kept[p.Code]++
		if at := digests[digestOf(data)]; at != "" {
			t.Errorf("%s (%s) is published as %s", p.File, p.Kind, at)
		}
	}
	for name := range s.bytes {
		if strings.HasPrefix(name, "scans/") && strings.Contains(name, "participation_list") {
			t.Errorf("%s is published", name)
		}
	}
	if len(kept) != 4 {
		t.Errorf("planted are only %v", kept)
	}
}

// TestPapersAreShownInBothLanguages holds the pages of papers beside one another.
func TestPapersAreShownInBothLanguages(t *testing.T) {
	t.Parallel()
	s := paperedSiteOf(t)
	pages := make(map[string]map[string]bool)
	for name := range s.bytes {
		lang, rest, _ := strings.Cut(name, "/")
		if slices.Contains(wording.Codes[:], lang) && strings.HasSuffix(rest, "/papers.html") {
			if pages[lang] == nil {
				pages[lang] = make(map[string]bool)
			}
			pages[lang][rest] = true
		}
	}
	for _, lang := range wording.Codes {
		if len(pages[lang]) < 30 || len(pages[lang]) != len(pages[wording.Codes[0]]) {
			t.Errorf("%s has %d pages of papers", lang, len(pages[lang]))
		}
	}
}
