package intake

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"achyk/generator/finding"
	"achyk/generator/source"
	"achyk/generator/wording"
)

// Site is site.yaml: what the site says of itself. Unless it says otherwise it
// is not an official site.
type Site struct {
	BaseURL      string // absolute, ends in a slash
	Publisher    wording.Text
	Official     bool
	Banner       wording.Text // above every page; empty = none
	Feedback     string       // mail address or URL
	PreviousSite NamedURL
	Licence      NamedURL
	Elections    []string // ids, in the order they are listed

	document *document
}

// A NamedURL is a place elsewhere with its name.
type NamedURL struct {
	URL  string       `yaml:"url"`
	Name wording.Text `yaml:"name"`
}

func (s *Site) at(path ...any) source.Cell { return s.document.at(path...) }

// siteFile is site.yaml as written.
type siteFile struct {
	BaseURL      string       `yaml:"base_url"`
	Publisher    wording.Text `yaml:"publisher"`
	Official     bool         `yaml:"official"`
	Banner       wording.Text `yaml:"banner"`
	Feedback     string       `yaml:"feedback"`
	PreviousSite NamedURL     `yaml:"previous_site"`
	Licence      NamedURL     `yaml:"licence"`
	Elections    []string     `yaml:"elections"`
}

// noHost stands for the address of a site that has not been given one; the
// name is reserved and leads nowhere.
const noHost = "https://achyk.example/"

// readSite reads site.yaml. A data folder without one makes a site that says
// nothing of its publisher.
func readSite(root string) (Site, []finding.Finding, error) {
	path := filepath.Join(root, "site.yaml")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return Site{BaseURL: noHost}, nil, nil
	}
	var f siteFile
	doc, found, err := readYAML(path, "site.yaml", finding.SiteConfig, &f)
	if err != nil {
		return Site{}, nil, err
	}
	s := Site{
		BaseURL: f.BaseURL, Publisher: f.Publisher, Official: f.Official, Banner: f.Banner, Feedback: f.Feedback,
		PreviousSite: f.PreviousSite, Licence: f.Licence, Elections: f.Elections, document: doc,
	}
	if s.BaseURL == "" {
		s.BaseURL = noHost
	}
	address, err := url.Parse(s.BaseURL)
	if err != nil || (address.Scheme != "https" && address.Scheme != "http") || address.Host == "" {
		if len(found) == 0 { // else nobody knows what it says
			found = append(found, finding.Finding{Code: finding.SiteConfig, At: s.at("base_url")}.
				With("problem", "base_url is not an absolute http address: "+s.BaseURL))
		}
		s.BaseURL = noHost
	}
	if !strings.HasSuffix(s.BaseURL, "/") {
		s.BaseURL += "/"
	}
	return s, found, nil
}
