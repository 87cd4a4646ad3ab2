package source

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsReadInOneStateOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "scans"), 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "scans", "a.jpg")
	if err := os.WriteFile(name, []byte("paper"), 0o644); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"scans/b.jpg": "a.jpg", "elsewhere": "scans"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for _, c := range []struct {
		says, name string
		most       int64
		through    func(io.Reader) io.Reader
		want       error
	}{
		{"it is read", "scans/a.jpg", 5, nil, nil},
		{"it is larger than may be", "scans/a.jpg", 4, nil, ErrTooLarge},
		{"it is a folder", "scans", 5, nil, ErrDevice},
		{"it is a link", "scans/b.jpg", 5, nil, ErrLink},
		{"a link is on the way", "elsewhere/a.jpg", 5, nil, ErrLink},
		{"it is not there", "scans/c.jpg", 5, nil, os.ErrNotExist},
		{"it grows", "scans/a.jpg", 5, func(r io.Reader) io.Reader {
			if err := os.WriteFile(name, []byte("papers"), 0o644); err != nil {
				t.Error(err)
			}
			return r
		}, ErrChanging},
	} {
		data, state, err := ReadFile(dir, c.name, c.most, c.through)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.says, err, c.want)
		}
		if err == nil && (string(data) != "paper" || state.Size != 5) {
			t.Errorf("%s: %q, %v", c.says, data, state)
		}
	}
}
