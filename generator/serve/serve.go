// Package serve shows a built site on this machine as the world will get it:
// with the headers of production (site.Headers), byte ranges, conditional
// requests, and the manners of an object store.
//
// Those manners are the point. A store knows exact keys and nothing else, so
// /ky is not /ky/, a folder is no page, and only "/" has an index document. What
// works here works on any store and from a folder; what a friendlier server
// would smooth over shows up here, before publication.
//
// Files are read anew for each request, so that the preview follows the builds.
// Only keys a site can hold are looked up, inside an os.Root: neither dots nor
// symbolic links lead out of the output.
//
// It is a preview. It has no TLS, no compression and no log, and listens on this
// machine unless told otherwise.
package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"achyk/generator/site"
)

// Handler serves the site in the folder out.
func Handler(out string) (http.Handler, error) {
	root, err := os.OpenRoot(out)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	if _, err := root.Stat("index.html"); err != nil {
		root.Close()
		return nil, fmt.Errorf("open site: %s has no index.html, so it is not a built site: %w", out, err)
	}
	return &handler{out: out, digests: map[string]digest{}}, root.Close()
}

// A handler opens the output again for each request: a build may have replaced
// the whole folder since the last.
type handler struct {
	out string

	mu      sync.Mutex
	digests map[string]digest
}

// A digest remembers the SHA-256 of a file, and the state of the file it holds
// for, so that a large dataset is not hashed again for each range of it.
type digest struct {
	info fs.FileInfo
	sum  string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(r.URL.Path, "/")
	if key == "" {
		key = "index.html"
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		announce(w, site.Headers("404.html"))
		w.Header().Set("Allow", "GET, HEAD")
		plain(w, r, http.StatusMethodNotAllowed, "method not allowed\n")
		return
	}
	root, err := os.OpenRoot(h.out)
	if err != nil {
		h.missing(w, r, nil)
		return
	}
	defer root.Close()
	f, info, err := open(root, key)
	if err != nil {
		h.missing(w, r, root)
		return
	}
	defer f.Close()
	tag, err := h.tag(key, f, info)
	if err != nil {
		announce(w, site.Headers("404.html"))
		plain(w, r, http.StatusInternalServerError, "the file could not be read\n")
		return
	}
	announce(w, site.Headers(key))
	w.Header().Set("ETag", tag)
	// No time of change: it tells when this machine built, not what. The tag
	// alone decides whether a reader's copy is good.
	http.ServeContent(w, r, "", time.Time{}, f)
}

// open opens what has exactly this key. Whatever prevents it, the reader learns
// only that there is no such file.
func open(root *os.Root, key string) (*os.File, fs.FileInfo, error) {
	if err := site.CheckPath(key); err != nil {
		return nil, nil, err
	}
	// Asked first, because opening a pipe would wait for its other end.
	if info, err := root.Stat(key); err != nil || !info.Mode().IsRegular() {
		return nil, nil, errors.Join(err, fs.ErrNotExist)
	}
	f, err := root.Open(key)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, nil, errors.Join(err, fs.ErrNotExist)
	}
	return f, info, nil
}

// tag is the strong ETag of a file: the digest of its bytes. It is reckoned from
// the file and not taken from the manifest, so that a file edited by hand is not
// mistaken for the one that was built.
func (h *handler) tag(key string, f *os.File, info fs.FileInfo) (string, error) {
	h.mu.Lock()
	known := h.digests[key]
	h.mu.Unlock()
	if known.info == nil || !os.SameFile(known.info, info) ||
		known.info.Size() != info.Size() || !known.info.ModTime().Equal(info.ModTime()) {
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return "", err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return "", err
		}
		known = digest{info, hex.EncodeToString(sum.Sum(nil))}
		h.mu.Lock()
		h.digests[key] = known
		h.mu.Unlock()
	}
	return `"` + known.sum + `"`, nil
}

// missing answers with the site's own page, as a store with an error document
// does.
func (h *handler) missing(w http.ResponseWriter, r *http.Request, root *os.Root) {
	announce(w, site.Headers("404.html"))
	if root != nil {
		if f, info, err := open(root, "404.html"); err == nil {
			defer f.Close()
			w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
			w.WriteHeader(http.StatusNotFound)
			if r.Method != http.MethodHead {
				io.Copy(w, f) // an error means that the reader left
			}
			return
		}
	}
	plain(w, r, http.StatusNotFound, "not found\n")
}

func announce(w http.ResponseWriter, h site.Header) {
	for _, f := range h.Fields() {
		w.Header().Set(f.Name, f.Value)
	}
}

func plain(w http.ResponseWriter, r *http.Request, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		io.WriteString(w, text)
	}
}

// Run serves until the context ends, and then lets answers that have begun be
// finished. Once it listens it calls ready with the address to open, so that
// port 0 can be asked for.
func Run(ctx context.Context, out, addr string, ready func(url string)) error {
	handler, err := Handler(out)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second, // requests have no bodies
		WriteTimeout:      10 * time.Minute, // a country's zip on a slow line
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	if ready != nil {
		ready(address(listener.Addr()))
	}
	select {
	case err := <-ended:
		return fmt.Errorf("serve %s: %w", out, err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		server.Close() // a download that would take longer than anybody waits
	}
	return nil
}

// address turns what is listened on into what a browser opens.
func address(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String() + "/"
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}
