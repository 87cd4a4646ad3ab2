package site

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// takeLock makes this process the only builder of an output. The text in the
// file only tells the second builder who the first is; the lock itself is the
// system's, so that a crash never leaves an output locked.
func takeLock(name, out string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	taken, err := lockNow(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	if taken {
		defer f.Close()
		holder, _ := io.ReadAll(io.LimitReader(f, 1<<10))
		who := strings.TrimSpace(string(holder))
		if who == "" { // it has only just begun, or is just ending
			who = "another process"
		}
		return nil, hint(fmt.Errorf("%s is being built by %s", out, who), "wait until it is done, or stop it")
	}
	host, err := os.Hostname()
	if err != nil {
		host = "an unnamed host"
	}
	if err = f.Truncate(0); err == nil {
		_, err = fmt.Fprintf(f, "process %d on %s\n", os.Getpid(), host)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("write lock: %w", err)
	}
	return f, nil
}

// releaseLock leaves the file where it is: were it removed, a builder that has
// it open and one that makes it anew could both believe they hold the lock.
func releaseLock(f *os.File) error {
	err := f.Truncate(0)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
