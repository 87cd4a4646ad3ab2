package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

const npm = "../npm"

// made is the script, made of the packages that npm ci installs.
func made(t *testing.T) []byte {
	t.Helper()
	if _, err := os.Stat(npm + "/node_modules/echarts"); errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatal("npm ci --prefix scripts/npm was not run")
		}
		t.Skip("npm ci --prefix scripts/npm was not run")
	}
	script, err := bundle(npm)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

func TestTheScriptIsTheSameEveryTime(t *testing.T) {
	first := made(t)
	t.Chdir(npm)
	second, err := bundle(".")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the script is another one when it is made from another folder")
	}
}

func TestTheScriptIsLightEnoughForATelephone(t *testing.T) {
	var w bytes.Buffer
	z, err := gzip.NewWriterLevel(&w, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(made(t)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d KB compressed", w.Len()>>10)
	if w.Len() > 250<<10 {
		t.Errorf("the script weighs %d bytes compressed", w.Len())
	}
}

func TestTheScriptCarriesTheNoticesOfItsLicences(t *testing.T) {
	script := string(made(t))
	head, _, _ := strings.Cut(script, "*/")
	for _, want := range []string{
		"The Apache Software Foundation", "Licensed under the Apache License, Version 2.0",
		"Copyright (c) 2017, Baidu Inc.", "Mike Bostock", "Redistributions in binary form must reproduce",
	} {
		if !strings.Contains(head, want) {
			t.Errorf("the head lacks %q", want)
		}
	}
}

// A folder allows no module, and an old telephone no syntax after ES2017. What the
// policy of the site allows is tried in a browser.
func TestTheScriptRunsWhereOurPagesDo(t *testing.T) {
	script := made(t)
	for _, never := range []string{`\beval\(`, `\bimport\b\s*[("'{]`, `^export\b`, `\?\?[^.]`, `[\w)\]]\?\.[a-zA-Z([]`, `process\.env`} {
		if at := regexp.MustCompile(never).FindIndex(script); at != nil {
			t.Errorf("%s: …%s…", never, script[max(0, at[0]-60):min(len(script), at[1]+60)])
		}
	}
	if !bytes.Contains(script, []byte("window.echarts={")) {
		t.Error("the script hands nothing to the page")
	}
}

func TestMissingPackagesAreNamed(t *testing.T) {
	_, err := bundle(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "npm ci") {
		t.Error(err)
	}
}
