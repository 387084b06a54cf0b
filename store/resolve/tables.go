package resolve

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/agencies.tsv
var agenciesFile string

//go:embed data/vertical.tsv
var verticalFile string

//go:embed data/nation.txt
var nationFile string

//go:embed data/shared.txt
var sharedFile string

// table is the data, indexed.
type table struct {
	full     map[string]string   // what a department is called, in short or not → in full
	vertical map[string][]behind // end → what may stand before the place
	nation   map[string]bool
	shared   map[string]bool
}

// behind is a body that stands before the place of its agencies, as it is
// printed and in full.
type behind struct{ printed, full string }

// tables returns the tables, which are read when they are asked for first.
var tables = sync.OnceValue(func() *table {
	t := &table{full: map[string]string{}, vertical: map[string][]behind{}, nation: words(nationFile), shared: words(sharedFile)}
	for _, f := range rows(agenciesFile, 3) {
		t.addAgency(f[0], strings.Fields(f[1]), strings.Fields(f[2]))
	}
	for _, f := range rows(verticalFile, 2) {
		t.vertical[f[0]] = nil
		for _, body := range strings.Fields(f[1]) { // 中国人民银行 or 中国人民银行=人民银行
			full, printed, short := strings.Cut(body, "=")
			if !short {
				printed = full
			}
			t.vertical[f[0]] = append(t.vertical[f[0]], behind{printed, full})
		}
	}
	return t
})

// rows cuts a file of tabs behind its header.
func rows(text string, columns int) [][]string {
	var all [][]string
	for _, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
		f := strings.Split(line, "\t")
		all = append(all, append(f, make([]string, max(0, columns-len(f)))...))
	}
	return all
}

func words(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// shortEnds are how ends are shortened: 发改委, 人防办.
var shortEnds = map[string]string{"委员会": "委", "办公室": "办", "领导小组": "组"}

// addAgency enters a department in all its forms.
func (t *table) addAgency(name string, abbreviations, ends []string) {
	if len(ends) == 0 {
		ends = []string{""}
	}
	for _, end := range ends {
		full := name + end
		for _, form := range append(abbreviations, name) {
			t.full[squeeze(form+end)] = full
			if short, ok := shortEnds[end]; ok {
				t.full[squeeze(form+short)] = full
			}
		}
	}
}

// inFull is a department's name as the table has it, or as it is printed.
func inFull(stem string) (full string, known bool) {
	if full, ok := tables().full[squeeze(stem)]; ok {
		return full, true
	}
	return stem, false
}
