package main

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"gongkai/crawler"
)

// metrics counts a crawl for Prometheus. No label names a host: thousands of
// sites would make thousands of series; gongkai status tells of each.
type metrics struct {
	server   *http.Server
	addr     net.Addr
	visits   *prometheus.CounterVec
	requests *prometheus.CounterVec
	bytes    prometheus.Counter
	duration prometheus.Histogram
	reports  *prometheus.CounterVec
	sites    *prometheus.GaugeVec

	mu   sync.Mutex
	done map[string]bool // site → failed
}

// serveMetrics serves /metrics on an address; a port alone is on loopback.
func serveMetrics(addr string) (*metrics, error) {
	if !strings.Contains(addr, ":") {
		addr = ":" + addr
	}
	if strings.HasPrefix(addr, ":") {
		addr = "127.0.0.1" + addr
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("--metrics: %w", err)
	}
	m := &metrics{
		addr:     ln.Addr(),
		visits:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_visits_total", Help: "Addresses settled, by outcome."}, []string{"outcome"}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_requests_total", Help: "Requests sent, retries, hops and robots.txt included, by outcome."}, []string{"outcome"}),
		bytes:    prometheus.NewCounter(prometheus.CounterOpts{Name: "gongkai_response_bytes_total", Help: "Size of the bodies received, decompressed."}),
		duration: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "gongkai_request_duration_seconds", Help: "From sending to the end of the body.", Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120}}),
		reports:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_reports_total", Help: "Reports stored, new and revised."}, []string{"kind"}),
		sites:    prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "gongkai_sites", Help: "Sites with nothing left to do in this run: done, and failed among them."}, []string{"state"}),
		done:     map[string]bool{},
	}
	reg := prometheus.NewRegistry()
	reg.MustRegister(m.visits, m.requests, m.bytes, m.duration, m.reports, m.sites,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	m.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go m.server.Serve(ln) //nolint:errcheck // ends with close
	return m, nil
}

// Visited implements crawler.Observer.
func (m *metrics) Visited(v *crawler.Visit, r crawler.CommitResult) {
	m.visits.WithLabelValues(string(v.Outcome)).Inc()
	for _, q := range v.Requests {
		m.requests.WithLabelValues(string(q.Outcome)).Inc()
		m.bytes.Add(float64(q.Bytes))
		m.duration.Observe(q.Duration.Seconds())
	}
	m.reports.WithLabelValues("new").Add(float64(r.New))
	m.reports.WithLabelValues("revised").Add(float64(r.Revised))
}

// SiteDone implements crawler.Observer.
func (m *metrics) SiteDone(s crawler.SiteResult) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[s.Site] = s.Failure != ""
	failed := 0
	for _, f := range m.done {
		if f {
			failed++
		}
	}
	m.sites.WithLabelValues("done").Set(float64(len(m.done)))
	m.sites.WithLabelValues("failed").Set(float64(failed))
}

func (m *metrics) close() { m.server.Close() } //nolint:errcheck // nobody waits for it

// observers pass on what they are told.
type observers []crawler.Observer

// Visited implements crawler.Observer.
func (all observers) Visited(v *crawler.Visit, r crawler.CommitResult) {
	for _, o := range all {
		o.Visited(v, r)
	}
}

// SiteDone implements crawler.Observer.
func (all observers) SiteDone(s crawler.SiteResult) {
	for _, o := range all {
		o.SiteDone(s)
	}
}
