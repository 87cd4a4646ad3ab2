package pages

import (
	"path"
	"strings"

	"achyk/generator/datasets"
	"achyk/generator/shell"
	"achyk/templates"
)

// json is the way from a page to the same page as data, which lies beside the
// folders of the languages and is the same for both.
func (v view) json(page string) string {
	return toRoot(page) + "api/" + strings.TrimSuffix(page, ".html") + ".json"
}

// toRoot is the way from a page of a language to the root of the site.
func toRoot(page string) string { return strings.Repeat("../", strings.Count(page, "/")+1) }

// dataPage offers the election's tables for downloading.
func (v view) dataPage() (templates.DataPage, shell.Page) {
	root := v.Election.Election.Root
	at := datasets.DataPath(v.Election.Election) + ".html"
	up := toRoot(at)
	page := templates.DataPage{
		W: v.w, Kicker: v.title(), AsOf: v.asOf(root), Source: v.Election.Election.Source.In(v.w.Code()), JSON: v.json(at),
	}
	for _, f := range v.data.Files() {
		file := templates.DataFile{
			Link: templates.Link{Text: f.Name, Href: up + f.Path}, What: v.w.Text("dataset.table." + f.Table),
			Rows: f.Rows, Bytes: f.Bytes, SHA256: f.SHA256,
		}
		for _, name := range f.Columns {
			file.Columns = append(file.Columns, templates.DataColumn{Name: name, Meaning: v.data.MeaningIn(f.Table, name).In(v.w.Code())})
		}
		page.Files = append(page.Files, file)
	}
	exports := v.data.Exports()
	for _, f := range exports[:min(datasets.MostExports, len(exports))] {
		page.Exports = append(page.Exports, templates.DataExport(f))
	}
	page.More, page.Table = int64(len(exports)-len(page.Exports)), datasets.ExportsTable
	if len(page.Files) > 0 {
		page.Sums = templates.Link{Text: datasets.Sums, Href: up + path.Dir(v.data.Files()[0].Path) + "/" + datasets.Sums}
	}
	for _, a := range v.data.Archives() {
		page.Papers = append(page.Papers, templates.DataArchive{
			Link: templates.Link{Text: a.Name, Href: up + a.Path}, Of: v.link(at, a.Commission),
			Documents: a.Documents, Pages: a.Pages, Bytes: a.Bytes, SHA256: a.SHA256,
		})
		page.PaperSums = templates.Link{Text: datasets.Sums, Href: up + v.data.ArchiveSums()}
	}
	for _, example := range []string{v.path(root), datasets.RulesPath(v.Election.Election)} {
		name := "api/" + strings.TrimSuffix(example, ".html") + ".json"
		page.API = append(page.API, templates.Link{Text: name, Href: up + name})
	}
	for _, kind := range datasets.Kinds {
		name := datasets.SchemaPath(v.Election.Election, kind)
		page.API = append(page.API, templates.Link{Text: name, Href: up + name})
	}
	title := v.w.Text("data.title")
	return page, shell.Page{
		Path: at, Breadcrumbs: append(v.wayDown(root), shell.Crumb{Text: title}),
		Title:       v.w.Text("title.data", "election", v.title()),
		Description: v.w.Text("description.data", "election", v.title()),
	}
}
