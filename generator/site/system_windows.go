package site

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// lockNow takes the lock of an open file, or says that it is taken. The system
// lets go of it when the process dies, however it dies.
//
// Here a lock also keeps others from reading what it covers, so it covers a
// byte far behind the text that says who holds it.
func lockNow(f *os.File) (taken bool, err error) {
	at := &windows.Overlapped{OffsetHigh: 1}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}

// sameFilesystem tells whether a file can be renamed from one folder into the
// other.
func sameFilesystem(out, state string) (bool, error) {
	return strings.EqualFold(filepath.VolumeName(out), filepath.VolumeName(state)), nil
}

// syncFolder does nothing: Windows does not flush folders.
func syncFolder(string) error { return nil }
