package extract

import (
	"strings"
	"unicode/utf8"
)

// agencyOf finds the name in what stands before 政府信息公开: around the year,
// behind a column's name, a site's name or a colon.
func agencyOf(s string) string {
	before, behind := aroundYear(s)
	before, behind = cleanAgency(before), cleanAgency(behind)
	switch {
	case before == "" || !isAgency(before) && !isPlace(before) && isAgency(behind):
		return behind
	case behind == "" || isAgency(before) || isFiller(behind) || !isAgency(behind) || strings.HasPrefix(behind, before):
		return before
	}
	return before + behind // 样例市2020年教育局
}

func isFiller(s string) bool {
	for _, f := range fillers {
		if s == f {
			return true
		}
	}
	return false
}

// cleanAgency strips a name of years, brackets, preambles and what a site puts
// before it. It returns "" for words that name nobody (我局, 部门).
func cleanAgency(s string) string {
	for {
		y, from, to := yearIn(s)
		if y == 0 {
			break
		}
		rest := strings.TrimPrefix(strings.TrimPrefix(s[to:], "年"), "度")
		s = s[:from] + rest
	}
	if strings.IndexFunc(s, isSpace) >= 0 {
		s = strings.Map(func(r rune) rune {
			if isSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	for {
		before := s
		s = strings.Trim(s, "《》“”\"「」[]【】:：-—_、，,.。·|*#?？/")
		for _, p := range []string{"关于", "公布", "发布", "年度", "的", "）", ")"} {
			s = strings.TrimPrefix(s, p)
		}
		for _, p := range []string{"关于", "年度", "的", "（", "(", "年"} {
			s = strings.TrimSuffix(s, p)
		}
		if i := strings.LastIndexAny(s, "|｜_—–－-·:：，,;；。《【]】"); i >= 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			s = s[i+n:]
		}
		for _, w := range siteWords {
			if i := strings.LastIndex(s, w); i >= 0 {
				s = s[i+len(w):] // 样例县人民政府门户网站样例县医疗保障局
			}
		}
		if strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") { // a note
			if i := strings.LastIndexAny(s, "(（"); i > 0 {
				s = s[:i]
			}
		}
		if s == before {
			break
		}
	}
	if customs, ok := strings.CutSuffix(s, customsRegion); ok && strings.HasSuffix(customs, "海关") {
		s = customs
	}
	if first, _ := utf8.DecodeRuneInString(s); first < utf8.RuneSelf && !isAgency(s) {
		return "" // a number, or nothing
	}
	if noAgency[s] || utf8.RuneCountInString(s) <= 4 && (strings.HasPrefix(s, "我") || strings.HasPrefix(s, "本")) {
		return ""
	}
	return s
}

// customsRegion stands behind the name of a customs office that reports for all
// under it.
const customsRegion = "关区"

// suffixes end the names of agencies, by their last character. A character
// without a list ends one by itself.
var suffixes = map[rune][]string{
	'局': nil, '委': nil, '厅': nil, '署': nil, '镇': nil, '乡': nil, '院': nil, '办': nil,
	'府': {"政府"}, '室': {"办公室", "研究室", "参事室"}, '部': nil,
	'会': {"委员会", "管委会", "协会", "联合会", "学会", "理事会", "促进会", "总会", "工会", "红十字会", "基金会", "商会"},
	'处': {"办事处", "管理处", "服务处", "事务处"}, '心': {"中心"}, '队': {"支队", "大队", "总队", "中队", "调查队"},
	'站': {"管理站", "监测站", "服务站", "工作站", "救助站"}, '所': {"管理所", "监督所", "派出所", "研究所", "财政所", "司法所"},
	'馆': {"档案馆", "图书馆", "博物馆", "文化馆", "纪念馆", "科技馆", "美术馆"}, '关': {"海关"}, '司': {"公司"}, '团': {"集团", "兵团"},
	'道': {"街道"}, '木': {"苏木"}, '行': {"支行", "分行", "银行"}, '社': {"供销社", "合作社", "联合社", "联社", "新华社"}, '台': {"气象台", "电视台", "地震台"},
	'校': {"学校", "党校"}, '学': {"中学", "小学", "大学"}, '园': {"幼儿园", "园", "产业园"}, '联': {"残联", "妇联", "文联", "侨联", "工商联"},
	'协': {"科协"}, '统': {"系统"}, '场': {"农场", "林场", "牧场"},
	'区': {"开发区", "园区", "高新区", "保税区", "管理区", "示范区", "度假区", "经开区", "商务区"},
}

// noSuffixes end words that are no agencies though their last character says so.
var noSuffixes = []string{"全部", "内部", "外部", "干部", "局部", "各部", "大部", "主办", "承办", "交办", "督办", "协办", "举办", "开办", "经办", "催办", "包办", "代办", "申办", "停办", "民办", "公办", "创办", "查办", "帮办", "各镇", "各乡", "乡镇", "各局", "各委", "部委", "当局", "出院", "党委", "城乡"}

// isAgency tells the name of an agency by its end.
func isAgency(s string) bool {
	if n := utf8.RuneCountInString(s); n < 3 || n > 40 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	ends, known := suffixes[last]
	if !known || ends != nil && !endsIn(s, ends) || endsIn(s, noSuffixes) {
		return false
	}
	if strings.ContainsAny(s, "，。；：、“”《》 <>|") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !strings.ContainsRune("我本各该其与及由", first)
}

// places end the names of regions.
const places = "省市县区州盟旗"

// maxStem bounds a region's name without its end, in characters, unless it
// names peoples: 样西土家族苗族自治州.
const maxStem = 6

// isPlace tells a region's name, which stands for its government. What speaks
// to readers is none: 三分钟了解样例市, 数说样例市.
func isPlace(s string) bool {
	if n := utf8.RuneCountInString(s); n < 2 || n > 16 || strings.ContainsAny(s, "，。；：、“”《》 看说读懂聊讲") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(places, last) {
		return false
	}
	for stem := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(places, r) }) {
		if utf8.RuneCountInString(stem) > maxStem && !strings.Contains(stem, "族") && !endsIn(s, suffixes['区']) {
			return false
		}
	}
	return true
}

// startsIn tells whether s starts with one of the words, endsIn whether it ends so.
func startsIn(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func endsIn(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
