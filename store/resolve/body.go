package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/store/region"
)

// body is what a name says behind its region.
type body struct {
	kind  string
	level string // where the body itself tells it: Township, Unknown for zones
	named string // what it is called within the region: a town, a zone, ""
	stem  string // what it is there, in full
}

// bodyOf tells what the rest of a name is.
func bodyOf(rest string) body {
	if rest == "" {
		rest = "人民政府"
	}
	rest = ofGovernment(rest)
	full, known := inFull(rest)
	switch {
	case full == "人民政府":
		return body{kind: Government, stem: full}
	case known:
		return body{kind: Department, stem: full}
	}
	if isVertical(rest) {
		return body{kind: Vertical, stem: rest}
	}
	if t, ok := townshipOf(rest); ok {
		return t.body()
	}
	if named, of, ok := zoneOf(rest); ok {
		return zoneBody(named, of)
	}
	return body{kind: kindByEnd(rest), stem: full}
}

// ofGovernment cuts what says that a department is the government's, which is
// printed or not: 人民政府外事办公室, 政府国资委. The government's own office keeps it.
func ofGovernment(s string) string {
	if _, known := inFull(s); known {
		return s
	}
	if of, ok := strings.CutPrefix(s, "人民政府"); ok && of != "" && !strings.HasPrefix(of, "驻") {
		return of
	}
	if of, ok := strings.CutPrefix(s, "政府"); ok {
		if _, known := inFull(of); known {
			return of
		}
	}
	return s
}

// departmentEnds end the names of departments and of what belongs to them.
var departmentEnds = []string{"局", "委", "委员会", "厅", "办", "办公室", "署", "处", "中心", "队", "站", "所", "馆", "研究室", "参事室"}

// otherEnds end what is no agency of the government, though it reports too.
var otherEnds = []string{"供电局", "电业局", "村民委员会", "居民委员会", "业主委员会", "人民法院", "检察院", "派出所"}

// partyStarts begin the names of bodies of the Party.
var partyStarts = []string{"委", "纪委", "县委", "市委", "区委", "省委", "州委", "旗委", "共青团"}

// kindByEnd tells a department from a hospital, a school, a company, and from
// bodies of the Party.
func kindByEnd(s string) string {
	ends := func(list []string) bool {
		return slices.ContainsFunc(list, func(end string) bool { return strings.HasSuffix(s, end) })
	}
	party := slices.ContainsFunc(partyStarts, func(start string) bool { return strings.HasPrefix(s, start) })
	if strings.HasSuffix(s, "人民政府") {
		return Government
	}
	if party || ends(otherEnds) || !ends(departmentEnds) || utf8.RuneCountInString(s) < 2 {
		return Unknown
	}
	return Department
}

// namesPlace tells that a name begins with the name of a county, district or
// city: 样例县青山镇. Words with the same characters are none.
func namesPlace(s string) bool {
	if _, known := inFull(s); known {
		return false
	}
	n := 0
	for i, r := range s {
		if n > 2 && len(region.Load().Called(s[:i])) > 0 && !cutsWord(s[:i], s[i:]) {
			return true
		}
		if n > 8 {
			return false
		}
		if n >= 2 && strings.ContainsRune("县市区旗", r) && !isWord(s[:i+utf8.RuneLen(r)], s[i+utf8.RuneLen(r):]) {
			return true
		}
		n++
	}
	return false
}

// placeWords are words that end like the name of a region.
var placeWords = []string{"城市", "社区", "园区", "景区", "林区", "保护区", "开发区", "新区", "示范区", "库区", "灌区", "街区", "小区", "校区", "地区", "牧区", "山区", "市区", "城区", "郊区", "矿区", "辖区", "高新区", "经开区", "管理区", "保税区", "度假区", "试验区", "合作区", "商务区", "名胜区", "旅游区", "港区", "县区", "县市", "城镇"}

// isWord tells that what ends with 市, 区 or so is a word, or a town's name
// (拖市镇), and no region.
func isWord(head, tail string) bool {
	if slices.ContainsFunc(placeWords, func(w string) bool { return strings.HasSuffix(head, w) }) {
		return true
	}
	for _, end := range []string{"镇", "乡", "街道", "村", "办事处", "场"} {
		if strings.HasPrefix(tail, end) {
			return true
		}
	}
	return strings.ContainsAny(head, "局委厅办处")
}

// branchOf reads the county of a department's branch: 生态环境局平山县分局,
// 公安局浔阳分局. The branch is the county's.
func (b body) branchOf(l *region.List, r *region.Region) (body, *region.Region) {
	i := strings.Index(b.stem, "局")
	place, ok := strings.CutSuffix(b.stem, "分局")
	if i < 0 || !ok || b.kind != Department || i+len("局") >= len(place) {
		return b, r
	}
	i += len("局")
	if county := countyIn(l, r, place[i:]); county != nil {
		b.stem = place[:i] + "分局"
		return b, county
	}
	return b, r
}

// countyIn is the only county of a region that is called so, with or without
// its end: 浔阳 in 九江市.
func countyIn(l *region.List, in *region.Region, name string) *region.Region {
	var found []*region.Region
	for _, r := range slices.Concat(l.Called(name), l.Shortened(name)) {
		latest := l.Latest(r)
		here := r.Level() == region.County && about(r, 0) && lies(l, r, in)
		if here && codeIsOf(l, latest) && !slices.Contains(found, latest) {
			found = append(found, latest)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// shortCounty finds the county that stands without its end behind its city:
// 文登 in 威海市文登人民政府办公室.
func shortCounty(l *region.List, in *region.Region, rest string) (county *region.Region, of string) {
	if _, known := inFull(rest); known || in.Level() == region.County {
		return nil, ""
	}
	for end, n := next(rest, 0), 1; n <= 6 && end > 0; end, n = next(rest, end), n+1 {
		of := rest[end:]
		if _, known := inFull(of); n > 1 && (known || isVertical(of)) {
			if county := countyIn(l, in, rest[:end]); county != nil {
				return county, of
			}
		}
	}
	return nil, ""
}

// levelIn is the body's level in a region of a level.
func (b body) levelIn(level string) string {
	switch {
	case b.level != "":
		return b.level
	case level == "":
		return Unknown
	}
	return level
}

// result is the body in a region.
func (b body) result(l *region.List, r *region.Region, certainty Certainty, evidence string) Result {
	if b.kind == Township && hasCounties(l, r) {
		certainty = Likely
		evidence += ", but not the county"
	}
	stem, of := b.stem, r
	b, r = b.branchOf(l, r)
	if stem == "人民政府" && b.kind == Government && (strings.HasSuffix(r.Name, "地区") || strings.HasSuffix(r.Name, "盟")) {
		stem = "行政公署"
	}
	if stem == "人民政府办公室" && r.Level() == region.Province {
		stem = "人民政府办公厅"
	}
	name := display(l, of) + b.named + stem
	if b.kind == Vertical {
		name = belongsTo(b.stem) + name
	}
	return Result{
		Region: r.Code, Level: b.levelIn(string(r.Level())), Kind: b.kind,
		Name: name,
		Key:  r.Code + "/" + squeeze(b.named+b.stem), Certainty: certainty, Evidence: evidence,
	}
}

// hasCounties tells a city with counties from 东莞市, whose towns are its own.
func hasCounties(l *region.List, r *region.Region) bool {
	return r.Level() != region.County && slices.ContainsFunc(l.Below(r.Code), func(code string) bool {
		below := l.At(code, 0)
		return below.To == 0 && below.Level() == region.County
	})
}

// display is a region's name, behind its city's where others bear it too.
func display(l *region.List, r *region.Region) string {
	same := 0
	for _, o := range l.Named(r.Name) {
		if o.To == 0 {
			same++
		}
	}
	if p := l.Parent(r); same > 1 && p != nil {
		return p.Name + r.Name
	}
	return r.Name
}
