package claim

import (
	"strings"
	"unicode/utf8"
)

// bodies end the names of bodies that count for themselves.
var bodies = []string{"局", "委", "厅", "办", "署", "镇", "乡", "街道", "政府", "委员会", "办公室", "中心", "所", "站", "院", "队", "公司",
	"机构", "企业", "学校", "部门", "单位", "村", "社区", "机关", "省", "市", "县", "区", "州", "旗", "处", "科", "股"}

// towards stand before a body that is not who counts: 按照县政府要求.
var towards = []string{"参加", "在", "根据", "按照", "按", "依据", "经", "向", "对", "为", "与", "从", "被", "、", "关于", "报"}

// namesakes stands before names that several bodies have: 各县（市、区）粮食局.
var namesakes = []string{"）", ")", "各", "所属", "下属", "基层", "两级", "三级"}

// heed takes in who is spoken of up to a byte of the sentence. Once a body is
// named that is not the report's agency, what follows is not the agency's,
// until it is named again.
func (r *reader) heed(st *state, to int) {
	for at := max(st.heeded, st.start); at < to; {
		a, b := r.unknown(at, to)
		if a < 0 {
			r.heedWords(st, at, to)
			break
		}
		end := r.ownName(a, min(to, a+maxName))
		own := end > a
		if !own {
			end = b
		}
		r.heedWords(st, at, end)
		switch {
		case own && r.namesake(a):
			st.stranger = true
		case own:
			st.stranger = false
			if !r.agency.region {
				st.said.add(r.lx.known.own)
			}
		case r.namesBody(a, b):
			st.stranger = true
		}
		at = end
	}
	st.heeded = max(st.heeded, to)
}

// namesake tells whether the name at a byte is one that several bodies have.
func (r *reader) namesake(at int) bool {
	j := r.tokenAt(at) - 1
	return hasSuffixOf(r.scan.text[:at], namesakes) || j >= 0 && r.scan.tokens[j].end == at && r.scan.tokens[j].class == r.lx.known.others
}

// namesBody tells whether an unknown run names a body that may count for
// itself: not one that something is done for or by order of, not the place of
// a web site, not what is counted (商业企业3件).
func (r *reader) namesBody(a, b int) bool {
	name := r.scan.text[a:b]
	if j := r.tokenAt(b); j < len(r.scan.tokens) && r.scan.tokens[j].start == b {
		switch c := r.scan.tokens[j].class; {
		case c == classCount, r.lx.channel[c] && isPlace(name):
			return false
		case c == r.lx.known.suffix:
			name = r.scan.text[a:r.scan.tokens[j].end]
		}
	}
	return utf8.RuneCountInString(name) > 1 && hasSuffixOf(name, bodies) && !hasSuffixOf(strings.TrimRight(r.scan.text[:a], " "), towards)
}

// heedWords does so for the words of the vocabulary between two bytes.
func (r *reader) heedWords(st *state, from, to int) {
	for j := r.tokenAt(from); j < len(r.scan.tokens) && r.scan.tokens[j].start < to; j++ {
		switch r.scan.tokens[j].class {
		case r.lx.known.own:
			st.stranger = false
		case r.lx.known.whole:
			st.stranger = r.agency.bureau && !r.ofSystem(r.scan.tokens[j].end)
		case r.lx.known.others, r.lx.known.countedBodies: // 全区9个镇街 are all of them
			counted := j > 0 && r.scan.tokens[j-1].class == classCount && r.scan.tokens[j-1].end == r.scan.tokens[j].start
			if counted && st.said.has(r.lx.known.whole) || !counted && r.scan.tokens[j].class == r.lx.known.countedBodies {
				continue // 部门信息3条
			}
			st.stranger = true
		}
	}
}

// ofSystem tells whether 系统 follows a byte closely: 全省税务系统.
func (r *reader) ofSystem(at int) bool {
	i := strings.Index(r.scan.text[at:], "系统")
	return i >= 0 && i <= len("交通运输综合系统")
}
