// Package templates is what readers see: the typed components of the result
// pages, each with the plain struct it shows, the Hugo layouts of the frame
// and of the editorial pages, and the catalogues with all wording in Kyrgyz
// and Russian.
//
// A component knows nothing of elections: it imports wording alone, prints
// amounts, shares and names that were put into its struct, and decides how
// they look. The structs are filled in generator/pages. Whoever restyles a
// page works in this folder and in static/css.
package templates

import (
	"embed"

	"github.com/a-h/templ"
)

// A Component is a piece of a page, ready to be rendered.
type Component = templ.Component

// FS holds the sources that are read while a site is built: Hugo layouts and
// the catalogues of wording.
//
//go:embed hugo i18n
var FS embed.FS
