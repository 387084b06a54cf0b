package resolve

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"gongkai/store/region"
)

// labelled is an agency with what a person says of it.
type labelled struct {
	line                int
	name                string
	context             Context
	region, level, kind string
}

// readLabelled reads a set: name, year, site, and what is right. The site is a
// region's code, title:… or names:…,…; "-" is no region.
func readLabelled(t *testing.T, file string) []labelled {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	for i, line := range strings.Split(string(text), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 6 {
			t.Fatalf("%s:%d: %d columns", file, i+1, len(f))
		}
		year, err := strconv.Atoi(f[1])
		if err != nil {
			t.Fatal(err)
		}
		one := labelled{i + 1, f[0], Context{Host: "www.example.gov.cn", Year: year}, f[3], f[4], f[5]}
		switch what, value, _ := strings.Cut(f[2], ":"); what {
		case "title":
			one.context.SiteTitle = value
		case "names":
			one.context.OtherNames = strings.Split(value, ",")
		default:
			one.context.SiteRegion = what
		}
		all = append(all, one)
	}
	return all
}

func TestLabelledAgencies(t *testing.T) {
	l := region.Load()
	for _, file := range []string{"testdata/dev.tsv", "testdata/heldout.tsv", "testdata/heldout2.tsv", "testdata/heldout3.tsv"} {
		set := readLabelled(t, file)
		if len(set) < 100 {
			t.Fatalf("%s: only %d agencies", file, len(set))
		}
		told, right, known, wrong := 0, 0, 0, 0
		for _, c := range set {
			got := Agency(c.name, c.context)
			is := "-"
			if r := l.At(got.Region, 0); r != nil {
				is = l.FullName(r)
			}
			if c.region != "-" {
				known++
			}
			if is != "-" {
				told++
				if is == c.region {
					right++
				} else {
					t.Errorf("%s:%d: %s is of %s, want %s (%s)", file, c.line, c.name, is, c.region, got.Evidence)
				}
			} else if c.region != "-" {
				t.Logf("%s:%d: %s is of unknown region, want %s (%s)", file, c.line, c.name, c.region, got.Evidence)
			}
			if is == c.region && (got.Level != c.level || got.Kind != c.kind) {
				wrong++
				t.Logf("%s:%d: %s is %s %s, want %s %s", file, c.line, c.name, got.Level, got.Kind, c.level, c.kind)
			}
		}
		precision, recall, fit := float64(right)/float64(told), float64(right)/float64(known), 1-float64(wrong)/float64(len(set))
		t.Logf("%s: %d agencies; region: precision %.3f, recall %.3f; level and kind right %.3f", file, len(set), precision, recall, fit)
		if precision < 0.99 || recall < 0.95 || fit < 0.97 {
			t.Errorf("%s: precision %.3f, recall %.3f, level and kind %.3f", file, precision, recall, fit)
		}
	}
}

func BenchmarkAgency(b *testing.B) {
	c := Context{SiteRegion: "130131", Year: 2020}.Prepare()
	names := []string{"河北省石家庄市平山县教育体育局", "国家税务总局平山县税务局", "县教育局", "鼓楼区人民政府", "北京市西城区什刹海街道办事处"}
	i := 0
	for b.Loop() {
		Agency(names[i%len(names)], c)
		i++
	}
}
