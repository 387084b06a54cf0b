package store

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
)

var (
	searchReports = flag.Int("search-reports", 2000, "reports that BenchmarkSearch searches")
	searchFile    = flag.String("search-file", "", "a file that keeps the database of BenchmarkSearch for the next run")
)

// prose writes text in which characters, pairs and words are as frequent as in
// reports: half of it are the words of the subject, the others follow Zipf's law.
// Of 2,479 characters a real report has 1,475 different pairs; such a text of
// that length has about as many.
type prose struct {
	rnd     *rand.Rand
	subject []string
	words   []string
	common  []float64
	rare    []float64
}

func newProse(seed uint64) *prose {
	p := &prose{rnd: rand.New(rand.NewPCG(seed, 1))}
	p.subject = strings.Fields(`政府信息公开 主动公开 依申请公开 行政复议 行政诉讼 教育 卫生健康 生态环境 征地拆迁 工作 情况 全年 制度 单位 部门 加强 进一步 推进
		落实 条例 要求 网站 政务新媒体 平台 建设 监督 保障 培训 人员 问题 改进 及时 公众 群众 关切 解读 政策 回应 财政预算 重点领域 公共资源配置 社会公益事业
		优化营商环境 审查 程序 规范 答复 办理 受理 申请 件 条 次 不断 提升 水平 质量 能力 领导 机制 目录 指南 年度报告 乡镇 街道 和 的 了 在 对 与 等 为 及 中`)
	p.rnd.Shuffle(len(p.subject), func(i, j int) { p.subject[i], p.subject[j] = p.subject[j], p.subject[i] })
	for range 20000 {
		n := []int{2, 2, 2, 3, 4}[p.rnd.IntN(5)]
		word := make([]rune, n)
		for i := range word {
			word[i] = rune(0x4e00 + 8*int(2500*math.Pow(p.rnd.Float64(), 2)))
		}
		p.words = append(p.words, string(word))
	}
	p.common, p.rare = zipf(len(p.subject), 8), zipf(len(p.words), 20)
	return p
}

// zipf are cumulative weights of ranks.
func zipf(n int, flat float64) []float64 {
	sums, sum := make([]float64, n), 0.0
	for i := range sums {
		sum += 1 / (float64(i) + flat)
		sums[i] = sum
	}
	return sums
}

func (p *prose) draw(words []string, sums []float64) string {
	i, _ := slices.BinarySearch(sums, p.rnd.Float64()*sums[len(sums)-1])
	return words[min(i, len(words)-1)]
}

func (p *prose) text(characters int) string {
	var b strings.Builder
	for b.Len() < 3*characters {
		for range 4 + p.rnd.IntN(9) {
			if p.rnd.IntN(2) == 0 {
				b.WriteString(p.draw(p.subject, p.common))
			} else {
				b.WriteString(p.draw(p.words, p.rare))
			}
		}
		if p.rnd.IntN(3) == 0 {
			fmt.Fprint(&b, 1+p.rnd.IntN(3000))
		}
		b.WriteString([]string{"，", "，", "。", "；"}[p.rnd.IntN(4)])
	}
	return b.String()
}

// report is the i-th report of a country with seven years of each agency.
func (p *prose) report(i int) extract.Report {
	place := p.words[(i/28*37)%len(p.words)] + []string{"县", "市", "区"}[i/28%3]
	agency := place + []string{"人民政府", "教育局", "卫生健康局", "自然资源局"}[i/7%4]
	r := told(agency, 2018+i%7)
	for _, section := range []struct {
		heading string
		share   int
	}{{"", 150}, {"一、总体情况", 1100}, {"五、存在的主要问题及改进情况", 800}, {"六、其他需要报告的事项", 450}} {
		r.Narrative = append(r.Narrative, extract.Section{Section: section.heading, Text: p.text(section.share*3/5 + p.rnd.IntN(section.share*4/5))})
	}
	return r
}

// BenchmarkSearch asks two terms in reports of usual length: places and
// subjects, subjects alone, rare words, words that every report has, with and without filters. It
// tells the 95th percentile, and what the index costs beside the texts: time to
// store, against the same reports without it, and bytes. For the country:
//
//	go test -tags sqlite_fts5 ./store -run '^$' -bench Search -benchtime 1x -search-reports 100000 -timeout 60m
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	path := *searchFile
	if path == "" {
		path = filepath.Join(b.TempDir(), "a.db")
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	needFullText(b, s)
	p := newProse(1)
	counts, err := s.Counts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	var with time.Duration
	if counts.Reports == 0 { // else kept by another run
		with = fillProse(b, s, newProse(1), *searchReports)
	}
	plain := openTemp(b)
	plain.indexes = false
	sample := min(*searchReports, 2000)
	without := fillProse(b, plain, newProse(1), sample)
	var queries []SearchQuery
	for i := range 200 {
		place, year := p.words[(p.rnd.IntN(*searchReports/28+1)*37)%len(p.words)], 2018+p.rnd.IntN(7)
		subject, other := p.draw(p.subject, p.common), p.draw(p.subject, p.common)
		rare := p.draw(p.words, p.rare)
		queries = append(queries, []SearchQuery{
			{Text: place + " " + subject}, {Text: subject + " " + other}, {Text: rare + " " + subject}, {Text: rare + " " + p.draw(p.words, p.rare)},
			{Text: "行政复议 依申请公开"}, {Text: subject + " " + rare, Filter: Filter{FromYear: year, ToYear: year}},
			{Text: subject + " " + other, Filter: Filter{Agency: place}}, {Text: "教育 拆"},
		}[i%8])
	}
	for b.Loop() {
		took, hits := []time.Duration{}, 0
		for _, q := range queries {
			q.Limit = 20
			began := time.Now()
			res, err := s.Search(ctx, q)
			if err != nil {
				b.Fatal(q.Text, err)
			}
			took = append(took, time.Since(began))
			hits += len(res.Hits)
		}
		if hits < len(queries) {
			b.Fatalf("%d hits of %d queries", hits, len(queries))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/search-median")
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/search-p95")
	}
	b.ReportMetric(0, "ns/op")
	n := float64(*searchReports)
	if with > 0 {
		b.ReportMetric(with.Seconds()*1000/n, "ms/stored")
	}
	b.ReportMetric(without.Seconds()*1000/float64(sample), "ms/stored-unindexed")
	var index, text float64
	if err := s.read.QueryRow(`SELECT sum(length(block)), (SELECT sum(length(CAST(text AS BLOB))) FROM narrative) FROM search_data`).Scan(&index, &text); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(index/n, "B/report-index")
	b.ReportMetric(text/n, "B/report-text")
}

// fillProse stores n reports, twenty a transaction, and tells how long storing took.
func fillProse(b *testing.B, s *Store, p *prose, n int) (took time.Duration) {
	ctx := context.Background()
	run := begin(b, s)
	var visits []*Visit
	for i := range n {
		e := event{url: fmt.Sprint("http://www.example.gov.cn/", i), body: fmt.Sprint(i), reports: []extract.Report{p.report(i)}}
		page, v := e.visit(run)
		if err := s.Archive(ctx, page); err != nil {
			b.Fatal(err)
		}
		if visits = append(visits, v); len(visits) == 20 || i == n-1 {
			began := time.Now()
			if _, err := s.CommitAll(ctx, visits); err != nil {
				b.Fatal(err)
			}
			took += time.Since(began)
			visits = visits[:0]
		}
	}
	return took
}
