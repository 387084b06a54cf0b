package extract

import (
	"fmt"
	"strings"
	"testing"
)

// The lessons are what real pages taught about reading reports. Each test is a
// small page of its lesson, written by hand with the figures beside it.

// lesson is a page read, with its figures by key.
type lesson struct {
	*Report
	figures map[string]Statistic
}

func readLesson(t *testing.T, title, body string) lesson {
	t.Helper()
	page := body
	if strings.Contains(body, "<t") {
		page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1>\n" + body + "</body></html>"
	} else {
		page = title + "\n" + body
	}
	got, err := newExtractor(t).Extract(Input{Body: []byte(page)})
	if err != nil || len(got) != 1 {
		t.Fatalf("%d reports, %v", len(got), err)
	}
	l := lesson{&got[0], map[string]Statistic{}}
	for _, st := range got[0].Statistics {
		l.figures[st.Section+"/"+st.Row+"/"+st.Col] = st
	}
	return l
}

// row expects the figures of a row as printed, in the order of the columns; ""
// for a blank cell, "?" for one that must be left without a value.
func (l lesson) row(t *testing.T, section, row, cols, figures string) {
	t.Helper()
	want := strings.Split(figures, " ")
	for i, col := range strings.Fields(cols) {
		key := section + "/" + row + "/" + col
		st, ok := l.figures[key]
		switch {
		case want[i] == "?":
			if st.Value != nil {
				t.Errorf("%s is %v, want no value", key, st.Value)
			}
		case !ok:
			t.Errorf("%s is not there, want %q", key, want[i])
		case deref(st.Raw) != want[i]:
			t.Errorf("%s is printed %q (%s), want %q", key, deref(st.Raw), st.Status, want[i])
		case want[i] == "" && st.Status != StatusBlank || want[i] != "" && st.Status != StatusRead:
			t.Errorf("%s is %s, printed %q", key, st.Status, want[i])
		}
	}
}

// absent expects that nothing is claimed of a row.
func (l lesson) absent(t *testing.T, section, row string) {
	t.Helper()
	for key, st := range l.figures {
		if strings.HasPrefix(key, section+"/"+row+"/") && st.Value != nil {
			t.Errorf("%s is %v, and is not printed", key, st.Value)
		}
	}
}

const (
	seven  = "natural_person enterprise research_institution public_welfare legal_service other_organization total"
	five   = "upheld corrected other pending total"
	head21 = "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
	head19 = "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>"
	head3  = "<tr><td colspan=3 rowspan=3></td><td colspan=7>申请人情况</td></tr><tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>" +
		"<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)

// tr is a row of a table: the label with its attributes, then figures.
func tr(label string, figures ...any) string {
	row := "<tr>" + label
	for _, f := range figures {
		row += fmt.Sprintf("<td>%v</td>", f)
	}
	return row + "</tr>\n"
}

func TestLesson01FormIsChosenByLabelsNotByYearOrDocument(t *testing.T) {
	old := readLesson(t, "样例县样例局2022年政府信息公开工作年度报告",
		"<p>根据国办公开办函〔2021〕30号文件编制。</p><table>"+head19+tr("<td>规章</td>", 0, 0, 3)+tr("<td>规范性文件</td>", 5, 4, 9)+"</table>")
	if old.Format != "2019" {
		t.Errorf("new year, old labels: form %q, want 2019", old.Format)
	}
	old.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "5 4 9")
	later := readLesson(t, "样例县样例局2020年政府信息公开工作年度报告",
		"<p>根据国办公开办函〔2019〕60号文件编制。</p><table>"+head21+tr("<td>规章</td>", 0, 0, 3)+tr("<td>行政规范性文件</td>", 5, 4, 9)+"</table>")
	if later.Format != "2021" {
		t.Errorf("old year, new labels: form %q, want 2021", later.Format)
	}
	later.row(t, "art20_1", "normative_documents", "issued repealed in_force", "5 4 9")
}

func TestLesson02HybridsAreReadAndForeignRowsAreNotForced(t *testing.T) {
	single := readLesson(t, "样例县2023年政府信息公开工作年度报告", "<table>"+head21+tr("<td>规章</td>", 1, 2, 3)+tr("<td>规范性文件</td>", 4, 5, 6)+tr("<td>其他主动公开文件</td>", 70, 71, 72)+"</table>"+
		"<table>"+head3+tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", 11, 12, 13, 14, 15, 16, 81)+
		tr("<td rowspan=2>三、本年度办理结果</td><td colspan=2>（六）其他处理</td>", 21, 22, 23, 24, 25, 26, 141)+tr("<td colspan=2>（七）总计</td>", 31, 32, 33, 34, 35, 36, 201)+"</table>")
	single.row(t, "art20_1", "normative_documents", "issued repealed in_force", "4 5 6")
	single.row(t, "requests", "other", seven, "21 22 23 24 25 26 141")
	for _, r := range []string{"other.no_correction", "other.fee_unpaid", "other.other"} {
		single.absent(t, "requests", r)
	}
	if !hasProblem(single.Report, "unknown_row", "其他主动公开文件") {
		t.Errorf("the foreign row is not told: %v", single.Problems)
	}

	mixed := readLesson(t, "样例县2021年政府信息公开工作年度报告", "<table>"+head19+tr("<td>规章</td>", 1, 2, 3)+tr("<td>行政规范性文件</td>", 4, 5, 6)+
		"<tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>"+tr("<td>行政许可</td>", 7, 8, 9)+tr("<td>行政检查</td>", 70, 71, 72)+"</table>"+
		"<table>"+head3+tr("<td rowspan=4>三、本年度办理结果</td><td rowspan=3>（六）其他处理</td><td>1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请</td>", 41, 42, 43, 44, 45, 46, 261)+
		tr("<td>2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>", 51, 52, 53, 54, 55, 56, 321)+tr("<td>3.其他</td>", 61, 62, 63, 64, 65, 66, 381)+
		tr("<td colspan=2>（七）总计</td>", 31, 32, 33, 34, 35, 36, 201)+"</table>")
	if mixed.Format != "2019" {
		t.Errorf("old columns with new rows: form %q, want 2019", mixed.Format)
	}
	mixed.row(t, "art20_1", "normative_documents", "made disclosed disclosed_total", "4 5 6")
	mixed.row(t, "art20_5", "licensing", "items_last_year items_change decisions", "7 8 9")
	mixed.absent(t, "art20_5", "other_services")
	mixed.absent(t, "requests", "other")
	mixed.row(t, "requests", "processed_total", seven, "31 32 33 34 35 36 201")
}

func hasProblem(r *Report, code, text string) bool {
	for _, p := range r.Problems {
		if p.Code == code && strings.Contains(p.Message, text) {
			return true
		}
	}
	return false
}

func TestLesson03LabelsAreMatchedAfterNormalisingAndWithinASafeDistance(t *testing.T) {
	l := readLesson(t, "样例县2022年政府信息公开工作年度报告", "<table>"+head21+
		tr("<td><p><span>规</span>&nbsp;<span>章<o:p></o:p></span></p></td>", 1, 2, 3)+
		tr("<td>行政\n 规范 性文件</td>", 4, 5, 6)+"</table><table>"+head3+
		tr("<td rowspan=5>三、本年度办理结果</td><td rowspan=4>(三)不予公开</td><td>1．属于国家秘密</td>", 11, 0, 0, 0, 0, 0, 11)+
		tr("<td>2.其他法律行政止公开</td>", 12, 0, 0, 0, 0, 0, 12)+ // three characters lost
		tr("<td>３、危及\"三安全一稳定\"</td>", 13, 0, 0, 0, 0, 0, 13)+
		tr("<td>6.属于四类过程性信自</td>", 16, 0, 0, 0, 0, 0, 16)+ // one wrong, and a row left out before
		tr("<td colspan=2>〔七〕总　计</td>", 52, 0, 0, 0, 0, 0, 52)+"</table>")
	l.row(t, "art20_1", "regulations", "issued repealed in_force", "1 2 3")
	l.row(t, "art20_1", "normative_documents", "issued repealed in_force", "4 5 6")
	l.row(t, "requests", "denied.state_secret", "natural_person total", "11 11")
	l.row(t, "requests", "denied.prohibited_by_law", "natural_person total", "12 12")
	l.row(t, "requests", "denied.security_stability", "natural_person total", "13 13")
	l.absent(t, "requests", "denied.internal_affairs")
	l.row(t, "requests", "denied.process_information", "natural_person total", "16 16")
	l.row(t, "requests", "processed_total", "natural_person total", "52 52")
}

func TestLesson04FragmentsOfLabelsAreJoined(t *testing.T) {
	cells := readLesson(t, "样例县2022年政府信息公开工作年度报告", "<table><tr><td colspan=5 rowspan=3></td><td colspan=7><p>申请人情</p><p>况</p></td></tr>"+
		"<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr><tr><td><p>商业</p><p>企业</p></td><td>科研<br>机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"+
		tr("<td rowspan=2>三、本年度办理结果</td><td rowspan=2>（三）</td><td rowspan=2>不予公开</td><td>1.</td><td>属于国家秘密</td>", 1, 2, 3, 4, 5, 6, 21)+
		tr("<td>2.</td><td>其他法律行政法规禁止公开</td>", 7, 8, 9, 10, 11, 12, 57)+"</table>")
	cells.row(t, "requests", "denied.state_secret", seven, "1 2 3 4 5 6 21")
	cells.row(t, "requests", "denied.prohibited_by_law", seven, "7 8 9 10 11 12 57")
	text := readLesson(t, "样例县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况\n申请人情\n况\n自然人\n法人或其他组织\n总计\n商业\n企业\n科研\n机构\n社会公益\n组织\n法律服务\n机构\n其他\n"+
		"一、本年新收政府信息\n公开申请数量\n1\n2\n3\n4\n5\n6\n21\n二、上年结转政府信息公开\n申请数量\n7\n8\n9\n10\n11\n12\n57\n")
	text.row(t, "requests", "new_requests", seven, "1 2 3 4 5 6 21")
	text.row(t, "requests", "carried_in", seven, "7 8 9 10 11 12 57")
}

func TestLesson05ValuesAreAlignedByOrderWhereSpansDisagree(t *testing.T) {
	l := readLesson(t, "样例县2019年政府信息公开工作年度报告", "<table><tr><td colspan=5>第二十条第（五）项</td></tr>"+
		"<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>"+
		"<tr><td>行政许可</td><td colspan=2>31</td><td>32</td><td>33</td></tr>"+
		"<tr><td colspan=2>其他对外管理服务事项</td><td>34</td><td>35</td><td>36</td></tr>"+
		"<tr><td colspan=5>第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan=2>上一年项目数量</td><td colspan=2>本年增/减</td></tr>"+
		"<tr><td>行政事业性收费</td><td>37</td><td colspan=3>38</td></tr></table>"+
		// Empty cells stand in for the spans of the header and of the groups.
		"<table><tr><td></td><td></td><td></td><td>申请人情况</td><td></td><td></td><td></td><td></td><td></td><td></td></tr>"+
		"<tr><td></td><td></td><td></td><td>自然人</td><td>法人或其他组织</td><td></td><td></td><td></td><td></td><td>总计</td></tr>"+
		"<tr><td></td><td></td><td></td><td></td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td></td></tr>"+
		tr("<td>一、本年新收政府信息公开申请数量</td><td></td><td></td>", 1, 2, 3, 4, 5, 6, 21)+
		tr("<td>三、本年度办理结果</td><td>（一）予以公开</td><td></td>", 7, "", 9, 10, 11, "", 37)+
		tr("<td></td><td>（三）不予公开</td><td>1.属于国家秘密</td>", 13, 14, 15, 16, 17, 18, 93)+"</table>")
	l.row(t, "art20_5", "licensing", "items_last_year items_change decisions", "31 32 33")
	l.row(t, "art20_5", "other_services", "items_last_year items_change decisions", "34 35 36")
	l.row(t, "art20_8", "fees", "items_last_year items_change", "37 38")
	l.row(t, "requests", "new_requests", seven, "1 2 3 4 5 6 21")
	l.row(t, "requests", "granted", seven, "7  9 10 11  37")
	l.row(t, "requests", "denied.state_secret", seven, "13 14 15 16 17 18 93")
}

func TestLesson06TableGoesOnInASecondOneByTheOrderOfRows(t *testing.T) {
	for _, span := range []string{" rowspan=20", " rowspan=22", ""} {
		l := readLesson(t, "样例县2022年政府信息公开工作年度报告", "<table>"+head3+
			tr("<td colspan=3>二、上年结转政府信息公开申请数量</td>", 1, 2, 3, 4, 5, 6, 21)+
			tr("<td"+span+">三、本年度办理结果</td><td colspan=2>（一）予以公开</td>", 7, 8, 9, 10, 11, 12, 57)+
			tr("<td rowspan=3>（五）不予处理</td><td>1.信访举报投诉类申请</td>", 13, 14, 15, 16, 17, 18, 93)+"</table>"+
			"<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"+ // of another table
			tr("<td>2.重复申请</td>", 19, 20, 21, 22, 23, 24, 129)+
			tr("<td rowspan=3>（六）其他处理</td><td>3.其他</td>", 25, 26, 27, 28, 29, 30, 165)+
			tr("<td colspan=2>（七）总计</td>", 64, 68, 72, 76, 80, 84, 444)+
			tr("<td colspan=3>四、结转下年度继续办理</td>", 31, 32, 33, 34, 35, 36, 201)+"</table>")
		l.row(t, "requests", "granted", seven, "7 8 9 10 11 12 57")
		l.row(t, "requests", "not_processed.repeated", seven, "19 20 21 22 23 24 129")
		l.row(t, "requests", "other.other", seven, "25 26 27 28 29 30 165")
		l.row(t, "requests", "processed_total", seven, "64 68 72 76 80 84 444")
		l.row(t, "requests", "carried_out", seven, "31 32 33 34 35 36 201")
	}
}

func TestLesson07BlankIsNotZeroAndAShortRowIsNotFilledFromTheLeft(t *testing.T) {
	table := readLesson(t, "样例县2022年政府信息公开工作年度报告", "<table>"+head3+
		tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", "", "&nbsp;", "-", 0, "/", "", 4)+"</table>")
	for col, want := range map[string]Status{"natural_person": StatusBlank, "enterprise": StatusBlank, "research_institution": StatusBlank, "public_welfare": StatusRead, "total": StatusRead} {
		if st := table.figures["requests/new_requests/"+col]; st.Status != want {
			t.Errorf("%s is %s, want %s", col, st.Status, want)
		}
	}
	// The text lost the empty cells: 4 and 4 may be a person and the total, or
	// a firm and the total; nothing tells. A full row beside it is sure.
	text := readLesson(t, "样例县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"+
		"一、本年新收政府信息公开申请数量\n4\n4\n二、上年结转政府信息公开申请数量\n7\n8\n9\n10\n11\n12\n57\n三、本年度办理结果\n（一）予以公开\n3\n（二）部分公开\n")
	text.row(t, "requests", "new_requests", "natural_person enterprise research_institution public_welfare legal_service other_organization", "? ? ? ? ? ?")
	text.row(t, "requests", "carried_in", seven, "7 8 9 10 11 12 57")
	text.row(t, "requests", "granted", seven, "? ? ? ? ? ? ?")
	text.row(t, "requests", "partially_granted", seven, "? ? ? ? ? ? ?")
}

func TestLesson08MoneyKeepsItsPrintAndIsConvertedOnlyByAPrintedUnit(t *testing.T) {
	for _, c := range []struct{ head, cell, value, unit, source string }{
		{"采购总金额", "251000元", "25.1", "万元", "cell"},
		{"采购总金额", "0.37万元", "0.37", "万元", "cell"},
		{"采购总金额", "8040", "8040", "", "none"},
		{"采购总金额（万元）", "398.3675", "398.3675", "万元", "header"},
		{"采购总金额（单位：元）", "153103.83", "15.310383", "万元", "header"},
		{"采购总金额（万元）", "251000元", "25.1", "万元", "cell"},
		{"采购总金额(万<br>元)", "4068.208", "4068.208", "万元", "header"},
	} {
		l := readLesson(t, "样例镇2020年政府信息公开工作年度报告", "<table>"+head19+tr("<td>规章</td>", 0, 0, 0)+tr("<td>规范性文件</td>", 0, 0, 0)+
			"<tr><td colspan=4>第二十条第（九）项</td></tr><tr><td>信息内容</td><td colspan=2>采购项目数量</td><td>"+c.head+"</td></tr>"+
			"<tr><td>政府集中采购</td><td colspan=2>6</td><td>"+c.cell+"</td></tr></table>")
		st := l.figures["art20_9/procurement/amount"]
		if st.Value == nil || st.Value.String() != c.value || deref(st.Raw) != c.cell || deref(st.Unit) != c.unit || string(st.UnitSource) != c.source {
			t.Errorf("%s under %s: %v from %q, unit %q from %s; want %s, %q from %s", c.cell, c.head, st.Value, deref(st.Raw), deref(st.Unit), st.UnitSource, c.value, c.unit, c.source)
		}
		l.row(t, "art20_9", "procurement", "projects", "6")
	}
}

func TestLesson09FiguresMayBeNegativeWordedAnnotatedOrASentence(t *testing.T) {
	l := readLesson(t, "样例镇2020年政府信息公开工作年度报告", "<table>"+head19+tr("<td>规章</td>", "本机关无规章制定权", "０", 1)+tr("<td>规范性文件</td>", "22（其中修订16件）", "1,204", "12件")+
		"<tr><td colspan=4>第二十条第（六）项</td></tr><tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>"+
		tr("<td>行政处罚</td>", 40, "-35", 5)+tr("<td>行政强制</td>", 9, "减3", 6)+
		"<tr><td colspan=4>第二十条第（八）项</td></tr><tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td></td></tr>"+tr("<td>行政事业性收费</td>", "O", "增7", "")+"</table>")
	for key, want := range map[string]string{
		"art20_1/normative_documents/made": "22", "art20_1/normative_documents/disclosed": "1204", "art20_1/normative_documents/disclosed_total": "12",
		"art20_1/regulations/disclosed": "0", "art20_6/penalties/items_change": "-35", "art20_6/coercion/items_change": "-3",
		"art20_8/fees/items_last_year": "0", "art20_8/fees/items_change": "7",
	} {
		if st := l.figures[key]; st.Status != StatusRead || st.Value == nil || st.Value.String() != want {
			t.Errorf("%s: %s %v from %q, want %s", key, st.Status, st.Value, deref(st.Raw), want)
		}
	}
	if st := l.figures["art20_1/regulations/made"]; st.Status != StatusInvalid || st.Value != nil || deref(st.Raw) != "本机关无规章制定权" {
		t.Errorf("the sentence: %s %v %q, want invalid and kept", st.Status, st.Value, deref(st.Raw))
	}
	if deref(l.figures["art20_1/normative_documents/made"].Raw) != "22（其中修订16件）" {
		t.Error("the annotation is not kept")
	}
}

func TestLesson10ChecksReportAndRepairNothing(t *testing.T) {
	l := readLesson(t, "样例县2019年政府信息公开工作年度报告", "<table>"+head3+
		tr("<td colspan=3>一、本年新收政府信息公开申请数量</td>", 9, 0, 0, 0, 0, 0, 9)+
		tr("<td colspan=3>二、上年结转政府信息公开申请数量</td>", 0, 0, 0, 0, 0, 0, 0)+
		tr("<td rowspan=3>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>", 5, 0, 0, 0, 0, 0, 6)+
		tr("<td colspan=2>（二）部分公开</td>", 3, 0, 0, 0, 0, 0, 3)+
		tr("<td colspan=2>（七）总计</td>", 0, 0, 0, 0, 0, 0, 0)+
		tr("<td colspan=3>四、结转下年度继续办理</td>", 1, 0, 0, 0, 0, 0, 1)+"</table>")
	l.row(t, "requests", "granted", seven, "5 0 0 0 0 0 6")
	l.row(t, "requests", "processed_total", seven, "0 0 0 0 0 0 0")
	want := map[string]bool{"requests.applicants granted": false, "requests.applicants new_requests": true, "requests.balance natural_person": false, "requests.balance enterprise": true}
	for _, c := range l.Checks {
		holds, told := want[c.ID+" "+c.At]
		if !told {
			continue
		}
		delete(want, c.ID+" "+c.At)
		if c.Holds == nil || *c.Holds != holds {
			t.Errorf("%s at %s: holds %v, want %v", c.ID, c.At, c.Holds, holds)
		}
	}
	if len(want) > 0 {
		t.Errorf("checks not run: %v", want)
	}
	if l.Quality != QualityInconsistent {
		t.Errorf("quality %s, want inconsistent", l.Quality)
	}
}
