package coverage

// State is what is known of an agency's report for a year.
type State string

// The states, in the order in which they are told.
const (
	Published   State = "published"
	Unreadable  State = "published_unreadable"
	Withdrawn   State = "withdrawn"
	NotFound    State = "not_found"
	Blocked     State = "blocked"
	Unreachable State = "unreachable"
	NotCrawled  State = "not_crawled"
	NotDue      State = "not_due"
	NoRoster    State = "no_roster"
)

// StateInfo explains a state.
type StateInfo struct {
	State State
	// Letter stands for it in narrow tables.
	Letter string
	// Meaning is one sentence, MeaningZH the same in Chinese.
	Meaning, MeaningZH string
}

// States explains every state, in their order.
func States() []StateInfo {
	return []StateInfo{
		{Published, "p", "a report is there, and its tables were read",
			"年报在库，其表格已读取"},
		{Unreadable, "u", "a report is there, but none of its tables was read: it has none, or they are pictures; or a report of the agency names no year and may be this one",
			"年报在库，但没有读到表格：没有表格，或表格是图片；或该机关有一份未注明年度的年报，可能即是"},
		{Withdrawn, "w", "a report was there; every address that showed it is gone",
			"曾有年报，现各地址均已撤下"},
		{NotFound, "n", "the site was read to its end after the report was due, and no report was found; the date says when",
			"到期之后网站已采集完毕，未找到年报；日期为采集之日"},
		{Blocked, "b", "the site wants a human, or its robots.txt forbids pages where the report may be",
			"网站要求人工验证，或 robots.txt 禁止采集可能所在的页面"},
		{Unreachable, "x", "the last crawl could not read the site",
			"最近一次采集未能读取该网站"},
		{NotCrawled, "c", "the site was not read to its end since the report was due",
			"到期之后尚未采集完该网站"},
		{NotDue, "d", "the report was not due yet: agencies have until 31 January, governments at county level and above until 31 March",
			"尚未到期：机关为 1 月 31 日，县级以上政府为 3 月 31 日"},
		{NoRoster, "–", "nobody told which agencies to expect",
			"没有名录说明应有哪些机关"},
	}
}
