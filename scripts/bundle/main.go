// Command bundle makes the one script of other people's that pages can load:
// ECharts, cut down to what our charts use. Run from the root of the repository, after
// npm ci:
//
//	go run ./scripts/bundle
//
// It reads scripts/npm/echarts.mjs and the packages beside it, and writes
// static/vendor/echarts.js, which is embedded in the program when that is built next
// and is not committed. The same packages make the same bytes.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// run makes the script below the root of the repository.
func run(root string) error {
	script, err := bundle(filepath.Join(root, "scripts", "npm"))
	if err != nil {
		return err
	}
	folder := filepath.Join(root, "static", "vendor")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make room for the script: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "echarts.js"), script, 0o644); err != nil {
		return fmt.Errorf("write the script: %w", err)
	}
	return nil
}

// bundle is the script made of echarts.mjs and the packages installed in a folder.
func bundle(folder string) ([]byte, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", folder, err)
	}
	notice, err := notices(filepath.Join(absolute, "node_modules"))
	if err != nil {
		return nil, fmt.Errorf("read the licences of the packages (npm ci --prefix scripts/npm installs them): %w", err)
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     absolute,
		EntryPoints:       []string{"echarts.mjs"},
		Bundle:            true,
		Format:            api.FormatIIFE,
		Platform:          api.PlatformBrowser,
		Target:            api.ES2017, // as our own scripts
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		// The packages check their callers unless they are told that these are finished.
		Define:        map[string]string{"process.env.NODE_ENV": `"production"`},
		LegalComments: api.LegalCommentsInline,
		Banner:        map[string]string{"js": notice},
		LogLevel:      api.LogLevelSilent,
	})
	var problems []error
	for _, message := range append(result.Errors, result.Warnings...) {
		at := "echarts.mjs"
		if message.Location != nil {
			at = fmt.Sprintf("%s:%d", message.Location.File, message.Location.Line)
		}
		problems = append(problems, fmt.Errorf("%s: %s", at, message.Text))
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("made %d files, not one", len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents, nil
}

// notices is a comment with what the licences of the packages want to stand in every
// copy: the notice of ECharts (Apache 2.0), and the whole terms of zrender and of the
// parts of d3 in it (BSD).
func notices(packages string) (string, error) {
	texts := []string{"Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0"}
	for _, name := range []string{"echarts/NOTICE", "zrender/LICENSE", "echarts/licenses/LICENSE-d3"} {
		text, err := os.ReadFile(filepath.Join(packages, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		text = []byte(strings.ReplaceAll(strings.TrimSpace(string(text)), "*/", "* /"))
		if name == "echarts/NOTICE" {
			texts = append([]string{string(text)}, texts...)
			continue
		}
		texts = append(texts, strings.TrimSuffix(name, "/LICENSE")+"\n\n"+string(text))
	}
	return "/*!\n" + strings.Join(texts, "\n\n") + "\n*/", nil
}
