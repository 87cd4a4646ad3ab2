//go:build unix

package main

import (
	"encoding/json"
	"testing"
)

// The 95,415 precincts of Russia 2012 out of their archive: read, mapped,
// checked and added up, nothing written. What it may take: 5 s of processor and
// 400 MB.
func BenchmarkCheckRussia2012(b *testing.B) {
	program, data := compiled(b), exportRU2012(b)
	var all []expense
	for b.Loop() {
		for range builds {
			r, said := spend(b, program, "check", "--json", "--data", data)
			var report struct {
				Protocols int `json:"protocols"`
			}
			if err := json.Unmarshal(said, &report); err != nil {
				b.Fatal(err)
			}
			if report.Protocols != 95_415 {
				b.Fatalf("%d protocols", report.Protocols)
			}
			all = append(all, r)
		}
	}
	reportMedian(b, all)
}
