//go:build unix && !solaris && !illumos && !aix

package site

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockNow takes the lock of an open file, or says that it is taken. The system
// lets go of it when the process dies, however it dies.
func lockNow(f *os.File) (taken bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

// sameFilesystem tells whether a file can be renamed from one folder into the
// other. An output that does not exist yet will be made beside its state.
func sameFilesystem(out, state string) (bool, error) {
	var a, b unix.Stat_t
	if err := unix.Stat(out, &a); errors.Is(err, unix.ENOENT) {
		return true, nil
	} else if err != nil {
		return false, err
	}
	if err := unix.Stat(state, &b); err != nil {
		return false, err
	}
	return a.Dev == b.Dev, nil
}

// syncFolder makes renames and removals in a folder safe on disk.
func syncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
