package extract

import (
	"strings"
	"testing"
)

// The numbers, names and addresses are made, and put together here so that no
// file holds one whole.
func TestMaskHidesPersonalData(t *testing.T) {
	phone, mobile, id, mail := "0792"+"-"+"1234567", "138"+"0000"+"1234", "360482"+"19900101"+"123X", "a.b"+"@"+"example.cn"
	name := "张" + "样例"
	leaks := []string{phone, mobile, id, mail, "7654321", "样例路", "332020", name, "123-4567", "1234 5678", "李" + "样"}
	for _, s := range []string{
		"电话：" + phone, "联系电话 " + phone + "，邮编", "（" + phone + "）", "手机" + mobile, "证件号" + id + "。", "邮箱：" + mail,
		"发送至" + mail + "。", "传真：（0792）" + "7654321", "电话:" + "7654321", "(地址：样例路一号，邮编：332020)", "热线" + "400" + "-123-4567",
		"联系人：" + name, "电话、传真：" + phone, "电话（传真）：" + phone + "，", "电话 " + "7654321", "联系电话" + "0792" + "—" + "7654321。",
		"地 址：样例县样例路1号", "邮 编：332020", "联 系 人： " + name, "审核：" + name + " 校对：李" + "样", "（联系人：" + name + "；电话：" + phone + "）",
		"办公地址样例县样例路1号，如有疑问", "地址:样例路一号 邮编:332020 电话:" + phone, "责任编辑：" + name, "电子邮箱: " + mail + "）",
		"由局长" + name + "任组长", "以书记" + name + "同志为组长", "由" + name + "同志任组长，李" + "样同志任副组长", "由" + name + "同志兼任办公室主任", "手机138 " + "1234 5678。", "号码为1234567、" + "7654321。", "传真:0792 " + "7654321",
	} {
		got := mask(s)
		if !strings.Contains(got, Masked) {
			t.Errorf("mask(%q) = %q", s, got)
		}
		for _, leak := range leaks {
			if strings.Contains(got, leak) {
				t.Errorf("mask(%q) leaks %q: %q", s, leak, got)
			}
		}
	}
	// What stands beside the data is kept.
	got := mask("请与样例局办公室联系（地址：样例路1号；邮编：332020；电话：" + phone + "；电子邮箱：" + mail + "）。全年公开12条。")
	want := "请与样例局办公室联系（地址：[masked]；邮编：[masked]；电话：[masked]；电子邮箱：[masked]）。全年公开12条。"
	if got != want {
		t.Errorf("mask = %q, want %q", got, want)
	}
}

func TestMaskKeepsFigures(t *testing.T) {
	for _, s := range []string{
		"全年公开信息517645条", "国办公开办函〔2019〕60号", "2019年1月1日至2019年12月31日", "许可517645件，处罚693957件", "金额59237.2449万元",
		"统计期限自20191月1日至20191231日止", "截止20101231日", "20200101、20201231日", "电话咨询2070人次", "12345热线办件7341件", "热线受理1234567件",
		"由局长任组长，分管副局长任副组长", "由主要负责同志任组长", "由分管领导同志任组长，全体同志为成员", "成立以主要领导为组长的领导小组", "负责人高度重视", "网站地址：http://www.example.gov.cn/", "可在网站（网址：www.example.gov.cn）下载",
		"邮寄申请12件，传真申请3件", "审核把关制度，校对工作", "浏览量13800001234次", "阅读1380万次", "占12.5%、16.67%",
		"索引号014314799/2024-00002", "联系群众，热线畅通", "主任科员为2人", "局长信箱收到信件183条，答复183条", "总访问量700万次，公开38171条",
		"政策解读12篇；编辑发行公报10期", "地址变更3次", "邮编系统", "申请862件，占比82.4%",
	} {
		if got := mask(s); got != s {
			t.Errorf("mask(%q) = %q, want it untouched", s, got)
		}
	}
}

func TestMaskAllocatesNothingWhereNothingIsHidden(t *testing.T) {
	s := strings.Repeat("2021年，我局全年主动公开政府信息1234条，收到申请12件，均按时答复。", 20)
	if n := testing.AllocsPerRun(10, func() { mask(s) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkMask(b *testing.B) {
	s := strings.Repeat("2021年，我局全年主动公开政府信息1234条，收到申请12件，均按时答复，详见网站（www.example.gov.cn）。", 60)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		mask(s)
	}
}
