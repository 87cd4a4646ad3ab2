//go:build unix

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"achyk/generator/demo"
)

// An expense is what one run of the program took, as its operator would see it.
type expense struct {
	wall, processor time.Duration
	memory          int64 // most that was resident at once, in bytes
	written         int   // files, by a build
}

// builds is how many builds one iteration takes, for a median worth telling.
const builds = 5

// The whole site of a country: 2,500 precincts, from the tables to the folder.
// Cold, nothing is there before; unchanged, everything is. Each build is a
// process of its own, for only a process knows how much memory it needed.
func BenchmarkBuild2500(b *testing.B) {
	program, data := compiled(b), filepath.Join(b.TempDir(), "data")
	if _, err := demo.Write(demo.Options{Out: filepath.Join(data, "demo"), Precincts: 2500, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	b.Run("cold", func(b *testing.B) {
		var all []expense
		for b.Loop() {
			for range builds {
				all = append(all, buildOnce(b, program, data, filepath.Join(b.TempDir(), "public")))
			}
		}
		b.ReportMetric(float64(reportMedian(b, all).written), "files-written")
	})
	b.Run("unchanged", func(b *testing.B) {
		public := filepath.Join(b.TempDir(), "public")
		buildOnce(b, program, data, public)
		var all []expense
		for b.Loop() {
			for range builds {
				all = append(all, buildOnce(b, program, data, public))
			}
		}
		b.ReportMetric(float64(reportMedian(b, all).written), "files-written")
	})
}

// compiled is the program itself, as an operator gets it.
func compiled(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "achyk")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build the program: %v\n%s", err, out)
	}
	return program
}

func buildOnce(b *testing.B, program, data, public string) expense {
	b.Helper()
	r, said := spend(b, program, "build", "--json", "--data", data, "--out", public)
	var report struct {
		Written int `json:"written"`
	}
	if err := json.Unmarshal(said, &report); err != nil {
		b.Fatal(err)
	}
	r.written = report.Written
	return r
}

// spend runs the program as a process of its own, and returns what it took and
// what it said.
func spend(b *testing.B, program string, args ...string) (expense, []byte) {
	b.Helper()
	command := exec.Command(program, args...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	began := time.Now()
	if err := command.Run(); err != nil {
		b.Fatalf("%s: %v\n%s", args[0], err, stderr.Bytes())
	}
	r := expense{wall: time.Since(began), processor: command.ProcessState.UserTime() + command.ProcessState.SystemTime()}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.memory = int64(usage.Maxrss)
		if runtime.GOOS != "darwin" && runtime.GOOS != "ios" {
			r.memory *= 1024 // elsewhere it counts kilobytes
		}
	}
	return r, stdout.Bytes()
}

// reportMedian reports the run that took the median time, and the most memory
// that any took. It returns the former.
func reportMedian(b *testing.B, all []expense) expense {
	b.Helper()
	most := slices.MaxFunc(all, func(x, y expense) int { return cmp.Compare(x.memory, y.memory) })
	slices.SortFunc(all, func(x, y expense) int { return cmp.Compare(x.wall, y.wall) })
	middle := all[len(all)/2]
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(middle.wall.Seconds(), "wall-s")
	b.ReportMetric(middle.processor.Seconds(), "cpu-s")
	b.ReportMetric(float64(most.memory)/(1<<20), "MiB-peak")
	return middle
}
