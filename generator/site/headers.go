package site

import (
	"path"
	"strings"
)

// A Class says how long a published file may be kept by a browser or a CDN
// without asking again.
type Class string

const (
	Immutable Class = "immutable" // its name changes with its bytes
	Asset     Class = "asset"     // icons and the like, with a name that stays
	Page      Class = "page"      // HTML
	Missing   Class = "missing"   // the page that says there is none
	Pointer   Class = "pointer"   // names the newest release, or the log's newest head
	Dataset   Class = "dataset"   // bulk data, static JSON, the log
	Scan      Class = "scan"      // images and papers
	Notice    Class = "notice"    // feeds, calendars, sitemaps, robots.txt
)

// Header is what every origin, CDN and preview sends with one file, so that the
// site behaves alike wherever it lies.
type Header struct {
	Class        Class
	ContentType  string
	CacheControl string
	// Open files may be read by scripts and shown in pages of other origins: a
	// newsroom may build on the data and embed a scan. They carry no secrets,
	// and nobody is ever logged in.
	Open bool
}

// A Field is one line of a response header.
type Field struct{ Name, Value string }

const releaseFile = "release.json"

// caching is the table of cache classes.
//
// A page may be a minute old: a purge of the CDN is what makes a protocol public
// at once, and the minute is what holds when a purge is lost. While the origin
// is away a reader gets the page of today rather than none. A missing page is
// asked for again soon, because on the night it may be there the next moment;
// five seconds still spare the origin a flood. The pointers are what programs
// poll. Scans stay the same for an hour; one withdrawn for the sake of
// somebody's privacy is gone from every cache within that hour.
var caching = map[Class]string{
	Immutable: "public, max-age=31536000, immutable",
	Asset:     "public, max-age=3600, stale-while-revalidate=3600, stale-if-error=604800",
	Page:      "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400",
	Missing:   "public, max-age=5",
	Pointer:   "public, max-age=5, stale-if-error=60",
	Dataset:   "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400",
	Scan:      "public, max-age=3600",
	Notice:    "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400",
}

// types is the table of content types by extension. Text says its charset even
// where a rule of the format would imply it: not all old phones know the rule.
var types = map[string]string{
	".atom":        "application/atom+xml; charset=utf-8",
	".avif":        "image/avif",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".geojson":     "application/geo+json",
	".gif":         "image/gif",
	".gz":          "application/gzip",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".ics":         "text/calendar; charset=utf-8",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".jsonl":       "application/x-ndjson",
	".map":         "application/json",
	".md":          "text/markdown; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".ndjson":      "application/x-ndjson",
	".parquet":     "application/vnd.apache.parquet",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".sqlite":      "application/vnd.sqlite3",
	".svg":         "image/svg+xml; charset=utf-8",
	".tif":         "image/tiff",
	".tiff":        "image/tiff",
	".tsv":         "text/tab-separated-values; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff":        "font/woff",
	".woff2":       "font/woff2",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml":         "application/xml; charset=utf-8",
	".yaml":        "application/yaml; charset=utf-8",
	".yml":         "application/yaml; charset=utf-8",
	".zip":         "application/zip",
	".zst":         "application/zstd",
}

// security is sent with every answer, whatever it is. Nothing inline, nothing
// from elsewhere, no frames, no forms, no devices: a page of this site is text,
// images and our own script. blob: and data: are for comparing one's own copy
// with a scan in the browser, where it never leaves the reader's device.
var security = []Field{
	{"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; " +
		"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), payment=(), usb=()"},
	// Which precinct a reader looked at is nobody else's business.
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
}

// Headers tells what is sent with the file at path.
func Headers(path string) Header {
	class := classOf(path)
	return Header{
		Class:        class,
		ContentType:  typeOf(path),
		CacheControl: caching[class],
		Open:         class == Pointer || class == Dataset || class == Scan || strings.HasPrefix(path, "log/"),
	}
}

// Fields lists the whole header, in the order of names.
func (h Header) Fields() []Field {
	fields := append([]Field{
		{"Cache-Control", h.CacheControl},
		{"Content-Type", h.ContentType},
	}, security...)
	if h.Open {
		return append(fields,
			Field{"Access-Control-Allow-Origin", "*"},
			Field{"Cross-Origin-Resource-Policy", "cross-origin"})
	}
	return append(fields, Field{"Cross-Origin-Resource-Policy", "same-origin"})
}

func classOf(path string) Class {
	first, _, below := strings.Cut(path, "/")
	switch {
	case path == releaseFile, path == "log/checkpoint":
		return Pointer
	case path == "404.html":
		return Missing
	case strings.HasSuffix(path, ".html"):
		return Page
	case first == "assets" && below && fingerprinted(path):
		return Immutable
	case strings.HasPrefix(path, "log/tile/"):
		return Immutable // a tile never changes, and a longer one has another name
	case below && (first == "data" || first == "api" || first == "log"):
		return Dataset
	case below && first == "scans":
		return Scan
	case strings.HasSuffix(path, ".xml"), strings.HasSuffix(path, ".atom"), strings.HasSuffix(path, ".ics"), strings.HasSuffix(path, ".txt"):
		return Notice
	}
	return Asset
}

// fingerprinted tells whether the name of a file carries a digest of its bytes:
// a part of sixteen or more hexadecimal digits. Only such a file may be kept for
// a year; were an asset without one marked so, no correction of it would ever
// reach the reader. Shorter parts are not believed: a date and a time make
// twelve or fourteen such digits.
func fingerprinted(path string) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	digits := 0
	for i := range len(name) {
		switch c := name[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f':
			digits++
		case c == '.' || c == '-' || c == '_':
			if digits >= 16 {
				return true
			}
			digits = 0
		default: // a letter no digest has: not in this part
			digits = -longestPath
		}
	}
	return digits >= 16
}

func typeOf(p string) string {
	if strings.HasSuffix(p, "/feed.xml") {
		return types[".atom"]
	}
	if known, ok := types[path.Ext(p)]; ok {
		return known
	}
	// Tiles are binary. What else has no extension, or one of its own, is text
	// that we wrote: the checkpoint, keys, signed notes, lists of checksums.
	if strings.HasPrefix(p, "log/tile/") {
		return "application/octet-stream"
	}
	switch path.Ext(p) {
	case "", ".note", ".proof", ".pub", ".sha256", ".sig":
		return types[".txt"]
	}
	return "application/octet-stream"
}
