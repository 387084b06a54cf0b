package generate

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// charsetMark is where the frame wants the name of the encoding.
const charsetMark = "\x01charset\x01"

// encode turns a page into bytes and says what the HTTP header claims.
func (g *generator) encode(page string, isHTML bool) ([]byte, string) {
	if g.on("frame:traditional", 0.02) {
		page = traditional.Replace(page)
	}
	mime := "text/plain"
	if isHTML {
		mime = "text/html"
	}
	gbk := func(meta string) ([]byte, bool) {
		b, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Replace(page, charsetMark, meta, 1))
		return []byte(b), err == nil
	}
	utf := func(meta string) []byte { return []byte(strings.Replace(page, charsetMark, meta, 1)) }
	switch g.choose("encoding", "utf-8", "utf-8", "utf-8", "utf-8", "gbk", "gbk-no-header", "gbk-wrong-meta", "gbk-wrong-header", "gbk-silent", "utf-8-wrong-meta", "utf-8-wrong-header", "utf-8-silent", "bom", "utf-16le", "utf-16be") {
	case "gbk":
		if b, ok := gbk("gb2312"); ok {
			return b, mime + "; charset=gbk"
		}
	case "gbk-no-header":
		if b, ok := gbk("gb2312"); ok && isHTML {
			return b, mime
		}
	case "gbk-wrong-meta":
		if b, ok := gbk("utf-8"); ok {
			return b, mime + ";charset=GB18030"
		}
	case "gbk-wrong-header":
		if b, ok := gbk("gbk"); ok {
			return b, mime + "; charset=utf-8"
		}
	case "gbk-silent":
		if b, ok := gbk(""); ok {
			return b, ""
		}
	case "utf-8-wrong-meta":
		return utf("gb2312"), mime
	case "utf-8-wrong-header":
		return utf("utf-8"), mime + "; charset=gb2312"
	case "utf-8-silent":
		return utf(""), ""
	case "bom":
		return append([]byte("\xef\xbb\xbf"), utf("gbk")...), mime
	case "utf-16le":
		if b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(utf("")); err == nil {
			return b, mime
		}
	case "utf-16be":
		if b, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(utf("utf-16")); err == nil {
			return b, mime
		}
	}
	return utf("utf-8"), mime + "; charset=utf-8"
}
