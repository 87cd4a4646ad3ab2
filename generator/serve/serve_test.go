package serve

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/site"
)

var update = flag.Bool("update", false, "rewrite testdata from what the code says")

var built = map[string]string{
	"index.html":                      "<h1>Ачык</h1>",
	"404.html":                        "<h1>Мындай барак жок</h1>",
	"release.json":                    `{"id": 1}`,
	"ky/index.html":                   "<h1>Башкы бет</h1>",
	"ky/demo/precincts/9001.html":     "<h1>9001</h1>",
	"assets/site.0263829989b6fd95.js": "'use strict'",
	"data/demo/protocols.csv":         "0123456789",
	"log/checkpoint":                  "example.org/log\n1\n",
}

// preview builds the small site and serves it.
func preview(t *testing.T) (out string, h http.Handler) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "public")
	tree, err := site.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	for path, text := range built {
		if err := tree.Put(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tree.Commit(); err != nil {
		t.Fatal(err)
	}
	if h, err = Handler(out); err != nil {
		t.Fatal(err)
	}
	return out, h
}

// ask sends one request, "GET /path", with header lines below it.
func ask(t *testing.T, h http.Handler, request string) (*http.Response, string) {
	t.Helper()
	lines := strings.Split(request, "\n")
	method, path, _ := strings.Cut(lines[0], " ")
	r := httptest.NewRequest(method, "/", nil)
	var err error
	if r.URL, err = url.ParseRequestURI(path); err != nil { // resolves no dots
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

// TestAnswers writes whole answers down as a reader's browser gets them.
func TestAnswers(t *testing.T) {
	_, h := preview(t)
	tag := "other"
	var b strings.Builder
	for _, request := range []string{
		"GET /",
		"HEAD /ky/demo/precincts/9001.html",
		"GET /assets/site.0263829989b6fd95.js",
		"GET /release.json",
		"GET /log/checkpoint",
		"GET /data/demo/protocols.csv\nRange: bytes=2-4",
		"GET /data/demo/protocols.csv\nRange: bytes=-3\nIf-Range: \"" + tag + "\"",
		"GET /data/demo/protocols.csv\nRange: bytes=20-",
		"GET /data/demo/protocols.csv\nIf-None-Match: \"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"",
		"GET /data/demo/protocols.csv\nIf-None-Match: \"" + tag + "\"",
		"GET /ky/nothing.html",
		"HEAD /ky/nothing.html",
		"POST /",
	} {
		response, body := ask(t, h, request)
		fmt.Fprintf(&b, "---------- %s\n%s\n", strings.ReplaceAll(request, "\n", "\n           "), response.Status)
		for _, name := range []string{"Accept-Ranges", "Access-Control-Allow-Origin", "Allow", "Cache-Control", "Content-Length",
			"Content-Range", "Content-Type", "Cross-Origin-Resource-Policy", "Etag", "Last-Modified"} {
			if v := response.Header.Get(name); v != "" {
				fmt.Fprintf(&b, "%s: %s\n", name, v)
			}
		}
		fmt.Fprintf(&b, "%s\n\n", body)
		for _, name := range []string{"Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options"} {
			if response.Header.Get(name) == "" {
				t.Errorf("%s: no %s", request, name)
			}
		}
	}
	if *update {
		if err := os.WriteFile("testdata/answers.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/answers.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("answers (-want +got); -update rewrites them:\n%s", diff)
	}
}

func TestOnlyExactKeysAreFound(t *testing.T) {
	out, h := preview(t)
	secret := filepath.Join(filepath.Dir(out), "secret.html")
	for name, text := range map[string]string{secret: "secret", filepath.Join(out, ".hidden.html"): "secret"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(secret, filepath.Join(out, "link.html")); err != nil {
		t.Log(err)
	}
	if err := os.Symlink(filepath.Dir(out), filepath.Join(out, "up")); err != nil {
		t.Log(err)
	}
	for _, path := range []string{
		"/ky", "/ky/", "/ky/demo/", "/data", "//", "//index.html", "/index.html/", "/ky//index.html", "/ky/./index.html",
		"/ky/../index.html", "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/ky/..%2f..%2fsecret.html", "/..%5csecret.html",
		"/INDEX.HTML", "/index.html%00", "/.hidden.html", "/link.html", "/up/secret.html", "/up/public.state/manifest", "/public.state/manifest",
	} {
		response, body := ask(t, h, "GET "+path)
		if response.StatusCode != http.StatusNotFound || body != built["404.html"] {
			t.Errorf("GET %s: %s\n%s", path, response.Status, body)
		}
		if got := response.Header.Get("Location"); got != "" {
			t.Errorf("GET %s leads to %s", path, got)
		}
	}
	for path, want := range map[string]string{
		"/": "index.html", "/index.html": "index.html", "/ky/index.html?from=qr": "ky/index.html", "/404.html": "404.html",
	} {
		if response, body := ask(t, h, "GET "+path); response.StatusCode != http.StatusOK || body != built[want] {
			t.Errorf("GET %s: %s\n%s", path, response.Status, body)
		}
	}
}

func TestPreviewFollowsTheFiles(t *testing.T) {
	out, h := preview(t)
	name := filepath.Join(out, "ky/index.html")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := ask(t, h, "GET /ky/index.html")
	// A build puts another file in place; its time may even be the same.
	next := strings.ToUpper(built["ky/index.html"])
	if err := os.WriteFile(name+".new", []byte(next), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name+".new", info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		t.Fatal(err)
	}
	after, body := ask(t, h, "GET /ky/index.html\nIf-None-Match: "+before.Header.Get("ETag"))
	if after.StatusCode != http.StatusOK || body != next || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Errorf("after a build: %s, %s\n%s", after.Status, after.Header.Get("ETag"), body)
	}
	// Without its own page the site still answers.
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	if gone, body := ask(t, h, "GET /"); gone.StatusCode != http.StatusNotFound || body != "not found\n" {
		t.Errorf("after removal: %s\n%s", gone.Status, body)
	}
}

func TestHandlerWantsABuiltSite(t *testing.T) {
	if _, err := Handler(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no index.html") {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Handler(filepath.Join(t.TempDir(), "absent")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an absent folder: %v", err)
	}
}

func TestRunUntilTold(t *testing.T) {
	out, _ := preview(t)
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- Run(ctx, out, "127.0.0.1:0", func(url string) { ready <- url }) }()
	var url string
	select {
	case url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || string(body) != built["index.html"] {
		t.Errorf("GET %s = %q (%v)", url, body, err)
	}
	// A second preview at the same address says so.
	addr := strings.Trim(strings.TrimPrefix(url, "http://"), "/")
	if err := Run(ctx, out, addr, nil); err == nil || !strings.Contains(err.Error(), "listen on "+addr) {
		t.Errorf("a second preview at %s: %v", addr, err)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still serving")
	}
}
