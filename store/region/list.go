package region

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed regions.tsv
var regions string

// List is the embedded list with its indexes. It does not change.
type List struct {
	all    []Region // by code, then by time
	byCode map[string][]*Region
	byName map[string][]*Region
	// byCommon has those whose everyday name is not their full one.
	byCommon map[string][]*Region
	byShort  map[string][]*Region
	now      []*Region // the provinces of today
}

// Digest stands for the whole list, as sha256:<hex>.
func Digest() string {
	sum := sha256.Sum256([]byte(regions))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Load returns the list, which is read when it is asked for first.
func Load() *List { return load() }

var load = sync.OnceValue(func() *List { return parse(regions) })

// parse reads lines of code, name, from, to and successor. What the refresh
// program wrote is of that form; a test keeps it.
func parse(text string) *List {
	n := strings.Count(text, "\n")
	l := &List{all: make([]Region, 0, n), byCode: make(map[string][]*Region, n), byName: make(map[string][]*Region, n), byCommon: map[string][]*Region{}, byShort: map[string][]*Region{}}
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 || len(f[0]) != 6 {
			continue
		}
		from, _ := strconv.Atoi(f[2])
		to, _ := strconv.Atoi(f[3])
		l.all = append(l.all, Region{Code: f[0], Name: f[1], From: from, To: to, Successor: f[4]})
	}
	for i := range l.all {
		r := &l.all[i]
		l.byCode[r.Code] = append(l.byCode[r.Code], r)
		l.byName[r.Name] = append(l.byName[r.Name], r)
		if short := r.Short(); short != r.Name {
			l.byShort[short] = append(l.byShort[short], r)
		}
		if place, end := r.autonomous(); place != "" {
			for _, common := range []string{place + end, place + "自治" + end} {
				l.byCommon[common] = append(l.byCommon[common], r)
			}
		}
		if r.Level() == Province && r.To == 0 {
			l.now = append(l.now, r)
		}
	}
	return l
}

// At returns the region that had a code at the end of a year, nil if none had.
// Year 0 asks for the one that had it last. Codes that only group others
// (110100 市辖区, 429000 省直辖县级行政区划) stand for the province.
func (l *List) At(code string, year int) *Region {
	code = ungrouped(code)
	had := l.byCode[code]
	if year == 0 && len(had) > 0 {
		return had[len(had)-1]
	}
	for _, r := range had {
		if r.In(year) {
			return r
		}
	}
	return nil
}

// ungrouped is the province's code for one that groups counties.
func ungrouped(code string) string {
	if len(code) != 6 || code[4:] != "00" {
		return code
	}
	municipality := slices.Contains([]string{"11", "12", "31", "50"}, code[:2])
	if municipality && (code[2:4] == "01" || code[2:4] == "02") || code[2:4] == "90" {
		return code[:2] + "0000"
	}
	return code
}

// Named returns all regions that ever had a name, by code and time.
func (l *List) Named(name string) []*Region { return l.byName[name] }

// Called returns all regions that ever had a name or are called so for short:
// 恩施州, 恩施自治州.
func (l *List) Called(name string) []*Region {
	if short := l.byCommon[name]; short != nil {
		return slices.Concat(l.byName[name], short)
	}
	return l.byName[name]
}

// Shortened returns all regions whose short name is or was so: 吉林省 and 吉林市.
func (l *List) Shortened(short string) []*Region { return l.byShort[short] }

// Find returns the regions of a name that lay in or below a parent ("" for
// anywhere) at the end of a year (0 for any).
func (l *List) Find(name, parent string, year int) []*Region {
	var found []*Region
	for _, r := range l.byName[name] {
		if (year == 0 || r.In(year)) && (parent == "" || r.Code != parent && Within(r.Code, ungrouped(parent))) {
			found = append(found, r)
		}
	}
	return found
}

// Current follows a code of a year to what the region is called last. It is
// nil for a code that nobody had in that year (in any, for year 0), and a
// region that ended where none went on.
func (l *List) Current(code string, year int) *Region {
	r := l.At(code, year)
	if r == nil {
		return nil
	}
	return l.Latest(r)
}

// Latest follows a region's successors to the last.
func (l *List) Latest(r *Region) *Region {
	for r.Successor != "" {
		next := l.At(r.Successor, r.To)
		if next == nil || next == r {
			return r
		}
		r = next
	}
	return r
}

// Parent is what a region lay in when it was there last: the prefecture, or
// the province where no prefecture was between. nil for a province.
func (l *List) Parent(r *Region) *Region {
	if r.Level() == Province {
		return nil
	}
	year := r.To - 1
	if r.To == 0 {
		year = 0
	}
	if r.Level() == County {
		if p := l.At(r.Code[:4]+"00", year); p != nil {
			return p
		}
	}
	return l.At(r.Code[:2]+"0000", year)
}

// Path is a region with what it lies in, province first.
func (l *List) Path(r *Region) []*Region {
	var path []*Region
	for ; r != nil; r = l.Parent(r) {
		path = append(path, r)
	}
	slices.Reverse(path)
	return path
}

// FullName is a region's name behind those of what it lies in:
// 江西省九江市共青城市.
func (l *List) FullName(r *Region) string {
	var name strings.Builder
	for _, p := range l.Path(r) {
		name.WriteString(p.Name)
	}
	return name.String()
}

// Below returns the codes of a region and of all that lies in it, in order:
// those of today and those that its regions ever had. A code of the past
// counts where its region lies today; one without successor where it lay.
func (l *List) Below(code string) []string {
	top := l.Current(code, 0)
	if top == nil {
		return nil
	}
	var codes []string
	for i := range l.all {
		if r := &l.all[i]; Within(l.Latest(r).Code, top.Code) {
			codes = append(codes, r.Code)
		}
	}
	return slices.Compact(codes)
}

// Provinces returns the provinces, municipalities, autonomous and special
// administrative regions of today, by code.
func (l *List) Provinces() []*Region { return l.now }
