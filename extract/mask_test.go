package extract

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	m := newMasker()
	// Made numbers, put together so that no file holds one whole.
	phone, mobile, id, mail := "0792"+"-"+"1234567", "138"+"0000"+"1234", "360482"+"19900101"+"123X", "a.b"+"@"+"example.cn"
	for _, s := range []string{
		"电话：" + phone, "联系电话 " + phone + "，邮编", "（" + phone + "）", "手机" + mobile, "证件号" + id + "。", "邮箱：" + mail,
		"发送至" + mail + "。", "传真：（0792）" + "7654321", "电话:" + "7654321", "(地址：样例路一号，邮编：332020)", "热线" + "400" + "-123-4567",
		"联系人：张样例",
	} {
		got := m.mask(s)
		if !strings.Contains(got, Masked) {
			t.Errorf("mask(%q) = %q", s, got)
		}
		for _, leak := range []string{phone, mobile, id, mail, "7654321", "样例路", "332020", "张样例", "123-4567"} {
			if strings.Contains(got, leak) {
				t.Errorf("mask(%q) leaks %q: %q", s, leak, got)
			}
		}
	}
	for _, s := range []string{
		"全年公开信息517645条", "国办公开办函〔2019〕60号", "2019年1月1日至2019年12月31日", "许可517645件，处罚693957件", "金额59237.2449万元",
	} {
		if got := m.mask(s); got != s {
			t.Errorf("mask(%q) = %q, want it untouched", s, got)
		}
	}
}
