// Package content is what editors write: the pages about the portal and its
// announcements, as Markdown, one folder a language with the same files in
// each, and the glossary, which both languages share.
package content

import "embed"

// FS holds the pages. Without "all:" the files named _index.md, which introduce
// their folder, would be left out.
//
//go:embed all:ky all:ru glossary.yaml
var FS embed.FS
