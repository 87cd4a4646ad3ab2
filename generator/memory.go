package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// garbage is how many bytes of it may lie about before they are collected.
const garbage = 64 << 20

// collectSeldom has garbage collected when there is as much of it as of what is
// still needed, but not before there is a certain amount. Rendering leaves much of
// it behind and needs little: the collector would else run ten times a second, and
// take a quarter of the processor. It says nothing where an operator has, with GOGC.
func collectSeldom() {
	if os.Getenv("GOGC") != "" {
		return
	}
	runtime.GC()
	needed := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(needed)
	debug.SetGCPercent(max(100, int(100*garbage/max(1, needed[0].Value.Uint64()))))
}
