package extract

// The words by which titles and sentences are told apart. They are data: rules
// live in the files that use them.

// reportWords end the title of a report, after 信息公开 or 政务公开.
var reportWords = []string{"年度工作报告", "年度报告", "工作报告", "年报", "报告"}

// betweenWords may stand between 信息公开 and those.
var betweenWords = []string{"工作", "情况", "年度", "年", "的", "总结", "及政务公开", "和政务公开"}

// aboutWords mark what is written about reports: notices, forms, interpretations.
var aboutWords = []string{
	"通知", "格式", "解读", "图解", "一图", "图说", "图读", "读懂", "模板", "范文", "样表", "通报", "召开", "部署", "填报", "编制说明",
	"公告栏", "问题清单", "数说", "速览", "长图", "漫画", "动漫", "看懂", "带你", "划重点", "对比", "H5", "汇总表", "制度", "办法", "指南", "条例", "方案", "要点", "学年", "问答", "目录", "政府网站",
}

// softAboutWords do so too, unless they are part of an agency's name: 培训中心.
var softAboutWords = []string{"培训", "会议", "要求", "考核", "评估", "整改", "自查", "统计表", "视频", "海报", "动画", "盘点", "回顾", "亮点"}

// aboutTails do so behind the title: …年度报告编制工作的通知.
var aboutTails = []string{
	"有关", "相关", "编制", "编写", "发布", "公布", "报送", "填报", "格式", "制度", "的通知", "通知", "的通报", "工作方案", "图解", "解读", "政策",
	"一图", "质量", "汇总", "范文", "模板", "样表", "问答", "部署", "培训", "考核", "评估", "检查", "情况的", "目录", "集中", "写作", "的意见", "的指导意见",
}

// furnitureTails begin like aboutTails what belongs to the page: its fields, its links.
var furnitureTails = []string{"发布日期", "发布时间", "发布机构", "相关"}

// announcingTails do so behind the title of the report that they announce.
var announcingTails = []string{"公布如下", "发布如下", "编制如下", "公布于"}

// newsWords mark a page's title that tells something of reports.
var newsWords = []string{"公布", "发布", "亮相", "报送", "意见"}

// pagerWords begin the titles of other pages.
var pagerWords = []string{"上一", "下一"}

// titleLeads are labels that stand before titles without a colon.
var titleLeads = []string{"信息名称", "文件名称", "信息标题", "标题", "名称"}

// ownNotes say behind a name that the figures are the agency's own.
var ownNotes = []string{"（本级", "(本级", "（机关", "(机关"}

// publishedTails may stand behind a title that stays one: …年度报告的公告.
var publishedTails = []string{"的公告", "的公示"}

// wholeTails may be all that stands behind a title.
var wholeTails = []string{"全文", "正文", "公告", "公示"}

// subjectWords stand before 信息公开 or 政务公开 and are no part of a name.
var subjectWords = []string{"政府信息与", "政务信息与", "政府信息和", "信息与", "政务与", "政府", "政务"}

// The words by which an opening says whose report it announces: the verbs behind
// the name (样例局编制了…), what may stand between them, the verbs before the
// name (现公布样例局…), and what ends the name of who compiled it (由样例局根据…).
var (
	reportingVerbs  = []string{"编制", "公布", "发布"}
	beforeVerbs     = []string{"向社会", "特", "现", "依法"}
	announcingVerbs = []string{"公布", "发布", "公示", "编制了", "编制", "现将", "社会公开", "现公开", "报告"}
	behindCompiler  = []string{"依据", "根据", "按照", "结合", "综合", "汇总", "负责", "组织", "编制", "编写", "撰写"}
)

// siteWords end the name of a site that stands before an agency's.
var siteWords = []string{"网站", "门户网", "信息公开网", "政务网", "政府网"}

// figureAbout mark pages whose figures are no report of their own.
var figureAbout = []string{"格式", "样表", "模板", "范文", "填报", "解读", "图解", "一图", "读懂"}

// explanations head the parts of interpretations.
var explanations = []string{"编制背景", "编制依据", "编制目的", "编制过程", "起草背景", "出台背景", "制定背景", "解读"}

// agencyVerbs mark a sentence about a report where a name should stand.
var agencyVerbs = []string{"了解", "走进", "聚焦", "关注", "分钟", "发布", "公布", "编制", "召开", "印发", "做好", "报送", "完成", "公开了", "上线", "根据", "按照", "现将", "如何", "提高", "规范", "加强", "关于"}

// noAgency are words where a name should stand that name none.
var noAgency = map[string]bool{
	"本机关": true, "本单位": true, "部门": true, "各部门": true, "政府": true, "政务": true, "信息": true, "区": true, "县": true, "市": true, "省": true,
	"乡镇": true, "镇街": true, "市直部门": true, "县直部门": true, "区直部门": true, "政府部门": true, "市政府部门": true, "县政府部门": true, "区政府部门": true,
	"年": true, "度": true, "全市": true, "全县": true, "全区": true, "市级": true, "县级": true, "区级": true, "年度": true, "街镇": true, "街道": true, "工作": true,
}

// fillers may stand between a year and 政府信息公开 without naming anybody.
var fillers = []string{"海关", "全市", "全县", "全区", "全省", "市级", "县级", "区级", "本级", "市", "县", "区", "省", "度", "年", "工作", "的", "部门", "基层", "气象", "税务", "政务"}

// headingWords are what the parts of a report are about, in any year.
var headingWords = []string{
	"总体情况", "概述", "基本情况", "工作情况", "主动公开", "依申请", "收到和处理", "申请情况", "收费", "减免", "复议", "诉讼", "申诉", "咨询", "举报", "投诉",
	"主要问题", "存在问题", "存在的问题", "改进", "其他需要", "需要说明", "需要报告", "不予公开", "支出", "人员", "机构建设", "回应", "平台建设", "监督保障", "附表",
}

// numberColumns name columns of running numbers, codeColumns those of codes.
var (
	numberColumns = []string{"序号", "行次", "编号"}
	codeColumns   = []string{"代码", "编码", "代号"}
)

// stopWords end the text of a report: what follows is the site's own furniture.
var stopWords = []string{"扫一扫", "相关附件", "相关文件", "相关解读", "上一篇", "下一篇", "版权所有", "主办单位", "网站标识码", "ICP备", "打印本页", "关闭窗口", "分享到", "网站地图", "联系我们", "公网安备"}

// apologies are what pages say that stand in for one that is gone.
var apologies = []string{
	"页面不存在", "页面已经不", "页面已不", "不存在或已", "已被删除", "已经删除", "无法访问", "找不到", "未找到", "404", "系统繁忙", "稍后再试", "访问的页面", "查看的页面",
	"出错了", "暂无内容", "没有权限", "对不起", "抱歉",
}

// spamWords stand only on hacked pages and mirrors; two of weakSpamWords do.
var (
	spamWords = newWordList(
		"bet365", "凯发", "葡京", "威尼斯人", "金沙城", "皇冠体育", "皇冠网", "申博", "比分直播", "国产精品", "无码", "开元棋牌", "开元体育", "bob电竞", "沙巴体育",
		"菠萝视频", "亚博", "真人娱乐", "pg电子", "太阳城", "买球", "新葡", "必威", "乐鱼", "爱游戏", "华体会", "亚洲精品", "体彩网", "博彩官网", "投注官网", "足彩在线",
	)
	weakSpamWords = newWordList("欧洲杯", "世界杯", "竞猜", "投注", "棋牌", "博彩", "娱乐场", "官网平台", "线上app", "足彩", "电竞", "官网登录", "赌场", "彩票平台")
)

// The words of scopes.
var (
	// ruledBodies are whose figures a sum gathers.
	ruledBodies = []string{
		"各县", "各区", "各市", "各乡", "各镇", "各街", "各部门", "各单位", "各有关部门", "各委", "各地", "各级", "各直属", "直属各", "所属", "下属", "下级", "各级行政机关",
		"政府部门", "各相关", "市直", "县直", "区直", "市级部门", "县级部门", "各省", "各旗", "各州", "各园区", "各垂直", "各成员", "个乡镇", "个部门", "个镇", "个街道",
	}
	// lowerBodies of them are no part of a bureau; 各部门 may be its own.
	lowerBodies = []string{"各县", "各区", "各市", "各乡", "各镇", "各街", "各地", "各级", "各直属海关", "各旗", "各州", "各省", "下级", "各分局", "各县局", "各区局"}
	// inside are parts of one agency.
	inside = []string{"各科室", "各股室", "各处室", "各站所", "各村", "各社区", "各科", "各股", "各处", "内设", "本单位", "本部门", "本局", "我局各", "机关各"}
	// sources are what is gathered from them, makers what is done with it.
	sources = []string{"报告", "情况", "数据", "统计", "总结", "材料", "年报"}
	makers  = []string{"编制", "而成", "形成", "编写", "撰写", "汇编", "制作"}
	// whole are the counts of a whole region.
	whole = []string{"全省", "全市", "全县", "全区", "全州", "全盟", "全旗", "含各部门", "各级行政机关", "包括各部门", "含各区", "含各县"}
	got   = []string{"收到", "受理", "接收", "新收"}
	// ours are how an agency speaks of itself alone.
	ours = []string{"我局", "本局", "我委", "我办", "本办", "我厅", "本厅", "本单位", "我单位", "本机关", "我镇", "我乡", "我街道", "我关", "我部", "我院", "我中心", "我队", "我大队", "我支队", "我苏木", "分局"}
	// region is how a government speaks of all it rules.
	region = []string{"我省", "我市", "我县", "我区", "全省", "全市", "全县", "全区"}
)
