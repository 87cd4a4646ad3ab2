package shell

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"achyk/generator/wording"
)

const (
	unpublished = "unpublished/"
	assetList   = unpublished + "assets.json"
	homePage    = "index.html"
)

// take sorts what Hugo published into frames, the list of assets and the files
// of the site.
func (s *Shell) take(published map[string][]byte) error {
	if err := json.Unmarshal(published[assetList], &s.assets); err != nil {
		return fmt.Errorf("read the list of assets: %w", err)
	}
	for _, name := range frameNames() {
		frame, err := cut(name, s.base, published[name.path()])
		if err != nil {
			return err
		}
		s.frames[name] = frame
	}
	for name, frame := range s.frames {
		if !name.training {
			frame.training = s.frames[frameName{name.language, name.section, true}]
		}
	}
	for _, path := range slices.Sorted(maps.Keys(published)) {
		if strings.HasPrefix(path, unpublished) {
			continue
		}
		content := published[path]
		if strings.HasSuffix(path, ".html") && bytes.Contains(content, []byte(slotPrefix)) {
			return fmt.Errorf("page %s: a slot of a frame is left in it", path)
		}
		s.Files = append(s.Files, file(path, content))
	}
	return nil
}

// file describes one object to publish.
func file(path string, content []byte) File {
	f := File{Path: path, Bytes: content}
	if !strings.HasSuffix(path, ".html") {
		return f
	}
	f.NoIndex = bytes.Contains(content, []byte(`<meta name="robots" content="noindex">`))
	language, rest, _ := strings.Cut(path, "/")
	if slices.Contains(wording.Codes, language) {
		f.Language = language
		for _, code := range wording.Codes {
			f.Twins = append(f.Twins, Twin{code, code + "/" + rest})
		}
	}
	return f
}
