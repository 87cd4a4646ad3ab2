//go:build !unix

package site

import "io/fs"

func inode(fs.FileInfo) any { return nil }
