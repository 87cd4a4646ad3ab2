package shell

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/hmaps"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
)

// Where things lie in the file system Hugo sees.
const (
	workDir    = "/site"
	publishDir = "public"
	cacheDir   = "/cache"
)

// oneAtATime guards Hugo's process-wide state, such as its global logger.
var oneAtATime sync.Mutex

// runHugo builds the site from the sources and gives what it published, by
// path.
func runHugo(sources afero.Fs) (files map[string][]byte, err error) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()

	var said lines
	logger := loggers.New(loggers.Options{StdOut: &said, StdErr: &said, Level: logg.LevelWarn})
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs:     sources,
		Flags:  fixed(),
		Logger: logger,
		// Left empty, Hugo would take HUGO_… settings from the environment.
		Environ: []string{"NONE=1"},
	})
	if err != nil {
		return nil, fmt.Errorf("read hugo.yaml: %w", ours(err))
	}
	h, err := hugolib.NewHugoSites(deps.DepsCfg{
		Configs:  configs,
		Fs:       hugofs.NewFrom(sources, configs.LoadingInfo.BaseConfig),
		LogLevel: logg.LevelWarn,
		StdOut:   &said,
		StdErr:   &said,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", ours(err))
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	// The lock would be a file on the real disk.
	if err := h.Build(hugolib.BuildCfg{NoBuildLock: true}); err != nil {
		return nil, ours(errors.Join(err, said.err()))
	}
	if err := said.err(); err != nil {
		return nil, ours(err)
	}
	return published(sources)
}

// toOurs turns the paths Hugo knows back into those of the repository.
var toOurs = strings.NewReplacer(
	workDir+"/layouts/_", "templates/hugo/",
	workDir+"/layouts/", "templates/hugo/",
	workDir+"/assets/", "static/",
	workDir+"/hugo.yaml", "templates/hugo/hugo.yaml",
	workDir+"/", "",
)

// ours is an error of Hugo's that names files where their author finds them.
func ours(err error) error { return errors.New(toOurs.Replace(err.Error())) }

// fixed are the settings that are not for hugo.yaml to change: they keep Hugo
// away from the disk, the network, other programs, the clock and the zone of
// the machine.
func fixed() config.Provider {
	flags := config.New()
	flags.Set("workingDir", workDir)
	flags.Set("publishDir", publishDir)
	flags.Set("cacheDir", cacheDir)
	flags.Set("baseURL", "/")
	flags.Set("environment", "production")
	flags.Set("timeZone", "UTC")
	flags.Set("buildFuture", true)
	flags.Set("enableGitInfo", false)
	flags.Set("disableHugoGeneratorInject", true)
	flags.Set("security", hmaps.Params{
		"exec":  hmaps.Params{"allow": []string{"none"}, "osEnv": []string{"none"}},
		"funcs": hmaps.Params{"getenv": []string{"none"}},
		"http":  hmaps.Params{"urls": []string{"none"}, "methods": []string{"none"}},
	})
	return flags
}

// published takes what Hugo wrote out of its file system.
func published(sources afero.Fs) (map[string][]byte, error) {
	files := map[string][]byte{}
	root := workDir + "/" + publishDir
	err := afero.Walk(sources, root, func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := afero.ReadFile(sources, name)
		files[strings.TrimPrefix(name, root+"/")] = content
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("collect rendered files: %w", err)
	}
	return files, nil
}

// lines collects what Hugo would have printed.
type lines struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.Write(p)
}

// err is everything said, as one error; nil if nothing was.
func (l *lines) err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := strings.TrimSpace(l.buffer.String())
	if text == "" {
		return nil
	}
	return errors.New(text)
}
