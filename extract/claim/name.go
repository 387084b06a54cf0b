package claim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// maxName bounds the name of a body in running text, in bytes.
const maxName = 90

// agency is whose report it is.
type agency struct {
	name   string
	ends   string // the characters that may end a short name of it
	region bool   // a government: its name may stand for the whole region
	bureau bool   // what is told of a whole region is not its own
}

// regional end the names of offices that may tell of a whole region.
var regional = []string{"政府", "政府办公室", "政府办公厅", "政府办", "公开办", "公开办公室", "管理委员会", "管委会", "省", "市", "县", "区", "州", "旗"}

func agencyOf(name string) agency {
	return agency{name, endsOf(name), strings.HasSuffix(name, "政府"), name != "" && !hasSuffixOf(name, regional)}
}

// places end the names of places whose governments keep web sites.
var places = []string{"省", "市", "县", "区", "州", "旗", "盟", "镇", "乡", "街道", "人民", "管委会"}

// offices stand for the agency itself before its web site: 局网站.
var offices = []string{"局", "委", "厅", "办", "院", "部", "署", "关", "处", "中心"}

func isPlace(s string) bool {
	return slices.Contains(offices, s) || utf8.RuneCountInString(s) <= 10 && hasSuffixOf(s, places)
}

// ownName returns the end of the longest text from a that names the report's
// agency or is short for it (市发改委 for 样例市发展和改革委员会): the name's
// characters in their order, and an end that says as much. 0 for none.
func (r *reader) ownName(a, to int) int {
	name, best, n := r.agency.name, 0, 0
	for end := a; end < to; {
		c, size := runeAt(r.scan.text, end)
		i := strings.IndexRune(name, c)
		if i < 0 {
			if n > 1 && strings.HasPrefix(r.scan.text[end:to], "系统") {
				return end + len("系统")
			}
			break
		}
		name = name[i+size:]
		end += size
		if n++; n > 1 && strings.ContainsRune(r.agency.ends, c) {
			best = end
		}
	}
	if j := r.tokenAt(best); best > 0 && j < len(r.scan.tokens) && r.scan.tokens[j].start == best && r.scan.tokens[j].class == r.lx.known.suffix {
		return 0 // 县政府|办公室 of the county's own report
	}
	return best
}

// endsOf returns the characters that may end a short name of an agency.
func endsOf(agency string) string {
	last, n := utf8.DecodeLastRuneInString(agency)
	if n == 0 {
		return ""
	}
	ends := string(last)
	for _, s := range []struct{ full, short string }{{"委员会", "委"}, {"办公室", "办"}, {"办公厅", "办"}, {"办事处", "道"}} {
		if strings.HasSuffix(agency, s.full) {
			ends += s.short
		}
	}
	for _, s := range []string{"人民政府", "政府", "管理委员会", "管委会"} {
		if place, ok := strings.CutSuffix(agency, s); ok {
			last, _ := utf8.DecodeLastRuneInString(place)
			return ends + string(last)
		}
	}
	return ends
}
