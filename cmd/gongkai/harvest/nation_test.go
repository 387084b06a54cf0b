package harvest_test

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/cmd/gongkai/harvest"
	"gongkai/crawler"
	"gongkai/store"
)

var nationShare = flag.Int("nation-share", 50, "TestNation simulates a nation divided by this: 1 is 3,000 hosts with 150,000 pages")

const (
	nationHosts   = 3_000
	nationPages   = 150_000
	nationLatency = 300 * time.Millisecond
	nationDelay   = time.Second
	// nationList is how many reports a list page of the nation names.
	nationList = 20
	// nationMemory is what the crawl of the whole nation may have resident.
	nationMemory = 300 << 20
)

// TestNation crawls a simulated nation in virtual time: crawler, frontier,
// database and extractor are the real ones, only clock, servers and the names of
// hosts are not. Few hosts are large and most are small, and some share an
// address. One run is bound by the pace of the largest host, one by the number of
// connections.
func TestNation(t *testing.T) {
	share := *nationShare
	for _, tt := range []struct {
		name                 string
		longest, connections int
	}{{"host", max(1500/share, 400), max(64/share, 8)}, {"connections", max(1500/share, 200), max(16/share, 1)}} {
		t.Run(tt.name, func(t *testing.T) {
			n := newNation(nationHosts/share, nationPages/share, tt.longest)
			path := filepath.Join(t.TempDir(), "nation.db")
			synctest.Test(t, func(t *testing.T) { n.crawl(t, path, tt.connections) })
		})
	}
}

// nation is a set of hosts and of what a crawl of them may do.
type nation struct {
	sizes   []int // reports by host
	pages   int   // in all: home, lists and reports
	reports int
}

// newNation makes hosts whose sizes fall with a power of their rank from the
// longest on, so that they have so many pages together.
func newNation(hosts, pages, longest int) *nation {
	low, high := 0.0, 3.0
	var n *nation
	for range 40 {
		middle := (low + high) / 2
		n = &nation{sizes: make([]int, hosts)}
		for i := range n.sizes {
			n.sizes[i] = max(int(float64(longest)/math.Pow(float64(i+1), middle)), 2)
			n.pages += n.pagesOf(i)
			n.reports += n.sizes[i]
		}
		if n.pages >= pages {
			low = middle
		} else {
			high = middle
		}
	}
	return n
}

// pagesOf counts the pages of a host: its home page, lists and reports. A list
// whose number of pages is told is asked for its first one by name, too.
func (n *nation) pagesOf(host int) int {
	pages := 1 + n.lists(host) + n.sizes[host]
	if n.tells(host) && n.lists(host) > 1 {
		pages++
	}
	return pages
}

// requestsTo counts robots.txt too.
func (n *nation) requestsTo(host int) int { return n.pagesOf(host) + 1 }

// tells whether the lists of a host tell how many pages there are.
func (n *nation) tells(host int) bool { return host%3 == 0 }
func (n *nation) lists(host int) int  { return (n.sizes[host] + nationList - 1) / nationList }

// slowest is what the host, or the hosts of one address, with most pages takes
// at its pace.
func (n *nation) slowest() time.Duration {
	pages, most := map[netip.Addr]int{}, 0
	for host := range n.sizes {
		pages[n.address(host)] += n.requestsTo(host)
		most = max(most, pages[n.address(host)])
	}
	return time.Duration(most) * nationDelay
}

// address is where a host is served: of every ten small hosts three share one.
func (n *nation) address(host int) netip.Addr {
	if k := host % 10; host >= len(n.sizes)/4 && k < 3 {
		host -= k
	}
	return netip.AddrFrom4([4]byte{8, byte(host >> 16), byte(host >> 8), byte(host)})
}

func (n *nation) name(host int) string { return fmt.Sprintf("www.h%d.gov.cn", host) }

func (n *nation) host(name string) (host int) {
	if _, err := fmt.Sscanf(name, "www.h%d.gov.cn", &host); err != nil {
		return -1
	}
	return host
}

func (n *nation) crawl(t *testing.T, path string, connections int) {
	time.Sleep(time.Until(time.Date(2026, 11, 1, 22, 0, 0, 0, time.UTC))) // virtual time begins in 2000
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reader, err := harvest.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	servers := &nationServers{nation: n, last: map[netip.Addr]time.Time{}, asked: make([]int, len(n.sizes)), seen: make([]time.Time, len(n.sizes))}
	cfg := crawler.Config{
		Contact: "test@example.org", Delay: nationDelay, Connections: connections, Transport: servers,
		Lookup: func(_ context.Context, name string) ([]netip.Addr, error) {
			return []netip.Addr{n.address(n.host(name))}, nil
		},
	}
	for host := range n.sizes {
		cfg.Starts = append(cfg.Starts, n.name(host))
	}
	c, err := crawler.New(cfg, reader, harvest.NewJournal(db, "test"))
	if err != nil {
		t.Fatal(err)
	}
	resetResident()
	began := time.Now()
	sum, err := c.Run(t.Context())
	took := time.Since(began)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Reports != n.reports || sum.New != n.reports || sum.Fetched != n.pages || sum.Failed+len(sum.FailedSites)+len(sum.LeftHosts) != 0 {
		t.Errorf("%d reports on %d pages; %+v", n.reports, n.pages, sum)
	}
	for host, asked := range servers.asked {
		if want := n.requestsTo(host); asked != want {
			t.Errorf("%s was asked %d times, want %d", n.name(host), asked, want)
		}
	}
	if servers.closest < nationDelay || servers.most > connections {
		t.Errorf("two requests to one address came within %s; %d at a time", servers.closest, servers.most)
	}
	byHost := n.slowest()
	byConnections := servers.busy / time.Duration(connections)
	bound := max(byHost, byConnections)
	resident := maxResidentNow()
	t.Logf("%d hosts, %d pages, %d connections: %s, %.3f of the bound (pace of a host %s, connections %s); longest wait of a host %s; %d MB resident",
		len(n.sizes), n.pages, connections, took, took.Seconds()/bound.Seconds(), byHost, byConnections, servers.longest, resident>>20)
	// A round of all hosts, which every fourth connection goes on with; three may share a pace.
	if round := time.Duration(len(n.sizes)) * nationLatency / time.Duration(connections); servers.longest > 3*4*round+3*nationDelay {
		t.Errorf("a host that had more to give waited %s, a round of all takes %s", servers.longest, round)
	}
	if took > bound*105/100 {
		t.Errorf("took %s, %.3f of the bound %s", took, took.Seconds()/bound.Seconds(), bound)
	}
	if *nationShare == 1 && resident > nationMemory {
		t.Errorf("%d MB resident", resident>>20)
	}
}

// nationServers are the servers of a nation, as a transport. They answer after
// the latency and watch the crawl's manners.
type nationServers struct {
	*nation
	mu      sync.Mutex
	last    map[netip.Addr]time.Time
	closest time.Duration // two requests to one address
	seen    []time.Time   // the last request to each host
	longest time.Duration // a host that had more to give was left alone
	asked   []int
	busy    time.Duration // all latencies
	now     int
	most    int
}

// RoundTrip implements http.RoundTripper, and tells as net/http's own does when
// the request has left and the answer comes.
func (s *nationServers) RoundTrip(req *http.Request) (*http.Response, error) {
	host := s.host(req.URL.Host)
	if host < 0 || host >= len(s.sizes) {
		return nil, fmt.Errorf("no host %s", req.URL.Host)
	}
	trace := httptrace.ContextClientTrace(req.Context())
	trace.WroteRequest(httptrace.WroteRequestInfo{})
	s.arrive(host)
	d := latency(host, req.URL.Path)
	time.Sleep(d)
	trace.GotFirstResponseByte()
	s.mu.Lock()
	s.now--
	s.busy += d
	s.mu.Unlock()
	status, body := s.page(host, req.URL.Path)
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// latency is the nation's on average, a third more at most and a third less at
// least. With one and the same, all connections would become free at once.
func latency(host int, path string) time.Duration {
	hash := fnv.New32a()
	fmt.Fprint(hash, host, path)
	return nationLatency*2/3 + nationLatency*2/3*time.Duration(hash.Sum32()%1000)/1000
}

func (s *nationServers) arrive(host int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, at := time.Now(), s.address(host)
	if last := s.last[at]; !last.IsZero() && (s.closest == 0 || now.Sub(last) < s.closest) {
		s.closest = now.Sub(last)
	}
	if last := s.seen[host]; !last.IsZero() {
		s.longest = max(s.longest, now.Sub(last))
	}
	s.last[at], s.seen[host] = now, now
	s.asked[host]++
	s.now++
	s.most = max(s.most, s.now)
}

// page is what a host shows at a path: a home page, lists of twenty reports and
// the reports. One host of three tells how many list pages there are, the others
// only the next one.
func (s *nationServers) page(host int, path string) (status int, body string) {
	var k int
	switch {
	case path == "/":
		return http.StatusOK, nationFrame("样例县人民政府", `<a href="/nb/">政府信息公开年报</a>`)
	case path == "/nb/" || path == "/nb/index.html" && s.tells(host):
		return http.StatusOK, s.list(host, 0)
	case scan(path, "/nb/index_%d.html", &k) && k < s.lists(host):
		return http.StatusOK, s.list(host, k)
	case scan(path, "/r/%d.html", &k) && k < s.sizes[host]:
		return http.StatusOK, nationReport(host, k)
	}
	return http.StatusNotFound, nationFrame("404", "")
}

func scan(path, pattern string, k *int) bool {
	_, err := fmt.Sscanf(path, pattern, k)
	return err == nil && *k >= 0 && path == fmt.Sprintf(pattern, *k)
}

func (s *nationServers) list(host, page int) string {
	var b strings.Builder
	for k := page * nationList; k < min((page+1)*nationList, s.sizes[host]); k++ {
		fmt.Fprintf(&b, `<li><a href="/r/%d.html">%s</a></li>`, k, nationTitle(host, k))
	}
	switch pages := s.lists(host); {
	case s.tells(host):
		fmt.Fprintf(&b, `<script>createPageHTML(%d, %d, "index", "html");</script>`, pages, page)
	case page+1 < pages:
		fmt.Fprintf(&b, `<a href="/nb/index_%d.html">下一页</a>`, page+1)
	}
	return nationFrame("政府信息公开年报", "<ul>"+b.String()+"</ul>")
}

func nationFrame(title, body string) string {
	return `<html><head><meta charset="utf-8"><title>` + title + `</title></head><body><h2>` + title + `</h2>` + body + `</body></html>`
}

// nationTitle is the title of a host's k-th report: agencies of the host in six years.
func nationTitle(host, k int) string {
	return fmt.Sprintf("样例%s县%s局%d年政府信息公开工作年度报告", stems(host), stems(k/6), 2019+k%6)
}

// stems writes a number in the ten heavenly stems.
func stems(n int) string {
	names := []rune("甲乙丙丁戊己庚辛壬癸")
	var b strings.Builder
	for _, digit := range strconv.Itoa(n) {
		b.WriteRune(names[digit-'0'])
	}
	return b.String()
}

// nationReport is a report with one of its tables, and figures of its own.
func nationReport(host, k int) string {
	hash := fnv.New32()
	fmt.Fprint(hash, host, k)
	sum := hash.Sum32()
	a, b, c, d := sum%50, sum/50%20, sum/1000%20, sum/20000%10
	return nationFrame(nationTitle(host, k), fmt.Sprintf(`<p>一、总体情况</p><p>本单位依法公开政府信息%d条。</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p>
<table border="1"><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
<tr><td rowspan="2">结果维持</td><td rowspan="2">结果纠正</td><td rowspan="2">其他结果</td><td rowspan="2">尚未审结</td><td rowspan="2">总计</td>
<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr></table>
<p>五、存在的主要问题及改进情况</p><p>样例。</p>`, sum, a, b, c, d, a+b+c+d))
}

// resetResident makes Linux forget what the process had resident so far.
func resetResident() {
	runtime.GC()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere there is none
}

// maxResidentNow is how many bytes the process had resident at most since then;
// where the system does not tell, what Go has from it.
func maxResidentNow() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(status)) {
			var kb int64
			if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
				return kb << 10
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
