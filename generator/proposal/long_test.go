package proposal

import (
	"fmt"
	"testing"
)

// A long table whose columns stand in any order and whose names mean nothing:
// codes come again and again, counts differ, and versions and series are apart.
func TestLongTableByContent(t *testing.T) {
	rows := []string{"uik,serie,ver,time,kod,znach"}
	for uik := range 4 {
		for _, serie := range []string{"ASU", "RUCH"} {
			for ver := range 2 {
				for i, n := range []int{1000 + uik, 700 + 2*uik + ver, 5 + uik, 400 + uik, 300 + uik + ver} {
					rows = append(rows, fmt.Sprintf("%d,%s,%d,2027-01-24 22:0%d,%d,%d", 9001+uik, serie, ver+1, ver, 1+i, n))
				}
			}
		}
	}
	_, text, sources := propose(t, "long.csv", table(rows...))
	if len(sources) != 1 || len(sources[0].Gives) != 2 {
		t.Fatalf("%s", text)
	}
	give := sources[0].Gives[1]
	if give.Item != "{kod}" || give.Value != "znach" || give.Fields["commission"] != "{uik}" || give.Fields["version"] != "{ver}" || give.Fields["series"] != "{series}" {
		t.Errorf("%s", text)
	}
	if v := sources[0].Values["series"]; v.From != "{serie}" || v.Table["ASU"] != "?" || v.Table["RUCH"] != "?" {
		t.Errorf("%+v", v)
	}
}
