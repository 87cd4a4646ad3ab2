package shell

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/afero"

	"achyk/generator/wording"
)

// hugoFolders are the folders of templates/hugo that Hugo wants with an
// underscore, which go:embed leaves out.
var hugoFolders = map[string]string{
	"partials":   "_partials",
	"shortcodes": "_shortcodes",
	"markup":     "_markup",
}

// assemble puts everything Hugo reads into one file system in memory.
func assemble(in Input, base string) (afero.Fs, error) {
	mem := afero.NewMemMapFs()
	if err := copyTree(mem, in.Source.Content, func(name string) string {
		if name == "glossary.yaml" {
			return "data/glossary.yaml"
		}
		return "content/" + name
	}); err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	if err := copyTree(mem, in.Source.Layouts, func(name string) string {
		if name == "hugo.yaml" {
			return name
		}
		folder, rest, nested := strings.Cut(name, "/")
		if underscored := hugoFolders[folder]; nested && underscored != "" {
			name = underscored + "/" + rest
		}
		return "layouts/" + name
	}); err != nil {
		return nil, fmt.Errorf("layouts: %w", err)
	}
	if err := copyTree(mem, in.Source.Static, func(name string) string { return "assets/" + name }); err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	if err := writeBare(mem); err != nil {
		return nil, err
	}
	dates, err := datesIn(in.Source.Content, in.Catalogue)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]any{
		"site":  siteData(in, base),
		"texts": texts(in.Catalogue),
		"dates": dates,
	} {
		content, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("data %s: %w", name, err)
		}
		if err := write(mem, "data/"+name+".json", content); err != nil {
			return nil, err
		}
	}
	return mem, nil
}

func write(mem afero.Fs, name string, content []byte) error {
	if err := afero.WriteFile(mem, workDir+"/"+name, content, 0o644); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// copyTree copies every file to where place says. Go files embed the folder
// they lie in and are none of its content.
func copyTree(mem afero.Fs, from fs.FS, place func(string) string) error {
	if from == nil {
		return errors.New("no file system given")
	}
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".go" {
			return err
		}
		content, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return write(mem, place(name), content)
	})
}

// writeBare adds the pages that have no words of their own: the choice of
// language, the not-found page, the list of assets, and the frames.
func writeBare(mem afero.Fs) error {
	bare := map[string]any{
		"content/ky/choice.md":    map[string]any{"layout": "choice", "url": "/index.html"},
		"content/ky/not-found.md": map[string]any{"layout": "not_found", "url": "/404.html", "noindex": true},
		"content/ky/assets.md":    map[string]any{"layout": "assets", "url": "/" + assetList, "outputs": []string{"json"}},
	}
	for _, name := range frameNames() {
		bare["content/"+name.language+"/"+name.file()+".md"] = map[string]any{
			"layout":   "frame",
			"url":      "/" + name.path(),
			"frame":    name.section,
			"training": name.training,
		}
	}
	for name, matter := range bare {
		content, err := json.Marshal(matter)
		if err != nil {
			return fmt.Errorf("front matter of %s: %w", name, err)
		}
		if err := write(mem, name, append(content, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// siteData is what hugo.Data.site holds.
func siteData(in Input, base string) map[string]any {
	basePath := "/"
	if u, err := url.Parse(base); err == nil {
		basePath = u.Path
	}
	elections := []map[string]any{} // not nil: null would read as absent
	for _, e := range inHomeOrder(in.Elections) {
		elections = append(elections, map[string]any{
			"id":       e.ID,
			"name":     inBoth(e.Name),
			"date":     dateInBoth(in.Catalogue, e.Date),
			"iso":      e.Date.String(),
			"training": e.Training,
			"summary":  inBoth(e.Summary),
		})
	}
	asOf := map[string]string{}
	if !in.AsOf.IsZero() {
		for _, code := range wording.Codes {
			asOf[code] = in.Catalogue.Language(code).Time(in.AsOf)
		}
	}
	feedback := in.Feedback
	if strings.Contains(feedback, "@") && !strings.Contains(feedback, "/") {
		feedback = "mailto:" + feedback
	}
	return map[string]any{
		"languages": wording.Codes,
		"base":      base,
		"base_path": basePath,
		"publisher": inBoth(in.Publisher),
		"official":  in.Official,
		"banner":    inBoth(in.Banner),
		"feedback":  map[string]string{"href": feedback, "text": in.Feedback},
		"previous":  map[string]any{"href": in.Previous.URL, "name": inBoth(in.Previous.Name)},
		"licence":   map[string]any{"href": in.Licence.URL, "name": inBoth(in.Licence.Name)},
		"elections": elections,
		"as_of":     asOf,
		"release":   in.Release,
	}
}

// inHomeOrder puts what is real before what is training, and the newest first.
func inHomeOrder(elections []Election) []Election {
	elections = slices.Clone(elections)
	slices.SortStableFunc(elections, func(a, b Election) int {
		if a.Training != b.Training {
			if b.Training {
				return -1
			}
			return 1
		}
		return strings.Compare(b.Date.String(), a.Date.String())
	})
	return elections
}

func inBoth(t wording.Text) map[string]string {
	texts := map[string]string{}
	for _, code := range wording.Codes {
		texts[code] = t.In(code)
	}
	return texts
}

func dateInBoth(c *wording.Catalogue, d wording.Date) map[string]string {
	texts := map[string]string{}
	for _, code := range wording.Codes {
		texts[code] = c.Language(code).Date(d)
	}
	return texts
}

// texts is what the catalogues say, by language and key. Plural forms stay
// behind: nothing in the chrome counts.
func texts(c *wording.Catalogue) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, code := range wording.Codes {
		all[code] = map[string]string{}
		for _, key := range c.Keys(code) {
			if c.Language(code).Forms(key) == nil {
				all[code][key] = c.Language(code).Text(key)
			}
		}
	}
	return all
}

var dateLine = regexp.MustCompile(`(?m)^date: *(\S+)`)

// datesIn writes out the date of every editorial page, so that layouts print
// dates the way the result pages do.
func datesIn(content fs.FS, c *wording.Catalogue) (map[string]map[string]string, error) {
	dates := map[string]map[string]string{}
	err := eachPage(content, func(name string) error {
		text, err := fs.ReadFile(content, name)
		if err != nil {
			return err
		}
		found := dateLine.FindSubmatch(text)
		if found == nil {
			return nil
		}
		date, err := wording.ParseDate(string(found[1]))
		if err != nil {
			return fmt.Errorf("date of content/%s: %w", name, err)
		}
		dates[date.String()] = dateInBoth(c, date)
		return nil
	})
	return dates, err
}

// paired checks that every editorial page is there in every language: a page
// links to its twin, and neither language waits for the other.
func paired(content fs.FS) error {
	languages := map[string][]string{}
	err := eachPage(content, func(name string) error {
		language, page, _ := strings.Cut(name, "/")
		languages[page] = append(languages[page], language)
		return nil
	})
	if err != nil {
		return fmt.Errorf("list content: %w", err)
	}
	var alone []error
	for page, found := range languages {
		for _, code := range wording.Codes {
			if !slices.Contains(found, code) {
				alone = append(alone, fmt.Errorf("content/%s/%s is missing: it is there in %s only", code, page, strings.Join(found, ", ")))
			}
		}
	}
	slices.SortFunc(alone, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(alone...)
}

func eachPage(content fs.FS, visit func(name string) error) error {
	if content == nil {
		return errors.New("no content given")
	}
	return fs.WalkDir(content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		return visit(name)
	})
}
