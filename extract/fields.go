package extract

import (
	"strings"
	"unicode/utf8"
)

// fieldKind is what a labelled field of the metadata block means.
type fieldKind uint8

const (
	fieldNone fieldKind = iota
	fieldTitle
	fieldIndex
	fieldDocument
	fieldPublisher
	fieldSource    // 来源: where the text was taken from
	fieldPublished // 发布, 公开: when it was put on the web
	fieldWritten   // 成文, 发文: the document's own date
	fieldGenerated // 生成: when the catalogue entry was made
	fieldDate      // a date without saying which
	fieldOther     // known, and of no use but to end the field before it
)

func (k fieldKind) isDate() bool { return k >= fieldPublished && k <= fieldDate }

// fieldNames are the spellings of the fields, without white space.
var fieldNames = func() map[string]fieldKind {
	m := map[string]fieldKind{}
	for kind, names := range map[fieldKind][]string{
		fieldTitle:    {"标题", "名称", "信息名称", "文件名称", "信息标题", "文件标题", "公文标题", "公文名称"},
		fieldIndex:    {"索引号", "信息索引号", "信息索取号", "索取号", "索引编号", "主题索引号", "政府信息索引号", "公开索引号", "索引码", "索引"},
		fieldDocument: {"文号", "发文字号", "文件编号", "备注文号", "文件号", "公文文号", "发文文号", "发文号", "文件文号", "公文编号", "信息文号"},
		fieldPublisher: {"发布机构", "发文机关", "发布单位", "发文单位", "发文机构", "公开机构", "所属机构", "发布机关", "公开责任部门", "发布部门", "信息发布机构",
			"发文部门", "公开主体", "公开单位", "制发机关", "制发机构", "成文机关", "发布者", "信息提供单位", "责任部门", "所属单位", "所属部门", "公开部门", "发布主体", "制作机关", "公开机关"},
		fieldSource:    {"来源", "信息来源", "文章来源", "稿件来源", "内容来源", "发布来源", "新闻来源", "来自", "数据来源", "文件来源"},
		fieldPublished: {"发布日期", "发布时间", "公开日期", "公开时间", "发布于", "信息发布日期", "信息发布时间", "上网时间", "上网日期", "发表时间", "发表日期", "上传时间", "公布日期", "公布时间"},
		fieldWritten:   {"成文日期", "发文日期", "成文时间", "发文时间", "印发日期", "印发时间", "写作日期", "文件日期", "制发日期"},
		fieldGenerated: {"生成日期", "公文生成日期", "生成时间", "信息生成日期", "产生日期", "形成日期", "信息生成时间"},
		fieldDate:      {"日期", "时间"},
		fieldOther: {"公开方式", "主题分类", "体裁分类", "组配分类", "文件分类", "有效性", "时效性", "时效", "公文时效", "公开范围", "关键词", "主题词", "分类", "信息类别", "公开时限",
			"效力状态", "文件效力", "废止日期", "失效日期", "有效期", "备案登记号", "登记号", "统一登记号", "内容概述", "概述", "内容摘要", "信息分类", "服务对象", "文件下载", "公开类别",
			"公开形式", "体裁", "主题", "类别", "文种", "公开属性", "生效日期", "实施日期", "是否有效", "效力", "栏目", "作者", "责任编辑", "编辑", "点击数", "访问次数", "访问量", "浏览次数", "浏览量", "点击量", "阅读次数", "阅读量",
			"字体", "字号", "浏览", "点击", "累计次数", "载体类型", "信息格式", "语种", "适用范围", "公开程序", "收件人", "审核", "年份", "所属主题", "附件", "公开目录", "保管期限"},
	} {
		for _, n := range names {
			m[n] = kind
		}
	}
	return m
}()

// fieldOf tells which field a cell or line names: 索 引 号： → 索引号.
func fieldOf(s string) (fieldKind, string) {
	if len(s) == 0 || len(s) > 60 {
		return fieldNone, ""
	}
	var buf [64]byte
	b := buf[:0]
	for _, r := range s {
		switch {
		case isSpace(r), r == '【', r == '】', r == '[', r == ']', r == '•', r == ':', r == '：':
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	if k, ok := fieldNames[string(b)]; ok {
		return k, string(b)
	}
	return fieldNone, ""
}

func hasColon(s string) bool {
	return strings.IndexByte(s, ':') >= 0 || strings.Contains(s, "：")
}

// nextColon returns the place and length of the first colon in s, or -1.
func nextColon(s string) (at, n int) {
	at, n = strings.IndexByte(s, ':'), 1
	if wide := strings.Index(s, "："); wide >= 0 && (at < 0 || wide < at) {
		return wide, len("：")
	}
	return at, n
}

// fieldsStand tells whether a line holds fields of its own.
func fieldsStand(s string) bool {
	for from := 0; ; {
		i, n := nextColon(s[from:])
		if i < 0 {
			return false
		}
		if k, _, _ := fieldBefore(s[:from+i]); k != fieldNone {
			return true
		}
		from += i + n
	}
}

// fieldBefore finds the field that ends a text, white space in its name
// allowed, and where it starts. Before it stands nothing, or no letter of a word.
func fieldBefore(s string) (k fieldKind, start int, name string) {
	var buf [40]byte
	at := len(buf)
	for i, n := len(s), 0; i > 0 && n < 9; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if isSpace(r) || r == '】' || r == '【' || r == ']' || r == '[' {
			continue
		}
		if r < 0x2e80 || r == '：' || r == '，' || r == '。' {
			break
		}
		if at -= size; at < 0 {
			break
		}
		copy(buf[at:], s[i:i+size])
		n++
		kind, ok := fieldNames[string(buf[at:])]
		if !ok {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(s[:i]); i == 0 || before < 0x2e80 || isSpace(before) || strings.ContainsRune("，。：；【】［）|｜", before) {
			k, start, name = kind, i, string(buf[at:])
		}
	}
	return k, start, name
}

// longestField tells how many of the first tokens make a field's name.
func longestField(tokens []string) (k fieldKind, name string, n int) {
	joined := ""
	for i := 0; i < len(tokens) && i < 5; i++ {
		joined += tokens[i]
		if kind, label := fieldOf(joined); kind != fieldNone {
			k, name, n = kind, label, i+1
		}
	}
	return k, name, n
}

// firstWord cuts a value at white space, unless a bracket goes on: 样政办发 〔2017〕18号.
func firstWord(s string) string {
	i := strings.IndexFunc(s, isSpace)
	if i < 0 {
		return s
	}
	tail := strings.TrimLeftFunc(s[i:], isSpace)
	for _, b := range []string{"〔", "[", "［", "（", "("} {
		if strings.HasPrefix(tail, b) {
			return s[:i] + firstWord(tail)
		}
	}
	return s[:i]
}
