// Package static is what pages load besides themselves: the style sheet, the
// icons and the scripts. Each is published under assets/ with the digest of its
// content in its name.
package static

import "embed"

// FS holds the files, by kind.
//
//go:embed *
var FS embed.FS
